"""Addresses under which one post was linked, and so captured, over the years: an archive knows each only as it was spelt.

Scheme, ``www.`` and a slash at the end make no difference to a Wayback Machine, which reduces addresses by itself (SURT).
"""

import re

__all__ = ["spellings"]

_RULES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"https://x\.com/(\w+)/status/(\d+)"), (r"https://twitter.com/\1/status/\2",)),
    (re.compile(r"https://www\.youtube\.com/watch\?v=([\w-]{11})"), (r"https://youtu.be/\1",)),
    (re.compile(r"https://www\.instagram\.com/(?:p|reel|tv)/([\w-]+)/?"), (r"https://www.instagram.com/p/\1/", r"https://www.instagram.com/reel/\1/")),
    (re.compile(r"https://t\.me/(\w+)/(\d+)"), (r"https://t.me/s/\1/\2",)),
    (re.compile(r"https://vk\.com/(video-?\d+_\d+)"), (r"https://m.vk.com/\1",)),
)  # fmt: skip


def spellings(url: str) -> tuple[str, ...]:
    """``url`` first, then the other addresses of the same post; ``url`` alone where none are known."""
    for pattern, others in _RULES:
        found = pattern.fullmatch(url)
        if found is not None:
            return tuple(dict.fromkeys((url, *(found.expand(other) for other in others))))
    return (url,)
