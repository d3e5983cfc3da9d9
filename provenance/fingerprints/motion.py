"""The low-resolution record of what moves: grey pictures at :data:`RATE` a second, packed in sheets of some seconds.

Enough to tell the same recording from another recording of the same scene, and to align two videos in time,
without the media.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.blockcoding import decoded, encoded
from provenance.fingerprints.interface import Motion

__all__ = ["RATE", "ROWS", "SIDE", "MotionRecorder", "luma", "pack_motion"]

RATE = 8
"""Pictures a second, at most."""
SIDE = 96
"""Pixels of the longer side; twice as many where pictures were put together (``media/footage.py``)."""
ROWS = 64
"""Pictures in one sheet."""


class MotionRecorder:
    """Takes in pictures one by one; only those of the sheet begun are in memory as such."""

    def __init__(self) -> None:
        self._times: list[int] = []
        self._open: list[npt.NDArray[np.uint8]] = []
        self._sheets: list[bytes] = []
        self._size = (0, 0)

    def measure(self, picture: npt.NDArray[np.uint8]) -> None:
        """Take the size of pictures (H×W) that are not to be recorded: a record without any has one."""
        height, width = picture.shape
        self._size = height, width

    def push(self, time: int, picture: npt.NDArray[np.uint8]) -> None:
        """``picture`` (H×W, all alike) shown at ``time`` (milliseconds)."""
        self.measure(picture)
        self._times.append(time)
        self._open.append(picture)
        if len(self._open) == ROWS:
            self._shut()

    def _shut(self) -> None:
        self._sheets.append(encoded(np.stack(self._open)))
        self._open.clear()

    def motion(self) -> Motion:
        """The record of all the pictures."""
        if self._open:
            self._shut()
        height, width = self._size
        return Motion(width=width, height=height, times=tuple(self._times), sheets=tuple(self._sheets))


def pack_motion(times: Sequence[int], pictures: Sequence[npt.NDArray[np.uint8]]) -> Motion:
    """``pictures`` (each H×W, all alike) shown at ``times`` (milliseconds)."""
    recorder = MotionRecorder()
    for time, picture in zip(times, pictures, strict=True):
        recorder.push(time, picture)
    return recorder.motion()


def luma(motion: Motion) -> npt.NDArray[np.uint8]:
    """N×H×W grey pictures.

    Raises:
        LibraryError: a sheet is damaged.
    """
    if not motion.times:
        return np.zeros((0, motion.height, motion.width), np.uint8)
    counts = [min(ROWS, len(motion.times) - i) for i in range(0, len(motion.times), ROWS)]
    if len(counts) != len(motion.sheets):
        raise LibraryError(f"expected {len(counts)} sheets of grey pictures, found {len(motion.sheets)}")
    pairs = zip(motion.sheets, counts, strict=True)
    return np.concatenate([decoded(s, count=n, height=motion.height, width=motion.width) for s, n in pairs])
