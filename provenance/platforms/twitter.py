"""X, formerly Twitter: statuses. The account in a status URL may be anything, the number decides."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["TWITTER"]


def _canonical(found: re.Match[str]) -> str:
    if "/broadcasts/" in found.string:
        return f"https://x.com/i/broadcasts/{found['id']}"
    return f"https://x.com/{account_of(found) or 'i'}/status/{found['id']}"


TWITTER = Platform(
    slug=Slug("twitter"),
    name="X",
    hosts=(
        "twitter.com",
        "x.com",
        "fxtwitter.com",
        "vxtwitter.com",
        "fixupx.com",
        "fixvx.com",
        "nitter.net",
        "twittpr.com",
    ),
    patterns=(
        re.compile(
            r"[^/?]+/(?:#!/)?(?!i/|intent/|share|hashtag/|search)@?(?P<account>\w{1,20})/status(?:es)?/(?P<id>\d{1,20})(?!\d)"
        ),
        re.compile(r"[^/?]+/i/(?:web/)?status(?:es)?/(?P<id>\d{1,20})(?!\d)"),
        re.compile(r"[^/?]+/i/broadcasts/(?P<id>[A-Za-z0-9]{10,16})(?![A-Za-z0-9])"),
        re.compile(r"[^/?]+/i/videos/(?:tweet/)?(?P<id>\d{1,20})(?!\d)"),
        re.compile(r"[^/?]+/statuses/(?P<id>\d{1,20})(?!\d)"),
        re.compile(r"[^/?]+/embed/[Tt]weet\.html\?(?:[^#]*&)?id=(?P<id>\d{1,20})(?!\d)"),
        re.compile(r"[^/?]+/(?P<account>\w{1,20})/statuses/(?P<id>\d{1,20})(?!\d)"),
    ),
    canonical=_canonical,
    words=(
        "twitter",
        "x (twitter)",
        "x, formerly twitter",
        "x (formerly twitter)",
        "x (ex-twitter)",
        "tweet",
        "tweeted",
        "твиттер",
        "твиттере",
        "твиттера",
        "твитер",
        "твит",
        "твіттер",
        "твіттері",
        "твітер",
        "твітері",
        "تويتر",
        "توییتر",
        "إكس",
        "تغريدة",
        "טוויטר",
    ),
)
