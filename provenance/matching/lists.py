"""Nearest 256-bit values through inverted lists: each value stands in the list of its nearest centre.

The arrays are handed in and never copied, so they may be mapped from a file larger than memory. All queries that look
into one list are compared with it together: a list is read once however many they are, which is what makes this faster than
an index that scans the lists of one query after another. Centres are a sample of the values themselves: training better
ones costs minutes and gains little on 256 bits.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import faiss
import numpy as np
import numpy.typing as npt

from provenance.matching.nearest import BYTES, Nearest, Values, scanned

__all__ = ["Lists", "build_lists", "probed"]

PER_LIST = 2_000
"""Values in a list, on average; doubled where :data:`MOST_LISTS` is reached."""
MOST_LISTS = 16_384
BATCH = 1 << 16
"""Values that are given their lists together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lists:
    """Values sorted into lists."""

    centres: Values
    """L × 32; none where there is a single list."""
    starts: npt.NDArray[np.int64]
    """L + 1 positions: list i is ``values[starts[i] : starts[i + 1]]``."""
    values: Values
    """N × 32."""

    def search(self, queries: Values, nearest: Nearest, *, share: float, first: int = 0) -> None:
        """Offer ``nearest`` the values near each row of ``queries``, counted from ``first``.

        ``share`` is the part of the lists that each row looks into (at least 8).
        """
        for rows, start, end in self._visits(queries, share):
            scanned(queries, rows, self.values[start:end], nearest, first=first + start)

    def _visits(self, queries: Values, share: float) -> Iterator[tuple[npt.NDArray[np.intp], int, int]]:
        """Each list that is looked into: the query rows that do, and where it begins and ends."""
        count = len(self.starts) - 1
        probes = probed(count, share)
        if not len(queries):
            return
        if probes >= count:
            yield np.arange(len(queries)), int(self.starts[0]), int(self.starts[-1])
            return
        _, chosen = faiss.knn_hamming(queries, self.centres, probes)
        order = np.argsort(chosen, axis=None, kind="stable")
        lists, first = np.unique(chosen.ravel()[order], return_index=True)
        for number, rows in zip(lists.tolist(), np.split(order // probes, first[1:]), strict=True):
            start, end = int(self.starts[number]), int(self.starts[number + 1])
            if end > start:
                yield rows, start, end


def probed(count: int, share: float) -> int:
    """How many of ``count`` lists a row looks into."""
    return min(count, max(8, round(count * share)))


def build_lists(values: Values) -> tuple[Lists, npt.NDArray[np.int64]]:
    """``values`` (N × 32) sorted into lists; and the position that each had before."""
    count = int(np.clip(len(values) // PER_LIST, 1, MOST_LISTS))
    if count == 1:
        return Lists(
            centres=np.zeros((0, BYTES), np.uint8), starts=np.array([0, len(values)], np.int64), values=values
        ), np.arange(len(values))
    centres = np.ascontiguousarray(values[np.linspace(0, len(values) - 1, count).astype(np.int64)])
    home = np.concatenate([faiss.knn_hamming(values[i : i + BATCH], centres, 1)[1][:, 0] for i in range(0, len(values), BATCH)])
    order = np.argsort(home, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(home, minlength=count))]).astype(np.int64)
    return Lists(centres=centres, starts=starts, values=values[order]), order
