"""Every place of a page that may name a video or a post: elements, their attributes, mark-up and JSON inside attributes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from provenance.articles.decoding import plain_markup
from provenance.articles.dom import names, parse_fragment
from provenance.articles.linked import Json, lenient, strings
from provenance.articles.statewalk import identified
from provenance.model import ReferenceKind
from provenance.platforms.identifiers import address_of, platform_word

__all__ = ["URL", "Find", "harvest", "is_media_url", "silent_players"]

MOST_ATTRIBUTES = 200
"""An element with more is no work of a publisher; reading them takes quadratic time."""
DEEPEST = 3
"""Mark-up inside attributes inside mark-up …"""
PLAYER_TAGS = names(
    "iframe frame embed object param video source amp-iframe amp-video amp-video-iframe amp-youtube amp-twitter "
    "amp-instagram amp-facebook amp-tiktok amp-vimeo amp-dailymotion amp-brightcove amp-jwplayer amp-reddit amp-vk "
    "amp-vine amp-embed video-js lite-youtube lite-vimeo"
)
UNREAD_TAGS = names("link img input form textarea option base use image picture track")
"""Whose addresses are pictures, styles, the page itself, or text to copy."""
UNREAD_ATTRIBUTES = names("style title alt class id xmlns action ping srcset data-srcset poster itemtype itemid aria-label")
EMBED_NAMES = re.compile(
    r"(?:^|[\s_-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|reddit-(?:embed-bq|"
    r"card)|bluesky-embed|text-post-media|mastodon-embed|"
    r"vk-post|telegram-post|imgur-embed-pub)(?:$|[\s_])"
)
MEDIA = re.compile(r"\.(?:mp4|m4v|mov|webm|m3u8|mpd|flv|ogv|avi|mkv|3gp)(?:$|[?#/;])", re.IGNORECASE)
MARKUP = re.compile(r"<(?:iframe|blockquote|video|embed|object|amp-|a\s|div|script|source)", re.IGNORECASE)
URL = re.compile(r"""(?:https?:)?//[^\s"'<>\\^`{}|]{4,2000}""")
META_VIDEO = re.compile(r"^(?:og:video(?::(?:secure_)?url)?|twitter:player(?::stream)?|contenturl|embedurl)$", re.IGNORECASE)
NUMBER, SHORTCODE, ELEVEN = r"\d{5,20}", r"[\w-]{8,40}", r"[\w-]{11}"
ID_ATTRIBUTES: tuple[tuple[str, str, str], ...] = (
    (r"data-tweet-?id", NUMBER, "https://x.com/i/status/{}"),
    (r"data-telegram-post", r"[\w/]+/\d+", "https://t.me/{}"),
    (r"data-(?:youtube|yt|ytb)(?:-?video)?-?(?:id|code)?|data-plyr-youtube", ELEVEN, "https://www.youtube.com/watch?v={}"),
    (r"data-vimeo(?:-?video)?-?id", NUMBER, "https://vimeo.com/{}"),
    (r"data-dailymotion(?:-?video)?-?id", r"[xk]\w{4,25}", "https://www.dailymotion.com/video/{}"),
    (r"data-instagram-?(?:id|code|shortcode)|data-shortcode", SHORTCODE, "https://www.instagram.com/p/{}/"),
    (r"data-tiktok-?(?:video-?)?id", NUMBER, "https://www.tiktok.com/@/video/{}"),
)
TAG_IDS: tuple[tuple[str, str, str, str], ...] = (
    (r"amp-youtube|lite-youtube", r"data-videoid|videoid|data-video-id", ELEVEN, "https://www.youtube.com/watch?v={}"),
    (r"amp-vimeo|lite-vimeo", r"data-videoid|videoid", NUMBER, "https://vimeo.com/{}"),
    (r"amp-dailymotion", r"data-videoid", r"[xk]\w{4,25}", "https://www.dailymotion.com/video/{}"),
    (r"amp-vine", r"data-vineid", r"\w{8,13}", "https://vine.co/v/{}"),
    (r"amp-tiktok|blockquote", r"data-src|data-video-id", NUMBER, "https://www.tiktok.com/@/video/{}"),
    (r"amp-jwplayer", r"data-media-id", r"\w{8}", "https://cdn.jwplayer.com/previews/{}"),
    (
        r"amp-brightcove|video-js|video|div",
        r"data-video-id",
        r"\d{10,15}",
        "https://link.brightcove.com/services/player/?bctid={}",
    ),
)
_ID_ATTRIBUTES = tuple((re.compile(name), re.compile(value), url) for name, value, url in ID_ATTRIBUTES)
_TAG_IDS = tuple((re.compile(tag), re.compile(name), re.compile(value), url) for tag, name, value, url in TAG_IDS)
POST_PATH = re.compile(r"/(?:status(?:es)?|p|reel|tv|video|post|posts|comments)/")
ELEMENT_IDS = (
    (re.compile(r"^vk_post_(-?\d+)_(\d+)$"), "https://vk.com/wall{}_{}", "vk_post"),
    (re.compile(r"^rumble_(v[0-9a-z]{4,10})$"), "https://rumble.com/embed/{}/", "rumble"),
)
"""Ids of empty elements that a platform's script fills."""
SHORT_SOURCE = re.compile(r"(youtube|vimeo)/([\w-]{5,20})")
"""The source of a Vidstack player (https://vidstack.io)."""
FRAME_DATA = "data:text/html"
"""Before a frame's page that stands in its address, as programs that save pages in one file write it."""
SHORTEST_DATA = 12
LONGEST_ID = 60
LONGEST_NAMES = 400
CLUE = re.compile(
    r"//|\\\\?/|you_?tube|tweet|twitter|insta|tik_?tok|vimeo|dailymotion|telegram|facebook|\"(?:video_?)?id\"", re.IGNORECASE
)
"""Without any of these, data in an attribute names no post."""
ID_NAME = re.compile(r"(?:id|code|key|post|tweet|status|ref|value|embed|video|youtube|instagram|tiktok|vimeo)$")
OF_ACCOUNTS = re.compile(r"user|account|author|channel|profile|page|app-?id|site|owner|player-?id|-uid|guid")
KIND = re.compile(r"type|provider|network|platform|service|source|component|vendor|kind|class$|^name$|-url$")
"""Attributes that say what an element is."""
LOOSE = names("streamable vine reddit")
"""Platforms whose identifiers look like any word."""
_ALWAYS = frozenset({"video", "source", "amp-tiktok", "amp-video"})
"""Elements whose addresses are often relative."""


