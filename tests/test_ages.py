"""Times beside pictures: they tell the order, and lose their weight where the pictures contradict them."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from provenance import model as m
from provenance.chain.ages import TRUSTED, Moment, in_time
from provenance.chain.arranging import arrange
from provenance.chain.forests import shares

BEGIN = datetime(2025, 3, 1, tzinfo=UTC)


def at(hours: int) -> Moment:
    when = BEGIN + timedelta(hours=hours)
    return Moment(start=when, end=when)


def chain(count: int, odds: float = 5.0) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds by which each copy was made from the one before it; and that every pair is possible."""
    found = np.full((count, count), -6.0)
    for child in range(1, count):
        found[child - 1, child] = odds
    return found, ~np.eye(count, dtype=np.bool_)


def test_the_earlier_is_the_parent_and_the_unknown_says_nothing() -> None:
    odds, possible = np.zeros((2, 2)), ~np.eye(2, dtype=np.bool_)
    plain = shares(odds, possible=possible).ways
    found, trusted = in_time([at(1), at(2)], odds, possible=possible)
    assert found.ways[0, 1] > 2 * found.ways[1, 0]
    assert found.ways[:, 1].sum() + found.roots[1] == pytest.approx(1)
    assert all(0 < each < 1 for each in trusted)
    day = Moment(start=BEGIN, end=BEGIN + timedelta(days=1))
    for nothing in ([at(1), None], [None, None], [day, at(2)]):
        same, unknown = in_time(nothing, odds, possible=possible)
        assert (same.ways == plain).all(), "one time, or the same day, says no order"
        assert unknown == (TRUSTED, TRUSTED)


def test_a_time_that_the_pictures_contradict_weighs_less() -> None:
    odds, possible = chain(5)
    _, honest = in_time([at(hours) for hours in range(5)], odds, possible=possible)
    assert min(honest) > 0.6
    found, lying = in_time([at(0), at(1), at(2), at(3), at(-9)], odds, possible=possible)
    assert lying[4] < 0.5 < min(lying[:4])
    assert found.ways[3, 4] > 0.9, "and what the pictures show stands"


def test_times_that_agree_with_the_pictures_decide_where_those_leave_it_open() -> None:
    odds, possible = chain(6)
    odds[4, 5] = odds[5, 4] = 2.0
    odds[3, 5] = 2.0
    times = [at(hours) for hours in (0, 1, 2, 3, 9, 5)]
    agreed, _ = in_time(times, odds, possible=possible)
    disputed, trusted = in_time([at(7), at(6), *times[2:]], odds, possible=possible)
    assert agreed.ways[4, 5] < disputed.ways[4, 5] < shares(odds, possible=possible).ways[4, 5]
    assert min(trusted) < 0.6


def test_saying_to_have_been_first_is_believed_less() -> None:
    odds, possible = np.zeros((4, 4)), ~np.eye(4, dtype=np.bool_)
    _, trusted = in_time([at(0), at(1), at(2), at(3)], odds, possible=possible)
    assert trusted[0] < min(trusted[1:3])


def test_hundreds_of_times_are_no_trouble() -> None:
    odds, possible = chain(120)
    found, trusted = in_time([at(hours) for hours in range(119)] + [at(-5)], odds, possible=possible)
    assert trusted[119] < 0.5
    assert np.isfinite(found.ways).all()


def test_times_settle_what_pictures_leave_open() -> None:
    one, other = sorted((m.Digest.of(b"a"), m.Digest.of(b"b")))
    match = m.Match(
        query=one,
        compared=m.Compared(digest=other, name="b", library="shelf"),
        relation=m.MatchRelation.SAME_FOOTAGE,
        score=0.9,
        threshold=0.5,
        algorithm="test",
        version="1",
        segments=(),
    )
    for early, late in ((one, other), (other, one)):
        found = arrange({frozenset({one, other}): match}, {}, moments={early: at(0), late: at(5)})
        assert (found.parents[late], found.parents[early], found.first) == (early, None, early)
