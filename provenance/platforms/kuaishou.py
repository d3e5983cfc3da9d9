"""Kwai and Kuaishou clips."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["KUAISHOU"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    if found.string.startswith(("v.", "s.")):
        return f"https://{found.string.partition('/')[0]}/{found['id']}"
    if account or found["id"].isdigit():
        return f"https://www.kwai.com/@{account or ''}/video/{found['id']}"
    return f"https://www.kuaishou.com/short-video/{found['id']}"


KUAISHOU = Platform(
    slug=Slug("kuaishou"),
    name="Kwai",
    hosts=(
        "kuaishou.com",
        "kwai.com",
        "v.kuaishou.com",
        "s.kwai.com",
        "v.kwai.com",
    ),
    patterns=(
        re.compile(r"(?:v\.kuaishou|[vs]\.kwai)\.com/(?P<id>[\w-]{5,14})/?(?:\?|$)"),
        re.compile(r"[^/?]+/@(?P<account>[\w.-]{0,40})/video/(?P<id>\d{15,20})(?!\d)"),
        re.compile(r"[^/?]+/(?:short-video|fw/photo|f)/(?P<id>(?=[\w-]*\d)[\w-]{10,25})(?![\w-])"),
    ),
    canonical=_canonical,
    words=(
        "kwai",
        "kuaishou",
        "快手",
    ),
)
