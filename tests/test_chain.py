"""The chain: edges with their reasons, no circles, contradictions with both sides."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.chain import ContradictionKind, contradictions, derive
from provenance.chain.dates import days_in, spelled_days
from provenance.chain.places import distance_m
from tests.exporters import sample

DERIVED, ALTERNATE = m.DerivationRelation.WAS_DERIVED_FROM, m.DerivationRelation.ALTERNATE_OF
FOOTAGE = m.MatchRelation.SAME_FOOTAGE


def digest(name: object) -> m.Digest:
    return m.Digest.of(str(name).encode())


def match(query: object, compared: object, *edits: m.Edit, **more: object) -> m.Match:
    values: dict[str, object] = {"relation": FOOTAGE, "segments": ()} | more
    return m.Match(
        query=digest(query),
        compared=m.Compared(digest=digest(compared), name=str(compared), library="shelf"),
        score=0.9,
        threshold=0.5,
        algorithm="test",
        version="1",
        edits=edits,
        **values,  # type: ignore[arg-type]
    )


def crop(*, on_query: bool | None = True) -> m.Edit:
    return m.Edit(action="c2pa.cropped", description="cropped to the left half", on_query=on_query)


def case(*matches: m.Match, **more: object) -> m.Snapshot:
    return m.Snapshot(case="case", taken_at=sample.READ, program_version="1", matches=matches, **more)  # type: ignore[arg-type]


def record(name: object, *, width: int = 1280, device: str | None = None, references: tuple[str, ...] = ()) -> m.MediaRecord:
    stream = m.Stream(index=0, kind="video", codec="h264", width=width, height=width * 9 // 16)
    probe = m.Probe(digest=digest(name), container="mp4", duration=Fraction(10), streams=(stream,), device=device)
    file = m.KeptFile(digest=digest(name), role=m.FileRole.MEDIA, size=1, name=str(name), suffix=".mp4")
    return m.MediaRecord(file=file, references=tuple(m.ReferenceId(r) for r in references), probe=probe)


def said(kind: m.ClaimKind, value: str, **more: object) -> m.Claim:
    speaker = m.Agent(kind=m.AgentKind.PERSON, name=str(more.pop("by", "Ann")))
    values: dict[str, object] = {"about": digest("clip"), "status": m.ClaimStatus.CLAIMED} | more
    return m.Claim(
        id=m.ClaimId(m.stable_id("c", kind, value, speaker)),
        kind=kind,
        value=value,
        asserted_by=speaker,
        quote=value,
        **values,  # type: ignore[arg-type]
    )


def day(year: int, month: int, number: int) -> m.DateInterval:
    value = date(year, month, number)
    return m.DateInterval(words=value.isoformat(), start=value, end=value)


# ── edges ───────────────────────────────────────────────────────────────────────────────────────


def test_the_sample_case_as_a_whole() -> None:
    edges = {(e.child, e.parent): e for e in derive(sample.snapshot())}
    quoted = {parent for (child, parent) in edges if child == str(sample.ARTICLE)}
    assert quoted == {sample.TELEGRAM, sample.INSTAGRAM, sample.GONE, sample.BY_HAND, sample.DATED}, (
        "the site's own links are not quoted"
    )
    assert edges[str(sample.CLIP), sample.TELEGRAM].relation is m.DerivationRelation.SPECIALIZATION_OF
    by_hand = edges[str(sample.ATTACHED), sample.BY_HAND]
    assert by_hand.confidence < 1
    assert any(not reason.supports for reason in by_hand.evidence)
    copy = edges[str(sample.CLIP), str(sample.EARLIER)]
    assert copy.relation is DERIVED
    assert copy.confidence > 0.9
    words = " | ".join(reason.words for reason in copy.evidence if reason.supports)
    assert "cropped" in words
    assert "excerpt" in words
    assert "2023-08-14" in words
    assert "0.91" in words
    assert "mirrored" not in words, "a mirror image tells no direction"


@pytest.mark.parametrize(("on_query", "child", "parent"), [(True, "copy", "other"), (False, "other", "copy")])
def test_the_side_that_bears_the_edit_is_the_copy(*, on_query: bool, child: str, parent: str) -> None:
    (edge,) = derive(case(match("copy", "other", crop(on_query=on_query))))
    assert (edge.child, edge.parent, edge.relation) == (str(digest(child)), str(digest(parent)), DERIVED)


def test_without_a_trace_no_direction_is_claimed() -> None:
    (edge,) = derive(case(match("a", "b", m.Edit(action="c2pa.orientation", description="mirrored"))))
    assert edge.relation is ALTERNATE
    assert any("nothing tells" in reason.words for reason in edge.evidence)


@pytest.mark.parametrize("edit", [m.Edit(action="c2pa.placed", description="a picture inside a larger one"), crop(on_query=None)])
def test_an_edit_on_nobody_knows_which_side_tells_nothing(edit: m.Edit) -> None:
    (edge,) = derive(case(match("a", "b", edit)))
    assert edge.relation is ALTERNATE


def test_traces_that_oppose_each_other_cancel_and_are_told() -> None:
    (edge,) = derive(case(match("a", "b", crop(), m.Edit(action="c2pa.placed", description="a banner", on_query=False))))
    assert edge.relation is ALTERNATE
    assert sum("points one way" in reason.words for reason in edge.evidence) == 2


def test_evidence_against_a_direction_is_kept_with_it() -> None:
    media = (record("small", width=640, device="Phone"), record("large", width=1280))
    (edge,) = derive(
        case(match("small", "large", crop(), m.Edit(action="c2pa.placed", description="a banner", on_query=True)), media=media)
    )
    assert edge.child == str(digest("small"))
    assert edge.relation is DERIVED
    assert ["names a camera" in r.words for r in edge.evidence if not r.supports] == [True]


@pytest.mark.parametrize("relation", [m.MatchRelation.SAME_SCENE, m.MatchRelation.SAME_SOUND])
def test_same_scene_and_same_sound_are_no_derivation(relation: m.MatchRelation) -> None:
    assert derive(case(match("a", "b", crop(), relation=relation))) == ()


def test_a_file_is_not_derived_from_itself() -> None:
    assert derive(case(match("a", "a", crop()))) == ()


def test_a_pair_seen_from_both_sides_is_one_edge() -> None:
    (edge,) = derive(case(match("a", "b", crop()), match("b", "a", crop(on_query=False))))
    assert (edge.child, edge.parent) == (str(digest("a")), str(digest("b")))
    assert edge.confidence < 0.9, "the same trace does not count twice"


def test_a_library_note_dated_before_the_post_points_to_the_library() -> None:
    posted = said(m.ClaimKind.POSTED_ON, "2024-05-01", date=day(2024, 5, 1))
    found = match("clip", "old")
    dated = replace(found, compared=replace(found.compared, note="broadcast 3 May 2019, evening news"))
    (edge,) = derive(case(dated, media=(record("clip"),), claims=(posted,)))
    assert (edge.child, edge.relation) == (str(digest("clip")), DERIVED)
    assert any("3 May 2019" in reason.words for reason in edge.evidence)
    later = replace(found, compared=replace(found.compared, note="2025-01-01"))
    (edge,) = derive(case(later, media=(record("clip"),), claims=(posted,)))
    assert (edge.child, edge.relation) == (str(digest("old")), DERIVED)


def test_added_later_to_a_library_says_nothing_of_age() -> None:
    posted = said(m.ClaimKind.POSTED_ON, "2024-05-01", date=day(2024, 5, 1))
    found = match("clip", "old")
    added = replace(found.compared, added=m.Instant(value=datetime(2026, 1, 1, tzinfo=UTC)))
    (edge,) = derive(case(replace(found, compared=added), media=(record("clip"),), claims=(posted,)))
    assert edge.relation is ALTERNATE


def acyclic(edges: tuple[m.Derivation, ...]) -> bool:
    parents: dict[str, set[str]] = {}
    for edge in edges:
        if edge.relation is not ALTERNATE:
            parents.setdefault(edge.child, set()).add(edge.parent)
    while parents:
        leaves = [name for name, above in parents.items() if not above & parents.keys()]
        if not leaves:
            return False
        for name in leaves:
            del parents[name]
    return True


def test_a_circle_is_opened_at_its_weakest_edge_and_told() -> None:
    weak = m.Edit(action="c2pa.edited", description="a logo", on_query=True)
    edges = derive(case(match("a", "b", crop()), match("b", "c", crop()), match("c", "a", weak)))
    assert acyclic(edges)
    (opened,) = [edge for edge in edges if edge.relation is ALTERNATE]
    assert {opened.child, opened.parent} == {str(digest("c")), str(digest("a"))}
    assert any("circle" in reason.words and not reason.supports for reason in opened.evidence)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.sampled_from([None, True, False])), max_size=20))
def test_there_is_never_a_circle(pairs: list[tuple[int, int, bool | None]]) -> None:
    edges = derive(case(*(match(a, b, crop(on_query=side)) for a, b, side in pairs)))
    assert acyclic(edges)
    assert len({frozenset((e.child, e.parent)) for e in edges}) == len(edges)
    assert all(0 <= edge.confidence <= 1 and edge.evidence for edge in edges)


# ── contradictions ──────────────────────────────────────────────────────────────────────────────


def kinds(snapshot: m.Snapshot) -> list[ContradictionKind]:
    return [found.kind for found in contradictions(snapshot)]


def place(lat: float, lon: float, radius_m: float | None = 1000.0) -> m.Place:
    return m.Place(name=f"{lat},{lon}", lat=lat, lon=lon, radius_m=radius_m)


def test_reuse_of_earlier_footage_comes_first_with_both_sides() -> None:
    found = contradictions(sample.snapshot())
    assert [c.kind for c in found] == [
        ContradictionKind.EARLIER_FOOTAGE,
        ContradictionKind.POSTED_BEFORE,
        ContradictionKind.PLACES,
        ContradictionKind.THUMBNAIL,
        ContradictionKind.HIDDEN_FRAMES,
    ]
    earlier = found[0]
    assert earlier.about == sample.TELEGRAM
    assert {side.speaker for side in earlier.sides} == {"The Quay Observer", "library “harbour archive”"}
    assert {side.speaker for side in found[2].sides} == {"Our colleagues", "The mayor", "Y. Bystander", "@cranespotter"}


def test_earlier_footage_needs_an_event_that_came_later() -> None:
    old = replace(
        sample.snapshot(),
        matches=(replace(sample.match(), compared=replace(sample.match().compared, note="2026-03-08", added=None)),),
    )
    assert ContradictionKind.EARLIER_FOOTAGE not in kinds(old)


def test_places_whose_circles_meet_do_not_contradict() -> None:
    at, by = m.ClaimKind.FILMED_AT, {"by": "Ben"}
    near = (said(at, "x", place=place(50, 10, 3000.0)), said(at, "y", place=place(50.03, 10, 3000.0), **by))
    assert kinds(case(claims=near)) == []
    far = (near[0], said(at, "z", place=place(51, 10, 3000.0), **by))
    (found,) = contradictions(case(claims=far))
    assert found.kind is ContradictionKind.PLACES
    assert "111 km" in found.statement
    assert [side.speaker for side in found.sides] == ["Ann", "Ben"]


def test_a_place_said_of_the_post_meets_the_position_in_its_file() -> None:
    located = record("clip", references=("r00000001",))
    located = replace(located, probe=replace(located.probe, location=place(10, 10, None)))  # type: ignore[type-var]
    claims = (said(m.ClaimKind.FILMED_AT, "north", about=m.ReferenceId("r00000001"), place=place(60, 10)),)
    (found,) = contradictions(case(media=(located,), claims=claims))
    assert found.kind is ContradictionKind.GPS
    assert [side.claim is None for side in found.sides] == [False, True]


def test_a_denied_place_is_no_second_place_but_a_denial() -> None:
    at = m.ClaimKind.FILMED_AT
    held, denied = said(at, "x", place=place(50, 10)), said(at, "x", place=place(50, 10), by="Ben", status=m.ClaimStatus.DENIED)
    elsewhere = said(at, "z", place=place(60, 10), by="Cy", status=m.ClaimStatus.DENIED)
    (found,) = contradictions(case(claims=(held, denied, replace(denied, id=m.ClaimId("c-dan"), value="there"))))
    assert (found.kind, len(found.sides)) == (ContradictionKind.DENIED, 3), "all who deny the same stand in one"
    assert kinds(case(claims=(held, elsewhere))) == []


def test_times_that_cannot_be() -> None:
    filmed = said(m.ClaimKind.FILMED_ON, "then", date=day(2024, 5, 3))
    other = said(m.ClaimKind.FILMED_ON, "before", date=day(2024, 5, 1), by="Ben")
    posted = said(m.ClaimKind.POSTED_ON, "early", date=day(2024, 5, 1), by="Site")
    assert kinds(case(claims=(filmed, other))) == [ContradictionKind.DATES]
    assert kinds(case(claims=(filmed, posted))) == [ContradictionKind.POSTED_BEFORE]
    assert kinds(case(claims=(filmed, replace(posted, date=day(2024, 5, 2))))) == [], "may be the same moment in two zones"


def test_distance_of_a_degree() -> None:
    assert distance_m(place(0, 0), place(0, 1)) == pytest.approx(111_195, rel=1e-3)
    assert distance_m(place(0, 179.5), place(0, -179.5)) == pytest.approx(111_195, rel=1e-3)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-03", date(2019, 5, 3), date(2019, 5, 3)),
        ("aired 2019-05, twice", date(2019, 5, 1), date(2019, 5, 31)),
        ("le 1er décembre 2020", date(2020, 12, 1), date(2020, 12, 1)),
        ("3 мая 2021 г.", date(2021, 5, 3), date(2021, 5, 3)),
        ("March 2022", date(2022, 3, 1), date(2022, 3, 31)),
    ],
)
def test_dates_in_notes(text: str, first: date, last: date) -> None:
    assert [(start, end) for start, end, _ in days_in(text)] == [(first, last)]


@pytest.mark.parametrize("text", ["", "2000 people marched", "31 June 2020", "1920x1080 2019", "id 20190503", "Channel 2019"])
def test_no_dates_where_none_are(text: str) -> None:
    assert list(days_in(text)) == []


# ── places that contain others, dates in words ──────────────────────────────────────────────────


def town(name: str, lat: float, lon: float, country: str | None, division: str | None = None, **more: object) -> m.Place:
    values: dict[str, object] = {"kind": "city", "radius_m": 5000.0} | more
    return m.Place(name=name, lat=lat, lon=lon, country=country, division=division, **values)  # type: ignore[arg-type]


CONSTANTA = town("Constanța", 44.18, 28.63, "RO", "RO.14")
BUCHAREST = town("Bucharest", 44.43, 26.10, "RO", "RO.10")
ODESA = town("Odesa", 46.48, 30.74, "UA", "UA.17")
ROMANIA = town("Romania", 46.0, 25.0, "RO", kind="country", radius_m=300_000.0)
COUNTY = town("Constanța County", 44.2, 28.3, "RO", "RO.14", kind="division", radius_m=30_000.0)
EUROPE = town("Europe", 48.0, 9.0, None, kind="region")
TAGGED = town("GPS", 44.1, 28.65, None, kind=None, radius_m=None)


def sides(*places: m.Place) -> list[str]:
    claims = tuple(said(m.ClaimKind.FILMED_AT, p.name, place=p, by=f"{n}") for n, p in enumerate(places))
    return [side.place.name for found in contradictions(case(claims=claims)) for side in found.sides if side.place]


@pytest.mark.parametrize("wide", [ROMANIA, COUNTY, EUROPE])
@pytest.mark.parametrize("narrow", [CONSTANTA, TAGGED])
def test_what_contains_a_place_does_not_contradict_it(wide: m.Place, narrow: m.Place) -> None:
    assert sides(narrow, wide) == sides(wide, narrow) == []


def test_another_country_or_division_does_contradict() -> None:
    assert sides(ROMANIA, ODESA) == ["Odesa", "Romania"]
    assert sides(COUNTY, BUCHAREST) == ["Bucharest", "Constanța County"]
    assert sides(ROMANIA, CONSTANTA, ODESA) == ["Constanța", "Romania", "Odesa"]
    assert sides(ROMANIA, CONSTANTA, BUCHAREST) == ["Constanța", "Bucharest"], "the country takes no side"
    assert sides(ROMANIA, replace(TAGGED, lat=34.0, lon=36.0)) == ["GPS", "Romania"]


def test_to_deny_a_town_is_not_to_deny_its_country() -> None:
    at, denied = m.ClaimKind.FILMED_AT, m.ClaimStatus.DENIED
    country, not_town = said(at, "Romania", place=ROMANIA), said(at, "Constanța", place=CONSTANTA, by="Ben", status=denied)
    assert kinds(case(claims=(country, not_town))) == []
    town_said, not_country = replace(country, place=CONSTANTA), replace(not_town, place=ROMANIA)
    assert kinds(case(claims=(town_said, not_country))) == [ContradictionKind.DENIED]


def test_the_position_of_a_file_is_told_in_degrees() -> None:
    located = record("clip", references=("r00000001",))
    located = replace(located, probe=replace(located.probe, location=TAGGED))  # type: ignore[type-var]
    claims = (said(m.ClaimKind.FILMED_AT, "Odesa", about=m.ReferenceId("r00000001"), place=ODESA),)
    (found,) = contradictions(case(media=(located,), claims=claims))
    assert [side.statement for side in found.sides][1] == "filmed at 44.1000 N, 28.6500 E, by the file’s GPS tag"
    assert "GPS in the file" not in found.statement


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 5, 5), date(2024, 5, 5), "5 May 2024"),
        (date(2019, 9, 1), date(2019, 9, 30), "September 2019"),
        (date(2019, 9, 2), date(2019, 9, 30), "2–30 September 2019"),
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 1, 1), date(2019, 3, 31), "January – March 2019"),
        (date(2019, 12, 30), date(2020, 1, 2), "30 December 2019 – 2 January 2020"),
    ],
)
def test_days_in_words(first: date, last: date, words: str) -> None:
    assert spelled_days(m.DateInterval(words="then", start=first, end=last)) == words


def test_days_that_nobody_knows_stay_words() -> None:
    assert spelled_days(m.DateInterval(words="lately")) == "lately"
