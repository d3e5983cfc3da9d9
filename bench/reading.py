"""References on saved pages: ours and the peers', in one run, by one scorer.

python -m bench.reading --pages DIR --truth F.jsonl --out DIR [--peers PYTHON] [--docs]

Each tool reads every page in a process of its own (:mod:`bench.reader`, :mod:`bench.peers`), so peak memory is its own, and the
unit of time is lxml's bare parse of the same page in the same process.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.pagescores import OF_ARTICLE, Page, Scores, finds_of, score
from bench.peers import PEERS
from bench.tables import DOCS, markdown, write_between

__all__ = ["main"]

ROOT = Path(__file__).parent.parent
HEADER = ("", "recall", "embeds", "links", "state", "precision", "own video", "median ×", "p95 ×", "worst page", "peak memory")
NOTE = """\
× = time as a multiple of lxml's bare parse of the same page in the same process; worst page in seconds; own video = pages with a
player of the site's own where a file or stream was found. What a peer keeps of a page (body, links, data) is searched for
addresses, and these go through our own recogniser, so a peer is credited with every post whose address it kept. References
alone: decoding, parsing and the search; the article's text, and sentences with claims, are stated as what they add. A model
that a tool loads when first needed counts on the page where that happens (for our text: the one that tells languages)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What one part of one tool took."""

    multiples: tuple[float, ...]
    """Times lxml's bare parse, sorted."""
    worst: float
    """Seconds."""
    peak: float
    """Bytes; zero where the part has no process of its own."""

    def cells(self) -> tuple[str, ...]:
        """For the table."""
        high = self.multiples[min(len(self.multiples) - 1, int(len(self.multiples) * 0.95))]
        memory = f"{self.peak / 1e6:.0f} MB" if self.peak else ""
        return f"{statistics.median(self.multiples):.1f}", f"{high:.1f}", f"{self.worst:.2f} s", memory


Rows = Sequence[dict[str, object]]


def lines(path: Path) -> Rows:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def number(value: object) -> float:
    """A number of a row."""
    assert isinstance(value, int | float)  # noqa: S101 - rows are written by our own processes
    return float(value)


def truth(path: Path) -> dict[str, Page]:
    """The labels by file."""
    return {
        str(row["file"]): Page(
            labels={(r["platform"], r["id"]): r["label"] for r in _dicts(row["references"])}, own_video=bool(row["native_video"])
        )
        for row in lines(path)
    }


def _dicts(value: object) -> Iterable[dict[str, str]]:
    return value if isinstance(value, list) else ()


def costs(rows: Rows, key: str = "seconds") -> Costs:
    """The time under ``key`` of every page, and the process's memory."""
    return Costs(
        multiples=tuple(sorted(number(row[key]) / number(row["bare"]) for row in rows)),
        worst=max(number(row[key]) for row in rows),
        peak=max(number(row["peak_bytes"]) for row in rows) if key == "seconds" else 0,
    )


def run(python: str, out: Path, *arguments: str) -> Rows:
    """Run one tool in a fresh process; its rows."""
    subprocess.run([python, "-m", *arguments, "--out", str(out)], check=True, cwd=ROOT)
    return lines(out)


def scored(pages: dict[str, Page], rows: Rows) -> Scores:
    """Count one tool's rows."""
    return score(pages, {str(row["file"]): finds_of(row) for row in rows})


def quality(scores: Scores) -> tuple[str, ...]:
    """For the table."""
    recalls = (scores.recall(), *(scores.recall(label) for label in OF_ARTICLE))
    return (*(f"{value:.3f}" for value in (*recalls, scores.precision)), f"{scores.videos_found}/{scores.videos}")


def ours(given: argparse.Namespace, pages: dict[str, Page]) -> list[tuple[str, ...]]:
    """Our rows of the table: references alone, then what text and claims add."""
    here = ("--pages", str(given.pages))
    read = run(sys.executable, given.out / "reading.jsonl", "bench.reader", *here)
    said = run(sys.executable, given.out / "claims.jsonl", "bench.reader", *here, "--claims")
    blank = ("",) * 6
    return [
        ("**Provenance**, references alone", *quality(scored(pages, read)), *costs(read).cells()),
        ("… finding the text adds", *blank, *costs(read, "text_seconds").cells()),
        ("… sentences and claims add", *blank, *costs(said).cells()),
    ]


def beside(given: argparse.Namespace, pages: dict[str, Page]) -> list[tuple[str, ...]]:
    """The peers' rows, best recall first."""
    found = []
    for peer in PEERS:
        out = given.out / f"peer-{peer.replace(',', '').replace(' ', '-')}.jsonl"
        rows = run(given.peers, out, "bench.peers", "--peer", peer, "--pages", str(given.pages))
        scores = scored(pages, rows)
        found.append((-scores.recall(), (peer, *quality(scores), *costs(rows).cells())))
    return [row for _, row in sorted(found)]


def main() -> None:
    """Run every tool and print one table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=Path, required=True, help="folder of .html files")
    arguments.add_argument("--truth", type=Path, required=True, help="their labels, JSON Lines")
    arguments.add_argument("--out", type=Path, required=True, help="folder for the predictions")
    arguments.add_argument("--peers", help="Python of the peers' environment; without it only ours is measured")
    arguments.add_argument("--docs", action="store_true", help="write the table into docs/benchmarks.md")
    given = arguments.parse_args()
    pages = truth(given.truth)
    wanted = sum(label in OF_ARTICLE for page in pages.values() for label in page.labels.values())
    rows = [*ours(given, pages), *(beside(given, pages) if given.peers else [])]
    day = datetime.now(UTC).date().isoformat()
    text = f"{len(pages)} pages, {wanted} references of the articles' own; {day}.\n\n{markdown(HEADER, rows)}\n\n{NOTE}"
    print(text)
    if given.docs:
        write_between(DOCS, "bench-reading", text)


if __name__ == "__main__":
    main()
