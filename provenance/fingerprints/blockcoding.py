"""A short run of small grey pictures as few bytes: a cosine transform over blocks of 8 pictures × 8 × 8 pixels.

What a picture coder such as JPEG spends on every picture again (what stands still) is spent once in eight. The steps of
quantisation follow the motion of each eight pictures: what matters afterwards is how differences correlate, which a fixed
share of error harms alike whether they are faint or strong. Coefficients are written by frequency, all blocks of one frequency
together and of these one place of the picture through time, so that the zeros stand in long runs; how long, and what ends
them, is written (LZMA, whose models of single bits fit both).
"""

import bz2
import lzma
import struct
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
LONG = 255
"""A run or value that does not fit into a byte: it stands in full after the others."""
EARLIER = b"BZh"
"""How sheets begin that were written before runs were: all coefficients, low and high bytes apart (bzip2)."""
_LZMA = ({"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 20, "lc": 0, "lp": 0, "pb": 0},)
_COUNTS = struct.Struct("<3I")
"""Coefficients that are not zero; runs and values that stand in full."""
HIGHEST = 65_535
"""Of a folded coefficient."""
Grey = npt.NDArray[np.uint8]
Whole = npt.NDArray[np.signedinteger]
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
    # Small values of both signs become small positive ones.
    folded = np.where(by_frequency < 0, -2 * by_frequency - 1, 2 * by_frequency)
    groups, rows, columns = (n // SIDE for n in padded.shape)
    through_time = folded.reshape(SIDE**3, groups, rows * columns).transpose(0, 2, 1).ravel()
    where = np.flatnonzero(through_time)
    runs, tops = np.diff(where, prepend=-1) - 1, through_time[where] - 1
    (short, long), (low, high) = _bytes(runs), _bytes(tops)
    counts = _COUNTS.pack(len(where), len(long), len(high))
    text = b"".join([counts, steps.tobytes(), long.tobytes(), high.tobytes(), short.tobytes(), low.tobytes()])
    return lzma.compress(text, lzma.FORMAT_RAW, filters=_LZMA)


def decoded(data: bytes, *, count: int, height: int, width: int) -> Grey:
    """The ``count`` × ``height`` × ``width`` pictures that :func:`encoded` wrote.

    Raises:
        LibraryError: not such bytes, or of other pictures.
    """
    groups, rows, columns = (-(-n // SIDE) for n in (count, height, width))
    blocks = groups * rows * columns
    steps, both = _earlier(data, groups, blocks) if data.startswith(EARLIER) else _read(data, groups, blocks)
    values = np.empty((blocks, SIDE**3), np.float32)
    values[:, _order()] = np.where(both & 1, -(both + 1) // 2, both // 2).reshape(SIDE**3, blocks).T
    cubes = values.reshape(groups, rows, columns, SIDE, SIDE, SIDE) * (_steps(steps) * _weights())
    pictures = _transformed(cubes, _cosines().T).transpose(0, 3, 1, 4, 2, 5).reshape(groups * SIDE, rows * SIDE, columns * SIDE)
    return np.clip(np.rint(pictures[:count, :height, :width] + 128), 0, 255).astype(np.uint8)


def _bytes(values: Whole) -> tuple[Grey, npt.NDArray[np.uint32]]:
    """``values`` as bytes, and in full those that do not fit."""
    return np.minimum(values, LONG).astype(np.uint8), values[values >= LONG].astype("<u4")


def _read(data: bytes, groups: int, blocks: int) -> tuple[Grey, Whole]:
    """Steps and folded coefficients."""
    most = blocks * SIDE**3
    # No more than that many coefficients, each with a run and a value in full.
    text = _unpacked(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=_LZMA), data, _COUNTS.size + groups + 10 * most)
    if len(text) < _COUNTS.size + groups:
        raise LibraryError(f"expected a sheet of grey pictures of {groups} groups, found one of {len(text)} bytes")
    many, long, high = _COUNTS.unpack_from(text)
    if len(text) != _COUNTS.size + groups + 4 * (long + high) + 2 * many:
        raise LibraryError(f"expected a sheet of grey pictures of {many} coefficients, found one of {len(text)} bytes")
    steps = np.frombuffer(text, np.uint8, groups, _COUNTS.size)
    full = np.frombuffer(text, "<u4", long + high, _COUNTS.size + groups).astype(np.int64)
    short = np.frombuffer(text, np.uint8, 2 * many, len(text) - 2 * many).astype(np.int64)
    if int((short[:many] == LONG).sum()) != long or int((short[many:] == LONG).sum()) != high:
        raise LibraryError(f"expected a sheet of grey pictures with {long} and {high} long values, found others")
    short[short == LONG] = full
    where = np.cumsum(short[:many] + 1) - 1
    if many and where[-1] >= most:
        raise LibraryError(f"expected a sheet of grey pictures of {most} coefficients, found one of more")
    through_time = np.zeros(most, np.int32)
    through_time[where] = np.minimum(short[many:] + 1, HIGHEST)
    return steps, through_time.reshape(SIDE**3, -1, groups).transpose(0, 2, 1).ravel()


def _earlier(data: bytes, groups: int, blocks: int) -> tuple[Grey, Whole]:
    """The same of a sheet that was written before runs were."""
    length = groups + 2 * blocks * SIDE**3
    planes = np.frombuffer(_unpacked(bz2.BZ2Decompressor(), data, length), np.uint8)
    if len(planes) != length:
        raise LibraryError(f"expected a sheet of grey pictures of {length} bytes, found one of {len(planes)}")
    low, high = planes[groups:].reshape(2, -1).astype(np.int32)
    return planes[:groups], low | high << 8


def _unpacked(stream: bz2.BZ2Decompressor | lzma.LZMADecompressor, data: bytes, most: int) -> bytes:
    """At most ``most`` bytes; libraries are handed on between people, so one that swells without end is refused."""
    try:
        text = stream.decompress(data, most + 1)
    except (OSError, EOFError, ValueError, lzma.LZMAError) as error:
        raise LibraryError(f"expected a sheet of grey pictures, found {len(data)} bytes that are none ({error})") from error
    if len(text) > most:
        raise LibraryError(f"expected a sheet of grey pictures of {most} bytes at most, found a longer one")
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
