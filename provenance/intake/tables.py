"""Tables of addresses: CSV in every common dialect, plain lines, and the cells of a spreadsheet."""

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from provenance.articles.decoding import decode
from provenance.errors import InputError, UsageError
from provenance.intake.addresses import AddressList, Listed, addresses_in, listed

__all__ = ["read_csv", "read_lines", "read_rows", "rows_of_csv"]

Rows = Sequence[Sequence[str]]
_DELIMITERS = ",;\t|"
_LOOKED_AT = 200
"""Rows by which the delimiter is told."""
_LARGEST_CELL = 10_000_000
HEADERS = frozenset(
    word
    for words in (
        "url urls uri link links href address addresses website web article articles page source",
        "lien liens adresse enlace enlaces dirección direccion indirizzo collegamento endereço ligação adres odnośnik",
        "bağlantı ссылка ссылки адрес посилання адреса رابط الرابط",
    )
    for word in words.split()
)
"""What people call such a column."""


def read_csv(data: bytes, *, source: str, column: str | None = None) -> AddressList:
    """A table with comma, semicolon, tab or bar between its cells.

    Raises:
        InputError: no text, or no address in it.
        UsageError: ``column`` is none of its columns.
    """
    return read_rows(rows_of_csv(data, source=source), source=source, kind="CSV", column=column)


def rows_of_csv(data: bytes, *, source: str) -> list[list[str]]:
    """The cells of a table; the delimiter is the one that cuts its rows most evenly.

    Raises:
        InputError: no text, or no table.
    """
    text = decode(data, source=source)
    limit = csv.field_size_limit(_LARGEST_CELL)
    try:
        delimiter = max(_DELIMITERS, key=lambda each: _evenness(text, each))
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{source}: expected a table (CSV), found something else ({error})") from error
    finally:
        csv.field_size_limit(limit)


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """Share of rows with the usual number of cells, and that number; nothing where the usual number is one."""
    reader = csv.reader(io.StringIO(text[:100_000], newline=""), delimiter=delimiter)
    counted = Counter(len(row) for row, _ in zip(reader, range(_LOOKED_AT), strict=False) if row)
    if not counted:
        return 0.0, 0
    width, times = counted.most_common(1)[0]
    return (times / counted.total(), width) if width > 1 else (0.0, 0)


def read_lines(data: bytes, *, source: str) -> AddressList:
    """One address a line, with or without words around it; lines that begin with # are remarks.

    Raises:
        InputError: no text, or no address in it.
    """
    rows: list[Listed] = []
    for number, line in enumerate(decode(data, source=source).splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            rows += listed(f"line {number}", line)
    return _checked(rows, source=source, how="text, a line each")


def read_rows(rows: Rows, *, source: str, kind: str, column: str | None = None) -> AddressList:
    """The addresses of a table: of the column named, else of the one that holds most, a known heading before others.

    Args:
        rows: cells, row by row; rows may differ in length.
        source: for messages.
        kind: the same.
        column: a heading, a number from 1, or a letter as spreadsheets have.

    Raises:
        InputError: no address in it.
        UsageError: ``column`` is none of its columns.
    """
    counts = _counts(rows)
    chosen = _choose(rows, counts) if column is None else _named(rows, column, source=source)
    if chosen is None:
        raise InputError(f"{source}: expected a list of addresses (http:// or https://), found none in it")
    heading = _heading(rows, chosen)
    found: list[Listed] = []
    for number, row in enumerate(rows, start=1):
        if (number == 1 and heading) or not any(cell.strip() for cell in row):
            continue
        found += listed(f"row {number}", row[chosen] if chosen < len(row) else "")
    others = ", ".join(_title(rows, each) for each in sorted(counts) if each != chosen)
    more = f"; {others} also hold addresses (choose with --column)" if others and column is None else ""
    return _checked(found, source=source, how=f"{kind}, {_title(rows, chosen)}{more}")


def _counts(rows: Rows) -> Counter[int]:
    return Counter(place for row in rows for place, cell in enumerate(row) if addresses_in(cell))


def _choose(rows: Rows, counts: Counter[int]) -> int | None:
    if not counts:
        return None
    most = max(counts.values())
    known = {place for place in counts if _fold(_cell(rows, place)) in HEADERS}
    return min(counts, key=lambda place: (not (place in known and counts[place] * 2 >= most), -counts[place], place))


def _named(rows: Rows, column: str, *, source: str) -> int:
    wide = max((len(row) for row in rows), default=0)
    first = [_fold(cell) for cell in rows[0]] if rows else []
    if _fold(column) in first:
        return first.index(_fold(column))
    place = int(column) - 1 if column.isdecimal() else _letters(column)
    if 0 <= place < wide:
        return place
    titles = ", ".join(_title(rows, each) for each in range(min(wide, 30)))
    raise UsageError(f"--column {column}: expected a heading, number or letter of {source}, which has {titles or 'no columns'}")


def _letters(column: str) -> int:
    """``A`` is 0, ``AA`` is 26; -1 for no such letters."""
    if not re.fullmatch("[A-Za-z]{1,2}", column):
        return -1
    place = 0
    for letter in column.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _heading(rows: Rows, place: int) -> bool:
    """Whether the first row is one: its cell is a word, no address and no try at one."""
    cell = _cell(rows, place).strip()
    return bool(cell) and not addresses_in(cell) and "/" not in cell and "." not in cell


def _title(rows: Rows, place: int) -> str:
    cell = " ".join(_cell(rows, place).split())[:40]
    return f"column {place + 1}" + (f" ({cell!r})" if cell and _heading(rows, place) else "")


def _cell(rows: Rows, place: int) -> str:
    return rows[0][place] if rows and place < len(rows[0]) else ""


def _fold(text: str) -> str:
    return text.strip().casefold()


def _checked(rows: list[Listed], *, source: str, how: str) -> AddressList:
    if not any(row.address for row in rows):
        raise InputError(f"{source}: expected a list of addresses (http:// or https://), found none in it")
    return AddressList(rows=tuple(rows), how=how)
