"""Positions for two small drawings: timelines of a match, and places on a plain map. Numbers only; templates draw."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from provenance.exporters.text import clock
from provenance.model import Match, Place, TimeRange

__all__ = ["MapDrawing", "Point", "Timeline", "map_of", "timeline"]

TRACK = 640.0
"""Width of a timeline's bars, in user units."""
MAP_WIDTH, MAP_HEIGHT = 640.0, 380.0
DEGREE_M = 111_320.0
"""Metres per degree of latitude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Two bars and what joins them. All numbers in user units."""

    widths: tuple[float, float]
    """Query, compared."""
    lengths: tuple[str, str]
    ticks: tuple[tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]]
    joins: tuple[tuple[float, float, float, float], ...]
    """Query start and end, compared start and end."""
    same_scale: bool


def timeline(match: Match, query_length: float | None) -> Timeline:
    """Both videos to one scale where they are of like length, else each to its own."""
    query = max(query_length or 0.0, *(float(s.query.end) for s in match.segments), 0.001)
    compared = max(float(match.compared.duration or 0), *(float(s.compared.end) for s in match.segments), 0.001)
    same = max(query, compared) / min(query, compared) <= 12
    longest = max(query, compared)
    scales = (TRACK / longest, TRACK / longest) if same else (TRACK / query, TRACK / compared)
    return Timeline(
        widths=(query * scales[0], compared * scales[1]),
        lengths=(clock(query), clock(compared)),
        ticks=(_ticks(query, scales[0]), _ticks(compared, scales[1])),
        joins=tuple((*_scaled(s.query, scales[0]), *_scaled(s.compared, scales[1])) for s in match.segments[:200]),
        same_scale=same,
    )


def _scaled(part: TimeRange, scale: float) -> tuple[float, float]:
    return float(part.start) * scale, float(part.end) * scale


def _ticks(length: float, scale: float) -> tuple[tuple[float, str], ...]:
    """Round seconds, about every 90 units."""
    wanted = 90 / scale
    step = next((s for s in (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600) if s >= wanted), wanted)
    return tuple((i * step * scale, _second(i * step)) for i in range(int(length / step) + 1))


def _second(value: float) -> str:
    return clock(value).removesuffix(".0")


# ── places ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place on the map."""

    number: int
    x: float
    y: float
    rx: float
    """Half axes of the circle of uncertainty; 0 where it is unknown."""
    ry: float
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """An equirectangular map, true to scale at its middle latitude."""

    width: float
    height: float
    points: tuple[Point, ...]
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    bar: tuple[float, str]
    """Length of the scale bar and its words."""


def map_of(places: Sequence[Place]) -> MapDrawing | None:
    """The part of the Earth that holds all ``places`` and their radii, with room around; ``None`` without places."""
    if not places:
        return None
    lons = _unwrapped([place.lon for place in places])
    middle_lat = (max(p.lat for p in places) + min(p.lat for p in places)) / 2
    middle_lon = (max(lons) + min(lons)) / 2
    squeeze = max(0.05, math.cos(math.radians(middle_lat)))
    reach = max((place.radius_m or 0) / DEGREE_M for place in places)
    across = (max(lons) - min(lons)) * squeeze + 2 * reach
    down = max(p.lat for p in places) - min(p.lat for p in places) + 2 * reach
    scale = min(0.72 * MAP_WIDTH / max(across, 0.02), 0.68 * MAP_HEIGHT / max(down, 0.02))

    def spot(lat: float, lon: float) -> tuple[float, float]:
        return MAP_WIDTH / 2 + (lon - middle_lon) * squeeze * scale, MAP_HEIGHT / 2 - (lat - middle_lat) * scale

    points = []
    for number, (place, lon) in enumerate(zip(places, lons, strict=True), start=1):
        x, y = spot(place.lat, lon)
        radius = (place.radius_m or 0) / DEGREE_M * scale
        own = max(0.05, math.cos(math.radians(place.lat)))
        points.append(Point(number=number, x=x, y=y, rx=radius * squeeze / own, ry=radius, place=place))
    half_lon, half_lat = MAP_WIDTH / 2 / squeeze / scale, MAP_HEIGHT / 2 / scale
    meridians = _graticule(middle_lon - half_lon, middle_lon + half_lon, "E", "W")
    parallels = _graticule(max(-90, middle_lat - half_lat), min(90, middle_lat + half_lat), "N", "S")
    return MapDrawing(
        width=MAP_WIDTH,
        height=MAP_HEIGHT,
        points=tuple(points),
        meridians=tuple((spot(middle_lat, lon)[0], label) for lon, label in meridians),
        parallels=tuple((spot(lat, middle_lon)[1], label) for lat, label in parallels),
        bar=_bar(scale),
    )


def _unwrapped(lons: Iterable[float]) -> list[float]:
    """Longitudes shifted by whole turns so that the widest empty stretch lies outside the map."""
    values = list(lons)
    ring = sorted(values)
    gaps = [((ring[(i + 1) % len(ring)] - lon) % 360, i) for i, lon in enumerate(ring)]
    start = ring[(max(gaps)[1] + 1) % len(ring)]
    return [lon if lon >= start else lon + 360 for lon in values]


def _graticule(low: float, high: float, positive: str, negative: str) -> tuple[tuple[float, str], ...]:
    """Round degrees, four or so of them."""
    wanted = (high - low) / 5
    step = next((s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45) if s >= wanted), 90)
    first = math.ceil(low / step)
    values = [round(i * step, 6) for i in range(first, math.floor(high / step) + 1)]
    return tuple((value, _degrees(value, positive, negative)) for value in values)


def _degrees(value: float, positive: str, negative: str) -> str:
    if positive == "E":
        value = (value + 180) % 360 - 180
    return f"{abs(value):g}° {positive if value >= 0 else negative}" if value else "0°"


def _bar(scale: float) -> tuple[float, str]:
    """A round length of about a sixth of the map."""
    wanted = MAP_WIDTH / 6 / scale * DEGREE_M
    power = 10 ** math.floor(math.log10(wanted))
    metres = max(m * power for m in (1, 2, 5) if m * power <= wanted)
    words = f"{metres / 1000:,.0f} km" if metres >= 1000 else f"{metres:.0f} m"
    return metres / DEGREE_M * scale, words
