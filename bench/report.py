"""What the report of a very large case costs to write and to open.

python -m bench.report [--references 1000] [--media 200] [--claims 5000] [--docs]

The case is made up (``tests/exporters/large.py``). Each format is written by a process of its own, so that memory is its own;
the page is opened from the disk by Chromium with an empty profile, as Playwright starts it for the tests. Limits are held
against processor time, which is the wall clock's where nothing else runs and stays the same where something does.
"""

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.tables import DOCS, markdown, write_between
from provenance.exporters import EXPORTERS
from tests.exporters.large import large_case

__all__ = ["Opened", "Written", "main", "table"]

LIMITS = {"seconds": 20.0, "memory": 300e6, "size": 30e6, "opening": 3.0}
"""What is promised of the HTML report: s, bytes, bytes, s."""
OPENINGS = 5
FORMATS = ("html", "json", "md")
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000))))"
"""Seconds from the beginning of the opening until the frame after the page was drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One document."""

    format: str
    seconds: float
    """Of the processor, from the snapshot to the bytes."""
    wall: float
    memory: int
    """Bytes held by the process at its peak, the case among them."""
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The page in a browser."""

    seconds: float
    """Of the page's own process, until all of it is loaded and the first screen is drawn; the median of several openings."""
    wall: float
    """The least of them."""
    elements: int
    drawn: int
    """Things in the drawing of the chain."""
    height: int
    """Of that drawing, in pixels."""


def main() -> None:
    """Read the command line; measure, or be the process that writes one document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--media", type=int, default=200)
    parser.add_argument("--claims", type=int, default=5000)
    parser.add_argument("--docs", action="store_true", help="write docs/benchmarks.md")
    parser.add_argument("--write", choices=FORMATS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    amounts = (given.references, given.media, given.claims)
    if given.write:
        print(json.dumps(_write(amounts, given.write, given.out)))
        return
    with tempfile.TemporaryDirectory() as folder:
        documents = [_written(amounts, name, Path(folder) / f"report.{name}") for name in FORMATS]
        page = _opened(Path(folder) / "report.html")
    text = table(amounts, documents, page)
    print(text)
    if given.docs:
        write_between(DOCS, "bench-report", text)
    sys.exit(bool(missed(documents[0], page)))


def _write(amounts: tuple[int, int, int], name: str, out: Path) -> dict[str, float]:
    case = large_case(references=amounts[0], files=amounts[1], statements=amounts[2])
    exporter = next(each for each in EXPORTERS if each.name == name)
    began, used = time.perf_counter(), time.process_time()
    document = exporter.document(case, "en")
    spent = {"seconds": time.process_time() - used, "wall": time.perf_counter() - began}
    out.write_bytes(document)
    return spent | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "size": len(document)}


def _written(amounts: tuple[int, int, int], name: str, out: Path) -> Written:
    asked = ["--references", amounts[0], "--media", amounts[1], "--claims", amounts[2], "--write", name, "--out", out]
    command = [sys.executable, "-m", "bench.report", *map(str, asked)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Written(format=name, seconds=told["seconds"], wall=told["wall"], memory=int(told["memory"]), size=int(told["size"]))


def _opened(path: Path) -> Opened:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    seconds, wall = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"], chromium_sandbox=False)
        for _ in range(OPENINGS):
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            metrics = context.new_cdp_session(page)
            metrics.send("Performance.enable")
            page.goto(path.as_uri(), wait_until="load", timeout=300_000)  # a busy machine is no failure
            wall.append(float(page.evaluate(PAINTED)))
            told = {each["name"]: each["value"] for each in metrics.send("Performance.getMetrics")["metrics"]}
            seconds.append(float(told["ProcessTime"]))
            elements = int(page.evaluate("document.getElementsByTagName('*').length"))
            drawn = page.locator(".graph.wide .row").count()
            height = int(page.locator(".graph.wide svg").evaluate("e => e.height.baseVal.value"))
            context.close()
        browser.close()
    return Opened(seconds=statistics.median(seconds), wall=min(wall), elements=elements, drawn=drawn, height=height)


def missed(page: Written, opened: Opened) -> list[str]:
    """Names of the limits that are not kept."""
    got = {"seconds": page.seconds, "memory": page.memory, "size": page.size, "opening": opened.seconds}
    return [name for name, limit in LIMITS.items() if got[name] > limit]


def table(amounts: tuple[int, int, int], documents: Sequence[Written], page: Opened) -> str:
    """The figures, and what they are held against."""
    rows = [
        (each.format, f"{each.seconds:.1f} s", f"{each.wall:.1f} s", f"{each.memory / 1e6:.0f} MB", f"{each.size / 1e6:.1f} MB")
        for each in documents
    ]
    limits = (
        "*limit, html*",
        f"{LIMITS['seconds']:.0f} s",
        "",
        f"{LIMITS['memory'] / 1e6:.0f} MB",
        f"{LIMITS['size'] / 1e6:.0f} MB",
    )
    head = f"{amounts[0]:,} references, {amounts[1]:,} media, {amounts[2]:,} claims; {datetime.now(tz=UTC):%Y-%m-%d}."
    tail = (
        f"Chromium opens the page ({page.elements:,} elements) in {page.seconds:.1f} s of its process (limit "
        f"{LIMITS['opening']:.0f} s; median of {OPENINGS}; by the clock {page.wall:.1f} s); the chain is folded to "
        f"{page.drawn} things, {page.height:,} pixels high."
    )
    return "\n\n".join(
        (head, markdown(("format", "processor", "by the clock", "memory at the peak", "size"), [*rows, limits]), tail)
    )


if __name__ == "__main__":
    main()
