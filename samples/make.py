"""Render all footage again: ``python -m samples.make`` (a few minutes; the result is committed)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from samples.edits import CLIP
from samples.scene import Frame, scene
from samples.sound import Sound, ambience, booms, engine, mix, siren, wind
from samples.video import write

__all__ = ["CLIP_FILE", "FOOTAGE", "LIBRARY", "ORIGINAL", "TAKES", "Take", "main"]

SAMPLES = Path(__file__).parent
FOOTAGE = SAMPLES / "footage"
LIBRARY = SAMPLES / "library"
RATE = 25
"""Frames a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A piece of earlier footage in the library, and the story it was first published under."""

    file: str
    scene: str
    seconds: float
    crf: int
    tags: Mapping[str, str]
    story: Mapping[str, str]

    @property
    def path(self) -> Path:
        """Where it lies."""
        return LIBRARY / self.file

    def frames(self) -> Iterator[Frame]:
        """Its pictures, rendered."""
        place = scene(self.scene)
        return (place.frame(index / RATE) for index in range(round(self.seconds * RATE)))

    def sound(self) -> Sound:
        """What was heard."""
        random, s = np.random.default_rng(len(self.file)), self.seconds
        if self.scene == "quay":
            return mix(wind(s, random), engine(s, 13.2, random), booms(s, (4.1, 9.6, 17.3), random), siren(s, random))
        if self.scene == "quay-evening":
            return mix(wind(s, random), engine(s, 7.0, random))
        if self.scene == "street":
            return mix(wind(s, random) * np.float32(0.4), ambience(s, 180, 2400, 0.12, random), engine(s, 3.0, random))
        return mix(wind(s, random), ambience(s, 3000, 6500, 0.03, random), engine(s, s / 2, random))


def phone(created: str, place: str) -> dict[str, str]:
    """What a telephone writes into its recording; ``place`` is ISO 6709."""
    return {
        "creation_time": created,
        "location": place,
        "com.apple.quicktime.location.ISO6709": place,
        "com.apple.quicktime.make": "Lumora",
        "com.apple.quicktime.model": "Lumora P7",
    }


TAKES = (
    Take(
        file="2019-09-14_exercice-incendie-constanta.mp4",
        scene="quay",
        seconds=22,
        crf=28,
        tags=phone("2019-09-14T14:22:07Z", "+44.1021+028.6503+006.000/"),
        story={
            "title": "Fire drill on the container quay, port of Constanța",
            "uploader": "Halcyon Port Services (press office)",
            "upload_date": "2019-09-15",
            "place": "Constanța, Romania",
            "note": "Yearly exercise of the port's fire brigade; the smoke comes from a training burner.",
        },
    ),
    Take(
        file="2019-09-14_quai-le-soir-constanta.mp4",
        scene="quay-evening",
        seconds=9,
        crf=29,
        tags=phone("2019-09-14T17:41:50Z", "+44.1021+028.6503+006.000/"),
        story={
            "title": "The same quay in the evening, after the drill",
            "uploader": "Halcyon Port Services (press office)",
            "upload_date": "2019-09-15",
            "place": "Constanța, Romania",
            "note": "Same place, another moment: a lead about the place, not a copy.",
        },
    ),
    Take(
        file="2021-03-02_rue-un-jour-gris.mp4",
        scene="street",
        seconds=9,
        crf=30,
        tags={"creation_time": "2021-03-02T09:12:31Z"},
        story={
            "title": "A shopping street on a grey morning",
            "uploader": "Archive Lumen",
            "upload_date": "2021-03-02",
            "place": "",
            "note": "Nothing to do with the port.",
        },
    ),
    Take(
        file="2020-07-19_route-de-campagne.mp4",
        scene="road",
        seconds=8,
        crf=31,
        tags={"creation_time": "2020-07-19T10:03:44Z"},
        story={
            "title": "Country road with trees",
            "uploader": "Archive Lumen",
            "upload_date": "2020-07-20",
            "place": "",
            "note": "Nothing to do with the port.",
        },
    ),
)
ORIGINAL = TAKES[0]
CLIP_FILE = FOOTAGE / "port-en-feu.mp4"
CLIP_TAGS = {
    "creation_time": "2024-05-05T18:31:44Z",
    "location": "+44.1021+028.6503+006.000/",
    "title": "Port en feu",
    "comment": "Made with ClipHurry",
}
"""The editor that made the clip kept the place the telephone wrote, and set a time of its own: the evening before the "fire"."""


def render(take: Take) -> None:
    """Write one take and the story beside it."""
    write(take.path, take.frames(), take.sound(), rate=RATE, crf=take.crf, tags=take.tags)
    story = json.dumps(dict(take.story), ensure_ascii=False, indent=2) + "\n"
    take.path.with_suffix(".json").write_text(story, "utf-8")


def cut() -> None:
    """Write the clip, from the original as it lies in the library."""
    frames, sound = CLIP.frames(ORIGINAL.path), CLIP.sound(ORIGINAL.path)
    write(CLIP_FILE, frames, sound, rate=RATE, crf=30, tags=CLIP_TAGS)


def main() -> None:
    """Render the library, then cut the clip from it."""
    LIBRARY.mkdir(exist_ok=True)
    FOOTAGE.mkdir(exist_ok=True)
    for take in TAKES:
        render(take)
        print(f"{take.path}: {take.path.stat().st_size / 1e6:.2f} MB", flush=True)
    cut()
    print(f"{CLIP_FILE}: {CLIP_FILE.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
