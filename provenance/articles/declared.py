"""What a page declares of its videos: JSON-LD at any depth, link elements, microdata, and the set-up of its own player."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.fromtext import addresses
from provenance.articles.harvest import Find, is_media_url
from provenance.articles.linked import Json, JsonObject, objects, text_of, types_of
from provenance.articles.metadata import ARTICLE_TYPE
from provenance.articles.stateclues import unescape_slashes
from provenance.articles.stories import Page, Whose
from provenance.model import ReferenceKind
from provenance.platforms import may_name_post

__all__ = ["declared", "nameless_videos", "player_files"]

KEYS = ("contentUrl", "embedUrl", "contentURL", "embedURL", "content_url", "embed_url")
POST = "SocialMediaPosting"
WORDS = ("articleBody", "text", "description", "correction")
TYPES = frozenset({"VideoObject", "Clip", "VideoObjectSnapshot", "LiveVideo"})
SALVAGE = re.compile(r'"(?P<key>(?:content|embed)U(?:rl|RL))"\s{0,20}:\s{0,20}\[?\s{0,20}"(?P<url>[^"\s<>]{8,2000})"')
PLAYER = re.compile(
    r"jwplayer|jwConfig|videojs|video\.js|flowplayer|clappr|plyr|bitmovin|theoplayer|shaka|dashjs|new Hls|loadSource|"
    r"mediaelement|kaltura|brightcove|player|video",
    re.IGNORECASE,
)
QUOTED_FILE = re.compile(
    r"""["'](?P<url>(?:(?:https?:)?//|/(?!/))[^"'\s<>\\]{3,600}?\.(?:mp4|m3u8|mpd|webm|m4v)(?:[?#][^"'\s<>\\]{0,1000})?)["']""",
    re.IGNORECASE,
)
ENDINGS = (".mp4", ".m3u8", ".mpd", ".webm", ".m4v")
LARGEST = 300_000
"""Characters of a script that may set up a player; larger ones are programs."""
MOST = 30
"""Files of one script."""


def declared(document: Document) -> Iterator[Find]:
    """Addresses in the page's JSON-LD and in link elements."""
    page = Page.of(document)
    for script, data in document.linked:
        finds = list(_of_data(data, script))
        yield from finds or _salvaged(script)
        yield from _of_words(data, script, page)
    if document.tree is not None:
        for link in document.tree.iter("link"):
            yield from _of_link(link)


def _of_data(data: Json, script: HtmlElement) -> Iterator[Find]:
    for item in objects(data):
        if types_of(item) & TYPES or _is_video_file(item):
            yield from _of_video_object(item, script)
        post = text_of(item, "url", "@id") if POST in types_of(item) else None
        if post and may_name_post(post):
            yield Find(url=post, kind=ReferenceKind.EMBED, where="JSON-LD", element=script)
        for key in ("video", "videos", "sharedContent", "associatedMedia"):
            videos = item.get(key)
            for url in videos if isinstance(videos, list) else [videos]:
                if isinstance(url, str) and (key.startswith("video") or may_name_post(url)):
                    yield Find(url=url, kind=ReferenceKind.EMBED, where=f"JSON-LD {key}", element=script)


def _of_words(data: Json, script: HtmlElement, page: Page) -> Iterator[Find]:
    """Addresses in the text of the article, of its corrections and of a live blog's entries."""
    stories = (story for story in _stories(data) if page.whose(story) is not Whose.OTHER)
    for item in (item for story in stories for item in objects(story)):
        for key in WORDS:
            words = item.get(key)
            for url in addresses(words) if isinstance(words, str) and "/" in words else ():
                if not is_media_url(url):
                    whole = url if "//" in url else f"https://{url}"
                    yield Find(url=whole, kind=ReferenceKind.LINK, where=f"JSON-LD {key}", element=script)


def _stories(data: Json) -> Iterator[JsonObject]:
    """Articles that are not parts of other things (a list of the latest, a series)."""
    roots = data if isinstance(data, list) else [data]
    graphs = [part for root in roots if isinstance(root, dict) and isinstance(part := root.get("@graph"), list)]
    for item in (*roots, *(item for graph in graphs for item in graph)):
        if isinstance(item, dict) and any(ARTICLE_TYPE.search(kind) for kind in types_of(item)):
            yield item


def _is_video_file(item: JsonObject) -> bool:
    return "MediaObject" in types_of(item) and (text_of(item, "encodingFormat") or "").startswith("video")


def _of_video_object(item: JsonObject, script: HtmlElement) -> Iterator[Find]:
    for key in KEYS:
        url = text_of(item, key, f"{key}.@id", f"{key}.url")
        if url:
            yield Find(url=url, kind=ReferenceKind.EMBED, where=f"JSON-LD {key}", element=script)
    for key in ("url", "@id", "mainEntityOfPage", "sameAs"):
        # Mostly the page's own address; only a post or a file says something.
        url = text_of(item, key)
        if url and (is_media_url(url) or may_name_post(url)):
            yield Find(url=url, kind=ReferenceKind.EMBED, where="JSON-LD", element=script)


def _salvaged(script: HtmlElement) -> Iterator[Find]:
    """From JSON-LD so broken that its structure is lost."""
    text = unescape_slashes(script.text or "")
    if "VideoObject" in text:
        for found in SALVAGE.finditer(text):
            yield Find(url=found["url"], kind=ReferenceKind.EMBED, where=f"JSON-LD {found['key']}", element=script)


def nameless_videos(document: Document) -> Iterator[HtmlElement]:
    """JSON-LD scripts that state a video and give no address of it."""
    for script, data in document.linked:
        for item in objects(data):
            if "VideoObject" in types_of(item) and (text_of(item, "name") or text_of(item, "description")):
                if not any(text_of(item, key, f"{key}.@id") for key in KEYS):
                    yield script
                break


def _of_link(link: HtmlElement) -> Iterator[Find]:
    href = link.get("href")
    if not href:
        return
    itemprop = (link.get("itemprop") or "").lower()
    relation = (link.get("rel") or "").lower()
    if itemprop in {"contenturl", "embedurl"}:
        yield Find(url=href, kind=ReferenceKind.EMBED, where=itemprop, element=link)
    elif link.get("as") == "video" or relation == "video_src":
        yield Find(url=href, kind=ReferenceKind.EMBED, where=f"link {relation or 'preload'}", element=link)
    elif "oembed" in (link.get("type") or "") and may_name_post(href):
        yield Find(url=href, kind=ReferenceKind.EMBED, where="oEmbed link", element=link)


def player_files(document: Document) -> Iterator[Find]:
    """Media files that inline scripts hand to a player (``jwplayer("x").setup({file: "…"})`` and the like)."""
    if document.tree is None:
        return
    for script in document.tree.iter("script"):
        text = script.text or ""
        if not text or len(text) > LARGEST or "ld+json" in (script.get("type") or ""):
            continue
        if any(ending in text for ending in ENDINGS) and PLAYER.search(text):
            for _, found in zip(range(MOST), QUOTED_FILE.finditer(unescape_slashes(text)), strict=False):
                yield Find(url=found["url"], kind=ReferenceKind.EMBED, where="player script", element=script)
