"""Towns around the places of a case, for the report's maps: looked up on this machine, nobody is asked."""

import math
import sqlite3
from collections.abc import Iterable, Iterator

from provenance.chain import Standing, all_claims
from provenance.errors import StorageError
from provenance.model import Point, Snapshot, Town
from provenance.store import gazetteer

__all__ = ["towns_around"]

Box = tuple[float, float, float, float]
"""South, north, west, east, in degrees."""
NEAR, WIDE = 1.0, 0.6
"""Degrees of latitude around each place; margin around all of them, in parts of their extent."""
PLACES = 24
EACH, ALL = 30, 60
"""Towns looked up around a place, and around all."""


def towns_around(snapshot: Snapshot) -> tuple[Town, ...]:
    """The largest first; none where no gazetteer was built on this machine yet, as a map is no reason to build one."""
    points = _points(snapshot)
    if not points or not gazetteer.default_path().is_file():
        return ()
    try:
        with gazetteer.open_gazetteer() as opened:
            boxes = [(_around_all(points), ALL), *((_around(point), EACH) for point in points[:PLACES])]
            found = {
                town for (s, n, w, e), limit in boxes for town in opened.towns(south=s, north=n, west=w, east=e, limit=limit)
            }
    except (StorageError, sqlite3.Error):
        return ()
    return tuple(sorted(found, key=lambda town: (-town.population, town.name, town.lat, town.lon)))


def _points(snapshot: Snapshot) -> list[Point]:
    """Places of statements, points of geolocations, positions written in files."""
    return list(dict.fromkeys(_all_points(snapshot)))


def _all_points(snapshot: Snapshot) -> Iterator[Point]:
    for claim in all_claims(snapshot):
        if claim.place:
            yield Point(lat=claim.place.lat, lon=claim.place.lon)
    for found in Standing.of(snapshot.reviews).located:
        yield found.point
    for media in snapshot.media:
        if media.probe and media.probe.location:
            yield Point(lat=media.probe.location.lat, lon=media.probe.location.lon)


def _around(point: Point) -> Box:
    across = NEAR / max(0.1, math.cos(math.radians(point.lat)))
    return point.lat - NEAR, point.lat + NEAR, point.lon - across, point.lon + across


def _around_all(points: Iterable[Point]) -> Box:
    lats, lons = zip(*((point.lat, point.lon) for point in points), strict=True)
    down, across = (max(NEAR, WIDE * (max(each) - min(each))) for each in (lats, lons))
    return min(lats) - down, max(lats) + down, min(lons) - across, max(lons) + across
