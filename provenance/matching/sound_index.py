"""Soundtracks of many videos, searched by pairs of landmarks (Wang 2003): one query at every speed, candidates out, then judged.

A pair gives pitch, difference of pitch and difference of time, 16 bits. The index is one array: the times (on one long
time line of all soundtracks) of all pairs, sorted by value; 4 bytes a pair, some 1.2 MB an hour. Only the query's pairs are
made anew for each speed tried.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Sound
from provenance.fingerprints.sound import FRAME, PITCHES, PITCHES_PER_OCTAVE
from provenance.matching.sound import THRESHOLD, Heard, SoundLine, heard, score
from provenance.matching.sound_lines import distinct, follow

__all__ = ["SoundIndex"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

KEPT = tuple(1.06**i for i in sorted(range(-12, 13), key=abs))
"""Speeds tried with the pitch kept: seconds of the compared side in one of the query, 0.5 to 2. Pairs bear half a step."""
SHIFTED = tuple(1.03**i for i in sorted(range(-24, 25), key=abs) if i)
"""Speeds tried with the pitch gone along: half a step is a quarter of a band, which pairs still bear."""
REACH = 32
"""Steps (1 s) from a landmark to those that it is paired with."""
SPAN = PITCHES_PER_OCTAVE // 2
"""Bands (an octave) up or down, likewise."""
STORED, ASKED = 4, 8
"""Pairs a landmark begins, in the index and in a query: more in the query, in which noise may stand in between."""
LOOK = 24
"""Following landmarks looked at for that."""
TIMES = 16
"""Values of a difference of time: two steps each."""
PITCH_VALUES = PITCHES // 2
DIFFERENCES = 2 * SPAN + 1
KEYS = PITCH_VALUES * DIFFERENCES * TIMES
WINDOW = 8.0
"""Seconds of the query that vote together; over more, the speeds tried would drift apart."""
CELL = 8
"""Steps of the time line: votes within two neighbouring cells are one."""
LEAST_VOTES = 4
BUDGET, BUDGET_CHANGED = 300_000, 40_000
"""Pairs of the index looked at for unchanged speed, and for each other; the rarest values first, which say most."""
GUESSES = 12
"""Kept of one speed."""
JUDGED, JUDGED_WINDOW = 40, 6
"""Guesses judged, of the whole query and at least of each of its windows."""
GAP = 256
"""Steps between two soundtracks on the time line."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Guess:
    """Where pairs agree: which soundtrack, and the line."""

    position: int
    votes: int
    line: SoundLine


