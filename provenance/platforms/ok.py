"""Odnoklassniki videos, live streams and topics."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["OK"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://ok.ru/video/{found['id']}"


OK = Platform(
    slug=Slug("ok"),
    name="Odnoklassniki",
    hosts=(
        "ok.ru",
        "odnoklassniki.ru",
    ),
    patterns=(
        re.compile(r"[^/?]+/(?:video|videoembed|live|web-api/video/moviePlayer|videoplay)/(?P<id>\d{6,20}(?:-\d+)?)(?!\d)"),
        re.compile(r"[^/?]+/video\?(?:[^#]*?&)?st\.mvId=(?P<id>\d{6,20})"),
    ),
    canonical=_canonical,
    words=(
        "odnoklassniki",
        "одноклассники",
        "одноклассниках",
        "однокласники",
        "однокласниках",
        "ok.ru",
    ),
)
