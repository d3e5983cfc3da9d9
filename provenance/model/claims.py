"""What somebody said: speakers, places, hedges, status. Never what we measured."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.articles import Article, Span, VideoReference
from provenance.model.identity import ClaimId, Digest, ReferenceId
from provenance.model.time import DateInterval, InstantInterval, TimeRange, Timestamp

__all__ = [
    "Agent",
    "AgentKind",
    "Claim",
    "ClaimKind",
    "ClaimStatus",
    "DatedWords",
    "Hedge",
    "HedgeLevel",
    "HedgeScope",
    "Place",
    "Reading",
]


class AgentKind(StrEnum):
    """What sort of speaker or actor an agent is."""

    ARTICLE = "article"
    PERSON = "person"
    ORGANISATION = "organisation"
    ACCOUNT = "account"
    PLATFORM = "platform"
    FILE = "file"
    """The metadata written in a media file."""
    ARCHIVE = "archive"
    """A web archive, by its catalogue."""
    SIGNER = "signer"
    """Whoever signed a file's credentials, by the name in the certificate."""
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
    ARCHIVED_ON = "archived_on"
    """When a web archive captured it: it was public by then."""
    CREATED_ON = "created_on"
    """When a file was written, by its own container: of a copy, when it was copied."""
    SHOWS = "shows"
    HAPPENED = "happened"
    VERIFIED_BY = "verified_by"
    DENIED_BY = "denied_by"
    GENERATED_BY_AI = "generated_by_ai"
    STAGED = "staged"
    EDITED = "edited"
    """What was done to it, by whoever signed its credentials: an action of C2PA."""
    MADE_FROM = "made_from"
    """An ingredient, by whoever signed its credentials."""


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
    kind: str | None = None
    """``city``, ``division``, ``country`` or ``region`` (a continent), as the gazetteer says; ``None`` when unknown."""
    division: str | None = None
    """GeoNames code of its first-order division, e.g. ``UA.17``; ``None`` when unknown."""
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
    moments: InstantInterval | None = None
    """The time of day too, where it is stated with its zone."""
    segment: TimeRange | None = None
    """The stretch of the media that it is about; ``None`` for all of it."""
    url: str = ""
    """Where it was said; empty where the article or the file itself says it."""

    @property
    def unsigned(self) -> bool:
        """Whether its article says it, and of who wrote that nothing is known: which article is all there is to tell."""
        speaker = self.asserted_by
        return self.article is not None and speaker.kind is AgentKind.ARTICLE and str(speaker) == speaker.kind.value


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedWords:
    """Words for a day or days anywhere in an article, whatever they are said of."""

    span: Span
    date: DateInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one article gave."""

    article: Article
    references: tuple[VideoReference, ...]
    claims: tuple[Claim, ...]
    dates: tuple[DatedWords, ...] = ()
    """Every day that the text names, in its order; the claims hold those that are said of footage."""
    notes: tuple[str, ...] = ()
    """How it was read where that is not a matter of course, for people: "language unknown: sentences were not read"."""
