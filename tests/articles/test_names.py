"""What a model's names change in reading, and that nothing changes without one."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles import read
from provenance.articles.names import NamedSpan, NameKind, Names, pieces
from provenance.articles.sentences import read_sentence
from provenance.model import ClaimKind
from provenance.places.interface import CITY, Toponym
from provenance.places.memory import MemoryGazetteer
from provenance.store import lexicons
from tests.namefinders.contract import ByHeart

PLACE, PERSON = NameKind.PLACE, NameKind.PERSON
KYIV = Toponym(id="t:1", name="Kyiv", kind=CITY, lat=50.45, lon=30.52, country="UA", population=2_900_000)
WEST = Toponym(id="t:3", name="Tripoli", kind=CITY, lat=32.9, lon=13.2, country="LY", population=1_150_000)
EAST = Toponym(id="t:4", name="Tripoli", kind=CITY, lat=34.4, lon=35.8, country="LB", population=230_000)
SIDON = Toponym(id="t:5", name="Sidon", kind=CITY, lat=33.6, lon=35.4, country="LB", population=160_000)
PARIS = Toponym(id="t:2", name="Paris", kind=CITY, lat=48.85, lon=2.35, country="FR", population=2_100_000)
GAZETTEER = MemoryGazetteer.of([(KYIV, ["Kiew"]), (PARIS, []), (WEST, []), (EAST, []), (SIDON, [])])
KNOWN = {"Kyiv", "Paris", "Lviv"}


def knows(*names, languages=frozenset()):
    return ByHeart(names=names, languages=languages)


def article(text, finder=None, **options):
    return read(text.encode(), source="article", lexicons=lexicons.load(), gazetteer=GAZETTEER, finder=finder, **options)


def places(text, finder, language="en"):
    spans = finder.find(text, language=language) if finder else ()
    found = read_sentence(text, lexicons.load()[language], known=lambda name: name in KNOWN, names=spans)
    return [found.scan.words(p.place.hit.start, p.place.hit.end) for p in found.places]


@pytest.mark.parametrize(
    ("language", "text", "names", "without", "with_model"),
    [
        # The gazetteer does not bear it: a place if a model says so.
        ("en", "The video shows a fire in Zarnograd.", [("Zarnograd", PLACE)], [], ["Zarnograd"]),
        ("en", "The video shows a fire in the Gulf Strip.", [("the Gulf Strip", PLACE)], [], ["Gulf Strip"]),
        ("de", "Das Video zeigt einen Brand in Zarnograd.", [("Zarnograd", PLACE)], [], ["Zarnograd"]),
        ("fr", "La vidéo montre un incendie à Zarnograd.", [("Zarnograd", PLACE)], [], ["Zarnograd"]),
        # A model may take the case ending for a part of the name.
        ("tr", "Zarnograd'da çekilen video Telegram'da paylaşıldı.", [("Zarnograd'da", PLACE)], [], ["Zarnograd"]),
        # Not a place where a model says that it is somebody.
        ("en", "The video shows a fire in Lviv Petrenko.", [("Lviv Petrenko", PERSON)], ["Lviv Petrenko"], []),
        ("en", "The video was filmed in Paris.", [("Paris", PERSON)], ["Paris"], []),
        ("en", "This is not Paris, the video shows smoke.", [("Paris", PERSON)], ["Paris"], []),
        ("tr", "Videoda Kyiv'de bir yangın görülüyor.", [("Kyiv", PERSON)], ["Kyiv"], []),
        # Nor is an unknown name, which the sentence's build alone would make one.
        ("en", "The video was filmed in Zarnograd.", [("Zarnograd", PERSON)], ["Zarnograd"], []),
        # Organisations decide nothing: models call countries so.
        ("en", "The video was filmed in Kyiv.", [("Kyiv", NameKind.ORGANISATION)], ["Kyiv"], ["Kyiv"]),
    ],
)
def test_places_with_and_without_a_model(language, text, names, without, with_model):
    assert places(text, None, language) == without
    assert places(text, knows(*names), language) == with_model


def test_a_name_is_judged_where_it_stands():
    text = "The video, which Paris Brook mentions, was filmed in Paris."
    assert places(text, knows(("Paris Brook", PERSON))) == ["Paris"]


TEXT = """Fire at the depot

