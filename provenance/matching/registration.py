"""One picture brought onto another's grid of pixels, to a fraction of a pixel.

How alike two copies are in their finest detail is lost by half a pixel of misfit, and a caption on one of them draws a plain
fit (ECC: Evangelidis and Psarakis 2008, doi:10.1109/TPAMI.2008.113) after it. So what differs is left out of the fit, the fit is
made on a coarse and then on the full grid, and a step is kept only where the fine detail agrees better after it.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Picture
from provenance.matching.differing import grey
from provenance.matching.geometry import nudge

__all__ = ["LARGEST", "Bools", "Floats", "brought", "grid_size", "registered"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Affine = npt.NDArray[np.float64]
"""2 × 3, in shares of the sides."""

LARGEST = 640
"""Pixels of the grid's longer side, at most."""
LEVELS = (320, LARGEST)
"""Pixels of the longer side at which the misfit is sought, one after the other."""
PASSES, ROUNDS = 2, 30
"""Fits at each level, and rounds of one fit, at most."""
SNAPPED = 0.6
"""Pixels by which corners may lie off the whole picture: then they lie on it, and nothing is interpolated."""
ODD = 8.0
"""Grey levels, around a pixel, by which two pictures are off at least where they show other things."""
MOSTLY = 0.6
"""Share of the common picture from which that is no thing laid over it but the pictures as a whole."""
FEWEST = 100
"""Pixels to compare."""
BETTER = 1e-4
"""Correlation that a step must win."""


def grid_size(picture: Picture | Floats, longest: int = LARGEST) -> tuple[int, int]:
    """Width and height of ``picture``, no larger than ``longest``."""
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    return max(8, round(width * scale)), max(8, round(height * scale))


