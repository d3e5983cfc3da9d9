import cv2
import numpy as np
import pytest

from provenance.fingerprints.panels import Box, panels
from tests.matching.scenes import scene

BEHIND, FRONT = scene(1, seconds=6), scene(2, seconds=6)
MOMENTS = (0, 20, 40, 60)
INSET: Box = (0.55, 0.1, 0.95, 0.5)


def canonical(frame: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.cvtColor(cv2.resize(frame, (448, 252)), cv2.COLOR_RGB2GRAY))


def inset(behind: np.ndarray, front: np.ndarray, box: Box = INSET) -> np.ndarray:
    page = behind.copy()
    height, width = page.shape[:2]
    left, top, right, bottom = (round(share * side) for share, side in zip(box, (width, height) * 2, strict=True))
    page[top:bottom, left:right] = cv2.resize(front, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    return page


def beside(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.concatenate([first[:, 80:240], second[:, 80:240]], axis=1)


def near(found: Box, expected: Box) -> bool:
    return max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 0.015


def test_an_inset_is_found() -> None:
    (found,) = panels([inset(canonical(BEHIND[i]), canonical(FRONT[i])) for i in MOMENTS])
    assert near(found, INSET), found


def test_both_halves_of_a_split_screen_are_found() -> None:
    found = panels([canonical(beside(BEHIND[i], FRONT[i])) for i in MOMENTS])
    assert len(found) == 2
    assert all(any(near(box, half) for box in found) for half in ((0, 0, 0.5, 1), (0.5, 0, 1, 1)))


@pytest.mark.parametrize("degrees", [0.0, 1.5])
def test_only_what_lies_exactly_level_is_a_panel(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((336, 76), degrees, 1.0)
    pictures = [inset(canonical(BEHIND[i]), canonical(FRONT[i])) for i in MOMENTS]
    assert bool(panels([np.asarray(cv2.warpAffine(p, turn, (448, 252))) for p in pictures])) == (degrees == 0)


def test_a_scene_has_none_though_it_is_full_of_rectangles() -> None:
    assert panels([canonical(BEHIND[i]) for i in MOMENTS]) == ()


def test_bars_are_none() -> None:
    barred = [cv2.copyMakeBorder(canonical(BEHIND[i])[:, 100:240], 0, 0, 0, 308, cv2.BORDER_CONSTANT) for i in MOMENTS]
    assert all(right < 0.4 for _, _, right, _ in panels([np.asarray(p) for p in barred]))


def test_a_tiny_picture_has_none() -> None:
    assert panels([np.zeros((2, 5), np.uint8)]) == ()
