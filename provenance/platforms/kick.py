"""Kick recordings and clips."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["KICK"]


def _canonical(found: re.Match[str]) -> str:
    if found["id"].startswith("clip_"):
        return f"https://kick.com/{account_of(found)}/clips/{found['id']}"
    return f"https://kick.com/video/{found['id']}"


KICK = Platform(
    slug=Slug("kick"),
    name="Kick",
    hosts=("kick.com",),
    patterns=(
        re.compile(r"[^/?]+/(?:(?P<account>[\w-]{2,30})/)?videos?/(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})(?![0-9a-f-])"),
        re.compile(r"[^/?]+/(?P<account>[\w-]{2,30})/?\?(?:[^#]*?&)?clip=(?P<id>clip_\w{10,40})"),
        re.compile(r"[^/?]+/(?P<account>[\w-]{2,30})/clips/(?P<id>clip_\w{10,40})"),
    ),
    canonical=_canonical,
)
