"""A library of any size: real footage hidden among made-up footage; what it costs, and whether copies are found.

    python -m bench.library --hours 100 --folder DIR

The made-up footage is that of ``lookalikes.py``. Hidden in it are the samples of the project (or every file of ``--refs``), and
searched are an edited copy of one of them inside a clip of a minute (or every file of ``--queries``, with ``--truth``). Prints,
each measured in a process of its own: opening, candidates beside faiss alone (an inverted file with the same lists,
the same rows looked up in as many of them), all with verification, resident memory, bytes an hour. The library is left in
``--folder`` and used again when it is there.
"""

import argparse
import csv
import hashlib
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

from bench.lookalikes import Lookalikes
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.motion import RATE, luma, pack_motion
from provenance.fingerprints.pdq import PDQ, orientations
from provenance.matching import FootageIndex
from provenance.matching.compact import (
    LISTS_SEEN,
    NEIGHBOURS,
    PDQ_FRAMES,
    PDQ_LISTS_SEEN,
    CompactIndex,
    evenly,
    query_rows,
    spread,
)
from provenance.matching.lists import Lists, probed
from provenance.matching.thinned import PDQ_QUALITY
from provenance.media.footage import measure
from provenance.model import Digest, Instant
from provenance.store.library import media_files, open_library

SAMPLES = Path(__file__).parent.parent / "samples"
MINUTE = 60
TIMES = 3
"""Runs of which the fastest counts."""


