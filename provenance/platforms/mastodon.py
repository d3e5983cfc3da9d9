"""Posts on Mastodon and like software, on any host: told by the shape of the address, so tried last."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["MASTODON"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    return (
        f"https://{found['host']}/@{account}/{found['id']}" if account else f"https://{found['host']}/web/statuses/{found['id']}"
    )


MASTODON = Platform(
    slug=Slug("mastodon"),
    name="Mastodon",
    hosts=(),
    patterns=(
        re.compile(
            r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/(?:web/)?@(?P<account>\w{1,40}(?:@[\w.-]+)?)/(?P<id>\d{15,20})(?:/embed)?/?(?:\?|$)"
        ),
        re.compile(
            r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/users/(?P<account>\w{1,40})/statuses/(?P<id>\d{15,20})(?:/embed|/activity)?/?(?:\?|$)"
        ),
        re.compile(r"(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/web/statuses/(?P<id>\d{15,20})/?(?:\?|$)"),
    ),
    canonical=_canonical,
    words=(
        "mastodon",
        "мастодон",
        "ماستودون",
    ),
)
