"""Rumble videos. A page and its player bear different ids, which only the site can join."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["RUMBLE"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://rumble.com/{'embed/' if '/embed/' in found.string else ''}{found['id']}"


RUMBLE = Platform(
    slug=Slug("rumble"),
    name="Rumble",
    hosts=("rumble.com",),
    patterns=(
        re.compile(r"[^/?]+/embed/(?:u[0-9a-z]+\.)?(?P<id>v(?=[a-z]*\d)[0-9a-z]{4,10})(?![0-9a-z])"),
        re.compile(r"[^/?]+/(?P<id>v(?=[a-z]*\d)[0-9a-z]{4,10})(?:-[^/?]*)?(?:\.html)?/?(?:\?|$)"),
        re.compile(r"[^/?]+/shorts/(?P<id>v(?=[a-z]*\d)[0-9a-z]{4,10})(?![0-9a-z])"),
    ),
    canonical=_canonical,
    words=("rumble",),
)
