"""Which known videos could show the query's footage: votes of local features, and near PDQ values in eight orientations.

Cheap and generous: what is proposed here is only compared more closely, never reported.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Footage, KeyFrame
from provenance.fingerprints.local import DESCRIPTOR_BYTES, descriptors, mirrored, sizes_and_angles
from provenance.fingerprints.pdq import PDQ, orientations

__all__ = ["Candidate", "CandidateIndex"]

QUERY_FRAMES = 12
"""Keyframes of the query that vote, spread over its length."""
QUERY_FEATURES = 320
"""Features of each that vote: all of the whole picture in the default mode, and those of its panels, which stand between them."""
NEIGHBOURS = 32
MAX_DISTANCE = 66
"""Of 256 bits, for a vote."""
PDQ_DISTANCE = 62
"""Of 256 bits: wider than PDQ's own threshold, because geometry and motion are checked afterwards."""
PDQ_QUALITY = 20
LIMIT = 14
PER_FRAME = 2
MIN_VOTES = 2.0
TURNS, ZOOMS = 16, 12
"""Cells of relative angle (22.5° each) and relative size (a factor 2 each) in which votes must agree."""
EXACT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One known video worth comparing."""

    position: int
    """In the list that the index was made of."""
    mirror: bool
    votes: float
    frames: tuple[tuple[int, int], ...]
    """Keyframes (query, compared) with most votes, best first."""
    strength: tuple[tuple[int, float], ...] = ()
    """Keyframe of the query, and the votes of its best pair."""
    orientation: int | None = None
    """Of ``pdq.ORIENTATIONS``, where PDQ proposed it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Hits:
    """Query features with a near neighbour, as parallel arrays."""

    row: npt.NDArray[np.int64]
    frame: npt.NDArray[np.int64]
    video: npt.NDArray[np.int64]
    keyframe: npt.NDArray[np.int64]
    turn: npt.NDArray[np.int64]
    zoom: npt.NDArray[np.int64]


