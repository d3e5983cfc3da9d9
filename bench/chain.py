"""Who copied whom: trees of reposts of any folder's clips, taken apart again and compared with the truth.

    python -m bench.chain --refs DIR --seed N [--trees 200] [--out DIR]

Trees of 10 copies, up to 5 deep, each copy made from its parent's encoded file by up to two of some 30 kinds of edit and coded
anew as a platform does; 20 % of the copies are lost, 20 % bear no time, in one of the three runs 20 % of the times lie. What is
kept is mixed with copies of another clip; what matches one of them, the probe, directly or through others, is the cluster.
Seeds below 1000 are for building the method, those from 1000 for measuring it (``bench/chain_trees.py``).
"""

import argparse
import hashlib
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random
from typing import TypeVar, cast

from bench.chain_files import RepostSet, write_truth
from bench.chain_scores import Answer, Known, Scores, by_resolution, by_time, mean, scored, spread
from bench.chain_trees import Tree, edges_of, is_measuring
from bench.tables import markdown
from provenance.chain.ages import Moment
from provenance.chain.arranging import arrange
from provenance.chain.clusters import best_pairs, connected
from provenance.fingerprints.interface import Footage
from provenance.matching import ALGORITHM, VERSION, FootageIndex, MemorySource, traces
from provenance.media.footage import measure
from provenance.media.probe import probe
from provenance.media.sandbox import shared
from provenance.model import Digest, Match, MatchRelation, Probe
from provenance.pipeline.tracing import with_traces

__all__ = ["Case", "cases", "main"]

