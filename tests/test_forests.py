"""Forests of copies: every way's share by counting all forests, and the forest that is worth most."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.chain.forests import TURNED, WORTH, best, shares


def forests(count: int) -> list[tuple[int, ...]]:
    """All of them, -1 for a root."""
    found = []
    for parents in product(range(-1, count), repeat=count):
        reached = [at for at in range(count) if parents[at] < 0]
        for at in reached:
            reached += [child for child in range(count) if parents[child] == at]
        if len(reached) == count:
            found.append(parents)
    return found


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 4), st.integers(0, 10**6))
def test_shares_and_the_best_forest_are_those_of_counting_them_all(count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    odds, possible = random.normal(0, 2, (count, count)), random.random((count, count)) < 0.8
    np.fill_diagonal(possible, val=False)
    allowed = [f for f in forests(count) if all(p < 0 or possible[p, c] for c, p in enumerate(f))]
    weights = np.array([np.exp(sum(odds[p, c] for c, p in enumerate(f) if p >= 0)) for f in allowed])
    weights /= weights.sum()
    found = shares(odds, possible=possible)
    for child in range(count):
        for parent in range(count):
            counted = sum(w for w, f in zip(weights, allowed, strict=True) if f[child] == parent)
            assert found.ways[parent, child] == pytest.approx(counted, abs=1e-6)

    def worth(forest: tuple[int | None, ...]) -> float:
        edges = [(p, c) for c, p in enumerate(forest) if p is not None and p >= 0]
        return sum(float(found.ways[p, c] + TURNED * found.ways[c, p] - WORTH) for p, c in edges)

    told = best(found)
    assert tuple(-1 if p is None else p for p in told) in allowed
    assert worth(told) == pytest.approx(max(worth(f) for f in allowed))


def test_hundreds_of_copies_are_no_trouble() -> None:
    random = np.random.default_rng(1)
    odds = random.normal(0, 1, (300, 300))
    parents = best(shares(odds, possible=np.ones((300, 300), np.bool_)))
    for start in range(300):
        seen, at = {start}, parents[start]
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = parents[at]
