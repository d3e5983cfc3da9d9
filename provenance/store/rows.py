"""The rows of a case as custody sees them: every table, each row under its primary key, each with one digest.

A row's digest is the SHA-256 of its columns as an object in canonical form (``custody/canonical.py``): text and whole
numbers as they are, NULL as null, bytes as ``{"blob": "sha256:…"}``, fractions as ``{"real": "0x1.8p+1"}``.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.custody.canonical import Json, digest, write
from provenance.custody.log import RecordChange
from provenance.model import Digest

__all__ = ["LOG", "every_row", "primary_keys", "rows_now"]

LOG = "custody"
"""The table of the log itself, whose lines the chain covers."""


def primary_keys(database: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Table → the columns of its primary key, for every table but the log."""
    names = database.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    return {name: _key_columns(database, name) for (name,) in names.fetchall() if name != LOG}


def _key_columns(database: sqlite3.Connection, table: str) -> tuple[str, ...]:
    columns = database.execute("SELECT name, pk FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)).fetchall()
    return tuple(name for name, _ in columns)


def quoted(name: str) -> str:
    """A table's or column's name for a statement: another's database may call them anything."""
    return '"' + name.replace('"', '""') + '"'


def rows_now(
    database: sqlite3.Connection, table: str, columns: Sequence[str], keys: Iterable[Sequence[str | int]]
) -> Iterator[RecordChange]:
    """The rows of ``table`` whose primary key ``columns`` are ``keys``, as they are now; without a digest where there is none."""
    where = " AND ".join(f"{quoted(column)} = ?" for column in columns)
    statement = f"SELECT * FROM main.{quoted(table)} WHERE {where}"  # noqa: S608 - names are quoted
    names = [column[0] for column in database.execute(f"SELECT * FROM main.{quoted(table)} LIMIT 0").description]  # noqa: S608
    for key in keys:
        row = database.execute(statement, tuple(key)).fetchone()
        yield RecordChange(table=table, key=key_text(key), digest=None if row is None else row_digest(names, row))


def every_row(database: sqlite3.Connection) -> Iterator[RecordChange]:
    """Every row of every table but the log."""
    for table, key in primary_keys(database).items():
        found = database.execute(f"SELECT * FROM main.{quoted(table)}")  # noqa: S608 - names are quoted
        names = [column[0] for column in found.description]
        places = [names.index(column) for column in key]
        for row in found:
            yield RecordChange(table=table, key=key_text([row[place] for place in places]), digest=row_digest(names, row))


def key_text(key: Sequence[str | int]) -> str:
    """A primary key as the log writes it."""
    return write([_cell(each) for each in key]).decode()


def read_key(text: str) -> list[str | int]:
    """The columns of a key that the log wrote, or SQLite's ``json_array``."""
    found: list[str | int] = json.loads(text)
    return found


def row_digest(names: Sequence[str], row: Sequence[Any]) -> Digest:
    """See the module."""
    return digest({name: _cell(value) for name, value in zip(names, row, strict=True)})


def _cell(value: Any) -> Json:  # noqa: ANN401 - what SQLite gives
    if isinstance(value, bytes):
        return {"blob": str(Digest.of(value))}
    if isinstance(value, float):
        return {"real": value.hex()}
    found: Json = value
    return found
