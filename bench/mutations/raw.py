"""Changes that know nothing of the file: bits, blocks, ends, and numbers that may be lengths."""

import random
from collections.abc import Callable

__all__ = ["LENGTHS", "MUTATIONS"]

NUMBERS = (
    0,
    1,
    2,
    7,
    8,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0xFFFF,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
    1 << 40,
    (1 << 63) - 1,
    (1 << 64) - 1,
)
"""Sizes and counts at which arithmetic turns over."""


def _place(generator: random.Random, data: bytes) -> int:
    """A position, oftener near the beginning, where headers are."""
    return int(len(data) * generator.random() ** generator.choice((1, 3))) if data else 0


def _block(generator: random.Random, data: bytes) -> tuple[int, int]:
    start = _place(generator, data)
    return start, min(len(data), start + generator.choice((1, 4, 16, 64, 512, 4096)))


def bits(generator: random.Random, data: bytes) -> bytes:
    """One to 64 bits turned."""
    changed = bytearray(data)
    for _ in range(generator.choice((1, 2, 8, 64)) if data else 0):
        changed[min(_place(generator, data), len(data) - 1)] ^= 1 << generator.randrange(8)
    return bytes(changed)


def cut_off(generator: random.Random, data: bytes) -> bytes:
    """The end gone."""
    return data[: generator.randrange(len(data))] if data else data


def deleted(generator: random.Random, data: bytes) -> bytes:
    """A block gone."""
    start, end = _block(generator, data)
    return data[:start] + data[end:]


def doubled(generator: random.Random, data: bytes) -> bytes:
    """A block twice, or a thousand times."""
    start, end = _block(generator, data)
    return data[:end] + data[start:end] * min(generator.choice((1, 1, 2, 1000)), 1_000_000 // max(1, end - start)) + data[end:]


def overwritten(generator: random.Random, data: bytes) -> bytes:
    """A block of noise, zeros or ones in the place of what was there."""
    start, end = _block(generator, data)
    filling = generator.choice((bytes(end - start), b"\xff" * (end - start), generator.randbytes(end - start)))
    return data[:start] + filling + data[end:]


def swapped(generator: random.Random, data: bytes) -> bytes:
    """Two blocks in each other's place."""
    (a, b), (c, d) = sorted((_block(generator, data), _block(generator, data)))
    return data if c < b else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def number(generator: random.Random, data: bytes) -> bytes:
    """A number of two to eight bytes, of either order, that may be a length or a count."""
    width, start = generator.choice((2, 4, 4, 8)), _place(generator, data)
    value = generator.choice(NUMBERS) & ((1 << 8 * width) - 1)
    return data[:start] + value.to_bytes(width, generator.choice(("big", "little"))) + data[start + width :]


MUTATIONS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    bits,
    cut_off,
    deleted,
    overwritten,
    doubled,
    swapped,
    number,
)
LENGTHS: tuple[Callable[[random.Random, bytes], bytes], ...] = (number, number, number)
