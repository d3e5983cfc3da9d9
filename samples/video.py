"""Footage to and from files, by PyAV: H.264 and AAC in MP4."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from samples.scene import Frame
from samples.sound import RATE, Sound

__all__ = ["read_frames", "read_sound", "write"]

CHUNK = 1024
"""Samples in one AAC frame."""


def write(path: Path, frames: Iterable[Frame], sound: Sound, *, rate: int, crf: int, tags: Mapping[str, str]) -> None:
    """Encode frames (all of one even size) and sound; one encoder thread, so that the same input gives the same file."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "use_metadata_tags+faststart"}) as container:
        container.metadata.update(tags)
        source = iter(frames)
        first = next(source)
        video = container.add_stream("libx264", rate=rate, options={"crf": str(crf), "preset": "slow", "threads": "1"})
        video.height, video.width, video.pix_fmt = first.shape[0], first.shape[1], "yuv420p"
        video.time_base = Fraction(1, rate)
        audio = container.add_stream("aac", rate=RATE, layout="stereo", options={"b": "80k"})
        pieces = sound_frames(sound)
        for index, frame in enumerate(chained(first, source)):
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame), format="bgr24")
            picture.pts, picture.time_base = index, Fraction(1, rate)
            container.mux(video.encode(picture))
            for piece in until(pieces, Fraction(index + 1, rate)):
                container.mux(audio.encode(piece))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))


def chained(first: Frame, rest: Iterator[Frame]) -> Iterator[Frame]:
    yield first
    yield from rest


def sound_frames(sound: Sound) -> Iterator[av.AudioFrame]:
    """The sound in pieces of :data:`CHUNK` samples, with their times."""
    for start in range(0, len(sound) - CHUNK, CHUNK):
        planes = np.ascontiguousarray(sound[start : start + CHUNK].T.astype(np.float32))
        piece = av.AudioFrame.from_ndarray(planes, format="fltp", layout="stereo")
        piece.sample_rate, piece.pts, piece.time_base = RATE, start, Fraction(1, RATE)
        yield piece


def until(pieces: Iterator[av.AudioFrame], time: Fraction) -> Iterator[av.AudioFrame]:
    """The pieces up to ``time`` seconds."""
    for piece in pieces:
        yield piece
        if piece.pts is not None and Fraction(piece.pts + CHUNK, RATE) >= time:
            return


def read_frames(path: Path, start: float = 0.0, end: float = float("inf")) -> Iterator[tuple[float, Frame]]:
    """Times (seconds) and pictures from ``start`` (inclusive) to ``end`` (exclusive)."""
    with av.open(str(path)) as container:
        if start > 0:
            container.seek(round(start * av.time_base))  # to the key picture before it
        for frame in container.decode(video=0):
            time = float(frame.time or 0)
            if time >= end - 1e-6:
                return
            if time >= start - 1e-6:
                yield time, frame.to_ndarray(format="bgr24").astype(np.uint8)


def read_sound(path: Path) -> Sound:
    """The whole sound track."""
    with av.open(str(path)) as container:
        pieces = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(pieces, axis=1).T.astype(np.float32)
