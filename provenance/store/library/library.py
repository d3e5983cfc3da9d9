"""A library of earlier footage: one SQLite file, fingerprints only, no media; and a candidate index beside it.

The file is the truth. The index (``index.py``) is derived from it, and made again where it is missing, stale or damaged.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

from provenance.errors import LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.local import VERSION as FEATURES
from provenance.fingerprints.parts import Part, split
from provenance.matching.compact import CompactIndex
from provenance.matching.interface import Entry, Stretch
from provenance.model import Digest, Instant
from provenance.store.codec import dump, load
from provenance.store.library import checking, schema
from provenance.store.library.index import LibraryIndex
from provenance.store.library.records import COMPARABLE, Record, Records

__all__ = ["Library", "clean", "open_library"]

LARGE = 4_000
"""Keyframes (about an hour) up to which a library is read whole and searched exactly, without an index."""


class Library:
    """A library file, open; a :class:`provenance.matching.Archive`. Close it, or use it with ``with``."""

    def __init__(self, database: sqlite3.Connection, path: Path, *, label: str | None = None) -> None:
        self._database = database
        self._path = path
        self._label = label or str(path)
        self._records = Records(database, path)
        self._index = LibraryIndex(self, path.with_name(f"{path.name}.index"))
        self._added = False
        self._damaged: list[str] = []

    @property
    def label(self) -> str:
        """Its file name, or the folder that it stands for."""
        return self._label

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    @property
    def database(self) -> sqlite3.Connection:
        """For the modules of this package."""
        return self._database

    @property
    def index(self) -> LibraryIndex:
        """The candidate index beside the file."""
        return self._index

    @property
    def format(self) -> int:
        """Of the file as it is now."""
        return self._records.format

    @property
    def id(self) -> str:
        """Drawn when the file was made; none was in format 1."""
        if self.format == 1:
            return "format 1"
        with self._records.guarded("read"):
            row = self._database.execute("SELECT value FROM about WHERE key = 'id'").fetchone()
        return row[0] if row else ""

    @property
    def large(self) -> bool:
        """Whether it is searched through its index."""
        with self._records.guarded("read"):
            if self.format == 1:
                lengths = self._database.execute("SELECT duration FROM video").fetchall()
                return sum(schema.about(d) for (d,) in lengths) > LARGE
            return (self._database.execute("SELECT sum(keyframes) FROM video").fetchone()[0] or 0) > LARGE

    @property
    def problems(self) -> tuple[str, ...]:
        """Entries whose local features were made by another version: they are found by their global hashes only."""
        if self.format == 1:
            return (*self._damaged, *self._index.problems)
        with self._records.guarded("read"):
            rows = self._database.execute("SELECT features, count(*) FROM video GROUP BY features ORDER BY features").fetchall()
        other = (
            f"{count} entries hold local features {clean(version)!r}, this program compares {FEATURES!r}: they are found by "
            "their global hashes only, until their media are added to a new library"
            for version, count in rows
            if version not in COMPARABLE
        )
        return (*self._damaged, *self._index.problems, *other)

    def known(self, digest: Digest) -> bool:
        """Whether a file with these bytes is in it."""
        with self._records.guarded("read"):
            return self._database.execute("SELECT 1 FROM video WHERE digest = ?", (str(digest),)).fetchone() is not None

    def add(self, footage: Footage, *, name: str, note: str = "", added: Instant, features: str = FEATURES) -> None:
        """Put ``footage`` in, in one transaction; adding known bytes again changes nothing.

        ``features`` is the version of its local features.

        Raises:
            LibraryError: the file cannot be written.
        """
        pieces = tuple(split(footage))
        row = (str(footage.digest), clean(name), clean(note), dump(added), str(footage.duration))
        with self._records.guarded("written"), self._database:
            self._database.execute("BEGIN IMMEDIATE")
            schema.upgrade(self._database)
            fresh = self._database.execute(
                "INSERT INTO video (digest, name, note, added, duration, keyframes, features, pieces) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING sequence",
                (*row, len(footage.keyframes), features, len(pieces)),
            ).fetchone()
            if fresh:
                self._database.executemany(
                    "INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?)",
                    [(fresh[0], p.part.value, p.number, p.first, p.last, p.packed) for p in pieces],
                )
        self._added = True
        self._index.grown(len(footage.keyframes))

    def entries(self) -> Iterator[Entry]:
        """What it holds, in the order it was added; damaged ones are left out, and stand in :attr:`problems`."""
        with self._records.guarded("read"):
            rows = self._database.execute(f"{_ENTRY} ORDER BY sequence").fetchall()
        self._damaged.clear()
        for row in rows:
            try:
                yield self._entry(row)
            except LibraryError as error:
                self._damaged.append(str(error))

    def entry(self, digest: Digest) -> Entry | None:
        """What it says of one video; ``None`` when it does not know it."""
        with self._records.guarded("read"):
            row = self._database.execute(f"{_ENTRY} WHERE digest = ?", (str(digest),)).fetchone()
        return None if row is None else self._entry(row)

    def footage(self, digest: Digest) -> Footage:
        """Everything it holds of one entry.

        Raises:
            LibraryError: there is none, or a record is damaged.
        """
        return self._records.read(digest, tuple(Part))

    def fetch(self, digest: Digest, *, start: Fraction, end: Fraction, motion: bool = True) -> Footage:
        """What it holds of one entry from ``start`` to ``end`` (seconds); motion reaches somewhat farther.

        Without ``motion`` neither that nor the small pictures are read.

        Raises:
            LibraryError: there is none, or a record is damaged.
        """
        parts = tuple(Part) if motion else (Part.HEAD, Part.FEATURES)
        whole = self._records.read(digest, parts, span=(int(start * 1000) - 1, int(end * 1000) + 1))
        return replace(whole, keyframes=tuple(k for k in whole.keyframes if start <= k.time <= end))

    def features(self, digest: Digest) -> Footage:
        """One entry with the features of its keyframes alone: what the index is made of.

        Raises:
            LibraryError: there is none, or a record is damaged.
        """
        return self._records.read(digest, (Part.HEAD, Part.FEATURES))

    def record(self, digest: Digest) -> Record:
        """One entry as it was written, whatever the version of its features: to be passed on.

        Raises:
            LibraryError: there is none, or a record is damaged.
        """
        return self._records.record(digest)

    @property
    def damaged(self) -> tuple[str, ...]:
        """Entries that :meth:`entries` left out when it was last read."""
        return tuple(self._damaged)

    def candidates(self, query: Footage) -> tuple[Stretch, ...]:
        """The most promising stretches, best first, by the compact index.

        Raises:
            LibraryError: the file cannot be read.
        """
        proposals = CompactIndex(self._index.tables()).search(query)
        digests = self._digests({p.video for p in proposals})
        return tuple(
            Stretch(
                digest=digests[p.video],
                votes=p.votes,
                pairs=tuple((frame, Fraction(time, 1000)) for frame, time in p.pairs),
                mirror=p.mirror,
                orientation=p.orientation,
            )
            for p in proposals
            if p.video in digests
        )

    def verify(self) -> Iterator[str]:
        """Reads everything; one line for each thing that is damaged."""
        return checking.problems(self, self._index)

    def close(self) -> None:
        """Let go of the file; what was added is put into the index first."""
        if self._added and self.large:
            self._index.update()
        self._added = False
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _digests(self, sequences: set[int]) -> dict[int, Digest]:
        out = {}
        with self._records.guarded("read"):
            for sequence in sequences:
                row = self._database.execute("SELECT digest FROM video WHERE sequence = ?", (sequence,)).fetchone()
                if row is not None:
                    out[sequence] = Digest.parse(row[0])
        return out

    def _entry(self, row: tuple[str, str, str, str, str]) -> Entry:
        digest, name, note, added, duration = row
        try:
            return Entry(
                digest=Digest.parse(digest), name=name, note=note, added=load(Instant, added), duration=Fraction(duration)
            )
        except (ProvenanceError, ValueError, ZeroDivisionError) as error:
            raise LibraryError(f"{self._path}: expected an entry, found a damaged one ({digest!r}: {error})") from error


_ENTRY = "SELECT digest, name, note, added, duration FROM video"


def open_library(path: Path, *, create: bool = False) -> Library:
    """The library at ``path``; a missing one is made when ``create`` says so.

    Raises:
        LibraryError: missing, no library, damaged, or of a newer format.
    """
    return Library(schema.connect(path, create=create), path)


def clean(text: str) -> str:
    """Without what a terminal or SQLite could trip over: control characters and lone surrogates."""
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    return kept.encode("utf-8", "replace").decode("utf-8").strip()
