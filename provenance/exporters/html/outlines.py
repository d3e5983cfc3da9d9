"""Coastlines and borders to tell roughly where a map is: Natural Earth 1:110m, in ``outlines.json`` beside this module."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pkgutil import get_data

__all__ = ["Box", "Line", "lines_in"]

UNIT = 20.0
"""Steps of the file per degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the Earth, in degrees; east may go beyond 180 where the part crosses the date line."""

    west: float
    east: float
    south: float
    north: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stretch of coast or border, (lon, lat) in degrees."""

    kind: str
    """``coast`` or ``border``."""
    points: tuple[tuple[float, float], ...]


@lru_cache(maxsize=1)
def _lines() -> tuple[Line, ...]:
    document = json.loads(get_data("provenance.exporters.html", "outlines.json") or b"{}")
    return tuple(Line(kind=kind, points=tuple(_points(steps))) for kind in ("coast", "border") for steps in document[kind])


def _points(steps: list[int]) -> Iterator[tuple[float, float]]:
    for x, y in zip(accumulate(steps[0::2]), accumulate(steps[1::2]), strict=True):
        yield x / UNIT, y / UNIT


def lines_in(box: Box) -> Iterator[Line]:
    """The stretches that touch ``box``, with one point beyond it at each end; repeated for each turn of the globe."""
    for line in _lines():
        for turn in (-360.0, 0.0, 360.0):
            yield from _clipped(line, turn, box)


def _clipped(line: Line, turn: float, box: Box) -> Iterator[Line]:
    """A step with both ends outside may still cross a small box: its own box decides, not its ends."""
    run: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip(line.points, line.points[1:], strict=False):
        a, b = (x0 + turn, y0), (x1 + turn, y1)
        near = max(a[0], b[0]) >= box.west and min(a[0], b[0]) <= box.east
        if near and max(a[1], b[1]) >= box.south and min(a[1], b[1]) <= box.north:
            run += [b] if run else [a, b]
        elif run:
            yield Line(kind=line.kind, points=tuple(run))
            run = []
    if run:
        yield Line(kind=line.kind, points=tuple(run))
