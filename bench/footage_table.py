"""One table of footage matching: our predictions and the peers', the latter made in this run, scored by one scorer.

python -m bench.footage_table --refs DIR --queries DIR --truth F.csv --manifest F.csv --ours F.csv --out DIR
    [--peers PYTHON] [--limit SECONDS] [--no-peers] [--docs]

Two peers run at a time, each in a process of its own. One that is over its limit of processor time is scored by what it had said,
and the table says so. Costs are seconds of processor time, as multiples of bare decoding of the same files by ffmpeg.
"""

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.footage_peers import FAILED, OVER, PAIRWISE, PEERS
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One peer's run."""

    name: str
    out: Path
    seconds: float
    """Of processor time."""
    answered: int
    """Queries that it came to."""
    over: bool
    failed: int
    """Files that it could not hash."""
    error: str


def sampled(truth: Truth, *, seed: int = 1) -> list[tuple[str, str]]:
    """The true pairs, the hard negatives and :data:`NEGATIVES` others for each query."""
    draw, refs = random.Random(seed), sorted(truth.groups)
    hard = [(query, ref) for query in sorted(truth.queries) for ref in refs if truth.hard((query, ref))]
    others = [(query, ref) for query in sorted(truth.queries) for ref in draw.sample(refs, k=min(NEGATIVES, len(refs)))]
    return list(dict.fromkeys((*truth.pairs, *hard, *others)))


def run(name: str, given: argparse.Namespace, pairs: Path) -> Ran:
    """Run a peer; its processor time from the system's books."""
    out = given.out / f"peer-{''.join(c if c.isalnum() else '-' for c in name)}.csv"
    paths = {"--refs": given.refs, "--queries": given.queries, "--out": out, "--pairs": pairs}
    options = [text for option, path in paths.items() for text in (option, str(path.resolve()))]
    command = [str(given.peers), "-m", "bench.footage_peers", "--peer", name, *options]
    told, errors = out.with_suffix(".done"), out.with_suffix(".log")
    with told.open("wb") as done, errors.open("wb") as log:
        process = subprocess.Popen([*command, "--limit", str(given.limit)], cwd=ROOT, stdout=done, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    over = process.returncode == OVER
    answered = told.read_text("utf-8").count("\n")
    failed = sum(line.startswith(FAILED) for line in errors.read_text("utf-8", "replace").splitlines())
    last = (errors.read_text("utf-8", "replace").strip().splitlines() or [""])[-1]
    seconds = used.ru_utime + used.ru_stime
    return Ran(
        failed=failed,
        name=name,
        out=out,
        seconds=seconds,
        answered=answered,
        over=over,
        error=last if process.returncode and not over else "",
    )


def row(ran: Ran, truth: Truth, bare: float, limit: float) -> tuple[str, ...]:
    """A peer's row of the table."""
    label = f"{ran.name} (*sample*)" if ran.name in PAIRWISE else ran.name
    if ran.error:
        return (f"{label}: failed: {ran.error[:80].replace('|', '/')}", *("",) * (len(HEADER) - 1))
    if ran.failed:
        label += f": failed on {ran.failed} files"
    if ran.over:
        label += f": over its limit of {limit:.0f} s, {ran.answered} of {len(truth.queries)} queries"
    if ran.over and not ran.answered:
        return (label, *("",) * (len(HEADER) - 1))
    return (label, *cells(score(truth, read_claims(ran.out, truth))), f"{ran.seconds / bare:.1f}")


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


def bare_decoding(folders: Sequence[Path]) -> float:
    """Seconds of processor time that ffmpeg takes to decode every file and do nothing with it."""
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        raise FileNotFoundError("expected ffmpeg on the path, found none. Debian/Ubuntu: apt-get install ffmpeg")
    before = os.times()
    for path in (p for folder in folders for p in sorted(folder.iterdir())):
        options = ["-v", "quiet", "-nostdin", "-threads", "2", "-i", str(path), "-map", "0:v:0", "-f", "null", "-"]
        subprocess.run([ffmpeg, *options], check=False)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    """Run the peers and print one table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("refs", "queries", "truth", "manifest", "ours", "out"):
        arguments.add_argument(f"--{name}", type=Path, required=True)
    arguments.add_argument("--peers", default=".venv-peers/bin/python", help="Python of the peers' environment")
    arguments.add_argument("--limit", type=float, default=240, help="seconds of processor time for one peer")
    arguments.add_argument("--no-peers", action="store_true", help="only our row")
    arguments.add_argument("--docs", action="store_true", help="write the table into docs/benchmarks.md")
    given = arguments.parse_args()
    given.peers = str(Path(given.peers).absolute())
    truth = read_truth(given.truth, given.manifest)
    ours = score(truth, read_claims(given.ours, truth))
    rows = [("**Provenance**", *cells(ours), ""), *([] if given.no_peers else beside(given, truth))]
    print(text := f"{summary(truth)}\n\n{markdown(HEADER, rows)}\n\n{NOTE}\n\nOurs, recall of single edits: {families(ours)}.")
    if given.docs:
        write_between(DOCS, "bench-footage", text)


def summary(truth: Truth) -> str:
    """What was measured on, and when."""
    sizes = f"{len(truth.queries)} edited copies and distractors, {len(truth.pairs)} true pairs, {len(truth.groups)} references"
    return f"{sizes}; {datetime.now(UTC).date().isoformat()}."


def beside(given: argparse.Namespace, truth: Truth) -> list[tuple[str, ...]]:
    """The peers' rows, in the order of :data:`PEERS`."""
    pairs = given.out / "pairs.csv"
    with pairs.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(sampled(truth))
    bare = bare_decoding((given.refs, given.queries))
    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(lambda name: run(name, given, pairs), PEERS))
    for one in ran:
        sys.stderr.write(f"{one.name}: {one.answered} queries, {one.seconds:.0f} s {one.error}\n")
    return [row(one, truth, bare, given.limit) for one in ran]


if __name__ == "__main__":
    main()
