from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from provenance.fingerprints.keyframes import APART, GAP, changes, choose, is_blank


def test_a_cut_is_chosen_whatever_the_phase_of_sampling() -> None:
    for phase in (0.0, 0.03, 0.09):
        times = [phase + i / 8 for i in range(40)]
        cut = next(i for i, t in enumerate(times) if t >= 2.3)
        change = [0.02 + 0.001 * (i % 3) for i in range(40)]
        change[cut] = 0.9
        assert cut in choose(times, change)


def test_change_is_the_share_of_contrast() -> None:
    dark, light = np.zeros((8, 8), np.uint8), np.full((8, 8), 200, np.uint8)
    assert changes([dark, dark, light]).tolist() == [1.0, 0.0, 50.0]


def test_blank_is_even_whatever_the_colour() -> None:
    assert is_blank(np.full((9, 16), 255, np.uint8))
    assert not is_blank((np.indices((9, 16)).sum(axis=0) * 9).astype(np.uint8))


@given(st.lists(st.tuples(st.floats(0.01, 0.6), st.floats(0, 2)), min_size=1, max_size=80))
def test_keyframes_are_apart_and_leave_no_long_gap(steps: list[tuple[float, float]]) -> None:
    times = np.cumsum([s for s, _ in steps]).tolist()
    chosen = choose(times, [c for _, c in steps])
    assert chosen == sorted(set(chosen))
    assert chosen
    gaps = [times[b] - times[a] for a, b in pairwise(chosen)]
    assert all(g >= APART - 1e-9 for g in gaps)
    assert all(g <= 2 * GAP for g in gaps)
