"""A second set of made-up pages, written without sight of the program, in the manner of :mod:`tests.articles.layouts`.

The number of a mark tells its kind: of the article's own 1-29 are embeds, 30-59 links, 60-99 stand in script state alone; of the
site's 1-29 are other stories, 30-49 the site's accounts, widgets and share links, 50-69 comments, 70-99 other stories' state.
"""

# Mark-up stays whole, so that it can be searched for.
# ruff: noqa: E501

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote

from tests.articles.layouts import (
    FOLLOW,
    FOOTER,
    IG,
    NAV,
    OTHER_TITLE,
    OTHER_URL,
    SHARE,
    TITLE,
    TT,
    URL,
    YT,
    X,
    a,
    attribute,
    consent,
    frame,
    framed,
    p,
    page,
    rendered,
    state,
    tweet,
)

__all__ = ["NEWSROOMS", "OWN_PLAYERS"]

NEWSROOMS: dict[str, str] = {}
OWN_PLAYERS = {
    "ghost cards",
    "blogger",
    "dle",
    "tagesschau",
    "dw",
    "rferl",
    "daily mail",
    "washington post",
    "brightspot",
    "reach",
}
"""Pages with a player of the site's own."""
DATE = "2024-05-06T08:00:00Z"


def insta(mark: str) -> str:
    return f'<blockquote class="instagram-media" data-instgrm-captioned data-instgrm-permalink="{IG}{mark}/?utm_source=ig_embed&amp;utm_campaign=loading" data-instgrm-version="14"><div><a href="{IG}{mark}/?utm_source=ig_embed" target="_blank">View this post on Instagram</a></div></blockquote><script async src="//www.instagram.com/embed.js"></script>'


def telegram(mark: str) -> str:
    return f'<script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="{mark}" data-width="100%"></script>'


def base64_of(source: str, *marks: str) -> tuple[str, str]:
    """Encoded, and a comment that tells the gold of the marks within."""
    return base64.b64encode(rendered(source).encode()).decode(), "".join(f"<!-- {mark} -->" for mark in marks)


def flattened(value: object, key_of: Callable[[str, Callable[[object], int]], str]) -> list[object]:
    """One array, in which objects and lists hold the indices of their parts; ``key_of`` writes an object's keys."""
    flat: list[object] = []

    def put(one: object) -> int:
        at = len(flat)
        flat.append(None)
        if isinstance(one, dict):
            flat[at] = {key_of(key, put): put(part) for key, part in one.items()}
        elif isinstance(one, list):
            flat[at] = [put(part) for part in one]
        else:
            flat[at] = one
        return at

    put(value)
    return flat


def devalued(value: object) -> list[object]:
    """As Nuxt 3 and devalue flatten a value."""
    return flattened(value, lambda key, _: key)


def turbo(value: object) -> list[object]:
    """As React Router's turbo-stream flattens a value: keys are in the array as well."""
    return flattened(value, lambda key, put: f"_{put(key)}")


def islanded(value: object) -> object:
    """As Astro writes the props of an island: each value with the number of its type."""
    if isinstance(value, dict):
        return [0, {key: islanded(part) for key, part in value.items()}]
    if isinstance(value, list):
        return [1, [islanded(part) for part in value]]
    return [0, value]


# ── publishing systems ──────────────────────────────────────────────────────────────────────────

