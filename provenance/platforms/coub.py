"""Coub loops."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["COUB"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://coub.com/view/{found['id']}"


COUB = Platform(
    slug=Slug("coub"),
    name="Coub",
    hosts=("coub.com",),
    patterns=(re.compile(r"[^/?]+/(?:view|embed)/(?P<id>[a-z0-9]{4,8})(?![a-z0-9])"),),
    canonical=_canonical,
    words=("coub",),
)