def main() -> None:
    """Read the command line; build, or measure what was built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=float, default=100)
    parser.add_argument("--folder", type=Path, required=True, help="where the library is made; 30 to 110 MB an hour")
    parser.add_argument("--features", type=int, default=200, help="local features of a keyframe")
    parser.add_argument("--every", type=int, default=1, help="features for one keyframe in so many, the others have hashes only")
    parser.add_argument("--no-motion", action="store_true", help="leave motion out of the made-up footage")
    parser.add_argument("--refs", type=Path, default=SAMPLES / "library")
    parser.add_argument("--queries", type=Path, default=SAMPLES / "footage")
    parser.add_argument("--truth", type=Path, help="CSV with query_file and ref_file")
    parser.add_argument("--step", choices=("faiss", "search"), help="for the program itself: measure in this process")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    library = given.folder / f"{given.hours:g}.lib"
    if given.step == "search":
        _search(library, given.queries, given.truth)
    elif given.step == "faiss":
        _faiss(library, given.queries)
    else:
        _build(library, given)
        options = ["--hours", str(given.hours), "--folder", str(given.folder), "--queries", str(given.queries)]
        options += ["--truth", str(given.truth)] if given.truth else []
        for step in ("faiss", "search"):
            subprocess.run([sys.executable, "-m", "bench.library", *options, "--step", step], check=True)


def _build(path: Path, given: argparse.Namespace) -> None:
    if path.exists():
        return
    real = [(p, _measured(p)) for p in media_files(given.refs)]
    made = Lookalikes([f for _, f in real], features=given.features, every=given.every)
    began, seconds, now = time.process_time(), 0.0, Instant(value=datetime.now(UTC))
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with open_library(unfinished, create=True) as library:
        hidden = iter(real)
        for i, footage in enumerate(made.videos(given.hours, motion=not given.no_motion)):
            library.add(footage, name=f"made up {i}", added=now)
            seconds += float(footage.duration)
            if i % 7 == 3 and (one := next(hidden, None)) is not None:
                library.add(one[1], name=one[0].name, added=now)
        for name, footage in hidden:
            library.add(footage, name=name.name, added=now)
    index = unfinished.with_name(f"{unfinished.name}.index")
    size = sum(p.stat().st_size for p in index.iterdir())
    hours = seconds / 3600
    _say(
        f"made {hours:.0f} hours in {time.process_time() - began:.0f} s of processor time, {_peak_mb():.0f} MB of memory at most"
    )
    _say(f"library {unfinished.stat().st_size / 1e6 / hours:.1f} MB an hour (made up), index {size / 1e6 / hours:.2f} MB an hour")
    unfinished.rename(path)
    index.rename(path.with_name(f"{path.name}.index"))
    alone = path.with_name("real.lib")
    alone.unlink(missing_ok=True)
    with open_library(alone, create=True) as library:
        for name, footage in real:
            library.add(footage, name=name.name, added=now)
    length = sum(float(f.duration) for _, f in real) / 3600
    _say(f"library of the {len(real)} real videos alone: {alone.stat().st_size / 1e6 / length:.1f} MB an hour")


def _search(path: Path, queries: Path, truth: Path | None) -> None:
    began = time.perf_counter()
    with open_library(path) as library:
        tables = library.index.tables()
        _say(f"opening: {time.perf_counter() - began:.3f} s, {len(tables)} segments, {_resident_mb():.0f} MB resident")
        files = media_files(queries)
        index = FootageIndex(library)
        query = _minute(_measured(files[0]))
        wall, cpu = _best(lambda: CompactIndex(tables).search(query))
        _say(f"candidates for a clip of {MINUTE} s: {wall:.2f} s ({cpu:.2f} s of processor time)")
        wall, cpu = _best(lambda: index.search(query))
        found = index.search(query)
        _say(f"all with verification: {wall:.2f} s ({cpu:.2f} s of processor time), {_resident_mb():.0f} MB resident")
        for match in found[:3]:
            _say(f"  {match.relation.value} {match.score:.3f} {match.compared.name}")
        moving = _moving(query)
        wall, cpu = _best(lambda: index.search(moving))
        _say(
            f"the same, all of the minute moving: {wall:.2f} s ({cpu:.2f} s of processor time), {_resident_mb():.0f} MB resident"
        )
        if truth is not None:
            _recall(index, files, truth)


def _recall(index: FootageIndex, files: list[Path], truth: Path) -> None:
    pairs: dict[str, set[str]] = defaultdict(set)
    with truth.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ref_file"]:
                pairs[row["query_file"]].add(row["ref_file"])
    found = wrong = 0
    began = time.process_time()
    for path in files:
        names = {m.compared.name for m in index.search(_measured(path), limit=100) if m.relation.value == "same_footage"}
        found += len(names & pairs[path.name])
        wrong += len(names - pairs[path.name])
    total = sum(map(len, pairs.values()))
    each = (time.process_time() - began) / len(files)
    _say(f"{found} of {total} true pairs found, {wrong} others called the same; {each:.2f} s of processor time each")


def _faiss(path: Path, queries: Path) -> None:
    """The same rows looked up in the same lists by faiss, everything in memory."""
    faiss.omp_set_num_threads(1)
    query = _minute(_measured(media_files(queries)[0]))
    rows = [query_rows(query, spread(query), mirror=mirror)[0] for mirror in (False, True)]
    prints = [p.value for k in query.keyframes if (p := k.value(PDQ.name)) and p.quality >= PDQ_QUALITY]
    hashes = np.concatenate([orientations(prints[i]) for i in evenly(len(prints), PDQ_FRAMES)])
    with open_library(path) as library:
        features, pdq = [], []
        for table in library.index.tables():
            features.append(_inverted(table.features, LISTS_SEEN))
            pdq.append(_inverted(table.pdq, PDQ_LISTS_SEEN))

    def look_up() -> None:
        for one in features:
            for some in rows:
                one.search(some, NEIGHBOURS)
        for one in pdq:
            one.search(hashes, 4)

    wall, cpu = _best(look_up)
    _say(f"faiss alone: {wall:.2f} s ({cpu:.2f} s of processor time), {sum(map(len, rows))} + {len(hashes)} rows")


def _inverted(lists: Lists, share: float) -> Any:  # noqa: ANN401 - faiss has no types
    """Faiss's own inverted file over the same lists."""
    count = len(lists.starts) - 1
    if not len(lists.centres):
        flat = faiss.IndexBinaryFlat(256)
        flat.add(np.ascontiguousarray(lists.values))
        return flat
    quantizer = faiss.IndexBinaryFlat(256)
    quantizer.add(np.ascontiguousarray(lists.centres))
    index = faiss.IndexBinaryIVF(quantizer, 256, count)
    for number in range(count):
        start, end = int(lists.starts[number]), int(lists.starts[number + 1])
        if end > start:
            ids: npt.NDArray[np.int64] = np.arange(start, end, dtype=np.int64)
            codes = np.ascontiguousarray(lists.values[start:end])
            index.invlists.add_entries(number, end - start, faiss.swig_ptr(ids), faiss.swig_ptr(codes))
    index.ntotal, index.is_trained, index.nprobe = len(lists.values), True, probed(count, share)
    return index


def _minute(clip: Footage) -> Footage:
    """``clip`` followed by made-up footage, a minute together."""
    made = Lookalikes([clip], seed=7).video(MINUTE, name=-1, motion=False)
    rest = tuple(k for k in made.keyframes if k.time > clip.duration + 1)
    return replace(clip, digest=Digest.of(b"a minute"), duration=Fraction(MINUTE), keyframes=(*clip.keyframes, *rest))


def _moving(query: Footage) -> Footage:
    """``query`` with motion until its end: its own, backwards and upside down, which is like that of no other footage."""
    pictures, times = luma(query.motion), query.motion.times
    more = range(times[-1] + 1000 // RATE, int(query.duration * 1000), 1000 // RATE)
    after = np.resize(pictures[::-1, ::-1], (len(more), *pictures.shape[1:]))
    return replace(query, motion=pack_motion((*times, *more), (*pictures, *after)))


def _measured(path: Path) -> Footage:
    return measure(path, digest=Digest(value=hashlib.sha256(path.read_bytes()).hexdigest()))


def _best(action: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor, of the fastest run of several (the first warms the caches)."""
    action()
    runs = []
    for _ in range(TIMES):
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(w for w, _ in runs), min(c for _, c in runs)


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self/statm").exists() else 0
    return pages * resource.getpagesize() / 1e6


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
