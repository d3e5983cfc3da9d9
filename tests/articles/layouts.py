"""Made-up pages in the manner of publishing systems and of large news sites, each with its gold in its own mark-up.

A mark ``@y1@`` stands for an identifier: the letter is the platform (``y`` YouTube, ``t`` X, ``i`` Instagram, ``k`` TikTok,
``g`` Telegram, ``f`` Facebook, ``v`` Vimeo, ``o`` VK), small where the article cites it, large where the site does (other
stories, comments, widgets, share buttons). ``@p1@`` and ``@P1@`` are paragraphs, of the article and of another one.
"""

# Mark-up stays whole, so that it can be searched for.
# ruff: noqa: E501

import base64
import html
import json
import re
from urllib.parse import quote

__all__ = ["LAYOUTS", "gold", "rendered"]

Key = tuple[str, str]
TITLE = "Old harbour bridge closed after films of cracks spread"
URL = "https://news.example.org/2024/05/harbour-bridge-closed-18234"
OTHER_TITLE = "Record pike caught by a retired fisherman in the lake"
OTHER_URL = "https://news.example.org/2024/05/record-pike-caught-18177"
PLATFORMS = {
    "y": ("youtube", "{}Video_{:02}", "Own", "Oth"),
    "t": ("twitter", "{}{:05}", "15356248112345", "16356248112345"),
    "i": ("instagram", "{}{:07}", "COwn", "COth"),
    "k": ("tiktok", "{}{:05}", "72657766698168", "71657766698168"),
    "g": ("telegram", "{}_channel/{}", "own", "oth"),
    "f": ("facebook", "{}{:05}", "10000000000", "20000000000"),
    "v": ("vimeo", "{}{:05}", "1000", "2000"),
    "o": ("vk", "-{}_{}", "100", "200"),
}
OWN = (
    "The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs until further notice.",
    "Engineers had found cracks in two of the pillars after several films, taken from a boat, were shared widely over the weekend.",
    "A spokeswoman for the harbour authority said that nobody had been hurt, and that the ferry would run every twenty minutes.",
    "The bridge was built ninety years ago and carries some four thousand cars a day, most of them on their way to the market.",
    "Whether the films show what they are said to show was not clear at first, because the light and the water level did not agree.",
    "The town council will meet on Thursday evening to decide who is to pay for the work, which may take until the autumn.",
)
OTHER = (
    "A fisherman from the far side of the lake has caught the largest pike that anybody there can remember having seen at all.",
    "The fish weighed nineteen kilograms, and the scales of the village shop had to be brought down to the shore on a cart.",
    "His wife said that he had talked of nothing else since, and that the neighbours had begun to use the back door.",
)
MARK = re.compile(r"@([a-zA-Z])(\d+)@")


def _mark(letter: str, number: int) -> str:
    if letter in "pP":
        words = OWN if letter == "p" else OTHER
        return words[(number - 1) % len(words)]
    _, form, own, other = PLATFORMS[letter.lower()]
    return form.format(own if letter.islower() else other, number)


def rendered(source: str) -> str:
    """The page with its marks filled in."""
    return MARK.sub(lambda found: _mark(found[1], int(found[2])), source)


def gold(source: str) -> tuple[frozenset[Key], frozenset[Key]]:
    """What the article cites, and what only the site does."""
    marks = {(letter, int(number)) for letter, number in MARK.findall(source) if letter not in "pP"}
    keys = {mark: (PLATFORMS[mark[0].lower()][0], _mark(*mark)) for mark in marks}
    own = frozenset(key for (letter, _), key in keys.items() if letter.islower())
    return own, frozenset(keys.values()) - own


# ── parts that many pages have ──────────────────────────────────────────────────────────────────


def page(body: str, head: str = "", attributes: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE} | The Harbour News</title>"
        f'<link rel="canonical" href="{URL}"><meta property="og:title" content="{TITLE}"><meta property="og:url" content="{URL}">'
        f"{head}</head><body {attributes}>{body}</body></html>"
    )


def p(*numbers: int) -> str:
    return "".join(f"<p>@p{n}@</p>" for n in numbers)


def a(url: str, words: str = "here") -> str:
    return f'<a href="{url}" target="_blank" rel="noopener">{words}</a>'


def tweet(mark: str, words: str = "See the pillar on the left") -> str:
    return f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">{words}</p>&mdash; Some One (@some_one) <a href="https://twitter.com/some_one/status/{mark}?ref_src=twsrc%5Etfw">May 4, 2024</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'


def frame(mark: str, attribute: str = "src", more: str = "") -> str:
    return f'<iframe width="560" height="315" {attribute}="https://www.youtube.com/embed/{mark}?feature=oembed" {more} allowfullscreen></iframe>'


def state(value: object) -> str:
    return json.dumps(value, separators=(",", ":")).replace("</", "<\\/")


def attribute(value: object) -> str:
    return html.escape(json.dumps(value), quote=True)


X = "https://x.com/some_one/status/"
IG = "https://www.instagram.com/p/"
TT = "https://www.tiktok.com/@some.one/video/"
YT = "https://www.youtube.com/watch?v="
SHARE = f'<a href="https://www.facebook.com/sharer/sharer.php?u={quote(URL, safe="")}">Share</a><a href="https://twitter.com/intent/tweet?url={quote(URL, safe="")}&amp;text=Harbour&amp;via=harbour_news">Tweet</a><a href="https://t.me/share/url?url={quote(URL, safe="")}">Telegram</a><a href="https://wa.me/?text=Harbour">WhatsApp</a>'
FOLLOW = '<a href="https://www.youtube.com/@harbournews">YouTube</a><a href="https://www.instagram.com/harbournews/">Instagram</a><a href="https://t.me/harbournews">Telegram</a><a href="https://www.facebook.com/harbournews">Facebook</a><a href="https://x.com/harbournews">X</a>'
NAV = f'<header class="site-header"><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/video">Video</a></li></ul></nav><div class="header-social">{FOLLOW}</div></header>'
FOOTER = f'<footer class="site-footer"><div class="social">{FOLLOW}</div><p>© The Harbour News. All rights reserved, and no part of this may be copied without a word from us beforehand.</p></footer>'


def consent(*embeds: str) -> str:
    """An article that holds one embed after each paragraph."""
    body = "".join(f"<p>@p{n}@</p>{embed}" for n, embed in enumerate(embeds, 1))
    return page(
        f'{NAV}<main><article><h1>{TITLE}</h1><div class="article-body">{body}{p(len(embeds) + 1)}</div></article></main>{FOOTER}'
    )


def framed(body: str, scripts: str = "", after: str = "") -> str:
    """Plain text in a plain page, and what its scripts hold."""
    return page(
        f'<div id="__next">{NAV}<main><article><h1>{TITLE}</h1><div class="css-1x2y3z">{body}</div></article>{after}</main>{FOOTER}</div>{scripts}'
    )


OTHER_STORY = {
    "id": 9,
    "title": OTHER_TITLE,
    "url": OTHER_URL,
    "body": "<p>@P1@</p>" + tweet("@T90@", "What a fish, and what a day for all of us here") + "<p>@P2@</p>",
}

LAYOUTS: dict[str, str] = {}

# ── WordPress ───────────────────────────────────────────────────────────────────────────────────

