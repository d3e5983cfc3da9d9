"""What anybody would build first with local features, as a baseline: SIFT, nearest neighbours, RANSAC, inliers added up.

Three hundred points a frame, one frame a second; a descriptor becomes 128 bits (whether each part is above the median of its
parts). Every point of the query, and of the query mirrored, asks a faiss index for its nearest; the frames of references with
most answers are tried for an affine placement; a reference's score is the sum of inliers over the query's frames. No time, no
motion.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import faiss
import numpy as np
import numpy.typing as npt

__all__ = ["PlainPeer"]

Bits = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float32]
SIDE = 448
POINTS = 300
NEIGHBOURS = 5
NEAR = 28
"""Bits of 128."""
TRIED = 6
"""Frames of references that are placed for each frame of the query."""
FEWEST = 8
"""Points that agree on a placement."""


def features(picture: npt.NDArray[np.uint8]) -> tuple[Points, Bits]:
    """Places and bits of the strongest points of an RGB picture."""
    scale = SIDE / max(picture.shape[:2])
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    grey = cv2.cvtColor(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    points, rows = cv2.SIFT.create(POINTS).detectAndCompute(grey, None)
    if not points:
        return np.zeros((0, 2), np.float32), np.zeros((0, 16), np.uint8)
    values = np.asarray(rows, np.float32)[:POINTS]
    bits = np.packbits(values > np.median(values, axis=1, keepdims=True), axis=1)
    return np.array([p.pt for p in points[:POINTS]], np.float32), bits


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPeer:
    """See the module."""

    pictures: Callable[[Path], Iterator[npt.NDArray[np.uint8]]]

    def compare(
        self, refs: Iterable[Path], queries: Iterable[Path]
    ) -> Iterator[tuple[Path, list[tuple[str, float, tuple[float, float, float, float] | None]]]]:
        """Query by query, the references with any inliers."""
        frames = [(path.name, *features(picture)) for path in refs for picture in self.pictures(path)]
        owner = np.repeat(np.arange(len(frames)), [len(points) for _, points, _ in frames])
        index = faiss.IndexBinaryFlat(128)
        index.add(np.concatenate([bits for _, _, bits in frames]))
        starts = np.concatenate([[0], np.cumsum([len(points) for _, points, _ in frames])])
        for path in queries:
            sums: defaultdict[tuple[str, bool], float] = defaultdict(float)
            for picture in self.pictures(path):
                for mirrored in (False, True):
                    turned = np.ascontiguousarray(picture[:, ::-1]) if mirrored else picture
                    for frame, inliers in _placed(features(turned), index, owner, starts, [p for _, p, _ in frames]):
                        sums[frames[frame][0], mirrored] += inliers
            best: defaultdict[str, float] = defaultdict(float)
            for (name, _), value in sums.items():
                best[name] = max(best[name], value)
            yield path, [(name, value, None) for name, value in best.items()]


def _placed(
    query: tuple[Points, Bits],
    index: faiss.IndexBinaryFlat,
    owner: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    known: Sequence[Points],
) -> Iterator[tuple[int, int]]:
    """Frames of references, each reference's best one apart, with the number of points that one affine map places."""
    points, bits = query
    if not len(bits):
        return
    distances, found = index.search(bits, NEIGHBOURS)
    pairs = [(row, int(at)) for row in range(len(bits)) for at, d in zip(found[row], distances[row], strict=True) if d <= NEAR]
    votes = Counter(int(owner[at]) for _, at in pairs)
    for frame, number in votes.most_common(TRIED):
        if number < FEWEST:
            return
        chosen = [(row, at) for row, at in pairs if owner[at] == frame]
        here = np.array([points[row] for row, _ in chosen], np.float32)
        there = np.array([known[frame][at - starts[frame]] for _, at in chosen], np.float32)
        matrix, inliers = cv2.estimateAffine2D(here, there, ransacReprojThreshold=4.0)
        if matrix is None or not 1 / 16 < abs(np.linalg.det(matrix[:, :2])) < 16:
            continue  # everything on one spot or line
        agreeing = np.unique(np.round(there[inliers.ravel() == 1]), axis=0)
        if len(agreeing) >= FEWEST:
            yield frame, len(agreeing)
