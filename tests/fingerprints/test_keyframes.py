from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.fingerprints.keyframes import Chooser, change, choose, is_blank

APART, GAP = 0.45, 1.1
FRAMES = st.lists(st.tuples(st.one_of(st.just(0.125), st.floats(0.01, 2.5)), st.floats(0, 2) | st.just(0.5)), max_size=80)


def test_a_cut_is_chosen_whatever_the_phase_of_sampling() -> None:
    for phase in (0.0, 0.03, 0.09):
        times = [phase + i / 8 for i in range(40)]
        cut = next(i for i, t in enumerate(times) if t >= 2.3)
        moved = [0.02 + 0.001 * (i % 3) for i in range(40)]
        moved[cut] = 0.9
        assert cut in choose(times, moved, apart=APART, gap=GAP)


def test_change_is_the_share_of_contrast() -> None:
    dark, light = np.zeros((8, 8), np.uint8), np.full((8, 8), 200, np.uint8)
    assert (change(dark, dark), change(dark, light)) == (0.0, 50.0)


def test_blank_is_even_whatever_the_colour() -> None:
    assert is_blank(np.full((9, 16), 255, np.uint8))
    assert not is_blank((np.indices((9, 16)).sum(axis=0) * 9).astype(np.uint8))


@given(st.lists(st.tuples(st.floats(0.01, 0.6), st.floats(0, 2)), min_size=1, max_size=80))
def test_keyframes_are_apart_and_leave_no_long_gap(steps: list[tuple[float, float]]) -> None:
    times = np.cumsum([s for s, _ in steps]).tolist()
    chosen = choose(times, [c for _, c in steps], apart=APART, gap=GAP)
    assert chosen == sorted(set(chosen))
    assert chosen
    gaps = [times[b] - times[a] for a, b in pairwise(chosen)]
    assert all(g >= APART - 1e-9 for g in gaps)
    assert all(g <= 2 * GAP for g in gaps)


@given(FRAMES, st.sampled_from([(0.45, 1.1), (0.6, 1.6), (1.0, 1.5)]))
def test_frames_one_by_one_give_what_the_whole_gives(steps: list[tuple[float, float]], spacing: tuple[float, float]) -> None:
    apart, gap = spacing
    times = np.cumsum([s for s, _ in steps]).tolist()
    chooser = Chooser(apart=apart, gap=gap)
    found: list[int] = []
    for time, (_, moved) in zip(times, steps, strict=True):
        first = chooser.first
        fresh = chooser.push(time, moved)
        assert all(i >= first for i in fresh)
        found += fresh
    assert found + chooser.close() == choose(times, [c for _, c in steps], apart=apart, gap=gap)


def test_few_frames_wait_for_the_choice() -> None:
    chooser = Chooser(apart=APART, gap=GAP)
    for i in range(800):
        chooser.push(i / 8, 0.1)
        assert i - chooser.first <= 8 * (GAP + 2 * APART) + 1