NEWSROOMS["washington post"] = page(
    f"""<div id="__next"><header class="wpds-c-hdr">{FOLLOW}</header><main id="main-content" class="grid-article"><article class="wpds-article" data-qa="main"><header><h1 data-qa="headline" id="main-content">{TITLE}</h1><div class="flex" data-qa="sharebar">{SHARE}</div></header>
<div class="meteredContent grid-center"><div class="article-body" data-qa="article-body"><p data-testid="drop-cap-letter" data-el="text" class="wpds-c-hcZlgz font-copy">@p1@</p><div class="wpds-c-oembed" data-testid="oembed-twitter"><div class="oembed-placeholder" style="height:500px"></div></div><p data-el="text" class="font-copy">@p2@</p></div><div class="hide-for-print teaser-promo"><a href="{OTHER_URL}" data-qa="interstitial">{OTHER_TITLE}</a></div><div class="article-body" data-qa="article-body"><p data-el="text">@p3@ The copy is {a(X + "@t30@")}.</p></div></div></article><aside data-qa="right-rail"><div data-qa="most-read"><h2>Most read</h2><ol><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ol></div></aside></main></div>
<script id="__NEXT_DATA__" type="application/json">{state({"props": {"pageProps": {"globalContent": {"_id": "ABCDEF", "canonical_url": "/2024/05/harbour-bridge-closed-18234", "headlines": {"basic": TITLE}, "content_elements": [{"_id": "1", "type": "text", "content": "@p1@"}, {"_id": "2", "type": "oembed_response", "subtype": "twitter", "raw_oembed": {"url": X + "@t60@", "html": tweet("@t60@"), "provider_name": "Twitter"}}, {"type": "text", "content": "@p2@"}, {"type": "interstitial_link", "url": OTHER_URL, "content": OTHER_TITLE}, {"type": "raw_html", "content": frame("@y60@")}, {"type": "video", "headlines": {"basic": "The pillar"}, "streams": [{"stream_type": "mp4", "url": "https://d21rhj7n383afu.cloudfront.net/harbour/2024/pillar_mobile_640_400.mp4"}, {"stream_type": "ts", "url": "https://d21rhj7n383afu.cloudfront.net/harbour/2024/pillar.m3u8"}]}], "related_content": {"basic": [{"type": "story", "canonical_url": "/2024/05/record-pike-caught-18177", "headlines": {"basic": OTHER_TITLE}, "content_elements": [{"type": "text", "content": "@P1@"}, {"type": "oembed_response", "raw_oembed": {"url": X + "@T70@", "html": tweet("@T70@")}}]}]}}, "contentCache": {"prism-promo": {"x": {"items": [{"headlines": {"basic": OTHER_TITLE}, "canonical_url": OTHER_URL, "promo_items": {"basic": {"type": "raw_html", "content": frame("@Y71@")}}}]}}}}}, "page": "/[...slug]"})}</script>"""
)
NEWSROOMS[
    "amp plugin with consent"
] = f"""<!doctype html><html amp lang="en" data-amp-auto-lightbox-disable i-amphtml-layout><head><meta charset="utf-8"><title>{TITLE}</title><link rel="canonical" href="{URL}"><script async src="https://cdn.ampproject.org/v0.js"></script></head><body class="amp-wp-single"><header id="top" class="amp-wp-header"><a href="/">Harbour News</a></header>
<amp-consent id="consent" layout="nodisplay"><script type="application/json">{{"consentInstanceId":"ok","checkConsentHref":"https://news.example.org/c"}}</script></amp-consent>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{TITLE}</h1></header><div class="amp-wp-article-content">{p(1)}<amp-youtube layout="responsive" width="480" height="270" data-videoid="@y1@" data-block-on-consent></amp-youtube>{p(2)}<amp-twitter width="375" height="472" layout="responsive" data-tweetid="@t1@"><blockquote placeholder class="twitter-tweet"><a href="{X}@t1@"></a></blockquote></amp-twitter><amp-instagram data-shortcode="@i1@" data-captioned width="400" height="400" layout="responsive"></amp-instagram>{p(3)}<amp-facebook width="552" height="310" layout="responsive" data-href="https://www.facebook.com/some.page/videos/@f1@/" data-embed-as="video"></amp-facebook><amp-tiktok width="325" height="731" data-src="@k1@"></amp-tiktok><amp-vimeo data-videoid="@v1@" layout="responsive" width="500" height="281"></amp-vimeo><amp-iframe sandbox="allow-scripts" src="https://t.me/@g1@?embed=1&amp;mode=tme" width="500" height="500" layout="responsive"><span placeholder></span></amp-iframe>{p(4)}</div>
<footer class="amp-wp-article-footer"><amp-social-share type="twitter"></amp-social-share><div class="amp-wp-meta amp-wp-comments-link"><a href="{URL}#respond">Leave a comment</a></div></footer></article>
<div class="amp-related-posts"><h3>Related</h3><amp-list src="/related.json"><template type="amp-mustache"><a href="{{{{url}}}}">x</a></template></amp-list><ul><li><amp-youtube data-videoid="@Y1@" width="100" height="80"></amp-youtube></li></ul></div><amp-next-page><script type="application/json">[{{"title":"{OTHER_TITLE}","url":"{X}@T70@","image":"/x.jpg"}}]</script></amp-next-page><footer class="amp-wp-footer"><div><a href="{X}@T30@">our pinned post</a></div></footer></body></html>"""
NEWSROOMS["wordpress, many plugins"] = page(
    f"""{NAV}<div id="content" class="site-content"><div class="ast-container"><div id="primary" class="content-area primary"><main id="main" class="site-main"><article class="post-5 post type-post ast-article-single" id="post-5" itemtype="https://schema.org/CreativeWork" itemscope><div class="ast-post-format- ast-single-layout-1"><header class="entry-header"><h1 class="entry-title" itemprop="headline">{TITLE}</h1></header><div class="entry-content clear" itemprop="text">{p(1)}<div class="rll-youtube-player" data-src="https://www.youtube.com/embed/@y1@" data-id="@y1@" data-query="feature=oembed" data-alt="The pillar"></div><noscript><iframe src="https://www.youtube.com/embed/@y1@?feature=oembed"></iframe></noscript>{p(2)}<div class="jetpack-video-wrapper"><span class="embed-youtube" style="text-align:center; display: block;"><iframe class="youtube-player" loading="lazy" data-lazy-src="https://www.youtube.com/embed/@y2@?version=3" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"></iframe></span></div><div class="perfmatters-lazy-youtube" data-src="https://www.youtube.com/embed/@y3@" data-id="@y3@" data-query="feature=oembed" onclick="perfmattersLazyYouTube(this)"><div><img src="https://i.ytimg.com/vi/@y3@/hqdefault.jpg"></div></div><div class="lyte-wrapper" style="width:640px"><div class="lyMe" id="WYL_@y4@"><div id="lyte_@y4@" data-src="https://i.ytimg.com/vi/@y4@/hqdefault.jpg" class="pL"></div><noscript><a href="https://youtu.be/@y4@">x</a></noscript></div></div>{p(3)}<div class="epyt-video-wrapper"><div id="_ytid_12345" data-origin="https://news.example.org" data-facadesrc="https://www.youtube.com/embed/@y5@?enablejsapi=1" class="__youtube_prefs__ epyt-facade no-lazyload"></div></div><div class="arve" data-mode="normal" data-provider="vimeo" id="arve-vimeo-@v1@"><div class="arve-inner"><iframe class="arve-iframe" data-src-no-ap="https://player.vimeo.com/video/@v1@" src="https://player.vimeo.com/video/@v1@"></iframe></div></div><p>[embedded content]</p>{p(4)}<p>{a("https://www.facebook.com/permalink.php?story_fbid=@f30@&id=100", "What the owner wrote")}</p><div id="wp_rp_first" class="wp_rp_wrap wp_rp_vertical"><ul class="related_post wp_rp"><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div><div class="yarpp yarpp-related"><ol><li><a href="{X}@T2@">{OTHER_TITLE}</a></li></ol></div><div class="crp_related"><ul><li><a href="{YT}@Y1@">{OTHER_TITLE}</a></li></ul></div></div></div></article><nav class="navigation post-navigation"></nav><div id="comments" class="comments-area"><ol class="ast-comment-list"><li class="comment"><div class="ast-comment"><section class="ast-comment-content comment"><p>{a(X + "@T50@")} shows the other side, which the town will not speak of at all.</p></section></div></li></ol></div></main></div><div class="widget-area secondary" id="secondary"><div class="sidebar-main"><aside id="block-9" class="widget widget_block"><div class="wp-block-embed__wrapper"><a class="twitter-timeline" href="https://twitter.com/harbour_news">Tweets</a>{tweet("@T30@")}</div></aside></div></div></div></div><div class="sfsi_widget">{FOLLOW}</div>
<script type="rocketlazyloadscript" data-rocket-type="text/javascript">var x = {{"video":"no"}};</script><script type="text/flying-press" data-src="https://platform.twitter.com/widgets.js"></script>"""
)
NEWSROOMS["drupal media"] = page(
    f"""<div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><header role="banner"><div class="region region-header">{FOLLOW}</div></header><main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div><div id="block-olivero-content" class="block block-system block-system-main-block"><article data-history-node-id="18234" class="node node--type-article node--promoted node--view-mode-full"><header><h1 class="title page-title"><span class="field field--name-title field--type-string field--label-hidden">{TITLE}</span></h1></header><div class="node__content"><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{p(1)}<article class="align-center media media--type-remote-video media--view-mode-default"><div class="field field--name-field-media-oembed-video field--type-string field__item"><iframe src="/media/oembed?url=https%3A//www.youtube.com/watch%3Fv%3D@y1@&amp;max_width=0&amp;max_height=0&amp;hash=qxS1" width="200" height="113" class="media-oembed-content" loading="eager" title="x"></iframe></div></article>{p(2)}<div data-oembed-url="{X}@t1@"></div><drupal-media data-entity-type="media"></drupal-media><div class="media media--type-tweet"><div class="field field--name-field-media-twitter">{tweet("@t2@")}</div></div>{p(3)}</div><div class="field field--name-field-sources field--label-above"><div class="field__label">Sources</div><div class="field__items"><div class="field__item"><a href="https://vk.com/wall@o30@">The first post</a></div><div class="field__item"><a href="https://vk.com/video@o31@">The film</a></div></div></div></div><section data-drupal-selector="comments" class="comments"><div class="indented"><article role="article" class="comment"><p>As I said, {a(YT + "@Y50@")} shows it from below, and quite another pillar too.</p></article></div></section></article></div><div class="views-element-container block block-views block-views-blockrelated-block-1"><h2>Related content</h2><div class="view view-related"><div class="views-row"><article class="node node--type-article node--view-mode-teaser"><iframe src="/media/oembed?url=https%3A//www.youtube.com/watch%3Fv%3D@Y1@&amp;max_width=0" class="media-oembed-content"></iframe></article></div></div></div></div></div></main></div>
<script type="application/json" data-drupal-selector="drupal-settings-json">{state({"path": {"currentPath": "node/18234"}, "harbour": {"latestVideo": {"title": OTHER_TITLE, "url": YT + "@Y70@"}}})}</script>"""
)
NEWSROOMS["ghost cards"] = page(
    f"""<div class="viewport"><header id="gh-head" class="gh-head gh-outer"><nav class="gh-head-menu"><ul class="nav">{FOLLOW}</ul></nav></header><div class="site-content"><main id="site-main" class="site-main"><article class="article post tag-news tag-hash-comments"><header class="article-header gh-canvas"><h1 class="article-title">{TITLE}</h1></header><section class="gh-content gh-canvas">{p(1)}<figure class="kg-card kg-embed-card kg-card-hascaption">{tweet("@t1@")}<figcaption>The first</figcaption></figure>{p(2)}<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{YT}@y30@"><div class="kg-bookmark-content"><div class="kg-bookmark-title">The boat's film</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">YouTube</span></div></div></a></figure><figure class="kg-card kg-video-card kg-width-wide" data-kg-thumbnail="/t.jpg"><div class="kg-video-container"><video src="https://news.example.org/content/media/2024/05/pillar.mp4" poster="https://img.spacergif.org/v1/1920x1080/0a/spacer.png" width="1920" playsinline preload="metadata"></video></div></figure>{p(3)}<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text">The second film</h4></div><div class="kg-toggle-content"><p>{a(IG + "@i30@/")}</p></div></div><div class="kg-card kg-header-card kg-signup-card"><h2>Subscribe</h2><a href="{X}@T30@">as seen here</a></div></section><section class="article-comments gh-canvas"></section></article></main><aside class="read-more-wrap outer"><div class="read-more inner"><article class="post-card post"><a class="post-card-content-link" href="{X}@T1@">{OTHER_TITLE}</a></article></div></aside></div><footer class="site-footer outer"></footer></div>"""
)
NEWSROOMS["squarespace blog"] = page(
    f"""<div id="siteWrapper" class="clearfix site-wrapper"><header data-test="header" id="header" class="header theme-col--primary"><div class="header-actions-action header-actions-action--social">{FOLLOW}</div></header><main id="page" class="container" role="main"><article class="sections" id="sections" data-page-sections="1"><section class="page-section content-collection blog-item-wrapper"><div class="content-wrapper"><div class="blog-item-wrapper"><article id="article-" class="h-entry entry blog-item"><div class="blog-item-top-wrapper"><h1 class="entry-title entry-title--large p-name" itemprop="headline">{TITLE}</h1></div><div class="blog-item-content-wrapper"><div class="blog-item-content e-content"><div class="sqs-layout sqs-grid-12" data-layout-label="Post Body" data-type="item"><div class="row sqs-row"><div class="col sqs-col-12"><div class="sqs-block html-block sqs-block-html" data-block-type="2"><div class="sqs-block-content"><div class="sqs-html-content">{p(1, 2)}</div></div></div><div class="sqs-block embed-block sqs-block-embed" data-block-type="22" data-block-json="{attribute({"authorName": "Some One", "html": tweet("@t1@"), "url": X + "@t1@", "resolvedBy": "twitter", "hSize": None, "floatDir": None})}" id="block-1"><div class="sqs-block-content"></div></div><div class="sqs-block video-block sqs-block-video" data-block-json="{attribute({"hSize": None, "url": YT + "@y1@", "providerName": "YouTube", "html": frame("@y1@"), "resolved": True})}"><div class="sqs-block-content"><div class="sqs-video-wrapper" data-load="false" data-html="{html.escape(frame("@y1@"), quote=True)}" data-provider-name="YouTube"><div class="sqs-video-overlay"></div></div></div></div><div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content">{p(3)}<p>{a(TT + "@k30@", "The other film")}</p></div></div></div><div class="sqs-block summary-v2-block sqs-block-summary-v2"><div class="summary-block-wrapper"><div class="summary-heading">Featured</div><div class="summary-item summary-item-record-type-video"><div class="summary-thumbnail-outer-container"><div class="sqs-video-wrapper" data-html="{html.escape(frame("@Y1@"), quote=True)}"></div></div><a class="summary-title-link" href="{X}@T1@">{OTHER_TITLE}</a></div></div></div></div></div></div></div></div></article></div><section id="itemPagination" class="item-pagination"><a href="{X}@T2@">Next</a></section><div class="blog-item-comments squarespace-comments"><div class="comment-body"><p>And see {a(X + "@T50@")}</p></div></div></div></section></article></main></div>
<script>Static = window.Static || {{}}; Static.SQUARESPACE_CONTEXT = {state({"facebookAppId": "1", "item": {"title": TITLE, "fullUrl": "/2024/05/harbour-bridge-closed-18234"}, "website": {"socialAccounts": [{"serviceId": 64, "profileUrl": "https://www.instagram.com/harbournews/"}], "pinned": YT + "@Y30@"}})};</script>"""
)
NEWSROOMS["wix blog"] = framed(
    f'<article><div data-hook="post"><h1 data-hook="post-title">{TITLE}</h1><section data-hook="post-description"><div class="NwoEb"><div data-rce-version="9.3" class="ricos">{p(1)}<div data-hook="ricos-video" type="video" class="tYYhF"><div data-hook="video-viewer" style="padding-bottom:56%"></div></div>{p(2)}<div data-hook="ricos-html" type="embed"></div>{p(3)}<p>See <a href="{IG}@i30@/" data-hook="web-link">this</a>.</p></div></div></section></div></article><div data-hook="recent-posts"><h2>Recent Posts</h2><a href="{X}@T1@">{OTHER_TITLE}</a></div><div data-hook="comments-widget"><div data-hook="comment"><p><a href="{X}@T50@">{OTHER_TITLE}</a></p></div></div>',
    f'<script type="application/json" id="wix-warmup-data">{state({"platform": {}, "appsWarmupData": {"14bcded7": {"postPage": {"post": {"title": TITLE, "slug": "harbour-bridge-closed-18234", "url": {"base": "https://news.example.org", "path": "/2024/05/harbour-bridge-closed-18234"}, "richContent": {"nodes": [{"type": "PARAGRAPH", "id": "a", "nodes": [{"type": "TEXT", "textData": {"text": "@p1@"}}]}, {"type": "VIDEO", "id": "b", "videoData": {"video": {"src": {"url": YT + "@y60@"}}, "thumbnail": {"src": {"url": "https://i.ytimg.com/vi/@y60@/hqdefault.jpg"}}}}, {"type": "HTML", "id": "c", "htmlData": {"html": tweet("@t60@"), "source": "HTML"}}, {"type": "EMBED", "embedData": {"oembed": {"type": "video", "videoUrl": TT + "@k60@", "providerName": "TikTok"}, "src": TT + "@k60@"}}]}}, "recentPosts": [{"title": OTHER_TITLE, "slug": "record-pike-caught-18177", "richContent": {"nodes": [{"type": "PARAGRAPH", "nodes": [{"type": "TEXT", "textData": {"text": "@P1@"}}]}, {"type": "VIDEO", "videoData": {"video": {"src": {"url": YT + "@Y70@"}}}}]}}]}}}})}</script>',
)
NEWSROOMS["blogger"] = page(
    f"""<div class="content"><div class="content-outer"><header><div class="header-outer"><div class="widget Header" data-version="1" id="Header1">x</div></div></header><div class="main-outer"><div class="region-inner main-inner"><div class="columns fauxcolumns"><div class="columns-inner"><div class="column-center-outer"><div class="main section" id="main" name="Main"><div class="widget Blog" data-version="1" id="Blog1"><div class="blog-posts hfeed"><div class="date-outer"><div class="date-posts"><div class="post-outer"><div class="post hentry uncustomized-post-template" itemprop="blogPost" itemscope itemtype="http://schema.org/BlogPosting"><h3 class="post-title entry-title" itemprop="name">{TITLE}</h3><div class="post-body entry-content" id="post-body-1234" itemprop="description articleBody">@p1@<br><div class="separator" style="clear: both; text-align: center;"><iframe allowfullscreen class="BLOG_video_class" height="266" src="https://www.youtube.com/embed/@y1@" width="320" youtube-src-id="@y1@"></iframe></div><br>@p2@<div><object class="BLOGGER-youtube-video" width="320" height="266" data-thumbnail-src="https://ytimg.googleusercontent.com/vi/@y2@/0.jpg"><param name="movie" value="https://youtube.googleapis.com/v/@y2@&source=uds"><embed src="https://youtube.googleapis.com/v/@y2@&source=uds"></object></div><iframe class="b-hbp-video b-uploaded" id="BLOGGER-video-abc" src="https://www.blogger.com/video.g?token=AD6v5dwXyz0123456789" width="320" height="266"></iframe><br>@p3@ <a href="http://www.facebook.com/photo.php?v=@f30@">here</a><div style="clear: both;"></div></div><div class="post-footer"><div class="post-share-buttons goog-inline-block"><a class="goog-inline-block share-button sb-twitter" href="https://www.blogger.com/share-post.g?blogID=1&postID=2&target=twitter">x</a></div></div></div><div class="comments" id="comments"><div id="comment-holder"><div class="comment-thread toplevel-thread"><ol><li class="comment" id="c1"><div class="comment-block"><p class="comment-content">I have this: <a href="http://youtu.be/@Y50@">{OTHER_TITLE}</a>, from my own balcony, made the day before yesterday.</p></div></li></ol></div></div></div></div></div></div></div><div class="blog-pager" id="blog-pager"><a class="blog-pager-older-link" href="{OTHER_URL}">Older</a></div></div></div></div><div class="column-right-outer"><aside><div class="sidebar section" id="sidebar-right-1"><div class="widget PopularPosts"><div class="widget-content popular-posts"><ul><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div></div><div class="widget HTML"><h2 class="title">My channel</h2><div class="widget-content">{frame("@Y30@")}</div></div><div class="widget Followers"></div></div></aside></div></div></div></div></div></div></div>"""
)
_QUINTYPE, _MARKS = base64_of(tweet("@t60@"), "@t60@")
NEWSROOMS["quintype"] = framed(
    f'<div class="story-grid-m__wrapper"><div class="arr--content-wrapper"><div class="story-element story-element-text"><div>{p(1)}</div></div><div class="story-element story-element-jsembed arr--jsembed"><div class="embed-placeholder">Loading…</div></div><div class="story-element story-element-text">{p(2)}</div><div class="story-element-youtube-video arr--youtube"><div class="thumb"></div></div><div class="story-element story-element-also-read arr--also-read"><h5><a href="{X}@T1@">Also Read: {OTHER_TITLE}</a></h5></div><div class="story-element story-element-text">{p(3)}<p>{a("https://www.facebook.com/some.page/posts/@f30@")}</p></div></div></div>{_MARKS}',
    f'<script type="application/json" id="initial-page">{state({"qt": {"pageType": "story-page", "data": {"story": {"id": "e1", "headline": TITLE, "slug": "2024/05/harbour-bridge-closed-18234", "url": URL, "cards": [{"id": "c1", "story-elements": [{"type": "text", "text": "<p>@p1@</p>"}, {"type": "jsembed", "subtype": "tweet", "embed-js": _QUINTYPE, "metadata": {"provider": "twitter"}}, {"type": "youtube-video", "subtype": None, "url": YT + "@y60@", "embed-url": "https://www.youtube.com/embed/@y60@"}, {"type": "text", "subtype": "also-read", "metadata": {"linked-story-id": "e2", "linked-story": {"headline": OTHER_TITLE, "slug": "2024/05/record-pike-caught-18177"}}}]}]}, "relatedStories": [{"id": "e2", "headline": OTHER_TITLE, "slug": "2024/05/record-pike-caught-18177", "cards": [{"story-elements": [{"type": "text", "text": "<p>@P1@</p>"}, {"type": "youtube-video", "url": YT + "@Y70@"}]}]}]}}})}</script>',
    f'<div class="arrow-component arr--four-col-sixteen-stories"><h2>Also in News</h2><a href="{X}@T2@">{OTHER_TITLE}</a></div>',
)
NEWSROOMS["brightspot"] = page(
    f"""<bsp-header class="Page-header">{FOLLOW}</bsp-header><div class="Page-content"><bsp-story-page class="StoryPage" data-module><main class="Page-main"><h1 class="Page-headline">{TITLE}</h1><div class="Page-actions"><bsp-share class="SharePage">{SHARE}</bsp-share></div><div class="Page-storyBody gtmMainScrollContent"><div class="RichTextStoryBody RichTextBody">{p(1)}<div class="Enhancement" data-align-center><div class="Enhancement-item"><bsp-youtube-player class="YouTubeVideoPlayer" data-video-player data-player-id="f1" data-video-id="@y1@" data-video-title="The pillar"></bsp-youtube-player></div></div>{p(2)}<div class="HTMLModuleEnhancement" data-align-center><div class="HtmlModule">{tweet("@t1@")}</div></div><div class="Enhancement"><div class="Enhancement-item"><bsp-jw-player class="JWPlayer"><script type="application/json">{state({"playlist": [{"title": "The pillar", "file": "https://video.example.org/pillar/master.m3u8", "image": "/x.jpg"}]})}</script></bsp-jw-player></div></div>{p(3)}<div class="Enhancement"><div class="Enhancement-item"><div class="PageListEnhancementGeneric"><div class="PageListEnhancementGeneric-title">Related stories</div><ul><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div></div></div><div class="Enhancement" data-align-right><bsp-hub-peek class="HubPeek"><a href="{X}@T2@">{OTHER_TITLE}</a></bsp-hub-peek></div>{p(4)}<p>{a("https://www.tiktok.com/@some.one/video/@k30@?is_from_webapp=1&sender_device=pc", "in a video")}</p></div></div><div class="Page-below"><bsp-list-loadmore class="PageListStandardD"><div class="PageList-header"><h2>Most read</h2></div><div class="PagePromo"><a class="Link" href="{YT}@Y1@">{OTHER_TITLE}</a></div></bsp-list-loadmore><div class="Taboola-placeholder"></div></div></main></bsp-story-page></div><footer class="Page-footer">{FOLLOW}</footer>"""
)
NEWSROOMS["escenic"] = page(
    f"""<div class="page pageArticle"><div class="wrapper"><div class="pageTop"><div class="widget menu"></div></div><div class="content section-news"><div class="column span2"><div class="widget storyContent article widget-editable viziwyg-section-99 inpage-widget-77 articleContent"><h1 class="heading">{TITLE}</h1><div class="leadIn">@p1@</div><div class="bodyText"><div class="inline inlineVideo">{frame("@y1@")}</div>{p(2)}<div class="inline inlineCode"><div class="code">{tweet("@t1@")}</div></div>{p(3)}<div class="inline inlineRelated"><h4>Les også:</h4><a href="{X}@T1@">{OTHER_TITLE}</a></div><p>@p4@ {a("https://m.facebook.com/watch/?v=@f30@&_rdr")}</p></div></div><div class="widget relatedContents title-default"><div class="relatedLink"><a href="{X}@T2@">{OTHER_TITLE}</a></div></div><div class="widget articleTools">{SHARE}</div><div class="widget commentForum"><div class="forumPost"><p>In {a(YT + "@Y50@")} one sees it better, from the side of the mill, before it was painted.</p></div></div></div><div class="column span1"><div class="widget teaserList"><div class="teaser"><div class="media">{frame("@Y1@")}</div></div></div><div class="widget code"><h3>Twitter</h3><a class="twitter-timeline" data-widget-id="123" href="https://twitter.com/harbour_news">Tweets</a><noscript>{a(X + "@T30@")}</noscript></div></div></div></div></div>"""
)
NEWSROOMS["bitrix"] = page(
    f"""<div class="wrapper"><header class="header"><div class="header__soc">{FOLLOW}</div></header><section class="page-content"><div class="container"><div class="row"><div class="col-lg-9"><div class="breadcrumb"></div><h1 id="pagetitle">{TITLE}</h1><div class="news-detail" id="bx_1878455859_18234"><div class="news-detail__date">6 мая</div><div class="news-detail__text">{p(1)}<div style="text-align:center"><iframe src="//vk.com/video_ext.php?oid=-100&id=1&hash=abc&hd=2" width="640" height="360" frameborder="0" allowfullscreen></iframe></div>{p(2)}<div id="vk_post_-100_2"></div><script type="text/javascript">(function() {{ VK.Widgets.Post("vk_post_-100_2", -100, 2, 'xR0VwN'); }}());</script><!-- @o1@ @o2@ -->{p(3)}{telegram("@g1@")}<p>@p4@ Источник: <a href="https://t.me/@g30@">телеграм-канал</a></p></div><div class="news-detail__share"><div class="ya-share2" data-services="vkontakte,telegram"></div></div><div class="news-detail__tags">x</div></div><div class="news-list news-list--also"><h3>Читайте также</h3><div class="news-item" id="bx_3218110189_9"><a href="{X}@T1@">{OTHER_TITLE}</a></div></div><div class="blog-comments" id="blg-comment-1"><div class="blog-comment-content"><div class="blog-comment-text">Вот <a href="https://vk.com/video@O50@">видео</a> получше, снято с другого берега на день раньше</div></div></div></div><div class="col-lg-3"><div class="right-block"><div class="right-block__title">Видео дня</div><iframe src="//vk.com/video_ext.php?oid=-200&id=1&hash=abc"></iframe><!-- @O1@ --><div id="vk_groups"></div><script>VK.Widgets.Group("vk_groups", {{mode: 3}}, 12345);</script></div></div></div></div></section></div>"""
)
NEWSROOMS["tilda"] = page(
    f"""<div id="allrecords" data-tilda-export="yes" class="t-records" data-hook="blocks-collection-content-node"><div id="rec1" class="r t-rec" data-record-type="257"><div class="t228__centerside">x</div></div><div id="rec2" class="r t-rec t-rec_pt_60" data-record-type="795"><div class="t795"><div class="t-container"><h1 class="t795__title t-title" field="title">{TITLE}</h1></div></div></div><div id="rec3" class="r t-rec" data-record-type="106"><div class="t004"><div class="t-container"><div field="text" class="t-text t-text_md">@p1@<br><br>@p2@</div></div></div></div><div id="rec4" class="r t-rec" data-record-type="121"><div class="t107"><div class="t-align_center"><div class="t107__video t-video-lazyload" data-videolazy-load="false" data-blocklazy-id="4" data-videolazy-type="youtube" data-videolazy-id="@y1@"></div></div></div></div><div id="rec5" class="r t-rec" data-record-type="106"><div class="t004"><div field="text" class="t-text">@p3@<br><br>@p4@ <a href="https://t.me/@g30@">Канал</a></div></div></div><div id="rec6" class="r t-rec" data-record-type="131"><div class="t123"><div class="t-container_100">{telegram("@g1@")}</div></div></div><div id="rec7" class="r t-rec" data-record-type="897"><div class="t897"><h2>Читайте также</h2><div class="t-feed__container"><div class="t-feed__post t-item"><a class="t-feed__link js-feed-post-link" href="{X}@T1@">{OTHER_TITLE}</a></div></div></div></div><div id="rec8" class="r t-rec" data-record-type="420"><div class="t420"><div class="t-sociallinks">{FOLLOW}<a href="{X}@T30@">pinned</a></div></div></div></div>"""
)
NEWSROOMS["dle"] = page(
    f"""<div id="page"><div class="head"></div><div class="cols"><div class="main"><div id='dle-content'><article class="full ignore-select"><h1>{TITLE}</h1><div class="full-text clearfix" id="full-text"><!--TBegin:--><b>@p1@</b><br><br><!--dle_media_begin:{YT}@y1@--><iframe width="560" height="315" src="https://www.youtube.com/embed/@y1@" frameborder="0"></iframe><!--dle_media_end--><br>@p2@<br><br><!--dle_video_begin:/uploads/pillar.mp4--><div class="dleplyrplayer" style="width:100%;" theme="default"><video title="" preload="metadata" controls><source type="video/mp4" src="https://news.example.org/uploads/files/pillar.mp4"></video></div><!--dle_video_end--><br>@p3@<br><div class="quote"><noindex><a href="https://news.example.org/index.php?do=go&amp;url=aHR0cHM6Ly90Lm1lL293bl9jaGFubmVsLzMw" target="_blank" rel="noopener external noreferrer">Первоисточник</a><!-- @g30@ --></noindex></div><br>@p4@</div><div class="rels"><div class="rels-title">Похожие новости</div><a href="{X}@T1@">{OTHER_TITLE}</a></div><div class="full-comms ignore-select" id="full-comms"><form id="dlemasscomments"><div id="dle-comments-list"><div id="comment-id-1"><div class="comm-item"><div class="comm-body full-text"><div id='comm-id-1'>Смотрите <a href="{YT}@Y50@">тут</a>, снято с моста еще в апреле, и трещины там уже видны всем.</div></div></div></div></div></form></div></article></div></div><div class="side"><div class="side-box"><div class="side-bt">Видео</div><iframe src="https://www.youtube.com/embed/@Y1@"></iframe></div></div></div></div>"""
)
NEWSROOMS["ucoz"] = page(
    f"""<table class="maintable"><tr><td class="leftcol"><table class="boxTable"><tr><td class="boxtitle">Видео</td></tr><tr><td class="boxContent"><a href="{YT}@Y30@">Наш канал</a></td></tr></table></td><td class="content"><!--U1AFTERTOP--><div class="breadcrumbs-wrapper"></div><table class="eBlock"><tr><td><div class="eTitle"><h1>{TITLE}</h1></div></td></tr><tr><td class="eText"><div id="nativeroll_video_cont"></div>@p1@<br/><br/>@p2@<br/><div align="center"><!--BBvideo--><span class="uvideo-x"><script type="text/javascript">_uVideoPlayer({{'url':'http://www.youtube.com/watch?v=@y1@','width':'640','height':'360'}},'scrABC');</script></span></div><br/>@p3@<br/>@p4@ <a class="link" href="/go?https://vk.com/video@o30@" rel="nofollow" target="_blank">Видео</a></td></tr><tr><td class="eDetails">Просмотров: 8</td></tr></table><div class="similar-entries"><h4>Похожие материалы</h4><ul><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div><table class="commTable"><tr><td class="commTd2"><div class="cMessage">Вот <a href="{YT}@Y50@">еще</a>, посмотрите сами и скажите, тот ли это мост.</div></td></tr></table></td></tr></table>"""
)
NEWSROOMS["naver"] = page(
    f"""<div id="wrap"><header class="Nlnb"></header><div id="container"><div id="ct_wrap" class="ct_scroll_wrapper"><div id="ct" role="main" class="newsct"><div class="media_end_head"><h2 id="title_area" class="media_end_head_headline"><span>{TITLE}</span></h2></div><div id="contents" class="newsct_body"><div id="newsct_article" class="newsct_article _article_body"><article id="dic_area" class="go_trans _article_content">@p1@<br><br>@p2@<div class="vod_player_wrap _VIDEO_AREA_WRAP"><div class="_VOD_PLAYER_WRAP" data-video-id="AB12"></div></div><br>@p3@ <a href="{YT}@y30@">유튜브</a><br><br>@p4@</article><div class="se-main-container"><div class="se-module se-module-oembed"><script type="text/data" class="__se_module_data" data-module='{html.escape(json.dumps({"type": "v2_oembed", "id": "SE-1", "data": {"html": frame("@y1@"), "originalUrl": YT + "@y1@", "inputUrl": YT + "@y1@", "type": "video"}}), quote=False)}'></script></div></div></div></div><div class="media_end_linked"><h3>관련뉴스</h3><a href="{X}@T1@">{OTHER_TITLE}</a></div><div id="cbox_module" class="u_cbox"><div class="u_cbox_comment"><span class="u_cbox_contents"><a href="{X}@T50@">{OTHER_TITLE}</a></span></div></div></div><div class="newsct_aside aside_g"><div class="aside_ranking"><a href="{YT}@Y1@">{OTHER_TITLE}</a></div></div></div></div></div>"""
)
NEWSROOMS["telegraph"] = (
    f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE} – Telegraph</title><meta property="og:title" content="{TITLE}"><link rel="canonical" href="{URL}"></head><body><div class="tl_page_wrap"><div class="tl_page"><main class="tl_article"><header class="tl_article_header" dir="auto"><h1>{TITLE}</h1><address><a rel="author">Harbour</a><time datetime="{DATE}">May 06, 2024</time></address></header><article id="_tl_editor" class="tl_article_content ql-container"><h1>{TITLE}<br></h1><address>Harbour<br></address><p>@p1@</p><figure><div class="figure_wrapper"><div class="iframe_wrap"><div class="iframe_helper" style="padding-top:56.25%"><iframe src="/embed/youtube?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D@y1@" width="640" height="360"></iframe></div></div></div><figcaption></figcaption></figure><p>@p2@</p><figure><div class="figure_wrapper"><div class="iframe_wrap"><iframe src="/embed/telegram?url=https%3A%2F%2Ft.me%2F{quote("@g1@", safe="@")}"></iframe></div></div></figure><figure><div class="iframe_wrap"><iframe src="/embed/twitter?url=https%3A%2F%2Ftwitter.com%2Fsome_one%2Fstatus%2F@t1@"></iframe></div></figure><p>@p3@ <a href="https://t.me/@g30@" target="_blank">here</a></p></article><div id="_tl_link_tooltip" class="tl_link_tooltip"></div></main><aside class="tl_article_buttons"></aside></div></div></body></html>"""
)

# ── state of frameworks ─────────────────────────────────────────────────────────────────────────

_OWN_BLOCKS = [
    {"type": "paragraph", "html": "@p1@"},
    {"type": "embed", "provider": "youtube", "url": YT + "@y60@"},
    {"type": "tweet", "id": "@t60@", "url": X + "@t60@"},
]
_OTHER_BLOCKS = [{"type": "paragraph", "html": "@P1@"}, {"type": "tweet", "id": "@T70@", "url": X + "@T70@"}]
_ROW = json.dumps(["$", "$L31", None, {"blocks": _OWN_BLOCKS, "title": TITLE, "canonicalUrl": URL}])
_MORE = json.dumps(
    ["$", "$L41", None, {"heading": "More", "stories": [{"title": OTHER_TITLE, "url": OTHER_URL, "blocks": _OTHER_BLOCKS}]}]
)
_TEXT = "<p>@p2@</p>" + tweet("@t61@")


def pushed(row: str, *, at: int | None = None) -> str:
    """A row of flight data, or two halves of it."""
    parts = [row] if at is None else [row[:at], row[at:]]
    return "".join(f"<script>self.__next_f.push({state([1, part])})</script>" for part in parts)


NEWSROOMS["next app router"] = framed(
    p(1, 2, 3),
    "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
    + pushed('1:"$Sreact.fragment"\n2:I[1234,["177","static/chunks/app/layout-abc.js"],"default"]\n')
    + pushed(f"2c:{_ROW}\n", at=len(_ROW) // 3)
    + pushed(f"3a:T{len(rendered(_TEXT).encode()):x},")
    + pushed(_TEXT)
    + pushed(f"40:{_MORE}\n"),
)
NEWSROOMS["nuxt 3"] = page(
    f'<div id="__nuxt">{NAV}<main><div class="article-page"><h1 class="article-page__title">{TITLE}</h1><div class="article-page__content">{p(1, 2, 3)}<p>{a("https://t.me/@g30@?single")}</p></div></div></main>{FOOTER}</div><script type="application/json" id="__NUXT_DATA__" data-ssr="true">'
    + state(
        devalued(
            {
                "data": {
                    "article-18234": {
                        "title": TITLE,
                        "slug": "harbour-bridge-closed-18234",
                        "url": URL,
                        "blocks": [
                            {"type": "text", "data": {"html": "<p>@p1@</p>"}},
                            {"type": "embed", "data": {"service": "youtube", "source": YT + "@y60@"}},
                            {"type": "html", "data": {"html": tweet("@t60@")}},
                        ],
                    },
                    "similar-18234": [
                        {
                            "title": OTHER_TITLE,
                            "slug": "record-pike-caught-18177",
                            "url": OTHER_URL,
                            "blocks": [
                                {"type": "text", "data": {"html": "<p>@P1@</p>"}},
                                {"type": "embed", "data": {"service": "youtube", "source": YT + "@Y70@"}},
                            ],
                        }
                    ],
                },
                "state": {"$ssite-config": {"name": "Harbour"}},
            }
        )
    )
    + "</script><script>window.__NUXT__={};window.__NUXT__.config={public:{},app:{baseURL:'/'}}</script>"
)
NEWSROOMS["sveltekit"] = page(
    f"""<div style="display: contents">{NAV}<main class="svelte-1x"><h1 class="svelte-1x">{TITLE}</h1><div class="content svelte-9k">{p(1, 2, 3)}</div></main>{FOOTER}</div><script>
{{ __sveltekit_1abc = {{ base: new URL("../..", location).pathname.slice(0, -1) }};
const element = document.currentScript.parentElement;
Promise.all([ import("../../_app/immutable/entry/start.js"), import("../../_app/immutable/entry/app.js") ]).then(([kit, app]) => {{
kit.start(app, element, {{ node_ids: [0, 2, 5], data: [null,{{type:"data",data:{{article:{{title:"{TITLE}",slug:"harbour-bridge-closed-18234",url:"{URL}",published:new Date(1714982400000),body:[{{kind:"text",html:"\\u003Cp>@p1@\\u003C/p>"}},{{kind:"embed",html:"\\u003Ciframe src=\\"https://www.youtube.com/embed/@y60@\\">\\u003C/iframe>"}},{{kind:"tweet",url:"{X}@t60@"}}],views:void 0}},more:[{{title:"{OTHER_TITLE}",url:"{OTHER_URL}",body:[{{kind:"text",html:"\\u003Cp>@P1@\\u003C/p>"}},{{kind:"tweet",url:"{X}@T70@"}}]}}]}},uses:{{params:["slug"]}}}}], form: null, error: null }}); }}); }}
</script>"""
)
_LOADER = {
    "root": {"site": {"name": "Harbour", "social": ["https://x.com/harbournews"], "live": YT + "@Y70@"}},
    "routes/news.$slug": {
        "article": {
            "headline": TITLE,
            "path": "/2024/05/harbour-bridge-closed-18234",
            "content": [
                {"__typename": "Paragraph", "text": "@p1@"},
                {"__typename": "Tweet", "tweetUrl": X + "@t60@"},
                {"__typename": "YouTube", "videoId": "@y60@"},
                {"__typename": "Instagram", "postUrl": IG + "@i60@/"},
            ],
        },
        "moreStories": [
            {
                "headline": OTHER_TITLE,
                "path": "/2024/05/record-pike-caught-18177",
                "content": [{"__typename": "Paragraph", "text": "@P1@"}, {"__typename": "Tweet", "tweetUrl": X + "@T71@"}],
            }
        ],
    },
}
NEWSROOMS["remix"] = framed(
    p(1, 2, 3),
    f'<script>window.__remixContext = {state({"url": "/2024/05/harbour-bridge-closed-18234", "state": {"loaderData": _LOADER, "actionData": None, "errors": None}})};</script><script type="module" async>import "/build/manifest.js";</script>',
)
NEWSROOMS["react router stream"] = framed(
    p(1, 2, 3),
    '<script>window.__reactRouterContext = {"basename":"/","future":{},"ssr":true};window.__reactRouterContext.stream = new ReadableStream({start(controller){window.__reactRouterContext.streamController = controller;}}).pipeThrough(new TextEncoderStream());</script>'
    f"<script>window.__reactRouterContext.streamController.enqueue({state(json.dumps(turbo({'loaderData': _LOADER, 'actionData': None})) + chr(10))});</script>",
)
NEWSROOMS["astro"] = page(
    f"""{NAV}<main data-astro-cid-abc><article class="prose" data-astro-cid-abc><h1 data-astro-cid-abc>{TITLE}</h1>{p(1)}<astro-island uid="Z1" component-url="/_astro/YouTube.Bx.js" component-export="default" renderer-url="/_astro/client.js" props="{html.escape(json.dumps({"id": [0, "@y1@"], "title": [0, "The pillar"]}), quote=True)}" ssr client="visible" opts="{{&quot;name&quot;:&quot;YouTube&quot;,&quot;value&quot;:true}}" await-children></astro-island>{p(2)}<astro-island uid="Z2" component-url="/_astro/Embed.js" component-export="Embed" props="{html.escape(json.dumps({"url": [0, X + "@t1@"], "html": [0, tweet("@t1@")]}), quote=True)}" ssr client="idle"></astro-island>{p(3)}<lite-vimeo videoid="@v1@" style="background-image:url('/x.jpg')" data-astro-cid-abc><a href="https://vimeo.com/@v1@">x</a></lite-vimeo></article></main><astro-island uid="Z3" component-url="/_astro/RelatedPosts.js" props="{html.escape(json.dumps({"posts": islanded([{"title": OTHER_TITLE, "url": OTHER_URL, "body": "<p>@P1@</p>", "video": YT + "@Y70@"}])}), quote=True)}" client="visible"></astro-island>{FOOTER}"""
)
_APOLLO = {
    "ROOT_QUERY": {
        "__typename": "Query",
        'articleByPath({"path":"/2024/05/harbour-bridge-closed-18234"})': {"__ref": "Article:18234"},
        'latest({"first":2})': [{"__ref": "Article:18177"}],
    },
    "Article:18234": {
        "__typename": "Article",
        "id": "18234",
        "title": TITLE,
        "body": [{"__ref": "Paragraph:1"}, {"__ref": "YoutubeEmbed:1"}, {"__ref": "TweetEmbed:2"}],
    },
    "Article:18177": {
        "__typename": "Article",
        "id": "18177",
        "title": OTHER_TITLE,
        "body": [{"__ref": "Paragraph:9"}, {"__ref": "YoutubeEmbed:9"}, {"__ref": "TweetEmbed:9"}],
    },
    "Paragraph:1": {"__typename": "Paragraph", "text": "@p1@"},
    "Paragraph:9": {"__typename": "Paragraph", "text": "@P1@"},
    "YoutubeEmbed:1": {"__typename": "YoutubeEmbed", "videoId": "@y60@"},
    "TweetEmbed:2": {"__typename": "TweetEmbed", "url": X + "@t60@"},
    "YoutubeEmbed:9": {"__typename": "YoutubeEmbed", "videoId": "@Y70@"},
    "TweetEmbed:9": {"__typename": "TweetEmbed", "url": X + "@T70@"},
}
NEWSROOMS["apollo"] = framed(p(1, 2, 3), f"<script>window.__APOLLO_STATE__={state(_APOLLO)};</script>")
NEWSROOMS["paywall, body in an attribute"] = page(
    f"""{NAV}<main><article class="article article--premium" data-paywall="hard"><h1>{TITLE}</h1><div class="article__chapo">@p1@</div><div class="article__paywalled" data-controller="paywall" data-paywall-content-value="{html.escape("<p>@p2@</p>" + frame("@y60@") + "<p>@p3@ " + a(X + "@t60@") + "</p>", quote=True)}"><div class="paywall-offer"><p>Subscribe to read on</p><a href="{YT}@Y30@">Why subscribe?</a></div></div></article><section class="lire-plus"><h2>À lire aussi</h2><a href="{X}@T1@">{OTHER_TITLE}</a></section></main>{FOOTER}
<script>window.__INITIAL_STATE__ = {state({"article": {"current": {"id": 18234, "url": URL, "title": TITLE, "isPremium": True, "body": {"components": [{"type": "p", "value": "@p2@"}, {"type": "instagram", "value": IG + "@i60@/"}]}}}, "home": {"items": [{"id": 18177, "url": OTHER_URL, "title": OTHER_TITLE, "body": {"components": [{"type": "p", "value": "@P1@"}, {"type": "instagram", "value": IG + "@I70@/"}]}}]}})};</script>"""
)

# ── large sites ─────────────────────────────────────────────────────────────────────────────────

NEWSROOMS["bbc live"] = page(
    f"""<div id="main-content"><div class="lx-page"><header class="lx-c-header"><h1>{TITLE}</h1></header><div class="lx-commentary-top"><div class="lx-share-tools">{SHARE}</div></div><div class="lx-stream" id="lx-stream"><ol class="qa-stream lx-stream__feed"><li class="lx-stream__post-container placeholder-animation-finished"><article class="qa-post gs-u-pb-alt+ lx-stream-post gs-u-pt-alt+" id="post_1"><header class="lx-stream-post__header"><h3 class="lx-stream-post__header-title"><span class="lx-stream-post__header-text">Bridge closed</span></h3><span class="lx-stream-post__meta-time">10:05</span></header><div class="gs-u-mb+ gel-body-copy qa-post-body lx-stream-post-body">{p(1, 2)}<div class="lx-media-asset lx-stream-post-body__media-asset"><div class="lx-social-embed lx-social-embed--twitter">{tweet("@t1@")}</div></div></div><div class="lx-stream-post__share-tools">{SHARE}</div></article></li><li class="lx-stream__post-container"><article class="qa-post lx-stream-post" id="post_2"><header class="lx-stream-post__header"><h3>Second film</h3><span>09:50</span></header><div class="gel-body-copy lx-stream-post-body">{p(3)}<div class="lx-stream-post-body__media-asset"><div class="lx-social-embed" data-provider="youtube"><iframe data-src="https://www.youtube.com/embed/@y1@"></iframe></div></div></div></article></li><li class="lx-stream__post-container"><article class="lx-stream-post" id="post_3"><header><h3>From the council</h3></header><div class="lx-stream-post-body">{p(5, 6)}<p>{a(X + "@t30@", "a post")}</p></div></article></li></ol></div><div class="lx-stream-related-stories"><h2>Related Stories</h2><a href="{X}@T1@">{OTHER_TITLE}</a></div></div></div><div class="lx-c-sidebar"><h2>Top Stories</h2><a href="{X}@T2@">{OTHER_TITLE}</a></div>"""
)
NEWSROOMS["guardian live"] = page(
    f"""<header><gu-island name="TopBar" props="{{}}"></gu-island></header><main data-layout="LiveLayout"><div data-gu-name="headline"><h1>{TITLE}</h1></div><gu-island name="KeyEventsCarousel"></gu-island><div data-gu-name="body"><div id="maincontent" class="article-body-viewer-selector article-body-commercial-selector dcr-x"><div id="liveblog-body"><article id="block-1" data-block-contributor="x" class="block dcr-1 js-liveblog-block"><header><a href="#block-1"><time datetime="{DATE}">10.05</time></a></header>{p(1)}<figure id="f1" data-spacefinder-role="inline" data-spacefinder-type="model.dotcomrendering.pageElements.TweetBlockElement"><gu-island name="TweetBlockComponent" props="{attribute({"element": {"_type": "TweetBlockElement", "html": '<blockquote class="nojs-tweet"><p>See</p>&mdash; Some One <a href="' + X + '@t1@">May 4</a></blockquote>', "url": X + "@t1@", "id": "@t1@"}})}"><blockquote class="nojs-tweet"><p>See</p> <a href="{X}@t1@">May 4, 2024</a></blockquote></gu-island></figure></article><article id="block-2" class="block"><header><time>09.40</time></header>{p(2)}<figure data-spacefinder-type="model.dotcomrendering.pageElements.YoutubeBlockElement"><gu-island name="YoutubeBlockComponent" props="{attribute({"id": "x", "assetId": "@y1@", "mediaTitle": "The pillar", "expired": False})}"><div class="dcr-y" data-component="youtube-overlay"></div></gu-island></figure>{p(3)}</article><article id="block-3" class="block"><header><time>09.30</time></header>{p(4)}<aside class="element element-rich-link" data-component="rich-link"><a href="{X}@T1@">{OTHER_TITLE}</a></aside>{p(5)}<figure class="element element-embed" data-canonical-url="https://www.instagram.com/p/@i1@/"><iframe srcdoc="{html.escape(insta("@i1@"), quote=True)}"></iframe></figure></article></div></div></div></main><gu-island name="OnwardsUpper" props="{attribute({"ajaxUrl": "x", "latest": {"title": OTHER_TITLE, "url": OTHER_URL, "video": YT + "@Y70@"}})}"></gu-island><section id="comments" data-component="discussion"><gu-island name="DiscussionWeb"><p>{a(X + "@T50@")}</p></gu-island></section><gu-island name="MostViewedFooterData"><ol><li><a href="{X}@T2@">{OTHER_TITLE}</a></li></ol></gu-island>"""
)
NEWSROOMS["tagesschau"] = page(
    f"""<div class="header"></div><main class="content-wrapper" id="content"><article class="container content-wrapper__group"><div class="ts-player-wrapper"><div class="ts-mediaplayer" data-v-type="MediaPlayer" data-v="{attribute({"mc": {"meta": {"title": "Brücke gesperrt"}, "streams": [{"kind": "main", "media": [{"url": "https://tagesschau.example.org/video/2024/0506/TV-1.webxl.h264.mp4", "mimeType": "video/mp4"}, {"url": "https://adaptive.example.org/i/video/TV-1.master.m3u8", "mimeType": "application/vnd.apple.mpegurl"}]}]}, "pc": {"generic": {"imageTemplateConfig": {}}}})}"></div></div><h1 class="seitenkopf__headline"><span class="seitenkopf__headline--text">{TITLE}</span></h1><p class="m-ten m-offset-one textabsatz columns twelve">@p1@</p><div class="m-ten columns twelve"><div class="v-instance" data-v-type="ExternalContent" data-v="{attribute({"provider": "twitter", "url": X + "@t1@", "html": tweet("@t1@")})}"></div></div><p class="m-ten textabsatz">@p2@</p><p class="textabsatz">@p3@ {a("https://x.com/i/status/@t30@", "Beitrag")}</p><div class="teaser-absatz teaser-absatz--inline"><a class="teaser-absatz__link" href="{X}@T1@">{OTHER_TITLE}</a></div><p class="textabsatz">@p4@</p></article><div class="sharing">{SHARE}</div><div class="taglist"></div><div class="wrapper trenner__headline">Mehr zum Thema<div class="teaser-list"><div data-v-type="MediaPlayer" data-v="{attribute({"mc": {"meta": {"title": OTHER_TITLE}, "youtube": YT + "@Y1@"}})}"></div></div></div></main><footer class="footer">{FOLLOW}</footer>"""
)
NEWSROOMS["dw"] = page(
    f"""<div id="root">{NAV}<main><article class="sc-x"><header><span>Society</span><h1 class="sc-h">{TITLE}</h1></header><div data-tracking-name="share-button-list">{SHARE}</div><p class="sc-teaser">@p1@</p><div class="vjs-wrapper sc-v"><video id="video-1" class="hls" preload="none" data-id="68990000"><source src="https://hlsvod.dw.example.org/i/harbour_sd.mp4/master.m3u8" type="application/x-mpegURL"></video></div><div class="cc0m0op sc-b rich-text has-italic" data-tracking-name="rich-text">{p(2)}<div class="embed big"><div class="placeholder-image" style=""></div><div class="embed-consent"><h3>To view this content please consent</h3><a href="{X}@t1@">View on X</a></div></div>{p(3)}<div class="vjs-wrapper"><a href="/en/video/av-1">Watch video</a></div>{p(4)}<p><i>Edited by: Ada Brook</i></p></div></article><section data-tracking-name="related-content"><h2>More on the bridge</h2><a href="{X}@T1@">{OTHER_TITLE}</a></section><section data-tracking-name="topic-recommendations"><a href="{X}@T2@">{OTHER_TITLE}</a></section></main></div><script>window.__APOLLO_STATE__={state({"ROOT_QUERY": {'content({"id":18234})': {"__ref": "Article:18234"}}, "Article:18234": {"__typename": "Article", "title": TITLE, "namedUrl": "/2024/05/harbour-bridge-closed-18234", "text": "<p>@p2@</p><embed-placeholder data-id=1>", "externalEmbeds": [{"__typename": "ExternalEmbed", "provider": "twitter", "code": tweet("@t1@")}, {"provider": "youtube", "code": frame("@y60@")}]}, "Video:7": {"__typename": "Video", "title": OTHER_TITLE, "namedUrl": "/2024/05/record-pike-caught-18177", "youtubeId": "@Y70@", "text": "<p>@P1@</p>"}})}</script>"""
)
NEWSROOMS["rferl"] = page(
    f"""<div id="page"><header class="hdr-20"></header><div id="content"><main class="container"><div class="hdr-container"><div class="row"><div class="col-title"><h1 class="title pg-title">{TITLE}</h1></div><div class="links"><div class="share--box">{SHARE}</div></div></div></div><div class="body-container"><div class="row"><div class="col-xs-12 col-sm-12 col-md-10 col-lg-7"><div id="article-content" class="content-floated-wrap fb-quotable"><div class="wsw">{p(1)}<div class="wsw__embed"><div class="infgraphicsAttach"><script type="text/javascript">initInfographics({{groups:[],params:[]}})</script><div class="snippetLoading twitterSnippet"><div class="twitterSnippet">{tweet("@t1@")}</div></div></div></div>{p(2)}<div data-owner-ct="Article" data-inline="False" class="wsw__embed"><div class="infgraphicsAttach"><div class="snippetLoading facebookSnippet facebookSnippetProcess"><script type="text/javascript">(function(d){{var thisSnippet=thisSnippetNode.parentNode;var facebookId="fb-root";renderExternalContent("https://www.facebook.com/some.page/videos/@f1@/")}})(document);</script></div></div></div>{p(3)}<div class="wsw__embed"><div class="infgraphicsAttach"><div class="snippetLoading"><script>renderExternalContent("https://t.me/@g1@?embed=1")</script></div></div></div><div class="wsw__embed"><div class="media-block also-read"><a class="img-wrap" href="{X}@T1@"><span class="also-read__text--label">READ MORE</span></a></div></div>{p(4)}<div class="c-mmp c-mmp--enabled c-mmp--loading c-mmp--video c-mmp--embed" id="player1"><div class="c-mmp__player"><video data-sources="{attribute([{"AmpSrc": "https://rfe.example.org/Videoroot/Pangeavideo/2024/05/pillar_hq.mp4", "Src": "https://rfe.example.org/Videoroot/Pangeavideo/2024/05/pillar_hq.mp4", "Type": "video/mp4", "DataInfo": "540p"}])}" data-type="video/mp4"></video></div></div></div></div></div><div class="col-lg-5 design-top-offset"><div class="media-block-wrap" id="wrowblock-1"><h2 class="section-head">Most popular</h2><a href="{X}@T2@">{OTHER_TITLE}</a></div><div class="media-block-wrap media-block-wrap--externalized"><h2>Our channel</h2>{frame("@Y30@")}</div></div></div></div></main></div></div>"""
)
NEWSROOMS["daily mail"] = page(
    f"""<div class="article-page"><div class="page-header bdrgr2">{FOLLOW}</div><div id="content"><div class="articleWide cleared"><div class="alpha"><div id="js-article-text" class="article-text wide heading-tag-switch"><h2>{TITLE}</h2><ul class="mol-bullets-with-font"><li class="">@p5@</li></ul><p class="author-section byline-plain">By Ada Brook</p><div id="articleIconLinksContainer" class="article-icon-links-container">{SHARE}</div><div itemprop="articleBody"><p class="mol-para-with-font">@p1@</p><div class="mol-video" id="v-1"><div class="vjs-video-container"><video class="video-js" preload="none" data-video-player data-opts="{attribute({"plugins": {"videoTags": {}}, "title": "The pillar", "src": "https://videos.dailymail.example.org/video/mol/2024/05/06/1/640x360_MP4_1.mp4"})}"></video></div></div><p class="mol-para-with-font">@p2@</p><div class="mol-embed"><div class="embed_social">{insta("@i1@")}</div></div><div class="art-ins mol-factbox news"><h3 class="mol-factbox-title">The bridge in figures</h3><div class="ins cleared mol-factbox-body"><p class="mol-para-with-font">@p6@ <a href="{YT}@y30@">Film of 1990</a></p></div></div><p class="mol-para-with-font">@p3@</p><div class="art-ins related-replace" data-dm-block="related"><h3>RELATED ARTICLES</h3><div class="related-items"><a href="{X}@T1@">{OTHER_TITLE}</a></div></div><p class="mol-para-with-font">@p4@</p></div></div><div class="column-content cleared"><div id="reader-comments" class="readerCommentsCommand"><div class="comment-body comment-text"><p>{a(X + "@T50@")}</p></div></div></div></div><div class="beta"><div class="puff femail item"><div class="puff-item"><a href="{X}@T2@">{OTHER_TITLE}</a></div></div><div class="social-links-box">{FOLLOW}<a href="{X}@T30@">{OTHER_TITLE}</a></div></div></div></div></div>"""
)
NEWSROOMS["reach"] = page(
    f"""<header class="site-header"></header><main><article class="article-main channel-news"><div class="lead-content"><h1 itemprop="headline name" class="publication-font">{TITLE}</h1></div><div class="sharebar">{SHARE}</div><div class="article-body" itemprop="articleBody"><div class="article-wrapper"><figure class="lead-video in-article-video"><div class="jw-placeholder" data-json="{attribute({"videoData": {"title": "The pillar", "videoUrl": "https://cdn.jwplayer.com/manifests/AbCd1234.m3u8", "mediaId": "AbCd1234"}})}"></div></figure>{p(1)}<div class="skinny-signup">Sign up</div>{p(2)}<div class="embed-block twitter" data-embed-url="{X}@t1@"><div class="embed-placeholder">Content cannot be displayed without consent</div></div>{p(3)}<div class="readmore-links"><h3>Read more</h3><ul><li><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div><p><b>READ MORE:</b> <a href="{YT}@Y1@">{OTHER_TITLE}</a></p>{p(4)}<p><em>Follow <a href="{X}@T31@">our post</a> for more, and <a href="https://www.facebook.com/harbournews/posts/@F30@/">like us on Facebook</a></em></p></div></div></article><aside class="related-column primary"><div class="teaser"><a href="{X}@T2@">{OTHER_TITLE}</a></div></aside><section class="more-on"><h2>More On</h2></section></main>{FOOTER}"""
)
NEWSROOMS["euronews"] = page(
    f"""<div id="enw-main"><header></header><main><article class="o-article-newsy o-article-newsy--default"><div class="o-article-newsy__main"><h1 class="c-article-title">{TITLE}</h1><div class="c-article-content js-article-content poool-content article__content">{p(1)}<div class="widget widget--type-twitter widget--size-fullwidth widget--animation-fade-in widget--align-center"><div class="widget__wrapper"><div class="widget__ratio widget__ratio--auto"><div class="widget__contents"><div class="widget__tweet" data-tweet-id="@t1@"></div></div></div></div></div>{p(2)}<div class="widget widget--type-related widget--size-medium widget--align-left"><div class="widget__wrapper"><ul class="widget__related_list"><li class="widget__related_listItem"><a href="{X}@T1@">{OTHER_TITLE}</a></li></ul></div></div><div class="widget widget--type-freeform widget--size-fullwidth"><div class="widget__wrapper"><div class="widget__contents">{frame("@y1@", "data-src", "data-cookieconsent=marketing")}</div></div></div>{p(3)}<div class="widget widget--type-dailymotion"></div><p>@p4@</p></div></div><div class="o-article-newsy__aside"><div class="c-most-viewed"><a href="{X}@T2@">{OTHER_TITLE}</a></div></div></article><section class="o-block-more-news-themes"><a href="{X}@T3@">{OTHER_TITLE}</a></section></main></div>"""
)
_MEDUZA = {
    "feature/2024/05/harbour-bridge-closed-18234": {
        "title": TITLE,
        "url": "feature/2024/05/harbour-bridge-closed-18234",
        "content": {
            "blocks": [
                {"type": "p", "data": "@p1@"},
                {"type": "embed", "data": {"provider": "youtube", "html": frame("@y60@")}},
                {"type": "embed_code", "data": {"html": telegram("@g60@")}},
            ]
        },
    },
    "news/2024/05/record-pike-caught-18177": {
        "title": OTHER_TITLE,
        "url": "news/2024/05/record-pike-caught-18177",
        "content": {
            "blocks": [
                {"type": "p", "data": "@P1@"},
                {"type": "embed", "data": {"provider": "youtube", "html": frame("@Y70@")}},
            ]
        },
    },
}
NEWSROOMS["meduza"] = framed(
    f'<div class="GeneralMaterial-module-article"><div class="SimpleBlock-module-p">{p(1)}</div><div class="EmbedBlock-module-root" data-testid="embed-block"><div class="EmbedBlock-module-wrapper"><div class="MediaCaption-module"></div></div></div>{p(2)}<div class="RelatedBlock-module-root" data-testid="related-block"><a href="{X}@T1@">{OTHER_TITLE}</a></div>{p(3)}<p data-testid="simple-block">{a("https://t.me/@g30@")}</p><div data-testid="source-block"><a href="{X}@t31@">Twitter</a></div></div>',
    f"<script>window.__PRELOADED_STATE__ = {state({'w5': {'screens': {'root': {'documents': _MEDUZA}}}})}</script>",
)
NEWSROOMS["times of india"] = page(
    f"""<div id="app"><div class="nav"></div><div class="contentwrapper clearfix"><div data-articlebody="1" class="js_tbl_article clearfix"><h1 class="HNMDR"><span>{TITLE}</span></h1><div class="xf8Pm"><div class="byline">TNN</div>{SHARE}</div><div class="_s30J clearfix" data-articlebody="1">@p1@<span class="id-r-component br" data-pos="1"></span><div class="id-r-component twitter" data-type="twitter" data-id="@t1@"></div>@p2@<span class="br"></span><div class="cdatainfo id-r-component" data-pos="2"><div class="iframe-embed"><iframe title="x" data-src="https://www.youtube.com/embed/@y1@"></iframe></div></div>@p3@ <a href="https://www.instagram.com/reel/@i30@/?igsh=abc" class="Mal9Z">Reel</a><div class="asavideo"><span>You Can Also Check: {a(YT + "@Y1@", "weather")}</span></div>@p4@</div><div class="authorComment"><p>{a(X + "@T50@")}</p></div></div><div class="rightnav"><div class="videos_widget"><h3>Trending Videos</h3>{frame("@Y2@")}</div><div class="follow-us">{FOLLOW}</div></div></div></div><script>window.App={state({"state": {"articleshow": {"18234": {"hl": TITLE, "wu": URL, "story": "@p1@ @p2@", "embeds": [{"type": "twitter", "id": "@t1@"}]}}, "trending": {"items": [{"hl": OTHER_TITLE, "wu": OTHER_URL, "yt": {"youtubeid": "@Y70@"}}]}}})};</script>"""
)
NEWSROOMS["sabah, endless"] = page(
    f"""<header class="header"></header><div class="infinite-wrapper"><div class="news-detail-container" data-page="1" data-url="{URL}" data-title="{TITLE}"><div class="row"><div class="col-lg-8"><h1 class="pageTitle">{TITLE}</h1><h2 class="spot">@p1@</h2><div class="newsDetailText"><div class="newsBox selectionShareable">{p(2)}<div class="twitterEmbed"><div class="tweet" data-tweet="@t1@"></div></div>{p(3)}<div class="videoFrame"><iframe class="lazyload" data-src="https://www.youtube.com/embed/@y1@"></iframe></div><div class="detailOtherNews"><span>İLGİLİ HABER</span><a href="{X}@T1@">{OTHER_TITLE}</a></div>{p(4)}</div></div></div><div class="col-lg-4"><div class="sticky"><a href="{X}@T2@">{OTHER_TITLE}</a></div></div></div></div><div class="news-detail-container" data-page="2" data-url="{OTHER_URL}" data-title="{OTHER_TITLE}"><div class="row"><div class="col-lg-8"><h1 class="pageTitle">{OTHER_TITLE}</h1><div class="newsDetailText"><div class="newsBox"><p>@P1@</p><div class="videoFrame"><iframe class="lazyload" data-src="https://www.youtube.com/embed/@Y1@"></iframe></div><p>@P2@</p><p>@P3@ {a(X + "@T3@")}</p></div></div></div></div></div></div>"""
)
NEWSROOMS["live blog of a service"] = page(
    f"""{NAV}<main><article><h1>{TITLE}</h1><div class="article__intro">{p(1)}</div><div id="LB24" class="lb24-theme-dark"><div class="lb24-base-list"><ul class="lb24-base-list-ul"><li class="lb24-base-list-li lb24-pinned"><div class="lb24-base-news-header"><time>10:05</time><span class="lb24-base-news-author">Ada</span></div><div class="lb24-base-news-title">Closed</div><div class="lb24-base-news-content">{p(2)}<div class="lb24-iframely" data-url="{X}@t1@">{tweet("@t1@")}</div></div><div class="lb24-base-news-share">{SHARE}</div></li><li class="lb24-base-list-li"><time>09:40</time><div class="lb24-base-news-content"><p>@p3@</p>{telegram("@g1@")}</div></li><li class="lb24-base-list-li"><time>09:20</time><div class="lb24-base-news-content"><p>@p4@ {a("https://www.facebook.com/reel/@f30@")}</p></div></li><li class="lb24-base-list-li lb24-ad"><div class="lb24-advert"><a href="{X}@T30@">{OTHER_TITLE}</a></div></li></ul></div></div></article><section class="article-bottom"><h2>Top stories</h2><a href="{X}@T1@">{OTHER_TITLE}</a></section></main>
<script type="application/ld+json">{state({"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": TITLE, "url": URL, "liveBlogUpdate": [{"@type": "BlogPosting", "headline": "Closed", "datePublished": DATE, "articleBody": "@p2@ " + X + "@t1@"}, {"@type": "BlogPosting", "headline": "The boat", "datePublished": DATE, "url": URL + "#2", "articleBody": "@p3@", "video": {"@type": "VideoObject", "name": "The boat", "embedUrl": "https://www.youtube.com/embed/@y60@"}}]})}</script>"""
)
NEWSROOMS["gallery with an end slate"] = page(
    f"""{NAV}<main><section class="gallery" data-gallery-id="7"><h1>{TITLE}</h1><p class="gallery__summary">@p1@</p><ol class="gallery__list"><li class="gallery__item"><figure><img data-src="/1.jpg"><figcaption class="gallery__caption"><p>@p2@ Film: <a href="{TT}@k30@">TikTok</a></p><cite>Some One via <a href="{X}@t30@">X</a></cite></figcaption></figure></li><li class="gallery__item gallery__item--embed"><div data-embed-type="instagram" data-embed-url="{IG}@i1@/"></div><div class="gallery__caption"><p>@p3@</p></div></li><li class="gallery__item gallery__item--ad"><div class="ad-slot"></div></li><li class="gallery__item gallery__item--endslate endslate"><h3>Next gallery</h3><a href="{X}@T1@">{OTHER_TITLE}</a><div class="endslate__related"><a href="{X}@T2@">{OTHER_TITLE}</a></div></li></ol></section></main>{FOOTER}<script>window.galleryConfig = {state({"items": [{"caption": "<p>@p2@</p>"}, {"type": "embed", "url": IG + "@i1@/"}], "nextGallery": {"title": OTHER_TITLE, "url": OTHER_URL, "items": [{"caption": "<p>@P1@</p>"}, {"type": "embed", "url": IG + "@I70@/"}]}})};</script>"""
)

# ── consent managers and lazy loaders ───────────────────────────────────────────────────────────

NEWSROOMS["consent managers of many makers"] = consent(
    '<iframe data-cookieconsent="marketing" data-cookieblock-src="https://www.youtube.com/embed/@y1@" width="560"></iframe><div class="cookieconsent-optout-marketing">Please <a href="javascript:Cookiebot.renew()">accept marketing cookies</a></div>',
    '<iframe class="_iub_cs_activate" suppressedsrc="https://www.youtube.com/embed/@y2@" src="data:text/html;base64,PGh0bWw+"></iframe><iframe class="_iub_cs_activate-inline" data-suppressedsrc="https://player.vimeo.com/video/@v1@"></iframe>',
    '<div class="cmplz-placeholder-1 cmplz-placeholder-parent"><iframe data-placeholder-image="/p.jpg" data-category="marketing" data-service="youtube" class="cmplz-placeholder-element cmplz-iframe cmplz-video" data-cmplz-target="src" data-src-cmplz="https://www.youtube.com/embed/@y3@?feature=oembed" src="about:blank"></iframe></div>',
    '<div class="uc-embedding-container" data-uc-id="x"></div><iframe data-uc-src="https://www.youtube-nocookie.com/embed/@y4@" uc-src="https://www.youtube-nocookie.com/embed/@y4@"></iframe>',
    '<iframe data-name="youtube" data-src="https://www.youtube.com/embed/@y5@" data-type="opt-in"></iframe><iframe data-ccm-loader-src="https://www.youtube.com/embed/@y6@" data-ccm-injected="1"></iframe>',
    '<iframe data-cmp-vendor="s30" data-cmp-src="https://www.tiktok.com/embed/v2/@k1@" class="cmplazyload"></iframe><iframe data-cookie-script="functionality" data-cookiescript="accepted" data-src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fsome.page%2Fvideos%2F@f1@%2F&amp;show_text=0"></iframe>',
)
_ENCODED, _ENCODED_MARKS = base64_of(frame("@y4@"), "@y4@")
NEWSROOMS["consent by scripts and templates"] = consent(
    f'<div class="cookiefirst-embed" data-cookiefirst-category="advertising"><script type="text/plain" data-cookiefirst-script="twitter"></script>{tweet("@t1@")}</div>',
    f'<div class="two-click" data-two-click data-content="{html.escape(frame("@y1@"), quote=True)}"><button>Show the video</button></div>',
    '<div class="media-consent" data-embed-code="%3Ciframe%20src%3D%22https%3A%2F%2Fwww.youtube.com%2Fembed%2F@y2@%22%3E%3C%2Fiframe%3E"></div>',
    f'<div class="didomi-consent-wrapper"><!-- {frame("@y3@")} --><p class="didomi-text">Ce contenu est bloqué</p></div>',
    f'<div class="BorlabsCookie _brlbs-cb-youtube"><div class="_brlbs-content-blocker"><div class="_brlbs-embed">x</div></div><div class="borlabs-hide" data-borlabs-cookie-type="content-blocker" data-borlabs-cookie-id="youtube"><script type="text/template">{_ENCODED}</script></div></div>{_ENCODED_MARKS}',
    '<figure class="oembed-consent" data-oembed-provider="Instagram"><button data-instagram-url="https://www.instagram.com/reel/@i1@/">Load</button></figure>',
)
NEWSROOMS["lazy loaders of many makers"] = consent(
    '<lite-youtube videoid="@y1@" playlabel="Play"></lite-youtube><lite-vimeo videoid="@v1@"></lite-vimeo><lite-tiktok videoid="@k1@"></lite-tiktok>',
    '<div class="plyr__video-embed" data-plyr-provider="youtube" data-plyr-embed-id="@y2@"></div><div class="youtube-player" data-id="@y3@"></div>',
    '<iframe data-litespeed-src="https://www.youtube.com/embed/@y4@" data-lazyloaded="1" src="about:blank"></iframe><iframe data-ezsrc="https://www.youtube.com/embed/@y5@"></iframe>',
    '<div class="bbMediaWrapper"><div class="bbMediaWrapper-inner"><span data-s9e-mediaembed="youtube"><span><iframe data-s9e-mediaembed-src="https://www.youtube.com/embed/@y6@"></iframe></span></span></div></div>',
    f'<div class="video-placeholder" style="background-image:url(https://i.ytimg.com/vi/@y7@/maxresdefault.jpg)" data-video="https://youtu.be/@y7@"></div><div class="js-lazy-embed" data-html="{html.escape(insta("@i1@"), quote=True)}"></div>',
    '<div class="fb-video" data-href="https://www.facebook.com/watch/live/?v=@f1@" data-lazy="true"></div><vime-youtube video-id="@y8@"></vime-youtube><media-player src="youtube/@y9@"></media-player>',
)

# ── a third set, written by a hand that had mended the program, before trying it on them ─────────

_BOX = f'<a href="{X}@T1@">{OTHER_TITLE}</a>'
_FILM = '<iframe src="https://www.youtube.com/embed/@Y1@"></iframe>'
NEWSROOMS["le figaro"] = page(
    f"""<div class="fig-page"><main class="fig-main"><div class="fig-wrapper"><article class="fig-main-wrapper" data-type="article"><h1 class="fig-headline">{TITLE}</h1><div class="fig-sharebar">{SHARE}</div><p class="fig-standfirst">@p1@</p><div class="fig-content-body"><p class="fig-paragraph">@p2@</p><div class="fig-embed" data-module="fig-embed"><div class="fig-embed__placeholder" data-embed-html="{html.escape(tweet("@t1@"), quote=True)}"></div></div><p class="fig-paragraph">@p3@ {a(X + "@t30@", "un message")}</p><p class="fig-body-link">À LIRE AUSSI <a href="{YT}@Y1@">{OTHER_TITLE}</a></p><p class="fig-paragraph">@p4@</p></div></article><aside class="fig-sidebar"><div class="fig-ranking-profile"><h2>Les plus lus</h2>{_BOX}</div></aside></div><section class="fig-recommendations"><h2>À voir également</h2><div class="fig-player">{frame("@Y2@")}</div></section></main></div>"""
)
NEWSROOMS["gedi"] = page(
    f"""{NAV}<main class="main-article"><article class="story"><header class="story__header"><h1 class="story__title">{TITLE}</h1></header><div class="story__wrapper"><div class="story__content" id="article-body"><div class="story__text">{p(1, 2)}<div class="inline-embed inline-embed--youtube"><div class="gdpr-embed" data-src="https://www.youtube.com/embed/@y1@"></div></div>{p(3)}<div class="inline-article"><span class="inline-article__label">Approfondimento</span><h3 class="inline-article__title"><a href="{X}@T1@">{OTHER_TITLE}</a></h3></div>{p(4)}{insta("@i1@")}</div></div><aside class="story__sidebar">{_FILM}</aside></div></article><section class="block block--leggi-anche"><h2>Leggi anche</h2><a href="{X}@T2@">{OTHER_TITLE}</a></section></main>{FOOTER}"""
)
NEWSROOMS["infobae"] = framed(
    f'<div class="body-article"><p class="paragraph">@p1@</p><div class="fb-video-wrapper"></div><p class="paragraph">@p2@</p><p class="paragraph">@p3@ {a("https://www.tiktok.com/@some.one/video/@k30@")}</p></div>',
    f"<script>window.Fusion=window.Fusion||{{}};Fusion.arcSite='infobae';Fusion.globalContent={state({'_id': 'A', 'canonical_url': '/2024/05/harbour-bridge-closed-18234', 'headlines': {'basic': TITLE}, 'content_elements': [{'type': 'text', 'content': '@p1@'}, {'type': 'raw_html', 'content': insta('@i60@')}, {'type': 'oembed_response', 'raw_oembed': {'provider_name': 'YouTube', 'url': YT + '@y60@'}}]})};Fusion.contentCache={state({'story-feed': {'q': {'data': {'content_elements': [{'headlines': {'basic': OTHER_TITLE}, 'canonical_url': '/2024/05/record-pike-caught-18177', 'content_elements': [{'type': 'text', 'content': '@P1@'}, {'type': 'raw_html', 'content': insta('@I70@')}]}]}}}})};Fusion.lastModified=1;</script>",
    f'<div class="most-read-card-ctn"><h2>Últimas Noticias</h2>{_BOX}</div>',
)
NEWSROOMS["detik"] = page(
    f"""<div class="container"><div class="column-8"><article class="detail"><h1 class="detail__title">{TITLE}</h1><div class="detail__media"><div class="detail__media-video"><iframe class="video20detik" src="https://www.youtube.com/embed/@y1@"></iframe></div></div><div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent">{p(1)}<table class="linksisip" align="center"><tbody><tr><td><div class="lihatjg"><strong>Baca juga: </strong><a href="{X}@T1@">{OTHER_TITLE}</a></div></td></tr></tbody></table>{p(2)}{tweet("@t1@")}{p(3, 4)}<div class="sisip_embed_sosmed">{insta("@i1@")}</div><div class="sisip_video_ds"><b>Simak Video '{OTHER_TITLE}':</b><div>{frame("@Y1@")}</div></div></div></div></article><div class="list-berita-terkait"><h3>Berita Terkait</h3><a href="{X}@T2@">{OTHER_TITLE}</a></div></div><div class="column-4"><div class="box cb-mostpop">{frame("@Y2@")}</div></div></div>"""
)
NEWSROOMS["vnexpress"] = page(
    f"""<section class="section page-detail top-detail"><div class="container"><div class="sidebar-1"><h1 class="title-detail">{TITLE}</h1><p class="description">@p1@</p><article class="fck_detail"><p class="Normal">@p2@</p><div class="clearfix item_slide_show"><div class="embed-container">{frame("@y1@")}</div></div><p class="Normal">@p3@ {a("https://www.facebook.com/some.page/videos/@f30@/")}</p><div class="box-tinlienquanv2"><article class="item-news">{_BOX}</article></div><p class="Normal">@p4@</p></article></div><div class="sidebar-2"><div class="box-category"><h2>Xem nhiều</h2>{_FILM}</div></div></div></section><section class="section page-detail middle-detail"><div class="box_comment_vne"><div class="content-comment"><p class="full_content">{a(YT + "@Y50@")}</p></div></div></section>"""
)
NEWSROOMS["sky news"] = page(
    f"""<main class="section-wrap" id="main"><article class="sdc-article-layout"><header class="sdc-article-header"><h1 class="sdc-article-header__title">{TITLE}</h1></header><div class="sdc-site-video sdc-article-widget callfn" data-component-name="sdc-site-video" data-provider="brightcove" data-account-id="6058004172001" data-sdc-video-id="6352120000001" data-video-id="6352120000001"><div class="sdc-site-video__loading"></div></div><div class="sdc-article-body sdc-article-body--lead" data-component-name="sdc-article-body">{p(1, 2)}<div class="sdc-article-tweet" data-component-name="sdc-article-tweet">{tweet("@t1@")}</div>{p(3)}<div class="sdc-article-related-stories"><h3 class="sdc-article-related-stories__title">Read more:</h3><p>{_BOX}<br><a href="{X}@T2@">{OTHER_TITLE}</a></p></div>{p(4)}<div class="sdc-article-strapline"><a href="{YT}@Y1@">Follow Sky News on YouTube</a></div></div></article><div class="sdc-site-tiles"><h2>Top Stories</h2><div class="sdc-site-tile">{frame("@Y2@")}</div></div></main>"""
)
OWN_PLAYERS.add("sky news")
NEWSROOMS["abc australia"] = framed(
    f'<div data-component="ArticleWeb"><div class="Article_body__x" id="body"><p class="paragraph_paragraph__a">@p1@</p><figure data-component="Figure" data-uri="coremedia://youtube/1"><div data-component="YouTubeEmbed" data-video="@y1@"><iframe data-src="https://www.youtube-nocookie.com/embed/@y1@"></iframe></div></figure><p class="paragraph_paragraph__a">@p2@</p><div data-component="EmbedBlock"><div class="Twitter_wrap" data-component="TwitterEmbed"><a href="https://twitter.com/some_one/status/@t1@">Loading Twitter content</a></div></div><p class="paragraph_paragraph__a">@p3@</p><div data-component="RelatedCard" class="Interstitial_root"><h3>{_BOX}</h3></div></div></div>',
    "",
    f'<div data-component="Recommendations"><h2>Just In</h2><a href="{X}@T2@">{OTHER_TITLE}</a></div>',
)
NEWSROOMS["vox"] = page(
    f"""<section class="c-nextclick"></section><main id="content"><article class="l-segment l-main-content"><div class="c-entry-hero"><h1 class="c-page-title">{TITLE}</h1></div><div class="l-sidebar-fixed l-segment"><div class="l-col__main"><div class="c-entry-content"><p id="a1">@p1@</p><div class="c-float-left c-float-hang"><div class="c-read-more"><h4>Related</h4><ul><li>{_BOX}</li></ul></div></div><p>@p2@</p><div data-anthem-component="embed" data-anthem-component-data="{attribute({"html": frame("@y1@")})}"></div><p>@p3@ {a(X + "@t30@?s=20", "tweeted")}</p><div class="volume-video" id="volume-placement-1" data-volume-placement="article" data-volume-id="99"></div><p>@p4@</p></div></div><div class="l-col__sidebar"><div class="c-rock-list">{_FILM}</div></div></div></article></main>"""
)
NEWSROOMS["rbc"] = page(
    f"""<div class="l-col-container"><div class="l-col-center"><div class="l-col-center-590 article g-relative"><div class="article__content"><div class="article__header"><h1 class="article__header__title-in">{TITLE}</h1></div><div class="article__text article__text_free" itemprop="articleBody"><div class="article__text__overview"><span>@p1@</span></div><p>@p2@</p><div class="article__special_container"><div class="article__inline-video">{frame("@y1@", "data-src")}</div></div><p>@p3@ (<a href="https://t.me/@g30@">Telegram</a>)</p><div class="article__inline-item"><a class="article__inline-item__link" href="{X}@T1@"><span class="article__inline-item__category">Политика</span><span class="article__inline-item__title">{OTHER_TITLE}</span></a></div><p>@p4@</p>{telegram("@g1@")}</div><div class="article__authors"></div></div></div></div><div class="l-col-right"><div class="news-feed js-news-feed-list"><a class="news-feed__item" href="{X}@T2@">{OTHER_TITLE}</a></div><div class="right-videos">{_FILM}</div></div></div>"""
)
NEWSROOMS["discourse"] = page(
    f"""<div id="main-outlet" class="wrap" role="main"><div id="topic-title"><h1><a href="/t/bridge/18234">{TITLE}</a></h1></div><div itemscope itemtype="http://schema.org/DiscussionForumPosting"><div id="post_1" itemprop="text" class="topic-body crawler-post"><div class="post" itemprop="text">{p(1)}<div class="youtube-onebox lazy-video-container" data-video-id="@y1@" data-video-title="The pillar" data-provider-name="youtube"><a href="https://www.youtube.com/watch?v=@y1@" target="_blank"><img class="youtube-thumbnail" src="/x.jpg"></a></div>{p(2)}<aside class="onebox twitterstatus" data-onebox-src="{X}@t1@"><header class="source"><a href="{X}@t1@" target="_blank">x.com</a></header><article class="onebox-body"><h4><a href="{X}@t1@">Some One</a></h4><div class="tweet">See the pillar</div></article></aside>{p(3)}<p><a href="https://t.me/@g30@" class="inline-onebox">channel</a></p></div></div></div><div id="related-topics" class="more-topics__list"><h3>Related topics</h3><table><tr><td>{_BOX}</td></tr></table></div></div>"""
)
NEWSROOMS["google docs"] = (
    f"""<html><head><title>{TITLE}</title></head><body class="doc-content"><div id="header">Published using Google Docs</div><div id="contents"><h1 class="c1"><span>{TITLE}</span></h1><p class="c2"><span class="c0">@p1@</span></p><p class="c2"><span class="c0">@p2@ </span><span class="c3"><a class="c4" href="https://www.google.com/url?q={quote(X + "@t30@", safe="@")}&amp;sa=D&amp;source=editors&amp;ust=17150&amp;usg=AOv">the post</a></span></p><p><span>@p3@ </span><a href="https://www.google.com/url?q=https://www.youtube.com/watch?v%3D@y30@&amp;sa=D">https://www.youtube.com/watch?v=…</a></p><hr><div><p><a href="#ftnt_ref1">[1]</a> <a href="https://www.google.com/url?q=https://web.archive.org/web/20240505/https://www.instagram.com/p/@i30@/&amp;sa=D">archive</a></p></div></div></body></html>"""
)
NEWSROOMS["mediawiki"] = page(
    f"""<div id="mw-navigation"><div id="p-logo"></div></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading mw-first-heading">{TITLE}</h1><div id="bodyContent" class="vector-body"><div id="mw-content-text" class="mw-body-content"><div class="mw-content-ltr mw-parser-output" lang="en">{p(1)}<p>@p2@<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></p>{p(3)}<h2><span class="mw-headline" id="References">References</span></h2><div class="reflist"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">^</a></span> <span class="reference-text"><cite class="citation web"><a rel="nofollow" class="external text" href="{X}@t30@">"A post"</a>. <a rel="nofollow" class="external text" href="https://web.archive.org/web/20240505000000/{X}@t30@">Archived</a></cite></span></li><li id="cite_note-2"><cite class="citation video"><a class="external text" href="{YT}@y30@"><i>The boat's film</i></a></cite></li></ol></div><h2><span id="External_links">External links</span></h2><ul><li><a class="external text" href="https://vimeo.com/@v30@">A film of the bridge</a></li></ul><div role="navigation" class="navbox" aria-labelledby="Bridges">{_BOX}</div></div></div></div></div>"""
)
NEWSROOMS["joomla k2"] = page(
    f"""<div id="yjsgbodytop"></div><div id="k2Container" class="itemView"><div class="itemHeader"><h2 class="itemTitle">{TITLE}</h2></div><div class="itemToolbar">{SHARE}</div><div class="itemBody"><div class="itemIntroText">{p(1)}</div><div class="itemFullText">{p(2)}<!-- JoomlaWorks "AllVideos" Plugin starts here --><div class="avPlayerWrapper avVideo"><div class="avPlayerContainer"><div id="AVPlayerID_0" class="avPlayerBlock"><iframe src="https://www.youtube.com/embed/@y1@?rel=0&amp;fs=1&amp;wmode=transparent"></iframe></div></div></div>{p(3)}<p>{a("https://vimeo.com/@v30@")}</p></div><div class="itemVideoBlock"><a name="itemVideoAnchor"></a><h3>Media</h3><div class="itemVideoEmbedded"><iframe src="https://player.vimeo.com/video/@v1@"></iframe></div></div></div><div class="itemRelated"><h3>Related items (by tag)</h3><ul><li>{_BOX}</li></ul></div><div class="itemNavigation"></div><div class="jcomments"><div class="comment-box"><div class="comment-body">Look {a(X + "@T50@")}</div></div></div></div><div id="yjsgright"><div class="k2ItemsBlock">{_FILM}</div></div>"""
)
NEWSROOMS["typo3"] = page(
    f"""<div class="page-wrap">{NAV}<main><div class="frame frame-default frame-type-news_pi1"><div class="news news-single"><div class="article" itemscope itemtype="http://schema.org/Article"><h1 itemprop="headline">{TITLE}</h1><div class="teaser-text" itemprop="description">{p(1)}</div><div class="news-text-wrap" itemprop="articleBody">{p(2)}<div class="ce-textpic"><figure class="video"><div class="video-embed" data-2click-src="https://www.youtube-nocookie.com/embed/@y1@"><span class="video-consent">Mit dem Laden des Videos akzeptieren Sie die Datenschutzerklärung</span></div></figure></div>{p(3)}<p>{a("https://www.instagram.com/reel/@i30@/", "Film")}</p></div><div class="news-related-wrap"><div class="news-related news-related-news"><h4>Related news</h4><ul><li>{_BOX}</li></ul></div></div></div></div></div></main>{FOOTER}</div>"""
)
NEWSROOMS["sky news arabia"] = page(
    f"""<div class="sna-page" dir="rtl"><div class="article-wrapper"><h1 class="article-title">{TITLE}</h1><div class="article-share">{SHARE}</div><div class="article-body">{p(1)}<p><strong>اقرأ أيضا: </strong><a href="{X}@T1@">{OTHER_TITLE}</a></p>{p(2)}<div class="article-embed"><div class="twitter-embed" data-embed="{html.escape(tweet("@t1@"), quote=True)}"></div></div>{p(3)}<div class="article-related-inline"><span>أخبار ذات صلة</span><ul><li><a href="{X}@T2@">{OTHER_TITLE}</a></li></ul></div>{p(4)}<p>وكتب <a href="https://www.facebook.com/some.page/posts/@f30@">هنا</a></p></div></div><div class="sna-most-viewed"><h2>الأكثر مشاهدة</h2>{_FILM}</div></div>"""
)
NEWSROOMS["unian"] = page(
    f"""<div class="container"><div class="col-lg-9 col-sm-12 prl0"><div class="article"><h1>{TITLE}</h1><div class="article__info"></div><p class="article__like-h2">@p1@</p><div class="article-text">{p(2)}<div class="telegram-embed">{telegram("@g1@")}</div>{p(3)}<p><strong>Читайте також: <a href="{YT}@Y1@">{OTHER_TITLE}</a></strong></p><div class="read-also-slider"><div class="read-also-slider__item">{_BOX}</div></div>{p(4)}<div class="video-wrapper"><div class="lazy-youtube" data-embed="@y1@"></div></div></div><div class="article__tags"></div></div></div><div class="col-lg-3 newsfeed-column"><div class="newsfeed"><a href="{X}@T2@">{OTHER_TITLE}</a></div>{frame("@Y2@")}</div></div>"""
)
NEWSROOMS["cbc"] = framed(
    f'<div class="story"><span><p>@p1@</p><div class="twitterStreamVideo"></div><p>@p2@</p><span><div class="embed-responsive" data-embed-type="tweet"></div></span><p>@p3@</p></span><div class="similarLinks"><ul><li>{_BOX}</li></ul></div></div>',
    f'<script id="initialStateDom">window.__INITIAL_STATE__ = {state({"detail": {"content": {"id": "1.18234", "title": TITLE, "url": "/2024/05/harbour-bridge-closed-18234", "body": [{"type": "html", "tag": "p", "content": [{"type": "text", "content": "@p1@"}]}, {"type": "polopoly_media", "content": {"type": "twitter", "id": "@t60@"}}, {"type": "polopoly_media", "content": {"type": "youtube", "mediaId": "@y60@"}}]}}, "trending": {"items": [{"id": "1.18177", "title": OTHER_TITLE, "url": "/2024/05/record-pike-caught-18177", "body": [{"type": "text", "content": "@P1@"}, {"type": "youtube", "mediaId": "@Y70@"}]}]}})}</script>',
    f'<section class="featuredLinks"><h2>More Stories</h2><a href="{X}@T2@">{OTHER_TITLE}</a></section>',
)
NEWSROOMS["nuxt 3, identifiers"] = page(
    f'<div id="__nuxt">{NAV}<main><article><h1>{TITLE}</h1><div class="content">{p(1, 2, 3)}</div></article></main></div><script type="application/json" data-nuxt-data="nuxt-app" data-ssr="true" id="__NUXT_DATA__">'
    + state(
        devalued(
            {
                "data": {
                    "page": {
                        "title": TITLE,
                        "fullPath": "/2024/05/harbour-bridge-closed-18234",
                        "components": [
                            {"component": "Text", "text": "@p1@"},
                            {"component": "YoutubeVideo", "videoId": "@y60@"},
                            {"component": "Tweet", "tweetId": "@t60@"},
                        ],
                    },
                    "more": [
                        {
                            "title": OTHER_TITLE,
                            "fullPath": "/2024/05/record-pike-caught-18177",
                            "components": [{"component": "Text", "text": "@P1@"}, {"component": "Tweet", "tweetId": "@T70@"}],
                        }
                    ],
                }
            }
        )
    )
    + "</script>"
)
