"""Two videos, one laid over the other by a known map: which moments are the same, and do the same things move?

Differences of pictures 0.3 s apart show what moves. In copies of one recording they agree after alignment, whatever
was done to colour and quality; in two recordings of one scene they do not. The best line (offset, rate) is searched over
windows of a few seconds, fitted finely, then read along its whole length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np
import numpy.typing as npt

from provenance.matching.clip import Clip, Floats
from provenance.matching.covered import correlation, detail
from provenance.matching.geometry import Affine
from provenance.matching.laid import Laid, lay

__all__ = ["STEP", "Line", "align", "convincing", "worth"]

STEP = 0.125
"""Seconds of the query between two compared moments."""
APART = 0.3
"""Seconds between the two pictures of a difference."""
WINDOW = 2.0
"""Seconds over which a line must hold."""
RATES = (1.0, 0.9, 1.12, 0.8, 1.25, 0.71, 1.4, 0.63, 1.6, 0.56, 1.8, 0.5, 2.0)
"""Seconds of the compared video shown in one second of the query; between two of them a window drifts less than a step."""
COARSE = 288
"""Points used to search the line."""
NOISE = 1.3
"""Grey levels: differences below this are noise of the coding."""
CAP = 8.0
"""Grey levels: stronger change counts no more than this, or a cut would outweigh everything."""
STARTS = 3
"""Lines that are fitted finely."""
COARSE_TURN = 0.03
PLAIN = 0.97
"""Share of the best agreement with which unchanged speed is preferred."""
ENOUGH = 0.6
"""Agreement of what moves that needs no second look."""
CERTAIN = 0.85
"""Agreement over a window at unchanged speed that leaves no other to be tried."""
FEW_PICTURES = 4
"""Pictures, below which nothing is said of motion."""
NEAR = 1.5
"""Seconds around a matched moment in which a still picture is looked for."""
DETAILED = 8
"""Moments whose details are compared."""
SAME_OFFSET = 0.7
"""Seconds by which two offsets differ at most to be one."""
SPAN = 150.0
"""Seconds around a placement in which the line is searched."""

Times = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """The best line through two videos, and what was seen along it (arrays over query samples, :data:`STEP` apart)."""

    rate: float
    offset: float
    """Compared time = rate × query time + offset."""
    query_times: npt.NDArray[np.float64]
    """Only where the compared side has a picture."""
    likeness: npt.NDArray[np.float64]
    """Correlation of the two pictures, −1…1."""
    agreement: npt.NDArray[np.float64]
    """Correlation of what moves, −1…1."""
    weight: npt.NDArray[np.float64]
    """How much moves on both sides, in units of noise; 0 is nothing."""
    peak: float
    """Agreement over the best window."""
    rival: float
    """Agreement over the best window of any other offset: high where motion repeats itself."""
    moving: float
    """Share of the query's own moments in which something moves."""
    area: int
    """Points compared."""
    detail: npt.NDArray[np.float32]
    """Correlation of the neighbourhood of each point, averaged over the moments that look most alike."""


def align(
    query: Clip, compared: Clip, matrix: Affine, *, moments: Sequence[tuple[float, float]], least: float = -np.inf
) -> Line | None:
    """The best line for two videos laid over each other by ``matrix``: over all that they share, or without covers.

    ``moments`` are times (query, compared) that are known to look alike, surest first. ``None`` when the common area is too
    small to tell, or where what moves agrees less than ``least`` along every line.
    """
    pair = lay(query, compared, matrix)
    if pair is None or not len(query.times) or not len(compared.times):
        return None
    if min(len(query.times), len(compared.times)) < FEW_PICTURES:
        # Covers are left in: without motion, what differs is all there is to tell another moment by.
        return _still(pair, moments)
    whole = _sought(pair, moments[0])
    line = whole.line() if whole.most >= max(ENOUGH, least) else None
    if line is not None and line.peak >= CERTAIN:
        return line
    # A cover lowers even what convinces: without it the same line may agree much better.
    bare = pair.uncovered(moments)
    return _better([whole] if bare is None else [whole, _sought(bare, moments[0])], least)


