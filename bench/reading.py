"""Read every saved page of a folder and write the references found, for a scorer.

python -m bench.reading --pages DIR --out F.jsonl
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from lxml import html

from provenance.articles import embeds
from provenance.articles.document import parse
from provenance.model import ReferenceKind

__all__ = ["main"]


def read_page(path: Path) -> tuple[dict[str, object], float, float]:
    """The prediction for one page; how many times lxml's bare parse text and references took, and references alone."""
    data = path.read_bytes()
    began = time.perf_counter()
    html.fromstring(data, parser=html.HTMLParser())
    bare = time.perf_counter() - began
    began = time.perf_counter()
    document = parse(data, source=path.name)
    parsed = time.perf_counter()
    references = embeds.find(document)
    ended = time.perf_counter()
    seconds = ended - began
    rows = [
        {"platform": r.platform, "id": r.platform_id, "role": r.role.value, "kind": r.kind.value, "reason": r.role_reason}
        for r in references
        if r.url or r.kind is ReferenceKind.FILE  # an embed that is known to be lost has no identifier to compare
    ]
    return {"file": path.name, "references": rows, "seconds": round(seconds, 4)}, seconds / bare, (ended - parsed) / bare


def main() -> None:
    """Run over ``--pages`` and print the multiples of lxml's bare parse."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=Path, required=True, help="folder of .html files")
    arguments.add_argument("--out", type=Path, required=True, help="JSON Lines to write")
    given = arguments.parse_args()
    whole, alone = [], []
    with given.out.open("w", encoding="utf-8") as out:
        for path in sorted(given.pages.glob("*.html")):
            row, multiple, references_only = read_page(path)
            whole.append(multiple)
            alone.append(references_only)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    for what, multiples in (("text and references", whole), ("references alone", alone)):
        if multiples:
            median, high = statistics.median(multiples), sorted(multiples)[int(len(multiples) * 0.95)]
            print(f"{len(multiples)} pages, {what}: {median:.1f} times lxml's bare parse (median), {high:.1f} (95th percentile)")


if __name__ == "__main__":
    main()
