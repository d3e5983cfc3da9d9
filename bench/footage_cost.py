"""What adding footage to a library costs beside bare decoding and vPDQ's own hasher.

python -m bench.footage_cost --refs DIR --out DIR [--peers .venv-peers/bin/python] [--docs]

The clips of a folder are joined to files of a minute and more (H.264, one key picture in 250 at most), so that what is paid once
a file does not count. Every tool runs as a process of its own; processor time is its own and its children's, so that a busy
machine changes it little.
"""

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from bench.tables import DOCS, markdown, write_between
from provenance.fingerprints.modes import Mode
from provenance.store.library import media_files

__all__ = ["Cost", "joined", "main", "table"]

MINUTE = 60.0
SIZES = {"240p": (426, 240), "720p": (1280, 720), "1080p": (1920, 1080)}
HASHER = "import sys, vpdq; [vpdq.computeHash(path, seconds_per_hash=1.0) for path in sys.argv[1:]]"
HEADER = ("files", "tool", "× bare decoding, processor time", "× bare decoding, wall clock", "memory MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a process and its children took."""

    processor: float
    """Seconds."""
    wall: float
    """Seconds."""
    memory: int
    """Bytes held by the largest of the processes."""


def main() -> None:
    """Read the command line, make the files, run every tool over them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--refs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="where the joined files lie; kept, and used again")
    parser.add_argument("--sizes", nargs="+", choices=tuple(SIZES), default=["240p", "720p"])
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--peers", type=Path, help="the Python that has vpdq")
    parser.add_argument("--docs", action="store_true", help="write docs/benchmarks.md")
    given = parser.parse_args()
    rows = []
    for size in given.sizes:
        files = joined(media_files(given.refs), given.out / size, SIZES[size], count=given.files)
        rows += table(size, files, given.peers)
        sys.stdout.write(markdown(HEADER, rows) + "\n")
        sys.stdout.flush()
    if given.docs:
        write_between(DOCS, "footage-cost", markdown(HEADER, rows))


def joined(clips: Sequence[Path], folder: Path, size: tuple[int, int], *, count: int) -> list[Path]:
    """``count`` files of a minute or more, each of consecutive clips of one size and rate."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_join(clips, folder / f"{number}.mp4", size) for number, clips in enumerate(_minutes(clips, count))]


def _minutes(clips: Sequence[Path], count: int) -> Iterator[list[Path]]:
    """Groups of clips that last a minute; the clips begin again when they are used up."""
    group: list[Path] = []
    seconds = 0.0
    for clip in itertools.cycle(clips):
        with av.open(str(clip)) as opened:
            seconds += (opened.duration or 0) / av.time_base
        group.append(clip)
        if seconds >= MINUTE:
            yield group
            group, seconds, count = [], 0.0, count - 1
        if not count:
            return


def _join(clips: Sequence[Path], out: Path, size: tuple[int, int]) -> Path:
    if not out.exists():
        width, height = size
        scaled = f"scale={width}:{height}:force_original_aspect_ratio=decrease,pad={width}:{height}:-1:-1"
        fit = f"{scaled},setsar=1,fps=25,format=yuv420p"
        chains = "".join(f"[{n}:v:0]{fit}[v{n}];" for n in range(len(clips)))
        graph = chains + "".join(f"[v{n}]" for n in range(len(clips))) + f"concat=n={len(clips)}[v]"
        inputs = itertools.chain.from_iterable(("-i", str(clip)) for clip in clips)
        coding = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23")
        part = out.with_suffix(".part.mp4")
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-y",
            *inputs,
            "-filter_complex",
            graph,
            "-map",
            "[v]",
            *coding,
            str(part),
        ]
        subprocess.run(command, check=True)
        part.replace(out)
    return out


def table(name: str, files: Sequence[Path], peers: Path | None) -> list[tuple[str, ...]]:
    """One row a tool."""
    bare = _cost(_decoding(files))
    costs = {"ffmpeg, bare decoding": bare}
    if peers is not None:
        costs["vpdq's hasher"] = _cost([[str(peers), "-c", HASHER, *map(str, files)]])
    for mode in Mode:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "provenance", "library", "add", f"{folder}/cost.lib", *map(str, files)]
            costs[f"Provenance, {mode.value}"] = _cost([[*command, "--mode", mode.value, "--quiet"]])
    return [
        (name, tool, f"{cost.processor / bare.processor:.2f}", f"{cost.wall / bare.wall:.2f}", f"{cost.memory / 1e6:.0f}")
        for tool, cost in costs.items()
    ]


def _decoding(files: Sequence[Path]) -> list[list[str]]:
    ffmpeg = shutil.which("ffmpeg") or "ffmpeg"
    begin = [ffmpeg, "-v", "quiet", "-nostdin", "-threads", "2"]
    return [[*begin, "-i", str(path), "-map", "0:v:0", "-f", "null", "-"] for path in files]


def _cost(commands: Sequence[Sequence[str]]) -> Cost:
    """Of the commands, one after another."""
    began, before = time.perf_counter(), os.times()
    memory = 0
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{command[0]} … ended with {process.returncode}")
        memory = max(memory, used.ru_maxrss * 1024)
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(processor=processor, wall=time.perf_counter() - began, memory=memory)


if __name__ == "__main__":
    main()
