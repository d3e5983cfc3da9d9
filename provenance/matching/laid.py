"""Two videos laid over each other by a known map, read at the same points of what both show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.matching.clip import Clip, Floats
from provenance.matching.covered import shown
from provenance.matching.geometry import Affine, inverted, moved

__all__ = ["Laid", "lay", "overlap"]

CELLS = 44
"""Points of the common area along its longer side, at most."""
FEWEST = 24
"""Points; a smaller common area tells nothing."""
MOMENTS = 6
"""Matched moments at which covers are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Laid:
    """``a`` (query) and ``b`` (compared), pictures × points: grey at the same points of the common area."""

    query: Clip
    compared: Clip
    a: Floats
    b: Floats
    cells: npt.NDArray[np.intp]
    """Positions of the points in a table of ``shape`` (rows, columns)."""
    shape: tuple[int, int]

    @property
    def area(self) -> int:
        """Points compared."""
        return len(self.cells)

    def only(self, chosen: npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> "Laid":
        """The same at some of the points."""
        return replace(
            self,
            a=np.ascontiguousarray(self.a[:, chosen]),
            b=np.ascontiguousarray(self.b[:, chosen]),
            cells=self.cells[chosen],
        )

    def thinned(self, count: int) -> "Laid":
        """The same with at most ``count`` of the points."""
        return self.only(np.linspace(0, self.area - 1, min(count, self.area)).astype(np.intp))

    def uncovered(self, moments: Sequence[tuple[float, float]]) -> "Laid | None":
        """The same without what covers one of the pictures at ``moments``; ``None`` where there is no such cover."""
        here, there = (np.array(times) for times in zip(*moments[:MOMENTS], strict=True))
        same = shown(self.a[self.query.at(here)], self.b[self.compared.at(there)], self.cells, self.shape)
        return None if same is None else self.only(same)

    def here(self, when: npt.NDArray[np.float64], apart: float) -> Floats:
        """What changes in the query around each time."""
        return _differences(self.query, self.a, when, apart)

    def there(self, when: npt.NDArray[np.float64], apart: float) -> Floats:
        """What changes in the compared video around each time, within ``apart`` seconds."""
        return _differences(self.compared, self.b, when, apart)

    def distinct(self, when: npt.NDArray[np.float64], apart: npt.NDArray[np.float64]) -> tuple[Floats, npt.NDArray[np.intp]]:
        """The same for times with an ``apart`` of its own each: every difference once, and which of them each time has.

        Times close together are told by the same two pictures.
        """
        after, before = (self.compared.at(when + way * apart / 2) for way in (1, -1))
        pairs, which = np.unique(after * len(self.b) + before, return_inverse=True)
        return _changes(self.b, pairs // len(self.b), pairs % len(self.b)), which


def lay(query: Clip, compared: Clip, matrix: Affine) -> Laid | None:
    """Both read at points of what they share under ``matrix``; ``None`` where that is too little."""
    polygon = overlap((query.width, query.height), (compared.width, compared.height), matrix)
    if len(polygon) < 3:
        return None
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    pitch = max(
        compared.width / compared.pictures.shape[2],
        scale * query.width / query.pictures.shape[2],
        float((high - low).max()) / CELLS,
    )
    xs, ys = (np.arange(low[i] + pitch / 2, high[i], pitch, dtype=np.float32) for i in (0, 1))
    where = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    cells = np.flatnonzero(within(polygon, where) > 0.3 * pitch)
    if len(cells) < FEWEST:
        return None
    there = where[cells]
    return Laid(
        query=query,
        compared=compared,
        a=query.sampled(moved(inverted(matrix), there), pitch / scale),
        b=compared.sampled(there, pitch),
        cells=cells,
        shape=(len(ys), len(xs)),
    )


def overlap(query: tuple[int, int], compared: tuple[int, int], matrix: Affine) -> npt.NDArray[np.float32]:
    """The polygon (compared pixels) that both pictures show; sizes are (width, height)."""
    corners = [np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32) for w, h in (query, compared)]
    area, polygon = cv2.intersectConvexConvex(moved(matrix, corners[0]), corners[1])
    return np.asarray(polygon, np.float32).reshape(-1, 2) if area > 0 and polygon is not None else np.zeros((0, 2), np.float32)


def within(polygon: npt.NDArray[np.float32], where: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """How far inside a convex ``polygon`` each point lies, negative outside (there, by the line of the nearest side)."""
    start = polygon.astype(np.float64)
    sides = np.roll(start, -1, axis=0) - start
    long = np.linalg.norm(sides, axis=1)
    start, sides = start[long > 0], sides[long > 0] / long[long > 0, None]
    off = where[:, None].astype(np.float64) - start
    left = sides[:, 0] * off[..., 1] - sides[:, 1] * off[..., 0]
    return np.asarray((left if cv2.contourArea(polygon, oriented=True) > 0 else -left).min(axis=1), np.float64)


def _differences(clip: Clip, values: Floats, when: npt.NDArray[np.float64], apart: float) -> Floats:
    """What changes around each time."""
    return _changes(values, clip.at(when + apart / 2), clip.at(when - apart / 2))


def _changes(values: Floats, after: npt.NDArray[np.intp], before: npt.NDArray[np.intp]) -> Floats:
    """From one picture to another, the change of the whole picture's brightness taken out."""
    out = values[after]
    out -= values[before]
    out -= out.mean(axis=1, keepdims=True)
    return out
