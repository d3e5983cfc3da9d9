"""The domain types: what a case knows, and who said or measured each part of it.

Frozen values, tuples inside; change one with :func:`dataclasses.replace`. Two families never mix:
what we *measured* from bytes (:class:`Probe`, :class:`Keyframe`, :class:`Fingerprint`,
:class:`Match`) and what somebody *said* (:class:`Claim`: the article, the poster, the platform, the
file's own metadata). Nothing is promoted from the second to the first.

Times in a stream are exact :class:`~fractions.Fraction` seconds. Calendar times are one of three
types, because a time without a zone must not pass for one with: :class:`Instant`,
:class:`ZonelessTime`, :class:`CalendarDay`.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from provenance.errors import InputError

ReferenceId = NewType("ReferenceId", str)
"""``r`` and 8 hexadecimal digits, derived from the article and what is cited: stable across runs."""
ClaimId = NewType("ClaimId", str)
"""``c`` and 8 hexadecimal digits, derived from the speaker and the words."""
ActivityId = NewType("ActivityId", str)
Slug = NewType("Slug", str)
"""Lower-case platform name (``twitter`` also for X); see :data:`FILE` and :data:`SOCIAL`."""

FILE = Slug("file")
"""A direct media file, or a page's own player."""
SOCIAL = Slug("social")
"""The words speak of a social network without naming it."""


# ── identity ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Digest:
    """A cryptographic digest (never a perceptual one); prints as ``sha256:…``."""

    algorithm: str = "sha256"
    value: str
    """Lower-case hexadecimal."""

    def __post_init__(self) -> None:
        if self.algorithm != "sha256" or not re.fullmatch(r"[0-9a-f]{64}", self.value):
            raise InputError(f"expected sha256 and 64 lower-case hex digits, got {self.algorithm}:{self.value}")

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.value}"

    @property
    def short(self) -> str:
        """The first 12 hexadecimal digits, for people."""
        return self.value[:12]

    @classmethod
    def of(cls, data: bytes) -> "Digest":
        """The SHA-256 digest of ``data``."""
        return cls(value=hashlib.sha256(data).hexdigest())

    @classmethod
    def parse(cls, text: str) -> "Digest":
        """Read ``sha256:…`` back.

        Raises:
            InputError: not such a string.
        """
        algorithm, _, value = text.partition(":")
        return cls(algorithm=algorithm, value=value)


