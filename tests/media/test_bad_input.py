"""Whatever people have lying about: a clear result or a clear error, and the rest goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from provenance.errors import MediaError
from provenance.matching import compare
from provenance.media.footage import measure
from provenance.model import Digest, MatchRelation
from tests.matching.scenes import footage
from tests.media import odd

MEMORY = """\
import resource, sys
from pathlib import Path
from provenance.media.footage import measure
from provenance.model import Digest
found = measure(Path(sys.argv[1]), digest=Digest(value="0" * 64))
print(float(found.duration), len(found.keyframes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
MEGABYTES = 600
"""Issue 4's bound, whatever the length."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return odd.whole(tmp_path_factory.mktemp("odd") / "whole.mp4")


@pytest.mark.parametrize("name", odd.READABLE)
def test_it_is_measured(name: str, tmp_path: Path) -> None:
    found = footage(odd.READABLE[name](tmp_path / name))
    assert found.keyframes or found.warnings
    assert float(found.duration) == pytest.approx({"one-frame.mp4": 0}.get(name, 4), abs=2.5)
    sizes = {"rotated.mp4": (180, 320), "odd-size.mp4": (317, 179), "narrow.mp4": (320, 2)}
    assert (found.width, found.height) == sizes.get(name, (320, 180))


@pytest.mark.parametrize("name", [n for n in odd.READABLE if n not in {"narrow.mp4", "one-frame.mp4"}])
def test_it_is_still_the_same_footage(name: str, original: Path, tmp_path: Path) -> None:
    matches = compare(footage(odd.READABLE[name](tmp_path / name)), footage(original))
    assert [m.relation for m in matches] == [MatchRelation.SAME_FOOTAGE]


def test_a_single_frame_still_finds_its_film(original: Path, tmp_path: Path) -> None:
    assert compare(footage(odd.one_frame(tmp_path / "one.mp4")), footage(original))


@pytest.mark.parametrize("name", ["truncated.mp4", "corrupted.mp4"])
def test_damage_is_said(name: str, tmp_path: Path) -> None:
    found = footage(odd.READABLE[name](tmp_path / name))
    assert any("decoded" in warning or "breaks off" in warning for warning in found.warnings), found.warnings


@pytest.mark.parametrize("name", odd.BROKEN)
def test_it_is_refused_in_words(name: str, tmp_path: Path) -> None:
    make, words = odd.BROKEN[name]
    path = make(tmp_path / name)
    with pytest.raises(MediaError, match=words) as caught:
        measure(path, digest=Digest(value="0" * 64))
    assert str(path) in str(caught.value)


def measured(path: Path) -> tuple[float, int, float]:
    """Seconds, keyframes, and the megabytes that a process of its own held at most."""
    done = subprocess.run([sys.executable, "-c", MEMORY, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seconds, keyframes, megabytes = done.stdout.split()
    return float(seconds), int(keyframes), float(megabytes)


@pytest.mark.slow
def test_eight_thousand_pixels_fit_into_memory(tmp_path: Path) -> None:
    seconds, keyframes, megabytes = measured(odd.huge(tmp_path / "8k.mp4"))
    assert seconds == pytest.approx(0.5, abs=0.1)
    assert keyframes
    # Four decoder threads hold a dozen frames of 50 MB, which no length makes more of.
    assert megabytes < 2 * MEGABYTES


@pytest.mark.slow
def test_three_hours_fit_into_memory(tmp_path: Path) -> None:
    seconds, keyframes, megabytes = measured(odd.hours(tmp_path / "long.mp4"))
    assert seconds == pytest.approx(3 * 3600, abs=2)
    assert keyframes > 100
    assert megabytes < MEGABYTES
