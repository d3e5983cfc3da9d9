"""Two videos, one laid over the other by a known map: which moments are the same, and do the same things move?

Differences of pictures 0.3 s apart show what moves. In copies of one recording they agree after alignment, whatever
was done to colour and quality; in two recordings of one scene they do not. The best line (offset, rate) is searched over
windows of a few seconds, fitted finely, then read along its whole length.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from provenance.matching.clip import Clip, Floats
from provenance.matching.geometry import Affine, inverted, moved

__all__ = ["STEP", "Line", "align", "overlap"]

STEP = 0.125
"""Seconds of the query between two compared moments."""
APART = 0.3
"""Seconds between the two pictures of a difference."""
WINDOW = 2.0
"""Seconds over which a line must hold."""
RATES = (1.0, 0.9, 1.12, 0.8, 1.25, 0.71, 1.4, 0.63, 1.6, 0.56, 1.8, 0.5, 2.0)
"""Seconds of the compared video shown in one second of the query; between two of them a window drifts less than a step."""
CELLS = 44
"""Points of the common area along its longer side, at most."""
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
SPAN = 150.0
"""Seconds around a placement in which the line is searched."""


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


def overlap(query: tuple[int, int], compared: tuple[int, int], matrix: Affine) -> npt.NDArray[np.float32]:
    """The polygon (compared pixels) that both pictures show; sizes are (width, height)."""
    corners = [np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32) for w, h in (query, compared)]
    area, polygon = cv2.intersectConvexConvex(moved(matrix, corners[0]), corners[1])
    return np.asarray(polygon, np.float32).reshape(-1, 2) if area > 0 and polygon is not None else np.zeros((0, 2), np.float32)


def align(
    query: Clip, compared: Clip, matrix: Affine, *, around: tuple[float, float], region: Floats | None = None
) -> Line | None:
    """The best line for two videos laid over each other by ``matrix``.

    ``around`` are times (query, compared) that are known to look alike; ``region`` (a polygon, compared pixels) limits
    the comparison, otherwise it is the whole overlap. ``None`` when the common area or time is too small to tell.
    """
    grid = _grid(query, compared, matrix, region)
    if grid is None or min(len(query.times), len(compared.times)) < 4:
        return None
    there, here, pitch, scale = grid
    pair = _Pair(query=query, compared=compared, a=query.sampled(here, pitch / scale), b=compared.sampled(there, pitch))
    few = pair.thinned(COARSE)
    found = sorted((_search(few, rate, around) for rate in RATES), key=lambda f: -f.score)
    starts = [f for f in found[:STARTS] if f.score > -1]
    if not starts:
        return None
    rate, offset, best = _refined(few, starts)
    return _read(pair, rate, offset, best)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Pair:
    """Two videos read at the same points: ``a`` (query) and ``b`` (compared), pictures × points."""

    query: Clip
    compared: Clip
    a: Floats
    b: Floats

    def thinned(self, count: int) -> "_Pair":
        """The same with at most ``count`` of the points."""
        some = np.linspace(0, self.a.shape[1] - 1, min(count, self.a.shape[1])).astype(np.intp)
        return replace(self, a=np.ascontiguousarray(self.a[:, some]), b=np.ascontiguousarray(self.b[:, some]))

    def here(self, when: npt.NDArray[np.float64], apart: float) -> Floats:
        """What changes in the query around each time."""
        return _differences(self.query, self.a, when, apart)

    def there(self, when: npt.NDArray[np.float64], apart: float) -> Floats:
        """What changes in the compared video around each time."""
        return _differences(self.compared, self.b, when, apart)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    score: float
    rate: float
    offset: float
    middle: float
    rival: float
    moving: float


_NOTHING = _Found(score=-2, rate=1, offset=0, middle=0, rival=0, moving=0)


def _grid(query: Clip, compared: Clip, matrix: Affine, region: Floats | None) -> tuple[Floats, Floats, float, float] | None:
    """Points of the common area: compared pixels, query pixels, their pitch (compared pixels), scale of the map."""
    polygon = overlap((query.width, query.height), (compared.width, compared.height), matrix)
    if region is not None and len(polygon) >= 3:
        area, cut = cv2.intersectConvexConvex(polygon, region)
        polygon = np.asarray(cut, np.float32).reshape(-1, 2) if area > 0 else polygon
    if len(polygon) < 3:
        return None
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    low, high = polygon.min(axis=0), polygon.max(axis=0)
    pitch = max(
        compared.width / compared.pictures.shape[2],
        scale * query.width / query.pictures.shape[2],
        float((high - low).max()) / CELLS,
    )
    xs, ys = (np.arange(low[i] + pitch / 2, high[i], pitch, dtype=np.float32) for i in (0, 1))
    where = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    inside = np.array(
        [cv2.pointPolygonTest(polygon, (float(x), float(y)), measureDist=True) > 0.3 * pitch for x, y in where], np.bool_
    )
    there = where[inside]
    if len(there) < 24:
        return None
    return there, moved(inverted(matrix), there), pitch, scale


def _differences(clip: Clip, values: Floats, when: npt.NDArray[np.float64], apart: float) -> Floats:
    """What changes around each time, the change of the whole picture's brightness taken out."""
    out = values[clip.at(when + apart / 2)] - values[clip.at(when - apart / 2)]
    return np.asarray(out - out.mean(axis=1, keepdims=True), np.float32)


