"""Local features: SIFT (Lowe, 2004), made binary, so that a crop or an inset picture is found by its details.

Binary form: two thresholds per descriptor, its upper quartile and its median, give 2 × 128 bits (Zhou, Li, Lu, Tian:
"Scalar quantization for large scale image search", ACM MM 2012). Only the order of its values counts, so contrast
and brightness do not.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import LocalFeatures, Picture
from provenance.fingerprints.panels import Box

__all__ = [
    "DESCRIPTOR_BYTES",
    "GEOMETRY_BYTES",
    "NONE",
    "VERSION",
    "descriptors",
    "extract",
    "mirrored",
    "points",
    "sizes_and_angles",
    "together",
]

VERSION = "sift-binary 3"
SIDE = 224
"""Longer side, in pixels, of the picture in which features are looked for.

SIFT doubles its picture first, so this one is searched at 448. On the development clips as many copies are found as from
twice the side, for a fifth of the time (``make bench-footage``).
"""
COUNT = 200
"""Features kept of one picture, unless asked otherwise."""
WHOLE: Box = (0.0, 0.0, 1.0, 1.0)
PANEL = 3
"""Of each panel a third of that many."""
GRID = 4
"""The picture is divided GRID × GRID; each cell keeps its best first, so that a crop of any part keeps some."""
CONTRAST = 0.012
"""Threshold of the detector: low, because the number kept is limited anyway and dark footage has few."""
DESCRIPTOR_BYTES = 32
GEOMETRY_BYTES = 4
PLACES, SIZES, TURNS = 1023, 4, 64
"""Steps across the picture, in a doubling of size, in a turn."""
NONE = LocalFeatures(count=0, descriptors=b"", geometry=b"")

_SIFT = cv2.SIFT.create(nfeatures=0, contrastThreshold=CONTRAST)
_BIN = np.arange(128).reshape(4, 4, 8)
_MIRROR = _BIN[::-1][:, :, (-np.arange(8)) % 8].ravel()
"""Where each of the 128 values of a descriptor comes from in a mirrored picture: rows of cells reversed, gradients negated."""


def extract(pixels: Picture, *, count: int = COUNT, panels: Sequence[Box] = ()) -> LocalFeatures:
    """The features of one picture (H×W×3 RGB or H×W grey), ``count`` at most; and of each of its ``panels`` a share of its own.

    A panel is looked at as closely as a whole picture, and its features stand among the whole one's, so that the first of them
    show something of everything.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels, np.uint8)
    whole = _within(grey, WHOLE, count)
    return _interleaved([whole, *(_within(grey, box, count // PANEL) for box in panels)]) if panels else whole


def _within(picture: npt.NDArray[np.uint8], box: Box, count: int) -> LocalFeatures:
    """Features of what ``box`` shows, told as those of the whole ``picture``."""
    sides = np.array(picture.shape[::-1])
    left, top = (round(share * side) for share, side in zip(box[:2], sides, strict=True))
    right, bottom = (round(share * side) for share, side in zip(box[2:], sides, strict=True))
    grey = _reduced(picture[top:bottom, left:right])
    height, width = grey.shape
    # All are described, not only those chosen: a second call would make the picture's pyramid again, which costs more.
    keypoints, values = _SIFT.detectAndCompute(grey, None)
    chosen = _spread(keypoints, width, height, count)
    if not chosen:
        return NONE
    table = np.array([(k.pt[0] / width, k.pt[1] / height, k.size, k.angle / 360) for k in (keypoints[n] for n in chosen)])
    if box != WHOLE:
        table[:, :2] = (table[:, :2] * (right - left, bottom - top) + (left, top)) / sides
        # Sizes are in pixels of the whole picture, made as small as it is searched.
        table[:, 2] *= (right - left) / width * min(1.0, SIDE / max(sides))
    return LocalFeatures(
        count=len(chosen),
        descriptors=_binary(np.asarray(values, np.float32)[chosen]).tobytes(),
        geometry=_packed(table).tobytes(),
    )


def _interleaved(parts: Sequence[LocalFeatures]) -> LocalFeatures:
    """All of them: in turn one of the first, one of one of the others, each in its own order."""
    turns = [(2 * n, 0) for n in range(parts[0].count)]
    others = len(parts) - 1
    for number, part in enumerate(parts[1:]):
        turns += [(2 * (n * others + number) + 1, number + 1) for n in range(part.count)]
    order = np.argsort([turn for turn, _ in turns], kind="stable")
    every = together(parts)
    values, geometry = descriptors(every)[order], np.frombuffer(every.geometry, "<u4")[order]
    return LocalFeatures(count=every.count, descriptors=values.tobytes(), geometry=geometry.tobytes())


def _packed(table: npt.NDArray[np.float64]) -> npt.NDArray[np.uint32]:
    """N × (x, y: 0–1; size in pixels; angle in turns) as 32 bits each: 10, 10, 6 (in quarters of a doubling) and 6."""
    x, y = (np.clip(np.rint(table[:, i] * PLACES), 0, PLACES).astype(np.uint32) for i in (0, 1))
    size = np.clip(np.rint(np.log2(np.maximum(table[:, 2], 1)) * SIZES), 0, 63).astype(np.uint32)
    angle = np.rint(table[:, 3] * TURNS).astype(np.int64) % TURNS
    return np.asarray(x | y << 10 | size << 20 | angle.astype(np.uint32) << 26, "<u4")


def _reduced(grey: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    scale = SIDE / max(grey.shape)
    if scale >= 1:
        return grey
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def descriptors(features: LocalFeatures) -> npt.NDArray[np.uint8]:
    """``count`` × 32 bytes."""
    return np.frombuffer(features.descriptors, np.uint8).reshape(features.count, DESCRIPTOR_BYTES)


def points(features: LocalFeatures) -> npt.NDArray[np.float32]:
    """``count`` × (x, y), each 0–1 across the picture."""
    table = np.frombuffer(features.geometry, "<u4")
    return (np.stack([table & PLACES, table >> 10 & PLACES], axis=1) / np.float32(PLACES)).astype(np.float32)


def sizes_and_angles(features: LocalFeatures) -> npt.NDArray[np.float32]:
    """``count`` × (binary logarithm of the size in pixels, angle in turns 0–1)."""
    table = np.frombuffer(features.geometry, "<u4")
    return np.stack([(table >> 20 & 63) / np.float32(SIZES), (table >> 26) / np.float32(TURNS)], axis=1).astype(np.float32)


def together(features: Sequence[LocalFeatures]) -> LocalFeatures:
    """Those of several pictures, one after another."""
    return LocalFeatures(
        count=sum(f.count for f in features),
        descriptors=b"".join(f.descriptors for f in features),
        geometry=b"".join(f.geometry for f in features),
    )


def mirrored(values: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Descriptors (N × 32) as they would be in the mirrored picture: a permutation of their bits."""
    bits = np.unpackbits(values, axis=1).reshape(len(values), 2, 128)
    return np.packbits(bits[:, :, _MIRROR].reshape(len(values), 256), axis=1)


def _binary(values: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    ordered = np.sort(values, axis=1)
    upper = (ordered[:, 95] + ordered[:, 96])[:, None] / 2
    middle = (ordered[:, 63] + ordered[:, 64])[:, None] / 2
    return np.packbits(np.concatenate([values > upper, values > middle], axis=1), axis=1)


def _spread(keypoints: Sequence[cv2.KeyPoint], width: int, height: int, count: int) -> list[int]:
    """Positions of the strongest of each cell first, then of the strongest of all, ``count`` together."""
    ranked = sorted((-k.response, k.pt, number) for number, k in enumerate(keypoints))
    quota = count // (2 * GRID * GRID)
    used: dict[tuple[int, int], int] = {}
    first: list[int] = []
    rest: list[int] = []
    for _, (x, y), number in ranked:
        cell = min(GRID - 1, int(x * GRID / width)), min(GRID - 1, int(y * GRID / height))
        used[cell] = used.get(cell, 0) + 1
        (first if used[cell] <= quota else rest).append(number)
    return (first + rest)[:count]
