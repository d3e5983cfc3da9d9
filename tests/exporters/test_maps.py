"""Maps of places: every place on them, crowded ones once more from nearer."""

import math

from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.exporters.html.maps import MAP_HEIGHT, MAP_WIDTH, PIN_GAP, map_of, maps_of
from provenance.exporters.html.outlines import Box, lines_in

PLACES = st.builds(
    m.Place,
    name=st.just("x"),
    lat=st.floats(-89, 89),
    lon=st.floats(-180, 180),
    radius_m=st.one_of(st.none(), st.floats(1, 500_000)),
    kind=st.sampled_from([None, "city", "country"]),
)


def place(lat: float, lon: float, **more: object) -> m.Place:
    return m.Place(name="x", lat=lat, lon=lon, **more)  # type: ignore[arg-type]


@given(st.lists(PLACES, min_size=1, max_size=6))
def test_every_place_has_its_number_on_the_map_and_no_pins_touch(places: list[m.Place]) -> None:
    for drawing in maps_of(places):
        assert 0 < drawing.bar[0] <= MAP_WIDTH / 5
        for n, pin in enumerate(drawing.pins):
            assert 0 <= pin.x <= MAP_WIDTH
            assert 0 <= pin.y <= MAP_HEIGHT
            assert all(math.isfinite(number) for circle in pin.circles for number in circle)
            assert all(math.hypot(pin.x - other.x, pin.y - other.y) >= PIN_GAP for other in drawing.pins[:n])
    first = maps_of(places)[0]
    assert sorted(number for pin in first.pins for number in pin.numbers) == list(range(1, len(places) + 1))


def test_places_that_fall_together_are_drawn_again_from_nearer() -> None:
    whole, close = maps_of([place(46.62, 31.10), place(46.49, 30.74), place(34.43, 35.84)])
    assert [pin.numbers for pin in whole.pins] == [(1, 2), (3,)]
    assert [pin.label for pin in close.pins] == ["1", "2"]


def test_one_spot_named_twice_needs_no_close_up() -> None:
    (drawing,) = maps_of([place(46.62, 31.10), place(46.62, 31.10), place(34.43, 35.84)])
    assert [pin.label for pin in drawing.pins] == ["1, 2", "3"]


def test_a_country_does_not_stretch_the_map_of_its_towns() -> None:
    towns = [(1, place(44.18, 28.63)), (2, place(44.43, 26.10))]
    country = (3, place(44.30, 27.3, kind="country", radius_m=400_000.0))
    with_country, without = map_of([*towns, country]), map_of(towns)
    assert with_country is not None
    assert without is not None
    assert with_country.bar == without.bar


def test_the_map_does_not_break_at_the_date_line() -> None:
    drawing = map_of(((1, place(-18, 179)), (2, place(-14, -172))))
    assert drawing is not None
    fiji, samoa = drawing.pins
    assert fiji.x < samoa.x
    assert drawing.bar[1] == "200 km"


def test_outlines_show_where_it_is_but_not_too_near() -> None:
    far, near = map_of(((1, place(46, 30)), (2, place(41, 29)))), map_of(((1, place(46, 30)), (2, place(46.1, 30.1))))
    assert far is not None
    assert near is not None
    assert {kind for kind, _ in far.outlines} == {"coast", "border"}
    assert near.outlines == (), "lines for the whole Earth mislead at ten kilometres"


def test_outlines_reach_across_the_box_and_over_the_date_line() -> None:
    black_sea = Box(west=27, east=42, south=40, north=47)
    coast = [point for line in lines_in(black_sea) if line.kind == "coast" for point in line.points]
    assert any(28 < lon < 30 and 43 < lat < 46 for lon, lat in coast), "the western shore"
    assert not any(lon < 0 for lon, _ in coast)
    assert list(lines_in(Box(west=178, east=182, south=64, north=70))), "Chukotka"


def test_no_places_no_map() -> None:
    assert maps_of([]) == ()
    assert map_of(()) is None
