"""What Bellingcat's auto-archiver left: its sheet as CSV, the CSV of its own database module, or a folder of its pages.

Its words are kept as its words: the status is no measurement, times are shown as it wrote them, and a digest it states is
compared with the file where that is there.
"""

import ast
import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone

from lxml import etree, html

from provenance.articles.decoding import clean, decode
from provenance.errors import InputError
from provenance.intake.addresses import addresses_in
from provenance.intake.exports import Entry, Export, NamedFile, role_of
from provenance.intake.tables import rows_of_csv
from provenance.intake.xpath import elements, strings
from provenance.model import CalendarDay, FileRole, Instant, Timestamp, ZonelessTime

__all__ = ["is_archive_page", "is_archiver_csv", "read_archive_pages", "read_archiver_csv"]

PROGRAM = "auto-archiver"
_DATABASE = ("status", "metadata", "media")
_SHEET = {
    "url": ("link", "url"),
    "status": ("archive status",),
    "location": ("archive location",),
    "date": ("archive date",),
    "thumbnail": ("thumbnail",),
    "time": ("upload timestamp",),
    "title": ("upload title",),
    "text": ("text content",),
    "hash": ("hash",),
    "screenshot": ("screenshot",),
}
"""The default headings of its sheet (gsheet_feeder)."""
_MARK = b"bellingcat/auto-archiver"
_LONGEST_CELL = 2_000_000


def is_archiver_csv(data: bytes) -> bool:
    """Whether a table has the headings of one of the two."""
    head = data[:5000].decode("utf-8-sig", "replace").partition("\n")[0].strip().lower()
    cells = {cell.strip(' "') for cell in re.split("[,;\t]", head)}
    return cells == set(_DATABASE) or ("archive status" in cells and "archive location" in cells)


def is_archive_page(data: bytes) -> bool:
    """Whether a page is one of its."""
    return _MARK in data[-20_000:] and b"Archived media for" in data[:50_000]


def read_archiver_csv(data: bytes, *, source: str) -> Export:
    """Read either table.

    Raises:
        InputError: neither.
    """
    rows = rows_of_csv(data, source=source)
    heading = [cell.strip().lower() for cell in rows[0]] if rows else []
    if heading == list(_DATABASE):
        entries = tuple(_database_row(number, row) for number, row in enumerate(rows[1:], start=2) if any(row))
    elif "archive status" in heading:
        columns = {key: next((heading.index(name) for name in names if name in heading), -1) for key, names in _SHEET.items()}
        entries = tuple(_sheet_row(number, row, columns) for number, row in enumerate(rows[1:], start=2) if any(row))
    else:
        raise InputError(
            f"{source}: expected auto-archiver's table (with 'archive status', or status,metadata,media), found another"
        )
    return Export(program=PROGRAM, title="", entries=entries)


def _sheet_row(number: int, row: Sequence[str], columns: Mapping[str, int]) -> Entry:
    value = {key: clean(row[place]).strip() if 0 <= place < len(row) else "" for key, place in columns.items()}
    files = [NamedFile(name=value[key], role=role, digest=value["hash"] if key == "location" else "") for key, role in (
        ("location", FileRole.MEDIA), ("thumbnail", FileRole.THUMBNAIL), ("screenshot", FileRole.THUMBNAIL)
    ) if value[key]]  # fmt: skip
    return _entry(f"row {number}", value, tuple(files))


def _entry(where: str, value: Mapping[str, str], files: tuple[NamedFile, ...]) -> Entry:
    said = [("archived", value.get("date", "")), ("status", value.get("status", ""))]
    return Entry(
        where=where,
        header="; ".join([value.get("url", ""), *(f"{name}: {words}" for name, words in said if words)]),
        url=next(iter(addresses_in(value.get("url", ""))), ""),
        title=value.get("title", ""),
        text=value.get("text", ""),
        time=_time(value.get("time", "")),
        time_words=value.get("time", ""),
        files=files,
    )


def _time(words: str) -> Timestamp | None:
    try:
        stated = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    if len(words.strip()) <= 10:
        return CalendarDay(value=stated.date())
    return Instant(value=stated) if stated.tzinfo else ZonelessTime(value=stated)


# ── the database module: Python values in the cells ─────────────────────────────────────────────


def _database_row(number: int, row: Sequence[str]) -> Entry:
    status, metadata, media = (*row, "", "", "")[:3]
    known, listed = value_of(metadata), value_of(media)
    told = known if isinstance(known, dict) else {}
    value = {
        "url": _word(told.get("url")),
        "status": clean(status),
        "date": _word(told.get("_processed_at")),
        "time": _word(told.get("timestamp")),
        "title": _word(told.get("title")),
        "text": _word(told.get("content")),
    }
    return _entry(f"row {number}", value, tuple(_media(listed)))