LAYOUTS["wordpress classic"] = page(
    f"""<div id="page" class="hfeed site"><header id="masthead" class="site-header" role="banner"><nav id="site-navigation" class="main-navigation"><a href="/">Home</a></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main" role="main">
<article id="post-18234" class="post-18234 post type-post status-publish format-standard has-post-thumbnail hentry category-top-news category-more-news tag-related tag-share tag-comments">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="byline">by <a href="/author/ada">Ada Brook</a></span></div></header>
<div class="entry-content">{p(1)}<p><iframe class="youtube-player" src="https://www.youtube.com/embed/@y1@?version=3&#038;rel=1"></iframe></p>{p(2)}
<p>The film was <a href="{X}@t1@">posted on X</a> on Saturday; a copy stands {a("https://t.me/@g1@")}.</p>
<div id="attachment_7" style="width: 650px" class="wp-caption alignnone"><img src="/wp-content/uploads/a.jpg"><p class="wp-caption-text">The pillar (Source: <a href="{IG}@i1@/">Instagram</a>)</p></div>{p(3)}
<div class="sharedaddy sd-sharing-enabled"><div class="sd-content"><ul><li>{SHARE}</li></ul></div></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3><a href="{X}@T1@">Another story</a></div></div>
<footer class="entry-footer"><span class="tags-links"><a href="/tag/bridge" rel="tag">bridge</a></span></footer></article>
<div class="author-info"><div class="author-description"><h3>Ada Brook</h3><p>Ada writes of harbours. Her favourite post is <a href="{X}@T2@">this one</a>.</p></div></div>
<nav class="navigation post-navigation"><a href="{OTHER_URL}">Next</a></nav>
<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts</h2><ol class="comment-list"><li id="comment-1" class="comment even thread-even depth-1"><article class="comment-body"><div class="comment-content"><p>I saw another film of it, look at <a href="{YT}@Y1@">this</a>, it is much clearer than anything that you have shown here so far.</p></div></article></li></ol></div>
</main></div><aside id="secondary" class="widget-area" role="complementary"><section class="widget widget_text"><h2 class="widget-title">Our film</h2><div class="textwidget">{frame("@Y2@")}</div></section><section class="widget widget_recent_comments"><a href="{X}@T3@">x</a></section></aside></div></div>""",
    attributes='class="post-template-default single single-post postid-18234 single-format-standard group-blog has-sidebar"',
)
LAYOUTS["wordpress classic, sidebar first"] = page(
    f"""{NAV}<div class="wrap"><div class="left-col"><div class="box"><h3>Video of the week</h3>{frame("@Y1@")}</div><div class="box twitter-box"><h4>Tweets</h4><ul><li><a href="{X}@T1@">just now</a></li></ul></div></div>
<div class="right-side-content"><div class="post" id="post-18234"><h1 class="title">{TITLE}</h1><div class="entry">{p(1, 2)}<p style="text-align:center">{frame("@y1@")}</p>{p(3, 4)}</div></div>
<div class="navigation"><div class="alignleft">Previous</div></div><div id="respond"><h3>Leave a reply</h3></div></div></div>{FOOTER}"""
)
LAYOUTS["wordpress gutenberg"] = page(
    f"""<div class="wp-site-blocks"><header class="wp-block-template-part"><nav class="wp-block-navigation">x</nav></header><main class="wp-block-group" id="wp--skip-link--target">
<div class="wp-block-group has-global-padding is-layout-constrained"><h1 class="wp-block-post-title">{TITLE}</h1></div>
<div class="entry-content wp-block-post-content has-global-padding is-layout-constrained">{p(1)}
<figure class="wp-block-embed is-type-video is-provider-youtube wp-block-embed-youtube wp-embed-aspect-16-9 wp-has-aspect-ratio"><div class="wp-block-embed__wrapper">{frame("@y1@")}</div><figcaption class="wp-element-caption">The boat's own film</figcaption></figure>{p(2)}
<figure class="wp-block-embed is-type-rich is-provider-twitter wp-block-embed-twitter"><div class="wp-block-embed__wrapper">{tweet("@t1@")}</div></figure>
<figure class="wp-block-embed is-type-video is-provider-tiktok"><div class="wp-block-embed__wrapper"><blockquote class="tiktok-embed" cite="{TT}@k1@" data-video-id="@k1@"><section><a href="https://www.tiktok.com/@some.one">@some.one</a></section></blockquote></div></figure>
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://vimeo.com/@v1@\n</div></figure>{p(3, 4)}
<div class="wp-block-group has-background related-reading"><h4>Read more</h4><ul class="wp-block-latest-posts__list wp-block-latest-posts"><li><a href="{X}@T1@">Another post of ours</a></li></ul></div></div>
<div class="wp-block-comments"><ol class="wp-block-comment-template"><li><div class="wp-block-comment-content"><p>Look <a href="https://youtu.be/@Y1@">at this</a> instead of that one, it was taken from the other shore on the day before.</p></div></li></ol></div>
<div class="wp-block-query alignwide"><ul class="wp-block-post-template"><li class="wp-block-post post"><h2 class="wp-block-post-title"><a href="{OTHER_URL}">{OTHER_TITLE}</a></h2><div class="entry-content wp-block-post-content"><p>@P1@</p>{frame("@Y2@")}<p>@P2@</p></div></li></ul></div>
<ul class="wp-block-social-links">{FOLLOW}</ul></main></div>"""
)
LAYOUTS["elementor"] = page(
    f"""<div data-elementor-type="header" class="elementor elementor-9 elementor-location-header"><div class="elementor-element elementor-widget elementor-widget-nav-menu"><a href="/">Home</a></div><div class="elementor-widget elementor-widget-social-icons">{FOLLOW}</div></div>
<div data-elementor-type="single-post" data-elementor-id="77" class="elementor elementor-77 elementor-location-single post-18234 post type-post status-publish category-latest-news"><section class="elementor-section elementor-top-section elementor-element"><div class="elementor-container elementor-column-gap-default">
<div class="elementor-column elementor-col-66 elementor-top-column"><div class="elementor-widget-wrap elementor-element-populated">
<div class="elementor-element elementor-widget elementor-widget-theme-post-title"><div class="elementor-widget-container"><h1 class="elementor-heading-title elementor-size-default">{TITLE}</h1></div></div>
<div class="elementor-element elementor-widget elementor-widget-theme-post-content"><div class="elementor-widget-container">{p(1, 2)}{tweet("@t1@")}{p(3, 4)}</div></div>
<div class="elementor-element elementor-widget elementor-widget-video" data-widget_type="video.default" data-settings="{attribute({"youtube_url": f"{YT}@y1@", "video_type": "youtube", "controls": "yes"})}"><div class="elementor-widget-container"><div class="elementor-wrapper elementor-open-inline"><div class="elementor-video"></div></div></div></div>
<div class="elementor-element elementor-widget elementor-widget-author-box"><div class="elementor-author-box"><p>Ada Brook writes of harbours and ships. <a href="{X}@T1@">Her last post</a></p></div></div>
<div class="elementor-element elementor-widget elementor-widget-share-buttons">{SHARE}<a href="{X}@T4@">X</a></div>
<div class="elementor-element elementor-widget elementor-widget-post-comments"><div class="comments-area"><p>Ha, see <a href="{X}@T5@">this one</a>, my cousin filmed it from her kitchen window.</p></div></div></div></div>
<div class="elementor-column elementor-col-33"><div class="elementor-widget-wrap"><div class="elementor-element elementor-widget elementor-widget-posts"><div class="elementor-posts-container elementor-posts"><article class="elementor-post elementor-grid-item"><h3><a href="{OTHER_URL}">{OTHER_TITLE}</a></h3><a href="{X}@T2@">x</a></article></div></div>
<div class="elementor-element elementor-widget elementor-widget-sidebar"><div class="widget">{frame("@Y1@")}</div></div></div></div></div></section></div>
<div data-elementor-type="footer" class="elementor elementor-location-footer"><div class="elementor-widget elementor-widget-text-editor"><a href="{X}@T3@">Our best post</a></div></div>"""
)
LAYOUTS["jnews"] = page(
    f"""<div class="jeg_viewport"><div class="jeg_header_wrapper"><div class="jeg_header"><div class="socials_widget">{FOLLOW}</div></div></div><div class="post-wrapper"><div class="post-wrap"><div class="jeg_main"><div class="jeg_container"><div class="jeg_content jeg_singlepage"><div class="container">
<div class="row"><div class="jeg_main_content col-md-8"><div class="jeg_inner_content"><div class="entry-header"><h1 class="jeg_post_title">{TITLE}</h1><div class="jeg_meta_container"><div class="jeg_post_meta">by Ada</div></div></div>
<div class="jeg_featured featured_video"><div class="jeg_video_container jeg_video_content">{frame("@y1@")}</div></div><div class="jeg_share_top_container"><div class="jeg_share_button">{SHARE}</div></div>
<div class="entry-content with-share"><div class="jeg_share_button share-float jeg_sticky_share">{SHARE}</div><div class="content-inner">{p(1, 2)}
<div class="jnews_inline_related_post_wrapper left"><div class="jnews_inline_related_post"><div class="jeg_postblock_29 jeg_postblock"><div class="jeg_block_heading"><h3>RELATED POSTS</h3></div><article class="jeg_post"><a href="{X}@T1@">Other</a></article></div></div></div>
{p(3)}<p>Source: {a(f"{TT}@k1@", "TikTok")}</p>{p(4)}<div class="jeg_post_tags"><a href="/tag/x">x</a></div></div></div>
<div class="jnews_author_box_container"><div class="jeg_authorbox"><p>Ada has worked for us since the year of the flood. <a href="{X}@T2@">On X</a></p></div></div>
<div class="jnews_related_post_container"><article class="jeg_post"><h3><a href="{OTHER_URL}">{OTHER_TITLE}</a></h3>{frame("@Y1@")}</article></div></div></div>
<div class="jeg_sidebar col-md-4"><div class="jegStickyHolder"><div class="widget widget_jnews_module_block"><div class="jeg_video_playlist jeg_col_4"><div class="jeg_video_playlist_play_icon">{frame("@Y2@")}</div></div></div></div></div></div></div></div></div></div></div></div></div>"""
)
LAYOUTS["tagdiv"] = page(
    f"""<div id="td-outer-wrap"><div class="td-header-wrap">{NAV}</div><div class="td-main-content-wrap td-container-wrap"><div class="td-container td-post-template-2"><article id="post-18234" class="post-18234 post type-post status-publish format-video category-trending category-latest-news tag-video">
<div class="td-pb-row"><div class="td-pb-span12"><div class="td-post-header"><header class="td-post-title"><h1 class="entry-title">{TITLE}</h1></header></div></div></div>
<div class="td-pb-row"><div class="td-pb-span8 td-main-content"><div class="td-ss-main-content"><div class="td-post-sharing-top">{SHARE}</div><div class="td-post-content tagdiv-type"><div class="wpb_video_wrapper td_wrapper_video_playlist">{frame("@y1@")}</div>{p(1)}<div class="td-a-rec td-a-rec-id-content_inline"><a href="{X}@T1@">ad</a></div>{p(2)}{tweet("@t1@")}{p(3)}</div>
<footer><div class="td-post-next-prev"><a href="{OTHER_URL}">Next article</a></div><div class="td-author-name vcard author"><a href="{X}@T2@">Ada</a></div></footer>
<div class="td_block_wrap td_block_related_posts"><div class="td_module_related_posts"><h3 class="entry-title">{OTHER_TITLE}</h3><a href="{X}@T3@">x</a></div></div><div class="comments" id="comments"><p>No, it was like <a href="{X}@T4@">this</a>, and everybody who lives there knows it well.</p></div></div></div>
<div class="td-pb-span4 td-main-sidebar"><div class="td-ss-main-sidebar"><aside class="widget">{frame("@Y1@")}</aside></div></div></div></article></div></div></div>"""
)
LAYOUTS["amp"] = page(
    f"""<amp-sidebar id="menu" layout="nodisplay"><ul><li>{FOLLOW}</li></ul></amp-sidebar><amp-consent id="c" layout="nodisplay"></amp-consent><header class="amp-header"><a href="/">x</a></header>
<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{TITLE}</h1></header><div class="amp-wp-article-content">{p(1)}<amp-twitter width="1" height="1" layout="responsive" data-tweetid="@t1@"></amp-twitter>{p(2)}<amp-instagram data-shortcode="@i1@" width="1" height="1"></amp-instagram><amp-facebook data-href="https://www.facebook.com/some.page/videos/@f1@/" data-embed-as="video"></amp-facebook>{p(3)}<amp-tiktok data-src="@k1@" width="1" height="1"></amp-tiktok><amp-youtube data-videoid="@y1@"></amp-youtube><amp-iframe src="https://t.me/@g1@?embed=1" width="1" height="1"></amp-iframe>{p(4)}</div>
<div class="amp-social">{SHARE}<amp-social-share type="twitter" data-param-url="{X}@T9@"></amp-social-share></div><div class="amp-related-posts"><ul><li><a href="{X}@T1@">Other</a></li></ul></div></article>
<amp-next-page><script type="application/json">{state([{"title": OTHER_TITLE, "url": OTHER_URL, "image": "x"}])}</script></amp-next-page><amp-list class="recommendations" src="/list.json"><template type="amp-mustache"><a href="{{{{url}}}}">{{{{title}}}}</a></template></amp-list><footer class="amp-wp-footer">{FOLLOW}</footer>"""
)

