"""What is drawn over one of two aligned pictures: where the other lies in it, and what differs. SVG points, numbers only."""

from provenance.model import Box, Placement

__all__ = ["UNIT", "boxed", "outlines"]

UNIT = 1000.0
"""Sides of a picture in the drawing over it."""
WHOLE = 0.965
"""Share of a side from which the outline of the common picture is not worth drawing."""
Points = tuple[tuple[float, float], ...]
SQUARE: Points = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def outlines(placement: Placement | None) -> tuple[str, str]:
    """Around what the other picture shows of it: in the query's picture, in the compared one; empty where that is all."""
    there = _mapped(SQUARE, placement) if placement else SQUARE
    here = _mapped(SQUARE, back) if placement and (back := _back(placement)) else SQUARE
    return _outline(here), _outline(there)


def boxed(box: Box, placement: Placement | None = None) -> str:
    """A part of the query's picture, as it lies in the compared one where a placement is given."""
    corners = _corners(box)
    return _drawn(_mapped(corners, placement) if placement else corners)


def _back(placement: Placement) -> Placement | None:
    """The map the other way; ``None`` for one that squeezes all onto a line."""
    a, b, c, d, e, f = placement
    det = a * e - b * d
    if abs(det) < 1e-6:
        return None
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def _mapped(points: Points, placement: Placement) -> Points:
    a, b, c, d, e, f = placement
    return tuple((a * x + b * y + c, d * x + e * y + f) for x, y in points)


def _corners(box: Box) -> Points:
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))


def _outline(points: Points) -> str:
    """Drawn only where it leaves something of the picture out, and lies in it at all."""
    xs, ys = zip(*points, strict=True)
    inside = [min(1.0, max(axis)) - max(0.0, min(axis)) for axis in (xs, ys)]
    return _drawn(points) if min(inside) > 0 and min(inside) < WHOLE else ""


def _drawn(points: Points) -> str:
    """Kept near the picture: a map of two noisy points may lead far away."""
    return " ".join(f"{_near(x):.1f},{_near(y):.1f}" for x, y in points)


def _near(share: float) -> float:
    return max(-2.0, min(3.0, share)) * UNIT
