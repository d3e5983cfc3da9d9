"""LinkedIn posts, by activity number."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["LINKEDIN"]


def _canonical(found: re.Match[str]) -> str:
    kind = found.groupdict().get("kind") or "activity"
    return f"https://www.linkedin.com/feed/update/urn:li:{kind}:{found['id']}/"


LINKEDIN = Platform(
    slug=Slug("linkedin"),
    name="LinkedIn",
    hosts=("linkedin.com",),
    patterns=(
        re.compile(r"[^/?]+/posts/(?P<account>[\w%-]+?)_[^?]*?-?(?:activity|ugcPost|share)[-:](?P<id>\d{15,20})(?!\d)"),
        re.compile(
            r"[^/?]+/(?:(?:embed/)?feed/update|video/live|video/event)/urn(?::|%3[Aa])li(?::|%3[Aa])(?P<kind>activity|share|ugcPost)(?::|%3[Aa])(?P<id>\d{15,20})(?!\d)"
        ),
    ),
    canonical=_canonical,
    words=(
        "linkedin",
        "линкедин",
        "لينكد إن",
    ),
)