class SoundIndex:
    """Landmark pairs of many soundtracks, in memory: build once, search many times."""

    def __init__(self, sounds: Sequence[Sound]) -> None:
        self._sounds = tuple(sounds)
        counts, starts, at = np.zeros(KEYS, np.int64), [], 0
        for sound in self._sounds:
            track = heard(sound)
            starts.append(at)
            counts += np.bincount(_pairs(track.times / FRAME, track.pitches / 2, STORED)[0], minlength=KEYS)
            at += GAP + int(track.end / FRAME)
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._starts = np.array(starts, np.int64)
        self._length = at
        self._places = self._sorted()

    def _sorted(self) -> npt.NDArray[np.uint32]:
        """Times of all pairs, by value; one soundtrack after the other: sorting all at once takes four times the memory."""
        places, free = np.zeros(int(self._first[-1]), np.uint32), self._first[:-1].copy()
        for sound, start in zip(self._sounds, self._starts.tolist(), strict=True):
            track = heard(sound)
            keys, begun = _pairs(track.times / FRAME, track.pitches / 2, STORED)
            order = np.argsort(keys, kind="stable")
            keys, count = keys[order], np.bincount(keys, minlength=KEYS)
            rank = np.arange(len(keys)) - (np.cumsum(count) - count)[keys]
            places[free[keys] + rank] = np.rint(begun[order]).astype(np.int64) + start
            free += count
        return places

    def search(self, query: Sound) -> dict[int, tuple[SoundLine, ...]]:
        """Position of each soundtrack that has a stretch of the query, with all such stretches, best first by their surest."""
        if not len(self._places):
            return {}  # else the query would be made ready at every speed for nothing
        track = heard(query)
        found: dict[int, list[SoundLine]] = {}
        for guess in self._best(track):
            known = found.get(guess.position, [])
            if any(_explains(line, guess.line) for line in known):
                continue
            line = follow(track, self._heard(guess.position), guess.line)
            if line is not None and score(line) >= THRESHOLD:
                found.setdefault(guess.position, []).append(line)
        out = {position: distinct(lines) for position, lines in found.items()}
        return dict(sorted(out.items(), key=lambda item: -max(line.nats for line in item[1])))

    def _best(self, track: Heard) -> list[_Guess]:
        """The guesses with most votes: of all, and of each window of the query (a compilation)."""
        speeds = [*((rate, 0.0) for rate in KEPT), *((rate, float(np.log2(rate))) for rate in SHIFTED)]
        every = [guess for rate, pitch in speeds for guess in self._guesses(track, rate, pitch)]
        kept: list[_Guess] = []
        windows: Counter[float] = Counter()
        for guess in sorted(every, key=lambda g: -g.votes):
            windows[guess.line.start] += 1
            if len(kept) < JUDGED or windows[guess.line.start] <= JUDGED_WINDOW:
                kept.append(guess)
        return kept

    def _heard(self, position: int) -> Heard:
        return heard(self._sounds[position])

    def _guesses(self, track: Heard, rate: float, pitch: float) -> list[_Guess]:
        """The lines with most votes at one speed."""
        frames, bands = track.times * (rate / FRAME), track.pitches / 2 - pitch * PITCHES_PER_OCTAVE / 2
        keys, begun = _pairs(frames, bands, ASKED)
        if not len(keys) or not len(self._places):
            return []
        row, place = self._hits(keys, BUDGET if rate == 1.0 else BUDGET_CHANGED)
        owner = np.searchsorted(self._starts, place, side="right") - 1
        window = (begun[row] * (FRAME / rate) // WINDOW).astype(np.int64)
        before = int(begun.max()) + 1
        cell = np.floor((place - begun[row] + before) / CELL).astype(np.int64)
        votes = (window * len(self._sounds) + owner) * ((self._length + before) // CELL + 4) + cell
        value, first, count = np.unique(votes, return_index=True, return_counts=True)
        both = count.copy()
        both[:-1] += np.where(np.diff(value) == 1, count[1:], 0)
        guesses = []
        for k in np.argsort(-both, kind="stable")[:GUESSES]:
            i = first[k]
            start, position = float(window[i]) * WINDOW, int(owner[i])
            offset = (float(place[i] - begun[row[i]]) - int(self._starts[position])) * FRAME
            line = SoundLine(rate=rate, offset=offset, pitch=pitch, start=start, end=start + WINDOW)
            if both[k] >= LEAST_VOTES:
                guesses.append(_Guess(position=position, votes=int(both[k]), line=line))
        return guesses

    def _hits(self, keys: Ints, budget: int) -> tuple[Ints, Ints]:
        """Pairs of the query (their positions) and of the index (their times) with the same value."""
        count = self._first[keys + 1] - self._first[keys]
        order = np.argsort(count, kind="stable")
        chosen = order[np.cumsum(count[order]) <= budget]
        chosen = chosen[count[chosen] > 0]
        count = count[chosen]
        row = np.repeat(chosen, count)
        within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        return row, self._places[np.repeat(self._first[keys[chosen]], count) + within].astype(np.int64)


def _explains(line: SoundLine, guess: SoundLine) -> bool:
    """Whether ``guess`` is the line already found, as seen in one of its windows."""
    middle = (guess.start + guess.end) / 2
    return line.start <= middle <= line.end and abs(line.at(middle) - guess.at(middle)) < 1.0


def _pairs(frames: Floats, bands: Floats, most: int) -> tuple[Ints, Floats]:
    """Values of the pairs that each landmark begins with the ``most`` next in reach, and the time (steps) of their first."""
    keys, begun = [], []
    used = np.zeros(len(frames), np.int64)
    for ahead in range(1, min(LOOK, len(frames) - 1) + 1):
        apart, rise = frames[ahead:] - frames[:-ahead], np.rint(bands[ahead:]) - np.rint(bands[:-ahead])
        pitch = np.rint(bands[:-ahead])
        good = (apart >= 1.5) & (apart < REACH) & (np.abs(rise) <= SPAN) & (pitch >= 0) & (pitch < PITCH_VALUES)
        good &= used[: len(good)] < most
        used[: len(good)] += good
        value = (pitch * DIFFERENCES + rise + SPAN) * TIMES + np.rint(apart) // 2
        keys.append(value[good].astype(np.int64))
        begun.append(frames[:-ahead][good])
    return np.concatenate([np.zeros(0, np.int64), *keys]), np.concatenate([np.zeros(0), *begun])
