"""The case: one folder that holds an investigation.

    case.sqlite    every record, each with the activity that made it
    articles/      the original bytes of every article, by digest
    intake/        lists of addresses and exports of other programs as they were given, by digest
    pages/         fetched pages as they came over the wire (WARC), and pictures of pages, by digest
    media/         every media file, thumbnail and answer of a platform, by digest
    pictures/      small WebP of keyframes and aligned pairs, by digest (can be made again)
    report.html    the report, when one was written
    report.json
    custody.jsonl  the custody log: one line for every commit (``custody.py``)
    custody/       seals, signatures, public keys, time-stamps (``sealing.py``)

A stage writes through :meth:`Case.commit`: its results, its activity and its line in the custody log land in one
transaction, so a killed run has all of them or none. Files wait beside the case until that transaction is committed
(``staging.py``), so every file in its place is named by a line.
"""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from provenance.errors import CaseError, StorageError
from provenance.model import Activity
from provenance.store.adopting import adopt
from provenance.store.blobs import Blobs, storage_errors
from provenance.store.codec import dump
from provenance.store.custody import Custody
from provenance.store.database import distrust, plain, sqlite_errors
from provenance.store.migrations import migrate, require_current
from provenance.store.records import Records
from provenance.store.staging import Staging
from provenance.store.writing import Writer

__all__ = ["Case", "Writer"]

_BUSY_SECONDS = 30.0


class Case(Records):
    """An open case. Use as a context manager; one process writes at a time, others wait or read."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        super().__init__(database, folder / "case.sqlite")
        self.folder = folder
        self._staging = Staging(folder)
        self.articles = Blobs(folder / "articles", room=self._staging)
        self.intake = Blobs(folder / "intake", room=self._staging)
        self.pages = Blobs(folder / "pages", room=self._staging)
        self.media = Blobs(folder / "media", room=self._staging)
        self.pictures = Blobs(folder / "pictures", room=self._staging)
        self.custody = Custody(database, folder)

    @classmethod
    def consult(cls, folder: Path) -> Self:
        """Open another's case to search in; nothing in its folder is written.

        Raises:
            CaseError: no case there, damaged, or of another version.
        """
        path = folder / "case.sqlite"
        if not path.is_file():
            raise CaseError(f"{folder}: expected a case folder (with case.sqlite), found none")
        address = f"file:{quote(str(path.resolve()))}"
        with sqlite_errors(path):
            # A case at rest in a folder that cannot be written has no journal to share: read it as it lies.
            still = "immutable=1" if not os.access(folder, os.W_OK) else "mode=ro"
            database = sqlite3.connect(f"{address}?{still}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                distrust(database, where=path)
                require_current(database, where=path)
            except BaseException:
                database.close()
                raise
        return cls(folder, database)

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> Self:
        """Open the case in ``folder``; with ``create``, make it where there is none.

        Raises:
            CaseError: no case there, damaged, or of a newer version.
            StorageError: the folder cannot be written.
        """
        path = folder / "case.sqlite"
        if not path.is_file():
            _refuse_strange_folder(folder, create=create)
        with storage_errors(folder), sqlite_errors(path):
            folder.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                distrust(database, where=path)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = FULL")
                database.execute("PRAGMA foreign_keys = ON")
                before = migrate(database, where=path)
                opened = cls(folder, database)
                adopt(database, opened.custody, folder, form=before)
                opened.custody.watch()
            except BaseException:
                database.close()
                raise
        return opened

    def close(self) -> None:
        """Close the database; the folder stays as it is."""
        self._staging.close()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it; what SQLite says of a damaged file while rows are read becomes an error of ours here, for all readers."""
        self.close()
        if isinstance(error, sqlite3.Error):
            with sqlite_errors(self._path):
                raise error

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the case for one run, so that two runs do not do the same work twice.

        Raises:
            CaseError: another process holds it.
        """
        with storage_errors(self.folder):
            lock = (self.folder / "case.lock").open("w")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CaseError(f"{self.folder}: another provenance process is working on this case") from error
            for blobs in (self.articles, self.intake, self.pages, self.media, self.pictures):
                blobs.sweep()
            for leftover in self.folder.glob(".partial-*"):
                leftover.unlink(missing_ok=True)
            with sqlite_errors(self._path):
                self._staging.recover(self.custody.names)
                self.custody.export()
            yield

    @contextlib.contextmanager
    def commit(self, activity: Activity) -> Iterator[Writer]:
        """A transaction that records ``activity``, what it made, and the line about both; all of it or nothing."""
        with sqlite_errors(self._path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self.custody.begin(activity)
                self._database.execute(
                    "INSERT INTO activity (id, kind, subject, ok, data) VALUES (?, ?, ?, ?, ?)",
                    (activity.id, activity.kind.value, plain(activity.subject), activity.ok, dump(activity)),
                )
                yield Writer(self._database, activity.id)
                self.custody.record(activity, self._staging.outputs())
                self._database.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself when the disk is full.
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
            self._staging.place()
            # What the line says is committed; a line that cannot be exported now is exported by the next run.
            with contextlib.suppress(StorageError):
                self.custody.export()

    def copy_to(self, other: sqlite3.Connection) -> None:
        """Copy the whole database into ``other``."""
        with sqlite_errors(self._path):
            self._database.backup(other)

    def rest(self) -> None:
        """Fold the journal into ``case.sqlite`` and empty it, so that the file alone is the whole database.

        Raises:
            CaseError: another program reads the case and does not let go.
        """
        with sqlite_errors(self._path):
            busy, _, _ = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise CaseError(f"{self.folder}: not sealed, because another program reads the case; run the command again later")

    def discard(self) -> None:
        """Forget the files of an activity that failed before it was committed."""
        self._staging.discard()

    def stage(self, name: str, data: bytes) -> Path:
        """Write ``data`` as a file of the case called ``name`` (which may replace one); it is there after the next commit.

        Returns:
            Where it will be.

        Raises:
            StorageError: no space or no permission.
        """
        target = self.folder / name
        with storage_errors(target):
            self._staging.renew(name, data)
        return target


def _refuse_strange_folder(folder: Path, *, create: bool) -> None:
    if not create:
        raise CaseError(f"{folder}: expected a case folder (with case.sqlite), found none")
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder}: expected a folder for the case, found a file")
    if folder.is_dir() and any(child.name != "case.lock" for child in folder.iterdir()):
        raise CaseError(f"{folder}: expected an empty or new folder for a case, found other files in it")