_Attributes = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An address met in a page, before anybody has looked whether it names a video."""

    url: str
    kind: ReferenceKind
    where: str
    element: HtmlElement
    """Of the page itself, also when the address stood in mark-up inside an attribute."""


def is_media_url(url: str) -> bool:
    """Whether the path ends as a video file or a streaming manifest does."""
    return MEDIA.search(url) is not None


def silent_players(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Players whose file the saved page no longer tells: no address at all, or one that only the browser knew (``blob:``)."""
    for video in tree.iter("video", "amp-video"):
        values = [
            value for element in (video, *video.iter("source")) for name, value in element.items() if name in {"src", "data-src"}
        ]
        if not any(
            value.strip() and not value.strip().startswith(("blob:", "data:", "about:", "javascript:")) for value in values
        ):
            yield video


def harvest(tree: HtmlElement, depth: int = 0) -> Iterator[Find]:
    """Every find of the page's elements, in its order."""
    quotes = _embed_quotes(tree)
    for element in tree.iter(etree.Element):
        attributes = element.items()
        if not attributes or element.tag in UNREAD_TAGS or len(attributes) > MOST_ATTRIBUTES:
            continue
        # Looking at every attribute in one pass is cheaper than any XPath that asks as much.
        if element.tag in _ALWAYS or any("//" in value or _may_hold_id(name, value) for name, value in attributes):
            yield from _of_element(element, attributes, quotes.get(element), depth)
    yield from _of_wrapped(tree, depth)


def _may_hold_id(name: str, value: str) -> bool:
    if name in {"class", "style"}:
        return False
    if name in {"href", "src"}:
        return "%2F%2F" in value or "%2f%2f" in value or "aHR0c" in value or value.startswith(("youtube/", "vimeo/", FRAME_DATA))
    if name == "id":
        return value.startswith(("vk_post_", "rumble_v"))
    if value[:1] in {"{", "["}:
        return len(value) > SHORTEST_DATA and CLUE.search(value) is not None
    if not name.startswith(("data-", "srcdoc")):
        return 4 < len(value) < LONGEST_ID and (name[-2:] == "id" or name == "status")
    return (
        name == "srcdoc"
        or (4 < len(value) < 100 and (" " not in value or "<" in value))
        or "%2F%2F" in value
        or value[:3] in {"%3C", "%3c"}
        or "%2f%2f" in value
        or ":\\/" in value
        or value[:2] in {"PG", "PD"}
    )


