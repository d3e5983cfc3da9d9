"""The case: one folder that holds an investigation.

    case.sqlite    every record, each with the activity that made it
    articles/      the original bytes of every article, by digest
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
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from provenance.errors import CaseError, StorageError
from provenance.model import (
    Acquisition,
    Activity,
    ActivityId,
    ActivityKind,
    Article,
    Attempt,
    Claim,
    Digest,
    FileRole,
    KeptFile,
    Keyframe,
    Match,
    Probe,
    Reading,
    ReferenceId,
    Resolution,
    VideoReference,
)
from provenance.store.adopting import adopt
from provenance.store.blobs import Blobs, storage_errors
from provenance.store.codec import dump, load
from provenance.store.custody import Custody
from provenance.store.migrations import migrate, require_current
from provenance.store.staging import Staging

__all__ = ["Case", "Writer"]

_BUSY_SECONDS = 30.0


class Case:
    """An open case. Use as a context manager; one process writes at a time, others wait or read."""

    def __init__(self, folder: Path, database: sqlite3.Connection) -> None:
        self.folder = folder
        self._staging = Staging(folder)
        self.articles = Blobs(folder / "articles", room=self._staging)
        self.media = Blobs(folder / "media", room=self._staging)
        self.pictures = Blobs(folder / "pictures", room=self._staging)
        self.custody = Custody(database, folder)
        self._database = database

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
        with _sqlite_errors(path):
            # A case at rest in a folder that cannot be written has no journal to share: read it as it lies.
            still = "immutable=1" if not os.access(folder, os.W_OK) else "mode=ro"
            database = sqlite3.connect(f"{address}?{still}", uri=True, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
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
        with storage_errors(folder), _sqlite_errors(path):
            folder.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
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
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

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
            for blobs in (self.articles, self.media, self.pictures):
                blobs.sweep()
            for leftover in self.folder.glob(".partial-*"):
                leftover.unlink(missing_ok=True)
            with _sqlite_errors(self.folder / "case.sqlite"):
                self._staging.recover(self.custody.names)
                self.custody.export()
            yield

    # ── writing ─────────────────────────────────────────────────────────────────────────────────

    @contextlib.contextmanager
    def commit(self, activity: Activity) -> Iterator["Writer"]:
        """A transaction that records ``activity``, what it made, and the line about both; all of it or nothing."""
        with _sqlite_errors(self.folder / "case.sqlite"):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self.custody.begin(activity)
                self._database.execute(
                    "INSERT INTO activity (id, kind, subject, ok, data) VALUES (?, ?, ?, ?, ?)",
                    (activity.id, activity.kind.value, _text(activity.subject), activity.ok, dump(activity)),
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
        with _sqlite_errors(self.folder / "case.sqlite"):
            self._database.backup(other)

    def rest(self) -> None:
        """Fold the journal into ``case.sqlite`` and empty it, so that the file alone is the whole database.

        Raises:
            CaseError: another program reads the case and does not let go.
        """
        with _sqlite_errors(self.folder / "case.sqlite"):
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
        partial = target.with_name(f".partial-{target.name}")
        with storage_errors(target):
            target.parent.mkdir(exist_ok=True)
            try:
                with partial.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                self._staging.expect(partial, name, Digest.of(data))
            finally:
                partial.unlink(missing_ok=True)
        return target

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def _rows(self, query: str, *parameters: str) -> list[tuple[Any, ...]]:
        with _sqlite_errors(self.folder / "case.sqlite"):
            return self._database.execute(query, parameters).fetchall()

    def activities(self) -> tuple[Activity, ...]:
        """Everything that was done, in order."""
        return tuple(load(Activity, row[0]) for row in self._rows("SELECT data FROM activity ORDER BY sequence"))

    def last_activity(self, kind: ActivityKind, subject: str) -> Activity | None:
        """The latest activity of ``kind`` about ``subject``."""
        rows = self._rows(
            "SELECT data FROM activity WHERE kind = ? AND subject = ? ORDER BY sequence DESC LIMIT 1", kind.value, _text(subject)
        )
        return load(Activity, rows[0][0]) if rows else None

    def article_of(self, source: str) -> Digest | None:
        """The article last read from ``source``."""
        rows = self._rows("SELECT article FROM source WHERE source = ?", _text(source))
        return Digest.parse(rows[0][0]) if rows else None

    def sources(self) -> dict[Digest, tuple[str, ...]]:
        """Every path or address that gave each article's bytes, in the order they were read."""
        found: dict[Digest, tuple[str, ...]] = {}
        for source, article in self._rows("SELECT source, article FROM source ORDER BY rowid"):
            digest = Digest.parse(article)
            found[digest] = (*found.get(digest, ()), source)
        return found

    def has_article(self, digest: Digest) -> bool:
        """Whether these bytes were read before."""
        return bool(self._rows("SELECT 1 FROM article WHERE digest = ?", str(digest)))

    def readings(self) -> tuple[tuple[Reading, ActivityId], ...]:
        """Every article with its references and claims, oldest first, and the activity that read it."""
        found = []
        for data, notes, digest, activity in self._rows("SELECT data, notes, digest, activity FROM article ORDER BY rowid"):
            references = self._rows("SELECT data FROM reference WHERE article = ? ORDER BY position", digest)
            claims = self._rows("SELECT data FROM claim WHERE article = ? ORDER BY position", digest)
            reading = Reading(
                article=load(Article, data),
                references=tuple(load(VideoReference, row[0]) for row in references),
                claims=tuple(load(Claim, row[0]) for row in claims),
                notes=tuple(json.loads(notes)),
            )
            found.append((reading, ActivityId(activity)))
        return tuple(found)

    def said_claims(self) -> tuple[Claim, ...]:
        """What platforms and files said of themselves."""
        rows = self._rows("SELECT data FROM claim WHERE article IS NULL ORDER BY rowid")
        return tuple(load(Claim, row[0]) for row in rows)

    def resolutions(self) -> dict[ReferenceId, Resolution]:
        """The analyst's resolutions of mentions."""
        values = (load(Resolution, row[0]) for row in self._rows("SELECT data FROM resolution"))
        return {value.reference: value for value in values}

    def attempts(self) -> dict[ReferenceId, tuple[Attempt, ...]]:
        """Every try at getting a reference's media, oldest first."""
        found: dict[ReferenceId, tuple[Attempt, ...]] = {}
        for (data,) in self._rows("SELECT data FROM attempt ORDER BY sequence"):
            attempt = load(Attempt, data)
            found[attempt.reference] = (*found.get(attempt.reference, ()), attempt)
        return found

    def acquisitions(self) -> dict[ReferenceId, Acquisition]:
        """The files of each reference that has any."""
        values = (load(Acquisition, row[0]) for row in self._rows("SELECT data FROM acquisition ORDER BY rowid"))
        return {value.reference: value for value in values}

    def media_files(self) -> tuple[KeptFile, ...]:
        """Every media file, oldest first."""
        return tuple(load(KeptFile, row[0]) for row in self._rows("SELECT data FROM media ORDER BY rowid"))

    def probes(self) -> dict[Digest, Probe]:
        """What was measured from each media file."""
        values = (load(Probe, row[0]) for row in self._rows("SELECT data FROM probe"))
        return {value.digest: value for value in values}

    def keyframes(self, digest: Digest) -> tuple[Keyframe, ...]:
        """The keyframes of a media file, in time."""
        return tuple(
            load(Keyframe, row[0])
            for row in self._rows("SELECT data FROM keyframe WHERE digest = ? ORDER BY position", str(digest))
        )

    def fingerprinted(self) -> frozenset[Digest]:
        """The media files that have fingerprints."""
        return frozenset(Digest.parse(row[0]) for row in self._rows("SELECT digest FROM footage"))

    def footage(self, digest: Digest) -> bytes:
        """The packed fingerprints of a media file (see ``fingerprints/interface.py``)."""
        rows = self._rows("SELECT packed FROM footage WHERE digest = ?", str(digest))
        if not rows:
            raise CaseError(f"{self.folder}: expected fingerprints of {digest}, found none")
        return bytes(rows[0][0])

    def compared(self, query: Digest, library: str) -> str | None:
        """The state of ``library`` when ``query`` was last searched in it; ``None`` if it never was."""
        rows = self._rows("SELECT state FROM comparison WHERE query = ? AND library = ?", str(query), library)
        return str(rows[0][0]) if rows else None

    def matches(self) -> tuple[Match, ...]:
        """Every match, best first within its query and library."""
        return tuple(load(Match, row[0]) for row in self._rows("SELECT data FROM match ORDER BY query, library, position"))


