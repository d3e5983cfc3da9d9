"""A copy of a case without some of what it holds: stubs with digests stand for it, and the copy verifies as before.

What is left out: files, the rows that name them, and the log lines that tell of them. A line that is left out vouches
for nothing, so whatever only such lines vouch for is left out too. The copy of the database is written anew, so that
no free page remembers a deleted row.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.custody.compare import latest_files, latest_rows, read_log
from provenance.custody.log import Line, Output, RecordChange, stub
from provenance.custody.redaction import Redaction
from provenance.model import Activity, ActivityKind, Digest
from provenance.store.case import Case
from provenance.store.custody import LOG_FILE
from provenance.store.rows import every_row, key_text, primary_keys, quoted, read_key

__all__ = ["Omission", "RedactedCopy", "redact"]

SAID = frozenset({"activity", "article", "reference", "source"})
"""Tables of what articles say, and of what was done: what an article says stays; what was done goes with its line."""
PICTURED = "footage"
"""The table whose packed fingerprints carry small pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """What is to be left out."""

    names: frozenset[str] = frozenset()
    """Addresses, reference ids and digests: every line and row that speaks of one of them goes."""
    media: bool = False
    """All media and pictures, though not what is known of them."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactedCopy:
    """What was written, and what stands in a bundle in place of what was not."""

    redaction: Redaction
    database: Path
    log: bytes


def redact(case: Case, omission: Omission, *, into: Path) -> RedactedCopy:
    """Write the redacted database into the folder ``into``; the case stays as it is."""
    lines = read_log(case.custody.lines(), where=LOG_FILE)
    told = {str(activity.id): activity for activity in case.activities()}
    gone = frozenset(line.sequence for line in lines if _speaks_of(told.get(line.activity), omission.names))
    stubbed = tuple(stub(line, reason=omission.reason) if line.sequence in gone else line.stored for line in lines)
    working = into / "working.sqlite"
    with sqlite3.connect(working, isolation_level=None) as database:
        case.copy_to(database)
        database.execute("PRAGMA foreign_keys = OFF")
        _delete(database, tuple(_rows(database, latest_rows(lines), gone, omission)))
        records = tuple(_missing(database, [line for line in lines if line.sequence not in gone]))
        for number, line in enumerate(stubbed, start=1):
            if number in gone:
                database.execute("UPDATE custody SET line = ?, activity = '' WHERE sequence = ?", (line.decode(), number))
        files = tuple(_files(database, lines, gone, omission))
        path = into / "case.sqlite"
        database.execute("VACUUM INTO ?", (str(path),))
    database.close()
    working.unlink()
    _at_rest(path)
    redaction = Redaction(seal=None, files=files, records=records, reasons=(omission.reason,))
    return RedactedCopy(redaction=redaction, database=path, log=b"".join(stubbed))


def _speaks_of(activity: Activity | None, names: frozenset[str]) -> bool:
    """Whether the line about ``activity`` is to go. What an article says, and that a report was written, stays."""
    if activity is None or activity.kind in {ActivityKind.READ, ActivityKind.REPORT, ActivityKind.ADOPT}:
        return False
    words = (activity.subject, activity.message, *activity.requests, *(value for _, value in activity.options))
    return any(name in text for name in names for text in words)


def _rows(
    database: sqlite3.Connection,
    known: dict[tuple[str, str], tuple[Digest | None, int]],
    gone: frozenset[int],
    omission: Omission,
) -> Iterator[RecordChange]:
    speaking = {
        (table, key) for table in primary_keys(database) if table not in SAID for key in _naming(database, table, omission)
    }
    for row in every_row(database):
        _, line = known.get((row.table, row.key), (None, 0))
        pictured = omission.media and row.table == PICTURED
        if line in gone or pictured or (row.table, row.key) in speaking:
            yield row


def _naming(database: sqlite3.Connection, table: str, omission: Omission) -> Iterator[str]:
    """The keys of the rows that speak of something to be left out; a claim that an article makes does so and stays."""
    said = " WHERE article IS NULL" if table == "claim" else ""
    found = database.execute(f"SELECT * FROM {quoted(table)}{said}")  # noqa: S608 - names are quoted
    columns = [column[0] for column in found.description]
    places = [columns.index(column) for column in primary_keys(database)[table]]
    for row in found.fetchall():
        text = "\n".join(cell for cell in row if isinstance(cell, str))
        if any(name in text for name in omission.names):
            yield key_text([row[place] for place in places])


def _delete(database: sqlite3.Connection, records: tuple[RecordChange, ...]) -> None:
    keys = primary_keys(database)
    for record in records:
        where = " AND ".join(f"{quoted(column)} = ?" for column in keys[record.table])
        database.execute(f"DELETE FROM {quoted(record.table)} WHERE {where}", read_key(record.key))  # noqa: S608


def _missing(database: sqlite3.Connection, lines: list[Line]) -> Iterator[RecordChange]:
    """What the lines that stay say of rows that are no longer there: each needs a stub."""
    there = set(every_row(database))
    for (table, key), (digest, _) in latest_rows(lines).items():
        row = RecordChange(table=table, key=key, digest=digest)
        if digest is not None and row not in there:
            yield row


def _files(
    database: sqlite3.Connection,
    lines: tuple[Line, ...],
    gone: frozenset[int],
    omission: Omission,
) -> Iterator[Output]:
    """Files to leave out: named by what goes, and by nothing that stays."""
    kept_lines = [line for line in lines if line.sequence not in gone]
    vouched = latest_files(kept_lines)
    still = _named_files(database)
    for path, (digest, _) in latest_files(lines).items():
        folder = path.partition("/")[0]
        named = any(str(digest) == name for name in omission.names)
        orphan = folder in {"media", "pictures"} and bool(omission.names) and str(digest) not in still
        if named or path not in vouched or orphan or (omission.media and folder in {"media", "pictures"}):
            yield Output(path=path, digest=digest)


def _named_files(database: sqlite3.Connection) -> frozenset[str]:
    """Every digest that the rows which stay name."""
    found: set[str] = set()
    for table in primary_keys(database):
        if table == "activity":
            continue
        for row in database.execute(f"SELECT * FROM {quoted(table)}"):  # noqa: S608 - names are quoted
            for cell in row:
                if isinstance(cell, str):
                    found.update(_digests(cell))
    return frozenset(found)


def _digests(text: str) -> Iterator[str]:
    at = text.find("sha256:")
    while at >= 0:
        yield text[at : at + 71]
        at = text.find("sha256:", at + 7)


def _at_rest(path: Path) -> None:
    """As a sealed case's database lies: in WAL mode, without a journal, so that opening it changes no byte."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
