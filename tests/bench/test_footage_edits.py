"""Copies made by the generator say truly what they are made of."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bench.edits.files import looked_at, on_clock, write
from bench.edits.interface import Frame
from bench.edits.originals import camera, cut
from bench.edits.recipes import KINDS, LAYOUTS, PICTURE_EDITS, Recipe, drawn
from bench.edits.rendering import Stretch, render
from bench.footage_edits import make
from provenance.media.decode import frames

RATE = 10


def textured(seed: int, *, height: int = 180, width: int = 240) -> Frame:
    random = np.random.default_rng(seed)
    coarse, fine = (random.integers(0, 128, (height // n, width // n, 3), dtype=np.uint8) for n in (12, 4))
    return np.asarray(np.kron(coarse, np.ones((12, 12, 1), np.uint8)) + np.kron(fine, np.ones((4, 4, 1), np.uint8)))


def walked(seed: int, seconds: float) -> Iterator[Frame]:
    """A camera moved over a large picture."""
    large = textured(seed, width=1800)
    for n in range(round(seconds * RATE)):
        yield large[:, n * 12 : n * 12 + 240]


def watched(seed: int, seconds: float) -> Iterator[Frame]:
    """A camera that stands; something crosses."""
    place = textured(seed)
    for n in range(round(seconds * RATE)):
        picture = place.copy()
        picture[60:110, n % 180 : n % 180 + 60] = 255
        yield picture


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    for number in range(5):
        write(folder / f"walk{number}.mp4", walked(number, 4), fps=RATE, crf=18)
    write(folder / "stand.mp4", watched(9, 10), fps=RATE, crf=18)
    return folder


def shown(path: Path, at: float) -> Frame:
    return next(iter(on_clock(path, start=at, end=at + 1, fps=RATE)))


def likeness(a: Frame, b: Frame) -> float:
    return float(np.corrcoef(a.reshape(-1), b.reshape(-1))[0, 1])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_copy_is_made_and_placed(kind: str, clips: Path, tmp_path: Path) -> None:
    looked = [looked_at(clips / f"walk{n}.mp4") for n in range(4)]
    stretches = [Stretch(clip=clip, start=0.5, end=3.5) for clip in looked[: 4 if kind in LAYOUTS else 1]]
    if kind in LAYOUTS and not kind.startswith("compilation"):
        stretches = stretches[:2]
    recipe = drawn(kind, Random(3))
    copied = render(tmp_path / "copy.mp4", recipe, stretches, Random(4))
    seconds = looked_at(tmp_path / "copy.mp4").seconds
    assert len(copied) == len(stretches)
    assert max(part.end for part in copied) == pytest.approx(seconds, abs=0.25)
    expected = sum(3 / recipe.speed for _ in stretches) if kind.startswith("compilation") else 3 / recipe.speed
    assert seconds == pytest.approx(expected, abs=0.35)


@pytest.mark.parametrize("name", PICTURE_EDITS)
def test_the_same_seed_draws_the_same_edit(name: str) -> None:
    first, second = (PICTURE_EDITS[name](Random(1)) for _ in range(2))
    others = [PICTURE_EDITS[name](Random(seed)).params for seed in range(2, 12)]
    picture = textured(5)
    assert first.params == second.params
    assert np.array_equal(first.filter(picture, 0.4), second.filter(picture, 0.4))
    assert not first.params or any(other != first.params for other in others)


def test_a_copy_shows_the_original_at_the_time_stated(clips: Path, tmp_path: Path) -> None:
    clip = looked_at(clips / "walk0.mp4")
    recipe = Recipe(names=("speed_faster",), params={}, speed=1.5, crf=18, sound="removed")
    (part,) = render(tmp_path / "c.mp4", recipe, [Stretch(clip=clip, start=1.0, end=3.7)], Random(1))
    for at in (0.0, 0.8, 1.6):
        original = shown(clip.path, 1.0 + at * 1.5)
        assert likeness(shown(tmp_path / "c.mp4", at), original) > 0.97
        assert likeness(shown(tmp_path / "c.mp4", at), shown(clip.path, at)) < 0.9
    assert part.end == pytest.approx(1.8)


def test_a_standing_camera_is_told_from_a_moving_one(clips: Path, tmp_path: Path) -> None:
    write(tmp_path / "still.mp4", (textured(3) for _ in range(40)), fps=RATE, crf=18)
    assert camera(clips / "walk1.mp4", 4) == "moving"
    assert camera(clips / "stand.mp4", 10) == "moving scene"
    assert camera(tmp_path / "still.mp4", 4) == "still scene"


def test_a_standing_camera_gives_stretches_apart_in_one_group(clips: Path, tmp_path: Path) -> None:
    first, second = cut(clips / "stand.mp4", tmp_path)
    assert first.group == second.group == "stand"
    assert first.clip.seconds == pytest.approx(4.5, abs=0.11)
    assert likeness(shown(second.clip.path, 0), shown(clips / "stand.mp4", 5.5)) > 0.97
    (whole,) = cut(clips / "walk0.mp4", tmp_path)
    assert whole.group == ""
    assert whole.clip.path.read_bytes() == (clips / "walk0.mp4").read_bytes()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def digests(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_a_set_is_whole_and_the_same_by_seed(clips: Path, tmp_path: Path) -> None:
    paths = sorted(clips.iterdir())
    for name in ("one", "two"):
        make(paths, tmp_path / name, seed=5, copies=12)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    truth, manifest = rows(tmp_path / "one" / "ground_truth.csv"), rows(tmp_path / "one" / "manifest.csv")
    refs = {row["file"] for row in manifest}
    assert {p.name for p in (tmp_path / "one" / "refs").iterdir()} == refs
    assert {row["query_file"] for row in truth} == {p.name for p in (tmp_path / "one" / "queries").iterdir()}
    assert {row["ref_file"] for row in truth} - {""} <= refs
    for row in truth:
        assert (row["role"] == "distractor") == (row["ref_file"] == "")
        copy = list(frames(tmp_path / "one" / "queries" / row["query_file"]))
        assert 0 <= float(row["query_start"]) < float(row["query_end"]) <= float(copy[-1].time) + 0.6


def test_kinds_are_made_in_turn(clips: Path, tmp_path: Path) -> None:
    make(sorted(clips.iterdir()), tmp_path / "set", seed=5, copies=4, kinds=("hflip", "crop_center"))
    made = {row["query_file"]: row["transforms"] for row in rows(tmp_path / "set" / "ground_truth.csv")}
    assert sorted(made.values()) == ["crop_center", "crop_center", "hflip", "hflip"]


def test_too_few_clips_are_refused(clips: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least three originals, found 1"):
        make([clips / "walk0.mp4"], tmp_path, seed=1, copies=2)
