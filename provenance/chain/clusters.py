"""Many pairs of files into clusters of the same footage, and how each member hangs on the others."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

from provenance.model import Derivation, DerivationRelation, Digest, FootageFile, Match, MatchRelation

__all__ = ["best_pairs", "connected", "reference", "spanning"]


def best_pairs(matches: Iterable[Match]) -> dict[frozenset[Digest], Match]:
    """One match for each two contents: the same footage before the same scene, then the higher score."""
    best: dict[frozenset[Digest], Match] = {}
    for match in matches:
        ends = frozenset({match.query, match.compared.digest})
        if len(ends) == 2 and (ends not in best or _rank(match) > _rank(best[ends])):
            best[ends] = match
    return best


def connected(pairs: Iterable[frozenset[Digest]]) -> list[list[Digest]]:
    """Connected components, each sorted by digest, the first by digest first."""
    neighbours: dict[Digest, set[Digest]] = {}
    for a, b in map(tuple, pairs):
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    seen: set[Digest] = set()
    components = []
    for start in sorted(neighbours):
        if start not in seen:
            found = _reached(start, neighbours)
            seen |= found
            components.append(sorted(found))
    return components


def reference(members: Sequence[FootageFile], derivations: Iterable[Derivation]) -> Digest:
    """The member the others are told against: a copy of none if there is one, then the longest, then the largest picture."""
    copies = {edge.child for edge in derivations if edge.relation is DerivationRelation.WAS_DERIVED_FROM}
    return max(
        sorted(members, key=lambda f: f.digest, reverse=True),
        key=lambda f: (str(f.digest) not in copies, f.duration, f.width * f.height, f.size or 0),
    ).digest


def spanning(root: Digest, pairs: Mapping[frozenset[Digest], Match]) -> dict[Digest, Digest]:
    """For each member but ``root`` the one it is told against: ``root`` where the two match, else one nearer to it.

    Of several as near, the one of the surest match.
    """
    neighbours: dict[Digest, list[tuple[float, Digest]]] = {}
    for ends, match in pairs.items():
        for one in ends:
            (other,) = ends - {one}
            neighbours.setdefault(one, []).append((match.score, other))
    tied: dict[Digest, Digest] = {}
    level = [root]
    while level:
        found: dict[Digest, tuple[float, Digest]] = {}
        for one in level:
            for score, other in neighbours.get(one, ()):
                if other != root and other not in tied:
                    found[other] = max(found.get(other, (-1.0, one)), (score, one))
        tied.update({digest: near for digest, (_, near) in found.items()})
        level = sorted(found)
    return tied


def _rank(match: Match) -> tuple[bool, float]:
    return match.relation is MatchRelation.SAME_FOOTAGE, match.score


def _reached(start: Digest, neighbours: Mapping[Digest, set[Digest]]) -> set[Digest]:
    found, waiting = {start}, deque([start])
    while waiting:
        for other in neighbours[waiting.popleft()] - found:
            found.add(other)
            waiting.append(other)
    return found