# ── other systems ───────────────────────────────────────────────────────────────────────────────

LAYOUTS["drupal"] = page(
    f"""<div class="dialog-off-canvas-main-canvas"><header class="header" role="banner">{NAV}</header><main role="main"><a id="main-content"></a><div class="layout-content"><div class="region region-content"><div id="block-title" class="block block-core block-page-title-block"><h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1></div>
<article data-history-node-id="18234" class="node node--type-article node--promoted node--view-mode-full"><div class="node__content"><div class="field field--name-field-media field--type-entity-reference"><article class="media media--type-remote-video"><div class="field field--name-field-media-oembed-video"><iframe src="/en/media/oembed?url=https%3A//www.youtube.com/watch%3Fv%3D@y1@&amp;max_width=0&amp;max_height=0&amp;hash=abc" class="media-oembed-content"></iframe></div></article></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary">{p(1, 2)}<div data-oembed-url="{X}@t1@"></div>{p(3)}<p>The second film is {a(YT + "@y2@")}.</p></div><div class="field field--name-field-tags field--label-above"><a href="/tags/x">x</a></div></div></article>
<div class="views-element-container block block-views block-views-blockrelated-content-block-1"><h2>Related content</h2><div class="view view-related-content"><div class="views-row"><article class="node node--type-article node--view-mode-teaser">{frame("@Y1@")}<h3><a href="{OTHER_URL}">{OTHER_TITLE}</a></h3></article></div></div></div></div></div>
<aside class="layout-sidebar-second" role="complementary"><div class="region region-sidebar-second"><div class="block block-block-content"><a class="twitter-timeline" href="https://twitter.com/harbour_news">Tweets</a><a href="{X}@T1@">x</a></div></div></aside></main></div>"""
)
LAYOUTS["ghost"] = page(
    f"""<div class="gh-viewport"><header id="gh-head" class="gh-head">{FOLLOW}</header><main id="site-main" class="site-main"><article class="article post tag-related tag-comments featured"><header class="article-header gh-canvas"><h1 class="article-title">{TITLE}</h1></header>
<section class="gh-content gh-canvas">{p(1)}<figure class="kg-card kg-embed-card kg-card-hascaption">{frame("@y1@")}<figcaption>Film of the boat</figcaption></figure>{p(2)}<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{YT}@y2@"><div class="kg-bookmark-content"><div class="kg-bookmark-title">The crack</div></div></a></figure><figure class="kg-card kg-embed-card">{tweet("@t1@")}</figure>{p(3)}<div class="kg-card kg-callout-card"><div class="kg-callout-text">Archived <a href="https://archive.ph/2024.05.05-120000/https://t.me/@g1@">here</a>.</div></div>{p(4)}</section></article>
<section class="footer-cta"><h2>Sign up for more like this.</h2></section><aside class="read-more-wrap"><div class="read-more inner"><article class="post-card"><h2>{OTHER_TITLE}</h2><p>@P1@</p><a href="{X}@T1@">x</a></article></div></aside><section class="gh-comments"><p>Hm, <a href="{X}@T2@">this</a> says something quite different from all of that.</p></section></main></div>"""
)
LAYOUTS["substack"] = page(
    f"""<div class="main" id="main"><div class="single-post-container"><div class="container"><div class="single-post"><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{TITLE}</h1><h3 class="subtitle">Films of the pillar</h3></div><div class="post-ufi">{SHARE}</div><div><div class="available-content"><div dir="auto" class="body markup">{p(1)}
<div id="youtube2-@y1@" class="youtube-wrap" data-attrs="{attribute({"videoId": "@y1@", "startTime": None, "endTime": None})}" data-component-name="Youtube2ToDOM"><div class="youtube-inner"></div></div>{p(2)}
<div class="tweet" data-attrs="{attribute({"url": X + "@t1@", "full_text": "See", "username": "some_one"})}" data-component-name="Twitter2ToDOM"></div>
<div class="instagram" data-attrs="{attribute({"instagram_id": "@i1@", "title": "A post"})}" data-component-name="InstagramToDOM"></div>
<div class="vimeo-wrap" id="vimeo-@v1@" data-attrs="{attribute({"videoId": "@v1@", "videoKey": "", "belowTheFold": False})}" data-component-name="VimeoToDOM"></div>{p(3, 4)}
<div class="digest-post-embed" data-attrs="{attribute({"nodeId": "x", "caption": "@P1@", "title": OTHER_TITLE, "canonical_url": OTHER_URL})}"></div><div class="subscription-widget-wrap"><p>Subscribe</p></div></div></div></div></article></div></div></div>
<div class="comments-page" id="discussion"><div class="comment-list"><div class="comment"><div class="comment-body"><p>Well, have you seen <a href="{X}@T1@">this</a>, which was there two days before yours?</p></div></div></div></div></div>
<script>window._preloads = JSON.parse({json.dumps(state({"post": {"title": TITLE, "canonical_url": URL, "body_html": "x"}, "recentEpisodes": [OTHER_STORY]}))})</script>"""
)
LAYOUTS["medium"] = framed(
    f'{p(1, 2)}<figure class="pw"><div><iframe src="/media/0a1b2c3d4e5f" allowfullscreen></iframe></div></figure>{p(3, 4)}<p>See also {a(X + "@t1@", "this post")}.</p>',
    "<script>window.__APOLLO_STATE__ = "
    + state({
        "ROOT_QUERY": {"__typename": "Query", 'postResult({"id":"18234abc"})': {"__ref": "Post:18234abc"}, "recommended": [{"__ref": "Post:99"}]},
        "MediaResource:0a1b2c3d4e5f": {"__typename": "MediaResource", "id": "0a1b2c3d4e5f", "iframeSrc": "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2F@y1@%3Ffeature%3Doembed&display_name=YouTube&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D@y1@&type=text%2Fhtml", "title": "The old pillar from the boat"},
        "MediaResource:ffff": {"__typename": "MediaResource", "id": "ffff", "iframeSrc": "https://cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2F@Y1@"},
        "Paragraph:1": {"__typename": "Paragraph", "id": "1", "type": "P", "text": "@p1@"},
        "Paragraph:2": {"__typename": "Paragraph", "id": "2", "type": "IFRAME", "text": "", "iframe": {"__typename": "Iframe", "mediaResource": {"__ref": "MediaResource:0a1b2c3d4e5f"}}},
        "Paragraph:3": {"__typename": "Paragraph", "id": "3", "type": "P", "text": "@p3@"},
        "Paragraph:91": {"__typename": "Paragraph", "id": "91", "type": "P", "text": "@P1@"},
        "Paragraph:92": {"__typename": "Paragraph", "id": "92", "type": "IFRAME", "iframe": {"__typename": "Iframe", "mediaResource": {"__ref": "MediaResource:ffff"}}},
        "Post:18234abc": {"__typename": "Post", "id": "18234abc", "title": TITLE, "mediumUrl": URL, "content": {"bodyModel": {"paragraphs": [{"__ref": "Paragraph:1"}, {"__ref": "Paragraph:2"}, {"__ref": "Paragraph:3"}]}}},
        "Post:99": {"__typename": "Post", "id": "99", "title": OTHER_TITLE, "mediumUrl": OTHER_URL, "content": {"bodyModel": {"paragraphs": [{"__ref": "Paragraph:91"}, {"__ref": "Paragraph:92"}]}}},
    })
    + "</script>",
)  # fmt: skip
ARC = {
    "_id": "ABC", "type": "story", "canonical_url": "/2024/05/harbour-bridge-closed-18234", "headlines": {"basic": TITLE}, "taxonomy": {"tags": [{"text": "bridge"}]},
    "content_elements": [
        {"_id": "1", "type": "text", "content": "@p1@"},
        {"_id": "2", "type": "oembed_response", "subtype": "twitter", "referent": {"provider": "https://publish.twitter.com/oembed?url=", "id": X + "@t1@"}, "raw_oembed": {"url": X + "@t1@", "html": tweet("@t1@"), "type": "rich"}},
        {"_id": "3", "type": "text", "content": "@p2@"},
        {"_id": "4", "type": "raw_html", "content": frame("@y1@")},
        {"_id": "5", "type": "custom_embed", "subtype": "youtube", "embed": {"id": "@y2@", "config": {"title": "x"}}},
        {"_id": "6", "type": "interstitial_link", "url": X + "@T8@", "content": "Read also: another story of ours"},
    ],
    "promo_items": {"lead_art": {"type": "oembed_response", "subtype": "tiktok", "raw_oembed": {"html": f'<blockquote class="tiktok-embed" cite="{TT}@k1@" data-video-id="@k1@"></blockquote>'}}},
    "related_content": {"basic": [{"type": "story", "headlines": {"basic": OTHER_TITLE}, "canonical_url": "/2024/05/record-pike-caught-18177", "content_elements": [{"type": "raw_html", "content": frame("@Y1@")}]}], "redirect": []},
}  # fmt: skip
LAYOUTS["arc fusion"] = framed(
    p(1, 2, 3),
    f'<script id="fusion-metadata" type="application/javascript">window.Fusion=window.Fusion||{{}};Fusion.arcSite="harbour";Fusion.contextPath="/pf";Fusion.globalContent={state(ARC)};Fusion.globalContentConfig={{"source":"story"}};Fusion.contentCache={state({"story-feed": {"{}": {"data": {"content_elements": [{"type": "story", "headlines": {"basic": OTHER_TITLE}, "canonical_url": "/2024/05/record-pike-caught-18177", "promo_items": {"youtube": {"type": "custom_embed", "subtype": "youtube", "embed": {"id": "@Y2@"}}}}]}}}})};</script>',
)
LAYOUTS["next data"] = framed(
    p(1, 2, 3),
    '<script id="__NEXT_DATA__" type="application/json">'
    + state({"props": {"pageProps": {
        "article": {"id": 18234, "headline": TITLE, "slug": "harbour-bridge-closed-18234", "blocks": [
            {"__typename": "Paragraph", "html": "@p1@"}, {"__typename": "TweetBlock", "tweetId": "@t1@"}, {"__typename": "YouTubeBlock", "videoId": "@y1@"},
            {"__typename": "EmbedBlock", "provider": "instagram", "embedUrl": IG + "@i1@/embed"}, {"__typename": "TelegramBlock", "url": "https://t.me/@g1@"}, {"__typename": "Paragraph", "html": "@p2@ See " + a(X + "@t2@")}]},
        "recirculation": {"title": "More for you", "items": [OTHER_STORY]}, "trending": [{"headline": OTHER_TITLE, "slug": "record-pike-caught-18177", "videoUrl": YT + "@Y1@"}],
        "footer": {"social": [{"name": "youtube", "url": "https://www.youtube.com/@harbournews"}], "featuredVideo": YT + "@Y2@"}}}, "page": "/[slug]"})
    + "</script>",
)  # fmt: skip
LAYOUTS["next flight"] = framed(
    p(1, 2, 3),
    "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
    + "".join(
        f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>"
        for part in (
            '5:["$","article",null,{"children":'
            + state(
                {
                    "story": {
                        "title": TITLE,
                        "path": "/2024/05/harbour-bridge-closed-18234",
                        "elements": [{"text": "@p1@"}, {"kind": "tweet", "id": "@t1@"}, {"kind": "youtube", "id": "@y1@"}],
                    }
                }
            )
            + "}]\n",
            '6:["$","aside",null,{"more":' + state([OTHER_STORY]) + "}]\n",
        )
    ),
)
LAYOUTS["nuxt 2"] = framed(
    p(1, 2, 3),
    '<script>window.__NUXT__=(function(a,b,c,d){return {layout:"default",data:[{article:{title:a,uri:"\\u002F2024\\u002F05\\u002Fharbour-bridge-closed-18234",content:[{type:"paragraph",text:b},{type:"embed",html:c}],author:d}}],state:{latest:[{title:"'
    + OTHER_TITLE
    + '",uri:"\\u002F2024\\u002F05\\u002Frecord-pike-caught-18177",embed:"https:\\u002F\\u002Fx.com\\u002Fa\\u002Fstatus\\u002F@T1@"}]}}}("'
    + TITLE
    + '","@p1@",'
    + json.dumps(frame("@y1@")).replace("</", "\\u003C\\u002F").replace("/", "\\u002F")
    + ',"Ada"));</script>',
)
LAYOUTS["body only in data"] = page(
    f'<div id="root"></div><script>window.__INITIAL_STATE__={state({"route": {"path": "/2024/05/harbour-bridge-closed-18234"}, "content": {"byId": {"18234": {"id": "18234", "title": TITLE, "permalink": URL, "body": p(1) + frame("@y1@") + p(2) + tweet("@t1@") + p(3)}, "18177": {**OTHER_STORY, "permalink": OTHER_URL}}}})};</script>'
)
LAYOUTS["json-ld body"] = page(
    f'{NAV}<main><article><h1>{TITLE}</h1><div class="paywall">{p(1)}<p>To read on, subscribe.</p></div></article></main>',
    '<script type="application/ld+json">'
    + state({"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "url": URL, "author": {"@type": "Person", "name": "Ada", "sameAs": ["https://x.com/ada_brook"]}, "articleBody": f"@p1@ The film stands at {YT}@y1@ and at https://t.me/@g1@, a copy on x.com/some_one/status/@t1@. @p2@"})
    + "</script>",
)  # fmt: skip
LAYOUTS["json-ld graph"] = page(
    f'{NAV}<main><article><h1>{TITLE}</h1><div class="body">{p(1, 2, 3)}</div></article></main>',
    '<script type="application/ld+json">'
    + state({"@context": "https://schema.org", "@graph": [
        {"@type": "NewsArticle", "headline": TITLE, "mainEntityOfPage": URL, "video": [{"@type": "VideoObject", "name": "The pillar", "embedUrl": "https://www.youtube.com/embed/@y1@"}]},
        {"@type": "SocialMediaPosting", "url": X + "@t1@", "headline": "See the pillar"},
        {"@type": "Organization", "name": "The Harbour News", "sameAs": ["https://www.youtube.com/@harbournews", "https://www.facebook.com/harbournews"]}]})
    + '</script><meta property="og:video" content="https://www.youtube.com/embed/@y2@"><meta name="twitter:player" content="https://www.youtube.com/embed/@y3@">',
)  # fmt: skip
LAYOUTS["live blog data"] = page(
    f'{NAV}<main><h1>{TITLE}</h1>{p(1)}<div id="live"></div></main>',
    '<script type="application/ld+json">'
    + state({"@type": "LiveBlogPosting", "headline": TITLE, "url": URL, "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": f"Update {n}", "articleBody": f"@p{n}@ Film: {X}@t{n}@", "video": {"@type": "VideoObject", "name": "x", "embedUrl": f"https://www.youtube.com/embed/@y{n}@"}} for n in (1, 2, 3)]})
    + "</script>",
)  # fmt: skip

