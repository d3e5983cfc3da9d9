"""Pictures inside the page, as ``data:`` addresses, within a budget that keeps the file openable."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from provenance.model import Digest, Keyframe, Snapshot

__all__ = ["Pictures", "data_address", "spread"]

T = TypeVar("T")
TOTAL = 600
"""Keyframes in one report."""
FEWEST, MOST = 2, 12
"""Keyframes of one file."""
PAIR_TOTAL, PAIRS_MOST = 300, 4
"""Aligned pairs in one report, and of one match."""
MEDIA_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """Bytes by digest, and how many a file may show."""

    data: Mapping[Digest, bytes]
    each: int
    pairs: int
    """How many pairs a match may show, at least one."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Pictures":
        """Share the budget among the files."""
        each = max(FEWEST, min(MOST, TOTAL // max(1, len(snapshot.media))))
        pairs = max(1, min(PAIRS_MOST, PAIR_TOTAL // max(1, len(snapshot.matches))))
        return cls(data=snapshot.pictures, each=each, pairs=pairs)

    def address(self, digest: Digest) -> str | None:
        """``data:…`` of a JPEG, PNG or WebP; ``None`` for anything else or what is not there."""
        return data_address(self.data.get(digest, b""))

    def strip(self, frames: Sequence[Keyframe]) -> tuple[tuple[Keyframe, str | None], ...]:
        """Frames spread evenly over the video, with their pictures."""
        return tuple((frame, self.address(frame.picture)) for frame in spread(sorted(frames, key=lambda f: f.time), self.each))


def data_address(data: bytes) -> str | None:
    """``data:…`` of a JPEG, PNG or WebP; ``None`` for anything else."""
    kind = next((name for magic, name in MEDIA_TYPES.items() if data.startswith(magic)), None)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}" if kind else None


def spread(items: Sequence[T], limit: int) -> Sequence[T]:
    """At most ``limit`` of ``items``, the first and the last among them; for a limit of one, the middle one."""
    if len(items) <= limit:
        return items
    if limit == 1:
        return [items[len(items) // 2]]
    return [items[round(i * (len(items) - 1) / (limit - 1))] for i in range(limit)]
