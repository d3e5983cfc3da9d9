"""Any list of addresses: what it is is told by its bytes, and by its name where these leave it open."""

import zlib
from pathlib import PurePosixPath

from lxml import etree, html

from provenance.articles.decoding import sniff
from provenance.errors import InputError
from provenance.intake.addresses import AddressList
from provenance.intake.feeds import is_xml, read_feed
from provenance.intake.tables import read_csv, read_lines, read_rows
from provenance.intake.workbooks import rows_of_workbook

__all__ = ["read_list"]

LARGEST = 200_000_000
"""Bytes of a list, unpacked. A sitemap may have 50 MB by its specification."""
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_TABLES = frozenset({".csv", ".tsv", ".tab"})
EXPECTED = "expected a list of addresses: CSV, text, XLSX, RSS, Atom or a sitemap"


def read_list(data: bytes, *, source: str, base: str | None = None, column: str | None = None) -> AddressList:
    """The addresses that ``data`` lists.

    Args:
        data: the file, or the answer of a server.
        source: its path or address.
        base: what relative addresses are relative to.
        column: of a table.

    Raises:
        InputError: no list.
        UsageError: no such column.
        MissingExtraError: a spreadsheet, and openpyxl is not installed.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data, source=source)
    if not data.strip():
        raise InputError(f"{source}: {EXPECTED}; found an empty file")
    if data.startswith(_OLD_EXCEL):
        raise InputError(f"{source}: {EXPECTED}; found an old Excel file: save it as .xlsx or .csv")
    if data.startswith(b"PK\x03\x04"):
        return read_rows(rows_of_workbook(data, source=source), source=source, kind="spreadsheet", column=column)
    if is_xml(data):
        return read_feed(data, source=source, base=base)
    if sniff(data[:20_000].decode("utf-8", "replace")) == "text/html":
        raise InputError(f"{source}: {EXPECTED}; found a web page{_feeds_of(data)}")
    suffix = PurePosixPath(source.lower().removesuffix(".gz")).suffix
    if suffix in _TABLES or column is not None:
        return read_csv(data, source=source, column=column)
    return read_lines(data, source=source)


def _unpacked(data: bytes, *, source: str) -> bytes:
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpack.decompress(data, LARGEST)
    except zlib.error as error:
        raise InputError(f"{source}: expected gzip-compressed data, found it damaged ({error})") from error
    if unpack.unconsumed_tail:
        raise InputError(f"{source}: expected at most {LARGEST:,} bytes of a list, found more (unpacked)")
    return found


def _feeds_of(data: bytes) -> str:
    """The feeds that a page names, for the analyst to choose from."""
    try:
        page = html.fromstring(data[:500_000])
        links = page.xpath("//link[@rel='alternate'][contains(@type, 'rss') or contains(@type, 'atom')]/@href")
    except (etree.LxmlError, ValueError):
        return ""
    return (
        f" (it names these feeds: {', '.join(str(link)[:200] for link in links[:3])})"
        if isinstance(links, list) and links
        else ""
    )
