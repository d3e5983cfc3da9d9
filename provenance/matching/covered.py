"""How alike two pictures are, as wholes and in detail; and which points of them show the same.

A caption, an inset picture or an app's buttons do not: judged by the correlation of small neighbourhoods, so that
brightness and contrast do not count. What moves on a cover would otherwise outweigh what moves in the footage beside it.
"""

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["correlation", "detail", "shown"]

Floats = npt.NDArray[np.float32]

REACH = 5
"""Points along the side of a neighbourhood."""
FLAT = 9.0
"""Variance (grey levels squared) below which a neighbourhood has nothing to compare: it counts as alike."""
EVEN = 4.0
"""Variance of a picture (grey levels squared) that is as much noise as picture."""
ALIKE = 0.35
"""Correlation from which a neighbourhood is taken to show the same."""
FEWEST = 40
"""Points; fewer are too few to compare anything by."""


def shown(a: Floats, b: Floats, cells: npt.NDArray[np.intp], shape: tuple[int, int]) -> npt.NDArray[np.bool_] | None:
    """Which points show the same in pictures ``a`` and ``b`` (moments × points); ``None`` when that cannot be told.

    ``cells`` are the positions of the points in a table of ``shape`` (rows, columns).
    """
    same = np.asarray(detail(a, b, cells, shape) >= ALIKE, np.bool_)
    return same if FEWEST <= int(same.sum()) < len(same) else None


def correlation(x: Floats, y: Floats) -> npt.NDArray[np.float64]:
    """Of each picture of ``x`` with its fellow of ``y`` (pictures × points), −1…1; even pictures tend to 0."""
    x, y = x - x.mean(axis=1, keepdims=True), y - y.mean(axis=1, keepdims=True)
    floor = EVEN * x.shape[1]
    return np.asarray((x * y).sum(axis=1) / np.sqrt(((x * x).sum(axis=1) + floor) * ((y * y).sum(axis=1) + floor)), np.float64)


def detail(a: Floats, b: Floats, cells: npt.NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    """Correlation of the neighbourhood of each point, averaged over moments."""
    return np.asarray(np.mean([_alike(x, y, cells, shape) for x, y in zip(a, b, strict=True)], axis=0), np.float32)


def _alike(x: Floats, y: Floats, cells: npt.NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    """Correlation of the neighbourhood of each point."""
    there = _table(np.ones_like(x), cells, shape)
    weight = np.maximum(_around(there), 1e-6)
    p, q = _table(x, cells, shape), _table(y, cells, shape)
    mean_p, mean_q = _around(p) / weight, _around(q) / weight
    var_p = np.maximum(_around(p * p) / weight - mean_p**2, 0)
    var_q = np.maximum(_around(q * q) / weight - mean_q**2, 0)
    both = _around(p * q) / weight - mean_p * mean_q
    out = (both + FLAT) / np.sqrt((var_p + FLAT) * (var_q + FLAT))
    return np.asarray(out.ravel()[cells], np.float32)


def _table(values: Floats, cells: npt.NDArray[np.intp], shape: tuple[int, int]) -> Floats:
    out = np.zeros(shape[0] * shape[1], np.float32)
    out[cells] = values
    return out.reshape(shape)


def _around(table: Floats) -> Floats:
    return np.asarray(cv2.boxFilter(table, -1, (REACH, REACH), borderType=cv2.BORDER_CONSTANT), np.float32)
