"""Folders of footage: which files show the same, and what was done to each copy.

Each file is measured once (the folder's cached library) and searched for once in one index over all; two contents that
were compared closely in one direction are not compared again in the other.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from provenance import __version__
from provenance.errors import InputError, LibraryError, ProvenanceError
from provenance.matching import Entry, FootageIndex, FootageSource
from provenance.model import Digest, Duplicates, Match
from provenance.pipeline.clustering import Findings
from provenance.pipeline.sources import open_source
from provenance.pipeline.telling import Progress, now
from provenance.store.blobs import digest_of
from provenance.store.library import media_files

__all__ = ["find_duplicates"]


def find_duplicates(
    folders: tuple[Path, ...], libraries: tuple[Path, ...], *, progress: Progress, pictured: bool = False
) -> tuple[Duplicates, tuple[ProvenanceError, ...]]:
    """Clusters of the same footage below ``folders``, and what of it ``libraries`` know; and the files that could not be read.

    ``pictured`` adds a pair of aligned frames to each copy.

    Raises:
        InputError: a folder is not there, or none of its files can be read.
    """
    problems: list[ProvenanceError] = []
    digests = _digests(folders, progress, problems)
    paths: dict[Digest, list[Path]] = {}
    for path, digest in digests.values():
        paths.setdefault(digest, []).append(path)
    with contextlib.ExitStack() as stack:
        given = {resolved: digest for resolved, (_, digest) in digests.items()}
        sources = {**dict.fromkeys(folders, given), **{path: None for path in libraries if path not in folders}}
        known = _opened(stack, sources, progress, problems)
        own = [digest for digest in paths if digest in known.entries]
        if not own:
            raise InputError(f"{_named(folders)}: expected videos or pictures that can be read, found none")
        matches = _search_each(own, known, progress, problems)
        found = Findings.of(matches, entries=known.entries, paths=paths, at=now(), pictured=pictured, progress=progress)
        clusters, scenes, sounds = found.clusters(), found.scenes(), found.sounds()
        return Duplicates(
            folders=tuple(map(str, folders)),
            libraries=tuple(map(str, libraries)),
            files=sum(len(paths[digest]) for digest in own),
            clusters=clusters,
            scenes=scenes,
            sounds=sounds,
            problems=tuple(map(str, problems)),
            program_version=__version__,
            taken_at=found.at,
        ), tuple(problems)


Digests = Mapping[Path, Digest]
"""By resolved path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that is searched in."""

    index: FootageIndex
    entries: Mapping[Digest, tuple[Entry, FootageSource]]


def _named(folders: Iterable[Path]) -> str:
    return ", ".join(map(str, folders))


def _digests(folders: Iterable[Path], progress: Progress, problems: list[ProvenanceError]) -> dict[Path, tuple[Path, Digest]]:
    """Every file below ``folders`` once, by its resolved path: the path as it was come to, and the digest."""
    files: dict[Path, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: expected a folder of footage, found {'a file' if folder.exists() else 'nothing there'}")
        for path in media_files(folder):
            files.setdefault(path.resolve(), path)
    progress.stage("digest", len(files))
    found: dict[Path, tuple[Path, Digest]] = {}
    for resolved, path in files.items():
        progress.item(path.name)
        try:
            found[resolved] = path, digest_of(path)
        except OSError as error:
            problems.append(InputError(f"{path}: {error.strerror or error}"))
    return found


def _opened(
    stack: contextlib.ExitStack, sources: Mapping[Path, Digests | None], progress: Progress, problems: list[ProvenanceError]
) -> _Known:
    """The folders, measured where they were not yet, and the libraries; one that cannot be opened is told and left out."""
    opened: list[FootageSource] = []
    for path, digests in sources.items():
        progress.stage("fingerprint", len(media_files(path)) if path.is_dir() else 1)
        try:
            opened.append(stack.enter_context(open_source(path, progress, problems, digests=digests)))
        except ProvenanceError as error:
            problems.append(error)
    index = FootageIndex(*opened)
    problems.extend(LibraryError(problem) for problem in index.problems)
    entries: dict[Digest, tuple[Entry, FootageSource]] = {}
    for source in opened:
        for entry in source.entries():
            entries.setdefault(entry.digest, (entry, source))
    return _Known(index=index, entries=entries)


def _search_each(own: list[Digest], known: _Known, progress: Progress, problems: list[ProvenanceError]) -> list[Match]:
    progress.stage("match", len(own))
    matches: list[Match] = []
    compared: dict[Digest, set[Digest]] = {}
    # The shorter first: what is cut out of something then asks for it, and the edits are told of the copy.
    for digest in sorted(own, key=lambda d: (known.entries[d][0].duration or 0, d)):
        entry, source = known.entries[digest]
        progress.item(entry.name)
        tried: set[Digest] = set()
        try:
            query = source.footage(digest)
            found = known.index.search(query, limit=len(known.entries), skip=frozenset(compared.get(digest, ())), tried=tried)
        except LibraryError as error:
            problems.append(error)
            continue
        for other in tried:
            compared.setdefault(other, set()).add(digest)
        matches.extend(match for match in found if match.compared.digest != digest)
    return matches
