"""Files for the browser: those of the case, those of libraries that the analyst named, and copies that it can play.

Nothing is served by its path: a digest is asked for, and only one that the case or a finding of the case knows is found.
Copies lie in the user's cache, outside every case: they are for looking, and no evidence.
"""

import contextlib
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from provenance.errors import ProvenanceError
from provenance.media.playable import browser_copy
from provenance.media.sandbox import Sandbox
from provenance.model import Compared, Digest
from provenance.pipeline.reporting import write_file
from provenance.store.blobs import digest_of, storage_errors
from provenance.store.case import Case
from provenance.store.library import media_files

__all__ = ["Copies", "CopyState", "beside"]

KEPT = 30 * 24 * 3600
"""Seconds after which a copy that nobody looked at is removed."""


def beside(compared: Compared, libraries: Sequence[Path]) -> Path | None:
    """The file of footage seen before, in a folder or case among ``libraries``: of that name, and with those bytes."""
    for path in libraries:
        if (path / "case.sqlite").is_file():
            with contextlib.suppress(ProvenanceError), Case.consult(path) as other:
                found = other.media.find(compared.digest)
                if found is not None:
                    return found
        elif path.is_dir():
            named = (file for file in media_files(path) if _letters(file.name) == _letters(compared.name))
            found = next((file for file in named if digest_of(file) == compared.digest), None)
            if found is not None:
                return found
    return None


def _letters(name: str) -> str:
    """What a library keeps of a name: control characters become spaces there."""
    return "".join(c for c in name if c.isprintable() and not c.isspace())


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyState:
    """How far a copy is."""

    path: Path | None
    """Where it lies once it is whole."""
    problem: str = ""
    """Why there will be none."""


class Copies:
    """The copies of one server; each is made once, where hostile bytes can break nothing."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or platformdirs.user_cache_path("provenance") / "review"
        self._sandbox = Sandbox()
        """Of its own: a long film must not keep single frames waiting."""
        self._lock = threading.Lock()
        self._making: set[Digest] = set()
        self._problems: dict[Digest, str] = {}

    def sweep(self) -> None:
        """Remove what nobody has looked at for a month, and what a killed server left."""
        for path in self._folder.glob("*"):
            with contextlib.suppress(OSError):
                if path.name.startswith(".partial-") or time.time() - path.stat().st_mtime > KEPT:
                    path.unlink()

    def ask(self, digest: Digest, source: Path) -> CopyState:
        """The copy of ``source``; it is begun where there is none yet."""
        path = self._folder / f"{digest.value}.mp4"
        if path.is_file():
            with contextlib.suppress(OSError):
                path.touch()
            return CopyState(path=path)
        with self._lock:
            problem = self._problems.get(digest, "")
            if not problem and digest not in self._making:
                self._making.add(digest)
                threading.Thread(target=self._make, args=(digest, source, path), daemon=True, name="copy").start()
        return CopyState(path=None, problem=problem)

    def _make(self, digest: Digest, source: Path, path: Path) -> None:
        try:
            copy = self._sandbox.call(browser_copy, source)
            with storage_errors(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, copy)
        except (ProvenanceError, OSError, ValueError) as error:  # the last two: it was closed meanwhile
            with self._lock:
                self._problems[digest] = str(error)
        finally:
            with self._lock:
                self._making.discard(digest)

    def close(self) -> None:
        """Make no more."""
        self._sandbox.close()
