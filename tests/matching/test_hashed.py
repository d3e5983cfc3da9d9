"""Footage of which only hashes are known."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from provenance.fingerprints.exchange import by_name
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.pdq import PDQ
from provenance.matching import FootageIndex, MemorySource, compare
from provenance.matching.hashed import ALGORITHM
from provenance.model import Fingerprint, MatchRelation
from tests.matching.test_compact import LIBRARY


def known(footage: Footage) -> Footage:
    form = by_name("vpdq")
    return form.footage(form.write(footage), where="x")


def noisy(footage: Footage, bits: int, *, start: int = 0, end: int = 12, shift: int = 0) -> Footage:
    keyframes = []
    for i, keyframe in enumerate(footage.keyframes[start:end]):
        value = bytearray(keyframe.value(PDQ.name).value)
        for bit in np.random.default_rng(i).choice(256, bits, replace=False):
            value[bit // 8] ^= 1 << (bit % 8)
        time = keyframe.time + shift
        print_ = Fingerprint(algorithm=PDQ.name, version="", value=bytes(value), quality=90, time=time)
        keyframes.append(replace(keyframe, time=time, fingerprints=(print_,)))
    return replace(footage, keyframes=tuple(keyframes), digest=LIBRARY[0].digest)


def test_a_copy_is_found_with_its_segment() -> None:
    (match,) = compare(noisy(LIBRARY[5], 20, start=3, end=9, shift=-12), known(LIBRARY[5]))
    assert (match.relation, match.algorithm) == (MatchRelation.SAME_FOOTAGE, ALGORITHM)
    (segment,) = match.segments
    assert (segment.query.start, segment.query.end) == (0, 20)
    assert (segment.compared.start, segment.compared.end) == (12, 32)


@pytest.mark.parametrize(
    "query",
    [
        noisy(LIBRARY[5], 45),
        noisy(LIBRARY[5], 10, end=2),
        LIBRARY[6],
        replace(noisy(LIBRARY[5], 10), keyframes=tuple(reversed(noisy(LIBRARY[5], 10).keyframes))[:0]),
    ],
    ids=["too far", "too few", "another", "nothing"],
)
def test_what_is_too_far_or_too_little_is_no_match(query: Footage) -> None:
    assert compare(query, known(LIBRARY[5])) == ()


def test_one_picture_all_along_may_be_another_moment() -> None:
    frame = LIBRARY[5].keyframes[0]
    still = replace(LIBRARY[5], keyframes=tuple(replace(frame, time=Fraction(i)) for i in range(6)))
    (match,) = compare(replace(still, digest=LIBRARY[0].digest), known(still))
    assert match.relation is MatchRelation.SAME_SCENE


def test_frames_in_reverse_are_not_the_same_footage() -> None:
    frames = noisy(LIBRARY[5], 5).keyframes
    turned = tuple(replace(f, time=g.time) for f, g in zip(reversed(frames), frames, strict=True))
    assert FootageIndex(MemorySource.of([known(LIBRARY[5])])).search(replace(LIBRARY[7], keyframes=turned)) == ()
