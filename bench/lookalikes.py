"""Made-up fingerprints that behave like real ones: as many as a library of any size needs, from the project's own samples.

Descriptors are drawn from a normal distribution with the mean and covariance that real ones have in their three levels
(neither bit, the lower, both), half of the deviation being that of a real descriptor, then cut at the same two ranks as
real ones are. So the nearest neighbours of a real query are about as near as among unrelated real footage, which with
uniform random bits they are not. Pictures of one shot share most of their features, with noise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame, LocalFeatures, Motion
from provenance.fingerprints.local import DESCRIPTOR_BYTES, NONE, descriptors
from provenance.fingerprints.pdq import PDQ
from provenance.model import Digest, Fingerprint

__all__ = ["Lookalikes"]

POOL = 1_000_000
"""Descriptors drawn once; those of a shot are some of them with noise."""
NEAR = 0.5
"""Share of the variance that a drawn descriptor has from one real descriptor."""
FRESH = 0.3
"""Share of a keyframe's features that the one before did not have."""
SHOT = (3, 14)
"""Seconds."""
LENGTHS = (40, 90, 240, 900, 3600)
"""Seconds of a video; most are short."""
SHARES = (0.35, 0.25, 0.2, 0.15, 0.05)

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shot:
    descriptors: Bytes
    geometry: npt.NDArray[np.uint32]
    pdq: Bytes
    picture: bytes


class Lookalikes:
    """Footage made up after ``real``; the same seed gives the same footage."""

    def __init__(self, real: Sequence[Footage], *, seed: int = 1, features: int = 200, every: int = 1) -> None:
        """``features`` of one keyframe in ``every``; the others have hashes only, to make very large libraries in little time."""
        self._rng = np.random.default_rng(seed)
        self._features = features
        self._every = every
        self._masks = self._flips((50_000, DESCRIPTOR_BYTES), 4)
        frames = [k for footage in real for k in footage.keyframes if k.features.count]
        self._geometry = np.concatenate([np.frombuffer(k.features.geometry, "<u4") for k in frames])
        self._pictures = [k.picture for k in frames]
        self._prints = np.stack([np.frombuffer(p.value, np.uint8) for k in frames if (p := k.value(PDQ.name))])
        self._others = [f for k in frames[:1] for f in k.fingerprints if f.algorithm != PDQ.name]
        self._motion = next(f.motion for f in real if f.motion.sheets)
        self._pool = self._drawn(np.concatenate([descriptors(k.features) for k in frames]))

    def videos(self, hours: float, *, motion: bool) -> Iterator[Footage]:
        """Videos of ``hours`` together."""
        left, number = hours * 3600, 0
        while left > 0:
            seconds = int(min(max(10, left), self._rng.choice(LENGTHS, p=SHARES)))
            yield self.video(seconds, name=number, motion=motion)
            left, number = left - seconds, number + 1

    def video(self, seconds: int, *, name: int, motion: bool) -> Footage:
        """One video with a keyframe a second."""
        keyframes: list[KeyFrame] = []
        while len(keyframes) < seconds:
            shot = self._shot()
            for _ in range(int(self._rng.integers(*SHOT))):
                keyframes.append(self._keyframe(shot, len(keyframes)))
        return Footage(
            digest=Digest.of(b"lookalike %d" % name),
            duration=Fraction(seconds),
            width=640,
            height=360,
            keyframes=tuple(keyframes[:seconds]),
            motion=self._moving(seconds) if motion else Motion(),
        )

    def _drawn(self, real: Bytes) -> Bytes:
        levels = np.unpackbits(real, axis=1).reshape(-1, 2, 128).sum(axis=1).astype(np.float32)
        mean = levels.mean(axis=0)
        spread = np.linalg.cholesky(np.cov(levels.T) + 1e-3 * np.eye(128)).astype(np.float32)
        out = []
        for _ in range(0, POOL, 100_000):
            new = self._rng.standard_normal((100_000, 128), dtype=np.float32) @ spread.T
            old = levels[self._rng.integers(0, len(levels), 100_000)] - mean
            out.append(_cut(mean + np.float32((1 - NEAR) ** 0.5) * new + np.float32(NEAR**0.5) * old))
        return np.concatenate(out)

    def _shot(self) -> _Shot:
        count = self._features
        pdq = self._prints[self._rng.integers(len(self._prints))].copy()
        return _Shot(
            descriptors=_levelled(self._noisy(self._pool[self._rng.integers(0, len(self._pool), count)])),
            geometry=self._geometry[self._rng.integers(0, len(self._geometry), count)],
            pdq=pdq ^ self._flips(pdq.shape, 1),
            picture=self._pictures[self._rng.integers(len(self._pictures))],
        )

    def _keyframe(self, shot: _Shot, second: int) -> KeyFrame:
        time = Fraction(second)
        value = self._noisy(shot.pdq[None])[0].tobytes()
        prints = (*self._others, Fingerprint(algorithm=PDQ.name, version=PDQ.version, value=value, quality=100, time=time))
        return KeyFrame(
            time=time,
            width=640,
            height=360,
            fingerprints=prints,
            features=NONE if second % self._every else self._seen(shot),
            picture=shot.picture,
        )

    def _seen(self, shot: _Shot) -> LocalFeatures:
        """Most features of the shot, a little changed, and new ones."""
        values = _levelled(self._noisy(shot.descriptors))
        fresh = self._rng.random(self._features) < FRESH
        values[fresh] = self._pool[self._rng.integers(0, len(self._pool), int(fresh.sum()))]
        geometry = shot.geometry.astype("<u4").tobytes()
        return LocalFeatures(count=self._features, descriptors=values.tobytes(), geometry=geometry)

    def _noisy(self, values: Bytes) -> Bytes:
        """``values`` with one bit in 16 flipped."""
        return values ^ self._masks[self._rng.integers(0, len(self._masks), len(values))]

    def _flips(self, shape: tuple[int, ...], halvings: int) -> Bytes:
        """Masks with one bit set in 2 to the power of ``halvings``."""
        flips = self._rng.integers(0, 256, shape, dtype=np.uint8)
        for _ in range(halvings - 1):
            flips &= self._rng.integers(0, 256, shape, dtype=np.uint8)
        return flips

    def _moving(self, seconds: int) -> Motion:
        """A real record, over and over."""
        step = 125
        sheets = -(-seconds * 1000 // step // 64)
        repeated = (self._motion.sheets[0],) * sheets
        return Motion(
            width=self._motion.width, height=self._motion.height, times=tuple(range(0, sheets * 64 * step, step)), sheets=repeated
        )


def _levelled(values: Bytes) -> Bytes:
    """``values``, where noise may have put what lies above the upper quartile below the median: it lies above that too."""
    half = DESCRIPTOR_BYTES // 2
    return np.concatenate([values[:, :half], values[:, half:] | values[:, :half]], axis=1)


def _cut(levels: npt.NDArray[np.float32]) -> Bytes:
    """As ``local._binary``: bits above the upper quartile, and above the median."""
    ordered = np.partition(levels, (63, 64, 95, 96), axis=1)
    upper = (ordered[:, 95] + ordered[:, 96])[:, None] / 2
    middle = (ordered[:, 63] + ordered[:, 64])[:, None] / 2
    return np.packbits(np.concatenate([levels > upper, levels > middle], axis=1), axis=1).reshape(-1, DESCRIPTOR_BYTES)
