"""The gazetteer on disk: built whole, once, and quick to open and to ask."""

import time
from pathlib import Path

import pytest

from provenance.errors import StorageError
from provenance.places import Toponym, context, rank
from provenance.places.sphere import kilometres
from provenance.store.gazetteer import SqliteGazetteer, build, open_gazetteer


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> SqliteGazetteer:
    """The real one: the user's cached file where there is one, else built (some 10 s of work)."""
    return open_gazetteer()


@pytest.mark.parametrize(
    "name",
    ["Severodonetsk", "Sievierodonetsk", "Siverskodonetsk", "Северодонецк", "Сєвєродонецьк", "SEVERODONETSK", "Северодонецке"],
)
def test_every_spelling_is_the_city_on_the_donets(gazetteer: SqliteGazetteer, name: str) -> None:
    place = rank(name, context=context("", gazetteer=gazetteer, language="uk"), gazetteer=gazetteer, language="uk")[0]
    assert kilometres(place.lat, place.lon, 48.95, 38.49) < 5
    assert place.country == "UA"
    assert place.gazetteer_id
    assert place.radius_m
    assert place.radius_m >= 1000


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("États-Unis", "country", "US"),
        ("Украина", "country", "UA"),
        ("Britain", "country", "GB"),
        ("US-IL", "division", "US"),
        ("US-Ill.", "division", "US"),
        ("Луганская область", "division", "UA"),
        ("Europe", "region", ""),
        ("St. Louis", "city", "US"),
    ],
)
def test_countries_divisions_and_short_names(gazetteer: SqliteGazetteer, name: str, kind: str, country: str) -> None:
    assert any(t.kind == kind and t.country == country for t in gazetteer.lookup(name))


@pytest.mark.parametrize(
    ("name", "text", "language", "lat", "lon"),
    [
        ("Авдіївка", "Авдіївка, Донецька область", "uk", 48.14, 37.74),
        ("Avdiivka", "Avdiivka, in Ukraine's Donetsk region", "en", 48.14, 37.74),
        ("Нова Мар'ївка", "с. Нова Мар'ївка, Донецька обл.", "uk", 47.5, 38.0),
        ("Роботино", "Роботино Запорожской области", "ru", 47.44, 35.84),
        ("Charkowie", "w Charkowie", "pl", 49.98, 36.25),
        ("Halep'te", "Halep'te", "tr", 36.2, 37.16),
        ("Bucureștiului", "", "ro", 44.43, 26.1),
        ("Tschassiw Jar", "", "de", 48.59, 37.83),
        ("Marioepol", "", "nl", 47.1, 37.55),
        ("خانيونس", "", "ar", 31.34, 34.3),
        ("Часовому Яру", "", "uk", 48.59, 37.83),
        ("Deir al-Balah", "In Gaza, Palestine, and in Rafah", "en", 31.42, 34.35),
    ],
)
def test_names_as_articles_write_them(  # noqa: PLR0917
    gazetteer: SqliteGazetteer, name: str, text: str, language: str, lat: float, lon: float
) -> None:
    place = rank(name, context=context(text, gazetteer=gazetteer, language=language), gazetteer=gazetteer, language=language)[0]
    assert place.lat is not None
    assert place.lon is not None
    assert kilometres(place.lat, place.lon, lat, lon) < 30


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Нова Мар'ївка", "село Нова Мар'ївка Запорізької області"),
        ("Ivanivka", "Ivanivka, Kherson Oblast"),
        ("Авдіївка", "Авдіївка, Львівська область"),
        ("Azot", "the Azot plant in Severodonetsk, Ukraine"),
    ],
)
def test_no_namesake_elsewhere(gazetteer: SqliteGazetteer, name: str, text: str) -> None:
    assert rank(name, context=context(text, gazetteer=gazetteer, language="uk"), gazetteer=gazetteer, language="uk") == ()


def test_a_settlement_of_both_sources_is_one_entry(gazetteer: SqliteGazetteer) -> None:
    found = [t for t in gazetteer.lookup("Бахмут") if t.kind == "city"]
    assert [t.id for t in found] == ["geonames:713174"]
    assert found[0].code == "UA.05.1402"


def test_unknown_and_empty_names_find_nothing(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.lookup("Qwxzkjhgf") == ()
    assert gazetteer.lookup("") == ()
    assert gazetteer.lookup("'); DROP TABLE name; --") == ()


def test_opening_and_asking_are_quick(gazetteer: SqliteGazetteer) -> None:
    start = time.perf_counter()
    with open_gazetteer(gazetteer.path) as fresh:
        assert time.perf_counter() - start < 0.05
        names = ["London", "Springfield", "Paris", "Kyiv", "Idlib", "Tripoli", "Derna", "Goma", "Bakhmut", "Mosul"]
        start = time.perf_counter()
        found: list[tuple[Toponym, ...]] = [fresh.lookup(name) for name in names]
        assert (time.perf_counter() - start) / len(names) < 0.005
    assert all(found)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises((StorageError, NotADirectoryError, FileExistsError)):
        build(blocked / "gazetteer.sqlite")


@pytest.mark.slow
def test_a_damaged_file_is_built_again(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    path.write_bytes(b"not a database" * 100)
    told: list[float] = []
    with open_gazetteer(path, progress=lambda _what, share: told.append(share)) as gazetteer:
        assert gazetteer.lookup("Kyiv")
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert [p.name for p in tmp_path.iterdir()] == ["gazetteer.sqlite"]
