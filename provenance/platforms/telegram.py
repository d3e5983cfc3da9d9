"""Telegram messages: public channels, topics, and private channels (``c/``), which only members can open."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["TELEGRAM"]


def _identify(found: re.Match[str]) -> str:
    account = account_of(found)
    if account is None:
        _, channel, *_, number = found["id"].split("/")
        return f"c/{channel}/{number}"
    # Telegram does not tell upper from lower case in names.
    return f"{account}/{found['id']}"


def _canonical(found: re.Match[str]) -> str:
    return f"https://t.me/{_identify(found)}"


TELEGRAM = Platform(
    slug=Slug("telegram"),
    name="Telegram",
    hosts=(
        "t.me",
        "telegram.me",
        "telegram.dog",
        "telegram.im",
        "tg.i-c-a.su",
    ),
    patterns=(
        re.compile(r"[^/?]+/(?P<id>c/\d{4,16}/(?:\d+/)?\d+)/?(?:\?|$)"),
        re.compile(
            r"[^/?]+/(?:s/)?(?!(?:joinchat|addstickers|addemoji|share|iv|proxy|socks|setlanguage|bg|login|s|c|addtheme|boost|giftcode|invoice|contact)/)(?P<account>[A-Za-z]\w{2,31})/(?:\d+/)?(?P<id>\d+)/?(?:\?|$)"
        ),
    ),
    canonical=_canonical,
    identify=_identify,
    words=(
        "telegram",
        "телеграм",
        "телеграме",
        "телеграма",
        "телеграмм",
        "телеграмме",
        "телеграм-канал",
        "телеграм-канале",
        "телеграмі",
        "тг-канал",
        "tg-channel",
        "تلغرام",
        "تيليغرام",
        "تيلغرام",
        "تلجرام",
        "تليجرام",
        "تیلیگرام",
        "تلگرام",
        "טלגרם",
    ),
)
