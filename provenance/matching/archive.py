"""Candidates of a large library, made exact: what it holds around each proposed moment is fetched and compared closely.

The compact index keeps few keyframes and few features; which keyframes of both sides show the same moment is found here,
among all of them, before geometry and motion look at them.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import faiss
import numpy as np
import numpy.typing as npt

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, Motion
from provenance.fingerprints.local import descriptors, mirrored, sizes_and_angles, together
from provenance.fingerprints.motion import ROWS
from provenance.matching.candidates import MAX_DISTANCE, QUERY_FEATURES, Candidate
from provenance.matching.comparing import placeable
from provenance.matching.interface import Archive, Entry, MemorySource, Stretch
from provenance.model import Digest

__all__ = ["Fetched", "fetched"]

AROUND = Fraction(4)
"""Seconds around a proposed moment in which its own keyframes are looked for: wider than the index is thinned."""
PAIRS = 16
"""Proposed pairs of moments of one stretch that are looked at."""
NEAREST = 6
"""Of each query feature."""
LIMIT = 14
PER_FRAME = 2
MIN_VOTES = 3
FASTEST = Fraction(13, 10)
"""Seconds of the known video fetched for each second of the query before and after a proposed moment."""
MARGIN = Fraction(5)
TURNS, ZOOMS = 16, 12
MANY = 1 << 20
"""More than there are keyframes, or features of one: a row of such numbers is sorted as one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Parts of known videos, and where in them the query could lie."""

    source: MemorySource
    candidates: tuple[Candidate, ...]
    """Positions are those in ``source``."""
    problems: tuple[str, ...]

    def search(self, query: Footage) -> tuple[Candidate, ...]:  # noqa: ARG002 - it was made for this very query
        """As :meth:`CandidateIndex.search`."""
        return self.candidates


def fetched(query: Footage, archive: Archive) -> Fetched:
    """What ``archive`` proposes for ``query``, ranked anew and fetched. Damaged records are named and left out."""
    problems: list[str] = []
    ranked: list[Stretch] = []
    around: dict[Stretch, Footage] = {}
    for stretch in archive.candidates(query):
        if stretch.orientation is not None:
            ranked.append(stretch)
            continue
        try:
            exact, near = _exact(query, archive, stretch)
        except LibraryError as error:
            problems.append(str(error))
            continue
        if exact is not None:
            ranked.append(exact)
            around[exact] = near
    by_video: dict[Digest, list[Stretch]] = defaultdict(list)
    for stretch in _best(ranked):
        # Most of what a large library proposes lies nowhere in the picture: nothing more need be read of it.
        if stretch.orientation is not None or _lies(query, around[stretch], stretch):
            by_video[stretch.digest].append(stretch)
    items: list[tuple[Entry, Footage]] = []
    found: list[Candidate] = []
    for stretches in by_video.values():
        try:
            entry, footage = _fetch(query, archive, stretches)
        except LibraryError as error:
            problems.append(str(error))
            continue
        if footage.keyframes:
            found += [_candidate(footage, stretch, position=len(items)) for stretch in stretches]
            items.append((entry, footage))
    return Fetched(
        source=MemorySource(label=archive.label, items=tuple(items)),
        candidates=tuple(found),
        problems=tuple(dict.fromkeys(problems)),
    )


def _exact(query: Footage, archive: Archive, stretch: Stretch) -> tuple[Stretch | None, Footage]:
    """The keyframes of both sides that show the same moments, and their votes, from all the features around the proposed ones.

    Also what was read for it.
    """
    pairs = stretch.pairs[:PAIRS]
    times = [then for _, then in pairs]
    near = archive.fetch(stretch.digest, start=max(Fraction(0), min(times) - AROUND), end=max(times) + AROUND, motion=False)
    votes = _voted(query, near, pairs, mirror=stretch.mirror)
    if not votes:
        return None, near
    best: dict[int, int] = {}
    for (here, _), count in votes.items():
        best[here] = max(count, best.get(here, 0))
    ordered = sorted(votes, key=lambda p: -votes[p])
    exact = replace(
        stretch,
        votes=float(sum(best.values())),
        pairs=tuple((here, near.keyframes[there].time) for here, there in ordered),
        strength=tuple((frame, float(count)) for frame, count in best.items()),
    )
    return exact, near


def _lies(query: Footage, near: Footage, stretch: Stretch) -> bool:
    """Whether the query's picture lies anywhere in that of ``stretch``, of which ``near`` holds the keyframes."""
    return placeable(query, near, _candidate(near, stretch, position=0).frames, mirror=stretch.mirror)


def _fetch(query: Footage, archive: Archive, stretches: Sequence[Stretch]) -> tuple[Entry, Footage]:
    """The parts of one video that could show the query, as one footage with gaps."""
    digest = stretches[0].digest
    entry = archive.entry(digest)
    if entry is None:
        raise LibraryError(f"{archive.label}: expected an entry {digest}, found none")
    parts = [archive.fetch(digest, start=start, end=end, motion=True) for start, end in _windows(query, stretches)]
    return entry, _together(parts)


