"""Positions of the small drawings."""

from dataclasses import replace
from fractions import Fraction

import pytest

from provenance.exporters.html.chart import TRACK, timeline
from tests.exporters.sample import match


def test_timelines_of_like_length_share_a_scale() -> None:
    drawn = timeline(match(), 12.0)
    assert drawn.same_scale
    assert drawn.widths == pytest.approx((TRACK * 12 / 41, TRACK))
    assert drawn.joins[0] == pytest.approx((0, TRACK * 11.5 / 41, TRACK * 17 / 41, TRACK * 28.5 / 41))


def test_a_clip_of_an_hour_keeps_its_own_scale() -> None:
    long = replace(match(), compared=replace(match().compared, duration=Fraction(3600)))
    drawn = timeline(long, 12.0)
    assert not drawn.same_scale
    assert drawn.widths == pytest.approx((TRACK, TRACK))
    assert drawn.lengths == ("0:12.0", "1:00:00")
