"""What reading and writing a case's rows share: SQLite's errors as ours, and text that it takes."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from provenance.errors import CaseError, StorageError

__all__ = ["plain", "sqlite_errors"]


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
        raise CaseError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise CaseError(f"{path}: expected a case database, found a damaged or foreign file ({error})") from error
