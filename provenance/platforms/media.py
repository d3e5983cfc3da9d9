"""Whether a post is known to be a video by its address alone."""

import re

from provenance.model import Slug

__all__ = ["POSTS", "is_known_video"]

POSTS = frozenset(
    map(
        Slug,
        (
            *("instagram", "twitter", "facebook", "telegram", "threads", "reddit", "vk", "bluesky", "mastodon", "linkedin"),
            *("truthsocial", "gab", "weibo", "social", "whatsapp", "discord", "ap"),
        ),
    )
)
"""Platforms whose posts may as well hold pictures or words only."""
VIDEO = re.compile(
    r"/(?:reels?|tv|videos?|watch|shorts|live|clips?|spotlight|broadcasts|amplify_video|short-video)(?=[/?._#-]|$)|"
    r"v\.redd\.it/|fb\.watch/|/share/[vr]/|/video(?:_ext)?\.php|[/?&=](?:video|clip)-?\d+_\d+|plugins%2Fvideo|plugins/video",
    re.IGNORECASE,
)
PICTURES = re.compile(r"/photos?[/?.]|/note/|/slides/", re.IGNORECASE)


def is_known_video(platform: Slug, url: str) -> bool:
    """Whether ``url``, as the page wrote it, can only lead to a video: by its platform, or by its path on a platform of posts."""
    if platform in POSTS:
        return VIDEO.search(url) is not None
    return PICTURES.search(url) is None or platform not in {"tiktok", "douyin"}
