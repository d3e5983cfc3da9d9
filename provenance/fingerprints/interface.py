"""What a fingerprint is, and everything that is kept of one video so that it can be matched without the media.

All parts hold plain bytes, so the values compare, freeze and travel; the arrays behind them are made on
demand by ``local.py``, ``motion.py`` and ``sound.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.modes import Mode
from provenance.model import Digest, Fingerprint

__all__ = [
    "CANONICAL_SIDE",
    "Fingerprinter",
    "Footage",
    "KeyFrame",
    "LocalFeatures",
    "Motion",
    "Picture",
    "Sound",
    "SoundState",
]

Picture = npt.NDArray[np.uint8]
"""Height × width × 3, RGB, upright."""

CANONICAL_SIDE = 448
"""Longer side, in pixels, of the picture that every fingerprint of a keyframe is computed from.

Hashes of smaller or larger renderings of one frame drift by 8–18 of 256 bits: the size is fixed once.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprinter:
    """One kind of perceptual fingerprint of a single picture."""

    name: str
    """As written in :attr:`Fingerprint.algorithm`."""
    version: str
    bits: int
    threshold: int
    """Largest distance at which two pictures are commonly taken for the same."""
    compute: Callable[[Picture], tuple[bytes, int]]
    """Value (``bits`` / 8 bytes) and quality 0–100."""
    distance: Callable[[bytes, bytes], int]

    def of(self, pixels: Picture, *, time: Fraction) -> Fingerprint:
        """The fingerprint of the picture shown at ``time``."""
        value, quality = self.compute(pixels)
        return Fingerprint(algorithm=self.name, version=self.version, value=value, quality=quality, time=time)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFeatures:
    """Distinctive points of one picture: ``count`` rows of two packed tables (see ``local.py``)."""

    count: int
    descriptors: bytes
    """``count`` × 32 bytes: 256 bits that agree where two points show the same detail."""
    geometry: bytes
    """``count`` × 4 bytes: place, size and angle (see ``local.py``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFrame:
    """A frame chosen to stand for what is shown around it."""

    time: Fraction
    width: int
    height: int
    fingerprints: tuple[Fingerprint, ...]
    features: LocalFeatures
    picture: bytes
    """A small WebP."""

    def value(self, algorithm: str) -> Fingerprint | None:
        """The fingerprint made by ``algorithm``, if there is one."""
        return next((f for f in self.fingerprints if f.algorithm == algorithm), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """The whole video at a low rate and size, grey: what moves, and when. Lossy (see ``blockcoding.py``)."""

    width: int = 0
    height: int = 0
    times: tuple[int, ...] = ()
    """Milliseconds from the first picture, strictly growing."""
    sheets: tuple[bytes, ...] = ()
    """Each up to ``motion.ROWS`` pictures."""


class SoundState(StrEnum):
    """What became of a file's first audio stream; without landmarks, the reason why there are none."""

    UNKNOWN = "unknown"
    """Never listened to: a record made before sound was fingerprinted."""
    ABSENT = "absent"
    """The file has no audio stream."""
    UNREADABLE = "unreadable"
    """There is one, and nothing of it can be decoded."""
    SILENT = "silent"
    """Decoded, and nothing to be heard."""
    HEARD = "heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The soundtrack as spectral landmarks, timed from the first picture (see ``sound.py``)."""

    state: SoundState = SoundState.UNKNOWN
    landmarks: bytes = b""
    """Two bytes each: steps of time since the one before, pitch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """Everything that matching needs of one video."""

    digest: Digest
    duration: Fraction
    """Seconds; zero for a still picture."""
    width: int
    """Pixels, upright."""
    height: int
    keyframes: tuple[KeyFrame, ...]
    motion: Motion
    mode: Mode = Mode.DEFAULT
    """How closely it was looked at."""
    warnings: tuple[str, ...] = ()
    sound: Sound = Sound()

    def pack(self) -> bytes:
        """This footage as bytes; the format is versioned."""
        from provenance.fingerprints.packing import pack  # noqa: PLC0415 - packing needs the type

        return pack(self)

    @classmethod
    def unpack(cls, data: bytes) -> "Footage":
        """The footage that :meth:`pack` wrote.

        Raises:
            LibraryError: damaged, not such bytes, or a newer format.
        """
        from provenance.fingerprints.packing import unpack  # noqa: PLC0415 - packing needs the type

        return unpack(data)
