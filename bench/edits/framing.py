"""Edits of the frame: cut, bordered, mirrored, turned, stretched."""

from collections.abc import Mapping
from math import sqrt
from random import Random

import cv2
import numpy as np

from bench.edits.interface import Drawn, Edit, Frame, even

__all__ = ["FRAMING", "fitted_in", "scaled"]

RATIOS = (9 / 16, 4 / 5, 1.0, 4 / 3, 16 / 9, 21 / 9)
"""Shapes of the picture on common screens and in feeds, width to height."""


def scaled(frame: Frame, width: float, height: float) -> Frame:
    """``frame`` at ``width`` × ``height``, made even."""
    size = even(width), even(height)
    shrinks = size[0] < frame.shape[1]
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC), np.uint8)


def fitted_in(frame: Frame, canvas: Frame, box: tuple[float, float, float, float], *, cover: bool) -> None:
    """Put ``frame`` into ``box`` (left, top, width, height in pixels) of ``canvas``: whole inside it, or filling it."""
    left, top, width, height = (round(v) for v in box)
    ratios = width / frame.shape[1], height / frame.shape[0]
    ratio = max(ratios) if cover else min(ratios)
    size = max(1, round(frame.shape[1] * ratio)), max(1, round(frame.shape[0] * ratio))
    small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
    x, y = max(0, (size[0] - width) // 2), max(0, (size[1] - height) // 2)
    small = small[y : y + height, x : x + width]
    left, top = left + (width - small.shape[1]) // 2, top + (height - small.shape[0]) // 2
    canvas[top : top + small.shape[0], left : left + small.shape[1]] = small


def _cut(frame: Frame, x: float, y: float, w: float, h: float) -> Frame:
    height, width = frame.shape[:2]
    left, top = round(x * width), round(y * height)
    return frame[top : top + even(h * height - 1), left : left + even(w * width - 1)]


def _crop(random: Random, *, w: float, h: float, centre: bool = False) -> Drawn:
    x, y = ((1 - w) / 2, (1 - h) / 2) if centre else (random.uniform(0, 1 - w), random.uniform(0, 1 - h))
    return Drawn(params={"x": x, "y": y, "w": w, "h": h}, filter=lambda frame, _: _cut(frame, x, y, w, h))


def crop_center(random: Random) -> Drawn:
    """The middle, 60 to 90 % of each side."""
    side = random.uniform(0.6, 0.9)
    return _crop(random, w=side, h=side, centre=True)


def crop_random(random: Random) -> Drawn:
    """Any part with 40 to 65 % of the area, its shape changed too."""
    area, skew = random.uniform(0.4, 0.65), random.uniform(0.8, 1.25)
    return _crop(random, w=min(1, sqrt(area) * skew), h=min(1, sqrt(area) / skew))


def crop_tight(random: Random) -> Drawn:
    """Any part with 28 to 35 % of the area."""
    area, skew = random.uniform(0.28, 0.35), random.uniform(0.85, 1.18)
    return _crop(random, w=sqrt(area) * skew, h=sqrt(area) / skew)


def crop_strip(random: Random) -> Drawn:
    """Another shape of screen cut out of the frame at its full height or width."""
    ratio, at = random.choice((9 / 16, 4 / 5, 1.0)), random.random()

    def cut(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        w = min(1.0, ratio * height / width) if width > height else 1.0
        h = min(1.0, ratio * width / height) if width <= height else 1.0
        return _cut(frame, at * (1 - w), at * (1 - h), w, h)

    return Drawn(params={"ratio": ratio, "at": at}, filter=cut)


def _bars(random: Random, *, wider: bool, blurred: bool) -> Drawn:
    ratio, zoom = random.choice(RATIOS), random.uniform(1.0, 1.15)
    grey = random.choice((0, 0, 0, 16, 255))

    def barred(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        shape = max(ratio, 1.3 * width / height) if wider else min(ratio, width / height / 1.3)
        size = (even(height * shape), even(height)) if wider else (even(width), even(width / shape))
        canvas = np.full((size[1], size[0], 3), grey, np.uint8)
        if blurred:
            fitted_in(frame, canvas, (0, 0, *size), cover=True)
            canvas = np.asarray(cv2.GaussianBlur(canvas, (0, 0), max(size) / 40) * 0.8, np.uint8)
        w, h = min(size[0], width * zoom), min(size[1], height * zoom)
        fitted_in(frame, canvas, ((size[0] - w) / 2, (size[1] - h) / 2, w, h), cover=True)
        return scaled(canvas, canvas.shape[1] * min(1, 960 / max(size)), canvas.shape[0] * min(1, 960 / max(size)))

    return Drawn(params={"ratio": ratio, "fill": "blurred" if blurred else grey, "zoom": zoom}, filter=barred)


def border(random: Random) -> Drawn:
    """A frame of one colour on all sides."""
    share, colour = random.uniform(0.03, 0.1), tuple(random.randrange(256) for _ in range(3))

    def bordered(frame: Frame, _: float) -> Frame:
        edge = even(share * min(frame.shape[:2]))
        return np.asarray(cv2.copyMakeBorder(frame, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=colour), np.uint8)

    return Drawn(params={"share": share, "colour": "#{:02x}{:02x}{:02x}".format(*colour)}, filter=bordered)


def hflip(random: Random) -> Drawn:  # noqa: ARG001
    """Mirrored left to right."""
    return Drawn(params={}, filter=lambda frame, _: frame[:, ::-1])


def rotate_small(random: Random) -> Drawn:
    """Turned by 2 to 9 degrees; the corners black or zoomed out of sight."""
    degrees, zooms = random.uniform(2, 9) * random.choice((-1, 1)), random.random() < 0.6

    def turned(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        tilt = abs(np.radians(degrees))
        zoom = float(np.cos(tilt) + np.sin(tilt) * max(width / height, height / width)) if zooms else 1.0
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
        return np.asarray(cv2.warpAffine(frame, matrix, (width, height), flags=cv2.INTER_LINEAR), np.uint8)

    return Drawn(params={"degrees": degrees, "zoom": int(zooms)}, filter=turned)


def rotate_90(random: Random) -> Drawn:
    """A quarter turn either way."""
    turns = random.choice((1, 3))
    return Drawn(params={"turns": turns}, filter=lambda frame, _: np.rot90(frame, turns))


def stretch(random: Random) -> Drawn:
    """Squeezed in one direction, as by a player that does not keep the shape."""
    factor = random.uniform(1.1, 1.35) ** random.choice((-1, 1))
    return Drawn(params={"factor": factor}, filter=lambda frame, _: scaled(frame, frame.shape[1] * factor, frame.shape[0]))


def resize_small(random: Random) -> Drawn:
    """The shorter side 120 to 240 pixels."""
    short = random.randrange(120, 241, 2)

    def small(frame: Frame, _: float) -> Frame:
        ratio = min(1.0, short / min(frame.shape[:2]))
        return scaled(frame, frame.shape[1] * ratio, frame.shape[0] * ratio)

    return Drawn(params={"short": short}, filter=small)


FRAMING: Mapping[str, Edit] = {
    "crop_center": crop_center,
    "crop_random": crop_random,
    "crop_tight": crop_tight,
    "crop_strip": crop_strip,
    "letterbox": lambda random: _bars(random, wider=False, blurred=False),
    "letterbox_blurred": lambda random: _bars(random, wider=False, blurred=True),
    "pillarbox": lambda random: _bars(random, wider=True, blurred=False),
    "pillarbox_blurred": lambda random: _bars(random, wider=True, blurred=True),
    "border": border,
    "hflip": hflip,
    "rotate_small": rotate_small,
    "rotate_90": rotate_90,
    "stretch": stretch,
    "resize_small": resize_small,
}
