"""The compact index of a large library: which stretches of which videos could show the query's footage.

Two ways, as in ``candidates.py``: votes of local features that agree on one turn and one zoom, and near PDQ values in eight
orientations. The unit that gathers votes is a stretch of :data:`STRETCH` seconds and the one after it, so that an hour
of footage gathers no more chance votes than a clip.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import faiss
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage
from provenance.fingerprints.local import DESCRIPTOR_BYTES, descriptors, mirrored, sizes_and_angles
from provenance.fingerprints.pdq import PDQ, orientations
from provenance.matching.lists import Lists, build_lists
from provenance.matching.nearest import Near, Nearest
from provenance.matching.sidebyside import side_by_side
from provenance.matching.thinned import PDQ_QUALITY, Thinned, shapes_unpacked

__all__ = ["CompactIndex", "Proposal", "Table", "build_table"]

QUERY_FRAMES = 14
"""Keyframes of a query of a minute or less that vote; more of a longer one."""
SECONDS_A_FRAME = 5.0
MOST_FRAMES = 120
QUERY_FEATURES = 96
NEIGHBOURS = 32
"""Of each query feature."""
MAX_DISTANCE = 62
PDQ_FRAMES = 20
PDQ_NEIGHBOURS = 32
"""Of each query value in one part of the index."""
PDQ_DISTANCE = 58
LISTS_SEEN, PDQ_LISTS_SEEN = 1 / 128, 1 / 32
"""Share of the lists that are looked into for each query row."""
STRETCH = 20_000
"""Milliseconds."""
TURNS, ZOOMS = 16, 12
MIN_VOTES = 1.2
SHOWN = 3
"""Details of one keyframe of the query in one keyframe of a stretch: chance shows one at a time, seldom two."""
LIMIT = 32
PER_FRAME = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """One part of the index. ``videos`` are the numbers that the library knows its videos by."""

    videos: npt.NDArray[np.int64]
    frame_video: npt.NDArray[np.uint32]
    """Position in ``videos``."""
    frame_time: npt.NDArray[np.uint32]
    """Milliseconds."""
    features: Lists
    feature_frame: npt.NDArray[np.uint32]
    feature_shape: npt.NDArray[np.uint8]
    pdq: Lists
    pdq_video: npt.NDArray[np.uint32]
    pdq_time: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A stretch of a video worth comparing."""

    video: int
    """Its number in the library."""
    votes: float
    pairs: tuple[tuple[int, int], ...]
    """Keyframe of the query, and the moment of the video (milliseconds) that looks like it; most votes first."""
    mirror: bool = False
    orientation: int | None = None
    """Of ``pdq.ORIENTATIONS``, where PDQ proposed it."""

    @property
    def frames(self) -> frozenset[int]:
        """Keyframes of the query that speak for it."""
        return frozenset(frame for frame, _ in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Hits:
    """Query features with a near neighbour, as parallel arrays."""

    row: npt.NDArray[np.int64]
    frame: npt.NDArray[np.int64]
    video: npt.NDArray[np.int64]
    time: npt.NDArray[np.int64]
    turn: npt.NDArray[np.int64]
    zoom: npt.NDArray[np.int64]

    def at(self, which: npt.NDArray[np.intp]) -> "_Hits":
        return _Hits(
            row=self.row[which],
            frame=self.frame[which],
            video=self.video[which],
            time=self.time[which],
            turn=self.turn[which],
            zoom=self.zoom[which],
        )


def build_table(rows: Thinned, videos: Sequence[int]) -> Table:
    """The part of the index that holds ``rows``; ``videos`` are the numbers of its videos, in their order."""
    features, order = build_lists(rows.descriptors)
    prints, by = build_lists(rows.pdq)
    return Table(
        videos=np.array(videos, np.int64),
        frame_video=rows.frame_video,
        frame_time=rows.frame_time,
        features=features,
        feature_frame=rows.feature_frame[order],
        feature_shape=rows.shapes[order],
        pdq=prints,
        pdq_video=rows.pdq_video[by],
        pdq_time=rows.pdq_time[by],
    )


class CompactIndex:
    """The parts of an index, searched as one."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tuple(tables)

    def search(self, query: Footage, *, limit: int = LIMIT) -> tuple[Proposal, ...]:
        """The most promising stretches, best first; a stretch may stand twice (by features and by PDQ)."""
        # One thread: waiting threads of its pool spin, and cost more than they gain on a busy machine.
        faiss.omp_set_num_threads(1)
        frames = spread(query)
        ways = [partial(self._by_features, query, frames, mirror=mirror) for mirror in (False, True)]
        plain, mirrored, by_pdq = side_by_side(lambda way: way(), [*ways, partial(self._by_pdq, query, limit=limit // 2)])
        votes = sorted((*plain, *mirrored), key=lambda p: -p.votes)
        return (*_best_of(votes, frames, limit=limit), *by_pdq)

    def _by_features(self, query: Footage, frames: Sequence[int], *, mirror: bool) -> list[Proposal]:
        return _proposals(self._hits(query, frames, mirror=mirror), mirror=mirror)

    def _hits(self, query: Footage, frames: Sequence[int], *, mirror: bool) -> _Hits:
        rows, shapes, of_frame = query_rows(query, frames, mirror=mirror)
        nearest, before = Nearest(len(rows), limit=NEIGHBOURS, within=MAX_DISTANCE), [0]
        for table in self._tables:
            table.features.search(rows, nearest, share=LISTS_SEEN, first=before[-1])
            before.append(before[-1] + len(table.features.values))
        near = nearest.found()
        return _joined([_one(t, _of(near, before[i], before[i + 1]), shapes, of_frame) for i, t in enumerate(self._tables)])

    def _by_pdq(self, query: Footage, *, limit: int) -> list[Proposal]:
        prints = [(i, p.value) for i, k in enumerate(query.keyframes) if (p := k.value(PDQ.name)) and p.quality >= PDQ_QUALITY]
        prints = [prints[i] for i in evenly(len(prints), PDQ_FRAMES)]
        if not prints:
            return []
        rows = np.concatenate([orientations(value) for _, value in prints])
        of_frame = np.repeat(np.array([i for i, _ in prints]), 8)
        out: list[Proposal] = []
        for table in self._tables:
            nearest = Nearest(len(rows), limit=PDQ_NEIGHBOURS, within=PDQ_DISTANCE)
            table.pdq.search(rows, nearest, share=PDQ_LISTS_SEEN)
            near = nearest.found()
            video = table.videos[np.minimum(table.pdq_video[near.value], max(0, len(table.videos) - 1))]
            out += _by_orientation(near, of_frame, video, table.pdq_time[near.value].astype(np.int64))
        return sorted(out, key=lambda p: -p.votes)[:limit]


def spread(query: Footage) -> list[int]:
    """Positions of the keyframes that vote, evenly over the query."""
    many = int(np.clip(float(query.duration) / SECONDS_A_FRAME, QUERY_FRAMES, MOST_FRAMES))
    return evenly(len(query.keyframes), many)


def evenly(count: int, most: int) -> list[int]:
    """At most ``most`` of ``count`` positions, evenly."""
    return list(range(count)) if count <= most else sorted({round(x) for x in np.linspace(0, count - 1, most)})


def query_rows(
    query: Footage, frames: Sequence[int], *, mirror: bool
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Descriptors, shapes and keyframes of the features that vote."""
    chosen = [query.keyframes[i].features for i in frames]
    rows = np.concatenate([np.zeros((0, DESCRIPTOR_BYTES), np.uint8), *(descriptors(f)[:QUERY_FEATURES] for f in chosen)])
    shapes = np.concatenate([np.zeros((0, 2), np.float32), *(sizes_and_angles(f)[:QUERY_FEATURES] for f in chosen)])
    if mirror:
        rows, shapes = mirrored(rows), np.stack([shapes[:, 0], 0.5 - shapes[:, 1]], axis=1)
    return rows, shapes, np.repeat(np.array(frames, np.int64), [min(f.count, QUERY_FEATURES) for f in chosen])


def _of(near: Near, start: int, end: int) -> Near:
    """What lies in one part of the index, counted from its beginning."""
    inside = near.at((near.value >= start) & (near.value < end))
    return replace(inside, value=inside.value - start)


def _one(table: Table, near: Near, shapes: npt.NDArray[np.float32], of_frame: npt.NDArray[np.int64]) -> _Hits:
    # A file handed in may hold any number: what points outside is cut to the last keyframe, where it can only mislead a vote.
    frame = np.minimum(table.feature_frame[near.value], max(0, len(table.frame_time) - 1))
    there = shapes_unpacked(table.feature_shape[near.value])
    here = shapes[near.row]
    video = table.videos[np.minimum(table.frame_video[frame], max(0, len(table.videos) - 1))]
    return _Hits(
        row=near.row,
        frame=of_frame[near.row],
        video=video,
        time=table.frame_time[frame].astype(np.int64),
        turn=np.floor(np.mod(there[:, 1] - here[:, 1], 1.0) * TURNS).astype(np.int64) % TURNS,
        zoom=np.clip(np.floor(there[:, 0] - here[:, 0]) + ZOOMS // 2, 0, ZOOMS - 2).astype(np.int64),
    )


def _joined(parts: Sequence[_Hits]) -> _Hits:
    names = ("row", "frame", "video", "time", "turn", "zoom")
    return _Hits(**{name: np.concatenate([np.zeros(0, np.int64), *(getattr(h, name) for h in parts)]) for name in names})


def _proposals(hits: _Hits, *, mirror: bool) -> list[Proposal]:
    if not len(hits.row):
        return []
    unit = hits.video * (1 << 20) + hits.time // STRETCH
    weight = _shared_out(hits.row, unit)
    hits, unit, weight = _promising(hits, unit, weight)
    if not len(unit):
        return []
    order = np.argsort(unit, kind="stable")
    hits, unit, weight = hits.at(order), unit[order], weight[order]
    found, votes, best = _counted(hits, unit, weight)
    out = []
    order = np.argsort(-votes, kind="stable")
    taken: set[int] = set()
    for i in order:
        if votes[i] < MIN_VOTES:
            break
        if {int(found[i]) - 1, int(found[i]) + 1} & taken:
            continue
        one = _proposal(hits, unit, int(found[i]), int(best[i]), votes=float(votes[i]), mirror=mirror)
        if one is not None:
            taken.add(int(found[i]))
            out.append(one)
    return out


def _shared_out(row: npt.NDArray[np.int64], unit: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Weight of each hit: a detail that many stretches share (a logo, a straight edge) says little for any of them."""
    found, where = np.unique(unit, return_inverse=True)
    units = np.bincount(np.unique(row * len(found) + where) // len(found), minlength=int(row.max()) + 1)
    return 1.0 / np.sqrt(units[row])


def _promising(
    hits: _Hits, unit: npt.NDArray[np.int64], weight: npt.NDArray[np.float64]
) -> tuple[_Hits, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Only the hits in stretches that could reach :data:`MIN_VOTES` together with the next."""
    found, where = np.unique(unit, return_inverse=True)
    total = np.bincount(where, weight)
    after = np.searchsorted(found, found + 1)
    joined = (
        total
        + np.where((after < len(found)) & (found[np.minimum(after, len(found) - 1)] == found + 1), 1, 0)
        * total[np.minimum(after, len(found) - 1)]
    )
    good = found[joined >= MIN_VOTES]
    which = np.flatnonzero(np.isin(unit, good) | np.isin(unit, good + 1))
    return hits.at(which), unit[which], weight[which]


def _counted(
    hits: _Hits, unit: npt.NDArray[np.int64], weight: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Stretches, the votes of each in its best cell (of turn and zoom, with its neighbours), and that cell."""
    # Each hit counts in the cells whose window of two turns and two zooms it lies in, for its stretch and the one before.
    keys = np.concatenate(
        [
            ((unit - back) * TURNS + (hits.turn - turn) % TURNS) * ZOOMS + np.maximum(hits.zoom - zoom, 0)
            for back in (0, 1)
            for turn in (0, 1)
            for zoom in (0, 1)
        ]
    )
    rows = np.tile(hits.row, 8)
    many = int(hits.row.max()) + 1
    # A feature votes once in a cell, however many keyframes repeat it.
    cells, where = np.unique(keys, return_inverse=True)
    _, once = np.unique(where * many + rows, return_index=True)
    votes = np.bincount(where[once], np.tile(weight, 8)[once], len(cells))
    units = cells // (TURNS * ZOOMS)
    order = np.lexsort((-votes, units))
    found, first = np.unique(units[order], return_index=True)
    best = (cells % (TURNS * ZOOMS))[order][first]
    return found.astype(np.int64), votes[order][first].astype(np.float64), best.astype(np.int64)


def _proposal(hits: _Hits, unit: npt.NDArray[np.int64], found: int, cell: int, *, votes: float, mirror: bool) -> Proposal | None:
    """The stretch ``found``; ``hits`` stand in the order of their ``unit``. ``None`` where no two keyframes show enough alike."""
    turn, zoom = divmod(cell, ZOOMS)
    start, end = np.searchsorted(unit, (found, found + 2))
    agrees = start + np.flatnonzero(
        ((hits.turn[start:end] - turn) % TURNS <= 1) & ((hits.zoom[start:end] == zoom) | (hits.zoom[start:end] == zoom + 1))
    )
    # A frame and a time (milliseconds, 32 bits) as one number: sorting rows of two takes ten times as long.
    pairs, counts = np.unique(hits.frame[agrees] << 32 | hits.time[agrees], return_counts=True)
    if counts.max() < SHOWN:
        return None
    ranked = pairs[np.argsort(-counts, kind="stable")].tolist()
    return Proposal(
        video=int(hits.video[agrees[0]]), votes=votes, mirror=mirror, pairs=tuple((p >> 32, p & 0xFFFF_FFFF) for p in ranked)
    )


def _by_orientation(
    near: Near, of_frame: npt.NDArray[np.int64], video: npt.NDArray[np.int64], time: npt.NDArray[np.int64]
) -> list[Proposal]:
    """Stretches near by PDQ, each for one of the eight orientations."""
    out = []
    for _, where in _groups((video * (1 << 20) + time // STRETCH) * 8 + near.row % 8):
        best = where[np.argsort(near.distance[where], kind="stable")]
        pairs = zip(of_frame[near.row[best]].tolist(), time[best].tolist(), strict=True)
        out.append(
            Proposal(
                video=int(video[where[0]]),
                votes=float((1 - near.distance[where] / 128).sum()),
                pairs=tuple(dict.fromkeys(pairs)),
                orientation=int(near.row[where[0]] % 8),
            )
        )
    return out


def _groups(keys: npt.NDArray[np.int64]) -> list[tuple[int, npt.NDArray[np.intp]]]:
    """Each distinct key with its positions."""
    if not len(keys):
        return []
    order = np.argsort(keys, kind="stable")
    found, first = np.unique(keys[order], return_index=True)
    return list(zip(found.tolist(), np.split(order, first[1:]), strict=True))


def _best_of(found: Sequence[Proposal], frames: Sequence[int], *, limit: int) -> list[Proposal]:
    """The best of all, and of every keyframe of the query: a compilation shows each of its sources in a few only."""
    kept = dict.fromkeys(range(min(limit, len(found))))
    others = [(i, found[i].frames) for i in range(len(kept), len(found))]
    for frame in frames:
        kept |= dict.fromkeys(islice((i for i, shown in others if frame in shown and i not in kept), PER_FRAME))
    return [found[i] for i in kept]
