"""Library entries on the terminal."""

from collections.abc import Iterable
from fractions import Fraction

from rich.table import Table

from provenance.cli.console import results, safe, shorten
from provenance.matching.interface import Entry

__all__ = ["clock", "entry_object", "print_entries"]


def clock(seconds: Fraction | None) -> str:
    """``1:05.3``; ``?`` when unknown."""
    if seconds is None:
        return "?"
    minutes, rest = divmod(float(seconds), 60)
    return f"{int(minutes)}:{rest:04.1f}"


def entry_object(entry: Entry) -> dict[str, object]:
    """An entry for ``--json``."""
    return {
        "digest": str(entry.digest),
        "name": entry.name,
        "note": entry.note,
        "added": str(entry.added) if entry.added else None,
        "duration": float(entry.duration) if entry.duration is not None else None,
    }


def print_entries(entries: Iterable[Entry]) -> None:
    """What a library holds, one video a line."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in ("digest", "name", "length", "added", "note"):
        table.add_column(column)
    for entry in entries:
        cells = (entry.digest.short, entry.name, clock(entry.duration), str(entry.added or ""), shorten(entry.note, 60))
        table.add_row(*(safe(cell) for cell in cells))
    results.print(table)
    results.print(f"{table.row_count} in all", style="dim")
