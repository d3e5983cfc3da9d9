"""The rows of a case as custody sees them: every table, each row under its primary key, each with one digest.

A row's digest is the SHA-256 of its columns as an object in canonical form (``custody/canonical.py``): text and whole
numbers as they are, NULL as null, bytes as ``{"blob": "sha256:…"}``, fractions as ``{"real": "0x1.8p+1"}``.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from provenance.custody.canonical import LARGEST, text, write
from provenance.custody.log import RecordChange
from provenance.model import Digest

__all__ = ["LOG", "NOTED", "Table", "every_row", "key_text", "primary_keys", "quoted", "read_key"]

LOG = "custody"
"""The table of the log itself, whose lines the chain covers."""
NOTED = "temp.custody_change"
"""The table in which the triggers note what has changed: ``name`` of the table, ``key1``, ``key2`` and so on of the row."""
_ROWID = ("rowid", "oid", "_rowid_")
_PIECE = 1 << 16


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


class Table:
    """How the rows of one table are read and written down."""

    def __init__(self, database: sqlite3.Connection, name: str, key: tuple[str, ...]) -> None:
        """The table called ``name``, whose primary key are the columns ``key``.

        Raises:
            ValueError: a column whose name has no canonical form.
        """
        self._database = database
        self.name, self.key = name, key
        kinds = dict(database.execute("SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1", (name,)).fetchall())
        self._columns = tuple(sorted(kinds))
        if not all(column.isascii() for column in kinds):
            raise ValueError(f"expected columns with ASCII names, found {self._columns}")
        cells = ",".join(text(column).replace("%", "%%") + ":%s" for column in self._columns)
        self._form = f"{{{cells}}}"
        """A row in canonical form, with ``%s`` for each cell."""
        rowid = _rowid(database, name, self._columns)
        self._blobs = tuple(place for place, column in enumerate(self._columns) if rowid and kinds[column] == "BLOB")
        """Places of the columns whose bytes are read in pieces, for which the row's number is needed."""
        asked = [f"found.{quoted(column)}" for column in self._columns]
        for place in self._blobs:
            asked[place] = f"CASE typeof({asked[place]}) WHEN 'blob' THEN zeroblob(0) ELSE {asked[place]} END"
        self._cells = ", ".join([*asked, f"found.{rowid}"] if self._blobs else asked)
        keys = [f"key{number}" for number, _ in enumerate(key, start=1)]
        same = " AND ".join(f"found.{quoted(column)} = noted.{each}" for column, each in zip(key, keys, strict=True))
        self._noted = (
            f"SELECT {', '.join(f'noted.{each}' for each in keys)}, found.{quoted(key[0])} IS NOT NULL, {self._cells} "  # noqa: S608
            f"FROM (SELECT DISTINCT {', '.join(keys)} FROM {NOTED} WHERE name = ?) AS noted "
            f"LEFT JOIN main.{quoted(name)} AS found ON {same}"
        )

    def every_row(self) -> Iterator[RecordChange]:
        """Every row as it is."""
        places = [self._columns.index(column) for column in self.key]
        for row in self._database.execute(f"SELECT {self._cells} FROM main.{quoted(self.name)} AS found"):  # noqa: S608 - names are quoted
            yield RecordChange(table=self.name, key=key_text([row[place] for place in places]), digest=self._digest(row))

    def noted_rows(self) -> Iterator[RecordChange]:
        """The rows that are noted, as they are now; without a digest where there is none any more."""
        width = len(self.key)
        for row in self._database.execute(self._noted, (self.name,)):
            digest = self._digest(row[width + 1 :]) if row[width] else None
            yield RecordChange(table=self.name, key=key_text(row[:width]), digest=digest)

    def _digest(self, row: Sequence[Any]) -> Digest:
        """Of the cells that are selected of a row; see the module."""
        if not self._blobs:
            return Digest.of((self._form % tuple(map(_cell, row))).encode())
        *values, number = row
        cells = [_cell(value) for value in values]
        for place in self._blobs:
            if isinstance(values[place], bytes):
                cells[place] = _blob(self._digest_in_pieces(self._columns[place], number))
        return Digest.of((self._form % tuple(cells)).encode())

    def _digest_in_pieces(self, column: str, number: int) -> Digest:
        """Of a cell's bytes. A video's packed fingerprints are half a megabyte: fetching them costs more than the digest."""
        hasher = hashlib.sha256()
        with self._database.blobopen(self.name, column, number, readonly=True) as cell:
            while piece := cell.read(_PIECE):
                hasher.update(piece)
        return Digest(value=hasher.hexdigest())


def _rowid(database: sqlite3.Connection, table: str, columns: Sequence[str]) -> str:
    """What the number of a row is called; empty in a table WITHOUT ROWID, or where columns have all its names."""
    # Only of such a table does the pragma tell an index that is the table itself (https://www.sqlite.org/pragma.html#pragma_index_info).
    if database.execute("SELECT 1 FROM pragma_index_info(?)", (table,)).fetchone():
        return ""
    taken = {column.lower() for column in columns}
    return next((name for name in _ROWID if name not in taken), "")


def every_row(database: sqlite3.Connection) -> Iterator[RecordChange]:
    """Every row of every table but the log."""
    for name, key in primary_keys(database).items():
        yield from Table(database, name, key).every_row()


def key_text(key: Iterable[str | int]) -> str:
    """A primary key as the log writes it."""
    return f"[{','.join(map(_cell, key))}]"


def read_key(written: str) -> list[str | int]:
    """The columns of a key that the log wrote."""
    found: list[str | int] = json.loads(written)
    return found


def _cell(value: Any) -> str:  # noqa: ANN401 - what SQLite gives
    """In canonical form."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, int) and abs(value) <= LARGEST:
        return str(value)
    if isinstance(value, bytes):
        return _blob(Digest.of(value))
    if isinstance(value, float):
        return f'{{"real":{text(value.hex())}}}'
    return write(value).decode()


def _blob(digest: Digest) -> str:
    return f'{{"blob":"{digest}"}}'
