"""The metadata blocks of still pictures: segments of a JPEG, chunks of a PNG or WebP, and the XMP packet of others.

Only the blocks' bytes are taken out here, within bounds; nothing is decoded but PNG's compressed texts.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Blocks", "read_blocks"]

MAX_BLOCKS = 2_000
MAX_BLOCK = 4 << 20
MAX_LAYOUT = 60
XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
EXIF_HEADER = b"Exif\0\0"
STANDALONE = frozenset(range(0xD0, 0xDA)) | {0x01}
"""JPEG markers without a length."""


@dataclass(slots=True)
class Blocks:
    """What a picture carries beside its picture."""

    exif: bytes | None = None
    """A TIFF block."""
    xmp: list[bytes] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    """PNG's and JPEG's own comments: (keyword, text)."""
    layout: list[str] = field(default_factory=list)
    """Segments or chunks in order; of a run of the same kind, one."""


def read_blocks(data: bytes) -> Blocks:
    """The blocks of a picture; damage ends the walk."""
    blocks = Blocks()
    if data[:2] == b"\xff\xd8":
        _jpeg(data, blocks)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        _png(data, blocks)
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        _webp(data, blocks)
    else:
        blocks.xmp += _packet(data)
    return blocks


def _lay(blocks: Blocks, name: str) -> None:
    if len(blocks.layout) < MAX_LAYOUT and blocks.layout[-1:] != [name]:
        blocks.layout.append(name)


def _jpeg(data: bytes, blocks: Blocks) -> None:
    for marker, segment in _segments(data):
        _lay(blocks, _marker_name(marker, segment))
        if marker == 0xE1 and segment.startswith(EXIF_HEADER) and blocks.exif is None:
            blocks.exif = segment[len(EXIF_HEADER) :]
        elif marker == 0xE1 and segment.startswith(XMP_HEADER):
            blocks.xmp.append(segment[len(XMP_HEADER) :])
        elif marker == 0xFE:
            blocks.texts.append(("comment", segment[:4000].decode("utf-8", "replace")))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, payload) up to the picture itself."""
    position = 2
    for _ in range(MAX_BLOCKS):
        if position + 4 > len(data) or data[position] != 0xFF:
            return
        marker = data[position + 1]
        if marker in STANDALONE or marker == 0xFF:
            position += 1 if marker == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, position + 2)
        yield marker, data[position + 4 : position + 2 + length]
        if marker == 0xDA or length < 2:
            return
        position += 2 + length


def _marker_name(marker: int, segment: bytes) -> str:
    """As ``APP1 Exif`` or ``DQT``."""
    names = {0xDB: "DQT", 0xC4: "DHT", 0xDA: "SOS", 0xFE: "COM", 0xDD: "DRI", 0xC0: "SOF0", 0xC2: "SOF2"}
    if not 0xE0 <= marker <= 0xEF:
        return names.get(marker, f"{marker:02X}")
    label = segment[:12].split(b"\0")[0].decode("ascii", "replace")
    word = "XMP" if segment.startswith(XMP_HEADER) else "".join(c for c in label if c.isalnum() or c in " ._")[:12]
    return f"APP{marker - 0xE0} {word}".strip()


def _png(data: bytes, blocks: Blocks) -> None:
    for kind, chunk in _chunks(data, 8, ">I4s", 4):
        _lay(blocks, kind.decode("latin-1"))
        if kind == b"eXIf" and blocks.exif is None:
            blocks.exif = chunk.removeprefix(EXIF_HEADER)
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            keyword, words = _png_text(kind, chunk)
            if keyword == "XML:com.adobe.xmp":
                blocks.xmp.append(words)
            elif words:
                blocks.texts.append((keyword, words[:4000].decode("utf-8" if kind == b"iTXt" else "latin-1", "replace")))


def _png_text(kind: bytes, chunk: bytes) -> tuple[str, bytes]:
    """Keyword and text; of ``iTXt``: compressed or not, method, language, translated keyword (PNG specification 11.3.3)."""
    keyword, _, rest = chunk.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"zTXt":
        rest = rest[1:]
    elif kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:]
        for _ in range(2):
            rest = rest.partition(b"\0")[2]
    return keyword[:79].decode("latin-1"), _inflated(rest) if packed else rest


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, MAX_BLOCK)
    except zlib.error:
        return b""


def _webp(data: bytes, blocks: Blocks) -> None:
    for kind, chunk in _chunks(data, 12, "<4sI", 0):
        _lay(blocks, kind.decode("latin-1").strip())
        if kind == b"EXIF" and blocks.exif is None:
            blocks.exif = chunk.removeprefix(EXIF_HEADER)
        elif kind == b"XMP ":
            blocks.xmp.append(chunk)


def _chunks(data: bytes, start: int, form: str, trailer: int) -> Iterator[tuple[bytes, bytes]]:
    """(kind, payload); the trailer of a PNG chunk is its checksum, a RIFF chunk is padded to even."""
    position = start
    for _ in range(MAX_BLOCKS):
        if position + 8 > len(data):
            return
        one, other = struct.unpack_from(form, data, position)
        kind, size = (other, one) if isinstance(one, int) else (one, other)
        yield kind, data[position + 8 : position + 8 + min(size, MAX_BLOCK)]
        position += 8 + size + (trailer or size % 2)


def _packet(data: bytes) -> list[bytes]:
    """The XMP packet found by its element, as the XMP specification (part 3) allows where a format is not known."""
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    return [data[start : end + 12]] if 0 <= start < end <= start + MAX_BLOCK else []
