"""Videos of Reuters: on its site, and in its exchange for editors."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["REUTERS"]


def _identify(found: re.Match[str]) -> str:
    return found["id"].replace("%3A", ":").replace("%3a", ":").replace("%2C", ",")


def _canonical(found: re.Match[str]) -> str:
    if found.string.startswith("reutersconnect."):
        return f"https://www.reutersconnect.com/detail?id={_identify(found)}"
    return f"https://www.reuters.com/video/watch/{found['id']}"


REUTERS = Platform(
    slug=Slug("reuters"),
    name="Reuters Connect",
    hosts=(
        "reuters.com",
        "reutersconnect.com",
    ),
    patterns=(
        re.compile(r"reuters\.com/video/(?:watch/)?(?:[\w-]{1,200}-)?(?P<id>id[A-Z0-9]{6,24})(?![\w-])"),
        re.compile(r"reutersconnect\.com/[\w/-]{1,60}\?(?:[^#]*?&)?id=(?P<id>tag(?::|%3[Aa])reuters\.com[\w.,:%-]{4,120})"),
    ),
    canonical=_canonical,
    identify=_identify,
)
