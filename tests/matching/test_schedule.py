"""Which moments many copies of one footage are compared at."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.chain.clusters import spanning
from provenance.matching.schedule import EACH, MOST, anchor_of, moments, spread, tie

IDENTITY: m.Placement = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
Span = tuple[float, float]


def digest(name: str) -> m.Digest:
    return m.Digest.of(name.encode())


def stretch(span: Span) -> m.TimeRange:
    return m.TimeRange(start=Fraction(span[0]), end=Fraction(span[1]))


def match(query: str, compared: str, *spans: tuple[Span, Span], placement: m.Placement | None = IDENTITY) -> m.Match:
    return m.Match(
        query=digest(query),
        compared=m.Compared(digest=digest(compared), name=compared, library="shelf"),
        relation=m.MatchRelation.SAME_FOOTAGE,
        score=0.9,
        threshold=0.5,
        algorithm="test",
        version="1",
        segments=tuple(m.Segment(query=stretch(a), compared=stretch(b), placement=placement) for a, b in spans),
    )


def pairs(*matches: m.Match) -> dict[frozenset[m.Digest], m.Match]:
    return {frozenset({each.query, each.compared.digest}): each for each in matches}


def test_the_longest_segment_from_either_side() -> None:
    found = match("a", "b", ((0, 1), (8, 9)), ((2, 6), (10, 12)))
    one, other = tie(found, digest("a")), tie(found, digest("b"))
    assert one is not None
    assert other is not None
    assert (one.start, one.end, one.there, one.rate, one.forward) == (2, 6, 10, 0.5, True)
    assert (other.start, other.end, other.there, other.rate, other.forward) == (10, 12, 2, 2, False)
    assert one.to_other(4) == 11 == other.to_one(4)
    assert other.to_other(11) == 4 == one.to_one(11)


@given(st.floats(0, 50), st.floats(0.5, 20), st.floats(0, 50), st.floats(0.5, 2), st.floats(0, 100))
def test_there_and_back_is_the_same_second(start: float, length: float, there: float, rate: float, time: float) -> None:
    found = tie(match("a", "b", ((start, start + length), (there, there + length * rate))), digest("a"))
    assert found is not None
    assert found.to_one(found.to_other(time)) == pytest.approx(time, abs=1e-6)


def test_nothing_is_tied_where_the_map_is_not_kept_or_nothing_lasts() -> None:
    assert tie(match("a", "b"), digest("a")) is None
    assert tie(match("a", "b", ((0, 4), (0, 4)), placement=None), digest("a")) is None
    assert tie(match("a", "b", ((0, 4), (3, 3))), digest("a")) is None


def test_the_anchor_shares_most_seconds() -> None:
    known = pairs(match("a", "b", ((0, 5), (0, 5))), match("b", "c", ((0, 3), (0, 3))), match("a", "c", ((0, 1), (0, 1))))
    assert anchor_of(known) == digest("b")


def scheduled(known: dict[frozenset[m.Digest], m.Match]) -> dict[m.Digest, tuple[float, ...]]:
    anchor = anchor_of(known)
    ties = [tie(known[frozenset({one, other})], one) for one, other in spanning(anchor, known).items()]
    return moments(anchor, [each for each in ties if each], known)


def test_copies_of_the_same_stretch_are_looked_at_in_the_same_moments() -> None:
    found = scheduled(pairs(match("b", "a", ((0, 6), (0, 6))), match("c", "a", ((1, 7), (0, 6)))))
    assert len(set(found.values())) == 1
    assert len(found[digest("a")]) == EACH
    assert all(0 < moment < 6 for moment in found[digest("a")])


def test_an_excerpt_has_moments_of_its_own_and_nobody_too_many() -> None:
    short = [match(name, "a", ((0, 1), (at, at + 1))) for at, name in enumerate("bcdefghi")]
    found = scheduled(pairs(match("z", "a", ((0, 9), (0, 9))), *short))
    for at, name in enumerate("bcdefghi"):
        assert len(found[digest(name)]) >= EACH
        assert all(at <= moment <= at + 1 for moment in found[digest(name)])
    assert len(found[digest("z")]) == MOST


def test_moments_are_told_on_the_anchors_clock_along_the_chain() -> None:
    found = scheduled(
        pairs(
            match("b", "a", ((0, 2), (4, 8))), match("a", "y", ((0, 9), (0, 9))), match("a", "z", ((0, 9), (0, 9))),
            match("c", "b", ((0, 1), (1, 2))),
        )
    )  # fmt: skip
    assert len(found[digest("c")]) >= EACH
    assert all(6 <= moment <= 8 for moment in found[digest("c")]), "b shows 4–8 of a at twice the pace, c its second half"


@given(st.lists(st.integers(), max_size=30, unique=True).map(sorted), st.integers(2, 8))
def test_spread_keeps_the_ends_and_the_order(values: list[int], most: int) -> None:
    kept = list(spread(values, most))
    assert len(kept) == min(most, len(values))
    assert kept == sorted(set(kept))
    assert kept[:1] == values[:1]
    assert kept[-1:] == values[-1:]
