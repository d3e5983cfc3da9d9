"""Two videos, closely: placements from their keyframes, each verified along the best line through time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from provenance.fingerprints.interface import Footage
from provenance.fingerprints.pdq import ORIENTATIONS
from provenance.matching.alignment import Line, align, convincing, worth
from provenance.matching.clip import Clip
from provenance.matching.geometry import Affine, Placement, place, plausible, pooled, refined, whole

__all__ = ["Finding", "by_orientation", "findings", "frame_pairs", "placeable", "placements"]

PAIRS = 20
"""Pairs of keyframes matched one to one for each candidate."""
HOPELESS = 6
"""Pairs without any placement after which a candidate is given up."""
REFITTED = 5
"""Moments to which a placement is fitted anew."""
HINT = 0.15
"""Agreement of what moves, from which a better fit may make it convincing; other moments of one camera mostly stay below."""
BESIDE = 5
"""Pictures before and after the one that looks most like a photo, which are compared with it too."""
PLACEMENTS = 5
"""Placements of one pair of videos that are verified."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Finding:
    """One placement with what was seen along its best line (``None``: too little time or picture to tell)."""

    placement: Placement
    line: Line | None
    by_hash: bool = False
    """Proposed by PDQ of the whole picture, not by local features."""


def frame_pairs(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The best of ``pairs`` (query, compared), shared out among the query's keyframes: three each, more where these are few."""
    each = max(3, PAIRS // max(1, len({here for here, _ in pairs})))
    used: dict[int, int] = {}
    out = []
    for here, there in pairs:
        used[here] = used.get(here, 0) + 1
        if used[here] <= each:
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


def placeable(query: Footage, compared: Footage, pairs: Sequence[tuple[int, int]], *, mirror: bool) -> bool:
    """Whether :func:`placements` finds any; it stops at the first."""
    some = frame_pairs(pairs)[:HOPELESS]
    return any(place(query.keyframes[here], compared.keyframes[there], mirror=mirror) is not None for here, there in some)


def by_orientation(query: Footage, compared: Footage, pairs: Sequence[tuple[int, int]], turn: int) -> Placement:
    """The whole picture on the whole picture, turned as PDQ found it."""
    times = tuple((query.keyframes[i].time, compared.keyframes[j].time) for i, j in pairs[:6])
    return whole(ORIENTATIONS[turn].matrix, query, compared, times)


def findings(query: Clip, compared: Clip, found: Sequence[Placement], *, by_hash: bool = False) -> list[Finding]:
    """Each of ``found`` verified, until one convinces: over a place that a moving camera shows, many look likely."""
    out: list[Finding] = []
    for placement in found[:PLACEMENTS]:
        out.append(_finding(query, compared, placement, by_hash=by_hash))
        if out[-1].line is not None and convincing(out[-1].line):
            break
    return out


def _finding(query: Clip, compared: Clip, placement: Placement, *, by_hash: bool) -> Finding:
    """The line that agrees best, over the placement as its features give it, or fitted anew where that only hints at it."""
    order = sorted(range(len(placement.times)), key=lambda i: -placement.counts[i])
    moments = [(float(placement.times[i][0]), float(placement.times[i][1])) for i in order]
    line = align(query, compared, placement.matrix, moments=moments)
    if line is not None and len(line.query_times) == 1:
        return _still(query, compared, placement, line, by_hash=by_hash)
    if line is not None and line.peak >= HINT and not convincing(line):
        matrix = _fitted(query, compared, placement.matrix, line)
        again = None if matrix is None else align(query, compared, matrix, moments=moments, least=line.peak)
        if matrix is not None and again is not None and worth(again) > worth(line):
            placement, line = replace(placement, matrix=matrix), again
    return Finding(placement=placement, line=line, by_hash=by_hash)


def _still(query: Clip, compared: Clip, placement: Placement, line: Line, *, by_hash: bool) -> Finding:
    """The same for a photo: a moving camera puts it elsewhere at each moment, so the moments around are each fitted anew."""
    here, there = float(line.query_times[0]), float(line.query_times[0]) + line.offset
    best = Finding(placement=placement, line=line, by_hash=by_hash)
    sizes = ((query.width, query.height), (compared.width, compared.height))
    for a, b, shift in product(query.around(here, BESIDE), compared.around(there, BESIDE), (True, False)):
        matrix = refined(placement.matrix, a.pictures, b.pictures, sizes=sizes, shift=shift)
        if matrix is None or not plausible(matrix, mirror=bool(np.linalg.det(placement.matrix[:, :2]) < 0)):
            continue
        again = align(a, b, matrix, moments=[(float(a.times[0]), float(b.times[0]))])
        if again is not None and best.line is not None and worth(again) > worth(best.line):
            best = Finding(placement=replace(placement, matrix=matrix), line=again, by_hash=by_hash)
    return best


def _fitted(query: Clip, compared: Clip, matrix: Affine, line: Line) -> Affine | None:
    """``matrix`` fitted to the moments of ``line`` that look most alike."""
    best = np.sort(np.argsort(-line.likeness)[: max(REFITTED, len(line.likeness) // 2)])
    when = line.query_times[best[np.linspace(0, len(best) - 1, min(REFITTED, len(best))).astype(np.intp)]]
    here, there = query.pictures[query.at(when)], compared.pictures[compared.at(line.rate * when + line.offset)]
    found = refined(matrix, here, there, sizes=((query.width, query.height), (compared.width, compared.height)))
    return found if found is not None and plausible(found, mirror=bool(np.linalg.det(matrix[:, :2]) < 0)) else None
