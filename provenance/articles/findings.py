"""What an article finds out over several sentences: a claimed place refuted by the next, another put in its place later.

Within one sentence ("not in X but in Y") :mod:`provenance.articles.stance` tells it; docs/decisions/0010.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from provenance.articles import denials, people, sourced
from provenance.articles.claims import Passage
from provenance.articles.scan import Scan
from provenance.model import AgentKind, Claim, ClaimId, ClaimKind, ClaimStatus, stable_id
from provenance.places.sphere import kilometres

__all__ = ["Said", "settled"]

Said = tuple[Passage, tuple[Claim, ...]]
"""A sentence with what it says of one piece of footage."""

_PLACES = frozenset({ClaimKind.FILMED_AT, ClaimKind.HAPPENED})
_WHOLE = 10
"""Words of a sentence that says no more than that it could not be verified."""
_NEXT = 1
"""Sentences between the two."""
_FAR = 4
"""Sentences within which "this claim", "that location" is the last that was told of."""
_APART_KM = 30.0
"""Distance from which two places are not the same town and its surroundings, whatever their radius."""


def settled(said: Sequence[Said]) -> tuple[Said, ...]:
    """``said`` about one reference in reading order, with what the sentences say of each other's places.

    Refuted by a verdict behind them: *denied*; checked by a later sentence, or stated flatly behind a refutation of the article's
    own: *confirmed*; claimed by others, and far from one found instead: also *denied*.
    """
    marked = [(passage, tuple(found for c in claims for found in _judged(c, passage, said))) for passage, claims in said]
    since = min((passage.start for passage, claims in said if any(_refutes(c) and _own(c) for c in claims)), default=None)
    denied = {c.value.casefold() for _, claims in marked for c in claims if _refutes(c) and _own(c)}
    found = [
        (passage, tuple(_found(c, denied) if since is not None and passage.start > since else c for c in claims))
        for passage, claims in marked
    ]
    return tuple(
        (passage, tuple(one for c in claims for one in _against_finding(c, passage, found))) for passage, claims in found
    )


def _own(claim: Claim) -> bool:
    """Whether the article says it in its own name: what somebody else denies is refuted by them, and not by the article."""
    return claim.asserted_by.kind is AgentKind.ARTICLE


def _refutes(claim: Claim) -> bool:
    if claim.kind is ClaimKind.DENIED_BY:
        return claim.status is not ClaimStatus.DENIED
    return claim.kind in _PLACES and claim.status is ClaimStatus.DENIED


def _judged(claim: Claim, passage: Passage, said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claim; where a sentence behind it gives a verdict on it ("This is false") or checked it what that says of the place.

    The article takes back what it stated in its own name; what one party claimed and another denies stands side by side.
    "We could not confirm this" behind a place leaves it unverified.
    """
    open_to = {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED, ClaimStatus.HEDGED}
    if claim.kind not in _PLACES or claim.status not in open_to or passage.headline:
        return (claim,)
    for behind, claims in _behind(passage, said):
        next_to = behind.number - passage.number <= _NEXT and claim.status is not ClaimStatus.HEDGED
        if _leaves_open(behind, next_to=next_to) and _last_placed(passage, behind, said):
            return (_left_open(claim, passage, behind),)
        if claim.status is not ClaimStatus.HEDGED and (verdict := _verdict_on(passage, behind, claims, said)):
            denial = _denied(claim, verdict, passage, behind)
            return (denial,) if _own(claim) and _own(verdict) else (claim, denial)
        if _checks_the_place(behind) and _last_placed(passage, behind, said):
            return (claim, _confirmed(claim, passage, behind))
    return (claim,)


def _behind(passage: Passage, said: Sequence[Said]) -> Iterator[Said]:
    """The sentences of the same footage close behind one."""
    return ((b, claims) for b, claims in said if 0 < b.number - passage.number <= _FAR and not b.headline)


def _last_placed(passage: Passage, behind: Passage, said: Sequence[Said]) -> bool:
    """Whether no other sentence between the two names a place."""
    between = (p for p, _ in said if passage.number < p.number < behind.number and not p.headline)
    return not any(p.reading.places for p in between)


