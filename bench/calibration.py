"""Fits the probability that two videos show one recording (``provenance/matching/signs.py``), and tells how well it holds.

    python -m bench.calibration SET [SET…] [--held SET] [--shift] [--print] [--docs]

A SET is a folder as ``bench.footage_edits`` writes it: ``refs/``, ``queries/``, ``ground_truth.csv``, ``manifest.csv``. Each
copy is searched among the originals; each pair that is examined gives one example: the best of the ways in which the two were
laid over each other for true pairs, all of them for others. Logistic regression with an L2 penalty; the figures are of folds that
leave out whole originals. ``--held`` tests the result on a set that was not learnt from. ``--shift`` leaves the weights that are
there as they weigh against each other, and learns only by how much all they say is moved and stretched: two numbers, which a
small set can tell, and which change no ranking.
"""

import argparse
import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.kept import measured
from bench.tables import DOCS, markdown, write_between
from provenance.matching import Entry, FootageIndex, MemorySource
from provenance.matching.signs import MOVING, STILL, Signs
from provenance.matching.verdict import along
from provenance.store.library import media_files

Floats = npt.NDArray[np.float64]

PENALTY = 0.3
ROUNDS = 6
"""Times that the best way to lay a true pair is chosen anew by what was learnt."""
FOLDS = 5
BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
SHOWN = 0.02
FIRST = {"peak": 6.0, "agreement": 6.0, "weakest": 2.0, "rate": -1.0, "detail": 1.0}
"""Where learning begins: what chooses among the ways to lay a true pair before anything is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One way in which a copy was laid over an original."""

    query: str
    ref: str
    same: bool
    signs: Signs


Learner = Callable[[Sequence[Example]], dict[str, float]]
"""Examples to weights by name of term."""


def gathered(folder: Path, kept: Path | None = None) -> Iterator[Example]:
    """Everything that was examined when the queries of ``folder`` were searched among its originals."""
    with (folder / "ground_truth.csv").open(newline="", encoding="utf-8") as file:
        truth = {(row["query_file"], row["ref_file"]) for row in csv.DictReader(file)}
    refs = tuple(
        (Entry(digest=f.digest, name=path.name, duration=f.duration), f)
        for path, f in measured(media_files(folder / "refs"), kept=kept)
    )
    index = FootageIndex(MemorySource(label=folder.name, items=refs))
    for path, footage in measured(media_files(folder / "queries"), kept=kept):
        for compared, finding in index.examined(footage):
            seen = along(finding)
            if seen is not None:
                ref = f"{folder.name}/{compared.name}"
                same = (path.name, compared.name) in truth
                yield Example(query=f"{folder.name}/{path.name}", ref=ref, same=same, signs=seen.signs)


