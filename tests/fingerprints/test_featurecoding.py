import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import LibraryError
from provenance.fingerprints.featurecoding import decoded, encoded
from provenance.fingerprints.interface import LocalFeatures


def features(values: np.ndarray, places: np.ndarray) -> LocalFeatures:
    return LocalFeatures(count=len(values), descriptors=values.tobytes(), geometry=places.astype("<u4").tobytes())


def levelled(rng: np.random.Generator, count: int) -> np.ndarray:
    """Descriptors as there are: what lies above the upper quartile lies above the median."""
    levels = rng.random((count, 128))
    bits = np.concatenate([levels > 0.75, levels > 0.5], axis=1)
    return np.packbits(bits, axis=1)


@given(st.lists(st.integers(0, 40), max_size=9), st.integers(0, 99), st.sampled_from([0, 1, 4, 8]))
def test_any_features_come_back_as_they_were(counts: list[int], seed: int, noise: int) -> None:
    rng = np.random.default_rng(seed)
    first = rng.integers(0, 256, (40, 32), dtype=np.uint8)
    frames = []
    for count in counts:
        flips = np.packbits(rng.random((count, 256)) < noise / 64, axis=1)
        frames.append(features(first[rng.permutation(40)[:count]] ^ flips, rng.integers(0, 2**32, count)))
    assert decoded(encoded(frames), counts) == tuple(frames)


def test_what_an_earlier_keyframe_shows_too_takes_few_bytes() -> None:
    rng = np.random.default_rng(1)
    values, places = levelled(rng, 160), rng.integers(0, 2**32, 160, dtype=np.uint32)
    levels = np.unpackbits(values, axis=1)
    near = levels.copy()
    lowered = (rng.random((160, 128)) < 0.1) & (levels[:, :128] > 0)
    near[:, :128][lowered] = 0
    one, other = features(values, places), features(np.packbits(near, axis=1), places)
    alone, both = len(encoded([one])), len(encoded([one, other]))
    assert alone < 160 * 33
    assert both - alone < 160 * 8


def test_a_like_is_looked_for_in_the_last_keyframes_only_and_may_point_far() -> None:
    rng = np.random.default_rng(2)
    shown = features(levelled(rng, 200), rng.integers(0, 2**32, 200))
    others = [features(levelled(rng, 200), rng.integers(0, 2**32, 200)) for _ in range(6)]
    near, far = encoded([shown, *others[:5], shown]), encoded([shown, *others[:6], shown])
    assert len(far) - len(encoded([shown, *others[:6]])) > 200 * 24
    assert len(near) - len(encoded([shown, *others[:5]])) < 200 * 8
    assert decoded(near, [200] * 7)[6] == shown


def deflated(*parts: bytes) -> bytes:
    streams = []
    for part in parts:
        stream = zlib.compressobj(9, zlib.DEFLATED, -15)
        streams.append(stream.compress(part) + stream.flush())
    return struct.pack("<5I", *map(len, streams)) + b"".join(streams)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 20,
        b"\xff" * 40,
        struct.pack("<5I", 2, 2, 2, 2, 2) + b"nothing at",
        deflated(bytes([0, 1, 0, 0]), bytes(32), bytes(32), bytes(5), bytes(5000)),
        # the second feature's like: one before the first; itself an earlier one, but of its own keyframe
        deflated(bytes([0, 2, 0, 0]), bytes(32), bytes(32), bytes(5), bytes(5)),
        deflated(bytes([0, 1, 0, 0]), bytes(32), bytes(32), bytes(5), bytes(5)),
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(LibraryError, match=r"expected .*features"):
        decoded(data, [2])
