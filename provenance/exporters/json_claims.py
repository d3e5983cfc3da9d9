"""What somebody said, as JSON values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from provenance.chain import Contradiction, Standing
from provenance.chain.agreement import agreements
from provenance.exporters.json_values import Json, Object, place_of, precision, range_of, time_of
from provenance.exporters.obtained import obtained
from provenance.model import Claim, ClaimId, DatedWords, DateInterval, InstantInterval, Snapshot, Span

__all__ = ["ClaimLinks", "claim_object", "dated_object", "moments_of", "span_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLinks:
    """Which statements speak for and against which."""

    supported: Mapping[ClaimId, tuple[ClaimId, ...]] = field(default_factory=dict)
    contradicted: Mapping[ClaimId, tuple[ClaimId, ...]] = field(default_factory=dict)
    entered: frozenset[ClaimId] = frozenset()
    """What reviewers wrote down."""

    @classmethod
    def of(cls, snapshot: Snapshot, collisions: Iterable[Contradiction]) -> "ClaimLinks":
        """Agreement of different speakers, and the other sides of each contradiction."""
        against: dict[ClaimId, dict[ClaimId, None]] = {}
        for found in collisions:
            sides = [side.claim for side in found.sides if side.claim]
            for one in sides:
                against.setdefault(one, {}).update((other, None) for other in sides if other != one)
        alike = {one: tuple(other.id for other in others) for one, others in agreements(snapshot).items()}
        entered = frozenset(claim.id for claim in Standing.of(snapshot.reviews).entered)
        return cls(supported=alike, contradicted={one: tuple(others) for one, others in against.items()}, entered=entered)


def span_of(span: Span | None) -> Json:
    """Start and end in the article's text."""
    return None if span is None else [span.start, span.end]


def moments_of(value: InstantInterval | None) -> Json:
    """From one moment to another, and the zone in which they were stated."""
    return None if value is None else {"start": str(value.start), "end": str(value.end), "zone": value.zone}


def claim_object(claim: Claim, links: ClaimLinks) -> Object:
    """One claim, as under ``claims[]``."""
    return {
        "id": claim.id,
        "about": None if claim.about is None else str(claim.about),
        "kind": claim.kind.value,
        "value": claim.value,
        "value_span": _words_span(claim, claim.value),
        "place": place_of(claim.place),
        "place_span": _words_span(claim, claim.place.name if claim.place else ""),
        "date": (str(claim.date) or None) if claim.date else None,
        "date_words": claim.date.words if claim.date else None,
        "date_relative": _relative(claim.date),
        "date_span": _words_span(claim, claim.date.words if claim.date else ""),
        "asserted_by": str(claim.asserted_by),
        "asserted_by_kind": claim.asserted_by.kind.value,
        "asserted_by_name": claim.asserted_by.name,
        "asserted_by_description": claim.asserted_by.description,
        "hedges": [
            {"words": h.words, "level": h.level.value, "scope": h.scope.value, "span": _words_span(claim, h.words)}
            for h in claim.hedges
        ],
        "status": claim.status.value,
        "quote": claim.quote,
        "article": None if claim.article is None else str(claim.article),
        "span": span_of(claim.span),
        "said_at": time_of(claim.said_at),
        "said_at_precision": precision(claim.said_at),
        "moments": moments_of(claim.moments),
        "segment": range_of(claim.segment) if claim.segment else None,
        "url": claim.url,
        "obtained": obtained(claim, entered=claim.id in links.entered).value,
        "supported_by": list(links.supported.get(claim.id, ())),
        "contradicted_by": list(links.contradicted.get(claim.id, ())),
    }


def dated_object(words: DatedWords) -> Object:
    """A day that an article names, as under ``articles[].dates[]``."""
    return {
        "words": words.span.quote,
        "span": span_of(words.span),
        "date": str(words.date) or None,
        "relative": _relative(words.date),
    }


def _relative(days: DateInterval | None) -> Json:
    if days is None or days.relative is None:
        return None
    return {"first": days.relative.first, "last": days.relative.last, "form": days.relative.form}


def _words_span(claim: Claim, words: str) -> Json:
    """Where ``words`` stand in the article, within the quote: the first place; ``null`` where they are not one stretch of it."""
    at = claim.quote.find(words) if claim.span and words else -1
    return None if claim.span is None or at < 0 else [claim.span.start + at, claim.span.start + at + len(words)]
