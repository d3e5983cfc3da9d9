"""The custody log of an open case: one line for every commit, in the same transaction, then in ``custody.jsonl``.

Nothing can be written past it: while a case is open for writing, temporary triggers on every table note which rows
change and refuse a change outside :meth:`Custody.begin`. The line holds the digest of each row as the transaction
leaves it and of each file that came with it. ``custody.jsonl`` is appended afterwards from the table and can be made
from it at any time: a line that a killed run did not export is pending, and a torn last line is completed.
"""

import fcntl
import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from provenance.custody.compare import is_torn
from provenance.custody.log import Line, Output, RecordChange, compose, digest_of_line, read_line
from provenance.errors import CaseError
from provenance.model import Activity, Digest
from provenance.store.blobs import storage_errors
from provenance.store.rows import NOTED, Table, primary_keys, quoted
from provenance.store.scene import scene_now

__all__ = ["LOG_FILE", "Custody"]

LOG_FILE = "custody.jsonl"
_DIGESTS = re.compile(r"sha256:[0-9a-f]{64}")


class Custody:
    """The log of one case, over the connection that writes the case."""

    def __init__(self, database: sqlite3.Connection, folder: Path) -> None:
        self._database = database
        self._path = folder / LOG_FILE
        self._keys: dict[str, tuple[str, ...]] = {}
        """Table → the columns of its primary key, of every table that is watched."""
        self._changed: dict[str, Table] = {}
        """Of these, the ones in which something has changed so far."""
        self._exported: tuple[int, int] = (-1, 0)
        """Bytes of the file and lines in it, as last left; -1 where that is not known."""

    def watch(self) -> None:
        """Set the triggers. They are temporary: they belong to this connection and leave nothing in the file."""
        run = self._database.execute
        run("PRAGMA recursive_triggers = ON")  # so that a row which REPLACE removes is noticed too
        self._keys = primary_keys(self._database)
        columns = [f"key{number}" for number in range(1, max(map(len, self._keys.values()), default=0) + 1)]
        run("BEGIN")
        run(f"CREATE TABLE {NOTED} (name TEXT, {', '.join(columns)})")
        run("CREATE TEMP TABLE custody_open (activity TEXT)")
        for table, key in self._keys.items():
            for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("NEW", "OLD")), ("DELETE", ("OLD",))):
                run(_trigger(table, key, event, rows))
        run("COMMIT")

    def begin(self, activity: Activity) -> None:
        """A transaction about ``activity`` has begun."""
        self._database.execute(f"DELETE FROM {NOTED}")  # noqa: S608 - a name of our own
        self._database.execute("INSERT INTO temp.custody_open VALUES (?)", (activity.id,))

    def record(self, activity: Activity, outputs: tuple[Output, ...]) -> None:
        """Write the line about everything that changed since :meth:`begin`, and close the case to further changes."""
        self.write_line(activity, outputs, self._changes())
        self._database.execute("DELETE FROM temp.custody_open")

    def write_line(self, activity: Activity, outputs: Iterable[Output], records: Iterable[RecordChange]) -> None:
        """Append one line to the table, inside the caller's transaction."""
        count, head = self.head()
        line = compose(
            activity,
            scene=scene_now(),
            sequence=count + 1,
            previous=head,
            inputs=_inputs(activity),
            outputs=tuple(outputs),
            records=tuple(records),
        )
        self._database.execute("INSERT INTO custody (line, activity) VALUES (?, ?)", (line.decode(), activity.id))

    def _changes(self) -> Iterator[RecordChange]:
        noted = self._database.execute(f"SELECT DISTINCT name FROM {NOTED}").fetchall()  # noqa: S608
        for (name,) in noted:
            if name not in self._changed:
                self._changed[name] = Table(self._database, name, self._keys[name])
            yield from self._changed[name].noted_rows()

    def head(self) -> tuple[int, Digest | None]:
        """How many lines there are, and the digest of the last."""
        row = self._database.execute("SELECT sequence, line FROM main.custody ORDER BY sequence DESC LIMIT 1").fetchone()
        return (row[0], digest_of_line(row[1].encode())) if row else (0, None)

    def last(self) -> Line | None:
        """The last line."""
        row = self._database.execute("SELECT line FROM main.custody ORDER BY sequence DESC LIMIT 1").fetchone()
        return read_line(row[0].encode(), where="the last line of the log") if row else None

    def names(self, path: str, digest: Digest) -> bool:
        """Whether the latest line that names ``path`` gives it these bytes."""
        query = (
            "SELECT json_extract(output.value, '$.digest') FROM main.custody, json_each(line, '$.outputs') AS output "
            "WHERE json_extract(output.value, '$.path') = ? ORDER BY sequence DESC LIMIT 1"
        )
        row = self._database.execute(query, (path,)).fetchone()
        return row is not None and row[0] == str(digest)

    def lines(self) -> tuple[bytes, ...]:
        """Every line as it is stored."""
        return tuple(self._lines(0))

    def files(self) -> dict[str, Digest]:
        """Every file that a line put into the case, with the digest that the latest such line gives it."""
        found: dict[str, str] = {}
        for (line,) in self._database.execute("SELECT line FROM main.custody ORDER BY sequence"):
            found.update((output["path"], output["digest"]) for output in json.loads(line).get("outputs", ()))
        return {path: Digest.parse(digest) for path, digest in found.items()}

    # ── custody.jsonl ───────────────────────────────────────────────────────────────────────────

    def export(self, *, flush: bool = False) -> None:
        """Append the lines that ``custody.jsonl`` lacks; done again, it changes nothing.

        Without ``flush`` a power cut may take lines from the file; the table has them, and the next run writes them again.

        Raises:
            CaseError: the file holds something else than the table; it is left as it is.
            StorageError: no space or no permission.
        """
        with storage_errors(self._path), self._path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            size = file.seek(0, os.SEEK_END)
            known, count = self._exported
            if size != known:
                size, count = self._resume(file)
            lines = self._lines(count)
            if lines:
                if file.seek(0, os.SEEK_END) != size:
                    file.truncate(size)  # what a run that broke off wrote of the next line
                file.write(b"".join(lines))
                file.flush()
            if flush:
                os.fsync(file.fileno())
            self._exported = (size + sum(map(len, lines)), count + len(lines))

    def _lines(self, after: int) -> list[bytes]:
        rows = self._database.execute("SELECT line FROM main.custody WHERE sequence > ? ORDER BY sequence", (after,))
        return [line.encode() for (line,) in rows]

    def _resume(self, file: BinaryIO) -> tuple[int, int]:
        """Bytes and lines that the file holds whole, each compared with the table."""
        file.seek(0)
        size = count = 0
        lines = self._lines(0)
        while stored := file.readline():
            if count < len(lines) and stored == lines[count]:
                size, count = size + len(stored), count + 1
            elif count < len(lines) and is_torn(stored, lines[count]):
                break
            else:
                raise CaseError(
                    f"{self._path}: line {count + 1}: expected the line that case.sqlite holds, found another; nothing was "
                    "changed (see provenance verify)"
                )
        return size, count


def _trigger(table: str, key: tuple[str, ...], event: str, rows: tuple[str, ...]) -> str:
    columns = ", ".join(f"key{number}" for number, _ in enumerate(key, start=1))
    notes = "".join(
        f"INSERT INTO custody_change (name, {columns}) "  # noqa: S608 - names are quoted
        f"VALUES ({_literal(table)}, {', '.join(f'{row}.{quoted(column)}' for column in key)}); "
        for row in rows
    )
    return (
        f"CREATE TEMP TRIGGER {quoted(f'custody {event} {table}')} AFTER {event} ON main.{quoted(table)} BEGIN "  # noqa: S608
        "SELECT RAISE(ABORT, 'expected a write inside Case.commit, with its line in the custody log') "
        f"WHERE NOT EXISTS (SELECT 1 FROM custody_open); {notes}END"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _inputs(activity: Activity) -> tuple[Digest, ...]:
    """The digests that the activity's subject and options name: what it worked on."""
    words = " ".join((activity.subject, *(value for _, value in activity.options)))
    return tuple(Digest.parse(found) for found in dict.fromkeys(_DIGESTS.findall(words)))
