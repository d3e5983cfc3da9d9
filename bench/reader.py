"""Our own reader over a folder of pages, with the cost of its parts. Run by :mod:`bench.reading` in a fresh process.

python -m bench.reader --pages DIR --out F.jsonl [--claims]
"""

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from bench.measuring import Reader, write_measurements
from provenance.articles import embeds
from provenance.articles.decoding import decode
from provenance.articles.document import parse
from provenance.articles.dom import parse_tree
from provenance.articles.messages import unpack
from provenance.articles.reading import read_document
from provenance.model import ReferenceKind, VideoReference
from provenance.store import gazetteer, lexicons

__all__ = ["main"]


def _row(reference: VideoReference) -> dict[str, object]:
    return {
        "platform": reference.platform,
        "id": reference.platform_id,
        "role": reference.role.value,
        "kind": reference.kind.value,
        "reason": reference.role_reason,
    }


def read_page(data: bytes, name: str) -> Mapping[str, object]:
    """References and the seconds of two parts.

    ``seconds``: decoding, the tree, and looking for references. ``text_seconds``: what finding the article's text, its
    metadata and its language adds.
    """
    began = time.perf_counter()
    parse_tree(decode(unpack(data, source=name).data, source=name))
    treed = time.perf_counter()
    document = parse(data, source=name)
    parsed = time.perf_counter()
    references = embeds.find(document)
    ended = time.perf_counter()
    tree = treed - began
    return {
        # An embed that is known to be lost has no identifier to compare.
        "references": [_row(r) for r in references if r.url or r.kind is ReferenceKind.FILE],
        "seconds": tree + ended - parsed,
        "text_seconds": parsed - treed - tree,
    }


def claims_reader() -> Reader:
    """Times what sentences and claims add; the files of languages and places are open before."""
    words, places = lexicons.load(), gazetteer.open_gazetteer()

    def read(data: bytes, name: str) -> Mapping[str, object]:
        document = parse(data, source=name)
        began = time.perf_counter()
        embeds.find(document)
        found = time.perf_counter()
        reading = read_document(document, lexicons=words, gazetteer=places)
        ended = time.perf_counter()
        return {"claims": len(reading.claims), "seconds": (ended - found) - (found - began)}

    return read


def main() -> None:
    """Measure references and text, or with ``--claims`` what claims add."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pages", type=Path, required=True, help="folder of .html files")
    arguments.add_argument("--out", type=Path, required=True, help="JSON Lines to write")
    arguments.add_argument("--claims", action="store_true")
    given = arguments.parse_args()
    write_measurements(claims_reader() if given.claims else read_page, pages=given.pages, out=given.out)


if __name__ == "__main__":
    main()
