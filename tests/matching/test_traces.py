"""What two copies show laid over each other: which has less detail, which bears what, which is nearer."""

import cv2
import numpy as np
import pytest

from provenance.matching.laying import Window
from provenance.matching.traces import _split, traces
from provenance.model import Placement, Traces
from tests.matching.scenes import caption, scene

IDENTITY: Placement = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
Pictures = list[np.ndarray]


def coded(picture: np.ndarray, quality: int = 40) -> np.ndarray:
    data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def measured(query: Pictures, compared: Pictures, placement: Placement = IDENTITY) -> Traces:
    windows = [(Window(pictures=(a,), step=0.1), Window(pictures=(b,), step=0.1)) for a, b in zip(query, compared, strict=True)]
    found = traces(windows, placement)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def source() -> Pictures:
    """Moving, and with grain as a camera leaves it."""
    grain = np.random.default_rng(1)
    shown = [cv2.resize(frame, (480, 270), interpolation=cv2.INTER_CUBIC) for frame in scene(5, seconds=3)[::12]]
    return [np.clip(frame + grain.normal(0, 4, frame.shape), 0, 255).astype(np.uint8) for frame in shown]


def test_two_of_the_same_pictures_differ_in_nothing(source: Pictures) -> None:
    same = measured(source, source)
    assert same.moments == 3
    assert same.apart < -9
    assert (same.detail, same.edges, same.grain, same.scale, same.colour, same.contrast, same.clipped) == (0, 0, 0, 0, 0, 0, 0)
    assert (same.query_common, same.compared_common, same.laid_over) == (1, 1, 0)


def test_a_copy_coded_anew_has_less_detail_and_its_own_copy_lies_farther_off(source: Pictures) -> None:
    copy = [coded(frame) for frame in source]
    second = [coded(cv2.GaussianBlur(frame, (0, 0), 0.8), 25) for frame in copy]
    child, grandchild, sibling = measured(copy, source), measured(second, source), measured(second, copy)
    assert child.detail < -0.01
    assert child.edges < 0
    assert child.grain < -0.1
    assert child.apart < grandchild.apart
    assert sibling.apart < grandchild.apart, "a copy shares its source's damage"


def test_seen_from_the_other_side_everything_changes_sides(source: Pictures) -> None:
    copy = [cv2.convertScaleAbs(caption(coded(frame)), alpha=0.9) for frame in source]
    one, other = measured(copy, source), measured(source, copy)
    for name in ("detail", "edges", "grain", "colour", "contrast", "clipped"):
        assert getattr(one, name) == pytest.approx(-getattr(other, name), abs=0.02), name
    assert one.apart == pytest.approx(other.apart, abs=0.2)
    assert one.query_bears == pytest.approx(other.compared_bears, abs=0.1)


def test_what_is_laid_over_is_told_with_its_bearer_and_kept_out_of_the_rest(source: Pictures) -> None:
    plain, captioned = [coded(f) for f in source], [coded(caption(f)) for f in source]
    borne = measured(captioned, source)
    assert borne.query_bears > 2 * borne.compared_bears
    assert borne.laid_over > 1
    without = measured(plain, source)
    assert without.laid_over < 0.2
    assert borne.apart == pytest.approx(without.apart, abs=0.5)


def test_what_is_left_out_of_the_bands_of_detail_does_not_spread_into_them() -> None:
    mask = np.ones((40, 60), np.bool_)
    mask[10:20, 15:45] = False
    for outside in (0, 255):
        *bands, rest = _split(np.where(mask, 120, outside).astype(np.float32), mask)
        assert all(np.abs(band[mask]).max() < 0.01 for band in bands)
        assert rest[mask] == pytest.approx(120, abs=0.01)


def test_colours_contrast_and_what_is_clipped(source: Pictures) -> None:
    grey = [cv2.cvtColor(cv2.cvtColor(f, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB) for f in source]
    assert measured(grey, source).colour < -1
    flat = [(f * 0.5 + 60).astype(np.uint8) for f in source]
    pale = measured(flat, source)
    assert pale.contrast == pytest.approx(np.log(0.5), abs=0.05)
    assert pale.detail == pytest.approx(0, abs=0.1), "less contrast alone is no loss of detail"
    blown = [np.clip(f.astype(np.float32) * 2, 0, 255).astype(np.uint8) for f in source]
    assert measured(blown, source).clipped > 0.05


def test_a_smaller_copy_shows_the_picture_coarser(source: Pictures) -> None:
    small = [cv2.resize(f, (240, 136), interpolation=cv2.INTER_AREA) for f in source]
    assert measured(small, source).scale == pytest.approx(np.log(2), abs=0.02)
    assert measured(source, small).scale == pytest.approx(-np.log(2), abs=0.02)


def test_pictures_of_something_else_lie_far_apart(source: Pictures) -> None:
    other = [cv2.resize(f, (480, 270)) for f in scene(8, seconds=3)[::12]]
    assert measured(other, source).apart > -0.5


def test_what_hardly_overlaps_is_not_measured(source: Pictures) -> None:
    window = Window(pictures=(source[0],), step=0.1)
    assert traces([(window, window)], (1, 0, 5, 0, 1, 0)) is None
    assert traces([], IDENTITY) is None
