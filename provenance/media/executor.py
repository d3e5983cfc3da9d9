"""Where fingerprinting is done: an interface, and processes of this machine as its default implementation.

Files are hostile, and decoders are the part of this program that they can break: each is decoded in a process of its own
kind, and one that kills or stops its process is a bad file with a reason, as a damaged one is. A server shared by several
analysts, or a cluster, takes the place of :class:`LocalProcesses` by the same one method.
"""

import contextlib
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Protocol

import cv2

from provenance.errors import MediaError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.modes import Mode
from provenance.media.footage import measure
from provenance.model import Digest

__all__ = ["Executor", "LocalProcesses", "Outcome", "Task", "cores"]

SILENCE = 600.0
"""Seconds without a sign of progress after which a file is given up: a decoder can be made to run for ever."""
Telling = Callable[[Path, float], None]
"""Told the file and the share of it that is done, 0–1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One file to fingerprint."""

    path: Path
    digest: Digest
    mode: Mode = Mode.DEFAULT


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a task."""

    task: Task
    result: Footage | ProvenanceError


class Executor(Protocol):
    """Something that fingerprints many files."""

    def run(self, tasks: Iterable[Task], *, telling: Telling | None = None) -> Iterator[Outcome]:
        """The outcome of every task, in any order; a task that fails is an outcome too.

        ``tasks`` is drawn from as work gets done, never far ahead. Closing the iterator stops the work.
        """
        ...


def cores() -> int:
    """Processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


class LocalProcesses:
    """Implements :class:`Executor` with ``jobs`` processes of this machine, as many as there are cores unless said."""

    def __init__(
        self,
        *,
        jobs: int | None = None,
        silence: float = SILENCE,
        measure: Callable[..., Footage] = measure,
    ) -> None:
        self._jobs = max(1, cores() if jobs is None else jobs)
        self._silence = silence
        self._measure = measure
        self._context = multiprocessing.get_context("spawn")

    def run(self, tasks: Iterable[Task], *, telling: Telling | None = None) -> Iterator[Outcome]:
        """The outcomes, as they come."""
        queue = _Ahead(tasks)
        workers: list[_Worker] = []
        try:
            while queue or any(w.task for w in workers):
                self._hand_out(queue, workers)
                yield from self._collected(workers, telling)
        finally:
            for worker in workers:
                worker.stop()

    def _hand_out(self, queue: "_Ahead", workers: list["_Worker"]) -> None:
        for worker in [w for w in workers if w.task is None and not w.process.is_alive()]:
            worker.stop()
            workers.remove(worker)
        while queue:
            free = next((w for w in workers if w.task is None), None)
            if free is None:
                if len(workers) >= self._jobs:
                    return
                # A file that is alone has all the cores; of several, each has one.
                alone = not workers and queue.only
                threads = cores() if alone else max(1, cores() // self._jobs)
                free = _Worker(self._context, measure=self._measure, threads=threads)
                workers.append(free)
            free.begin(queue.take())

    def _collected(self, workers: list["_Worker"], telling: Telling | None) -> Iterator[Outcome]:
        busy = [w for w in workers if w.task is not None]
        ready = wait([x for w in busy for x in (w.connection, w.process.sentinel)], timeout=1.0)
        for worker in busy:
            if worker.connection in ready or worker.process.sentinel in ready:
                outcome = worker.read(telling)
            elif worker.silent() > self._silence:
                outcome = worker.given_up(f"nothing was decoded for {self._silence:.0f} s")
            else:
                continue
            if outcome is not None:
                yield outcome


class _Ahead:
    """Tasks, the next one known beforehand: whoever waits for it does so while the others work."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = iter(tasks)
        self._next: deque[Task] = deque()
        self._fill(2)

    def __bool__(self) -> bool:
        return bool(self._next)

    @property
    def only(self) -> bool:
        """Whether there is just one."""
        return len(self._next) == 1

    def take(self) -> Task:
        task = self._next.popleft()
        self._fill(1)
        return task

    def _fill(self, count: int) -> None:
        while len(self._next) < count and (task := next(self._tasks, None)) is not None:
            self._next.append(task)


class _Worker:
    """A process that fingerprints one file after another."""

    def __init__(self, context: SpawnContext, *, measure: Callable[..., Footage], threads: int) -> None:
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, measure, threads), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self._heard: float | None = None

    def begin(self, task: Task) -> None:
        self.task, self._heard = task, None
        # A process that died while idle is noticed when its answer is read.
        with contextlib.suppress(OSError):
            self.connection.send(task)

    def silent(self) -> float:
        """Seconds since it last told something of its task; a process that still starts is not counted as silent."""
        return 0.0 if self._heard is None else time.monotonic() - self._heard

    def read(self, telling: Telling | None) -> Outcome | None:
        """The outcome, if it is there; progress is told on the way."""
        self._heard = time.monotonic()
        try:
            while self.connection.poll():
                said = self.connection.recv()
                if not isinstance(said, float):
                    return self._finished(said)
                if telling and self.task:
                    telling(self.task.path, said)
        except (EOFError, OSError):
            self.process.join(5.0)
            return self.given_up(f"it stopped the decoder ({_ending(self.process.exitcode)})")
        return None

    def given_up(self, reason: str) -> Outcome:
        """The outcome of a task that this process will not finish; the process is ended."""
        self.stop()
        path = self.task.path if self.task else Path()
        return self._finished(MediaError(f"{path}: expected a video or picture that can be decoded; {reason}"))

    def _finished(self, result: Footage | ProvenanceError) -> Outcome:
        task, self.task = self.task, None
        if task is None:
            raise RuntimeError("expected an answer to a task, found one that nobody asked for")
        return Outcome(task=task, result=result)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _ending(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"


def _work(connection: Connection, measure: Callable[..., Footage], threads: int) -> None:
    """What a process does until nobody asks any more."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(threads)
    with contextlib.suppress(EOFError, OSError):
        while True:
            task: Task = connection.recv()
            connection.send(0.0)
            connection.send(_measured(task, measure, threads, connection))


def _measured(task: Task, measure: Callable[..., Footage], threads: int, connection: Connection) -> Footage | ProvenanceError:
    def tell(share: float | None) -> None:
        if share is not None:
            connection.send(share)

    try:
        return measure(task.path, digest=task.digest, mode=task.mode, threads=threads, progress=tell)
    except ProvenanceError as error:
        return error
    except OSError as error:
        return MediaError(f"{task.path}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001 - hostile input may break any library; the others must go on
        return MediaError(f"{task.path}: expected media that can be fingerprinted, found {type(error).__name__}: {error}")
