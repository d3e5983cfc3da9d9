"""Measured footage that is kept is used, and only that of the very bytes."""

from pathlib import Path

import pytest

from bench.kept import measured
from tests.matching.scenes import encode, footage, scene


def test_what_was_measured_is_read_again_and_what_cannot_be_is_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip, broken = encode(tmp_path / "a.mp4", scene(1, seconds=1)), tmp_path / "b.mp4"
    broken.write_bytes(b"no film")
    kept = tmp_path / "kept"
    (first,) = measured([clip, broken], kept=kept)
    assert first == (clip, footage(clip))
    assert "left out: " in capsys.readouterr().err
    (place,) = kept.rglob("*.footage")
    other = footage(encode(tmp_path / "c.mp4", scene(2, seconds=1)))
    place.write_bytes(other.pack())
    assert list(measured([clip], kept=kept)) == [(clip, other)], "not measured again"
    clip.write_bytes(clip.read_bytes() + b"\0" * 8)
    ((_, again),) = measured([clip], kept=kept)
    assert again.digest != first[1].digest
