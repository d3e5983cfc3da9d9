"""How near an answer comes to the tree that is true, as image provenance analysis measures it.

Vertex and edge overlap are F1 measures: 2·|A ∩ B| / (|A| + |B|) (Moreira et al. 2018, doi:10.1109/TIP.2018.2865674; NIST
MediFor's provenance graph building); undirected edge overlap forgets which end is the copy. ``root``: the copy that the answer
calls the earliest known one is a true root. ``roots``: |A ∩ B| / |A ∪ B| of all roots, as for forests (Dias et al. 2013).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

import numpy as np

__all__ = ["Answer", "Known", "Scores", "by_resolution", "by_time", "mean", "scored", "spread"]

Parents = Mapping[int, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a method says of one tree."""

    parents: Parents
    """Every copy that was found, with the copy it comes from; ``None`` for a root."""
    first: int
    """The root that is named as the earliest known copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Of one tree or, as means, of many; each 0–1."""

    vertices: float
    undirected: float
    directed: float
    root: float
    roots: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the baselines sort one copy by."""

    pixels: int
    size: int
    """Bytes."""
    time: datetime | None


def scored(answer: Answer, truth: Parents) -> Scores:
    """One tree."""
    ours, true = _edges(answer.parents), _edges(truth)
    roots, true_roots = _roots(answer.parents), _roots(truth)
    return Scores(
        vertices=_f1(set(answer.parents), set(truth)),
        undirected=_f1(set(map(frozenset, ours)), set(map(frozenset, true))),
        directed=_f1(ours, true),
        root=float(answer.first in true_roots),
        roots=len(roots & true_roots) / len(roots | true_roots),
    )


def mean(all_of_them: Sequence[Scores]) -> Scores:
    """Over trees, each counting alike."""
    return Scores(**{f.name: float(np.mean([getattr(s, f.name) for s in all_of_them])) for f in fields(Scores)})


def spread(values: Sequence[float], *, seed: int = 0, rounds: int = 2000) -> tuple[float, float]:
    """The middle 95 % of the mean, by drawing trees anew (bootstrap)."""
    draws = np.random.default_rng(seed).choice(np.asarray(values), size=(rounds, len(values)))
    low, high = np.quantile(draws.mean(axis=1), (0.025, 0.975)).tolist()
    return low, high


def by_resolution(known: Mapping[int, Known], likeness: Mapping[frozenset[int], float]) -> Answer:
    """The largest picture first (of equal ones the largest file); each comes from the copy before it that it matches best."""
    return _sorted_by([*sorted(known, key=lambda n: (-known[n].pixels, -known[n].size, n))], likeness)


def by_time(known: Mapping[int, Known], likeness: Mapping[frozenset[int], float]) -> Answer:
    """The same, by the first moment that a copy's time may mean; what has none comes last, the largest picture first."""
    last = datetime.max.replace(tzinfo=UTC)
    order = sorted(known, key=lambda n: (known[n].time or last, -known[n].pixels, -known[n].size, n))
    return _sorted_by(order, likeness)


def _sorted_by(order: Sequence[int], likeness: Mapping[frozenset[int], float]) -> Answer:
    """Of copies before it that match it equally well, a copy comes from the nearest in the order."""
    parents: dict[int, int | None] = {order[0]: None}
    for at, number in enumerate(order[1:], 1):
        before = order[:at]
        parents[number] = max(reversed(before), key=lambda n: likeness.get(frozenset({n, number}), -1.0))
    return Answer(parents=parents, first=order[0])


def _edges(parents: Parents) -> set[tuple[int, int]]:
    return {(child, parent) for child, parent in parents.items() if parent is not None}


def _roots(parents: Parents) -> set[int]:
    return {child for child, parent in parents.items() if parent is None}


def _f1(ours: Iterable[object], true: Iterable[object]) -> float:
    a, b = set(ours), set(true)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
