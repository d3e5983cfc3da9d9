"""Which towns stand on a map, and where their names: the largest first, no name over another, a pin or the map's edge."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from provenance.exporters.html.drawntext import cells
from provenance.model import Town

__all__ = ["Frame", "TownMark", "town_marks"]

MOST = 18
CELL, HIGH = 5.9, 12.0
"""Width of a letter and height of a line of the names, in user units."""
DOT, GAP, APART = 2.2, 5.0, 9.0
"""Radius of a dot; from its middle to the name, and to the next dot's edge at least."""
LONGEST = 28
"""Cells of a name; a longer one is left out."""
Frame = tuple[float, float, float, float]
"""Left, top, right, bottom, in user units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownMark:
    """A town around the places, to tell where one is."""

    name: str
    x: float
    y: float
    left: bool
    """Its name stands on its left."""


def town_marks(
    towns: Iterable[Town], spot: Callable[[float, float], tuple[float, float]], *, within: Frame, taken: Sequence[Frame]
) -> tuple[TownMark, ...]:
    """Towns whose dot and name are free of everything in ``taken`` and of each other."""
    held, marks = list(taken), list[TownMark]()
    for town in sorted(towns, key=lambda each: -each.population):
        if len(marks) == MOST:
            break
        x, y = spot(town.lat, town.lon)
        dot = (x - DOT, y - DOT, x + DOT, y + DOT)
        long = cells(town.name)
        if long > LONGEST or not _inside(dot, within) or _hit(dot, held):
            continue
        for left in (False, True):
            label = (x - GAP - long * CELL, y - HIGH / 2, x - DOT, y + HIGH / 2)
            label = label if left else (x + DOT, label[1], x + GAP + long * CELL, label[3])
            if _inside(label, within) and not _hit(label, held):
                marks.append(TownMark(name=town.name, x=x, y=y, left=left))
                held += [(x - APART, y - APART, x + APART, y + APART), label]
                break
    return tuple(marks)


def _inside(box: Frame, frame: Frame) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _hit(box: Frame, held: Iterable[Frame]) -> bool:
    return any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in held)
