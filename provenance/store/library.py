"""A library of earlier footage in one file: SQLite, fingerprints only, no media.

Every video is one row, written in one transaction: a kill leaves it whole or absent. A rollback journal is used rather
than WAL, so that a library is one file that can be sent to others; readers and one writer take turns by locks.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

from provenance.errors import InputError, LibraryError, MediaError
from provenance.fingerprints.interface import Footage
from provenance.matching.interface import Entry
from provenance.media.footage import measure
from provenance.model import Digest, Instant
from provenance.store.codec import dump, load

__all__ = ["APPLICATION_ID", "FORMAT", "SUFFIXES", "Library", "folder_library", "media_files", "note_beside", "open_library"]

APPLICATION_ID = 0x50524C42
"""``PRLB``: tells a library from any other SQLite file."""
FORMAT = 1
BUSY_SECONDS = 60.0
"""How long one process waits while another one writes."""
SUFFIXES = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".flv", ".wmv", ".mpg", ".mpeg", ".ts", ".mts", ".m2ts", ".3gp", ".ogv"}
    | {".gif", ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"}
)
"""Files of a folder that are taken for footage."""
MAX_NOTE = 2000
"""Characters of a note; sidecar files are hostile."""
MAX_SIDECAR = 1_000_000
"""Bytes."""
_CREATE = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS video (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    added TEXT NOT NULL,
    duration TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS footage (
    digest TEXT PRIMARY KEY REFERENCES video (digest),
    packed BLOB NOT NULL
) STRICT;
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};
COMMIT;
"""


class Library:
    """A library file, open; a :class:`provenance.matching.FootageSource`. Close it, or use it with ``with``."""

    def __init__(self, database: sqlite3.Connection, path: Path, *, label: str | None = None) -> None:
        self._database = database
        self._path = path
        self._label = label or str(path)

    @property
    def label(self) -> str:
        """Its file name, or the folder that it stands for."""
        return self._label

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def known(self, digest: Digest) -> bool:
        """Whether a file with these bytes is in it."""
        with self._guarded("read"):
            return self._database.execute("SELECT 1 FROM video WHERE digest = ?", (str(digest),)).fetchone() is not None

    def add(self, footage: Footage, *, name: str, note: str = "", added: Instant) -> None:
        """Put ``footage`` in, in one transaction; adding known bytes again changes nothing.

        Raises:
            LibraryError: the file cannot be written.
        """
        row = (str(footage.digest), _clean(name), _clean(note), dump(added), str(footage.duration))
        with self._guarded("written"), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            fresh = self._database.execute(
                "INSERT INTO video (digest, name, note, added, duration) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", row
            )
            if fresh.rowcount:
                self._database.execute("INSERT INTO footage VALUES (?, ?)", (str(footage.digest), footage.pack()))

    def entries(self) -> Iterator[Entry]:
        """What it holds, in the order it was added."""
        with self._guarded("read"):
            rows = self._database.execute("SELECT digest, name, note, added, duration FROM video ORDER BY sequence").fetchall()
        for digest, name, note, added, duration in rows:
            try:
                yield Entry(
                    digest=Digest.parse(digest), name=name, note=note, added=load(Instant, added), duration=Fraction(duration)
                )
            except (InputError, ValueError, ZeroDivisionError) as error:
                raise LibraryError(f"{self._path}: expected an entry, found a damaged one ({digest!r}: {error})") from error

    def footage(self, digest: Digest) -> Footage:
        """The fingerprints of one entry.

        Raises:
            LibraryError: there is none, or its record is damaged.
        """
        with self._guarded("read"):
            row = self._database.execute("SELECT packed FROM footage WHERE digest = ?", (str(digest),)).fetchone()
        if row is None:
            raise LibraryError(f"{self._path}: expected footage of {digest}, found none")
        try:
            return Footage.unpack(row[0])
        except LibraryError as error:
            raise LibraryError(f"{self._path}: {digest}: {error}") from error

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @contextmanager
    def _guarded(self, doing: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise LibraryError(f"{self._path}: expected a footage library that can be {doing}, found: {error}") from error


def open_library(path: Path, *, create: bool = False) -> Library:
    """The library at ``path``; a missing one is made when ``create`` says so.

    Raises:
        LibraryError: missing, no library, damaged, or of a newer format.
    """
    if not path.exists() and not create:
        raise LibraryError(f"{path}: expected a footage library, found no file (library add makes one)")
    if path.is_dir():
        raise LibraryError(f"{path}: expected a footage library, found a folder")
    try:
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise LibraryError(f"{path}: expected a footage library, found a file that cannot be opened ({error})") from error
    try:
        database.execute("PRAGMA foreign_keys = ON")
        _prepare(database, path, create=create)
    except sqlite3.Error as error:
        database.close()
        raise LibraryError(f"{path}: expected a footage library, found a damaged file or another kind ({error})") from error
    except LibraryError:
        database.close()
        raise
    return Library(database, path)


def _prepare(database: sqlite3.Connection, path: Path, *, create: bool) -> None:
    owner = int(database.execute("PRAGMA application_id").fetchone()[0])
    version = int(database.execute("PRAGMA user_version").fetchone()[0])
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if owner == 0 and not tables:
        if not create:
            raise LibraryError(f"{path}: expected a footage library, found an empty file")
        database.executescript(_CREATE)
        return
    if owner != APPLICATION_ID:
        raise LibraryError(f"{path}: expected a footage library, found another program's database")
    if version > FORMAT:
        raise LibraryError(f"{path}: expected format {FORMAT} or older, found {version}: update provenance to open it")
    pages = int(database.execute("PRAGMA page_count").fetchone()[0]) * int(database.execute("PRAGMA page_size").fetchone()[0])
    if path.stat().st_size < pages or not {"video", "footage"} <= tables:
        raise LibraryError(f"{path}: expected {pages} bytes of a footage library, found {path.stat().st_size}: it is cut off")


def folder_library(
    folder: Path, *, cache: Path, progress: Callable[[str], None] | None = None, added: Instant, problems: list[str] | None = None
) -> Library:
    """``folder`` as a library: each file is measured once, into a library file in ``cache``; the folder stays untouched.

    Files that cannot be read are named in ``problems``. ``progress`` is told the file at hand.

    Raises:
        LibraryError: no such folder, or the cache cannot be written.
    """
    if not folder.is_dir():
        raise LibraryError(f"{folder}: expected a folder of footage, found none")
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"{cache}: expected a folder that can be written, found: {error}") from error
    library = open_library(cache / f"{_folder_key(folder)}.lib", create=True)
    present = set()
    for path in media_files(folder):
        if progress:
            progress(path.name)
        try:
            present.add(_take_in(library, path, added=added))
        except (MediaError, OSError) as error:
            if problems is not None:
                problems.append(f"{path}: {error}" if str(path) not in str(error) else str(error))
    return _Folder(library, folder, frozenset(present))


