"""Comparisons made ready for a page: sentences, frames with what is drawn over them, timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance.exporters.answers import (
    MEANINGS,
    STILL,
    answer,
    direction,
    file_facts,
    how_sure,
    meaning,
    nothing_common,
    reasons,
)
from provenance.exporters.html.chart import Timeline, timeline
from provenance.exporters.html.pictures import data_address
from provenance.model import (
    AlignedPair,
    Box,
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

UNIT = 1000.0
"""Sides of a picture in the drawing over it."""
WHOLE = 0.965
"""Share of a side from which the outline of the common picture is not worth drawing."""
Points = tuple[tuple[float, float], ...]
SQUARE: Points = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameView:
    """One picture, and what is drawn over it (SVG points, :data:`UNIT` to a side)."""

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


def pair_values(pair: PairComparison) -> Mapping[str, object]:
    """For ``pair.html.j2``."""
    return {
        "pair": pair,
        "found": [_view(pair.query, found) for found in pair.found],
        "nothing": nothing_common(pair.query, pair.compared),
        **_common(),
    }


def search_values(search: FootageSearch) -> Mapping[str, object]:
    """For ``search.html.j2``."""
    return {"search": search, "found": [_view(search.query, found) for found in search.found], **_common()}


def duplicates_values(found: Duplicates) -> Mapping[str, object]:
    """For ``duplicates.html.j2``."""
    return {
        "duplicates": found,
        "clusters": [_cluster(number, cluster) for number, cluster in enumerate(found.clusters, start=1)],
        "scenes": [_view(query, each) for query, each in found.scenes],
        "pictured": any(m.link and m.link.pairs for c in found.clusters for m in c.members),
        **_common(),
    }


def _common() -> Mapping[str, object]:
    return {"MEANINGS": (*MEANINGS.values(), STILL), "facts": file_facts}


def _cluster(number: int, cluster: Cluster) -> ClusterView:
    files = {member.file.digest: member.file for member in cluster.members}
    marks = (("earliest stated date", cluster.earliest), ("longest", cluster.longest), ("largest picture", cluster.largest))
    return ClusterView(
        number=number,
        cluster=cluster,
        files=sum(max(1, len(member.paths)) for member in cluster.members),
        members=tuple(_member(member, files, marks) for member in cluster.members),
    )


def _member(member: ClusterMember, files: Mapping[Digest, FootageFile], marks: Iterable[tuple[str, Digest | None]]) -> MemberView:
    return MemberView(
        member=member,
        marks=tuple(word for word, digest in marks if digest == member.file.digest),
        link=_view(files[member.link.match.query], member.link) if member.link else None,
        where=member.paths or (member.file.where,),
    )


def _view(query: FootageFile, found: Comparison) -> ComparisonView:
    match, names = found.match, (query.name, found.compared.name)
    named = {str(query.digest): names[0], str(found.compared.digest): names[1]}
    still = query.still or found.compared.still
    return ComparisonView(
        found=found,
        query=query,
        sentence=answer(query, found),
        meaning=meaning(query, found),
        direction=direction(found.derivation, named),
        sure=how_sure(match),
        pairs=tuple(_pair(pair, match, query, found.compared) for pair in found.pairs),
        timeline=None if still or not match.segments else timeline(match, float(query.duration)),
        names=names,
        reasons=reasons(found.derivation, named),
    )


def _pair(pair: AlignedPair, match: Match, query: FootageFile, compared: FootageFile) -> PairView:
    placement = _placement(match.segments, pair)
    there = _mapped(SQUARE, placement) if placement else SQUARE
    here = _mapped(SQUARE, back) if placement and (back := _back(placement)) else SQUARE
    boxes = [_corners(box) for box in pair.differing]
    return PairView(
        query=FrameView(
            address=data_address(pair.pictures[0]),
            time=_time(pair, 0, query),
            small=not pair.from_media[0],
            outline=_outline(here),
            differing=tuple(_drawn(box) for box in boxes),
        ),
        compared=FrameView(
            address=data_address(pair.pictures[1]),
            time=_time(pair, 1, compared),
            small=not pair.from_media[1],
            outline=_outline(there),
            differing=tuple(_drawn(_mapped(box, placement)) for box in boxes) if placement else (),
        ),
        likeness=pair.likeness,
    )


def _time(pair: AlignedPair, side: int, file: FootageFile) -> str:
    return "" if file.still else f"{_clock(float(pair.times[side]))}"


def _clock(seconds: float) -> str:
    """To the hundredth: a frame is found again by it."""
    hundredths = round(seconds * 100)
    return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def _placement(segments: Iterable[Segment], pair: AlignedPair) -> Placement | None:
    known = [s for s in segments if s.placement]
    inside = [s for s in known if s.query.start <= pair.times[0] <= s.query.end]
    return next((s.placement for s in (*inside, *known)), None)


def _back(placement: Placement) -> Placement | None:
    """The map the other way; ``None`` for one that squeezes all onto a line."""
    a, b, c, d, e, f = placement
    det = a * e - b * d
    if abs(det) < 1e-6:
        return None
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def _mapped(points: Points, placement: Placement) -> Points:
    a, b, c, d, e, f = placement
    return tuple((a * x + b * y + c, d * x + e * y + f) for x, y in points)


def _corners(box: Box) -> Points:
    return ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))


def _outline(points: Points) -> str:
    """Drawn only where it leaves something of the picture out, and lies in it at all."""
    xs, ys = zip(*points, strict=True)
    inside = [min(1.0, max(axis)) - max(0.0, min(axis)) for axis in (xs, ys)]
    return _drawn(points) if min(inside) > 0 and min(inside) < WHOLE else ""


def _drawn(points: Points) -> str:
    """Kept near the picture: a map of two noisy points may lead far away."""
    return " ".join(f"{_near(x):.1f},{_near(y):.1f}" for x, y in points)


def _near(share: float) -> float:
    return max(-2.0, min(3.0, share)) * UNIT
