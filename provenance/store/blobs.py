"""Content-addressed files: the name of a file is the digest of its bytes.

A blob is written and flushed where it waits (``staging.py``), and renamed into its place when the line that names it is in
the custody log, so a killed run leaves either the whole blob or none. Blobs are read-only on disk; nothing here ever changes one.
"""

import contextlib
import errno
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol

from provenance.errors import CaseError, StorageError
from provenance.model import Digest

__all__ = ["READ_ONLY", "Blobs", "WaitingRoom", "digest_of", "safe_suffix", "storage_errors", "write_flushed"]

_CHUNK = 1 << 20
READ_ONLY = 0o444


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
    """Where a case's files wait for the line that names them; see ``staging.py``. A place is a path from the case's folder."""

    def keep(self, place: str, suffix: str, digest: Digest, data: bytes) -> None:
        """Write the file that will be ``place`` and ``suffix``, unless one waits for that place with any suffix."""
        ...

    def blank(self, folder: str, suffix: str) -> IO[bytes]:
        """An empty file that may be taken."""
        ...

    def take(self, file: IO[bytes], place: str, suffix: str, digest: Digest) -> None:
        """It is whole and flushed, and will be ``place`` and ``suffix``."""
        ...

    def seen(self, relative: str, digest: Digest) -> None:
        """These bytes came again."""
        ...

    def find(self, place: str) -> Path | None:
        """Where the file waits that will be ``place`` with any suffix."""
        ...


class Blobs:
    """A folder of blobs, two levels deep (``ab/abcd….mp4``); new ones wait in ``room`` first."""

    def __init__(self, folder: Path, *, room: WaitingRoom) -> None:
        self.folder = folder
        self._room = room

    def put(self, data: bytes, *, suffix: str = "") -> Digest:
        """Keep ``data``; returns its digest. Keeping the same bytes twice keeps one file."""
        digest = Digest.of(data)
        if not self._known(digest):
            with storage_errors(self.folder):
                self._room.keep(self._from_case(digest), suffix, digest, data)
        return digest

    def put_file(self, source: Path, *, suffix: str = "") -> tuple[Digest, int]:
        """Copy ``source`` in, digesting on the way; returns its digest and size in bytes. ``source`` stays."""
        hasher, size, kept = hashlib.sha256(), 0, False
        with source.open("rb") as given, storage_errors(self.folder), self._room.blank(self.folder.name, suffix) as file:
            try:
                while chunk := given.read(_CHUNK):
                    hasher.update(chunk)
                    file.write(chunk)
                    size += len(chunk)
                digest = Digest(value=hasher.hexdigest())
                place = self._from_case(digest)
                if not self._known(digest) and self._room.find(place) is None:
                    file.flush()
                    os.fsync(file.fileno())
                    os.fchmod(file.fileno(), READ_ONLY)
                    self._room.take(file, place, suffix, digest)
                    kept = True
            finally:
                if not kept:
                    os.unlink(file.name)  # noqa: PTH108
        return digest, size

    def find(self, digest: Digest) -> Path | None:
        """Where the blob lies, or ``None``."""
        found = self._in_place(digest)
        if found is not None:
            return self.folder / digest.value[:2] / found
        return self._room.find(self._from_case(digest))

    def _in_place(self, digest: Digest) -> str | None:
        """The name of the blob's file, where it does not wait any more."""
        folder = f"{self.folder}/{digest.value[:2]}"
        with contextlib.suppress(FileNotFoundError):
            for name in os.listdir(folder):  # noqa: PTH208 - names alone: this is asked for every picture
                if name.startswith(digest.value):
                    return name
        return None

    def _from_case(self, digest: Digest) -> str:
        """The blob's place from the case's folder, without its suffix."""
        return f"{self.folder.name}/{digest.place()}"

    def _known(self, digest: Digest) -> bool:
        """Whether the blob is in its place already; the activity that brought it again is told of it."""
        found = self._in_place(digest)
        if found is not None:
            self._room.seen(self._from_case(digest) + found[len(digest.value) :], digest)
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

    def sweep(self) -> None:
        """Remove what a killed run of an earlier version left half-written."""
        for leftover in self.folder.glob(".partial-*"):
            leftover.unlink(missing_ok=True)
