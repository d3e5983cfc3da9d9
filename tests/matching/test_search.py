from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.fingerprints.interface import Footage
from provenance.matching import Entry, FootageIndex, MemorySource, compare, search
from provenance.model import Digest, MatchRelation
from tests.matching.scenes import bars, caption, crop_left, edited, encode, footage, mirror, near, scene


def actions(match: object) -> str:
    return " | ".join(f"{e.action}: {e.description}" for e in match.edits)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def excerpt(folder: Path) -> Footage:
    """The copy of the demo: mirrored, cropped to the left, captioned, recompressed, from 1.5 s to 5 s."""
    frames = edited(scene(1), crop_left, mirror, caption, start=1.5, end=5.0)
    return footage(encode(folder / "excerpt.mp4", frames, bit_rate=150_000))


def test_a_mirrored_cropped_captioned_recompressed_excerpt_is_found_with_its_segment(excerpt: Footage, original: Footage) -> None:
    (match,) = compare(excerpt, original)
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert match.score >= match.threshold
    (segment,) = match.segments
    assert near(segment.query.start, 0)
    assert near(segment.query.end, 3.5)
    assert near(segment.compared.start, 1.5)
    assert near(segment.compared.end, 5.0)


def test_the_edits_are_named_in_the_words_of_c2pa(excerpt: Footage, original: Footage) -> None:
    (match,) = compare(excerpt, original)
    words = actions(match)
    assert "c2pa.orientation: mirrored" in words
    assert "c2pa.cropped: cropped to the top left 7" in words
    assert "c2pa.trimmed" in words
    assert "c2pa.transcoded" in words
    assert "changedSpeed" not in words


def test_pairs_show_the_same_moments(excerpt: Footage, original: Footage) -> None:
    (match,) = compare(excerpt, original)
    assert len(match.pairs) >= 3
    assert all(near(there - here, 1.5, 0.25) for here, there in match.pairs)


def test_where_the_picture_lies_is_told(excerpt: Footage, original: Footage) -> None:
    """Mirrored, from the left 70 % of the width and the upper 90 % of the height."""
    (match,) = compare(excerpt, original)
    placement = match.segments[0].placement
    assert placement is not None
    assert placement == pytest.approx((-0.7, 0, 0.7, 0, 0.9, 0), abs=0.03)
    (same,) = compare(original, original)
    assert same.segments[0].placement == (1, 0, 0, 0, 1, 0)


def test_what_is_skipped_is_not_compared_and_what_was_compared_is_told(
    excerpt: Footage, original: Footage, other: Footage
) -> None:
    index = FootageIndex(MemorySource.of([original, other]))
    tried: set[Digest] = set()
    assert [m.compared.digest for m in index.search(excerpt, tried=tried)] == [original.digest]
    assert original.digest in tried
    again: set[Digest] = set()
    assert index.search(excerpt, skip=frozenset({original.digest}), tried=again) == ()
    assert original.digest not in again


def test_other_footage_is_no_match(excerpt: Footage, other: Footage) -> None:
    assert compare(excerpt, other) == ()


def test_the_same_place_at_another_moment_is_the_same_scene_not_the_same_footage(folder: Path) -> None:
    first = footage(encode(folder / "first.mp4", scene(5, action=1, moving_camera=False, seconds=4)))
    later = footage(encode(folder / "later.mp4", scene(5, action=2, moving_camera=False, seconds=4)))
    (match,) = compare(later, first)
    assert match.relation is MatchRelation.SAME_SCENE
    assert match.score < match.threshold


def test_a_still_scene_is_never_sure_to_be_the_same_footage(folder: Path) -> None:
    frame = scene(6, seconds=0.1)[0]
    rng = np.random.default_rng(0)
    noisy = [np.clip(frame + rng.normal(0, 2, frame.shape), 0, 255).astype(np.uint8) for _ in range(36)]
    a, b = (footage(encode(folder / f"still{i}.mp4", noisy[i::2] * 2)) for i in (0, 1))
    (match,) = compare(a, b)
    assert match.probability is not None
    assert 0.2 < match.probability < 0.9


@pytest.mark.parametrize(
    ("name", "edit", "expected"),
    [
        ("barred", bars, "bars added above and below"),
        ("crop30", lambda f: np.ascontiguousarray(f[40:140, 60:240]), "c2pa.cropped: cropped to"),
        ("upside", lambda f: np.ascontiguousarray(np.rot90(f, 2)), "rotated by 180°"),
        ("sideways", lambda f: np.ascontiguousarray(np.rot90(f, -1)), "rotated by 90° clockwise"),
    ],
)
def test_edits_are_seen(
    name: str, edit: Callable[[np.ndarray], np.ndarray], expected: str, folder: Path, original: Footage
) -> None:
    copy = footage(encode(folder / f"{name}.mp4", edited(scene(1), edit, start=0.5, end=4.5)))
    (match,) = compare(copy, original)
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert expected in actions(match)
    assert near(match.segments[0].compared.start, 0.5)


