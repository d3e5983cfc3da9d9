"""Gab posts."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["GAB"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://gab.com/{account_of(found)}/posts/{found['id']}"


GAB = Platform(
    slug=Slug("gab"),
    name="Gab",
    hosts=(
        "gab.com",
        "gab.ai",
    ),
    patterns=(re.compile(r"[^/?]+/(?P<account>\w{1,40})/posts/(?P<id>\d{6,20})(?!\d)"),),
    canonical=_canonical,
)
