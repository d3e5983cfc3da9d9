"""How far the common picture really reaches: a map says where it could be, not where bars or another picture take its place."""

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["extent"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

FINE = 3.0
"""Pixels (sigma): coarser structure is left aside, since a blurred copy of a picture shares it."""
LEVEL = 0.35
"""Correlation of fine structure between what is the same and what is not."""
ALIKE, UNLIKE = 0.5, 0.25
"""Correlations that what is kept must reach, and what is cut off must not."""
STRIP = 0.08
"""Share of the side that a strip takes, at least."""
OFF, STANDS_OUT = 0.09, 2.0
"""Share of the side within which a seam is looked for; how much steeper than the lines near it a seam is."""
MOVING = 6.0
"""Grey levels over time from which a strip above or below moves: a caption band stands still."""


def extent(here: Floats, there: Floats, common: Bools) -> Bools:
    """``common`` (H × W) without the strips along its edges in which the two (N × H × W, grey) show different things."""
    out = common.copy()
    a, b = _fine(here), _fine(there)
    left, right = _seams(here, *_kept(a, b, common, axis=0), axis=0)
    out[:, :left], out[:, right:] = False, False
    above, below = _seams(here, *_kept(a, b, out, axis=1), axis=1)
    moving = here.std(axis=0)
    for strip in (np.s_[:above], np.s_[below:]):
        inside = out[strip]
        if inside.any() and float(np.median(moving[strip][inside])) > MOVING:
            out[strip] = False
    return out if float(out.sum()) >= 0.1 * float(common.sum()) else common


def _fine(stack: Floats) -> Floats:
    return np.stack([picture - cv2.GaussianBlur(picture, (0, 0), FINE) for picture in stack])


def _kept(a: Floats, b: Floats, common: Bools, *, axis: int) -> tuple[int, int]:
    """First and last + 1 column (``axis`` 0: summed over rows) or row that shows the same."""
    along = (0, 1 + axis)
    shared, first, second = ((x * common).sum(axis=along) for x in (a * b, a * a, b * b))
    length = len(shared)
    filled = np.asarray(common.any(axis=axis), np.bool_)
    if not filled.any():
        return 0, length
    start, end = int(np.argmax(filled)), length - int(np.argmax(filled[::-1]))
    middle = float(np.median(np.sqrt(first * second)[start:end])) + 1e-3
    likeness = shared / (np.sqrt(first * second) + 0.2 * middle)
    weight = np.minimum(1.0, np.maximum(first, second) / middle)
    gain = np.where(filled, (LEVEL - likeness) * weight, 0.0)
    cuts = _cut(gain[start:end]), _cut(gain[start:end][::-1])
    low, high = start + cuts[0], end - cuts[1]
    if high - low < STRIP * length or _pooled(shared, first, second, slice(low, high)) < ALIKE:
        return 0, length
    unlike = [_pooled(shared, first, second, s) < UNLIKE for s in (slice(start, low), slice(high, end))]
    wide = [cut >= STRIP * length for cut in cuts]
    return (low if unlike[0] and wide[0] else 0), (high if unlike[1] and wide[1] else length)


def _seams(here: Floats, low: int, high: int, *, axis: int) -> tuple[int, int]:
    """The two ends moved to the seams next to them; without a seam nothing was put there, and nothing is cut off."""
    steep = np.abs(np.diff(here, axis=2 - axis)).mean(axis=(0, 1 + axis))
    length = here.shape[2 - axis]
    found = [_seam(steep, at) if 0 < at < length else None for at in (low, high)]
    return found[0] or 0, found[1] or length


def _seam(steep: Floats, at: int) -> int | None:
    """The steepest line around ``at``, where it stands out."""
    reach = max(2, round(OFF * len(steep)))
    start = max(0, at - reach)
    near = steep[start : at + reach]
    if not near.size or float(near.max()) < STANDS_OUT * (float(np.median(near)) + 0.5):
        return None
    return start + int(np.argmax(near)) + 1


def _cut(gain: npt.NDArray[np.floating]) -> int:
    """Length of the leading run with the greatest sum; 0 where none is positive."""
    total = np.cumsum(gain)
    best = int(np.argmax(total))
    return best + 1 if total[best] > 0 else 0


def _pooled(shared: Floats, first: Floats, second: Floats, part: slice) -> float:
    return float(shared[part].sum() / (np.sqrt(float(first[part].sum()) * float(second[part].sum())) + 1e-3))
