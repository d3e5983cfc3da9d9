"""Native video: what pages declare in JSON-LD, meta and link elements, microdata and players' scripts; renditions; thumbnails."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.articles.linked import lenient
from provenance.articles.renditions import rendition_key
from provenance.model import ReferenceKind, Role, VideoReference
from provenance.platforms.thumbnails import video_of_thumbnail

PARAGRAPH = "<p>The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs.</p>"
FILE = "https://cdn.example.org/v/clip-77.mp4"
YT = "aBcDeFgHiJ0"


def page(body: str = "", head: str = "") -> Document:
    html = f"<!doctype html><html lang=en><head><title>Bridge closed</title>{head}</head><body><article><h1>Bridge closed</h1>{PARAGRAPH}{body}{PARAGRAPH}</article></body></html>"
    return parse(html.encode(), source="page.html", url="https://news.example.org/a/b.html")


def urls(document: Document) -> set[str | None]:
    return {r.url for r in embeds.find(document) if r.role is Role.ARTICLE}


def only(document: Document) -> VideoReference:
    (reference,) = embeds.find(document)
    return reference


LINKED = {
    "plain": '{"@type":"VideoObject","contentUrl":"%s"}',
    "in a graph": '{"@graph":[{"@type":"WebPage","x":[{"y":{"@type":["Thing","VideoObject"],"contentUrl":"%s"}}]}]}',
    "several objects": '{"@type":"WebSite"}\n{"@type":"VideoObject","contentUrl":"%s"}',
    "several with commas": '{"@type":"WebSite"},{"@type":"VideoObject","contentUrl":"%s"},',
    "trailing commas": '{"@type":"VideoObject","a":[1,2,],"contentUrl":"%s",}',
    "line breaks": '{"@type":"VideoObject","name":"a\n\tb","contentUrl":"%s"}',
    "quotes not escaped": '{"@type":"VideoObject","name":"He said "no, never" and left","contentUrl":"%s"}',
    "an odd quote": '{"@type":"VideoObject","name":"a 5" pipe","contentUrl":"%s"}',
    "entities": "{&quot;@type&quot;:&quot;VideoObject&quot;,&quot;contentUrl&quot;:&quot;%s&quot;}",
    "CDATA": '//<![CDATA[\n{"@type":"VideoObject","contentUrl":"%s"}\n//]]>',
    "CDATA in comments": '/*<![CDATA[*/{"@type":"VideoObject","contentUrl":"%s"}/*]]>*/',
    "comment": '<!-- {"@type":"VideoObject","contentUrl":"%s"} -->',
    "cut off": '{"@type":"NewsArticle","video":{"@type":"VideoObject","contentUrl":"%s","name":"The bri',
    "unquoted keys": "{'@type':'VideoObject',contentUrl:'%s'}",
    "slashes escaped": '{"@type":"VideoObject","contentUrl":"https:\\/\\/cdn.example.org\\/v\\/clip-77.mp4"}',
    "a list": '[{"@type":"VideoObject","contentUrl":["%s"]}]',
    "an address of its own": '{"@type":"VideoObject","url":"%s"}',
    "a media object": '{"@type":"MediaObject","encodingFormat":"video/mp4","contentUrl":"%s"}',
}


@pytest.mark.parametrize("name", LINKED)
def test_videos_in_linked_data_however_broken(name: str) -> None:
    text = LINKED[name].replace("%s", FILE)
    reference = only(page(head=f'<script type="application/ld+json">{text}</script>'))
    assert (reference.url, reference.kind, reference.role) == (FILE, ReferenceKind.FILE, Role.ARTICLE)


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"AudioObject","contentUrl":"https://cdn.example.org/a.mp3"}',
        '{"@type":"AudioObject","name":"a 5" pipe","contentUrl":"https://cdn.example.org/a.mp3"}',
        '{"@type":"ImageObject","contentUrl":"https://cdn.example.org/a.jpg"}',
        '{"@type":"NewsArticle","url":"https://news.example.org/a/b.html"}',
    ],
)
def test_other_media_are_no_videos(text: str) -> None:
    assert embeds.find(page(head=f'<script type="application/ld+json">{text}</script>')) == ()


def test_a_video_that_is_stated_without_address_is_kept_unless_the_page_shows_one() -> None:
    head = '<script type="application/ld+json">{"@type":"VideoObject","name":"The bridge falls"}</script>'
    reference = only(page(head=head))
    assert reference.url is None
    assert "without an address" in reference.citations[0].where
    assert urls(page(f'<video src="{FILE}"></video>', head)) == {FILE}


DECLARED = {
    "og": f'<meta property="og:video:secure_url" content="{FILE}">',
    "twitter": f'<meta name="twitter:player:stream" content="{FILE}">',
    "microdata meta": f'<div itemscope itemtype="https://schema.org/VideoObject"><meta itemprop="contentUrl" content="{FILE}"></div>',
    "microdata link": f'<div itemscope itemtype="https://schema.org/VideoObject"><link itemprop="contentURL" href="{FILE}"></div>',
    "preload": f'<link rel="preload" as="video" href="{FILE}">',
    "video_src": f'<link rel="video_src" href="{FILE}">',
    "data attribute": f'<div class="player" data-video-src="{FILE}"></div>',
    "json attribute": f"""<div class="player" data-setup='{{"sources":[{{"src":"{FILE}","type":"video/mp4"}}]}}'></div>""",
    "jwplayer": f'<div id="p"></div><script>jwplayer("p").setup({{file: "{FILE}", image: "/a.jpg"}});</script>',
    "videojs": f"<script>var player = videojs('p'); player.src({{src:'{FILE}',type:'video/mp4'}});</script>",
    "hls": f"<script>var hls = new Hls(); hls.loadSource('{FILE}')</script>",
    "flowplayer": f"<script>flowplayer('#p', {{ clip: {{ sources: [{{ src: \"{FILE}\" }}] }} }})</script>",
    "config": f'<script>window.playerConfig = {{"media":{{"url":"{FILE}"}}}}</script>'.replace("/v/", "\\/v\\/"),
}


@pytest.mark.parametrize("name", DECLARED)
def test_own_players_are_found(name: str) -> None:
    assert urls(page(DECLARED[name])) == {FILE}


def test_relative_files_in_attributes_are_found() -> None:
    assert urls(page('<div data-video="/media/clip.mp4" data-hls="/media/other/master.m3u8"></div>')) == {
        "https://news.example.org/media/clip.mp4",
        "https://news.example.org/media/other/master.m3u8",
    }


def test_an_oembed_link_to_a_post_counts_and_one_to_the_page_does_not() -> None:
    link = '<link rel="alternate" type="application/json+oembed" href="https://{}/oembed?url=https%3A%2F%2F{}">'
    assert urls(page(head=link.format("www.youtube.com", f"youtu.be%2F{YT}"))) == {f"https://www.youtube.com/watch?v={YT}"}
    assert urls(page(head=link.format("news.example.org", "news.example.org%2Fa%2Fb.html"))) == set()


def test_the_players_script_is_judged_by_its_place() -> None:
    script = f'<script>jwplayer("p").setup({{file: "{FILE}"}});</script>'
    assert only(page(f'<div class="related-videos">{script}</div>')).role is Role.CHROME


# ── one video, many files ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "same",
    [
        ("https://c.example/v/a_720p.mp4", "https://c.example/v/a_1080p.mp4?x=1", "https://c.example/v/a.mp4"),
        ("https://c.example/v/a-640x360.mp4", "https://c.example/v/a-1200k.mp4", "https://c.example/v/a.webm"),
        ("https://c.example/v/77/master.m3u8", "https://c.example/v/77/manifest.mpd", "https://c.example/v/77/720p.mp4"),
    ],
)
def test_renditions_are_one_reference_with_a_place_each(same: tuple[str, ...]) -> None:
    reference = only(page("<video>" + "".join(f'<source src="{url}">' for url in same) + "</video>"))
    assert len(reference.citations) == len(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://c.example/v/a.mp4", "https://d.example/v/a.mp4"),
        ("https://c.example/v/a.mp4", "https://c.example/w/a.mp4"),
        ("https://c.example/v/a1.mp4", "https://c.example/v/a2.mp4"),
        ("https://c.example/v/77/master.m3u8", "https://c.example/v/78/master.m3u8"),
    ],
)
def test_other_files_are_other_references(one: str, other: str) -> None:
    assert len(embeds.find(page(f'<video src="{one}"></video><video src="{other}"></video>'))) == 2


@given(st.text(max_size=200))
def test_any_text_has_a_key(text: str) -> None:
    assert rendition_key(text) == rendition_key(text)


# ── thumbnails ──────────────────────────────────────────────────────────────────────────────────

THUMBNAIL = f"https://i.ytimg.com/vi/{YT}/hqdefault.jpg"


def test_a_thumbnail_alone_says_nothing() -> None:
    assert embeds.find(page(f'<img class="lazy" src="{THUMBNAIL}">', f'<meta property="og:image" content="{THUMBNAIL}">')) == ()


def test_a_thumbnail_is_a_further_place_of_a_video_and_does_not_decide_its_role() -> None:
    head = f'<meta property="og:image" content="{THUMBNAIL}">'
    shown = only(page(f'<iframe src="https://www.youtube.com/embed/{YT}"></iframe>', head))
    assert [c.where for c in shown.citations] == ["iframe", "thumbnail"]
    related = f'<div class="related-videos"><a href="https://youtu.be/{YT}">x</a></div>'
    assert only(page(related, head)).role is Role.CHROME


@pytest.mark.parametrize(
    "markup",
    [
        f'<div class="youtube-player"><img src="{THUMBNAIL}"></div>',
        f'<div class="wrap"><div class="lazy-youtube" style="background-image:url({THUMBNAIL})"></div></div>',
        f'<div class="rll-youtube-player"><div><img data-lazy-src="{THUMBNAIL}"><button class="play"></button></div></div>',
    ],
)
def test_a_player_that_shows_nothing_but_its_thumbnail(markup: str) -> None:
    reference = only(page(markup))
    assert (reference.platform_id, reference.kind) == (YT, ReferenceKind.EMBED)


def test_a_picture_that_leads_to_another_story_is_no_player() -> None:
    assert embeds.find(page(f'<a href="/other/story.html" class="video-box"><img class="player" src="{THUMBNAIL}"></a>')) == ()


def test_a_stated_video_without_address_is_named_by_its_thumbnail() -> None:
    head = f'<script type="application/ld+json">{{"@type":"VideoObject","name":"x","thumbnailUrl":["{THUMBNAIL}"]}}</script>'
    assert only(page(head=head)).platform_id == YT


@pytest.mark.parametrize(
    ("url", "video"),
    [
        (f"//img.youtube.com/vi_webp/{YT}/0.webp", f"https://www.youtube.com/watch?v={YT}"),
        ("https://vumbnail.com/123456789_large.jpg", "https://vimeo.com/123456789"),
        ("https://www.dailymotion.com/thumbnail/video/x7o6g1x", "https://www.dailymotion.com/video/x7o6g1x"),
        ("https://cdn.jwplayer.com/v2/media/Ab12Cd34/poster.jpg?width=720", "https://cdn.jwplayer.com/previews/Ab12Cd34"),
        ("https://i.ytimg.com/an/short/x.jpg", None),
        ("https://example.org/vi/aBcDeFgHiJ0/0.jpg", None),
    ],
)
def test_whose_thumbnail_it_is(url: str, video: str | None) -> None:
    assert video_of_thumbnail(url) == video


@given(st.text(max_size=300))
def test_any_text_reads_as_json_or_nothing(text: str) -> None:
    lenient("{" + text)
