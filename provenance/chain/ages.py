"""When copies are said to have appeared, held against what the pictures show: a time that contradicts them weighs less.

Which times are true is weighed together with who copied whom: for every choice of the times that are true, the forests that obey
their order are weighed by the pictures (:mod:`provenance.chain.forests`); where few of them do, some of those times are likely
false. How many lie is not known beforehand: one that does makes others likelier to. Whoever says to have been first of all is
trusted less: that is what is worth a lie.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import product

import numpy as np
import numpy.typing as npt

from provenance.chain.dates import Known
from provenance.chain.forests import Shares, Table, shares, total

__all__ = ["TRUSTED", "Moment", "in_time"]

LIARS = ((0.5, 0.02), (0.35, 0.2), (0.15, 0.4))
"""(probability, share of the times that are false): what clusters are like."""
TRUSTED = sum(weight * (1 - share) for weight, share in LIARS)
"""Probability that a time is true, before anything is held against it."""
FIRST = -1.0
"""Log-odds of a time that lies before all others being true, beside those of any other."""
AGAINST = -6.0
"""Log-odds that a copy was made from one that appeared later, both times being true: clocks differ, a day is a day somewhere."""
DOUBTED = 7
"""Times that may be false at once: those which the pictures contradict most, one that says to be the first of all among them.

The others are taken for true.
"""
Order = npt.NDArray[np.bool_]


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


def in_time(
    moments: Sequence[Moment | None], odds: Table, *, possible: npt.NDArray[np.bool_], alone: Shares
) -> tuple[Shares, tuple[float, ...]]:
    """The ways' shares with the times weighed in.

    ``odds`` and ``possible`` as for :func:`~provenance.chain.forests.shares`, which without any time gave ``alone``.
    And 0–1 for each copy that its time is true; :data:`TRUSTED` where it has none, or one that was not weighed.
    """
    order = np.array([[bool(a and b and a.before(b)) for b in moments] for a in moments], np.bool_).reshape(odds.shape)
    dated = [at for at, moment in enumerate(moments) if moment is not None]
    if not order.any():
        return alone, (TRUSTED,) * len(moments)
    first = {at for at in dated if not order[:, at].any() and 2 * order[at].sum() >= len(dated)}
    ranked = _contradicted(order, dated, alone)
    doubted = list(dict.fromkeys([*[at for at in ranked if at in first][:1], *ranked]))[:DOUBTED]
    worlds = list(_worlds(order, dated, doubted, first, odds, possible=possible))
    highest = max(weight for weight, _, _ in worlds)
    weights = np.array([math.exp(weight - highest) for weight, _, _ in worlds])
    weights /= weights.sum()
    ways = np.sum([w * found.ways for w, (_, _, found) in zip(weights, worlds, strict=True)], axis=0)
    roots = np.sum([w * found.roots for w, (_, _, found) in zip(weights, worlds, strict=True)], axis=0)
    true = np.sum([w * told for w, (_, told, _) in zip(weights, worlds, strict=True)], axis=0)
    trusted = tuple(float(true[at]) if at in doubted else TRUSTED for at in range(len(moments)))
    return Shares(ways=ways, roots=roots), trusted


def _worlds(
    order: Order,
    dated: Sequence[int],
    doubted: Sequence[int],
    first: Collection[int],
    odds: Table,
    *,
    possible: npt.NDArray[np.bool_],
) -> Iterator[tuple[float, npt.NDArray[np.bool_], Shares]]:
    """Every choice of true times: its log weight, N: which are true, and the shares under it."""
    for choice in product((True, False), repeat=len(doubted)):
        true = np.zeros(len(odds), np.bool_)
        true[list(dated)] = True
        true[doubted] = choice
        false = len(doubted) - sum(choice)
        weight = math.log(sum(w * share**false * (1 - share) ** (len(dated) - false) for w, share in LIARS))
        weight += FIRST * sum(bool(true[at]) for at in first)
        later = order.T & np.outer(true, true)
        held = odds + np.where(later, AGAINST, 0.0)
        yield weight + total(held, possible=possible), true, shares(held, possible=possible)


def _contradicted(order: Order, dated: Sequence[int], found: Shares) -> list[int]:
    """Copies with a time, those first which the pictures put most surely on the wrong side of others."""
    wrong = found.above * order.T
    against = wrong.sum(axis=0) + wrong.sum(axis=1)
    return sorted(dated, key=lambda at: -float(against[at]))
