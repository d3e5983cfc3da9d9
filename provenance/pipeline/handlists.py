"""Many things found by hand at once: a table of references with their files, or with their posts' addresses."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from provenance.errors import InputError, UsageError
from provenance.intake.tables import rows_of_csv
from provenance.intake.workbooks import rows_of_workbook
from provenance.model import ActivityKind
from provenance.pipeline.byhand import Obtained, UnknownReferenceError, attach, resolve
from provenance.pipeline.run import Run

__all__ = ["attach_listed", "resolve_listed"]

_HEADINGS = {
    "reference": ("reference", "ref", "id", "which"),
    "what": ("file", "path", "url", "link", "address"),
    "note": ("note", "how", "remark"),
    "by": ("by", "who"),
    "when": ("when", "date"),
    "from": ("from", "source"),
}
Row = Mapping[str, str]
"""By the keys above; empty where the row says nothing."""


def attach_listed(run: Run, listed: Path, *, obtained: Obtained) -> None:
    """Attach the file of every row; its path may be seen from the table's folder. ``obtained`` holds where a row says nothing.

    Raises:
        InputError: no table.
    """

    def one(row: Row) -> None:
        beside = listed.parent / row["what"]
        how = Obtained(
            how=row["note"] or obtained.how,
            by=row["by"] or obtained.by,
            when=row["when"] or obtained.when,
            url=row["from"] or obtained.url,
        )
        attach(run, row["reference"], beside if beside.is_file() else Path(row["what"]), obtained=how)

    _each(run, listed, ActivityKind.ATTACH, one)


def resolve_listed(run: Run, listed: Path, *, note: str) -> None:
    """Record the address of every row.

    Raises:
        InputError: no table.
    """
    _each(run, listed, ActivityKind.RESOLVE, lambda row: resolve(run, row["reference"], row["what"], note=row["note"] or note))


def _each(run: Run, listed: Path, kind: ActivityKind, act: Callable[[Row], object]) -> None:
    """Do what each row says; one that cannot be done is recorded under its number, and the others go on.

    The references that there are get listed once, however many rows name another.
    """
    if not listed.is_file():
        raise InputError(f"{listed}: expected a table (CSV or XLSX), found nothing of the kind")
    data = listed.read_bytes()
    rows = (rows_of_workbook if data.startswith(b"PK\x03\x04") else rows_of_csv)(data, source=str(listed))
    places = _columns(rows[0] if rows else [])
    first = 1 if places else 0
    listing = ""
    run.progress.stage(kind.value, len(rows) - first)
    for number, row in enumerate(rows[first:], start=first + 1):
        if not any(cell.strip() for cell in row):
            continue
        subject = f"{listed}, row {number}"
        with run.item(kind, subject, label=subject):
            told = {key: _cell(row, places.get(key, -1) if places else at) for at, key in enumerate(_HEADINGS)}
            if not told["reference"] or not told["what"]:
                raise UsageError(
                    f"{subject}: expected a reference's id and {'a file' if kind is ActivityKind.ATTACH else 'a URL'}"
                )
            try:
                act(told)
            except UnknownReferenceError as error:
                listing = error.listed
                raise UsageError(f"{subject}: {error.said}") from error
            except (InputError, UsageError) as error:
                raise type(error)(f"{subject}: {error}") from error
    if listing:
        run.progress.note(f"the references of this case:\n{listing}")


def _columns(heading: Sequence[str]) -> dict[str, int]:
    """Where each thing stands by its heading; nothing where the first row is no heading."""
    cells = [cell.strip().casefold() for cell in heading]
    found = {key: cells.index(word) for key, words in _HEADINGS.items() for word in reversed(words) if word in cells}
    return found if {"reference", "what"} <= found.keys() else {}


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""
