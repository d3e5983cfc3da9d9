"""Tables of benchmark figures: as Markdown, and into ``docs/benchmarks.md`` between two markers."""

from collections.abc import Sequence
from pathlib import Path

__all__ = ["DOCS", "markdown", "write_between"]

DOCS = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first column left, the others right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def write_between(path: Path, name: str, text: str) -> None:
    """Replace what stands between ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->`` in ``path``.

    Raises:
        ValueError: a marker is missing, or they stand in the wrong order.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, opened, rest = path.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not opened or not closed:
        raise ValueError(f"{path}: expected {begin} and after it {end}, found {'no end' if opened else 'no beginning'}")
    path.write_text(f"{before}{begin}\n{text.strip()}\n{end}{after}", "utf-8")
