"""How closely two videos are looked at."""

from fractions import Fraction

import cv2
import numpy as np
import pytest

from provenance.matching import alignment, comparing
from provenance.matching.alignment import align
from provenance.matching.clip import Clip
from provenance.matching.comparing import findings
from provenance.matching.geometry import Placement
from tests.matching.scenes import world

HEIGHT, WIDTH = 54, 96


def recorded(*, seed: int, noise: float = 0.0) -> Clip:
    """Four seconds of one standing camera; ``seed`` says what goes on before it."""
    still = cv2.resize(cv2.cvtColor(world(1), cv2.COLOR_RGB2GRAY), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
    walk, grain = (np.random.default_rng(s) for s in (seed, 99))
    steps = walk.integers(-6, 7, (32, 3, 2)).cumsum(axis=0) + walk.integers(8, 40, (1, 3, 2))
    pictures = np.repeat(still[None], 32, axis=0)
    for picture, places in zip(pictures, steps, strict=True):
        for y, x in places % (HEIGHT, WIDTH):
            cv2.circle(picture, (int(x), int(y)), 5, 230, -1)
    noisy = np.clip(pictures + grain.normal(0, noise, pictures.shape), 0, 255).astype(np.uint8)
    return Clip(times=np.arange(32) / 8, pictures=noisy, width=WIDTH, height=HEIGHT)


WHOLE = Placement(
    matrix=np.eye(2, 3),
    query_points=np.zeros((30, 2), np.float32),
    compared_points=np.zeros((30, 2), np.float32),
    times=((Fraction(1), Fraction(1)),),
    counts=(30,),
)


@pytest.mark.parametrize(
    ("query", "anew"),
    [(recorded(seed=6), False), (recorded(seed=1, noise=110), True), (recorded(seed=1), False)],
    ids=["another moment", "a poor copy", "a copy"],
)
def test_a_placement_is_fitted_anew_where_motion_hints_at_a_copy(
    query: Clip, anew: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(comparing, "_fitted", lambda *given: asked.append(given))
    (finding,) = findings(query, recorded(seed=1), [WHOLE])
    assert finding.line is not None
    assert bool(asked) == anew, finding.line.peak


def test_lines_that_cannot_agree_as_well_as_asked_are_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted: list[object] = []
    fit = alignment._refined
    monkeypatch.setattr(alignment, "_refined", lambda *given: fitted.append(given) or fit(*given))
    here, there, moments = recorded(seed=6), recorded(seed=1), [(1.0, 1.0)]
    line = align(here, there, WHOLE.matrix, moments=moments)
    assert line is not None
    again = align(here, there, WHOLE.matrix, moments=moments, least=line.peak)
    assert again is not None
    assert (again.rate, again.offset, again.peak) == (line.rate, line.offset, line.peak)
    fitted.clear()
    assert align(here, there, WHOLE.matrix, moments=moments, least=0.99) is None
    assert not fitted
