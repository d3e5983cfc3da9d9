"""yt-dlp's patterns as the last resort: which URLs name a post, without any request."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import parse
from provenance.fetch import url_patterns as module
from provenance.fetch.url_patterns import canonical, host_words, url_patterns

POSTS = [
    ("https://www.twitch.tv/videos/6528877", "twitch", "6528877", "https://www.twitch.tv/videos/6528877"),
    ("http://rutube.ru/video/3eac3b4561676c17df9132a9a1e62e3e/", "rutube", "3eac3b4561676c17df9132a9a1e62e3e", None),
    ("https://ok.ru/video/20079905452", "odnoklassniki", "20079905452", None),
    ("https://www.bilibili.com/video/BV13x41117TL", "bilibili", "13x41117TL", None),
    ("https://rumble.com/embed/v5pv5f?utm_source=x", "rumble", "v5pv5f", "https://rumble.com/embed/v5pv5f"),
    ("https://t.me/telegram/195?utm_campaign=x", "telegram", "195", "https://t.me/telegram/195"),
    ("https://www.bbc.com/news/av/world-europe-12345678", "bbc", "world-europe-12345678", None),
    ("https://odysee.com/@garden:b/plants-of-the-moor:e", "lbry", "@garden:b/plants-of-the-moor:e", None),
    ("https://streamable.com/dnd1#top", "streamable", "dnd1", "https://streamable.com/dnd1"),
]
NO_POSTS = [
    "https://www.bbc.com/news/world-europe-12345678",
    "https://www.lemonde.fr/international/article/2022/06/19/une-page-ordinaire_6131234_3210.html",
    "https://example.org/video/1",
    "https://t.me/c/123/456",
    "https://t.me/s/channel",
    "https://www.youtube.com/playlist?list=PLwiyx1dc3P2JR9N8gQaQN_BCvlSlap7re",
    "https://www.twitch.tv/somebody/videos?filter=all",
    "ytsearch:explosion",
    "file:///etc/passwd",
    "http://127.0.0.1/videos/6528877",
    "https://user@www.twitch.tv/videos/6528877",
    "https://localhost/videos/1",
    "twitch.tv",
    "",
    "https://www.twitch.tv/videos/6528877?" + "a" * 3000,
]


@pytest.mark.parametrize(("url", "platform", "identifier", "wanted"), POSTS)
def test_a_post_is_recognised(url: str, platform: str, identifier: str, wanted: str | None) -> None:
    found = url_patterns()(url)
    assert found is not None
    assert (found.platform, found.platform_id) == (platform, identifier)
    assert found.url == (wanted or url.replace("http://", "https://"))


@pytest.mark.parametrize("url", NO_POSTS, ids=lambda url: url[:50])
def test_what_is_no_post_is_not_recognised(url: str) -> None:
    assert url_patterns()(url) is None


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://Example.ORG/A?b=1&utm_source=x&fbclid=y#z", "https://example.org/A?b=1"),
        ("https://example.org/a?feature=share&v=", "https://example.org/a?v="),
    ],
)
def test_canonical(url: str, wanted: str) -> None:
    assert canonical(url) == wanted


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_post_or_none(text: str) -> None:
    url_patterns()(f"https://{text}")


def test_creating_the_recogniser_imports_nothing() -> None:
    code = "import sys; from provenance.fetch.ytdlp import url_patterns; url_patterns(); print('yt_dlp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"https?://(?:www\.)?example\.com/(?P<id>\d+)", ("example",)),
        (r"https?://(?:(?:m|www)\.)?(?:alpha|beta-two)\.(?:com|org)/x", ("alpha", "beta-two")),
        (r"https?://the-?place\.(?:co\.uk|com)/x", ("place", "the")),
        ([r"https?://alpha\.com/x", r"https?://beta\.com/x"], ("alpha", "beta")),
        (r"https?://(?P<host>[a-z]+)\.tv/x", ()),
        (r"https?://(?:alpha\.com|[a-z]+\.tv)/x", ()),
        (r"alpha:(?P<id>\d+)", ()),
        (False, ()),
    ],
)
def test_the_words_that_a_patterns_hosts_contain(pattern: object, words: tuple[str, ...]) -> None:
    assert host_words(pattern) == words


def test_no_extractor_is_left_out_by_its_words() -> None:
    for extractor in module.extractors():
        for case in extractor.get_testcases(include_onlymatching=True):
            if case["url"].startswith("http") and extractor.suitable(case["url"]):
                assert extractor in list(module._candidates(case["url"])), case["url"]


PAGE = """<html><body><article><h1>Bridge closed</h1><p>The mayor said on Monday that the old bridge over the river had been
closed for repairs. <a href="https://another.example/story/1">Another paper</a>, <a href="/video/77">ours</a>.</p>
<iframe src="https://www.youtube.com/embed/aBcDeFgHiJ0"></iframe>{}</article></body></html>"""


def test_a_page_without_players_of_unknown_sites_does_not_load_yt_dlp() -> None:
    code = (
        "import sys\nfrom provenance.articles import embeds\nfrom provenance.articles.document import parse\n"
        "from provenance.fetch.url_patterns import url_patterns\n"
        f"page = parse({PAGE.format('')!r}.encode(), source='x', url='https://news.example.org/a')\n"
        "print(len(embeds.find(page, fallback=url_patterns())), 'yt_dlp' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["1", "False"]


def test_players_of_unknown_sites_and_links_that_speak_of_video_are_asked_about() -> None:
    asked: list[str] = []

    def patterns(url: str) -> None:
        asked.append(url)

    more = '<iframe src="https://odd.example/p/1"></iframe><a href="https://odd.example/watch/2">x</a>'
    embeds.find(parse(PAGE.format(more).encode(), source="x", url="https://news.example.org/a"), fallback=patterns)
    assert asked == ["https://odd.example/p/1", "https://odd.example/watch/2"]
