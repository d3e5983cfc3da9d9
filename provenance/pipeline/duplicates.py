"""Folders of footage: which files show the same, and what was done to each copy.

Each file is measured once (the folder's cached library) and searched for once in one index over all; two contents that
were compared closely in one direction are not compared again in the other.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from provenance import __version__
from provenance.chain.clusters import best_pairs, connected, reference, spanning
from provenance.errors import InputError, LibraryError, ProvenanceError
from provenance.matching import Entry, FootageIndex, FootageSource, MemorySource, search
from provenance.model import (
    Cluster,
    ClusterMember,
    Comparison,
    Derivation,
    Digest,
    Duplicates,
    FootageFile,
    Instant,
    Match,
    MatchRelation,
)
from provenance.pipeline.comparing import open_source
from provenance.pipeline.run import Progress, now
from provenance.pipeline.sidebyside import SMALL, Side, compare, derivation_of, file_of
from provenance.store.blobs import digest_of
from provenance.store.library import media_files

__all__ = ["find_duplicates"]

PICTURED = 300
"""Pairs of frames on one page, at most."""


def find_duplicates(
    folders: tuple[Path, ...], libraries: tuple[Path, ...], *, progress: Progress, pictured: bool = False
) -> tuple[Duplicates, tuple[ProvenanceError, ...]]:
    """Clusters of the same footage below ``folders``, and what of it ``libraries`` know; and the files that could not be read.

    ``pictured`` adds a pair of aligned frames to each copy.

    Raises:
        InputError: a folder is not there, or none of its files can be read.
    """
    problems: list[ProvenanceError] = []
    paths = _by_content(folders, progress, problems)
    with contextlib.ExitStack() as stack:
        known = _opened(stack, folders, libraries, progress, problems)
        own = [digest for digest in paths if digest in known.entries]
        if not own:
            raise InputError(f"{_named(folders)}: expected videos or pictures that can be read, found none")
        matches = _search_each(own, known, progress, problems)
        found = _Findings(known=known, paths=paths, pairs=best_pairs(matches), at=now(), pictured=pictured)
        clusters, scenes = found.clusters(), found.scenes()
        return Duplicates(
            folders=tuple(map(str, folders)),
            libraries=tuple(map(str, libraries)),
            files=sum(len(paths[digest]) for digest in own),
            clusters=clusters,
            scenes=scenes,
            problems=tuple(map(str, problems)),
            program_version=__version__,
            taken_at=found.at,
        ), tuple(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that is searched in."""

    index: FootageIndex
    entries: Mapping[Digest, tuple[Entry, FootageSource]]


def _named(folders: Iterable[Path]) -> str:
    return ", ".join(map(str, folders))


