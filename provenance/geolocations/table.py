"""Comma-separated tables (RFC 4180), as GeoConfirmed, Bellingcat and others exchange them; safe to open in a spreadsheet.

A text that a spreadsheet would take for a formula gets an apostrophe before it, which is taken off again on reading.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from provenance.geolocations.interface import Exchange, Item
from provenance.geolocations.rows import COLUMNS, geolocation_of, row_of
from provenance.model import Geolocation

__all__ = ["CSV", "harmless", "written"]

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n|%＝＋－＠]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n|%＝＋－＠]")
_PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?")
LONGEST = 10_000_000
"""Characters of one cell."""


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN.fullmatch(text) else text


def _plain(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


def written(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as UTF-8 with a byte order mark, without which Excel takes it for another charset."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def _write(records: Iterable[Geolocation]) -> bytes:
    return written(COLUMNS, (row_of(record).values() for record in records))


def _read(data: bytes, camera: bool) -> Iterator[Item]:  # noqa: FBT001 - as the interface has it
    text = data.decode("utf-8-sig")
    csv.field_size_limit(LONGEST)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="", strict=True)
        if not reader.fieldnames:
            raise ValueError("expected a table with a header, found an empty file")
        for row in reader:
            cells = {name: _plain(value) for name, value in row.items() if name is not None and isinstance(value, str)}
            if any(cells.values()):
                yield _item(f"line {reader.line_num}", cells, camera=camera)
    except csv.Error as error:
        raise ValueError(f"expected a comma-separated table, found: {error}") from error


def _item(where: str, cells: dict[str, str], *, camera: bool) -> Item:
    try:
        return Item(where=where, record=geolocation_of(cells, camera=camera))
    except ValueError as error:
        return Item(where=where, problem=str(error))


CSV = Exchange(name="csv", suffixes=(".csv", ".tsv"), media_type="text/csv", write=_write, read=_read)
