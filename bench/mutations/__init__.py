"""Files broken on purpose: seeded changes to bytes, boxes, texts and zip files."""

import random
from collections.abc import Callable

from bench.mutations import boxes, raw, texts, zips

__all__ = ["FAMILIES", "Mutation", "mutated"]

Mutation = Callable[[random.Random, bytes], bytes]

FAMILIES: dict[str, tuple[Mutation, ...]] = {
    "boxes": (*raw.MUTATIONS, *boxes.MUTATIONS, *boxes.MUTATIONS),
    "chunks": (*raw.MUTATIONS, *raw.LENGTHS),
    "html": (*raw.MUTATIONS[:4], *texts.MUTATIONS, *texts.MARKUP),
    "json": (*raw.MUTATIONS[:4], *texts.MUTATIONS, *texts.JSON, *texts.JSON),
    "text": (*raw.MUTATIONS[:4], *texts.MUTATIONS),
    "xml": (*raw.MUTATIONS[:4], *texts.MUTATIONS, *texts.XML),
    "zip": (*raw.MUTATIONS[:4], *raw.LENGTHS, *zips.MUTATIONS, *zips.MUTATIONS),
}
"""Build of a file → what is done to such files; what stands twice is done twice as often."""


def mutated(data: bytes, family: str, *, seed: str) -> bytes:
    """``data`` after one to three of its family's changes; the same seed gives the same bytes."""
    generator = random.Random(seed)
    for _ in range(generator.choice((1, 1, 1, 2, 3))):
        data = generator.choice(FAMILIES[family])(generator, data)
    return data
