"""Many things found by hand at once: a table of references with their files, or with their posts' addresses."""

from collections.abc import Callable, Sequence
from pathlib import Path

from provenance.errors import InputError, UsageError
from provenance.intake.tables import rows_of_csv
from provenance.intake.workbooks import rows_of_workbook
from provenance.model import ActivityKind
from provenance.pipeline.byhand import attach, resolve
from provenance.pipeline.run import Run

__all__ = ["attach_listed", "resolve_listed"]

_HEADINGS = {
    "reference": ("reference", "ref", "id", "which"),
    "what": ("file", "path", "url", "link", "address"),
    "note": ("note", "how", "remark"),
}


def attach_listed(run: Run, listed: Path, *, note: str) -> None:
    """Attach the file of every row; its path may be seen from the table's folder.

    Raises:
        InputError: no table.
    """

    def one(reference: str, file: str, words: str) -> None:
        beside = listed.parent / file
        attach(run, reference, beside if beside.is_file() else Path(file), note=words or note)

    _each(run, listed, ActivityKind.ATTACH, one)


def resolve_listed(run: Run, listed: Path, *, note: str) -> None:
    """Record the address of every row.

    Raises:
        InputError: no table.
    """
    _each(run, listed, ActivityKind.RESOLVE, lambda reference, url, words: resolve(run, reference, url, note=words or note))


def _each(run: Run, listed: Path, kind: ActivityKind, act: Callable[[str, str, str], object]) -> None:
    """Do what each row says; one that cannot be done is recorded, and the others go on."""
    if not listed.is_file():
        raise InputError(f"{listed}: expected a table (CSV or XLSX), found nothing of the kind")
    data = listed.read_bytes()
    rows = (rows_of_workbook if data.startswith(b"PK\x03\x04") else rows_of_csv)(data, source=str(listed))
    places = _columns(rows[0] if rows else [])
    first = 1 if places else 0
    run.progress.stage(kind.value, len(rows) - first)
    for number, row in enumerate(rows[first:], start=first + 1):
        if not any(cell.strip() for cell in row):
            continue
        subject = f"{listed}, row {number}"
        with run.item(kind, subject, label=subject):
            reference, what, note = (_cell(row, (places or {}).get(key, at)) for at, key in enumerate(_HEADINGS))
            if not reference or not what:
                raise UsageError(
                    f"{subject}: expected a reference's id and {'a file' if kind is ActivityKind.ATTACH else 'a URL'}"
                )
            act(reference, what, note)


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where each thing stands by its heading; nothing where the first row is no heading."""
    cells = [cell.strip().casefold() for cell in heading]
    found = {key: cells.index(word) for key, words in _HEADINGS.items() for word in reversed(words) if word in cells}
    return {"note": -1, **found} if {"reference", "what"} <= found.keys() else {}


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""
