"""What is laid over one of two copies and not over the other, and how surely over which."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from provenance.matching.differing import grey
from provenance.matching.laying import Bools, Floats

__all__ = ["Over", "laid_over"]

CONTRAST, NOISY = 16.0, 1.5
"""Grey levels, and noises (median differences), from which a colour is another one than all that lie close by."""
CLOSE = 0.012
"""Share of the longer side within which the other copy may show a colour."""
PERSISTENT = 0.7
"""Share of the moments in which a pixel must differ."""
JOINED = 0.02
"""Share of the longer side over which parts of one thing may be apart."""
HOLES = 0.04
"""Share of the longer side that a hole or a dent in one thing may be wide."""
SMALLEST, FILLED = 0.0015, 0.3
"""Share of the common picture, and of its own box, that a thing fills at least."""
TOO_MUCH = 0.7
"""Share of the common picture from which the two differ as a whole."""
HEAVIEST = 3.0
PIXELS, ROUNDS, OUTLYING = 2500, 3, 2.5
"""Of the fit of colours: pixels, rounds, and medians beyond which a pixel has no say."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Over:
    """Weights of what is laid over; each thing weighs the square root of its share of the picture, in tenths, at most 3."""

    query: float
    compared: float
    either: float
    mask: Bools
    """H × W: where it lies."""


def laid_over(query: Floats, compared: Floats, common: Bools) -> Over:
    """Both N × H × W × 3, moments of two copies on one grid."""
    fitted = _fitted(query, compared, common)
    persistent = _differing(query, fitted, common)
    mask = np.zeros(common.shape, np.uint8)
    weights = np.zeros(3)
    if float(persistent.sum()) > TOO_MUCH * float(common.sum()):
        return Over(query=0.0, compared=0.0, either=0.0, mask=np.zeros(common.shape, np.bool_))
    joined = cv2.morphologyEx(persistent.astype(np.uint8), cv2.MORPH_CLOSE, _disk(JOINED * max(common.shape)))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    looks = _Looks.of(grey(query), grey(fitted))
    for label in range(1, count):
        part = (labels == label) & persistent
        share = float(part.sum()) / float(common.sum())
        if share < SMALLEST or part.sum() < FILLED * boxes[label, 2] * boxes[label, 3]:
            continue
        mask |= (labels == label).astype(np.uint8)
        weight, side = min(HEAVIEST, 10 * np.sqrt(share)), looks.bearer(part, common)
        weights += (weight * max(0.0, side), weight * max(0.0, -side), weight)
    one, other, either = weights.tolist()
    # Holes and ragged rims are the thing too: it was only much like the scene there.
    # What differs without being a thing is left out of every comparison all the same.
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, _disk(HOLES * max(common.shape)))
    whole = cv2.dilate(np.maximum(closed, persistent.astype(np.uint8)), _disk(3))
    return Over(query=one, compared=other, either=either, mask=np.asarray(whole, np.bool_))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Looks:
    """How much either copy changes over the moments, and how steep it is on average, at each pixel."""

    changes: tuple[Floats, Floats]
    steep: tuple[Floats, Floats]

    @classmethod
    def of(cls, query: Floats, compared: Floats) -> "_Looks":
        changes = query.std(axis=0), compared.std(axis=0)
        return cls(changes=changes, steep=(_gradient(query.mean(axis=0)), _gradient(compared.mean(axis=0))))

    def bearer(self, part: Bools, common: Bools) -> float:
        """1: the query bears what lies in ``part``, −1: the compared copy; what is laid over stands still and has an edge."""
        here, there = (float(np.median(c[part])) for c in self.changes)
        stiller = np.log((there + 2) / (here + 2))
        inner = part.astype(np.uint8)
        rim = (
            (cv2.dilate(inner, _disk(1)) > 0)
            & (cv2.erode(inner, _disk(1)) == 0)
            & (cv2.erode(common.astype(np.uint8), _disk(2)) > 0)
        )
        edged = np.log((self.steep[0][rim].mean() + 2) / (self.steep[1][rim].mean() + 2)) if rim.sum() > 8 else 0.0
        return float(np.tanh(1.5 * (stiller + edged)))


def _differing(query: Floats, fitted: Floats, common: Bools) -> Bools:
    """Pixels that in most moments have a colour which the other copy shows nowhere close by."""
    reach = _disk(CLOSE * max(common.shape))
    votes = np.zeros(common.shape, np.float32)
    for a, b in zip(query, fitted, strict=True):
        soft, other = (np.asarray(cv2.GaussianBlur(p, (0, 0), 0.8), np.float32) for p in (a, b))
        noise = float(np.median(np.abs(soft - other)[common]))
        away = cv2.max(_outside(soft, other, reach), _outside(other, soft, reach))
        votes += away > CONTRAST + NOISY * noise
    return np.asarray((votes >= PERSISTENT * len(query)) & common, np.bool_)


def _outside(values: Floats, other: Floats, reach: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """How far ``values`` lie beyond the range of ``other`` within ``reach``, in the channel where they do most."""
    low, high = cv2.erode(other, reach), cv2.dilate(other, reach)
    red, green, blue = cv2.split(np.maximum(values - high, low - values))
    return np.asarray(cv2.max(cv2.max(red, green), blue), np.float32)


def _gradient(picture: Floats) -> Floats:
    across, down = (cv2.Sobel(picture, cv2.CV_32F, x, 1 - x, scale=1 / 8) for x in (1, 0))
    return np.asarray(2 * np.hypot(across, down), np.float32)


def _disk(radius: float) -> npt.NDArray[np.uint8]:
    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def _fitted(query: Floats, compared: Floats, common: Bools) -> Floats:
    """``compared`` through the one linear map of colours that brings most of it to ``query``."""
    step = max(1, len(query) * int(common.sum()) // PIXELS)
    source, target = (side[:, common].reshape(-1, 3)[::step].astype(np.float64) for side in (compared, query))
    rows = np.hstack([source, np.ones((len(source), 1))])
    # A little of the plain picture is mixed in, so that an almost colourless scene does not invent colours.
    ridge = np.eye(4) * np.array([25, 25, 25, 1e-2]) * len(rows) / 100
    prior = np.vstack([np.eye(3), np.zeros((1, 3))])
    table, kept = prior, np.ones(len(rows), np.bool_)
    for _ in range(ROUNDS):
        x, y = rows[kept], target[kept]
        table = np.linalg.solve(x.T @ x + ridge, x.T @ y + ridge @ prior)
        off = np.abs(rows @ table - target).max(axis=1)
        kept = off <= max(4.0, OUTLYING * float(np.median(off)))
    return np.asarray(compared @ table[:3].astype(np.float32) + table[3].astype(np.float32), np.float32)
