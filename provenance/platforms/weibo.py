"""Weibo posts and videos."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["WEIBO"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    if account:
        return f"https://weibo.com/{account}/{found['id']}"
    return f"https://weibo.com/tv/show/{found['id']}" if ":" in found["id"] else f"https://m.weibo.cn/status/{found['id']}"


WEIBO = Platform(
    slug=Slug("weibo"),
    name="Weibo",
    hosts=(
        "weibo.com",
        "weibo.cn",
        "video.weibo.com",
        "h5.video.weibo.com",
    ),
    patterns=(
        re.compile(r"(?:video\.)?weibo\.com/(?:tv/)?(?:show|v/show)\?(?:[^#]*?&)?fid=(?P<id>\d{4}:\w{16,40})"),
        re.compile(r"(?:h5\.video\.)?weibo\.com/(?:tv/(?:v|show)|show)/(?P<id>[\w:]{6,40})(?![\w:])"),
        re.compile(r"weibo\.cn/(?:status|detail)/(?P<id>\w{9,20})(?!\w)"),
        re.compile(r"weibo\.com/(?P<account>\d{6,12}|0)/(?P<id>[A-Za-z0-9]{9,16})(?![A-Za-z0-9])"),
    ),
    canonical=_canonical,
    words=(
        "weibo",
        "вейбо",
        "微博",
    ),
)
