"""Known edits of drawn footage: each is named, placed, put on the right side; what was not done is not named."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.fingerprints.interface import Footage
from provenance.matching import compare
from provenance.model import Edit
from tests.matching.scenes import bars, caption, crop_left, edited, encode, footage, mirror, scene

Picture = np.ndarray


def band(frame: Picture) -> Picture:
    """A caption band over the full width at the bottom, through which the picture shines a little."""
    out = frame.copy()
    height, width = out.shape[:2]
    top, bottom = int(height * 0.78), int(height * 0.94)
    out[top:bottom] = (out[top:bottom] * 0.12 + np.array([150, 18, 24]) * 0.88).astype(np.uint8)
    cv2.putText(out, "THIS MORNING", (width // 12, bottom - 8), cv2.FONT_HERSHEY_SIMPLEX, height / 280, (250, 250, 250), 2)
    return out


def sticker(frame: Picture) -> Picture:
    out = frame.copy()
    cv2.circle(out, (frame.shape[1] - 40, 36), 26, (250, 210, 20), -1)
    cv2.circle(out, (frame.shape[1] - 40, 36), 12, (20, 20, 20), -1)
    return out


def smaller(frame: Picture) -> Picture:
    return cv2.resize(frame, (frame.shape[1] * 3 // 4 // 2 * 2, frame.shape[0] * 3 // 4 // 2 * 2), interpolation=cv2.INTER_AREA)


def grey(frame: Picture) -> Picture:
    return np.repeat(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)


def brighter(frame: Picture) -> Picture:
    return np.clip(frame.astype(np.float32) * 0.75 + 60, 0, 255).astype(np.uint8)


def pillar(frame: Picture) -> Picture:
    """The middle of the picture before an enlarged, blurred copy of it."""
    out = cv2.GaussianBlur(cv2.resize(frame[45:135, 80:240], (frame.shape[1], frame.shape[0])), (0, 0), 8)
    out[:, 80:240] = frame[:, 80:240]
    return out


def beside(frame: Picture) -> Picture:
    """Put into a screen of other things."""
    out = np.full((240, 426, 3), 225, np.uint8)
    for i in range(12):
        cv2.putText(
            out, f"comment {i * 37 % 11} by user{i * 53 % 97}", (300, 14 + 20 * i), cv2.FONT_HERSHEY_PLAIN, 0.7, (40, 40, 60)
        )
        cv2.rectangle(out, (10 + 34 * i, 190), (36 + 34 * i, 230), (17 * i, 90, 250 - 20 * i), -1)
    out[:180, :284] = cv2.resize(frame, (284, 180), interpolation=cv2.INTER_AREA)
    return out


def between(query: Footage, compared: Footage) -> tuple[Edit, ...]:
    (match,) = compare(query, compared)
    return match.edits


def of(edits: tuple[Edit, ...], action: str) -> list[tuple[str, bool | None]]:
    return [(e.description, e.on_query) for e in edits if e.action == f"c2pa.{action}"]


@pytest.fixture(scope="module")
def made(folder: Path) -> Callable[..., Footage]:
    """Edited copies of the original, each encoded once."""
    done: dict[tuple[object, ...], Footage] = {}

    def make(*edits: Callable[[Picture], Picture], start: float = 0, end: float = 1e9) -> Footage:
        key = (*edits, start, end)
        if key not in done:
            frames = edited(scene(1), *edits, start=start, end=end)
            done[key] = footage(encode(folder / f"edit{len(done)}.mp4", frames, bit_rate=500_000))
        return done[key]

    return make


def test_a_caption_band_is_one_band_of_full_width(made: Callable[..., Footage], original: Footage) -> None:
    ((words, on_query),) = of(between(made(band), original), "placed")
    assert words.startswith("caption band along the bottom, full width, 1")
    assert on_query is True


def test_a_band_of_the_compared_footage_is_told_as_its_own(made: Callable[..., Footage], original: Footage) -> None:
    ((words, on_query),) = of(between(original, made(band)), "placed")
    assert words.startswith("the compared footage has a caption band along the bottom, full width")
    assert on_query is False


def test_a_sticker_has_its_corner_and_size(made: Callable[..., Footage], original: Footage) -> None:
    ((words, on_query),) = of(between(made(sticker), original), "placed")
    assert words.startswith("logo or sticker in the top right corner, 1")
    assert on_query is True


@pytest.mark.parametrize("edit", [mirror, crop_left, smaller, grey, brighter, bars])
def test_nothing_is_laid_over_where_nothing_was(
    edit: Callable[[Picture], Picture], made: Callable[..., Footage], original: Footage
) -> None:
    assert of(between(made(edit), original), "placed") == []


def test_the_smaller_view_is_the_crop(made: Callable[..., Footage], original: Footage) -> None:
    ((words, on_query),) = of(between(made(crop_left), original), "cropped")
    assert (words, on_query) == ("cropped to the top left 70 % × 90 % of the picture", True)
    ((words, on_query),) = of(between(original, made(crop_left)), "cropped")
    assert words.startswith("the compared footage is cropped: it shows the top left")
    assert on_query is False


def test_bars_are_borne_by_the_side_that_has_them(made: Callable[..., Footage], original: Footage) -> None:
    ((words, on_query),) = of(between(made(bars), original), "edited")
    assert (words, on_query) == ("black bars added above and below; the picture fills 100 % × 60 %", True)
    ((words, on_query),) = of(between(original, made(bars)), "edited")
    assert words.startswith("the compared footage has black bars")
    assert on_query is False


def test_blurred_bars_that_take_the_place_of_the_picture(made: Callable[..., Footage], original: Footage) -> None:
    edits = between(made(pillar), original)
    ((words, on_query),) = of(edits, "edited")
    assert words.startswith("blurred bars added left and right")
    assert on_query is True
    ((words, on_query),) = of(edits, "cropped")
    assert words.startswith("cropped to the middle")
    assert on_query is True


def test_a_picture_put_into_a_screen(made: Callable[..., Footage], original: Footage) -> None:
    edits = between(made(beside), original)
    assert [on for words, on in of(edits, "placed") if words.startswith("shown inside a larger picture, in the top left")] == [
        True
    ]
    assert of(edits, "cropped") == []


def test_the_shorter_is_the_excerpt(made: Callable[..., Footage], original: Footage) -> None:
    part = made(start=1.5, end=5.0)
    ((words, on_query),) = of(between(part, original), "trimmed")
    assert words.startswith("excerpt 0:01.")
    assert words.endswith(" of 0:06.0")
    assert on_query is True
    ((words, on_query),) = of(between(original, part), "trimmed")
    assert words.startswith("the compared footage is the excerpt 0:01.")
    assert on_query is False


def test_the_coarser_side_is_the_smaller_and_the_encoded_again(made: Callable[..., Footage], original: Footage) -> None:
    edits = between(made(smaller), original)
    assert of(edits, "resized") == [("smaller (320×180 → 240×134)", True)]
    assert of(edits, "transcoded") == [("re-encoded", True)]
    ((words, on_query),) = of(between(original, made(smaller)), "resized")
    assert words.startswith("either enlarged, or the compared footage made smaller")
    assert on_query is not True


def test_colours_lost_and_colours_changed(made: Callable[..., Footage], original: Footage) -> None:
    assert of(between(made(grey), original), "adjustedColor") == [("turned to greyscale", True)]
    assert of(between(original, made(grey)), "adjustedColor") == [("the compared footage was turned to greyscale", False)]
    assert of(between(made(brighter), original), "filtered") == [("brightness, contrast or colours changed", None)]
    assert of(between(made(mirror), original), "filtered") == []


def test_speed_alone_names_both_ways_once(folder: Path, original: Footage) -> None:
    fast = footage(encode(folder / "fast.mp4", scene(1), rate=15))
    ((words, on_query),) = of(between(fast, original), "changedSpeed")
    assert words.startswith("either sped up 1.2")
    assert words.endswith("or the compared footage slowed down")
    assert on_query is None


def test_a_plain_copy_is_only_encoded_again(made: Callable[..., Footage], original: Footage) -> None:
    assert [(e.action, e.on_query) for e in between(made(start=0), original)] == [("c2pa.transcoded", None)]


def test_the_order_that_people_expect(made: Callable[..., Footage], original: Footage) -> None:
    edits = between(made(crop_left, mirror, caption, smaller, start=1.0, end=5.0), original)
    assert [e.action.removeprefix("c2pa.") for e in edits] == [
        "orientation", "cropped", "placed", "trimmed", "resized", "transcoded",
    ]  # fmt: skip
    assert edits[2].description.startswith("caption band along the bottom, full width")
    assert {e.on_query for e in edits[1:]} == {True}
