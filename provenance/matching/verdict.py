"""From what was seen along a line to a finding: same footage or same scene, how surely, and from when to when."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage
from provenance.matching.alignment import STEP, Line
from provenance.matching.comparing import Finding
from provenance.matching.signs import Signs, probability, read_signs
from provenance.model import MatchRelation, Segment, TimeRange

__all__ = ["ALGORITHM", "THRESHOLD", "VERSION", "Along", "Verdict", "along", "is_sure", "judge"]

ALGORITHM = "local features, geometry, motion"
VERSION = "2"
THRESHOLD = 0.5
"""Probability from which two videos are called the same footage."""
SURE = 0.98
"""Probability after which other ways to lay the same two videos over each other are not tried."""
SCENE_SUPPORT = 26
"""Agreeing features, over all keyframes, that make a scene the same."""
SCENE_FRAME = 10
"""Agreeing features in one keyframe that make a scene the same."""
BRIDGE = 6
"""Samples of unlikeness that do not end a segment (a flash, an overlay)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Along:
    """A line, the stretch of it (positions) in which both pictures show the same, and the signs there."""

    line: Line
    inside: npt.NDArray[np.intp]
    signs: Signs


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verdict:
    """What one placement amounts to."""

    relation: MatchRelation
    probability: float
    """That it is the same footage, 0–1."""
    segment: Segment
    finding: Finding


def judge(finding: Finding, *, query: Footage, compared: Footage) -> Verdict | None:
    """The verdict on one finding; ``None`` when it is neither the same footage nor the same scene."""
    seen = along(finding)
    sure = 0.0 if seen is None else probability(seen.signs)
    if seen is not None and sure >= THRESHOLD:
        segment = _segment(seen.line, seen.inside, float(query.duration), float(compared.duration))
        return Verdict(relation=MatchRelation.SAME_FOOTAGE, probability=sure, segment=segment, finding=finding)
    if not _same_scene(finding):
        return None
    # The line means nothing then: the scene was seen where the keyframes agree.
    segment = _where_alike(finding, query.duration, compared.duration)
    return Verdict(relation=MatchRelation.SAME_SCENE, probability=sure, segment=segment, finding=finding)


def is_sure(finding: Finding) -> bool:
    """Whether there is no need to look for a better way to lay the two videos over each other."""
    seen = along(finding)
    return seen is not None and probability(seen.signs) >= SURE


def along(finding: Finding) -> Along | None:
    """What was seen along the line of ``finding``; ``None`` where the common area was too small to compare anything in it."""
    line = finding.line
    if line is None or not len(line.query_times):
        return None
    inside = _stretch(line)
    return Along(line=line, inside=inside, signs=read_signs(line, inside, support=max(finding.placement.counts)))


def _where_alike(finding: Finding, query_duration: Fraction, compared_duration: Fraction) -> Segment:
    here, there = zip(*finding.placement.times, strict=True)
    return Segment(query=_around(here, query_duration), compared=_around(there, compared_duration))


def _around(times: Sequence[Fraction], duration: Fraction) -> TimeRange:
    start = max(Fraction(0), min(times) - Fraction(1, 2))
    return TimeRange(start=start, end=max(start + Fraction(1, 10), min(duration, max(times) + Fraction(1, 2))))


def _same_scene(finding: Finding) -> bool:
    """Whether enough features agree; a photo has but one picture to show them in."""
    place = finding.placement
    alone = finding.line is not None and len(finding.line.query_times) == 1
    return not finding.by_hash and (alone or place.support >= SCENE_SUPPORT) and max(place.counts) >= SCENE_FRAME


def _stretch(line: Line) -> npt.NDArray[np.intp]:
    """Positions of the stretch of the line in which both pictures show the same."""
    smooth = np.convolve(line.likeness, np.ones(3) / 3, mode="same") if len(line.likeness) > 4 else line.likeness
    smooth[[0, -1]] = line.likeness[[0, -1]]
    moving = np.clip(line.weight / 3, 0, 1) * line.agreement
    seen = np.maximum(smooth, 0) + 0.5 * moving
    level = 0.55 * float(np.quantile(seen, 0.9))
    gain = seen - max(0.25, level)
    return np.arange(*_best_run(gain))


def _best_run(gain: npt.NDArray[np.float64]) -> tuple[int, int]:
    """Start and end (half-open) of the run with the greatest sum."""
    best, answer, total, start = -np.inf, (0, len(gain)), 0.0, 0
    for i, value in enumerate(gain):
        if total <= 0:
            total, start = 0.0, i
        total += float(value)
        if total > best:
            best, answer = total, (start, i + 1)
    return answer


def _segment(line: Line, inside: npt.NDArray[np.intp], query_end: float, compared_end: float) -> Segment:
    start, end = float(line.query_times[inside[0]]), float(line.query_times[inside[-1]]) + STEP
    # Samples stand STEP apart: within two of them an end is the file's own.
    start = 0.0 if start < 2 * STEP else start
    end = query_end if query_end - end < 2 * STEP else end
    other = [line.rate * t + line.offset for t in (start, end)]
    for bound in (0.0, compared_end):
        other = [bound if abs(x - bound) < 2 * STEP * line.rate else x for x in other]
    low = min(max(0.0, other[0]), compared_end)
    return Segment(query=_range(start, end), compared=_range(low, max(low, min(compared_end, other[1]))))


def _range(start: float, end: float) -> TimeRange:
    first, last = Fraction(round(start * 1000), 1000), Fraction(round(end * 1000), 1000)
    return TimeRange(start=first, end=max(last, first + Fraction(1, 100)))