STRANGERS = 2
"""Copies of another tree among which each is looked for."""
Pool = Mapping[int, tuple[Path, Footage]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One tree as the methods meet it; strangers have numbers from 100."""

    tree: Tree
    pool: Pool
    matches: tuple[Match, ...]
    probes: Mapping[Digest, Probe]
    cluster: tuple[int, ...]
    """What hangs together with the probe."""
    times: bool | None
    """Whether they are honest; ``None``: nobody knows any."""

    @property
    def truth(self) -> dict[int, int | None]:
        """Every kept copy's parent."""
        return edges_of(self.tree)

    @property
    def numbers(self) -> dict[Digest, int]:
        """Copies by their bytes."""
        return {footage.digest: number for number, (_, footage) in self.pool.items()}

    def pairs(self) -> dict[frozenset[Digest], Match]:
        """What was found to be the same footage, within the cluster."""
        members = {self.pool[number][1].digest for number in self.cluster}
        return {
            ends: match
            for ends, match in best_pairs(self.matches).items()
            if match.relation is MatchRelation.SAME_FOOTAGE and ends <= members
        }

    def moments(self) -> dict[Digest, Moment]:
        """The times, where anybody knows them."""
        told = {c.number: c.honest if self.times else c.lying for c in self.tree.copies} if self.times is not None else {}
        stamps = {digest: told.get(number) for digest, number in self.numbers.items()}
        return {digest: Moment(start=stamp.start, end=stamp.end) for digest, stamp in stamps.items() if stamp}

    def known(self) -> dict[int, Known]:
        """What can be sorted by, of the cluster."""
        stamps = {c.number: c.honest if self.times else c.lying for c in self.tree.copies}
        found = {}
        for number in self.cluster:
            path, footage = self.pool[number]
            stamp = stamps.get(number) if self.times is not None else None
            size = path.stat().st_size
            found[number] = Known(pixels=footage.width * footage.height, size=size, time=stamp.start if stamp else None)
        return found

    def likeness(self) -> dict[frozenset[int], float]:
        """Scores of the same footage between members of the cluster."""
        return {frozenset(self.numbers[d] for d in ends): match.score for ends, match in self.pairs().items()}


def arranged(case: Case) -> Answer:
    """Ours. A cluster of one has nothing to arrange."""
    pairs = case.pairs()
    if not pairs:
        return Answer(parents=dict.fromkeys(case.cluster), first=case.cluster[0])
    found, numbers = arrange(pairs, case.probes, moments=case.moments()), case.numbers
    parents = {numbers[child]: None if parent is None else numbers[parent] for child, parent in found.parents.items()}
    return Answer(parents=parents, first=numbers[found.first])


TIMES = {"no times": None, "honest times": True, "20 % of the times lie": False}
METHODS: dict[str, Callable[[Case], Answer]] = {
    "by resolution": lambda case: by_resolution(case.known(), case.likeness()),
    "by time": lambda case: by_time(case.known(), case.likeness()),
    "ours": arranged,
}


def cases(made: RepostSet, number: int) -> Iterator[tuple[str, Case]]:
    """Tree ``number`` rendered, measured and matched; once for each of :data:`TIMES`."""
    tree, files = made.tree(number)
    pool: dict[int, tuple[Path, Footage]] = {c.number: (files[c.number], _measured(files[c.number])) for c in tree.kept}
    if number:
        other, others = made.tree(number - 1)
        if other.clip != tree.clip:
            for at, copy in enumerate(other.kept[-STRANGERS:]):
                pool[100 + at] = others[copy.number], _measured(others[copy.number])
    folder = made.out / "trees" / f"{number:04d}"
    matches, probes = _traced(pool, _matched(pool, folder / "matches.pickle"), folder / "traces.pickle")
    probe = Random(f"{made.seed}:{number}:probe").choice([c.number for c in tree.kept])
    cluster = _cluster(pool, matches, probe)
    for name, times in TIMES.items():
        yield name, Case(tree=tree, pool=pool, matches=matches, probes=probes, cluster=cluster, times=times)


def _measured(path: Path) -> Footage:
    """Kept beside the film."""
    kept = path.with_suffix(".footage")
    if not kept.exists():
        digest = Digest(value=hashlib.sha256(path.read_bytes()).hexdigest())
        kept.write_bytes(measure(path, digest=digest, threads=1).pack())
    return Footage.unpack(kept.read_bytes())


def _remembered(kept: Path, key: object, make: Callable[[], T]) -> T:
    """What ``make`` made in an earlier run, where it had the same key."""
    if kept.exists():
        there, found = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        if there == key:
            return cast("T", found)
    made = make()
    kept.write_bytes(pickle.dumps((key, made)))
    return made


def _traced(pool: Pool, matches: tuple[Match, ...], kept: Path) -> tuple[tuple[Match, ...], dict[Digest, Probe]]:
    """With the traces that the files show, and what was measured of each file."""
    paths = {footage.digest: path for path, footage in pool.values()}

    def make() -> tuple[tuple[Match, ...], dict[Digest, Probe]]:
        return with_traces(matches, paths, shared()), {digest: probe(path, digest=digest) for digest, path in paths.items()}

    return _remembered(kept, (VERSION, traces.VERSION, sorted(map(str, paths))), make)


def _matched(pool: Pool, kept: Path) -> tuple[Match, ...]:
    """Each searched among all of them; two that were compared closely are not compared again."""
    return _remembered(kept, (ALGORITHM, VERSION, sorted(str(f.digest) for _, f in pool.values())), lambda: _searched(pool))


def _searched(pool: Pool) -> tuple[Match, ...]:
    matches: list[Match] = []
    compared: dict[Digest, set[Digest]] = {}
    index = FootageIndex(MemorySource.of([footage for _, footage in pool.values()]))
    for _, footage in sorted(pool.values(), key=lambda p: (p[1].duration, p[1].digest)):
        tried: set[Digest] = set()
        matches += index.search(footage, limit=len(pool), skip=frozenset(compared.get(footage.digest, ())), tried=tried)
        for other in tried:
            compared.setdefault(other, set()).add(footage.digest)
    return tuple(m for m in matches if m.compared.digest != m.query)


def _cluster(pool: Pool, matches: Sequence[Match], probe: int) -> tuple[int, ...]:
    numbers = {footage.digest: number for number, (_, footage) in pool.items()}
    same = [ends for ends, match in best_pairs(matches).items() if match.relation is MatchRelation.SAME_FOOTAGE]
    groups = [[numbers[d] for d in group] for group in connected(same)]
    return tuple(sorted(next((group for group in groups if probe in group), [probe])))


def table(found: Mapping[tuple[str, str], Sequence[Scores]]) -> str:
    """One row for each run and method; what counts most with the middle 95 % of the mean."""
    rows = []
    for (times, method), scores in found.items():
        means = mean(scores)
        cells = []
        for field in fields(Scores):
            low, high = spread([getattr(s, field.name) for s in scores])
            cells.append(f"{getattr(means, field.name):.3f} ({low:.2f}–{high:.2f})")
        rows.append((times, method, *cells))
    header = ("times", "method", "vertices", "edges, undirected", "edges, directed", "root", "all roots")
    return markdown(header, rows)


def main() -> None:
    """Read the command line, render and measure what is missing, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refs", type=Path, required=True, help="a folder of footage")
    parser.add_argument("--seed", type=int, required=True, help="below 1000: building; 1000 to 1999: measuring")
    parser.add_argument("--trees", type=int, default=200)
    parser.add_argument("--out", type=Path, help="where copies are kept (out/chain-SEED); a second run makes none anew")
    given = parser.parse_args()
    try:
        kind = "measuring" if is_measuring(given.seed) else "building"
        made = RepostSet(given.refs, given.out or Path("out") / f"chain-{given.seed}", seed=given.seed)
    except ValueError as error:
        parser.error(str(error))
    found: dict[tuple[str, str], list[Scores]] = {(times, name): [] for times in TIMES for name in METHODS}
    trees, began = [], time.process_time()
    for number in range(given.trees):
        for times, case in cases(made, number):
            for name, method in METHODS.items():
                found[times, name].append(scored(method(case), case.truth))
        trees.append((number, case.tree))
        sys.stderr.write(f"\rtree {number + 1} of {given.trees}")
    write_truth(made.out / "truth.csv", trees)
    spent = time.process_time() - began
    sys.stderr.write(f"\r{given.trees} trees of seed {given.seed} ({kind}), {spent / given.trees:.1f} s of CPU time each\n")
    sys.stdout.write(table(found) + "\n")


if __name__ == "__main__":
    main()
