"""Work behind the page that takes longer than a click: getting a post, reading a file, writing the report."""

import itertools
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from provenance.errors import ProvenanceError
from provenance.exporters.json_values import Json, Object

__all__ = ["Job", "Jobs"]

KEPT = 20
NOTES = 50
PATIENCE = 20.0
"""Seconds that a piece of work has to notice that the server ends."""


class Stopped(BaseException):
    """The server ends; no failure of the item that is being worked on."""


@dataclass(kw_only=True)
class Job:
    """One piece of work; implements :class:`provenance.pipeline.run.Progress`."""

    id: int
    what: str
    state: str = "waiting"
    """``waiting``, ``running``, ``done`` or ``failed``."""
    step: str = ""
    share: float | None = None
    """Of the present item, 0–1."""
    notes: list[str] = field(default_factory=list)
    outcome: str = ""
    """In words, once it is done."""
    stopping: bool = False

    def stage(self, name: str, total: int) -> None:
        """A stage begins."""
        self._look_up()
        if total:
            self.step, self.share = name, None

    def item(self, name: str) -> None:
        """An item of the stage begins."""
        self._look_up()
        self.step, self.share = f"{self.step.partition(': ')[0]}: {name}", None

    def fraction(self, value: float | None) -> None:
        """How far the item is."""
        self._look_up()
        self.share = value

    def _look_up(self) -> None:
        if self.stopping:
            raise Stopped

    def note(self, message: str, *, problem: bool = False) -> None:  # noqa: ARG002 - the interface's
        """Something worth a line."""
        if len(self.notes) < NOTES:
            self.notes.append(message)

    def told(self) -> Object:
        """As JSON."""
        notes: list[Json] = list(self.notes)
        return {
            "id": self.id,
            "what": self.what,
            "state": self.state,
            "step": self.step,
            "share": self.share,
            "notes": notes,
            "outcome": self.outcome,
        }


class Jobs:
    """One after the other, in the order in which they were asked for."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[Job, Callable[[Job], str]] | None] = queue.SimpleQueue()
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._known: list[Job] = []
        self._thread = threading.Thread(target=self._work, daemon=True, name="jobs")
        self._thread.start()

    def begin(self, what: str, work: Callable[[Job], str]) -> Job:
        """Queue ``work``, which tells its outcome in words."""
        with self._lock:
            job = Job(id=next(self._numbers), what=what)
            self._known = [*self._known, job][-KEPT:]
        self._waiting.put((job, work))
        return job

    def _work(self) -> None:
        while (given := self._waiting.get()) is not None:
            job, work = given
            try:
                job.stage("", 0)
                job.state = "running"
                job.outcome, job.state = work(job), "done"
            except ProvenanceError as error:
                job.outcome, job.state = str(error), "failed"
            except Stopped:
                job.outcome, job.state = "the server ended", "failed"
            except Exception as error:  # noqa: BLE001 - hostile input may break any library; the page must go on
                job.outcome, job.state = f"{type(error).__name__}: {error}", "failed"

    def told(self) -> list[Json]:
        """All that are known, oldest first."""
        with self._lock:
            return [job.told() for job in self._known]

    def close(self) -> None:
        """Stop what runs where it can be stopped, and wait for it; what waits is not begun."""
        with self._lock:
            for job in self._known:
                job.stopping = True
        self._waiting.put(None)
        self._thread.join(PATIENCE)
