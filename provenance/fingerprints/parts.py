"""Footage in parts, so that a large library reads only what a stage needs: a head; features, pictures and motion by stretches.

Each part is a record of its own (``packing.py``: versioned, checksummed) that holds a piece of the footage and nothing else, so
whatever :class:`Footage` learns to keep travels in the head without a change here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, KeyFrame, Motion
from provenance.fingerprints.local import NONE
from provenance.fingerprints.motion import ROWS
from provenance.fingerprints.packing import ALWAYS, pack, unpack

__all__ = ["Part", "Piece", "joined", "split"]

STRETCH = 24_000
"""Milliseconds of keyframes in one piece, about: a piece is read whole, and what is wanted of it is mostly some eight seconds."""
KEYFRAMES = 24
"""Keyframes in one piece, at most."""
SHEETS = 8
"""Sheets of motion in one piece: some 64 s."""


class Part(StrEnum):
    """What a piece holds."""

    HEAD = "head"
    """Everything but what the other parts hold; one piece."""
    FEATURES = "features"
    """Keyframes with their fingerprints and local features, without the small pictures."""
    PICTURES = "pictures"
    """Keyframes with nothing but their small pictures: piece by piece those of FEATURES."""
    MOTION = "motion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece, packed."""

    part: Part
    number: int
    """From 0 in its part."""
    first: int
    """Milliseconds: time of the first picture or keyframe in it, and of the last."""
    last: int
    packed: bytes


def split(footage: Footage) -> Iterator[Piece]:
    """``footage`` in pieces; :func:`joined` makes it whole again."""
    head = replace(footage, keyframes=(), motion=Motion(width=footage.motion.width, height=footage.motion.height))
    yield Piece(part=Part.HEAD, number=0, first=0, last=0, packed=pack(head))
    bare = replace(Footage(digest=footage.digest, duration=footage.duration, width=footage.width, height=footage.height,
                           keyframes=(), motion=Motion()))  # fmt: skip
    for number, keyframes in enumerate(_stretches(footage.keyframes)):
        first, last = (round(k.time * 1000) for k in (keyframes[0], keyframes[-1]))
        features = tuple(replace(k, picture=b"") for k in keyframes)
        pictures = tuple(replace(k, fingerprints=(), features=NONE) for k in keyframes)
        for part, some in ((Part.FEATURES, features), (Part.PICTURES, pictures)):
            yield Piece(part=part, number=number, first=first, last=last, packed=pack(replace(bare, keyframes=some)))
    for number, motion in enumerate(_motions(footage.motion)):
        first, last = (motion.times[0], motion.times[-1]) if motion.times else (0, 0)
        yield Piece(part=Part.MOTION, number=number, first=first, last=last, packed=pack(replace(bare, motion=motion)))


def joined(
    head: bytes,
    *,
    features: Iterable[bytes] = (),
    pictures: Iterable[bytes] | None = None,
    motion: Iterable[bytes] = (),
    span: tuple[int, int] = ALWAYS,
) -> Footage:
    """The footage of these pieces, each part in order; some may be left out, to hold a stretch only.

    ``pictures`` are those of ``features``, or ``None``: then the keyframes have none. Keyframes outside of ``span``
    (milliseconds) are left out.

    Raises:
        LibraryError: a piece is damaged, or belongs elsewhere.
    """
    whole = unpack(head)
    keyframes = [k for packed in features for k in _of(whole, packed, span).keyframes]
    if pictures is not None:
        keyframes = _pictured(keyframes, [k for packed in pictures for k in _of(whole, packed, span).keyframes])
    _growing([k.time for k in keyframes])
    records = [_of(whole, packed).motion for packed in motion]
    times = tuple(t for record in records for t in record.times)
    _growing(times)
    if any((record.width, record.height) != (whole.motion.width, whole.motion.height) for record in records if record.times):
        raise LibraryError(f"expected motion of {whole.motion.width}×{whole.motion.height} pixels, found another size")
    moving = replace(whole.motion, times=times, sheets=tuple(s for record in records for s in record.sheets))
    return replace(whole, keyframes=tuple(keyframes), motion=moving)


def _of(whole: Footage, packed: bytes, span: tuple[int, int] = ALWAYS) -> Footage:
    piece = unpack(packed, span=span)
    if piece.digest != whole.digest:
        raise LibraryError(f"expected a piece of {whole.digest}, found one of {piece.digest}")
    return piece


def _pictured(keyframes: Sequence[KeyFrame], pictures: Sequence[KeyFrame]) -> list[KeyFrame]:
    if [k.time for k in keyframes] != [p.time for p in pictures]:
        raise LibraryError(f"expected the pictures of {len(keyframes)} keyframes, found those of {len(pictures)} others")
    return [replace(k, picture=p.picture) for k, p in zip(keyframes, pictures, strict=True)]


def _growing(times: Sequence[object]) -> None:
    if any(not before <= now for before, now in pairwise(times)):  # type: ignore[operator]
        raise LibraryError("expected pieces in the order of time, found them mixed")


def _stretches(keyframes: Sequence[KeyFrame]) -> Iterator[tuple[KeyFrame, ...]]:
    begun: list[KeyFrame] = []
    for keyframe in keyframes:
        if begun and (len(begun) >= KEYFRAMES or (keyframe.time - begun[0].time) * 1000 >= STRETCH):
            yield tuple(begun)
            begun = []
        begun.append(keyframe)
    if begun:
        yield tuple(begun)


def _motions(motion: Motion) -> Iterator[Motion]:
    if len(motion.sheets) != -(-len(motion.times) // ROWS):
        yield motion  # not in sheets as we make them: it stays whole
        return
    for i in range(0, len(motion.sheets), SHEETS):
        times = motion.times[i * ROWS : (i + SHEETS) * ROWS]
        yield replace(motion, times=times, sheets=motion.sheets[i : i + SHEETS])
