"""Changes to the tree of boxes of MP4, QuickTime and HEIF files (ISO/IEC 14496-12): sizes that lie, nesting, counts, kinds."""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.mutations.raw import NUMBERS

__all__ = ["MUTATIONS"]

HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"edts", b"moof", b"traf", b"meta", b"ilst"})
KINDS = (
    *HOLDERS,
    b"elst",
    b"stsd",
    b"stts",
    b"stsz",
    b"stco",
    b"ctts",
    b"keys",
    b"data",
    b"XMP_",
    b"uuid",
    b"hdlr",
    b"mvhd",
    b"covr",
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box and where it lies."""

    kind: bytes
    start: int
    """Of its header of eight bytes."""
    end: int


def boxes(data: bytes, start: int = 0, end: int | None = None, *, depth: int = 12) -> Iterator[Box]:
    """Every box with a plain header, those in others too, so many levels deep."""
    stop = len(data) if end is None else end
    while start + 8 <= stop:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size < 8 or start + size > stop:
            return
        yield Box(kind, start, start + size)
        if kind in HOLDERS and depth:
            yield from boxes(data, start + (12 if kind == b"meta" else 8), start + size, depth=depth - 1)
        start += size


def _with(change: Callable[[random.Random, bytes, Box], bytes]) -> Callable[[random.Random, bytes], bytes]:
    def changed(generator: random.Random, data: bytes) -> bytes:
        found = list(boxes(data))
        return change(generator, data, generator.choice(found)) if found else data

    return changed


def _size(generator: random.Random, data: bytes, box: Box) -> bytes:
    """A size that is too small, too large, or 64 bits wide."""
    real = box.end - box.start
    size = generator.choice((*(number & 0xFFFFFFFF for number in NUMBERS), real - 1, real + 1, real * 2, len(data)))
    wide = generator.choice(NUMBERS).to_bytes(8, "big") if size == 1 else b""
    return data[: box.start] + struct.pack(">I4s", max(0, size) & 0xFFFFFFFF, box.kind) + wide + data[box.start + 8 :]


def _deleted(_: random.Random, data: bytes, box: Box) -> bytes:
    return data[: box.start] + data[box.end :]


def _repeated(generator: random.Random, data: bytes, box: Box) -> bytes:
    """The same box again and again."""
    copy = data[box.start : box.end]
    return data[: box.end] + copy * min(generator.choice((1, 2, 500)), 500_000 // len(copy) + 1) + data[box.end :]


def _nested(generator: random.Random, data: bytes, box: Box) -> bytes:
    """The box inside itself, up to some thousand levels deep."""
    whole = data[box.start : box.end]
    kind = generator.choice((box.kind, b"moov", b"udta", b"meta"))
    for _ in range(generator.choice((2, 20, 3000))):
        whole = struct.pack(">I4s", len(whole) + 8, kind) + whole
    return data[: box.start] + whole + data[box.end :]


def _renamed(generator: random.Random, data: bytes, box: Box) -> bytes:
    return data[: box.start + 4] + generator.choice((*KINDS, generator.randbytes(4))) + data[box.start + 8 :]


def _counted(generator: random.Random, data: bytes, box: Box) -> bytes:
    """Another number somewhere in the first words of the box: a count, a version, a time scale, a size."""
    place = box.start + 8 + 4 * generator.randrange(8)
    return data[:place] + (generator.choice(NUMBERS) & 0xFFFFFFFF).to_bytes(4, "big") + data[place + 4 :]


def _emptied(_: random.Random, data: bytes, box: Box) -> bytes:
    """The header alone, with its size put right."""
    return data[: box.start] + struct.pack(">I4s", 8, box.kind) + data[box.end :]


def _fields(generator: random.Random, data: bytes, box: Box) -> bytes:
    """Noise in the place of what the box holds."""
    return data[: box.start + 8] + generator.randbytes(box.end - box.start - 8) + data[box.end :]


def _moved(_: random.Random, data: bytes, box: Box) -> bytes:
    """The box in front of all others."""
    return data[box.start : box.end] + data[: box.start] + data[box.end :]


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = tuple(
    _with(change) for change in (_size, _deleted, _repeated, _nested, _renamed, _counted, _emptied, _fields, _moved)
)
