"""What browsers play as it is, and copies of what they do not."""

from pathlib import Path

import av
import pytest

from provenance.errors import MediaError
from provenance.media.decode import raw_frames
from provenance.media.playable import browser_copy, browser_type
from provenance.media.probe import probe
from provenance.store.blobs import digest_of
from tests.media import small


def played(path: Path) -> str | None:
    return browser_type(probe(path, digest=digest_of(path)))


def encoded(path: Path, codec: str, *, pix_fmt: str = "yuv420p", sound: str = "") -> Path:
    """Two seconds of a drifting gradient, 96×64, with silence where ``sound`` names a codec."""
    film = small.film(path.with_name("source.mp4"), seconds=2)
    with av.open(str(film)) as source, av.open(str(path), "w") as out:
        video = out.add_stream(codec, rate=25)
        video.width, video.height, video.pix_fmt = 96, 64, pix_fmt
        audio = out.add_stream(sound, rate=44100, layout="stereo") if sound else None
        for frame in source.decode(video=0):
            out.mux(video.encode(frame.reformat(width=96, height=64, format=pix_fmt)))
        out.mux(video.encode())
        if audio is not None:
            silence = av.AudioFrame(format="s16", layout="stereo", samples=44100)
            silence.sample_rate, silence.pts = 44100, 0
            out.mux([*audio.encode(silence), *audio.encode(None)])
    return path


def test_h264_in_mp4_is_played_as_it_is(tmp_path: Path) -> None:
    assert played(small.film(tmp_path / "a.mp4")) == "video/mp4"


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("a.avi", "mpeg4", "yuv420p"),
        ("a.mpg", "mpeg2video", "yuv420p"),
        ("a.mp4", "libx265", "yuv420p"),
        ("b.mp4", "libx264", "yuv444p"),
    ],
)
def test_a_copy_has_every_picture_at_its_time(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    path = encoded(tmp_path / name, codec, pix_fmt=pix_fmt, sound="mp2" if name.endswith("mpg") else "")
    assert played(path) is None
    (tmp_path / "copy.mp4").write_bytes(browser_copy(path))
    assert played(tmp_path / "copy.mp4") == "video/mp4"
    times, copied = ([raw.time for raw in raw_frames(each)] for each in (path, tmp_path / "copy.mp4"))
    assert len(copied) == len(times) > 40
    assert max(abs(a - b) for a, b in zip(times, copied, strict=True)) < 1e-4


def test_a_copy_is_upright_and_has_the_sound(tmp_path: Path) -> None:
    turned = small.film(tmp_path / "turned.mp4", rotation=90)
    (tmp_path / "copy.mp4").write_bytes(browser_copy(turned))
    with av.open(str(tmp_path / "copy.mp4")) as copy:
        assert (copy.streams.video[0].width, copy.streams.video[0].height) == (48, 64)
        assert not copy.streams.audio
    loud = encoded(tmp_path / "loud.mkv", "mpeg4", sound="mp3")
    (tmp_path / "loud.mp4").write_bytes(browser_copy(loud))
    with av.open(str(tmp_path / "loud.mp4")) as copy:
        heard = sum(frame.samples for frame in copy.decode(audio=0))
    assert heard == pytest.approx(44100, rel=0.1)


def test_what_cannot_be_copied_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.mp4").write_bytes(b"no film")
    with pytest.raises(MediaError, match=r"x\.mp4"):
        (tmp_path / "copy.mp4").write_bytes(browser_copy(tmp_path / "x.mp4"))
    with pytest.raises(MediaError):
        (tmp_path / "copy.mp4").write_bytes(browser_copy(small.sound(tmp_path / "y.m4a")))
