"""Copies at hand laid over each other, pixel by pixel: a few moments of each file are decoded once for all its matches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from provenance.chain.clusters import best_pairs, connected, spanning
from provenance.errors import MediaError
from provenance.fingerprints.interface import Picture
from provenance.matching.differing import closest, turned_back
from provenance.matching.laying import Window
from provenance.matching.schedule import Tie, anchor_of, moments, spread, tie
from provenance.matching.traces import VERSION, traces
from provenance.media.sandbox import Decoders
from provenance.media.stills import windows
from provenance.model import ActivityKind, Digest, Match, MatchRelation
from provenance.pipeline.run import Run, now

__all__ = ["MOST", "trace_copies", "with_traces"]

SIDE = 640
"""Pixels of the longer side at which pictures are compared."""
AROUND = 0.25
"""Seconds around the time that a match gives, in which the very picture is sought."""
BESIDE = 2
"""Pictures before and after it that are kept too: another pair of files may find its own among them."""
USED = 3
"""Moments of one pair."""
MOST = 40
"""Copies of one footage whose pixels are compared, those that share most with others first: pairs grow with their square."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Seen:
    """What one file shows around one moment."""

    time: float
    """Of the middle one, on the file's own clock."""
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class _Files:
    """Where they lie, and who decodes them."""

    paths: Mapping[Digest, Path]
    decoders: Decoders
    broken: set[Digest] = field(default_factory=set)
    """Those that could not be decoded."""


Seen = dict[float, _Seen]
"""By moments of the anchor's clock."""


def trace_copies(run: Run, library: str, files: Sequence[Digest]) -> None:
    """The traces of the matches among the case's own ``files``, kept as ``library``; what was tried is not tried again."""
    known = {query: run.case.matches_in(query, library) for query in files}
    matches = tuple(match for found in known.values() for match in found)
    if all(match.traces or match.relation is not MatchRelation.SAME_FOOTAGE for match in matches):
        return
    subject = f"pixels of copies in {library}"
    searched = sorted(f"{query} {run.case.compared(query, library)}" for query in files)
    option = "state", Digest.of("\n".join((VERSION, *searched)).encode()).value
    last = run.case.last_activity(ActivityKind.MATCH, subject)
    if last is not None and last.ok and option in last.options:
        return
    run.progress.stage("compare pixels", 1)
    with run.item(ActivityKind.MATCH, subject, label=subject):
        started = now()
        traced = with_traces(matches, {digest: run.case.media.path(digest) for digest in files}, run.decoders)
        message = f"{sum(match.traces is not None for match in traced)} of {len(traced)} matches"
        with run.case.commit(run.activity(ActivityKind.MATCH, subject, started, message=message, options=(option,))) as write:
            for query in {match.query for match in traced}:
                found = tuple(match for match in traced if match.query == query)
                write.comparison(query, library, run.case.compared(query, library) or "", found)


def with_traces(matches: Sequence[Match], paths: Mapping[Digest, Path], decoders: Decoders) -> tuple[Match, ...]:
    """``matches`` with the traces that the files at ``paths`` show; those that have them, or whose files are gone, as they are.

    A file that cannot be decoded any more leaves its own matches without traces; what was to be found through it is sought again.
    """
    pairs = {
        ends: match
        for ends, match in best_pairs(matches).items()
        if match.relation is MatchRelation.SAME_FOOTAGE and all(d in paths for d in ends) and tie(match, match.query)
    }
    found: dict[int, Match] = {}
    files, waiting = _Files(paths=paths, decoders=decoders), list(_groups(pairs))
    while waiting:
        group, known = waiting.pop(), len(files.broken)
        if any(match.traces is None and id(match) not in found for match in group.values()):
            found.update({id(before): after for before, after in _cluster(group, files)})
        if len(files.broken) > known:
            waiting += _groups({ends: match for ends, match in group.items() if files.broken.isdisjoint(ends)})
    return tuple(found.get(id(match), match) for match in matches)


def _groups(pairs: Mapping[frozenset[Digest], Match]) -> Iterator[Mapping[frozenset[Digest], Match]]:
    """The pairs of each group of copies that hang together."""
    for group in map(frozenset, connected(pairs)):
        yield {ends: match for ends, match in pairs.items() if ends <= group}


def _cluster(pairs: Mapping[frozenset[Digest], Match], files: _Files) -> Iterator[tuple[Match, Match]]:
    kept = _largest(pairs)
    anchor = anchor_of(kept)
    ties = [found for one, other in spanning(anchor, kept).items() if (found := tie(kept[frozenset({one, other})], one))]
    seen = _gathered(anchor, ties, moments(anchor, ties, kept), files)
    for match in kept.values():
        here, there = seen.get(match.query, {}), seen.get(match.compared.digest, {})
        both = spread(sorted(set(here) & set(there)), USED)
        segment = tie(match, match.query)
        if match.traces is None and both and segment:
            measured = traces([(here[m].window, there[m].window) for m in both], segment.placement)
            yield match, replace(match, traces=measured)


def _largest(pairs: Mapping[frozenset[Digest], Match]) -> Mapping[frozenset[Digest], Match]:
    """The pairs among the :data:`MOST` copies that hang best together around the anchor."""
    tied = list(spanning(anchor_of(pairs), pairs))
    if len(tied) < MOST:
        return pairs
    chosen = {anchor_of(pairs), *tied[: MOST - 1]}
    return {ends: match for ends, match in pairs.items() if ends <= chosen}


def _gathered(anchor: Digest, ties: Iterable[Tie], wanted: Mapping[Digest, Sequence[float]], files: _Files) -> dict[Digest, Seen]:
    """The windows of each file: the anchor's at its moments, each other's where it shows what the one it is tied to shows."""
    seen = {anchor: _read(files, anchor, {m: m for m in wanted[anchor]}, None, {})}
    for each in ties:
        other = seen.get(each.other, {})
        times = {m: each.to_one(other[m].time) for m in wanted[each.one] if m in other}
        seen[each.one] = _read(files, each.one, times, each, other)
    return seen


def _read(files: _Files, one: Digest, times: Mapping[float, float], tied: Tie | None, other: Seen) -> Seen:
    found: Seen = {}
    order = sorted(times, key=lambda m: times[m])
    try:
        shown = files.decoders.call(windows, files.paths[one], [times[m] for m in order], around=AROUND, max_side=SIDE)
        for moment, frames in zip(order, shown, strict=True):
            pictures = [frame.pixels for frame in frames]
            if tied is None:
                best = min(range(len(frames)), key=lambda i: abs(float(frames[i].time) - times[moment]))
            else:
                best = _closest(other[moment].window.middle, pictures, tied)
            reach = min(BESIDE, best, len(frames) - 1 - best)
            step = float(frames[-1].time - frames[0].time) / max(1, len(frames) - 1)
            window = Window(pictures=tuple(pictures[best - reach : best + reach + 1]), step=step)
            found[moment] = _Seen(time=float(frames[best].time), window=window)
    except (MediaError, OSError):
        files.broken.add(one)
        return {}
    return found


def _closest(shown: Picture, candidates: Sequence[Picture], tied: Tie) -> int:
    """Which picture of the tied file shows what the other one shows."""
    back = turned_back(tied.placement) if tied.forward else tied.placement
    return closest(shown, candidates, back) if back else len(candidates) // 2
