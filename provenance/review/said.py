"""What people and files said and decided, as JSON for the page. Pure; all text in it may be hostile."""

import re
from collections.abc import Iterable

from provenance.exporters.json_values import Json, Object, number, place_of, seconds
from provenance.exporters.obtained import OBTAINED, obtained
from provenance.exporters.text import shortened, web_address
from provenance.exporters.vocabulary import CLAIM_KINDS, GEOLOCATION_STATUSES, LIGHTS, STATUSES
from provenance.exporters.wording import ENGLISH
from provenance.model import (
    ActivityKind,
    AgentKind,
    CategoryDecision,
    Chronolocation,
    Claim,
    ClaimEntry,
    ClaimStance,
    Geolocation,
    GeolocationEntry,
    HedgeLevel,
    MatchDecision,
    Matter,
    ReferenceDecision,
    Review,
    Stance,
    Withdrawal,
)
from provenance.review.queue import CATEGORIES, MATCHED, MEANT, Queue

__all__ = [
    "category",
    "choices",
    "claim_object",
    "claims",
    "decisions",
    "geolocation",
    "located",
    "named",
    "names_of",
    "unreported",
]

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
BY_HAND = frozenset({ActivityKind.REVIEW, ActivityKind.RESOLVE, ActivityKind.ATTACH})


def names_of(queue: Queue, names: Iterable[object]) -> Json:
    """What a statement about a video may be about: its file, and the references that it was had from."""
    return [{"id": str(each), "label": queue.label(str(each))} for each in names]


def named(queue: Queue, text: str) -> str:
    """``text`` with the files' names in the place of their digests."""
    return _DIGEST.sub(lambda found: queue.label(found[0]), text)


def choices() -> Object:
    """What the forms offer: each value with its words."""
    return {
        "claim_kinds": [{"value": kind.value, "words": words} for kind, words in CLAIM_KINDS.items()],
        "speaker_kinds": [{"value": kind.value, "words": kind.value} for kind in AgentKind],
        "levels": [{"value": level.value, "words": level.value} for level in HedgeLevel],
        "lights": [{"value": light.value, "words": words} for light, words in LIGHTS.items()],
        "geolocation_statuses": [{"value": status.value, "words": words} for status, words in GEOLOCATION_STATUSES.items()],
    }


# ── statements ──────────────────────────────────────────────────────────────────────────────────────


def claims(queue: Queue, told: Iterable[Claim]) -> Json:
    """Statements."""
    return [claim_object(queue, claim) for claim in told]


def claim_object(queue: Queue, claim: Claim) -> Object:
    """A statement with its speaker, where it stands and how it was had, and who spoke for or against it."""
    entered = next((review.id for review in queue.standing.claims if review.matter.slot == f"claim {claim.id}"), "")
    return {
        "id": claim.id,
        "kind": CLAIM_KINDS[claim.kind],
        "value": claim.value,
        "speaker": named(queue, str(claim.asserted_by)),
        "status": claim.status.value,
        "status_words": STATUSES[claim.status],
        "hedges": [f"“{hedge.words}” ({hedge.level.value})" for hedge in claim.hedges],
        "quote": claim.quote,
        "place": place_of(claim.place),
        "date": str(claim.date) if claim.date else "",
        "about": "" if claim.about is None else str(claim.about),
        "link": web_address(claim.url),
        "stances": [_stance(review) for review in queue.standing.stances.get(claim.id, ())],
        "entered": entered,
        "article": queue.articles.get(claim.article, "") if claim.article else "",
        "obtained": ENGLISH(OBTAINED[obtained(claim, entered=bool(entered))]),
    }


def _stance(review: Review) -> Json:
    matter = review.matter
    if not isinstance(matter, ClaimStance):
        return None
    return {
        "review": review.id,
        "by": review.by,
        "stance": matter.stance.value,
        "note": review.note,
        "grounds": list(matter.grounds),
    }


def category(review: Review) -> Json:
    """What sort of media somebody takes it for."""
    matter = review.matter
    if not isinstance(matter, CategoryDecision):
        return None
    return {
        "value": matter.category.value,
        "words": CATEGORIES[matter.category],
        "original_url": matter.original_url,
        "original_context": matter.original_context,
        "note": review.note,
        "by": review.by,
        "review": review.id,
    }