def _search(pair: _Pair, rate: float, around: tuple[float, float]) -> _Found:
    """The best window of any offset at one rate."""
    when = np.arange(max(0.0, around[0] - SPAN), min(pair.query.end, around[0] + SPAN) + 1e-9, STEP)
    low = max(0.0, around[1] - SPAN - rate * (around[0] - float(when[0])))
    there = np.arange(low, min(pair.compared.end, around[1] + 2 * SPAN) + 1e-9, STEP * rate)
    if len(when) < 8 or len(there) < 8:
        return _NOTHING
    dq, dr = pair.here(when, APART), pair.there(there, APART * rate)
    nq, nr = (np.linalg.norm(d, axis=1) / np.sqrt(d.shape[1]) for d in (dq, dr))
    dot = (dq @ dr.T) / dq.shape[1]
    wq, wr = _capped(nq), _capped(nr)
    # Each row and column scaled so that strong change is capped, then summed along diagonals by windows.
    dot = dot * (wq / np.maximum(nq, 1e-6))[:, None] * (wr / np.maximum(nr, 1e-6))[None, :]
    window = min(round(WINDOW / STEP), len(when), len(there))
    floor = NOISE * NOISE
    score = _windows(dot, window) / np.sqrt(
        (_windows_of(wq**2, window)[:, None] + floor) * (_windows_of(wr**2, window)[None, :] + floor)
    )
    i, j = np.unravel_index(int(np.argmax(score)), score.shape)
    offsets = there[: score.shape[1]][None, :] - rate * when[: score.shape[0]][:, None]
    offset = float(offsets[i, j])
    others = score[np.abs(offsets - offset) > 0.7]
    return _Found(
        score=float(score[i, j]),
        rate=rate,
        offset=offset,
        middle=float(when[i]) + window * STEP / 2,
        rival=float(others.max()) if others.size else 0.0,
        moving=float((nq > 1.5 * NOISE).mean()),
    )


def _capped(norms: Floats) -> Floats:
    return np.asarray(np.minimum(norms, CAP), np.float32)


def _windows(table: Floats, window: int) -> Floats:
    """Mean over ``window`` steps along every diagonal: (N − window + 1) × (M − window + 1)."""
    n, m = table.shape[0] - window + 1, table.shape[1] - window + 1
    out = np.zeros((n, m), np.float32)
    for k in range(window):
        out += table[k : k + n, k : k + m]
    return np.asarray(out / window, np.float32)


def _windows_of(row: Floats, window: int) -> Floats:
    total = np.concatenate([[0.0], np.cumsum(row, dtype=np.float64)])
    return np.asarray((total[window:] - total[:-window]) / window, np.float32)


