"""Frames of a video file, from its start, upright, with exact times; whatever of a damaged file can be had.

Decoding starts at the first packet: a seek to zero returns wrong frames for some containers (H.264 in AVI), and
files damaged in the middle still give the part before and after the damage. Single frames are sought, in
containers whose index says where they are.
"""

import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

from provenance.errors import MediaError
from provenance.media.opening import opened, reason

__all__ = [
    "MAX_SIDE",
    "DecodedFrame",
    "RawFrame",
    "fitted",
    "frames",
    "lighter",
    "picture",
    "raw_frames",
    "raw_frames_from",
    "upright",
]

MAX_SIDE = 2048
"""Pixels; a larger picture is handed on scaled down to this, so that a hostile size cannot fill the memory."""
MAX_PIXELS = 16384 * 16384
SOUGHT = frozenset({"mov", "mp4", "matroska", "webm"})
"""Containers with an index of key pictures by time."""
NEAR = Fraction(4)
"""Seconds up to which decoding from the start costs no more than a seek."""
MAX_BAD_PACKETS = 1000
"""Undecodable packets after which the rest of a file is given up."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DecodedFrame:
    """One picture of a video."""

    time: Fraction
    """Seconds from the first picture."""
    pixels: npt.NDArray[np.uint8]
    """Height × width × 3, RGB, upright."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawFrame:
    """One picture as the decoder gives it, not yet converted (most are never needed as RGB)."""

    time: Fraction
    frame: VideoFrame
    turns: int
    """Quarter turns anticlockwise that make it upright."""
    share: float = 0.0
    """Of the file's stated length that is done with it, 0–1; 0 where no length is stated."""


