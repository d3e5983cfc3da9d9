"""Bluesky posts, by record key."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["BLUESKY"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://bsky.app/profile/{account_of(found)}/post/{found['id']}"


BLUESKY = Platform(
    slug=Slug("bluesky"),
    name="Bluesky",
    hosts=(
        "bsky.app",
        "bsky.social",
    ),
    patterns=(
        re.compile(r"bsky\.app/at/(?P<account>did:[\w.:%-]+|[\w.-]+)/app\.bsky\.feed\.post/(?P<id>[a-z0-9]{8,20})(?![a-z0-9])"),
        re.compile(r"[^/?]+/profile/(?P<account>[\w.:%-]+)/post/(?P<id>[a-z0-9]{8,20})(?![a-z0-9])"),
        re.compile(r"[^/?]+/embed/(?P<account>did:[\w.:%-]+)/app\.bsky\.feed\.post/(?P<id>[a-z0-9]{8,20})(?![a-z0-9])"),
    ),
    canonical=_canonical,
    words=(
        "bluesky",
        "блюскай",
        "بلوسكاي",
    ),
)
