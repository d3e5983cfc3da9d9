import cv2
import numpy as np

from provenance.fingerprints.local import (
    COUNT,
    DESCRIPTOR_BYTES,
    GEOMETRY_BYTES,
    GRID,
    NONE,
    descriptors,
    extract,
    mirrored,
    points,
    sizes_and_angles,
)
from tests.matching.scenes import scene

PIXELS = scene(1, seconds=0.1)[0]


def agreeing(a: np.ndarray, b: np.ndarray) -> list[tuple[int, int]]:
    return [(m.queryIdx, m.trainIdx) for m in cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(a, b) if m.distance < 70]


def test_features_fit_their_tables() -> None:
    features = extract(PIXELS)
    assert 50 < features.count <= COUNT
    assert descriptors(features).shape == (features.count, DESCRIPTOR_BYTES)
    assert points(features).min() >= 0
    assert points(features).max() <= 1


def test_no_more_are_kept_than_asked_for() -> None:
    assert extract(PIXELS, count=48).count == 48


def test_geometry_takes_four_bytes_and_is_that_of_the_detector() -> None:
    features = extract(PIXELS)
    assert len(features.geometry) == GEOMETRY_BYTES * features.count
    turned = extract(np.ascontiguousarray(np.rot90(PIXELS, -1)))
    pairs = np.array(agreeing(descriptors(features), descriptors(turned)))
    here, there = sizes_and_angles(features)[pairs[:, 0]], sizes_and_angles(turned)[pairs[:, 1]]
    assert np.median(np.abs(here[:, 0] - there[:, 0])) <= 0.25
    assert np.median(np.abs(np.mod(there[:, 1] - here[:, 1], 1.0) - 0.25)) <= 1 / 32
    x, y = points(features)[pairs[:, 0]].T
    assert np.median(np.abs(points(turned)[pairs[:, 1]] - np.stack([1 - y, x], axis=1))) < 0.01


def test_brightness_and_contrast_change_little() -> None:
    pairs = agreeing(descriptors(extract(PIXELS)), descriptors(extract((PIXELS * 0.6 + 30).astype(np.uint8))))
    assert len(pairs) > 0.5 * extract(PIXELS).count


def test_mirrored_descriptors_match_the_mirrored_picture_at_mirrored_points() -> None:
    here, there = extract(PIXELS), extract(np.ascontiguousarray(PIXELS[:, ::-1]))
    pairs = agreeing(mirrored(descriptors(here)), descriptors(there))
    off = [
        np.abs((1 - points(here)[a][0] - points(there)[b][0], points(here)[a][1] - points(there)[b][1])).max() for a, b in pairs
    ]
    assert len(pairs) > 0.6 * here.count
    assert np.median(off) < 0.01
    assert len(agreeing(descriptors(here), descriptors(there))) < 0.5 * len(pairs)


def test_mirroring_twice_changes_nothing() -> None:
    values = descriptors(extract(PIXELS))
    assert (mirrored(mirrored(values)) == values).all()


def test_every_part_of_the_picture_keeps_some() -> None:
    where = np.minimum((points(extract(PIXELS)) * GRID).astype(int), GRID - 1)
    assert len({tuple(cell) for cell in where.tolist()}) >= GRID * GRID - 1


def test_nothing_in_a_blank_picture() -> None:
    assert extract(np.full((90, 160, 3), 120, np.uint8)) == NONE


def test_a_panel_is_looked_at_as_closely_as_a_whole_picture_and_told_in_its_places() -> None:
    small = cv2.resize(PIXELS, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    page = np.full_like(PIXELS, 120)
    page[20 : 20 + small.shape[0], 100 : 100 + small.shape[1]] = small
    sides = np.array(page.shape[1::-1])
    low, high = np.array((100, 20)) / sides, np.array((100 + small.shape[1], 20 + small.shape[0])) / sides
    alone, found = extract(small), extract(page, panels=[(*low.tolist(), *high.tolist())])
    pairs = np.array(agreeing(descriptors(alone), descriptors(found)))
    off = np.abs(low + points(alone)[pairs[:, 0]] * (high - low) - points(found)[pairs[:, 1]])
    assert np.median(off) < 0.005
    assert np.median(np.abs(sizes_and_angles(alone)[pairs[:, 0], 0] - sizes_and_angles(found)[pairs[:, 1], 0])) <= 0.5
    assert found.count > extract(page).count


def test_the_first_features_show_something_of_every_panel() -> None:
    boxes = [(0.0, 0.0, 0.5, 1.0), (0.5, 0.0, 1.0, 1.0)]
    whole, found = extract(PIXELS), extract(PIXELS, panels=boxes)
    first = descriptors(found)[:32]
    assert (first[::2] == descriptors(whole)[:16]).all()
    assert (first[1::4] != descriptors(whole)[:8]).any()
    assert {x < 0.5 for x in points(found)[1:32:4, 0].tolist()} == {True}
    assert {x < 0.5 for x in points(found)[3:32:4, 0].tolist()} == {False}
