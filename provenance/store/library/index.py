"""The candidate index beside a library: segments, each of a range of entries; merged when many; made again when they do not fit.

Only whole files are ever seen (written under another name, then renamed), so a kill at any moment leaves the segments that
were. One process builds at a time; the others search the entries that no segment covers in memory.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np

from provenance.errors import LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.matching.compact import Table, build_table
from provenance.matching.thinned import Thinned, thinned
from provenance.model import Digest
from provenance.store.library.schema import DAMAGE
from provenance.store.library.segment import Covers, Segment, open_segment, write_segment

__all__ = ["LibraryIndex", "Row"]

FLUSH = 7_200
"""Keyframes (two hours) added after which a segment is written."""
WORTH = 2_000
"""Keyframes in no segment above which a reader builds one rather than search them in memory each time."""
SEGMENT = 180_000
"""Keyframes (50 hours) of a segment, at most: building one takes some 100 MB of memory and seconds."""
MANY = 6
"""Neighbouring segments that are merged, when together they are no larger than one may be."""

Row = tuple[int, str, int]
"""Sequence, digest, keyframes of an entry."""


class Indexed(Protocol):
    """What the index needs of its library."""

    @property
    def id(self) -> str:
        """See :class:`Library`."""
        ...

    @property
    def database(self) -> sqlite3.Connection:
        """See :class:`Library`."""
        ...

    @property
    def format(self) -> int:
        """See :class:`Library`."""
        ...

    def features(self, digest: Digest) -> Footage:
        """See :class:`Library`."""
        ...


class LibraryIndex:
    """The segments in ``folder``, and what they do not cover."""

    def __init__(self, library: Indexed, folder: Path) -> None:
        self._library = library
        self._folder = folder
        self._pending = 0
        self._last = -1
        self._tables: tuple[Table, ...] = ()
        self._problems: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the segments lie."""
        return self._folder

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be indexed, when last looked at."""
        return self._problems

    def grown(self, keyframes: int) -> None:
        """Told that so much was added."""
        self._pending += keyframes
        if self._pending >= FLUSH:
            self.update()

    def tables(self) -> tuple[Table, ...]:
        """Everything in the library: mapped segments, and one table in memory for the rest."""
        rows = self.rows()
        last = rows[-1][0] if rows else 0
        if last != self._last:
            segments = self.fitting(rows)
            if sum(r[2] for r in _uncovered(rows, segments)) > WORTH:
                self.update()
                segments = self.fitting(rows)
            rest, left_out = self._built(_uncovered(rows, segments))
            self._tables = (*(s.table for s in segments), *((rest,) if len(rest.videos) else ()))
            damaged = len(left_out) + sum(len(s.covers.left_out) for s in segments)
            self._problems = (f"{damaged} entries have damaged features and are not searched",) if damaged else ()
            self._last = last
        return self._tables

    def update(self) -> None:
        """Cover every entry by segments, and merge small ones; nothing, where another process does or the folder is read-only."""
        self._pending = 0
        library = self._library.id
        try:
            with self._alone() as mine:
                if mine:
                    self._sweep()
                    self._cover(library)
                    self._merge(library)
        except OSError:
            return  # the index is a convenience: what it lacks is searched in memory

    def rows(self) -> list[Row]:
        """Every entry, in order."""
        try:
            sql = (
                "SELECT sequence, digest, 1 FROM video"
                if self._library.format == 1
                else "SELECT sequence, digest, keyframes FROM video"
            )
            return self._library.database.execute(f"{sql} ORDER BY sequence").fetchall()
        except DAMAGE as error:
            raise LibraryError(f"{self._folder.stem}: expected a footage library that can be read, found: {error}") from error

    def segments(self) -> Iterator[Segment | str]:
        """Every segment file, or what is wrong with it."""
        for path in sorted(self._folder.glob("*.segment")):
            try:
                yield open_segment(path)
            except LibraryError as error:
                yield str(error)

    def fitting(self, rows: Sequence[Row]) -> list[Segment]:
        """The segments that were made of these very entries, none twice."""
        found = [s for s in self.segments() if isinstance(s, Segment) and self.fits(s, rows)]
        out: list[Segment] = []
        for segment in sorted(found, key=lambda s: (s.covers.first, -s.covers.last)):
            if not out or segment.covers.first > out[-1].covers.last:
                out.append(segment)
        return out

    def fits(self, segment: Segment, rows: Sequence[Row]) -> bool:
        """Whether it was made of the entries that the library has in its range."""
        covers = segment.covers
        return covers.library == self._library.id and covers.check == _check(_inside(rows, covers.first, covers.last))

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        self._folder.mkdir(exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    def _sweep(self) -> None:
        """Away with what was not finished, and with what does not fit any more."""
        rows = self.rows()
        kept = {s.path for s in self.fitting(rows)}
        for path in self._folder.iterdir():
            if path.suffix == ".tmp" or (path.suffix == ".segment" and path not in kept):
                path.unlink(missing_ok=True)

    def _cover(self, library: str) -> None:
        rows = self.rows()
        missing = _uncovered(rows, self.fitting(rows))
        for chunk in _chunks(missing, rows):
            table, left_out = self._built(chunk)
            self._write(table, library, chunk, left_out)

    def _merge(self, library: str) -> None:
        rows = self.rows()
        while run := _run(self.fitting(rows)):
            joined = _joined([s.table for s in run])
            left_out = tuple(n for s in run for n in s.covers.left_out)
            self._write(joined, library, _inside(rows, run[0].covers.first, run[-1].covers.last), left_out)
            for segment in run:
                segment.path.unlink(missing_ok=True)

    def _write(self, table: Table, library: str, rows: Sequence[Row], left_out: tuple[int, ...]) -> None:
        first, last = rows[0][0], rows[-1][0]
        covers = Covers(library=library, first=first, last=last, check=_check(rows), left_out=left_out)
        write_segment(self._folder / f"{first:012d}-{last:012d}.segment", table, covers)

    def _built(self, rows: Sequence[Row]) -> tuple[Table, tuple[int, ...]]:
        """A table of these entries, and those whose records are damaged."""
        good: list[int] = []
        bad: list[int] = []

        def readable() -> Iterator[Footage]:
            for sequence, digest, _ in rows:
                try:
                    footage = self._library.features(Digest.parse(digest))
                except ProvenanceError:
                    bad.append(sequence)
                    continue
                good.append(sequence)
                yield footage

        table = thinned(readable())
        return build_table(table, good), tuple(bad)


def _uncovered(rows: Sequence[Row], segments: Sequence[Segment]) -> list[Row]:
    ranges = [(s.covers.first, s.covers.last) for s in segments]
    out, at = [], 0
    for row in rows:
        while at < len(ranges) and ranges[at][1] < row[0]:
            at += 1
        if at == len(ranges) or row[0] < ranges[at][0]:
            out.append(row)
    return out


def _chunks(missing: Sequence[Row], rows: Sequence[Row]) -> Iterator[list[Row]]:
    """``missing`` in neighbouring stretches no larger than a segment may be."""
    place = {row[0]: i for i, row in enumerate(rows)}
    for _, run in groupby(enumerate(missing), key=lambda pair: place[pair[1][0]] - pair[0]):
        begun: list[Row] = []
        size = 0
        for _, row in run:
            if begun and size + row[2] > SEGMENT:
                yield begun
                begun, size = [], 0
            begun.append(row)
            size += row[2]
        yield begun


def _run(segments: Sequence[Segment]) -> list[Segment]:
    """Neighbours worth merging, or none."""
    for i in range(len(segments)):
        run: list[Segment] = []
        size = 0
        for segment in segments[i:]:
            if size + segment.keyframes > SEGMENT:
                break
            run.append(segment)
            size += segment.keyframes
        if len(run) >= MANY:
            return run
    return []


def _joined(tables: Sequence[Table]) -> Table:
    """One table of several, its lists made anew."""
    videos = np.cumsum([0, *(len(t.videos) for t in tables)])
    frames = np.cumsum([0, *(len(t.frame_time) for t in tables)])
    shifted = [np.minimum(t.feature_frame, max(0, len(t.frame_time) - 1)) + frames[i] for i, t in enumerate(tables)]
    rows = Thinned(
        videos=int(videos[-1]),
        frame_video=np.concatenate([t.frame_video + videos[i] for i, t in enumerate(tables)]).astype(np.uint32),
        frame_time=np.concatenate([t.frame_time for t in tables]),
        feature_frame=np.concatenate(shifted).astype(np.uint32),
        shapes=np.concatenate([t.feature_shape for t in tables]),
        descriptors=np.concatenate([t.features.values for t in tables]),
        pdq_video=np.concatenate([t.pdq_video + videos[i] for i, t in enumerate(tables)]).astype(np.uint32),
        pdq_time=np.concatenate([t.pdq_time for t in tables]),
        pdq=np.concatenate([t.pdq.values for t in tables]),
    )
    return build_table(rows, np.concatenate([t.videos for t in tables]).tolist())


def _inside(rows: Sequence[Row], first: int, last: int) -> list[Row]:
    return [row for row in rows if first <= row[0] <= last]


def _check(rows: Sequence[Row]) -> str:
    return hashlib.sha256("".join(f"{sequence}:{digest}\n" for sequence, digest, _ in rows).encode()).hexdigest()
