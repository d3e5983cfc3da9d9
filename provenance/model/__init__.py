"""The domain types: what a case knows, and who said or measured each part of it.

Frozen values, tuples inside; change one with :func:`dataclasses.replace`. Two families never mix:
what we *measured* from bytes (:class:`Probe`, :class:`Keyframe`, :class:`Fingerprint`,
:class:`Match`) and what somebody *said* (:class:`Claim`: the article, the poster, the platform, the
file's own metadata). Nothing is promoted from the second to the first.

Times in a stream are exact :class:`~fractions.Fraction` seconds. Calendar times are one of three
types, because a time without a zone must not pass for one with: :class:`Instant`,
:class:`ZonelessTime`, :class:`CalendarDay`.
"""

from provenance.model.acquisition import TRANSIENT, Acquisition, Attempt, Availability, FileRole, KeptFile, Resolution
from provenance.model.articles import (
    Article,
    Block,
    BlockKind,
    Citation,
    Hint,
    HintOrigin,
    MediaKnown,
    ReferenceKind,
    ReferenceState,
    Role,
    Span,
    VideoReference,
)
from provenance.model.chain import Derivation, DerivationRelation, Evidence
from provenance.model.claims import (
    Agent,
    AgentKind,
    Claim,
    ClaimKind,
    ClaimStatus,
    DatedWords,
    Hedge,
    HedgeLevel,
    HedgeScope,
    Place,
    Reading,
)
from provenance.model.identity import FILE, SOCIAL, ActivityId, ClaimId, Digest, ReferenceId, Slug, stable_id
from provenance.model.measured import Compared, Edit, Fingerprint, Keyframe, Match, MatchRelation, Probe, Segment, Stream, Tag
from provenance.model.record import (
    Activity,
    ActivityKind,
    ArticleRecord,
    LogState,
    MediaRecord,
    ReferenceRecord,
    Snapshot,
    state_of,
)
from provenance.model.time import CalendarDay, DateInterval, Instant, RelativeDays, TimeRange, Timestamp, ZonelessTime
from provenance.model.uploads import IdentifierDate, Undated, UploadTime

__all__ = [
    "FILE",
    "SOCIAL",
    "TRANSIENT",
    "Acquisition",
    "Activity",
    "ActivityId",
    "ActivityKind",
    "Agent",
    "AgentKind",
    "Article",
    "ArticleRecord",
    "Attempt",
    "Availability",
    "Block",
    "BlockKind",
    "CalendarDay",
    "Citation",
    "Claim",
    "ClaimId",
    "ClaimKind",
    "ClaimStatus",
    "Compared",
    "DateInterval",
    "DatedWords",
    "Derivation",
    "DerivationRelation",
    "Digest",
    "Edit",
    "Evidence",
    "FileRole",
    "Fingerprint",
    "Hedge",
    "HedgeLevel",
    "HedgeScope",
    "Hint",
    "HintOrigin",
    "IdentifierDate",
    "Instant",
    "KeptFile",
    "Keyframe",
    "LogState",
    "Match",
    "MatchRelation",
    "MediaKnown",
    "MediaRecord",
    "Place",
    "Probe",
    "Reading",
    "ReferenceId",
    "ReferenceKind",
    "ReferenceRecord",
    "ReferenceState",
    "RelativeDays",
    "Resolution",
    "Role",
    "Segment",
    "Slug",
    "Snapshot",
    "Span",
    "Stream",
    "Tag",
    "TimeRange",
    "Timestamp",
    "Undated",
    "UploadTime",
    "VideoReference",
    "ZonelessTime",
    "stable_id",
    "state_of",
]