class CandidateIndex:
    """Local features and PDQ values of many videos, in memory."""

    def __init__(self, footage: Sequence[Footage]) -> None:
        # One thread: waiting threads of its pool spin, and cost more than they gain on a busy machine.
        faiss.omp_set_num_threads(1)
        frames = [(v, k, frame) for v, f in enumerate(footage) for k, frame in enumerate(f.keyframes)]
        tables = [descriptors(frame.features) for _, _, frame in frames]
        self._local = _index(np.concatenate([np.zeros((0, DESCRIPTOR_BYTES), np.uint8), *tables]))
        self._shapes = np.concatenate(
            [np.zeros((0, 2), np.float32), *(sizes_and_angles(frame.features) for _, _, frame in frames)]
        )
        self._videos = len(footage)
        self._owner = np.repeat(
            np.array([(v, k) for v, k, _ in frames], np.int64).reshape(-1, 2), [len(t) for t in tables], axis=0
        )
        strong = [(v, k, p.value) for v, k, frame in frames if (p := frame.value(PDQ.name)) and p.quality >= PDQ_QUALITY]
        self._pdq = faiss.IndexBinaryFlat(256)
        if strong:
            self._pdq.add(np.stack([np.frombuffer(value, np.uint8) for _, _, value in strong]))
        self._pdq_owner = np.array([(v, k) for v, k, _ in strong], np.int64).reshape(-1, 2)

    def search(self, query: Footage, *, limit: int = LIMIT) -> tuple[Candidate, ...]:
        """The most promising videos, best first; one video may stand twice (as it is, and mirrored)."""
        frames = _spread(query.keyframes)
        found = [c for mirror in (False, True) for c in self._by_features(query, frames, mirror=mirror)]
        found.sort(key=lambda c: -c.votes)
        return (*_best_of(found, frames, limit=limit), *self._by_pdq(query)[:limit])

    def _by_features(self, query: Footage, frames: Sequence[int], *, mirror: bool) -> list[Candidate]:
        chosen = [query.keyframes[i].features for i in frames]
        rows = np.concatenate([np.zeros((0, DESCRIPTOR_BYTES), np.uint8), *(descriptors(f)[:QUERY_FEATURES] for f in chosen)])
        if not len(rows) or not self._local.ntotal:
            return []
        shapes = np.concatenate([sizes_and_angles(f)[:QUERY_FEATURES] for f in chosen])
        if mirror:
            rows, shapes = mirrored(rows), np.stack([shapes[:, 0], 0.5 - shapes[:, 1]], axis=1)
        of_frame = np.repeat(np.array(frames), [min(f.count, QUERY_FEATURES) for f in chosen])
        distances, neighbours = self._local.search(rows, min(NEIGHBOURS, self._local.ntotal))
        row, column = np.nonzero((distances <= MAX_DISTANCE) & (neighbours >= 0))
        hit = neighbours[row, column]
        turn = np.mod(self._shapes[hit, 1] - shapes[row, 1], 1.0)
        zoom = self._shapes[hit, 0] - shapes[row, 0]
        hits = _Hits(
            row=row,
            frame=of_frame[row],
            video=self._owner[hit, 0],
            keyframe=self._owner[hit, 1],
            turn=np.floor(turn * TURNS).astype(np.int64) % TURNS,
            zoom=np.clip(np.floor(zoom) + ZOOMS // 2, 0, ZOOMS - 1).astype(np.int64),
        )
        return self._counted(hits, mirror=mirror)

    def _counted(self, hits: "_Hits", *, mirror: bool) -> list[Candidate]:
        """Votes of each video: of the features that agree on one turn and one zoom (weak geometric consistency)."""
        if not len(hits.row):
            return []
        weight = _shared_out(hits)
        cell = (hits.video * TURNS + hits.turn) * ZOOMS + hits.zoom
        # A feature votes once in a cell, however many keyframes repeat it.
        _, once = np.unique(np.stack([hits.row, cell]), axis=1, return_index=True)
        table = np.bincount(cell[once], weight[once], self._videos * TURNS * ZOOMS).reshape(self._videos, TURNS, ZOOMS)
        table = table + np.roll(table, -1, axis=1)
        table[:, :, :-1] += table[:, :, 1:]
        best = table.reshape(self._videos, -1).argmax(axis=1)
        turn, zoom = best // ZOOMS, best % ZOOMS
        agrees = (np.mod(hits.turn - turn[hits.video], TURNS) <= 1) & np.isin(hits.zoom - zoom[hits.video], (0, 1))
        votes = table.reshape(self._videos, -1).max(axis=1)
        pairs: dict[int, dict[tuple[int, int], float]] = defaultdict(lambda: defaultdict(float))
        for i in np.flatnonzero(agrees & (votes[hits.video] >= MIN_VOTES)):
            pairs[int(hits.video[i])][int(hits.frame[i]), int(hits.keyframe[i])] += float(weight[i])
        return [
            Candidate(
                position=v,
                mirror=mirror,
                votes=float(votes[v]),
                frames=tuple(sorted(found, key=lambda p: -found[p])),
                strength=_by_frame(found),
            )
            for v, found in pairs.items()
        ]

    def _by_pdq(self, query: Footage) -> list[Candidate]:
        prints = [(i, p.value) for i, k in enumerate(query.keyframes) if (p := k.value(PDQ.name)) and p.quality >= PDQ_QUALITY]
        if not prints or not self._pdq.ntotal:
            return []
        rows = np.concatenate([orientations(value) for _, value in prints])
        distances, neighbours = self._pdq.search(rows, min(8, self._pdq.ntotal))
        best: dict[tuple[int, int], list[tuple[int, tuple[int, int]]]] = defaultdict(list)
        for row, column in np.argwhere((distances <= PDQ_DISTANCE) & (neighbours >= 0)):
            video, frame = self._pdq_owner[neighbours[row, column]].tolist()
            best[video, row % 8].append((int(distances[row, column]), (prints[row // 8][0], frame)))
        out = [
            Candidate(
                position=video,
                mirror=False,
                votes=sum(1 - d / 128 for d, _ in hits),
                frames=tuple(pair for _, pair in sorted(hits)),
                orientation=turn,
            )
            for (video, turn), hits in best.items()
        ]
        return sorted(out, key=lambda c: -c.votes)


def _shared_out(hits: _Hits) -> npt.NDArray[np.float64]:
    """Weight of each hit: a detail that many videos share (a logo, a straight edge) says little for any of them."""
    pairs = np.unique(np.stack([hits.row, hits.video]), axis=1)
    videos = np.bincount(pairs[0], minlength=int(hits.row.max()) + 1)
    return 1.0 / np.sqrt(videos[hits.row])


def _by_frame(pairs: Mapping[tuple[int, int], float]) -> tuple[tuple[int, float], ...]:
    best: dict[int, float] = {}
    for (here, _), votes in pairs.items():
        best[here] = max(votes, best.get(here, 0.0))
    return tuple(best.items())


def _best_of(found: Sequence[Candidate], frames: Sequence[int], *, limit: int) -> list[Candidate]:
    """The best of all, and of every keyframe of the query: a compilation shows each of its sources in a few only."""
    kept = list(found[:limit])
    for frame in frames:
        strengths = [(dict(c.strength).get(frame, 0.0), i) for i, c in enumerate(found)]
        kept += [
            found[i] for votes, i in sorted(strengths, reverse=True)[:PER_FRAME] if votes >= MIN_VOTES and found[i] not in kept
        ]
    return kept


def _spread(keyframes: Sequence[KeyFrame]) -> list[int]:
    """At most :data:`QUERY_FRAMES` positions, evenly over ``keyframes``."""
    if len(keyframes) <= QUERY_FRAMES:
        return list(range(len(keyframes)))
    return sorted({round(x) for x in np.linspace(0, len(keyframes) - 1, QUERY_FRAMES)})


def _index(rows: npt.NDArray[np.uint8]) -> faiss.IndexBinary:
    """Exact below :data:`EXACT` descriptors; above, an inverted file, ten times faster, that misses one in forty."""
    bits = DESCRIPTOR_BYTES * 8
    if len(rows) < EXACT:
        flat = faiss.IndexBinaryFlat(bits)
        flat.add(rows)
        return flat
    lists = int(2 ** np.clip(np.round(np.log2(len(rows) / 800)), 5, 14))
    index = faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(bits), bits, lists)
    index.cp.niter = 4
    index.train(rows[:: max(1, len(rows) // (lists * 64))])
    index.add(rows)
    index.nprobe = max(8, lists // 16)
    return index
