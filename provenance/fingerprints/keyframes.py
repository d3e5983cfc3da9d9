"""Which frames stand for a video: chosen by how the content changes, so that two copies choose the same moments.

Frames come in at the rate of ``motion.RATE``. A frame is a keyframe where the change against the frame before is
the largest for :data:`APART` around it (a cut, the height of a gesture); stretches longer than :data:`GAP` without
one give their most distinct frame. Sampling at fixed times instead halves what PDQ finds again, because the
two sides sample different moments.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["APART", "BLANK", "GAP", "changes", "choose", "is_blank"]

APART = 0.45
"""Seconds between two keyframes, at least."""
GAP = 1.1
"""Seconds without a keyframe, at most."""
BLANK = 5.0
"""Standard deviation of grey values (0–255) below which there is nothing to see."""


def is_blank(grey: npt.NDArray[np.uint8]) -> bool:
    """Whether nothing can be seen: one even colour, whatever it is."""
    return float(np.std(grey)) < BLANK


def changes(pictures: Sequence[npt.NDArray[np.uint8]]) -> npt.NDArray[np.float64]:
    """Change of each picture against the one before, as a share of its contrast; the first counts as a cut."""
    out = [1.0]
    for before, now in pairwise(pictures):
        difference = np.abs(now.astype(np.int16) - before.astype(np.int16))
        out.append(float(difference.mean()) / (float(now.std()) + 4.0))
    return np.array(out[: len(pictures)])


def choose(times: Sequence[float], change: Sequence[float]) -> list[int]:
    """Positions of the keyframes among frames at ``times`` (seconds, growing) with their ``change``."""
    order = sorted(range(len(times)), key=lambda i: (-change[i], times[i]))
    chosen: list[int] = []
    for i in order:
        if _peak(i, times, change) and all(abs(times[i] - times[j]) >= APART for j in chosen):
            chosen.append(i)
    chosen.sort()
    return _filled(chosen, times, change)


def _peak(i: int, times: Sequence[float], change: Sequence[float]) -> bool:
    return all(change[j] <= change[i] for step in (-1, 1) for j in _around(i, step, times))


def _around(i: int, step: int, times: Sequence[float]) -> list[int]:
    out = []
    j = i + step
    while 0 <= j < len(times) and abs(times[j] - times[i]) < APART:
        out.append(j)
        j += step
    return out


def _filled(chosen: list[int], times: Sequence[float], change: Sequence[float]) -> list[int]:
    """``chosen`` with the most changed frames of every stretch longer than :data:`GAP` added."""
    out: list[int] = []
    for start, end in pairwise([*chosen, len(times)]):
        out.append(start)
        limit = times[end] if end < len(times) else np.inf
        while (last := out[-1]) < end and min(limit, times[-1]) - times[last] > GAP:
            free = [i for i in range(last + 1, end) if times[i] - times[last] >= APART and limit - times[i] >= APART]
            if not free:
                break
            near = [i for i in free if times[i] - times[last] <= GAP] or free[:1]
            out.append(max(near, key=lambda i: change[i]))
    return out
