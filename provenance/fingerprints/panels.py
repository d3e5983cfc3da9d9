"""Rectangles of a picture that show another picture: an inset, the halves of a split screen, the middle of an app's page.

Where pictures were put together, what is seen changes abruptly along straight lines of pixels that run exactly level or
upright and stay where they are, whatever moves on either side. Edges of real things hardly ever do both over a whole rectangle:
a degree of tilt is eight pixels over the canonical picture.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.keyframes import is_blank

__all__ = ["MOST", "Box", "panels"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in shares of the picture's sides."""

MOST = 3
"""Panels of one picture."""
STEEP, ENOUGH = 4, 12
"""Grey levels, on average over the pictures, from one side of a line to the other; and what each counts at most, so that four
pictures are not outvoted by one.
"""
ASIDE, STANDS_OUT = (3, 4), 1.5
"""A line's change, by the mean of the greatest and the least so many pixels beside it."""
SMALLEST, AREA = 36, (0.025, 0.75)
"""Pixels of a panel's shorter side, at least; its share of the picture, at least and at most."""
LINES = 10
"""Upright lines, and level ones, that are put together to rectangles."""
BROKEN = 4
"""Pixels of a line that make good one where nothing changes across it."""
NARROWEST = 0.36
"""Shorter by longer side of a panel, at least: longer ones are captions and bars."""
SIDES, WEAKEST = 0.85, 0.7
"""Share of a panel's sides inside the picture along which there is a line: of all, and of the worst."""
FEWER = 0.94, 0.88
"""The same where the picture's own edge is one of its sides, or two: things that reach into the picture make as many lines."""
CORNER = 4
"""Pixels at either end of a side that do not count."""
EDGE = 6
"""Pixels from the picture's own edge within which no line is looked for."""
SHARED = 0.5
"""Of the smaller of two rectangles, from which they are the same panel."""

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.intp]
Corners = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


def panels(pictures: Sequence[Grey]) -> tuple[Box, ...]:
    """The panels, surest first, that ``pictures`` (H × W, one size, some seconds apart at best) share; at most :data:`MOST`."""
    height, width = pictures[0].shape
    if min(height, width) < 2 * SMALLEST:
        return ()
    upright, level = _seams(pictures), _seams([np.ascontiguousarray(p.T) for p in pictures])
    (x0, x1), (y0, y1) = _spans(upright), _spans(level)
    if len(x0) + len(y0) <= 2:
        return ()
    across, down = (x0[:, None], x1[:, None]), (y0[None], y1[None])
    sides = np.stack([*_along(upright, across, down), *_along(level, down, across)])
    inner = np.isfinite(sides)
    count = inner.sum(axis=0)
    mean, weakest = np.where(inner, sides, 0).sum(axis=0) / np.maximum(count, 1), np.where(inner, sides, 1).min(axis=0)
    wide, tall = across[1] - across[0], down[1] - down[0]
    area, narrow = wide * tall / (width * height), np.minimum(wide, tall) / np.maximum(wide, tall)
    fewer = (count == 2) | (count == 3)
    good = (count > 0) & (mean >= np.where(fewer, FEWER[0], SIDES)) & (weakest >= np.where(fewer, FEWER[1], WEAKEST))
    good &= (area >= AREA[0]) & (area <= AREA[1]) & (narrow >= NARROWEST)
    found = sorted((-float(mean[i, j]), (int(x0[i]), int(y0[j]), int(x1[i]), int(y1[j]))) for i, j in np.argwhere(good))
    kept: list[Corners] = []
    for _, corners in found:
        if len(kept) < MOST and all(_shared(corners, k) < SHARED for k in kept) and _shows(pictures, corners):
            kept.append(corners)
    return tuple((a / width, b / height, c / width, d / height) for a, b, c, d in kept)


def _seams(pictures: Sequence[Grey]) -> Bools:
    """H × W: where the pictures change abruptly from left to right, more than a little farther aside."""
    height, width = pictures[0].shape
    change, steady = np.zeros((height, width), np.uint16), np.zeros((height, width), np.uint16)
    for picture in pictures:
        step = np.asarray(cv2.absdiff(picture[:, 2:], picture[:, :-2]), np.uint8)
        change[:, 1:-1] += step
        steady[:, 1:-1] += np.minimum(step, ENOUGH)
    near, far = ASIDE
    beside = [np.ascontiguousarray(change[:, far + step : width - far + step]) for step in (-far, -near, near, far)]
    most, least = (join(join(beside[0], beside[1]), join(beside[2], beside[3])) for join in (cv2.max, cv2.min))
    out = np.zeros((height, width), np.bool_)
    out[:, far:-far] = (steady[:, far:-far] > STEEP * len(pictures)) & (
        2 * change[:, far:-far] > np.float32(STANDS_OUT) * cv2.add(most, least)
    )
    return out


def _spans(seams: Bools) -> tuple[Numbers, Numbers]:
    """Left and right ends of what may be panels: pairs of lines, or of a line and the picture's edge."""
    ends = np.array(sorted([0, seams.shape[1], *_lines(seams)]), np.intp)
    first, second = np.triu_indices(len(ends), 1)
    wide = ends[second] - ends[first] >= SMALLEST
    return ends[first][wide], ends[second][wide]


def _lines(seams: Bools) -> list[int]:
    """Columns with the longest stretches along which nearly everything is a seam, longest first."""
    long = np.flatnonzero(seams.sum(axis=0) >= WEAKEST * SMALLEST)
    steps = np.cumsum(np.where(seams[:, long], 1, -BROKEN), axis=0, dtype=np.int32)
    lowest = np.minimum.accumulate(np.concatenate([np.zeros((1, len(long)), np.int32), steps[:-1]]), axis=0)
    longest = np.zeros(seams.shape[1], np.int32)
    longest[long] = (steps - lowest).max(axis=0)
    out: list[int] = []
    for column in np.argsort(-longest, kind="stable").tolist():
        if longest[column] < WEAKEST * SMALLEST or len(out) == LINES:
            break
        if EDGE <= column < seams.shape[1] - EDGE and all(abs(column - other) > 2 for other in out):
            out.append(column)
    return out


def _along(seams: Bools, columns: tuple[Numbers, Numbers], ends: tuple[Numbers, Numbers]) -> list[Floats]:
    """For each of ``columns``, of its stretch between ``ends`` the part that is a seam; not finite at the picture's own edge."""
    width = seams.shape[1]
    some = np.unique(np.concatenate([at.ravel() for at in columns]))
    shown = seams[:, np.minimum(some, width - 1)]
    total = np.concatenate([np.zeros((1, len(some)), np.int32), np.cumsum(shown, axis=0, dtype=np.int32)])
    low, high = ends[0] + CORNER, ends[1] - CORNER
    places = [np.searchsorted(some, at) for at in columns]
    shares = [(total[high, at] - total[low, at]) / (high - low) for at in places]
    return [
        np.where((at > 0) & (at < width), share, np.nan).astype(np.float32) for at, share in zip(columns, shares, strict=True)
    ]


def _shows(pictures: Sequence[Grey], corners: Corners) -> bool:
    """Whether there is anything to see in it."""
    left, top, right, bottom = corners
    return any(not is_blank(p[top + EDGE : bottom - EDGE, left + EDGE : right - EDGE]) for p in pictures)


def _shared(a: Corners, b: Corners) -> float:
    """Of the smaller, the part that lies in the other."""
    wide, tall = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0, wide) * max(0, tall) / min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
