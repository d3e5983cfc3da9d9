"""Small real media made on the spot, and MP4 atoms by hand."""

import io
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image


def film(
    path: Path,
    *,
    seconds: int = 1,
    rotation: int = 0,
    options: dict[str, str] | None = None,
    chapters: tuple[tuple[int, int, str], ...] = (),
    **metadata: str,
) -> Path:
    """A moving gradient, 64×48, 12.5 pictures a second, in the container that the suffix names.

    ``chapters``: from and to in milliseconds, and the title.
    """
    with av.open(str(path), "w", options=options or {}) as container:
        container.metadata.update(metadata)
        container.set_chapters(
            [
                {"id": n, "start": start, "end": end, "time_base": Fraction(1, 1000), "metadata": {"title": title}}
                for n, (start, end, title) in enumerate(chapters)
            ]
        )
        stream = container.add_stream("libx264", rate=25, options={"g": "5"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        if rotation:
            stream.set_display_rotation(rotation)
        ramp = np.add.outer(np.arange(48), np.arange(64))
        noise = np.random.default_rng(7)
        for number in range(seconds * 25):
            picture = np.repeat((ramp + number * 3)[:, :, None], 3, axis=2) + noise.integers(0, 30, (48, 64, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture.astype(np.uint8), format="rgb24")))
        container.mux(stream.encode())
    return path


def sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def photo(
    kind: str = "JPEG",
    *,
    lat: tuple[tuple[float, float, float], str] | None = None,
    lon: tuple[tuple[float, float, float], str] | None = None,
    taken: str = "",
    offset: str = "",
    make: str = "",
    model: str = "",
    software: str = "",
) -> bytes:
    """A picture with EXIF."""
    image = Image.new("RGB", (40, 30), (90, 120, 60))
    exif = Image.Exif()
    for tag, value in ((0x010F, make), (0x0110, model), (0x0131, software)):
        if value:
            exif[tag] = value
    block = exif.get_ifd(0x8769)
    if taken:
        block[0x9003] = taken
    if offset:
        block[0x9011] = offset
    gps = exif.get_ifd(0x8825)
    for (reference, number), given in (((1, 2), lat), ((3, 4), lon)):
        if given:
            if given[1]:
                gps[reference] = given[1]
            gps[number] = given[0]
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def atom(kind: bytes, *payload: bytes) -> bytes:
    data = b"".join(payload)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def keyed(pairs: dict[str, str]) -> bytes:
    """A QuickTime ``meta`` atom with ``mdta`` keys."""
    keys = b"".join(struct.pack(">I4s", 8 + len(key), b"mdta") + key.encode() for key in pairs)
    items = b"".join(
        atom(struct.pack(">I", number), atom(b"data", struct.pack(">II", 1, 0), value.encode()))
        for number, value in enumerate(pairs.values(), 1)
    )
    handler = atom(b"hdlr", bytes(8), b"mdta", bytes(12), b"\0")
    return atom(b"meta", handler, atom(b"keys", struct.pack(">II", 0, len(pairs)), keys), atom(b"ilst", items))
