"""What somebody said, as JSON values."""

from provenance.exporters.json_values import Json, Object, place_of, precision, range_of, time_of
from provenance.model import Claim, DatedWords, DateInterval, InstantInterval, Span

__all__ = ["claim_object", "dated_object", "moments_of", "span_of"]


def span_of(span: Span | None) -> Json:
    """Start and end in the article's text."""
    return None if span is None else [span.start, span.end]


def moments_of(value: InstantInterval | None) -> Json:
    """From one moment to another, and the zone in which they were stated."""
    return None if value is None else {"start": str(value.start), "end": str(value.end), "zone": value.zone}


def claim_object(claim: Claim) -> Object:
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
