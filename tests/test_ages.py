"""Times beside pictures: they tell the order, and lose their weight where the pictures contradict them."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from provenance import model as m
from provenance.chain.ages import DOUBTED, TRUSTED, Moment, in_time
from provenance.chain.arranging import arrange
from provenance.chain.forests import Shares, shares

BEGIN = datetime(2025, 3, 1, tzinfo=UTC)


def at(hours: int) -> Moment:
    when = BEGIN + timedelta(hours=hours)
    return Moment(start=when, end=when)


def weighed(moments: list[Moment | None], odds: np.ndarray, *, possible: np.ndarray) -> tuple[Shares, tuple[float, ...]]:
    return in_time(moments, odds, possible=possible, alone=shares(odds, possible=possible))


def chain(count: int, odds: float = 5.0) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds by which each copy was made from the one before it; and that every pair is possible."""
    found = np.full((count, count), -6.0)
    for child in range(1, count):
        found[child - 1, child] = odds
    return found, ~np.eye(count, dtype=np.bool_)


def test_the_earlier_is_the_parent_and_the_unknown_says_nothing() -> None:
    odds, possible = np.zeros((2, 2)), ~np.eye(2, dtype=np.bool_)
    plain = shares(odds, possible=possible).ways
    found, trusted = weighed([at(1), at(2)], odds, possible=possible)
    assert found.ways[0, 1] > 2 * found.ways[1, 0]
    assert found.ways[:, 1].sum() + found.roots[1] == pytest.approx(1)
    assert all(0 < each < 1 for each in trusted)
    day = Moment(start=BEGIN, end=BEGIN + timedelta(days=1))
    for nothing in ([at(1), None], [None, None], [day, at(2)]):
        same, unknown = weighed(nothing, odds, possible=possible)
        assert (same.ways == plain).all(), "one time, or the same day, says no order"
        assert unknown == (TRUSTED, TRUSTED)


def test_a_time_that_the_pictures_contradict_weighs_less() -> None:
    odds, possible = chain(5)
    _, honest = weighed([at(hours) for hours in range(5)], odds, possible=possible)
    assert min(honest) > 0.6
    found, lying = weighed([at(0), at(1), at(2), at(3), at(-9)], odds, possible=possible)
    assert lying[4] < 0.5 < min(lying[:4])
    assert found.ways[3, 4] > 0.9, "and what the pictures show stands"


def test_times_that_agree_with_the_pictures_decide_where_those_leave_it_open() -> None:
    odds, possible = chain(6)
    odds[4, 5] = odds[5, 4] = 2.0
    odds[3, 5] = 2.0
    times = [at(hours) for hours in (0, 1, 2, 3, 9, 5)]
    agreed, _ = weighed(times, odds, possible=possible)
    disputed, trusted = weighed([at(7), at(6), *times[2:]], odds, possible=possible)
    assert agreed.ways[4, 5] < disputed.ways[4, 5] < shares(odds, possible=possible).ways[4, 5]
    assert min(trusted) < 0.6


@pytest.mark.parametrize("count", [4, DOUBTED + 5])
def test_saying_to_have_been_first_is_believed_less_however_many_say_when(count: int) -> None:
    odds, possible = chain(count)
    odds[:, 0] = -20.0
    _, trusted = weighed([at(hours) for hours in range(count)], odds, possible=possible)
    assert 0.5 < trusted[0] < min(trusted[1:]), "though nothing speaks against it"
    assert max(trusted) < 0.99, "and none is sure"


def test_hundreds_of_times_are_no_trouble() -> None:
    odds, possible = chain(120)
    found, trusted = weighed([at(hours) for hours in range(119)] + [at(-5)], odds, possible=possible)
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
