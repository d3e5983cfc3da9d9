"""Snapchat Spotlight and shared snaps."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["SNAPCHAT"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://www.snapchat.com/{'t' if '/t/' in found.string else 'spotlight'}/{found['id']}"


SNAPCHAT = Platform(
    slug=Slug("snapchat"),
    name="Snapchat",
    hosts=("snapchat.com",),
    patterns=(
        re.compile(r"[^/?]+/(?:embed/)?(?:@(?P<account>[\w.-]+)/)?(?:spotlight|p)/(?P<id>[\w-]{20,100})(?![\w-])"),
        re.compile(r"[^/?]+/t/(?P<id>\w{6,12})/?(?:\?|$)"),
    ),
    canonical=_canonical,
    words=(
        "snapchat",
        "снапчат",
        "سناب شات",
        "سناب تشات",
    ),
)
