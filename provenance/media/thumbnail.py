"""Whether a thumbnail inside a file, or of its post, is a picture of what the file shows.

Both are turned to grey, freed of black bars, and correlated at 32 × 32 (normalised cross-correlation), in the four
orientations; the likest frame counts. A thumbnail is made by the camera and survives careless editing of the picture; a
cover may also be designed by somebody, so "other" is a lead and no proof.
"""

import io
import warnings as python_warnings
from collections.abc import Iterable
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from provenance.model import EmbeddedPicture, Likeness

__all__ = ["VERSION", "compare_embedded", "decoded"]

VERSION = "correlation-1"
SIDE = 32
SAME, OTHER = 0.8, 0.5
"""Judged on made and sample footage, not measured on a benchmark: the right frame scores above, another frame below."""
DARK = 24
"""Grey up to which a bar counts as black."""
MOST_SIDE = 4096
FLAT = 4.0
"""Standard deviation below which a picture shows nothing."""
Grey = npt.NDArray[np.uint8]


def decoded(data: bytes) -> Grey | None:
    """A JPEG, PNG or WebP as grey values; ``None`` where it is damaged or of an absurd size."""
    try:
        with python_warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            python_warnings.simplefilter("ignore")
            if max(picture.size) > MOST_SIDE:
                return None
            return np.asarray(picture.convert("L"), np.uint8)
    except Exception:  # noqa: BLE001 - Pillow lets struct, index and its own errors of damaged files through
        return None


def compare_embedded(source: str, thumbnail: Grey, frames: Iterable[tuple[Fraction | None, Grey]]) -> EmbeddedPicture | None:
    """``thumbnail`` held against every frame; ``None`` where nothing can be compared."""
    height, width = thumbnail.shape
    small = _small(thumbnail)
    best, when, count = -1.0, None, 0
    for time, frame in frames:
        other = _small(frame)
        if small is None or other is None:
            continue
        count += 1
        score = max(float((np.rot90(small, turns) * other).mean()) for turns in range(4))
        if score > best:
            best, when = score, time
    if not count:
        return None
    likeness = Likeness.SAME if best >= SAME else Likeness.OTHER if best < OTHER else Likeness.UNDECIDED
    return EmbeddedPicture(
        source=source,
        width=width,
        height=height,
        likeness=likeness,
        score=round(best, 3),
        version=VERSION,
        compared=count,
        time=when,
    )


def _small(picture: Grey) -> npt.NDArray[np.float64] | None:
    """32 × 32, mean 0 and deviation 1; ``None`` where it is of one colour."""
    shown = _without_bars(picture)
    if min(shown.shape) < 8:
        return None
    small = cv2.resize(shown, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float64)
    deviation = float(small.std())
    return None if deviation < FLAT else (small - small.mean()) / deviation


def _without_bars(picture: Grey) -> Grey:
    """The part inside black borders."""
    lit = picture > DARK
    rows, columns = np.flatnonzero(lit.mean(axis=1) > 0.05), np.flatnonzero(lit.mean(axis=0) > 0.05)
    if not len(rows) or not len(columns):
        return picture
    return picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
