"""Where a picture lies in another: one-to-one matches of local features, then one affine map by RANSAC.

Coordinates are pixels of the upright source pictures. A map takes points of the query to points of the compared side.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.fingerprints.local import descriptors, mirrored, points

__all__ = ["Affine", "Placement", "inverted", "moved", "nudge", "place", "pooled", "rectangle", "refined", "whole"]

Affine = npt.NDArray[np.float64]
"""2 × 3: query pixels to compared pixels."""

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Size = tuple[int, int]

MAX_DISTANCE = 84
"""Of 256 bits; farther descriptors are not the same detail."""
FARTHEST = 0.06
"""Share of the sides by which the last misfit of two pictures may move a corner."""
MIN_INLIERS = 7
TOLERANCE = 0.012
"""Of the compared picture's longer side: how far a matched point may lie from where the map puts it."""
ALIKE = 0.03
"""Two maps are one placement when they put the same points this close (share of the longer side)."""
MAX_STRETCH = 2.6
"""Ratio of the two axes of a map: pictures are squeezed that far between 16:9 and 9:16 frames, hardly more."""
MAX_SCALE = 14.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placement:
    """One way the query's picture lies in the compared one, and what speaks for it."""

    matrix: Affine
    query_points: npt.NDArray[np.float32]
    compared_points: npt.NDArray[np.float32]
    times: tuple[tuple[Fraction, Fraction], ...]
    """Keyframes (query, compared) that showed it."""
    counts: tuple[int, ...]
    """Inliers at each of ``times``."""

    @property
    def support(self) -> int:
        """Inliers over all the keyframes."""
        return len(self.query_points)


def rectangle(footage: Footage) -> npt.NDArray[np.float32]:
    """Corners of the picture, clockwise from the top left."""
    w, h = footage.width, footage.height
    return np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)


def moved(matrix: Affine, where: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """``where`` (N × 2) through ``matrix``."""
    return (where @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)


def inverted(matrix: Affine) -> Affine:
    """The map back."""
    return np.asarray(cv2.invertAffineTransform(matrix), np.float64)


def whole(
    matrix: Sequence[Sequence[float]], query: Footage, compared: Footage, times: tuple[tuple[Fraction, Fraction], ...]
) -> Placement:
    """The placement of a whole picture on a whole picture, ``matrix`` in shares of the sides (see ``pdq.ORIENTATIONS``)."""
    unit = np.asarray(matrix, np.float64)
    out = np.diag([compared.width, compared.height]) @ unit @ np.diag([1 / query.width, 1 / query.height, 1.0])
    corners = rectangle(query)
    return Placement(matrix=out, query_points=corners, compared_points=moved(out, corners), times=times, counts=(4,) * len(times))


def place(query: KeyFrame, compared: KeyFrame, *, mirror: bool) -> Placement | None:
    """Where the query's keyframe lies in the compared one; ``None`` when too few features agree on one place."""
    if min(query.features.count, compared.features.count) < MIN_INLIERS:
        return None
    values = descriptors(query.features)
    a, b = _one_to_one(mirrored(values) if mirror else values, descriptors(compared.features))
    if len(a) < MIN_INLIERS:
        return None
    here = points(query.features)[a] * np.array((query.width, query.height), np.float32)
    there = points(compared.features)[b] * np.array((compared.width, compared.height), np.float32)
    matrix, inside = _ransac(here, there, side=max(compared.width, compared.height))
    if matrix is None or not plausible(matrix, mirror=mirror):
        return None
    here, there = _distinct(here[inside], there[inside], side=max(query.width, query.height))
    if len(here) < MIN_INLIERS:
        return None
    return Placement(
        matrix=matrix, query_points=here, compared_points=there, times=((query.time, compared.time),), counts=(len(here),)
    )


def refined(
    matrix: Affine, query: Iterable[Grey], compared: Iterable[Grey], *, sizes: tuple[Size, Size], shift: bool = False
) -> Affine | None:
    """``matrix`` fitted anew to pictures that show the same moments (ECC: Evangelidis, Psarakis, 2008); ``None`` if it fails.

    ``sizes`` are (width, height) of the source pictures, in whose pixels maps are given. With ``shift`` it is only moved.
    """
    tried = [_ecc(matrix, a, b, sizes, shift=shift) for a, b in zip(query, compared, strict=True)]
    found = [m for m in tried if m is not None]
    return np.median(found, axis=0) if len(found) * 2 > len(tried) else None


def _ecc(matrix: Affine, query: Grey, compared: Grey, sizes: tuple[Size, Size], *, shift: bool) -> Affine | None:
    here, there = (_shrinking(size, picture) for size, picture in zip(sizes, (query, compared), strict=True))
    start = (np.linalg.inv(here) @ np.vstack([inverted(matrix), (0, 0, 1)]) @ there)[:2].astype(np.float32)
    model = cv2.MOTION_TRANSLATION if shift else cv2.MOTION_AFFINE
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 1e-4)
    try:
        _, fitted = cv2.findTransformECC(compared, query, start, model, stop, np.full(query.shape, 255, np.uint8), 5)
    except cv2.error:
        return None
    back = here @ np.vstack([fitted, (0, 0, 1)]).astype(np.float64) @ np.linalg.inv(there)
    return inverted(back[:2]) if abs(np.linalg.det(back)) > 1e-6 else None


