"""Crops, bars, pictures in pictures: what one side shows beside the common picture, and whether that is part of the scene."""

from collections.abc import Iterator
from enum import Enum, auto

import cv2
import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.matching.edits_pictures import Aligned, Bools, Floats, grey, pictures
from provenance.matching.edits_places import WHOLE, part, percent
from provenance.matching.geometry import Affine, inverted, moved
from provenance.matching.laid import overlap
from provenance.matching.verdict import Verdict
from provenance.model import Edit, TimeRange

__all__ = ["framing"]

DARK = 40.0
"""Mean brightness (0–255) of what counts as black."""
EVEN, MOSTLY = 14.0, 0.85
"""Grey levels around one colour, and the share of the surroundings within them, that make plain bars."""
BLURRED = 0.45
"""Gradients of the surroundings, by those of the picture, up to which bars are a blurred picture."""
SEAM, NO_SEAM = 2.2, 1.5
"""Gradient across the border, by that of lines near it: above, pictures were put together; below, the scene goes on."""
NEAR = 3
"""Pixels by which the border may be off."""
ASIDE = 12


class _Around(Enum):
    BLACK = auto()
    PLAIN = auto()
    BLURRED = auto()
    FRAME = auto()
    SCENE = auto()
    UNCLEAR = auto()


def framing(query: Footage, compared: Footage, verdict: Verdict, seen: Aligned | None) -> Iterator[Edit]:
    """What the common picture is of either side: the whole, a part of the scene, or a picture put into something."""
    matrix, segment = verdict.finding.placement.matrix, verdict.segment
    shown = seen.box if seen is not None and seen.cut else None
    there = _common(query, compared, matrix, shown)
    here = _less(*shown) if shown else _common(compared, query, inverted(matrix), None)
    if there is not None:
        yield _in_compared(*there, _around(compared, segment.compared, *there))
    if here is not None:
        yield _in_query(*here, _around(query, segment.query, *here))


def _common(inner: Footage, outer: Footage, matrix: Affine, shown: tuple[Floats, Floats] | None) -> tuple[Floats, Floats] | None:
    """Corners (shares of ``outer``) of what both show (of ``inner``, only ``shown``); ``None`` where that is all of it."""
    polygon = overlap((inner.width, inner.height), (outer.width, outer.height), matrix)
    size = np.array([outer.width, outer.height], np.float32)
    if shown:
        (x0, y0), (x1, y1) = (corner * (inner.width, inner.height) for corner in shown)
        polygon = moved(matrix, np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], np.float32))
    if len(polygon) < 3:
        return None
    low, high = (np.clip(p / size, 0, 1).astype(np.float32) for p in (polygon.min(axis=0), polygon.max(axis=0)))
    return _less(low, high)


def _less(low: Floats, high: Floats) -> tuple[Floats, Floats] | None:
    return (low, high) if bool(((high - low) < WHOLE).any()) else None


def _in_compared(low: Floats, high: Floats, around: _Around) -> Edit:
    if around is _Around.SCENE:
        return Edit(action="c2pa.cropped", description=f"cropped to {part(low, high)}", on_query=True)
    if (bars := _bars(low, high, around)) is not None:
        return Edit(action="c2pa.edited", description=f"the compared footage has {bars}", on_query=False)
    if around is _Around.FRAME:
        words = f"the compared footage shows it inside a larger picture, in {part(low, high)}"
        return Edit(action="c2pa.placed", description=words, on_query=False)
    words = f"either cropped to {part(low, high)}, or the compared footage shows it inside a larger picture"
    return Edit(action="c2pa.cropped", description=words)


def _in_query(low: Floats, high: Floats, around: _Around) -> Edit:
    if around is _Around.SCENE:
        words = f"the compared footage is cropped: it shows {part(low, high)}"
        return Edit(action="c2pa.cropped", description=words, on_query=False)
    if (bars := _bars(low, high, around)) is not None:
        return Edit(action="c2pa.edited", description=bars, on_query=True)
    if around is _Around.FRAME:
        return Edit(action="c2pa.placed", description=f"shown inside a larger picture, in {part(low, high)}", on_query=True)
    words = f"either shown inside a larger picture, in {part(low, high)}, or the compared footage is a crop"
    return Edit(action="c2pa.placed", description=words)


