"""What an article finds out over several sentences: a claimed place refuted by the next, another put in its place later.

Within one sentence ("not in X but in Y") :mod:`provenance.articles.stance` tells it; docs/decisions/0010.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.articles.claims import Passage
from provenance.model import AgentKind, Claim, ClaimId, ClaimKind, ClaimStatus, stable_id

__all__ = ["Said", "settled"]

Said = tuple[Passage, tuple[Claim, ...]]
"""A sentence with what it says of one piece of footage."""

_PLACES = frozenset({ClaimKind.FILMED_AT, ClaimKind.HAPPENED})
_OPENS = 3
"""Words before the verdict of a sentence that refutes the one before it: "But that is not true"."""
_NEXT = 1
"""Sentences between the two."""


def settled(said: Sequence[Said]) -> tuple[Said, ...]:
    """``said`` about one reference in reading order: places refuted by the next sentence *denied*, those stated flatly after a
    refutation *confirmed*.
    """
    marked = [(passage, tuple(found for c in claims for found in _refuted(c, passage, said))) for passage, claims in said]
    every = [c for _, claims in marked for c in claims]
    refuted = [c for c in every if _refutes(c)]
    since = min((c.span.start for c in refuted if c.span), default=None)
    denied = {c.value.casefold() for c in refuted}
    return tuple((passage, tuple(_found(c, since, denied) for c in claims)) for passage, claims in marked)


def _refutes(claim: Claim) -> bool:
    if claim.kind is ClaimKind.DENIED_BY:
        return claim.status is not ClaimStatus.DENIED
    return claim.kind in _PLACES and claim.status is ClaimStatus.DENIED


def _refuted(claim: Claim, passage: Passage, said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claim; where the sentence right behind it opens with a verdict on it ("This is false") what that says of the place.

    What somebody else claimed stays beside the verdict, as theirs; what the article stated in its own name it takes back.
    """
    if claim.kind not in _PLACES or claim.status not in {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED} or passage.headline:
        return (claim,)
    for behind, claims in said:
        verdict = next((c for c in claims if c.kind is ClaimKind.DENIED_BY and _refutes(c)), None)
        close = 0 < behind.number - passage.number <= _NEXT and not behind.headline
        if verdict and close and any(h.start <= _OPENS for h in behind.reading.scan.any("refuted")):
            denial = _denied(claim, verdict, passage, behind)
            return (denial,) if claim.asserted_by.kind is AgentKind.ARTICLE else (claim, denial)
    return (claim,)


def _denied(claim: Claim, verdict: Claim, passage: Passage, behind: Passage) -> Claim:
    """What the ``verdict`` says of the place: in the words of both sentences, by whoever gives it."""
    span = passage.article.span(passage.start, behind.span.end)
    return replace(
        claim,
        id=ClaimId(stable_id("c", claim.id, verdict.id)),
        status=ClaimStatus.DENIED,
        asserted_by=verdict.asserted_by,
        hedges=verdict.hedges,
        quote=span.quote,
        span=span,
    )


def _found(claim: Claim, since: int | None, denied: set[str]) -> Claim:
    """The claim, confirmed where the article itself says flatly where it was filmed, at or after the refutation."""
    own = claim.asserted_by.kind is AgentKind.ARTICLE and claim.status is ClaimStatus.CLAIMED and not claim.hedges
    after = since is not None and claim.span is not None and claim.span.start >= since
    if not (own and after and claim.kind is ClaimKind.FILMED_AT) or claim.value.casefold() in denied:
        return claim
    return replace(claim, status=ClaimStatus.CONFIRMED)
