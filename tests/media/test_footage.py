from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.errors import MediaError
from provenance.fingerprints import FINGERPRINTERS
from provenance.fingerprints.interface import CANONICAL_SIDE
from provenance.fingerprints.modes import EFFORTS, Mode
from provenance.fingerprints.motion import RATE as MOTION_RATE
from provenance.fingerprints.motion import SIDE, luma
from provenance.fingerprints.pdq import PDQ
from provenance.media.decode import frames
from provenance.media.footage import measure
from provenance.model import Digest
from tests.matching.scenes import encode, footage, scene


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encode(tmp_path_factory.mktemp("footage") / "clip.mp4", scene(1, seconds=4))


def test_keyframes_with_all_fingerprints_features_and_pictures(clip: Path) -> None:
    measured = footage(clip)
    assert measured.duration == 4
    assert (measured.width, measured.height) == (320, 180)
    assert 3 <= len(measured.keyframes) <= 7
    for keyframe in measured.keyframes:
        assert [f.algorithm for f in keyframe.fingerprints] == [f.name for f in FINGERPRINTERS]
        assert keyframe.features.count > 50
        assert cv2.imdecode(np.frombuffer(keyframe.picture, np.uint8), cv2.IMREAD_COLOR).shape == (90, 160, 3)
    assert measured.warnings == ()


def test_fingerprints_are_those_of_the_canonical_picture_at_their_time(clip: Path) -> None:
    keyframe = footage(clip).keyframes[2]
    shown = next(f.pixels for f in frames(clip, max_side=CANONICAL_SIDE) if f.time == keyframe.time)
    assert keyframe.value(PDQ.name) == PDQ.of(shown, time=keyframe.time)


def test_motion_is_recorded_at_its_rate(clip: Path) -> None:
    motion = footage(clip).motion
    assert luma(motion).shape == (len(motion.times), 54, 96)
    assert 4 * MOTION_RATE - 1 <= len(motion.times) <= 4 * MOTION_RATE + 1


def test_one_thread_and_two_say_the_same(clip: Path) -> None:
    assert measure(clip, digest=Digest.of(b""), threads=1) == measure(clip, digest=Digest.of(b""), threads=2)


def test_motion_is_that_of_the_pictures(clip: Path) -> None:
    measured = luma(footage(clip).motion)
    shown = [f for i, f in enumerate(frames(clip)) if i in {0, 24}]
    for at, frame in zip((0, 16), shown, strict=True):
        small = cv2.resize(cv2.cvtColor(frame.pixels, cv2.COLOR_RGB2GRAY), (96, 54), interpolation=cv2.INTER_AREA)
        assert np.corrcoef(small.ravel(), measured[at].ravel())[0, 1] > 0.85
        assert abs(float(small.mean()) - float(measured[at].mean())) < 3


def test_thorough_keeps_more_and_says_so(clip: Path) -> None:
    default, thorough = (measure(clip, digest=Digest.of(b""), mode=m) for m in (Mode.DEFAULT, Mode.THOROUGH))
    assert (default.mode, thorough.mode) == (Mode.DEFAULT, Mode.THOROUGH)
    assert len(thorough.keyframes) > len(default.keyframes)
    assert max(k.features.count for k in default.keyframes) <= EFFORTS[Mode.DEFAULT].features
    assert max(k.features.count for k in thorough.keyframes) > EFFORTS[Mode.DEFAULT].features


def test_fast_keeps_key_pictures_only_and_no_motion(tmp_path: Path) -> None:
    path = encode(tmp_path / "cuts.mp4", [f for seed in range(4) for f in scene(seed, seconds=3)], options={"g": "36"})
    measured = measure(path, digest=Digest.of(b""), mode=Mode.FAST)
    assert [round(float(k.time)) for k in measured.keyframes] == [0, 3, 6, 9]
    assert measured.motion.times == ()
    assert luma(measured.motion).shape == (0, 54, 96)


def test_what_stands_still_has_few_keyframes(tmp_path: Path) -> None:
    moving = scene(3, seconds=8)
    still = footage(encode(tmp_path / "still.mp4", [moving[0]] * len(moving), bit_rate=3_000_000))
    assert 2 <= len(still.keyframes) <= 3
    assert len(still.keyframes) < len(footage(encode(tmp_path / "moving.mp4", moving)).keyframes)


def test_pictures_that_wait_are_kept_small(monkeypatch: pytest.MonkeyPatch, clip: Path) -> None:
    whole = footage(clip)
    monkeypatch.setattr("provenance.media.footage.HELD", 240 * 135)
    reduced = footage(clip)
    assert (reduced.width, reduced.height) == (320, 180)
    assert [k.time for k in reduced.keyframes] == [k.time for k in whole.keyframes]
    distances = [
        PDQ.distance(a.value(PDQ.name).value, b.value(PDQ.name).value)
        for a, b in zip(reduced.keyframes, whole.keyframes, strict=True)
    ]
    assert 0 < max(distances) <= PDQ.threshold


def test_blank_frames_are_left_out_and_counted(tmp_path: Path) -> None:
    black = [np.zeros((90, 160, 3), np.uint8)] * 24
    street = [cv2.resize(f, (160, 90)) for f in scene(3, seconds=2)]
    measured = footage(encode(tmp_path / "intro.mp4", [*black, *street]))
    assert any("blank frames were left out" in w for w in measured.warnings)
    assert all(k.time >= 2 for k in measured.keyframes)


def test_a_wholly_blank_video_is_said_to_have_nothing(tmp_path: Path) -> None:
    measured = footage(encode(tmp_path / "black.mp4", [np.zeros((90, 160, 3), np.uint8)] * 12))
    assert measured.keyframes == ()
    assert any("nothing to recognise" in w for w in measured.warnings)


def test_a_still_picture_has_one_keyframe_and_no_duration(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    cv2.imwrite(str(path), scene(1, seconds=0.1)[0])
    measured = footage(path)
    assert (len(measured.keyframes), measured.duration) == (1, Fraction(0))


def test_progress_ends_with_none_and_damage_is_kept(tmp_path: Path) -> None:
    told: list[float | None] = []
    path = encode(tmp_path / "clip.mkv", scene(1, seconds=2))
    measure(path, digest=Digest.of(b""), progress=told.append)
    assert told[-1] is None
    path.write_bytes(b"nothing")
    with pytest.raises(MediaError, match=r"clip\.mkv"):
        measure(path, digest=Digest.of(b""))


def test_pictures_put_together_are_recorded_finely_and_give_features_to_each(tmp_path: Path) -> None:
    one, other = scene(1, seconds=3), scene(2, seconds=3)
    halves = [np.concatenate([a[:, 80:240], b[:, 80:240]], axis=1) for a, b in zip(one, other, strict=True)]
    alone, together = footage(encode(tmp_path / "alone.mp4", one)), footage(encode(tmp_path / "halves.mp4", halves))
    assert (alone.motion.width, together.motion.width) == (SIDE, 2 * SIDE)
    assert luma(together.motion).shape == (len(together.motion.times), together.motion.height, 2 * SIDE)
    assert min(k.features.count for k in together.keyframes) > max(k.features.count for k in alone.keyframes)
