"""Where fingerprinting is done: an interface, and processes of this machine as its default implementation.

Files are hostile, and decoders are the part of this program that they can break: each is decoded in a process of its own
kind, and one that kills or stops its process is a bad file with a reason, as a damaged one is. A server shared by several
analysts, or a cluster, takes the place of :class:`LocalProcesses` by the same one method.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Protocol

import cv2

from provenance.confinement import Limits
from provenance.errors import ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.modes import Mode
from provenance.media.child import Call
from provenance.media.footage import measure
from provenance.media.sandbox import Child, Finished, Patience
from provenance.model import Digest

__all__ = ["Executor", "LocalProcesses", "Outcome", "Task", "cores"]

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
        limits: Limits | None = None,
        patience: Patience | None = None,
        measure: Callable[..., Footage] = measure,
    ) -> None:
        self._jobs = max(1, cores() if jobs is None else jobs)
        self._limits = limits or Limits()
        self._patience = patience or Patience()
        self._measure = measure

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
                worker.child.stop()

    def _hand_out(self, queue: "_Ahead", workers: list["_Worker"]) -> None:
        for worker in [w for w in workers if w.task is None and not w.child.alive()]:
            worker.child.stop()
            workers.remove(worker)
        while queue:
            free = next((w for w in workers if w.task is None), None)
            if free is None:
                if len(workers) >= self._jobs:
                    return
                # A file that is alone has all the cores; of several, each has one.
                alone = not workers and queue.only
                threads = cores() if alone else max(1, cores() // self._jobs)
                free = _Worker(child=Child(self._limits), threads=threads)
                workers.append(free)
            self._begin(free, queue.take())

    def _begin(self, worker: "_Worker", task: Task) -> None:
        worker.task = task
        options = {"digest": task.digest, "mode": task.mode, "threads": worker.threads, "measure": self._measure}
        limits = self._patience.for_call(task.path)
        worker.child.begin(
            Call(work=_measured, label=str(task.path), arguments=(task.path,), options=options, telling=True, **limits)
        )

    def _collected(self, workers: list["_Worker"], telling: Telling | None) -> Iterator[Outcome]:
        busy = [w for w in workers if w.task is not None]
        ready = wait([w.child.connection for w in busy], timeout=1.0)
        for worker in busy:
            finished = worker.read(telling) if worker.child.connection in ready else None
            if finished is None and worker.child.silent() > self._patience.silence:
                finished = worker.child.given_up(f"nothing was decoded for {self._patience.silence:g} s")
            if finished is not None:
                yield worker.outcome(finished)


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


@dataclass(slots=True, kw_only=True, eq=False)
class _Worker:
    """A process that fingerprints one file after another, and the one at hand."""

    child: Child
    threads: int
    task: Task | None = None

    def read(self, telling: Telling | None) -> Finished | None:
        """What the process says; progress is told with its file."""
        task = self.task

        def tell(share: float | None) -> None:
            if telling and task and share is not None:
                telling(task.path, share)

        return self.child.read(tell)

    def outcome(self, finished: Finished) -> Outcome:
        """The end of the task."""
        task, self.task = self.task, None
        if task is None:
            raise RuntimeError("expected an answer to a task, found one that nobody asked for")
        return Outcome(task=task, result=finished.error or finished.result)


def _measured(
    path: Path,
    *,
    digest: Digest,
    mode: Mode,
    threads: int,
    measure: Callable[..., Footage],
    progress: Callable[[float | None], None],
) -> Footage:
    """What a process does with one file."""
    cv2.setNumThreads(threads)
    return measure(path, digest=digest, mode=mode, threads=threads, progress=progress)
