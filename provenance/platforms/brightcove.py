"""Videos in Brightcove, a hosted player of news sites, by account and media id."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["BRIGHTCOVE"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    if account:
        return f"https://players.brightcove.net/{account}/default_default/index.html?videoId={found['id']}"
    if found.string.startswith("bcove.video/"):
        return f"https://bcove.video/{found['id']}"
    return f"https://link.brightcove.com/services/player/?bctid={found['id']}"


BRIGHTCOVE = Platform(
    slug=Slug("brightcove"),
    name="Brightcove",
    hosts=(
        "players.brightcove.net",
        "brightcove.com",
        "bcove.video",
        "brightcove.net",
    ),
    patterns=(
        re.compile(
            r"[^/?]+/(?P<account>\d{5,15})/[\w-]+/(?:index\.html|in_page\.embed)\?(?:[^#]*?&)?videoId=(?P<id>\d{8,15}|ref:[\w.-]+)"
        ),
        re.compile(r"[^/?]+/services/[\w/]+\?(?:[^#]*?&)?bctid=(?P<id>\d{8,15})"),
        re.compile(r"[^/?]+/playback/v1/accounts/(?P<account>\d{5,15})/videos/(?P<id>\d{8,15}|ref:[\w.-]+)"),
        re.compile(r"bcove\.video/(?P<id>[A-Za-z0-9]{6,8})/?(?:\?|$)"),
        re.compile(r"[^/?]+/services/viewer/[\w/]+\?(?:[^#]*?&)?(?:%40videoPlayer|@videoPlayer|videoId)=(?P<id>\d{8,15})"),
    ),
    canonical=_canonical,
)
