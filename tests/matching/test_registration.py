"""One picture brought onto another's pixels: whatever is laid over one of them."""

import cv2
import numpy as np
import pytest

from provenance.matching.registration import brought, registered
from tests.matching.scenes import caption, scene
from tests.matching.test_traces import coded

UNIT = np.array([[1.0, 0, 0], [0, 1.0, 0]])
CORNERS = np.array([(0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 1)], np.float64).T


@pytest.fixture(scope="module")
def frame() -> np.ndarray:
    return cv2.resize(scene(6, seconds=0.1)[0], (480, 270), interpolation=cv2.INTER_CUBIC)


def pixels_off(found: np.ndarray, true: np.ndarray, size: tuple[int, int] = (480, 270)) -> float:
    return float((np.abs((found - true) @ CORNERS) * np.array(size)[:, None]).max())


@pytest.mark.parametrize("bearer", ["grid", "laid", "neither"])
def test_a_small_misfit_is_taken_out_and_a_caption_draws_nothing_after_it(frame: np.ndarray, bearer: str) -> None:
    true = np.array([[0.985, 0, 0.008], [0, 0.985, 0.006]])
    grid = np.asarray(brought(frame, true, (480, 270))[0].clip(0, 255), np.uint8)
    laid = frame
    if bearer == "grid":
        grid = coded(caption(grid))
    elif bearer == "laid":
        laid = coded(caption(frame))
    assert pixels_off(registered(grid, laid, UNIT), true) < 1.0
    assert pixels_off(registered(grid, laid, true), true) < 0.5, "what lies right stays"


@pytest.mark.parametrize("shift", [(0.05, 0.05), (0.04, 0.03)], ids=["the coarse grid finds it", "the full grid finds it"])
def test_a_large_misfit_under_a_caption_takes_both_grids_and_a_second_fit(shift: tuple[float, float]) -> None:
    frame = cv2.resize(scene(6, seconds=0.1)[0], (640, 360), interpolation=cv2.INTER_CUBIC)
    true = np.array([[0.92, 0, shift[0]], [0, 0.92, shift[1]]])
    grid = np.asarray(brought(frame, true, (640, 360))[0].clip(0, 255), np.uint8)
    assert pixels_off(registered(grid, coded(caption(frame)), UNIT), true, (640, 360)) < 0.5


def test_pictures_of_something_else_are_left_where_they_are_or_near(frame: np.ndarray) -> None:
    other = cv2.resize(scene(9, seconds=0.1)[0], (480, 270), interpolation=cv2.INTER_CUBIC)
    assert pixels_off(registered(frame, other, UNIT), UNIT) < 100


def test_plain_pictures_have_nothing_to_fit() -> None:
    plain = np.full((90, 160, 3), 120, np.uint8)
    assert (registered(plain, plain, UNIT) == UNIT).all()


def test_what_lies_outside_is_told(frame: np.ndarray) -> None:
    picture, reaches = brought(frame, np.array([[1.0, 0, 0.5], [0, 1.0, 0]]), (480, 270))
    assert picture.shape == (270, 480, 3)
    assert reaches.mean() == pytest.approx(0.5, abs=0.01)
    assert reaches[:, :230].all()
