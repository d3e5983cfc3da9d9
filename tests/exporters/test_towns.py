"""Towns on maps: the largest first, no name over another, over a pin or beyond the edge."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.exporters.html import render
from provenance.exporters.html.maps import MAP_HEIGHT, MAP_WIDTH, MapDrawing, map_of, maps_of
from provenance.exporters.html.towns import Frame, TownMark
from provenance.pipeline.surroundings import towns_around
from provenance.store import gazetteer
from tests.exporters.sample import snapshot

CONSTANTA, ODESA = (
    m.Town(name="Constanța", lat=44.18, lon=28.63, population=263_000),
    m.Town(name="Odesa", lat=46.48, lon=30.73, population=1_000_000),
)
TOWNS = st.builds(
    m.Town,
    name=st.text(st.characters(categories=["L"]), min_size=1, max_size=30),
    lat=st.floats(43, 48),
    lon=st.floats(26, 33),
    population=st.integers(0, 10_000_000),
)
PLACES = [(1, m.Place(name="x", lat=44.2, lon=28.6)), (2, m.Place(name="y", lat=46.6, lon=31.1))]


def drawn(towns: list[m.Town]) -> MapDrawing:
    drawing = map_of(PLACES, towns=towns)
    assert drawing is not None
    return drawing


def label(mark: TownMark) -> Frame:
    """On the safe side: four user units a letter."""
    wide = 4 * len(mark.name)
    return (
        (mark.x - 5 - wide, mark.y - 5, mark.x, mark.y + 5) if mark.left else (mark.x, mark.y - 5, mark.x + 5 + wide, mark.y + 5)
    )


@given(st.lists(TOWNS, max_size=40))
def test_no_name_lies_over_another_over_a_pin_or_beyond_the_edge(towns: list[m.Town]) -> None:
    drawing = drawn(towns)
    frames = [label(mark) for mark in drawing.towns]
    frames += [(pin.x - pin.half, pin.y - 10, pin.x + pin.half, pin.y + 10) for pin in drawing.pins]
    for n, one in enumerate(frames):
        assert 0 <= one[0] <= one[2] <= MAP_WIDTH
        assert 0 <= one[1] <= one[3] <= MAP_HEIGHT
        for other in frames[:n]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_largest_come_first_and_give_way_to_nobody() -> None:
    crowd = [replace(ODESA, name=f"Village {n}", lat=45.4 + n / 500, lon=30.0, population=n) for n in range(60)]
    named = [mark.name for mark in drawn([*crowd, replace(ODESA, lat=45.4, lon=30.0)]).towns]
    assert named[0] == "Odesa"
    assert len(named) < 18


def test_a_suburb_gives_way_to_its_city() -> None:
    suburb = replace(ODESA, name="Usatove", lat=45.43, lon=30.0, population=9_000)
    assert [mark.name for mark in drawn([suburb, replace(ODESA, lat=45.4, lon=30.0)]).towns] == ["Odesa"]


def test_around_a_single_place_there_is_room_for_towns() -> None:
    near = m.Town(name="Lysychansk", lat=48.92, lon=38.43, population=95_000)
    towns = [near, replace(near, name="Kreminna", lat=49.05, lon=38.22, population=20_000)]
    (drawing,) = maps_of([m.Place(name="x", lat=48.95, lon=38.49, radius_m=4000.0)], towns=towns)
    assert [mark.name for mark in drawing.towns] == ["Lysychansk", "Kreminna"]
    ((_, _, across, down),) = drawing.pins[0].circles
    assert 10 < across < 60
    assert down == pytest.approx(across, rel=0.01)


def test_towns_beyond_the_map_are_left_out_and_the_date_line_is_no_edge() -> None:
    assert drawn([replace(ODESA, lat=-30.0)]).towns == ()
    fiji = map_of(
        [(1, m.Place(name="x", lat=-18, lon=179.5)), (2, m.Place(name="y", lat=-18, lon=-179))],
        towns=[
            m.Town(name="Labasa", lat=-16.9, lon=-179.8, population=28_000),
            m.Town(name="Suva", lat=-18.3, lon=179.9, population=93_000),
        ],
    )
    assert fiji is not None
    assert [mark.name for mark in fiji.towns] == ["Suva"]


def test_maps_without_towns_are_as_they_were() -> None:
    assert all(drawing.towns == () for drawing in maps_of([place for _, place in PLACES]))


def test_the_report_draws_them_and_hostile_names_stay_text() -> None:
    near = m.Town(name="<b>Sarajevo</b>", lat=43.85, lon=19.5, population=400_000)
    page = render(replace(snapshot(), towns=(near,))).decode()
    assert re.search(r'<text class="town"[^>]*>&lt;b&gt;Sarajevo&lt;/b&gt;</text>', page)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "places.sqlite"
    monkeypatch.setattr(gazetteer, "default_path", lambda: path)
    return path


def test_a_machine_without_a_gazetteer_builds_none_for_a_report(small: Path) -> None:
    assert towns_around(snapshot()) == ()
    assert not small.exists()


def test_towns_around_the_places_are_looked_up() -> None:
    with gazetteer.open_gazetteer():
        pass  # built once on this machine
    towns = towns_around(snapshot())
    assert {"Sarajevo", "Tuzla"} <= {town.name for town in towns}
    assert [town.population for town in towns] == sorted((town.population for town in towns), reverse=True)
    assert towns_around(replace(snapshot(), articles=(), claims=(), reviews=(), media=())) == ()
