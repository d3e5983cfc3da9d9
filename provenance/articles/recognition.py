"""An address found in a page to what it names: a post of a platform, a media file, or the page's own player."""

import re
from urllib.parse import urlsplit

from provenance.articles.document import Document
from provenance.articles.dom import resolve
from provenance.articles.harvest import PLAYER_TAGS, Find, is_media_url
from provenance.model import FILE, ReferenceKind
from provenance.platforms import may_name_post, recognise
from provenance.platforms.interface import Recognised, UrlPatterns
from provenance.platforms.urls import carried

__all__ = ["media_file", "recognised"]

OWN_PLAYER = re.compile(
    r"(?:^|[/._-])(?:video|videos|player|players|embed|playvideo|videoplayer|vod)(?:$|[/._?=-])", re.IGNORECASE
)
SPEAKS_OF_VIDEO = re.compile(
    r"[/_.?&=-](?:v|videos?|watch|clips?|embed|player|vod|av|reels?|shorts?|episodes?|movies?|film|tv|видео|відео)(?:[/_.?&=-]|$)|"
    r"//[^/]*(?:tube|video|clip|stream|vid\.|tv\.)",
    re.IGNORECASE,
)
"""Addresses of unknown sites that may lead to a video."""
NO_PLAYER = re.compile(
    r"doubleclick|googlesyndication|googletagmanager|recaptcha|disqus|/maps|maps\.google|soundcloud|spotify|"
    r"/ads?[/.]|adserv|amazon-adsystem|facebook\.com/plugins/(?:like|page|share|follow)|"
    r"platform\.twitter\.com/widgets|datawrapper|infogram|scribd|documentcloud|playbuzz|typeform|google\.com/forms|"
    r"podcast|acast|megaphone|omny|audioboom|anchor\.fm|"
    r"apple\.com|addthis|sharethis|taboola|outbrain|cookie|consent|newsletter|mailchimp|chartbeat|"
    r"youtube(?:-nocookie)?\.com|twitter\.com|instagram\.com|tiktok\.com|"
    r"vimeo\.com/?$|accounts\.google|docs\.google|flourish|genially|issuu|thinglink|giphy|subscribe|comments?\b",
    re.IGNORECASE,
)


CARRIED = re.compile(r"https?(?::|%3a)(?:/|%2f)|aHR0c", re.IGNORECASE)
"""How an address in the query of another begins."""
LONGEST_QUERY = 2_000
APPS = frozenset({"tg://", "at://"})
"""Schemes that name posts without a web address."""


def recognised(item: Find, document: Document, fallback: UrlPatterns | None) -> tuple[Recognised, ReferenceKind] | None:
    """The post or file that ``item`` names, and how."""
    if item.where == "link" and _is_plain_link(item.url) and (fallback is None or not SPEAKS_OF_VIDEO.search(item.url)):
        return None
    url = resolve(item.url, document.base_url)
    if url is None:
        written = item.where == "link" and "." in item.url.split("/")[0]
        post = recognise(item.url) if written or item.url.strip()[:5].lower() in APPS else _carried(item, item.url, document)
        return (post, item.kind) if post else _relative_file(item)
    ask = fallback if fallback is not None and _is_worth_asking(item, url, document) else None
    post = recognise(url, fallback=ask) if ask is not None or may_name_post(url) else None
    post = post or _carried(item, url, document)
    if post is not None:
        return post, ReferenceKind.FILE if item.kind is ReferenceKind.EMBED and is_media_url(urlsplit(url).path) else item.kind
    if is_media_url(urlsplit(url).path) or _is_own_player(item, url):
        return Recognised(platform=FILE, platform_id=url, url=url), ReferenceKind.FILE
    return None


def _carries(url: str) -> bool:
    _, mark, query = url.partition("?")
    return bool(mark) and CARRIED.search(query, 0, LONGEST_QUERY) is not None


def _carried(item: Find, url: str, document: Document) -> Recognised | None:
    """The post in the query of an address: of a player that only shows it (``/embed?url=…``), of a link by which the site leads
    its readers out (``/go?https://…``, also in base64).
    """
    if item.where == "link" and _host(url) != _host(document.base_url or "") and "//" in url[:8]:
        return None
    inner = carried(url) if _carries(url) else None
    return recognise(inner) if inner else None


def _is_worth_asking(item: Find, url: str, document: Document) -> bool:
    """Whether others' patterns are asked about an address on an unknown host: of players, and of links that speak of video.

    Asking costs a millisecond, and most of a second the first time; a page has hundreds of ordinary links.
    """
    if item.where == "link" or item.kind is ReferenceKind.LINK:
        return SPEAKS_OF_VIDEO.search(url) is not None and _host(url) != _host(document.base_url or "")
    stated = item.where.startswith(("JSON-LD", "og:video", "twitter:player")) or item.where.lower() in {"contenturl", "embedurl"}
    # Where an own address is stated, it is the page's own player.
    played = item.element.tag in PLAYER_TAGS or stated or "iframe" in item.where
    return played and not is_media_url(url) and NO_PLAYER.search(url) is None


def _host(url: str) -> str:
    """The last two labels of its host: near enough to a site's own name."""
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def _is_plain_link(url: str) -> bool:
    """Whether a link leads to no platform and no file: most do, and need not be looked at closely."""
    absolute = url[:8].lower().startswith(("http://", "https://"))
    return absolute and not may_name_post(url) and not is_media_url(url) and "&#" not in url and not _carries(url)


def _relative_file(item: Find) -> tuple[Recognised, ReferenceKind] | None:
    """A media file whose page address is unknown keeps its relative address; only http(s) and relative ones count."""
    plain = item.url.strip()
    if re.match(r"[a-z][a-z0-9+.-]*:", plain, re.IGNORECASE) or not plain or not is_media_url(plain) or len(plain) > 2000:
        return None
    return Recognised(platform=FILE, platform_id=plain, url=plain), ReferenceKind.FILE


def _is_own_player(item: Find, url: str) -> bool:
    """An element that plays a video from an address which tells no platform."""
    if item.kind is not ReferenceKind.EMBED:
        return False
    if item.where.startswith(("JSON-LD", "og:video", "twitter:player")) or item.where.lower() in {"contenturl", "embedurl"}:
        return NO_PLAYER.search(url) is None
    tag = item.element.tag
    if tag in {"video", "amp-video"} or (
        tag == "source" and item.element.getparent() is not None and item.element.getparent().tag in {"video", "amp-video"}
    ):
        return item.where in {tag, f"{tag} data-lazy-src", f"{tag} data-video-src"}
    return (
        tag in {"iframe", "amp-iframe", "amp-video-iframe"}
        and item.where == tag
        and OWN_PLAYER.search(url) is not None
        and NO_PLAYER.search(url) is None
    )


def media_file(url: str) -> Recognised | None:
    """The media file at ``url``, if its path says so."""
    absolute = resolve(url, None)
    return (
        Recognised(platform=FILE, platform_id=absolute, url=absolute)
        if absolute and is_media_url(urlsplit(absolute).path)
        else None
    )