def convincing(line: Line) -> bool:
    """Whether what moves agrees so well that no second look is needed."""
    return line.peak >= ENOUGH


def worth(line: Line) -> tuple[float, float]:
    """What makes one line better than another: what moves; the details, where nothing can move."""
    return line.peak, float(line.detail.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Where lines may run over two videos laid over each other, before any is fitted."""

    pair: Laid
    few: Laid
    """The points by which they are searched."""
    starts: "tuple[_Found, ...]"
    """Best first."""
    moving: float

    @property
    def most(self) -> float:
        """No line that is fitted here has a higher peak."""
        return self.starts[0].score if self.starts else -np.inf

    def line(self) -> Line | None:
        """The best line, fitted and read."""
        if not self.starts:
            return None
        rate, offset, best = _refined(self.few, self.starts)
        return _read(self.pair, rate, offset, best, moving=self.moving)


def _better(sought: Sequence[_Sought], least: float) -> Line | None:
    """The best line of all; fitting takes longer than the search, so what cannot be the best is not fitted."""
    found: dict[int, Line] = {}
    for i in sorted(range(len(sought)), key=lambda i: -sought[i].most):
        if sought[i].most < max([least, *(line.peak for line in found.values())]):
            continue
        line = sought[i].line()
        if line is not None:
            found[i] = line
    return max((found[i] for i in sorted(found)), key=worth, default=None)


def _sought(pair: Laid, around: tuple[float, float]) -> _Sought:
    few = pair.thinned(COARSE)
    when = np.arange(max(0.0, around[0] - SPAN), min(pair.query.end, around[0] + SPAN) + 1e-9, STEP)
    here = _Change.of(few.here(when, APART))
    search = partial(_search, few, when, here, cache(partial(_strength, here)), around=around)
    plain = search(RATES[0])
    # What agrees so well at unchanged speed agrees less at any other.
    others = [] if plain.score >= CERTAIN else [search(rate) for rate in RATES[1:]]
    found = sorted((plain, *others), key=lambda f: -f.score)
    return _Sought(
        pair=pair,
        few=few,
        starts=tuple(f for f in found[:STARTS] if f.score > -1),
        moving=float((here.norms > 1.5 * NOISE).mean()) if len(when) else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Change:
    """What changes around each of many moments."""

    rows: Floats
    """Moments × points: no row longer than the cap, so that the product of two is what they agree in."""
    norms: Floats
    """Length of each as it was: root mean square over the points."""
    capped: Floats

    @classmethod
    def of(cls, differences: Floats) -> "_Change":
        points = np.float32(np.sqrt(differences.shape[1]))
        norms = np.asarray(np.linalg.norm(differences, axis=1) / points, np.float32)
        capped = np.minimum(norms, np.float32(CAP))
        rows = differences * (capped / np.maximum(norms, 1e-6) / points)[:, None]
        return cls(rows=np.asarray(rows, np.float32), norms=norms, capped=capped)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    score: float
    rate: float
    offset: float
    middle: float
    rival: float


_NOTHING = _Found(score=-2, rate=1, offset=0, middle=0, rival=0)


def _search(
    pair: Laid, when: Times, here: _Change, strength: Callable[[int], Floats], rate: float, *, around: tuple[float, float]
) -> _Found:
    """The best window of any offset at one rate.

    ``here`` is what changes in the query at ``when``, ``strength`` what windows of it (of so many steps) are divided by.
    """
    if len(when) < 8:
        return _NOTHING
    low = max(0.0, around[1] - SPAN - rate * (around[0] - float(when[0])))
    times = np.arange(low, min(pair.compared.end, around[1] + 2 * SPAN) + 1e-9, STEP * rate)
    if len(times) < 8:
        return _NOTHING
    there = _Change.of(pair.there(times, APART * rate))
    window = min(round(WINDOW / STEP), len(when), len(times))
    score = _windows(here.rows @ there.rows.T, window)
    score *= strength(window)[:, None]
    score *= _strength(there, window)[None, :]
    i, j = (int(x) for x in np.unravel_index(int(np.argmax(score)), score.shape))
    best = float(score[i, j])
    _strike(score, j - i, int(SAME_OFFSET / (STEP * rate)))
    rival = float(score.max())
    return _Found(
        score=best,
        rate=rate,
        offset=float(times[j] - rate * when[i]),
        middle=float(when[i]) + window * STEP / 2,
        rival=rival if rival > -np.inf else 0.0,
    )


def _windows(table: Floats, window: int) -> Floats:
    """Mean over ``window`` steps along every diagonal: (N − window + 1) × (M − window + 1)."""
    n, m = table.shape[0] - window + 1, table.shape[1] - window + 1
    out = np.zeros((n, m), np.float32)
    # By sums of 1, 2, 4, 8… steps, of which the window is made up.
    sums, length, begun = table, 1, 0
    while length <= window:
        if window & length:
            out += sums[begun : begun + n, begun : begun + m]
            begun += length
        if 2 * length <= window:
            sums = sums[:-length, :-length] + sums[length:, length:]
        length *= 2
    return np.asarray(out / window, np.float32)


def _strength(change: _Change, window: int) -> Floats:
    """What the windows of one side are divided by."""
    total = np.concatenate([[0.0], np.cumsum(change.capped.astype(np.float64) ** 2)])
    mean = (total[window:] - total[:-window]) / window
    return np.asarray(1 / np.sqrt(mean + NOISE * NOISE), np.float32)


def _strike(score: Floats, diagonal: int, beside: int) -> None:
    """Take what lies ``beside`` steps or less from a diagonal (column − row) out of ``score``."""
    rows, columns = score.shape
    for one in range(diagonal - beside, diagonal + beside + 1):
        first, last = max(0, -one), min(rows, columns - one)
        if first < last:
            np.fill_diagonal(score[first:last, first + one : last + one], -np.inf)


def _refined(pair: Laid, starts: Sequence[_Found]) -> tuple[float, float, _Found]:
    """The line, turned and shifted a little about one of ``starts``, that agrees longest; and which start it was."""
    tried = [(*_turned(pair, start, near := _near_start(pair, start)), start, near) for start in starts]
    # Unchanged speed is by far the commonest: a line that agrees as well with it is taken for it.
    best = max(tried, key=lambda t: t[0])
    plain = _turned(pair, best[3], best[4], plain=True)
    if abs(best[1] - 1) < 2 * COARSE_TURN and plain[0] > PLAIN * best[0]:
        return plain[1], plain[2], best[3]
    return best[1], best[2], best[3]


def _near_start(pair: Laid, start: _Found) -> tuple[Times, Floats]:
    """Moments of the query about ``start``, and what changes at each."""
    when = np.arange(max(0.0, start.middle - 8), min(pair.query.end, start.middle + 8), STEP)
    return when, _unit(pair.here(when, APART))


def _turned(pair: Laid, start: _Found, near: tuple[Times, Floats], *, plain: bool = False) -> tuple[float, float, float]:
    """Sum of agreement, rate and offset of the best line about ``start``; ``plain``: only at unchanged speed."""
    when, dq = near
    pivot = start.rate * start.middle + start.offset
    best = (-np.inf, start.rate, start.offset)
    stages = (
        ((np.zeros(1), STEP), (np.zeros(1), STEP / 3))
        if plain
        else ((COARSE_TURN * np.arange(-2, 3), STEP), (np.arange(-2, 3) / 100, STEP / 3))
    )
    for turns, shift in stages:
        rate, where = (1.0 if plain else best[1]), best[1] * start.middle + best[2] if np.isfinite(best[0]) else pivot
        rates = np.repeat(rate * (1 + turns), 3)
        offsets = where + np.tile([-shift, 0.0, shift], len(turns)) - rates * start.middle
        best = max(best, *zip(_sums(pair, dq, when, rates, offsets), rates.tolist(), offsets.tolist(), strict=True))
    return best


def _sums(pair: Laid, dq: Floats, when: Times, rates: Times, offsets: Times) -> list[float]:
    """Agreement of ``dq`` (N × points, at ``when``) summed along each of the lines, read all at once."""
    there = rates[:, None] * when + offsets[:, None]
    line, row = np.nonzero((there >= 0) & (there <= pair.compared.end))
    differences, which = pair.distinct(there[line, row], APART * rates[line])
    agreement = np.bincount(line, (dq @ _unit(differences).T)[row, which], minlength=len(rates))
    agreement[np.bincount(line, minlength=len(rates)) < 4] = -np.inf
    return [float(one) for one in agreement]


def _unit(rows: Floats) -> Floats:
    """Rows scaled to length 1; those within the noise, less."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / (norms + NOISE * np.sqrt(rows.shape[1])), np.float32)


def _read(pair: Laid, rate: float, offset: float, found: _Found, *, moving: float) -> Line | None:
    when = np.arange(0.0, pair.query.end + 1e-9, STEP)
    there = rate * when + offset
    when, there = (x[(there >= -STEP * rate) & (there <= pair.compared.end + STEP * rate)] for x in (when, there))
    if len(when) < 2:
        return None
    x, y = pair.a[pair.query.at(when)], pair.b[pair.compared.at(there)]
    dq, dr = pair.here(when, APART), pair.there(there, APART * rate)
    nq, nr = (np.linalg.norm(d, axis=1) / np.sqrt(d.shape[1]) for d in (dq, dr))
    weight = np.sqrt(np.minimum(nq, CAP) * np.minimum(nr, CAP)) / NOISE
    likeness = correlation(x, y)
    best = _most_alike(likeness)
    return Line(
        rate=rate,
        offset=offset,
        query_times=when,
        likeness=likeness,
        detail=detail(x[best], y[best], pair.cells, pair.shape),
        agreement=(dq * dr).mean(axis=1) / (nq * nr + NOISE * NOISE / 4),
        weight=np.where(np.minimum(nq, nr) > 0.5 * NOISE, weight, 0.0).astype(np.float64),
        peak=found.score,
        rival=found.rival,
        moving=moving,
        area=pair.area,
    )


def _most_alike(likeness: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """At most :data:`DETAILED` positions, spread over the better half."""
    better = np.sort(np.argsort(-likeness)[: max(1, len(likeness) // 2)])
    return better[np.linspace(0, len(better) - 1, min(DETAILED, len(better))).astype(np.intp)]


def _still(pair: Laid, moments: Sequence[tuple[float, float]]) -> Line:
    """Where one side is a photo, or a few pictures: the two pictures that look most alike near ``moments``."""
    here = _near(pair.query.times, [m[0] for m in moments])
    there = _near(pair.compared.times, [m[1] for m in moments])
    table = np.array([correlation(pair.a[[i] * len(there)], pair.b[there]) for i in here])
    i, j = np.unravel_index(int(np.argmax(table)), table.shape)
    x, y = pair.a[here[i : i + 1]], pair.b[there[j : j + 1]]
    when, nothing = pair.query.times[here[i : i + 1]], np.zeros(1)
    return Line(
        rate=1.0,
        offset=float(pair.compared.times[there[j]] - when[0]),
        query_times=when,
        likeness=table[i : i + 1, j],
        detail=detail(x, y, pair.cells, pair.shape),
        agreement=nothing,
        weight=nothing,
        peak=0.0,
        rival=0.0,
        moving=0.0,
        area=pair.area,
    )


def _near(times: npt.NDArray[np.float64], moments: Sequence[float]) -> npt.NDArray[np.intp]:
    """Positions of pictures within :data:`NEAR` of a moment; the nearest, where there is none."""
    off = np.abs(times[:, None] - np.array(moments)[None, :]).min(axis=1)
    return np.flatnonzero(off <= max(NEAR, float(off.min())))
