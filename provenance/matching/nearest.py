"""The nearest 256-bit values to each of many, gathered from one scan after another.

What counts here is the reach that the values found so far leave to each row: once a row has as many as are wanted, only nearer
ones are of use, so that most of what is scanned is left aside by one comparison. Sorting waits until the end.
"""

from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

__all__ = ["BYTES", "Near", "Nearest", "Values", "scanned"]

BYTES = 32
"""Of one value."""
BITS = 8 * BYTES
TABLE = 1 << 18
"""Distances of one scan: a megabyte, which stays in the processor's cache."""
HELD = 1 << 18
"""Pairs that wait to be settled, at most."""

Values = npt.NDArray[np.uint8]
"""N × 32."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Near:
    """Pairs of a row and a value near it, as parallel arrays; by row, then by distance."""

    row: npt.NDArray[np.int64]
    value: npt.NDArray[np.int64]
    """Position among all values."""
    distance: npt.NDArray[np.int32]

    def at(self, which: npt.NDArray[np.intp] | npt.NDArray[np.bool_]) -> "Near":
        """Some of them."""
        return Near(row=self.row[which], value=self.value[which], distance=self.distance[which])

    @classmethod
    def joined(cls, parts: list["Near"]) -> "Near":
        """All of ``parts``."""
        return cls(
            row=np.concatenate([np.zeros(0, np.int64), *(p.row for p in parts)]),
            value=np.concatenate([np.zeros(0, np.int64), *(p.value for p in parts)]),
            distance=np.concatenate([np.zeros(0, np.int32), *(p.distance for p in parts)]),
        )


class Nearest:
    """Of each of ``rows`` rows, the ``limit`` nearest values within ``within`` bits; of equals, those offered first."""

    def __init__(self, rows: int, *, limit: int, within: int) -> None:
        self.reach = np.full(rows, within, np.int32)
        """Bits; what is farther from a row is of no use to it."""
        self._limit = limit
        self._parts: list[Near] = []
        self._held = 0
        self._most = max(HELD, 2 * rows * limit)

    def offer(self, near: Near) -> None:
        """Take in pairs that lie within reach."""
        self._parts.append(near)
        self._held += len(near.row)
        if self._held > self._most:
            self._settle()

    def found(self) -> Near:
        """What was nearest."""
        self._settle()
        return Near.joined(self._parts)

    def _settle(self) -> None:
        together = Near.joined(self._parts)
        farthest = self._farthest(together)
        kept = together.at(together.distance <= farthest[together.row])
        # Stable: of equals, those offered first stand first.
        kept = kept.at(np.argsort(kept.row * (BITS + 1) + kept.distance, kind="stable"))
        rank = np.arange(len(kept.row)) - np.searchsorted(kept.row, kept.row, side="left")
        self._parts = [kept.at(rank < self._limit)]
        self._held = len(self._parts[0].row)

    def _farthest(self, near: Near) -> npt.NDArray[np.int64]:
        """For each row the distance at which it has enough; its reach is drawn in to what is nearer than that."""
        table = np.bincount(near.row * (BITS + 1) + near.distance, minlength=len(self.reach) * (BITS + 1))
        enough = table.reshape(-1, BITS + 1).cumsum(axis=1) >= self._limit
        full = enough[:, -1]
        farthest = np.where(full, enough.argmax(axis=1), BITS)
        self.reach = np.where(full, np.minimum(self.reach, farthest - 1), self.reach).astype(np.int32)
        return farthest


def scanned(queries: Values, rows: npt.NDArray[np.intp], values: Values, nearest: Nearest, *, first: int) -> None:
    """Compare ``rows`` of ``queries`` with all of ``values``, the first of which is number ``first``."""
    step = max(1, min(len(values), TABLE))
    many = max(1, TABLE // step)
    for at in range(0, len(values), step):
        some = np.ascontiguousarray(values[at : at + step])
        for i in range(0, len(rows), many):
            _compare(queries, rows[i : i + many], some, nearest, first=first + at)


def _compare(queries: Values, rows: npt.NDArray[np.intp], values: Values, nearest: Nearest, *, first: int) -> None:
    here = np.ascontiguousarray(queries[rows])
    table = np.empty((len(rows), len(values)), np.int32)
    # All distances at once: cheaper than the heap of a search for the nearest, which lists this short never amortise.
    at = (faiss.swig_ptr(each) for each in (here, values))
    faiss.hammings(*at, len(rows), len(values), BYTES, faiss.swig_ptr(table))  # type: ignore[attr-defined]
    hit = np.flatnonzero(table <= nearest.reach[rows][:, None])
    if len(hit):
        row, column = np.divmod(hit, len(values))
        nearest.offer(Near(row=rows[row].astype(np.int64), value=column + first, distance=table.ravel()[hit]))
