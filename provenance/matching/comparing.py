"""Two videos, closely: placements from their keyframes, each verified along the best line through time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.fingerprints.pdq import ORIENTATIONS
from provenance.matching.alignment import Line, align, overlap
from provenance.matching.clip import Clip
from provenance.matching.geometry import Placement, place, pooled, whole

__all__ = ["Finding", "findings", "frame_pairs"]

PAIRS = 20
"""Pairs of keyframes matched one to one for each candidate."""
HOPELESS = 6
"""Pairs without any placement after which a candidate is given up."""
PLACEMENTS = 2
"""Placements of one pair of videos that are verified."""


ENOUGH = 0.6
"""Agreement of what moves that needs no second look."""
MOST = 0.6
"""Share of the common area; where features cover more of it, looking at their part alone tells nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """One placement with what was seen along its best line (``None``: too little time or picture to tell)."""

    placement: Placement
    line: Line | None
    by_hash: bool = False
    """Proposed by PDQ of the whole picture, not by local features."""


def frame_pairs(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The best of ``pairs`` (query, compared), no keyframe of the query more than three times."""
    used: dict[int, int] = {}
    out = []
    for here, there in pairs:
        used[here] = used.get(here, 0) + 1
        if used[here] <= 3:
            out.append((here, there))
        if len(out) == PAIRS:
            break
    return out


def placements(query: Footage, compared: Footage, pairs: Sequence[tuple[int, int]], *, mirror: bool) -> tuple[Placement, ...]:
    """Where the query's picture lies in the compared one, from one-to-one matches of ``pairs`` of keyframes."""
    found: list[Placement] = []
    for tried, (here, there) in enumerate(frame_pairs(pairs)):
        if tried >= HOPELESS and not found:
            break
        one = place(query.keyframes[here], compared.keyframes[there], mirror=mirror)
        if one is not None:
            found.append(one)
    return pooled(found, side=max(compared.width, compared.height))


def by_orientation(query: Footage, compared: Footage, pairs: Sequence[tuple[int, int]], turn: int) -> Placement:
    """The whole picture on the whole picture, turned as PDQ found it."""
    times = tuple((query.keyframes[i].time, compared.keyframes[j].time) for i, j in pairs[:6])
    return whole(ORIENTATIONS[turn].matrix, query, compared, times)


def findings(query: Clip, compared: Clip, found: Sequence[Placement], *, by_hash: bool = False) -> list[Finding]:
    """Each of ``found`` verified."""
    return [Finding(placement=p, line=_line(query, compared, p), by_hash=by_hash) for p in found[:PLACEMENTS]]


def _line(query: Clip, compared: Clip, placement: Placement) -> Line | None:
    """The line over the whole overlap, or over the part where features agree, whichever agrees better."""
    strongest = max(range(len(placement.times)), key=lambda i: placement.counts[i])
    around = (float(placement.times[strongest][0]), float(placement.times[strongest][1]))
    full = align(query, compared, placement.matrix, around=around)
    hull = _hull(placement)
    if full is not None and (full.peak > ENOUGH or cv2.contourArea(hull) > MOST * _shared(query, compared, placement)):
        return full
    part = align(query, compared, placement.matrix, around=around, region=hull)
    return max((x for x in (full, part) if x is not None), key=lambda x: x.peak, default=None)


def _shared(query: Clip, compared: Clip, placement: Placement) -> float:
    polygon = overlap((query.width, query.height), (compared.width, compared.height), placement.matrix)
    return float(cv2.contourArea(polygon)) if len(polygon) else 0.0


def _hull(placement: Placement) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Convex hull of the matched points in the compared picture, grown a little."""
    hull = cv2.convexHull(placement.compared_points.astype(np.float32)).reshape(-1, 2)
    centre = hull.mean(axis=0)
    return np.asarray(centre + (hull - centre) * 1.15, np.float32)
