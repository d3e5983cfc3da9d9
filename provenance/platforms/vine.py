"""Vine clips (closed in 2017; many survive in archives)."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["VINE"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://vine.co/v/{found['id']}"


VINE = Platform(
    slug=Slug("vine"),
    name="Vine",
    hosts=("vine.co",),
    patterns=(re.compile(r"[^/?]+/v/(?P<id>[A-Za-z0-9]{8,13})(?![A-Za-z0-9])"),),
    canonical=_canonical,
    words=("vine",),
)
