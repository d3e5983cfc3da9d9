"""The cells of a spreadsheet (.xlsx), through openpyxl, which is an extra."""

import io
import re
import zipfile

from provenance.errors import InputError, MissingExtraError

__all__ = ["rows_of_workbook"]

_LARGEST = 300_000_000
"""Bytes, unpacked: openpyxl holds some fifty times that of XML in memory at worst."""
_MOST_ROWS = 1_000_000
_RATIO = 200
_LINK = re.compile(r"""=\s*HYPERLINK\(\s*"([^"]+)""", re.IGNORECASE)


def rows_of_workbook(data: bytes, *, source: str) -> list[list[str]]:
    """The cells of the first sheet that has any. A link behind a cell's words counts as its text where they are no address.

    Raises:
        InputError: no spreadsheet, or one that asks for too much.
        MissingExtraError: openpyxl is not installed.
    """
    try:
        import openpyxl  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            f"{source}: spreadsheets need openpyxl: pip install 'provenance-osint[xlsx]' (or save the list as CSV)"
        ) from error
    _refuse_bomb(data, source=source)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise InputError(f"{source}: expected a spreadsheet (.xlsx), found a damaged or other file ({error})") from error
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > _MOST_ROWS * 20:
            raise InputError(f"{source}: expected at most {_MOST_ROWS:,} rows, found {sheet.max_row:,}")
        rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows()]
        if any(any(row) for row in rows):
            return rows
    return []


def _cell(cell: object) -> str:
    value = getattr(cell, "value", None)
    text = "" if value is None else str(value)
    formula = _LINK.match(text)
    if formula:
        return formula[1]
    link = getattr(getattr(cell, "hyperlink", None), "target", None)
    return str(link) if link and "://" not in text else text


def _refuse_bomb(data: bytes, *, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(entry.file_size, entry.compress_size) for entry in archive.infolist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"{source}: expected a spreadsheet (.xlsx), found a damaged or other file ({error})") from error
    unpacked, packed = sum(size for size, _ in sizes), sum(size for _, size in sizes)
    if unpacked > _LARGEST or (unpacked > 50_000_000 and unpacked > _RATIO * max(packed, 1)):
        raise InputError(f"{source}: refused: expected at most {_LARGEST:,} bytes of sheets, got {unpacked:,} out of {packed:,}")
