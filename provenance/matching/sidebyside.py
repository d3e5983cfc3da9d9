"""Reckoning side by side, in a few threads: numpy, OpenCV and faiss let other threads run while they count."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import faiss

__all__ = ["MOST", "side_by_side"]

MOST = 2
"""Threads: Python itself runs in one at a time, so more would mostly wait, and each holds tables of its own."""

A = TypeVar("A")
B = TypeVar("B")


def side_by_side(work: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
    """What ``work`` makes of each of ``items``, in their order; one after another where there is one core, or one item."""
    waiting = list(items)
    threads = min(MOST, _cores(), len(waiting))
    if threads < 2:
        yield from map(work, waiting)
        return
    # Faiss has a pool of its own for each thread that does not say otherwise.
    with ThreadPoolExecutor(threads, "matching", initializer=faiss.omp_set_num_threads, initargs=(1,)) as pool:
        yield from pool.map(work, waiting)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
