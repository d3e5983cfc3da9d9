"""Rutube videos and shorts, named by 32 hexadecimal digits."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["RUTUBE"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://rutube.ru/video/{found['id']}/"


RUTUBE = Platform(
    slug=Slug("rutube"),
    name="Rutube",
    hosts=("rutube.ru",),
    patterns=(
        re.compile(
            r"[^/?]+/(?:video(?:/private)?|play/embed|shorts|embed|live/video(?:/private)?)/(?P<id>[0-9a-f]{32})(?![0-9a-f])"
        ),
        re.compile(r"[^/?]+/(?:play/embed|video/embed)/(?P<id>\d{4,12})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "rutube",
        "рутуб",
        "рутубе",
    ),
)
