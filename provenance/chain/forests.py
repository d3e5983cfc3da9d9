"""All the ways in which copies could hang together at once: the probability of each way, and the best forest.

Every forest over the copies is weighed by the product of its ways' odds (a log-linear model of trees). The Matrix-Tree Theorem
gives the sum over all of them, and so each way's share, exactly (Koo et al. 2007, "Structured Prediction Models via the
Matrix-Tree Theorem"); the forest told is the one of which most is expected to be right (Chu and Liu 1965; Edmonds 1967).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Shares", "Table", "best", "shares", "total"]

Table = npt.NDArray[np.float64]
Weights = Mapping[int, Mapping[int, float]]

TURNED = 0.5
"""What an edge is worth that is told the wrong way round, by one that is right."""
WORTH = 0.15
"""What an edge must be expected to be worth to be told: below, a copy is left a root."""
NARROW = 30.0
"""Log-odds beyond which a way is no surer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Of the copies in the order given. Each copy's ``ways`` and ``roots`` add up to 1."""

    ways: Table
    """N × N: that column's copy was made from row's, 0–1."""
    roots: Table
    """N: that it comes from none of them."""

    @property
    def above(self) -> Table:
        """N × N: that row's copy is somewhere above column's, as if the ways were independent of each other; 0–1."""
        count = len(self.roots)
        return np.asarray(np.clip(np.linalg.inv(np.eye(count) - 0.999 * self.ways) - np.eye(count), 0, 1), np.float64)


def shares(odds: Table, *, possible: npt.NDArray[np.bool_]) -> Shares:
    """``odds``: N × N log-odds that the column's copy was made from the row's, against its being a root; where ``possible``."""
    weights = _weights(odds, possible)
    inverse = np.linalg.inv(_laplacian(weights))
    ways = np.clip(weights * (np.diag(inverse)[None, :] - inverse.T), 0, 1)
    return Shares(ways=ways, roots=np.clip(np.diag(inverse), 0, 1))


def total(odds: Table, *, possible: npt.NDArray[np.bool_]) -> float:
    """Ln of the weights of all forests together."""
    return float(np.linalg.slogdet(_laplacian(_weights(odds, possible)))[1])


def _weights(odds: Table, possible: npt.NDArray[np.bool_]) -> Table:
    weights = np.where(possible, np.exp(np.clip(odds, -NARROW, NARROW)), 0.0)
    np.fill_diagonal(weights, 0.0)
    return np.asarray(weights, np.float64)


def _laplacian(weights: Table) -> Table:
    return np.asarray(np.diag(weights.sum(axis=0) + 1.0) - weights, np.float64)


def best(found: Shares) -> tuple[int | None, ...]:
    """Each copy's parent (``None``: a root) in the forest of which most is expected: see :data:`TURNED` and :data:`WORTH`."""
    count = len(found.roots)
    gains = found.ways + TURNED * found.ways.T - WORTH
    weights = {
        child: {count: 0.0} | {i: float(gains[i, child]) for i in range(count) if found.ways[i, child] > 0}
        for child in range(count)
    }
    parents = _arborescence(weights)
    return tuple(None if parents[child] == count else parents[child] for child in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """A circle that was made one node, and how its ways led before."""

    node: int
    circle: Mapping[int, int]
    """Its members, each with its parent on the circle."""
    enters: Mapping[int, int]
    """The member that a parent outside would be the parent of."""
    leaves: Mapping[int, int]
    """The member that is the parent of a child outside."""


def _arborescence(weights: Weights) -> dict[int, int]:
    """The best parent of each node so that no circle is left; ``weights[child][parent]``. What is no child is the root."""
    joined: list[_Joined] = []
    chosen = _chosen(weights)
    while circle := _circle(chosen):
        weights, step = _contracted(weights, {child: chosen[child] for child in circle})
        joined.append(step)
        chosen = _chosen(weights)
    for step in reversed(joined):
        outside = chosen.pop(step.node)
        chosen = {child: step.leaves[child] if parent == step.node else parent for child, parent in chosen.items()}
        chosen.update(step.circle)
        chosen[step.enters[outside]] = outside
    return chosen


def _chosen(weights: Weights) -> dict[int, int]:
    return {child: max(sorted(above), key=above.__getitem__) for child, above in weights.items()}


def _contracted(weights: Weights, circle: Mapping[int, int]) -> tuple[Weights, _Joined]:
    node = max(*weights, *(parent for above in weights.values() for parent in above)) + 1
    smaller: dict[int, dict[int, float]] = {node: {}}
    enters: dict[int, int] = {}
    leaves: dict[int, int] = {}
    for child, above in weights.items():
        if child in circle:
            for parent, weight in above.items():
                gain = weight - above[circle[child]]
                if parent not in circle and gain > smaller[node].get(parent, -np.inf):
                    smaller[node][parent], enters[parent] = gain, child
            continue
        smaller[child] = {parent: weight for parent, weight in above.items() if parent not in circle}
        inside = {parent: weight for parent, weight in above.items() if parent in circle}
        if inside:
            leaves[child] = max(sorted(inside), key=inside.__getitem__)
            smaller[child][node] = inside[leaves[child]]
    return smaller, _Joined(node=node, circle=circle, enters=enters, leaves=leaves)


def _circle(parents: Mapping[int, int]) -> frozenset[int]:
    """The nodes of one circle, if there is any."""
    done: set[int] = set()
    for start in parents:
        path: list[int] = []
        node = start
        while node in parents and node not in done:
            done.add(node)
            path.append(node)
            node = parents[node]
        if node in path:
            return frozenset(path[path.index(node) :])
    return frozenset()
