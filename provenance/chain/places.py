"""Whether two places can be the same spot: circles of uncertainty, and countries and divisions that contain others."""

from math import asin, cos, radians, sin, sqrt

from provenance.model import Place

__all__ = ["apart", "breadth", "coordinates", "distance_m", "within"]

EARTH_RADIUS_M = 6_371_008.8
UNKNOWN_RADIUS_M = 10_000.0
"""Taken for a town or a point whose radius nobody knows: a town, generously."""
OBLONG = 2.5
"""A country's far corners lie this many half extents from its middle (Ukraine's: 1.5; Norway's, Chile's: above 2)."""
_BREADTH = {"division": 1, "country": 2, "region": 3}


def distance_m(one: Place, other: Place) -> float:
    """Metres along the great circle (haversine; within 0.5 % of the ellipsoid)."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def breadth(place: Place) -> int:
    """0 for a town or a point, 1 for a division, 2 for a country, 3 for a continent."""
    return _BREADTH.get(place.kind or "", 0)


def apart(one: Place, other: Place) -> bool:
    """Whether the two cannot be the same spot. In doubt, they can: "Romania" is not against a town in Romania."""
    if one.gazetteer_id and one.gazetteer_id == other.gazetteer_id:
        return False
    wide = max(one, other, key=breadth)
    narrow = other if wide is one else one
    if not breadth(wide):
        return not _circles_meet(one, other)
    if breadth(wide) == _BREADTH["region"]:
        # The gazetteer has no country's continent, and a continent's circle says nothing.
        return False
    if wide.country and narrow.country:
        return not _may_contain(wide, narrow)
    return wide.radius_m is not None and not _circles_meet(wide, narrow, stretch=OBLONG)


def within(one: Place, other: Place) -> bool:
    """Whether whoever rules out ``other`` rules out ``one`` too: it is the same spot, or may lie inside ``other``."""
    return breadth(one) <= breadth(other) < _BREADTH["region"] and not apart(one, other)


def coordinates(place: Place) -> str:
    """``44.1021 N, 28.6503 E``."""
    north, east = "NS"[place.lat < 0], "EW"[place.lon < 0]
    return f"{abs(place.lat):.4f} {north}, {abs(place.lon):.4f} {east}"


def _may_contain(wide: Place, narrow: Place) -> bool:
    if wide.country != narrow.country:
        return False
    if breadth(wide) == _BREADTH["country"] or not (wide.division and narrow.division):
        return True
    return wide.division == narrow.division


def _circles_meet(one: Place, other: Place, *, stretch: float = 1.0) -> bool:
    return distance_m(one, other) <= sum(stretch * (place.radius_m or UNKNOWN_RADIUS_M) for place in (one, other))