def stable_id(prefix: str, *parts: object) -> str:
    """``prefix`` and 8 hexadecimal digits that depend on ``parts`` alone, so that re-reading renames nothing."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return prefix + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


# ── time ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Instant:
    """A moment in UTC."""

    value: datetime

    def __post_init__(self) -> None:
        if self.value.tzinfo is None:
            raise ValueError(f"expected an aware time, got {self.value!r}")
        object.__setattr__(self, "value", self.value.astimezone(UTC))

    def __str__(self) -> str:
        return self.value.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ZonelessTime:
    """A wall-clock time whose zone nobody stated (EXIF, QuickTime ``mvhd``, some pages)."""

    value: datetime

    def __post_init__(self) -> None:
        if self.value.tzinfo is not None:
            raise ValueError(f"expected a time without a zone, got {self.value!r}")

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CalendarDay:
    """A day, no finer (yt-dlp's ``upload_date``, many bylines)."""

    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


Timestamp = Instant | ZonelessTime | CalendarDay


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInterval:
    """The days that words such as "dimanche" or "en juin 2022" mean.

    ``start`` and ``end`` (inclusive) are ``None`` when the words could not be resolved, for example
    because the article's own date is unknown; the words are kept all the same.
    """

    words: str
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return ""
        return self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TimeRange:
    """Half-open stretch of a stream, exact seconds from its start."""

    start: Fraction
    end: Fraction

    @property
    def length(self) -> Fraction:
        """Seconds."""
        return self.end - self.start


# ── articles and what they cite ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters ``start``–``end`` (half-open, code points) of :attr:`Article.text`, and those very words."""

    start: int
    end: int
    quote: str


class BlockKind(StrEnum):
    """What a stretch of an article's text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    CAPTION = "caption"
    CHROME = "chrome"
    """Site furniture that stands inside the saved text (cookie line, "Related Articles"): never read for claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-like stretch of :attr:`Article.text`."""

    kind: BlockKind
    start: int
    end: int
    element: str | None = None
    """XPath of the element it came from; ``None`` for plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page or text as it was read. The original bytes are kept in the case under :attr:`digest`."""

    digest: Digest
    source: str
    """What the analyst gave: a path, a URL, or ``-``."""
    media_type: str
    """``text/html`` or ``text/plain``."""
    text: str
    """Title, then body, boilerplate left out or marked as :attr:`BlockKind.CHROME`; blocks joined by blank lines."""
    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    """The page's own canonical address, as it states it."""
    language: str | None = None
    """Lower-case ISO 639-1 code; ``None`` when unknown."""
    published: Timestamp | None = None
    modified: Timestamp | None = None

    def span(self, start: int, end: int) -> Span:
        """The words at ``start``–``end``."""
        return Span(start=start, end=end, quote=self.text[start:end])


class ReferenceKind(StrEnum):
    """How an article cites a video."""

    EMBED = "embed"
    LINK = "link"
    FILE = "file"
    MENTION = "mention"
    """Words alone, no URL."""


class Role(StrEnum):
    """Whether the article cites it, or the site around the article does."""

    ARTICLE = "article"
    CHROME = "chrome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place in the article where a reference stands: a span of the text, an element of the page, or both."""

    kind: ReferenceKind
    quote: str
    """The exact words (for an element without words: the words around it, or its alt text; may be empty)."""
    span: Span | None = None
    element: str | None = None
    """XPath of the element."""
    where: str = ""
    """What it stood in, for people: ``iframe``, ``blockquote``, ``JSON-LD contentUrl``, ``og:video``, ``sentence``."""


class HintOrigin(StrEnum):
    """Where a hint of a lost embed stands."""

    CAPTION = "caption"
    ALT = "alt"
    FILE_NAME = "file-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A caption, alt text or file name that speaks of a video which the page no longer shows."""

    text: str
    origin: HintOrigin
    span: Span | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoReference:
    """One video (or post) that an article cites, with every place where it does."""

    id: ReferenceId
    article: Digest
    platform: Slug
    kind: ReferenceKind
    citations: tuple[Citation, ...]
    """At least one; the first is the strongest (embed before link before mention)."""
    platform_id: str | None = None
    url: str | None = None
    """Canonical URL; ``None`` for a mention."""
    account: str | None = None
    role: Role = Role.ARTICLE
    role_reason: str = ""
    hints: tuple[Hint, ...] = ()

    @property
    def quote(self) -> str:
        """The words of the first place that has any."""
        return next((c.quote for c in self.citations if c.quote), "")


class ReferenceState(StrEnum):
    """What has become of a reference. Derived from the records, never stored."""

    UNRESOLVED = "unresolved"
    """A mention without a post."""
    PENDING = "pending"
    ACQUIRED = "acquired"
    ATTACHED = "attached"
    """The analyst brought the file."""
    UNAVAILABLE = "unavailable"


# ── claims ──────────────────────────────────────────────────────────────────────────────────────


class AgentKind(StrEnum):
    """What sort of speaker or actor an agent is."""

    ARTICLE = "article"
    PERSON = "person"
    ORGANISATION = "organisation"
    ACCOUNT = "account"
    PLATFORM = "platform"
    FILE = "file"
    """The metadata written in a media file."""
    UNNAMED = "unnamed"
    """Passive voice or "experts": somebody, unnamed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """A person, outlet, account or source of words; named, or only described, or unnamed."""

    kind: AgentKind
    name: str | None = None
    description: str | None = None
    """Verbatim, e.g. "un ancien membre de l'armée canadienne"."""

    def __str__(self) -> str:
        return self.name or self.description or self.kind.value


class ClaimKind(StrEnum):
    """What is said."""

    POSTED_BY = "posted_by"
    POSTED_ON = "posted_on"
    """When it was posted (platform: see the reference)."""
    POSTER_BACKGROUND = "poster_background"
    """Something said of the poster, e.g. that he joined a unit."""
    REPOSTED_FROM = "reposted_from"
    FILMED_BY = "filmed_by"
    FILMED_AT = "filmed_at"
    FILMED_ON = "filmed_on"
    SHOWS = "shows"
    HAPPENED = "happened"
    VERIFIED_BY = "verified_by"
    DENIED_BY = "denied_by"
    GENERATED_BY_AI = "generated_by_ai"
    STAGED = "staged"


class HedgeLevel(StrEnum):
    """How sure the words are; the words themselves are kept beside it."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    DOUBTFUL = "doubtful"
    DENIED = "denied"


class HedgeScope(StrEnum):
    """Which part of the statement the reserve concerns."""

    POSTER = "poster"
    PLACE = "place"
    TIME = "time"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedge:
    """Words of reserve, verbatim, e.g. "aurait rejoint"."""

    words: str
    level: HedgeLevel
    scope: HedgeScope


class ClaimStatus(StrEnum):
    """On whose word, and with what reserve."""

    CLAIMED = "claimed"
    """The article or the poster says so."""
    CONFIRMED = "confirmed"
    """Said to be verified by somebody."""
    ATTRIBUTED = "attributed"
    """Somebody named or described says so."""
    HEDGED = "hedged"
    DENIED = "denied"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place on Earth that words were resolved to, or that metadata states."""

    name: str
    """The surface form: the words as they stood."""
    lat: float
    """Degrees north, WGS 84."""
    lon: float
    """Degrees east, WGS 84."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    radius_m: float | None = None
    """Uncertainty in metres. Zero is invalid; ``None`` means unknown (Darwin Core)."""
    resolved_name: str | None = None
    """The gazetteer's own name, e.g. "Siverskodonetsk"."""
    gazetteer_id: str | None = None
    """E.g. ``geonames:693838``."""
    score: float | None = None
    """0–1 share of the resolver's belief in this candidate; compare only within one resolution."""
    alternatives: tuple[str, ...] = ()
    """Other candidates, for people: "Name, region, CC (lat, lon)"."""

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"expected latitude ±90 and longitude ±180, got {self.lat}, {self.lon}")
        if self.radius_m is not None and not self.radius_m > 0:
            raise ValueError(f"expected a radius above 0 m or None, got {self.radius_m}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something somebody said about a video, in the source's own words."""

    id: ClaimId
    kind: ClaimKind
    value: str
    """The words that carry the content, verbatim (a poster's description, a toponym, a date's words)."""
    asserted_by: Agent
    status: ClaimStatus
    quote: str
    """The words it rests on, whole (usually the sentence)."""
    about: ReferenceId | Digest | None = None
    """Reference or media; ``None`` for a statement about nothing cited."""
    article: Digest | None = None
    """The article it stands in; ``None`` for the platform's or the file's own word."""
    span: Span | None = None
    """Where the quote stands in the article; ``None`` for the platform's or the file's own word."""
    place: Place | None = None
    date: DateInterval | None = None
    hedges: tuple[Hedge, ...] = ()
    said_at: Timestamp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one article gave."""

    article: Article
    references: tuple[VideoReference, ...]
    claims: tuple[Claim, ...]
    notes: tuple[str, ...] = ()
    """What the reader could not do, for people: "language unknown: sentences were not read"."""


# ── acquisition ─────────────────────────────────────────────────────────────────────────────────


class Availability(StrEnum):
    """Closed set of outcomes of an attempt to get media."""

    AVAILABLE = "available"
    DELETED = "deleted"
    PRIVATE = "private"
    LOGIN_REQUIRED = "login-required"
    GEO_BLOCKED = "geo-blocked"
    AGE_GATED = "age-gated"
    RATE_LIMITED = "rate-limited"
    LIVE = "live"
    UNSUPPORTED = "unsupported"
    REFUSED = "refused"
    """By our own guard or limits (private address, over the size limit)."""
    NETWORK_ERROR = "network-error"
    UNKNOWN = "unknown"


TRANSIENT = frozenset(
    {Availability.RATE_LIMITED, Availability.LIVE, Availability.REFUSED, Availability.NETWORK_ERROR, Availability.UNKNOWN}
)
"""Outcomes that a later run tries again by itself (``refused``: the analyst may allow the host next time)."""


class FileRole(StrEnum):
    """What a kept file is to its reference."""

    MEDIA = "media"
    THUMBNAIL = "thumbnail"
    SUBTITLES = "subtitles"
    INFO = "info"
    """The platform's answer, as JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file in the case, content-addressed."""

    digest: Digest
    role: FileRole
    size: int
    """Bytes."""
    name: str
    """The name it came with: hostile text, for showing only."""
    suffix: str
    """``.mp4`` and the like: lower-case letters and digits, from a closed alphabet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try at getting a reference's media."""

    reference: ReferenceId
    url: str
    tool: str
    version: str
    outcome: Availability
    message: str
    """The tool's raw words; hostile text."""
    started: Instant
    ended: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The analyst found the post that a mention speaks of."""

    reference: ReferenceId
    platform: Slug
    platform_id: str | None
    url: str
    note: str
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """The files that belong to a reference, however they were had."""

    reference: ReferenceId
    files: tuple[KeptFile, ...]
    at: Instant
    by_hand: bool = False
    """The analyst attached it."""
    note: str = ""
    """How the analyst got it."""


# ── measured from bytes ─────────────────────────────────────────────────────────────────────────


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
class Tag:
    """One metadata value with the place it was read from; hostile text."""

    source: str
    """``container``, ``stream 0``, ``EXIF``, ``QuickTime mdta``…"""
    key: str
    value: str


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
    """A small JPEG of it, kept in the case."""


class MatchRelation(StrEnum):
    """Two findings that must never mix."""

    SAME_FOOTAGE = "same_footage"
    """The same recording."""
    SAME_SCENE = "same_scene"
    """The same camera or place at another moment: a lead, not a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the query and the stretch of the compared video that shows the same."""

    query: TimeRange
    compared: TimeRange


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
    """Small JPEGs of ``pairs``, kept in the case."""


# ── the chain ───────────────────────────────────────────────────────────────────────────────────


class DerivationRelation(StrEnum):
    """W3C PROV relation between a child and its parent."""

    WAS_QUOTED_FROM = "wasQuotedFrom"
    """An article cites a post."""
    SPECIALIZATION_OF = "specializationOf"
    """A downloaded file is the post's media."""
    WAS_DERIVED_FROM = "wasDerivedFrom"
    """A copy, edited or not."""
    ALTERNATE_OF = "alternateOf"
    """Same footage; who copied whom is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for (or against) a derivation."""

    words: str
    supports: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """An edge of the chain. Ends are ids as printed: an article's or media's digest, or a reference id."""

    child: str
    parent: str
    relation: DerivationRelation
    evidence: tuple[Evidence, ...]
    confidence: float
    """0–1: how far the evidence carries the *direction and relation*, not how alike the pictures are."""


# ── the record of what was done ─────────────────────────────────────────────────────────────────


class ActivityKind(StrEnum):
    """A stage of the pipeline, or an act of the analyst."""

    READ = "read"
    ACQUIRE = "acquire"
    ATTACH = "attach"
    RESOLVE = "resolve"
    INSPECT = "inspect"
    FINGERPRINT = "fingerprint"
    MATCH = "match"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One step that was taken; every result in a case belongs to one."""

    id: ActivityId
    kind: ActivityKind
    subject: str
    """What it was about: a source, a reference id, a digest."""
    tool: str
    version: str
    options: tuple[tuple[str, str], ...]
    started: Instant
    ended: Instant
    ok: bool
    message: str = ""
    """The outcome, for people; the error's words where ``ok`` is false. May hold hostile text."""
    requests: tuple[str, ...] = ()
    """URLs that were contacted, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRecord:
    """A reference with what has become of it."""

    reference: VideoReference
    state: ReferenceState
    resolution: Resolution | None = None
    attempts: tuple[Attempt, ...] = ()
    acquisition: Acquisition | None = None

    @property
    def url(self) -> str | None:
        """Where its media is to be had: the analyst's resolution before the article's own URL."""
        return self.resolution.url if self.resolution else self.reference.url

    @property
    def platform(self) -> Slug:
        """The resolved platform, where the words named none."""
        return self.resolution.platform if self.resolution else self.reference.platform

    @property
    def media(self) -> tuple[Digest, ...]:
        """Digests of its media files (thumbnails and the like left out)."""
        files = self.acquisition.files if self.acquisition else ()
        return tuple(f.digest for f in files if f.role is FileRole.MEDIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRecord:
    """A media file with what was measured from it and what it says of itself."""

    file: KeptFile
    references: tuple[ReferenceId, ...]
    probe: Probe | None = None
    keyframes: tuple[Keyframe, ...] = ()
    problem: str = ""
    """Why it could not be inspected or fingerprinted; empty when all went well."""
    companions: tuple[tuple[KeptFile, Probe | None], ...] = ()
    """Thumbnails, subtitles and the platform's answer that came with it, and what was measured from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """An article with its references and the claims it makes."""

    reading: Reading
    references: tuple[ReferenceRecord, ...]
    read_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a report needs, read from the case in one go."""

    case: str
    """The case's name (its folder's)."""
    taken_at: Instant
    program_version: str
    articles: tuple[ArticleRecord, ...] = ()
    media: tuple[MediaRecord, ...] = ()
    claims: tuple[Claim, ...] = ()
    """Said by platforms and files; the articles' own stand with their reading."""
    matches: tuple[Match, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    activities: tuple[Activity, ...] = ()
    failures: tuple[Activity, ...] = ()
    """The last activity of each subject, where it failed."""
    pictures: Mapping[Digest, bytes] = field(default_factory=dict)
    """Small JPEGs of keyframes, thumbnails and match pairs."""


def state_of(
    reference: VideoReference, *, resolution: Resolution | None, attempts: tuple[Attempt, ...], acquisition: Acquisition | None
) -> ReferenceState:
    """What has become of ``reference``, from the records about it."""
    if acquisition is not None:
        return ReferenceState.ATTACHED if acquisition.by_hand else ReferenceState.ACQUIRED
    url = resolution.url if resolution else reference.url
    if url is None:
        return ReferenceState.UNRESOLVED
    # An attempt at an address that the analyst has since replaced says nothing about the new one.
    tried = [attempt for attempt in attempts if attempt.url == url]
    return ReferenceState.UNAVAILABLE if tried and tried[-1].outcome is not Availability.AVAILABLE else ReferenceState.PENDING
