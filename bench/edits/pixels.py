"""Edits of the picture itself: colours, sharpness, noise, fades."""

from collections.abc import Mapping
from random import Random

import cv2
import numpy as np
import numpy.typing as npt

from bench.edits.interface import Drawn, Edit, Frame

__all__ = ["PIXELS"]


def _clipped(values: npt.NDArray[np.float32]) -> Frame:
    return np.asarray(np.clip(values, 0, 255), np.uint8)


def color_jitter(random: Random) -> Drawn:
    """Hue, saturation, contrast and brightness pushed."""
    hue, saturation = random.uniform(-20, 20), random.uniform(0.4, 1.9)
    contrast, brightness = random.uniform(0.75, 1.35), random.uniform(-30, 30)

    def coloured(frame: Frame, _: float) -> Frame:
        hsv = np.asarray(cv2.cvtColor(frame, cv2.COLOR_RGB2HSV), np.float32)
        hsv[..., 0] = (hsv[..., 0] + hue / 2) % 180
        hsv[..., 1] = np.clip(hsv[..., 1] * saturation, 0, 255)
        rgb = np.asarray(cv2.cvtColor(hsv.astype(np.uint8), cv2.COLOR_HSV2RGB), np.float32)
        return _clipped((rgb - 128) * np.float32(contrast) + np.float32(128 + brightness))

    params = {"hue": hue, "saturation": saturation, "contrast": contrast, "brightness": brightness}
    return Drawn(params=params, filter=coloured)


def gamma(random: Random) -> Drawn:
    """Darkened or lightened in the middle tones."""
    power = random.uniform(0.5, 0.75) if random.random() < 0.5 else random.uniform(1.4, 2.2)
    table = _clipped(np.asarray((np.arange(256) / 255) ** power * 255, np.float32))
    return Drawn(params={"power": power}, filter=lambda frame, _: np.asarray(cv2.LUT(frame, table), np.uint8))


def tint(random: Random) -> Drawn:
    """Each channel multiplied: a colour filter."""
    gains = np.array([random.uniform(0.7, 1.25) for _ in range(3)], np.float32)
    params = dict(zip(("red", "green", "blue"), map(float, gains), strict=True))
    return Drawn(params=params, filter=lambda frame, _: _clipped(frame.astype(np.float32) * gains))


def grayscale(random: Random) -> Drawn:  # noqa: ARG001
    """Without colour."""

    def grey(frame: Frame, _: float) -> Frame:
        return np.asarray(cv2.cvtColor(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), np.uint8)

    return Drawn(params={}, filter=grey)


def blur(random: Random) -> Drawn:
    """Gaussian; sigma 0.2 to 0.8 % of the longer side."""
    share = random.uniform(0.002, 0.008)

    def blurred(frame: Frame, _: float) -> Frame:
        return np.asarray(cv2.GaussianBlur(frame, (0, 0), share * max(frame.shape[:2])), np.uint8)

    return Drawn(params={"share": share}, filter=blurred)


def sharpen(random: Random) -> Drawn:
    """Unsharp masking."""
    amount = random.uniform(0.6, 2.0)

    def sharp(frame: Frame, _: float) -> Frame:
        return np.asarray(cv2.addWeighted(frame, 1 + amount, cv2.GaussianBlur(frame, (0, 0), 1.5), -amount, 0), np.uint8)

    return Drawn(params={"amount": amount}, filter=sharp)


def noise(random: Random) -> Drawn:
    """Fresh Gaussian noise on every picture."""
    sigma = random.uniform(6, 20)
    draw = np.random.default_rng(random.getrandbits(32))

    def noisy(frame: Frame, _: float) -> Frame:
        return _clipped(frame.astype(np.float32) + draw.normal(0, sigma, frame.shape).astype(np.float32))

    return Drawn(params={"sigma": sigma}, filter=noisy)


def fade_in_out(random: Random) -> Drawn:
    """From black and to black, or white."""
    share, colour = random.uniform(0.08, 0.25), random.choice((0, 0, 255))

    def faded(frame: Frame, at: float) -> Frame:
        seen = min(1.0, min(at, 1 - at) / share)
        return _clipped(frame * np.float32(seen) + np.float32(colour * (1 - seen)))

    return Drawn(params={"share": share, "colour": colour}, filter=faded)


PIXELS: Mapping[str, Edit] = {
    "color_jitter": color_jitter,
    "gamma": gamma,
    "tint": tint,
    "grayscale": grayscale,
    "blur": blur,
    "sharpen": sharpen,
    "noise": noise,
    "fade_in_out": fade_in_out,
}
