"""The posts that yt-dlp's own tests name, read by the platforms here: what a keeper of extractors has met is known here too."""

from collections.abc import Iterator
from typing import Any

import pytest
from yt_dlp.extractor import get_info_extractor
from yt_dlp.utils import RegexNotFoundError

from provenance.platforms import recognise

EXTRACTORS = {
    "Youtube": "youtube",
    "YoutubeClip": "youtube",
    "Instagram": "instagram",
    "Twitter": "twitter",
    "TikTok": "tiktok",
    "TikTokVM": "tiktok",
    "Douyin": "douyin",
    "Facebook": "facebook",
    "FacebookReel": "facebook",
    "FacebookPluginsVideo": "facebook",
    "TelegramEmbed": "telegram",
    "VK": "vk",
    "VKWallPost": "vk",
    "Odnoklassniki": "ok",
    "Rutube": "rutube",
    "RutubeEmbed": "rutube",
    "Vimeo": "vimeo",
    "Dailymotion": "dailymotion",
    "Reddit": "reddit",
    "Bluesky": "bluesky",
    "RumbleEmbed": "rumble",
    "LBRY": "odysee",
    "BitChute": "bitchute",
    "TwitchClips": "twitch",
    "TwitchVod": "twitch",
    "KickVOD": "kick",
    "KickClip": "kick",
    "Weibo": "weibo",
    "WeiboVideo": "weibo",
    "BiliBili": "bilibili",
    "SnapchatSpotlight": "snapchat",
    "LinkedIn": "linkedin",
    "Truth": "truthsocial",
    "Gab": "gab",
    "JWPlatform": "jwplayer",
    "BrightcoveNew": "brightcove",
    "Kaltura": "kaltura",
}
LEAST = 0.8
"""The share of an extractor's addresses that must be known. The rest: lists, other sites with the same player, closed mirrors."""
LEAST_OF_ALL = 0.93


def posts(extractor: Any) -> Iterator[str]:
    for case in extractor.get_testcases(include_onlymatching=True):
        if case["url"].startswith("http") and "playlist" not in case["url"]:
            yield case["url"]


def identifier(extractor: Any, url: str) -> str | None:
    try:
        found = extractor._match_id(url)
    except (AttributeError, IndexError, RegexNotFoundError):
        return None
    return found.replace("/", ":") if found else None


@pytest.mark.parametrize(("name", "slug"), EXTRACTORS.items())
def test_most_of_an_extractors_own_examples_are_known(name: str, slug: str) -> None:
    urls = list(posts(get_info_extractor(name)))
    known = [url for url in urls if (found := recognise(url)) is not None and found.platform == slug]
    assert len(known) >= LEAST * len(urls), sorted(set(urls) - set(known))


def test_nearly_all_are_known_and_by_the_same_identifier() -> None:
    known, same, total, compared = 0, 0, 0, 0
    for name in EXTRACTORS:
        extractor = get_info_extractor(name)
        for url in posts(extractor):
            total += 1
            found = recognise(url)
            known += found is not None
            theirs = identifier(extractor, url)
            if found is not None and theirs:
                compared += 1
                same += theirs in found.platform_id or found.platform_id in theirs
    assert known >= LEAST_OF_ALL * total
    assert same >= 0.97 * compared
