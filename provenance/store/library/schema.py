"""The tables of a library file, and how an older or a foreign one is told from it.

A rollback journal is used rather than WAL, so that a library is one file that can be sent to others; readers and one writer take
turns by locks. Every video is written in one transaction: a kill leaves it whole or absent.

Format 1 kept all of a video in one record (table ``footage``). Such a library is read as it is; the first time it is written
to it gets the tables of format 2 beside, in one transaction, and what it held stays in its old records.
``library merge`` writes everything into the new form. Format 3 has the tables of format 2 and smaller pieces
(``fingerprints/packing.py``), which older programs cannot read: a file of format 2 becomes one of 3 when it is written to.
"""

import os
import sqlite3
from fractions import Fraction
from pathlib import Path

from provenance.errors import LibraryError
from provenance.store.database import distrust

__all__ = ["APPLICATION_ID", "DAMAGE", "FORMAT", "about", "connect", "upgrade"]

APPLICATION_ID = 0x50524C42
"""``PRLB``: tells a library from any other SQLite file."""
FORMAT = 3
DAMAGE = (sqlite3.Error, UnicodeDecodeError)
"""What reading a damaged file raises: its words may stand in the message of SQLite, which Python then cannot decode."""
BUSY_SECONDS = 60.0
"""How long one process waits while another one writes."""
PAGE = 1_024
"""Bytes of a page of the file: each record begins a page of its own, half of which is wasted on average."""
_OLD = frozenset({"video", "footage"})
_NEW = _OLD | {"piece", "about"}
_PIECES = """
CREATE TABLE piece (
    sequence INTEGER NOT NULL REFERENCES video (sequence),
    part TEXT NOT NULL,
    number INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    packed BLOB NOT NULL,
    UNIQUE (sequence, part, number)
) STRICT;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""
_CREATE = """
CREATE TABLE video (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    added TEXT NOT NULL,
    duration TEXT NOT NULL,
    keyframes INTEGER NOT NULL DEFAULT 0,
    features TEXT NOT NULL DEFAULT '',
    pieces INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE footage (digest TEXT PRIMARY KEY REFERENCES video (digest), packed BLOB NOT NULL) STRICT;
"""
_UPGRADE = """
ALTER TABLE video ADD COLUMN keyframes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE video ADD COLUMN features TEXT NOT NULL DEFAULT '';
ALTER TABLE video ADD COLUMN pieces INTEGER NOT NULL DEFAULT 0;
"""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """The database at ``path``; a missing or empty one is made when ``create`` says so.

    Raises:
        LibraryError: missing, no library, damaged, or of a newer format.
    """
    if not path.exists() and not create:
        raise LibraryError(f"{path}: expected a footage library, found no file (library add makes one)")
    if path.is_dir():
        raise LibraryError(f"{path}: expected a footage library, found a folder")
    try:
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise LibraryError(f"{path}: expected a footage library, found a file that cannot be opened ({error})") from error
    try:
        database.text_factory = _text
        database.execute("PRAGMA foreign_keys = ON")
        distrust(database, where=path, error=LibraryError)
        _prepare(database, path, create=create)
    except DAMAGE as error:
        database.close()
        raise LibraryError(f"{path}: expected a footage library, found a damaged file or another kind ({error})") from error
    except LibraryError:
        database.close()
        raise
    return database


def _text(stored: bytes) -> str:
    """Damaged text is text still: what does not read as a digest or a time is noticed there."""
    return stored.decode("utf-8", "replace")


def upgrade(database: sqlite3.Connection) -> None:
    """Make an older library one of this format. In a transaction that the caller has begun."""
    before = database.execute("PRAGMA user_version").fetchone()[0]
    if before == 1:
        _all(database, _UPGRADE + _PIECES)
        # Their number stands in the packed records only; one a second is near enough to tell a small library from a large one.
        lengths = database.execute("SELECT sequence, duration FROM video").fetchall()
        database.executemany("UPDATE video SET keyframes = ? WHERE sequence = ?", [(about(d), s) for s, d in lengths])
        _draw(database)
    if before < FORMAT:
        _sign(database)


def about(duration: str) -> int:
    """Keyframes of a video of ``duration`` (a fraction, hostile), about."""
    try:
        return max(1, min(1_000_000, round(Fraction(duration))))
    except (ValueError, ZeroDivisionError):
        return 1


def _prepare(database: sqlite3.Connection, path: Path, *, create: bool) -> None:
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if owner == 0 and not tables:
        if not create:
            raise LibraryError(f"{path}: expected a footage library, found an empty file")
        _make(database)
        return
    if owner != APPLICATION_ID:
        raise LibraryError(f"{path}: expected a footage library, found another program's database")
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    if version > FORMAT:
        raise LibraryError(f"{path}: expected format {FORMAT} or older, found {version}: update provenance to open it")
    pages = int(database.execute("PRAGMA page_count").fetchone()[0]) * int(database.execute("PRAGMA page_size").fetchone()[0])
    if path.stat().st_size < pages or not (_OLD if version == 1 else _NEW) <= tables:
        raise LibraryError(f"{path}: expected {pages} bytes of a footage library, found {path.stat().st_size}: it is cut off")


def _make(database: sqlite3.Connection) -> None:
    database.execute(f"PRAGMA page_size = {PAGE}")
    database.execute("BEGIN IMMEDIATE")
    if not database.execute("SELECT 1 FROM sqlite_schema").fetchone():  # another process may have been faster
        _all(database, _CREATE + _PIECES)
        _draw(database)
        _sign(database)
    database.execute("COMMIT")


def _draw(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO about VALUES ('id', ?)", (os.urandom(16).hex(),))


def _sign(database: sqlite3.Connection) -> None:
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {FORMAT}")


def _all(database: sqlite3.Connection, script: str) -> None:
    # executescript would commit what has been begun.
    for statement in filter(None, map(str.strip, script.split(";"))):
        database.execute(statement)
