"""When copies are said to have appeared, held against what the pictures show: a time that contradicts them weighs less.

Each time is trusted at first; every other dated copy that the pictures put above or below it in the other order makes it less so.
The weight of two times in order falls with the trust in both. Trust is judged by the pictures alone, so that a false time can
never vouch for itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from provenance.chain.dates import Known
from provenance.chain.forests import Shares

__all__ = ["TRUSTED", "Moment", "order_odds", "trust"]

TRUSTED = 0.9
"""Probability that a time is true, before anything is held against it."""
ROUNDS = 4
NEVER = 0.02
"""Probability, at least, of either order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A copy appeared somewhere between two instants."""

    start: datetime
    end: datetime
    words: str = ""
    """How it is known, with the speaker."""

    @classmethod
    def of(cls, known: Known) -> "Moment":
        """Days as the instants that they hold, in UTC."""
        start, end = (datetime.combine(day, time(0), tzinfo=UTC) for day in (known.start, known.end))
        return cls(start=start, end=end + timedelta(days=1) - timedelta(seconds=1), words=known.words)

    def before(self, other: "Moment") -> bool:
        """Whether it lies wholly before ``other``."""
        return self.end < other.start


def trust(moments: Sequence[Moment | None], found: Shares) -> tuple[float, ...]:
    """0–1 for each copy that its time is true, ``found`` being what the pictures alone say; :data:`TRUSTED` where it has none."""
    above = found.above
    trusted = [TRUSTED] * len(moments)
    for _ in range(ROUNDS):
        trusted = [_judged(at, moments, above.tolist(), trusted) for at in range(len(moments))]
    return tuple(trusted)


def _judged(at: int, moments: Sequence[Moment | None], above: Sequence[Sequence[float]], trusted: Sequence[float]) -> float:
    own = moments[at]
    odds = math.log(TRUSTED / (1 - TRUSTED))
    for other, theirs in enumerate(moments):
        if own is None or theirs is None or other == at:
            continue
        right = _in_order(trusted[other])
        if own.before(theirs):
            odds += above[at][other] * math.log(right / 0.5) + above[other][at] * math.log((1 - right) / 0.5)
        elif theirs.before(own):
            odds += above[other][at] * math.log(right / 0.5) + above[at][other] * math.log((1 - right) / 0.5)
    return 1 / (1 + math.exp(-max(-20.0, min(20.0, odds))))


def order_odds(parent: Moment | None, child: Moment | None, trusted: tuple[float, float]) -> float:
    """Log-odds for ``parent`` being what ``child`` was made from that the order of their times gives; 0 where it has none."""
    if parent is None or child is None:
        return 0.0
    right = _in_order(trusted[0] * trusted[1])
    if parent.before(child):
        return math.log(right / 0.5)
    return math.log((1 - right) / 0.5) if child.before(parent) else 0.0


def _in_order(both_true: float) -> float:
    """Probability that two times stand in the true order: certainly where both are true, by chance else."""
    return min(1 - NEVER, both_true + (1 - both_true) / 2)
