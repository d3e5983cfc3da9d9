"""Footage measured for benchmarks, kept on disk: fingerprints are the larger part of every run and seldom what is measured."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import provenance
from provenance.errors import ProvenanceError
from provenance.fingerprints.interface import Footage
from provenance.media.footage import measure
from provenance.model import Digest

__all__ = ["measured"]

PACKAGE = Path(provenance.__file__).parent
MAKES_FOOTAGE = ("fingerprints", "media")
"""Layers whose code decides what is measured: after a change in them nothing that was kept is used."""


def measured(paths: Iterable[Path], *, kept: Path | None) -> Iterator[tuple[Path, Footage]]:
    """Each of ``paths`` that can be read, with its fingerprints in the default mode; from ``kept``, where they lie there."""
    for path in paths:
        digest = Digest(value=hashlib.sha256(path.read_bytes()).hexdigest())
        place = kept / _code() / f"{digest.value}.footage" if kept else None
        if place and place.exists():
            yield path, Footage.unpack(place.read_bytes())
            continue
        try:
            footage = measure(path, digest=digest)
        except ProvenanceError as error:
            sys.stderr.write(f"left out: {error}\n")
            continue
        if place:
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_suffix(".part")
            part.write_bytes(footage.pack())
            part.replace(place)
        yield path, footage


@cache
def _code() -> str:
    """A name for the code that measures."""
    files = sorted(path for layer in MAKES_FOOTAGE for path in (PACKAGE / layer).rglob("*.py"))
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in files)).hexdigest()[:16]
