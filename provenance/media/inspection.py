"""All that can be told of one file by libraries of this process: measured, read, its credentials examined."""

from dataclasses import replace
from pathlib import Path

from provenance.media.c2pa import examine
from provenance.media.probe import probe
from provenance.media.trustlist import Trust
from provenance.model import Digest, Probe

__all__ = ["inspected"]


def inspected(path: Path, *, digest: Digest, trust: Trust | None = None) -> Probe:
    """The probe of ``path`` with its credentials.

    Raises:
        MediaError: it is no media file, or damaged beyond reading.
    """
    return replace(probe(path, digest=digest), credentials=examine(path, trust))
