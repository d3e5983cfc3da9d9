"""Files on their way into a case: they wait in ``.staged/`` until the log line that names them is committed.

A file is written and flushed there, the transaction that names it is committed, then it is renamed into its place. A
killed run therefore never leaves a file in the case that no line names; what was committed and not yet renamed is put
into its place by the next run, the rest is removed.
"""

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
        self._seen: dict[str, Digest] = {}

    def path(self, relative: str) -> Path:
        """Where the file that will be ``relative`` waits."""
        return Path(self._waits(relative))

    def _waits(self, relative: str) -> str:
        return self._prefix + relative.replace("/", _SLASH)

    def expect(self, partial: Path, relative: str, digest: Digest) -> None:
        """Take in ``partial``, whole and flushed, as the file that will be ``relative``."""
        with storage_errors(self._folder / relative):
            _move(str(partial), self._waits(relative))
        self._waiting[relative] = digest

    def seen(self, relative: str, digest: Digest) -> None:
        """These bytes came again; they lie at ``relative`` already."""
        self._seen[relative] = digest

    def find(self, stem: str) -> str | None:
        """The waiting file whose place begins with ``stem``."""
        return next((relative for relative in self._waiting if relative.startswith(stem)), None)

    def outputs(self) -> tuple[Output, ...]:
        """What the next line is to name; safe on the disk."""
        if self._waiting:
            with storage_errors(self._room):
                _flush_folder(self._room)
        return tuple(Output(path=path, digest=digest) for path, digest in {**self._seen, **self._waiting}.items())

    def place(self) -> None:
        """The line is committed: put everything into its place."""
        for relative in list(self._waiting):
            self._rename(relative)
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
                    self._rename(relative)
                else:
                    waiting.unlink()
            self._room.rmdir()

    def _rename(self, relative: str) -> None:
        with storage_errors(self._folder / relative):
            _move(self._waits(relative), self._base + relative)

    def _forget(self) -> None:
        self._waiting.clear()
        self._seen.clear()
        if self._room.is_dir() and not any(self._room.iterdir()):
            self._room.rmdir()


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
