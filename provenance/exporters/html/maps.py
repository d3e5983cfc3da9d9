"""Positions for plain maps of places: numbered pins, circles of uncertainty, rough outlines. Numbers only; the template draws."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from provenance.exporters.html.outlines import Box, lines_in
from provenance.exporters.html.towns import Frame, TownMark, town_marks
from provenance.exporters.wording import ENGLISH, Wording, term
from provenance.model import Place, Town

__all__ = ["MapDrawing", "Pin", "map_of", "maps_of"]

MAP_WIDTH, MAP_HEIGHT = 640.0, 380.0
DEGREE_M = 111_320.0
"""Metres per degree of latitude."""
PIN_GAP = 22.0
"""Pins nearer than this, in user units, become one."""
CLOSE_UPS = 3
"""Maps drawn besides the first."""
AROUND, CLOSE = 0.5, 0.02
"""Degrees of latitude that the first map shows at least, so that what lies around is seen, and that a close-up does."""
FINEST_OUTLINE_M = 150_000.0
"""Width of ground below which the rough outlines would mislead."""
LABEL_MARGIN = (14.0, 52.0)
"""Room for a line's words: above a parallel, right of a meridian."""
EAST_WEST = (term("{degrees}° E"), term("{degrees}° W"))
NORTH_SOUTH = (term("{degrees}° N"), term("{degrees}° S"))
WIDE = ("country", "division", "region")
"""Kinds of places whose circle does not stretch the map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One or more places at one spot of the map."""

    numbers: tuple[int, ...]
    """Of the list beside the map."""
    x: float
    y: float
    circles: tuple[tuple[float, float, float, float], ...]
    """Centre and half axes of each stated uncertainty."""

    @property
    def half(self) -> float:
        """Half its width."""
        return max(10.0, 4 + 3.6 * len(self.label))

    @property
    def label(self) -> str:
        """``3``, ``1, 2``, ``1–4``, ``1, 3 +5``."""
        first, last = self.numbers[0], self.numbers[-1]
        if len(self.numbers) > 2 and last - first == len(self.numbers) - 1:
            return f"{first}–{last}"
        more = f" +{len(self.numbers) - 3}" if len(self.numbers) > 3 else ""
        return ", ".join(str(number) for number in self.numbers[:3]) + more


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """An equirectangular map, true to scale at its middle latitude."""

    title: str
    width: float
    height: float
    pins: tuple[Pin, ...]
    outlines: tuple[tuple[str, str], ...]
    """(``coast`` or ``border``, path data)."""
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    bar: tuple[float, str]
    """Length of the scale bar and its words."""
    towns: tuple[TownMark, ...] = ()


def maps_of(places: Sequence[Place], say: Wording = ENGLISH, *, towns: Sequence[Town] = ()) -> tuple[MapDrawing, ...]:
    """One map of all ``places``, then a close-up of each spot where several of them fall together."""
    numbered = tuple(enumerate(places, start=1))
    whole = map_of(numbered, say("All places"), say, towns=towns, least=AROUND)
    if whole is None:
        return ()
    crowded = [pin for pin in whole.pins if len(pin.numbers) > 1 and _spread_m([places[n - 1] for n in pin.numbers]) > 100]
    chosen = sorted(crowded, key=lambda pin: -len(pin.numbers))[:CLOSE_UPS]
    if len(whole.pins) == 1:
        return (whole,)
    groups = (([(n, places[n - 1]) for n in pin.numbers], say("Closer: {pins}", pins=pin.label)) for pin in chosen)
    close = (map_of(group, title, say, towns=towns) for group, title in groups)
    return (whole, *(drawing for drawing in close if drawing))


def map_of(
    numbered: Sequence[tuple[int, Place]],
    title: str = "",
    say: Wording = ENGLISH,
    *,
    towns: Sequence[Town] = (),
    least: float = CLOSE,
) -> MapDrawing | None:
    """The part of the Earth that holds the places, and the radii of the towns among them; ``None`` without places."""
    if not numbered:
        return None
    places = [place for _, place in numbered]
    view = _view(places, least)
    box, pins, bar = view.box, _pins(numbered, view), _bar(view.scale, say)
    meridians = _graticule(box.west, box.east, EAST_WEST, say)
    parallels = _graticule(box.south, box.north, NORTH_SOUTH, say)
    outlined = MAP_WIDTH / view.scale * DEGREE_M >= FINEST_OUTLINE_M
    return MapDrawing(
        title=title,
        width=MAP_WIDTH,
        height=MAP_HEIGHT,
        pins=pins,
        outlines=tuple(_outlines(view)) if outlined else (),
        meridians=tuple(_labelled((view.spot(view.lat, lon)[0], label) for lon, label in meridians)),
        parallels=tuple(_labelled((view.spot(lat, view.lon)[1], label) for lat, label in parallels)),
        bar=bar,
        towns=town_marks(towns, view.near, within=(0.0, 0.0, MAP_WIDTH, MAP_HEIGHT), taken=_taken(pins, bar)),
    )


