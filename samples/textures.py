"""Surfaces made of noise and drawing: sky, concrete, containers, façades, cranes, people. BGR or BGRA, 0–255."""

from math import sin, tau

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.engine import Picture

__all__ = [
    "blank",
    "container_end",
    "container_side",
    "crane",
    "facade",
    "lorry_front",
    "noise",
    "pavement",
    "person",
    "ship",
    "sky",
    "skyline",
    "smoke",
    "stack",
    "tree",
]

Random = np.random.Generator
PAINTS = (
    (46, 52, 142),
    (128, 78, 34),
    (62, 110, 58),
    (38, 98, 176),
    (120, 120, 118),
    (88, 58, 52),
    (150, 150, 146),
    (92, 116, 40),
)
"""Container colours, BGR."""


def noise(shape: tuple[int, int], rough: float, random: Random) -> NDArray[np.float32]:
    """Seamless noise from 0 to 1 whose spectrum falls with ``rough`` (0 white, 2 clouds)."""
    height, width = shape
    fy, fx = np.meshgrid(np.fft.fftfreq(height), np.fft.rfftfreq(width), indexing="ij")
    frequency = np.hypot(fy * height, fx * width)
    frequency[0, 0] = 1
    field = np.fft.irfft2(np.fft.rfft2(random.standard_normal(shape)) * frequency**-rough, s=shape)
    field = (field - field.mean()) / (field.std() + 1e-9)
    return np.asarray(np.clip(field / 5 + 0.5, 0, 1), np.float32)


def blank(shape: tuple[int, int], colour: tuple[float, ...]) -> Picture:
    """A picture of one colour."""
    return np.full((*shape, len(colour)), colour, np.float32)


