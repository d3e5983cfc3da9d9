"""Local features of keyframes that follow one another, as few bytes: what an earlier one shows too is told by its difference.

A descriptor is 128 values of three levels, kept as two bits each (``local.py``). Four neighbouring values make one byte here, so
that Huffman's code over the bytes tells what the four have to do with one another. Of a feature that resembles one of the last
:data:`BACK` keyframes each byte is written as its rank among what may have become of the other's, most of which are 0, and its
place as the steps from that one's. Huffman's code alone: the repetitions for which deflate looks are mostly taken out already.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.interface import LocalFeatures
from provenance.fingerprints.local import DESCRIPTOR_BYTES, GEOMETRY_BYTES, descriptors, together

__all__ = ["decoded", "encoded"]

BACK = 6
"""Keyframes before, in which a feature's like is looked for."""
NEAR = 48
"""Bits of 256 up to which two features are alike."""
FARTHEST = 65_535
"""Features back, at most."""
COSTS = ((1, 36, 65, 999), (25, 5, 30, 999), (56, 31, 2, 999), (999, 999, 999, 0))
"""Tenths of a bit that it tells when a value of one level (row) has another in a feature like it, counted on real footage.

They put in order what a byte may become, and are part of the format. The fourth is two bits that mean no level.
"""
LEVELS = (0, 1, 3, 2)
"""The two bits of each level."""
_LENGTHS = struct.Struct("<5I")
"""Bytes of the streams: how far back the like stands; descriptors without and with one; places without and with one."""
_AT, _BITS = (0, 10, 20, 26), (10, 10, 6, 6)
"""First bit and bits of x, y, size and angle in a packed place."""
PLANES = len(_BITS) + 1
_CELLS = np.array([[0, 3, 12, 15], [1, 2, 13, 14], [4, 7, 8, 11], [5, 6, 9, 10]])
"""Of the 16 cells of a descriptor, those whose values spread alike: by symmetry."""
_CLASSES = tuple(2 * cells + half for cells in _CELLS for half in (0, 1))
"""Bytes of a descriptor that share one code."""

Bytes = npt.NDArray[np.uint8]
Fields = npt.NDArray[np.int16]
"""N × (x, y, size, angle)."""
Positions = npt.NDArray[np.int64]


def encoded(frames: Sequence[LocalFeatures]) -> bytes:
    """The features of keyframes, in order; :func:`decoded` gives equal values back."""
    whole = together(frames)
    values, fields = descriptors(whole), _fields(np.frombuffer(whole.geometry, "<u4"))
    like = np.concatenate([np.zeros(0, np.int64), *_likes(values, [f.count for f in frames])])
    told = np.flatnonzero(like >= 0)
    back = np.zeros(len(like), np.int64)
    back[told] = told - like[told]
    values, bare = _gathered(values), like < 0
    streams = (
        _deflated(((back & 255).astype(np.uint8), (back >> 8).astype(np.uint8))),
        _deflated(values[bare][:, columns] for columns in _CLASSES),
        _deflated([_ranks()[values[like[told]], values[told]]]),
        _deflated(_planes(fields[bare])),
        _deflated(_planes(fields[told] - fields[like[told]])),
    )
    return _LENGTHS.pack(*map(len, streams)) + b"".join(streams)


