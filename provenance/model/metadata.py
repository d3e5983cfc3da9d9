"""What a media file's own metadata states, place by place, and what was measured of its inside beside its streams.

A :class:`Stated` is somebody's word (whoever or whatever wrote the file) and never becomes a fact; hidden stretches and
thumbnails are measured.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from provenance.model.claims import Place
from provenance.model.time import TimeRange, Timestamp

__all__ = ["Chapter", "EmbeddedPicture", "HiddenStretch", "Likeness", "Stated", "StatedKind", "Tag"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One metadata value with the place it was read from; hostile text."""

    source: str
    """``container``, ``stream 0``, ``EXIF``, ``QuickTime mdta``, ``XMP``, ``exiftool 12.57 [Keys]``…"""
    key: str
    value: str


class StatedKind(StrEnum):
    """What a value speaks of."""

    CAPTURED = "captured"
    """When it was filmed or taken, by a key that means just that."""
    CREATED = "created"
    """When this container was written: of a copy, when it was copied."""
    MODIFIED = "modified"
    PLACE = "place"
    DEVICE = "device"
    """Make and model."""
    SOFTWARE = "software"
    """A program that wrote or changed the file."""
    CODER = "coder"
    """The program that coded the pictures or the sound; it outlives a new container."""
    PLACE_NAME = "place-name"
    """A place by its name: where it was made, or what it shows."""
    AUTHOR = "author"
    """Whoever made it, or is to be named with it."""
    CAPTION = "caption"
    """Words about what it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One statement of the file, with its place and its raw words."""

    kind: StatedKind
    source: str
    """As :attr:`Tag.source`."""
    key: str
    quote: str
    """Verbatim, as ``key=value``; where several tags make one statement, ``key=value; key=value``."""
    when: Timestamp | None = None
    place: Place | None = None
    text: str = ""
    """Device or software, cleaned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A stretch that the file, or the platform, gives a name: its word on what is there."""

    range: TimeRange
    title: str
    """Hostile text; empty where it has none."""

    @property
    def words(self) -> str:
        """What is quoted of it."""
        return f"chapter {float(self.range.start):.10g}–{float(self.range.end):.10g} s={self.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenStretch:
    """Frames that are in the file and that a player does not show, because the edit list leaves them out."""

    stream: int
    media: TimeRange
    """In the stream's own time, which begins with its first frame."""
    frames: int


class Likeness(StrEnum):
    """What the comparison of two pictures came to."""

    SAME = "same"
    OTHER = "other"
    UNDECIDED = "undecided"


POSTED = "thumbnail of the post"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedPicture:
    """A thumbnail or cover inside the file, or one that came with its post, compared with what the file shows."""

    source: str
    """Where it lies; begins with :data:`POSTED` where it came with the post."""
    width: int
    height: int
    likeness: Likeness
    score: float
    """Correlation of brightness with the likest frame, −1 to 1 (``media/thumbnail.py``)."""
    version: str
    """Of the comparison."""
    compared: int
    """Frames that it was held against."""
    time: Fraction | None = None
    """Of the likest frame, in seconds; ``None`` for a still picture."""
