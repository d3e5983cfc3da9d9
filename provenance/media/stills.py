"""Single frames out of a video at good size, without decoding all that lies between them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import MediaError
from provenance.media.decode import DecodedFrame, RawFrame, raw_frames_from, upright

__all__ = ["jpeg", "pixels_of", "window", "windows"]

QUALITY = 82
FAR = Fraction(4)
"""Seconds between two windows from which the second one is sought, not decoded up to."""
MOST = 90
"""Frames of one window that are handed out: a hostile frame rate cannot fill the memory."""


def window(path: Path, time: Fraction, *, around: Fraction = Fraction(0), max_side: int) -> tuple[DecodedFrame, ...]:
    """The frames shown from ``around`` seconds before ``time`` to as much after it, at most :data:`MOST`; at least one.

    A file that ends before gives its last frame.

    Raises:
        MediaError: as ``decode.raw_frames``.
    """
    gathered: list[RawFrame] = []
    for raw in raw_frames_from(path, max(Fraction(0), time - around)):
        if gathered and raw.time > time + around:
            break
        # Of what lies before the window only the frame still shown when it begins counts.
        if gathered and raw.time <= time - around:
            gathered.pop()
        gathered.append(raw)
        if len(gathered) >= MOST:
            break
    if not gathered:
        raise MediaError(f"{path}: expected a picture at {float(time):.2f} s, found none")
    return tuple(DecodedFrame(time=raw.time, pixels=upright(raw, max_side=max_side)) for raw in gathered)


def windows(path: Path, times: Iterable[float], *, around: float, max_side: int) -> tuple[tuple[DecodedFrame, ...], ...]:
    """For each of the growing ``times`` (seconds), the frames around it, as :func:`window` has them; decoded in one go.

    Raises:
        MediaError: as ``decode.raw_frames``.
    """
    return tuple(_windows(path, times, around=around, max_side=max_side))


def _windows(path: Path, times: Iterable[float], *, around: float, max_side: int) -> Iterator[tuple[DecodedFrame, ...]]:
    ahead: Iterator[RawFrame] = iter(())
    held: list[RawFrame] = []
    for time in times:
        start, end = Fraction(max(0.0, time - around)), Fraction(time + around)
        if not held or start > held[-1].time + FAR:
            ahead, held = raw_frames_from(path, start), []
        for raw in () if held and held[-1].time > end else ahead:
            held = [*_since(held, start), raw]
            if raw.time > end:
                break
        held = _since(held, start)
        shown = [raw for raw in held if raw.time <= end] or held[:1]
        if not shown:
            raise MediaError(f"{path}: expected a picture at {time:.2f} s, found none")
        yield tuple(DecodedFrame(time=raw.time, pixels=upright(raw, max_side=max_side)) for raw in shown[-MOST:])


def _since(frames: list[RawFrame], start: Fraction) -> list[RawFrame]:
    """Those after ``start``, and the one still shown when it begins."""
    before = [raw for raw in frames if raw.time <= start]
    return [*before[-1:], *(raw for raw in frames if raw.time > start)]


def jpeg(pixels: npt.NDArray[np.uint8], *, max_side: int) -> bytes:
    """``pixels`` (RGB) as a JPEG no larger than ``max_side``."""
    height, width = pixels.shape[:2]
    scale = min(1.0, max_side / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    ok, data = cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not ok:
        raise MediaError(f"expected a picture that can be written as JPEG, found {pixels.shape}")
    return bytes(data)


def pixels_of(data: bytes) -> npt.NDArray[np.uint8] | None:
    """A JPEG of ours as RGB; ``None`` where it is damaged."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    return None if picture is None else np.ascontiguousarray(picture[:, :, ::-1]).astype(np.uint8, copy=False)
