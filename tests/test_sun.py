"""The sun against the Astronomical Almanac's low-precision formula, and light and shadows held against it."""

from datetime import UTC, datetime, timedelta
from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.chain.sun import light_against, shadow_against, sun_at, sun_over
from provenance.model import Bearing, Instant, InstantInterval, Light, Point

EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
KYIV = Point(lat=50.45, lon=30.52)


def almanac(point: Point, at: datetime) -> tuple[float, float]:
    """Azimuth and elevation; good to 0.01° between 1950 and 2050."""
    days = (at - EPOCH) / timedelta(days=1)
    anomaly = radians(357.528 + 0.9856003 * days)
    longitude = radians(280.460 + 0.9856474 * days + 1.915 * sin(anomaly) + 0.020 * sin(2 * anomaly))
    tilt = radians(23.439 - 0.0000004 * days)
    ascension = atan2(cos(tilt) * sin(longitude), cos(longitude))
    declination = asin(sin(tilt) * sin(longitude))
    hour = radians((18.697374558 + 24.06570982441908 * days) * 15 + point.lon) - ascension
    lat = radians(point.lat)
    elevation = asin(sin(lat) * sin(declination) + cos(lat) * cos(declination) * cos(hour))
    azimuth = atan2(-sin(hour), cos(lat) * sin(declination) / cos(declination) - sin(lat) * cos(hour))
    return degrees(azimuth) % 360, degrees(elevation)


@given(
    st.floats(-89.9, 89.9),
    st.floats(-180, 180),
    st.datetimes(datetime(1990, 1, 1), datetime(2049, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone stands beside
)
def test_the_sun_stands_where_the_almanac_has_it(lat: float, lon: float, at: datetime) -> None:
    point = Point(lat=lat, lon=lon)
    found, (azimuth, elevation) = sun_at(point, Instant(value=at)), almanac(point, at)
    assert found.elevation == pytest.approx(elevation, abs=0.1)
    off = abs((found.azimuth - azimuth + 180) % 360 - 180)
    assert off * cos(radians(elevation)) < 0.1  # near the zenith an azimuth means little


def over(start: str, end: str | None = None) -> InstantInterval:
    first = Instant(value=datetime.fromisoformat(start))
    return InstantInterval(start=first, end=Instant(value=datetime.fromisoformat(end)) if end else first)


def test_light_that_the_sun_cannot_have_given() -> None:
    night, noon = sun_over(KYIV, over("2024-05-04T01:00+03:00")), sun_over(KYIV, over("2024-05-04T13:00+03:00"))
    assert light_against(Light.DAY, night).startswith("the sun stood 2")
    assert light_against(Light.NIGHT, noon).startswith("the sun stood 5")
    assert light_against(Light.DAY, noon) == light_against(Light.NIGHT, night) == ""
    # Some moment of the stretch may have been light.
    assert light_against(Light.DAY, sun_over(KYIV, over("2024-05-04T01:00+03:00", "2024-05-04T06:00+03:00"))) == ""
    # Dusk is neither: a minute after sunset one sees well.
    assert light_against(Light.DAY, sun_over(KYIV, over("2024-05-04T20:30+03:00"))) == ""
    assert sun_over(KYIV, over("2024-05-04T01:00+03:00", "2024-05-09T01:00+03:00")) == ()
    assert light_against(Light.DAY, ()) == ""


def test_shadows_that_the_sun_cannot_have_cast() -> None:
    noon = sun_over(KYIV, over("2024-05-04T13:00+03:00"))
    assert shadow_against(Bearing(degrees=0, tolerance=10), noon) == ""
    assert "to 2° at the nearest" in shadow_against(Bearing(degrees=90, tolerance=10), noon)
    assert "no shadow" in shadow_against(Bearing(degrees=0), sun_over(KYIV, over("2024-05-04T01:00+03:00")))