def weathered(picture: Picture, random: Random, strength: float = 0.22) -> Picture:
    """Blotches and streaks that run down, as rain and rust leave them."""
    height, width = picture.shape[:2]
    blotches = noise((height, width), 1.1, random) - 0.5
    streaks = cv2.resize(noise((max(height // 16, 4), width), 0.6, random), (width, height)) - 0.5
    worn = picture.copy()
    worn[..., :3] = np.clip(worn[..., :3] * (1 + strength * (2.2 * blotches + 1.2 * streaks))[..., None], 0, 255)
    return worn


def lettering(picture: Picture, text: str, at: tuple[int, int], size: float, colour: tuple[float, ...]) -> None:
    """Plain letters (ASCII: Pillow's own font has no more) whose top-left corner is ``at``, in place."""
    height, width = picture.shape[:2]
    canvas = Image.new("L", (width, height))
    ImageDraw.Draw(canvas).text(at, text, font=ImageFont.load_default(size), fill=255)
    cover = np.asarray(canvas, np.float32)[..., None] / 255
    picture += (np.array(colour, np.float32) - picture) * cover


def container_side(random: Random) -> Picture:
    """The long wall of a 40-foot container: corrugated steel, 26 pixels a metre."""
    height, width = 68, 318
    paint = np.array(PAINTS[random.integers(len(PAINTS))], np.float32) * random.uniform(0.8, 1.15)
    ribs = 1 + 0.16 * np.sign(np.sin(np.arange(width) * tau / 7.3)) * np.abs(np.sin(np.arange(width) * tau / 7.3)) ** 0.4
    picture = (paint[None, None] * ribs[None, :, None] * np.ones((height, 1, 1))).astype(np.float32)
    picture[:5], picture[-6:], picture[:, :5], picture[:, -5:] = paint * 0.72, paint * 0.6, paint * 0.75, paint * 0.7
    mark = random.integers(4)
    if mark == 0:
        lettering(picture, ("NORDHAVN", "LUMEN", "OSTARA", "VELTRA")[random.integers(4)], (90, 18), 27, (225, 225, 220))
    elif mark == 1:
        cv2.rectangle(picture, (24, 14), (60, 52), (215, 215, 210), -1)
        cv2.circle(picture, (42, 33), 12, tuple(float(c) for c in paint * 0.9), -1, cv2.LINE_AA)
    lettering(picture, f"{random.integers(100000, 999999)} {random.integers(10)}", (244, 9), 10, (220, 220, 215))
    worn = weathered(picture, random, 0.3)
    rust = np.clip(noise((height, width), 1.3, random) - 0.66, 0, 1)[..., None] * 4
    return np.asarray(np.clip(worn * (1 - rust) + np.array([30, 52, 92], np.float32) * rust, 0, 255), np.float32)


def container_end(random: Random) -> Picture:
    """The doors of a container."""
    paint = np.array(PAINTS[random.integers(len(PAINTS))], np.float32) * random.uniform(0.8, 1.1)
    picture = blank((68, 64), tuple(float(c) for c in paint))
    for x in (14, 24, 40, 50):
        cv2.line(picture, (x, 4), (x, 64), tuple(float(c) for c in paint * 1.5), 1, cv2.LINE_AA)
        cv2.rectangle(picture, (x - 2, 40), (x + 2, 46), tuple(float(c) for c in paint * 0.5), -1)
    cv2.line(picture, (32, 2), (32, 66), tuple(float(c) for c in paint * 0.35), 2)
    cv2.rectangle(picture, (0, 0), (63, 67), tuple(float(c) for c in paint * 0.6), 4)
    return weathered(picture, random, 0.3)


def stack(columns: int, rows: int, random: Random, *, ends: bool = False) -> Picture:
    """A wall of containers, ``columns`` wide and ``rows`` high, with the dark gaps between them."""
    make = container_end if ends else container_side
    wall = []
    for _ in range(rows):
        row = [cv2.copyMakeBorder(make(random), 2, 1, 2, 2, cv2.BORDER_CONSTANT, value=(14, 14, 16)) for _ in range(columns)]
        wall.append(np.concatenate(row, axis=1))
    return np.concatenate(wall, axis=0).astype(np.float32)


def pavement(
    metres: tuple[float, float], scale: float, random: Random, *, tint: tuple[float, float, float] = (112, 116, 118)
) -> Picture:
    """Worn concrete or asphalt: (length, width) in metres at ``scale`` pixels a metre."""
    shape = (round(metres[0] * scale), round(metres[1] * scale))
    grain, stains = noise(shape, 0.35, random), noise(shape, 1.35, random)
    value = 1 + 0.5 * (grain - 0.5) + 0.85 * (stains - 0.5) - 0.9 * np.clip(stains - 0.68, 0, 1)
    picture = (value[..., None] * np.array(tint, np.float32)).astype(np.float32)
    for _ in range(shape[0] // 60):
        start = np.array([random.uniform(0, shape[1]), random.uniform(0, shape[0])])
        path = start + np.cumsum(random.normal(0, scale * 0.35, (14, 2)) + random.normal(0, scale * 0.4, 2), axis=0)
        cv2.polylines(
            picture,
            [path.astype(np.int32)],
            isClosed=False,
            color=tuple(c * 0.55 for c in tint),
            thickness=1,
            lineType=cv2.LINE_AA,
        )
    return np.asarray(np.clip(picture, 0, 255), np.float32)


def sky(random: Random, *, top: tuple[float, ...], low: tuple[float, ...], cloud: tuple[float, ...], cover: float) -> Picture:
    """The sky from 4° under the horizon to 46° above, 150° wide; clouds lie on a plane, so they shrink with distance."""
    height, width = 500, 1500
    up = np.radians(np.linspace(46, -4, height))[:, None]
    side = np.radians(np.linspace(-75, 75, width))[None, :]
    deck = noise((1024, 1024), 1.45, random)
    reach = 1 / np.maximum(np.tan(up), 0.045)
    u = (reach * np.sin(side) * 95 % 1024).astype(np.float32)
    v = (reach * np.cos(side) * 95 % 1024).astype(np.float32)
    density = cv2.remap(deck, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    shade = cv2.remap(deck, u + 7, v + 9, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    amount = np.clip((density - (0.62 - cover * 0.3)) * 5.5, 0, 1) * np.clip(np.degrees(up) / 7, 0, 1)
    clear = np.clip((np.degrees(up) + 2) / 34, 0, 1)[..., None] ** 0.75
    dome = np.array(low, np.float32) * (1 - clear) + np.array(top, np.float32) * clear
    lit = np.array(cloud, np.float32) * (1 + 0.9 * (density - shade) - 0.28 * np.clip(density - 0.55, 0, 1) * 4)[..., None]
    mixed = dome * (1 - amount[..., None] * 0.92) + lit * amount[..., None] * 0.92
    return np.asarray(np.clip(mixed, 0, 255), np.float32)


def skyline(random: Random, *, colour: tuple[float, float, float], town: bool = True) -> Picture:
    """A far shore with hills, and blocks of flats if ``town``; the rest is clear."""
    height, width = 110, 2400
    picture = blank((height, width), (*colour, 0.0))
    ridge = 62 - 46 * cv2.resize(noise((1, 64), 1.0, random), (width, 1), interpolation=cv2.INTER_CUBIC)[0]
    for x in range(width):
        picture[max(int(ridge[x] + 30), 0) :, x] = (*(c * 1.03 for c in colour), 255)
    x = 0
    while town and x < width:
        w, h = int(random.integers(8, 34)), int(random.integers(6, 46) * (0.4 + random.random()))
        tone = random.uniform(0.82, 1.12)
        block = np.clip(noise((h + 1, w), 0.2, random)[..., None] * 26 - 13 + np.array(colour) * tone, 0, 255)
        block[1::4, 1::3] *= 0.86
        picture[height - 34 - h : height - 33, x : x + w, :3] = block[:, : width - x]
        picture[height - 34 - h :, x : x + w, 3] = 255
        x += w + int(random.integers(0, 40))
    picture[-34:, :, :3] = picture[-34:, :, :3] * 0.96
    return picture


def crane(random: Random, *, paint: tuple[float, float, float]) -> Picture:
    """A ship-to-shore gantry crane, seen from the side: legs, boom, stays, cab."""
    picture = blank((640, 760), (*paint, 0.0))
    tone = (*(c * random.uniform(0.95, 1.05) for c in paint), 255.0)
    dark = (*(c * 0.7 for c in paint), 255.0)

    def beam(a: tuple[int, int], b: tuple[int, int], thick: int, colour: tuple[float, ...] = tone) -> None:
        cv2.line(picture, a, b, colour, thick, cv2.LINE_AA)

    for x in (330, 520):
        beam((x, 638), (x + 6, 210), 13)
        beam((x + 8, 636), (x + 12, 214), 4, dark)
    beam((330, 420), (526, 420), 12)
    beam((334, 600), (524, 440), 5, dark)
    beam((524, 600), (334, 440), 5, dark)
    beam((20, 212), (748, 212), 14)
    beam((20, 226), (748, 226), 4, dark)
    beam((336, 212), (400, 40), 9)
    beam((524, 212), (400, 40), 9)
    for x in (60, 200, 700):
        beam((x, 210), (400, 40), 3, dark)
    for x in range(24, 740, 22):
        beam((x, 222), (x + 11, 206), 2, dark)
    cv2.rectangle(picture, (556, 166), (690, 208), tone, -1)
    cv2.rectangle(picture, (210, 228), (244, 256), (*(c * 0.45 for c in paint), 255.0), -1)
    beam((226, 256), (226, 420), 2, dark)
    beam((180, 424), (272, 424), 4, dark)
    return picture


def ship(random: Random) -> Picture:
    """A container ship's side with its deck load and white superstructure."""
    picture = blank((260, 1200), (60.0, 60.0, 62.0, 0.0))
    hull = np.array([[8, 168], [1192, 158], [1168, 258], [30, 258]], np.int32)
    cv2.fillPoly(picture, [hull], (66, 50, 38, 255), cv2.LINE_AA)
    cv2.fillPoly(picture, [np.array([[24, 236], [1173, 236], [1166, 259], [30, 259]], np.int32)], (44, 44, 104, 255), cv2.LINE_AA)
    for column in range(20):
        for row in range(int(random.integers(2, 6))):
            paint = np.array(PAINTS[random.integers(len(PAINTS))]) * random.uniform(0.75, 1.15)
            x, y = 60 + column * 44, 164 - row * 17
            cv2.rectangle(picture, (x, y - 16), (x + 42, y - 1), (*(float(c) for c in paint), 255.0), -1)
            picture[y - 15 : y, x + 1 : x + 42 : 4, :3] *= 0.86
    cv2.rectangle(picture, (960, 30), (1080, 166), (206, 208, 206, 255), -1)
    cv2.rectangle(picture, (944, 24), (1096, 40), (214, 216, 214, 255), -1)
    for y in range(48, 160, 16):
        for x in range(968, 1072, 13):
            cv2.rectangle(picture, (x, y), (x + 6, y + 6), (70, 62, 56, 255), -1)
    cv2.rectangle(picture, (1040, 4), (1066, 28), (60, 84, 170, 255), -1)
    lettering(picture, "HALCYON  TRADER", (70, 188), 24, (206, 206, 200, 255))
    return weathered(picture, random, 0.12)


def person(step: float, vest: tuple[float, float, float], random: Random) -> Picture:
    """Somebody walking, seen from a distance; ``step`` is the phase of the gait in turns."""
    picture = blank((240, 120), (40.0, 40.0, 44.0, 0.0))
    coat, skin = (52.0, 46.0, 44.0, 255.0), (112.0, 138.0, 176.0, 255.0)
    swing = sin(tau * step)
    for side in (1, -1):
        foot, knee = (
            (60 + round(26 * swing * side), 232 - (6 if swing * side > 0.6 else 0)),
            (60 + round(13 * swing * side) + 4, 178),
        )
        cv2.line(picture, (60, 126), knee, coat, 17, cv2.LINE_AA)
        cv2.line(picture, knee, foot, tuple(c * (0.82 if c != 255 else 1) for c in coat), 13, cv2.LINE_AA)
        hand = (60 - round(22 * swing * side), 124)
        cv2.line(picture, (60, 62), hand, coat, 11, cv2.LINE_AA)
    cv2.ellipse(picture, (60, 92), (21, 42), 0, 0, 360, (*vest, 255.0), -1, cv2.LINE_AA)
    cv2.line(picture, (42, 104), (78, 104), (205, 215, 215, 255), 5, cv2.LINE_AA)
    cv2.ellipse(picture, (61, 36), (12, 15), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(picture, (61, 29), (14, 10), 0, 180, 360, (*(c * 1.1 for c in vest), 255.0), -1, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(weathered(picture, random, 0.25), (0, 0), 0.8), np.float32)


def lorry_front(random: Random) -> Picture:
    """A lorry's cab from the front: windscreen, grille, lamps."""
    picture = blank((120, 100), (168.0, 166.0, 160.0))
    cv2.rectangle(picture, (8, 16), (92, 58), (58, 50, 44), -1)
    cv2.line(picture, (12, 54), (60, 20), (112, 104, 96), 5, cv2.LINE_AA)
    cv2.rectangle(picture, (20, 66), (80, 92), (52, 50, 50), -1)
    for y in range(70, 92, 5):
        cv2.line(picture, (22, y), (78, y), (110, 110, 108), 1)
    cv2.rectangle(picture, (0, 100), (100, 120), (38, 38, 40), -1)
    for x in (12, 88):
        cv2.circle(picture, (x, 96), 7, (232, 250, 255), -1, cv2.LINE_AA)
    return weathered(picture, random, 0.2)


def lorry_side(random: Random) -> Picture:
    """The cab from the side."""
    picture = blank((120, 90), (160.0, 158.0, 152.0))
    cv2.rectangle(picture, (10, 16), (62, 56), (60, 52, 46), -1)
    cv2.rectangle(picture, (0, 92), (90, 120), (36, 36, 38), -1)
    cv2.circle(picture, (44, 104), 19, (26, 26, 28), -1, cv2.LINE_AA)
    cv2.circle(picture, (44, 104), 9, (96, 96, 98), -1, cv2.LINE_AA)
    return weathered(picture, random, 0.2)


def chassis(random: Random) -> Picture:
    """The open space under a trailer with its wheels, seen from the side."""
    picture = blank((40, 318), (30.0, 30.0, 32.0, 0.0))
    cv2.rectangle(picture, (0, 0), (318, 10), (44, 44, 48, 255), -1)
    for x in (40, 218, 250, 282):
        cv2.circle(picture, (x, 23), 15, (24, 24, 26, 255), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, 23), 7, (88, 88, 90, 255), -1, cv2.LINE_AA)
    return weathered(picture, random, 0.2)


def facade(storeys: int, bays: int, random: Random) -> Picture:
    """A street front: plaster, windows with frames and curtains, a shop below, a cornice above."""
    wall = np.array([random.uniform(120, 175), random.uniform(150, 190), random.uniform(165, 205)], np.float32)
    width, height = bays * 84, storeys * 92 + 110
    picture = weathered(blank((height, width), tuple(float(c) for c in wall)), random, 0.3)
    trim = tuple(float(c) for c in np.clip(wall * 1.18, 0, 240))
    for storey in range(storeys):
        y = 26 + storey * 92
        for bay in range(bays):
            x = bay * 84 + 24
            cv2.rectangle(picture, (x - 5, y - 5), (x + 41, y + 59), trim, -1)
            glass = random.uniform(0.5, 1.5)
            cv2.rectangle(picture, (x, y), (x + 36, y + 54), (74 * glass, 64 * glass, 54 * glass), -1)
            if random.random() < 0.5:
                cv2.rectangle(picture, (x + 2, y + 2), (x + 2 + int(random.integers(6, 30)), y + 52), (150, 160, 164), -1)
            cv2.line(picture, (x + 18, y), (x + 18, y + 54), trim, 3)
            cv2.line(picture, (x, y + 18), (x + 36, y + 18), trim, 2)
            cv2.rectangle(picture, (x - 7, y + 58), (x + 43, y + 64), tuple(c * 0.8 for c in trim), -1)
    for bay in range(bays):
        x = bay * 84
        cv2.rectangle(picture, (x + 8, height - 88), (x + 76, height - 6), (48, 44, 42), -1)
        sign = tuple(float(c) for c in random.uniform(40, 110, 3))
        cv2.rectangle(picture, (x + 4, height - 108), (x + 80, height - 88), sign, -1)
    picture[:12] = np.array(trim, np.float32) * 0.92
    return picture


def tree(random: Random) -> Picture:
    """A broad-leaved tree: trunk, and a crown of many small tufts lit from the upper left."""
    picture = blank((420, 360), (46.0, 74.0, 66.0, 0.0))
    cv2.line(picture, (180, 418), (176, 240), (48, 58, 68, 255), 18, cv2.LINE_AA)
    for _ in range(2200):
        angle, reach = random.uniform(0, tau), random.beta(2, 1.4)
        x, y = 178 + reach * 150 * np.cos(angle), 160 + reach * 132 * np.sin(angle)
        light = 0.62 + 0.5 * (1 - (y - 20) / 290) + 0.12 * (1 - x / 360) + random.normal(0, 0.1)
        tuft = (float(38 * light), float(92 * light), float(84 * light), 255.0)
        cv2.circle(picture, (int(x), int(y)), int(random.integers(2, 8)), tuft, -1, cv2.LINE_AA)
    return picture


def smoke(random: Random, colour: tuple[float, float, float]) -> Picture:
    """One billow: a soft-edged ball of cloud, lighter above."""
    size = 128
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j]
    lumps = noise((size, size), 1.3, random)
    fade = np.clip(1.12 - np.hypot(x, y) + 0.9 * (lumps - 0.5), 0, 1) * np.clip((1 - np.hypot(x, y)) * 5, 0, 1)
    light = 1 + 0.8 * (lumps - 0.5) - 0.26 * y - 0.14 * x
    shade = np.clip(light[..., None] * np.array(colour), 0, 255)
    return np.concatenate([shade, 255 * np.clip(fade, 0, 1)[..., None]], axis=2).astype(np.float32)