def _bars(low: Floats, high: Floats, around: _Around) -> str | None:
    names = {_Around.BLACK: "black", _Around.PLAIN: "plain", _Around.BLURRED: "blurred"}
    if around not in names:
        return None
    width, height = (high - low).tolist()
    return f"{names[around]} bars added {_sides(low, high)}; the picture fills {percent(width)} × {percent(height)}"


def _sides(low: Floats, high: Floats) -> str:
    slack = 1 - WHOLE
    left, above, right, below = low[0] > slack, low[1] > slack, high[0] < 1 - slack, high[1] < 1 - slack
    across = "left and right" if left and right else "on the left" if left else "on the right" if right else ""
    down = "above and below" if above and below else "above" if above else "below" if below else ""
    return "around" if across and down else across or down or "around"


def _around(outer: Footage, during: TimeRange, low: Floats, high: Floats) -> _Around:
    """What ``outer`` shows beside the common picture."""
    stack = grey(pictures(outer, during))
    if not len(stack) or min(stack.shape[1:]) < 2 * ASIDE:
        return _Around.UNCLEAR
    height, width = stack.shape[1:]
    x0, y0, x1, y1 = (round(float(v)) for v in (low[0] * width, low[1] * height, high[0] * width, high[1] * height))
    beside = np.ones((height, width), np.bool_)
    beside[max(0, y0 - NEAR) : y1 + NEAR, max(0, x0 - NEAR) : x1 + NEAR] = False
    if not beside.any():
        return _Around.UNCLEAR
    plain = _plain(stack[:, beside])
    if plain is not None:
        return plain
    seam = _seam(stack, (x0, y0, x1, y1))
    if seam is None:
        return _Around.UNCLEAR
    opposite = _sides(low, high) in {"left and right", "above and below"}
    if opposite and seam > NO_SEAM and _softness(stack, beside, (x0, y0, x1, y1)) < BLURRED:
        return _Around.BLURRED
    return _Around.FRAME if seam > SEAM else _Around.SCENE if seam < NO_SEAM else _Around.UNCLEAR


def _plain(values: Floats) -> _Around | None:
    """One colour throughout, writing on it left aside."""
    middle = float(np.median(values))
    if float((np.abs(values - middle) < EVEN).mean()) < MOSTLY:
        return None
    return _Around.BLACK if middle < DARK else _Around.PLAIN


def _softness(stack: Floats, beside: Bools, box: tuple[int, int, int, int]) -> float:
    x0, y0, x1, y1 = box
    steep = np.mean([np.abs(cv2.Laplacian(picture, cv2.CV_32F)) for picture in stack], axis=0)
    inside = steep[y0 + NEAR : y1 - NEAR, x0 + NEAR : x1 - NEAR]
    return float(steep[beside].mean() / (inside.mean() + 0.1)) if inside.size else 1.0


def _seam(stack: Floats, box: tuple[int, int, int, int]) -> float | None:
    """Median over the borders within the picture of their gradient, by that of lines near them."""
    x0, y0, x1, y1 = box
    across = np.abs(np.diff(stack[:, max(0, y0) : y1], axis=2)).mean(axis=(0, 1))
    down = np.abs(np.diff(stack[:, :, max(0, x0) : x1], axis=1)).mean(axis=(0, 2))
    found = [_ridge(across, x) for x in (x0, x1)] + [_ridge(down, y) for y in (y0, y1)]
    strong = [f for f in found if f is not None]
    return float(np.median(strong)) if strong else None


def _ridge(profile: Floats, at: int) -> float | None:
    """How the steepest line around ``at`` stands out of those a little aside; ``None`` at the picture's own edge."""
    if not 2 * NEAR <= at <= len(profile) - 2 * NEAR:
        return None
    close = profile[at - NEAR : at + NEAR]
    aside = np.concatenate([profile[max(0, at - ASIDE) : at - NEAR], profile[at + NEAR : at + ASIDE]])
    return float(close.max() / (np.quantile(aside, 0.75) + 0.5))