def fitted(width: int, height: int, max_side: int) -> tuple[int, int]:
    """``width`` × ``height`` scaled down (never up) to at most ``max_side``, even, at least 2 × 2."""
    scale = min(1.0, max_side / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def upright(raw: RawFrame, *, max_side: int, layout: str = "rgb24") -> npt.NDArray[np.uint8]:
    """The picture as an array (``rgb24``: H×W×3, ``gray``: H×W), at most ``max_side`` on its longer side."""
    width, height = fitted(raw.frame.width, raw.frame.height, max_side)
    scaled = raw.frame.reformat(width=width, height=height, format=layout, interpolation=Interpolation.AREA, threads=1)
    pixels = scaled.to_ndarray()
    return np.ascontiguousarray(np.rot90(pixels, raw.turns)).astype(np.uint8, copy=False)


def frames(path: Path, *, warnings: list[str] | None = None, max_side: int = MAX_SIDE) -> Iterator[DecodedFrame]:
    """Every picture of ``path`` as RGB; damage met on the way is said in ``warnings``.

    Raises:
        MediaError: not media, no picture in it, or nothing of it can be decoded.
    """
    for raw in raw_frames(path, warnings=warnings):
        yield DecodedFrame(time=raw.time, pixels=upright(raw, max_side=max_side))


def lighter(raw: RawFrame, *, pixels: int) -> RawFrame:
    """The same picture, scaled down where it has more than ``pixels``: to be held for a while without filling the memory."""
    width, height = raw.frame.width, raw.frame.height
    if width * height <= pixels:
        return raw
    width, height = fitted(width, height, math.floor(max(width, height) * math.sqrt(pixels / (width * height))))
    frame = raw.frame.reformat(width=width, height=height, interpolation=Interpolation.AREA, threads=1)
    return replace(raw, frame=frame)


def raw_frames(
    path: Path, *, warnings: list[str] | None = None, threads: int = 2, key_pictures: Fraction | None = None
) -> Iterator[RawFrame]:
    """Every picture of ``path`` in the order of display, unconverted.

    With ``key_pictures`` only those coded without reference to others, so many seconds apart at least: some hundred times
    faster than all of them. ``threads`` is how many decode.

    Raises:
        MediaError: not media, no picture in it, or nothing of it can be decoded.
    """
    notes = warnings if warnings is not None else []
    with _file(path) as file, closing(_opened(file, path)) as container:
        stream = _picture_stream(container, path)
        count = 0
        stream.codec_context.thread_count = threads
        packets = container.demux(stream)
        if key_pictures is not None:
            stream.codec_context.skip_frame = "NONKEY"
            packets = _key_packets(packets, apart=key_pictures)
        for raw in _in_order(_decoded(packets, notes), stream, length=_length(container)):
            count += 1
            yield raw
        if count == 0:
            reason = notes[-1] if notes else "the stream holds no picture"
            raise MediaError(f"{path}: expected a video that can be decoded, found none of its pictures readable ({reason})")


def raw_frames_from(path: Path, start: Fraction) -> Iterator[RawFrame]:
    """As :func:`raw_frames`, but begun at a key picture at or before ``start`` (seconds), where the file can be sought.

    Raises:
        MediaError: as :func:`raw_frames`.
    """
    if start < NEAR:
        yield from raw_frames(path)
        return
    with _file(path) as file, closing(_opened(file, path)) as container:
        stream = _picture_stream(container, path)
        first = _stated(next(_decoded(container.demux(stream), []), None))
        if first is not None and _sought(container, stream, first + start):
            decoded = _decoded(container.demux(stream), [])
            head = next(decoded, None)
            stated = _stated(head)
            # A damaged index leads anywhere: what lies behind the time asked for is of no use.
            if head is not None and stated is not None and stated - first <= start:
                yield from _in_order(chain((head,), decoded), stream, length=_length(container), first=first)
                return
    yield from raw_frames(path)


def picture(path: Path, time: Fraction, *, max_side: int = 320) -> bytes:
    """The picture shown at ``time`` (the last one, where the file is shorter), as a JPEG.

    Raises:
        MediaError: as :func:`frames`.
    """
    shown: RawFrame | None = None
    for raw in raw_frames(path):
        if shown is not None and raw.time > time:
            break
        shown = raw
    if shown is None:
        raise MediaError(f"{path}: expected a picture at {float(time):.2f} s, found none")
    pixels = upright(shown, max_side=max_side)
    ok, data = cv2.imencode(".jpg", pixels[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 85])
    if not ok:
        raise MediaError(f"{path}: expected a picture that can be written as JPEG, found {pixels.shape}")
    return bytes(data)


def _file(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise MediaError(f"{path}: expected a video or picture, found no file") from error
    except OSError as error:
        raise MediaError(f"{path}: expected a video or picture, found what cannot be read ({error.strerror})") from error


def _opened(file: BinaryIO, path: Path) -> InputContainer:
    try:
        return opened(file)
    except (av.FFmpegError, OSError, ValueError) as error:
        size = path.stat().st_size
        found = "an empty file" if size == 0 else f"{size} bytes that no demuxer reads"
        raise MediaError(f"{path}: expected a video or picture, found {found} ({reason(error)})") from error


def _picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of moving pictures; an attached cover only where there is nothing else."""
    streams = container.streams.video
    if not streams:
        kinds = ", ".join(sorted({s.type for s in container.streams})) or "no stream"
        raise MediaError(f"{path}: expected pictures, found {kinds}")
    moving = [s for s in streams if not s.disposition & s.disposition.attached_pic]
    stream: VideoStream = (moving or list(streams))[0]
    context = stream.codec_context
    if context is None:
        raise MediaError(f"{path}: expected a video codec that can be decoded, found an unknown one")
    if context.width * context.height > MAX_PIXELS:
        raise MediaError(f"{path}: expected at most {MAX_PIXELS} pixels a frame, found {context.width}×{context.height}")
    stream.thread_type = "AUTO"
    return stream


def _key_packets(packets: Iterator["Packet[VideoStream]"], *, apart: Fraction) -> Iterator["Packet[VideoStream]"]:
    """Packets of key pictures, ``apart`` seconds from each other; all packets as long as none is marked as one."""
    last: Fraction | None = None
    marked = False
    for packet in packets:
        # The empty packet ends the stream: the decoder gives out what it still holds.
        if packet.size == 0 or not (marked or packet.is_keyframe):
            yield packet
        elif packet.is_keyframe:
            stated = None if packet.pts is None else packet.pts * Fraction(packet.time_base)
            if last is None or stated is None or not 0 <= stated - last < apart:
                marked, last = True, stated
                yield packet


def _decoded(packets: Iterator["Packet[VideoStream]"], notes: list[str]) -> Iterator[VideoFrame]:
    """Frames of ``packets``; what cannot be demuxed or decoded is counted in ``notes``, and the rest goes on."""
    bad, seen = 0, 0
    while bad <= MAX_BAD_PACKETS:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, OSError) as error:
            notes.append(f"the file breaks off after {seen} pictures: {reason(error)}")
            return
        if packet is None:
            break
        try:
            decoded = packet.decode()
        except (av.FFmpegError, OSError) as error:
            bad += 1
            last = reason(error)
            continue
        for frame in decoded:
            if isinstance(frame, VideoFrame):
                seen += 1
                yield frame
    if bad:
        notes.append(f"{bad} packets could not be decoded: {last}")


def _length(container: InputContainer) -> float:
    """Seconds that the file says it lasts; 0 where it does not say."""
    return max(0, container.duration or 0) / av.time_base


def _sought(container: InputContainer, stream: VideoStream, time: Fraction) -> bool:
    """Go to the key picture at or before ``time`` (as the stream states times)."""
    if not stream.time_base or not SOUGHT & set(container.format.name.split(",")):
        return False
    try:
        container.seek(int(time / stream.time_base), stream=stream)
    except (av.FFmpegError, OSError, OverflowError):
        return False
    return True


def _stated(frame: VideoFrame | None) -> Fraction | None:
    return None if frame is None or frame.pts is None or frame.time_base is None else frame.pts * Fraction(frame.time_base)


def _in_order(
    decoded: Iterator[VideoFrame], stream: VideoStream, *, length: float, first: Fraction | None = None
) -> Iterator[RawFrame]:
    """Times from the first picture, strictly growing; a missing or repeated time is made up from the frame rate.

    ``length`` is what the file lasts, in seconds. ``first`` is the stated time of the first picture, where ``decoded``
    does not begin with it.
    """
    rate = stream.average_rate or stream.base_rate or Fraction(25)
    step = 1 / Fraction(rate) if rate else Fraction(1, 25)
    start = first
    previous: Fraction | None = None
    for frame in decoded:
        stated = _stated(frame)
        if start is None:
            start = stated if stated is not None else Fraction(0)
        time = stated - start if stated is not None else None
        if previous is not None and (time is None or time <= previous):
            time = previous + step
        time = time if time is not None else Fraction(0)
        previous = time
        share = min(1.0, float(time) / length) if length else 0.0
        yield RawFrame(time=time, frame=frame, turns=(round(frame.rotation / 90)) % 4, share=share)
