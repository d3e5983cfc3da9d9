"""Writes the golden files anew: ``python -m tests.exporters.regenerate``. Read the difference before you commit it."""

from collections.abc import Callable
from pathlib import Path

from provenance.exporters import EXPORTERS
from provenance.exporters.html import render_duplicates, render_pair, render_search
from tests.exporters import comparisons
from tests.exporters.sample import snapshot

LASTING = tuple(exporter for exporter in EXPORTERS if exporter.name != "pdf")
"""Formats that are the same bytes each time; a PDF depends on the fonts of the machine."""
GOLDEN = Path(__file__).parent / "golden"
PAGES: dict[str, Callable[[], bytes]] = {
    "pair.html": lambda: render_pair(comparisons.pair()),
    "search.html": lambda: render_search(comparisons.search()),
    "duplicates.html": lambda: render_duplicates(comparisons.duplicates()),
}
"""Pages of commands that need no case."""


def main() -> None:
    for exporter in LASTING:
        (GOLDEN / f"report{exporter.suffix}").write_bytes(exporter.render(snapshot()))
    for name, render in PAGES.items():
        (GOLDEN / name).write_bytes(render())


if __name__ == "__main__":
    main()
