from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, KeyFrame, Motion
from provenance.fingerprints.local import NONE
from provenance.fingerprints.motion import pack_motion
from provenance.fingerprints.packing import unpack
from provenance.fingerprints.parts import Part, Piece, joined, split
from provenance.model import Digest
from tests.fingerprints.test_packing import FOOTAGE

SOME = FOOTAGE.map(lambda f: replace(f, keyframes=tuple(sorted(f.keyframes, key=lambda k: k.time))))


def long_footage(seconds: int = 200, *, name: bytes = b"") -> Footage:
    keyframes = tuple(
        KeyFrame(time=Fraction(i), width=8, height=8, fingerprints=(), features=NONE, picture=b"%d" % i) for i in range(seconds)
    )
    motion = pack_motion([i * 125 for i in range(seconds * 8)], [np.full((8, 8), i % 200, np.uint8) for i in range(seconds * 8)])
    return Footage(
        digest=Digest.of(name), duration=Fraction(seconds), width=8, height=8, keyframes=keyframes, motion=motion, warnings=("w",)
    )


def whole(pieces: list[Piece]) -> Footage:
    of = {part: [p.packed for p in pieces if p.part is part] for part in Part}
    (head,) = of[Part.HEAD]
    return joined(head, features=of[Part.FEATURES], pictures=of[Part.PICTURES], motion=of[Part.MOTION])


@given(SOME)
def test_split_and_joined_is_the_same(footage: Footage) -> None:
    assert whole(list(split(footage))) == footage


def test_long_footage_comes_in_stretches_that_say_where_they_lie() -> None:
    pieces = list(split(long_footage()))
    features = [(p.number, p.first, p.last) for p in pieces if p.part is Part.FEATURES]
    assert features == [(n, n * 24_000, min(n * 24 + 23, 199) * 1000) for n in range(9)]
    motion = [(p.first, p.last) for p in pieces if p.part is Part.MOTION]
    assert motion == [(0, 63_875), (64_000, 127_875), (128_000, 191_875), (192_000, 199_875)]
    assert whole(pieces) == long_footage()


def test_the_head_is_small_however_long_the_footage() -> None:
    heads = [len(next(p for p in split(long_footage(n)) if p.part is Part.HEAD).packed) for n in (10, 300)]
    assert heads[0] == pytest.approx(heads[1], abs=8)


def test_a_stretch_is_read_without_the_rest() -> None:
    footage = long_footage()
    pieces = [p for p in split(footage) if p.part is Part.HEAD or p.number == 1]
    part = whole(pieces)
    assert [k.time for k in part.keyframes] == list(range(24, 48))
    assert part.motion.times[0] == 64_000
    assert part.duration == footage.duration


def test_pieces_of_other_footage_and_mixed_up_ones_are_refused() -> None:
    ours, theirs = list(split(long_footage())), list(split(long_footage(name=b"other")))
    with pytest.raises(LibraryError, match="expected a piece of"):
        whole([*(p for p in ours if p.part is not Part.MOTION), *(p for p in theirs if p.part is Part.MOTION)])
    with pytest.raises(LibraryError, match="order of time"):
        whole([p for p in ours if p.part is Part.HEAD] + [p for p in reversed(ours) if p.part is not Part.HEAD])
    with pytest.raises(LibraryError, match="pictures of"):
        whole([p for p in ours if not (p.part is Part.PICTURES and p.number == 2)])


def test_motion_of_another_size_is_refused() -> None:
    head, *rest = split(replace(long_footage(), motion=Motion(width=4, height=4)))
    motion = [p for p in split(long_footage()) if p.part is Part.MOTION]
    with pytest.raises(LibraryError, match="motion of 4×4"):
        whole([head, *(p for p in rest if p.part is not Part.MOTION), *motion])


def test_of_a_span_only_its_keyframes_are_made() -> None:
    whole = long_footage(100)
    part = unpack(whole.pack(), span=(10_000, 20_000))
    assert part == replace(whole, keyframes=tuple(k for k in whole.keyframes if 10 <= k.time <= 20))
    assert len(part.keyframes) == 11