def _word(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else clean(value).strip() if isinstance(value, str) else ""


def _media(listed: object) -> Iterator[NamedFile]:
    for each in listed if isinstance(listed, list) else []:
        if not isinstance(each, dict):
            continue
        properties = each.get("properties")
        told = properties if isinstance(properties, dict) else {}
        urls = each.get("urls")
        names = (each.get("key"), *(urls if isinstance(urls, list) else []), each.get("filename"))
        name = next((word for word in names if isinstance(word, str) and word), "")
        thumbnail = "thumb" in str(told.get("id", "")) or "screenshot" in str(told.get("id", ""))
        role = FileRole.THUMBNAIL if thumbnail else role_of(name)
        if name and role is not None:
            yield NamedFile(name=name, role=role, digest=_word(told.get("hash")))


def value_of(cell: str) -> object:
    """The value that a cell spells out in Python, literals and times with their zones; else ``None``. Nothing is run."""
    if len(cell) > _LONGEST_CELL:
        return None
    try:
        return _value(ast.parse(cell, mode="eval").body)
    except (SyntaxError, ValueError, TypeError, RecursionError, MemoryError, OverflowError):
        return None


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        return {str(_value(key)): _value(value) for key, value in zip(node.keys, node.values, strict=True) if key is not None}
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [_value(each) for each in node.elts]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _value(node.operand)
        return -inner if isinstance(inner, int | float) else None
    if isinstance(node, ast.Call):
        return _time_call(node)
    return timezone.utc if ast.unparse(node) in {"datetime.timezone.utc", "timezone.utc"} else None  # noqa: UP017 - what repr writes


def _time_call(node: ast.Call) -> object:
    name = ast.unparse(node.func).rpartition(".")[2]
    numbers = [value for each in node.args if isinstance(value := _value(each), int)]
    named = {each.arg: _value(each.value) for each in node.keywords}
    if name == "datetime" and len(numbers) >= 3:
        zone = named.get("tzinfo")
        made = datetime(*numbers[:7])  # type: ignore[arg-type] # noqa: DTZ001 - the zone is put on where one is stated
        return made.replace(tzinfo=zone) if isinstance(zone, timezone) else made
    if name == "timedelta":
        words = {key: value for key, value in named.items() if key in {"days", "seconds", "hours"} and isinstance(value, int)}
        return timedelta(**words)
    if name == "timezone" and node.args and isinstance(offset := _value(node.args[0]), timedelta):
        return timezone(offset)
    return None


# ── its pages ───────────────────────────────────────────────────────────────────────────────────


def read_archive_pages(pages: Sequence[tuple[str, bytes]], names: Sequence[str]) -> Export:
    """Read its pages (name and bytes); files are those that a page shows, and those beside it if it has its folder to itself."""
    folders = [name.rpartition("/")[0] for name, _ in pages]
    entries = []
    for name, data in pages:
        folder = name.rpartition("/")[0]
        beside = [each for each in names if each.rpartition("/")[0] == folder] if folders.count(folder) == 1 and folder else []
        entries.append(_page_entry(name, data, beside))
    return Export(program=PROGRAM, title="", entries=tuple(entries))


def _page_entry(name: str, data: bytes, beside: Sequence[str]) -> Entry:
    try:
        tree = html.document_fromstring(decode(data, source=name))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: expected a page of auto-archiver, found a damaged one ({error})") from error
    rows = elements(tree, "//table[contains(@class, 'metadata')]//tr[td[2]]")
    told = {_said(row[0]): _said(row[1]) for row in rows if len(row) > 1}
    url = next(iter(addresses_in(tree.findtext(".//title") or "")), "") or told.get("url", "")
    shown = [name for each in strings(tree, "//@src | //a/@href") if role_of(name := each.partition("?")[0])]
    files = tuple(
        NamedFile(name=each, role=_shown_role(each)) for each in dict.fromkeys((*shown, *(b for b in beside if role_of(b))))
    )
    value = {
        "url": url,
        "title": told.get("title", ""),
        "text": told.get("content", ""),
        "time": told.get("timestamp", ""),
        "date": told.get("_processed_at", ""),
    }
    return _entry(name, value, files)


def _shown_role(name: str) -> FileRole:
    stem = name.rpartition("/")[2].lower()
    return FileRole.THUMBNAIL if stem.startswith(("thumb", "screenshot")) else role_of(name) or FileRole.MEDIA


def _said(element: html.HtmlElement) -> str:
    """The words of a cell; longer ones stand in an attribute, in base 64."""
    packed = next(iter(strings(element, ".//@copy-value64")), "")
    if packed:
        try:
            return clean(base64.b64decode(packed, validate=True).decode("utf-8", "replace")).strip(' "')
        except ValueError:
            return ""
    return clean(" ".join(element.text_content().split()))
