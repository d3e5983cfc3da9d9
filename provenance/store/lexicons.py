"""Reads the language files that ship with the program."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from provenance.articles import lexicon_file
from provenance.articles.languages import LANGUAGES
from provenance.articles.lexicon import Lexicon
from provenance.errors import InputError

__all__ = ["load", "read"]


def read(text: str, *, source: str) -> Lexicon:
    """One language file.

    Raises:
        InputError: not TOML, or not a lexicon; the message names ``source``.
    """
    try:
        return lexicon_file.parse(tomllib.loads(text), source=source)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{source}: expected TOML, found {error}") from error


@cache
def load() -> Mapping[str, Lexicon]:
    """Every language in :data:`~provenance.articles.languages.LANGUAGES`, by code.

    Raises:
        InputError: a language file is missing, damaged, or states another code than its name.
    """
    folder = resources.files("provenance.articles") / "languages"
    found = {}
    for code in LANGUAGES:
        path = folder / f"{code}.toml"
        if not path.is_file():
            raise InputError(f"languages/{code}.toml: expected a file for the language {code!r} in LANGUAGES, found none")
        read_one = read(path.read_text("utf-8"), source=f"languages/{code}.toml")
        if read_one.code != code:
            raise InputError(f"languages/{code}.toml: expected code = {code!r}, found {read_one.code!r}")
        found[code] = read_one
    return MappingProxyType(found)
