"""Discord messages, which only members of the server can open."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["DISCORD"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://discord.com/channels/{found['server']}/{found['channel']}/{found['id']}"


DISCORD = Platform(
    slug=Slug("discord"),
    name="Discord",
    hosts=(
        "discord.com",
        "discordapp.com",
    ),
    patterns=(
        re.compile(r"discord(?:app)?\.com/channels/(?P<server>\d{15,20}|@me)/(?P<channel>\d{15,20})/(?P<id>\d{15,20})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "discord",
        "дискорд",
    ),
)
