import bz2
import lzma

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.errors import LibraryError
from provenance.fingerprints.blockcoding import _COUNTS, _LZMA, SIDE, decoded, encoded
from tests.matching.scenes import scene


def greys(seed: int, count: int) -> np.ndarray:
    """What a record of motion is made of: a drawn street, small and grey."""
    frames = scene(seed, seconds=count / 12 + 0.1)[:count]
    small = (cv2.resize(cv2.cvtColor(f, cv2.COLOR_RGB2GRAY), (96, 54), interpolation=cv2.INTER_AREA) for f in frames)
    return np.stack([cv2.GaussianBlur(f, (0, 0), 1.0) for f in small]).astype(np.uint8)


def differences(pictures: np.ndarray) -> np.ndarray:
    moved = pictures[3:].astype(np.float32) - pictures[:-3]
    return (moved - moved.mean(axis=(1, 2), keepdims=True)).reshape(len(moved), -1)


@given(st.integers(1, 70), st.integers(1, 40), st.integers(1, 40), st.integers(0, 255))
@settings(max_examples=30)
def test_any_size_comes_back_as_it_was(count: int, height: int, width: int, value: int) -> None:
    pictures = np.full((count, height, width), value, np.uint8)
    back = decoded(encoded(pictures), count=count, height=height, width=width)
    assert back.shape == pictures.shape
    assert np.abs(back.astype(int) - value).max() <= 2


def test_what_moves_survives_in_few_bytes() -> None:
    pictures = greys(1, 64)
    data = encoded(pictures)
    back = decoded(data, count=64, height=54, width=96)
    a, b = differences(pictures), differences(back)
    agreement = (a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)
    assert np.median(agreement) > 0.9
    assert len(data) < pictures.size / 8


def test_faint_motion_is_coded_finely() -> None:
    still = np.repeat(greys(2, 1), 16, axis=0).astype(np.float32)
    wave = 3 * np.sin(np.arange(96) / 9 + np.arange(16)[:, None] / 2)
    pictures = np.clip(still + wave[:, None, :], 0, 255).astype(np.uint8)
    back = decoded(encoded(pictures), count=16, height=54, width=96)
    a, b = differences(pictures), differences(back)
    assert np.median((a * b).sum(axis=1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)) > 0.8


def raw(text: bytes) -> bytes:
    return lzma.compress(text, lzma.FORMAT_RAW, filters=_LZMA)


def test_a_sheet_of_before_still_reads() -> None:
    """Written by the program before runs were: a group's step, then low and high bytes of every coefficient."""
    folded = np.zeros(SIDE**3, np.uint16)
    folded[[0, 3]] = 700, 5
    old = bz2.compress(bytes([24]) + (folded & 255).astype(np.uint8).tobytes() + (folded >> 8).astype(np.uint8).tobytes())
    new = raw(_COUNTS.pack(2, 0, 1) + bytes([24]) + (699).to_bytes(4, "little") + bytes([0, 2, 255, 4]))
    sheets = [decoded(data, count=8, height=8, width=8) for data in (old, new)]
    assert np.array_equal(*sheets)
    assert sheets[0].std() > 1


HOSTILE = (
    b"",
    b"nothing",
    bz2.compress(b"short"),
    bz2.compress(bytes(10_000_000)),
    raw(b"short"),
    raw(bytes(10_000_000)),
    raw(_COUNTS.pack(1, 0, 0) + bytes([24, 255, 4])),
    raw(_COUNTS.pack(2**31, 0, 0) + bytes(3)),
    raw(_COUNTS.pack(3, 0, 0) + bytes([24, 200, 200, 200, 1, 1, 1])),
    raw(_COUNTS.pack(1, 1, 0) + bytes([24]) + bytes([255] * 4) + bytes([255, 1])),
)


@pytest.mark.parametrize("data", HOSTILE)
def test_other_bytes_are_refused_without_swelling(data: bytes) -> None:
    with pytest.raises(LibraryError, match="expected a sheet of grey pictures"):
        decoded(data, count=8, height=8, width=8)
