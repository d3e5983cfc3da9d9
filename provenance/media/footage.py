"""A video (or picture) file to :class:`Footage`: decoded once, fingerprinted on the way, a bounded part in memory."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import MediaError
from provenance.fingerprints import FINGERPRINTERS
from provenance.fingerprints.interface import CANONICAL_SIDE, Footage, KeyFrame, Motion, Picture
from provenance.fingerprints.keyframes import changes, choose, is_blank
from provenance.fingerprints.local import extract
from provenance.fingerprints.motion import RATE, SIDE, pack_motion
from provenance.media.decode import RawFrame, raw_frames, upright
from provenance.media.sound import listen
from provenance.model import Digest

__all__ = ["measure"]

BLOCK = 96
"""Sampled frames (12 s) among which keyframes are chosen together; also what is held in memory."""
THUMBNAIL = 192
"""Pixels of the longer side of the small JPEG of a keyframe."""


@dataclass(slots=True, eq=False)
class _Block:
    """Sampled frames waiting for the choice of keyframes."""

    times: list[Fraction] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    greys: list[npt.NDArray[np.uint8]] = field(default_factory=list)

    def clear(self) -> None:
        self.times.clear()
        self.pictures.clear()
        self.greys[:] = self.greys[-1:]


@dataclass(slots=True, eq=False)
class _Record:
    """What has been gathered so far."""

    keyframes: list[KeyFrame] = field(default_factory=list)
    blanks: int = 0
    times: list[int] = field(default_factory=list)
    greys: list[npt.NDArray[np.uint8]] = field(default_factory=list)
    odd: int = 0
    motions: list[Motion] = field(default_factory=list)
    width: int = 0
    height: int = 0


def measure(path: Path, *, digest: Digest, progress: Callable[[float | None], None] | None = None) -> Footage:
    """Fingerprint ``path``, whose bytes have ``digest``. A still picture gives one keyframe and no duration.

    ``progress`` is told the seconds of footage done, and ``None`` at the end.

    Raises:
        MediaError: not media, no picture in it, or nothing of it can be decoded.
    """
    warnings: list[str] = []
    record, block = _Record(), _Block()
    time, step, slot = Fraction(0), Fraction(0), -1
    for raw in raw_frames(path, warnings=warnings):
        step, time = (raw.time - time) or step, raw.time
        if math.floor(time * RATE) <= slot:
            continue
        slot = math.floor(time * RATE)
        _sample(raw, record, block)
        if len(block.times) >= BLOCK:
            _flush(record, block)
            if progress:
                progress(float(time))
    _flush(record, block)
    if progress:
        progress(None)
    return _footage(record, path=path, digest=digest, duration=time + step if time else Fraction(0), warnings=warnings)


def _sample(raw: RawFrame, record: _Record, block: _Block) -> None:
    pixels = upright(raw, max_side=CANONICAL_SIDE)
    if not record.times:
        quarter = raw.turns % 2
        record.width, record.height = (raw.frame.height, raw.frame.width) if quarter else (raw.frame.width, raw.frame.height)
    block.times.append(raw.time)
    block.pictures.append(pixels)
    height, width = record.greys[0].shape if record.greys else _small(pixels)
    grey = np.asarray(
        cv2.resize(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (width, height), interpolation=cv2.INTER_AREA), np.uint8
    )
    block.greys.append(grey)
    record.times.append(round(raw.time * 1000))
    record.greys.append(grey)


def _small(pixels: npt.NDArray[np.uint8]) -> tuple[int, int]:
    """Height and width of the record of motion."""
    height, width = pixels.shape[:2]
    scale = SIDE / max(height, width)
    return max(8, round(height * scale)), max(8, round(width * scale))


def _flush(record: _Record, block: _Block) -> None:
    """Choose the keyframes of ``block``, fingerprint them, forget the rest."""
    fresh = len(block.times)
    if not fresh:
        return
    change = changes(block.greys)[-fresh:]
    for i in choose([float(t) for t in block.times], change.tolist()):
        if is_blank(block.greys[len(block.greys) - fresh + i]):
            record.blanks += 1
            continue
        record.keyframes.append(_keyframe(block.pictures[i], time=block.times[i], record=record))
    block.clear()


def _keyframe(pixels: Picture, *, time: Fraction, record: _Record) -> KeyFrame:
    return KeyFrame(
        time=time,
        width=record.width,
        height=record.height,
        fingerprints=tuple(f.of(pixels, time=time) for f in FINGERPRINTERS),
        features=extract(pixels),
        picture=_thumbnail(pixels),
    )


def _thumbnail(pixels: Picture) -> bytes:
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMBNAIL / max(height, width))
    small = cv2.resize(pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA)
    ok, data = cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 70])
    if not ok:
        raise MediaError(f"expected a picture that can be written as JPEG, found {small.shape}")
    return bytes(data)


def _footage(record: _Record, *, path: Path, digest: Digest, duration: Fraction, warnings: list[str]) -> Footage:
    if record.blanks:
        warnings.append(f"{record.blanks} blank frames were left out of the keyframes")
    if not record.keyframes:
        warnings.append(f"{path.name}: every frame is blank, nothing to recognise it by")
    return Footage(
        digest=digest,
        duration=duration,
        width=record.width,
        height=record.height,
        keyframes=tuple(record.keyframes),
        motion=pack_motion(record.times, record.greys),
        sound=listen(path, warnings=warnings),
        warnings=tuple(warnings),
    )
