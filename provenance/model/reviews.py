"""What people decide about a case: every decision is an entry of its own, and a later one never erases an earlier one."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.claims import Claim
from provenance.model.geolocation import Geolocation
from provenance.model.identity import ActivityId, ClaimId, Digest, ReferenceId, ReviewId
from provenance.model.measured import Match, MatchRelation
from provenance.model.time import Instant

__all__ = [
    "CategoryDecision",
    "ClaimEntry",
    "ClaimStance",
    "GeolocationEntry",
    "MatchDecision",
    "MatchVerdict",
    "Matter",
    "MediaCategory",
    "ReferenceDecision",
    "ReferenceVerdict",
    "Review",
    "Stance",
    "Withdrawal",
    "match_slot",
]


class MatchVerdict(StrEnum):
    """What a person sees in a match."""

    CONFIRMED = "confirmed"
    """It is what the program takes it for."""
    REJECTED = "rejected"
    SAME_SCENE = "same_scene"
    """The same place or camera at another moment, not the same recording."""


class ReferenceVerdict(StrEnum):
    """What a person makes of words that the program took for a reference to a video."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    """No video is meant."""
    SAME_AS = "same_as"
    """It means the same video as another reference."""


class Stance(StrEnum):
    """For or against a claim."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"


class MediaCategory(StrEnum):
    """schema.org's MediaManipulationRatingEnumeration (https://schema.org/mediaAuthenticityCategory); a person's judgement."""

    ORIGINAL = "OriginalMediaContent"
    DECONTEXTUALIZED = "DecontextualizedContent"
    EDITED_OR_CROPPED = "EditedOrCroppedContent"
    TRANSFORMED = "TransformedContent"
    STAGED = "StagedContent"
    SATIRE_OR_PARODY = "SatireOrParodyContent"


def match_slot(one: Digest, other: Digest, relation: MatchRelation) -> str:
    """What a decision about a match is about; the same from either side."""
    return f"match {' '.join(sorted((str(one), str(other))))} {relation.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchDecision:
    """About one finding between two files, from whichever side it was found."""

    query: Digest
    compared: Digest
    relation: MatchRelation
    """As the program found it."""
    verdict: MatchVerdict

    @classmethod
    def of(cls, match: Match, verdict: MatchVerdict) -> "MatchDecision":
        """A verdict on ``match``."""
        return cls(query=match.query, compared=match.compared.digest, relation=match.relation, verdict=verdict)

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return match_slot(self.query, self.compared, self.relation)

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return self.verdict.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDecision:
    """About a reference, a mention above all."""

    reference: ReferenceId
    verdict: ReferenceVerdict
    same_as: ReferenceId | None = None
    """The other reference, where the verdict says so."""

    def __post_init__(self) -> None:
        if (self.verdict is ReferenceVerdict.SAME_AS) != (self.same_as is not None) or self.same_as == self.reference:
            raise ValueError("expected another reference with the verdict same_as, and none with any other verdict")

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"reference {self.reference}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return f"same as {self.same_as}" if self.same_as else self.verdict.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A claim that a person found somewhere and wrote down; its speaker is in the claim."""

    claim: Claim

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"claim {self.claim.id}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return f"{self.claim.asserted_by}: {self.claim.kind.value.replace('_', ' ')} {self.claim.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimStance:
    """A reviewer speaks for or against a claim; one word of each reviewer stands."""

    claim: ClaimId
    stance: Stance
    grounds: tuple[str, ...] = ()
    """Ids of claims, reviews and references, digests and addresses that it rests on."""

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"stance {self.claim}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return self.stance.value


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDecision:
    """What sort of media it is, in schema.org's words."""

    about: ReferenceId | Digest
    category: MediaCategory
    original_url: str = ""
    """Where the original can be seen (``originalMediaLink``)."""
    original_context: str = ""
    """What the original shows and where it comes from (``originalMediaContextDescription``)."""

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"category {self.about}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return self.category.value


@dataclass(frozen=True, slots=True, kw_only=True)
class GeolocationEntry:
    """A geolocation that a person made, or found and wrote down."""

    geolocation: Geolocation

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"geolocation {self.geolocation.id}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return f"{self.geolocation.claimant}: {self.geolocation.point} {self.geolocation.place}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An earlier decision is taken back; both stay in the case."""

    review: ReviewId

    @property
    def slot(self) -> str:
        """See :attr:`Review.slot`."""
        return f"withdrawal {self.review}"

    @property
    def words(self) -> str:
        """What is decided, for people; may hold hostile text."""
        return f"takes back {self.review}"


Matter = MatchDecision | ReferenceDecision | ClaimEntry | ClaimStance | CategoryDecision | GeolocationEntry | Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One decision of one person."""

    id: ReviewId
    activity: ActivityId
    by: str
    """The reviewer's name as he gave it; hostile text in a stranger's case."""
    at: Instant
    matter: Matter
    note: str = ""
    """Why, in the reviewer's words."""

    @property
    def slot(self) -> str:
        """What it is about: of several decisions about one thing the latest stands. Of a claim each reviewer has one."""
        return f"{self.matter.slot} {self.by}" if isinstance(self.matter, ClaimStance) else self.matter.slot
