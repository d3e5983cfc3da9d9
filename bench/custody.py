"""What custody costs, whether tampering is found, and whether a killed run loses anything: ``make bench-custody``."""

import argparse
import tempfile
from pathlib import Path

from bench.custody_cost import cost
from bench.killing import kill_runs
from bench.tables import DOCS, markdown, write_between
from bench.tampering import trials

__all__ = ["main"]


def _tampering(folder: Path, given: argparse.Namespace) -> str:
    scores = trials(folder, count=given.trials, seed=given.seed)
    rows = [[kind, str(s.tried), str(s.found), str(s.named)] for kind, s in scores.items()]
    sums = [str(sum(getattr(s, part) for s in scores.values())) for part in ("tried", "found", "named")]
    return markdown(("tampering with a sealed case", "trials", "found", "named rightly"), [*rows, ["all", *sums]])


def _costs(folder: Path, given: argparse.Namespace) -> str:
    folder.mkdir()
    return markdown(("processor time", "seconds", "in parts of one pass"), cost(folder, given.size))


def _kills(folder: Path, given: argparse.Namespace) -> str:
    done = kill_runs(folder, kills=given.kills, seed=given.seed, minutes=given.minutes)
    rows = [[f"before the next line: {stage}", str(kills), "", "", ""] for stage, kills in done.stages.items()]
    row = [str(done.kills), str(done.cases), str(done.same), str(done.verified)]
    what = "`trace` over 20 articles, killed -9 at random moments, then run again"
    columns = (what, "kills", "cases", "same snapshot and rows", "`verify` clean")
    return markdown(columns, [*rows, ["all", *row]])


def main() -> None:
    """Run what is asked for and print the tables; ``--docs`` writes those into docs/benchmarks.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.custody", description=__doc__)
    parser.add_argument("--trials", type=int, default=1000, help="of tampering; 0: not run")
    parser.add_argument("--kills", type=int, default=300, help="of trace, at random moments; 0: not run")
    parser.add_argument("--minutes", type=float, help="no further case is killed after these (default: no limit)")
    parser.add_argument("--size", type=int, default=1_000_000_000, help="bytes of the large case; 0: not run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--docs", action="store_true", help="write the tables into docs/benchmarks.md")
    given = parser.parse_args()
    parts = (("tampering", given.trials, _tampering), ("cost", given.size, _costs), ("kills", given.kills, _kills))
    with tempfile.TemporaryDirectory(prefix="provenance-bench-") as name:
        for part, wanted, measured in parts:
            if not wanted:
                continue
            print(text := measured(Path(name) / part, given), end="\n\n", flush=True)
            if given.docs:
                write_between(DOCS, f"custody {part}", text)


if __name__ == "__main__":
    main()
