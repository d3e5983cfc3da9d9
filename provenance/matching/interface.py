"""What matching needs from wherever footage is kept: a library file, a case, or a list in memory serve alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol, runtime_checkable

from provenance.fingerprints.interface import Footage
from provenance.model import Compared, Digest, Instant

__all__ = ["Archive", "Entry", "FootageSource", "MemorySource", "Stretch"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a source says of one video it knows."""

    digest: Digest
    name: str
    """File name or title; hostile text."""
    note: str = ""
    added: Instant | None = None
    duration: Fraction | None = None

    def compared(self, *, library: str) -> Compared:
        """This entry as the other side of a match."""
        return Compared(
            digest=self.digest, name=self.name, library=library, duration=self.duration, added=self.added, note=self.note
        )


class FootageSource(Protocol):
    """Footage seen before."""

    @property
    def label(self) -> str:
        """How people know it: a library's or case's name."""
        ...

    def entries(self) -> Iterator[Entry]:
        """What it holds, in the order it was added."""
        ...

    def footage(self, digest: Digest) -> Footage:
        """The fingerprints of one entry.

        Raises:
            LibraryError: there is none, or its record is damaged.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a known video that could show the query's footage."""

    digest: Digest
    votes: float
    pairs: tuple[tuple[int, Fraction], ...]
    """Keyframe of the query, and the moment of the video (seconds) that looks like it; most votes first."""
    mirror: bool = False
    orientation: int | None = None
    """Of ``pdq.ORIENTATIONS``, where PDQ proposed it."""
    strength: tuple[tuple[int, float], ...] = ()
    """Keyframe of the query, and the votes of its best pair; filled in once they were counted exactly."""


@runtime_checkable
class Archive(FootageSource, Protocol):
    """A source that may be larger than memory: it finds candidates itself, and hands out stretches.

    A library file is one; a shared server can be another, without a change to the matcher. Small sources (a case, a few videos in
    memory) need not be: what they hold is read whole and searched exactly.
    """

    @property
    def large(self) -> bool:
        """Whether it holds too much to be read whole."""
        ...

    @property
    def problems(self) -> tuple[str, ...]:
        """What in it can be searched in part only, or not at all."""
        ...

    def add(self, footage: Footage, *, name: str, note: str = "", added: Instant) -> None:
        """Remember ``footage``; known bytes change nothing.

        Raises:
            LibraryError: it cannot be written.
        """
        ...

    def entry(self, digest: Digest) -> Entry | None:
        """What it says of one video; ``None`` when it does not know it."""
        ...

    def candidates(self, query: Footage) -> tuple[Stretch, ...]:
        """The most promising stretches, best first: generous, to be compared closely.

        Raises:
            LibraryError: it cannot be read.
        """
        ...

    def fetch(self, digest: Digest, *, start: Fraction, end: Fraction, motion: bool) -> Footage:
        """What it holds of a video from ``start`` to ``end`` (seconds); its duration and times are those of the whole.

        Without ``motion`` neither that nor the small pictures are needed.

        Raises:
            LibraryError: there is none, or a record is damaged.
        """
        ...

    def verify(self) -> Iterator[str]:
        """Reads everything; one line for each thing that is damaged."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySource:
    """A few videos in memory, as a source."""

    label: str
    items: tuple[tuple[Entry, Footage], ...] = field(default=())

    @classmethod
    def of(cls, footage: Iterable[Footage], *, label: str = "") -> "MemorySource":
        """``footage`` without names."""
        return cls(
            label=label, items=tuple((Entry(digest=f.digest, name=f.digest.short, duration=f.duration), f) for f in footage)
        )

    def entries(self) -> Iterator[Entry]:
        """See :class:`FootageSource`."""
        return (entry for entry, _ in self.items)

    def footage(self, digest: Digest) -> Footage:
        """See :class:`FootageSource`."""
        return next(f for entry, f in self.items if entry.digest == digest)
