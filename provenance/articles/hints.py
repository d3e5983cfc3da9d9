"""Captions, alt texts and picture names that speak of a video which the page no longer shows."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import path_of, squeeze
from provenance.articles.sitewords import speaks_of_video
from provenance.model import BlockKind, Hint, HintOrigin

__all__ = ["hints"]

PLAYERS = ("video", "iframe", "amp-video", "amp-iframe", "amp-youtube", "amp-twitter", "amp-instagram", "embed", "object")
"""Elements that play a video."""
MOST = 200
"""Of each kind; no article has as many pictures."""
NAME_WORDS = re.compile(
    r"(?:^|[-_.\s\d])(?:video|videos|vid|footage|clip|videostill|videograb|screengrab|videoframe|cctv|bodycam|"
    r"dashcam|video-?still|youtube|reel|tiktok)(?:$|[-_.\s\d])",
    re.IGNORECASE,
)


def hints(document: Document) -> tuple[Hint, ...]:
    """Each caption, alt text and file name of a picture in the article that speaks of a video, in the page's order."""
    article = document.article
    captions = (
        b
        for b in article.blocks
        if b.kind is BlockKind.CAPTION and speaks_of_video(article.text[b.start : b.end]) and not _of_player(document, b.element)
    )
    found = [
        Hint(
            text=article.text[b.start : b.end],
            origin=_origin(b.element),
            span=article.span(b.start, b.end),
            element=b.element,
        )
        for b in islice(captions, MOST)
    ]
    return (*found, *islice(_from_names(document, {hint.element for hint in found}), MOST))


def _of_player(document: Document, path: str | None) -> bool:
    """Whether the caption's figure still holds its video."""
    if document.tree is None or path is None:
        return False
    try:
        found = document.tree.getroottree().xpath(path)
    except (etree.XPathError, ValueError):  # the latter for control characters in a tag
        return False
    caption = next(iter(found), None) if isinstance(found, list) else None
    figure = next(caption.iterancestors("figure"), None) if caption is not None else None
    return figure is not None and next(figure.iter(*PLAYERS), None) is not None


def _origin(element: str | None) -> HintOrigin:
    last = (element or "").rpartition("/")[2]
    return HintOrigin.ALT if last.startswith(("img", "amp-img")) else HintOrigin.CAPTION


def _from_names(document: Document, told: set[str | None]) -> Iterator[Hint]:
    if document.main is None:
        return
    seen: set[str] = set()
    for picture in document.main.iter("img", "amp-img"):
        name = _file_name(picture)
        if name and name not in seen and NAME_WORDS.search(name.rpartition(".")[0]) and (path := path_of(picture)) not in told:
            seen.add(name)
            yield Hint(text=name, origin=HintOrigin.FILE_NAME, element=path)


def _file_name(picture: HtmlElement) -> str | None:
    for key in ("data-src", "data-lazy-src", "data-original", "src"):
        value = picture.get(key)
        if value and not value.startswith("data:"):
            try:
                return squeeze(unquote(urlsplit(value).path.rpartition("/")[2]))[:200] or None
            except ValueError:
                return None
    return None
