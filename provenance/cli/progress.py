"""Progress drawn by rich, on stderr."""

import contextlib
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from provenance.cli.console import errors, safe, shorten

__all__ = ["Display"]

_TITLES = {
    "list": "Reading lists",
    "read": "Reading articles",
    "picture": "Drawing pages",
    "acquire": "Getting media",
    "import": "Taking in files",
    "recheck": "Asking again",
    "archives": "Asking the archive",
    "inspect": "Inspecting files",
    "compare pixels": "Comparing pixels",
    "fingerprint": "Fingerprinting",
    "match": "Looking for the same footage",
    "report": "Writing the report",
    "digest": "Reading files",
    "library": "Adding to the library",
}

MANY = 100
"""Items of a stage from which on its progress is told in lines where there is no terminal."""
LINES = 20
"""Such lines a stage."""


class Log:
    """Progress of long stages for a file or another program: a line now and then."""

    def __init__(self) -> None:
        self.begin("", 0)

    def begin(self, title: str, total: int) -> None:
        """A stage begins."""
        self._title, self._total, self._done, self._started = title, total, -1, time.monotonic()

    def step(self) -> None:
        """An item of it begins."""
        self._done += 1
        if self._total >= MANY and self._done and self._done % max(self._total // LINES, 1) == 0:
            left = (time.monotonic() - self._started) / self._done * (self._total - self._done)
            words = f"{left / 60:.0f} min" if left >= 90 else f"{left:.0f} s"
            errors.print(safe(f"· {self._title}: {self._done:,} of {self._total:,}, about {words} left", "dim"))


class Display:
    """Implements :class:`provenance.pipeline.run.Progress`; a context manager."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("[bold]{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left", style="dim"),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[item]}", markup=False),
            console=errors,
            # Not a terminal: no bars, only the notes.
            disable=quiet or not errors.is_terminal,
        )
        self._log = None if quiet or errors.is_terminal else Log()
        self._task: TaskID | None = None
        self._begun = False
        self._said, self._again = "", 0

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._count()
        if kind is None:
            self._finish()
        self._progress.stop()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bars off the terminal while results are printed on it."""
        self._count()
        if self._progress.disable:
            yield
            return
        self._progress.live.transient = True
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.live.transient = False
            self._progress.start()

    def _finish(self) -> None:
        if self._task is not None:
            total = self._progress.tasks[-1].total
            self._progress.update(self._task, completed=total, item="")
        self._task, self._begun = None, False

    def stage(self, name: str, total: int) -> None:
        """A bar for the stage; none for a stage with nothing to do."""
        self._count()
        self._finish()
        if self._log is not None:
            self._log.begin(_TITLES.get(name, name), total)
        if total:
            self._task = self._progress.add_task(_TITLES.get(name, name), total=total, item="")

    def item(self, name: str) -> None:
        """Name the item beside the bar; the one before counts as done."""
        if self._log is not None:
            self._log.step()
        if self._task is not None:
            self._progress.update(self._task, advance=1 if self._begun else 0, item=shorten(safe(name).plain, 60))
            self._begun = True

    def fraction(self, value: float | None) -> None:
        """Show how far the item is."""
        if self._task is not None and value is not None:
            current = int(self._progress.tasks[-1].completed)
            self._progress.update(self._task, completed=current + min(max(value, 0.0), 0.99))

    def note(self, message: str, *, problem: bool = False) -> None:
        """A line above the bars; what is said again and again is counted."""
        if self._quiet:
            return
        if message == self._said:
            self._again += 1
            return
        self._count()
        self._said = message
        errors.print(safe(("! " if problem else "· ") + message, "yellow" if problem else "dim"))

    def _count(self) -> None:
        if self._again:
            errors.print(safe(f"· the same {self._again:,} more {'time' if self._again == 1 else 'times'}", "dim"))
        self._said, self._again = "", 0
