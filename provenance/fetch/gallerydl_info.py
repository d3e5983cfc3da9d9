"""What a platform says of a post of pictures, read from gallery-dl's metadata: its extractors name things each in its own way."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape

from provenance.fetch.platform_info import PlatformInfo, platform_info

__all__ = ["picture_info"]

# The first that holds words. Names as in gallery-dl's extractors of the platforms that this program knows.
PATHS = {
    "id": ("tweet_id", "post_id", "post_shortcode", "shortcode", "status_id", "id_str", "id"),
    "title": ("title", "subject"),
    "uploader": (
        *("author.nick", "author.display_name", "account.display_name", "author.displayName", "user.nick", "user.name"),
        *("fullname", "owner.fullname", "owner.username", "username", "uploader", "author.name", "account.username", "blog_name"),
        *("author", "user", "artist"),
    ),
    "uploader_id": ("account.acct", "author.handle", "author.name", "author.username", "user.username", "username", "blog_name"),
    "uploader_url": ("account.url", "author.url", "user.url"),
    "description": ("content", "description", "caption", "text", "summary", "selftext"),
    "webpage_url": ("post_url", "url", "permalink"),
    "location": ("location_slug", "location.name", "location"),
}
TAG, LINE = re.compile(r"<[^<>]{1,2000}>"), re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)
STAMP = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|\+00:00)?")


def picture_info(post: Mapping[str, object], *, extractor: str) -> PlatformInfo:
    """Read what gallery-dl's ``extractor`` says of a post."""
    found: dict[str, object] = {name: _first(post, paths) for name, paths in PATHS.items()}
    return platform_info({**found, "extractor": extractor, "timestamp": _time(post.get("date"))})


def _first(post: Mapping[str, object], paths: tuple[str, ...]) -> str | None:
    for path in paths:
        value: object = post
        for part in path.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value.strip():
            return _words(value)
    return None


def _words(text: str) -> str:
    """``text`` without mark-up, which some interfaces give."""
    return unescape(TAG.sub("", LINE.sub("\n", text))).strip() if "</" in text or "<br" in text else text


def _time(value: object) -> float | None:
    """gallery-dl gives times as UTC."""
    found = STAMP.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    try:
        return datetime(*map(int, found.groups()), tzinfo=UTC).timestamp()  # type: ignore[arg-type,misc]
    except ValueError:
        return None
