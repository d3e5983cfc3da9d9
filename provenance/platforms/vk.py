"""VK: videos, clips and wall posts, named by owner (negative for communities) and number."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["VK"]


def _identify(found: re.Match[str]) -> str:
    owner = found.groupdict().get("oid")
    return f"{owner}_{found['id']}" if owner else found["id"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://vk.com/{found['kind']}{_identify(found)}"


VK = Platform(
    slug=Slug("vk"),
    name="VK",
    hosts=(
        "vk.com",
        "vk.ru",
        "vkontakte.ru",
        "vkvideo.ru",
        "vk.cc",
    ),
    patterns=(
        re.compile(r"[^/?]+/(?:[\w.@/-]*)?\?(?:[^#]*?&)?z=(?P<kind>video|clip|wall)(?P<id>-?\d{1,15}_\d{1,15})(?!\d)"),
        re.compile(r"[^/?]+/(?:[\w.@-]+/)*?(?P<kind>video|clip|wall)(?P<id>-?\d{1,15}_\d{1,15})(?!\d)"),
        re.compile(r"[^/?]+/(?:[\w.@-]*)?\?(?:[^#]*?&)?w=(?P<kind>wall)(?P<id>-?\d{1,15}_\d{1,15})(?!\d)"),
        re.compile(r"[^/?]+/(?P<kind>video)_ext\.php\?(?:[^#]*?&)?oid=(?P<oid>-?\d{1,15})&(?:[^#]*?&)?id=(?P<id>\d{1,15})(?!\d)"),
        re.compile(r"[^/?]+/(?P<kind>video)_ext\.php\?(?:[^#]*?&)?id=(?P<id>\d{1,15})&(?:[^#]*?&)?oid=(?P<oid>-?\d{1,15})(?!\d)"),
    ),
    canonical=_canonical,
    identify=_identify,
    words=(
        "vk",
        "vkontakte",
        "вк",
        "вконтакте",
        "в контакте",
        "vk видео",
        "vk video",
    ),
)
