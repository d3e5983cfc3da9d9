"""The footage engine on any two folders: a library is built of one, every clip of the other is searched in it.

    python -m bench.footage --refs DIR --queries DIR --out F.csv

Writes one row per segment found (query_file, ref_file, score, query_start, query_end, ref_start, ref_end, relation) and
prints how long both steps took, with bare decoding of the same files by ffmpeg beside them.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from bench.kept import measured
from provenance.matching import FootageIndex
from provenance.model import Instant, Match, MatchRelation
from provenance.store.library import media_files, open_library

COLUMNS = ("query_file", "ref_file", "score", "query_start", "query_end", "ref_start", "ref_end", "relation")
ALL = 1000
"""Matches asked for: as many as there are."""


def main() -> None:
    """Read the command line, run, print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-baseline", action="store_true", help="leave ffmpeg's bare decoding out")
    parser.add_argument(
        "--index",
        choices=("exact", "compact"),
        help="search the library whole, or through its candidate index, whatever its size",
    )
    parser.add_argument(
        "--kept", type=Path, help="keep measured footage here, and use what lies here; the times are then of the rest"
    )
    given = parser.parse_args()
    refs, queries = media_files(given.refs), media_files(given.queries)
    with tempfile.TemporaryDirectory() as folder, given.out.open("w", newline="", encoding="utf-8") as out:
        library = Path(folder) / "bench.lib"
        seconds = _timed(lambda: _build(library, refs, given.kept))
        _say(f"library: {len(refs)} files in {seconds:.1f} s, {library.stat().st_size / 1e6:.1f} MB")
        compact = None if given.index is None else given.index == "compact"
        measuring, matching = _search(library, queries, out, compact=compact, kept=given.kept)
    _say(f"queries: {len(queries)} files measured in {measuring:.1f} s, searched in {matching:.1f} s")
    if not given.no_baseline and given.kept is None:
        for name, files, own in (("library", refs, seconds), ("queries", queries, measuring)):
            _baseline(name, files, own)


def _build(library: Path, refs: list[Path], kept: Path | None) -> None:
    now = Instant(value=datetime.now(UTC))
    with open_library(library, create=True) as opened:
        for path, footage in measured(refs, kept=kept):
            opened.add(footage, name=path.name, added=now)


def _search(library: Path, queries: list[Path], out: TextIO, *, compact: bool | None, kept: Path | None) -> tuple[float, float]:
    """Seconds spent measuring and matching."""
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    with open_library(library) as opened:
        start = time.perf_counter()
        index = FootageIndex(opened, compact=compact)
        measuring, matching = 0.0, time.perf_counter() - start
        start = time.perf_counter()
        for path, footage in measured(queries, kept=kept):
            begun = time.perf_counter()
            for match in index.search(footage, limit=ALL):
                writer.writerows(_rows(path, match))
            measuring, matching = measuring + begun - start, matching + time.perf_counter() - begun
            start = time.perf_counter()
    return measuring, matching


def _rows(query: Path, match: Match) -> Iterator[tuple[str, ...]]:
    """One row a segment, ranked by the probability of the same footage; a finding of the same scene is named besides."""
    if match.relation is MatchRelation.SAME_SOUND:
        return  # no claim of the same pictures
    for segment in match.segments:
        ends = (segment.query.start, segment.query.end, segment.compared.start, segment.compared.end)
        row = (query.name, match.compared.name, f"{match.score:.6f}", *(f"{float(t):.3f}" for t in ends))
        yield (*row, MatchRelation.SAME_FOOTAGE.value)
        if match.relation is MatchRelation.SAME_SCENE:
            yield (*row, match.relation.value)


def _baseline(name: str, files: list[Path], own: float) -> None:
    ffmpeg = shutil.which("ffmpeg")
    if ffmpeg is None:
        _say("ffmpeg is not installed: no bare decoding to compare with")
        return
    seconds = _timed(lambda: _decode(ffmpeg, files))
    _say(f"{name}: bare ffmpeg decoding {seconds:.1f} s; ours is {own / max(seconds, 1e-3):.1f} times that")


def _decode(ffmpeg: str, files: list[Path]) -> None:
    for path in files:
        subprocess.run(
            [ffmpeg, "-v", "quiet", "-nostdin", "-threads", "2", "-i", str(path), "-map", "0:v:0", "-f", "null", "-"], check=False
        )


def _timed(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
