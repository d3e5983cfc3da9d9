"""What each tool beside us said of two folders of footage, kept on disk as soon as it is there.

Every peer runs in a process of its own, one after another. What it said lies in ``peer-NAME.csv``, what that cost in
``peer-NAME.json``; a run that was broken off, or is started again, asks only those whose result is missing or was had of other
files, another limit or other code (:func:`key`). Costs are seconds of processor time, which a busy machine changes little.
"""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.footage_peers import FAILED, OVER, PEERS

__all__ = ["Asked", "Ran", "bare_decoding", "kept", "key", "runs"]

ROOT = Path(__file__).parent.parent
CODE = ("footage_peers.py", "footage_plain.py", "peers.txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every peer is asked, and where the answers lie."""

    refs: Path
    queries: Path
    pairs: Path
    """What a pairwise peer is asked about."""
    out: Path
    python: Path
    limit: float
    """Seconds of processor time for one peer."""

    def at(self, name: str) -> Path:
        """Where the rows of the peer ``name`` lie."""
        return self.out / f"peer-{''.join(c if c.isalnum() else '-' for c in name)}.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One peer's run."""

    name: str
    seconds: float
    """Of processor time."""
    bare: float
    """Of ffmpeg's bare decoding of the same files, before the peer in the same run."""
    answered: int
    """Queries that it came to."""
    over: bool
    failed: int
    """Files that it could not hash."""
    error: str
    day: str


def key(asked: Asked) -> str:
    """Changes with the files (names and sizes), the limit, the pairs, and the code and versions of the peers."""
    told = [f"{path.name} {path.stat().st_size}" for folder in (asked.refs, asked.queries) for path in sorted(folder.iterdir())]
    told += [str(asked.limit), asked.pairs.read_text("utf-8"), *((ROOT / "bench" / name).read_text("utf-8") for name in CODE)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def kept(asked: Asked, name: str) -> Ran | None:
    """The peer's result, where one was had of the same question; a run that failed is none."""
    told = asked.at(name).with_suffix(".json")
    found = json.loads(told.read_text("utf-8")) if told.exists() else {}
    ran = Ran(**found["ran"]) if found.get("key") == key(asked) else None
    return None if ran is None or ran.error else ran


def runs(asked: Asked, names: Iterable[str] = tuple(PEERS), *, bare: float | None = None) -> Iterator[Ran]:
    """Ask the peers that were not asked yet; each result is on disk before it is yielded.

    ``bare``: seconds of :func:`bare_decoding`, where they are known; else they are taken before the first peer that is run.
    """
    for name in names:
        if ran := kept(asked, name):
            yield ran
            continue
        bare = bare_decoding((asked.refs, asked.queries)) if bare is None else bare
        ran = _run(asked, name, bare)
        whole = asked.at(name).with_suffix(".json")
        part = whole.with_suffix(".part")
        part.write_text(json.dumps({"key": key(asked), "ran": asdict(ran)}), "utf-8")
        part.replace(whole)
        yield ran


def _run(asked: Asked, name: str, bare: float) -> Ran:
    """Run a peer; its processor time from the system's books."""
    out = asked.at(name)
    paths = {"--refs": asked.refs, "--queries": asked.queries, "--out": out, "--pairs": asked.pairs}
    options = [text for option, path in paths.items() for text in (option, str(path.resolve()))]
    command = [str(asked.python), "-m", "bench.footage_peers", "--peer", name, *options, "--limit", str(asked.limit)]
    told, errors = out.with_suffix(".done"), out.with_suffix(".log")
    with told.open("wb") as done, errors.open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=done, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    said = errors.read_text("utf-8", "replace").strip().splitlines() or [""]
    over = process.returncode == OVER
    return Ran(
        name=name,
        seconds=used.ru_utime + used.ru_stime,
        bare=bare,
        answered=told.read_text("utf-8").count("\n"),
        over=over,
        failed=sum(line.startswith(FAILED) for line in said),
        error=said[-1] if process.returncode and not over else "",
        day=datetime.now(UTC).date().isoformat(),
    )


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
