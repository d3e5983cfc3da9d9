"""Search the readers of hostile bytes for errors that are not their own: ``make fuzz SECONDS=60``.

With atheris (the extra ``fuzz``) the search follows the branches that are taken; without, whole inputs are broken by the same
changes as in ``bench/hostile.py``. What is found is written into a folder, one file each; mended, it becomes a test
of its reader.
"""

import argparse
import hashlib
import importlib.util
import random
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.mutations import FAMILIES
from bench.mutations.raw import MUTATIONS

__all__ = ["main"]

SLOWEST = 20
"""Seconds for one input; longer counts as found."""
LARGEST = 300_000
"""Bytes of an input of the search without atheris, which would else spend its time on a few large ones."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises TimeoutError where the block takes longer."""

    def ring(number: int, _: object) -> None:
        raise TimeoutError(f"not done after {seconds} s (signal {number})")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def by_changes(name: str, seconds: float, *, seed: int, out: Path) -> tuple[int, dict[str, Path]]:
    """Break whole inputs for so long; returns how many were read, and one input for each place at which an error arose."""
    from bench.fuzz_targets import TARGETS  # noqa: PLC0415 - atheris has to see its imports

    target, generator, found = TARGETS[name], random.Random(f"{seed}/{name}"), dict[str, Path]()
    wholes, changes = target.seeds(), (*FAMILIES[target.family], *MUTATIONS)
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = generator.choice(wholes)
        for _ in range(generator.choice((1, 1, 2, 4))):
            data = generator.choice(changes)(generator, data)
        if len(data) > LARGEST:
            continue
        tried += 1
        try:
            with within(SLOWEST):
                target.read(data)
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
            if where not in found:
                found[where] = _kept(name, data, out)
    return tried, found


def _kept(name: str, data: bytes, out: Path) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def by_branches(name: str, seconds: int, *, seed: int, out: Path) -> None:
    """The same by atheris, which ends this process."""
    import atheris  # noqa: PLC0415 - an extra

    with atheris.instrument_imports(include=["provenance"]):
        from bench.fuzz_targets import TARGETS  # noqa: PLC0415 - the imports that are to be seen

    target = TARGETS[name]
    out.mkdir(parents=True, exist_ok=True)
    corpus = Path(tempfile.mkdtemp(prefix="provenance-corpus-"))
    for number, data in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(data)
    limits = (f"-max_total_time={seconds}", f"-timeout={SLOWEST}", "-rss_limit_mb=3000", f"-seed={seed}", "-max_len=100000")
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={out}/{name}-", "-print_final_stats=1", str(corpus)], target.read)
    atheris.Fuzz()


def main() -> None:
    """Search; the exit code says whether anything was found."""
    names = ("article", "mp4", "picture", "log", "bundle")
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each reader")
    parser.add_argument("--target", action="append", choices=names, help="only these; repeatable")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("out/fuzz"), help="where inputs that were found are written")
    parser.add_argument("--plain", action="store_true", help="without atheris, also where it is installed")
    parser.add_argument("--branches", choices=names, help=argparse.SUPPRESS)
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # Pillow tells of every damaged tag
    if given.branches:
        by_branches(given.branches, given.seconds, seed=given.seed, out=given.out)
        return
    guided = not given.plain and importlib.util.find_spec("atheris") is not None
    bad = False
    for name in given.target or names:
        if guided:
            same = ("--seconds", str(given.seconds), "--seed", str(given.seed), "--out", str(given.out))
            done = subprocess.run([sys.executable, "-m", "bench.fuzz", "--branches", name, *same], check=False)
            print(f"{name}: by branches, {given.seconds} s: {'FOUND something' if done.returncode else 'nothing found'}")
            bad |= bool(done.returncode)
        else:
            tried, found = by_changes(name, given.seconds, seed=given.seed, out=given.out)
            print(f"{name}: {tried:,} inputs in {given.seconds} s, {len(found)} places found")
            for where, path in found.items():
                print(f"  {where}: {path}")
            bad |= bool(found)
    sys.exit(bad)


if __name__ == "__main__":
    main()
