"""Content-addressed files: the name of a file is the digest of its bytes.

A blob is written beside its place, flushed, and renamed into it, so a killed run leaves either the whole
blob or none. In a case it is written where it waits (``staging.py``) until the line that names it is in the custody log. Blobs
are read-only on disk; nothing here ever changes one.
"""

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from provenance.errors import CaseError, StorageError
from provenance.model import Digest

__all__ = ["Blobs", "WaitingRoom", "digest_of", "safe_suffix", "storage_errors", "write_flushed"]

_CHUNK = 1 << 20
_READ_ONLY = 0o444


@contextlib.contextmanager
def storage_errors(where: Path) -> Iterator[None]:
    """Turn the operating system's refusal to write below ``where`` into our errors."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise StorageError(f"no space left to write {where}: {error.strerror}") from error
        raise StorageError(f"cannot write {where}: {error.strerror or error}") from error


def safe_suffix(name: str) -> str:
    """The extension of a hostile file name, if it is a tame one: ``.mp4``; otherwise empty."""
    match = re.search(r"\.([A-Za-z0-9]{1,8})$", name)
    return f".{match[1].lower()}" if match else ""


def digest_of(path: Path) -> Digest:
    """The SHA-256 digest of a file, read in pieces."""
    with path.open("rb") as file:
        return Digest(value=hashlib.file_digest(file, "sha256").hexdigest())


def write_flushed(path: str, data: bytes, *, mode: int = 0o666) -> None:
    """``data`` as the file ``path``, flushed; one that is there is replaced. Nothing is left where it cannot be written whole."""
    # Not by a file object and paths: a case has thousands of pictures, and these cost more than writing one.
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        handle = os.open(path, new, mode)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        handle = os.open(path, new, mode)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    except BaseException:
        os.unlink(path)  # noqa: PTH108
        raise
    finally:
        os.close(handle)


class WaitingRoom(Protocol):
    """Where a case's files wait for the line that names them; see ``staging.py``."""

    def reserve(self, relative: str) -> str:
        """Where to write the file that will be ``relative``."""
        ...

    def expect(self, relative: str, digest: Digest) -> None:
        """It is written there, whole and flushed."""
        ...

    def seen(self, relative: str, digest: Digest) -> None:
        """These bytes came again."""
        ...

    def find(self, stem: str) -> str | None:
        """The waiting file whose place begins with ``stem``."""
        ...

    def path(self, relative: str) -> Path:
        """Where it waits."""
        ...


class Blobs:
    """A folder of blobs, two levels deep (``ab/abcd….mp4``); with ``room``, new ones wait there first."""

    def __init__(self, folder: Path, *, room: WaitingRoom | None = None) -> None:
        self.folder = folder
        self._room = room

    def put(self, data: bytes, *, suffix: str = "") -> Digest:
        """Keep ``data``; returns its digest. Keeping the same bytes twice keeps one file."""
        digest = Digest.of(data)
        if not self._known(digest):
            with storage_errors(self.folder):
                if self._room is None:
                    with self._temporary() as (file, path):
                        file.write(data)
                        self._place(file, path, digest, suffix)
                else:
                    relative = self._relative(digest, suffix)
                    write_flushed(self._room.reserve(relative), data, mode=_READ_ONLY)
                    self._room.expect(relative, digest)
        return digest

    def put_file(self, source: Path, *, suffix: str = "") -> tuple[Digest, int]:
        """Copy ``source`` in, digesting on the way; returns its digest and size in bytes. ``source`` stays."""
        hasher, size = hashlib.sha256(), 0
        with source.open("rb") as given, storage_errors(self.folder), self._temporary() as (file, path):
            while chunk := given.read(_CHUNK):
                hasher.update(chunk)
                file.write(chunk)
                size += len(chunk)
            digest = Digest(value=hasher.hexdigest())
            if not self._known(digest):
                self._place(file, path, digest, suffix)
        return digest, size

    def find(self, digest: Digest) -> Path | None:
        """Where the blob lies, or ``None``."""
        folder = self.folder / digest.value[:2]
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(folder):  # noqa: PTH208 - names alone: this is asked for every picture
                if name.startswith(digest.value):
                    return folder / name
        if self._room is None:
            return None
        waiting = self._room.find(self._relative(digest))
        return None if waiting is None else self._room.path(waiting)

    def _relative(self, digest: Digest, suffix: str = "") -> str:
        """The blob's place, from the case's folder."""
        return f"{self.folder.name}/{digest.place(suffix)}"

    def _known(self, digest: Digest) -> bool:
        """Whether the blob is here already; the activity that brought it again is told of it."""
        found = self.find(digest)
        if found is not None and found.is_relative_to(self.folder) and self._room is not None:
            self._room.seen(self._relative(digest, found.name[len(digest.value) :]), digest)
        return found is not None

    def path(self, digest: Digest) -> Path:
        """Where the blob lies.

        Raises:
            CaseError: it is not there.
        """
        found = self.find(digest)
        if found is None:
            raise CaseError(f"expected {digest} below {self.folder}, found nothing: the case is incomplete")
        return found

    def read(self, digest: Digest) -> bytes:
        """The bytes of a blob."""
        return self.path(digest).read_bytes()

    @contextlib.contextmanager
    def _temporary(self) -> Iterator[tuple[BinaryIO, Path]]:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".partial-", dir=self.folder)
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file, path
        finally:
            path.unlink(missing_ok=True)

    def _place(self, file: BinaryIO, path: Path, digest: Digest, suffix: str) -> None:
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), _READ_ONLY)
        if self._room is not None:
            relative = self._relative(digest, suffix)
            path.replace(self._room.reserve(relative))
            self._room.expect(relative, digest)
            return
        target = self.folder / digest.place(suffix)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)

    def sweep(self) -> None:
        """Remove what a killed run left half-written."""
        for leftover in self.folder.glob(".partial-*"):
            leftover.unlink(missing_ok=True)
