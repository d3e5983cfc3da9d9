"""Stages measured on two scenes and a copy of one."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from bench.footage_stages import Measured, keyframes, near, stages
from bench.footagescores import Box, Truth
from tests.matching.scenes import encode, footage, mirror, scene


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("stages")
    shown = scene(1, seconds=5)
    return Measured(
        refs={"one": footage(encode(folder / "1.mp4", shown)), "two": footage(encode(folder / "2.mp4", scene(2, seconds=5)))},
        queries={"copy": footage(encode(folder / "q.mp4", [mirror(frame) for frame in shown[12:]]))},
        truth=Truth(
            pairs={("copy", "one"): (Box(query=(0, 4), ref=(1, 5)),)},
            edits={("copy", "one"): ("hflip",)},
            roles={("copy", "one"): "full"},
            queries=frozenset({"copy"}),
            distractors=frozenset(),
            groups={"one": "", "two": ""},
        ),
    )


def test_each_stage_keeps_the_copy_and_says_what_else_it_lets_through(measured: Measured) -> None:
    found = {stage.name: stage for stage in stages(measured)}
    assert found["hash: PDQ"].kept == 0
    assert found["hash: PDQ, 8 orientations, wide"].kept == 1
    for name in ("candidates", "placement", "line", "verdict: same footage"):
        assert found[name].kept == 1, name
    assert found["verdict: same footage"].others == 0
    assert found["verdict: same scene only"].kept == 0


def test_keyframes_that_show_other_moments_do_not_count(measured: Measured) -> None:
    ref = measured.refs["one"]
    moments, pairs = keyframes(measured)
    assert pairs.kept == 1
    assert moments.kept > 0.3
    later = replace(ref, keyframes=tuple(replace(k, time=k.time + Fraction(100)) for k in ref.keyframes))
    assert [s.kept for s in keyframes(replace(measured, refs={**measured.refs, "one": later}))] == [0, 0]


def test_near_counts_bits() -> None:
    here, there = np.array([[0b1111]], np.uint8), np.array([[0], [0b111]], np.uint8)
    assert near(here, there, 1)
    assert not near(here, there[:1], 3)
    assert not near(here, there[:0], 256)
