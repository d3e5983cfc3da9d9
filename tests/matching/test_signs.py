from dataclasses import replace

import pytest

from provenance.matching.signs import MOVING, STILL, Signs, probability

SURE = Signs(
    moves=True,
    motion=0.9,
    peak=0.9,
    rival=0.1,
    agreement=0.85,
    likeness=0.95,
    detail=0.9,
    weakest=0.8,
    least=0.5,
    rate_change=0.0,
    seconds=6.0,
    support=90.0,
    area=0.9,
)


def test_every_term_has_a_weight() -> None:
    assert set(MOVING) <= set(SURE.terms())
    assert set(STILL) <= set(replace(SURE, moves=False).terms())


def test_a_copy_is_sure_and_another_moment_of_the_same_camera_is_not() -> None:
    assert probability(SURE) > 0.97
    assert probability(replace(SURE, peak=0.15, agreement=0.05, rate_change=0.7)) < 0.1


@pytest.mark.parametrize("sign", ["peak", "agreement"])
def test_more_agreement_of_what_moves_is_never_less_probable(sign: str) -> None:
    found = [probability(replace(SURE, **{sign: v / 10})) for v in range(11)]  # type: ignore[arg-type]
    assert found == sorted(found)


def test_a_probability_is_one_whatever_the_signs() -> None:
    wild = replace(SURE, peak=1e9, agreement=-1e9, support=1e12, seconds=0.0, weakest=-1.0)
    assert 0 <= probability(wild) <= 1
    assert 0 <= probability(replace(wild, moves=False)) <= 1
