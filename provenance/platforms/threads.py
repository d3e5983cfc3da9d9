"""Threads posts."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform, account_of

__all__ = ["THREADS"]


def _canonical(found: re.Match[str]) -> str:
    account = account_of(found)
    return f"https://www.threads.com/@{account}/post/{found['id']}" if account else f"https://www.threads.com/t/{found['id']}"


THREADS = Platform(
    slug=Slug("threads"),
    name="Threads",
    hosts=(
        "threads.net",
        "threads.com",
    ),
    patterns=(
        re.compile(r"[^/?]+/@(?P<account>[\w.]{1,30})/post/(?P<id>[\w-]{5,40})(?![\w-])"),
        re.compile(r"[^/?]+/t/(?P<id>[\w-]{5,40})(?![\w-])"),
    ),
    canonical=_canonical,
    words=(
        "threads",
        "тредс",
    ),
)
