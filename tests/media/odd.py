"""Files that people really have, and files that are broken: each made on the spot."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from tests.matching.scenes import RATE, encode, scene
from tests.media import small

__all__ = ["BROKEN", "READABLE", "hours", "huge", "whole"]


def whole(path: Path) -> Path:
    """Four seconds that move, with the index at the front."""
    written = path.with_suffix(".whole.mp4")
    encode(written, scene(3, seconds=4))
    with av.open(str(written)) as source, av.open(str(path), "w", format="mp4", options={"movflags": "faststart"}) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    written.unlink()
    return path


def _encoded(
    path: Path, pictures: Iterator[np.ndarray], *, pix_fmt: str, options: Mapping[str, str], times: list[int] | None = None
) -> Path:
    """H.264 with all that libx264 can be told; ``times`` in milliseconds."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options=dict(options))
        stream.pix_fmt = pix_fmt
        for number, pixels in enumerate(pictures):
            if not number:
                stream.height, stream.width = pixels.shape[:2]
                stream.codec_context.time_base = Fraction(1, 1000)
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24").reformat(format=pix_fmt)
            picture.pts, picture.time_base = (times[number] if times else number * 1000 // RATE), Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def truncated(path: Path) -> Path:
    data = whole(path).read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def beheaded(path: Path) -> Path:
    """Cut off before its index, which stands at the end."""
    encode(path, scene(3, seconds=4))
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])
    return path


def corrupted(path: Path) -> Path:
    data = bytearray(whole(path).read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 8] = bytes(np.random.default_rng(2).integers(0, 256, len(data) // 8, dtype=np.uint8))
    path.write_bytes(data)
    return path


def empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def text(path: Path) -> Path:
    path.write_text("<html>This video is no longer available</html>\n" * 50, "utf-8")
    return path


def one_frame(path: Path) -> Path:
    return encode(path, scene(3, seconds=4)[:1])


def variable(path: Path) -> Path:
    times = np.cumsum(np.random.default_rng(5).integers(20, 200, 4 * RATE)).tolist()
    return _encoded(path, iter(scene(3, seconds=4)), pix_fmt="yuv420p", options={}, times=times)


def rotated(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.set_display_rotation(90)
        for pixels in scene(3, seconds=4):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def hdr(path: Path) -> Path:
    """Ten bits a channel, stated to be HDR (PQ, BT.2020)."""
    x264 = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    return _encoded(path, iter(scene(3, seconds=4)), pix_fmt="yuv420p10le", options={"x264-params": x264})


def odd_size(path: Path) -> Path:
    """317 × 179: no even side."""
    return _encoded(path, (f[:179, :317] for f in scene(3, seconds=4)), pix_fmt="yuv444p", options={})


def narrow(path: Path) -> Path:
    """A strip 320 × 2."""
    return _encoded(path, (f[80:82] for f in scene(3, seconds=4)), pix_fmt="yuv420p", options={})


def cover_and_film(path: Path) -> Path:
    """A film with a cover attached as a picture stream, before the film."""
    film = encode(path.with_suffix(".film.mp4"), scene(3, seconds=4))
    picture = cv2.imencode(".jpg", np.full((600, 600, 3), 90, np.uint8))[1].tobytes()
    with av.open(str(film)) as source, av.open(str(path), "w", format="mp4") as target:
        cover = target.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 600, 600, "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        stream = target.add_stream_from_template(source.streams.video[0])
        packet = av.Packet(picture)
        packet.stream, packet.pts, packet.dts, packet.time_base = cover, 0, 0, Fraction(1, 1)
        target.mux(packet)
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    film.unlink()
    return path


def huge(path: Path) -> Path:
    """7680 × 4320, a few pictures."""
    pictures = (cv2.resize(frame, (7680, 4320), interpolation=cv2.INTER_NEAREST) for frame in scene(3, seconds=0.5))
    return _encoded(path, pictures, pix_fmt="yuv420p", options={"preset": "ultrafast", "crf": "40"})


def hours(path: Path, *, seconds: int = 3 * 3600, rate: int = 1) -> Path:
    """Three hours, small, one picture a second, of a scene that changes every minute or so."""
    scenes = [scene(seed, seconds=6)[::4] for seed in range(4)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=rate)
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = 96, 54, "yuv420p", 40_000
        for number in range(seconds * rate):
            shown = scenes[number // 80 % len(scenes)]
            pixels = cv2.resize(shown[number % len(shown)], (96, 54))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    return path


READABLE: Mapping[str, Callable[[Path], Path]] = {
    "truncated.mp4": truncated,
    "corrupted.mp4": corrupted,
    "one-frame.mp4": one_frame,
    "variable-rate.mp4": variable,
    "rotated.mp4": rotated,
    "hdr.mp4": hdr,
    "odd-size.mp4": odd_size,
    "narrow.mp4": narrow,
    "cover.mp4": cover_and_film,
}
"""What gives a result, perhaps with a warning."""
BROKEN: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "empty.mp4": (empty, "an empty file"),
    "text.mp4": (text, "no demuxer reads"),
    "beheaded.mp4": (beheaded, "no demuxer reads"),
    "sound.mp4": (small.sound, "found audio"),
}
"""What gives an error, and words of it."""
