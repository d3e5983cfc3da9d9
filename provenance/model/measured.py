"""What was measured from bytes: probes, keyframes, fingerprints, matches."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from provenance.model.claims import Place
from provenance.model.credentials import Credentials
from provenance.model.identity import Digest
from provenance.model.metadata import Chapter, EmbeddedPicture, HiddenStretch, Stated, Tag
from provenance.model.time import Instant, TimeRange, Timestamp

__all__ = [
    "Compared",
    "Edit",
    "Fingerprint",
    "Keyframe",
    "Match",
    "MatchRelation",
    "Placement",
    "Probe",
    "Segment",
    "Stream",
    "Traces",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One stream of a container."""

    index: int
    kind: str
    """``video``, ``audio``, ``subtitle``, ``data``, ``attachment``."""
    codec: str
    duration: Fraction | None = None
    """Seconds."""
    width: int | None = None
    height: int | None = None
    frame_rate: Fraction | None = None
    rotation: int | None = None
    """Degrees clockwise that a player must turn the picture."""
    pixel_format: str | None = None
    sample_rate: int | None = None
    channels: int | None = None
    bit_rate: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What we measured from one media file. What its tags *say* becomes claims asserted by the file."""

    digest: Digest
    container: str
    duration: Fraction | None
    streams: tuple[Stream, ...]
    tags: tuple[Tag, ...] = ()
    created: tuple[Timestamp, ...] = ()
    """Creation times written in the file (its word, not a fact)."""
    location: Place | None = None
    """GPS written in the file (its word, not a fact)."""
    device: str | None = None
    encoders: tuple[str, ...] = ()
    """Traces of software that wrote or re-encoded it."""
    warnings: tuple[str, ...] = ()
    """Damage met while reading."""
    stated: tuple[Stated, ...] = ()
    """Every value that the tags state, with its place (empty in cases made before it was kept)."""
    brands: tuple[str, ...] = ()
    """Of an MP4, the major one first."""
    layout: tuple[str, ...] = ()
    """The file's parts in order: atoms, JPEG segments, chunks."""
    chapters: tuple[Chapter, ...] = ()
    """Written in the file (its word, not a fact)."""
    hidden: tuple[HiddenStretch, ...] = ()
    embedded: tuple[EmbeddedPicture, ...] = ()
    credentials: Credentials | None = None
    """``None`` where nobody looked (cases made before)."""

    @property
    def video(self) -> Stream | None:
        """The first stream of pictures."""
        return next((stream for stream in self.streams if stream.kind == "video"), None)

    @property
    def still(self) -> bool:
        """Whether it is one picture: nothing in it lasts."""
        return self.duration is None and (self.video is None or self.video.frame_rate is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """A perceptual fingerprint of one frame (never an integrity check)."""

    algorithm: str
    version: str
    value: bytes
    quality: int
    """0–100, as PDQ's; 100 where the algorithm gives none."""
    time: Fraction
    """Seconds in the stream."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyframe:
    """A frame chosen to stand for its shot, with its fingerprints."""

    media: Digest
    time: Fraction
    width: int
    height: int
    fingerprints: tuple[Fingerprint, ...]
    picture: Digest
    """A small WebP of it, kept in the case."""


class MatchRelation(StrEnum):
    """Findings that must never mix."""

    SAME_FOOTAGE = "same_footage"
    """The same recording."""
    SAME_SCENE = "same_scene"
    """The same camera or place at another moment: a lead, not a copy."""
    SAME_SOUND = "same_sound"
    """The same sound, whatever the pictures show: a song or a broadcast alone does that."""


Placement = tuple[float, float, float, float, float, float]
"""An affine map (a, b, c, d, e, f) of a picture into another, both in shares (0–1) of their sides:
x′ = a·x + b·y + c, y′ = d·x + e·y + f."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the query and the stretch of the compared video that shows the same."""

    query: TimeRange
    compared: TimeRange
    placement: Placement | None = None
    """Where the query's picture lies in the compared one; ``None`` where that was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What was done between the two, in C2PA's words (``c2pa.cropped``, ``c2pa.orientation``…)."""

    action: str
    description: str
    """For people: "mirrored left–right", "cropped to the left 70 %"."""
    on_query: bool | None = None
    """Which side bears it: ``True`` the query, ``False`` the compared side, ``None`` where that cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The other side of a match: footage seen before."""

    digest: Digest
    name: str
    """File name or title in the library; hostile text."""
    library: str
    """The library it was found in."""
    duration: Fraction | None = None
    added: Instant | None = None
    note: str = ""
    """What the library knows of it: the story it was published under, its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """What two copies show, laid over each other pixel by pixel on the coarser one's grid.

    Signed values are of the query against the compared copy: positive where the query has more.
    """

    moments: int
    """Moments looked at."""
    apart: float
    """Natural logarithm of the share of the fine structure that one does not explain of the other: 0 unrelated, −9 equal."""
    detail: float
    """Ln of the ratio of fine detail (some 1–2 pixels), contrast taken out."""
    edges: float
    """Ln of the ratio of the finest detail, where there is structure."""
    grain: float
    """Ln of the ratio of the finest detail, where there is none: noise."""
    scale: float
    """Ln of the compared copy's pixels for one of the query's, along a side: positive where the compared one is finer."""
    query_common: float
    """Share of the query's picture that the compared copy shows too, by the map, 0–1."""
    compared_common: float
    query_bears: float
    """What is laid over the query alone: square roots of its shares of the picture, in tenths, each as surely as it is its."""
    compared_bears: float
    laid_over: float
    """What is laid over either, whichever bears it."""
    colour: float
    """Ln of the ratio of colourfulness."""
    contrast: float
    """Ln of the ratio of contrast."""
    clipped: float
    """Difference of the shares of the picture that are black or white all through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The same footage (or scene) found elsewhere. The score never travels without its algorithm."""

    query: Digest
    compared: Compared
    relation: MatchRelation
    score: float
    """Raw score of ``algorithm``; higher is surer."""
    threshold: float
    algorithm: str
    version: str
    segments: tuple[Segment, ...]
    probability: float | None = None
    """Calibrated probability of the relation; ``None`` where the algorithm has no calibration."""
    edits: tuple[Edit, ...] = ()
    pairs: tuple[tuple[Fraction, Fraction], ...] = ()
    """Times (query, compared) of a few aligned frames, for showing side by side."""
    pictures: tuple[tuple[Digest, Digest], ...] = ()
    """Small pictures (WebP) of ``pairs``, kept in the case."""
    sound: float | None = None
    """How far the soundtracks agree along the segments: 0 what chance gives, 1 equal; ``None`` where they cannot tell."""
    traces: Traces | None = None
    """What the files themselves show where one is laid over the other; ``None`` where that was not looked at."""