def located(review: Review) -> Geolocation:
    """The geolocation in an entry that is one."""
    if not isinstance(review.matter, GeolocationEntry):
        raise TypeError(f"expected a geolocation, got {type(review.matter).__name__}")
    return review.matter.geolocation


def geolocation(review: Review) -> Json:
    """A place with the features that it rests on."""
    place = located(review)
    return {
        "review": review.id,
        "by": review.by,
        "claimant": str(place.claimant),
        "place": place.place,
        "camera": str(place.camera or ""),
        "subject": str(place.subject or ""),
        "bearing": number(place.bearing.degrees) if place.bearing else None,
        "radius_m": number(place.radius_m),
        "filmed": _filmed(place.chronolocation) if place.chronolocation else "",
        "hedge": f"“{place.hedge.words}” ({place.hedge.level.value})" if place.hedge else "",
        "status": GEOLOCATION_STATUSES[place.status],
        "note": review.note,
        "features": [
            {
                "note": feature.note,
                "time": seconds(feature.time),
                "region": [feature.region.left, feature.region.top, feature.region.right, feature.region.bottom]
                if feature.region
                else None,
            }
            for feature in place.features
        ],
    }


def _filmed(found: Chronolocation) -> str:
    """Time, how it was worked out, and the light."""
    time = found.interval
    ends = [ENGLISH.moment(end) for end in dict.fromkeys((time.start, time.end))] if time else []
    words = (
        " – ".join(ends) + (f" ({time.zone})" if time and time.zone else ""),
        LIGHTS[found.light] if found.light else "",
        f"shadows point to {found.shadow.degrees:g}°" if found.shadow else "",
        found.method,
    )
    return "; ".join(word for word in words if word)


# ── what was decided ────────────────────────────────────────────────────────────────────────────


def decisions(queue: Queue) -> Json:
    """Every decision, newest first, and whether it stands."""
    return [_decision(queue, review) for review in reversed(queue.snapshot.reviews) if not isinstance(review.matter, Withdrawal)]


def _decision(queue: Queue, review: Review) -> Json:
    withdrawn = queue.standing.withdrawn.get(review.id)
    later = queue.standing.replaced.get(review.id)
    return {
        "review": review.id,
        "at": ENGLISH.moment(review.at),
        "by": review.by,
        "what": _said(queue, review.matter),
        "note": review.note,
        "stands": queue.standing.stands(review),
        "fate": f"taken back by {withdrawn.by}" if withdrawn else "a later one stands" if later else "",
    }


def _said(queue: Queue, matter: Matter) -> str:
    """In words."""
    if isinstance(matter, ClaimEntry | ClaimStance):
        return _said_of_claims(queue, matter)
    if isinstance(matter, MatchDecision):
        ends = " ↔ ".join(queue.label(str(end)).removeprefix("the file ") for end in (matter.query, matter.compared))
        return f"match {MATCHED[matter.verdict]}: {ends}"
    if isinstance(matter, ReferenceDecision):
        same = f" ({queue.label(str(matter.same_as))})" if matter.same_as else ""
        return f"{MEANT[matter.verdict]}{same}: {queue.label(str(matter.reference))}"
    if isinstance(matter, CategoryDecision):
        return f"{CATEGORIES[matter.category]}: {queue.label(str(matter.about))}"
    if isinstance(matter, GeolocationEntry):
        return f"geolocation: {matter.geolocation.point} {shortened(matter.geolocation.place, 60)}".strip()
    return f"took back {matter.review}"


def _said_of_claims(queue: Queue, matter: ClaimEntry | ClaimStance) -> str:
    if isinstance(matter, ClaimEntry):
        return f"statement added: {_in_short(queue, matter.claim)}"
    found = queue.claims.get(matter.claim)
    what = _in_short(queue, found) if found else matter.claim
    return f"statement {'disputed' if matter.stance is Stance.DISPUTES else 'supported'}: {what}"


def _in_short(queue: Queue, claim: Claim) -> str:
    return f"{named(queue, str(claim.asserted_by))}, {CLAIM_KINDS[claim.kind]} {shortened(claim.value, 80)}"


def unreported(kinds: Iterable[str]) -> int:
    """What was decided or brought since the report was written; ``kinds`` are the activities', oldest first."""
    count = 0
    for kind in kinds:
        count = 0 if kind == ActivityKind.REPORT else count + (kind in BY_HAND)
    return count
