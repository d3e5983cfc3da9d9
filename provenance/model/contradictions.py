"""Statements that cannot all be true of one video, side by side."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.claims import Place
from provenance.model.identity import ClaimId

__all__ = ["Contradiction", "ContradictionKind", "Side"]


class ContradictionKind(StrEnum):
    """What collides; the order is the order of the report."""

    EARLIER_FOOTAGE = "earlier_footage"
    """The footage was known before the event that it is said to show."""
    POSTED_BEFORE = "posted_before"
    """Posted, or uploaded by its own identifier, before the event that it is said to show."""
    ANOTHER_STORY = "another_story"
    """A copy of the same footage is said to be of another place or time."""
    SUN = "sun"
    """At the time claimed, the sun cannot have given the light or shadows that a person states."""
    POSTING_DATES = "posting_dates"
    """The day on which it is said to be posted is not that of its own identifier."""
    GPS = "gps"
    """The place written in the file is not the place claimed."""
    PLACES = "places"
    DATES = "dates"
    DENIED = "denied"
    """One says it, another denies it."""
    CREATED_LATER = "created_later"
    """By its own metadata the file is younger than its publication."""
    FILE_SOURCES = "file_sources"
    """Two parts of one file's metadata say different things."""
    THUMBNAIL = "thumbnail"
    """The picture kept inside the file, or its post's thumbnail, is not of what the file shows."""
    HIDDEN_FRAMES = "hidden_frames"
    """The file holds frames that its edit list does not show."""
    LENGTHS = "lengths"
    """Picture and sound are not of one length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the statements that collide."""

    speaker: str
    statement: str
    """What it comes to, for people."""
    quote: str = ""
    """The speaker's words, verbatim."""
    claim: ClaimId | None = None
    """``None`` for a record of a library or a file."""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two or more sides that cannot all be true of the same video."""

    kind: ContradictionKind
    about: str
    """Reference id or digest, as printed."""
    statement: str
    """The collision in one sentence."""
    sides: tuple[Side, ...]
