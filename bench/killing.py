"""``trace`` killed at random moments, then run to its end: the same case every time, and one that verifies.

Twenty articles made here, three clips on a loopback server. Each case is killed several times in a row and then finished. The
moment of a kill is a share, drawn evenly, of the time that the run had before it: what the case holds already is not done again,
so the time of an undisturbed run is counted from there. The case that all others are held against is made by the program's own
command; the runs that are killed are forked from a process that has imported the program, since kills while an interpreter
starts, which took most of the time before, try nothing.
"""

import http.server
import io
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import av
import numpy as np

from bench.commands import start

__all__ = ["Outcome", "kill_runs"]

ARTICLES = 20
CLIPS = 3
SEALING = "seal"
"""What is left to do after the report's line."""
VOLATILE = frozenset(
    {"companions", "files", "taken_at", "started", "ended", "at", "read_at", "id", "activities", "message", "said_at"}
    | {"attempts", "custody", "requests"}
)
"""Times, random ids, the log, and the platform's answer as a file (yt-dlp writes the time into it)."""
COUNTED = ("article", "reference", "acquisition", "media", "probe", "footage", "keyframe", "comparison", "match")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Of all cases."""

    kills: int
    cases: int
    same: int
    """Cases whose final snapshot is the undisturbed run's, with as many rows of each kind."""
    verified: int
    stages: Mapping[str, int]
    """Kills by the kind of line that came next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calm:
    """Undisturbed runs over this set, by the clock."""

    lines: tuple[tuple[str, float], ...]
    """Kind of each line of the log, and seconds until it was written."""
    again: float
    """Seconds of a run that finds all gathered: it opens the case, writes the report and seals."""

    def left(self, count: int) -> float:
        """Seconds of a run over a case that has ``count`` lines already."""
        gathered = [0.0, *(seconds for _, seconds in self.lines[:-1])]
        return self.again + gathered[-1] - gathered[min(count, len(gathered) - 1)]

    def stage(self, count: int) -> str:
        """What a run was at whose case has ``count`` lines: the kind of the next one."""
        return self.lines[count][0] if count < len(self.lines) else SEALING


def clip(seed: int) -> bytes:
    """Two seconds of moving noise."""
    generator = np.random.default_rng(seed)
    field = generator.integers(0, 255, (200, 260, 3), dtype=np.uint8)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "30", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(20):
            picture = np.ascontiguousarray(field[number : number + 120, number : number + 160])
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args: object) -> None:
            super().__init__(*args, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def kill_runs(
    folder: Path, *, kills: int, each: int = 6, articles: int = ARTICLES, seed: int = 1, minutes: float | None = None
) -> Outcome:
    """At least ``kills`` kills in all, ``each`` a case; fewer where ``minutes`` are over before. Tells of each case on stderr."""
    generator = random.Random(seed)
    end = time.monotonic() + 60 * minutes if minutes else float("inf")
    pages, files = folder / "pages", folder / "files"
    pages.mkdir(parents=True)
    files.mkdir()
    for number in range(CLIPS):
        (files / f"{number}.mp4").write_bytes(clip(number))
    with _served(files) as host:
        for number in range(articles):
            (pages / f"{number:02d}.html").write_text(_page(number, host), "utf-8")
        _ended(start(folder, "--version"))  # the server that forks is ready before anything is timed
        expected, calm, pace = _by_command(folder, host), _timed(folder, host), 1.0
        stages: Counter[str] = Counter()
        cases = same = verified = 0
        while stages.total() < kills and time.monotonic() < end:
            case = folder / f"case{cases}"
            for _ in range(each):
                before = _count(case)
                if _killed(case, host, after=generator.random() * pace * calm.left(before)):
                    stages[calm.stage(_count(case))] += 1
            # Other programs come and go on the machine: how long this run took tells how long the next may take.
            left = calm.left(_count(case))
            pace = _finish(case, host) / left
            cases += 1
            same += _state(case) == expected
            verified += _ended(start(folder, "verify", case.name)) == 0
            print(f"{stages.total()} kills, {cases} cases, {same} the same, {verified} verified", file=sys.stderr, flush=True)
            shutil.rmtree(case)
    order = dict.fromkeys((*(kind for kind, _ in calm.lines), SEALING), 0)
    return Outcome(kills=stages.total(), cases=cases, same=same, verified=verified, stages=order | stages)


def _page(number: int, host: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>'
        f"<p>The storm reached the coast on Friday night and tore boats from their moorings in the old harbour.</p>"
        f'<video controls src="http://{host}/{number % CLIPS}.mp4"></video>'
        f"<p>A second video was shared on Telegram by fisherman number {number}.</p></article></body></html>"
    )


def _trace(case: str, host: str) -> tuple[str, ...]:
    return "trace", "pages", "--case", case, "--allow-host", host, "--quiet"


def _by_command(folder: Path, host: str) -> tuple[object, dict[str, int]]:
    """The state of a case that nothing disturbed, made by the program as an analyst starts it."""
    command = [sys.executable, "-m", "provenance", *_trace("calm", host)]
    done = subprocess.run(command, cwd=folder, env=dict(os.environ), capture_output=True, check=False)
    if done.returncode not in {0, 1}:
        raise RuntimeError(f"expected the run to end, got exit code {done.returncode}: {done.stderr.decode()[-500:]}")
    return _state(folder / "calm")


def _timed(folder: Path, host: str) -> Calm:
    case = folder / "timed"
    started = datetime.now(UTC)
    _finish(case, host)
    entries = [json.loads(line) for line in (case / "custody.jsonl").read_bytes().splitlines()]
    lines = [
        (str(entry["activity"]["kind"]), (datetime.fromisoformat(entry["time"]) - started).total_seconds()) for entry in entries
    ]
    return Calm(lines=tuple(lines), again=_finish(case, host))


def _ended(run: ForkServerProcess) -> int:
    run.join()
    return -1 if run.exitcode is None else run.exitcode


def _killed(case: Path, host: str, *, after: float) -> bool:
    """Whether the run was still going when its time came."""
    run = start(case.parent, *_trace(case.name, host))
    run.join(timeout=after)
    run.kill()
    return _ended(run) == -signal.SIGKILL


def _finish(case: Path, host: str) -> float:
    """Seconds that an undisturbed run takes to the end."""
    began = time.monotonic()
    if (code := _ended(start(case.parent, *_trace(case.name, host)))) not in {0, 1}:
        raise RuntimeError(f"expected the run over {case} to end, got exit code {code}")
    return time.monotonic() - began


def _count(case: Path) -> int:
    """Whole lines of the log."""
    log = case / "custody.jsonl"
    return log.read_bytes().count(b"\n") if log.is_file() else 0


def _state(case: Path) -> tuple[object, dict[str, int]]:
    """The snapshot without what differs from run to run, and the number of rows of each kind."""
    report = _steady(json.loads((case / "report.json").read_text("utf-8")), case.name)
    with closing(sqlite3.connect(f"file:{case / 'case.sqlite'}?immutable=1", uri=True)) as database:
        rows = {table: int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COUNTED}  # noqa: S608
    return report, rows


def _steady(value: object, name: str) -> object:
    if isinstance(value, dict):
        return {key: _steady(each, name) for key, each in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [_steady(each, name) for each in value]
    if isinstance(value, str):
        return re.sub(r"20\d\d-\d\d-\d\d(T[\d:.]+Z)?", "THEN", value.replace(name, "CASE"))
    return value
