"""Matches of many files on their way to clusters: the forest over each, what stands first in it, how each member is told.

A cluster of at most :data:`MOST` contents is arranged as the copies of a case are (``docs/chain.md``): its files are laid over
each other, and one forest says who copied whom. A larger one is told pair by pair.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from provenance import __version__
from provenance.chain.clusters import best_pairs, connected, reference, spanning
from provenance.chain.copies import lineages
from provenance.matching import Entry, FootageSource, MemorySource, search
from provenance.media import said
from provenance.media.sandbox import shared
from provenance.model import (
    Cluster,
    ClusterMember,
    Comparison,
    Derivation,
    DerivationRelation,
    Digest,
    FootageFile,
    Instant,
    Match,
    MatchRelation,
    Snapshot,
)
from provenance.pipeline.run import Progress
from provenance.pipeline.sidebyside import SMALL, Side, compare, derivation_of, file_of, record_of
from provenance.pipeline.tracing import MOST, with_traces

__all__ = ["Findings"]

PICTURED = 300
"""Pairs of frames on one page, at most."""
Pairs = Mapping[frozenset[Digest], Match]
Leads = tuple[tuple[FootageFile, Comparison], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """How the members of one cluster are told."""

    reference: Digest
    earliest: Digest | None
    tied: Mapping[Digest, Digest]
    """The other end of the match that each member but the reference is told by."""
    edges: tuple[Derivation, ...]
    """Of its forest; none for one that is told pair by pair."""
    directions: Mapping[frozenset[str], Derivation]
    """By both ends, printed."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """All that was found, and where its files lie."""

    entries: Mapping[Digest, tuple[Entry, FootageSource]]
    paths: Mapping[Digest, Sequence[Path]]
    same: Pairs
    scened: Pairs
    heard: Pairs
    at: Instant
    pictured: bool
    progress: Progress
    _files: dict[Digest, FootageFile] = field(default_factory=dict)
    _left: int = PICTURED

    @classmethod
    def of(
        cls,
        matches: Sequence[Match],
        *,
        entries: Mapping[Digest, tuple[Entry, FootageSource]],
        paths: Mapping[Digest, Sequence[Path]],
        at: Instant,
        pictured: bool,
        progress: Progress,
    ) -> "Findings":
        """The best of ``matches`` for each two contents: what they show, and apart from it what they sound like."""
        seen = best_pairs(match for match in matches if match.relation is not MatchRelation.SAME_SOUND)
        heard = best_pairs(match for match in matches if match.relation is MatchRelation.SAME_SOUND)
        return cls(
            entries=entries,
            paths=paths,
            same={ends: match for ends, match in seen.items() if match.relation is MatchRelation.SAME_FOOTAGE},
            scened={ends: match for ends, match in seen.items() if match.relation is MatchRelation.SAME_SCENE},
            heard=heard,
            at=at,
            pictured=pictured,
            progress=progress,
        )

    def clusters(self) -> tuple[Cluster, ...]:
        """Those with most members first; a content that lies in several files is a cluster too."""
        groups = connected(self.same)
        grouped = {digest for group in groups for digest in group}
        alone = [
            [digest]
            for digest, where in self.paths.items()
            if len(where) > 1 and digest not in grouped and digest in self.entries
        ]
        self.progress.stage("compare pixels", len(groups))
        found = [self._cluster(g, {e: m for e, m in self.same.items() if e <= set(g)}) for g in (*groups, *alone)]
        return tuple(sorted(found, key=lambda c: (-sum(max(1, len(m.paths)) for m in c.members), c.reference)))

    def scenes(self) -> Leads:
        """Pairs of the same scene, the surest first."""
        return self._leads(self.scened)

    def sounds(self) -> Leads:
        """Pairs that sound alike and are not of one cluster, the surest first."""
        cluster = {digest: number for number, group in enumerate(connected(self.same)) for digest in group}
        apart = {
            ends: match for ends, match in self.heard.items() if len({cluster.get(digest, str(digest)) for digest in ends}) > 1
        }
        return self._leads(apart)

    def _leads(self, pairs: Pairs) -> Leads:
        order = sorted(pairs.values(), key=lambda m: (-m.score, m.query, m.compared.digest))
        return tuple((self._file(match.query), self._compared(match, None)) for match in order)

    def _cluster(self, members: Sequence[Digest], pairs: Pairs) -> Cluster:
        told = self._arranged(members, pairs) if 1 < len(members) <= MOST else self._paired(members, pairs)
        sureness = {d: pairs[frozenset({d, other})].score for d, other in told.tied.items()}
        order = sorted(members, key=lambda d: (d != told.reference, -sureness.get(d, 0), d))
        listed = tuple(self._member(digest, told, pairs) for digest in order)
        return Cluster(
            reference=told.reference,
            members=listed,
            earliest=_earliest(listed),
            longest=_most({m.file.digest: m.file.duration for m in listed}, margin=Fraction(1, 2)),
            largest=_most({m.file.digest: Fraction(m.file.width * m.file.height) for m in listed}, margin=Fraction(0)),
            matches=len(pairs),
            earliest_known=told.earliest,
            derivations=told.edges,
        )

    def _arranged(self, members: Sequence[Digest], pairs: Pairs) -> _Told:
        """By one forest."""
        files = [self._file(digest) for digest in members]
        self.progress.item(files[0].name)
        at_hand = {digest: path for digest in members if (path := self._path(digest))}
        (lineage,) = lineages(
            Snapshot(
                case="",
                taken_at=self.at,
                program_version=__version__,
                media=tuple(record_of(file) for file in files if file.probe),
                claims=tuple(claim for file in files if file.probe for claim in said.by_file(file.probe)),
                matches=with_traces(tuple(pairs.values()), at_hand, shared()),
            )
        )
        claimed = any(edge.relation is DerivationRelation.WAS_DERIVED_FROM for edge in lineage.edges)
        first = lineage.first if claimed else reference(files, ())
        tied = spanning(first, pairs)
        if claimed:
            # The first edge of each copy leads to its parent, or to the nearest of another tree.
            names = {str(digest): digest for digest in members}
            above = {names[edge.child]: names[edge.parent] for edge in reversed(lineage.edges)}
            tied |= {child: parent for child, parent in above.items() if child != first}
        return _Told(
            reference=first,
            earliest=first if claimed else None,
            tied=tied,
            edges=lineage.edges,
            directions={frozenset({edge.child, edge.parent}): edge for edge in reversed(lineage.edges)},
        )

    def _paired(self, members: Sequence[Digest], pairs: Pairs) -> _Told:
        """Each pair by itself."""
        found = {ends: edge for ends, match in pairs.items() if (edge := self._derivation(match)) is not None}
        first = reference([self._file(digest) for digest in members], found.values())
        return _Told(
            reference=first,
            earliest=None,
            tied=spanning(first, pairs),
            edges=(),
            directions={frozenset(map(str, ends)): edge for ends, edge in found.items()},
        )

    def _member(self, digest: Digest, told: _Told, pairs: Pairs) -> ClusterMember:
        file, tied = self._file(digest), told.tied.get(digest)
        link = None
        if tied is not None:
            edge = told.directions.get(frozenset({str(digest), str(tied)}))
            link = self._compared(self._towards(pairs[frozenset({digest, tied})], tied), edge)
        stated = sorted(file.probe.created if file.probe else (), key=str)
        return ClusterMember(
            file=file,
            paths=tuple(map(str, self.paths.get(digest, ()))),
            created=stated[0] if stated else None,
            link=link,
            tied_to=tied,
        )

    def _compared(self, match: Match, edge: Derivation | None) -> Comparison:
        """With a pair of frames, as long as the page has room."""
        query, compared = self._file(match.query), self._file(match.compared.digest)
        if not self.pictured or self._left <= 0:
            return Comparison(match=match, compared=compared, derivation=edge)
        self._left -= 1
        shown = compare(match, self._side(query), self._side(compared), most=1, max_side=SMALL, at=self.at)
        return replace(shown, derivation=edge)

    def _towards(self, match: Match, tied: Digest) -> Match:
        """The match told of the copy, as a query; as it is, where only the other way finds it."""
        if match.query != tied:
            return match
        entry, source = self.entries[tied]
        query = self.entries[match.compared.digest][1].footage(match.compared.digest)
        told = search(query, MemorySource(label=source.label, items=((entry, source.footage(tied)),)))
        return next((m for m in told if m.relation is match.relation), match)

    def _derivation(self, match: Match) -> Derivation | None:
        return derivation_of(match, self._file(match.query), self._file(match.compared.digest), at=self.at)

    def _side(self, file: FootageFile) -> Side:
        """Read anew each time: the fingerprints of a thousand files would fill the memory."""
        _, source = self.entries[file.digest]
        return Side(file=file, footage=source.footage(file.digest), path=self._path(file.digest))

    def _file(self, digest: Digest) -> FootageFile:
        if digest not in self._files:
            entry, source = self.entries[digest]
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
