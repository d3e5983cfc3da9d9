"""Runs one reader over a folder of pages in a process of its own and writes what it found and what it cost.

Imports nothing of the project but this package, and no library but lxml: the peers' environment holds neither the project nor
what it needs.
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lxml import html

__all__ = ["Reader", "bare_parse", "pages_of", "write_measurements"]

Reader = Callable[[bytes, str], Mapping[str, object]]
"""A page's bytes and its name to what the scorer needs of it; ``seconds`` in it replaces the time of the whole call."""


def pages_of(folder: Path) -> tuple[Path, ...]:
    """The saved pages of ``folder``, in order of name."""
    return tuple(sorted(folder.glob("*.html")))


def bare_parse(data: bytes) -> float:
    """Seconds that lxml takes to parse ``data`` and do nothing with it: the unit of every other time."""
    began = time.perf_counter()
    html.fromstring(data, parser=html.HTMLParser())
    return time.perf_counter() - began


def measured(read: Reader, data: bytes, name: str) -> dict[str, object]:
    """One page: the mean of a bare parse before and one after, so that a busy machine slows both sides alike."""
    before = bare_parse(data)
    began = time.perf_counter()
    try:
        found = dict(read(data, name))
    except Exception as error:  # noqa: BLE001 - a peer may raise anything; the page then counts as read without a find
        found = {"error": f"{type(error).__name__}: {error}"[:300]}
    seconds = time.perf_counter() - began
    bare = (before + bare_parse(data)) / 2
    return {"file": name, "seconds": seconds, "bare": bare, "peak_bytes": peak_bytes()} | found


def peak_bytes() -> int:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def rows(read: Reader, pages: tuple[Path, ...]) -> Iterator[dict[str, object]]:
    """Every page's row. The first page is read once before, unmeasured."""
    if pages:
        measured(read, pages[0].read_bytes(), pages[0].name)
    for path in pages:
        gc.collect()
        yield measured(read, path.read_bytes(), path.name)


def write_measurements(read: Reader, *, pages: Path, out: Path) -> None:
    """Read every page of a folder and write JSON Lines."""
    with out.open("w", encoding="utf-8") as file:
        for row in rows(read, pages_of(pages)):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
