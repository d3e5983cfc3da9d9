"""Synthetic pages for ways of embedding that real saved pages seldom show, each put at every place of several page skeletons."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

import base64
import time
from contextlib import suppress
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.errors import ArticleError
from provenance.model import Role

PARAGRAPH = "<p>The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs.</p>"
YT, TW, TT, IG = "aBcDeFgHiJ0", "1535624811234567890", "7265776669816851754", "Cx1YzAbCdEf"
FRAME = f'<iframe width="560" height="315" src="https://www.youtube.com/embed/{YT}" allowfullscreen></iframe>'
ENTITIES = FRAME.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
FB = "https%3A%2F%2Fwww.facebook.com%2Fsome.page%2Fvideos%2F1434930517238473%2F"

EMBEDS = {
    # platforms
    "telegram script": ('<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="some_channel/1234" data-width="100%"></script>', "telegram", "some_channel/1234"),
    "telegram iframe": ('<iframe id="telegram-post-some_channel-1234" src="https://t.me/some_channel/1234?embed=1&amp;userpic=true"></iframe>', "telegram", "some_channel/1234"),
    "telegram quote": ('<blockquote class="telegram-post" data-telegram-post="some_channel/1234"></blockquote>', "telegram", "some_channel/1234"),
    "vk video": ('<iframe src="https://vk.com/video_ext.php?oid=-12345&amp;id=456239017&amp;hash=a1&amp;hd=2"></iframe>', "vk", "-12345_456239017"),
    "vk video reversed": ('<iframe src="//vkvideo.ru/video_ext.php?id=456239017&oid=-12345"></iframe>', "vk", "-12345_456239017"),
    "vk post": ('<div id="vk_post_-12345_678"></div><script>VK.Widgets.Post("vk_post_-12345_678", -12345, 678, "hash");</script>', "vk", "-12345_678"),
    "tiktok quote": (f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a.b/video/{TT}" data-video-id="{TT}"><section><a href="https://www.tiktok.com/@a.b?refer=embed">@a.b</a></section></blockquote>', "tiktok", TT),
    "tiktok id only": (f'<blockquote class="tiktok-embed" data-video-id="{TT}"></blockquote>', "tiktok", TT),
    "tiktok iframe": (f'<iframe src="https://www.tiktok.com/embed/v2/{TT}?lang=en"></iframe>', "tiktok", TT),
    "tiktok player": (f'<iframe src="https://www.tiktok.com/player/v1/{TT}?music_info=1"></iframe>', "tiktok", TT),
    "facebook plugin": (f'<iframe src="https://www.facebook.com/plugins/video.php?height=476&amp;href={FB}&amp;show_text=false"></iframe>', "facebook", "1434930517238473"),
    "facebook div": ('<div class="fb-video" data-href="https://www.facebook.com/some.page/videos/1434930517238473/" data-width="500"></div>', "facebook", "1434930517238473"),
    "facebook post div": ('<div class="fb-post" data-href="https://www.facebook.com/some.page/posts/1434930517238473"></div>', "facebook", "1434930517238473"),
    "reddit": ('<blockquote class="reddit-embed-bq" style="height:316px"><a href="https://www.reddit.com/r/x2/comments/1fv4r6/title/">A title</a><br> by<a href="https://www.reddit.com/user/some/">u/some</a></blockquote>', "reddit", "1fv4r6"),
    "reddit iframe": ('<iframe src="https://embed.reddit.com/r/x2/comments/1fv4r6/title/?embed=true&ref_source=embed"></iframe>', "reddit", "1fv4r6"),
    "rumble": ('<iframe class="rumble" src="https://rumble.com/embed/v9zyxw/?pub=4"></iframe>', "rumble", "v9zyxw"),
    "rumble script": ('<div id="rumble_v9zyxw"></div><script>Rumble("play", {"video":"v9zyxw","div":"rumble_v9zyxw"});</script>', "rumble", "v9zyxw"),
    "bluesky": ('<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kt7bb7s2qk2x" data-bluesky-cid="x"><p>Words</p></blockquote>', "bluesky", "3kt7bb7s2qk2x"),
    "threads": ('<blockquote class="text-post-media" data-text-post-permalink="https://www.threads.net/@some.user/post/C3ZWFf2Ns2j"></blockquote>', "threads", "C3ZWFf2Ns2j"),
    "mastodon": ('<iframe src="https://social.example.org/@some_one/109876543210987654/embed" class="mastodon-embed"></iframe>', "mastodon", "109876543210987654"),
    "ok": ('<iframe src="//ok.ru/videoembed/1234567890123"></iframe>', "ok", "1234567890123"),
    "rutube": ('<iframe src="https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"></iframe>', "rutube", "0123456789abcdef0123456789abcdef"),
    "odysee": ('<iframe src="https://odysee.com/$/embed/@some:a/clip-name:b?r=x"></iframe>', "odysee", "clip-name:b"),
    "linkedin": ('<iframe src="https://www.linkedin.com/embed/feed/update/urn:li:ugcPost:7123456789012345678"></iframe>', "linkedin", "7123456789012345678"),
    "twitch": ('<iframe src="https://clips.twitch.tv/embed?clip=BraveClipName-AbC&amp;parent=news.example.org"></iframe>', "twitch", "BraveClipName-AbC"),
    "brightcove in page": ('<video-js data-account="1234567890001" data-player="default" data-video-id="6123456789001" class="vjs"></video-js>', "brightcove", "6123456789001"),
    "jwplayer script": ('<script src="https://cdn.jwplayer.com/players/Ab12Cd34-xYz98765.js"></script>', "jwplayer", "Ab12Cd34"),
    # consent and lazy loading
    "cookiebot": (f'<iframe data-cookieblock-src="https://www.youtube.com/embed/{YT}" data-cookieconsent="marketing"></iframe>', "youtube", YT),
    "borlabs script": (f'<div class="BorlabsCookie"><script type="text/template" data-borlabs-cookie-type="content-blocker">{FRAME}</script></div>', "youtube", YT),
    "borlabs base64": ('<script type="text/template">' + base64.b64encode(FRAME.encode()).decode() + "</script>", "youtube", YT),
    "complianz": (f'<iframe class="cmplz-placeholder-element cmplz-iframe" data-src-cmplz="https://www.youtube.com/embed/{YT}" src="about:blank"></iframe>', "youtube", YT),
    "usercentrics": (f'<iframe data-usercentrics="YouTube Video" uc-src="https://www.youtube.com/embed/{YT}"></iframe>', "youtube", YT),
    "didomi": (f'<iframe data-didomi-src="https://www.youtube.com/embed/{YT}" data-vendor="c:youtube"></iframe>', "youtube", YT),
    "iubenda": (f'<iframe class="_iub_cs_activate" suppressedsrc="https://www.youtube.com/embed/{YT}" src="about:blank"></iframe>', "youtube", YT),
    "onetrust": (f'<iframe class="optanon-category-C0004" data-src="https://www.youtube.com/embed/{YT}"></iframe>', "youtube", YT),
    "tarteaucitron": (f'<div class="youtube_player" data-videoid="{YT}" videoID="{YT}" width="1"></div>', "youtube", YT),
    "klaro": (f'<iframe data-name="youtube" data-src="https://www.youtube.com/embed/{YT}"></iframe>', "youtube", YT),
    "wp rocket": (f'<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/{YT}" data-id="{YT}" data-query="feature=oembed"></div>', "youtube", YT),
    "litespeed": (f'<iframe data-lazyloaded="1" src="about:blank" data-litespeed-src="https://www.youtube.com/embed/{YT}?feature=oembed"></iframe>', "youtube", YT),
    "smush": (f'<iframe class="lazyload" data-src="https://www.youtube.com/embed/{YT}"></iframe>', "youtube", YT),
    "lyte": (f'<div class="lyte-wrapper"><div class="lyMe" id="WYL_{YT}"><div id="lyte_{YT}" data-src="//i.ytimg.com/vi/{YT}/hqdefault.jpg" class="pL"></div></div></div>', "youtube", YT),
    "markup as text": (f'<div class="embed" data-html="{ENTITIES}"></div>', "youtube", YT),
    "markup encoded": ('<div data-embed="' + quote(FRAME) + '"></div>', "youtube", YT),
    "comment": (f'<div class="video"><!-- {FRAME} --></div>', "youtube", YT),
    "noscript": (f'<div class="lazy"></div><noscript>{FRAME}</noscript>', "youtube", YT),
    "instagram permalink": (f'<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/{IG}/?utm_source=ig_embed"></blockquote>', "instagram", IG),
    "tweet component": (f'<twitter-widget data-tweet-id="{TW}"></twitter-widget>', "twitter", TW),
}  # fmt: skip

SKELETONS = {
    "article": ("<header><nav><a href=/>Home</a></nav></header><main><article><h1>Bridge closed</h1>", "</article></main><footer>x</footer>"),
    "divs": ('<div id="page"><div class="content"><h1>Bridge closed</h1><div class="entry-content">', '</div></div><div class="sidebar"><p>Other things</p></div></div>'),
    "table": ("<table><tr><td><h1>Bridge closed</h1>", "</td><td><ul><li><a href=/b>Other</a></li></ul></td></tr></table>"),
    "sections": ('<main><section><h1>Bridge closed</h1></section><section class="body">', "</section></main>"),
}  # fmt: skip


def page(name: str, parts: list[str]) -> Document:
    before, after = SKELETONS[name]
    html = f"<!doctype html><html lang=en><head><title>Bridge closed</title></head><body>{before}{''.join(parts)}{after}</body></html>"
    return parse(html.encode(), source="page.html", url="https://news.example.org/a/b.html")


def roles(document: Document) -> dict[tuple[str, str | None], Role]:
    return {(r.platform, r.platform_id): r.role for r in embeds.find(document)}


BODY = [PARAGRAPH, PARAGRAPH.replace("mayor", "engineer"), "<h2>More of it</h2>", PARAGRAPH.replace("mayor", "teacher")]


@pytest.mark.parametrize("skeleton", SKELETONS)
@pytest.mark.parametrize("name", EMBEDS)
def test_every_way_to_embed_is_found_in_the_article_at_every_place(name: str, skeleton: str) -> None:
    markup, platform, platform_id = EMBEDS[name]
    for at in range(len(BODY) + 1):
        assert roles(page(skeleton, [*BODY[:at], markup, *BODY[at:]])) == {(platform, platform_id): Role.ARTICLE}


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="related-articles">{}</div>',
        '<section id="comments">{}</section>',
        '<div id="disqus_thread">{}</div>',
        '<div class="coral-talk-stream">{}</div>',
        '<div id="coral_thread">{}</div>',
        '<div class="giscus">{}</div>',
        '<div id="wpd-threads">{}</div>',
        '<aside class="weitere-artikel">{}</aside>',
        '<div class="lea-tambien">{}</div>',
        '<div class="articles-lies">{}</div>',
        '<div class="veja-mais">{}</div>',
        '<div class="czytaj-takze">{}</div>',
        '<div class="ilgili-haberler">{}</div>',
        '<div class="author-box">{}</div>',
        '<div class="more-from-section">{}</div>',
        '<div class="newsletter-signup">{}</div>',
        "<footer>{}</footer>",
        "<nav>{}</nav>",
    ],
)
@pytest.mark.parametrize("name", ["vk video", "facebook plugin", "cookiebot", "comment"])
def test_inside_furniture_it_is_furniture(furniture: str, name: str) -> None:
    markup, platform, platform_id = EMBEDS[name]
    assert roles(page("article", [*BODY, furniture.format(f"<p>Look.</p>{markup}")])) == {(platform, platform_id): Role.CHROME}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=2000) | st.text(alphabet="<>/\"'= abdivscriptframe&;#0!-[]{}", max_size=1500).map(str.encode))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    with suppress(ArticleError):  # bytes that are no text are refused
        embeds.find(parse(b"<html><body>" + data + b" words", source="x"))


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<a href='//t.me/a_b/1'>",
        "<iframe srcdoc='",
        "<!--<iframe",
        '{"a":',
        "&lt;iframe ",
        "https://t.me/",
        "<script>={",
        "—(@",
        "<blockquote class='twitter-tweet'>",
        "<video>",
        "a...",
        "<img style='i.ytimg.com/vi/",
    ],
)
def test_time_grows_with_the_page_and_not_faster(unit: str) -> None:
    def seconds(count: int) -> float:
        document = parse(f"<html><body><p>{PARAGRAPH}{unit * count}".encode(), source="x")
        began = time.process_time()
        embeds.find(document)
        return time.process_time() - began

    assert seconds(20_000) < 25 * seconds(2_000) + 0.5
