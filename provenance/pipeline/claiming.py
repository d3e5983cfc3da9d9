"""A claim that a person writes down: what is asked of him, and the claim that it makes."""

from dataclasses import dataclass

from provenance.errors import UsageError
from provenance.model import (
    Agent,
    AgentKind,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Digest,
    Hedge,
    HedgeLevel,
    HedgeScope,
    InstantInterval,
    Place,
    ReferenceId,
    TimeRange,
    Timestamp,
    stable_id,
)

__all__ = ["NewClaim", "claim_of"]

SCOPES = {
    ClaimKind.POSTED_BY: HedgeScope.POSTER,
    ClaimKind.POSTER_BACKGROUND: HedgeScope.POSTER,
    ClaimKind.FILMED_BY: HedgeScope.POSTER,
    ClaimKind.FILMED_AT: HedgeScope.PLACE,
    ClaimKind.FILMED_ON: HedgeScope.TIME,
    ClaimKind.POSTED_ON: HedgeScope.TIME,
    ClaimKind.HAPPENED: HedgeScope.TIME,
}
"""What a word of reserve concerns, where it is not said; the content for the other kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClaim:
    """What somebody said, as the reviewer gives it."""

    kind: ClaimKind
    value: str
    """The words that carry the content, verbatim."""
    speaker: Agent
    quote: str = ""
    """The whole words; the value where they are not given."""
    hedge: str = ""
    """The words of reserve, verbatim."""
    level: HedgeLevel | None = None
    """What the reviewer takes them for."""
    status: ClaimStatus | None = None
    """``None``: denied or hedged by the level, attributed to a named or described speaker, else claimed."""
    place: Place | None = None
    date: DateInterval | None = None
    moments: InstantInterval | None = None
    said_at: Timestamp | None = None
    url: str = ""
    """Where it was said."""
    segment: TimeRange | None = None


def claim_of(new: NewClaim, *, about: ReferenceId | Digest | None) -> Claim:
    """The claim; told again, it has the same id.

    Raises:
        UsageError: words of reserve without what they are taken for, or no content.
    """
    if not new.value.strip():
        raise UsageError(f"{new.kind.value}: expected what is claimed, found nothing")
    if new.hedge and new.level is None:
        raise UsageError(
            f"“{new.hedge}”: expected what the words of reserve are taken for ({', '.join(HedgeLevel)}), found nothing"
        )
    hedges = (Hedge(words=new.hedge, level=new.level, scope=SCOPES.get(new.kind, HedgeScope.CONTENT)),) if new.level else ()
    quote = new.quote or new.value
    parts = ("entered", new.kind, new.value, about, new.speaker.kind, new.speaker, quote, new.url, new.segment, new.moments)
    return Claim(
        id=ClaimId(stable_id("c", *parts)),
        kind=new.kind,
        value=new.value,
        asserted_by=new.speaker,
        status=new.status or _status(new),
        quote=quote,
        about=about,
        place=new.place,
        date=new.date or _days(new.moments),
        hedges=hedges,
        said_at=new.said_at,
        moments=new.moments,
        segment=new.segment,
        url=new.url,
    )


def _status(new: NewClaim) -> ClaimStatus:
    if new.level is HedgeLevel.DENIED:
        return ClaimStatus.DENIED
    if new.level not in {None, HedgeLevel.CERTAIN}:
        return ClaimStatus.HEDGED
    spoken = {AgentKind.PERSON, AgentKind.ORGANISATION, AgentKind.UNNAMED}
    return ClaimStatus.ATTRIBUTED if new.speaker.kind in spoken else ClaimStatus.CLAIMED


def _days(moments: InstantInterval | None) -> DateInterval | None:
    """The days, in the zone in which the moments were stated."""
    if moments is None:
        return None
    return DateInterval(words=str(moments), start=moments.start.stated.date(), end=moments.end.stated.date())
