"""Streamable clips."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["STREAMABLE"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://streamable.com/{found['id']}"


STREAMABLE = Platform(
    slug=Slug("streamable"),
    name="Streamable",
    hosts=("streamable.com",),
    patterns=(
        re.compile(
            r"[^/?]+/(?:[eos]/)?(?!login|signup|pricing|terms|privacy|upload|settings)(?P<id>[a-z0-9]{4,8})(?:/[a-z0-9]+)?/?(?:\?|$)"
        ),
    ),
    canonical=_canonical,
    words=("streamable",),
)
