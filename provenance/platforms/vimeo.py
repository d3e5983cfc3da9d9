"""Vimeo videos; an unlisted one keeps its key in the canonical URL."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["VIMEO"]


def _canonical(found: re.Match[str]) -> str:
    key = found.groupdict().get("key")
    return f"https://vimeo.com/{found['id']}{'/' + key if key else ''}"


VIMEO = Platform(
    slug=Slug("vimeo"),
    name="Vimeo",
    hosts=(
        "vimeo.com",
        "vimeopro.com",
    ),
    patterns=(
        re.compile(
            r"[^/?]+/(?:channels/[\w-]+/|groups/[\w-]+/videos/|album/\d+/video/|showcase/\d+/video/|video/|videos/|[a-z0-9]+/review/|event/(?=\d+/videos/)\d+/videos/|ondemand/[\w-]+/)?(?P<id>\d{5,12})(?:/(?P<key>[0-9a-f]{8,12}))?/?(?:[?&]|$)"
        ),
        re.compile(r"[^/?]+/moogaloop\.swf\?(?:[^#]*?&)?clip_id=(?P<id>\d{5,12})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "vimeo",
        "вимео",
        "فيميو",
    ),
)
