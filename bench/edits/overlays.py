"""Things laid over the footage or around it: captions, logos, stickers, frames of telephones and apps, a filmed screen."""

from collections.abc import Callable, Mapping
from functools import cache
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from bench.edits.framing import fitted_in
from bench.edits.interface import Drawn, Edit, Filter, Frame, even

__all__ = ["OVERLAYS", "painted"]

WORDS = (
    *("breaking", "live", "scenes", "city", "last", "night", "witnesses", "say", "what", "happened", "today", "share", "before"),
    *(
        "they",
        "delete",
        "watch",
        "until",
        "end",
        "exclusive",
        "moment",
        "nobody",
        "expected",
        "north",
        "bridge",
        "harbour",
        "road",
    ),
)
Layer = npt.NDArray[np.float32]
"""Height × width × 4: colour and, last, opacity from 0 to 1."""


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(float(pixels))


def painted(paint: Callable[[ImageDraw.ImageDraw, int, int], None]) -> Filter:
    """The filter that lays what ``paint`` draws (into a picture of width × height) over every picture."""
    layers: dict[tuple[int, int], Layer] = {}

    def laid(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        if (width, height) not in layers:
            image = Image.new("RGBA", (width, height))
            paint(ImageDraw.Draw(image), width, height)
            layer = np.asarray(image, np.float32).copy()
            layer[..., 3] /= 255
            layers[width, height] = layer
        layer = layers[width, height]
        opacity = layer[..., 3:]
        return np.asarray(frame * (1 - opacity) + layer[..., :3] * opacity, np.uint8)

    return laid


def _says(random: Random, words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize()


def _colour(random: Random, low: int = 0, high: int = 255) -> tuple[int, int, int]:
    return random.randint(low, high), random.randint(low, high), random.randint(low, high)


def caption_overlay(random: Random) -> Drawn:
    """A band with words over the lower or upper part."""
    share, low, text = random.uniform(0.1, 0.24), random.random() < 0.7, _says(random, 6)
    fill = (*_colour(random, 0, 150), random.randint(170, 255))

    def paint(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        band = round(height * share)
        top = round(height * 0.94) - band if low else round(height * 0.05)
        draw.rectangle((0, top, width, top + band), fill=fill)
        draw.text((width * 0.03, top + band / 2), text, font=_font(max(8, band // 3)), fill="white", anchor="lm")

    return Drawn(params={"share": share, "at": "bottom" if low else "top"}, filter=painted(paint))


def caption_added(random: Random) -> Drawn:
    """A band with words above or below, which makes the picture taller."""
    share, low, text = random.uniform(0.15, 0.35), random.random() < 0.4, _says(random, 5)
    colour = random.choice(((255, 255, 255), (0, 0, 0), _colour(random)))
    ink = "black" if sum(colour) > 380 else "white"

    def added(frame: Frame, _: float) -> Frame:
        height, width = frame.shape[:2]
        image = Image.new("RGB", (width, even(height * share)), colour)
        draw = ImageDraw.Draw(image)
        draw.text((width * 0.04, image.height / 2), text, font=_font(max(8, image.height // 3)), fill=ink, anchor="lm")
        band = np.asarray(image, np.uint8)
        return np.vstack((frame, band) if low else (band, frame))

    return Drawn(params={"share": share, "at": "bottom" if low else "top"}, filter=added)


def subtitles(random: Random) -> Drawn:
    """Words without a band, others every few pictures."""
    lines, size = [_says(random, 4) for _ in range(4)], random.uniform(0.06, 0.1)

    def paints(text: str) -> Filter:
        def paint(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
            font = _font(max(8, round(height * size)))
            place = (width / 2, height * 0.9)
            draw.text(place, text, font=font, fill="white", anchor="mm", stroke_width=2, stroke_fill="black")

        return painted(paint)

    filters = [paints(line) for line in lines]
    return Drawn(params={"size": size}, filter=lambda frame, at: filters[min(3, int(at * 4))](frame, at))


def logo_watermark(random: Random) -> Drawn:
    """A mark in a corner, more or less clear."""
    x, y, size = random.choice((0.03, 0.78)), random.choice((0.04, 0.82)), random.uniform(0.1, 0.18)
    fill, text = (*_colour(random), random.randint(120, 255)), _says(random, 1).upper()

    def paint(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        left, top, side = x * width, y * height, size * height
        draw.rounded_rectangle((left, top, left + side * 1.8, top + side), side * 0.2, fill=fill)
        draw.text((left + side * 0.9, top + side / 2), text, font=_font(max(7, round(side * 0.4))), fill="white", anchor="mm")

    return Drawn(params={"x": x, "y": y, "size": size}, filter=painted(paint))


def watermark_tiled(random: Random) -> Drawn:
    """Faint words all over the picture, as agencies mark their previews."""
    text, opacity, step = _says(random, 2), random.randint(50, 120), random.uniform(0.2, 0.35)

    def paint(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        for row in np.arange(0, 1, step):
            for column in np.arange(0, 1, step * 1.3):
                place = (float(column) * width, float(row) * height)
                draw.text(place, text, font=_font(max(7, height // 22)), fill=(255, 255, 255, opacity))

    return Drawn(params={"opacity": opacity, "step": step}, filter=painted(paint))


def emoji_sticker(random: Random) -> Drawn:
    """One to four round faces, arrows or circles, up to 25 % of the height."""
    things = [
        (random.random(), random.random(), random.uniform(0.1, 0.25), random.randrange(3)) for _ in range(random.randint(1, 4))
    ]
    colour = (*_colour(random, 100), 255)

    def paint(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
        for x, y, size, kind in things:
            side = size * height
            left, top = x * (width - side), y * (height - side)
            if kind == 0:
                draw.ellipse((left, top, left + side, top + side), fill=(250, 205, 60, 255))
                draw.arc(
                    (left + side * 0.2, top + side * 0.2, left + side * 0.8, top + side * 0.8), 20, 160, fill="black", width=4
                )
            elif kind == 1:
                draw.polygon([(left, top), (left + side, top + side * 0.4), (left + side * 0.4, top + side)], fill=colour)
            else:
                draw.ellipse((left, top, left + side, top + side), outline=colour, width=max(3, round(side * 0.08)))

    return Drawn(params={"number": len(things)}, filter=painted(paint))


def _page(draw: ImageDraw.ImageDraw, random: Random, box: tuple[float, float, float, float], ink: tuple[int, int, int]) -> None:
    """Lines of text and round pictures, as a feed has them."""
    left, top, right, bottom = box
    y = top + 6
    while y < bottom - 12:
        draw.ellipse((left + 8, y, left + 28, y + 20), fill=_colour(random))
        draw.text((left + 36, y + 2), _says(random, random.randint(2, 5)), font=_font(12), fill=ink)
        y += random.randint(24, 40)
    draw.line((left, bottom - 1, right, bottom - 1), fill=ink)


def _framed(random: Random, *, ratio: float, top: float, tall: float, side: float) -> Filter:
    """The footage inside a page with words above and below; shares of the page's width and height."""
    dark, seed = random.random() < 0.5, random.getrandbits(32)
    paper, ink = ((18, 18, 20), (230, 230, 230)) if dark else ((250, 250, 250), (30, 30, 30))
    pages: list[Frame] = []

    def framed(frame: Frame, _: float) -> Frame:
        width = 480 if ratio < 1 else 854
        height = even(width / ratio)
        box = (side * width, top * height, (1 - 2 * side) * width, tall * height)
        if not pages:
            image, draws = Image.new("RGB", (width, height), paper), Random(seed)
            draw = ImageDraw.Draw(image)
            _page(draw, draws, (0, 0, width, box[1]), ink)
            _page(draw, draws, (0, box[1] + box[3], width, height), ink)
            pages.append(np.asarray(image, np.uint8))
        canvas = pages[0].copy()
        fitted_in(frame, canvas, box, cover=False)
        return canvas

    return framed


def phone_ui(random: Random) -> Drawn:
    """A post in an upright feed on a telephone."""
    top, tall = random.uniform(0.12, 0.25), random.uniform(0.38, 0.55)
    return Drawn(
        params={"top": top, "tall": tall}, filter=_framed(random, ratio=random.uniform(0.46, 0.6), top=top, tall=tall, side=0)
    )


def app_frame(random: Random) -> Drawn:
    """A player in a page on a computer."""
    top, tall, side = random.uniform(0.08, 0.16), random.uniform(0.6, 0.75), random.uniform(0.05, 0.2)
    params = {"top": top, "tall": tall, "side": side}
    return Drawn(params=params, filter=_framed(random, ratio=16 / 9, top=top, tall=tall, side=side))


def screen_recording(random: Random) -> Drawn:
    """A screen filmed by hand: perspective, a dark surround, moiré, a slight tremor, duller colours."""
    corners = np.array([[random.uniform(0.02, 0.14) for _ in range(2)] for _ in range(4)], np.float32)
    surround, moire, sway = _colour(random, 5, 70), random.uniform(0.01, 0.06), random.uniform(0, 0.006)
    contrast, pitch = random.uniform(0.75, 0.95), random.uniform(2.3, 4.1)

    def filmed(frame: Frame, at: float) -> Frame:
        height, width = frame.shape[:2]
        size = np.array([width, height], np.float32)
        inner = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
        shake = np.array([np.sin(at * 40), np.cos(at * 31)], np.float32) * np.float32(sway)
        outer = np.abs(inner - corners) + shake
        matrix = cv2.getPerspectiveTransform(inner * size, (outer * size).astype(np.float32))
        seen = cv2.warpPerspective(frame, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=surround)
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        lines = 1 + np.float32(moire) * np.sin(x * np.float32(2 * np.pi / pitch) + y * np.float32(0.3))
        return np.asarray(np.clip((seen * lines[..., None] - 128) * contrast + 132, 0, 255), np.uint8)

    return Drawn(params={"moire": moire, "sway": sway, "corner": float(corners.max())}, filter=filmed)


OVERLAYS: Mapping[str, Edit] = {
    "caption_overlay": caption_overlay,
    "caption_added": caption_added,
    "subtitles": subtitles,
    "logo_watermark": logo_watermark,
    "watermark_tiled": watermark_tiled,
    "emoji_sticker": emoji_sticker,
    "phone_ui": phone_ui,
    "app_frame": app_frame,
    "screen_recording": screen_recording,
}
