"""What a browser can play, and a copy to be looked at of what it cannot (HEVC, AVI, MPEG…).

A copy has the pictures of the file with their exact times from the first one, upright, smaller, and its sound; frame for
frame it shows what the file shows. It is for looking only, never evidence.
"""

import contextlib
import io
from collections.abc import Generator, Iterator
from fractions import Fraction
from itertools import chain, takewhile
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from provenance.errors import MediaError
from provenance.media.decode import RawFrame, fitted, raw_frames, upright
from provenance.media.opening import opened, reason
from provenance.model import Probe

__all__ = ["browser_copy", "browser_type"]

LARGEST = 1280
"""Pixels of the longer side of a copy."""
LONGEST = Fraction(3 * 3600)
"""Seconds of a copy."""
MOST = 400_000_000
"""Bytes of a copy, which is made in memory: the process that decodes may write nothing."""
TICK = Fraction(1, 90_000)
KEY_PICTURES = 12
"""One of so many is coded alone, so that a step back is quick."""
GAP = Fraction(1, 10)
"""Seconds without sound that are more than rounding."""
PICTURES = {"jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}
FILMS = {
    "mp4": ("video/mp4", frozenset({"h264", "vp9", "libvpx-vp9", "av1", "libdav1d"})),
    "mov": ("video/mp4", frozenset({"h264"})),
    "matroska,webm": ("video/webm", frozenset({"vp8", "libvpx", "vp9", "libvpx-vp9", "av1", "libdav1d"})),
}
PLAIN = frozenset({"yuv420p", "yuvj420p"})
"""Pixel formats that every browser's decoders know."""


def browser_type(probe: Probe) -> str | None:
    """The media type under which browsers show the file as it is; ``None`` where most would not."""
    if probe.container in PICTURES:
        return PICTURES[probe.container]
    kind, codecs = FILMS.get(probe.container, ("", frozenset[str]()))
    video = next((stream for stream in probe.streams if stream.kind == "video"), None)
    shown = video is not None and video.codec in codecs and video.pixel_format in PLAIN
    return kind if shown else None


def browser_copy(source: Path) -> bytes:
    """A copy of ``source`` that browsers play: H.264 and AAC in MP4.

    Raises:
        MediaError: nothing of it can be decoded.
    """
    pictures = raw_frames(source)
    first = next(pictures)
    copy = io.BytesIO()
    try:
        with av.open(copy, "w", format="mp4") as out, contextlib.closing(_heard(source)) as sound:
            _write(out, first, _while_small(copy, pictures), sound)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaError(f"{source}: expected a film of which a copy can be made, got: {reason(error)}") from error
    return copy.getvalue()


def _while_small(copy: io.BytesIO, pictures: Iterator[RawFrame]) -> Iterator[RawFrame]:
    """``pictures`` until the copy is as large as it may be."""
    return takewhile(lambda raw: raw.time <= LONGEST and copy.tell() < MOST, pictures)


def _write(out: OutputContainer, first: RawFrame, rest: Iterator[RawFrame], sound: Iterator[AudioFrame]) -> None:
    video = _video(out, first)
    heard = next(sound, None)
    audio = out.add_stream("aac", rate=heard.sample_rate, layout="stereo") if heard else None
    for raw in chain((first,), rest):
        frame = av.VideoFrame.from_ndarray(_sized(raw, video.width, video.height), format="rgb24")
        frame.pts, frame.time_base = round(raw.time / TICK), TICK
        out.mux(video.encode(frame))
        while heard is not None and audio is not None and _time(heard) <= raw.time:
            out.mux(audio.encode(heard))
            heard = next(sound, None)
    out.mux(video.encode(None))
    if audio is not None:
        out.mux(audio.encode(None))


def _video(out: OutputContainer, first: RawFrame) -> VideoStream:
    height, width = upright(first, max_side=LARGEST).shape[:2]
    options = {"preset": "veryfast", "crf": "22", "bf": "0", "tune": "fastdecode"}
    stream = out.add_stream("libx264", rate=25, options=options)
    stream.width, stream.height = fitted(width, height, LARGEST)
    stream.pix_fmt, stream.gop_size = "yuv420p", KEY_PICTURES
    stream.codec_context.time_base = TICK
    return stream


def _sized(raw: RawFrame, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Of the size of the first picture: a stream may change its size on the way."""
    pixels = upright(raw, max_side=LARGEST)
    same = pixels.shape[:2] == (height, width)
    return pixels if same else np.asarray(cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _time(frame: AudioFrame) -> Fraction:
    return (frame.pts or 0) * Fraction(frame.time_base or 0)


def _heard(source: Path) -> Generator[AudioFrame]:
    """The sound from the first picture on; what cannot be decoded is left out, and a copy is mute where it must be."""
    with contextlib.suppress(av.FFmpegError, OSError, ValueError), source.open("rb") as file, opened(file) as container:
        stream = next(iter(container.streams.audio), None)
        if stream is None or stream.time_base is None:
            return
        yield from _from_first_picture(_decoded(container, stream), _first_picture(container.streams.video))


def _from_first_picture(frames: Iterator[AudioFrame], start: Fraction) -> Iterator[AudioFrame]:
    """``frames`` with times that grow: samples are counted, and only gaps that are heard are kept."""
    count = 0
    for frame in frames:
        stated = _time(frame) - start
        if stated < 0 or frame.sample_rate <= 0:
            continue
        tick = Fraction(1, frame.sample_rate)
        if stated - count * tick > GAP:
            count = round(stated / tick)
        frame.pts, frame.time_base = count, tick
        count += frame.samples
        yield frame


def _first_picture(streams: tuple[VideoStream, ...]) -> Fraction:
    """Seconds on the container's clock."""
    stream = next(iter(streams), None)
    if stream is None or stream.start_time is None or stream.time_base is None:
        return Fraction(0)
    return stream.start_time * Fraction(stream.time_base)


def _decoded(container: InputContainer, stream: AudioStream) -> Iterator[AudioFrame]:
    for packet in container.demux(stream):
        with contextlib.suppress(av.FFmpegError):
            yield from (frame for frame in packet.decode() if isinstance(frame, AudioFrame))
