"""Positions of the small drawings."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.exporters.html.chart import MAP_HEIGHT, MAP_WIDTH, TRACK, map_of, timeline
from tests.exporters.sample import match

PLACES = st.builds(
    m.Place,
    name=st.just("x"),
    lat=st.floats(-89, 89),
    lon=st.floats(-180, 180),
    radius_m=st.one_of(st.none(), st.floats(1, 500_000)),
)


@given(st.lists(PLACES, min_size=1, max_size=6))
def test_every_place_lies_on_the_map(places: list[m.Place]) -> None:
    drawing = map_of(places)
    assert drawing is not None
    for point in drawing.points:
        assert 0 <= point.x <= MAP_WIDTH
        assert 0 <= point.y <= MAP_HEIGHT
        assert math.isfinite(point.rx + point.ry)
    assert 0 < drawing.bar[0] <= MAP_WIDTH / 5


def test_the_map_does_not_break_at_the_date_line() -> None:
    drawing = map_of([m.Place(name="Fiji", lat=-18, lon=179), m.Place(name="Samoa", lat=-14, lon=-172)])
    assert drawing is not None
    fiji, samoa = drawing.points
    assert fiji.x < samoa.x
    assert drawing.bar[1] == "200 km"


def test_no_places_no_map() -> None:
    assert map_of([]) is None


def test_timelines_of_like_length_share_a_scale() -> None:
    drawn = timeline(match(), 12.0)
    assert drawn.same_scale
    assert drawn.widths == pytest.approx((TRACK * 12 / 41, TRACK))
    assert drawn.joins[0] == pytest.approx((0, TRACK * 11.5 / 41, TRACK * 17 / 41, TRACK * 28.5 / 41))


def test_a_clip_of_an_hour_keeps_its_own_scale() -> None:
    long = replace(match(), compared=replace(match().compared, duration=Fraction(3600)))
    drawn = timeline(long, 12.0)
    assert not drawn.same_scale
    assert drawn.widths == pytest.approx((TRACK, TRACK))
    assert drawn.lengths == ("0:12.0", "1:00:00")
