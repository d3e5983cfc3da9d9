"""The low-resolution record of what moves: grey pictures at :data:`RATE` a second, packed as JPEG sheets.

Enough to tell the same recording from another recording of the same scene, and to align two videos in time,
without the media.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Motion

__all__ = ["QUALITY", "RATE", "ROWS", "SIDE", "luma", "pack_motion"]

RATE = 8
"""Pictures a second, at most."""
SIDE = 96
"""Pixels of the longer side."""
ROWS = 64
"""Pictures in one sheet."""
QUALITY = 85


def pack_motion(times: Sequence[int], pictures: Sequence[npt.NDArray[np.uint8]]) -> Motion:
    """``pictures`` (each H×W, all alike) shown at ``times`` (milliseconds)."""
    if not pictures:
        return Motion()
    height, width = pictures[0].shape
    sheets = tuple(_sheet(np.concatenate(pictures[i : i + ROWS])) for i in range(0, len(pictures), ROWS))
    return Motion(width=width, height=height, times=tuple(times), sheets=sheets)


def luma(motion: Motion) -> npt.NDArray[np.uint8]:
    """N×H×W grey pictures.

    Raises:
        LibraryError: a sheet is damaged.
    """
    if not motion.times:
        return np.zeros((0, motion.height, motion.width), np.uint8)
    sheets = [cv2.imdecode(np.frombuffer(sheet, np.uint8), cv2.IMREAD_GRAYSCALE) for sheet in motion.sheets]
    read = [np.asarray(s, np.uint8) for s in sheets if s is not None]
    if len(read) < len(sheets):
        raise LibraryError("expected sheets of grey pictures, found one that is no picture")
    expected = len(motion.times) * motion.height
    if any(r.shape[1] != motion.width for r in read) or sum(len(r) for r in read) != expected:
        raise LibraryError(f"expected {expected} rows of {motion.width} pixels, found {[r.shape for r in read][:3]}")
    return np.concatenate(read).reshape(-1, motion.height, motion.width)


def _sheet(pixels: npt.NDArray[np.uint8]) -> bytes:
    ok, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not ok:
        raise ValueError(f"expected a grey picture, found {pixels.shape}")
    return bytes(data)
