from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from provenance.errors import MediaError
from provenance.media.decode import fitted, frames, lighter, picture, raw_frames, upright
from tests.matching.scenes import RATE, encode, scene


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(tmp_path_factory.mktemp("decode") / "clip.mp4", scene(1, seconds=3))


def test_every_picture_with_its_exact_time(clip: Path) -> None:
    decoded = list(frames(clip))
    assert [f.time for f in decoded] == [Fraction(i, RATE) for i in range(3 * RATE)]
    assert decoded[0].pixels.shape == (180, 320, 3)
    assert decoded[0].pixels.dtype == np.uint8
    assert np.abs(decoded[20].pixels.astype(int) - scene(1, seconds=3)[20]).mean() < 12


def test_colours_are_rgb(tmp_path: Path) -> None:
    drawn = np.zeros((32, 32, 3), np.uint8)
    drawn[..., 0] = 220
    (first, *_) = frames(encode(tmp_path / "red.mp4", [drawn] * 3))
    red, _, blue = first.pixels[16, 16]
    assert red > 150
    assert blue < 60


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotation_stated_by_the_file_is_applied(turn: int, clip: Path, tmp_path: Path) -> None:
    # The display matrix of an MP4 track stands in its tkhd box: 16.16 fixed numbers a, b, u, c, d, v, x, y, w.
    data = bytearray(clip.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    quarter = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turn]
    for place, value in zip((0, 4, 12, 16), quarter, strict=True):
        data[at + place : at + place + 4] = (value * 65536).to_bytes(4, "big", signed=True)
    turned = tmp_path / "turned.mp4"
    turned.write_bytes(data)
    upright, shown = next(frames(clip)).pixels, next(frames(turned)).pixels
    # tkhd's rotation is clockwise.
    assert (shown == np.rot90(upright, -turn // 90)).all()


def test_large_pictures_are_scaled_down(clip: Path) -> None:
    assert next(frames(clip, max_side=100)).pixels.shape == (56, 100, 3)
    assert fitted(7680, 4320, 2048) == (2048, 1152)
    assert fitted(100, 3, 50) == (50, 2)
    assert fitted(33, 15, 2048) == (32, 16)


def test_key_pictures_alone_are_those_of_all_so_far_apart(tmp_path: Path) -> None:
    path = encode(tmp_path / "keys.mp4", scene(1, seconds=4), options={"g": "6", "sc_threshold": "0"})
    every = {raw.time: upright(raw, max_side=320) for raw in raw_frames(path)}
    keys = list(raw_frames(path, key_pictures=Fraction(1)))
    assert [raw.time for raw in keys] == [0, 1, 2, 3]
    assert all((upright(raw, max_side=320) == every[raw.time]).all() for raw in keys)
    assert [raw.time for raw in raw_frames(path, key_pictures=Fraction(0))] == [Fraction(i, 2) for i in range(8)]


def test_one_thread_decodes_the_same(clip: Path) -> None:
    one, two = ([upright(raw, max_side=64) for raw in raw_frames(clip, threads=n)] for n in (1, 2))
    assert all((a == b).all() for a, b in zip(one, two, strict=True))


def test_how_far_a_picture_stands_in_the_file(clip: Path) -> None:
    shares = [raw.share for raw in raw_frames(clip)]
    assert shares[0] == 0
    assert all(a <= b for a, b in pairwise(shares))
    assert 0.9 < shares[-1] <= 1


def test_a_picture_is_made_lighter_only_where_it_is_too_large(clip: Path) -> None:
    raw = next(raw_frames(clip))
    assert lighter(raw, pixels=320 * 180) is raw
    small = lighter(raw, pixels=160 * 90)
    assert (small.frame.width, small.frame.height, small.time) == (160, 90, raw.time)
    assert small.frame.format.name == raw.frame.format.name


def test_a_picture_is_the_one_shown_at_that_time(clip: Path) -> None:
    shown = cv2.imdecode(np.frombuffer(picture(clip, Fraction(3, 2)), np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1]
    expected = [f.pixels for f in frames(clip)]
    distance = [np.abs(shown.astype(int) - e).mean() for e in expected]
    assert int(np.argmin(distance)) == 18
    assert cv2.imdecode(np.frombuffer(picture(clip, Fraction(99), max_side=64), np.uint8), cv2.IMREAD_COLOR).shape == (36, 64, 3)


def test_what_is_left_of_a_cut_off_file_is_decoded(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.mkv", scene(1, seconds=3))
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    decoded = list(frames(cut))
    assert 3 < len(decoded) < 3 * RATE


def test_damage_in_the_middle_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = encode(tmp_path / "whole.mp4", scene(1, seconds=3))
    data = bytearray(whole.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = b"\xff" * 4000
    damaged = tmp_path / "damaged.mp4"
    damaged.write_bytes(data)
    warnings: list[str] = []
    decoded = list(frames(damaged, warnings=warnings))
    assert len(decoded) > RATE
    assert all(b.time > a.time for a, b in pairwise(decoded))
    assert warnings
    assert "could not be decoded" in warnings[0]


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"", "an empty file"), (b"<html>no video</html>" * 40, "bytes that no demuxer reads"), (None, "no file")],
)
def test_no_media_is_an_error_that_names_file_and_finding(content: bytes | None, found: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MediaError, match=found) as caught:
        list(frames(path))
    assert str(path) in str(caught.value)


def test_sound_without_pictures_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
        sound.sample_rate = 8000
        container.mux(stream.encode(sound))
    with pytest.raises(MediaError, match=r"expected pictures, found audio"):
        list(frames(path))


def test_a_still_picture_is_one_frame(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    cv2.imwrite(str(path), scene(1, seconds=0.1)[0])
    (only,) = frames(path)
    assert only.time == 0


def test_a_playlist_named_as_a_film_leads_nowhere(clip: Path, tmp_path: Path) -> None:
    """FFmpeg, given the name, would follow this playlist to the other file."""
    playlist = tmp_path / "clip.mp4"
    playlist.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{clip}\n#EXT-X-ENDLIST\n", "utf-8")
    with pytest.raises(MediaError, match="no demuxer reads"):
        list(frames(playlist))
