"""Footage of which only hashes are known (imported from another program): vPDQ's rule, along a line in time.

vPDQ (ThreatExchange) calls two videos the same when enough frames of the one have a frame of the other at most 31 bits away,
both of quality 50 or more; times are not used. Here the pairs must also lie on one offset, which gives the segments. Nothing was
seen to move: where all the frames that agree look alike, it may be another moment of a still scene.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.fingerprints.pdq import PDQ
from provenance.model import Compared, Match, MatchRelation, Segment, TimeRange

__all__ = ["ALGORITHM", "by_hashes", "only_hashes"]

ALGORITHM = "PDQ of frames on one offset (after vPDQ)"
QUALITY = 50
DISTANCE = 31
ENOUGH = 0.5
"""Share of the query's frames inside the segment that must agree."""
FRAMES = 3
"""Frames that must agree, and that must differ among themselves for the finding to be more than a scene."""
STEP = 0.5
"""Seconds: how far pairs of frames may lie from one offset."""


def only_hashes(footage: Footage) -> bool:
    """Whether neither features nor motion of it are known."""
    return bool(footage.keyframes) and not footage.motion.times and not any(k.features.count for k in footage.keyframes)


def by_hashes(query: Footage, footage: Footage, compared: Compared) -> Match | None:
    """The match of two videos by PDQ alone; ``None`` where too few frames agree."""
    here, there = _strong(query), _strong(footage)
    if not here or not there:
        return None
    pairs = _pairs(here, there)
    if not len(pairs):
        return None
    offsets = np.array([float(there[j].time - here[i].time) for i, j in pairs])
    near = np.abs(offsets[:, None] - offsets[None]) <= STEP
    best = pairs[near[near.sum(axis=1).argmax()]]
    frames = sorted({int(i) for i, _ in best})
    inside = [k for k in here if here[frames[0]].time <= k.time <= here[frames[-1]].time]
    share = len(frames) / len(inside)
    if len(frames) < FRAMES or share < ENOUGH:
        return None
    same = _distinct([here[i] for i in frames]) >= FRAMES
    return Match(
        query=query.digest,
        compared=compared,
        relation=MatchRelation.SAME_FOOTAGE if same else MatchRelation.SAME_SCENE,
        score=round(share, 4),
        threshold=ENOUGH,
        algorithm=ALGORITHM,
        version=PDQ.version,
        segments=(Segment(query=_range([here[i].time for i, _ in best]), compared=_range([there[j].time for _, j in best])),),
        pairs=tuple((here[i].time, there[j].time) for i, j in best[:5]),
    )


def _strong(footage: Footage) -> list[KeyFrame]:
    return [k for k in footage.keyframes if (p := k.value(PDQ.name)) and p.quality >= QUALITY and len(p.value) == PDQ.bits // 8]


def _values(frames: Sequence[KeyFrame]) -> npt.NDArray[np.uint8]:
    return np.stack([np.frombuffer(p.value, np.uint8) for k in frames if (p := k.value(PDQ.name))])


def _pairs(here: Sequence[KeyFrame], there: Sequence[KeyFrame]) -> npt.NDArray[np.intp]:
    """Positions (query, compared) of near frames, one after another."""
    a, b = _values(here), _values(there)
    rows = [np.flatnonzero(np.bitwise_count(b ^ value).sum(axis=1) <= DISTANCE) for value in a]
    table = [(i, j) for i, row in enumerate(rows) for j in row[:50].tolist()]
    return np.array(table, np.intp).reshape(-1, 2)[:4000]


def _distinct(frames: Sequence[KeyFrame]) -> int:
    """Frames that look different from one another."""
    kept: list[npt.NDArray[np.uint8]] = []
    for value in _values(frames):
        if all(int(np.bitwise_count(value ^ other).sum()) > DISTANCE for other in kept):
            kept.append(value)
    return len(kept)


def _range(times: Sequence[Fraction]) -> TimeRange:
    return TimeRange(start=min(times), end=max(*times, min(times) + Fraction(1, 10)))