# ── in the manner of large sites ────────────────────────────────────────────────────────────────

LAYOUTS["bbc"] = page(
    f"""<div id="root">{NAV}<main id="main-content" role="main"><article class="ssrcss-1-ArticleWrapper"><header data-component="headline-block"><h1 id="main-heading">{TITLE}</h1></header><div data-component="byline-block" class="ssrcss-BylineComponent"><a href="{X}@T3@">@ada</a></div>
<div data-component="text-block" class="ssrcss-7-RichTextComponentWrapper"><div class="ssrcss-RichTextContainer">{p(1)}</div></div><div data-component="media-block"><figure><div class="ssrcss-MediaPlayer"></div></figure></div><div data-component="text-block">{p(2)}</div>
<div data-component="social-embed-block"><div class="ssrcss-EmbedConsentContainer"><a href="#end-of-twitter-post" class="visually-hidden">Skip twitter post by Some One</a><div class="ssrcss-BlurredEmbed"><blockquote class="twitter-tweet"><a href="https://twitter.com/some_one/status/@t1@"></a></blockquote></div><a href="{X}@t1@">View original tweet on Twitter</a></div></div><div data-component="text-block">{p(3)}</div>
<div data-component="unordered-list-block"><ul><li>{a(YT + "@y1@", "The film on YouTube")}</li></ul></div><div data-component="links-block"><p>More on this story</p><ul><li><a href="{OTHER_URL}">{OTHER_TITLE}</a></li></ul></div><div data-component="topic-list"><ul><li><a href="/topics/x">Bridges</a></li></ul></div></article></main>
<section data-component="related-internet-links"><h2>Related internet links</h2><a href="{X}@T1@">Harbour authority</a></section><div class="ssrcss-TopStories"><section data-component="top-stories"><a href="{OTHER_URL}">{OTHER_TITLE}</a><a href="{X}@T2@">x</a></section></div></div>
<script>window.__INITIAL_DATA__={json.dumps(state({"data": {"article?id=18234": {"data": {"content": {"model": {"blocks": [{"type": "text", "model": {"text": "@p1@"}}, {"type": "embed", "model": {"provider": "tiktok", "source": TT + "@k1@"}}, {"type": "text", "model": {"text": "@p2@"}}]}}}}, "top-stories": {"data": {"title": "Top stories of the day", "items": [OTHER_STORY]}}}}))};</script>"""
)
LAYOUTS["guardian"] = page(
    f"""{NAV}<main data-layout="StandardLayout"><div data-gu-name="headline"><h1>{TITLE}</h1></div><div data-gu-name="standfirst"><p>Films of cracks had been shared</p></div><div data-gu-name="media"><gu-island name="YoutubeBlockComponent" deferuntil="visible" props="{attribute({"id": "x", "assetId": "@y1@", "mediaTitle": "The pillar", "duration": 60})}"><div data-component="youtube-atom"></div></gu-island></div>
<div data-gu-name="body"><div id="maincontent" class="article-body-commercial-selector dcr-1">{p(1)}<gu-island name="TweetBlockComponent" props="{attribute({"element": {"_type": "model.dotcomrendering.pageElements.TweetBlockElement", "html": tweet("@t1@"), "url": X + "@t1@", "id": "@t1@"}})}"></gu-island>{p(2)}<figure id="x" data-spacefinder-role="richLink"><gu-island name="RichLinkComponent" props="{attribute({"richLinkIndex": 5, "element": {"url": OTHER_URL, "text": OTHER_TITLE}})}"></gu-island></figure>{p(3)}<p>Also on {a("https://t.me/s/@g1@", "Telegram")}.</p></div></div></main>
<section data-component="onwards-upper"><gu-island name="OnwardsUpper" props="{attribute({"stories": [{"headline": OTHER_TITLE, "url": OTHER_URL, "video": YT + "@Y1@"}]})}"></gu-island></section><section id="comments" data-component="discussion"><gu-island name="DiscussionWhenSignedOut" props="{attribute({"discussionApiUrl": "https://discussion.example.org", "top": X + "@T1@"})}"></gu-island></section><section data-component="most-viewed"><a href="{X}@T2@">x</a></section>"""
)
LAYOUTS["cnn"] = page(
    f"""{NAV}<div class="layout-article-elevate__main"><section class="layout__wrapper layout-article__wrapper"><section class="layout__top"><div class="headline"><h1 class="headline__text">{TITLE}</h1></div></section><section class="layout__main-wrapper layout-article__main-wrapper"><section class="layout__main"><div class="article__content-container"><div class="article__content" data-editable="content" itemprop="articleBody"><div class="video-resource" data-video-id="me1234" data-component-name="video-resource"></div>{"".join(f'<p class="paragraph inline-placeholder vossi-paragraph">@p{n}@</p>' for n in (1, 2))}
<div class="related-content related-content--article"><a class="related-content__link" href="{OTHER_URL}"><div class="related-content__headline">{OTHER_TITLE}</div></a><a href="{X}@T1@">x</a></div><div class="social-embed" data-type="tweet"><div class="twitter-tweet"><a href="{X}@t1@">x</a></div></div>{p(3, 4)}</div></div></section><section class="layout__rail"><div class="video-collection"><div class="container_video">{frame("@Y1@")}</div></div></section></section></section></div><div class="zone--outbrain"><div class="ob-widget"><a href="{X}@T2@">Paid content</a></div></div>{FOOTER}"""
)
LAYOUTS["cnn live"] = page(
    f"""{NAV}<section class="layout-live-story__content"><h1 class="headline_live-story__text">{TITLE}</h1><div class="live-story__items-container">"""
    + "".join(
        f'<article class="live-story-post liveStoryPost" id="h_{n}" data-uri="x"><header class="live-story-post__header"><h2 class="live-story-post__headline">Update number {n} of the day</h2><div class="live-story-post__byline">From Ada Brook</div></header><div class="live-story-post__content">{p(n, n + 1)}{tweet(f"@t{n}@") if n % 2 else frame(f"@y{n}@")}</div><div class="social-share">{SHARE}<a href="{X}@T9@">X</a></div></article>'
        for n in range(1, 9)
    )
    + f"""</div></section><aside class="live-story__sidebar"><h3>Catch up</h3><a href="{X}@T1@">What we know</a></aside>{FOOTER}"""
)
LAYOUTS["nyt"] = framed(
    f'<section name="articleBody" itemprop="articleBody" class="meteredContent css-1r7ky0e">{"".join(f"""<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8"><p class="css-at9mc1">@p{n}@</p></div></div>""" for n in (1, 2, 3, 4))}<div class="css-vid"><p>A {a(X + "@t1@", "video")} was posted.</p></div></section>',
    "<script>window.__preloadedData = "
    + state({"initialData": {"data": {"article": {"__typename": "Article", "url": URL, "headline": {"default": TITLE}, "sprinkledBody": {"content@filterEmpty": [
        {"__typename": "ParagraphBlock", "content@stripHtml": [{"text": "@p1@"}]}, {"__typename": "TwitterEmbedBlock", "twitterUrl": "https://twitter.com/some_one/status/@t2@", "html": tweet("@t2@")},
        {"__typename": "YouTubeEmbedBlock", "youTubeId": "@y1@"}]}}}}, "initialState": {"recirc": [OTHER_STORY]}, "config": {"x": "U"}}).replace('"U"', "undefined")
    + ";</script>",
    after=f'<div class="bottom-of-article"><div class="css-recirc" data-testid="recirculation"><section class="most-popular"><a href="{X}@T1@">x</a></section></div></div>',
)  # fmt: skip
LAYOUTS["le monde"] = page(
    f"""{NAV}<main class="main--article old__main"><section class="zone zone--article"><header class="article__header old__article-header"><h1 class="article__title">{TITLE}</h1><p class="article__desc">Les films avaient circulé</p></header><section class="article__wrapper article__wrapper--premium"><article class="article__content old__article-content-single">
<p class="article__paragraph">@p1@</p><section class="catcher catcher--inline"><p><span class="catcher__desc">Lire aussi :</span> <a class="js-article-read-also" href="{X}@T1@">Une autre histoire</a></p></section><p class="article__paragraph">@p2@</p><figure class="article__media"><div class="js-media-youtube-wrapper article__youtube" data-provider="youtube" data-id="@y1@"><div class="article__youtube-consent"></div></div></figure>
<div class="article__embed twitter-tweet-container" data-provider="twitter" data-id="@t1@"></div><p class="article__paragraph">@p3@ (<a href="https://web.archive.org/web/20240505120000/https://twitter.com/some_one/status/@t2@">archive</a>)</p><section class="article__reactions"><a href="#comments">Réagir</a></section></article></section></section>
<aside class="aside__iso old__aside"><section class="content__most-read"><a href="{OTHER_URL}">{OTHER_TITLE}</a></section></aside></main>{FOOTER}"""
)
LAYOUTS["spiegel"] = page(
    f"""{NAV}<main id="Inhalt"><article class="relative"><header data-area="intro"><h2><span>{TITLE}</span></h2></header><h1 class="hidden-none">{TITLE}</h1><div data-area="top_element"><div data-video-el="1" data-component="Video" data-settings="{attribute({"mediaId": "AbCd1234", "title": "x"})}"></div></div>
<section data-area="body"><div class="RichText RichText--iconLinks">{p(1)}</div><section data-component="Embed"><div data-sara-component="x" x-data="{{}}"><h3>Empfohlener externer Inhalt</h3><p>An dieser Stelle finden Sie einen externen Inhalt von Twitter, der den Artikel ergänzt.</p><button>Externer Inhalt</button></div><script type="application/settings+json">{state({"embedHtml": tweet("@t1@"), "provider": "twitter"})}</script></section><div class="RichText">{p(2, 3)}</div>
<section data-area="related_articles"><h3>Mehr zum Thema</h3><ul><li><a href="{X}@T1@">Andere Geschichte</a></li></ul></section><div class="RichText">{p(4)}<p>Das Video liegt auch {a(YT + "@y1@", "hier")}.</p></div></section><footer data-area="author_biography"><a href="{X}@T2@">Ada</a></footer></article><section data-area="recommendation_block"><a href="{X}@T3@">x</a></section></main>"""
)
LAYOUTS["el pais"] = page(
    f"""{NAV}<main><article id="main-content" class="a _g _g-lg _g-o"><header class="a_e _g"><div class="a_e_txt"><h1 class="a_t">{TITLE}</h1></div><figure class="a_m a_m-v"><div class="v_c"><div id="video_x" data-video-provider="youtube" data-video-id="@y1@"></div></div></figure></header><div class="a_md"><div class="a_md_a"><a href="https://x.com/ada_brook" class="a_md_a_x">Ada</a></div></div>
<div class="a_c clearfix" data-dtm-region="articulo_cuerpo">{p(1, 2)}<div class="cl_e"><div class="e_tw">{tweet("@t1@")}</div></div>{p(3)}<section class="more_info | border_1"><div><h3>Más información</h3><a href="{X}@T1@">Otra historia</a></div></section>{p(4)}</div><section class="a_o"><div class="a_o_n"><a href="{OTHER_URL}">{OTHER_TITLE}</a></div></section></article><aside class="b b-r"><h3>Lo más visto</h3><a href="{X}@T3@">x</a></aside><section class="b-comments"><a href="{X}@T4@">x</a></section></main>"""
)
LAYOUTS["rai"] = page(
    f"""{NAV}<main><article class="article"><h1 class="article__title">{TITLE}</h1><rainews-player data="{attribute({"type": "video", "content_url": "https://mediapolisvod.example.it/relinker/x.mp4", "title": "Il pilone"})}"></rainews-player><div class="article__text">{p(1, 2)}<rainews-social-embed data="{attribute({"type": "twitter", "id": "@t1@"})}"></rainews-social-embed><rainews-social-embed data="{attribute({"type": "instagram", "url": IG + "@i1@/"})}"></rainews-social-embed>{p(3, 4)}</div><rainews-aside-correlati data="{attribute({"title": "Correlati", "cards": [{"title": OTHER_TITLE, "weblink": OTHER_URL, "video": YT + "@Y1@"}]})}"></rainews-aside-correlati></article></main>"""
)
LAYOUTS["globo"] = page(
    f"""{NAV}<main class="mc-body theme"><div class="title"><h1 class="content-head__title" itemprop="headline">{TITLE}</h1></div><div class="mc-article-header"><div class="content__signature">Por Ada</div><div class="content-share-bar">{SHARE}<a href="{X}@T9@">X</a></div></div><article itemprop="articleBody"><div class="mc-column content-text active-extra-styles" data-block-type="unstyled"><p class="content-text__container">@p1@</p></div><div class="mc-column content-video" data-block-type="backstage-video"><div class="content-video__placeholder" data-video-id="12345678"></div></div>
<div class="content-intertitle"><h2>Vídeos</h2></div><div class="mc-column content-text"><p class="content-text__container">@p2@</p></div><div class="content-embed content-tweet" data-embed-type="twitter" data-embed-id="@t1@"></div><div class="mc-column content-text"><p class="content-text__container">@p3@</p></div><div class="mc-column content-youtube" data-block-type="youtube"><div class="youtube-embed" data-youtube-id="@y1@"></div></div><div class="mc-column content-text"><p>@p4@</p></div><div class="entities"><ul class="entities__list"><li><a href="/x">x</a></li></ul></div></article>
<div class="mc-read-more"><h3>Veja também</h3><a href="{X}@T1@">x</a></div><div id="bstn-launcher"><div class="bastian-feed-item feed-post"><div class="feed-post-body"><a href="{OTHER_URL}">{OTHER_TITLE}</a><p>@P1@</p>{frame("@Y1@")}</div></div></div></main>"""
)
LAYOUTS["onet"] = page(
    f"""{NAV}<main class="detailMain"><article class="article" id="article"><h1 class="mainTitle name">{TITLE}</h1><div class="articleBody"><p class="hyphenate lead">@p1@</p><p class="hyphenate">@p2@</p><div class="videoTeaser pulsevideo"><p>Dalszy ciąg materiału pod wideo</p><div class="pulsembed_embed" data-run-module="local/main.video">{frame("@Y1@")}</div></div><p class="hyphenate">@p3@</p>
<div class="pulsembed_embed twitter"><blockquote class="twitter-tweet"><a href="{X}@t1@">x</a></blockquote></div><p class="hyphenate">@p4@</p><div class="contentRelated"><h3>Zobacz także</h3><a href="{X}@T1@">Inny tekst</a></div><p>Nagranie pojawiło się {a("https://www.facebook.com/some.page/videos/@f1@/", "tutaj")}.</p></div></article><div class="boxRecommended"><a href="{X}@T2@">x</a></div></main>"""
)
LAYOUTS["hurriyet, next story loaded"] = page(
    f"""{NAV}<div class="news-detail-container" data-url="{URL}"><div class="news-detail"><h1 class="news-detail-title">{TITLE}</h1><div class="news-content readingTime">{p(1, 2)}<div class="embed-video"><iframe data-src="https://www.youtube.com/embed/@y1@" class="lazyload"></iframe></div>{p(3, 4)}<div class="news-related-box"><a href="{X}@T1@">İlgili haber</a></div></div></div></div>
<div class="news-detail-container next-news" data-url="{OTHER_URL}"><div class="news-detail"><h1 class="news-detail-title">{OTHER_TITLE}</h1><div class="news-content readingTime"><p>@P1@</p>{frame("@Y1@")}<p>@P2@</p>{tweet("@T2@")}<p>@P3@</p></div></div></div>{FOOTER}"""
)
LAYOUTS["lenta"] = page(
    f"""{NAV}<main class="topic-page"><div class="topic-page__container"><div class="topic-body _news"><h1 class="topic-body__titles">{TITLE}</h1><div class="topic-body__content"><p class="topic-body__content-text">@p1@</p><div class="box-inline-topic"><a class="box-inline-topic__wrap" href="{OTHER_URL}"><h4>Материалы по теме</h4>{OTHER_TITLE}</a><a href="{X}@T1@">x</a></div><p class="topic-body__content-text">@p2@</p><div class="box-embed"><script async src="https://telegram.org/js/telegram-widget.js?22" data-telegram-post="@g1@" data-width="100%"></script></div><p class="topic-body__content-text">@p3@ Ролик опубликован в <a href="https://t.me/@g2@">Telegram-канале</a>.</p><div class="box-vk"><div id="vk_post_@o1@"></div></div></div><div class="topic-body__social">{SHARE}</div></div><div class="topic-page__sidebar"><section class="b-top7"><a href="{X}@T2@">x</a></section></div></div></main>"""
)
LAYOUTS["ria, endless"] = page(
    f"""<div class="endless"><div class="endless__item m-active" data-url="{URL}"><div class="article m-article"><div class="article__header"><h1 class="article__title">{TITLE}</h1></div><div class="article__body js-mediator-article mia-analytics"><div class="article__block" data-type="text"><div class="article__text">@p1@</div></div><div class="article__block" data-type="social"><div class="article__social m-telegram"><div class="article__social-body"><script src="https://telegram.org/js/telegram-widget.js" data-telegram-post="@g1@"></script></div></div></div><div class="article__block" data-type="text"><div class="article__text">@p2@</div></div><div class="article__block" data-type="article"><div class="article__article"><a href="{X}@T1@">{OTHER_TITLE}</a></div></div><div class="article__block" data-type="text"><div class="article__text">@p3@ Видео: {a("https://rutube.ru/", "x")} {a("https://vk.com/video@o1@", "ВК")}</div></div></div><div class="article__tags">x</div></div></div>
<div class="endless__item" data-url="{OTHER_URL}"><div class="article m-article"><h1 class="article__title">{OTHER_TITLE}</h1><div class="article__body js-mediator-article mia-analytics"><div class="article__text">@P1@</div><script src="https://telegram.org/js/telegram-widget.js" data-telegram-post="@G1@"></script><div class="article__text">@P2@ @P3@</div></div></div></div></div>"""
)
LAYOUTS["ukrainska pravda"] = page(
    f"""{NAV}<div class="container_sub_post_news"><article class="post"><h1 class="post_title">{TITLE}</h1><div class="post_text"><p>@p1@</p><p><strong>Джерело:</strong> мер у <a href="https://t.me/@g1@">Telegram</a></p><p>@p2@</p><div class="post_embed"><script async src="https://telegram.org/js/telegram-widget.js?21" data-telegram-post="@g2@"></script></div><p>@p3@</p><p><strong>Читайте також: <a href="https://www.pravda.example.com/articles/1/"><em>{OTHER_TITLE}</em></a></strong></p><p><em>Підписуйтесь на <a href="https://t.me/harbournews">наш канал</a></em></p></div></article><div class="section_sidebar"><div class="block_news"><a href="{X}@T1@">x</a></div></div></div>"""
)
LAYOUTS["al jazeera"] = page(
    f"""<div id="root"><header class="site-header">{FOLLOW}</header><main id="main-content-area"><div class="container__inner"><header class="article-header"><h1>{TITLE}</h1></header><div class="article-info-block"><div class="article-b-l">{SHARE}</div></div><div class="wysiwyg wysiwyg--all-content" aria-live="polite">{p(1, 2)}<section class="more-on"><h2 class="more-on__heading">Recommended Stories</h2><ul><li><a href="{X}@T1@">x</a></li></ul></section>{p(3)}<div class="twitter-embed-container embed-container">{tweet("@t1@")}</div>{p(4)}<p>{a("https://www.facebook.com/watch/?v=@f1@", "watch it here")}</p></div></div></main><aside class="sidebar-opinion"><div class="trending-articles-list"><a href="{X}@T2@">x</a></div></aside></div>
<script>window.__APOLLO_STATE__={state({"ROOT_QUERY": {"article": {"__ref": "Post:1"}}, "Post:1": {"__typename": "Post", "title": TITLE, "link": "/2024/05/harbour-bridge-closed-18234", "content": p(1, 2) + tweet("@t1@")}, "Post:2": {"__typename": "Post", "title": OTHER_TITLE, "link": "/2024/05/record-pike-caught-18177", "content": "<p>@P1@</p>" + tweet("@T3@")}})}</script>"""
)
LAYOUTS["axel springer, templates"] = page(
    f"""{NAV}<main><article class="c-article-page"><header><h1>{TITLE}</h1></header><div class="c-article-page__text c-rich-text-renderer--article">{p(1)}<div class="c-opt-in-embed" data-vendor="youtube"><template>{frame("@y1@")}</template></div>{p(2)}<div class="c-oembed"><script type="text/template">{tweet("@t1@")}</script></div>{p(3)}<div class="c-inline-teaser-list"><h4>Lesen Sie auch</h4><a href="{X}@T1@">x</a></div>{p(4)}</div></article><div class="c-stage c-stage--recommendation"><a href="{X}@T2@">x</a></div></main>"""
)
LAYOUTS["squarespace and webflow"] = consent(
    f'<div class="sqs-block video-block sqs-block-video" data-block-json="{attribute({"blockAnimation": "none", "url": "https://youtu.be/@y1@", "html": frame("@y1@")})}"></div>',
    '<div class="w-video w-embed"><iframe class="embedly-embed" src="//cdn.embedly.com/widgets/media.html?src=https%3A%2F%2Fwww.youtube.com%2Fembed%2F@y2@%3Ffeature%3Doembed&amp;key=x"></iframe></div>',
    f'<div class="iframely-embed"><div class="iframely-responsive"><a href="{YT}@y3@" data-iframely-url="//cdn.iframe.ly/abc"></a></div></div>',
    f'<a class="embedly-card" href="{X}@t1@">A post</a>',
    f'<figure class="media"><oembed url="{YT}@y4@"></oembed></figure>',
)