def _of_element(element: HtmlElement, attributes: _Attributes, quote: HtmlElement | None, depth: int) -> Iterator[Find]:
    tag = element.tag
    if tag == "meta":
        yield from _of_meta(element)
        return
    yield from _ids(element, attributes)
    yield from _named_ids(element, attributes)
    for name, value in attributes:
        if (name in UNREAD_ATTRIBUTES and "<" not in value) or name.startswith(("on", "xmlns")):
            continue
        if tag in {"a", "area"} and name == "href":
            kind = ReferenceKind.EMBED if quote is not None else ReferenceKind.LINK
            yield Find(
                url=value,
                kind=kind,
                where="blockquote" if quote is not None else "link",
                element=quote if quote is not None else element,
            )
        else:
            yield from _of_value(element, name, value, depth)


def _of_meta(element: HtmlElement) -> Iterator[Find]:
    for key in ("property", "name", "itemprop"):
        named = element.get(key) or ""
        if META_VIDEO.match(named) and element.get("content"):
            yield Find(url=str(element.get("content")), kind=ReferenceKind.EMBED, where=named, element=element)
            return


def _embed_quotes(tree: HtmlElement) -> dict[HtmlElement, HtmlElement]:
    """Embedded posts by the link that is the post's own address: its last to a status; the earlier ones are words of the post."""
    own: dict[HtmlElement, HtmlElement] = {}
    for outer in tree.iter("blockquote", "div", "figure"):
        classes = outer.get("class")
        if classes and EMBED_NAMES.search(f"{classes} "):
            links = [a for a in outer.iter("a") if POST_PATH.search(a.get("href") or "")]
            if links:
                own[links[-1]] = outer
    return own


def _ids(element: HtmlElement, attributes: _Attributes) -> Iterator[Find]:
    """Addresses built from attributes that hold an identifier only."""
    tag = element.tag
    for name, value in attributes:
        for shape, url, where in ELEMENT_IDS if name == "id" else ():
            if post := shape.match(value.strip()):
                yield Find(url=url.format(*post.groups()), kind=ReferenceKind.EMBED, where=where, element=element)
        if not name.startswith("data-") and name[-2:] != "id" and name != "status":
            continue
        for shape, url, anywhere in _shapes(tag, name):
            if shape.fullmatch(value.strip()) and (anywhere or _is_of(url, element)):
                yield Find(url=url.format(value.strip()), kind=ReferenceKind.EMBED, where=name, element=element)


