"""The language of what the program writes for people: what the analyst asks for, else that of the locale, else English."""

import os
from collections.abc import Mapping
from typing import Annotated

import typer

from provenance.errors import UsageError

__all__ = ["Language", "spoken"]

Language = Annotated[
    str | None, typer.Option("--language", help="en or fr: language of the report (default: your locale's, or English).")
]
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""POSIX's, the strongest first."""


def spoken(asked: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """One of the languages that reports speak.

    Raises:
        UsageError: it was asked for and there is none.
    """
    from provenance.exporters.wording import LANGUAGES

    if asked is not None:
        code = asked.strip().lower().partition("_")[0].partition("-")[0]
        if code not in LANGUAGES:
            raise UsageError(f"--language {asked}: expected one of {', '.join(LANGUAGES)}")
        return code
    set_to = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    code = set_to.lower().partition(".")[0].partition("_")[0]
    return code if code in LANGUAGES else LANGUAGES[0]