def brought(picture: Picture, unit: Affine, size: tuple[int, int]) -> tuple[Floats, Bools]:
    """``picture`` on a grid of ``size`` (width, height) whose shares ``unit`` maps to the picture's; and where it reaches."""
    across = float(np.linalg.norm(unit[:, 0] * np.array([picture.shape[1], picture.shape[0]]))) / size[0]
    down = float(np.linalg.norm(unit[:, 1] * np.array([picture.shape[1], picture.shape[0]]))) / size[1]
    turned = abs(unit[0, 1]) > abs(unit[0, 0])
    if turned:
        across, down = down, across
    small = max(8, round(picture.shape[1] / max(1.0, across))), max(8, round(picture.shape[0] / max(1.0, down)))
    source = cv2.resize(picture, small, interpolation=cv2.INTER_AREA) if small != picture.shape[1::-1] else picture
    matrix = np.diag(small).astype(np.float64) @ unit @ np.diag([1 / size[0], 1 / size[1], 1.0])
    matrix[:, 2] += matrix[:, :2] @ (0.5, 0.5) - 0.5
    if small == size and _off(matrix, size) < SNAPPED:
        return np.asarray(source, np.float32), np.ones(size[::-1], np.bool_)
    flags = cv2.INTER_LANCZOS4 | cv2.WARP_INVERSE_MAP
    out = cv2.warpAffine(source, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    full = np.full(source.shape[:2], 255, np.uint8)
    mask = cv2.warpAffine(full, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP) > 250
    return np.asarray(out, np.float32), np.asarray(mask, np.bool_)


def _off(matrix: npt.NDArray[np.float64], size: tuple[int, int]) -> float:
    corners = np.array([(0, 0, 1), (size[0], 0, 1), (size[0], size[1], 1), (0, size[1], 1)], np.float64)
    return float(np.abs(corners @ matrix.T - corners[:, :2]).max())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Laid:
    """The picture that is fitted, by one map."""

    unit: Affine
    fine: Floats
    soft: Floats
    common: Bools
    """Where it shows something."""
    odd: Bools
    """Where it shows something else."""


class _Level:
    """Both pictures at one size."""

    def __init__(self, grid: Picture, laid: Picture, longest: int) -> None:
        self._laid, self.size = laid, grid_size(grid, longest)
        here = grey(np.asarray(cv2.resize(grid, self.size, interpolation=cv2.INTER_AREA), np.float32))
        self._fine, self._soft = _fine(here), _blurred(here, 1.0)

    def by(self, unit: Affine) -> _Laid:
        """The fitted picture by ``unit``."""
        picture, common = brought(self._laid, unit, self.size)
        there = grey(picture)
        soft = _blurred(there, 1.0)
        return _Laid(unit=unit, fine=_fine(there), soft=soft, common=common, odd=_odd(_off_by(self._soft, soft, common), common))

    def nudged(self, at: _Laid, mask: Bools) -> _Laid | None:
        """One fit from ``at`` on, by what lies in ``mask``."""
        share = nudge(self._soft, at.soft, mask, rounds=ROUNDS)
        return None if share is None else self.by(np.asarray(at.unit @ np.vstack([share, [0, 0, 1]])))

    def better(self, one: _Laid, other: _Laid) -> bool:
        """Whether the fine detail agrees better by ``one``, where neither leaves anything out that the other has."""
        both = one.common & other.common & ~other.odd
        return self._agree(one.fine, both) > self._agree(other.fine, both) + BETTER

    def _agree(self, fine: Floats, mask: Bools) -> float:
        x, y = self._fine[mask], fine[mask]
        return float(x @ y) / float(np.sqrt(float(x @ x) * float(y @ y) + 1e-3)) if len(x) >= FEWEST else -1.0


def registered(grid: Picture, laid: Picture, unit: Affine) -> Affine:
    """``unit``, which maps ``grid`` to ``laid``, moved by the little that brings the two closer."""
    for longest in LEVELS[: 1 + (max(grid_size(grid)) > LEVELS[0])]:
        level = _Level(grid, laid, longest)
        best = level.by(unit)
        for turn in range(PASSES):
            before = best
            masks = (best.common & ~best.odd, best.common) if turn == 0 else (best.common & ~best.odd,)
            for mask in masks:
                found = level.nudged(before, mask)
                if found is not None and level.better(found, best):
                    best = found
            if best is before:
                break
        unit = best.unit
    return unit


def _blurred(picture: Floats, sigma: float) -> Floats:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.float32)


def _fine(picture: Floats) -> Floats:
    return _blurred(picture, 0.8) - _blurred(picture, 3.0)


def _off_by(here: Floats, there: Floats, mask: Bools) -> Floats:
    """How far ``there`` lies from ``here`` at each pixel, brightness and contrast fitted to most of them."""
    x, y = there[mask].astype(np.float64), here[mask].astype(np.float64)
    kept = np.ones(len(x), np.bool_)
    off = np.abs(here - there)
    for _ in range(3):
        if kept.sum() < FEWEST:
            break
        spread = float(x[kept].var()) + 1.0
        slope = (float(np.mean((x[kept] - x[kept].mean()) * (y[kept] - y[kept].mean()))) + 1.0) / spread
        level = float(y[kept].mean()) - slope * float(x[kept].mean())
        off = np.abs(here - np.float32(slope) * there - np.float32(level))
        kept = off[mask] <= 2.5 * max(1.0, float(np.median(off[mask])))
    return np.asarray(off, np.float32)


def _odd(off: Floats, mask: Bools) -> Bools:
    """Where the two show other things, by what they are off; nowhere, where that would be most of the picture."""
    if not mask.any():
        return np.zeros_like(mask)
    around = _blurred(np.where(mask, off, np.float32(0)), max(off.shape) / 80)
    odd = (around > max(ODD, 3 * float(np.median(around[mask])))) & mask
    if odd.sum() > MOSTLY * mask.sum():
        return np.zeros_like(mask)
    return np.asarray(cv2.dilate(odd.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0, np.bool_)
