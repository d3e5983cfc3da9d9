"""Where the sun stood, and whether that fits the light which a person states. Computed with ``astral``, never stored.

astral follows NOAA's solar calculator (https://gml.noaa.gov/grad/solcalc/), good to about a hundredth of a degree in
this century.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from astral import Observer
from astral.sun import azimuth, elevation

from provenance.model import Bearing, Instant, InstantInterval, Light, Point

__all__ = ["SUNRISE", "SunPosition", "light_against", "shadow_against", "sun_at", "sun_over"]

SUNRISE = -0.833
"""Degrees of the sun's centre at sunrise: half its disc and the air's refraction at the horizon."""
TWILIGHT = -6.0
"""Below this it is dark outdoors without lamps (civil twilight)."""
STEP = timedelta(minutes=10)
LONGEST = timedelta(days=3)
"""Of a longer stretch nothing is said."""
SHADOW_TOLERANCE = 10.0
"""Degrees, where nobody states any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SunPosition:
    """The sun's centre at one moment, seen from one point."""

    at: Instant
    azimuth: float
    """Degrees clockwise from true north."""
    elevation: float
    """Degrees above the horizon, without refraction; negative below."""

    def __str__(self) -> str:
        return f"azimuth {self.azimuth:.1f}°, elevation {self.elevation:.1f}°"


def sun_at(point: Point, at: Instant) -> SunPosition:
    """Where the sun stands."""
    observer = Observer(latitude=point.lat, longitude=point.lon)
    return SunPosition(
        at=at,
        azimuth=azimuth(observer, at.value) % 360,
        elevation=elevation(observer, at.value, with_refraction=False),
    )


def sun_over(point: Point, interval: InstantInterval) -> tuple[SunPosition, ...]:
    """Every ten minutes from the first moment to the last, both included; nothing for more than three days."""
    if interval.end.value - interval.start.value > LONGEST:
        return ()
    return tuple(sun_at(point, at) for at in _moments(interval))


def _moments(interval: InstantInterval) -> Iterator[Instant]:
    at = interval.start.value
    while at < interval.end.value:
        yield Instant(value=at)
        at += STEP
    yield interval.end


def light_against(light: Light, positions: tuple[SunPosition, ...]) -> str:
    """Why the sun cannot have given ``light`` at any of these moments, in words; empty where it can, or nothing is known."""
    if not positions:
        return ""
    highest, lowest = (pick(positions, key=lambda p: p.elevation) for pick in (max, min))
    if light is Light.DAY and highest.elevation < TWILIGHT:
        return f"the sun stood {-highest.elevation:.1f}° or more below the horizon"
    if light is Light.NIGHT and lowest.elevation > SUNRISE:
        return f"the sun stood {lowest.elevation:.1f}° or more above the horizon"
    return ""


def shadow_against(shadow: Bearing, positions: tuple[SunPosition, ...]) -> str:
    """Why no shadow can have pointed to ``shadow`` at any of these moments; empty where one can, or nothing is known."""
    risen = [p for p in positions if p.elevation > SUNRISE]
    if not positions:
        return ""
    if not risen:
        return "the sun was below the horizon and cast no shadow"
    nearest = min(risen, key=lambda p: _turn(p.azimuth + 180, shadow.degrees))
    off = _turn(nearest.azimuth + 180, shadow.degrees)
    if off <= (shadow.tolerance or SHADOW_TOLERANCE):
        return ""
    return f"shadows pointed to {(nearest.azimuth + 180) % 360:.0f}° at the nearest, {off:.0f}° away"


def _turn(one: float, other: float) -> float:
    """Degrees between two directions, 0–180."""
    return abs((one - other + 180) % 360 - 180)
