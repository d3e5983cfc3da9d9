"""Twitch clips (by slug) and recorded streams (by number)."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["TWITCH"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://www.twitch.tv/videos/{found['id']}" if found["id"].isdigit() else f"https://clips.twitch.tv/{found['id']}"


TWITCH = Platform(
    slug=Slug("twitch"),
    name="Twitch",
    hosts=(
        "twitch.tv",
        "clips.twitch.tv",
        "player.twitch.tv",
    ),
    patterns=(
        re.compile(r"clips\.twitch\.tv/embed/?\?(?:[^#]*?&)?clip=(?P<id>[A-Za-z][\w-]{5,100})(?![\w-])"),
        re.compile(r"clips\.twitch\.tv/(?!embed)(?:\w+/)?(?P<id>[A-Za-z][\w-]{5,100})/?(?:\?|$)"),
        re.compile(r"twitch\.tv/(?:(?P<account>\w{2,30})/)?clip/(?P<id>[A-Za-z][\w-]{5,100})(?![\w-])"),
        re.compile(r"player\.twitch\.tv/\?(?:[^#]*?&)?video=v?(?P<id>\d{5,12})(?!\d)"),
        re.compile(r"twitch\.tv/(?:(?P<account>\w{2,30})/)?(?:videos?|v)/(?P<id>\d{5,12})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "twitch",
        "твич",
        "твіч",
    ),
)