# ── consent managers and lazy loaders ───────────────────────────────────────────────────────────

LAYOUTS["consent managers"] = consent(
    f'<div class="brlbs-cmpnt-container brlbs-cmpnt-content-blocker" data-borlabs-cookie-content-blocker-id="youtube-content-blocker" data-borlabs-cookie-content="{base64.b64encode(rendered(frame("@y1@")).encode()).decode()}"><div class="brlbs-cmpnt-cb-preset-c">@<!-- @y1@ --></div></div>',
    '<div class="rcb" consent-original-src-_="https://www.youtube.com/embed/@y2@" consent-required="12" consent-by="services" consent-id="13"></div>',
    '<iframe class="trustecm" thesrc="https://www.youtube.com/embed/@y3@" trackertype="functional"></iframe>',
    '<iframe data-privacy-type="youtube" data-privacy-src="https://www.youtube.com/embed/@y4@" src=""></iframe>',
    '<div class="tac_player youtube_player" videoID="@y5@" width="1"></div><div class="vimeo_player" videoID="@v1@"></div>',
    f'<script type="text/plain" data-usercentrics="Twitter Syndication">{tweet("@t1@")}</script>',
)
LAYOUTS["consent managers, more"] = consent(
    '<embetty-tweet status="@t1@"></embetty-tweet>',
    '<embetty-video type="youtube" video-id="@y1@"></embetty-video>',
    f'<div class="embed-wrapper" data-vendor="5e7ac3fae30e7d1bc1ebf5e8"><script class="raw__source" type="text/template">{tweet("@t2@")}</script></div>',
    '<div data-didomi-purposes="social" data-src="https://www.instagram.com/p/@i1@/embed/"></div>',
    '<iframe data-src="https://www.tiktok.com/embed/v2/@k1@" class="optanon-category-C0004" title="x"></iframe>',
    '<div class="instagram_post" postId="@i2@"></div>',
)
LAYOUTS["identifiers in attributes"] = consent(
    '<div class="tweet-embed" data-id="@t1@"></div>',
    '<div data-type="twitter" data-id="@t2@"></div>',
    '<div class="embed" data-social-network="instagram" data-social-id="@i1@"></div>',
    f'<div data-component="TweetEmbed" data-props="{attribute({"tweetId": "@t3@"})}"></div>',
    '<twitter-tweet tweet-id="@t4@"></twitter-tweet>',
    '<div class="video-embed" data-provider="vimeo" data-video-id="@v1@"></div>',
)
LAYOUTS["identifiers in attributes, more"] = consent(
    '<div class="tiktok-player" data-embed-id="@k1@"></div>',
    '<div class="telegram-embed" data-post="@g1@"></div>',
    '<div class="media-facebook-video" data-fb-video-id="@f1@"></div>',
    '<div class="lazy-tweet" tweetid="@t1@"></div>',
    f'<div data-embed="{attribute({"type": "youtube", "id": "@y1@"})}"></div>',
)

