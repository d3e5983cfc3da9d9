"""Footage of our own making: a drawn street seen by a moving camera, with things that move in it; and edits of it."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.media.footage import measure
from provenance.model import Digest

RATE = 12
SIZE = (320, 180)


@cache
def world(seed: int) -> np.ndarray:
    """A large picture of walls, windows and stones to move a camera over."""
    rng = np.random.default_rng(seed)
    coarse = cv2.resize(rng.integers(40, 200, (9, 16, 3), dtype=np.uint8), (960, 540), interpolation=cv2.INTER_CUBIC)
    for _ in range(240):
        x, y = int(rng.integers(0, 940)), int(rng.integers(0, 520))
        w, h = int(rng.integers(6, 60)), int(rng.integers(6, 50))
        colour = tuple(int(c) for c in rng.integers(0, 255, 3))
        if rng.random() < 0.6:
            cv2.rectangle(coarse, (x, y), (x + w, y + h), colour, int(rng.choice([-1, 2, 3])))
        else:
            cv2.circle(coarse, (x, y), w // 2, colour, int(rng.choice([-1, 2])))
    return coarse


def scene(seed: int, *, seconds: float = 6.0, action: int | None = None, moving_camera: bool = True) -> list[np.ndarray]:
    """Frames (RGB). ``action`` seeds what moves: one scene with two actions is one place at two moments."""
    background = world(seed)
    rng = np.random.default_rng(1000 + (seed if action is None else action))
    movers = [
        (rng.uniform(0, 320), rng.uniform(20, 160), rng.uniform(-45, 45), rng.uniform(-15, 15), int(rng.integers(9, 22)))
        for _ in range(7)
    ]
    colours = rng.integers(0, 255, (7, 3))
    frames = []
    for i in range(int(seconds * RATE)):
        t = i / RATE
        x, y = (150 + 22 * t, 120 + 30 * np.sin(t)) if moving_camera else (200.0, 150.0)
        frame = cv2.getRectSubPix(background, SIZE, (x + 160, y + 90))
        for (px, py, vx, vy, r), colour in zip(movers, colours.tolist(), strict=True):
            at = int((px + vx * t) % 340) - 10, int((py + vy * t + 12 * np.sin(3 * t + px)) % 190) - 5
            cv2.circle(frame, at, r, colour, -1)
            cv2.circle(frame, at, r // 2, (255, 255, 255), 2)
        frames.append(frame)
    return frames


def encode(
    path: Path,
    frames: Iterable[np.ndarray],
    *,
    rate: int = RATE,
    bit_rate: int = 700_000,
    codec: str = "libx264",
    options: dict[str, str] | None = None,
) -> Path:
    """``frames`` as a video file."""
    with av.open(str(path), "w") as container:
        stream = None
        for frame in frames:
            if stream is None:
                stream = container.add_stream(codec, rate=rate, options=options)
                stream.width, stream.height = frame.shape[1], frame.shape[0]
                stream.pix_fmt, stream.bit_rate = "yuv420p", bit_rate
                stream.thread_count = 1
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="rgb24")))
        assert stream is not None
        container.mux(stream.encode(None))
    return path


def footage(path: Path) -> Footage:
    return measure(path, digest=Digest.of(path.read_bytes()))


def caption(frame: np.ndarray) -> np.ndarray:
    out = frame.copy()
    height, width = out.shape[:2]
    cv2.rectangle(out, (0, int(height * 0.82)), (width, height), (20, 20, 20), -1)
    cv2.putText(out, "SEEN TODAY", (width // 10, int(height * 0.95)), cv2.FONT_HERSHEY_SIMPLEX, height / 250, (250, 250, 250), 2)
    return out


def crop_left(frame: np.ndarray) -> np.ndarray:
    height, width = frame.shape[:2]
    return frame[: height * 9 // 10 // 2 * 2, : width * 7 // 10 // 2 * 2]


def mirror(frame: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(frame[:, ::-1])


def bars(frame: np.ndarray) -> np.ndarray:
    return cv2.copyMakeBorder(frame, 60, 60, 0, 0, cv2.BORDER_CONSTANT)


def edited(
    frames: list[np.ndarray], *edits: Callable[[np.ndarray], np.ndarray], start: float = 0, end: float = 1e9
) -> list[np.ndarray]:
    part = frames[int(start * RATE) : int(min(end * RATE, len(frames)))]
    for edit in edits:
        part = [edit(f) for f in part]
    return part


def near(value: Fraction, expected: float, within: float = 0.4) -> bool:
    return abs(float(value) - expected) <= within
