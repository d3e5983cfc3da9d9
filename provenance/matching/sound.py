"""Two soundtracks along a line through time: how many landmarks agree, against what chance gives.

A line is an offset, a rate and a shift of pitch. Landmarks agree where one of the compared lies within a step of
time and of pitch of where the line puts it. What chance gives is counted on the same two soundtracks, on lines
beside the one judged: hum, a steady tone or a drum loop agrees there too, and so says nothing.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.interface import Sound
from provenance.fingerprints.sound import FRAME, PITCHES, PITCHES_PER_OCTAVE, SAMPLE_RATE, WINDOW, Landmarks, landmarks

__all__ = [
    "ALGORITHM",
    "FEWEST",
    "LOW_CHANCE",
    "SOUNDING",
    "THRESHOLD",
    "VERSION",
    "Board",
    "Heard",
    "SoundLine",
    "agreement",
    "along",
    "beside",
    "heard",
    "score",
]

ALGORITHM = "spectral landmarks"
VERSION = "1"
THRESHOLD = 0.5
"""Score from which two stretches are called the same sound."""
NATS = 30.0
"""Evidence at the threshold: by chance, once in e³⁰ independent tries. Landmarks depend on each other, hence so much."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SLACK_TIME, SLACK_PITCH = 1, 1
"""Steps of time (32 ms) and pitch (a 48th of an octave) within which landmarks agree."""
NEAR, FAR = 16, 190
"""Steps (0.5 s, 6 s): the lines beside, on which chance is counted. Sound that repeats itself within that time has no place."""
TURN = 40
"""Steps by which fitting moves a line, at most."""
MARGIN = 6
"""Steps before and after the compared side's landmarks that count as its sound."""
ENOUGH = 2_000_000
"""Landmarks times lines that are looked at together, at most."""
LOW_CHANCE = 0.02
"""Share that agrees by chance, at least: unrelated sounds have 0.02 to 0.06."""
FEWEST = 12
"""Landmarks that must agree, at least."""
SOUNDING = 4.0
"""Landmarks a second from which a stretch sounds; noise, speech and music have 12 to 25."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Heard:
    """The landmarks of one soundtrack, ready to be laid over another."""

    times: Floats
    """Seconds, the middle of each spectrum's window."""
    pitches: Ints

    @property
    def end(self) -> float:
        """Time of the last landmark."""
        return float(self.times[-1]) if len(self.times) else 0.0

    def between(self, start: float, end: float) -> "Heard":
        """The part from ``start`` to ``end``."""
        a, b = np.searchsorted(self.times, (start, end)).tolist()
        return Heard(times=self.times[a:b], pitches=self.pitches[a:b])

    def density(self, start: float, end: float) -> float:
        """Landmarks a second."""
        return len(self.between(start, end).times) / max(FRAME, end - start)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundLine:
    """A stretch of the query and the stretch of the compared side that sounds the same."""

    rate: float
    """Seconds of the compared side heard in one second of the query."""
    offset: float
    """Compared time = rate × query time + offset."""
    pitch: float
    """Octaves by which the query sounds higher."""
    start: float
    """Seconds of the query."""
    end: float
    agreeing: int = 0
    landmarks: int = 0
    """Of the query, between ``start`` and ``end``."""
    chance: float = 0.0
    """Share that agrees on lines beside this one."""
    nats: float = 0.0
    """Evidence against chance (Chernoff's bound for a binomial tail)."""

    def at(self, time: float) -> float:
        """Compared time at a query time."""
        return self.rate * time + self.offset


def heard(sound: Sound) -> Heard:
    """The landmarks of ``sound`` in seconds."""
    points: Landmarks = landmarks(sound)
    times = np.asarray(points.frames * FRAME + WINDOW / SAMPLE_RATE / 2, np.float64)
    return Heard(times=times, pitches=points.pitches)


def score(line: SoundLine) -> float:
    """0 to 1; :data:`THRESHOLD` where the evidence is :data:`NATS`."""
    return line.nats / (line.nats + NATS)


def agreement(query: Sound, compared: Sound, *, rate: float, offset: float, start: float, end: float) -> float | None:
    """Share of the query's landmarks from ``start`` to ``end`` (its seconds) that the compared side has along the line.

    Chance taken out: 0 for what is unrelated, 1 for equal sound; copies coded hard 0.15, mildly 0.6 or more. The line may lie
    off by 0.3 s; the pitch may have gone with the speed or not. ``None`` where either is silent there, or too short
    or too steady (hum, a tone) to tell.
    """
    return along(heard(query), heard(compared), SoundLine(rate=rate, offset=offset, pitch=0.0, start=start, end=end))