def _taken(pins: Sequence[Pin], bar: tuple[float, str]) -> list[Frame]:
    """Where no town's name may stand: over pins, the scale bar, the words of the grid."""
    held = [(pin.x - pin.half - 1, pin.y - 11.0, pin.x + pin.half + 1, pin.y + 11.0) for pin in pins]
    corner = (MAP_WIDTH - bar[0] - 24, MAP_HEIGHT - 54, MAP_WIDTH, MAP_HEIGHT)
    return [*held, corner, (0.0, 0.0, LABEL_MARGIN[1], MAP_HEIGHT), (0.0, MAP_HEIGHT - 18, MAP_WIDTH, MAP_HEIGHT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """What part of the Earth is drawn, and how large."""

    lat: float
    lon: float
    """Of the middle."""
    squeeze: float
    """Width of a degree of longitude over that of one of latitude."""
    scale: float
    """User units per degree of latitude."""
    lons: tuple[float, ...]
    """Of the places, unwrapped."""

    def spot(self, lat: float, lon: float) -> tuple[float, float]:
        return MAP_WIDTH / 2 + (lon - self.lon) * self.squeeze * self.scale, MAP_HEIGHT / 2 - (lat - self.lat) * self.scale

    def near(self, lat: float, lon: float) -> tuple[float, float]:
        """The spot on this side of the globe, wherever the longitude counts from."""
        return self.spot(lat, lon + 360 * round((self.lon - lon) / 360))

    @property
    def box(self) -> Box:
        across, down = MAP_WIDTH / 2 / self.squeeze / self.scale, MAP_HEIGHT / 2 / self.scale
        south, north = max(-90.0, self.lat - down), min(90.0, self.lat + down)
        return Box(west=self.lon - across, east=self.lon + across, south=south, north=north)


def _view(places: Sequence[Place], least: float) -> _View:
    lons, lats = _unwrapped([place.lon for place in places]), [place.lat for place in places]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    squeeze = max(0.05, math.cos(math.radians(lat)))
    radii = [place.radius_m or 0.0 for place in places if place.kind not in WIDE or len(places) == 1]
    reach = max(radii, default=0.0) / DEGREE_M
    across, down = (max(lons) - min(lons)) * squeeze + 2 * reach, max(lats) - min(lats) + 2 * reach
    scale = min(0.78 * MAP_WIDTH / max(across, least), 0.74 * MAP_HEIGHT / max(down, least))
    return _View(lat=lat, lon=lon, squeeze=squeeze, scale=scale, lons=tuple(lons))


def _pins(numbered: Sequence[tuple[int, Place]], view: _View) -> tuple[Pin, ...]:
    """Each place joins the first pin that is near enough on the page."""
    pins: list[list[tuple[int, float, float, float, float]]] = []
    for (number, place), lon in zip(numbered, view.lons, strict=True):
        x, y = view.spot(place.lat, lon)
        radius = (place.radius_m or 0) / DEGREE_M * view.scale
        own = max(0.05, math.cos(math.radians(place.lat)))
        spot = (number, x, y, radius * view.squeeze / own, radius)
        home = next((pin for pin in pins if math.hypot(pin[0][1] - x, pin[0][2] - y) < PIN_GAP), None)
        (home.append(spot) if home else pins.append([spot]))
    return tuple(
        Pin(
            numbers=tuple(spot[0] for spot in pin),
            x=pin[0][1],
            y=pin[0][2],
            circles=tuple(spot[1:] for spot in pin if spot[3] > 0),
        )
        for pin in pins
    )


def _spread_m(places: Sequence[Place]) -> float:
    """Rough extent of a group, in metres."""
    lons, lats = _unwrapped([place.lon for place in places]), [place.lat for place in places]
    return max(max(lats) - min(lats), (max(lons) - min(lons)) * math.cos(math.radians(lats[0]))) * DEGREE_M


def _outlines(view: _View) -> Iterator[tuple[str, str]]:
    """One path for all coasts, one for all borders."""
    drawn: dict[str, list[str]] = {}
    for line in lines_in(view.box):
        points = [view.spot(lat, lon) for lon, lat in line.points]
        drawn.setdefault(line.kind, []).append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points))
    for kind, paths in drawn.items():
        yield kind, "".join(paths)


def _unwrapped(lons: Iterable[float]) -> list[float]:
    """Longitudes shifted by whole turns so that the widest empty stretch lies outside the map."""
    values = list(lons)
    ring = sorted(values)
    gaps = [((ring[(i + 1) % len(ring)] - lon) % 360, i) for i, lon in enumerate(ring)]
    start = ring[(max(gaps)[1] + 1) % len(ring)]
    return [lon if lon >= start else lon + 360 for lon in values]


def _graticule(low: float, high: float, signs: tuple[str, str], say: Wording) -> tuple[tuple[float, str], ...]:
    """Round degrees, four or so of them."""
    wanted = (high - low) / 5
    step = next((s for s in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45) if s >= wanted), 90)
    first = math.ceil(low / step)
    values = [round(i * step, 6) for i in range(first, math.floor(high / step) + 1)]
    return tuple((value, _degrees(value, signs, say)) for value in values)


def _labelled(lines: Iterable[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """A line whose words would be cut off by the map's edge has none."""
    for at, label in lines:
        yield at, label if LABEL_MARGIN[0] <= at <= MAP_WIDTH - LABEL_MARGIN[1] else ""


def _degrees(value: float, signs: tuple[str, str], say: Wording) -> str:
    if signs is EAST_WEST:
        value = (value + 180) % 360 - 180
    return say(signs[value < 0], degrees=say.rounded(abs(value))) if value else "0°"


def _bar(scale: float, say: Wording) -> tuple[float, str]:
    """A round length of about a sixth of the map."""
    wanted = MAP_WIDTH / 6 / scale * DEGREE_M
    power = 10 ** math.floor(math.log10(wanted))
    metres = max(m * power for m in (1, 2, 5) if m * power <= wanted)
    return metres / DEGREE_M * scale, say.distance(metres)
