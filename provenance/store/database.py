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
    found = database.execute(
        "SELECT type, name FROM main.sqlite_schema WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%' LIMIT 1"
    ).fetchone()
    if found is not None:
        kind = found[0] if found[0] in {"view", "trigger"} else "virtual table"
        raise error(f"{where}: refused: expected tables and indexes alone, found the {kind} {str(found[1])[:100]!r}")


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
