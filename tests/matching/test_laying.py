"""Two files' pictures of one moment on one grid."""

import cv2
import numpy as np
import pytest

from provenance.matching.laying import OnGrid, Window, on_grid, reduced
from provenance.matching.registration import LARGEST
from provenance.model import Placement
from tests.matching.scenes import scene

IDENTITY: Placement = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


@pytest.fixture(scope="module")
def frames() -> list[np.ndarray]:
    return [cv2.resize(frame, (480, 270), interpolation=cv2.INTER_CUBIC) for frame in scene(3, seconds=1)]


def window(*pictures: np.ndarray, step: float = 0.1) -> Window:
    return Window(pictures=pictures, step=step)


def misfit(seen: OnGrid) -> float:
    return float(np.abs(seen.query - seen.compared)[:, seen.common].mean())


@pytest.mark.parametrize("finer", ["query", "compared"])
def test_the_grid_is_that_of_the_coarser_file(frames: list[np.ndarray], finer: str) -> None:
    large, small = frames[0], cv2.resize(frames[0], (240, 136), interpolation=cv2.INTER_AREA)
    query, compared = (large, small) if finer == "query" else (small, large)
    seen = on_grid([(window(query), window(compared))], IDENTITY)
    assert seen is not None
    assert seen.query.shape == seen.compared.shape == (1, 136, 240, 3)
    assert seen.scale == pytest.approx(0.5 if finer == "query" else 2.0, rel=0.01)
    assert seen.common.all()
    assert seen.common_of == (1, 1)
    assert misfit(seen) < 3


def test_a_crop_lies_where_it_was_cut_and_both_shares_are_told(frames: list[np.ndarray]) -> None:
    part = np.ascontiguousarray(frames[0][:, :240])
    seen = on_grid([(window(part), window(frames[0]))], (0.5, 0, 0, 0, 1, 0))
    assert seen is not None
    assert seen.common_of[0] == 1
    assert seen.common_of[1] == pytest.approx(0.5, abs=0.02)
    assert misfit(seen) < 1


def test_a_mirror_image_is_turned_back(frames: list[np.ndarray]) -> None:
    mirrored = np.ascontiguousarray(frames[0][:, ::-1])
    seen = on_grid([(window(mirrored), window(frames[0]))], (-1.0, 0, 1.0, 0, 1, 0))
    assert seen is not None
    assert misfit(seen) < 1


def test_the_last_misfit_is_taken_out(frames: list[np.ndarray]) -> None:
    seen = on_grid([(window(frames[0][4:-4]), window(frames[0]))], (1, 0, 0, 0, 1, 0))
    assert seen is not None
    assert misfit(seen) < 4
    aside = np.abs(cv2.resize(frames[0][4:-4], (480, 270)).astype(np.float32) - frames[0]).mean()
    assert aside > 3 * misfit(seen)


def test_of_the_file_with_more_pictures_the_one_that_shows_the_same_is_taken(frames: list[np.ndarray]) -> None:
    seen = on_grid([(window(frames[2], step=1.0), window(*frames[1:6]))], IDENTITY)
    assert seen is not None
    assert misfit(seen) < 1
    back = on_grid([(window(*frames[4:9]), window(frames[8], step=1.0))], IDENTITY)
    assert back is not None
    assert misfit(back) < 1


@pytest.mark.parametrize("placement", [(1.0, 0, 5.0, 0, 1.0, 0), (0.0, 0, 0.5, 0, 0.0, 0.5), (float("nan"), 0, 0, 0, 1, 0)])
def test_what_does_not_overlap_or_is_no_map_is_not_laid(frames: list[np.ndarray], placement: Placement) -> None:
    assert on_grid([(window(frames[0]), window(frames[0]))], placement) is None


def test_without_a_moment_nothing_is_laid() -> None:
    assert on_grid([], IDENTITY) is None


def test_a_large_picture_is_made_smaller_and_reduced_keeps_the_sides_together(frames: list[np.ndarray]) -> None:
    large = cv2.resize(frames[0], (1280, 720), interpolation=cv2.INTER_CUBIC)
    seen = on_grid([(window(large), window(large))], IDENTITY)
    assert seen is not None
    assert max(seen.query.shape[1:3]) == LARGEST
    less = reduced(seen)
    assert less.query.shape[1:3] == less.common.shape == less.compared.shape[1:3]
    assert max(less.common.shape) < LARGEST
    assert misfit(less) < 1
