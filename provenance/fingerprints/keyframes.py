"""Which frames stand for a video: chosen by how the content changes, so that two copies choose the same moments.

Frames come in at the rate of ``motion.RATE``. A frame is a keyframe where the change against the frame before is
the largest for ``apart`` seconds around it (a cut, the height of a gesture); stretches longer than ``gap`` without
one give their most distinct frame. Sampling at fixed times instead halves what PDQ finds again, because the
two sides sample different moments.

:func:`choose` says it over a whole video; :class:`Chooser` gives the same while frames arrive, with no more than the
last seconds of them in view. A test holds the one against the other.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["ALIKE", "BLANK", "Chooser", "change", "choose", "is_blank"]

BLANK = 5.0
"""Standard deviation of grey values (0–255) below which there is nothing to see."""
ALIKE = 0.08
"""Change below which a picture shows nothing that the keyframe before it did not."""


def is_blank(grey: npt.NDArray[np.uint8]) -> bool:
    """Whether nothing can be seen: one even colour, whatever it is."""
    return float(np.std(grey)) < BLANK


def change(before: npt.NDArray[np.uint8], now: npt.NDArray[np.uint8]) -> float:
    """Mean difference of two pictures of one size, as a share of the contrast of the second."""
    difference = np.abs(now.astype(np.int16) - before.astype(np.int16))
    return float(difference.mean()) / (float(now.std()) + 4.0)


class Chooser:
    """Positions of the keyframes among frames that arrive one by one."""

    def __init__(self, *, apart: float, gap: float) -> None:
        self._apart, self._gap = apart, gap
        self._times: list[float] = []
        self._change: list[float] = []
        self._before = 0
        self._begun = False

    def push(self, time: float, change: float) -> list[int]:
        """Take in a frame at ``time`` (seconds, growing); the positions that are certain now, counted from the first frame."""
        self._times.append(time)
        self._change.append(change)
        return self._settled(closed=False)

    def close(self) -> list[int]:
        """The positions still due after the last frame."""
        return self._settled(closed=True)

    @property
    def first(self) -> int:
        """No frame before this position will be chosen any more."""
        return self._before + (1 if self._begun else 0)

    def _settled(self, *, closed: bool) -> list[int]:
        out = []
        while (i := self._next(closed=closed)) is not None:
            out.append(self._before + i)
            self._before += i
            del self._times[:i], self._change[:i]
            self._begun = True
        return out

    def _next(self, *, closed: bool) -> int | None:
        """Position, in view, of the keyframe after the last one (which stands first in view), if it is certain."""
        times = self._times
        if not times:
            return None
        # A peak is certain once the frames around it are known; what fills a gap, once no peak can come before it.
        seen = np.inf if closed else times[-1]
        if seen - times[0] < (2 if self._begun else 1) * self._apart:
            return None
        sure = [i for i, t in enumerate(times) if seen - t >= self._apart]
        peak = next((i for i in sure if self._free(times[i]) and _peak(i, times, self._change, self._apart)), None)
        if not self._begun:
            return peak
        limit = np.inf if peak is None else times[peak]
        if min(limit, times[-1]) - times[0] <= self._gap:
            return peak
        if peak is None and seen - times[0] < self._gap + 2 * self._apart:
            return None
        last = len(times) if peak is None else peak
        return _filler(0, last, times, self._change, apart=self._apart, gap=self._gap, sure=seen) or peak

    def _free(self, time: float) -> bool:
        return not self._begun or time - self._times[0] >= self._apart


def choose(times: Sequence[float], change: Sequence[float], *, apart: float, gap: float) -> list[int]:
    """Positions of the keyframes among all frames, at ``times`` (seconds, growing) with their ``change``."""
    order = sorted(range(len(times)), key=lambda i: (-change[i], times[i]))
    chosen: list[int] = []
    for i in order:
        if _peak(i, times, change, apart) and all(abs(times[i] - times[j]) >= apart for j in chosen):
            chosen.append(i)
    chosen.sort()
    out: list[int] = []
    for start, end in pairwise([*chosen, len(times)]):
        out.append(start)
        limit = times[end] if end < len(times) else np.inf
        while min(limit, times[-1]) - times[out[-1]] > gap:
            filler = _filler(out[-1], end, times, change, apart=apart, gap=gap)
            if filler is None:
                break
            out.append(filler)
    return out


def _peak(i: int, times: Sequence[float], change: Sequence[float], apart: float) -> bool:
    return all(change[j] <= change[i] for step in (-1, 1) for j in _around(i, step, times, apart))


def _around(i: int, step: int, times: Sequence[float], apart: float) -> list[int]:
    out = []
    j = i + step
    while 0 <= j < len(times) and abs(times[j] - times[i]) < apart:
        out.append(j)
        j += step
    return out


def _filler(
    last: int, end: int, times: Sequence[float], change: Sequence[float], *, apart: float, gap: float, sure: float = np.inf
) -> int | None:
    """The most changed frame after keyframe ``last`` within ``gap``, clear of the next one at ``end``; ``None``: there is none.

    ``sure``: nothing is known of frames after it.
    """
    limit = times[end] if end < len(times) else np.inf
    free = [i for i in range(last + 1, end) if times[i] - times[last] >= apart and limit - times[i] >= apart]
    near = [i for i in free if times[i] - times[last] <= gap] or [i for i in free[:1] if sure - times[i] >= 2 * apart]
    return max(near, key=lambda i: change[i], default=None)
