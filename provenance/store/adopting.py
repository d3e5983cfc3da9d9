"""A case made before there was a custody log: its first line lists what was found, and the log counts from there."""

import sqlite3
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from provenance._version import __version__
from provenance.custody.log import Output
from provenance.model import Activity, ActivityId, ActivityKind, Instant
from provenance.store.blobs import digest_of, storage_errors
from provenance.store.codec import dump
from provenance.store.custody import Custody
from provenance.store.rows import every_row

__all__ = ["EVIDENCE", "adopt"]

EVIDENCE = ("articles", "media", "pictures")
"""Folders of blobs."""


def adopt(database: sqlite3.Connection, log: Custody, folder: Path, *, form: int) -> None:
    """Begin the log of a case that has records and no line yet; any other case is left as it is."""
    empty = "SELECT NOT EXISTS (SELECT 1 FROM custody) AND EXISTS (SELECT 1 FROM activity)"
    if not database.execute(empty).fetchone()[0]:
        return
    database.execute("BEGIN IMMEDIATE")
    try:
        if database.execute(empty).fetchone()[0]:  # another process may have been faster
            _begin(database, log, folder, form=form)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise


def _begin(database: sqlite3.Connection, log: Custody, folder: Path, *, form: int) -> None:
    moment = Instant(value=datetime.now(UTC))
    activity = Activity(
        id=ActivityId(uuid.uuid4().hex),
        kind=ActivityKind.ADOPT,
        subject=f"case of format {form}",
        tool="provenance",
        version=__version__,
        options=(),
        started=moment,
        ended=moment,
        ok=True,
        message="the custody log counts from here; what lay in the case before is listed as it was found",
    )
    columns = (activity.id, activity.kind.value, activity.subject, activity.ok, dump(activity))
    database.execute("INSERT INTO activity (id, kind, subject, ok, data) VALUES (?, ?, ?, ?, ?)", columns)
    with storage_errors(folder):
        log.write_line(activity, _found(folder), every_row(database))


def _found(folder: Path) -> Iterator[Output]:
    """Every evidence file and report with the digest of its bytes, whatever its name says."""
    for name in EVIDENCE:
        for path in sorted((folder / name).glob("??/*")):
            yield Output(path=path.relative_to(folder).as_posix(), digest=digest_of(path))
    for path in sorted(folder.glob("report.*")):
        yield Output(path=path.name, digest=digest_of(path))