def _windows(query: Footage, stretches: Sequence[Stretch]) -> list[tuple[Fraction, Fraction]]:
    """From when to when of the video the query could be, by the best pairs of moments; joined where they meet."""
    spans = []
    for stretch in stretches:
        for frame, then in stretch.pairs[:PAIRS]:
            here = query.keyframes[frame].time
            before, after = here * FASTEST + MARGIN, max(Fraction(0), query.duration - here) * FASTEST + MARGIN
            spans.append((max(Fraction(0), then - before), then + after))
    out: list[tuple[Fraction, Fraction]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def _together(parts: Sequence[Footage]) -> Footage:
    """Stretches of one video, in order of time, as one; what two of them hold is taken once."""
    whole = parts[0]
    for part in parts[1:]:
        keyframes = {k.time: k for k in (*whole.keyframes, *part.keyframes)}
        whole = replace(
            whole, keyframes=tuple(keyframes[t] for t in sorted(keyframes)), motion=_longer(whole.motion, part.motion)
        )
    return whole


def _longer(before: Motion, after: Motion) -> Motion:
    """Two stretches of one record, the later one last; they may share sheets, because whole sheets are fetched."""
    if not before.times or not after.times:
        return before if before.times else after
    shared = bisect_right(after.times, before.times[-1])
    sheets = after.sheets[-(-shared // ROWS) :]
    return replace(before, times=before.times + after.times[shared:], sheets=before.sheets + sheets)


def _candidate(footage: Footage, stretch: Stretch, *, position: int) -> Candidate:
    times = _times(footage)
    return Candidate(
        position=position,
        mirror=stretch.mirror,
        votes=stretch.votes,
        frames=tuple((frame, int(np.abs(times - float(then)).argmin())) for frame, then in stretch.pairs),
        strength=stretch.strength,
        orientation=stretch.orientation,
    )


def _times(footage: Footage) -> npt.NDArray[np.float64]:
    return np.array([float(k.time) for k in footage.keyframes])


def _voted(
    query: Footage, footage: Footage, pairs: Sequence[tuple[int, Fraction]], *, mirror: bool
) -> dict[tuple[int, int], int]:
    """Features of each pair of keyframes near the proposed moments that agree on one turn and one zoom, over all pairs."""
    rows, times = [], _times(footage)
    for frame, moments in _moments(pairs).items():
        apart = np.abs(times[:, None] - np.array([float(m) for m in moments]))
        near = np.flatnonzero(apart.min(axis=1) <= float(AROUND)).tolist() if len(times) else []
        rows.append(_hits(query, frame, footage, near, mirror=mirror))
    hits = np.concatenate([np.zeros((0, 5), np.int64), *rows])
    return _agreeing(hits) if len(hits) else {}


def _agreeing(hits: npt.NDArray[np.int64]) -> dict[tuple[int, int], int]:
    """Features of each pair of keyframes that agree with most of all ``hits`` on one turn and one zoom.

    Columns: keyframe of the query, feature, compared keyframe, turn, zoom.
    """
    windows = np.concatenate([hits - [0, 0, 0, turn, zoom] for turn in (0, 1) for zoom in (0, 1)])
    windows[:, 3] %= TURNS
    cells = windows[:, 3] * (2 * ZOOMS) + windows[:, 4] + ZOOMS
    once = np.unique((cells * MANY + windows[:, 0]) * MANY + windows[:, 1])
    turn, zoom = divmod(int(np.bincount(once // MANY**2).argmax()), 2 * ZOOMS)
    zoom -= ZOOMS
    agrees = hits[((hits[:, 3] - turn) % TURNS <= 1) & ((hits[:, 4] == zoom) | (hits[:, 4] == zoom + 1))]
    once = np.unique((agrees[:, 0] * MANY + agrees[:, 2]) * MANY + agrees[:, 1])
    found, counts = np.unique(once // MANY, return_counts=True)
    return {divmod(pair, MANY): n for pair, n in zip(found.tolist(), counts.tolist(), strict=True) if n >= MIN_VOTES}


def _moments(pairs: Sequence[tuple[int, Fraction]]) -> dict[int, list[Fraction]]:
    out: dict[int, list[Fraction]] = defaultdict(list)
    for frame, then in pairs:
        out[frame].append(then)
    return out


def _hits(query: Footage, frame: int, footage: Footage, near: Sequence[int], *, mirror: bool) -> npt.NDArray[np.int64]:
    """Features of one keyframe of the query with a near one in the keyframes ``near`` of the other side."""
    features = query.keyframes[frame].features
    here, shapes = descriptors(features)[:QUERY_FEATURES], sizes_and_angles(features)[:QUERY_FEATURES]
    if mirror:
        here, shapes = mirrored(here), np.stack([shapes[:, 0], 0.5 - shapes[:, 1]], axis=1)
    chosen = [footage.keyframes[i].features for i in near]
    there = together(chosen)
    if not len(here) or not there.count:
        return np.zeros((0, 5), np.int64)
    values, other = descriptors(there), sizes_and_angles(there)
    owner = np.repeat(np.array(near, np.int64), [f.count for f in chosen])
    distances, found = faiss.knn_hamming(np.ascontiguousarray(here), values, min(NEAREST, len(values)))
    row, column = np.nonzero(distances <= MAX_DISTANCE)
    hit = found[row, column]
    turn = np.floor(np.mod(other[hit, 1] - shapes[row, 1], 1.0) * TURNS).astype(np.int64) % TURNS
    zoom = np.clip(np.floor(other[hit, 0] - shapes[row, 0]), -ZOOMS + 1, ZOOMS - 2).astype(np.int64)
    return np.stack([np.full(len(row), frame), row, owner[hit], turn, zoom], axis=1)


def _best(found: Sequence[Stretch]) -> list[Stretch]:
    """The best by features, and of every keyframe of the query; then the best by PDQ."""
    seen = sorted((c for c in found if c.orientation is None), key=lambda c: -c.votes)
    kept = seen[:LIMIT]
    for frame in sorted({frame for c in seen for frame, _ in c.strength}):
        strongest = sorted((c for c in seen if frame in dict(c.strength)), key=lambda c: -dict(c.strength)[frame])
        kept += [c for c in strongest[:PER_FRAME] if c not in kept]
    hashed = sorted((c for c in found if c.orientation is not None), key=lambda c: -c.votes)
    return [*kept, *hashed[:LIMIT]]
