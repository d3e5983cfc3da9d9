"""Records as lines on the terminal: columns that never collapse, and what is long on lines of its own below them.

A table squeezes every column when the terminal is narrow, and an identifier folded over five lines helps nobody. Here
columns give way in a stated order, each down to a stated least width, and cells are cut with an ellipsis.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from provenance.cli.console import middle, results, safe

__all__ = ["IDENTITY", "INDENT", "Column", "Record", "cut", "fold", "room", "show"]

GAP = 2
PIPED = 160
INDENT = 10
"""Under the first column: an id of 9 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; of several, those with the higher ``gives`` are narrowed first."""

    name: str
    least: int
    """Cells below which it is not narrowed."""
    most: int = 30
    """Cells beyond which it is cut although there is room."""
    gives: int = 0
    ends: bool = False
    """Cut in the middle: both ends of an identifier tell."""
    first: bool = False
    """Where it does not fit, its first word alone: the day without the hour."""


IDENTITY = (
    Column(name="id", least=9),
    Column(name="platform", least=8, gives=2),
    Column(name="account", least=9, gives=4),
    Column(name="post", least=11, gives=5, ends=True),
    Column(name="uploaded", least=10, gives=6, first=True),
)
"""What every list of references begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line of cells, and what stands below it."""

    cells: tuple[str, ...]
    address: str = ""
    """Below them on one line however long, so that it can be copied."""
    below: tuple[tuple[str, str], ...] = ()
    """(text, style); folded."""
    style: str = ""


def room() -> int:
    """Cells of a line: the terminal's, or plenty where the output goes to a file or another program."""
    return max(results.width, 40) if results.is_terminal or "COLUMNS" in os.environ else PIPED


def cut(text: str, width: int, *, ends: bool = False) -> str:
    """``text`` on one line of at most ``width`` cells (wide characters take two), an ellipsis for what is left out."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    end = _head(line[::-1], width // 2)[::-1] if ends else ""
    return _head(line, width - 1 - cell_len(end)).rstrip() + "…" + end


def fold(text: str, width: int, *, lines: int = 2) -> list[str]:
    """``text`` broken at spaces into at most ``lines`` lines of at most ``width`` cells, an ellipsis where it goes on."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines - 1 and cell_len(rest) > width:
        head = _head(rest, width)
        whole = head if rest[len(head) : len(head) + 1] == " " else head.rpartition(" ")[0] or head
        found.append(whole.rstrip())
        rest = rest[len(whole) :].lstrip()
    return [*found, cut(rest, width)] if rest else found


def _head(text: str, width: int) -> str:
    """As much of the beginning of ``text`` as fits in ``width`` cells."""
    end = min(len(text), width)
    while end and cell_len(text[:end]) > width:
        end -= 1
    return text[:end]


def _widths(columns: Sequence[Column], records: Sequence[Record], room: int) -> list[int]:
    """As wide as the longest cell, then narrowed until all fit in ``room`` cells or nothing gives way any more."""
    widths = [min(c.most, max(cell_len(c.name), *(cell_len(r.cells[n]) for r in records))) for n, c in enumerate(columns)]
    for number in sorted(range(len(columns)), key=lambda n: -columns[n].gives):
        over = sum(widths) + GAP * (len(columns) - 1) - room
        if over > 0:
            widths[number] = max(min(columns[number].least, widths[number]), widths[number] - over)
    return widths


def show(title: str, columns: Sequence[Column], records: Sequence[Record]) -> None:
    """Print ``records`` under ``title`` on the results console, as wide as it is."""
    width = room()
    tame = [
        Record(
            cells=tuple(safe(cell).plain for cell in r.cells),
            address=safe(middle(r.address, 400)).plain if r.address else "",
            below=tuple((safe(text).plain, style) for text, style in r.below),
            style=r.style,
        )
        for r in records
    ]
    widths = _widths(columns, tame, width)
    results.print(Text(title, style="bold"))
    results.print(_line((c.name for c in columns), columns, widths, "dim"), no_wrap=True, crop=False, overflow="ignore")
    for record in tame:
        results.print(_line(record.cells, columns, widths, record.style), no_wrap=True, crop=False, overflow="ignore")
        if record.address:
            results.print(Text(" " * INDENT + record.address, style="cyan"), soft_wrap=True)
        for line in _below(record, width):
            results.print(line, no_wrap=True, crop=False, overflow="ignore")


def _line(cells: Iterable[str], columns: Sequence[Column], widths: Sequence[int], style: str) -> Text:
    fitting = (
        cell.split(" ")[0] if c.first and cell_len(cell) > w else cell for cell, c, w in zip(cells, columns, widths, strict=True)
    )
    parts = (set_cell_size(cut(cell, w, ends=c.ends), w) for cell, c, w in zip(fitting, columns, widths, strict=True))
    return Text((" " * GAP).join(parts).rstrip(), style=style)


def _below(record: Record, width: int) -> Iterator[Text]:
    for text, style in record.below:
        for line in fold(text, width - INDENT, lines=3):
            yield Text(" " * INDENT + line, style=style)
