from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from bench import sounds
from provenance.errors import MediaError
from provenance.fingerprints.interface import SoundState
from provenance.fingerprints.sound import FRAME, landmarks
from provenance.media.footage import measure
from provenance.media.sound import listen
from provenance.model import Digest
from tests.matching.scenes import encode, scene
from tests.media.small import film, photo


def burst(at: float, seconds: float) -> np.ndarray:
    """Silence, with half a second of noise at ``at``."""
    samples = np.zeros(int(seconds * sounds.RATE))
    samples[int(at * sounds.RATE) : int((at + 0.5) * sounds.RATE)] = sounds.noise(1, 0.5)
    return samples


def first_heard(path: Path) -> float:
    sound = listen(path, warnings=[])
    # Half a window: a landmark is the middle of what it was computed from.
    return float(landmarks(sound).frames[0] * FRAME) + 0.064


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mka", "aac"), ("a.mp4", "aac"), ("a.mp3", "libmp3lame"), ("a.ogg", "libopus"), ("a.wav", "pcm_s16le")]
)
def test_what_is_heard_is_timed(name: str, codec: str, tmp_path: Path) -> None:
    assert first_heard(sounds.write(tmp_path / name, burst(1.5, 3), codec=codec)) == pytest.approx(1.5, abs=0.12)


def test_sound_that_begins_later_than_the_pictures_is_later(tmp_path: Path) -> None:
    assert first_heard(sounds.write(tmp_path / "late.mka", burst(0.5, 2), start=2.0)) == pytest.approx(2.5, abs=0.12)


@pytest.mark.parametrize("shift", [5.0, 100.0])
def test_times_count_from_the_first_picture_whatever_the_clock_says(shift: float, tmp_path: Path) -> None:
    path = tmp_path / "clip.mkv"
    with av.open(str(path), "w") as out:
        video, audio = out.add_stream("libx264", rate=12), out.add_stream("pcm_s16le", rate=sounds.RATE, layout="mono")
        video.width, video.height, video.pix_fmt = 320, 180, "yuv420p"
        for number, picture in enumerate(scene(1, seconds=2)):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round((shift + number / 12) * 12), Fraction(1, 12)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        # A second of sound before the first picture.
        frame = sounds._frame((burst(1.5, 3) * 20000).astype(np.int16), "s16")
        frame.pts, frame.time_base = round((shift - 1) * sounds.RATE), Fraction(1, sounds.RATE)
        out.mux(audio.encode(frame))
        out.mux(audio.encode(None))
    assert first_heard(path) == pytest.approx(0.5, abs=0.12)


def test_a_gap_in_the_stream_is_silence(tmp_path: Path) -> None:
    path = tmp_path / "gap.mka"
    with av.open(str(path), "w") as out:
        audio = out.add_stream("pcm_s16le", rate=sounds.RATE, layout="mono")
        for at in (0, 4):
            frame = sounds._frame((sounds.noise(at, 1) * 20000).astype(np.int16), "s16")
            frame.pts = at * sounds.RATE
            out.mux(audio.encode(frame))
        out.mux(audio.encode(None))
    times = landmarks(listen(path, warnings=[])).frames * FRAME
    assert times.max() == pytest.approx(5.0, abs=0.3)
    assert not np.any((times > 1.1) & (times < 3.8))


def test_why_there_is_nothing_is_said(tmp_path: Path) -> None:
    assert listen(film(tmp_path / "mute.mp4"), warnings=[]).state is SoundState.ABSENT
    (tmp_path / "photo.jpg").write_bytes(photo())
    assert listen(tmp_path / "photo.jpg", warnings=[]).state is SoundState.ABSENT
    silent = sounds.write(tmp_path / "silent.mka", np.zeros(2 * sounds.RATE))
    assert listen(silent, warnings=[]).state is SoundState.SILENT
    (tmp_path / "empty.mp4").write_bytes(b"")
    with pytest.raises(MediaError, match=r"empty\.mp4"):
        listen(tmp_path / "empty.mp4", warnings=[])


def test_of_a_damaged_file_what_can_be_had_with_a_warning(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "whole.mka", sounds.speech(1, 20), codec="libmp3lame")
    data = bytearray(path.read_bytes())
    whole = landmarks(listen(path, warnings=[]))
    third = len(data) // 3
    rng = np.random.default_rng(1)
    data[third : 2 * third] = rng.integers(0, 256, third, np.uint8).tobytes()
    path.write_bytes(data)
    notes: list[str] = []
    points = landmarks(listen(path, warnings=notes))
    assert notes
    early = set(zip(whole.frames, whole.pitches, strict=True)) & set(zip(points.frames, points.pitches, strict=True))
    assert len(early) > len(whole.frames) // 5


def test_a_stream_that_cannot_be_decoded_at_all(tmp_path: Path) -> None:
    path = sounds.write(tmp_path / "a.mka", sounds.speech(1, 3), codec="flac")
    data = path.read_bytes()
    start = data.index(b"\xff\xf8")  # the first frame of FLAC
    path.write_bytes(data[:start] + bytes(len(data) - start))
    notes: list[str] = []
    sound = listen(path, warnings=notes)
    assert sound.state in {SoundState.UNREADABLE, SoundState.SILENT}
    assert notes


def test_measuring_footage_listens_too(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", scene(1, seconds=2))
    assert measure(path, digest=Digest.of(b"")).sound.state is SoundState.ABSENT
