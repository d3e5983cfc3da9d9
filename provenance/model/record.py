"""What was done, what has become of each reference, and the snapshot that a report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from provenance.model.acquisition import Acquisition, Attempt, Availability, FileRole, KeptFile, Resolution
from provenance.model.archives import Lookup
from provenance.model.articles import ReferenceState, VideoReference
from provenance.model.captures import Capture, PagePicture
from provenance.model.chain import Derivation
from provenance.model.claims import Claim, Reading
from provenance.model.identity import ActivityId, Digest, ReferenceId, Slug
from provenance.model.measured import Keyframe, Match, Probe
from provenance.model.reviews import Review
from provenance.model.time import Instant

__all__ = [
    "INTERRUPTED",
    "QUEUED",
    "WAITING",
    "Activity",
    "ActivityKind",
    "ArticleRecord",
    "LogState",
    "MediaRecord",
    "ReferenceRecord",
    "Snapshot",
    "Town",
    "state_of",
]


INTERRUPTED = "interrupted"
"""Of a step that the analyst stopped, in the place of an error's class."""
QUEUED, WAITING = "queued", "waiting"
"""Of a time-stamp that is under way, in the place of an error's class: still to be sent; promised, and not in a block yet."""


class ActivityKind(StrEnum):
    """A stage of the pipeline, or an act of the analyst."""

    LIST = "list"
    """A list of addresses was read."""
    READ = "read"
    PICTURE = "picture"
    """A page was drawn from its kept bytes."""
    ACQUIRE = "acquire"
    RECHECK = "recheck"
    """What was tried before was asked for again, without downloading it."""
    LOOK_UP = "look-up"
    """A web archive was asked what it holds of an address."""
    ATTACH = "attach"
    IMPORT = "import"
    """What another program exported was taken in."""
    RESOLVE = "resolve"
    INSPECT = "inspect"
    FINGERPRINT = "fingerprint"
    MATCH = "match"
    REVIEW = "review"
    """A person decided something."""
    REPORT = "report"
    ADOPT = "adopt"
    """A case made before there was a custody log was found as it is."""
    TIMESTAMP = "timestamp"
    """An authority was asked to put the time under the seal."""
    BUNDLE = "bundle"
    """A copy of the case was made to be handed on."""


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
    error: str = ""
    """The class of the error where ``ok`` is false; tells what would fail again from what may pass."""
    message: str = ""
    """The outcome, for people; the error's words where ``ok`` is false. May hold hostile text."""
    reason: Availability | None = None
    """Why the article or list that was asked of a server was not had."""
    requests: tuple[str, ...] = ()
    """URLs that were contacted, in order."""
    by: str = ""
    """Name of the person who decided; empty for what the program did by itself."""

    @property
    def pending(self) -> bool:
        """Whether it is under way and no fault: a time-stamp that is queued, or promised and waiting for its block."""
        return self.kind is ActivityKind.TIMESTAMP and self.error in {QUEUED, WAITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRecord:
    """A reference with what has become of it."""

    reference: VideoReference
    state: ReferenceState
    resolution: Resolution | None = None
    attempts: tuple[Attempt, ...] = ()
    acquisition: Acquisition | None = None
    lookups: tuple[Lookup, ...] = ()
    """Every question to a web archive about its address, the oldest first."""

    @property
    def url(self) -> str | None:
        """Where its media is to be had: the analyst's resolution before the article's own URL."""
        return self.resolution.url if self.resolution else self.reference.url

    @property
    def platform(self) -> Slug:
        """The resolved platform, where the words named none."""
        return self.resolution.platform if self.resolution else self.reference.platform

    @property
    def tried(self) -> tuple[Attempt, ...]:
        """The attempts at that address; those at an earlier one say nothing about it."""
        return tuple(attempt for attempt in self.attempts if attempt.url == self.url)

    @property
    def outcome(self) -> Availability | None:
        """Of the last attempt; ``None`` where nobody tried."""
        return self.tried[-1].outcome if self.tried else None

    @property
    def looked_up(self) -> bool:
        """Whether a web archive has told what it holds of its address."""
        return any(lookup.answered for lookup in self.lookups)

    @property
    def media(self) -> tuple[Digest, ...]:
        """Digests of its media files (thumbnails and the like left out)."""
        files = self.acquisition.files if self.acquisition else ()
        return tuple(f.digest for f in files if f.role is FileRole.MEDIA)

    @property
    def named(self) -> tuple[Digest, ...]:
        """Digests of the pictures that its page names."""
        files = self.acquisition.files if self.acquisition else ()
        return tuple(f.digest for f in files if f.role is FileRole.PICTURE)


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

    @property
    def posted_in(self) -> tuple[ReferenceId, ...]:
        """The references that hold it. A picture that a page merely names says nothing of what was posted there."""
        return self.references if self.file.role is FileRole.MEDIA else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """An article with its references and the claims it makes."""

    reading: Reading
    references: tuple[ReferenceRecord, ...]
    read_at: Instant
    sources: tuple[str, ...] = ()
    """Every path or address that gave these bytes, the first first."""
    captures: tuple[Capture, ...] = ()
    """Every fetch of its page, the first first; none for a file."""
    picture: PagePicture | None = None
    """How a browser draws it; ``None`` where that was not asked for."""
    lookups: tuple[Lookup, ...] = ()
    """Every question to a web archive about its address, the oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogState:
    """How far the custody log had come when the snapshot was taken: a later log must still hold this line."""

    count: int
    """Lines."""
    head: Digest
    """Of the last one."""
    key: Digest | None
    """Fingerprint of the key that seals the case; ``None`` where it is not sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town of the gazetteer, drawn on maps to tell where a place is; nobody in the case speaks of it."""

    name: str
    lat: float
    lon: float
    """Degrees."""
    population: int


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
    """The last activity of each article, address or file, where it failed."""
    pictures: Mapping[Digest, bytes] = field(default_factory=dict)
    """Small pictures (WebP) of keyframes, thumbnails and match pairs."""
    reviews: tuple[Review, ...] = ()
    """Every decision of a person, oldest first, also those withdrawn; see :class:`provenance.chain.Standing`."""
    custody: LogState | None = None
    """``None`` without a case."""
    towns: tuple[Town, ...] = ()
    """Around the places spoken of, the most populous first; none where the machine has no gazetteer yet."""


def state_of(
    reference: VideoReference, *, resolution: Resolution | None, attempts: tuple[Attempt, ...], acquisition: Acquisition | None
) -> ReferenceState:
    """What has become of ``reference``, from the records about it."""
    url = resolution.url if resolution else reference.url
    if acquisition is not None and acquisition.by_hand and not acquisition.only_named:
        return ReferenceState.ATTACHED
    if acquisition is not None and acquisition.url in {None, url} and not acquisition.only_named:
        return ReferenceState.ARCHIVED if acquisition.archived else ReferenceState.ACQUIRED
    if url is None:
        return ReferenceState.UNRESOLVED
    # An attempt at an address that the analyst has since replaced says nothing about the new one.
    tried = [attempt for attempt in attempts if attempt.url == url]
    return ReferenceState.UNAVAILABLE if tried and tried[-1].outcome is not Availability.AVAILABLE else ReferenceState.PENDING
