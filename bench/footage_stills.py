"""Screenshots of a labelled set: one picture from the middle of every copied segment, and of every distractor.

    python -m bench.footage_stills SET --out DIR

A SET is a folder as ``bench.footage_edits`` writes it; DIR becomes one whose queries are pictures.
"""

import argparse
import csv
import shutil
from fractions import Fraction
from pathlib import Path

from provenance.errors import MediaError
from provenance.media.decode import picture

SIDE = 960
"""Longer side of a screenshot, in pixels, at most."""


def main() -> None:
    """Read the command line, make the set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", type=Path, metavar="SET")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    given = parser.parse_args()
    (given.out / "queries").mkdir(parents=True)
    shutil.copytree(given.set / "refs", given.out / "refs", dirs_exist_ok=True)
    shutil.copy(given.set / "manifest.csv", given.out)
    with (given.set / "ground_truth.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with (given.out / "ground_truth.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for number, row in enumerate(rows):
            still = _still(row, number, given.set / "queries" / row["query_file"], given.out / "queries")
            if still is not None:
                writer.writerow(still)


def _still(row: dict[str, str], number: int, query: Path, out: Path) -> dict[str, str] | None:
    """The row of the screenshot; ``None`` where the picture cannot be had."""
    here = (Fraction(row["query_start"] or 0) + Fraction(row["query_end"] or 2)) / 2
    path = out / f"s{number:04d}.jpg"
    try:
        path.write_bytes(picture(query, here, max_side=SIDE))
    except MediaError:
        return None
    there = (Fraction(row["ref_start"]) + Fraction(row["ref_end"])) / 2 if row["ref_file"] else None
    times = {"query_start": "0", "query_end": "0.01"} | (
        {} if there is None else {"ref_start": f"{float(there):.3f}", "ref_end": f"{float(there) + 0.01:.3f}"}
    )
    return row | {"query_file": path.name} | times


if __name__ == "__main__":
    main()
