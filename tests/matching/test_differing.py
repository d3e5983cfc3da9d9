"""Two pictures of one moment laid over each other: what is marked, what is not."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.matching.differing import closest, lay_over, turned_back
from provenance.model import Placement
from tests.matching.scenes import bars, caption, crop_left, mirror, scene

IDENTITY: Placement = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
MIRRORED: Placement = (-1.0, 0.0, 1.0, 0.0, 1.0, 0.0)


@pytest.fixture(scope="module")
def frame() -> np.ndarray:
    return cv2.resize(scene(1, seconds=0.1)[0], (640, 360), interpolation=cv2.INTER_CUBIC)


def coded(picture: np.ndarray, quality: int = 40) -> np.ndarray:
    data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def test_what_was_laid_over_is_marked_and_nothing_else(frame: np.ndarray) -> None:
    laid = lay_over(coded(caption(frame)), frame, IDENTITY)
    assert laid is not None
    (box,) = laid.differing
    assert box.left < 0.05
    assert box.right > 0.95
    assert abs(box.top - 0.82) < 0.04
    assert box.bottom > 0.95


def test_coding_colours_and_size_are_no_difference(frame: np.ndarray) -> None:
    darker = np.clip(frame.astype(np.float32) * 0.7 + (8, 0, 14), 0, 255).astype(np.uint8)
    small = coded(cv2.resize(darker, (320, 180), interpolation=cv2.INTER_AREA), 70)
    laid = lay_over(small, frame, IDENTITY)
    assert laid is not None
    assert laid.differing == ()
    assert laid.likeness > 0.9


def test_a_map_that_is_a_little_off_is_put_right(frame: np.ndarray) -> None:
    off: Placement = (1.0, 0.004, 0.006, -0.003, 1.0, -0.008)
    laid = lay_over(frame, frame, off)
    assert laid is not None
    assert max(abs(a - b) for a, b in zip(laid.placement, IDENTITY, strict=True)) < 0.004
    assert laid.differing == ()


def test_a_mirrored_crop_with_a_caption_shows_the_caption_only(frame: np.ndarray) -> None:
    query = coded(caption(mirror(crop_left(frame))))
    height, width = crop_left(frame).shape[:2]
    across, down = width / frame.shape[1], height / frame.shape[0]
    laid = lay_over(query, frame, (-across, 0.0, across, 0.0, down, 0.0))
    assert laid is not None
    (box,) = laid.differing
    assert abs(box.top - 0.82) < 0.05


def test_bars_beside_the_common_picture_are_not_marked(frame: np.ndarray) -> None:
    query = bars(frame)
    share = query.shape[0] / frame.shape[0]
    laid = lay_over(query, frame, (1.0, 0.0, 0.0, 0.0, share, -60 / frame.shape[0]))
    assert laid is not None
    assert laid.differing == ()


def test_unlike_pictures_are_not_marked_all_over(frame: np.ndarray) -> None:
    other = cv2.resize(scene(2, seconds=0.1)[0], (640, 360))
    laid = lay_over(frame, other, IDENTITY)
    assert laid is not None
    assert laid.likeness < 0.3
    assert laid.differing == ()


@pytest.mark.parametrize("placement", [(0.0,) * 6, (1.0, 0.0, 5.0, 0.0, 1.0, 5.0), (math.nan, 0.0, 0.0, 0.0, 1.0, 0.0)])
def test_a_map_that_leads_nowhere_gives_nothing(frame: np.ndarray, placement: Placement) -> None:
    assert lay_over(frame, frame, placement) is None


def test_the_very_moment_is_chosen() -> None:
    frames = scene(3, seconds=1)
    query = coded(mirror(frames[7]))
    assert closest(query, frames, MIRRORED) == 7
    assert closest(query, frames[7:8], MIRRORED) == 0


@given(st.tuples(*[st.floats(-2, 2)] * 6))
def test_the_way_back_leads_back(placement: Placement) -> None:
    back = turned_back(placement)
    a, b, c, d, e, f = placement
    if back is None:
        assert abs(a * e - b * d) < 1e-5
        return
    x, y = a * 0.3 + b * 0.6 + c, d * 0.3 + e * 0.6 + f
    again = back[0] * x + back[1] * y + back[2], back[3] * x + back[4] * y + back[5]
    assert again == pytest.approx((0.3, 0.6), abs=1e-3 / min(1.0, abs(a * e - b * d) + 1e-6))
