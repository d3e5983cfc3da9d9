"""Footage into a library: files found, what is known already skipped, the rest fingerprinted wherever the executor does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from provenance.errors import InputError, MediaError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.modes import Mode
from provenance.media.executor import Executor, LocalProcesses, Outcome, Task
from provenance.model import Digest
from provenance.pipeline.telling import Progress, now
from provenance.store.blobs import digest_of
from provenance.store.library import Library, media_files, note_beside, open_library

__all__ = ["Added", "add_to_library"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of the files."""

    added: int
    known: int
    """Files whose bytes the library holds already, or that stand twice among those given."""
    problems: tuple[ProvenanceError, ...]
    """Why the others could not be added."""
    warnings: tuple[str, ...] = ()
    """What was met in files that were added all the same, such as damage: each with the file's path."""


def add_to_library(
    library: Path,
    folders: tuple[Path, ...],
    *,
    note: str = "",
    mode: Mode = Mode.DEFAULT,
    executor: Executor | None = None,
    progress: Progress,
) -> Added:
    """Add every media file below ``folders``. Each is written when it is done, whole: stopped at any time, it goes on from there.

    Raises:
        InputError: a folder is not there, or there is nothing in any.
        LibraryError: the library cannot be opened or written.
    """
    files = tuple(_videos_in(folders))
    if not files:
        raise InputError(f"{', '.join(map(str, folders))}: expected videos or pictures to add, found none")
    library.parent.mkdir(parents=True, exist_ok=True)
    with open_library(library, create=True) as opened:
        progress.stage("library", len(files))
        return _Adding(opened, note=note, mode=mode, progress=progress).run(files, executor or LocalProcesses())


class _Adding:
    """One run over many files."""

    def __init__(self, library: Library, *, note: str, mode: Mode, progress: Progress) -> None:
        self._library, self._note, self._mode, self._progress = library, note, mode, progress
        self._added = 0
        self._known = 0
        self._problems: list[ProvenanceError] = []
        self._warnings: list[str] = []
        self._twins: dict[Digest, list[Path]] = {}
        """Of each file that is being measured, others with the same bytes."""
        self._failed: dict[Digest, tuple[Path, ProvenanceError]] = {}
        self._shares: dict[Path, float] = {}

    def run(self, files: tuple[Path, ...], executor: Executor) -> Added:
        for outcome in executor.run(self._tasks(files), telling=self._tell):
            self._take(outcome)
        return Added(added=self._added, known=self._known, problems=tuple(self._problems), warnings=tuple(self._warnings))

    def _tasks(self, files: tuple[Path, ...]) -> Iterator[Task]:
        """What is not known yet; the largest files first, so that none is left alone at the end."""
        for path in sorted(files, key=_size, reverse=True):
            try:
                digest = digest_of(path)
            except OSError as error:
                self._done(path, problem=MediaError(f"{path}: {error.strerror or error}"))
                continue
            if digest in self._twins:
                self._twins[digest].append(path)
            elif digest in self._failed:
                self._done(path, problem=_about(path, *self._failed[digest]))
            elif self._library.known(digest):
                self._known += 1
                self._done(path)
            else:
                self._twins[digest] = []
                yield Task(path=path, digest=digest, mode=self._mode)

    def _take(self, outcome: Outcome) -> None:
        path, digest, result = outcome.task.path, outcome.task.digest, outcome.result
        twins = self._twins.pop(digest)
        if isinstance(result, Footage):
            self._library.add(result, name=path.name, note=self._note or note_beside(path), added=now())
            self._added += 1
            self._warnings += [f"{path}: {warning}" for warning in result.warnings]
            self._known += len(twins)
            problems: list[ProvenanceError | None] = [None] * len(twins)
        else:
            self._failed[digest] = path, result
            problems = [_about(twin, path, result) for twin in twins]
        self._done(path, problem=None if isinstance(result, Footage) else result)
        for twin, problem in zip(twins, problems, strict=True):
            self._done(twin, problem=problem)

    def _done(self, path: Path, *, problem: ProvenanceError | None = None) -> None:
        self._shares.pop(path, None)
        self._progress.item(path.name)
        if problem is not None:
            self._problems.append(problem)

    def _tell(self, path: Path, share: float) -> None:
        self._shares[path] = share
        self._progress.fraction(min(0.99, sum(self._shares.values())))


def _about(twin: Path, path: Path, error: ProvenanceError) -> ProvenanceError:
    """The error of ``path`` as that of a file with the same bytes."""
    return type(error)(f"{twin}: the same bytes as {path.name}: {error}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _videos_in(folders: tuple[Path, ...]) -> Iterator[Path]:
    """The media files below ``folders``, each once.

    Raises:
        InputError: a folder is not there.
    """
    seen: set[Path] = set()
    for folder in folders:
        if not folder.exists():
            raise InputError(f"{folder}: expected a folder of footage or a media file, found nothing there")
        for path in media_files(folder) if folder.is_dir() else [folder]:
            if path not in seen:
                seen.add(path)
                yield path