The fire broke out on Monday evening, and the crews had it out by midnight, the mayor told reporters at the scene.

A video posted on Telegram on Monday shows the fire in Zarnograd, near the depot that had been closed for years.
"""


def claimed(reading):
    return [(c.value, c.place) for c in reading.claims if c.kind in {ClaimKind.HAPPENED, ClaimKind.FILMED_AT}]


def test_a_place_that_only_the_model_knows_is_claimed_without_coordinates():
    assert claimed(article(TEXT)) == []
    assert claimed(article(TEXT, knows(("Zarnograd", PLACE)))) == [("Zarnograd", None)]


def test_the_notes_state_the_model_and_what_it_found():
    notes = article(TEXT, knows(("Zarnograd", PLACE), ("Telegram", NameKind.ORGANISATION))).notes
    assert notes == ("names: fake:by-heart (1) found place 1, person 0, organisation 1",)
    assert article(TEXT).notes == ()


def test_a_town_that_the_model_takes_for_somebody_is_told():
    model = knows(("Kyiv", PERSON), ("Ada Brook", PERSON))
    notes = article(TEXT.replace("Zarnograd", "Kyiv").replace("the mayor", "Ada Brook"), model).notes
    assert notes[1:] == ("taken for people, not for the places of that name, on the model's word: Kyiv",)


def test_a_model_of_another_language_is_not_asked():
    reading = article(TEXT, knows(("Zarnograd", PLACE), languages=frozenset({"ru", "uk"})))
    assert claimed(reading) == []
    assert reading.notes == ("names: fake:by-heart (1) is made for ru, uk, not for en: it was not asked",)


def test_the_model_is_asked_once_an_article():
    asked = []

    class Counting(ByHeart):
        def find(self, text, *, language):
            asked.append(language)
            return super().find(text, language=language)

    article(TEXT * 5, Counting())
    assert asked == ["en"]


def test_a_finder_that_finds_nothing_changes_nothing():
    bare, helped = article(TEXT), article(TEXT, knows())
    assert dataclasses.replace(helped, notes=()) == bare


def test_a_person_named_like_a_town_does_not_move_the_places_around_it():
    text = TEXT.replace("Zarnograd", "Tripoli").replace("the mayor told", "the crews of Sidon told")
    assert [place.country for _, place in claimed(article(text))] == ["LB"]
    assert [place.country for _, place in claimed(article(text, knows(("Sidon", PERSON))))] == ["LY"]


def test_people_are_blotted_out_to_the_letter():
    names = Names(spans=ByHeart(names=(("Paris Brook", PERSON),)).find("In Kyiv, Paris Brook said.", language="en"))
    assert names.without_people("In Kyiv, Paris Brook said.") == "In Kyiv, ,,,,,,,,,,, said."


spans = st.tuples(st.integers(0, 60), st.integers(1, 9), st.sampled_from(NameKind)).map(
    lambda t: NamedSpan(start=t[0], end=t[0] + t[1], kind=t[2])
)


@given(st.lists(spans).map(sorted), st.integers(0, 60), st.integers(0, 60))
def test_names_within_are_those_that_lie_inside(found, start, end):
    inside = Names(spans=tuple(found)).within(start, end)
    assert list(inside) == [
        NamedSpan(start=s.start - start, end=s.end - start, kind=s.kind) for s in found if start <= s.start and s.end <= end
    ]


@given(st.lists(spans).map(sorted), st.text(min_size=70, max_size=90))
def test_text_without_people_keeps_its_offsets(found, text):
    assert len(Names(spans=tuple(found)).without_people(text)) == len(text)


@given(st.text(st.sampled_from("ab \n"), max_size=300), st.integers(1, 40))
def test_pieces_leave_out_nothing_but_space(text, most):
    cuts = list(pieces(text, most=most))
    assert all(0 < end - start <= most for start, end in cuts)
    kept = [n for start, end in cuts for n in range(start, end)]
    assert kept == sorted(set(kept))
    assert all(text[n].isspace() for n in set(range(len(text))) - set(kept))