def _verdict_on(passage: Passage, behind: Passage, claims: Sequence[Claim], said: Sequence[Said]) -> Claim | None:
    """The verdict that a sentence gives on the place: right behind it, or further on "this claim is false"."""
    verdict = next((c for c in claims if c.kind is ClaimKind.DENIED_BY and _refutes(c)), None)
    if verdict is None or not _is_on_the_last(behind) or not _last_placed(passage, behind, said):
        return None
    scan, hit = behind.reading.scan, denials.on_the_last(behind.reading.scan)
    told = hit is not None and bool(scan.lexicon.nouns.matters.find(scan.tokens, end=hit.end))
    adjacent = not any(passage.number < p.number < behind.number for p, _ in said)  # an embed may stand between
    return verdict if told or adjacent else None


def _checks_the_place(passage: Passage) -> bool:
    """Whether a sentence says that "that location" was confirmed, naming none."""
    reading, scan = passage.reading, passage.reading.scan
    if not reading.verified or reading.places or reading.scan.any("refuted", "generated", "staged", "denied"):
        return False
    verb = min(scan.any("verified"), default=None)
    told = verb is not None and bool(scan.lexicon.nouns.whereabouts.find(scan.tokens, start=verb.start))
    return told and not reading.reserves


def _is_on_the_last(passage: Passage) -> bool:
    """Whether a sentence opens with a verdict on the one before: one that names a place in the same clause is about that."""
    scan = passage.reading.scan
    verdict = denials.on_the_last(scan)
    if verdict is None:
        return False
    places = (p.place.hit for p in passage.reading.places)
    return not any(p.start < verdict.end or not _apart(scan, verdict.end, p.start) for p in places)


def _leaves_open(passage: Passage, *, next_to: bool) -> bool:
    """Whether a sentence says that "this" could not be verified, or "where"; not "its date", "whether NN"."""
    reading, scan = passage.reading, passage.reading.scan
    unverified = scan.lexicon.stance.unverified.find(scan.tokens)
    if not unverified or passage.headline or reading.places or scan.dates or len(scan.tokens) > _WHOLE:
        return False
    if scan.lexicon.nouns.whereabouts.occurs(scan.tokens):
        return True
    if not next_to:
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


def _confirmed(claim: Claim, passage: Passage, behind: Passage) -> Claim:
    """What a later sentence checked: in the words of both, by whoever did."""
    by = people.agent(behind.reading.scan, behind.reading.verifier)
    checked = replace(
        claim,
        id=ClaimId(stable_id("c", claim.id, "checked", behind.start)),
        status=ClaimStatus.CONFIRMED,
        asserted_by=by,
        hedges=(),
    )
    return _quoting_both(checked, passage, behind)


def _against_finding(claim: Claim, passage: Passage, said: Sequence[Said]) -> tuple[Claim, ...]:
    """The claim; where somebody else's place is far from one found for the same footage behind it, also its denial.

    As in "Users claim it shows X. … In fact it was filmed in Y": whoever found Y says by it that it is not X.
    """
    others = not _own(claim) and claim.status in {ClaimStatus.CLAIMED, ClaimStatus.ATTRIBUTED}
    if claim.kind not in _PLACES or not others or passage.headline:
        return (claim,)
    for behind, claims in said:
        for found in claims if behind.number > passage.number and not behind.headline else ():
            if found.kind is ClaimKind.FILMED_AT and found.status is ClaimStatus.CONFIRMED and _elsewhere(claim, found):
                return claim, _denied(claim, found, passage, behind)
    return (claim,)


def _elsewhere(one: Claim, other: Claim) -> bool:
    """Whether two places are known and cannot be the same, nor one in the other."""
    if one.place is None or other.place is None:
        return False
    apart = kilometres(one.place.lat, one.place.lon, other.place.lat, other.place.lon)
    around = ((one.place.radius_m or 0) + (other.place.radius_m or 0)) / 1000
    return apart > max(_APART_KM, 2 * around)


def _found(claim: Claim, denied: set[str]) -> Claim:
    """The claim, confirmed where the article itself says flatly where or when it was filmed."""
    flat = _own(claim) and claim.status is ClaimStatus.CLAIMED and not claim.hedges
    if not flat or claim.kind not in {ClaimKind.FILMED_AT, ClaimKind.FILMED_ON} or claim.value.casefold() in denied:
        return claim
    return replace(claim, status=ClaimStatus.CONFIRMED)
