"""Numbers, times and places as JSON values."""

import math
from fractions import Fraction
from typing import TypeAlias

from provenance.model import CalendarDay, Instant, Place, TimeRange, Timestamp

__all__ = ["Json", "Object", "number", "place_of", "precision", "range_of", "seconds", "time_of"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
Object: TypeAlias = dict[str, Json]


def seconds(value: Fraction | None) -> float | None:
    """Decimal seconds, to the millisecond."""
    return None if value is None else round(float(value), 3)


def number(value: float | None) -> float | None:
    """JSON knows no NaN and no infinity."""
    return value if value is not None and math.isfinite(value) else None


def range_of(part: TimeRange) -> Json:
    """``[start, end]`` in decimal seconds."""
    return [seconds(part.start), seconds(part.end)]


def time_of(when: Timestamp | None) -> str | None:
    """ISO 8601, as precise as what is known."""
    return None if when is None else str(when)


def precision(when: Timestamp | None) -> str | None:
    """``instant``, ``day`` or ``zoneless``."""
    if when is None:
        return None
    return "instant" if isinstance(when, Instant) else "day" if isinstance(when, CalendarDay) else "zoneless"


def place_of(place: Place | None) -> Json:
    """A place with its radius and where its coordinates come from."""
    if place is None:
        return None
    return {
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "kind": place.kind,
        "division": place.division,
        "radius_m": number(place.radius_m),
        "resolved_name": place.resolved_name,
        "gazetteer_id": place.gazetteer_id,
        "score": number(place.score),
        "alternatives": list(place.alternatives),
    }
