"""Makes the report's ``outlines.json`` from npm ``world-atlas``: ``python -m bench.outlines countries-110m.json``."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "provenance" / "exporters" / "html" / "outlines.json"
ABOUT = (
    "Coastlines and borders, Natural Earth 1:110m (public domain) by way of world-atlas 2.0.2 (ISC). Each line: x, y of its"
    " first point, then steps, in 1/20 of a degree east and north."
)
UNIT = 20


def lines(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Arcs that two countries share are borders, the others coasts; the map's own edge is left out."""
    used = Counter(_arcs(topology["objects"]["countries"]))
    found: dict[str, list[list[int]]] = {"coast": [], "border": []}
    for number, arc in enumerate(topology["arcs"]):
        points = [point for point, _ in groupby(_points(arc, topology["transform"]))]
        edge = all(abs(abs(x) - 180 * UNIT) < 2 for x, _ in points) or all(y <= -89.75 * UNIT for _, y in points)
        if len(points) > 1 and not edge:
            steps = [step for (x0, y0), (x1, y1) in pairwise(points) for step in (x1 - x0, y1 - y0)]
            found["border" if used[number] > 1 else "coast"].append([*points[0], *steps])
    return found


def _arcs(node: object) -> Iterator[int]:
    """Numbers of the arcs under ``node``; the complement stands for an arc run backwards (TopoJSON 2.1.4)."""
    if isinstance(node, int):
        yield ~node if node < 0 else node
    for part in node if isinstance(node, list) else ():
        yield from _arcs(part)
    if isinstance(node, dict):
        yield from _arcs(node.get("geometries", node.get("arcs")))


def _points(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[tuple[int, int]]:
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        lon = x * transform["scale"][0] + transform["translate"][0]
        lat = y * transform["scale"][1] + transform["translate"][1]
        yield round(lon * UNIT), round(lat * UNIT)


if __name__ == "__main__":
    document = {"about": ABOUT, **lines(json.loads(Path(sys.argv[1]).read_text("utf-8")))}
    TARGET.write_text(json.dumps(document, separators=(",", ":")) + "\n", "utf-8")
