"""Reads the language files that ship with the program."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

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


@dataclass(frozen=True, slots=True)
class _Languages(Mapping[str, Lexicon]):
    """The languages by code, each read when it is first asked for: an article needs one of them."""

    codes: tuple[str, ...]

    def __getitem__(self, code: str) -> Lexicon:
        if code not in self.codes:
            raise KeyError(code)
        return _language(code)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)


@cache
def _language(code: str) -> Lexicon:
    path = resources.files("provenance.articles") / "languages" / f"{code}.toml"
    if not path.is_file():
        raise InputError(f"languages/{code}.toml: expected a file for the language {code!r} in LANGUAGES, found none")
    found = read(path.read_text("utf-8"), source=f"languages/{code}.toml")
    if found.code != code:
        raise InputError(f"languages/{code}.toml: expected code = {code!r}, found {found.code!r}")
    return found


def load() -> Mapping[str, Lexicon]:
    """Every language in :data:`~provenance.articles.languages.LANGUAGES`, by code; each is read when it is first asked for.

    Asking raises :class:`~provenance.errors.InputError` where its file is missing, damaged, or states another code than its name.
    """
    return _Languages(LANGUAGES)
