"""Two files' pictures of one moment on one grid: the coarser file's own, so that neither gains detail by it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Picture
from provenance.matching.differing import closest
from provenance.matching.registration import Bools, Floats, brought, grid_size, registered
from provenance.model import Placement

__all__ = ["Bools", "Floats", "OnGrid", "Window", "on_grid", "reduced"]

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
    size = grid_size(grid[0])
    unit_to_laid = registered(grid[0], laid[0], unit_to_laid)
    kept = np.stack([np.asarray(cv2.resize(p, size, interpolation=cv2.INTER_AREA), np.float32) for p in grid])
    there_too = [brought(p, unit_to_laid, size) for p in laid]
    mask = np.all([m for _, m in there_too], axis=0)
    if float(mask.mean()) < COMMON:
        return None
    other = np.stack([p for p, _ in there_too])
    query, compared = (kept, other) if scale >= 1 else (other, kept)
    return OnGrid(query=query, compared=compared, common=mask, scale=scale, common_of=(_share(unit), _share(back)))


def reduced(seen: OnGrid) -> OnGrid:
    """The same on a smaller grid."""
    size = grid_size(seen.query[0], REDUCED)
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
