"""Two files' pictures of one moment on one grid: the coarser file's own, so that neither gains detail by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Picture
from provenance.matching.differing import closest, grey
from provenance.matching.geometry import nudge
from provenance.model import Placement

__all__ = ["Bools", "Floats", "OnGrid", "Window", "on_grid", "reduced"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

LARGEST = 640
"""Pixels of the grid's longer side, at most."""
FITTED = 320
"""Pixels of the longer side at which the misfit is sought."""
SNAPPED = 0.6
"""Pixels by which corners may lie off the whole picture: then they lie on it, and nothing is interpolated."""
REDUCED = 288
"""Pixels of the longer side at which what is laid over is sought."""
SAMPLES = 48
"""Points along a side by which areas are measured."""
COMMON = 0.03
"""Share of the query's picture that both must show."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Window:
    """Pictures of a file around one moment, the likeliest in the middle."""

    pictures: tuple[Picture, ...]
    step: float
    """Seconds between two of them."""

    @property
    def middle(self) -> Picture:
        """The likeliest."""
        return self.pictures[len(self.pictures) // 2]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OnGrid:
    """Moments of two copies, N × H × W × 3 (RGB)."""

    query: Floats
    compared: Floats
    common: Bools
    """H × W: where both show something."""
    scale: float
    """Pixels of the compared picture for one of the query's, along one side."""
    common_of: tuple[float, float]
    """Share of the query's and of the compared picture that is common, by the map."""


def on_grid(moments: Sequence[tuple[Window, Window]], placement: Placement) -> OnGrid | None:
    """The pictures of ``moments`` (windows of the query and of the compared file) on one grid.

    ``placement`` is fitted anew to the first of them. ``None`` where they hardly overlap.
    """
    unit = np.asarray(placement, np.float64).reshape(2, 3)
    back = _inverse(unit)
    if not moments or back is None:
        return None
    chosen = [_chosen(query, compared, unit, back) for query, compared in moments]
    here, there = [a for a, _ in chosen], [b for _, b in chosen]
    (h, w), (hc, wc) = here[0].shape[:2], there[0].shape[:2]
    scale = float(np.sqrt(abs(np.linalg.det(unit[:, :2])) * wc * hc / (w * h)))
    # The finer side is brought onto the coarser one's grid.
    if scale >= 1:
        grid, laid, unit_to_laid = here, there, unit
    else:
        grid, laid, unit_to_laid = there, here, back
    size = _size(grid[0])
    unit_to_laid = _fitted(grid[0], laid[0], unit_to_laid)
    kept = np.stack([np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA), np.float32) for p in grid])
    brought = [_brought(p, unit_to_laid, size) for p in laid]
    mask = np.all([m for _, m in brought], axis=0)
    if float(mask.mean()) < COMMON:
        return None
    other = np.stack([p for p, _ in brought])
    query, compared = (kept, other) if scale >= 1 else (other, kept)
    return OnGrid(query=query, compared=compared, common=mask, scale=scale, common_of=(_share(unit), _share(back)))


def reduced(seen: OnGrid) -> OnGrid:
    """The same on a smaller grid."""
    size = _size(seen.query[0], REDUCED)
    query, compared = (
        np.stack([np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA), np.float32) for p in side])
        for side in (seen.query, seen.compared)
    )
    common = cv2.resize(seen.common.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    return replace(seen, query=query, compared=compared, common=np.asarray(common, np.bool_))


def _chosen(
    query: Window, compared: Window, unit: npt.NDArray[np.float64], back: npt.NDArray[np.float64]
) -> tuple[Picture, Picture]:
    """The pictures of one moment: the middle one of the file that has fewer, and what comes nearest to it."""
    if query.step >= compared.step:
        return query.middle, compared.pictures[closest(query.middle, compared.pictures, _placement(unit))]
    return query.pictures[closest(compared.middle, query.pictures, _placement(back))], compared.middle


def _placement(unit: npt.NDArray[np.float64]) -> Placement:
    a, b, c, d, e, f = unit.ravel().tolist()
    return (a, b, c, d, e, f)


def _inverse(unit: npt.NDArray[np.float64]) -> npt.NDArray[np.float64] | None:
    if not np.isfinite(unit).all() or abs(np.linalg.det(unit[:, :2])) < 1e-6:
        return None
    return np.asarray(cv2.invertAffineTransform(unit), np.float64)


def _share(unit: npt.NDArray[np.float64]) -> float:
    """Of a picture, what lies inside the other by the map ``unit``."""
    middles = (np.arange(SAMPLES) + 0.5) / SAMPLES
    where = np.stack([*np.meshgrid(middles, middles), np.ones((SAMPLES, SAMPLES))], axis=-1) @ unit.T
    return float(((where >= 0) & (where <= 1)).all(axis=-1).mean())


def _size(picture: Picture | Floats, longest: int = LARGEST) -> tuple[int, int]:
    height, width = picture.shape[:2]
    scale = min(1.0, longest / max(height, width))
    return max(8, round(width * scale)), max(8, round(height * scale))


def _brought(picture: Picture, unit: npt.NDArray[np.float64], size: tuple[int, int]) -> tuple[Floats, Bools]:
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


def _fitted(grid: Picture, laid: Picture, unit: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """``unit`` moved by the little that brings the two closer (ECC: Evangelidis and Psarakis 2008)."""
    size = _size(grid, FITTED)
    here = np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_AREA), np.float32)
    there, mask = _brought(laid, unit, size)
    a, b = (np.asarray(cv2.GaussianBlur(grey(p), (0, 0), 1.0), np.float32) for p in (here, there))
    share = nudge(a, b, mask, rounds=30)
    if share is None:
        return unit
    return np.asarray(unit @ np.vstack([share, [0, 0, 1]]))
