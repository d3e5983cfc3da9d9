"""Comparisons made ready for a page: sentences, frames with what is drawn over them, timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance.exporters.answers import (
    answer,
    direction,
    file_facts,
    how_sure,
    meaning,
    nothing_common,
    reasons,
)
from provenance.exporters.html.chart import Timeline, timeline
from provenance.exporters.html.far import far
from provenance.exporters.html.overlay import boxed, outlines
from provenance.exporters.html.pictures import data_address
from provenance.exporters.vocabulary import MEANINGS, STILL
from provenance.exporters.wording import Wording
from provenance.model import (
    AlignedPair,
    Cluster,
    ClusterMember,
    Comparison,
    Digest,
    Duplicates,
    FootageFile,
    FootageSearch,
    Match,
    PairComparison,
    Placement,
    Segment,
)

__all__ = ["ComparisonView", "FrameView", "duplicates_values", "pair_values", "search_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """One picture, and what is drawn over it (see :mod:`~provenance.exporters.html.overlay`)."""

    address: str | None
    time: str
    """Place in the stream; empty for a still picture."""
    small: bool
    """Only the library's small picture was at hand."""
    outline: str = ""
    """Around what the other picture shows of it; empty where that is all of it."""
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two frames of one moment."""

    query: FrameView
    compared: FrameView
    likeness: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """One match ready to be drawn."""

    found: Comparison
    query: FootageFile
    sentence: str
    meaning: str
    direction: str
    sure: str
    pairs: tuple[PairView, ...]
    timeline: Timeline | None
    """``None`` where one side is a still picture."""
    names: tuple[str, str]
    """Of the two sides, for captions."""
    reasons: tuple[tuple[bool, str], ...]
    """Why one is the copy: whether each speaks for it, and its words."""

    @property
    def outlined(self) -> bool:
        """Whether any outline is drawn."""
        return any(frame.outline for pair in self.pairs for frame in (pair.query, pair.compared))

    @property
    def marked(self) -> bool:
        """Whether any difference is marked."""
        return any(pair.query.differing for pair in self.pairs)

    @property
    def small(self) -> bool:
        """Whether any picture is the library's own."""
        return any(frame.small for pair in self.pairs for frame in (pair.query, pair.compared))


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    """A member of a cluster."""

    member: ClusterMember
    marks: tuple[str, ...]
    link: ComparisonView | None
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """A cluster with its number."""

    number: int
    cluster: Cluster
    files: int
    members: tuple[MemberView, ...]


def pair_values(pair: PairComparison, say: Wording) -> Mapping[str, object]:
    """For ``pair.html.j2``."""
    return {
        "pair": pair,
        "found": [_view(pair.query, found, say) for found in pair.found],
        "nothing": nothing_common(pair.query, pair.compared, say),
        **_common(say),
    }


def search_values(search: FootageSearch, say: Wording) -> Mapping[str, object]:
    """For ``search.html.j2``."""
    return {"search": search, "found": [_view(search.query, found, say) for found in search.found], **_common(say)}


def duplicates_values(found: Duplicates, say: Wording) -> Mapping[str, object]:
    """For ``duplicates.html.j2``."""
    return {
        "duplicates": found,
        "clusters": [_cluster(number, cluster, say) for number, cluster in enumerate(found.clusters, start=1)],
        "scenes": [_view(query, each, say) for query, each in found.scenes],
        "sounds": [_view(query, each, say) for query, each in found.sounds],
        "far": far({f"cluster-{n}": ("part", each.members) for n, each in enumerate(found.clusters, start=1)}),
        "pictured": any(m.link and m.link.pairs for c in found.clusters for m in c.members),
        **_common(say),
    }


def _common(say: Wording) -> Mapping[str, object]:
    return {"MEANINGS": [say(words) for words in (*MEANINGS.values(), STILL)], "facts": lambda file: file_facts(file, say)}


def _cluster(number: int, cluster: Cluster, say: Wording) -> ClusterView:
    files = {member.file.digest: member.file for member in cluster.members}
    marks = (
        (say("earliest known"), cluster.earliest_known),
        (say("earliest stated date"), cluster.earliest),
        (say("longest"), cluster.longest),
        (say("largest picture"), cluster.largest),
    )
    return ClusterView(
        number=number,
        cluster=cluster,
        files=sum(max(1, len(member.paths)) for member in cluster.members),
        members=tuple(_member(member, files, marks, say) for member in cluster.members),
    )


def _member(
    member: ClusterMember, files: Mapping[Digest, FootageFile], marks: Iterable[tuple[str, Digest | None]], say: Wording
) -> MemberView:
    return MemberView(
        member=member,
        marks=tuple(word for word, digest in marks if digest == member.file.digest),
        link=_view(files[member.link.match.query], member.link, say) if member.link else None,
        where=member.paths or (member.file.where,),
    )


def _view(query: FootageFile, found: Comparison, say: Wording) -> ComparisonView:
    match, names = found.match, (query.name, found.compared.name)
    named = {str(query.digest): names[0], str(found.compared.digest): names[1]}
    still = query.still or found.compared.still
    return ComparisonView(
        found=found,
        query=query,
        sentence=answer(query, found, say),
        meaning=meaning(query, found, say),
        direction=direction(found.derivation, named, say),
        sure=how_sure(match, say),
        pairs=tuple(_pair(pair, match, query, found.compared, say) for pair in found.pairs),
        timeline=None if still or not match.segments else timeline(match, float(query.duration), say),
        names=names,
        reasons=reasons(found.derivation, named, say),
    )


def _pair(pair: AlignedPair, match: Match, query: FootageFile, compared: FootageFile, say: Wording) -> PairView:
    placement = _placement(match.segments, pair)
    here, there = outlines(placement)
    return PairView(
        query=FrameView(
            address=data_address(pair.pictures[0]),
            time=_time(pair, 0, query, say),
            small=not pair.from_media[0],
            outline=here,
            differing=tuple(boxed(box) for box in pair.differing),
        ),
        compared=FrameView(
            address=data_address(pair.pictures[1]),
            time=_time(pair, 1, compared, say),
            small=not pair.from_media[1],
            outline=there,
            differing=tuple(boxed(box, placement) for box in pair.differing) if placement else (),
        ),
        likeness=pair.likeness,
    )


def _time(pair: AlignedPair, side: int, file: FootageFile, say: Wording) -> str:
    return "" if file.still else say.frame(pair.times[side])


def _placement(segments: Iterable[Segment], pair: AlignedPair) -> Placement | None:
    known = [s for s in segments if s.placement]
    inside = [s for s in known if s.query.start <= pair.times[0] <= s.query.end]
    return next((s.placement for s in (*inside, *known)), None)
