"""Statements of different speakers that say the same of one video. Agreement is no proof: one may repeat the other."""

from collections.abc import Callable, Mapping

from provenance.chain.dates import said_days
from provenance.chain.places import apart, breadth
from provenance.chain.subjects import Subjects
from provenance.model import AgentKind, Claim, ClaimId, ClaimKind, ClaimStatus, Snapshot

__all__ = ["agreements"]

LOOKED_AT = 60
"""Statements of one kind about one video that are held against each other."""
WIDEST = 1
"""A division; that two speakers name the same country says little."""


def agreements(snapshot: Snapshot) -> Mapping[ClaimId, tuple[Claim, ...]]:
    """For each statement those of others that say the same of the same video; statements that nobody shares are left out."""
    subjects = Subjects.of(snapshot)
    found: dict[ClaimId, tuple[Claim, ...]] = {}
    for claims in subjects.claims.values():
        by_kind: dict[ClaimKind, list[Claim]] = {}
        for claim in claims:
            if claim.status is not ClaimStatus.DENIED:
                by_kind.setdefault(claim.kind, []).append(claim)
        for alike in by_kind.values():
            held = alike[:LOOKED_AT]
            for claim in held:
                same = tuple(other for other in held if _speaker(other) != _speaker(claim) and _agree(claim, other))
                if same:
                    found[claim.id] = same
    return found


def _speaker(claim: Claim) -> tuple[object, ...]:
    """An article is a speaker of its own; somebody unnamed may be anybody."""
    own = claim.article if claim.asserted_by.kind in {AgentKind.ARTICLE, AgentKind.UNNAMED} else None
    return claim.asserted_by, own


def _agree(one: Claim, other: Claim) -> bool:
    return _TESTS.get(one.kind, _same_words)(one, other)


def _same_place(one: Claim, other: Claim) -> bool:
    if one.place is None or other.place is None:
        return _same_words(one, other)
    return max(breadth(one.place), breadth(other.place)) <= WIDEST and not apart(one.place, other.place)


def _same_days(one: Claim, other: Claim) -> bool:
    here, there = said_days(one), said_days(other)
    if here is None or there is None:
        return _same_words(one, other)
    return not here.before(there) and not there.before(here)


def _same_words(one: Claim, other: Claim) -> bool:
    return one.value.casefold().strip() == other.value.casefold().strip()


_TESTS: Mapping[ClaimKind, Callable[[Claim, Claim], bool]] = {
    ClaimKind.FILMED_AT: _same_place,
    ClaimKind.FILMED_ON: _same_days,
    ClaimKind.HAPPENED: _same_days,
    ClaimKind.POSTED_ON: _same_days,
}
