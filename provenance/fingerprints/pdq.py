"""PDQ (Facebook, 2019), bit for bit that of the ``pdqhash`` library (which computes it).

256 bits, printed as 64 hexadecimal digits with leading zeros, and its quality 0–100, which is never thrown away.
"""

from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import numpy.typing as npt
import pdqhash

from provenance.fingerprints.interface import Fingerprinter, Picture
from provenance.fingerprints.phash import hamming

__all__ = ["ORIENTATIONS", "PDQ", "Orientation", "orientations"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation:
    """A turn or flip of a picture, and what it does to the 16 × 16 bits of PDQ (those of its cosine transform)."""

    name: str
    transposed: bool
    negated: str
    """Which coefficients change their sign: ``""``, ``"rows"``, ``"columns"`` or ``"both"`` (odd ones)."""
    matrix: tuple[tuple[float, float, float], tuple[float, float, float]]
    """Where a point (x, y, each 0–1) of the picture goes."""


ORIENTATIONS = (
    Orientation(name="upright", transposed=False, negated="", matrix=((1, 0, 0), (0, 1, 0))),
    Orientation(name="mirrored left–right", transposed=False, negated="columns", matrix=((-1, 0, 1), (0, 1, 0))),
    Orientation(name="upside down, mirrored", transposed=False, negated="rows", matrix=((1, 0, 0), (0, -1, 1))),
    Orientation(name="turned by 180°", transposed=False, negated="both", matrix=((-1, 0, 1), (0, -1, 1))),
    Orientation(name="turned left", transposed=True, negated="rows", matrix=((0, 1, 0), (-1, 0, 1))),
    Orientation(name="turned right", transposed=True, negated="columns", matrix=((0, -1, 1), (1, 0, 0))),
    Orientation(name="transposed", transposed=True, negated="", matrix=((0, 1, 0), (1, 0, 0))),
    Orientation(name="transposed and turned", transposed=True, negated="both", matrix=((0, -1, 1), (-1, 0, 1))),
)
_ROWS, _COLUMNS = np.indices((16, 16)) % 2
_MASKS: dict[str, npt.NDArray[np.uint8]] = {
    "": np.zeros((16, 16), np.uint8),
    "rows": _ROWS.astype(np.uint8),
    "columns": _COLUMNS.astype(np.uint8),
    "both": (_ROWS ^ _COLUMNS).astype(np.uint8),
}


def orientations(value: bytes) -> npt.NDArray[np.uint8]:
    """PDQ of the eight turns and flips (8 × 32 bytes), from the PDQ of the picture alone.

    A mirrored picture has the odd coefficients of its cosine transform negated, a turned one has it transposed.
    Bits of coefficients near the median may differ from the true ones (up to some 20 of 256).
    """
    bits = np.unpackbits(np.frombuffer(value, np.uint8)).reshape(16, 16)
    turned = [(bits.T if o.transposed else bits) ^ _MASKS[o.negated] for o in ORIENTATIONS]
    return np.packbits(np.stack(turned).reshape(len(turned), -1), axis=1)


def _compute(pixels: Picture) -> tuple[bytes, int]:
    bits, quality = pdqhash.compute(np.ascontiguousarray(pixels))
    return np.packbits(bits.astype(np.uint8)).tobytes(), int(quality)


PDQ = Fingerprinter(
    name="pdq", version=f"pdqhash {version('pdqhash')}", bits=256, threshold=31, compute=_compute, distance=hamming
)
