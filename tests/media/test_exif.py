"""EXIF of real pictures made by Pillow, and of damaged ones."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.media.found import Found
from provenance.media.sources import of_picture
from provenance.metadata.stated import created, device_of, encoders, location
from provenance.metadata.values import device
from provenance.model import Instant, ZonelessTime
from tests.media.small import photo

DEGREES = (48.0, 56.0, 54.0)


def read(data: bytes) -> Found:
    return of_picture(data, ())[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_time_and_device_are_read(kind: str) -> None:
    data = photo(
        kind,
        lat=(DEGREES, "N"),
        lon=((38.0, 29.0, 30.0), "E"),
        taken="2022:06:19 14:05:07",
        make="Acme",
        model="Acme One",
        software="Retouch 3",
    )
    said = read(data)
    place = location(said.stated)
    assert place is not None
    assert (place.lat, place.lon) == pytest.approx((48.948333, 38.491667), abs=1e-6)
    assert created(said.stated) == (ZonelessTime(value=datetime(2022, 6, 19, 14, 5, 7)),)  # noqa: DTZ001 - the point of the type
    assert (device_of(said.stated), encoders(said.stated), said.warnings) == ("Acme One", ("Retouch 3",), ())


@pytest.mark.parametrize(
    ("ns", "ew", "signs"), [("N", "E", (1, 1)), ("S", "E", (-1, 1)), ("N", "W", (1, -1)), ("S", "W", (-1, -1))]
)
def test_the_hemisphere_counts(ns: str, ew: str, signs: tuple[int, int]) -> None:
    place = location(read(photo(lat=((33.0, 30.0, 0.0), ns), lon=((70.0, 15.0, 0.0), ew))).stated)
    assert place is not None
    assert (place.lat, place.lon) == (33.5 * signs[0], 70.25 * signs[1])


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (((33.0, 0.0, 0.0), ""), ((70.0, 0.0, 0.0), "E")),
        (((33.0, 0.0, 0.0), "X"), ((70.0, 0.0, 0.0), "E")),
        (((0.0, 0.0, 0.0), "N"), ((0.0, 0.0, 0.0), "E")),
        (((97.0, 0.0, 0.0), "N"), ((70.0, 0.0, 0.0), "E")),
    ],
)
def test_a_place_that_would_be_a_guess_is_left_out(
    lat: tuple[tuple[float, float, float], str], lon: tuple[tuple[float, float, float], str]
) -> None:
    said = read(photo(lat=lat, lon=lon))
    assert location(said.stated) is None
    assert said.warnings


def test_a_stated_offset_makes_an_instant() -> None:
    said = read(photo(taken="2022:06:19 14:05:07", offset="+03:00"))
    assert created(said.stated) == (Instant(value=datetime(2022, 6, 19, 11, 5, 7, tzinfo=UTC)),)


@pytest.mark.parametrize("taken", ["0000:00:00 00:00:00", "yesterday", "2022:13:40 25:61:61", "    :  :     :  :  "])
def test_a_time_that_is_none_is_left_out(taken: str) -> None:
    assert created(read(photo(taken=taken)).stated) == ()


def test_a_picture_without_exif_says_nothing() -> None:
    said = read(photo())
    assert (created(said.stated), location(said.stated), device_of(said.stated)) == ((), None, None)


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [("Acme", "One", "Acme One"), ("acme", "Acme One", "Acme One"), ("", "One", "One"), ("", "", None), ("Acme", "", "Acme")],
)
def test_make_and_model_read_as_one_name(make: str, model: str, name: str | None) -> None:
    assert device(make, model) == name


WHOLE = photo(lat=(DEGREES, "N"), lon=(DEGREES, "E"), taken="2022:06:19 14:05:07", make="Acme")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 255)), max_size=20), st.integers(0, len(WHOLE)))
def test_damage_never_crashes(hits: list[tuple[int, int]], length: int) -> None:
    data = bytearray(WHOLE)
    for where, value in hits:
        data[where] = value
    read(bytes(data[:length]))
