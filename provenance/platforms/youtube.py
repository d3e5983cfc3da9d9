"""YouTube videos: watch pages, shorts, live streams, players, short links."""

import re

from provenance.model import Slug
from provenance.platforms.interface import Platform

__all__ = ["YOUTUBE"]


def _canonical(found: re.Match[str]) -> str:
    if len(found["id"]) > 11:  # a clip of a video; which one, only YouTube tells
        return f"https://www.youtube.com/clip/{found['id']}"
    return f"https://www.youtube.com/watch?v={found['id']}"


YOUTUBE = Platform(
    slug=Slug("youtube"),
    name="YouTube",
    hosts=(
        "youtube.com",
        "youtu.be",
        "youtube-nocookie.com",
        "youtubekids.com",
        "yt.be",
        "youtube.googleapis.com",
        "yewtu.be",
        "piped.video",
    ),
    patterns=(
        re.compile(r"youtu(?:be)?\.be/(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"yt\.be/(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"[^/?]+/(?:watch|watch_popup|ytscreeningroom|details)/?\?(?:[^#]*?&)??v=(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"[^/?]+/(?:embed/?)?\?(?:[^#]*?&)?v=(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"[^/?]+/watch/(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"[^/?]+/(?:embed|shorts|live|v|e|vi|source|swf)/(?!videoseries|live_stream)(?P<id>[\w-]{11})(?![\w-])"),
        re.compile(r"[^/?]+/clip/(?P<id>Ug[\w-]{24,40})(?![\w-])"),
    ),
    canonical=_canonical,
    words=(
        "youtube",
        "youtu.be",
        "ютуб",
        "ютубе",
        "ютуба",
        "ютьюб",
        "ютьюбе",
        "ютюб",
        "ютюбі",
        "ютубі",
        "يوتيوب",
        "یوتیوب",
        "יוטיוב",
    ),
)
