"""The small pictures of a match, one moment on both sides, the compared one laid over the query's and its colours fitted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.matching.edits_extent import extent
from provenance.matching.geometry import inverted
from provenance.matching.verdict import Verdict
from provenance.model import TimeRange

__all__ = ["UNSURE", "Aligned", "Bools", "Floats", "aligned", "grey", "pictures"]

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
T = TypeVar("T")

MOMENTS = 12
"""Moments looked at, at most."""
TOGETHER = 0.2
"""Seconds that two keyframes of one moment may be apart."""
COMMON = 0.04
"""Share of the query's picture that must be common before anything is compared."""
UNSURE = 14.0
"""Noise above which the two do not lie well enough on each other to tell more."""
ROUNDS = 4
OUTLYING = 2.5
"""Residuals, in medians, beyond which a pixel has no say in the fit of colours."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aligned:
    """Moments of one match in the query's picture."""

    query: Floats
    """N × H × W × 3."""
    compared: Floats
    """N × H × W × 3: laid over the query, as filmed."""
    fitted: Floats
    """``compared`` in the query's colours."""
    common: Bools
    """H × W: where both show the same picture, things laid over it included."""
    cut: bool
    """Whether that is less than the map of one on the other gives: bars or another picture take the rest."""

    @property
    def noise(self) -> float:
        """Grey levels that the median pixel is off after the fit."""
        return float(np.median(np.abs(self.query - self.fitted)[:, self.common]))

    @property
    def box(self) -> tuple[Floats, Floats]:
        """Corners of ``common``, shares of the query's picture."""
        ys, xs = np.nonzero(self.common)
        size = np.array(self.common.shape[::-1], np.float32)
        low, high = (np.array(c, np.float32) / size for c in ((xs.min(), ys.min()), (xs.max() + 1, ys.max() + 1)))
        return low.astype(np.float32), high.astype(np.float32)


def aligned(query: Footage, compared: Footage, verdict: Verdict) -> Aligned | None:
    """The moments of the best line that both sides have a keyframe of; ``None`` where fewer than two are found."""
    found = list(_laid_over(query, compared, verdict))
    found = [f for f in found if f[0].shape == found[0][0].shape][:MOMENTS]
    if len(found) < 2 or float(found[0][2].mean()) < COMMON:
        return None
    covered = np.all([mask for _, _, mask in found], axis=0)
    here, there = np.stack([a for a, _, _ in found]), np.stack([b for _, b, _ in found])
    common = extent(grey(here), grey(there), covered)
    fitted = np.stack([_fitted(a, b, common) for a, b in zip(here, there, strict=True)])
    return Aligned(query=here, compared=there, fitted=fitted, common=common, cut=bool((common != covered).any()))


def pictures(footage: Footage, during: TimeRange) -> Floats:
    """N × H × W × 3: up to :data:`MOMENTS` keyframes of ``during``, or of the whole where it has none."""
    inside = [k for k in footage.keyframes if during.start <= k.time < during.end] or list(footage.keyframes)
    found = [p for k in _spread(inside) if (p := _decoded(k)) is not None]
    alike = [p for p in found if p.shape == found[0].shape]
    return np.stack(alike) if alike else np.zeros((0, 1, 1, 3), np.float32)


def grey(stack: Floats) -> Floats:
    """… × 3 (BGR) as brightness."""
    return np.asarray(stack @ np.array([0.114, 0.587, 0.299], np.float32), np.float32)


def _decoded(keyframe: KeyFrame) -> Floats | None:
    picture = cv2.imdecode(np.frombuffer(keyframe.picture, np.uint8), cv2.IMREAD_COLOR)
    return None if picture is None else np.asarray(picture, np.float32)


def _spread(values: Sequence[T]) -> list[T]:
    if len(values) <= MOMENTS:
        return list(values)
    return [values[int(i)] for i in np.linspace(0, len(values) - 1, MOMENTS)]


def _moments(query: Footage, compared: Footage, verdict: Verdict) -> list[tuple[KeyFrame, KeyFrame]]:
    """Keyframes of one moment by the line; where it gives too few, those that showed the placement."""
    line, during = verdict.finding.line, verdict.segment.query
    found: list[tuple[KeyFrame, KeyFrame]] = []
    if line is not None and compared.keyframes:
        for here in (k for k in query.keyframes if during.start <= k.time < during.end):
            then = line.rate * float(here.time) + line.offset
            there = min(compared.keyframes, key=lambda k: abs(float(k.time) - then))
            if abs(float(there.time) - then) <= TOGETHER * max(1.0, line.rate):
                found.append((here, there))
    if len(found) >= 3:
        return _spread(found)
    return _spread([*found, *_placed(query, compared, verdict.finding.placement.times)])


def _placed(query: Footage, compared: Footage, times: Sequence[tuple[Fraction, Fraction]]) -> Iterator[tuple[KeyFrame, KeyFrame]]:
    here, there = ({k.time: k for k in side.keyframes} for side in (query, compared))
    return ((here[a], there[b]) for a, b in times if a in here and b in there)


def _laid_over(query: Footage, compared: Footage, verdict: Verdict) -> Iterator[tuple[Floats, Floats, Bools]]:
    back = np.vstack([inverted(verdict.finding.placement.matrix), [0, 0, 1]])
    for here, there in _moments(query, compared, verdict):
        first, second = _decoded(here), _decoded(there)
        if first is None or second is None:
            continue
        to_query = np.diag([first.shape[1] / query.width, first.shape[0] / query.height])
        from_compared = np.diag([compared.width / second.shape[1], compared.height / second.shape[0], 1.0])
        warp, size = to_query @ back[:2] @ from_compared, (first.shape[1], first.shape[0])
        mask = cv2.warpAffine(np.full(second.shape[:2], 255, np.uint8), warp, size) > 250
        yield first, np.asarray(cv2.warpAffine(second, warp, size, borderMode=cv2.BORDER_REPLICATE), np.float32), mask


def _fitted(here: Floats, there: Floats, common: Bools) -> Floats:
    """``there`` through the linear map of colours that brings most of it to ``here``; what is laid over stays out of it."""
    target, source = (cv2.GaussianBlur(p, (0, 0), 1.2) for p in (here, there))
    flat = source[common]
    rows, wanted = np.hstack([flat, np.ones((len(flat), 1), np.float32)]), target[common]
    kept = np.ones(len(rows), np.bool_)
    # A little of the plain picture is mixed in, so that an almost colourless scene does not invent colours.
    ridge = np.eye(4, dtype=np.float32) * np.array([25, 25, 25, 0], np.float32) * len(rows) / 100
    prior = np.vstack([np.full((3, 3), 1 / 3), np.zeros((1, 3))]).astype(np.float32)
    table = prior
    for _ in range(ROUNDS):
        x, y = rows[kept], wanted[kept]
        table = np.linalg.solve(x.T @ x + ridge + 1e-3 * np.eye(4), x.T @ y + ridge @ prior).astype(np.float32)
        # Colour by colour: the largest of three in each of many rows takes numpy several times as long.
        off = np.maximum.reduce(np.abs(rows @ table - wanted).T)
        kept = off <= max(4.0, OUTLYING * float(np.median(off)))
    return np.asarray(there @ table[:3] + table[3], np.float32)
