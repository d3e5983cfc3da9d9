"""From a guess where two soundtracks agree to the line on which they do: fitted, its ends found, its evidence weighed."""

from collections.abc import Iterable
from dataclasses import replace
from math import log

import numpy as np
import numpy.typing as npt

from provenance.fingerprints.sound import FRAME
from provenance.matching.sound import FEWEST, LOW_CHANCE, Board, Heard, SoundLine, beside

__all__ = ["distinct", "follow"]

Floats = npt.NDArray[np.float64]

COPY = 0.4
"""Share of landmarks that agree in a copy, in the middle: 0.2 after the hardest coding, 0.9 after mild."""
SHORTEST = 1.8
"""Seconds that must agree, at least."""
REPEATS = 0.6
"""Of the share on the line: where a line beside it reaches as much, the sound repeats itself."""


def follow(query: Heard, compared: Heard, guess: SoundLine) -> SoundLine | None:
    """The line near ``guess`` on which most agrees, as far as it holds; ``None`` where that is no more than chance.

    ``guess.start`` and ``guess.end`` are where it was seen: it is fitted there first, then further out.
    """
    line = guess
    for turns, shifts, margin in ((_COARSE, 16, 0.0), (_FINE, 4, 8.0), (_FINER, 2, 40.0)):
        here = query.between(guess.start - margin, guess.end + margin)
        line = _fitted(here, compared, line, turns, shifts)
        if not margin and not _promising(here, compared, line):
            return None
    return _judged(query, compared, _plain(query, compared, line))


_COARSE: Floats = np.linspace(-0.032, 0.032, 9)
"""Shares by which the rate is changed: past half of the index's steps."""
_FINE: Floats = np.linspace(-0.008, 0.008, 9)
_FINER: Floats = np.linspace(-0.002, 0.002, 7)


def _promising(here: Heard, compared: Heard, line: SoundLine) -> bool:
    """Whether more agrees where the line was seen than on lines beside it: most guesses end here."""
    board = Board.of(here, compared, line)
    others = board.shares(beside()[::5])
    return float(board.shares(np.zeros(1, np.int64))[0]) > float(others.max())


def _fitted(here: Heard, compared: Heard, line: SoundLine, turns: Floats, shifts: int) -> SoundLine:
    """``line`` turned about the middle of ``here`` and moved, so that most agrees; the least changed of equals."""
    if not len(here.times):
        return line
    middle = float(np.median(here.times))
    steps = np.array(sorted(range(-shifts, shifts + 1), key=abs))
    board = Board.of(here, compared, line)
    best, answer = -1.0, line
    for turn in sorted(turns.tolist(), key=abs):
        turned = _turned(line, middle, line.rate * (1 + turn))
        shares = board.under(here, turned).nearness(steps)
        i = int(shares.argmax())
        if shares[i] > best + 1e-9:
            best, answer = float(shares[i]), replace(turned, offset=turned.offset + float(steps[i]) * FRAME)
    return answer


def _turned(line: SoundLine, middle: float, rate: float) -> SoundLine:
    pitch = float(np.log2(rate)) if line.pitch else 0.0
    return replace(line, rate=rate, offset=line.at(middle) - rate * middle, pitch=pitch)


def _plain(query: Heard, compared: Heard, line: SoundLine) -> SoundLine:
    """Unchanged speed is by far the commonest: taken where nearly as much agrees with it."""
    if line.rate == 1.0 or abs(line.rate - 1) > 0.02:
        return line
    here = query.between(line.start - 8, line.end + 8)
    middle = float(np.median(here.times))
    straight = _fitted(here, compared, replace(_turned(line, middle, 1.0), pitch=0.0), np.zeros(1), 4)
    shares = [Board.of(here, compared, each).shares(np.zeros(1, np.int64))[0] for each in (straight, line)]
    return straight if shares[0] > 0.93 * shares[1] else line


def _judged(query: Heard, compared: Heard, line: SoundLine) -> SoundLine | None:
    """``line`` with its ends and evidence."""
    reach = 0.5 * FRAME
    inside = query.between((0 - line.offset) / line.rate - reach, (compared.end - line.offset) / line.rate + reach)
    if len(inside.times) < FEWEST:
        return None
    board = Board.of(inside, compared, line)
    agree = board.agree()
    chance = max(LOW_CHANCE, float(board.shares(beside()).mean()))
    run = _run(np.where(agree, log(COPY / chance), log((1 - COPY) / (1 - chance)))) if chance < COPY else (0, 0)
    some = np.zeros(len(agree), np.bool_)
    some[slice(*run)] = True
    count, hits = int(some.sum()), int((agree & some).sum())
    if hits < FEWEST or inside.times[run[1] - 1] - inside.times[run[0]] < SHORTEST:
        return None
    others = board.shares(beside(), some)
    share = hits / count
    # The spread stands in for landmarks that come in groups: a held note, a burst of noise.
    level = max(LOW_CHANCE, float(others.mean() + 2 * others.std()))
    if share <= level or float(others.max()) > REPEATS * share:
        return None
    return replace(
        line,
        start=float(inside.times[run[0]]),
        end=float(inside.times[run[1] - 1]),
        agreeing=hits,
        landmarks=count,
        chance=level,
        nats=count * _divergence(share, level),
    )


def _divergence(share: float, chance: float) -> float:
    """Kullback and Leibler's, of two coins, in nats."""
    rest = (1 - share) * log((1 - share) / (1 - chance)) if share < 1 else 0.0
    return share * log(share / chance) + rest


def _run(gain: Floats) -> tuple[int, int]:
    """Start and end (half-open) of the stretch with the greatest sum."""
    total = np.concatenate([[0.0], np.cumsum(gain)])
    lowest = np.minimum.accumulate(total)
    end = int(np.argmax(total - lowest))
    start = int(np.argmin(total[: end + 1]))
    return start, end


def distinct(lines: Iterable[SoundLine]) -> tuple[SoundLine, ...]:
    """The surest of ``lines``, and those of other stretches of either side; in the order of the query."""
    kept: list[SoundLine] = []
    for line in sorted(lines, key=lambda each: -each.nats):
        if not any(_shared(line, other) for other in kept):
            kept.append(line)
    return tuple(sorted(kept, key=lambda each: (each.start, each.at(each.start))))


def _shared(one: SoundLine, other: SoundLine) -> bool:
    """Whether half of the shorter is the same stretch of both sides."""
    here = min(one.end, other.end) - max(one.start, other.start)
    there = min(one.at(one.end), other.at(other.end)) - max(one.at(one.start), other.at(other.start))
    lengths = [min(a.end - a.start, b.end - b.start) for a, b in ((one, other),)]
    reach = min(one.at(one.end) - one.at(one.start), other.at(other.end) - other.at(other.start))
    return here > 0.5 * lengths[0] and there > 0.5 * reach
