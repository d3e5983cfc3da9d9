"""What custody costs, whether tampering is found, and whether a killed run loses anything: ``make bench-custody``."""

import argparse
import hashlib
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

from bench.killing import kill_runs
from bench.tables import DOCS, markdown, write_between
from bench.tampering import trials
from provenance.custody.findings import Verdict
from provenance.custody.signing import Ed25519PrivateKey
from provenance.model import Activity, ActivityId, ActivityKind, Instant
from provenance.pipeline.run import now
from provenance.store import sealing
from provenance.store.case import Case
from provenance.store.custody import Custody
from provenance.store.staging import Staging
from provenance.store.verifying import verify_case

__all__ = ["main"]

FILE = 20_000_000
"""Bytes of one media file."""
ROUNDS = 3
METERED: tuple[tuple[object, tuple[str, ...]], ...] = (
    (Staging, ("reserve", "expect", "seen", "outputs", "place", "find")),
    (Custody, ("watch", "begin", "record", "export")),
    (sealing, ("seal_case",)),
)
"""Custody's own code, by where it hangs."""
PICTURES = 30
"""Small files that come with each."""


def cpu() -> float:
    """Seconds of processor time, user and system, of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that ``work`` takes."""
    before = cpu()
    work()
    return cpu() - before


def _activity(number: int, moment: Instant) -> Activity:
    return Activity(
        id=ActivityId(str(number)),
        kind=ActivityKind.ACQUIRE,
        subject=f"https://example.org/{number}",
        tool="bench",
        version="1",
        options=(),
        started=moment,
        ended=moment,
        ok=True,
    )


def _sources(folder: Path, size: int) -> list[Path]:
    """Files of random bytes, ``size`` bytes in all."""
    folder.mkdir()
    found = []
    with Path("/dev/urandom").open("rb") as noise:
        for number in range(max(1, size // FILE)):
            found.append(folder / f"{number}.mp4")
            found[-1].write_bytes(noise.read(FILE))
    return found


def _digest_all(files: list[Path]) -> None:
    for path in files:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256")


@contextmanager
def metered() -> Iterator[list[float]]:
    """Processor seconds spent in custody's own code while a case is worked on: lines, waiting files, export, seal.

    The kernel's time for writing hundreds of megabytes differs from run to run by more than all of these take together,
    so a difference of two whole runs would measure the kernel.
    """
    spent, depth = [0.0], [0]

    def meter(function: Callable[..., object]) -> Callable[..., object]:
        def metering(*args: object, **kwargs: object) -> object:
            depth[0] += 1
            began = cpu()
            try:
                return function(*args, **kwargs)
            finally:
                depth[0] -= 1
                spent[0] += 0 if depth[0] else cpu() - began

        return metering

    with ExitStack() as stack:
        for owner, names in METERED:
            for name in names:
                stack.enter_context(patch.object(owner, name, meter(getattr(owner, name))))
        yield spent


def _kept(folder: Path, sources: list[Path]) -> None:
    """The same in a case, with its lines and a seal at the end."""
    key, moment = Ed25519PrivateKey.generate(), now()
    with Case.open(folder, create=True) as case, case.exclusive():
        for number, path in enumerate(sources):
            case.media.put_file(path, suffix=".mp4")
            for each in range(PICTURES):
                case.pictures.put(b"%d.%d" % (number, each) * 1000, suffix=".jpg")
            with case.commit(_activity(number, moment)):
                pass
        sealing.seal_case(case, key)


def cost(folder: Path, size: int) -> list[list[str]]:
    """Rows of the table: processor seconds, and in parts of one SHA-256 pass over the same bytes."""
    sources = _sources(folder / "sources", size)
    kept, own, plain, checked = [], [], [], []
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows all alike; the least of each counts
        shutil.rmtree(folder / "case", ignore_errors=True)
        with metered() as spent:
            kept.append(timed(lambda: _kept(folder / "case", sources)))
        own.append(spent[0])
        files = [path for path in (folder / "case").rglob("*") if path.is_file()]
        plain.append(timed(partial(_digest_all, files)))
        checked.append(timed(lambda: _verified(folder / "case")))
    return _cost_rows(files, kept=min(kept), own=min(own), plain=min(plain), checked=min(checked))


def _verified(case: Path) -> None:
    if (result := verify_case(case)).verdict is not Verdict.VERIFIED:
        raise AssertionError(f"expected an honest case to verify, got {result.findings}")


def _cost_rows(files: list[Path], *, kept: float, own: float, plain: float, checked: float) -> list[list[str]]:
    total = sum(path.stat().st_size for path in files)
    return [
        [f"one SHA-256 pass over {len(files):,} files, {total / 1e9:.2f} GB", f"{plain:.2f}", "1.00"],
        ["the files kept: copied, digested on the way, flushed, with log and seal", f"{kept:.2f}", f"{kept / plain:.2f}"],
        ["of that, custody's own: lines, waiting files, export, seal", f"{own:.2f}", f"{own / plain:.2f}"],
        ["`verify`, that pass included", f"{checked:.2f}", f"{checked / plain:.2f}"],
    ]


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
