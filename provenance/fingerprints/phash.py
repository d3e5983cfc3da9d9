"""pHash and dHash, bit for bit those of the ``imagehash`` library (which computes them).

64 bits each, as ``str(imagehash)`` prints them: row by row, most significant bit first.
"""

from collections.abc import Callable

import imagehash
import numpy as np
from PIL import Image

from provenance.fingerprints.interface import Fingerprinter, Picture

__all__ = ["DHASH", "PHASH", "contrast", "hamming"]


def hamming(a: bytes, b: bytes) -> int:
    """Number of differing bits.

    Raises:
        ValueError: of different lengths.
    """
    if len(a) != len(b):
        raise ValueError(f"expected values of one length, got {len(a)} and {len(b)} bytes")
    return (int.from_bytes(a) ^ int.from_bytes(b)).bit_count()


def contrast(pixels: Picture) -> int:
    """0–100: how much there is to see. A blank frame is 0; hashes of low contrast match everything."""
    return min(100, round(float(np.std(pixels[::4, ::4])) * 2.5))


def _imagehash(function: Callable[[Image.Image], imagehash.ImageHash]) -> Callable[[Picture], tuple[bytes, int]]:
    def compute(pixels: Picture) -> tuple[bytes, int]:
        bits = function(Image.fromarray(pixels)).hash
        return np.packbits(bits.ravel()).tobytes(), contrast(pixels)

    return compute


PHASH = Fingerprinter(
    name="phash",
    version=f"imagehash {imagehash.__version__}",
    bits=64,
    threshold=10,
    compute=_imagehash(imagehash.phash),
    distance=hamming,
)
DHASH = Fingerprinter(
    name="dhash",
    version=f"imagehash {imagehash.__version__}",
    bits=64,
    threshold=10,
    compute=_imagehash(imagehash.dhash),
    distance=hamming,
)
