"""Progress drawn by rich, on stderr."""

import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from provenance.cli.console import errors, safe, shorten

__all__ = ["Display"]

_TITLES = {
    "read": "Reading articles",
    "acquire": "Getting media",
    "inspect": "Inspecting files",
    "fingerprint": "Fingerprinting",
    "match": "Looking for the same footage",
    "report": "Writing the report",
    "digest": "Reading files",
    "library": "Adding to the library",
}


class Display:
    """Implements :class:`provenance.pipeline.Progress`; a context manager."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("[bold]{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[item]}", markup=False),
            console=errors,
            # Not a terminal: no bars, only the notes.
            disable=quiet or not errors.is_terminal,
        )
        self._task: TaskID | None = None
        self._begun = False

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is None:
            self._finish()
        self._progress.stop()

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bars off the terminal while results are printed on it."""
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
        self._finish()
        if total:
            self._task = self._progress.add_task(_TITLES.get(name, name), total=total, item="")

    def item(self, name: str) -> None:
        """Name the item beside the bar; the one before counts as done."""
        if self._task is not None:
            self._progress.update(self._task, advance=1 if self._begun else 0, item=shorten(safe(name).plain, 60))
            self._begun = True

    def fraction(self, value: float | None) -> None:
        """Show how far the item is."""
        if self._task is not None and value is not None:
            current = int(self._progress.tasks[-1].completed)
            self._progress.update(self._task, completed=current + min(max(value, 0.0), 0.99))

    def note(self, message: str, *, problem: bool = False) -> None:
        """A line above the bars."""
        if not self._quiet:
            errors.print(safe(("! " if problem else "· ") + message, "yellow" if problem else "dim"))