def decoded(data: bytes, counts: Sequence[int]) -> tuple[LocalFeatures, ...]:
    """The features that :func:`encoded` wrote, ``counts`` of each keyframe.

    Raises:
        LibraryError: damaged, or of other counts.
    """
    total, streams = sum(counts), _streams(data)
    low, high = _inflated(streams[0], (2, total)).astype(np.int64)
    back = low | high << 8
    like, told, bare = np.arange(total) - back, np.flatnonzero(back), np.flatnonzero(back == 0)
    values, fields = np.empty((total, DESCRIPTOR_BYTES), np.uint8), np.empty((total, len(_BITS)), np.int16)
    classes = _inflated(streams[1], (len(_CLASSES), len(bare), DESCRIPTOR_BYTES // len(_CLASSES)))
    values[bare] = classes.transpose(1, 0, 2).reshape(len(bare), DESCRIPTOR_BYTES)[:, np.argsort(np.concatenate(_CLASSES))]
    values[told] = _inflated(streams[2], (len(told), DESCRIPTOR_BYTES))
    fields[bare] = _unfolded(_inflated(streams[3], (PLANES, len(bare))))
    fields[told] = _unfolded(_inflated(streams[4], (PLANES, len(told))))
    ends = np.cumsum([0, *counts])
    first = np.repeat(ends[:-1], counts)
    if np.any((like < 0) | ((back > 0) & (like >= first))):
        raise LibraryError("expected features that resemble some of earlier keyframes, found others")
    became = _values().ravel()
    # Keyframe by keyframe: what a difference is taken to must be whole itself.
    for some in np.split(told, np.searchsorted(told, ends[1:-1])):
        other = like[some]
        values[some] = became[values[other].astype(np.uint16) << 8 | values[some]]
        fields[some] += fields[other]
    packed, geometry = _scattered(values).tobytes(), _packed(fields).tobytes()
    return tuple(
        LocalFeatures(
            count=count,
            descriptors=packed[start * DESCRIPTOR_BYTES : (start + count) * DESCRIPTOR_BYTES],
            geometry=geometry[start * GEOMETRY_BYTES : (start + count) * GEOMETRY_BYTES],
        )
        for start, count in zip(ends.tolist(), counts, strict=False)
    )


def _likes(values: Bytes, counts: Sequence[int]) -> Iterator[Positions]:
    """For each keyframe, the position of every feature's like among all of them; -1 where it has none."""
    ends = np.cumsum([0, *counts]).tolist()
    for i, count in enumerate(counts):
        start, begin = ends[max(0, i - BACK)], ends[i]
        if not count or start == begin or begin + count - start > FARTHEST:
            yield np.full(count, -1, np.int64)
            continue
        here, before = values[begin : begin + count], values[start:begin]
        distance, nearest = cv2.batchDistance(here, before, cv2.CV_32S, normType=cv2.NORM_HAMMING, K=1)
        yield np.where(distance[:, 0] <= NEAR, start + nearest[:, 0], -1).astype(np.int64)


@cache
def _values() -> Bytes:
    """256 × 256: for each byte of a feature what the same byte of one like it may be, the likeliest first."""
    level = np.argsort(LEVELS)
    costs = np.array(COSTS)[np.ix_(level, level)]
    byte = np.arange(256)
    # Bits 7 and 3 are one value's, and so on.
    pairs = [(byte >> at + 4 & 1) << 1 | byte >> at & 1 for at in range(4)]
    return np.argsort(np.sum([costs[p[:, None], p] for p in pairs], axis=0), axis=1, kind="stable").astype(np.uint8)


@cache
def _ranks() -> Bytes:
    """256 × 256: for two bytes of features alike, which place the second has in the first one's row of :func:`_values`."""
    return np.argsort(_values(), axis=1, kind="stable").astype(np.uint8)


def _gathered(values: Bytes) -> Bytes:
    """Descriptors (two bits of each value, 16 bytes apart) with the bits of four values in each byte."""
    upper, middle = values[:, : DESCRIPTOR_BYTES // 2], values[:, DESCRIPTOR_BYTES // 2 :]
    pairs = np.stack([upper & 0xF0 | middle >> 4, (upper & 0x0F) << 4 | middle & 0x0F], axis=2)
    return pairs.reshape(len(values), DESCRIPTOR_BYTES)


def _scattered(values: Bytes) -> Bytes:
    """What :func:`_gathered` took in."""
    first, second = values[:, 0::2], values[:, 1::2]
    return np.concatenate([first & 0xF0 | second >> 4, (first & 0x0F) << 4 | second & 0x0F], axis=1)


def _fields(places: npt.NDArray[np.uint32]) -> Fields:
    """x, y, size and angle of each packed place."""
    return np.stack([places >> at & (1 << bits) - 1 for at, bits in zip(_AT, _BITS, strict=True)], axis=1).astype(np.int16)


def _packed(fields: Fields) -> npt.NDArray[np.uint32]:
    """What :func:`_fields` took in; steps beyond a field's end come in again at its beginning."""
    out = np.zeros(len(fields), "<u4")
    for row, at, bits in zip(fields.T, _AT, _BITS, strict=True):
        out |= (row & (1 << bits) - 1).astype(np.uint32) << at
    return out


def _planes(steps: Fields) -> Bytes:
    """Steps of each field, small ones of both signs as small bytes; what is above a byte of x and of y shares the last plane."""
    half = 1 << np.array(_BITS, np.int16) - 1
    # A circle: half a turn one way or the other.
    near = (steps + half & 2 * half - 1) - half
    folded = np.where(near < 0, -2 * near - 1, 2 * near).T
    return np.concatenate([folded & 255, (folded[:1] >> 8) | (folded[1:2] >> 8) << 2]).astype(np.uint8)


def _unfolded(planes: Bytes) -> Fields:
    """What :func:`_planes` took in, but for whole turns."""
    folded = planes[:-1].T.astype(np.int16)
    folded[:, 0] |= (planes[-1] & 3).astype(np.int16) << 8
    folded[:, 1] |= (planes[-1] >> 2 & 3).astype(np.int16) << 8
    return folded >> 1 ^ -(folded & 1)


def _deflated(parts: Iterable[Bytes]) -> bytes:
    """``parts`` one after another, each with a code of its own."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1, zlib.Z_HUFFMAN_ONLY)
    return b"".join([stream.compress(part.tobytes()) + stream.flush(zlib.Z_PARTIAL_FLUSH) for part in parts]) + stream.flush()


def _inflated(data: bytes, shape: tuple[int, ...]) -> Bytes:
    """An array of ``shape``; libraries are handed on between people, so one that swells without end is refused."""
    length = int(np.prod(shape))
    try:
        out = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, length + 1)
    except zlib.error as error:
        raise LibraryError(f"expected packed features, found {len(data)} bytes that are none ({error})") from error
    if len(out) != length:
        raise LibraryError(f"expected {length} bytes of features, found {len(out)} or more")
    return np.frombuffer(out, np.uint8).reshape(shape)


def _streams(data: bytes) -> list[bytes]:
    if len(data) < _LENGTHS.size or len(data) != _LENGTHS.size + sum(_LENGTHS.unpack_from(data)):
        raise LibraryError(f"expected packed features, found {len(data)} bytes of another length than they state")
    out, at = [], _LENGTHS.size
    for length in _LENGTHS.unpack_from(data):
        out.append(data[at : at + length])
        at += length
    return out
