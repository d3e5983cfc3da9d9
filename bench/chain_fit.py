"""Fits the weights of the signs of copying (``provenance/chain/weights.py``) on built repost trees.

    python -m bench.chain_fit --set REFS SEED OUT [--set …] [--trees N] [--write]

Building seeds only: one that is for measuring is refused. The likelihood of each true forest among all forests over the copies
that were found (Koo et al. 2007) is made greatest, with an L2 penalty, each weight held to the side on which its sign makes
sense. Of every tree other forests are made by losing one or two copies more. The figures printed are of folds that leave out
whole clips.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from bench.chain import Case, cases
from bench.chain_files import RepostSet
from bench.chain_scores import Answer, Scores, mean, scored
from bench.chain_trees import is_measuring
from provenance.chain.forests import best, shares
from provenance.chain.signs import SIGNS, read
from provenance.chain.ways import nearness, way

__all__ = ["Example", "fit", "main"]

Floats = npt.NDArray[np.float64]
NAMES = ("ways", *(sign.name for sign in SIGNS))
SIDES = np.array([0, *(sign.side for sign in SIGNS)])
PENALTY = 2.0
ROUNDS = 600
STEP = 0.06
FEWER = 3
"""Forests made of each tree by losing more copies."""
FOLDS = 4
LEAST = 0.05
"""Root mean square of a sign below which it is not scaled up."""
OUT = Path(__file__).parent.parent / "provenance" / "chain" / "weights.py"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """One forest that is to be found."""

    clip: str
    members: tuple[int, ...]
    values: Floats
    """N × N × signs, by parent and child."""
    possible: npt.NDArray[np.bool_]
    parents: tuple[int | None, ...]
    """Positions; a copy whose parent was not found to match it counts as a root."""
    truth: dict[int, int | None]

    def only(self, kept: Sequence[int]) -> "Example":
        """The same with the members at ``kept`` alone."""
        at = list(kept)
        members = tuple(self.members[i] for i in at)
        possible = self.possible[np.ix_(at, at)]
        truth = {n: p for n, p in self.truth.items() if n in members or n not in self.members}
        truth = {n: self._above(p, set(truth)) for n, p in truth.items()}
        return Example(
            clip=self.clip,
            members=members,
            values=self.values[np.ix_(at, at)],
            possible=possible,
            parents=_positions(members, truth, possible),
            truth=truth,
        )

    def _above(self, number: int | None, kept: set[int]) -> int | None:
        while number is not None and number not in kept:
            number = self.truth[number]
        return number


def example(case: Case) -> Example | None:
    """What is to be learnt from one tree; ``None`` where nothing was found."""
    pairs, numbers = case.pairs(), case.numbers
    if not pairs:
        return None
    members = tuple(sorted(case.cluster))
    at = {number: i for i, number in enumerate(members)}
    values = np.zeros((len(at), len(at), len(NAMES)))
    possible = np.zeros((len(at), len(at)), np.bool_)
    near = nearness(pairs)
    for ends, match in pairs.items():
        one, other = sorted(ends)
        for child, parent in ((one, other), (other, one)):
            if match.traces is not None:
                seen = way(match, child, case.probes, near[child, parent])
                where = at[numbers[parent]], at[numbers[child]]
                values[where] = [1.0, *read(seen, seen.traces or match.traces).values()]
                possible[where] = True
    truth = case.truth
    return Example(
        clip=case.tree.clip,
        members=members,
        values=values,
        possible=possible,
        parents=_positions(members, truth, possible),
        truth=truth,
    )


def _positions(members: tuple[int, ...], truth: dict[int, int | None], possible: npt.NDArray[np.bool_]) -> tuple[int | None, ...]:
    found: list[int | None] = []
    for child, number in enumerate(members):
        parent = truth.get(number)
        while parent is not None and parent not in members:
            parent = truth[parent]
        at = None if parent is None else members.index(parent)
        found.append(at if at is not None and possible[at, child] else None)
    return tuple(found)


def _more(examples: Sequence[Example]) -> Iterator[Example]:
    for number, each in enumerate(examples):
        yield each
        random = Random(number)
        for _ in range(FEWER):
            lost = set(random.sample(range(len(each.members)), k=min(len(each.members) - 2, random.choice((1, 2)))))
            yield each.only([i for i in range(len(each.members)) if i not in lost])


def fit(examples: Sequence[Example]) -> Floats:
    """The weights, in the order of :data:`NAMES`."""
    seen = np.concatenate([e.values[e.possible] for e in examples])
    scale = np.maximum(LEAST, np.sqrt((seen**2).mean(axis=0)))
    scale[0] = 1.0
    low, high = np.where(SIDES > 0, 0.0, -np.inf), np.where(SIDES < 0, 0.0, np.inf)
    weights, slow, square = np.zeros(len(NAMES)), np.zeros(len(NAMES)), np.zeros(len(NAMES))
    for turn in range(1, ROUNDS + 1):
        slope = -PENALTY * weights * (np.arange(len(NAMES)) > 0)
        for each in examples:
            slope += _slope(each, weights / scale) / scale
        # Adam (Kingma and Ba 2015), each step brought back to the side that is allowed.
        slow, square = 0.9 * slow + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        step = STEP if turn < 0.6 * ROUNDS else STEP / 4
        weights += step * (slow / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
        weights = np.clip(weights, low, high)
    return np.asarray(weights / scale)


def _slope(each: Example, weights: Floats) -> Floats:
    """Of the log-likelihood of the true forest: signs of its ways, less those that are expected."""
    found = shares(each.values @ weights, possible=each.possible)
    slope = -np.einsum("ij,ijk->k", found.ways, each.values)
    for child, parent in enumerate(each.parents):
        if parent is not None:
            slope += each.values[parent, child]
    return np.asarray(slope)


def _score(each: Example, weights: Floats) -> Scores:
    found = shares(each.values @ weights, possible=each.possible)
    parents = {each.members[c]: None if p is None else each.members[p] for c, p in enumerate(best(found))}
    roots = [c for c, p in parents.items() if p is None]
    first = max(roots, key=lambda r: float(found.roots[each.members.index(r)]))
    return scored(Answer(parents=parents, first=first), each.truth)


def _held_out(examples: Sequence[Example]) -> Scores:
    clips = sorted({e.clip for e in examples})
    scores = []
    for fold in range(FOLDS):
        out = set(clips[fold::FOLDS])
        weights = fit(list(_more([e for e in examples if e.clip not in out])))
        scores += [_score(e, weights) for e in examples if e.clip in out]
    return mean(scores)


def _gathered(sets: Sequence[Sequence[str]], trees: int) -> Iterator[Example]:
    for refs, seed, out in sets:
        made = RepostSet(Path(refs), Path(out), seed=int(seed))
        for number in range(trees):
            sys.stderr.write(f"\r{out}: tree {number + 1} of {trees}")
            _, case = next(cases(made, number))
            found = example(case)
            if found is not None and len(found.members) > 2:
                yield found
        sys.stderr.write("\n")


def _written(weights: Floats) -> str:
    lines = "".join(f'    "{name}": {weight:.4f},\n' for name, weight in zip(NAMES, weights.tolist(), strict=True))
    return (
        '"""Weights of the signs of copying, in log-odds a unit; written by ``python -m bench.chain_fit``."""\n\n'
        "from collections.abc import Mapping\n\n"
        '__all__ = ["WEIGHTS"]\n\n'
        f"WEIGHTS: Mapping[str, float] = {{\n{lines}}}\n"
    )


def main() -> None:
    """Read the command line, gather, fit, print; write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", dest="sets", nargs=3, action="append", required=True, metavar=("REFS", "SEED", "OUT"))
    parser.add_argument("--trees", type=int, default=40, help="of each set")
    parser.add_argument("--write", action="store_true", help="replace provenance/chain/weights.py")
    given = parser.parse_args()
    if any(is_measuring(int(seed)) for _, seed, _ in given.sets):
        parser.error("a seed for measuring: nothing is learnt from those")
    examples = list(_gathered(given.sets, given.trees))
    sys.stdout.write(f"{len(examples)} trees, whole clips left out: {_held_out(examples)}\n")
    weights = fit(list(_more(examples)))
    sys.stdout.write(f"the same trees, all learnt from: {mean([_score(e, weights) for e in examples])}\n")
    text = _written(weights)
    sys.stdout.write(text)
    if given.write:
        OUT.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
