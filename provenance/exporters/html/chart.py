"""Positions for the timelines of a match. Numbers only; the template draws."""

from dataclasses import dataclass

from provenance.exporters.wording import ENGLISH, Wording
from provenance.model import Match, TimeRange

__all__ = ["Timeline", "timeline"]

TRACK = 640.0
"""Width of a timeline's bars, in user units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Two bars and what joins them. All numbers in user units."""

    widths: tuple[float, float]
    """Query, compared."""
    lengths: tuple[str, str]
    ticks: tuple[tuple[tuple[float, str], ...], tuple[tuple[float, str], ...]]
    joins: tuple[tuple[float, float, float, float], ...]
    """Query start and end, compared start and end."""
    same_scale: bool


def timeline(match: Match, query_length: float | None, say: Wording = ENGLISH) -> Timeline:
    """Both videos to one scale where they are of like length, else each to its own."""
    query = max(query_length or 0.0, *(float(s.query.end) for s in match.segments), 0.001)
    compared = max(float(match.compared.duration or 0), *(float(s.compared.end) for s in match.segments), 0.001)
    same = max(query, compared) / min(query, compared) <= 12
    longest = max(query, compared)
    scales = (TRACK / longest, TRACK / longest) if same else (TRACK / query, TRACK / compared)
    return Timeline(
        widths=(query * scales[0], compared * scales[1]),
        lengths=(say.clock(query), say.clock(compared)),
        ticks=(_ticks(query, scales[0], say), _ticks(compared, scales[1], say)),
        joins=tuple((*_scaled(s.query, scales[0]), *_scaled(s.compared, scales[1])) for s in match.segments[:200]),
        same_scale=same,
    )


def _scaled(part: TimeRange, scale: float) -> tuple[float, float]:
    return float(part.start) * scale, float(part.end) * scale


def _ticks(length: float, scale: float, say: Wording) -> tuple[tuple[float, str], ...]:
    """Round seconds, about every 90 units."""
    wanted = 90 / scale
    step = next((s for s in (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600) if s >= wanted), wanted)
    return tuple((i * step * scale, say.second(i * step)) for i in range(int(length / step) + 1))
