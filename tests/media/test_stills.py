"""Single frames: the same as decoding from the start gives, also where they were sought."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.errors import MediaError
from provenance.media.decode import frames, raw_frames_from
from provenance.media.stills import jpeg, pixels_of, window
from tests.matching.scenes import RATE, encode, scene


@pytest.fixture(scope="module", params=["mp4", "mkv", "avi"])
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 seconds, longer than one group of pictures."""
    path = tmp_path_factory.mktemp("stills") / f"film.{request.param}"
    return encode(path, scene(4, seconds=40), bit_rate=200_000)


@pytest.mark.parametrize("time", [Fraction(0), Fraction(1, 3), Fraction(12), Fraction(30) + Fraction(1, 50), Fraction(99)])
def test_a_frame_is_the_one_shown_at_its_time(film: Path, time: Fraction) -> None:
    shown = [frame for frame in frames(film) if frame.time <= time][-1]
    (found,) = window(film, time, max_side=640)
    assert found.time == shown.time
    assert np.array_equal(found.pixels, shown.pixels)


def test_a_window_holds_what_is_shown_around_its_time(film: Path) -> None:
    found = window(film, Fraction(20), around=Fraction(1, 4), max_side=96)
    assert Fraction(20) - found[0].time <= Fraction(1, 4) + Fraction(1, RATE)
    assert found[-1].time - Fraction(20) <= Fraction(1, 4)
    assert len(found) in {6, 7, 8}
    assert max(found[0].pixels.shape[:2]) == 96


def test_a_seek_saves_decoding(tmp_path: Path) -> None:
    path = encode(tmp_path / "film.mp4", scene(4, seconds=40), bit_rate=200_000)
    assert next(raw_frames_from(path, Fraction(30))).time > 10
    assert next(raw_frames_from(path, Fraction(1))).time == 0


def test_a_still_picture_is_its_own_frame(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "photo.png"), scene(1, seconds=0.1)[0])
    (found,) = window(tmp_path / "photo.png", Fraction(5), around=Fraction(1), max_side=640)
    assert found.pixels.shape == (180, 320, 3)


def test_what_is_no_media_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"no film")
    with pytest.raises(MediaError, match=r"x\.mp4"):
        window(tmp_path / "x.mp4", Fraction(9), max_side=640)


def test_pictures_come_back_and_damage_is_told() -> None:
    picture = scene(1, seconds=0.1)[0]
    again = pixels_of(jpeg(picture, max_side=160))
    assert again is not None
    assert again.shape == (90, 160, 3)
    assert np.abs(again.astype(int) - cv2.resize(picture, (160, 90), interpolation=cv2.INTER_AREA)).mean() < 12
    assert pixels_of(b"") is None
    assert pixels_of(b"\xff\xd8\xffno") is None