@pytest.mark.parametrize(("rate", "speed", "words"), [(15, 1.25, "sped up 1.2"), (9, 0.75, "slowed down 0.7")])
def test_a_change_of_speed_is_measured(rate: int, speed: float, words: str, folder: Path, original: Footage) -> None:
    copy = footage(encode(folder / f"speed{rate}.mp4", scene(1), rate=rate))
    (match,) = compare(copy, original)
    assert words in actions(match)
    assert near(match.segments[0].query.end, 6 / speed)
    assert near(match.segments[0].compared.end, 6)


def test_a_compilation_gives_a_segment_of_each_source(folder: Path, original: Footage, other: Footage) -> None:
    frames = [*edited(scene(1), start=1, end=3.5), *edited(scene(2), start=3, end=6)]
    matches = search(footage(encode(folder / "both.mp4", frames)), MemorySource.of([original, other], label="two"))
    found = {m.compared.digest: m.segments[0] for m in matches if m.relation is MatchRelation.SAME_FOOTAGE}
    assert set(found) == {original.digest, other.digest}
    assert near(found[original.digest].query.end, 2.5)
    assert near(found[other.digest].query.start, 2.5)
    assert near(found[other.digest].compared.start, 3.0)


def test_equal_bytes_are_a_whole_match(original: Footage) -> None:
    source = MemorySource(label="archive", items=((Entry(digest=original.digest, name="old.mp4", note="1999"), original),))
    (match,) = search(original, source)
    assert (match.score, match.probability, match.algorithm) == (1.0, 1.0, "sha256")
    assert match.segments[0].query == match.segments[0].compared
    assert match.segments[0].query.end == original.duration
    assert (match.compared.name, match.compared.library, match.compared.note) == ("old.mp4", "archive", "1999")


def test_ranked_and_limited(excerpt: Footage, original: Footage, other: Footage) -> None:
    index = FootageIndex(MemorySource.of([other, original]))
    (first, *_) = index.search(excerpt)
    assert first.compared.digest == original.digest
    assert index.search(excerpt, limit=0) == ()


def test_nothing_known_nothing_found(original: Footage) -> None:
    assert search(original, MemorySource.of([])) == ()


def test_a_damaged_record_is_named_and_the_rest_is_searched(excerpt: Footage, original: Footage) -> None:
    broken = replace(original, digest=Digest.of(b"broken"), motion=replace(original.motion, sheets=(b"no jpeg",)))
    index = FootageIndex(MemorySource.of([broken, original], label="old"))
    (match,) = index.search(excerpt)
    assert match.compared.digest == original.digest
    assert len(index.problems) == 1
    assert index.problems[0].startswith(f"old: {broken.digest.short}: left out: ")


def test_a_screenshot_is_found_with_its_moment(folder: Path, original: Footage) -> None:
    path = folder / "screenshot.jpg"
    cv2.imwrite(str(path), crop_left(mirror(scene(1)[54]))[:, :, ::-1])
    (match,) = compare(footage(path), original)
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert near(match.segments[0].compared.start, 4.5, 0.15)


def test_a_video_of_a_photo_known_is_found(folder: Path, original: Footage) -> None:
    path = folder / "known.jpg"
    cv2.imwrite(str(path), scene(1)[30][:, :, ::-1])
    (match,) = compare(original, footage(path))
    assert match.relation is MatchRelation.SAME_FOOTAGE
    assert near(match.segments[0].query.start, 2.5, 0.15)


def test_a_photo_of_the_same_place_at_another_moment_is_no_more_than_the_same_scene(folder: Path) -> None:
    path = folder / "later.jpg"
    cv2.imwrite(str(path), scene(5, action=2, moving_camera=False)[30][:, :, ::-1])
    video = footage(encode(folder / "place.mp4", scene(5, action=1, moving_camera=False, seconds=4)))
    (match,) = compare(footage(path), video)
    assert match.relation is MatchRelation.SAME_SCENE


def test_footage_behind_an_inset_picture_that_moves_is_found(folder: Path, original: Footage, other: Footage) -> None:
    small = [cv2.resize(frame, (170, 96), interpolation=cv2.INTER_AREA) for frame in scene(2)]
    frames = [frame.copy() for frame in scene(1)]
    for frame, inset in zip(frames, small, strict=True):
        frame[44:140, 90:260] = inset
    index = FootageIndex(MemorySource.of([original, other]))
    found = {m.compared.digest: m for m in index.search(footage(encode(folder / "inset.mp4", frames)))}
    assert {d for d, m in found.items() if m.relation is MatchRelation.SAME_FOOTAGE} == {original.digest, other.digest}
