"""A page to its video references: every way to embed, roles, merging, script data, hints."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.model import HintOrigin, ReferenceKind, Role, VideoReference
from provenance.platforms.interface import Recognised

PARAGRAPH = "<p>The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs.</p>"
YT, TW = "aBcDeFgHiJ0", "1535624811234567890"


def page(body: str, head: str = "", url: str | None = "https://news.example.org/a/b.html") -> Document:
    html = f"<!doctype html><html lang=en><head><title>Bridge closed</title>{head}</head><body>{body}</body></html>"
    return parse(html.encode(), source="page.html", url=url)


def article(body: str, head: str = "") -> Document:
    return page(
        f"<main><article><h1>Bridge closed</h1>{PARAGRAPH}{body}{PARAGRAPH.replace('mayor', 'engineer')}</article></main>", head
    )


def found(document: Document) -> dict[tuple[str, str | None], VideoReference]:
    return {(r.platform, r.platform_id): r for r in embeds.find(document)}


def only(document: Document) -> VideoReference:
    (reference,) = embeds.find(document)
    return reference


EMBEDS = {
    "iframe": (f'<iframe src="//www.youtube.com/embed/{YT}?rel=0"></iframe>', "youtube", YT),
    "lazy iframe": (f'<iframe src="about:blank" data-lazy-src="https://www.youtube.com/embed/{YT}"></iframe>', "youtube", YT),
    "consent iframe": (f'<iframe data-cmp-src="https://www.youtube-nocookie.com/embed/{YT}"></iframe>', "youtube", YT),
    "srcdoc": (f'<iframe srcdoc="&lt;a href=&quot;https://youtu.be/{YT}&quot;&gt;play&lt;/a&gt;"></iframe>', "youtube", YT),
    "facade": (f'<lite-youtube videoid="{YT}"></lite-youtube>', "youtube", YT),
    "youtube id": (f'<div class="player" data-youtube-id="{YT}"></div>', "youtube", YT),
    "amp": (f'<amp-youtube data-videoid="{YT}" width="1" height="1"></amp-youtube>', "youtube", YT),
    "noscript": (f'<noscript><iframe src="https://www.youtube.com/embed/{YT}"></iframe></noscript>', "youtube", YT),
    "template": (f'<template><iframe src="https://www.youtube.com/embed/{YT}"></iframe></template>', "youtube", YT),
    "object": (f'<object data="https://www.youtube.com/v/{YT}"></object>', "youtube", YT),
    "param": (f'<object><param name="movie" value="https://www.youtube.com/v/{YT}"></object>', "youtube", YT),
    "consent script": (f'<script type="text/plain" data-category="x"><iframe src="https://www.youtube.com/embed/{YT}"></iframe></script>', "youtube", YT),
    "hidden text area": (f'<textarea hidden><iframe src="https://www.youtube.com/embed/{YT}"></iframe></textarea>', "youtube", YT),
    "markup in an attribute": (f"<div data-embed='&lt;iframe src=\"https://www.youtube.com/embed/{YT}\"&gt;'></div>", "youtube", YT),
    "json in an attribute": (f"<div data-attrs='{json.dumps({'url': f'https://youtu.be/{YT}'})}'></div>", "youtube", YT),
    "oembed address": (f'<div data-url="https://www.youtube.com/oembed?url=https%3A%2F%2Fyoutu.be%2F{YT}"></div>', "youtube", YT),
    "tweet": (f'<blockquote class="twitter-tweet"><p>See <a href="https://twitter.com/b/status/99999999999">this</a></p>&mdash; A <a href="https://twitter.com/a/status/{TW}?ref_src=x">June</a></blockquote>', "twitter", TW),
    "tweet id": (f'<div data-tweet-id="{TW}"></div>', "twitter", TW),
    "amp tweet": (f'<amp-twitter data-tweetid="{TW}"></amp-twitter>', "twitter", TW),
    "instagram": ('<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/reel/Cx1YzAbCdEf/?utm_source=ig_embed"></blockquote>', "instagram", "Cx1YzAbCdEf"),
    "amp instagram": ('<amp-instagram data-shortcode="Cx1YzAbCdEf"></amp-instagram>', "instagram", "Cx1YzAbCdEf"),
    "tiktok": ('<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/7265776669816851754" data-video-id="7265776669816851754"></blockquote>', "tiktok", "7265776669816851754"),
    "telegram": ('<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="some_channel/1234"></script>', "telegram", "some_channel/1234"),
    "telegram iframe": ('<iframe src="https://t.me/some_channel/1234?embed=1"></iframe>', "telegram", "some_channel/1234"),
    "facebook": ('<div class="fb-video" data-href="https://www.facebook.com/a.b/videos/1434930517238473/"></div>', "facebook", "1434930517238473"),
    "facebook plugin": ('<iframe src="https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fa.b%2Fposts%2F1434930517238473&width=5"></iframe>', "facebook", "1434930517238473"),
    "vk": ('<iframe src="https://vk.com/video_ext.php?oid=-123&amp;id=456&amp;hash=1"></iframe>', "vk", "-123_456"),
    "vk post": ('<div id="vk_post_-123_456"></div>', "vk", "-123_456"),
    "reddit": ('<blockquote class="reddit-embed-bq"><a href="https://www.reddit.com/r/x2/comments/1fv4r6/t/">t</a></blockquote>', "reddit", "1fv4r6"),
    "bluesky": ('<iframe src="https://embed.bsky.app/embed/did:plc:a/app.bsky.feed.post/3kt7bb7s2qk2x?id=1"></iframe>', "bluesky", "3kt7bb7s2qk2x"),
    "vimeo": ('<iframe data-src="https://player.vimeo.com/video/123456789"></iframe>', "vimeo", "123456789"),
    "dailymotion": ('<iframe src="https://geo.dailymotion.com/player.html?video=x7o6g1x"></iframe>', "dailymotion", "x7o6g1x"),
}  # fmt: skip


@pytest.mark.parametrize("name", EMBEDS)
def test_every_way_to_embed_is_seen(name: str) -> None:
    markup, platform, platform_id = EMBEDS[name]
    document = article(f"<div>{markup}</div>")
    reference = found(document)[platform, platform_id]
    assert reference.role is Role.ARTICLE
    assert reference.kind in {ReferenceKind.EMBED, ReferenceKind.LINK}
    if name != "srcdoc":
        assert reference.kind is ReferenceKind.EMBED
    element = reference.citations[0].element
    assert element is not None
    assert document.tree is not None
    assert len(document.tree.getroottree().xpath(element)) == 1


def test_links_in_a_tweet_are_words_of_the_tweet() -> None:
    references = found(article(EMBEDS["tweet"][0]))
    assert references["twitter", TW].kind is ReferenceKind.EMBED
    assert references["twitter", "99999999999"].kind is ReferenceKind.LINK


def test_the_words_of_an_embedded_post_and_of_a_link_are_quoted_with_their_place() -> None:
    document = article(
        EMBEDS["tweet"][0] + '<p>The film stands on <a href="https://vimeo.com/123456789">a site for films</a>, he said.</p>'
    )
    references = found(document)
    for key in (("twitter", TW), ("vimeo", "123456789")):
        span = references[key].citations[0].span
        assert span is not None
        assert document.article.text[span.start : span.end] == span.quote == references[key].quote
    assert references["vimeo", "123456789"].quote == "a site for films"
    assert references["twitter", TW].quote.startswith("See this")


def test_a_player_without_words_is_cited_by_the_paragraph_before_it() -> None:
    reference = only(article(EMBEDS["iframe"][0]))
    assert reference.quote.startswith("The mayor of the small town")


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ('<div class="social-share"><a href="https://x.com/a/status/{}">X</a></div>', "share"),
        ('<div class="entry-related-posts"><a href="https://x.com/a/status/{}">Another story</a></div>', "other stories"),
        ('<section id="comments"><p>I saw it on <a href="https://x.com/a/status/{}">X</a></p></section>', "comments"),
        ('<div class="twitter-timeline feed"><a href="https://x.com/a/status/{}">X</a></div>', "feed"),
        ('<footer><a href="https://x.com/a/status/{}">X</a></footer>', "footer"),
        ('<div class="author-bio"><a href="https://x.com/a/status/{}">me</a></div>', "author"),
        ('<p><a href="https://x.com/a/status/{}">Read also: another story</a></p>', "another story"),
    ],
)
def test_furniture_is_labelled_with_its_reason(markup: str, reason: str) -> None:
    reference = only(article(markup.format(TW)))
    assert reference.role is Role.CHROME
    assert reason in reference.role_reason


@pytest.mark.parametrize(
    "names",
    [
        "elementor-widget elementor-widget-video",
        "widget__tweet",
        "social-media-embed",
        "related-layout",
        "newsletter-article__content",
    ],
)
def test_names_that_mislead(names: str) -> None:
    body = f'<div class="{names}">{EMBEDS["iframe"][0]}</div>' if names != "related-layout" else EMBEDS["iframe"][0]
    frame = f'<div class="{names}"><h1>Bridge closed</h1>{PARAGRAPH}{body}{PARAGRAPH}</div>'
    assert only(page(frame)).role is Role.ARTICLE


def test_the_nearest_name_decides() -> None:
    inner = f'<div class="author-box"><div class="tweet-embed">{EMBEDS["iframe"][0]}</div></div>'
    outer = f'<div class="article-body"><div class="related-articles">{EMBEDS["iframe"][0]}</div></div>'
    assert only(article(inner)).role is Role.ARTICLE
    assert only(article(outer)).role is Role.CHROME


def test_what_is_named_an_embed_among_other_stories_is_theirs() -> None:
    inner = f'<div class="related-articles"><div class="tweet-embed">{EMBEDS["iframe"][0]}</div></div>'
    assert only(article(inner)).role is Role.CHROME


def test_a_video_that_the_head_states_and_the_page_only_recommends_is_another_storys() -> None:
    head = f'<meta property="og:video" content="https://www.youtube.com/embed/{YT}">'
    picture = f'<img src="https://i.ytimg.com/vi/{YT}/hqdefault.jpg">'
    box = f"<div><h2>Recommended video</h2><div>{picture}</div></div>"
    assert only(article(box, head)).role is Role.CHROME
    assert only(article(picture + box, head)).role is Role.ARTICLE
    assert only(article("", head)).role is Role.ARTICLE


def test_one_video_met_in_several_places_is_one_reference_strongest_first() -> None:
    head = f"""<meta property="og:video" content="https://www.youtube.com/embed/{YT}">
    <script type="application/ld+json">{json.dumps({"@graph": [{"@type": "NewsArticle", "video": {"@type": "VideoObject", "embedUrl": f"https://www.youtube.com/embed/{YT}"}}]})}</script>"""
    document = page(
        f'<article><h1>Bridge closed</h1>{PARAGRAPH}<p>See <a href="https://youtu.be/{YT}">it</a> (https://youtu.be/{YT}).</p>{EMBEDS["iframe"][0]}</article>',
        head,
    )
    reference = only(document)
    kinds = [c.kind for c in reference.citations]
    assert len(kinds) == 5
    assert kinds == sorted(kinds, key=(ReferenceKind.EMBED, ReferenceKind.FILE, ReferenceKind.LINK).index)
    assert {c.where for c in reference.citations} == {"og:video", "JSON-LD embedUrl", "link", "iframe", "address in the text"}


def test_a_share_link_does_not_make_an_embedded_post_furniture() -> None:
    reference = only(article(EMBEDS["tweet id"][0] + f'<div class="share"><a href="https://x.com/a/status/{TW}">X</a></div>'))
    assert reference.role is Role.ARTICLE
    assert reference.account == "a"


def test_a_link_that_shows_its_address_is_cited_once() -> None:
    reference = only(article(f'<p>Here: <a href="https://youtu.be/{YT}">https://youtu.be/{YT}</a></p>'))
    assert [c.where for c in reference.citations] == ["link"]


def test_identifiers_stay_the_same_from_run_to_run() -> None:
    document = article(EMBEDS["iframe"][0])
    assert only(document).id == only(article(EMBEDS["iframe"][0])).id
    assert only(document).id.startswith("r")


def test_direct_files_and_own_players() -> None:
    document = article(
        '<video poster="p.jpg"><source src="/media/clip.mp4?x=1" type="video/mp4"></video><video src="blob:https://news.example.org/1"></video>'
        '<iframe src="https://player.news.example.org/video/77"></iframe><iframe src="https://www.googletagmanager.com/ns.html"></iframe>'
        '<picture><source srcset="https://news.example.org/video/a.webp"></picture>'
    )
    references = embeds.find(document)
    assert {r.url for r in references} == {
        "https://news.example.org/media/clip.mp4?x=1",
        "https://player.news.example.org/video/77",
        None,
    }
    assert {(r.platform, r.kind) for r in references} == {("file", ReferenceKind.FILE)}


def test_broken_and_deep_linked_data_is_read() -> None:
    data = '{"@type":"NewsArticle","associatedMedia":[{"@type":["VideoObject"],"name":"a\nb","contentUrl":"https://cdn.example.org/clip.m3u8",},],}'
    reference = only(page(PARAGRAPH, f'<script type="application/ld+json"><!-- {data} --></script>'))
    assert reference.url == "https://cdn.example.org/clip.m3u8"
    assert reference.kind is ReferenceKind.FILE


@pytest.mark.parametrize(
    "url",
    [
        "javascript:location='https://youtu.be/aBcDeFgHiJ0'",
        "data:video/mp4;base64,AAAA.mp4",
        "mailto:a@b.mp4",
        "blob:https://x/y.mp4",
        "file:///etc/clip.mp4",
    ],
)
def test_other_schemes_are_never_references(url: str) -> None:
    assert embeds.find(article(f'<a href="{url}">x</a><iframe src="{url}"></iframe>')) == ()


def test_addresses_written_out_in_a_text() -> None:
    text = f"A title\n\nThe clip stands at t.me/some_channel/1234, a copy at (https://youtu.be/{YT}). Another at youtube.com/watch?v=cut… is cut off; netflix.com/a/status/1 is not one.\n\nRead also: https://x.com/a/status/{TW}"
    document = parse(text.encode(), source="a.txt")
    references = found(document)
    assert {key: r.role for key, r in references.items()} == {
        ("telegram", "some_channel/1234"): Role.ARTICLE,
        ("youtube", YT): Role.ARTICLE,
        ("youtube", None): Role.ARTICLE,
        ("twitter", TW): Role.CHROME,
    }
    for reference in references.values():
        span = reference.citations[0].span
        assert span is not None
        assert document.article.text[span.start : span.end] == span.quote
    assert references["telegram", "some_channel/1234"].quote == "t.me/some_channel/1234"


def test_data_of_this_story_counts_and_that_of_others_does_not() -> None:
    own = "The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs."
    other = "A fisherman from the far side of the lake has caught the largest pike that anybody there can remember at all."
    state = {
        "story": [{"text": own}, {"is": "tweet", "url": f"https://x.com/a/status/{TW}"}],
        "more": [{"text": other * 9} for _ in range(9)]
        + [{"embed": "https://x.com/b/status/1111111111111111111"}, {"text": other}],
    }
    document = page(
        f"<article><h1>Bridge closed</h1>{PARAGRAPH}</article><script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script>"
    )
    other_post = ("twitter", "1111111111111111111")
    assert {key: r.role for key, r in found(document).items()} == {("twitter", TW): Role.ARTICLE, other_post: Role.CHROME}
    escaped = json.dumps(json.dumps(state)).replace("/", "\\/")
    document = page(f"<article><h1>Bridge closed</h1>{PARAGRAPH}</article><script>window.__S = JSON.parse({escaped})</script>")
    assert {key: r.role for key, r in found(document).items()} == {("twitter", TW): Role.ARTICLE, other_post: Role.CHROME}


def test_unknown_sites_are_read_by_the_patterns_handed_in() -> None:
    def patterns(url: str) -> Recognised | None:
        return Recognised(platform="coolsite", platform_id="7", url=url) if "coolsite" in url else None  # type: ignore[arg-type]

    document = article('<iframe src="https://coolsite.example/e/7"></iframe>')
    assert [r.platform for r in embeds.find(document, fallback=patterns)] == ["coolsite"]
    assert embeds.find(document) == ()


# ── hints ───────────────────────────────────────────────────────────────────────────────────────


def test_captions_alt_texts_and_file_names_that_speak_of_a_video() -> None:
    document = article(
        '<figure><img src="/i/1.jpg" alt="Still from the video of the bridge"><figcaption>Кадр из видео на мосту</figcaption></figure>'
        '<img src="/i/bridge-video-still.jpg"><img src="/i/river.jpg" alt="The river in spring"><figure><img src="/i/2.jpg"><figcaption>The mayor</figcaption></figure>'
    )
    assert [(h.origin, h.text) for h in embeds.hints(document)] == [
        (HintOrigin.ALT, "Still from the video of the bridge"),
        (HintOrigin.CAPTION, "Кадр из видео на мосту"),
        (HintOrigin.FILE_NAME, "bridge-video-still.jpg"),
    ]


def test_keyword_captions_of_a_text_are_hints() -> None:
    document = parse(
        b"A Headline\n\nThe video was shared on Instagram, they say.\n\nharbour first person footage\n\nharbour town port\n\nIt went on.",
        source="a.txt",
    )
    (hint,) = embeds.hints(document)
    assert hint.text == "harbour first person footage"
    assert hint.span is not None
    assert document.article.text[hint.span.start : hint.span.end] == hint.text


# ── properties ──────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(sorted(EMBEDS)),
    before=st.lists(
        st.sampled_from(
            [
                "<p>Some words.</p>",
                PARAGRAPH,
                "<div class='x'>",
                "</div>",
                "<ul><li>a",
                "<br>",
                "<b>",
                "<h2>More</h2>",
                "<table><tr><td>",
                "<!-- c -->",
            ]
        ),
        max_size=8,
    ),
    after=st.lists(st.sampled_from([PARAGRAPH, "</b>", "</div></div>", "<p>", "<section>"]), max_size=6),
)
def test_a_known_embed_put_anywhere_is_found(name: str, before: list[str], after: list[str]) -> None:
    markup, platform, platform_id = EMBEDS[name]
    document = page("".join(before) + markup + "".join(after))
    assert (platform, platform_id) in found(document)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_spans_always_quote_the_text(words: str) -> None:
    document = page(f"{PARAGRAPH}<p>{words} https://youtu.be/{YT} <a href='https://vimeo.com/123456789'>{words}</a></p>")
    for reference in embeds.find(document):
        for citation in reference.citations:
            if citation.span is not None:
                assert document.article.text[citation.span.start : citation.span.end] == citation.span.quote


def test_a_class_that_the_whole_story_bears_says_nothing_of_a_paragraph_in_it():
    body = (
        "<article class='story rv-related'><h1>Night fire at the harbour</h1><div class='story__content'>"
        + "<p>The harbour was calm on Friday, and the mayor had gone home early that evening.</p>" * 3
        + "<p class='rv-related'>See <a href='https://t.me/harbour/77'>this post</a>.</p></div></article>"
    )
    (found,) = (r for r in embeds.find(parse(body.encode(), source="x")) if r.platform == "telegram")
    assert found.role is Role.ARTICLE
