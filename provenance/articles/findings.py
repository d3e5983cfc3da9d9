"""What an article finds out over several sentences: a claimed place refuted by the next, another put in its place later.

Within one sentence ("not in X but in Y") :mod:`provenance.articles.stance` tells it; docs/decisions/0010.
"""

from collections.abc import Sequence
from dataclasses import replace

from provenance.articles import denials, sourced
from provenance.articles.claims import Passage
from provenance.articles.scan import Scan
from provenance.model import AgentKind, Claim, ClaimId, ClaimKind, ClaimStatus, stable_id

__all__ = ["Said", "settled"]

Said = tuple[Passage, tuple[Claim, ...]]
"""A sentence with what it says of one piece of footage."""

_PLACES = frozenset({ClaimKind.FILMED_AT, ClaimKind.HAPPENED})
_WHOLE = 10
"""Words of a sentence that says no more than that it could not be verified."""
_NEXT = 1
"""Sentences between the two."""


def settled(said: Sequence[Said]) -> tuple[Said, ...]:
    """``said`` about one reference in reading order: places refuted by the next sentence *denied*, those stated flatly behind a
    refutation of the article's own *confirmed*.
    """
    marked = [(passage, tuple(found for c in claims for found in _refuted(c, passage, said))) for passage, claims in said]
    since = min((passage.start for passage, claims in said if any(_refutes(c) and _own(c) for c in claims)), default=None)
    denied = {c.value.casefold() for _, claims in marked for c in claims if _refutes(c) and _own(c)}
    return tuple(
        (passage, tuple(_found(c, denied) if since is not None and passage.start > since else c for c in claims))
        for passage, claims in marked
    )


def _own(claim: Claim) -> bool:
    """Whether the article says it in its own name: what somebody else denies is refuted by them, and not by the article."""
    return claim.asserted_by.kind is AgentKind.ARTICLE


def _refutes(claim: Claim) -> bool:
    if claim.kind is ClaimKind.DENIED_BY:
        return claim.status is not ClaimStatus.DENIED
    return claim.kind in _PLACES and claim.status is ClaimStatus.DENIED


def _refuted(claim: Claim, passage: Passage, said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claim; where the sentence right behind it opens with a verdict on it ("This is false") what that says of the place.

    The article takes back what it stated in its own name; what one party claimed and another denies stands side by side.
    "We could not confirm this" behind a place leaves it unverified.
    """
    if claim.kind not in _PLACES or claim.status not in {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED} or passage.headline:
        return (claim,)
    for behind, claims in said:
        if 0 < behind.number - passage.number <= _NEXT and _leaves_open(behind):
            return (_left_open(claim, passage, behind),)
        verdict = next((c for c in claims if c.kind is ClaimKind.DENIED_BY and _refutes(c)), None)
        close = 0 < behind.number - passage.number <= _NEXT and not behind.headline
        if verdict and close and _is_on_the_last(behind):
            denial = _denied(claim, verdict, passage, behind)
            return (denial,) if _own(claim) and _own(verdict) else (claim, denial)
    return (claim,)


def _is_on_the_last(passage: Passage) -> bool:
    """Whether a sentence opens with a verdict on the one before: one that names a place in the same clause is about that."""
    scan = passage.reading.scan
    verdict = denials.on_the_last(scan)
    if verdict is None:
        return False
    places = (p.place.hit for p in passage.reading.places)
    return not any(p.start < verdict.end or not _apart(scan, verdict.end, p.start) for p in places)


def _leaves_open(passage: Passage) -> bool:
    """Whether a sentence says but that "this" or "it" could not be verified, and not what of it: "its date", "whether NN"."""
    reading, scan = passage.reading, passage.reading.scan
    unverified = scan.lexicon.stance.unverified.find(scan.tokens)
    if not unverified or passage.headline or reading.places or scan.dates or len(scan.tokens) > _WHOLE:
        return False
    whether = scan.lexicon.stance.clause.find(scan.tokens, start=unverified[0].end)
    return not whether and not scan.lexicon.nouns.matters.occurs(scan.tokens)


def _left_open(claim: Claim, passage: Passage, behind: Passage) -> Claim:
    """The place as it stands behind "We could not confirm this": in the words of both sentences, by whoever claimed it."""
    scan = behind.reading.scan
    words = sourced.not_verified(scan)
    hedges = (*claim.hedges, *([sourced.sourced(scan, words, claim.kind)] if words else []))
    left = replace(claim, id=ClaimId(stable_id("c", claim.id, behind.start)), status=ClaimStatus.UNVERIFIED, hedges=hedges)
    return _quoting_both(left, passage, behind)


def _quoting_both(claim: Claim, passage: Passage, behind: Passage) -> Claim:
    span = passage.article.span(passage.start, behind.span.end)
    return replace(claim, quote=span.quote, span=span)


def _apart(scan: Scan, start: int, end: int) -> bool:
    """Whether a comma or a heavier mark parts two words."""
    return any(not scan.tokens[n].joined for n in range(start, end + 1))


def _denied(claim: Claim, verdict: Claim, passage: Passage, behind: Passage) -> Claim:
    """What the ``verdict`` says of the place: in the words of both sentences, by whoever gives it."""
    denied = replace(
        claim,
        id=ClaimId(stable_id("c", claim.id, verdict.id)),
        status=ClaimStatus.DENIED,
        asserted_by=verdict.asserted_by,
        hedges=verdict.hedges,
    )
    return _quoting_both(denied, passage, behind)


def _found(claim: Claim, denied: set[str]) -> Claim:
    """The claim, confirmed where the article itself says flatly where or when it was filmed."""
    flat = _own(claim) and claim.status is ClaimStatus.CLAIMED and not claim.hedges
    if not flat or claim.kind not in {ClaimKind.FILMED_AT, ClaimKind.FILMED_ON} or claim.value.casefold() in denied:
        return claim
    return replace(claim, status=ClaimStatus.CONFIRMED)
