"""TikTok videos, photo posts and short links (whose code only the site can resolve)."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["TIKTOK"]


def _canonical(found: re.Match[str]) -> str:
    if not found["id"].isdigit() and "/@" not in found.string:
        return f"https://vm.tiktok.com/{found['id']}/"
    return f"https://www.tiktok.com/@{account_of(found) or ''}/video/{found['id']}"


TIKTOK = Platform(
    slug=Slug("tiktok"),
    name="TikTok",
    hosts=(
        "tiktok.com",
        "tiktokv.com",
        "vm.tiktok.com",
        "vt.tiktok.com",
    ),
    patterns=(
        re.compile(r"v[mt]\.tiktok\.com/(?P<id>[A-Za-z0-9]{6,14})/?(?:\?|$)"),
        re.compile(r"tiktok\.com/t/(?P<id>[A-Za-z0-9]{6,14})/?(?:\?|$)"),
        re.compile(r"tiktokv?\.com/@(?P<account>[\w.-]{0,100})/(?:video|photo)/(?P<id>\d{8,22})(?!\d)"),
        re.compile(r"tiktokv?\.com/(?:embed(?:/v\d+)?|player/v1|v|share/video|video|i18n/share/video)/(?P<id>\d{8,22})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "tiktok",
        "tik tok",
        "тикток",
        "тиктоке",
        "тик-ток",
        "тик ток",
        "тіктоці",
        "тікток",
        "тік-ток",
        "تيك توك",
        "تيكتوك",
        "تیک\u200cتاک",
        "טיקטוק",
    ),
)