# ── how articles cite ───────────────────────────────────────────────────────────────────────────

LAYOUTS["fact check"] = page(
    f"""{NAV}<main><article><h1>{TITLE}</h1><section class="o-pick"><div class="m-statement"><div class="m-statement__quote">The pillar broke on Saturday</div></div></section><div class="m-textblock">{p(1)}<p>The film was posted {a("https://www.facebook.com/some.page/videos/@f1@/")} (archived {a("https://perma.cc/AB12-CD34")}), and again {a("https://web.archive.org/web/20240505120000if_/" + TT + "@k1@")} and {a("https://ghostarchive.org/varchive/youtube/20240505/@y1@")}.</p>{p(2)}
<table class="sources-table"><thead><tr><th>Post</th><th>Archive</th></tr></thead><tbody><tr><td>{a(X + "@t1@", "First post")}</td><td>{a("https://archive.ph/AbCdE", "archive")}</td></tr><tr><td>Second post</td><td>{a("https://archive.today/newest/" + X + "@t2@", "archive")}</td></tr><tr><td>{a("https://nitter.net/some_one/status/@t3@", "Nitter")}</td><td>{a("https://tgstat.com/channel/@own_channel/5", "tgstat")}</td></tr></tbody></table>{p(3)}
<section class="m-superbox"><h2>Our Sources</h2><div class="m-superbox__content"><p>{a(YT + "@y2@", "The boat's film")}, May 4, 2024</p><p>{a("https://web.archive.org/web/20240505/https://t.me/s/@g1@", "Telegram post, archived")}</p><p>Facebook post (facebook.com/some.page/posts/@f2@)</p></div></section><ol class="footnotes"><li id="fn1">See {a(f"{IG}@i1@/", "Instagram")} <a href="#fnref1">↩</a></li></ol></div></article>
<section class="m-list--read-more"><h2>More by Ada Brook</h2><a href="{X}@T1@">x</a></section></main>{FOOTER}"""
)
LAYOUTS["references list and text addresses"] = page(
    f"""{NAV}<div class="container"><div class="row"><div class="col-md-8"><h1>{TITLE}</h1><div class="text">{p(1)}<p>The first copy is at youtu.be/@y1@ and the second at https://twitter.com/some_one/status/@t1@ (both seen on Monday).</p><p>On VK: <b>vk.com/video@o1@</b></p>{p(2, 3)}<h3>Sources</h3><ol><li>https://www.tiktok.com/@some.one/video/@k1@</li><li>t.me/@g1@</li><li><a href="https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.facebook.com%2Fsome.page%2Fvideos%2F@f1@%2F&amp;h=x">Film</a></li></ol></div><div class="ya-share2">{SHARE}</div></div><div class="col-md-4"><div class="panel panel-default"><div class="panel-heading">Video</div>{frame("@Y1@")}</div></div></div></div>{FOOTER}"""
)
LAYOUTS["gallery and captions"] = page(
    f"""{NAV}<main><article class="gallery-article"><h1>{TITLE}</h1><div class="lead">@p1@</div><div class="gallery-slides carousel"><div class="slide"><figure><img src="/1.jpg"><figcaption>{"@p2@"} <span class="credit">Credit: <a href="{IG}@i1@/">@some_one / Instagram</a></span></figcaption></figure></div><div class="slide"><figure><picture><img src="/2.jpg"></picture><figcaption>@p3@ <small class="copyright">(<a href="{YT}@y1@">YouTube</a>)</small></figcaption></figure></div><div class="slide slide--video">{frame("@y2@", "data-src")}</div></div><p>@p4@</p></article><div class="gallery-more"><h3>More galleries</h3><div class="more-galleries"><a href="{X}@T1@">x</a></div></div></main>"""
)
LAYOUTS["players of the day"] = page(
    f"""{NAV}<main><article><h1>{TITLE}</h1><div class="hero-video">{frame("@y1@")}</div><div class="article-content">{p(1, 2)}<div class="video-of-the-day"><h4>Video of the day</h4>{frame("@Y1@")}</div>{p(3)}<div class="recommended-video"><span>Recommended video</span>{frame("@Y2@")}</div>{p(4)}<div class="newsletter-box"><p>Get our letter</p></div></div></article><div class="latest-videos"><h3>Latest videos</h3>{frame("@Y3@")}{frame("@Y4@")}</div></main>{FOOTER}"""
)
LAYOUTS["social walls"] = page(
    f"""{NAV}<div id="main"><div class="article"><h1>{TITLE}</h1><div class="txt">{p(1, 2, 3)}<p>It was shown {a(X + "@t1@", "on X")}.</p></div></div></div><div class="elfsight-app"><a href="{IG}@I1@/">x</a></div><div id="sb_instagram"><div id="sbi_images"><a class="sbi_photo" href="{IG}@I2@/">x</a></div></div><div class="crt-feed"><div class="crt-post"><a href="{X}@T1@">x</a></div></div><div class="instagram-wall"><a href="{IG}@I3@/">x</a></div><div class="footer-widgets"><div class="widget"><h3>Latest tweets</h3><ul><li><a href="{X}@T2@">2h</a></li></ul></div></div>{FOOTER}"""
)
LAYOUTS["comments of many makers"] = page(
    f"""{NAV}<article><h1>{TITLE}</h1><div class="story-text">{p(1, 2)}{tweet("@t1@")}{p(3)}</div><div class="viafoura"><vf-conversations><p>Look, {a(X + "@T1@")}, that is another bridge altogether, says my aunt.</p></vf-conversations></div></article><div id="disqus_thread"><noscript>{a(X + "@T2@")}</noscript></div><div data-spot-im-module="conversation" class="spot-im">{a(X + "@T3@")}</div><div class="fb-comments" data-href="{URL}"></div><section class="reader-comments"><div class="comment__text"><p>And {a(YT + "@Y1@")} is the better film, taken on the day itself by somebody who was there.</p></div></section><div class="user-comments">{a(X + "@T4@")}</div><div id="opinions"><h3>Comments (2)</h3><div class="cmt">{a(X + "@T5@")}</div></div>"""
)
LAYOUTS["two articles in one main"] = page(
    f"""{NAV}<main><article><header><h1>{TITLE}</h1></header><div class="c">{p(1, 2)}{frame("@y1@")}{p(3)}</div></article><article><header><h1>{OTHER_TITLE}</h1></header><div class="c"><p>@P1@</p>{frame("@Y1@")}<p>@P2@ @P3@ {a(X + "@T1@")}</p></div></article></main>{FOOTER}"""
)
LAYOUTS["recirculation inside the body"] = page(
    f"""{NAV}<main><article><h1>{TITLE}</h1><div class="article-body">{p(1)}<div class="inline-recirc"><a href="{X}@T1@"><span>READ MORE</span>{OTHER_TITLE}</a></div>{p(2)}<p><strong>RELATED: <a href="{X}@T2@">{OTHER_TITLE}</a></strong></p>{p(3)}<p><em>See also: <a href="{YT}@Y1@">Our film of last year</a></em></p><ul class="see-also-list"><li><a href="{X}@T3@">x</a></li></ul><div class="tout tout--related"><a href="{X}@T4@">x</a></div>{p(4)}<p>The related film was {a(X + "@t1@", "posted on Saturday")}.</p><p>Follow us <a href="{X}@T5@">on X</a></p></div></article></main>"""
)
LAYOUTS["names that mislead"] = page(
    f"""<div class="wrapper with-sidebar"><div class="layout__right-rail-enabled page--has-related"><section class="l-grid lm-grid--detail lm-grid--with-right-rail"><div class="Page-ad-margins"><div class="col-main"><h1>{TITLE}</h1><div class="social-story"><p class="font--secondary">@p1@</p><div class="ad-free-content">{tweet("@t1@")}</div><p class="font--secondary">@p2@</p><div class="media-share-embed">{frame("@y1@")}</div><p class="text--secondary rail">@p3@</p><div class="aligncenter widget-video">{frame("@y2@")}</div><p>@p4@ Seen {a(X + "@t2@")}.</p></div></div></div></section></div></div>"""
)
LAYOUTS["tables and centre"] = (
    f"""<html><head><title>{TITLE}</title></head><body bgcolor=white><table width=100%><tr><td width=150 valign=top><a href="/">Home</a><br><a href="{YT}@Y1@">Our film</a></td><td valign=top><center><h1>{TITLE}</h1></center><font face=Arial>@p1@<br><br><center><object width=425 height=344><param name="movie" value="http://www.youtube.com/v/@y1@&hl=en"><embed src="http://www.youtube.com/v/@y1@&hl=en" type="application/x-shockwave-flash"></object></center><br>@p2@<br><br>@p3@ <a href="http://vimeo.com/@v1@">here</a></font></td></tr></table></body></html>"""
)
LAYOUTS["shadow and islands"] = page(
    f"""{NAV}<main><article><h1>{TITLE}</h1><div class="body">{p(1)}<x-embed><template shadowrootmode="open">{frame("@y1@")}</template></x-embed>{p(2)}<social-island component-url="/_astro/Tweet.js" props="{attribute({"id": "@t1@"})}"></social-island>{p(3)}<div data-react-class="Embeds/YouTube" data-react-props="{attribute({"video": {"id": "@y2@"}})}"></div><div data-controller="embed" data-embed-html-value="{html.escape(tweet("@t2@"), quote=True)}"></div></div></article></main>"""
)
