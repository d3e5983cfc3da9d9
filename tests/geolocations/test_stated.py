"""What people type: points, times, stretches; nothing is guessed, and what cannot be read is said."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from provenance import model as m
from provenance.geolocations import stated


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("44.1021, 28.6503", 44.1021, 28.6503),
        ("-12.5 130", -12.5, 130.0),
        ("12.5S 130.25W", -12.5, -130.25),
        ("44°06'36\"N 28°39'00\"E", 44.11, 28.65),
        ("33° 51′ 25.2″ S, 151° 12′ E", -33.857, 151.2),
    ],
)
def test_points(text: str, lat: float, lon: float) -> None:
    found = stated.point(text)
    assert (found.lat, found.lon) == pytest.approx((lat, lon), abs=1e-9)


def test_times() -> None:
    assert stated.timestamp("2024-05-03") == m.CalendarDay(value=date(2024, 5, 3))
    assert stated.timestamp("2024-05-03T21:00") == m.ZonelessTime(value=datetime(2024, 5, 3, 21))  # noqa: DTZ001
    kyiv = stated.interval("2024-05-03T21:00/2024-05-03T22:00", "Europe/Kyiv")
    assert kyiv.start == m.Instant(value=datetime(2024, 5, 3, 18, tzinfo=UTC))
    assert kyiv.start.stated.hour == 21
    assert str(stated.interval("2024-05-03T21:00Z")) == "2024-05-03T21:00:00Z"
    assert str(stated.days("2024-02")) == "2024-02-01/2024-02-29"
    assert str(stated.days("2024")) == "2024-01-01/2024-12-31"
    assert str(stated.days("2024-05-03/2024-06")) == "2024-05-03/2024-06-30"


def test_stretches_bearings_and_features() -> None:
    assert stated.stretch("0:01-0:03.5") == m.TimeRange(start=Fraction(1), end=Fraction(7, 2))
    assert stated.stretch("1:00:00–3605") == m.TimeRange(start=Fraction(3600), end=Fraction(3605))
    assert stated.bearing("370 +- 15°") == m.Bearing(degrees=10, tolerance=15)
    assert stated.feature("0:03 two chimneys") == m.Feature(note="two chimneys", time=Fraction(3))
    assert stated.feature("two chimneys") == m.Feature(note="two chimneys")


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (stated.point, "91, 0"),
        (stated.point, "44.1"),
        (stated.point, "nan, nan"),
        (stated.timestamp, "yesterday"),
        (stated.interval, "2024-05-03T21:00"),
        (stated.interval, "2024-05-03"),
        (stated.interval, "2024-05-03T21:00Z/2024-05-02T21:00Z"),
        (lambda text: stated.interval(text, "Europe/Nowhere"), "2024-05-03T21:00"),
        (lambda text: stated.interval(text, "../../etc/passwd"), "2024-05-03T21:00"),
        (stated.days, "2024-13"),
        (stated.days, "2024-05-03/2024-05-01"),
        (stated.stretch, "0:03-0:01"),
        (stated.stretch, "3"),
        (stated.bearing, "120±0"),
        (stated.number, "inf"),
        (stated.feature, "0:03"),
    ],
)
def test_what_cannot_be_read_is_said(parse: Callable[[str], object], text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|month"):
        parse(text)
