"""Thumbnails: further places of a video that the page also names, and players that show nothing but one."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors
from provenance.articles.harvest import Find
from provenance.articles.linked import objects, strings, text_of, types_of
from provenance.model import ReferenceKind
from provenance.platforms.thumbnails import HOSTS, video_of_thumbnail

__all__ = ["THUMBNAIL", "thumbnails"]

THUMBNAIL = "thumbnail"
"""``where`` of a picture that is no player by itself."""
STYLED = etree.XPath(
    "//@style[contains(., 'ytimg.com') or contains(., 'img.youtube')]/.. | "
    "//div/@*[starts-with(name(), 'data-')][contains(., 'ytimg.com')]/.."
)
FACADE = re.compile(
    r"(?:^|[\s_-])(?:youtube|yt|ytp|lyte|rll|wplyr|epyt|player|facade|embed|oembed)(?:$|[\s_-])|"
    r"(?:lite|lazy)[_-]?(?:youtube|yt|video|embed|iframe|player|load-?youtube)|play[_-]?(?:btn|button|icon)|"
    r"(?:youtube|video)[_-]?(?:player|embed|lazy|facade|wrapper|container|wrap|box)",
    re.IGNORECASE,
)
HEIGHT = 3
"""How many elements up a player's name may stand."""


def thumbnails(document: Document) -> Iterator[Find]:
    """Pictures of videos, as places of them."""
    if document.tree is None:
        return
    for element in (*document.tree.iter("img", "amp-img", "meta", "video", "source"), *_styled(document.tree)):
        for value in element.values():
            if len(value) > 20 and any(host in value for host in HOSTS) and (url := video_of_thumbnail(value)):
                where = "player that shows a thumbnail" if element.tag != "meta" and _is_facade(element) else THUMBNAIL
                kind = ReferenceKind.LINK if where == THUMBNAIL else ReferenceKind.EMBED
                yield Find(url=url, kind=kind, where=where, element=element)
                break
    yield from _of_linked(document)


def _styled(tree: HtmlElement) -> list[HtmlElement]:
    found = STYLED(tree)
    return [element for element in found if isinstance(element, HtmlElement)] if isinstance(found, list) else []


def _is_facade(element: HtmlElement) -> bool:
    """Whether a player hides behind the picture: its names say so, and it leads nowhere else."""
    near = [at for at, _ in zip(ancestors(element), range(HEIGHT + 1), strict=False)]
    if any(at.tag in {"a", "article", "li"} and (at.get("href") or "#")[:1] != "#" for at in ancestors(element)):
        return False
    named = (f"{at.tag} {at.get('class') or ''} {at.get('id') or ''}" for at in near if isinstance(at.tag, str))
    return any(FACADE.search(name) for name in named)


def _of_linked(document: Document) -> Iterator[Find]:
    for script, data in document.linked:
        for item in objects(data):
            if "VideoObject" not in types_of(item):
                continue
            nameless = not text_of(item, "contentUrl", "embedUrl", "contentURL", "embedURL")
            for picture in strings(item.get("thumbnailUrl")):
                if url := video_of_thumbnail(picture):
                    where = "JSON-LD thumbnailUrl" if nameless else THUMBNAIL
                    kind = ReferenceKind.EMBED if nameless else ReferenceKind.LINK
                    yield Find(url=url, kind=kind, where=where, element=script)
                    break