def nudge(here: Grey | Floats, there: Grey | Floats, mask: npt.NDArray[np.bool_], *, rounds: int) -> Affine | None:
    """The small map, in shares of the sides, by which ``there`` must be read to lie on ``here``, where ``mask`` holds (ECC).

    ``None`` where none is found, or where it moves a corner by more than :data:`FARTHEST`.
    """
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, rounds, 1e-4)
    try:
        start = np.eye(2, 3, dtype=np.float32)
        _, warp = cv2.findTransformECC(here, there, start, cv2.MOTION_AFFINE, stop, mask.astype(np.uint8), 3)
    except cv2.error:
        return None
    height, width = here.shape
    share = np.diag([1 / width, 1 / height]) @ np.asarray(warp, np.float64) @ np.diag([width, height, 1.0])
    corners = np.array([(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)], np.float64).T
    return share if float(np.abs(share @ corners - corners[:2]).max()) <= FARTHEST else None


def _shrinking(size: Size, picture: Grey) -> npt.NDArray[np.float64]:
    """3 × 3: pixels of the small picture to pixels of the source, middle of a pixel to middle of a pixel."""
    sx, sy = size[0] / picture.shape[1], size[1] / picture.shape[0]
    return np.array([(sx, 0, 0.5 * sx), (0, sy, 0.5 * sy), (0, 0, 1)])


def pooled(found: Sequence[Placement], *, side: int) -> tuple[Placement, ...]:
    """Placements that say the same, joined and fitted again over all their points; best supported first."""
    groups: list[list[Placement]] = []
    for one in sorted(found, key=lambda p: -p.support):
        home = next((g for g in groups if _alike(g[0], one, side)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    return tuple(sorted((_joined(g, side) for g in groups), key=lambda p: -p.support))


def plausible(matrix: Affine, *, mirror: bool) -> bool:
    """Whether an edit could have done this: no collapse, no wild stretch, mirrored exactly when asked."""
    linear = matrix[:, :2]
    if (np.linalg.det(linear) < 0) != mirror:
        return False
    large, small = np.linalg.svd(linear, compute_uv=False)
    return bool(small > 1 / MAX_SCALE and large < MAX_SCALE and large / small < MAX_STRETCH)


def _one_to_one(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows of ``a`` and ``b`` that are each other's nearest."""
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(a, b)
    near = [(m.queryIdx, m.trainIdx) for m in matches if m.distance <= MAX_DISTANCE]
    table = np.array(near, np.intp).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _ransac(
    here: npt.NDArray[np.float32], there: npt.NDArray[np.float32], *, side: int
) -> tuple[Affine | None, npt.NDArray[np.bool_]]:
    matrix, inside = cv2.estimateAffine2D(
        here, there, method=cv2.RANSAC, ransacReprojThreshold=TOLERANCE * side, maxIters=2000, confidence=0.995, refineIters=10
    )
    if matrix is None or not np.isfinite(matrix).all():
        return None, np.zeros(len(here), np.bool_)
    return np.asarray(matrix, np.float64), inside.ravel().astype(np.bool_)


def _distinct(
    here: npt.NDArray[np.float32], there: npt.NDArray[np.float32], *, side: int
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """One pair for each spot of the query: SIFT gives some points twice, with two angles or sizes."""
    cells = np.floor(here / (0.012 * side)).astype(np.int64)
    _, first = np.unique(cells, axis=0, return_index=True)
    return here[first], there[first]


def _alike(a: Placement, b: Placement, side: int) -> bool:
    off = np.linalg.norm(moved(a.matrix, b.query_points) - moved(b.matrix, b.query_points), axis=1)
    return bool(np.median(off) < ALIKE * side)


def _joined(group: Sequence[Placement], side: int) -> Placement:
    here = np.concatenate([p.query_points for p in group])
    there = np.concatenate([p.compared_points for p in group])
    matrix: Affine = group[0].matrix
    if len(group) > 1:
        fitted, _ = _ransac(here, there, side=side)
        mirror = bool(np.linalg.det(matrix[:, :2]) < 0)
        if fitted is not None and plausible(fitted, mirror=mirror):
            matrix = fitted
    return Placement(
        matrix=matrix,
        query_points=here,
        compared_points=there,
        times=tuple(t for p in group for t in p.times),
        counts=tuple(c for p in group for c in p.counts),
    )
