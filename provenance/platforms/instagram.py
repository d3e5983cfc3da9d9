"""Instagram posts, reels, IGTV and stories."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["INSTAGRAM"]


def _canonical(found: re.Match[str]) -> str:
    if shared := re.search(r"/share/(?:(reels?|p)/)?", found.string):
        # Its code is no shortcode, and only Instagram knows where it leads.
        return f"https://www.instagram.com/share/{shared[1] + '/' if shared[1] else ''}{found['id']}/"
    if found["id"].isdigit() and "/stories/" in found.string:
        return f"https://www.instagram.com/stories/{found['account']}/{found['id']}/"
    return f"https://www.instagram.com/p/{found['id']}/"


INSTAGRAM = Platform(
    slug=Slug("instagram"),
    name="Instagram",
    hosts=(
        "instagram.com",
        "instagr.am",
        "ddinstagram.com",
    ),
    patterns=(
        re.compile(r"[^/?]+/share/(?:(?:reels?|p)/)?(?P<id>[\w-]{8,24})/?(?:\?|$)"),
        re.compile(
            r"[^/?]+/(?:(?!explore/|share/|stories/|accounts/|direct/)(?P<account>[\w.]{1,30})/)?(?:p|tv|reels?)/(?!audio/)(?P<id>[\w-]{5,40})/?(?:embed/?(?:captioned/?)?)?(?:[?&]|$)"
        ),
        re.compile(r"[^/?]+/stories/(?!highlights/)(?P<account>[\w.]{1,30})/(?P<id>\d{10,25})/?(?:\?|$)"),
    ),
    canonical=_canonical,
    words=(
        "instagram",
        "insta",
        "инстаграм",
        "инстаграме",
        "инстаграма",
        "инстаграмом",
        "інстаграм",
        "інстаграмі",
        "انستغرام",
        "إنستغرام",
        "انستجرام",
        "إنستجرام",
        "انستقرام",
        "اینستاگرام",
        "אינסטגרם",
        "ινσταγκραμ",
    ),
)
