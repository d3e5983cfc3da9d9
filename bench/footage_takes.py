"""Footage of our own to make copies of: the samples' invented scenes with other seeds, lights and camera work.

    python -m bench.footage_takes --out DIR [--takes N] [--seed N]

In turn a camera that stands, one that is walked, one panned by hand, and one that stands before a scene where nothing but the
sensor's noise changes; those that stand are long enough to be cut into stretches. Rendered, hence cleaner and poorer in things
than real footage: good for what a copy is, too easy for what a candidate is. A second or two of work for a second of footage.
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import cv2
import numpy as np

from bench.edits.files import write
from bench.edits.interface import Frame
from samples.camerawork import AFTERNOON, DUSK, GREY, SUMMER, Mood, Scene
from samples.engine import Camera
from samples.harbour import Harbour
from samples.inland import Road, Street

__all__ = ["Take", "main", "takes"]

RATE = 15
HELD = ("stands", "walked", "panned", "still")
SIZE = (480, 270)
Place = Callable[[int, Mood], Scene]
PLACES: dict[str, Place] = {
    "street": lambda seed, mood: Street(seed=seed, mood=mood, width=SIZE[0], height=SIZE[1]),
    "quay": lambda seed, mood: Harbour(seed=seed, mood=mood, width=SIZE[0], height=SIZE[1], fire=seed % 2 == 0, offset=seed % 7),
    "road": lambda seed, mood: Road(seed=seed, mood=mood, width=SIZE[0], height=SIZE[1]),
}
MOODS = (AFTERNOON, DUSK, GREY, SUMMER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """One clip: where, in what light, how the camera is held."""

    name: str
    place: str
    seed: int
    mood: Mood
    held: str
    begins: float
    """Seconds of the scene's time."""
    seconds: float

    def frames(self) -> Iterator[Frame]:
        """Its pictures, RGB."""
        scene = PLACES[self.place](self.seed, self.mood)
        if self.held == "still":
            yield from _grained(scene.frame(self.begins)[..., ::-1], round(self.seconds * RATE), self.seed)
            return
        walked, fixed = scene.camera, scene.camera(self.begins)

        def held(time: float) -> Camera:
            moved = walked(time)
            return {"walked": moved, "stands": fixed, "panned": replace(fixed, yaw=moved.yaw, pitch=moved.pitch)}[self.held]

        scene.camera = held  # type: ignore[method-assign] # the scene films itself; here somebody else holds the camera
        for number in range(round(self.seconds * RATE)):
            yield scene.frame(self.begins + number / RATE)[..., ::-1]


def _grained(picture: Frame, number: int, seed: int) -> Iterator[Frame]:
    """The same picture again and again, each time with a sensor's fresh grain."""
    grain = np.random.default_rng(seed)
    for _ in range(number):
        fresh = cv2.GaussianBlur(grain.normal(0, 4, picture.shape[:2]).astype(np.float32), (0, 0), 0.6)
        yield np.asarray(np.clip(picture + fresh[..., None], 0, 255), np.uint8)


def takes(number: int, seed: int) -> Iterator[Take]:
    """``number`` takes, all different."""
    random = Random(seed)
    for index in range(number):
        held, place = HELD[index % len(HELD)], tuple(PLACES)[(index + index // len(HELD)) % len(PLACES)]
        seconds = random.uniform(11, 14.5) if held in {"stands", "still"} else random.uniform(5, 9)
        yield Take(
            name=f"take_{index:02d}_{place}_{held}",
            place=place,
            seed=random.randrange(1000),
            mood=random.choice(MOODS),
            held=held,
            begins=random.uniform(0, 4),
            seconds=seconds,
        )


def main() -> None:
    """Render the takes that the folder lacks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--takes", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for take in takes(given.takes, given.seed):
        write(given.out / f"{take.name}.mp4", take.frames(), fps=RATE, crf=20)


if __name__ == "__main__":
    main()
