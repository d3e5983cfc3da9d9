"""Douyin videos."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["DOUYIN"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://www.douyin.com/video/{found['id']}" if found["id"].isdigit() else f"https://v.douyin.com/{found['id']}/"


DOUYIN = Platform(
    slug=Slug("douyin"),
    name="Douyin",
    hosts=(
        "douyin.com",
        "iesdouyin.com",
    ),
    patterns=(
        re.compile(r"v\.douyin\.com/(?P<id>[\w-]{7,12})/?(?:\?|$)"),
        re.compile(r"[^/?]+/(?:share/)?(?:video|note|slides)/(?P<id>\d{15,20})(?!\d)"),
        re.compile(r"[^/?]+/[\w/-]*\?(?:[^#]*?&)?modal_id=(?P<id>\d{15,20})(?!\d)"),
        re.compile(r"open\.douyin\.com/player/video\?(?:[^#]*?&)?vid=(?P<id>\d{15,20})"),
    ),
    canonical=_canonical,
    words=(
        "douyin",
        "抖音",
        "доуинь",
    ),
)
