"""The process that runs the program's commands over broken files, and notes what they write and every error that is not ours."""

import os
import re
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from typer.testing import CliRunner

from provenance.cli import app
from provenance.errors import ProvenanceError
from provenance.pipeline import reading, run

__all__ = ["Done", "Job", "serve"]

MEMORY = 3 << 30
"""Bytes that this process may take: a file that wants more ends in an error that is not ours."""
OURS = frozenset({0, 1, 2, 3, 4, 5, 7})
"""Exit codes of the program's own errors. 6 (disk) and 70 (our fault) have no reason here."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.mkdir": 2, "os.remove": 1, "os.rmdir": 1, "os.truncate": None, "os.chmod": 2, "os.chown": 3, "os.utime": 3}
"""Audit event → which of its arguments is the folder that a path begins at."""
PAIRS = {"os.rename": (2, 3), "os.link": (2, 3), "os.symlink": (None, 2)}
INSIDE = re.compile(r"expected media that can be read, found \w+")
DEATHS = re.compile(r"stopped the decoder|used up the processor time|answered badly|nothing was decoded for|it takes more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Commands to run about one broken file."""

    commands: tuple[tuple[str, ...], ...]
    folder: Path
    """The working folder."""
    allowed: tuple[Path, ...]
    """What may be written to, besides the program's own settings and cache."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a job."""

    codes: tuple[int, ...]
    outside: tuple[str, ...]
    """Writes to other places."""
    foreign: tuple[str, ...]
    """Errors that are not of the program's own tree, with where they come from."""
    refused: int
    """Exceptions of libraries in the confined process, told as a damaged file."""
    deaths: int
    """Ends of the confined process, told as a damaged file."""
    seconds: float


class Watch:
    """Notes what this process writes, by the interpreter's audit events; they cannot be turned off, so one watch serves all."""

    def __init__(self) -> None:
        self.allowed: tuple[Path, ...] | None = None
        self.outside: list[str] = []
        sys.addaudithook(self._heard)

    @contextmanager
    def over(self, allowed: tuple[Path, ...]) -> Iterator[list[str]]:
        """Everything written while it lasts, but to ``allowed``."""
        self.allowed, self.outside = tuple(Path(os.path.realpath(each)) for each in allowed), []
        try:
            yield self.outside
        finally:
            self.allowed = None

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.allowed is None:
            return
        if (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING) or (
            event == "sqlite3.connect" and not str(arguments[0]).startswith(("file:", ":memory:"))
        ):
            self._wrote(event, arguments[0])
        elif event in CHANGES:
            at = CHANGES[event]
            self._wrote(event, arguments[0], arguments[at] if at is not None and at < len(arguments) else -1)
        elif event in PAIRS:
            for path, at in zip(arguments[:2], PAIRS[event], strict=True):
                if at is not None:
                    self._wrote(event, path, arguments[at] if at < len(arguments) else -1)

    def _wrote(self, event: str, path: object, folder: object = -1) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.fsdecode(path)
        if isinstance(folder, int) and folder >= 0:
            name = str(Path(f"/proc/self/fd/{folder}").resolve() / name)
        # The last part is not followed: a link is written, not what it leads to. What is opened is followed.
        whole = os.path.realpath(name) if event == "open" else str(Path(os.path.realpath(Path(name).parent)) / Path(name).name)
        made_already = event == "os.mkdir" and Path(whole).is_dir()
        if whole != os.devnull and not made_already and not any(Path(whole).is_relative_to(each) for each in self.allowed or ()):
            self.outside.append(f"{event} {whole}")


def serve(connection: Connection, own: tuple[Path, ...], temporary: Path) -> None:
    """Run jobs until nobody sends any more; ``own``: the program's settings and cache."""
    sys.dont_write_bytecode = True
    os.environ["TMPDIR"] = tempfile.tempdir = str(temporary)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    watch, foreign = Watch(), _overheard()
    while True:
        try:
            job: Job = connection.recv()
        except EOFError:
            return
        connection.send(_done(job, watch, foreign, own, temporary))


def _overheard() -> list[str]:
    """Where the pipeline makes errors of ours out of others: each of those is noted from now on."""
    found: list[str] = []
    as_ours = run.as_ours

    def noting(error: Exception, subject: str) -> ProvenanceError:
        if not isinstance(error, ProvenanceError):
            found.append(_told(error))
        return as_ours(error, subject)

    for module in (run, reading):
        if hasattr(module, "as_ours"):
            setattr(module, "as_ours", noting)  # noqa: B010 - some of them only use it
    return found


def _told(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(last))
    return f"{type(error).__name__}: {str(error)[:200]} ({where})"


def _done(job: Job, watch: Watch, foreign: list[str], own: tuple[Path, ...], temporary: Path) -> Done:
    os.chdir(job.folder.parent)  # the decoders' process keeps it as its own, and the job's folder goes away
    foreign.clear()
    codes, said = [], []
    began = time.monotonic()
    with watch.over((*job.allowed, *own, temporary)) as outside:
        for command in job.commands:
            result = CliRunner().invoke(app, list(command))
            codes.append(result.exit_code)
            said.append(result.output)
            if result.exception is not None and not isinstance(result.exception, SystemExit):
                foreign.append(f"{command[0]}: {_told(result.exception)}")
            elif result.exit_code not in OURS:
                foreign.append(f"{command[0]}: exit code {result.exit_code}: {result.output[-300:]}")
    outside += [f"left behind {each}" for each in temporary.iterdir()]
    return Done(
        codes=tuple(codes),
        outside=tuple(outside),
        foreign=tuple(foreign),
        refused=sum(len(INSIDE.findall(" ".join(words.split()))) for words in said),
        deaths=sum(len(DEATHS.findall(" ".join(words.split()))) for words in said),
        seconds=time.monotonic() - began,
    )
