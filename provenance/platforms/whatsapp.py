"""Posts of WhatsApp channels (chats have no addresses)."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["WHATSAPP"]


def _identify(found: re.Match[str]) -> str:
    return f"{account_of(found)}/{found['id']}"


def _canonical(found: re.Match[str]) -> str:
    return f"https://whatsapp.com/channel/{_identify(found)}"


WHATSAPP = Platform(
    slug=Slug("whatsapp"),
    name="WhatsApp",
    hosts=("whatsapp.com",),
    patterns=(re.compile(r"[^/?]+/channel/(?P<account>[A-Za-z0-9]{18,28})/(?P<id>\d{1,10})/?(?:\?|$)"),),
    canonical=_canonical,
    identify=_identify,
    words=(
        "whatsapp",
        "вотсап",
        "ватсап",
        "واتساب",
    ),
)
