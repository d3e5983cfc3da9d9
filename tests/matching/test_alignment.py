import cv2
import numpy as np
import pytest

from provenance.matching.alignment import _strike, _windows
from provenance.matching.covered import correlation, detail, shown
from provenance.matching.geometry import moved, refined
from provenance.matching.laid import within
from tests.matching.scenes import world

ROWS, COLUMNS = 24, 40


def points(picture: np.ndarray) -> np.ndarray:
    return cv2.resize(picture, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA).astype(np.float32).reshape(1, -1)


def grey(seed: int) -> np.ndarray:
    return np.asarray(cv2.cvtColor(world(seed), cv2.COLOR_RGB2GRAY)[100:340, 200:600])


EVERY = np.arange(ROWS * COLUMNS)


def test_what_covers_a_picture_is_left_out() -> None:
    a = points(grey(1))
    b = a.copy().reshape(ROWS, COLUMNS)
    b[6:18, 10:26] = points(grey(2)).reshape(ROWS, COLUMNS)[6:18, 10:26]
    same = shown(a, b.reshape(1, -1), EVERY, (ROWS, COLUMNS))
    assert same is not None
    table = same.reshape(ROWS, COLUMNS)
    assert table[8:16, 12:24].mean() < 0.35
    assert table[:3].all()
    assert table[-3:].all()


def test_brightness_and_contrast_are_no_cover() -> None:
    a = points(grey(1))
    assert shown(a, 0.4 * a + 90, EVERY, (ROWS, COLUMNS)) is None


def test_detail_tells_where_two_pictures_differ_and_the_whole_correlation_hardly_does() -> None:
    a = points(grey(1))
    b = a.copy().reshape(ROWS, COLUMNS)
    b[8:14, 10:16] = b[8:14, 30:36]
    b = b.reshape(1, -1)
    assert correlation(a, b)[0] > 0.9
    assert np.quantile(detail(a, b, EVERY, (ROWS, COLUMNS)), 0.01) < 0.6


def test_points_outside_the_common_area_do_not_count_for_those_inside() -> None:
    a = points(grey(1)).ravel()
    inside = np.flatnonzero(np.arange(ROWS * COLUMNS) % COLUMNS >= 12)
    alike = detail(a[None, inside], a[None, inside], inside, (ROWS, COLUMNS))
    assert alike.min() > 0.999


def test_a_placement_is_fitted_to_the_pictures() -> None:
    picture = grey(3)
    true = np.array([(0.8, 0.02, 30.0), (-0.02, 0.8, 20.0)])
    crop = cv2.warpAffine(picture, true, (300, 180), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    start = true + np.array([(0.01, -0.01, 2.5), (0.01, 0.012, -2.0)])
    found = refined(start, [crop] * 3, [picture] * 3, sizes=((300, 180), (400, 240)))
    assert found is not None
    corners = np.array([(0, 0), (300, 0), (300, 180), (0, 180)], np.float32)
    off = np.abs(moved(found, corners) - moved(true, corners)).max()
    assert off < 0.5 < np.abs(moved(start, corners) - moved(true, corners)).max()


def test_a_placement_that_cannot_be_fitted_is_none() -> None:
    even = np.full((60, 90), 120, np.uint8)
    assert refined(np.eye(3)[:2], [even], [even], sizes=((90, 60), (90, 60))) is None


@pytest.mark.parametrize("window", [1, 2, 3, 5, 8, 11, 16])
def test_sums_along_diagonals_are_those_of_one_step_after_another(window: int) -> None:
    table = np.random.default_rng(window).random((18, 23), np.float32)
    n, m = table.shape[0] - window + 1, table.shape[1] - window + 1
    plain = sum(table[k : k + n, k : k + m] for k in range(window)) / window
    assert _windows(table, window).shape == (n, m)
    assert np.allclose(_windows(table, window), plain, atol=1e-5)


def test_other_offsets_are_those_beside_the_diagonal() -> None:
    score = np.ones((5, 9), np.float32)
    _strike(score, 2, 1)
    gone = {(i, j) for i in range(5) for j in range(9) if abs(j - i - 2) <= 1}
    assert set(zip(*(axis.tolist() for axis in np.nonzero(score < 0)), strict=True)) == gone


@pytest.mark.parametrize(("seed", "other_way"), [(n, n % 2 == 0) for n in range(6)])
def test_how_far_inside_points_lie_is_what_opencv_says_of_each(seed: int, other_way: bool) -> None:
    rng = np.random.default_rng(seed)
    polygon = cv2.convexHull(rng.uniform(0, 100, (6, 2)).astype(np.float32), clockwise=other_way).reshape(-1, 2)
    where = rng.uniform(-20, 120, (80, 2)).astype(np.float32)
    one_by_one = np.array([cv2.pointPolygonTest(polygon, (float(x), float(y)), measureDist=True) for x, y in where])
    found = within(polygon, where)
    assert np.array_equal(found > 0, one_by_one > 0)
    assert np.allclose(found[found > 0], one_by_one[found > 0], atol=1e-3)
