"""Work on single files and on libraries, without a case."""

from pathlib import Path

from provenance import __version__
from provenance.errors import InputError, LibraryError, ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.matching import Entry, FootageIndex, MemorySource, search
from provenance.media import footage
from provenance.media.sandbox import shared
from provenance.model import Comparison, Digest, FootageSearch, PairComparison
from provenance.pipeline.sidebyside import LARGE, MEDIUM, Side, compare, file_of, known_side
from provenance.pipeline.sources import open_source
from provenance.pipeline.telling import Progress, now
from provenance.store.blobs import digest_of
from provenance.store.library import open_library

__all__ = ["compare_files", "file_digest", "list_library", "measure_file", "require_file", "search_file"]


def measure_file(path: Path, progress: Progress) -> Footage:
    """The fingerprints of one file; damage met on the way is noted."""
    digest = file_digest(path)
    progress.item(path.name)
    measured = shared().call(footage.measure, path, telling=progress.fraction, digest=digest)
    for warning in measured.warnings:
        progress.note(f"{path.name}: {warning}", problem=True)
    return measured


def file_digest(path: Path) -> Digest:
    """Of the file at ``path``.

    Raises:
        InputError: it is no file.
    """
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


def compare_files(a: Path, b: Path, *, progress: Progress, frames: int = 0) -> PairComparison:
    """Whether ``a`` shows the footage of ``b``, with up to ``frames`` aligned frames of each match."""
    progress.stage("fingerprint", 2)
    query, compared = measure_file(a, progress), measure_file(b, progress)
    entry = Entry(digest=compared.digest, name=b.name, duration=compared.duration)
    found = search(query, MemorySource(label=str(b.parent), items=((entry, compared),)))
    here, there = (
        Side(file=file_of(f, name=path.name, where=str(path), path=path), footage=f, path=path)
        for f, path in ((query, a), (compared, b))
    )
    at = now()
    return PairComparison(
        query=here.file,
        compared=there.file,
        found=tuple(compare(match, here, there, most=_frames(frames, here, there), max_side=LARGE, at=at) for match in found),
        program_version=__version__,
        taken_at=at,
    )


def search_file(
    clip: Path, libraries: tuple[Path, ...], *, progress: Progress, frames: int = 0
) -> tuple[FootageSearch, tuple[ProvenanceError, ...]]:
    """Where the footage of ``clip`` was seen, with up to ``frames`` aligned frames of each match; and what went wrong."""
    progress.stage("fingerprint", 1)
    query = measure_file(clip, progress)
    here = Side(file=file_of(query, name=clip.name, where=str(clip), path=clip), footage=query, path=clip)
    found: list[Comparison] = []
    problems: list[ProvenanceError] = []
    at = now()
    progress.stage("match", len(libraries))
    for path in libraries:
        progress.item(str(path))
        try:
            with open_source(path, progress, problems) as source:
                index = FootageIndex(source)
                for match in index.search(query):
                    there = known_side(source, match, path)
                    found.append(compare(match, here, there, most=_frames(frames, here, there), max_side=MEDIUM, at=at))
                problems.extend(LibraryError(f"{path}: {problem}") for problem in index.problems)
        except ProvenanceError as error:
            problems.append(error)
    return FootageSearch(
        query=here.file,
        libraries=tuple(map(str, libraries)),
        found=tuple(sorted(found, key=_rank)),
        problems=tuple(map(str, problems)),
        program_version=__version__,
        taken_at=at,
    ), tuple(problems)


def _frames(wanted: int, here: Side, there: Side) -> int:
    """A still picture is judged by its likeness to the very frame, whoever looks: there is no movement to go by."""
    return max(1, wanted) if here.file.still or there.file.still else wanted


def _rank(found: Comparison) -> tuple[bool, float, float]:
    """The same footage first, then by score, then by how alike the frames are."""
    alike = max((pair.likeness or 0.0 for pair in found.pairs), default=0.0)
    return not found.same_footage, -found.match.score, -alike


def list_library(library: Path) -> tuple[Entry, ...]:
    """What a library holds."""
    with open_library(library) as opened:
        return tuple(opened.entries())
