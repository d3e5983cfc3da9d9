"""What Bellingcat's auto-archiver left: its sheet as CSV, the CSV of its own database module, or a folder of its pages.

Its words are kept as its words: the status is no measurement, times are shown as it wrote them, and a digest it states is
compared with the file where that is there.
"""

import ast
import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from lxml import etree, html

from provenance.articles.decoding import clean, decode
from provenance.errors import InputError
from provenance.intake.addresses import addresses_in
from provenance.intake.exports import Entry, Export, NamedFile, role_of
from provenance.intake.tables import rows_of_csv
from provenance.intake.xpath import elements, strings
from provenance.model import CalendarDay, FileRole, Instant, Timestamp, ZonelessTime

__all__ = ["is_archive_page", "is_archiver_csv", "joined", "read_archive_page", "read_archiver_csv"]

PROGRAM = "auto-archiver"
_DATABASE = ("status", "metadata", "media")
_SHEET = {
    "url": ("link", "url"),
    "status": ("archive status",),
    "location": ("archive location",),
    "date": ("archive date",),
    "time": ("upload timestamp",),
    "title": ("upload title",),
    "text": ("text content",),
    "hash": ("hash",),
    "screenshot": ("screenshot",),
}
"""The default headings of its sheet (gsheet_feeder)."""
_MARK = b"bellingcat/auto-archiver"
_LONGEST_CELL = 2_000_000
_PAGES = (".html", ".htm")


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
    files = [
        *(file for name in value["location"].split("\n") if (file := _file(name, digest=value["hash"]))),
        *(NamedFile(name=name, role=FileRole.PAGE) for name in value["screenshot"].split("\n") if name),
    ]
    return _entry(f"row {number}", value, tuple(files))


def _file(name: str, *, digest: str = "", told: str = "") -> NamedFile | None:
    """A file by the name under which it was stored, and what its archive calls it.

    Its own page of the post, and the screenshot, show what it saw; pictures that it cut from the video are left out.
    """
    if name.lower().endswith(_PAGES) or told.startswith("screenshot"):
        return NamedFile(name=name, role=FileRole.PAGE, digest=digest)
    role = None if told.startswith("thumb") else role_of(name)
    return NamedFile(name=name, role=role, digest=digest) if name and role is not None else None


def _entry(where: str, value: Mapping[str, str], files: tuple[NamedFile, ...]) -> Entry:
    said = [(name, value.get(key, "")) for name, key in (("archived", "date"), ("status", "status"), ("stored", "location"))]
    return Entry(
        where=where,
        header="; ".join([value.get("url", ""), *(f"{name}: {' '.join(words.split())}" for name, words in said if words)]),
        url=next(iter(addresses_in(value.get("url", ""))), ""),
        title=value.get("title", ""),
        text=value.get("text", ""),
        time=_time(value.get("time", "")),
        time_words=value.get("time", ""),
        files=files,
    )


def joined(tables: Sequence[Export], pages: Sequence[Entry]) -> tuple[tuple[Export, ...], Export]:
    """Tables and pages of one archive without what they tell twice: a row names the page of its post, which names its files.

    Each row has its page's files besides its own; a later table keeps only rows that no earlier one has, and the first says
    how many went. Pages that no row names are the second value.
    """
    left = {_page_of(page): page for page in pages}
    told: set[str] = set()
    found: list[Export] = []
    for table in tables:
        fresh = [entry for entry in table.entries if _own(entry) not in told]
        entries = tuple(_with_page(entry, left.pop(_page_of(entry), None)) for entry in fresh)
        told |= {_own(entry) for entry in fresh}
        found.append(replace(table, entries=entries))
    if twice := sum(len(table.entries) for table in tables) - sum(len(table.entries) for table in found):
        note = f"{twice:,} rows of other tables beside it tell of the same posts, and were not taken again"
        found[0] = replace(found[0], notes=(*found[0].notes, note))
    return tuple(found), Export(program=PROGRAM, title="", entries=tuple(left.values()))


def _with_page(entry: Entry, page: Entry | None) -> Entry:
    return replace(entry, files=_once((*entry.files, *(page.files if page else ()))))


def _own(entry: Entry) -> str:
    return _page_of(entry) or entry.url