class Writer:
    """What a stage may write inside one :meth:`Case.commit`. Each row carries the activity's id."""

    def __init__(self, database: sqlite3.Connection, activity: ActivityId) -> None:
        self._database = database
        self._activity = activity

    def _put(self, table: str, **columns: str | int | bytes | None) -> None:
        names = ", ".join((*columns, "activity"))
        marks = ", ".join("?" * (len(columns) + 1))
        # Table and column names are written in this module alone.
        self._database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*columns.values(), self._activity))  # noqa: S608

    def _replace(self, table: str, **key: str) -> None:
        where = " AND ".join(f"{name} = ?" for name in key)
        self._database.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))  # noqa: S608

    def reading(self, reading: Reading) -> None:
        """An article with its references and claims. Its bytes must be in the blobs already."""
        digest = str(reading.article.digest)
        self._put("article", digest=digest, data=dump(reading.article), notes=json.dumps(reading.notes))
        for position, reference in enumerate(reading.references):
            self._put("reference", id=reference.id, article=digest, position=position, data=dump(reference))
        for position, claim in enumerate(reading.claims):
            self._put("claim", id=claim.id, article=digest, position=position, data=dump(claim))

    def source(self, source: str, article: Digest) -> None:
        """``source`` gave these bytes last."""
        self._replace("source", source=_text(source))
        self._put("source", source=_text(source), article=str(article))

    def said(self, claims: tuple[Claim, ...]) -> None:
        """Claims of a platform or file about itself; said again, they replace the earlier reading."""
        for position, claim in enumerate(claims):
            self._replace("claim", id=claim.id)
            self._put("claim", id=claim.id, article=None, position=position, data=dump(claim))

    def unsay(self, reference: ReferenceId) -> None:
        """Forget what platforms said of a reference: it turned out to be another post (the activity log remembers)."""
        self._database.execute("DELETE FROM claim WHERE article IS NULL AND json_extract(data, '$.about') = ?", (reference,))

    def resolution(self, resolution: Resolution) -> None:
        """The analyst's word for where a mention's post is; a later one replaces it (the activity log keeps both)."""
        self._replace("resolution", reference=resolution.reference)
        self._put("resolution", reference=resolution.reference, data=dump(resolution))

    def attempt(self, attempt: Attempt) -> None:
        """One try, whatever came of it."""
        self._put("attempt", reference=attempt.reference, data=dump(attempt))

    def acquisition(self, acquisition: Acquisition, media: tuple[KeptFile, ...]) -> None:
        """The files of a reference; ``media`` are those to inspect and fingerprint."""
        self._replace("acquisition", reference=acquisition.reference)
        self._put("acquisition", reference=acquisition.reference, data=dump(acquisition))
        for file in media:
            known = self._database.execute("SELECT data FROM media WHERE digest = ?", (str(file.digest),)).fetchone()
            if known is None:
                self._put("media", digest=str(file.digest), data=dump(file))
            elif file.role is FileRole.MEDIA and load(KeptFile, known[0]).role is not FileRole.MEDIA:
                # What came as one post's thumbnail is another reference's media.
                self._database.execute("UPDATE media SET data = ? WHERE digest = ?", (dump(file), str(file.digest)))

    def probe(self, probe: Probe) -> None:
        """What was measured from a media file."""
        self._put("probe", digest=str(probe.digest), data=dump(probe))

    def footage(self, digest: Digest, packed: bytes, keyframes: tuple[Keyframe, ...]) -> None:
        """The fingerprints of a media file. The keyframes' pictures must be in the blobs already."""
        self._put("footage", digest=str(digest), packed=packed)
        for position, keyframe in enumerate(keyframes):
            self._put("keyframe", digest=str(digest), position=position, data=dump(keyframe))

    def comparison(self, query: Digest, library: str, state: str, matches: tuple[Match, ...]) -> None:
        """The result of searching ``query`` in ``library``, which replaces an earlier search there."""
        self._replace("match", query=str(query), library=library)
        self._replace("comparison", query=str(query), library=library)
        self._put("comparison", query=str(query), library=library, state=state)
        for position, match in enumerate(matches):
            self._put("match", query=str(query), library=library, position=position, data=dump(match))


def _text(value: str) -> str:
    """SQLite refuses lone surrogates, which a path on disk may hold."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _refuse_strange_folder(folder: Path, *, create: bool) -> None:
    if not create:
        raise CaseError(f"{folder}: expected a case folder (with case.sqlite), found none")
    if folder.exists() and not folder.is_dir():
        raise CaseError(f"{folder}: expected a folder for the case, found a file")
    if folder.is_dir() and any(child.name != "case.lock" for child in folder.iterdir()):
        raise CaseError(f"{folder}: expected an empty or new folder for a case, found other files in it")


@contextlib.contextmanager
def _sqlite_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "full" in str(error) or "readonly" in str(error) or "disk I/O" in str(error) or "unable to open" in str(error):
            raise StorageError(f"cannot write {path}: {error}") from error
        raise CaseError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise CaseError(f"{path}: expected a case database, found a damaged or foreign file ({error})") from error
