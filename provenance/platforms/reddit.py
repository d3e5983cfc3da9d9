"""Reddit posts, by the number in base 36 that also stands in redd.it links; videos hosted there by their own."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["REDDIT"]


def _canonical(found: re.Match[str]) -> str:
    if found.string.startswith("v.redd.it/"):
        return f"https://v.redd.it/{found['id']}"
    if "/s/" in found.string and "/comments/" not in found.string:
        return f"https://www.reddit.com/{account_of(found)}/s/{found['id']}"
    return f"https://www.reddit.com/comments/{found['id']}/"


REDDIT = Platform(
    slug=Slug("reddit"),
    name="Reddit",
    hosts=(
        "reddit.com",
        "redd.it",
        "redditmedia.com",
        "v.redd.it",
    ),
    patterns=(
        re.compile(r"v\.redd\.it/(?P<id>[a-z0-9]{8,16})(?![a-z0-9])"),
        re.compile(r"redd\.it/(?P<id>[a-z0-9]{4,9})/?(?:\?|$)"),
        re.compile(r"[^/?]+/(?:(?P<account>(?:r|u|user)/[\w-]{2,40})/)?comments/(?P<id>[a-z0-9]{4,9})(?![a-z0-9])"),
        re.compile(r"[^/?]+/(?P<account>r/[\w-]{2,40})/s/(?P<id>[A-Za-z0-9]{8,12})(?![A-Za-z0-9])"),
    ),
    canonical=_canonical,
    words=(
        "reddit",
        "реддит",
        "реддите",
        "ريديت",
    ),
)
