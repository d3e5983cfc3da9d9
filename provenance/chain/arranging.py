"""Copies of one footage arranged into a forest: each from one other, or from none that is known."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from provenance.chain import signs
from provenance.chain.ages import Moment, in_time
from provenance.chain.forests import Shares, best, shares
from provenance.chain.ways import Way, nearness, way
from provenance.model import Digest, Match, Probe

__all__ = ["LINKED", "Arranged", "Hints", "arrange"]

LINKED = 3.0
"""Log-odds that two copies are parent and child whose files were not laid over each other: nothing tells siblings from them."""
Hints = Mapping[tuple[Digest, Digest], float]
"""Log-odds, for (child, parent), of what was not measured from the files themselves: words, cameras named."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arranged:
    """One cluster."""

    members: tuple[Digest, ...]
    parents: Mapping[Digest, Digest | None]
    """Of every member; ``None`` for a root."""
    first: Digest
    """The root that stands for the earliest known copy: the one with most below it, then the surest."""
    trusted: Mapping[Digest, float]
    """How far each time is trusted, 0–1."""
    found: Shares
    """Of the members in their order."""
    alone: Shares
    """The same without any time."""
    ways: Mapping[tuple[Digest, Digest], Way]
    """By (child, parent)."""

    def share(self, child: Digest, parent: Digest) -> float:
        """Probability that ``child`` was made from ``parent``."""
        return float(self.found.ways[self.members.index(parent), self.members.index(child)])


def arrange(
    pairs: Mapping[frozenset[Digest], Match],
    probes: Mapping[Digest, Probe],
    *,
    moments: Mapping[Digest, Moment] | None = None,
    hints: Hints | None = None,
) -> Arranged:
    """The best forest over the ends of ``pairs``, which hang together."""
    members = tuple(sorted({digest for ends in pairs for digest in ends}))
    times = [(moments or {}).get(member) for member in members]
    near = nearness(pairs)
    ways: dict[tuple[Digest, Digest], Way] = {}
    for ends, match in pairs.items():
        one, other = sorted(ends)
        for child, parent in ((one, other), (other, one)):
            known = near.get((child, parent))
            ways[child, parent] = way(match, child, probes, known) if known else way(match, child, probes)
    odds, possible = _odds(members, ways, hints or {})
    alone = shares(odds, possible=possible)
    found, trusted = in_time(times, odds, possible=possible, alone=alone)
    parents = {members[j]: None if i is None else members[i] for j, i in enumerate(best(found))}
    return Arranged(
        members=members,
        parents=parents,
        first=_first(members, parents, found),
        trusted=dict(zip(members, trusted, strict=True)),
        found=found,
        alone=alone,
        ways=ways,
    )


def _odds(
    members: tuple[Digest, ...], ways: Mapping[tuple[Digest, Digest], Way], hints: Hints
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """N × N by parent and child, and which of them were found to be the same footage at all."""
    at = {member: number for number, member in enumerate(members)}
    odds, possible = np.zeros((len(at), len(at))), np.zeros((len(at), len(at)), np.bool_)
    for (child, parent), each in ways.items():
        measured = LINKED if each.traces is None else signs.score(signs.read(each, each.traces))
        odds[at[parent], at[child]] = measured + hints.get((child, parent), 0.0)
        possible[at[parent], at[child]] = True
    return odds, possible


def _first(members: tuple[Digest, ...], parents: Mapping[Digest, Digest | None], found: Shares) -> Digest:
    below = dict.fromkeys(members, 0)
    for member in members:
        above = parents[member]
        while above is not None:
            below[above] += 1
            above = parents[above]
    roots = [member for member in members if parents[member] is None]
    return max(roots, key=lambda root: (below[root], float(found.roots[members.index(root)])))