@lru_cache(maxsize=4096)
def _shapes(tag: str, name: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """What identifiers look like that an attribute of this name on this tag may hold, their address, whether its name will do."""
    by_name = ((shape, url, True) for attribute, shape, url in _ID_ATTRIBUTES if attribute.fullmatch(name))
    by_tag = (
        (shape, url, False) for tags, attribute, shape, url in _TAG_IDS if tags.fullmatch(tag) and attribute.fullmatch(name)
    )
    return (*by_name, *by_tag)


def _named_ids(element: HtmlElement, attributes: _Attributes) -> Iterator[Find]:
    """Addresses made of an identifier and the platform's word in a name of the same element (``class="tweet" data-id="…"``)."""
    for name, value in attributes:
        if not (4 < len(value) < LONGEST_ID and _is_of_post(name)):
            continue
        word = platform_word(name.removeprefix("data-")) or _word_of(element)
        if word is not None and word not in LOOSE and (url := address_of(word, value)) is not None:
            yield Find(url=url, kind=ReferenceKind.EMBED, where=name, element=element)


@lru_cache(maxsize=4096)
def _is_of_post(name: str) -> bool:
    """Whether an attribute of this name may hold a post's identifier."""
    return name != "id" and ID_NAME.search(name) is not None and OF_ACCOUNTS.search(name) is None


@lru_cache(maxsize=4096)
def _says_kind(name: str) -> bool:
    return KIND.search(name) is not None


def _word_of(element: HtmlElement) -> str | None:
    """The platform that an element's tag, classes, or attributes speak of."""
    for name, value in (("type", element.tag), *element.items()):
        if len(value) < LONGEST_NAMES and _says_kind(name):
            for written in value.split():
                if (word := platform_word(written)) is not None:
                    return word
    return None


def _is_of(url: str, element: HtmlElement) -> bool:
    """Whether an ambiguous attribute really belongs to the platform of ``url``."""
    named = f"{element.tag} {element.get('class') or ''}".lower()
    if "brightcove" in url:
        return "brightcove" in named or "video-js" in named or element.get("data-account") is not None
    return "tiktok" not in url or "tiktok" in named


def _of_value(element: HtmlElement, name: str, value: str, depth: int) -> Iterator[Find]:
    """What an attribute other than a link's ``href`` holds: an address, mark-up, or JSON."""
    text = value.strip()
    if len(text) < 5:
        return
    text = unquote(text) if text[:3] in {"%3C", "%3c"} else text
    text = plain_markup(text)
    text = _in_address(text) if text.startswith(FRAME_DATA) else text
    if name == "src" and (short := SHORT_SOURCE.fullmatch(text)):
        text = address_of(short[1], short[2]) or text
    if text[0] in "{[" and '"' in text and (data := lenient(text)) is not None:
        yield from _of_json(_unpaired(data) if element.tag == "astro-island" else data, element, name, depth)
    elif depth < DEEPEST and MARKUP.search(text):
        yield from _of_markup(text, element, f"{name} (mark-up)", depth)
    elif text[0] in "{[" or text[:3].lower() in {"%7b", "%5b"}:
        yield from _of_json(lenient(text), element, name, depth)
    elif "//" in text[:10] or text[:7].lower().startswith(("http%3a", "https%3")) or element.tag in PLAYER_TAGS:
        if " " not in text.strip():
            yield Find(
                url=text,
                kind=ReferenceKind.EMBED,
                where=element.tag if name in {"src", "data-src"} else f"{element.tag} {name}",
                element=element,
            )
    elif text[0] == "/" and " " not in text and is_media_url(text):
        yield Find(url=text, kind=ReferenceKind.EMBED, where=f"{element.tag} {name}", element=element)
    elif ":\\/" in text:
        yield from (
            Find(url=url, kind=ReferenceKind.EMBED, where=name, element=element) for url in URL.findall(text.replace("\\/", "/"))
        )


def _unpaired(value: Json) -> Json:
    """Props of an Astro island, in which each value stands in a pair after the number of its type, as they were."""
    if isinstance(value, dict):
        return {key: _unpaired(part) for key, part in value.items()}
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], int):
        return [_unpaired(part) for part in value[1]] if isinstance(value[1], list) else _unpaired(value[1])
    return value


def _of_markup(text: str, element: HtmlElement, where: str, depth: int) -> Iterator[Find]:
    inner = parse_fragment(text)
    if inner is not None:
        yield from (replace(find, element=element, where=f"{where}: {find.where}") for find in harvest(inner, depth + 1))


def _in_address(text: str) -> str:
    """The mark-up of a ``data:`` address (RFC 2397)."""
    kind, _, body = text.partition(",")
    return plain_markup(body) if kind.endswith(";base64") else unquote(body)


def _of_json(value: Json, element: HtmlElement, name: str, depth: int) -> Iterator[Find]:
    where = f"{name} (JSON)"
    said = dict.fromkeys(strings(value))
    for string in said:
        if depth < DEEPEST and "<" in string and MARKUP.search(string):
            yield from _of_markup(string, element, where, depth)
        elif " " not in string and ("//" in string[:9] or (string[:1] == "/" and is_media_url(string))):
            yield Find(url=string, kind=ReferenceKind.EMBED, where=where, element=element)
    for url in identified(value, _word_of(element)):
        if url not in said:
            yield Find(url=url, kind=ReferenceKind.EMBED, where=where, element=element)


def _of_wrapped(tree: HtmlElement, depth: int) -> Iterator[Find]:
    """Mark-up that a consent tool or a lazy loader keeps as text: scripts of other types, comments."""
    if depth >= DEEPEST:
        return
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        text = script.text or ""
        wrapped = kind in {"text/plain", "text/template", "text/x-template", "text/html", "text/x-handlebars-template"}
        if wrapped and MARKUP.search(plain := plain_markup(text)):
            yield from _of_markup(plain, script, f"script {kind}", depth)
    for area in tree.iter("textarea"):
        # A visible one offers code to copy; a hidden one is a consent tool's store.
        if area.get("hidden") is not None and MARKUP.search(area.text or ""):
            yield from _of_markup(area.text or "", area, "hidden text area", depth)
    for comment in tree.iter(etree.Comment):
        text = comment.text or ""
        if ("<iframe" in text or "<blockquote" in text) and comment.getparent() is not None and "[if " not in text[:20]:
            yield from _of_markup(text, comment.getparent(), "comment", depth)
