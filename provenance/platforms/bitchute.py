"""BitChute videos."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["BITCHUTE"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://www.bitchute.com/video/{found['id']}/"


BITCHUTE = Platform(
    slug=Slug("bitchute"),
    name="BitChute",
    hosts=("bitchute.com",),
    patterns=(
        re.compile(r"[^/?]+/(?:video|embed|torrent/[^/]+)/(?P<id>[\w-]{6,16})(?![\w-])"),
        re.compile(r"[^/?]+/api/beta9/embed/(?P<id>[\w-]{6,16})(?![\w-])"),
    ),
    canonical=_canonical,
    words=("bitchute",),
)
