"""What matching needs from wherever footage is kept: a library file, a case, or a list in memory serve alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from provenance.fingerprints.interface import Footage
from provenance.model import Compared, Digest, Instant

__all__ = ["Entry", "FootageSource", "MemorySource"]


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
