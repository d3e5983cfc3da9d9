"""The grey record of a video, ready to be read at any point of the picture and any moment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage
from provenance.fingerprints.motion import luma

__all__ = ["Clip", "Floats"]

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clip:
    """The grey record of one video, ready to be sampled."""

    times: npt.NDArray[np.float64]
    pictures: npt.NDArray[np.uint8]
    width: int
    height: int
    """Of the source picture, in whose pixels maps are given."""

    @classmethod
    def of(cls, footage: Footage) -> "Clip":
        """The record of ``footage``."""
        return cls(
            times=np.array(footage.motion.times, np.float64) / 1000,
            pictures=luma(footage.motion),
            width=footage.width,
            height=footage.height,
        )

    @property
    def end(self) -> float:
        """Time of the last picture."""
        return float(self.times[-1]) if len(self.times) else 0.0

    def at(self, when: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
        """Index of the picture nearest to each time; of two as near, the earlier."""
        return np.searchsorted((self.times[1:] + self.times[:-1]) / 2, when)

    def around(self, when: float, count: int) -> Iterator["Clip"]:
        """The picture at ``when``, and up to ``count`` before and after it, each as a clip of its own."""
        middle = int(self.at(np.array([when]))[0])
        for i in range(max(0, middle - count), min(len(self.times), middle + count + 1)):
            yield replace(self, times=self.times[i : i + 1], pictures=self.pictures[i : i + 1])

    def sampled(self, where: Floats, pitch: float) -> Floats:
        """N × P: grey at the points ``where`` (P × 2, source pixels), smoothed for points ``pitch`` source pixels apart."""
        height, width = self.pictures.shape[1:]
        x = (where[:, 0] * (width / self.width) - 0.5).astype(np.float32).reshape(1, -1)
        y = (where[:, 1] * (height / self.height) - 0.5).astype(np.float32).reshape(1, -1)
        sigma = 0.4 * pitch * max(width / self.width, height / self.height)
        out = np.empty((len(self.pictures), x.shape[1]), np.float32)
        for i, picture in enumerate(self.pictures):
            smooth = cv2.GaussianBlur(picture, (0, 0), sigma) if sigma > 0.6 else picture
            out[i] = cv2.remap(smooth, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        return out
