"""Copies made and written: what a recipe says, of one stretch of footage or of several."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np

from bench.edits.files import SOUND_RATE, Clip, Sound, on_clock, read_sound, write
from bench.edits.framing import fitted_in, scaled
from bench.edits.interface import Frame, even
from bench.edits.recipes import Recipe
from bench.edits.sounds import music, sped_up

__all__ = ["Copied", "Stretch", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of one clip."""

    clip: Clip
    start: float
    end: float

    def frames(self, *, speed: float, fps: float) -> Iterator[Frame]:
        """Its pictures on the copy's clock."""
        return on_clock(self.clip.path, start=self.start, end=self.end, speed=speed, fps=fps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """Where one stretch stands in a copy."""

    stretch: Stretch
    role: str
    start: float
    end: float


Pictures = Iterator[Frame]


def render(path: Path, recipe: Recipe, stretches: list[Stretch], random: Random) -> tuple[Copied, ...]:
    """Write the copy to ``path``; where each stretch stands in it, in seconds.

    Raises:
        MediaError: a clip cannot be decoded.
    """
    fps = recipe.fps or min(50.0, max(5.0, stretches[0].clip.fps))
    layout = recipe.names[0]
    lengths = [(s.end - s.start) / recipe.speed for s in stretches]
    pictures, placed = LAYOUTS.get(layout.rstrip("_234"), _one)(stretches, lengths, recipe.speed, fps, random)
    total = max(end for _, _, end in placed)
    edited = _filtered(pictures, recipe, total, fps)
    sound = _sound(recipe, stretches, total, random, together=layout.startswith("compilation"))
    with tempfile.TemporaryDirectory() as folder:
        for number, (short, crf) in enumerate(recipe.generations):
            earlier = Path(folder) / f"{number}.mp4"
            write(earlier, (_short(frame, short) for frame in edited), fps=fps, crf=crf)
            edited = on_clock(earlier, start=0, end=total, fps=fps)
        seconds = write(path, edited, fps=fps, crf=recipe.crf, bits=recipe.bits, sound=sound)
    return tuple(
        Copied(stretch=s, role=role, start=start, end=min(end, seconds))
        for s, (role, start, end) in zip(stretches, placed, strict=True)
    )


def _filtered(pictures: Pictures, recipe: Recipe, total: float, fps: float) -> Pictures:
    for number, frame in enumerate(pictures):
        edited = frame
        for step in recipe.filters:
            edited = step(edited, min(1.0, number / (total * fps)))
        yield edited


def _short(frame: Frame, side: int) -> Frame:
    ratio = min(1.0, side / min(frame.shape[:2]))
    return scaled(frame, frame.shape[1] * ratio, frame.shape[0] * ratio)


def _sound(recipe: Recipe, stretches: list[Stretch], total: float, random: Random, *, together: bool) -> Sound | None:
    if recipe.sound == "removed":
        return None
    if recipe.sound == "replaced":
        return music(random, total)
    parts = []
    for s in stretches if together else stretches[:1]:
        heard = read_sound(s.clip.path, start=s.start, end=s.end)
        silence = np.zeros(round((s.end - s.start) * SOUND_RATE), np.float32)
        parts.append(sped_up(silence if heard is None else heard, recipe.speed))
    return np.concatenate(parts) if any(part.any() for part in parts) else None


Placed = list[tuple[str, float, float]]


def _one(stretches: list[Stretch], lengths: list[float], speed: float, fps: float, random: Random) -> tuple[Pictures, Placed]:  # noqa: ARG001
    return stretches[0].frames(speed=speed, fps=fps), [("full", 0.0, lengths[0])]


def _compilation(
    stretches: list[Stretch], lengths: list[float], speed: float, fps: float, random: Random
) -> tuple[Pictures, Placed]:
    """One after the other on a canvas of the first one's shape."""
    cover, placed, canvas = random.random() < 0.5, [], _canvas(stretches[0].clip, 640)
    parts, at = [], 0.0
    for stretch, length in zip(stretches, lengths, strict=True):
        count = max(1, round(length * fps))
        parts.append(_cut_to(_boxed(stretch, canvas, speed, fps, cover=cover), count))
        placed.append(("segment", at, at + count / fps))
        at += count / fps
    return chain.from_iterable(parts), placed


def _cut_to(pictures: Pictures, count: int) -> Pictures:
    """Exactly ``count`` pictures: the last repeats where there are fewer."""
    frame = None
    for number, frame in enumerate(pictures, 1):
        yield frame
        if number == count:
            return
    if frame is not None:
        yield from (frame for _ in range(count - number))


def _canvas(clip: Clip, side: int) -> Frame:
    ratio = side / max(clip.width, clip.height)
    return np.zeros((even(clip.height * ratio), even(clip.width * ratio), 3), np.uint8)


def _boxed(stretch: Stretch, canvas: Frame, speed: float, fps: float, *, cover: bool) -> Pictures:
    for frame in stretch.frames(speed=speed, fps=fps):
        page = canvas.copy()
        fitted_in(frame, page, (0, 0, page.shape[1], page.shape[0]), cover=cover)
        yield page


def _inset(stretches: list[Stretch], lengths: list[float], speed: float, fps: float, random: Random) -> tuple[Pictures, Placed]:
    """The first one small in front of the second, which goes on behind it."""
    shared, share = min(lengths), random.uniform(0.3, 0.6)
    x, y, edge = random.random(), random.random(), random.choice((0, 3))

    def pictures() -> Pictures:
        both = zip(*(s.frames(speed=speed, fps=fps) for s in stretches), strict=False)
        for front, behind in both:
            page = np.ascontiguousarray(behind).copy()
            ratio = share * min(page.shape[1] / front.shape[1], page.shape[0] / front.shape[0])
            small = scaled(front, front.shape[1] * ratio, front.shape[0] * ratio)
            height, width = small.shape[:2]
            left, top = round(x * (page.shape[1] - width)), round(y * (page.shape[0] - height))
            page[max(0, top - edge) : top + height + edge, max(0, left - edge) : left + width + edge] = 255
            page[top : top + height, left : left + width] = small
            yield page

    return pictures(), [("pip_foreground", 0.0, shared), ("pip_background", 0.0, shared)]


def _beside(stretches: list[Stretch], lengths: list[float], speed: float, fps: float, random: Random) -> tuple[Pictures, Placed]:
    return _panels(stretches, lengths, speed, fps, (random.random() < 0.5, False))


def _stacked(stretches: list[Stretch], lengths: list[float], speed: float, fps: float, random: Random) -> tuple[Pictures, Placed]:
    return _panels(stretches, lengths, speed, fps, (random.random() < 0.5, True))


def _panels(
    stretches: list[Stretch], lengths: list[float], speed: float, fps: float, how: tuple[bool, bool]
) -> tuple[Pictures, Placed]:
    """Two halves of one picture; ``how``: whether each fills its half, whether one stands above the other."""
    cover, upright = how
    size = (480, 640) if upright else (854, 480)

    def pictures() -> Pictures:
        for pair in zip(*(s.frames(speed=speed, fps=fps) for s in stretches), strict=False):
            page = np.zeros((size[1], size[0], 3), np.uint8)
            for number, frame in enumerate(pair):
                half = (
                    (0, number * size[1] // 2, size[0], size[1] // 2)
                    if upright
                    else (number * size[0] // 2, 0, size[0] // 2, size[1])
                )
                fitted_in(frame, page, half, cover=cover)
            yield page

    return pictures(), [("panel", 0.0, min(lengths))] * 2


LAYOUTS: dict[str, Callable[[list[Stretch], list[float], float, float, Random], tuple[Pictures, Placed]]] = {
    "compilation": _compilation,
    "picture_in_picture": _inset,
    "side_by_side": _beside,
    "stack": _stacked,
}
