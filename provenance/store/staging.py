"""Files on their way into a case: they wait in ``.staged/`` until the log line that names them is committed.

A file is written and flushed there, the transaction that names it is committed, then it is renamed into its place. A
killed run therefore never leaves a file in the case that no line names; what was committed and not yet renamed is put
into its place by the next run, the rest (half-written files too, whose digest no line names) is removed.
"""

import contextlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from provenance.custody.log import Output
from provenance.model import Digest
from provenance.store.blobs import READ_ONLY, digest_of, storage_errors, write_flushed

__all__ = ["STAGED", "Staging"]

STAGED = ".staged"
_SLASH = "!"
_UNNAMED = "!!"
"""Between the folder of a blob and what makes its file's name unlike all others, while its digest is not known."""
Waiting = tuple[str, str, Digest]
"""Where a file waits, where it will be from the case's folder, and what it holds."""


class Staging:
    """The waiting room of one case."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._room = folder / STAGED
        # A case has thousands of pictures, and joining paths costs more than renaming: strings do.
        self._base, self._prefix = f"{folder}/", f"{self._room}/"
        self._waiting: dict[str, Waiting] = {}
        """By place from the case's folder, without a blob's suffix: a blob comes once, whatever its suffix."""
        self._seen: dict[str, Digest] = {}
        self._opened = False

    def keep(self, place: str, suffix: str, digest: Digest, data: bytes) -> None:
        """Write the blob that will be ``place`` and ``suffix``; one that waits for that place, with any suffix, stays."""
        if place not in self._waiting:
            relative = place + suffix
            path = self._open() + relative.replace("/", _SLASH)
            write_flushed(path, data, mode=READ_ONLY)
            self._waiting[place] = path, relative, digest

    def blank(self, folder: str, suffix: str) -> IO[bytes]:
        """An empty file for a blob whose digest, and so its place in ``folder``, is not known yet."""
        return tempfile.NamedTemporaryFile(prefix=f"{folder}{_UNNAMED}", suffix=suffix, dir=self._open(), delete=False)

    def take(self, file: IO[bytes], place: str, suffix: str, digest: Digest) -> None:
        """Such a file is whole and flushed: it will be ``place`` and ``suffix``."""
        self._waiting[place] = file.name, place + suffix, digest

    def renew(self, relative: str, data: bytes) -> None:
        """Write the file that will be ``relative``, where one may be."""
        path = self._open() + relative.replace("/", _SLASH)
        write_flushed(path, data)
        self._waiting[relative] = path, relative, Digest.of(data)

    def _open(self) -> str:
        """The room, with a slash; it is there, until :meth:`close`."""
        if not self._waiting:
            self._room.mkdir(exist_ok=True)
            self._opened = True
        return self._prefix

    def seen(self, relative: str, digest: Digest) -> None:
        """These bytes came again; they lie at ``relative`` already."""
        self._seen[relative] = digest

    def find(self, place: str) -> Path | None:
        """Where the file waits that will be ``place`` with any suffix."""
        found = self._waiting.get(place)
        return None if found is None else Path(found[0])

    def outputs(self) -> tuple[Output, ...]:
        """What the next line is to name; safe on the disk."""
        if self._waiting:
            with storage_errors(self._room):
                _flush_folder(self._room)
        come = {relative: digest for _, relative, digest in self._waiting.values()}
        return tuple(Output(path=path, digest=digest) for path, digest in {**self._seen, **come}.items())

    def place(self) -> None:
        """The line is committed: put everything into its place."""
        with storage_errors(self._folder):
            for path, relative, _ in self._waiting.values():
                _move(path, self._base + relative)
        self._forget()

    def discard(self) -> None:
        """The activity came to nothing: remove what it had brought."""
        for path, _, _ in self._waiting.values():
            Path(path).unlink(missing_ok=True)
        self._forget()

    def recover(self, is_logged: Callable[[str, Digest], bool]) -> None:
        """Finish or undo what a killed run left."""
        if not self._room.is_dir():
            return
        with storage_errors(self._room):
            for waiting in sorted(self._room.iterdir()):
                digest = digest_of(waiting)
                relative = _relative(waiting.name, digest)
                if is_logged(relative, digest):
                    _move(str(waiting), self._base + relative)
                else:
                    waiting.unlink()
            self._room.rmdir()

    def _forget(self) -> None:
        self._waiting.clear()
        self._seen.clear()

    def close(self) -> None:
        """Remove the room: not after every commit, since a folder costs more to make than a line."""
        if self._opened:
            with contextlib.suppress(OSError):  # another process' file is in it, or what an activity that failed had brought
                self._room.rmdir()


def _relative(name: str, digest: Digest) -> str:
    """Where what waits as ``name`` will be."""
    folder, unnamed, rest = name.partition(_UNNAMED)
    _, dot, suffix = rest.partition(".")
    return f"{folder}/{digest.place(dot + suffix)}" if unnamed else name.replace(_SLASH, "/")


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
