"""Footage to be edited, and edited copies, from and to files: pictures on a clock of their own, and sound."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt

from bench.edits.interface import Frame, even
from provenance.errors import MediaError
from provenance.media.decode import raw_frames, upright

__all__ = ["SOUND_RATE", "Clip", "Sound", "looked_at", "on_clock", "read_sound", "write"]

Sound = npt.NDArray[np.float32]
"""Samples from -1 to 1, one channel."""
SOUND_RATE = 32000
CHUNK = 1024
ENCODER = {"preset": "veryfast", "threads": "1", "x264-params": "mbtree=0"}
"""One thread and no macroblock tree: with it, libx264 gives a few other bytes now and then for the same pictures."""
MAX_SIDE = 854
"""Pixels; copies are made no larger, as sites do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One file of footage."""

    path: Path
    seconds: float
    width: int
    height: int
    fps: float


def looked_at(path: Path) -> Clip:
    """Decode ``path`` once and say how long and large it is.

    Raises:
        MediaError: nothing can be decoded.
    """
    times, sides = [], (0, 0)
    for raw in raw_frames(path):
        times.append(float(raw.time))
        sides = (raw.frame.height, raw.frame.width) if raw.turns % 2 else (raw.frame.width, raw.frame.height)
    step = (times[-1] - times[0]) / max(1, len(times) - 1)
    if not step:
        raise MediaError(f"{path}: expected moving pictures, found one picture")
    return Clip(path=path, seconds=times[-1] + step, width=sides[0], height=sides[1], fps=1 / step)


def on_clock(path: Path, *, start: float, end: float, speed: float = 1, fps: float, max_side: int = MAX_SIDE) -> Iterator[Frame]:
    """The pictures of ``path`` from ``start`` to ``end`` (seconds), played ``speed`` times as fast, ``fps`` a second.

    Each is the one on the screen at its moment, so that what cannot be had (a higher rate) repeats.
    """
    index, held = 0, None
    for raw in chain(raw_frames(path), [None]):
        until = min(end, float(raw.time) - 1e-4) if raw else end
        shown: Frame | None = None
        while held is not None and start + index * speed / fps < until:
            shown = upright(held, max_side=max_side) if shown is None else shown
            yield shown
            index += 1
        if raw is None or float(raw.time) >= end:
            return
        held = raw


def read_sound(path: Path, *, start: float, end: float) -> Sound | None:
    """The sound of that stretch; None where the file has none that can be decoded."""
    pieces: list[Sound] = []
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                return None
            resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
            for frame in container.decode(audio=0):
                pieces += [np.asarray(piece.to_ndarray()[0], np.float32) for piece in resampler.resample(frame)]
    except av.FFmpegError:
        return None
    whole = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
    return whole[round(start * SOUND_RATE) : round(end * SOUND_RATE)]


def write(
    path: Path, pictures: Iterable[Frame], *, fps: float, crf: int, bits: float | None = None, sound: Sound | None = None
) -> float:
    """Encode as H.264 (and AAC) in MP4, one thread, so that the same input gives the same file; how many seconds it became.

    ``bits`` for each pixel of each picture, instead of ``crf``.

    Raises:
        MediaError: no picture to write.
    """
    rate, count = Fraction(fps).limit_denominator(1001), 0
    with av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as container:
        video = container.add_stream("libx264", rate=rate, options=ENCODER if bits else {"crf": str(crf), **ENCODER})
        audio = container.add_stream("aac", rate=SOUND_RATE, layout="mono", options={"b": "64k"}) if sound is not None else None
        for pixels in pictures:
            height, width = even(pixels.shape[0] - 1), even(pixels.shape[1] - 1)
            if not count:
                video.width, video.height, video.pix_fmt = width, height, "yuv420p"
                if bits:
                    video.bit_rate = round(bits * width * height * fps)
            planes = cv2.cvtColor(np.ascontiguousarray(pixels[:height, :width]), cv2.COLOR_RGB2YUV_I420)
            picture = av.VideoFrame.from_ndarray(np.asarray(planes, np.uint8), format="yuv420p")
            picture.pts, picture.time_base = count, 1 / rate
            container.mux(video.encode(picture))
            count += 1
        if not count:
            raise MediaError(f"{path}: expected pictures to encode, found none")
        container.mux(video.encode(None))
        if audio is not None and sound is not None:
            for piece in _pieces(sound[: round(count / float(rate) * SOUND_RATE)]):
                container.mux(audio.encode(piece))
            container.mux(audio.encode(None))
    return float(count / rate)


def _pieces(sound: Sound) -> Iterator[av.AudioFrame]:
    for start in range(0, len(sound), CHUNK):
        piece = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound[None, start : start + CHUNK], np.float32), format="fltp", layout="mono"
        )
        piece.sample_rate, piece.pts, piece.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
        yield piece
