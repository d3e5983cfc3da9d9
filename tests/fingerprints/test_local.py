import cv2
import numpy as np

from provenance.fingerprints.local import COUNT, DESCRIPTOR_BYTES, GRID, NONE, descriptors, extract, mirrored, points
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
