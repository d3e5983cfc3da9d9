"""An export that somebody hands over, as a folder, a zip file or one file: its names, and the bytes behind them.

Nothing is unpacked by name, so no name can lead out. Links and devices are refused, and of a zip file entries that are
encrypted or swell beyond reason; each refusal names its entry, and the others are read.
"""

import contextlib
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from provenance.errors import InputError
from provenance.store.unpacking import unfit, zip_damage

__all__ = ["ExportSource", "Limits", "open_export"]

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an export may ask of this machine."""

    total: int = 200_000_000_000
    """Bytes, unpacked."""
    files: int = 200_000
    ratio: int = 200
    """Unpacked to packed, of each file over :attr:`small`."""
    small: int = 10_000_000
    """Bytes; text packs well."""


class ExportSource:
    """The files of an export by name, ``/`` between folders; :attr:`refused` names what is not among them, and why."""

    def __init__(self, root: Path, archive: zipfile.ZipFile | None, limits: Limits) -> None:
        self._archive = archive
        self._files: dict[str, Path | zipfile.ZipInfo] = {}
        self._called: dict[str, list[str]] = {}
        self.refused: list[tuple[str, str]] = []
        found = self._zipped(limits) if archive else self._lying(root)
        total = 0
        for name, each, size in found:
            total += size
            if len(self._files) >= limits.files or total > limits.total:
                raise InputError(
                    f"{root}: refused: expected at most {limits.files:,} files and {limits.total:,} bytes, found more"
                )
            if name in self._files:
                self.refused.append((name, "expected each name once, found it again"))
            else:
                self._files[name] = each
                self._called.setdefault(_spelt(name.rpartition("/")[2]), []).append(name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every file, sorted."""
        return tuple(sorted(self._files))

    def _lying(self, root: Path) -> Iterator[tuple[str, Path, int]]:
        if root.is_file():
            yield root.name, root, root.stat().st_size
            return
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_symlink():
                self.refused.append((name, "expected a file, got a link"))
            elif not path.is_dir() and not path.is_file():
                self.refused.append((name, "expected a file, got something else"))
            elif path.is_file() and path.resolve().is_relative_to(root.resolve()):
                yield name, path, path.stat().st_size

    def _zipped(self, limits: Limits) -> Iterator[tuple[str, zipfile.ZipInfo, int]]:
        for entry in self._archive.infolist() if self._archive else ():
            problem = _problem(entry, limits)
            if problem:
                self.refused.append((entry.filename[:200], problem))
            elif not entry.is_dir():
                yield entry.filename, entry, entry.file_size

    def find(self, name: str) -> str | None:
        """The file that an entry calls ``name``: that path, else the one whose path ends so, else the one of that last name."""
        wanted = name.replace("\\", "/").removeprefix("./").strip("/")
        if wanted in self._files:
            return wanted
        wanted = _spelt(wanted)
        named = self._called.get(wanted.rpartition("/")[2], [])
        fitting = [each for each in named if _spelt(f"/{each}").endswith(f"/{wanted}")] or named
        return fitting[0] if len(fitting) == 1 else None

    def read(self, name: str, *, limit: int) -> bytes:
        """The bytes of a file.

        Raises:
            InputError: more than ``limit``, or damaged.
        """
        with self._opened(name) as file, _damage(name):
            data = file.read(limit + 1)
        if len(data) > limit:
            raise InputError(f"{name}: expected at most {limit:,} bytes, found more")
        return data

    @contextlib.contextmanager
    def file(self, name: str, folder: Path) -> Iterator[Path]:
        """The file on disk; of a zip a copy in ``folder`` that goes away."""
        found = self._files[name]
        if isinstance(found, Path):
            yield found
            return
        with tempfile.NamedTemporaryFile(prefix=".partial-", dir=folder) as copy:
            with self._opened(name) as file, _damage(name):
                left = found.file_size
                while chunk := file.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise InputError(f"{name}: refused: it holds more than it says")
                    copy.write(chunk)
            copy.flush()
            yield Path(copy.name)

    @contextlib.contextmanager
    def _opened(self, name: str) -> Iterator[BinaryIO]:
        found = self._files[name]
        if isinstance(found, Path):
            with found.open("rb") as file:
                yield file
        elif self._archive is not None:
            with _damage(name), self._archive.open(found) as packed:
                yield packed  # type: ignore[misc] # it reads bytes


def _spelt(name: str) -> str:
    """A name as it is compared: systems store accents in one character or two, phones put invisible marks into names."""
    return "".join(c for c in unicodedata.normalize("NFC", name) if unicodedata.category(c) != "Cf")


def _damage(name: str) -> contextlib.AbstractContextManager[None]:
    return zip_damage(f"{name}: expected a whole file, found it damaged", InputError)


def _problem(entry: zipfile.ZipInfo, limits: Limits) -> str:
    """Why an entry is not taken; empty where it is."""
    if entry.filename.startswith("/") or "\\" in entry.orig_filename or ".." in entry.filename.split("/"):
        return "expected a plain path inside the archive"
    return unfit(entry, ratio=limits.ratio, small=limits.small)


@contextlib.contextmanager
def open_export(path: Path, limits: Limits | None = None) -> Iterator[ExportSource]:
    """Open a folder, a zip file, or one file.

    Raises:
        InputError: nothing there, a damaged zip file, or one that asks for too much.
    """
    if not path.exists():
        raise InputError(f"{path}: expected an export (a folder, a zip file or a file), found nothing there")
    if path.is_file() and zipfile.is_zipfile(path):
        with zip_damage(f"{path}: expected a zip file, found it damaged", InputError):
            archive = zipfile.ZipFile(path)
        with archive:
            yield ExportSource(path, archive, limits or Limits())
    else:
        yield ExportSource(path, None, limits or Limits())
