"""What was done to the footage before the articles embedded it: the clip is a disguised excerpt of the original."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from samples.scene import Frame
from samples.sound import RATE, Sound, ambience, mix
from samples.video import read_frames, read_sound

__all__ = ["CLIP", "Disguise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguise:
    """An excerpt, cropped, mirrored left–right, scaled, with a caption band burnt in and the sound covered."""

    start: float
    """Seconds into the original."""
    length: float
    left: float
    """Edges of the crop, as shares of the original's width and height."""
    top: float
    kept: float
    """Share of the width and of the height that remains."""
    width: int
    height: int
    caption: str
    loudness: float
    """What is left of the original's sound."""

    def picture(self, frame: Frame) -> Frame:
        """One frame of the original as the clip shows it."""
        return self.captioned(self.stripped(frame))

    def stripped(self, frame: Frame) -> Frame:
        """Cropped, mirrored and scaled, colours pushed; no caption yet."""
        height, width = frame.shape[:2]
        x, y, w, h = (round(v) for v in (self.left * width, self.top * height, self.kept * width, self.kept * height))
        small = cv2.resize(frame[y : y + h, x : x + w][:, ::-1], (self.width, self.height), interpolation=cv2.INTER_AREA)
        pushed = (small.astype(np.float32) - 118) * 1.12 + 122
        return np.asarray(np.clip(pushed * np.array([0.96, 1.0, 1.04], np.float32), 0, 255), np.uint8)

    @property
    def band(self) -> tuple[int, int]:
        """Rows (first, last + 1) of the caption band."""
        return round(self.height * 0.8), round(self.height * 0.935)

    def captioned(self, frame: Frame) -> Frame:
        """With the band over the lower part."""
        image = Image.fromarray(np.ascontiguousarray(frame[..., ::-1]))
        draw = ImageDraw.Draw(image, "RGBA")
        top, bottom = self.band
        draw.rectangle((0, top, self.width, bottom), fill=(150, 18, 24, 222))
        draw.rectangle((0, top, 14, bottom), fill=(250, 250, 250, 255))
        font = ImageFont.load_default((bottom - top) * 0.5)
        draw.text((30, (top + bottom) / 2), self.caption, font=font, fill=(255, 255, 255, 255), anchor="lm")
        return np.asarray(image, np.uint8)[..., ::-1].copy()

    def frames(self, original: Path) -> Iterator[Frame]:
        """The clip's pictures."""
        for _, frame in read_frames(original, self.start, self.start + self.length):
            yield self.picture(frame)

    def sound(self, original: Path) -> Sound:
        """The original's sound turned down under a droning bed."""
        first = round(self.start * RATE)
        kept = read_sound(original)[first : first + round(self.length * RATE)]
        seconds = len(kept) / RATE
        return mix(kept * self.loudness, ambience(seconds, 70, 240, 0.16, np.random.default_rng(5)))


CLIP = Disguise(
    start=6.4,
    length=9.2,
    left=0.14,
    top=0.05,
    kept=0.76,
    width=640,
    height=360,
    caption="PIVDENNE : LE PORT EN FEU CE MATIN",
    loudness=0.3,
)
"""The clip that the articles embed."""
