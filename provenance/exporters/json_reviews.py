"""What people decided, as JSON values: ``reviews[]`` of the report, and what ``claim``, ``locate`` and ``decide`` print."""

from collections.abc import Iterable

from provenance.chain import Standing
from provenance.chain.sun import SunPosition, sun_at
from provenance.exporters.json_claims import ClaimLinks, claim_object, moments_of
from provenance.exporters.json_values import Json, Object, number, precision, range_of, seconds, time_of
from provenance.exporters.obtained import Obtained
from provenance.model import (
    Agent,
    Bearing,
    CategoryDecision,
    ClaimEntry,
    ClaimStance,
    Feature,
    Geolocation,
    GeolocationEntry,
    MatchDecision,
    Point,
    ReferenceDecision,
    Review,
    Withdrawal,
)

__all__ = ["geolocation_object", "review_object", "reviews_object"]


UNLINKED = ClaimLinks()
"""Where no statement is known to speak for or against another."""


def reviews_object(reviews: Iterable[Review], links: ClaimLinks = UNLINKED) -> list[Json]:
    """All of them, oldest first, each with whether it stands."""
    reviews = tuple(reviews)
    standing = Standing.of(reviews)
    return [
        {
            **review_object(review, links),
            "stands": standing.stands(review),
            "withdrawn_by": standing.withdrawn[review.id].id if review.id in standing.withdrawn else None,
            "replaced_by": standing.replaced.get(review.id),
        }
        for review in reviews
    ]


def review_object(review: Review, links: ClaimLinks = UNLINKED) -> Object:
    """One decision; the key named by ``kind`` holds what was decided."""
    kind, decided = _matter(review, links)
    return {
        "id": review.id,
        "kind": kind,
        "by": review.by,
        "at": str(review.at),
        "note": review.note,
        "slot": review.slot,
        "words": review.matter.words,
        "activity": review.activity,
        "decided": decided,
    }


def _matter(review: Review, links: ClaimLinks) -> tuple[str, Object]:  # noqa: PLR0911 - one for each sort of decision
    match review.matter:
        case MatchDecision() as found:
            ends: Object = {"query": str(found.query), "compared": str(found.compared), "relation": found.relation.value}
            return "match", {**ends, "verdict": found.verdict.value}
        case ReferenceDecision() as found:
            return "reference", {"reference": found.reference, "verdict": found.verdict.value, "same_as": found.same_as}
        case ClaimEntry() as found:
            return "claim", {**claim_object(found.claim, links), "obtained": Obtained.REVIEWER.value}
        case ClaimStance() as found:
            return "stance", {"claim": found.claim, "stance": found.stance.value, "grounds": list(found.grounds)}
        case CategoryDecision() as found:
            original: Object = {"original_url": found.original_url, "original_context": found.original_context}
            return "category", {"about": str(found.about), "category": found.category.value, **original}
        case GeolocationEntry() as found:
            return "geolocation", geolocation_object(found.geolocation)
        case Withdrawal() as found:
            return "withdrawal", {"review": found.review}


def geolocation_object(value: Geolocation) -> Object:
    """One geolocation record."""
    return {
        "id": value.id,
        "about": None if value.about is None else str(value.about),
        "camera": _point(value.camera),
        "subject": _point(value.subject),
        "bearing": _bearing(value.bearing),
        "radius_m": number(value.radius_m),
        "place": value.place,
        "gazetteer_id": value.gazetteer_id,
        "segment": range_of(value.segment) if value.segment else None,
        "features": [_feature(feature) for feature in value.features],
        "chronolocation": _chronolocation(value),
        "claimant": _agent(value.claimant),
        "claimed_at": time_of(value.claimed_at),
        "claimed_at_precision": precision(value.claimed_at),
        "claim_url": value.claim_url,
        "media_url": value.media_url,
        "hedge": (
            {"words": value.hedge.words, "level": value.hedge.level.value, "scope": value.hedge.scope.value}
            if value.hedge
            else None
        ),
        "status": value.status.value,
    }


def _agent(agent: Agent) -> Object:
    return {"kind": agent.kind.value, "name": agent.name, "description": agent.description}


def _point(point: Point | None) -> Json:
    return None if point is None else [point.lat, point.lon]


def _bearing(value: Bearing | None) -> Json:
    return None if value is None else {"degrees": value.degrees, "tolerance": number(value.tolerance)}


def _feature(feature: Feature) -> Object:
    box = feature.region
    return {
        "note": feature.note,
        "time": seconds(feature.time),
        "region": [box.left, box.top, box.right, box.bottom] if box else None,
        "image": None if feature.image is None else str(feature.image),
        "image_url": feature.image_url,
    }


def _chronolocation(value: Geolocation) -> Json:
    found = value.chronolocation
    if found is None:
        return None
    ends = (found.interval.start, found.interval.end) if found.interval else ()
    return {
        "interval": moments_of(found.interval),
        "method": found.method,
        "light": found.light.value if found.light else None,
        "shadow": _bearing(found.shadow),
        "sun": [_sun(sun_at(value.point, at)) for at in dict.fromkeys(ends)],
    }


def _sun(position: SunPosition) -> Object:
    return {"at": str(position.at), "azimuth": round(position.azimuth, 2), "elevation": round(position.elevation, 2)}