def learn(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by name of term."""
    names = list(examples[0].signs.terms())
    table = _table(examples)
    weights = np.array([FIRST.get(name, 0.0) for name in names])
    for _ in range(ROUNDS):
        chosen = _chosen(examples, table @ weights)
        weights = _fitted(table[chosen], np.array([examples[i].same for i in chosen], np.float64))
    return dict(zip(names, weights.tolist(), strict=True))


def _table(examples: Sequence[Example]) -> Floats:
    return np.array([list(e.signs.terms().values()) for e in examples])


def _chosen(examples: Sequence[Example], scores: Floats) -> list[int]:
    """All that are not the same, and of each true pair the one that scores best."""
    best: dict[tuple[str, str], int] = {}
    for i, e in enumerate(examples):
        if e.same and ((e.query, e.ref) not in best or scores[i] > scores[best[e.query, e.ref]]):
            best[e.query, e.ref] = i
    return [i for i, e in enumerate(examples) if not e.same or best[e.query, e.ref] == i]


def _fitted(table: Floats, labels: Floats) -> Floats:
    """Newton's steps on standardised columns; the constant goes unpenalised."""
    middle, spread = table.mean(axis=0), table.std(axis=0)
    constant = spread < 1e-9
    middle[constant], spread[constant] = 0.0, 1.0
    columns = (table - middle) / spread
    penalty = np.where(constant, 1e-9, PENALTY * len(labels) / 100)
    weights = np.zeros(table.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-columns @ weights))
        curve = (columns * (p * (1 - p))[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(curve, columns.T @ (p - labels) + penalty * weights)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    out = weights / spread
    out[np.argmax(constant)] -= float((weights * middle / spread).sum())
    return np.asarray(out, np.float64)


def pairs(examples: Sequence[Example], scores: Floats) -> list[tuple[float, bool]]:
    """Probability and truth of each pair: its best example's."""
    best: dict[tuple[str, str], tuple[float, bool]] = {}
    for e, score in zip(examples, scores.tolist(), strict=True):
        best[e.query, e.ref] = max((score, e.same), best.get((e.query, e.ref), (-np.inf, False)))
    return list(best.values())


def predicted(examples: Sequence[Example], weights: Mapping[str, float]) -> Floats:
    """Probability of each example."""
    return np.asarray(1 / (1 + np.exp(-_table(examples) @ np.array(list(weights.values())))), np.float64)


def shifted(weights: Mapping[str, float]) -> Learner:
    """Learns how far what ``weights`` say must be moved and stretched to hold for pairs (Platt 1999)."""

    def learnt(examples: Sequence[Example]) -> dict[str, float]:
        scores = _table(examples) @ np.array(list(weights.values()))
        found = pairs(examples, np.asarray(scores, np.float64))
        move, stretch = _platt(np.array([score for score, _ in found]), np.array([same for _, same in found]))
        return {name: stretch * value + (move if name == "one" else 0.0) for name, value in weights.items()}

    return learnt


def _platt(scores: Floats, same: npt.NDArray[np.bool_]) -> tuple[float, float]:
    """What is added to log-odds and by what they are multiplied before; labels are softened, so that few pairs do not shout."""
    yes, no = int(same.sum()), int((~same).sum())
    labels = np.where(same, (yes + 1) / (yes + 2), 1 / (no + 2))
    columns = np.stack([np.ones(len(scores)), scores], axis=1)
    weights = np.array([0.0, 1.0])
    for _ in range(100):
        p = 1 / (1 + np.exp(-columns @ weights))
        curve = (columns * (p * (1 - p))[:, None]).T @ columns + 1e-9 * np.eye(2)
        step = np.linalg.solve(curve, columns.T @ (p - labels))
        weights = weights - np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-8:
            break
    return float(weights[0]), float(weights[1])


def left_out(examples: Sequence[Example], learn: Learner) -> list[tuple[float, bool]]:
    """Pairs judged by weights that were learnt without their original."""
    fold = {ref: int(hashlib.sha256(ref.encode()).hexdigest(), 16) % FOLDS for ref in {e.ref for e in examples}}
    out: list[tuple[float, bool]] = []
    for k in range(FOLDS):
        held = [e for e in examples if fold[e.ref] == k]
        if held:
            out += pairs(held, predicted(held, learn([e for e in examples if fold[e.ref] != k])))
    return out


def reliability(found: Sequence[tuple[float, bool]]) -> str:
    """A table: of pairs given about this probability, how many were the same footage."""
    rows = []
    for low, high in pairwise(BINS):
        inside = [(p, same) for p, same in found if low <= p < high or (high == 1 and p == 1)]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(same for _, same in inside) / len(inside)
            rows.append((f"{low:.2f}–{high:.2f}", str(len(inside)), f"{mean:.3f}", f"{share:.3f}"))
    return markdown(("said", "pairs", "mean said", "same footage"), rows)


def _told(name: str, found: Sequence[tuple[float, bool]]) -> str:
    brier = sum((p - same) ** 2 for p, same in found) / len(found)
    return f"{name}: {len(found)} pairs, {sum(same for _, same in found)} the same footage, Brier score {brier:.4f}"


def main() -> None:
    """Learn, tell how well it holds, print the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path, nargs="+", metavar="SET")
    parser.add_argument("--held", type=Path, metavar="SET")
    parser.add_argument("--shift", action="store_true", help="learn two numbers for each model, not its weights")
    parser.add_argument("--kept", type=Path, help="keep measured footage here, and use what lies here")
    parser.add_argument("--print", action="store_true", help="the tables of weights, to paste")
    parser.add_argument("--docs", action="store_true", help="write the reliability table into docs/benchmarks.md")
    given = parser.parse_args()
    examples = [e for folder in given.sets for e in gathered(folder, given.kept)]
    for moves, name, current in ((True, "MOVING", MOVING), (False, "STILL", STILL)):
        some = [e for e in examples if e.signs.moves is moves]
        if not some:
            continue
        before = pairs(some, predicted(some, current))
        print(f"{_told(f'{name.lower()} pictures, as they are judged now', before)}\n\n{reliability(before)}\n")
        learner = shifted(current) if given.shift else learn
        found = left_out(some, learner)
        text = f"{_told(f'{name.lower()} pictures, originals left out', found)}\n\n{reliability(found)}"
        weights = learner(some)
        if given.held:
            rest = [e for e in gathered(given.held, given.kept) if e.signs.moves is moves]
            other = pairs(rest, predicted(rest, weights)) if rest else []
            text += f"\n\n{_told('held out', other)}\n\n{reliability(other)}" if other else ""
        print(text)
        if given.docs:
            write_between(DOCS, f"calibration {name.lower()}", text)
        if given.print:
            print(f"{name} = {{\n" + "\n".join(f'    "{n}": {v:.2f},' for n, v in weights.items() if abs(v) >= SHOWN) + "\n}")


if __name__ == "__main__":
    main()
