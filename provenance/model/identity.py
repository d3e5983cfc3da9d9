"""Digests, ids and names: what tells one thing from another."""

import hashlib
import re
from dataclasses import dataclass
from typing import NewType

from provenance.errors import InputError

__all__ = [
    "FILE",
    "SOCIAL",
    "ActivityId",
    "ClaimId",
    "Digest",
    "GeolocationId",
    "ReferenceId",
    "ReviewId",
    "Slug",
    "stable_id",
]

ReferenceId = NewType("ReferenceId", str)
"""``r`` and 8 hexadecimal digits, derived from the article and what is cited: stable across runs."""
ClaimId = NewType("ClaimId", str)
"""``c`` and 8 hexadecimal digits, derived from the speaker and the words."""
ActivityId = NewType("ActivityId", str)
ReviewId = NewType("ReviewId", str)
"""``d`` and 8 hexadecimal digits, derived from the activity that recorded the decision."""
GeolocationId = NewType("GeolocationId", str)
"""``g`` and 8 hexadecimal digits, derived from what it is about, its claimant, its points and its address."""
Slug = NewType("Slug", str)
"""Lower-case platform name (``twitter`` also for X); see :data:`FILE` and :data:`SOCIAL`."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
FILE = Slug("file")
"""A direct media file, or a page's own player."""
SOCIAL = Slug("social")
"""The words speak of a social network without naming it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Digest:
    """A cryptographic digest (never a perceptual one); prints as ``sha256:…``."""

    algorithm: str = "sha256"
    value: str
    """Lower-case hexadecimal."""

    def __post_init__(self) -> None:
        if self.algorithm != "sha256" or not _SHA256.fullmatch(self.value):
            raise InputError(f"expected sha256 and 64 lower-case hex digits, got {self.algorithm}:{self.value}")

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.value}"

    @property
    def short(self) -> str:
        """The first 12 hexadecimal digits, for people."""
        return self.value[:12]

    def place(self, suffix: str = "") -> str:
        """Where a case keeps what has this digest, below its folder of that kind."""
        return f"{self.value[:2]}/{self.value}{suffix}"

    @classmethod
    def of(cls, data: bytes) -> "Digest":
        """The SHA-256 digest of ``data``."""
        return cls(value=hashlib.sha256(data).hexdigest())

    @classmethod
    def parse(cls, text: str) -> "Digest":
        """Read ``sha256:…`` back.

        Raises:
            InputError: not such a string.
        """
        algorithm, _, value = text.partition(":")
        return cls(algorithm=algorithm, value=value)


def stable_id(prefix: str, *parts: object) -> str:
    """``prefix`` and 8 hexadecimal digits that depend on ``parts`` alone, so that re-reading renames nothing."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return prefix + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
