"""Videos in the archives of the Associated Press, by item number."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["AP"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://newsroom.ap.org/editorial-photos-videos/detail?itemid={found['id']}"


AP = Platform(
    slug=Slug("ap"),
    name="AP Newsroom",
    hosts=(
        "newsroom.ap.org",
        "aparchive.com",
    ),
    patterns=(
        re.compile(r"[^/?]+/[\w/-]*\?(?:[^#]*?&)?itemid=(?P<id>[0-9a-f]{32})(?![0-9a-f])"),
        re.compile(r"aparchive\.com/metadata/(?:[\w%.-]+/)?(?P<id>[0-9a-f]{32})(?![0-9a-f])"),
    ),
    canonical=_canonical,
)