def _by_content(folders: Iterable[Path], progress: Progress, problems: list[ProvenanceError]) -> dict[Digest, list[Path]]:
    """Every file below ``folders`` once, by its bytes."""
    files: dict[Path, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise InputError(f"{folder}: expected a folder of footage, found {'a file' if folder.exists() else 'nothing there'}")
        for path in media_files(folder):
            files.setdefault(path.resolve(), path)
    progress.stage("digest", len(files))
    found: dict[Digest, list[Path]] = {}
    for path in files.values():
        progress.item(path.name)
        try:
            found.setdefault(digest_of(path), []).append(path)
        except OSError as error:
            problems.append(InputError(f"{path}: {error.strerror or error}"))
    return found


def _opened(
    stack: contextlib.ExitStack,
    folders: tuple[Path, ...],
    libraries: tuple[Path, ...],
    progress: Progress,
    problems: list[ProvenanceError],
) -> _Known:
    """The folders, measured where they were not yet, and the libraries; one that cannot be opened is told and left out."""
    sources: list[FootageSource] = []
    for path in (*folders, *libraries):
        progress.stage("fingerprint", len(media_files(path)) if path.is_dir() else 1)
        try:
            sources.append(stack.enter_context(open_source(path, progress, problems)))
        except ProvenanceError as error:
            problems.append(error)
    index = FootageIndex(*sources)
    problems.extend(LibraryError(problem) for problem in index.problems)
    entries: dict[Digest, tuple[Entry, FootageSource]] = {}
    for source in sources:
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


@dataclass(slots=True, kw_only=True)
class _Findings:
    """Matches on their way to clusters."""

    known: _Known
    paths: Mapping[Digest, list[Path]]
    pairs: dict[frozenset[Digest], Match]
    at: Instant
    pictured: bool
    _files: dict[Digest, FootageFile] = field(default_factory=dict)
    _left: int = PICTURED

    def clusters(self) -> tuple[Cluster, ...]:
        """Those with most members first; a content that lies in several files is a cluster too."""
        same = {ends: match for ends, match in self.pairs.items() if match.relation is MatchRelation.SAME_FOOTAGE}
        groups = connected(same)
        grouped = {digest for group in groups for digest in group}
        alone = [
            [digest] for digest, where in self.paths.items() if len(where) > 1 and digest not in grouped and self._has(digest)
        ]
        found = [self._cluster(g, {e: m for e, m in same.items() if e <= set(g)}) for g in (*groups, *alone)]
        return tuple(sorted(found, key=lambda c: (-sum(max(1, len(m.paths)) for m in c.members), c.reference)))

    def scenes(self) -> tuple[tuple[FootageFile, Comparison], ...]:
        """Pairs of the same scene, the surest first."""
        leads = sorted(
            (match for match in self.pairs.values() if match.relation is MatchRelation.SAME_SCENE),
            key=lambda m: (-m.score, m.query, m.compared.digest),
        )
        return tuple((self._file(match.query), self._compared(match)) for match in leads)

    def _has(self, digest: Digest) -> bool:
        return digest in self.known.entries

    def _cluster(self, members: list[Digest], pairs: dict[frozenset[Digest], Match]) -> Cluster:
        edges = [edge for match in pairs.values() if (edge := self._derivation(match)) is not None]
        root = reference([self._file(digest) for digest in members], edges)
        tied = spanning(root, pairs)
        order = sorted(members, key=lambda d: (d != root, -pairs[frozenset({d, tied[d]})].score if d in tied else 0, d))
        told = tuple(self._member(digest, tied.get(digest), pairs) for digest in order)
        return Cluster(
            reference=root,
            members=told,
            earliest=_earliest(told),
            longest=_most({m.file.digest: m.file.duration for m in told}, margin=Fraction(1, 2)),
            largest=_most({m.file.digest: Fraction(m.file.width * m.file.height) for m in told}, margin=Fraction(0)),
            matches=len(pairs),
        )

    def _member(self, digest: Digest, tied: Digest | None, pairs: dict[frozenset[Digest], Match]) -> ClusterMember:
        file = self._file(digest)
        link = self._compared(self._towards(pairs[frozenset({digest, tied})], tied)) if tied else None
        stated = sorted(file.probe.created if file.probe else (), key=str)
        return ClusterMember(
            file=file,
            paths=tuple(map(str, self.paths.get(digest, ()))),
            created=stated[0] if stated else None,
            link=link,
            tied_to=tied,
        )

    def _compared(self, match: Match) -> Comparison:
        """With a pair of frames, as long as the page has room."""
        query, compared = self._file(match.query), self._file(match.compared.digest)
        if not self.pictured or self._left <= 0:
            return Comparison(match=match, compared=compared, derivation=self._derivation(match))
        self._left -= 1
        return compare(match, self._side(query), self._side(compared), most=1, max_side=SMALL, at=self.at)

    def _towards(self, match: Match, tied: Digest) -> Match:
        """The match told of the copy, as a query; as it is, where only the other way finds it."""
        if match.query != tied:
            return match
        entry, source = self.known.entries[tied]
        query = self.known.entries[match.compared.digest][1].footage(match.compared.digest)
        told = search(query, MemorySource(label=source.label, items=((entry, source.footage(tied)),)))
        return next((m for m in told if m.relation is match.relation), match)

    def _derivation(self, match: Match) -> Derivation | None:
        return derivation_of(match, self._file(match.query), self._file(match.compared.digest), at=self.at)

    def _side(self, file: FootageFile) -> Side:
        """Read anew each time: the fingerprints of a thousand files would fill the memory."""
        _, source = self.known.entries[file.digest]
        return Side(file=file, footage=source.footage(file.digest), path=self._path(file.digest))

    def _file(self, digest: Digest) -> FootageFile:
        if digest not in self._files:
            entry, source = self.known.entries[digest]
            path = self._path(digest)
            name, where = path.name if path else entry.name, str(path or source.label)
            self._files[digest] = file_of(source.footage(digest), name=name, where=where, path=path)
        return self._files[digest]

    def _path(self, digest: Digest) -> Path | None:
        return next(iter(self.paths.get(digest, ())), None)


def _earliest(members: Iterable[ClusterMember]) -> Digest | None:
    """The one with the earliest date it states, where two or more state different ones."""
    stated = sorted((str(m.created), m.file.digest) for m in members if m.created is not None)
    return stated[0][1] if len(stated) > 1 and stated[0][0] != stated[1][0] else None


def _most(values: Mapping[Digest, Fraction], *, margin: Fraction) -> Digest | None:
    """The greatest, where it stands out of the others by more than ``margin``."""
    order = sorted(values, key=lambda d: (-values[d], d))
    return order[0] if len(order) > 1 and values[order[0]] - values[order[1]] > margin else None
