"""The fingerprints in a library file: pieces of each entry, or the one record of format 1."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.fingerprints.local import NONE
from provenance.fingerprints.local import VERSION as FEATURES
from provenance.fingerprints.packing import ALWAYS
from provenance.fingerprints.parts import Part, joined
from provenance.model import Digest
from provenance.store.library.schema import DAMAGE

__all__ = ["COMPARABLE", "Record", "Records"]

COMPARABLE = frozenset({FEATURES, ""})
"""Versions of local features that ours can be compared with; format 1 did not say its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Footage as it was written."""

    footage: Footage
    features: str
    """Version of its local features; empty where it was not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Packed:
    features: str
    """Version of the local features."""
    pieces: dict[Part, list[bytes]]


class Records:
    """Reads what is wanted of an entry, and no more."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path

    @property
    def format(self) -> int:
        """Of the file as it is now."""
        with self.guarded("read"):
            return int(self._database.execute("PRAGMA user_version").fetchone()[0])

    def read(self, digest: Digest, parts: tuple[Part, ...], *, span: tuple[int, int] = ALWAYS) -> Footage:
        """``parts`` of an entry: keyframes in ``span`` (milliseconds), and the pieces of motion that reach into it.

        Local features of another version than ours are left out: they cannot be compared.

        Raises:
            LibraryError: there is no such entry, or a record is damaged.
        """
        record = self.record(digest, parts, span=span)
        footage = record.footage
        if record.features in COMPARABLE:
            return footage
        return replace(footage, keyframes=tuple(map(_bare, footage.keyframes)))

    def record(self, digest: Digest, parts: tuple[Part, ...] = tuple(Part), *, span: tuple[int, int] = ALWAYS) -> Record:
        """The same as it was written, whatever the version of its features.

        Raises:
            LibraryError: there is no such entry, or a record is damaged.
        """
        try:
            packed = self._packed(digest, parts, span)
            if packed is None:
                footage = self._whole(digest)
            else:
                pieces = packed.pieces
                pictures = pieces[Part.PICTURES] if Part.PICTURES in parts else None
                footage = joined(
                    pieces[Part.HEAD][0],
                    features=pieces[Part.FEATURES],
                    pictures=pictures,
                    motion=pieces[Part.MOTION],
                    span=span,
                )
        except LibraryError as error:
            raise LibraryError(f"{self._path}: {digest}: {error}") from error
        if footage.digest != digest:
            raise LibraryError(f"{self._path}: {digest}: expected its footage, found that of {footage.digest}")
        return Record(footage=footage, features="" if packed is None else packed.features)

    def _packed(self, digest: Digest, parts: tuple[Part, ...], span: tuple[int, int]) -> _Packed | None:
        """Pieces in order; ``None`` where the entry is an old record, or there is none."""
        if self.format == 1:
            return None
        with self.guarded("read"):
            video = self._database.execute(
                "SELECT sequence, pieces, features FROM video WHERE digest = ?", (str(digest),)
            ).fetchone()
            if video is None or not video[1]:
                return None
            rows = (
                self._database.execute(_PIECES, (video[0], *span)).fetchall()
                if len(parts) == len(Part)
                else [row for part in parts for row in self._database.execute(_SOME, (video[0], part.value, *span))]
            )
        if span == ALWAYS and len(parts) == len(Part) and len(rows) != video[1]:
            raise LibraryError(f"expected {video[1]} pieces, found {len(rows)}")
        found: dict[Part, list[bytes]] = {part: [] for part in Part}
        for part, packed in rows:
            if part not in found:
                raise LibraryError(f"expected a piece of {', '.join(Part)}, found {part!r}")
            found[Part(part)].append(packed)
        if len(found[Part.HEAD]) != 1:
            raise LibraryError("expected a head, found none")
        return _Packed(features=video[2], pieces=found)

    def _whole(self, digest: Digest) -> Footage:
        with self.guarded("read"):
            row = self._database.execute("SELECT packed FROM footage WHERE digest = ?", (str(digest),)).fetchone()
        if row is None:
            raise LibraryError("expected its footage, found none")
        return Footage.unpack(row[0])

    @contextmanager
    def guarded(self, doing: str) -> Iterator[None]:
        """Errors of SQLite as ours."""
        try:
            yield
        except DAMAGE as error:
            raise LibraryError(f"{self._path}: expected a footage library that can be {doing}, found: {error}") from error


_PIECES = (
    "SELECT part, packed FROM piece WHERE sequence = ? AND (part = 'head' OR (last >= ? AND first <= ?)) ORDER BY part, number"
)
_SOME = (
    "SELECT part, packed FROM piece WHERE sequence = ? AND part = ? AND (part = 'head' OR (last >= ? AND first <= ?)) "
    "ORDER BY number"
)


def _bare(keyframe: KeyFrame) -> KeyFrame:
    return replace(keyframe, features=NONE)
