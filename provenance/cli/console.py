"""The two consoles: results on stdout, everything else on stderr. Hostile text is made harmless here."""

import unicodedata

from rich.console import Console
from rich.text import Text

__all__ = ["errors", "middle", "results", "safe", "shorten"]

results = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False)

_KEPT = frozenset("\n\t")


def safe(text: str, style: str = "") -> Text:
    """``text`` without power over the terminal.

    Control characters (escape sequences begin with one), bidirectional overrides and the like become ``�``;
    as a :class:`rich.text.Text` its square brackets are no markup either.
    """
    return Text(
        "".join(char if char in _KEPT or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"} else "�" for char in text),
        style=style,
    )


def middle(text: str, width: int) -> str:
    """``text`` in ``width`` characters, its middle left out where it is longer: both ends of an address tell."""
    line = " ".join(text.split())
    half = (width - 1) // 2
    return line if len(line) <= width else f"{line[:half]}…{line[-half:]}"


def shorten(text: str, width: int) -> str:
    """The first ``width`` characters of ``text`` on one line, with an ellipsis where it was longer."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
