"""Files on their way into a case: they wait in ``.staged/`` until the log line that names them is committed.

A file is written and flushed there, the transaction that names it is committed, then it is renamed into its place. A
killed run therefore never leaves a file in the case that no line names; what was committed and not yet renamed is put
into its place by the next run, the rest (half-written files too, whose digest no line names) is removed.
"""

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from provenance.custody.log import Output
from provenance.model import Digest
from provenance.store.blobs import digest_of, storage_errors

__all__ = ["STAGED", "Staging"]

STAGED = ".staged"
_SLASH = "!"


class Staging:
    """The waiting room of one case."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._room = folder / STAGED
        # A case has thousands of pictures, and joining paths costs more than renaming: strings do.
        self._base, self._prefix = f"{folder}/", f"{self._room}/"
        self._waiting: dict[str, Digest] = {}
        self._stems: dict[str, str] = {}
        """Place without its suffix → place, of what waits."""
        self._seen: dict[str, Digest] = {}

    def path(self, relative: str) -> Path:
        """Where the file that will be ``relative`` waits."""
        return Path(self._waits(relative))

    def _waits(self, relative: str) -> str:
        return self._prefix + relative.replace("/", _SLASH)

    def reserve(self, relative: str) -> str:
        """:meth:`path`, for writing: the room is there."""
        if not self._waiting:
            self._room.mkdir(exist_ok=True)
        return self._waits(relative)

    def expect(self, relative: str, digest: Digest) -> None:
        """The file that will be ``relative`` waits where it was to, whole and flushed."""
        self._waiting[relative] = digest
        self._stems[_stem(relative)] = relative

    def seen(self, relative: str, digest: Digest) -> None:
        """These bytes came again; they lie at ``relative`` already."""
        self._seen[relative] = digest

    def find(self, stem: str) -> str | None:
        """The waiting file whose place is ``stem``, whatever its suffix."""
        return self._stems.get(stem)

    def outputs(self) -> tuple[Output, ...]:
        """What the next line is to name; safe on the disk."""
        if self._waiting:
            with storage_errors(self._room):
                _flush_folder(self._room)
        return tuple(Output(path=path, digest=digest) for path, digest in {**self._seen, **self._waiting}.items())

    def place(self) -> None:
        """The line is committed: put everything into its place."""
        with storage_errors(self._folder):
            for relative in self._waiting:
                _move(self._waits(relative), self._base + relative)
        self._forget()

    def discard(self) -> None:
        """The activity came to nothing: remove what it had brought."""
        for relative in self._waiting:
            self.path(relative).unlink(missing_ok=True)
        self._forget()

    def recover(self, is_logged: Callable[[str, Digest], bool]) -> None:
        """Finish or undo what a killed run left."""
        if not self._room.is_dir():
            return
        with storage_errors(self._room):
            for waiting in sorted(self._room.iterdir()):
                relative = waiting.name.replace(_SLASH, "/")
                if is_logged(relative, digest_of(waiting)):
                    _move(self._waits(relative), self._base + relative)
                else:
                    waiting.unlink()
            self._room.rmdir()

    def _forget(self) -> None:
        self._waiting.clear()
        self._stems.clear()
        self._seen.clear()
        with contextlib.suppress(OSError):  # it was not needed, or another thread's file is in it
            self._room.rmdir()


def _stem(relative: str) -> str:
    return relative.partition(".")[0]


def _move(source: str, target: str) -> None:
    """Rename; the folder is made where it is not there yet."""
    try:
        os.replace(source, target)  # noqa: PTH105 - see above
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)  # noqa: PTH105


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
