"""What an article, its words about institutions and its publisher say of where it is from."""

from dataclasses import replace

import pytest

from provenance.places import context, rank
from provenance.places.interface import Toponym
from provenance.places.memory import MemoryGazetteer
from tests.places.test_places import area, city


def hamlet(name: str, lat: float, lon: float, code: str, *others: str) -> tuple[Toponym, tuple[str, ...]]:
    toponym = Toponym(
        id=f"test:{name}:{code}", name=name, kind="city", lat=lat, lon=lon, country="UA", radius_m=2000.0, code=code, names=1
    )
    return toponym, others


def raion(name: str, code: str, *others: str) -> tuple[Toponym, tuple[str, ...]]:
    return Toponym(id=f"test:{name}", name=name, kind="division", lat=48.7, lon=37.5, country="UA", code=code, level=2), others


DONETSK = city("Donetsk", 48.0, 37.8, "UA", "05", 900_000, "Donezk", "Donieck", "Донецьк")

GAZETTEER = MemoryGazetteer.of(
    [
        area("United States", "country", 39, -98, "US", ""),
        area("Ukraine", "country", 49, 32, "UA", ""),
        area("Norway", "country", 62, 8, "NO", ""),
        area("Ohio", "division", 40.4, -82.9, "US", "OH", "US OH", "US Ohio"),
        area("Donetsk Oblast", "division", 48, 37.8, "UA", "05", "Донецька область", "Донецкая область"),
        area("Kherson Oblast", "division", 46.6, 33.5, "UA", "08", "Kherson", "Херсонська область", "Херсонская область"),
        raion("Kramatorsk Raion", "UA.05.1412", "Краматорський район"),
        (replace(DONETSK[0], division="Donetsk Oblast"), DONETSK[1]),
        city("Lima", -12.05, -77.04, "PE", "15", 7_700_000),
        city("Lima", 40.74, -84.1, "US", "OH", 38_000),
        city("Marion", 40.59, -83.13, "US", "OH", 36_000),
        city("Marion", 42.03, -91.6, "US", "IA", 41_000),
        city("Elida", 40.79, -84.2, "US", "OH", 1_900),
        city("Elida", 33.9, -103.6, "US", "NM", 600),
        city("Ivanivka", 45.0, 5.0, "FR", "84", 50_000, "Іванівка"),
        hamlet("Novoselivka", 48.9, 37.4, "UA.05.1412", "Новоселівка", "Новоселовка"),
        hamlet("Novoselivka", 47.3, 37.9, "UA.05.1410", "Новоселівка", "Новоселовка"),
        hamlet("Nova Marivka", 47.4, 37.6, "UA.05.1410", "Нова Мар'ївка", "Новая Марьевка"),
        hamlet("Robotyne", 46.5, 33.4, "UA.08.6510", "Роботине", "Роботино", "spelled robotine"),
        hamlet("Robotyne", 48.2, 37.1, "UA.05.1402", "Роботине"),
    ]
)


def best(name: str, text: str, *, language: str = "en", publisher: str | None = None) -> str:
    around = context(text, gazetteer=GAZETTEER, language=language, publisher=publisher)
    found = rank(name, context=around, gazetteer=GAZETTEER, language=language)
    return "" if not found else (found[0].gazetteer_id or "").removeprefix("test:")


@pytest.mark.parametrize(
    ("name", "text", "language", "expected"),
    [
        ("Роботине", "Роботине, Херсонська область", "uk", "Robotyne:UA.08.6510"),
        ("Роботине", "село Роботине Донецької області", "uk", "Robotyne:UA.05.1402"),
        ("с. Роботине", "с. Роботине, Херсонська обл.", "uk", "Robotyne:UA.08.6510"),
        ("Роботино", "Роботино (Херсонская область)", "ru", "Robotyne:UA.08.6510"),
        ("Robotyne", "The village of Robotyne in the Kherson region was shelled.", "en", "Robotyne:UA.08.6510"),
        ("Robotyne", "à Robotyne, dans la région de Donetsk", "fr", "Robotyne:UA.05.1402"),
        ("Robotyne", "w Robotyne, obwód doniecki", "pl", "Robotyne:UA.05.1402"),
        ("Новоселівка", "Новоселівка, Краматорський район, Донецька область", "uk", "Novoselivka:UA.05.1412"),
        ("Novoselivka", "Novoselivka, Kramatorsk Raion, Donetsk Oblast", "en", "Novoselivka:UA.05.1412"),
        ("Robotine", "Robotine, Kherson Oblast", "en", "Robotyne:UA.08.6510"),
    ],
)
def test_the_region_beside_a_village_picks_it(name: str, text: str, language: str, expected: str) -> None:
    assert best(name, text, language=language) == expected


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("Нова Мар'ївка", "село Нова Мар'ївка Херсонської області", "uk"),
        ("Ivanivka", "Ivanivka, Donetsk Oblast", "en"),
        ("Іванівка", "Іванівка, Донецька область", "uk"),
        ("Ivanivka", "Ivanivka, Ukraine", "en"),
        ("Novoselivka", "Novoselivka, Donetsk Oblast", "en"),
        ("Новоселівка", "Новоселівка", "uk"),
    ],
)
def test_nothing_there_or_several_is_unknown(name: str, text: str, language: str) -> None:
    assert best(name, text, language=language) == ""


@pytest.mark.parametrize("publisher", ["The Lima News", "limanews.com", "https://www.limanews.com/story"])
def test_the_paper_says_where_its_towns_are(publisher: str) -> None:
    text = "A barn burned near Elida. Marion sent help, the sheriff said; so did the Lima fire department."
    assert best("Lima", text, publisher=publisher) == "Lima:US:OH"
    assert best("Elida", "A barn burned near Elida and Marion.", publisher=publisher) == "Elida:US:OH"


def test_institutions_tell_the_country() -> None:
    assert best("Elida", "The Elida school board met; the sheriff and a state trooper spoke.") == "Elida:US:OH"
    assert best("Elida", "In Norway, the company of Elida was fined.") == ""


def test_a_dateline_is_believed() -> None:
    assert best("Lima", "LIMA, Ohio (AP) — A barn burned in Lima.") == "Lima:US:OH"
