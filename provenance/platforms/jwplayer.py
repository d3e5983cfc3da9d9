"""Videos in JW Player, a hosted player of news sites, by their media id."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["JW_PLAYER"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://cdn.jwplayer.com/previews/{found['id']}"


JW_PLAYER = Platform(
    slug=Slug("jwplayer"),
    name="JW Player",
    hosts=(
        "jwplatform.com",
        "jwplayer.com",
        "bitsontherun.com",
        "jwpltx.com",
        "jwpsrv.com",
    ),
    patterns=(
        re.compile(
            r"[^/?]+/(?:players|videos|manifests|previews|thumbs|feeds|v2/media|strips)/(?P<id>[A-Za-z0-9]{8})(?![A-Za-z0-9])"
        ),
    ),
    canonical=_canonical,
)
