"""How probable it is that two videos show one recording, from what was seen along their best line.

A logistic model of a few signs. Its weights are fitted on edited copies and on other moments of the same cameras
(``python -m bench.calibration``; docs/decisions/0008), so that the probability means what it says: of pairs given 0.8,
four in five are copies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, log2

import numpy as np
import numpy.typing as npt

from provenance.matching.alignment import STEP, Line

__all__ = ["MOVING", "STILL", "Signs", "probability", "read_signs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for and against one recording."""

    moves: bool
    """Whether there was anything to compare by motion."""
    motion: float
    """How much moves on both sides along the stretch: 0 is noise, 1 is plenty."""
    peak: float
    """Agreement of what moves, over the best two seconds."""
    rival: float
    """Agreement at the best other offset: high where motion repeats itself, or is noise."""
    agreement: float
    """The same, over the whole stretch, strong motion counting more."""
    likeness: float
    """Correlation of the pictures, the median of the stretch."""
    detail: float
    """Mean correlation of small neighbourhoods."""
    weakest: float
    """That of the tenth of the neighbourhoods that agree least: another moment differs somewhere."""
    least: float
    """That of the fiftieth that agrees least: a small thing that moved."""
    rate_change: float
    """Doublings or halvings of the speed; odd speeds are many, so one of them fits by chance sooner."""
    seconds: float
    """Length of the stretch."""
    support: float
    """Matched local features in the best pair of keyframes."""
    area: float
    """Share of the points that a whole picture has."""

    def terms(self) -> Mapping[str, float]:
        """The terms of the model that is used for such signs."""
        exact = log(max(1.002 - self.weakest, 0.002))
        if not self.moves:
            return {
                "one": 1.0,
                "detail": self.detail,
                "exact": exact,
                "least": self.least,
                "support": log(1 + self.support),
                "area": self.area,
            }
        return {
            "one": 1.0,
            "exact": exact,
            "peak": self.peak,
            "rival": self.rival,
            "agreement": self.agreement,
            "likeness": self.likeness,
            "rate": self.rate_change,
            "length": log(max(self.seconds, STEP)),
            "motion": self.motion,
            "moving peak": self.motion * self.peak,
            "moving agreement": self.motion * self.agreement,
            "still exact": (1 - self.motion) * exact,
        }


STILL: Mapping[str, float] = {
    "one": -7.63,
    "detail": 2.2,
    "exact": -0.4,
    "least": 1.14,
    "support": 0.74,
    "area": 1.55,
}
"""Weights for still pictures, where nothing is said of motion."""
MOVING: Mapping[str, float] = {
    "one": -5.69,
    "exact": -0.44,
    "peak": 0.22,
    "rival": -2.53,
    "agreement": 6.47,
    "likeness": 1.86,
    "rate": -1.29,
    "length": 0.46,
    "motion": -3.89,
    "moving peak": 1.57,
    "moving agreement": 5.56,
    "still exact": -0.32,
}
"""Weights for moving pictures."""
WHOLE = 1100
"""Points compared where two whole pictures are laid over each other."""


def read_signs(line: Line, inside: npt.NDArray[np.intp], *, support: int) -> Signs:
    """The signs along ``line``, ``inside`` the stretch of it that shows the same."""
    weight = line.weight[inside]
    total = float(weight.sum())
    return Signs(
        moves=len(line.query_times) > 1,
        motion=float(np.clip((weight - 1) / 2, 0, 1).mean()) if len(inside) else 0.0,
        peak=line.peak,
        rival=line.rival,
        agreement=float((line.agreement[inside] * weight).sum()) / total if total > 0 else 0.0,
        likeness=float(np.median(line.likeness[inside])) if len(inside) else 0.0,
        detail=float(line.detail.mean()),
        weakest=float(np.quantile(line.detail, 0.1)),
        least=float(np.quantile(line.detail, 0.02)),
        rate_change=abs(log2(line.rate)),
        seconds=len(inside) * STEP,
        support=float(support),
        area=min(1.0, line.area / WHOLE),
    )


def probability(signs: Signs) -> float:
    """That it is one recording, 0–1."""
    weights = MOVING if signs.moves else STILL
    total = sum(weights[name] * value for name, value in signs.terms().items())
    return 1 / (1 + exp(-min(max(total, -30.0), 30.0)))
