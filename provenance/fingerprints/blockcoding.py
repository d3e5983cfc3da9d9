"""A short run of small grey pictures as few bytes: a cosine transform over blocks of 8 pictures × 8 × 8 pixels.

What a picture coder such as JPEG spends on every picture again (what stands still) is spent once in eight. The steps of
quantisation follow the motion of each eight pictures: what matters afterwards is how differences correlate, which a fixed
share of error harms alike whether they are faint or strong. Coefficients are written by frequency, all blocks of one frequency
together, so that the zeros of the high ones stand in long runs.
"""

import bz2
from functools import cache

import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError

__all__ = ["decoded", "encoded"]

SIDE = 8
"""Pictures, rows and columns of a block."""
STEP = 3.0
POWER = 0.7
"""Step of quantisation = STEP × (root mean square of the coefficients that change in time) ** POWER, within LEAST and MOST."""
LEAST, MOST = 4.0, 40.0
IN_SPACE, IN_TIME = 0.5, 0.1
"""How much the step grows with each frequency of space and of time."""
ROUNDING = 0.4
"""Added before cutting off; less than a half, since small values cost more than they tell."""
NOTCH = 8
"""Steps are kept as logarithms to the base 2, in parts of this size."""
Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]


def encoded(pictures: Grey) -> bytes:
    """``pictures`` (N × H × W) as bytes; :func:`decoded` gives them back nearly."""
    count, height, width = pictures.shape
    padded = np.pad(pictures, ((0, -count % SIDE), (0, -height % SIDE), (0, -width % SIDE)), mode="edge")
    values = _transformed(_blocks(padded.astype(np.float32) - 128), _cosines())
    steps = _notched(np.clip(STEP * _moving(values) ** POWER, LEAST, MOST))
    scaled = values / (_steps(steps) * _weights())
    whole = (np.sign(scaled) * np.floor(np.abs(scaled) + ROUNDING)).astype(np.int32)
    by_frequency = whole.reshape(-1, SIDE**3)[:, _order()].T
    # Small values of both signs become small positive ones; low and high bytes stand apart.
    folded = np.where(by_frequency < 0, -2 * by_frequency - 1, 2 * by_frequency).astype("<u2").ravel()
    planes = np.concatenate([steps, (folded & 255).astype(np.uint8), (folded >> 8).astype(np.uint8)])
    return bz2.compress(planes.tobytes())


def decoded(data: bytes, *, count: int, height: int, width: int) -> Grey:
    """The ``count`` × ``height`` × ``width`` pictures that :func:`encoded` wrote.

    Raises:
        LibraryError: not such bytes, or of other pictures.
    """
    groups, rows, columns = (-(-n // SIDE) for n in (count, height, width))
    blocks = groups * rows * columns
    planes = np.frombuffer(_inflated(data, groups + 2 * blocks * SIDE**3), np.uint8)
    steps, folded = planes[:groups], planes[groups:].reshape(2, -1).astype(np.int32)
    both = folded[0] | folded[1] << 8
    values = np.empty((blocks, SIDE**3), np.float32)
    values[:, _order()] = np.where(both & 1, -(both + 1) // 2, both // 2).reshape(SIDE**3, blocks).T
    cubes = values.reshape(groups, rows, columns, SIDE, SIDE, SIDE) * (_steps(steps) * _weights())
    pictures = _transformed(cubes, _cosines().T).transpose(0, 3, 1, 4, 2, 5).reshape(groups * SIDE, rows * SIDE, columns * SIDE)
    return np.clip(np.rint(pictures[:count, :height, :width] + 128), 0, 255).astype(np.uint8)


def _inflated(data: bytes, length: int) -> bytes:
    """Exactly ``length`` bytes; libraries are handed on between people, so one that swells without end is refused."""
    try:
        text = bz2.BZ2Decompressor().decompress(data, length + 1)
    except (OSError, EOFError, ValueError) as error:
        raise LibraryError(f"expected a sheet of grey pictures, found {len(data)} bytes that are none ({error})") from error
    if len(text) != length:
        raise LibraryError(f"expected a sheet of grey pictures of {length} bytes, found one of {len(text)} or more")
    return text


def _blocks(pictures: Floats) -> Floats:
    """Groups × rows × columns of blocks × SIDE × SIDE × SIDE."""
    count, height, width = pictures.shape
    split = pictures.reshape(count // SIDE, SIDE, height // SIDE, SIDE, width // SIDE, SIDE)
    return split.transpose(0, 2, 4, 1, 3, 5)


def _transformed(blocks: Floats, matrix: Floats) -> Floats:
    """``matrix`` applied along the last three axes."""
    for _ in range(3):
        # The last axis is transformed and becomes the first of the three; after three rounds they stand as before.
        blocks = np.moveaxis(blocks @ matrix.T, -1, -3)
    return blocks


def _moving(values: Floats) -> Floats:
    """For each group, root mean square of the coefficients of a frequency in time above zero."""
    return np.asarray(np.sqrt((values[:, :, :, 1:] ** 2).mean(axis=(1, 2, 3, 4, 5))), np.float32)


def _notched(steps: Floats) -> Grey:
    return np.asarray(np.rint(np.log2(steps) * NOTCH), np.uint8)


def _steps(notched: Grey) -> Floats:
    """Step of each group, to be multiplied with its blocks."""
    return np.asarray(np.exp2(notched.astype(np.float32) / NOTCH).reshape(-1, 1, 1, 1, 1, 1), np.float32)


@cache
def _cosines() -> Floats:
    """Orthonormal DCT-II of length SIDE; a row is a frequency."""
    frequency, at = np.arange(SIDE)[:, None], np.arange(SIDE)[None, :]
    matrix = np.sqrt(2 / SIDE) * np.cos(np.pi * (2 * at + 1) * frequency / (2 * SIDE))
    matrix[0] /= np.sqrt(2)
    return np.asarray(matrix, np.float32)


@cache
def _weights() -> Floats:
    """Relative step of each frequency (time × rows × columns)."""
    time, row, column = np.indices((SIDE, SIDE, SIDE))
    return np.asarray(1 + IN_SPACE * np.hypot(row, column) + IN_TIME * time, np.float32)


@cache
def _order() -> npt.NDArray[np.intp]:
    """Frequencies from low to high."""
    time, row, column = np.indices((SIDE, SIDE, SIDE))
    return np.argsort((time + np.hypot(row, column)).ravel(), kind="stable")
