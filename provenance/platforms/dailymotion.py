"""Dailymotion videos."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["DAILYMOTION"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://www.dailymotion.com/video/{found['id']}"


DAILYMOTION = Platform(
    slug=Slug("dailymotion"),
    name="Dailymotion",
    hosts=(
        "dailymotion.com",
        "dai.ly",
        "dmcdn.net",
    ),
    patterns=(
        re.compile(r"dai\.ly/(?P<id>[xk][a-zA-Z0-9]{4,25})(?![a-zA-Z0-9])"),
        re.compile(
            r"dailymotion\.com/(?:(?:embed|crawler)/)?(?:video|swf/video|swf|hub/\w+#video=)/?(?P<id>[xk][a-zA-Z0-9]{4,25})(?![a-zA-Z0-9])"
        ),
        re.compile(
            r"dailymotion\.com/(?:player[\w/-]*(?:\.html)?|[\w/-]+)\?(?:[^#]*?&)?video=(?P<id>[xk][a-zA-Z0-9]{4,25})(?![a-zA-Z0-9])"
        ),
    ),
    canonical=_canonical,
    words=(
        "dailymotion",
        "дейлимоушн",
        "ديلي موشن",
    ),
)
