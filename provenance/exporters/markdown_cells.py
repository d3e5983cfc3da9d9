"""Pieces of a Markdown document: hostile text without power, ids as code, tables."""

import re
from collections.abc import Iterable, Iterator

from provenance.exporters import vocabulary
from provenance.exporters.html.names import Names
from provenance.exporters.text import shortened, visible, web_address
from provenance.exporters.told import told
from provenance.exporters.wording import Wording
from provenance.model import Digest, Hedge

__all__ = ["address", "called", "code", "escaped", "ours", "quoted", "reserve", "section", "short", "table"]

_SPECIAL = re.compile(r"[`*_\[\]|~^@]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\\": "&#92;"}
"""Notebooks look for formulas before they read the Markdown: a backslash before ``$`` or ``(`` would not help there."""
_LINKED = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What some readers make links of by themselves."""
QUOTE = 400
"""Characters of a quotation in a table."""


def escaped(text: str, limit: int = QUOTE) -> str:
    """``text`` on one line, without power over Markdown or the HTML that it is shown in."""
    line = re.sub(r"[&<>$\\]", lambda found: _ENTITIES[found[0]], shortened(visible(text), limit))
    line = _LINKED.sub(lambda found: "".join(f"\\{char}" for char in found[0]), line)
    return _SPECIAL.sub(r"\\\g<0>", line)


def code(name: str) -> str:
    """An id or digest as code; in a stranger's case it may be anything."""
    return f"`{name}`" if re.fullmatch(r"[\w:]+", name, re.ASCII) else escaped(name)


def section(title: str) -> Iterator[str]:
    """A heading; ``title`` is Markdown already."""
    yield from ("", f"## {title}", "")


def table(header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Cells are Markdown already."""
    header = tuple(header)
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def called(name: object, names: Names) -> str:
    """The thing's name in this report, with its id."""
    if name is None:
        return "–"
    known, own = names.links.get(str(name)), code(str(name)[:19])
    return f"{escaped(known.text)} {own}" if known else own


def quoted(text: str, say: Wording) -> str:
    """Words of others, in the language's quotation marks."""
    return say("“{words}”", words=escaped(text))


def ours(text: str, names: Names) -> str:
    """A sentence of the program in the reader's language."""
    return escaped(names.named(told(text, names.say)))


def reserve(hedge: Hedge, say: Wording) -> str:
    """Words of reserve with what they are taken for."""
    return f"{quoted(hedge.words, say)} ({say(vocabulary.LEVELS[hedge.level])})"


def short(digest: Digest) -> str:
    """Enough of a digest to tell it by, as code."""
    return f"`{digest.short}`"


def address(url: str | None) -> str:
    """As code, so that it can be copied and opens nothing by itself."""
    known = web_address(url)
    return f"`{known}`" if known and "`" not in known and "|" not in known else escaped(url or "")
