"""What reading and writing rows share: SQLite's errors as ours, text that it takes, and no trust in a stranger's database."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from provenance.errors import CaseError, StorageError

__all__ = ["distrust", "plain", "sqlite_errors"]


def distrust(database: sqlite3.Connection, *, where: Path, error: type[CaseError] = CaseError) -> None:
    """Refuse a database that brings statements of its own: a view may never end, a trigger alter what is written beside it.

    Follows https://www.sqlite.org/security.html, section "Untrusted SQLite Database Files".

    Raises:
        CaseError: it does (``error``: the class that is raised).
    """
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    # SQLite writes these words itself, with one blank between them (https://www.sqlite.org/schematab.html); who writes the rows
    # by hand may spell the rest as he likes. PRAGMA table_list would tell kinds too, but it prepares every view to do so.
    found = database.execute(
        "SELECT sql FROM main.sqlite_schema WHERE sql NOT GLOB 'CREATE TABLE *' AND sql NOT GLOB 'CREATE INDEX *' "
        "AND sql NOT GLOB 'CREATE UNIQUE INDEX *' LIMIT 1"
    ).fetchone()
    if found is not None:
        raise error(f"{where}: refused: expected tables and indexes alone, found the statement {str(found[0])[:100]!r}")


def plain(value: str) -> str:
    """SQLite refuses lone surrogates, which a path on disk may hold."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@contextlib.contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """SQLite's errors about the database at ``path``, as ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "readonly" in str(error) or "disk I/O" in str(error) or "unable to open" in str(error):
            raise StorageError(f"cannot write {path}: {error}") from error
        # Its words may hold the text of the row.
        raise CaseError(f"{path}: {str(error)[:300]}") from error
    except sqlite3.DatabaseError as error:
        raise CaseError(f"{path}: expected a case database, found a damaged or foreign file ({error})") from error
