"""Two pictures of one moment, one laid over the other: how alike they are, and where they show different things.

The compared picture is warped onto the query's by the placement, the last misfit is taken out (ECC: Evangelidis and
Psarakis 2008, doi:10.1109/TPAMI.2008.113), and its colours are fitted to the query's. A pixel differs where no colour that
the other picture shows close by comes near its own: what is only shifted by a pixel or two, or coded otherwise, does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Picture
from provenance.matching.geometry import nudge
from provenance.model import Box, Placement

__all__ = ["Laid", "closest", "grey", "lay_over", "reading", "turned_back"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

SIDE = 384
"""Pixels of the longer side of the query's picture at which two pictures are compared."""
QUICK = 128
"""The same, for choosing among many moments."""
CLOSE = 0.012
"""Share of the longer side within which the other picture may show a colour."""
CONTRAST, NOISY = 16.0, 2.0
"""Grey levels, and noises (median differences), from which a colour is another one."""
SMALLEST = 0.0025
"""Share of the query's picture that a marked region takes, at least."""
JOINED = 0.02
"""Share of the longer side by which parts of one region may be apart."""
FILLED = 0.3
"""Share of its box that a region fills, at least; less is the outline of something that lies a little aside."""
MOST = 12
"""Regions marked in one picture."""
LIKE = 0.3
"""Correlation below which two pictures are too unlike for parts of them to be marked."""
COMMON = 0.02
"""Share of the query's picture that both must show."""
ROUNDS, OUTLYING = 4, 2.5
"""Rounds of the fit of colours; residuals, in medians, beyond which a pixel has no say in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """What is seen once two pictures lie on each other."""

    likeness: float
    """Correlation of brightness where both show something, −1…1."""
    differing: tuple[Box, ...]
    """Regions of the query's picture, the largest first."""
    placement: Placement
    """The map with the last misfit taken out."""


def reading(placement: Placement, width: int, height: int, other: tuple[int, int]) -> npt.NDArray[np.float64]:
    """2 × 3: pixels of a query ``width`` × ``height`` to pixels of a compared picture of size ``other`` (width, height)."""
    unit = np.asarray(placement, np.float64).reshape(2, 3)
    return np.asarray(np.diag(other).astype(np.float64) @ unit @ np.diag([1 / width, 1 / height, 1.0]))


def turned_back(placement: Placement) -> Placement | None:
    """The map from the compared picture to the query's; ``None`` for one that squeezes all onto a line."""
    unit = np.asarray(placement, np.float64).reshape(2, 3)
    if not np.isfinite(unit).all() or abs(np.linalg.det(unit[:, :2])) < 1e-6:
        return None
    a, b, c, d, e, f = np.asarray(cv2.invertAffineTransform(unit)).ravel().tolist()
    return (a, b, c, d, e, f)


def closest(query: Picture, candidates: Sequence[Picture], placement: Placement) -> int:
    """Which of ``candidates`` (moments of the compared video) shows the query's moment; the middle one where none stands out."""
    middle = len(candidates) // 2
    scores = []
    for candidate in candidates:
        here, there, mask = _overlaid(query, candidate, placement, side=QUICK)
        scores.append(-float(np.abs(_normal(here, mask) - _normal(there, mask))[mask].mean()) if mask.any() else -np.inf)
    best = max(range(len(candidates)), key=lambda i: (scores[i], -abs(i - middle)), default=middle)
    return best if scores and scores[best] > -np.inf else middle


def lay_over(query: Picture, compared: Picture, placement: Placement) -> Laid | None:
    """``query`` and ``compared`` (RGB) compared; ``None`` where they hardly overlap."""
    if turned_back(placement) is None:
        return None
    refined = _refined(query, compared, placement)
    here, there, mask = _overlaid(query, compared, refined, side=SIDE)
    if float(mask.mean()) < COMMON:
        return None
    likeness = _correlation(grey(here), grey(there), mask)
    boxes = _regions(here, _fitted(here, there, mask), mask) if likeness >= LIKE else ()
    return Laid(likeness=round(likeness, 3), differing=boxes, placement=refined)


