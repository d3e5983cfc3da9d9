"""What is shown of one entry of the queue, as JSON for the page. Pure; all text in it may be hostile."""

import re
from collections.abc import Mapping
from itertools import islice

from provenance.chain import Contradiction
from provenance.exporters.answers import how_sure
from provenance.exporters.json_media import match_object
from provenance.exporters.json_values import Json, Object, seconds
from provenance.exporters.steps import prepared
from provenance.exporters.text import shortened, visible, web_address
from provenance.exporters.vocabulary import MEANINGS, RELATIONS, STATES, platform_name
from provenance.exporters.wording import ENGLISH
from provenance.model import Article, Digest, Match, MediaRecord, Probe, ReferenceDecision, ReferenceId, ReferenceRecord
from provenance.review.queue import CATEGORIES, COLLISIONS, Entry, Queue
from provenance.review.said import category, claim_object, claims, geolocation, located, named, names_of
from provenance.review.sides import case_side, library_side, picture_address

__all__ = ["details", "shown", "summary"]

AROUND = 260
"""Characters of the article shown before and after the cited words."""
OTHERS = 300
"""References offered as "the same video"."""


def shown(value: Json) -> Json:
    """``value`` with every text made visible: what steers or hides is written out."""
    if isinstance(value, str):
        return visible(value).encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [shown(each) for each in value]
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    return value


def summary(entry: Entry) -> Object:
    """One line of the queue."""
    return {
        "key": entry.key,
        "kind": entry.kind.value,
        "title": entry.title,
        "line": entry.line,
        "open": entry.open,
        "decided": entry.decided,
        "by": entry.by,
        "review": entry.review,
    }


def details(queue: Queue, key: str, probes: Mapping[Digest, Probe]) -> Object | None:
    """What is shown of the entry ``key``; ``None`` where there is none. ``probes``: of files of libraries that are at hand."""
    thing = queue.things.get(key)
    if isinstance(thing, Match):
        return _match(queue, thing, probes)
    if isinstance(thing, ReferenceRecord):
        return _mention(queue, thing)
    if isinstance(thing, Contradiction):
        return _contradiction(queue, thing)
    return _video(queue, thing) if isinstance(thing, MediaRecord) else None


# ── matches ─────────────────────────────────────────────────────────────────────────────────────


def _match(queue: Queue, match: Match, probes: Mapping[Digest, Probe]) -> Object:
    query, compared = queue.files.get(match.query), queue.files.get(match.compared.digest)
    pictures = [[picture_address(one), picture_address(other)] for one, other in match.pictures]
    pairs: list[Json] = [
        {"times": [seconds(a), seconds(b)], "pictures": list[Json](shot)}
        for (a, b), shot in zip(match.pairs, pictures, strict=False)
    ]
    told = match_object(match)
    return {
        "relation": match.relation.value,
        "verdict": queue.standing.verdict(match),
        "relation_words": RELATIONS[match.relation].capitalize(),
        "meaning": MEANINGS[match.relation],
        "sure": how_sure(match),
        "query": str(match.query),
        "compared": str(match.compared.digest),
        "sides": [
            case_side(query) if query else None,
            case_side(compared) if compared else library_side(match.compared, probes.get(match.compared.digest)),
        ],
        "segments": told["segments"],
        "edits": told["edits"],
        "sound": told["sound"],
        "pairs": pairs,
        "note": match.compared.note,
        "about": names_of(queue, queue.names(match.query)),
        "claims": claims(queue, queue.subjects.about(match.query)),
    }


# ── mentions ────────────────────────────────────────────────────────────────────────────────────


def _mention(queue: Queue, record: ReferenceRecord) -> Object:
    reference = record.reference
    reading = next(each.reading for each in queue.snapshot.articles if each.reading.article.digest == reference.article)
    review = queue.standing.references.get(reference.id)
    same = review.matter.same_as if review and isinstance(review.matter, ReferenceDecision) else None
    said = queue.subjects.about(reference.id)
    last = record.attempts[-1] if record.attempts else None
    others = (name for name in queue.records if name != reference.id)
    return {
        "id": reference.id,
        "platform": platform_name(record.platform),
        "account": reference.account or "",
        "state": record.state.value,
        "state_words": STATES[record.state],
        "url": record.url or "",
        "link": web_address(record.url),
        "context": _context(reading.article, record),
        "article": {
            "title": reading.article.title or reading.article.source,
            "published": ENGLISH.moment(reading.article.published) if reading.article.published else "date not stated",
            "source": reading.article.source,
        },
        "hints": [hint.text for hint in reference.hints],
        "attempt": {"outcome": last.outcome.value, "message": shortened(last.message, 300)} if last else None,
        "resolution": {"url": record.resolution.url, "note": record.resolution.note} if record.resolution else None,
        "files": [{"name": f.name, "digest": str(f.digest)} for f in record.acquisition.files] if record.acquisition else [],
        "searches": [
            {"label": search.label, "url": web_address(search.url)}
            for search in prepared(record, list(said), reading.article.language)
        ],
        "others": names_of(queue, islice(others, OTHERS)),
        "same_as": same,
        "verdict": review.matter.verdict.value if review and isinstance(review.matter, ReferenceDecision) else None,
        "about": names_of(queue, (reference.id,)),
        "claims": claims(queue, said),
    }


def _context(article: Article, record: ReferenceRecord) -> Json:
    """The cited words within their article; what stands around them is cut between words."""
    span = next((citation.span for citation in record.reference.citations if citation.span), None)
    if span is None:
        return {"before": "", "words": record.reference.quote, "after": ""}
    start, end = max(0, span.start - AROUND), span.end + AROUND
    before, after = article.text[start : span.start], article.text[span.end : end]
    return {
        "before": re.sub(r"^\S*\s+", "… ", before) if start else before,
        "words": article.text[span.start : span.end],
        "after": re.sub(r"\s+\S*$", " …", after) if end < len(article.text) else after,
    }


# ── contradictions ──────────────────────────────────────────────────────────────────────────────


def _contradiction(queue: Queue, found: Contradiction) -> Object:
    known = {claim.id: claim for claim in queue.subjects.about(found.about)}
    group = queue.subjects.names.get(found.about, (found.about,))
    media = next((m for m in queue.files.values() if str(m.file.digest) in group), None)
    return {
        "kind_words": COLLISIONS[found.kind],
        "statement": found.statement,
        "about": names_of(queue, group[:20]),
        "sides": [case_side(media) if media else None],
        "statements": [
            {
                "speaker": named(queue, side.speaker),
                "statement": named(queue, side.statement),
                "quote": side.quote,
                "claim": claim_object(queue, known[side.claim]) if side.claim in known else None,
            }
            for side in found.sides
        ],
        "claims": [],
    }


# ── videos ──────────────────────────────────────────────────────────────────────────────────────


def _video(queue: Queue, media: MediaRecord) -> Object:
    digest = media.file.digest
    names: tuple[ReferenceId | Digest, ...] = (digest, *media.references)
    review = next((queue.standing.categories[name] for name in names if name in queue.standing.categories), None)
    places = [r for r in queue.standing.geolocations if located(r).about in names]
    urls = [queue.records[name].url for name in media.references if name in queue.records]
    return {
        "digest": str(digest),
        "sides": [case_side(media)],
        "problem": media.problem,
        "about": names_of(queue, queue.names(digest)),
        "urls": [url for url in urls if url],
        "category": category(review) if review else None,
        "categories": [{"value": value, "words": words} for value, words in CATEGORIES.items()],
        "geolocations": [geolocation(review) for review in places],
        "claims": claims(queue, queue.subjects.about(digest)),
    }
