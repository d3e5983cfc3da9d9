"""Every value comes back from its row as it went in."""

import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.errors import CaseError
from provenance.store.codec import dump, load

from . import values


@given(st.one_of(values.claims, values.probes, values.keyframes, values.matches, values.reviews))
def test_round_trip(value: m.Claim | m.Probe | m.Keyframe | m.Match | m.Review) -> None:
    assert load(type(value), dump(value)) == value


def test_a_time_without_zone_stays_one() -> None:
    article = values.reading().article
    for stamp in (
        values.NOW,
        m.ZonelessTime(value=values.NOW.value.replace(tzinfo=None)),
        m.CalendarDay(value=values.NOW.value.date()),
    ):
        kept = load(
            m.Article,
            dump(m.Article(digest=article.digest, source="-", media_type="text/plain", text="", blocks=(), published=stamp)),
        )
        assert kept.published == stamp
        assert type(kept.published) is type(stamp)


def test_a_match_kept_before_placements_were_is_read() -> None:
    span = m.TimeRange(start=Fraction(0), end=Fraction(1))
    segment = m.Segment(query=span, compared=span)
    kept = json.loads(dump(segment))
    del kept["placement"]
    assert load(m.Segment, json.dumps(kept)) == segment


def test_lone_surrogates_of_hostile_pages_survive() -> None:
    tag = m.Tag(source="x", key="y", value="\ud800")
    assert load(m.Tag, dump(tag).encode("ascii").decode()) == tag


@pytest.mark.parametrize("text", ["", "[]", '{"source": 1}', "null", '{"source":"a","key":"b"}', "[" * 100_000])
def test_a_damaged_row_is_named(text: str) -> None:
    with pytest.raises(CaseError, match="expected a stored Tag"):
        load(m.Tag, text)
