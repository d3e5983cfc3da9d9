"""What stands for a video in the compact index: few keyframes, few features of each, and every PDQ value.

Thinned in time by content: a keyframe is kept when the picture has changed or some seconds have passed, and more seldom
where nothing changes at all. A query brings all its own keyframes and features, so a few on this side are enough to vote for a
stretch of the video; what is proposed is then compared with everything that the library holds of that stretch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.fingerprints.local import DESCRIPTOR_BYTES, descriptors, sizes_and_angles
from provenance.fingerprints.pdq import PDQ
from provenance.fingerprints.phash import hamming

__all__ = ["FEATURES", "PDQ_QUALITY", "Thinned", "shapes_packed", "shapes_unpacked", "thinned"]

FEATURES = 32
"""Of a kept keyframe: the first, which are the strongest, spread over the picture."""
EVERY = 3.0
"""Seconds between two kept keyframes where the picture changes slowly."""
SHOTS = 0.9
"""Seconds between two kept keyframes that show different things."""
STILL = 9.0
"""Seconds between two kept keyframes of an unchanging picture."""
OTHER, ALIKE = 90, 24
"""Bits of PDQ's 256 above which two keyframes show different things, and below which they show the same."""
PDQ_QUALITY = 20
"""Below, a picture has too little in it for PDQ to tell."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Thinned:
    """Rows for the index. ``video`` counts from 0 in the order in which the videos were given; times are milliseconds."""

    videos: int
    frame_video: npt.NDArray[np.uint32]
    frame_time: npt.NDArray[np.uint32]
    feature_frame: npt.NDArray[np.uint32]
    """Position of each feature's keyframe in ``frame_video`` and ``frame_time``."""
    shapes: npt.NDArray[np.uint8]
    """N × (size, angle), see :func:`shapes_packed`."""
    descriptors: npt.NDArray[np.uint8]
    """N × 32."""
    pdq_video: npt.NDArray[np.uint32]
    pdq_time: npt.NDArray[np.uint32]
    pdq: npt.NDArray[np.uint8]
    """P × 32."""


def thinned(footage: Iterable[Footage]) -> Thinned:
    """The rows of ``footage``; one video is held at a time."""
    frames: list[tuple[int, int]] = []
    tables: list[npt.NDArray[np.uint8]] = []
    shapes: list[npt.NDArray[np.uint8]] = []
    prints: list[tuple[int, int, bytes]] = []
    videos = 0
    for video, one in enumerate(footage):
        videos += 1
        for keyframe in _kept(one.keyframes):
            frames.append((video, _milliseconds(keyframe)))
            tables.append(descriptors(keyframe.features)[:FEATURES])
            shapes.append(shapes_packed(sizes_and_angles(keyframe.features)[:FEATURES]))
        prints += [
            (video, _milliseconds(k), p.value)
            for k in one.keyframes
            if (p := k.value(PDQ.name)) and p.quality >= PDQ_QUALITY and len(p.value) == DESCRIPTOR_BYTES
        ]
    table = np.array(frames, np.uint32).reshape(-1, 2)
    return Thinned(
        videos=videos,
        frame_video=np.ascontiguousarray(table[:, 0]),
        frame_time=np.ascontiguousarray(table[:, 1]),
        feature_frame=np.repeat(np.arange(len(frames), dtype=np.uint32), [len(t) for t in tables]),
        shapes=np.concatenate([np.zeros((0, 2), np.uint8), *shapes]),
        descriptors=np.concatenate([np.zeros((0, DESCRIPTOR_BYTES), np.uint8), *tables]),
        pdq_video=np.array([v for v, _, _ in prints], np.uint32),
        pdq_time=np.array([t for _, t, _ in prints], np.uint32),
        pdq=np.frombuffer(b"".join(value for _, _, value in prints), np.uint8).reshape(-1, DESCRIPTOR_BYTES),
    )


def _milliseconds(keyframe: KeyFrame) -> int:
    return min(max(0, round(keyframe.time * 1000)), 2**32 - 1)


def _kept(keyframes: Sequence[KeyFrame]) -> list[KeyFrame]:
    kept: list[KeyFrame] = []
    for keyframe in keyframes:
        if keyframe.features.count and (not kept or _needed(kept[-1], keyframe)):
            kept.append(keyframe)
    return kept


def _needed(before: KeyFrame, now: KeyFrame) -> bool:
    apart = float(now.time - before.time)
    here, there = before.value(PDQ.name), now.value(PDQ.name)
    if here is None or there is None or len(here.value) != len(there.value):
        return apart >= EVERY
    changed = hamming(here.value, there.value)
    return apart >= (STILL if changed <= ALIKE else SHOTS if changed >= OTHER else EVERY)


def shapes_packed(shapes: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Sizes (binary logarithms, −4…12) and angles (turns), N × 2, in a byte each."""
    size = np.clip(np.rint((shapes[:, 0] + 4) * 16), 0, 255)
    return np.stack([size, np.floor(np.mod(shapes[:, 1], 1.0) * 256)], axis=1).astype(np.uint8)


def shapes_unpacked(packed: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """What :func:`shapes_packed` took in, to a sixteenth of an octave and a 256th of a turn."""
    table = packed.astype(np.float32)
    return np.stack([table[:, 0] / 16 - 4, (table[:, 1] + np.float32(0.5)) / 256], axis=1)
