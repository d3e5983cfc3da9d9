"""Truth Social posts."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["TRUTH_SOCIAL"]


def _canonical(found: re.Match[str]) -> str:
    return f"https://truthsocial.com/@{account_of(found)}/posts/{found['id']}"


TRUTH_SOCIAL = Platform(
    slug=Slug("truthsocial"),
    name="Truth Social",
    hosts=("truthsocial.com",),
    patterns=(
        re.compile(r"[^/?]+/@(?P<account>\w{1,40})/(?:posts/)?(?P<id>\d{15,20})(?!\d)"),
        re.compile(r"[^/?]+/users/(?P<account>\w{1,40})/statuses/(?P<id>\d{15,20})(?!\d)"),
    ),
    canonical=_canonical,
    words=("truth social",),
)