def _page_of(entry: Entry) -> str:
    """The last name of its page, random or a digest: the same in every table, whatever stands before it."""
    names = (file.name for file in entry.files if file.name.lower().endswith(_PAGES))
    return next((name.replace("\\", "/").rpartition("/")[2] for name in names), "")


def _once(files: Sequence[NamedFile]) -> tuple[NamedFile, ...]:
    """Each file once, as the one says that states its digest: a file kept in two places is named twice."""
    known: dict[str, NamedFile] = {}
    for file in files:
        last = file.name.replace("\\", "/").rpartition("/")[2]
        if last not in known or not known[last].digest:
            known[last] = file
    return tuple(known.values())


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
        names = (each.get("_key"), each.get("key"), *(urls if isinstance(urls, list) else []), each.get("filename"))
        name = next((word for word in names if isinstance(word, str) and word), "")
        if file := _file(name, digest=_word(told.get("hash")), told=_word(told.get("id"))):
            yield file


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
        made = datetime(*numbers[:7])  # type: ignore[arg-type] # noqa: DTZ001 - the zone is put on where one is stated
        zone = named.get("tzinfo")
        if "tzinfo" in named and not isinstance(zone, timezone):
            return f"{made.isoformat()}, in a zone of no known form"
        return made.replace(tzinfo=zone) if isinstance(zone, timezone) else made
    if name == "timedelta":
        words = {key: value for key, value in named.items() if key in {"days", "seconds", "hours"} and isinstance(value, int)}
        return timedelta(**words)
    return _zone_call(name, node, numbers)


def _zone_call(name: str, node: ast.Call, numbers: Sequence[int]) -> timezone | None:
    """Zones as the standard library and dateutil write them."""
    if name == "tzutc":
        return timezone.utc  # noqa: UP017 - what repr writes
    if name == "tzoffset" and len(numbers) == 1:
        return timezone(timedelta(seconds=numbers[0]))
    offset = _value(node.args[0]) if name == "timezone" and node.args else None
    return timezone(offset) if isinstance(offset, timedelta) else None


# ── its pages ───────────────────────────────────────────────────────────────────────────────────


def read_archive_page(name: str, data: bytes) -> Entry:
    """Read a page of its, with the files that the page lists.

    Raises:
        InputError: a damaged page.
    """
    try:
        tree = html.document_fromstring(decode(data, source=name))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: expected a page of auto-archiver, found a damaged one ({error})") from error
    rows = elements(tree, "//table[contains(@class, 'metadata')]//tr[td[2]]")
    told = {_said(row[0]): _said(row[1]) for row in rows if len(row) > 1}
    value = {
        "url": next(iter(addresses_in(tree.findtext(".//title") or "")), "") or told.get("url", ""),
        "title": told.get("title", ""),
        "text": told.get("content", ""),
        "time": told.get("timestamp", ""),
        "date": told.get("_processed_at", ""),
    }
    own = NamedFile(name=name, role=FileRole.PAGE)
    return _entry(name, value, _once((own, *(tuple(_listed(tree)) or tuple(_shown(tree))))))


def _listed(tree: html.HtmlElement) -> Iterator[NamedFile]:
    """The files of which it tells where they are stored, and what they are."""
    for about in elements(tree, "//ul[li/b[normalize-space() = 'key:']]"):
        told = {(label.text or "").strip(" :"): _said(each) for each in about if len(each) and (label := each[0]).tag == "b"}
        value = {key: words.removeprefix(f"{key}:").strip() for key, words in told.items()}
        if file := _file(value["key"], digest=value.get("hash", ""), told=value.get("id", "")):
            yield file


def _shown(tree: html.HtmlElement) -> Iterator[NamedFile]:
    """The files that it shows, where it tells of none."""
    for each in strings(tree, "//@src | //a/@href"):
        name = each.partition("?")[0]
        if role_of(name) is not None and (file := _file(name, told=name.rpartition("/")[2].lower())):
            yield file


def _said(element: html.HtmlElement) -> str:
    """The words of a cell; longer ones stand in an attribute, in base 64."""
    packed = next(iter(strings(element, ".//@copy-value64")), "")
    if packed:
        try:
            return clean(base64.b64decode(packed, validate=True).decode("utf-8", "replace")).strip(' "')
        except ValueError:
            return ""
    return clean(" ".join(element.text_content().split()))
