"""One match seen as one way of copying: ``child`` made from ``parent``. Two ways a match."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from provenance.model import Digest, Edit, Match, Probe, Stream, Traces

__all__ = ["Nearness", "Way", "nearness", "way"]

SWAPPED = {"query_common": "compared_common", "query_bears": "compared_bears"}
SIGNED = frozenset({"detail", "edges", "grain", "scale", "colour", "contrast", "clipped"})
ENDS = 0.3
"""Seconds by which the ends of a match may be off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near the two are by :attr:`Traces.apart`, beside the other copies of the cluster."""

    beyond_child: float
    """By how much the child has a nearer copy; 0 where the parent is its nearest."""
    beyond_parent: float
    detour: float
    """By how much the longest step of the best way round over other copies is shorter."""


ALONE = Nearness(beyond_child=0.0, beyond_parent=0.0, detour=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What is known of one way. Traces are of the child against the parent."""

    child: Digest
    parent: Digest
    traces: Traces | None
    edits: tuple[Edit, ...]
    """With ``on_query`` telling whether the child bears it."""
    child_beyond: float
    """Seconds of the child that the parent does not show."""
    parent_beyond: float
    child_probe: Probe | None
    parent_probe: Probe | None
    sound: float | None
    near: Nearness = ALONE

    def bears(self, action: str, *, child: bool | None) -> bool:
        """Whether the child, the parent or (``None``) one that cannot be told bears an edit."""
        return any(edit.action == f"c2pa.{action}" and edit.on_query is child for edit in self.edits)

    @property
    def pictures(self) -> tuple[Stream, Stream] | None:
        """Video streams of child and parent, where both were probed."""
        found = tuple(_picture(probe) for probe in (self.child_probe, self.parent_probe))
        return (found[0], found[1]) if found[0] and found[1] else None

    @property
    def heard(self) -> tuple[bool, bool] | None:
        """Whether child and parent have sound, where both were probed."""
        if self.child_probe is None or self.parent_probe is None:
            return None
        return _heard(self.child_probe), _heard(self.parent_probe)


def way(match: Match, child: Digest, probes: Mapping[Digest, Probe], near: Nearness = ALONE) -> Way:
    """``match`` as the way in which ``child``, one of its two sides, is the copy."""
    forward = match.query == child
    parent = match.compared.digest if forward else match.query
    segment = max(match.segments, key=lambda s: s.query.length, default=None)
    beyond = [0.0, 0.0]
    if segment is not None:
        lengths = (_length(probes.get(match.query)), _length(probes.get(match.compared.digest)) or match.compared.duration)
        sides = zip(lengths, (segment.query.length, segment.compared.length), strict=True)
        beyond = [max(0.0, float(whole - common) - ENDS) if whole else 0.0 for whole, common in sides]
    return Way(
        child=child,
        parent=parent,
        traces=match.traces if forward or match.traces is None else _turned(match.traces),
        edits=match.edits if forward else tuple(_turned_edit(edit) for edit in match.edits),
        child_beyond=beyond[0] if forward else beyond[1],
        parent_beyond=beyond[1] if forward else beyond[0],
        child_probe=probes.get(child),
        parent_probe=probes.get(parent),
        sound=match.sound,
        near=near,
    )


def nearness(pairs: Mapping[frozenset[Digest], Match]) -> dict[tuple[Digest, Digest], Nearness]:
    """For each (child, parent) of a cluster whose traces were measured."""
    apart = {ends: match.traces.apart for ends, match in pairs.items() if match.traces}
    members = sorted({digest for ends in apart for digest in ends})
    nearest = {one: min(value for ends, value in apart.items() if one in ends) for one in members}
    longest = _longest_steps(apart, members)
    found = {}
    for ends, value in apart.items():
        one, other = sorted(ends)
        detour = value - longest[one, other]
        for child, parent in ((one, other), (other, one)):
            found[child, parent] = Nearness(
                beyond_child=value - nearest[child], beyond_parent=value - nearest[parent], detour=detour
            )
    return found


def _longest_steps(apart: Mapping[frozenset[Digest], float], members: list[Digest]) -> dict[tuple[Digest, Digest], float]:
    """The longest step on the way between two members that has the shortest longest step: on the minimum spanning tree."""
    group = {one: {one} for one in members}
    found: dict[tuple[Digest, Digest], float] = {}
    for ends, value in sorted(apart.items(), key=lambda item: (item[1], sorted(item[0]))):
        one, other = sorted(ends)
        if group[one] is group[other]:
            continue
        for a in group[one]:
            for b in group[other]:
                found[a, b] = found[b, a] = value
        joined = group[one] | group[other]
        group.update(dict.fromkeys(joined, joined))
    return found


def _turned(traces: Traces) -> Traces:
    """Of the compared side against the query."""
    values = {f.name: getattr(traces, f.name) for f in fields(Traces)}
    signed = {name: -values[name] for name in SIGNED}
    swapped = {a: values[b] for one, other in SWAPPED.items() for a, b in ((one, other), (other, one))}
    return replace(traces, **signed, **swapped)


def _turned_edit(edit: Edit) -> Edit:
    return edit if edit.on_query is None else replace(edit, on_query=not edit.on_query)


def _length(probe: Probe | None) -> float | None:
    return float(probe.duration) if probe and probe.duration else None


def _picture(probe: Probe | None) -> Stream | None:
    streams = probe.streams if probe else ()
    return next((s for s in streams if s.kind == "video" and s.width and s.height), None)


def _heard(probe: Probe) -> bool:
    return any(stream.kind == "audio" for stream in probe.streams)
