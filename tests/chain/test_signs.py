"""Signs of copying: what may speak for a way and what against it."""

import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.chain.signs import SIGNS, read, score, telling
from provenance.chain.ways import Nearness, Way, way
from provenance.chain.weights import WEIGHTS
from tests.chain.test_ways import VALUES, digest, match, traces

EQUAL = traces(**{**dict.fromkeys(VALUES, 0.0), "apart": -6.0, "query_common": 1.0, "compared_common": 1.0})


def probe(name: str, *, rate: int = 25, width: int = 640, sound: bool = True) -> m.Probe:
    video = m.Stream(index=0, kind="video", codec="h264", width=width, height=width // 2, frame_rate=Fraction(rate))
    heard = (m.Stream(index=1, kind="audio", codec="aac"),) if sound else ()
    return m.Probe(digest=digest(name), container="mp4", duration=Fraction(4), streams=(video, *heard))


def ways(*edits: m.Edit, child: m.Probe | None = None, parent: m.Probe | None = None, **values: float) -> tuple[Way, Way]:
    """The match of ``a`` with ``b``: as ``a`` made from ``b``, and the other way round."""
    found = match("a", "b", *edits, traces=traces(**{**{n: getattr(EQUAL, n) for n in VALUES}, **values}))
    probes = {digest("a"): child or probe("a"), digest("b"): parent or probe("b")}
    return way(found, digest("a"), probes), way(found, digest("b"), probes)


def read_of(each: Way) -> dict[str, float]:
    assert each.traces is not None
    return read(each, each.traces)


def test_every_sign_is_weighed_on_its_side_and_no_weight_is_left_over() -> None:
    assert set(WEIGHTS) == {"ways", *(sign.name for sign in SIGNS)}
    assert len({sign.name for sign in SIGNS}) == len(SIGNS)
    for sign in SIGNS:
        assert sign.side * WEIGHTS[sign.name] >= 0, sign.name


EDIT = {
    action: m.Edit(action=f"c2pa.{action}", description=action, on_query=True)
    for action in ("cropped", "placed", "edited", "changedSpeed", "orientation")
}


@pytest.mark.parametrize(
    ("edits", "values", "probes"),
    [
        ((), {"detail": -0.2, "edges": -0.2}, {}),
        ((), {"scale": 0.5, "apart": -4.0}, {}),
        ((), {"query_bears": 2.0, "laid_over": 2.0}, {}),
        ((EDIT["cropped"],), {"compared_common": 0.7}, {}),
        ((), {}, {"child": probe("a", rate=10)}),
        ((), {"clipped": 0.1}, {}),
    ],
)
def test_what_a_copy_has_lost_or_gained_says_which_it_is(
    edits: tuple[m.Edit, ...], values: dict[str, float], probes: dict[str, m.Probe]
) -> None:
    forward, back = (read_of(each) for each in ways(*edits, **probes, **values))
    assert score(forward) > score(back) + 0.2
    told = list(telling(forward, back))
    assert sum(amount for amount, _ in told) == pytest.approx(score(forward) - score(back))
    assert [abs(amount) for amount, _ in told] == sorted((abs(amount) for amount, _ in told), reverse=True)


@pytest.mark.parametrize(
    ("edits", "values", "probes"),
    [
        ((), {"apart": -1.0}, {}),
        ((), {"colour": -0.8}, {}),
        ((), {"contrast": 0.5}, {}),
        ((EDIT["changedSpeed"],), {}, {}),
        ((EDIT["orientation"],), {}, {}),
        ((), {}, {"child": probe("a", sound=False)}),
        ((), {"query_common": 0.7, "compared_common": 0.7}, {}),
    ],
)
def test_what_two_copies_differ_in_makes_either_way_less_likely(
    edits: tuple[m.Edit, ...], values: dict[str, float], probes: dict[str, m.Probe]
) -> None:
    for equal, other in zip(ways(), ways(*edits, **probes, **values), strict=True):
        assert score(read_of(other)) < score(read_of(equal)) - 0.2


def test_two_copies_that_are_as_near_but_for_noise_are_told_apart_by_other_signs() -> None:
    forward, _ = ways()

    def near(beyond: float) -> float:
        return score(read_of(replace(forward, near=Nearness(beyond_child=beyond, beyond_parent=0.0, detour=0.0))))

    assert near(0.0) - near(0.02) < 0.3
    assert near(0.0) - near(0.3) > 1.0


def test_words_name_who_is_who_whichever_way_is_told() -> None:
    forward, back = (read_of(each) for each in ways(detail=-0.3))
    words = "the child has less fine detail than the parent"
    assert words in [line for _, line in telling(forward, back)]
    assert [(amount, line) for amount, line in telling(back, forward) if "fine detail than" in line] == [
        (
            pytest.approx(-WEIGHTS["less_detail"] * (forward["less_detail"] - back["less_detail"])),
            words.replace("child", "x").replace("parent", "child").replace("x", "parent"),
        ),
    ]


@given(st.fixed_dictionaries({name: st.floats(-50, 50) for name in VALUES}))
def test_no_measure_however_wild_makes_a_score_that_is_none(values: dict[str, float]) -> None:
    for each in ways(**values):
        assert math.isfinite(score(read_of(each)))