def _overlaid(query: Picture, compared: Picture, placement: Placement, *, side: int) -> tuple[Floats, Floats, Bools]:
    """The query at ``side`` pixels, the compared picture warped onto it, and where the latter shows anything."""
    height, width = query.shape[:2]
    scale = min(1.0, side / max(width, height))
    size = max(2, round(width * scale)), max(2, round(height * scale))
    here = np.asarray(cv2.resize(query, size, interpolation=cv2.INTER_AREA), np.float32)
    # No finer than the query shows it: warping alone would pick single pixels of a large picture.
    matrix = reading(placement, *size, (compared.shape[1], compared.shape[0]))
    pitch = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if pitch > 1.5:
        small = max(2, round(compared.shape[1] / pitch)), max(2, round(compared.shape[0] / pitch))
        compared = np.asarray(cv2.resize(compared, small, interpolation=cv2.INTER_AREA), np.uint8)
        matrix = reading(placement, *size, small)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    # Maps speak of corners of the picture, OpenCV of centres of pixels.
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    there = cv2.warpAffine(compared, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpAffine(np.full(compared.shape[:2], 255, np.uint8), matrix, size, flags=flags) > 250
    return here, np.asarray(there, np.float32), np.asarray(mask, np.bool_)


def _refined(query: Picture, compared: Picture, placement: Placement) -> Placement:
    """The placement moved by the little that brings the two closer; as it is, where that cannot be found."""
    here, there, mask = _overlaid(query, compared, placement, side=SIDE)
    a, b = (np.asarray(cv2.GaussianBlur(grey(p), (0, 0), 1.0)).astype(np.uint8) for p in (here, there))
    before = _correlation(grey(here), grey(there), mask) if mask.any() else -1.0
    share = nudge(a, b, mask, rounds=40)
    if share is None:
        return placement
    unit = np.asarray(placement, np.float64).reshape(2, 3)
    a1, b1, c1, d1, e1, f1 = (unit @ np.vstack([share, [0, 0, 1]])).ravel().tolist()
    moved = (a1, b1, c1, d1, e1, f1)
    here, there, mask = _overlaid(query, compared, moved, side=SIDE)
    return moved if mask.any() and _correlation(grey(here), grey(there), mask) > before else placement


def grey(pictures: Floats) -> Floats:
    """… × 3 (RGB) as brightness."""
    return np.asarray(pictures @ np.array([0.299, 0.587, 0.114], np.float32), np.float32)


def _normal(picture: Floats, mask: Bools) -> Floats:
    light = grey(picture)
    inside = light[mask]
    return np.asarray((light - inside.mean()) / (inside.std() + 4.0), np.float32) if inside.size else light


def _correlation(a: Floats, b: Floats, mask: Bools) -> float:
    x, y = (v[mask] - v[mask].mean() for v in (a, b))
    return float((x * y).sum() / (np.sqrt(float((x * x).sum()) * float((y * y).sum())) + 1e-3))


def _fitted(here: Floats, there: Floats, common: Bools) -> Floats:
    """``there`` through the linear map of colours that brings most of it to ``here``; what is laid over stays out of it."""
    target, source = (cv2.GaussianBlur(p, (0, 0), 1.2)[common] for p in (here, there))
    rows = np.hstack([source, np.ones((len(source), 1), np.float32)])
    kept = np.ones(len(rows), np.bool_)
    # A little of the plain picture is mixed in, so that an almost colourless scene does not invent colours.
    ridge = np.eye(4) * np.array([25, 25, 25, 1e-2]) * len(rows) / 100
    prior = np.vstack([np.eye(3), np.zeros((1, 3))])
    table = prior
    for _ in range(ROUNDS):
        x, y = rows[kept].astype(np.float64), target[kept].astype(np.float64)
        table = np.linalg.solve(x.T @ x + ridge, x.T @ y + ridge @ prior)
        off = np.abs(rows @ table - target).max(axis=1)
        kept = off <= max(4.0, OUTLYING * float(np.median(off)))
    return np.asarray(there @ table[:3] + table[3], np.float32)


def _regions(here: Floats, there: Floats, common: Bools) -> tuple[Box, ...]:
    """Boxes around what one of the two shows and the other does not, anywhere close by."""
    longer = max(common.shape)
    reach = _disk(CLOSE * longer)
    soft, other = (np.asarray(cv2.GaussianBlur(p, (0, 0), 0.8), np.float32) for p in (here, there))
    noise = float(np.median(np.abs(soft - other).max(axis=2)[common]))
    away = np.maximum(_outside(soft, other, reach), _outside(other, soft, reach))
    inner = cv2.erode(common.astype(np.uint8), _disk(0.01 * longer), borderType=cv2.BORDER_CONSTANT, borderValue=1)
    differs = ((away > CONTRAST + NOISY * noise) & inner.astype(np.bool_)).astype(np.uint8)
    joined = cv2.morphologyEx(differs, cv2.MORPH_CLOSE, _disk(JOINED * longer / 2))
    count, labels = cv2.connectedComponents(joined)
    found = [_box((labels == i) & differs.astype(np.bool_), common.size) for i in range(1, min(count, 400))]
    return tuple(sorted((b for b in found if b is not None), key=_area, reverse=True)[:MOST])


def _box(mask: Bools, size: int) -> Box | None:
    ys, xs = np.nonzero(mask)
    if len(ys) < SMALLEST * size:
        return None
    left, top, right, bottom = int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
    if len(ys) < FILLED * (right - left) * (bottom - top):
        return None
    height, width = mask.shape
    return Box(left=left / width, top=top / height, right=right / width, bottom=bottom / height)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _outside(values: Floats, other: Floats, reach: npt.NDArray[np.uint8]) -> Floats:
    """How far ``values`` lie beyond the range of ``other`` within ``reach``, in the channel where they do most."""
    low, high = cv2.erode(other, reach), cv2.dilate(other, reach)
    return np.asarray(np.maximum(values - high, low - values).max(axis=2), np.float32)


def _disk(radius: float) -> npt.NDArray[np.uint8]:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)
