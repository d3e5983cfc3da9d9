"""Work on single files and on libraries, without a case."""

from pathlib import Path

from provenance.errors import InputError, LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.matching import Entry, FootageIndex, MemorySource, search
from provenance.media import footage, probe
from provenance.model import Digest, Match, Probe
from provenance.pipeline.comparing import open_source
from provenance.pipeline.run import Progress
from provenance.store.blobs import digest_of
from provenance.store.library import open_library

__all__ = ["compare_files", "inspect_file", "list_library", "measure_file", "require_file", "search_file"]


def inspect_file(path: Path) -> Probe:
    """Probe one file.

    Raises:
        MediaError: it is no media file, or damaged beyond reading.
    """
    return probe.probe(path, digest=_digest(path))


def measure_file(path: Path, progress: Progress) -> Footage:
    """The fingerprints of one file; damage met on the way is noted."""
    digest = _digest(path)
    progress.item(path.name)
    measured = footage.measure(path, digest=digest, progress=progress.fraction)
    for warning in measured.warnings:
        progress.note(f"{path.name}: {warning}", problem=True)
    return measured


def _digest(path: Path) -> Digest:
    require_file(path)
    return digest_of(path)


def require_file(path: Path) -> None:
    """Check that ``path`` is a file.

    Raises:
        InputError: it is something else, or nothing.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "something that is no file" if path.exists() else "nothing there"
        raise InputError(f"{path}: expected a media file, found {found}")


def compare_files(a: Path, b: Path, *, progress: Progress) -> tuple[Match, ...]:
    """Whether ``a`` shows the footage of ``b``; best match first, empty when it does not."""
    progress.stage("fingerprint", 2)
    query, compared = measure_file(a, progress), measure_file(b, progress)
    entry = Entry(digest=compared.digest, name=b.name, duration=compared.duration)
    return search(query, MemorySource(label=str(b.parent), items=((entry, compared),)))


def search_file(
    clip: Path, libraries: tuple[Path, ...], *, progress: Progress
) -> tuple[tuple[Match, ...], tuple[ProvenanceError, ...]]:
    """Where the footage of ``clip`` was seen; and the errors of libraries that could not be searched."""
    progress.stage("fingerprint", 1)
    query = measure_file(clip, progress)
    found: list[Match] = []
    problems: list[ProvenanceError] = []
    progress.stage("match", len(libraries))
    for path in libraries:
        progress.item(str(path))
        try:
            with open_source(path, progress, problems) as source:
                index = FootageIndex(source)
                found.extend(index.search(query))
                problems.extend(LibraryError(f"{path}: {problem}") for problem in index.problems)
        except ProvenanceError as error:
            problems.append(error)
    return tuple(sorted(found, key=lambda match: -match.score)), tuple(problems)


def list_library(library: Path) -> tuple[Entry, ...]:
    """What a library holds."""
    with open_library(library) as opened:
        return tuple(opened.entries())
