"""Which namesake is meant, on a small gazetteer of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.places import Context, context, mentioned, rank
from provenance.places.fold import fold
from provenance.places.interface import Toponym
from provenance.places.memory import MemoryGazetteer
from provenance.places.sphere import centre_and_radius, kilometres


def city(  # noqa: PLR0917 - a table of rows
    name: str, lat: float, lon: float, country: str, code: str, population: int, *others: str
) -> tuple[Toponym, tuple[str, ...]]:
    toponym = Toponym(
        id=f"test:{name}:{country}:{code}",
        name=name,
        kind="city",
        lat=lat,
        lon=lon,
        country=country,
        population=population,
        radius_m=1000.0,
        code=f"{country}.{code}",
        division={"UA.07": "Kharkiv Oblast"}.get(f"{country}.{code}"),
    )
    return toponym, others


def area(  # noqa: PLR0917 - a table of rows
    name: str, kind: str, lat: float, lon: float, country: str, code: str, *others: str
) -> tuple[Toponym, tuple[str, ...]]:
    level = 1 if kind == "division" else 0
    population = 5_000_000
    toponym = Toponym(
        id=f"test:{name}",
        name=name,
        kind=kind,
        lat=lat,
        lon=lon,
        country=country,
        population=population,
        code=f"{country}.{code}" if code else "",
        level=level,
    )
    return toponym, others


GAZETTEER = MemoryGazetteer.of(
    [
        area("United States", "country", 39, -98, "US", "", "U.S.", "États-Unis"),
        area("Ukraine", "country", 49, 32, "UA", "", "Украина", "Україна"),
        area("Syria", "country", 35, 38, "SY", "", "Syrie"),
        area("France", "country", 46, 2, "FR", ""),
        area("Illinois", "division", 40, -89, "US", "IL", "US IL", "US Ill"),
        area("Maryland", "division", 39, -76.7, "US", "MD", "US MD"),
        area("Kherson Oblast", "division", 46.6, 33.5, "UA", "08", "Херсонская область"),
        area("Kharkiv Oblast", "division", 49.6, 36.5, "UA", "07", "Kharkiv Oblast"),
        city("Springfield", 37.2, -93.3, "US", "MO", 170_000),
        city("Springfield", 39.8, -89.6, "US", "IL", 114_000),
        city("Decatur", 34.6, -87.0, "US", "AL", 57_000),
        city("Decatur", 39.84, -88.95, "US", "IL", 70_000),
        city("Taylorville", 39.55, -89.29, "US", "IL", 11_000),
        city("Paris", 48.85, 2.35, "FR", "11", 2_100_000, "Париж"),
        city("Paris", 33.66, -95.55, "US", "TX", 25_000),
        city("Makiivka", 48.05, 37.93, "UA", "05", 340_000, "Макеевка", "Макіївка"),
        city("Bila Tserkva", 49.8, 30.1, "UA", "13", 200_000, "Біла Церква", "Белая Церковь"),
        city("Kharkiv", 50.0, 36.2, "UA", "07", 1_400_000, "Харків", "Харьков"),
        city("Ternopil", 49.55, 25.6, "UA", "22", 220_000, "Тернопіль", "Тернополь"),
        city("Sumy", 50.9, 34.8, "UA", "21", 260_000, "Суми", "Сумы"),
        city(
            "Siverskodonetsk",
            48.95,
            38.49,
            "UA",
            "14",
            99_000,
            "Severodonetsk",
            "Sievierodonetsk",
            "Северодонецк",
            "Сєвєродонецьк",
        ),
        city("Aleppo", 36.2, 37.16, "SY", "09", 1_600_000, "Alep", "حلب"),
        city("Haram", 62.6, 6.4, "NO", "15", 3_000),
        city("Chasiv Yar", 48.6, 37.85, "UA", "05", 12_000),
        city("Novorossiysk", 44.73, 37.76, "RU", "38", 240_000),
        city("Siabry", 46.11, 32.63, "UA", "08", 700, "Novorossiysk"),
    ]
)


def best(name: str, text: str = "", language: str | None = "en") -> str:
    found = rank(name, context=context(text, gazetteer=GAZETTEER, language=language), gazetteer=GAZETTEER, language=language)
    return "" if not found else (found[0].gazetteer_id or "").removeprefix("test:")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Springfield", "", "Springfield:US:MO"),
        ("Springfield", "Police in Springfield, Illinois, opened an inquiry.", "Springfield:US:IL"),
        ("Springfield", "SPRINGFIELD, Ill. - Police opened an inquiry.", "Springfield:US:IL"),
        ("Springfield", "Crews came to Springfield from Decatur and from Taylorville.", "Springfield:US:IL"),
        ("Paris", "The mayor of Paris spoke.", "Paris:FR:11"),
        ("Paris", "The Syrian envoy left Paris for Aleppo.", "Paris:FR:11"),
        # A village's former name, in an article on its country.
        ("Novorossiysk", "Kherson Oblast: officials in Ukraine said the ship in Novorossiysk was hit.", "Novorossiysk:RU:38"),
        ("Novorossiysk", "It was filmed in Novorossiysk, Kherson Oblast.", "Siabry:UA:08"),
    ],
)
def test_the_article_decides_between_namesakes(name: str, text: str, expected: str) -> None:
    assert best(name, text) == expected


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Макеевки", "ru", "Makiivka"),
        ("Макіївці", "uk", "Makiivka"),
        ("Білої Церкви", "uk", "Bila Tserkva"),
        ("Харкова", "uk", "Kharkiv"),
        ("Харькове", "ru", "Kharkiv"),
        ("Тернополя", "uk", "Ternopil"),
        ("Сумах", "uk", "Sumy"),
        ("d'Alep", "fr", "Aleppo"),
        ("l\u2019Ukraine", "fr", "Ukraine"),
        ("بحلب", "ar", "Aleppo"),
        ("Tchassiv Iar", "fr", "Chasiv Yar"),
        ("Kharkiv's", "en", "Kharkiv"),
        ("SIEVIERODONETSK", "en", "Siverskodonetsk"),
        ("Сєвєродонецьку", "uk", "Siverskodonetsk"),
        ("Kharkiv region", "en", "Kharkiv Oblast"),
        ("Syrian", "en", "Syria"),
        ("українського", "uk", "Ukraine"),
    ],
)
def test_a_bent_name_is_found(name: str, language: str, expected: str) -> None:
    assert best(name, language=language).split(":")[0] == expected


def test_a_place_keeps_its_words_and_says_what_else_it_may_be() -> None:
    place = rank("SPRINGFIELD", context=Context(), gazetteer=GAZETTEER, language="en")[0]
    assert place.name == "SPRINGFIELD"
    assert place.resolved_name == "Springfield"
    assert place.country == "US"
    assert place.radius_m == 1000.0
    assert place.alternatives == ("Springfield, US (39.80, -89.60)",)
    assert place.score is not None
    assert 0.5 < place.score < 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Nowhereville", ""),
        ("Haram", "In Syria, shells fell on Aleppo and on the district of Haram."),
        ("Decatur", "DECATUR, Md. - The sheriff spoke. Later Decatur, MD, was quiet."),
        ("", ""),
    ],
)
def test_a_wrong_namesake_is_worse_than_unknown(name: str, text: str) -> None:
    assert best(name, text) == ""


def test_a_degree_is_no_state() -> None:
    found = context("She works with Paris, M.D., and others.", gazetteer=GAZETTEER, language="en")
    assert found.beside == ()


def test_mentions_are_spans_of_the_text() -> None:
    text = "Shells fell on Bila Tserkva, said the Syrian envoy in Paris. May was calm."
    spans = mentioned(text, gazetteer=GAZETTEER, language="en")
    assert [s.quote for s in spans] == ["Bila Tserkva", "Paris"]
    assert all(text[s.start : s.end] == s.quote for s in spans)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saint-Étienne", "st. etienne"),
        ("Ra\u2019s al-\u02bfAyn", "ras al ayn"),
        ("Sloviansʹk", "Slovians'k"),
        ("Łódź", "lodz"),
        ("ZÜRICH", "Zürich"),
        ("U.S.", "US"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_scripts_stay_apart() -> None:
    assert fold("Сумы") != fold("Sumy")
    assert fold("...") == ""


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=300), st.sampled_from(["en", "fr", "uk", "ru", "tr", "ar", None]))
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    found = context(text, gazetteer=GAZETTEER, language=language)
    assert all(0 <= weight <= 1 for _, weight in found.countries)
    for span in mentioned(text, gazetteer=GAZETTEER, language=language):
        assert text[span.start : span.end] == span.quote
    rank(text[:60], context=found, gazetteer=GAZETTEER, language=language)


def test_the_middle_is_not_split_by_the_date_line() -> None:
    lat, lon, radius = centre_and_radius([(0.0, 179.0), (0.0, -179.0)])
    assert abs(lat) < 0.01
    assert abs(abs(lon) - 180) < 0.01
    assert radius == pytest.approx(1000 * kilometres(0, 180, 0, 179), rel=0.01)
