"""Which moments many copies of one footage are compared at: few for each, the same for all where that can be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from provenance.model import Digest, Match, Placement

__all__ = ["Tie", "anchor_of", "moments", "spread", "tie"]

T = TypeVar("T")

EACH = 3
"""Moments that lie within each copy, where it is long enough."""
MOST = 6
"""Moments of one copy, at most."""
SHARES = (0.5, 0.12, 0.88)
"""Where in a copy that has too few they are set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How ``one`` lies on ``other``."""

    one: Digest
    other: Digest
    start: float
    end: float
    """Seconds of ``one`` that both show."""
    there: float
    """Second of ``other`` that ``start`` shows."""
    rate: float
    """Seconds of ``other`` in one of ``one``."""
    placement: Placement
    """Of the match: from its query to its compared side."""
    forward: bool
    """Whether ``one`` is the query."""

    def to_other(self, time: float) -> float:
        """The second of ``other`` that shows what ``one`` shows at ``time``."""
        return self.there + (time - self.start) * self.rate

    def to_one(self, time: float) -> float:
        """The second of ``one`` that shows what ``other`` shows at ``time``."""
        return self.start + (time - self.there) / self.rate


def tie(match: Match, one: Digest) -> Tie | None:
    """The longest segment of ``match`` seen from ``one``; ``None`` where it is not kept how the pictures lie on each other."""
    segment = max(match.segments, key=lambda s: s.query.length, default=None)
    if segment is None or segment.placement is None or not segment.query.length or not segment.compared.length:
        return None
    forward = match.query == one
    here, there = (segment.query, segment.compared) if forward else (segment.compared, segment.query)
    return Tie(
        one=one,
        other=match.compared.digest if forward else match.query,
        start=float(here.start),
        end=float(here.end),
        there=float(there.start),
        rate=float(there.length / here.length),
        placement=segment.placement,
        forward=forward,
    )


def anchor_of(pairs: Mapping[frozenset[Digest], Match]) -> Digest:
    """The copy that shares most seconds with the others: their moments are told on its clock."""
    shared: dict[Digest, float] = {}
    for ends, match in pairs.items():
        for one in ends:
            shared[one] = shared.get(one, 0.0) + float(max((s.query.length for s in match.segments), default=0))
    return max(sorted(shared), key=lambda digest: shared[digest])


def moments(anchor: Digest, ties: Iterable[Tie], pairs: Mapping[frozenset[Digest], Match]) -> dict[Digest, tuple[float, ...]]:
    """Seconds of the anchor's clock at which each copy is looked at; ``ties`` in order, each to a copy told before it."""
    spans = {anchor: _own_span(anchor, pairs)}
    chain: dict[Digest, Tie] = {}
    for each in ties:
        chain[each.one] = each
        low, high = (_on_anchor(each.one, time, chain) for time in (each.start, each.end))
        before = spans[each.other]
        spans[each.one] = max(low, before[0]), min(high, before[1])
    chosen: list[float] = []
    for low, high in sorted(spans.values(), key=lambda s: (s[1] - s[0], s)):
        inside = sum(low <= moment <= high for moment in chosen)
        chosen += [low + share * (high - low) for share in SHARES[: max(0, EACH - inside)] if high > low]
    return {one: tuple(spread(sorted(m for m in chosen if low <= m <= high), MOST)) for one, (low, high) in spans.items()}


def spread(values: Sequence[T], most: int) -> Sequence[T]:
    """At most ``most`` of them, evenly."""
    if len(values) <= most:
        return values
    return [values[round(i * (len(values) - 1) / (most - 1))] for i in range(most)]


def _own_span(anchor: Digest, pairs: Mapping[frozenset[Digest], Match]) -> tuple[float, float]:
    own = [found for ends, match in pairs.items() if anchor in ends and (found := tie(match, anchor)) is not None]
    return min((t.start for t in own), default=0.0), max((t.end for t in own), default=0.0)


def _on_anchor(one: Digest, time: float, chain: Mapping[Digest, Tie]) -> float:
    while one in chain:
        time, one = chain[one].to_other(time), chain[one].other
    return time
