"""How closely a video is looked at when it is fingerprinted: what is decoded, how many keyframes, how many features.

A fingerprint of one mode is compared with one of any other: the modes differ in how much there is, not in what it is.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["EFFORTS", "Effort", "Mode"]


class Mode(StrEnum):
    """What an analyst chooses between."""

    FAST = "fast"
    """Key pictures only: a lead to the scene, no record of what moves, so nothing is called the same footage."""
    DEFAULT = "default"
    THOROUGH = "thorough"
    """More keyframes and more features: smaller parts of the picture are found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What a mode comes to."""

    key_pictures: bool = False
    """Only pictures that are coded without reference to others are decoded; motion is not recorded."""
    apart: float
    """Seconds between two keyframes, at least."""
    gap: float
    """Seconds without a keyframe, at most, while the picture changes."""
    still: float
    """Seconds without a keyframe, at most, while it does not."""
    features: int
    """Local features kept of a keyframe; of each panel in it (``panels.py``) some besides."""


EFFORTS: dict[Mode, Effort] = {
    Mode.FAST: Effort(key_pictures=True, apart=1.0, gap=1.5, still=4.0, features=128),
    Mode.DEFAULT: Effort(apart=0.45, gap=1.1, still=2.2, features=160),
    Mode.THOROUGH: Effort(apart=0.35, gap=0.8, still=1.5, features=250),
}