def _refined(pair: _Pair, starts: Sequence[_Found]) -> tuple[float, float, _Found]:
    """The line, turned and shifted a little about one of ``starts``, that agrees longest; and which start it was."""
    tried = [(*_turned(pair, start), start) for start in starts]
    # Unchanged speed is by far the commonest: a line that agrees as well with it is taken for it.
    best = max(tried, key=lambda t: t[0])
    plain = _turned(pair, best[3], plain=True)
    if abs(best[1] - 1) < 2 * COARSE_TURN and plain[0] > PLAIN * best[0]:
        return plain[1], plain[2], best[3]
    return best[1], best[2], best[3]


def _turned(pair: _Pair, start: _Found, *, plain: bool = False) -> tuple[float, float, float]:
    """Sum of agreement, rate and offset of the best line about ``start``; ``plain``: only at unchanged speed."""
    when = np.arange(max(0.0, start.middle - 8), min(pair.query.end, start.middle + 8), STEP)
    dq = _unit(pair.here(when, APART))
    pivot = start.rate * start.middle + start.offset
    best = (-np.inf, start.rate, start.offset)
    stages = (
        ((np.zeros(1), STEP), (np.zeros(1), STEP / 3))
        if plain
        else ((COARSE_TURN * np.arange(-2, 3), STEP), (np.arange(-2, 3) / 100, STEP / 3))
    )
    for turns, shift in stages:
        rate, where = (1.0 if plain else best[1]), best[1] * start.middle + best[2] if np.isfinite(best[0]) else pivot
        for turn in turns:
            for move in (-shift, 0.0, shift):
                r = rate * (1 + float(turn))
                o = where + move - r * start.middle
                best = max(best, (_sum(pair, dq, when, r, o), r, o))
    return best


def _sum(pair: _Pair, dq: Floats, when: npt.NDArray[np.float64], rate: float, offset: float) -> float:
    there = rate * when + offset
    inside = (there >= 0) & (there <= pair.compared.end)
    if inside.sum() < 4:
        return -np.inf
    return float((dq[inside] * _unit(pair.there(there[inside], APART * rate))).sum())


def _unit(rows: Floats) -> Floats:
    """Rows scaled to length 1; those within the noise, less."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / (norms + NOISE * np.sqrt(rows.shape[1])), np.float32)


def _read(pair: _Pair, rate: float, offset: float, found: _Found) -> Line | None:
    when = np.arange(0.0, pair.query.end + 1e-9, STEP)
    there = rate * when + offset
    when, there = (x[(there >= -STEP * rate) & (there <= pair.compared.end + STEP * rate)] for x in (when, there))
    if len(when) < 2:
        return None
    x, y = pair.a[pair.query.at(when)], pair.b[pair.compared.at(there)]
    dq, dr = pair.here(when, APART), pair.there(there, APART * rate)
    nq, nr = (np.linalg.norm(d, axis=1) / np.sqrt(d.shape[1]) for d in (dq, dr))
    weight = np.sqrt(np.minimum(nq, CAP) * np.minimum(nr, CAP)) / NOISE
    return Line(
        rate=rate,
        offset=offset,
        query_times=when,
        likeness=_correlation(x, y),
        agreement=(dq * dr).mean(axis=1) / (nq * nr + NOISE * NOISE / 4),
        weight=np.where(np.minimum(nq, nr) > 0.5 * NOISE, weight, 0.0).astype(np.float64),
        peak=found.score,
        rival=found.rival,
        moving=found.moving,
        area=pair.a.shape[1],
    )


def _correlation(x: Floats, y: Floats) -> npt.NDArray[np.float64]:
    x, y = x - x.mean(axis=1, keepdims=True), y - y.mean(axis=1, keepdims=True)
    floor = 4.0 * x.shape[1]
    return np.asarray((x * y).sum(axis=1) / np.sqrt(((x * x).sum(axis=1) + floor) * ((y * y).sum(axis=1) + floor)), np.float64)
