"""What two copies of the same footage show where one is laid over the other: traces of which was made from which.

A copy loses detail, gains what is laid over it, and stays nearest to what it was made from: it shares that one's damage. The
measures are those of image and video phylogeny (Dias et al. 2012, doi:10.1109/TIFS.2011.2169959; 2013), by bands of detail
instead of whole pictures, since every copy here is coded anew.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from provenance.matching.differing import grey
from provenance.matching.laying import Bools, Floats, Window, on_grid, reduced
from provenance.matching.traces_overlays import laid_over
from provenance.model import Placement, Traces

__all__ = ["VERSION", "traces"]

VERSION = "2"

SIGMAS = (1.0, 2.0, 4.0)
"""Pixels: bands of detail lie between them."""
EQUAL = 1e-4
"""Share that is left unexplained by a copy that is equal but for rounding."""
FLOOR = 0.05
"""Squared grey levels added to every energy, so that nothing is divided by nothing."""
FLAT, STRUCTURED = 0.4, 0.75
"""Quantiles of local structure, below and above which a part counts as flat, as structured."""
FEWEST = 200
"""Pixels that must be left to compare."""
PIXELS = 3000
"""Pixels of one moment of which the colours are looked at."""
DARK, BRIGHT = 3, 252
Table = npt.NDArray[np.float64]


def traces(moments: Sequence[tuple[Window, Window]], placement: Placement) -> Traces | None:
    """Measure ``moments`` (windows of the query and of the compared copy); ``None`` where the two hardly overlap."""
    seen = on_grid(moments, placement)
    if seen is None:
        return None
    small = reduced(seen)
    over = laid_over(small.query, small.compared, small.common)
    covered = cv2.resize(over.mask.astype(np.uint8), seen.common.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    mask = cv2.erode((seen.common & ~covered).astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1) > 0
    if mask.sum() < FEWEST:
        mask = seen.common
    bands = _Bands()
    for a, b in zip(grey(seen.query), grey(seen.compared), strict=True):
        bands.add(a, b, np.asarray(mask, np.bool_))
    left = small.common & ~over.mask
    colour, clipped = _tones(small.query, small.compared, left if left.sum() >= FEWEST else small.common)
    values = {
        "apart": (bands.apart(1) + bands.apart(2)) / 2,
        "detail": bands.detail(1),
        "edges": bands.zone(1),
        "grain": bands.zone(0),
        "scale": math.log(seen.scale),
        "query_common": seen.common_of[0],
        "compared_common": seen.common_of[1],
        "query_bears": over.query,
        "compared_bears": over.compared,
        "laid_over": over.either,
        "colour": colour,
        "contrast": bands.contrast(),
        "clipped": clipped,
    }
    return Traces(moments=len(moments), **{name: round(value, 4) for name, value in values.items()})


class _Bands:
    """Energies of both copies and what they share, by band of detail, over all moments."""

    def __init__(self) -> None:
        self._sums: Table = np.zeros((len(SIGMAS) + 1, 3))
        self._zones: Table = np.zeros((2, 3))
        """Flat and structured parts: energy of the finest detail of either copy, pixels."""
        self._count = 0

    def add(self, a: Floats, b: Floats, mask: Bools) -> None:
        """One moment, grey."""
        here, there = _split(a, mask), _split(b, mask)
        for band, (x, y) in enumerate(zip(here, there, strict=True)):
            u, v = x[mask], y[mask]
            if band == len(SIGMAS):
                u, v = u - u.mean(), v - v.mean()
            self._sums[band] += (float(u @ u), float(v @ v), float(u @ v))
        self._count += int(mask.sum())
        local = np.minimum(*(cv2.GaussianBlur(np.abs(bands[2]), (0, 0), 3.0) for bands in (here, there)))
        low, high = np.quantile(local[mask][::5], (FLAT, STRUCTURED))
        for zone, part in enumerate((mask & (local <= low), mask & (local >= high))):
            u, v = here[0][part], there[0][part]
            self._zones[zone] += (float(u @ u), float(v @ v), len(u))

    def apart(self, band: int) -> float:
        """Ln of the share of variance that a linear map of one leaves of the other."""
        one, other, both = self._sums[band]
        correlation = max(0.0, both / math.sqrt(one * other + 1e-9))
        return math.log(max(EQUAL, 1 - correlation**2))

    def contrast(self) -> float:
        """Ln of the ratio of the coarsest structure."""
        one, other, _ = self._sums[-1]
        return 0.5 * math.log((one + self._count) / (other + self._count))

    def detail(self, band: int) -> float:
        """Ln of the ratio of detail in ``band``, contrast taken out."""
        one, other, _ = self._sums[band]
        return self._ratio(one, other, self._count)

    def zone(self, zone: int) -> float:
        """The same of the finest band: 0 in flat, 1 in structured parts."""
        return self._ratio(*self._zones[zone].tolist())

    def _ratio(self, one: float, other: float, count: float) -> float:
        count = max(1.0, count)
        return 0.5 * math.log((one / count + FLOOR) / (other / count + FLOOR)) - self.contrast()


def _split(picture: Floats, mask: Bools) -> list[Floats]:
    """Bands of detail, the finest first, and what is left; what is not in ``mask`` does not spread into what is."""
    inside = mask.astype(np.float32)
    known = np.asarray(picture * inside, np.float32)
    soft = [picture]
    for sigma in SIGMAS:
        weight = cv2.GaussianBlur(inside, (0, 0), sigma)
        soft.append(np.asarray(cv2.GaussianBlur(known, (0, 0), sigma) / np.maximum(weight, np.float32(1e-3)), np.float32))
    return [*(soft[i] - soft[i + 1] for i in range(len(SIGMAS))), soft[-1]]


def _tones(a: Floats, b: Floats, mask: Bools) -> tuple[float, float]:
    """Ln of the ratio of colourfulness; difference of the shares that are clipped."""
    step = max(1, int(mask.sum()) // PIXELS)
    colours, clipped = [], []
    for side in (a, b):
        pixels = np.stack([cv2.GaussianBlur(p, (0, 0), 0.8) for p in side])[:, mask][:, ::step]
        colours.append(float((pixels.max(axis=-1) - pixels.min(axis=-1)).mean()))
        bright = pixels @ np.array([0.299, 0.587, 0.114], np.float32)
        clipped.append(float(((bright < DARK) | (bright > BRIGHT)).mean()))
    return math.log((colours[0] + 3) / (colours[1] + 3)), clipped[0] - clipped[1]
