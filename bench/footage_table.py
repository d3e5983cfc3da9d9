"""One table of footage matching: our predictions and the peers', scored by one scorer.

python -m bench.footage_table --refs DIR --queries DIR --truth F.csv --manifest F.csv --ours F.csv --out DIR
    [--peers PYTHON] [--limit SECONDS] [--no-peers] [--no-run] [--docs]

A peer is run where ``--out`` has no result of it for these files (``bench/footage_runs.py``). The table is written again after
each, with the names of those that are still missing: a run that was broken off leaves a true table and goes on where it stopped.
A peer that is over its limit of processor time is scored by what it had said, and the table says so. Costs are seconds of
processor time, as multiples of bare decoding of the same files by ffmpeg.
"""

import argparse
import csv
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.footage_peers import PAIRWISE, PEERS
from bench.footage_runs import Asked, Ran, kept, runs
from bench.footagescores import Scores, Truth, read_claims, read_truth, score
from bench.tables import DOCS, markdown, write_between

__all__ = ["main", "sampled"]

ROOT = Path(__file__).parent.parent
HEADER = (
    "",
    "pairwise µAP",
    "recall at 99 % precision",
    "at 0 false",
    "segment µAP",
    "false: same camera",
    "same scene",
    "time ×",
)
NEGATIVES = 2
"""For each query, of the pairs that a pairwise peer is asked about."""
NOTE = """\
Recall at 99 % precision, and at no false match at all; false: pairs of the same camera at another moment among what is believed
at 99 % precision; same scene: pairs of one camera named as such. Time × = seconds of processor time for hashing both folders and
all comparisons, as a multiple of ffmpeg's bare decoding of the same files in the same run; what ours costs stands elsewhere.
videohash is given back the name that Pillow dropped. *Sample*: ffmpeg compares only by decoding both files, so it is asked about
the true pairs, every pair of the same camera and two other pairs a query: fewer chances to be wrong than the others have."""


def sampled(truth: Truth, *, seed: int = 1) -> list[tuple[str, str]]:
    """The true pairs, the hard negatives and :data:`NEGATIVES` others for each query."""
    draw, refs = random.Random(seed), sorted(truth.groups)
    hard = [(query, ref) for query in sorted(truth.queries) for ref in refs if truth.hard((query, ref))]
    others = [(query, ref) for query in sorted(truth.queries) for ref in draw.sample(refs, k=min(NEGATIVES, len(refs)))]
    return list(dict.fromkeys((*truth.pairs, *hard, *others)))


def row(ran: Ran, truth: Truth, asked: Asked) -> tuple[str, ...]:
    """A peer's row of the table."""
    label = f"{ran.name} (*sample*)" if ran.name in PAIRWISE else ran.name
    if ran.error:
        return (f"{label}: failed: {ran.error[:80].replace('|', '/')}", *("",) * (len(HEADER) - 1))
    if ran.day != today():
        label += f", run {ran.day}"
    if ran.failed:
        label += f": failed on {ran.failed} files"
    if ran.over:
        label += f": over its limit of {asked.limit:.0f} s, {ran.answered} of {len(truth.queries)} queries"
    if ran.over and not ran.answered:
        return (label, *("",) * (len(HEADER) - 1))
    return (label, *cells(score(truth, read_claims(asked.at(ran.name), truth))), f"{ran.seconds / ran.bare:.1f}")


def cells(scores: Scores) -> tuple[str, ...]:
    """For the table."""
    segments = "" if scores.segments is None else f"{scores.segments:.3f}"
    scenes = f"{scores.scenes_right}/{scores.scenes}" if scores.scenes_right else ""
    shares = (f"{value:.3f}" for value in (scores.average, scores.recall, scores.recall_without_false))
    return (*shares, segments, str(scores.false.get("same group", 0)), scenes)


def families(scores: Scores) -> str:
    """Recall of single edits by family, worst first."""
    found = sorted(
        (value, name.removeprefix("single:"), n) for name, (value, n) in scores.by_edit.items() if name.startswith("single:")
    )
    return ", ".join(f"{name} {value:.2f} (n={n})" for value, name, n in found)


def main() -> None:
    """Run the peers and print one table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("refs", "queries", "truth", "manifest", "ours", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--peers", default=".venv-peers/bin/python", help="Python of the peers' environment")
    arguments.add_argument("--limit", type=float, default=1500.0, help="seconds of processor time for one peer")
    arguments.add_argument("--no-peers", action="store_true", help="only our row")
    arguments.add_argument("--no-run", action="store_true", help="only the peers whose results lie in --out; the rest is named")
    arguments.add_argument("--docs", action="store_true", help="write the table into docs/benchmarks.md")
    given = arguments.parse_args()
    truth = read_truth(given.truth, given.manifest)
    asked = Asked(
        refs=given.refs,
        queries=given.queries,
        pairs=given.out / "pairs.csv",
        out=given.out,
        python=Path(given.peers).absolute(),
        limit=given.limit,
    )
    rows: list[tuple[str, ...]] = []
    missing = [] if given.no_peers else list(PEERS)
    told = ours(given.ours, truth)
    publish(text := table(truth, told, rows, missing), docs=given.docs)
    for ran in () if given.no_peers else peers(asked, truth, run=not given.no_run):
        sys.stderr.write(f"{ran.name}: {ran.answered} queries, {ran.seconds:.0f} s {ran.error}\n")
        rows.append(row(ran, truth, asked))
        missing.remove(ran.name)
        publish(text := table(truth, told, rows, missing), docs=given.docs)
    print(text)


def peers(asked: Asked, truth: Truth, *, run: bool) -> Iterator[Ran]:
    """Every peer's run, the pairs for those that are asked about a sample written before; without ``run`` those had before."""
    with asked.pairs.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(sampled(truth))
    yield from runs(asked) if run else (ran for name in PEERS if (ran := kept(asked, name)))


def ours(path: Path, truth: Truth) -> Scores:
    """Of our own predictions."""
    return score(truth, read_claims(path, truth))


def table(truth: Truth, told: Scores, rows: Sequence[tuple[str, ...]], missing: Sequence[str]) -> str:
    """All that is known so far, and what is not."""
    begin = summary(truth)
    if missing:
        begin += f" Not run yet: {', '.join(missing)}."
    lines = [("**Provenance**", *cells(told), ""), *rows]
    return f"{begin}\n\n{markdown(HEADER, lines)}\n\n{NOTE}\n\nOurs, recall of single edits: {families(told)}."


def publish(text: str, *, docs: bool) -> None:
    """Into the documentation, where that is asked for."""
    if docs:
        write_between(DOCS, "bench-footage", text)


def summary(truth: Truth) -> str:
    """What was measured on, and when."""
    sizes = f"{len(truth.queries)} edited copies and distractors, {len(truth.pairs)} true pairs, {len(truth.groups)} references"
    return f"{sizes}; {today()}."


def today() -> str:
    """In UTC."""
    return datetime.now(UTC).date().isoformat()


if __name__ == "__main__":
    main()