def along(query: Heard, compared: Heard, line: SoundLine) -> float | None:
    """As :func:`agreement`, of what was unpacked before."""
    here = query.between(line.start, line.end)
    low, high = line.at(line.start), line.at(line.end)
    sounding = query.density(line.start, line.end) >= SOUNDING and compared.density(low, high) >= SOUNDING
    if not sounding or len(here.times) < 2 * FEWEST:
        return None
    pitches = (0.0,) if abs(line.rate - 1) < 0.02 else (0.0, float(np.log2(line.rate)))
    shares = []
    for pitch in pitches:
        board = Board.of(here, compared, replace(line, pitch=pitch))
        others = board.shares(beside())
        chance = max(LOW_CHANCE, float(others.mean() + 2 * others.std()))
        shares.append((float(board.shares(np.arange(-10, 11)).max()) - chance) / max(1e-6, 1 - chance) if chance < 0.5 else None)
    told = [s for s in shares if s is not None]
    return max(0.0, *told) if told else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Board:
    """The compared landmarks around a line as a table of times and pitches that are taken, the query's laid over it."""

    taken: npt.NDArray[np.uint8]
    """0 where nothing is near; higher, the nearer in time."""
    lowest: int
    """Step of time of the table's first row."""
    ends: tuple[int, int]
    """Steps of the first and last landmark of the compared side in the table."""
    rows: Ints
    """Of the query's landmarks, on the table."""
    columns: Ints
    inside: Bools
    """Of the query's landmarks: the compared side sounds there at all."""

    @classmethod
    def of(cls, query: Heard, compared: Heard, line: SoundLine) -> "Board":
        """``query`` laid over ``compared`` by ``line``, :data:`FAR` steps to be moved to both sides."""
        steps = _steps(query, line)
        first, last = (int(steps.min()), int(steps.max())) if len(steps) else (0, 0)
        lowest, height = first - FAR - TURN, last - first + 2 * (FAR + TURN)
        near = compared.between((lowest - 2) * FRAME, (lowest + height + 2) * FRAME)
        taken = np.zeros((height + 1, PITCHES), np.uint8)
        time = np.rint(near.times / FRAME).astype(np.int64) - lowest
        reach = SLACK_TIME if line.rate < 1.3 else SLACK_TIME + 1
        for row in sorted(range(-reach, reach + 1), key=abs, reverse=True):
            for column in range(-SLACK_PITCH, SLACK_PITCH + 1):
                where = np.clip(time + row, 0, height), np.clip(near.pitches + column, 0, PITCHES - 1)
                taken[where] = reach + 1 - abs(row)
        ends = (int(near.times[0] / FRAME), int(near.times[-1] / FRAME)) if len(near.times) else (0, -1)
        empty = np.zeros(0, np.int64)
        board = cls(taken=taken, lowest=lowest, ends=ends, rows=empty, columns=empty, inside=empty.astype(np.bool_))
        return board.under(query, line)

    def under(self, query: Heard, line: SoundLine) -> "Board":
        """``query`` laid over the same table by a ``line`` that lies within :data:`TURN` steps of the table's own."""
        where = _steps(query, line)
        columns = query.pitches - round(line.pitch * PITCHES_PER_OCTAVE)
        audible = (columns >= 0) & (columns < PITCHES)
        there = (where >= self.ends[0] - MARGIN) & (where <= self.ends[1] + MARGIN)
        return replace(self, rows=where - self.lowest, columns=np.where(audible, columns, 0), inside=audible & there)

    def agree(self) -> Bools:
        """Which of the query's landmarks agree."""
        return np.asarray((self.taken[self.rows, self.columns] > 0) & self.inside, np.bool_)

    def shares(self, shifts: Ints, some: Bools | None = None) -> Floats:
        """Share of the query's landmarks (of ``some``) that agree when the line is moved by each of ``shifts`` steps."""
        return np.asarray((self._moved(shifts, some) > 0).mean(axis=1), np.float64)

    def nearness(self, shifts: Ints) -> Floats:
        """As :meth:`shares`, what lies nearer in time counting more: for fitting."""
        return np.asarray(self._moved(shifts, None).mean(axis=1, dtype=np.float64), np.float64)

    def _moved(self, shifts: Ints, some: Bools | None) -> npt.NDArray[np.uint8]:
        chosen = np.flatnonzero(self.inside if some is None else some & self.inside)
        if not len(chosen):
            return np.zeros((len(shifts), 1), np.uint8)
        # Shares are known well enough from some of them, and hours of sound would fill the memory.
        chosen = chosen[:: 1 + len(chosen) * len(shifts) // ENOUGH]
        return np.asarray(self.taken[self.rows[chosen] + shifts[:, None], self.columns[chosen]], np.uint8)


def _steps(query: Heard, line: SoundLine) -> Ints:
    return np.rint((line.rate * query.times + line.offset) / FRAME).astype(np.int64)


def beside() -> Ints:
    """Steps from a line to the lines beside it."""
    return np.concatenate([np.arange(-FAR, -NEAR), np.arange(NEAR + 1, FAR + 1)]).astype(np.int64)
