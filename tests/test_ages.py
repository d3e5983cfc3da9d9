"""Times beside pictures: they tell the order, and lose their weight where the pictures contradict them."""

from datetime import UTC, datetime, timedelta

import numpy as np

from provenance import model as m
from provenance.chain.ages import TRUSTED, Moment, order_odds, trust
from provenance.chain.arranging import arrange
from provenance.chain.forests import shares

BEGIN = datetime(2025, 3, 1, tzinfo=UTC)


def at(hours: int) -> Moment:
    when = BEGIN + timedelta(hours=hours)
    return Moment(start=when, end=when)


def test_the_earlier_is_the_parent_and_the_unknown_says_nothing() -> None:
    assert order_odds(at(1), at(2), (1.0, 1.0)) > 0 > order_odds(at(2), at(1), (1.0, 1.0))
    assert order_odds(at(1), None, (1.0, 1.0)) == 0
    day = Moment(start=BEGIN, end=BEGIN + timedelta(days=1))
    assert order_odds(day, at(2), (1.0, 1.0)) == 0, "the same day says no order"


def test_a_time_that_the_pictures_contradict_weighs_less() -> None:
    odds = np.full((4, 4), -6.0)
    for parent, child in ((0, 1), (1, 2), (2, 3)):
        odds[parent, child] = 5.0
    seen = shares(odds, possible=~np.eye(4, dtype=np.bool_))
    honest = trust([at(0), at(1), at(2), at(3)], seen)
    assert min(honest) > TRUSTED
    lying = trust([at(0), at(1), at(2), at(-9)], seen)
    assert lying[3] < 0.5 < min(lying[:3])


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
