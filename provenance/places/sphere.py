"""Distances and middles on the globe."""

import math
from collections.abc import Sequence

__all__ = ["centre_and_radius", "kilometres"]

EARTH_KM = 6371.0088
"""Mean radius (IUGG)."""


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine) between two points in degrees."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def centre_and_radius(points: Sequence[tuple[float, float]], *, cell: float = 0.5) -> tuple[float, float, float]:
    """Middle (latitude, longitude) of the area that ``points`` dot, and the metres within which nine in ten lie.

    Points are counted once per grid cell of ``cell`` degrees, so that a dense corner does not pull the middle; computed
    in three dimensions, so that the date line does not split it.
    """
    cells = {(round(lat / cell), round(lon / cell)): (lat, lon) for lat, lon in points}
    x = y = z = 0.0
    for lat, lon in cells.values():
        a, b = math.radians(lat), math.radians(lon)
        weight = math.cos(a)
        x, y, z = x + weight * math.cos(a) * math.cos(b), y + weight * math.cos(a) * math.sin(b), z + weight * math.sin(a)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    distances = sorted(kilometres(lat, lon, *point) for point in points)
    return lat, lon, max(3000.0, 1000 * distances[min(len(distances) - 1, int(0.9 * len(distances)))])