class _Folder(Library):
    """The cached library of a folder, showing only what is in the folder now."""

    def __init__(self, library: Library, folder: Path, present: frozenset[Digest]) -> None:
        super().__init__(library._database, library.path, label=str(folder))  # noqa: SLF001 - the same class
        self._present = present

    def entries(self) -> Iterator[Entry]:
        """What the folder holds; files that have gone since they were measured are left out."""
        return (entry for entry in super().entries() if entry.digest in self._present)


def media_files(folder: Path) -> list[Path]:
    """Files below ``folder`` that look like footage by their suffix, in a stable order; links out of it are not followed."""
    root = folder.resolve()
    found = (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in SUFFIXES and p.is_file())
    return [p for p in found if p.resolve().is_relative_to(root)]


def note_beside(path: Path) -> str:
    """What a text or JSON file beside ``path`` says of it (``clip.mp4.json``, ``clip.info.json``, ``clip.txt``…); hostile."""
    names = (f"{path.name}.json", f"{path.stem}.info.json", f"{path.stem}.json", f"{path.name}.txt", f"{path.stem}.txt")
    for beside in (path.with_name(name) for name in names):
        if beside.is_file() and beside.stat().st_size <= MAX_SIDECAR:
            text = beside.read_text("utf-8", "replace")
            return _clean(_from_json(text) if beside.suffix == ".json" else text)[:MAX_NOTE]
    return ""


def _from_json(text: str) -> str:
    """Title, uploader and description; nothing, when it is no such object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    words = [value.get(key) for key in ("title", "uploader", "upload_date", "note", "description", "webpage_url", "url")]
    return " · ".join(dict.fromkeys(w.strip() for w in words if isinstance(w, str) and w.strip()))


def _take_in(library: Library, path: Path, *, added: Instant) -> Digest:
    with path.open("rb") as file:
        digest = Digest(value=hashlib.file_digest(file, "sha256").hexdigest())
    if not library.known(digest):
        library.add(measure(path, digest=digest), name=path.name, note=note_beside(path), added=added)
    return digest


def _folder_key(folder: Path) -> str:
    return hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _clean(text: str) -> str:
    """Without what a terminal or SQLite could trip over: control characters and lone surrogates."""
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return kept.encode("utf-8", "replace").decode("utf-8").strip()
