"""``trace`` killed at random moments, then run to its end: the same case every time, and one that verifies.

Twenty articles made here, three clips on a loopback server. Each case is killed several times in a row, at moments drawn
evenly over the time that an undisturbed run takes, and then finished.
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
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

__all__ = ["Outcome", "kill_runs"]

ARTICLES = 20
CLIPS = 3
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
    seconds: float
    """Of the undisturbed run, by the clock."""


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
    folder: Path, *, kills: int, each: int = 5, articles: int = ARTICLES, seed: int = 1, minutes: float | None = None
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
        _finish(folder, "calm", host)
        calm = _state(folder / "calm")
        # Timed a second time: the first run on a machine also builds what later ones find.
        began = time.monotonic()
        _finish(folder, "timed", host)
        seconds = time.monotonic() - began
        done = cases = same = verified = 0
        while done < kills and time.monotonic() < end:
            case = f"case{cases}"
            for attempt in range(each):
                began = time.monotonic()
                killed = _killed(folder, case, host, after=generator.uniform(0, seconds))
                done += killed
                if not killed and attempt == 0:
                    seconds = time.monotonic() - began  # other programs come and go on the machine
            _finish(folder, case, host)
            cases += 1
            same += _state(folder / case) == calm
            verified += _run(folder, "verify", case).wait() == 0
            print(f"{done} kills, {cases} cases, {same} the same, {verified} verified", file=sys.stderr)
            shutil.rmtree(folder / case)
    return Outcome(kills=done, cases=cases, same=same, verified=verified, seconds=seconds)


def _page(number: int, host: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>'
        f"<p>The storm reached the coast on Friday night and tore boats from their moorings in the old harbour.</p>"
        f'<video controls src="http://{host}/{number % CLIPS}.mp4"></video>'
        f"<p>A second video was shared on Telegram by fisherman number {number}.</p></article></body></html>"
    )


def _run(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "provenance", *arguments]
    return subprocess.Popen(command, cwd=folder, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _trace(folder: Path, case: str, host: str) -> subprocess.Popen[bytes]:
    return _run(folder, "trace", "pages", "--case", case, "--allow-host", host, "--quiet")


def _killed(folder: Path, case: str, host: str, *, after: float) -> bool:
    """Whether the run was still going when its time came."""
    with _trace(folder, case, host) as victim:
        try:
            victim.wait(timeout=after)
        except subprocess.TimeoutExpired:
            victim.send_signal(signal.SIGKILL)
    return victim.returncode == -signal.SIGKILL


def _finish(folder: Path, case: str, host: str) -> None:
    with _trace(folder, case, host) as run:
        if run.wait() not in {0, 1}:
            raise RuntimeError(f"expected the run over {case} to end, got exit code {run.returncode}")


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
