"""Bilibili videos (BV and av numbers)."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["BILIBILI"]


def _identify(found: re.Match[str]) -> str:
    return found["id"] or f"av{found['aid']}"


def _canonical(found: re.Match[str]) -> str:
    if found.string.startswith("b23.tv/") and not found["id"].startswith("BV"):
        return f"https://b23.tv/{found['id']}"
    return f"https://www.bilibili.com/video/{_identify(found)}"


BILIBILI = Platform(
    slug=Slug("bilibili"),
    name="Bilibili",
    hosts=(
        "bilibili.com",
        "b23.tv",
        "player.bilibili.com",
    ),
    patterns=(
        re.compile(r"b23\.tv/(?P<id>BV[0-9A-Za-z]{10}|[0-9A-Za-z]{7})/?(?:\?|$)"),
        re.compile(r"player\.bilibili\.com/[\w./]*\?(?:[^#]*?&)?bvid=(?P<id>BV[0-9A-Za-z]{10})"),
        re.compile(r"player\.bilibili\.com/[\w./]*\?(?:[^#]*?&)?aid=(?P<aid>\d{3,18})(?P<id>)"),
        re.compile(r"bilibili\.com/(?:s/)?video/(?P<id>BV[0-9A-Za-z]{10}|av\d{3,18})(?![0-9A-Za-z])"),
        re.compile(r"bilibili\.com/festival/[^?]+\?(?:[^#]*?&)?bvid=(?P<id>BV[0-9A-Za-z]{10})"),
    ),
    canonical=_canonical,
    identify=_identify,
    words=(
        "bilibili",
        "哔哩哔哩",
        "билибили",
    ),
)
