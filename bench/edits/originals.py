"""The originals: clips as they are; of a camera that stands still, stretches apart from each other as hard negatives."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from bench.edits.files import Clip, looked_at, on_clock, read_sound, write
from bench.edits.interface import Frame

__all__ = ["Original", "camera", "cut"]

STRETCH = 4.0
"""Seconds of footage at least that a stretch of a standing camera has."""
GAP = 1.0
"""Seconds between two stretches that belong to neither."""
MOST = 3
"""Stretches of one clip."""
LOOKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file that copies are made of; those of one group show the same camera at another moment."""

    clip: Clip
    group: str
    note: str


def camera(path: Path, seconds: float) -> str:
    """``moving``; or of a camera that stands still what it sees: ``moving scene``, ``still scene``."""
    looks = _looks(path, seconds)
    pairs = [(a, b) for a in looks for b in looks if a is not b]
    if not looks or any(_shift(a, b) > 0.01 for a, b in pairs):
        return "moving"
    change = max(float(np.percentile(cv2.absdiff(a, b), 98)) for a, b in pairs)
    return "still scene" if change < 12 else "moving scene"


def _looks(path: Path, seconds: float) -> list[Frame]:
    """Some pictures spread over the clip, grey, blurred against noise."""
    found = on_clock(path, start=0, end=seconds, fps=LOOKS / seconds, max_side=320)
    return [np.asarray(cv2.GaussianBlur(cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY), (0, 0), 1.2), np.uint8) for frame in found]


def _shift(before: Frame, after: Frame) -> float:
    """How far the picture's corners move from one look to another, in widths; 1 where nothing can be told."""
    orb = cv2.ORB.create(400)
    (points, first), (others, second) = (orb.detectAndCompute(picture, None) for picture in (before, after))
    if not points or not others:
        return 1.0
    matches = cv2.BFMatcher(cv2.NORM_HAMMING, crossCheck=True).match(first, second)
    if len(matches) < 12:
        return 1.0
    source = np.array([points[m.queryIdx].pt for m in matches], np.float32)
    target = np.array([others[m.trainIdx].pt for m in matches], np.float32)
    matrix, inliers = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=2.0)
    if inliers.sum() < max(10, 0.3 * len(matches)):  # none where no transform was found
        return 1.0
    height, width = before.shape[:2]
    corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], np.float32)
    return float(np.abs(corners @ matrix.T - corners[:, :2]).max() / width)


def cut(path: Path, folder: Path, *, group: str = "") -> tuple[Original, ...]:
    """Put ``path`` into ``folder``, whole or (where the camera stands still and the clip is long enough) in stretches.

    Raises:
        MediaError: nothing can be decoded.
    """
    clip = looked_at(path)
    seen = camera(path, clip.seconds)
    number = min(MOST, int((clip.seconds + GAP) / (STRETCH + GAP)))
    if seen == "moving" or number < 2:
        whole = folder / path.name
        shutil.copyfile(path, whole)
        return (Original(clip=looked_at(whole), group=group, note=f"whole; camera: {seen}"),)
    length = (clip.seconds - (number - 1) * GAP) / number
    return tuple(_stretch(clip, folder, n, length, group=group or path.stem, note=seen) for n in range(number))


def _stretch(clip: Clip, folder: Path, number: int, length: float, *, group: str, note: str) -> Original:
    start = number * (length + GAP)
    path = folder / f"{clip.path.stem}_{'abc'[number]}.mp4"
    pictures = on_clock(clip.path, start=start, end=start + length, fps=clip.fps, max_side=1280)
    write(path, pictures, fps=clip.fps, crf=18, sound=read_sound(clip.path, start=start, end=start + length))
    return Original(clip=looked_at(path), group=group, note=f"{start:.2f} s to {start + length:.2f} s; camera stands, {note}")
