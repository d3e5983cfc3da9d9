"""What an article finds out over several sentences: a claimed place refuted by the next, another put in its place later.

Within one sentence ("not in X but in Y") :mod:`provenance.articles.stance` tells it; docs/decisions/0010.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.articles.claims import Passage
from provenance.model import AgentKind, Claim, ClaimKind, ClaimStatus

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
    marked = [(passage, tuple(_refuted(c, passage, said) for c in claims)) for passage, claims in said]
    every = [c for _, claims in marked for c in claims]
    refuted = [c for c in every if _refutes(c)]
    since = min((c.span.start for c in refuted if c.span), default=None)
    denied = {c.value.casefold() for c in refuted}
    return tuple((passage, tuple(_found(c, since, denied) for c in claims)) for passage, claims in marked)


def _refutes(claim: Claim) -> bool:
    if claim.kind is ClaimKind.DENIED_BY:
        return claim.status is not ClaimStatus.DENIED
    return claim.kind in _PLACES and claim.status is ClaimStatus.DENIED


def _refuted(claim: Claim, passage: Passage, said: Sequence[Said]) -> Claim:
    """The claim, denied where the sentence right behind it opens with a verdict on it: "This is false"."""
    if claim.kind not in _PLACES or claim.status not in {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED} or passage.headline:
        return claim
    behind = (p for p, claims in said if any(c.kind is ClaimKind.DENIED_BY and _refutes(c) for c in claims))
    close = (p for p in behind if 0 < p.number - passage.number <= _NEXT and not p.headline)
    opened = any(h.start <= _OPENS for p in close for h in p.reading.scan.any("refuted"))
    return replace(claim, status=ClaimStatus.DENIED) if opened else claim


def _found(claim: Claim, since: int | None, denied: set[str]) -> Claim:
    """The claim, confirmed where the article itself says flatly where it was filmed, at or after the refutation."""
    own = claim.asserted_by.kind is AgentKind.ARTICLE and claim.status is ClaimStatus.CLAIMED and not claim.hedges
    after = since is not None and claim.span is not None and claim.span.start >= since
    if not (own and after and claim.kind is ClaimKind.FILMED_AT) or claim.value.casefold() in denied:
        return claim
    return replace(claim, status=ClaimStatus.CONFIRMED)
