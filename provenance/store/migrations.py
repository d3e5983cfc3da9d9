"""The tables of ``case.sqlite``, as an ordered list of steps; ``PRAGMA user_version`` counts those taken.

A released step is never changed; a new one is added at the end. Every result row names the activity that
made it. Columns hold what is searched by; ``data`` holds the whole value (see ``codec.py``).
"""

import sqlite3
from pathlib import Path

from provenance.errors import CaseError

__all__ = ["APPLICATION_ID", "MIGRATIONS", "migrate", "require_current"]

APPLICATION_ID = 0x50524F56
"""``PROV``: tells a case from any other SQLite file."""

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE activity (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        ok INTEGER NOT NULL,
        data TEXT NOT NULL
    ) STRICT;
    CREATE INDEX activity_subject ON activity (kind, subject);
    CREATE TABLE article (
        digest TEXT PRIMARY KEY,
        data TEXT NOT NULL,
        notes TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE source (
        source TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article (digest),
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE reference (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article (digest),
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE claim (
        id TEXT PRIMARY KEY,
        article TEXT REFERENCES article (digest),
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE resolution (
        reference TEXT PRIMARY KEY REFERENCES reference (id),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE attempt (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        reference TEXT NOT NULL REFERENCES reference (id),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE acquisition (
        reference TEXT PRIMARY KEY REFERENCES reference (id),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE media (
        digest TEXT PRIMARY KEY,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE probe (
        digest TEXT PRIMARY KEY REFERENCES media (digest),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE footage (
        digest TEXT PRIMARY KEY REFERENCES media (digest),
        packed BLOB NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE keyframe (
        digest TEXT NOT NULL REFERENCES media (digest),
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id),
        PRIMARY KEY (digest, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE comparison (
        query TEXT NOT NULL REFERENCES media (digest),
        library TEXT NOT NULL,
        state TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id),
        PRIMARY KEY (query, library)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE match (
        query TEXT NOT NULL,
        library TEXT NOT NULL,
        position INTEGER NOT NULL,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id),
        PRIMARY KEY (query, library, position),
        FOREIGN KEY (query, library) REFERENCES comparison (query, library)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    CREATE TABLE custody (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        line TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    """,
    """
    CREATE TABLE review (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    """,
    """
    CREATE TABLE capture (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        article TEXT NOT NULL REFERENCES article (digest),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    CREATE TABLE page_picture (
        article TEXT PRIMARY KEY REFERENCES article (digest),
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    """,
    """
    CREATE TABLE lookup (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL,
        data TEXT NOT NULL,
        activity TEXT NOT NULL REFERENCES activity (id)
    ) STRICT;
    """,
)


def require_current(database: sqlite3.Connection, *, where: Path) -> None:
    """Check that ``database`` is a case of this very format, changing nothing.

    Raises:
        CaseError: it is not.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    if owner != APPLICATION_ID or version != len(MIGRATIONS):
        found = f"format {version}" if owner == APPLICATION_ID else "another program's database"
        raise CaseError(f"{where}: expected a Provenance case of format {len(MIGRATIONS)}, found {found}")


def migrate(database: sqlite3.Connection, *, where: Path) -> int:
    """Bring ``database`` to the newest form, each step in a transaction of its own; returns the form it had (0: none).

    Raises:
        CaseError: it belongs to another program, or to a newer version of this one.
    """
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    tables = int(database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if (owner != APPLICATION_ID and tables) or (version and owner != APPLICATION_ID):
        raise CaseError(f"{where}: expected a Provenance case, found another program's database")
    if version > len(MIGRATIONS):
        raise CaseError(f"{where}: expected format {len(MIGRATIONS)} or older, found {version}: update provenance to open it")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        database.executescript(
            f"BEGIN IMMEDIATE; {script} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number}; COMMIT;"
        )
    return version
