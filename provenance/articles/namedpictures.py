"""Pictures that a page names: in what it says of itself to others (``og:image`` and the like), and those it shows in its body.

What a page says of itself is often a preview, made for a post or shared by many, and not what was posted: so every picture comes
with the places that name it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors, is_hidden, names, resolve
from provenance.articles.furniture import chrome_between
from provenance.articles.linked import objects, text_of, types_of

__all__ = ["NamedPicture", "largest", "named_pictures"]

MOST = 12
"""Pictures of one page."""
DECLARED = {
    "og:image": "og:image",
    "og:image:url": "og:image",
    "og:image:secure_url": "og:image",
    "twitter:image": "twitter:image",
    "twitter:image:src": "twitter:image",
}
"""Keys of ``meta`` → the name under which they are told."""
OF_POSTS = names(
    "Article NewsArticle BlogPosting SocialMediaPosting DiscussionForumPosting ImageObject ImageGallery Photograph WebPage "
    "ItemPage"
)
LAZY = ("data-original", "data-full", "data-large", "data-lazy-src", "data-src", "src")
LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
SMALL = 120
"""Pixels of the longer side, as the page states them, below which a picture is an icon."""
NUMBER = re.compile(r"\s*(\d{1,6})(?:\.\d+)?(?:px)?\s*")
CANDIDATE = re.compile(r"[\s,]*(\S+)")
DESCRIPTOR = re.compile(r"\s*(\d+(?:\.\d+)?)([wx])\b")
LONGEST_SET = 20_000
ICONS = re.compile(
    r"(?:^|[\s_/-])(?:icons?|logos?|avatars?|emoji|sprites?|badges?|pixel|spacer|blank|tracking)(?=[\s_/.-]|$)", re.IGNORECASE
)
DRAWN = re.compile(r"\.svgz?(?:[?#]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPicture:
    """One picture's address."""

    url: str
    """http(s), absolute."""
    where: tuple[str, ...]
    """What names it: ``og:image``, ``twitter:image``, ``JSON-LD image``, ``link image_src``, ``img``; each once."""


def named_pictures(document: Document) -> tuple[NamedPicture, ...]:
    """The pictures of a page in the order of the page's own weight: what it declares first; at most :data:`MOST`."""
    if document.tree is None:
        return ()
    found: dict[str, dict[str, None]] = {}
    for url, where in (*_declared(document.tree), *_linked(document), *_shown(document.tree)):
        absolute = resolve(url, document.base_url)
        if absolute and not DRAWN.search(absolute) and (absolute in found or len(found) < MOST):
            found.setdefault(absolute, {})[where] = None
    return tuple(NamedPicture(url=url, where=tuple(where)) for url, where in found.items())


def _declared(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or "").strip().lower()
        if key in DECLARED and (content := meta.get("content")):
            yield content, DECLARED[key]
    for link in tree.iter("link"):
        if "image_src" in (link.get("rel") or "").lower().split() and (href := link.get("href")):
            yield href, "link image_src"


def _linked(document: Document) -> Iterator[tuple[str, str]]:
    for _, data in document.linked:
        for item in objects(data):
            kinds = types_of(item)
            if kinds.isdisjoint(OF_POSTS):
                continue
            if "ImageObject" in kinds and (url := text_of(item, "contentUrl", "url")):
                yield url, "JSON-LD image"
            for value in (item.get("image"), item.get("sharedContent")):
                for url in _addresses(value):
                    yield url, "JSON-LD image"


def _addresses(value: object) -> Iterator[str]:
    """What ``image`` holds: an address, an object with one, or a list of these."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str):
            yield each
        elif isinstance(each, dict) and (url := text_of(each, "contentUrl", "url")):
            yield url


def _shown(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    body = tree.find("body")
    for element in body.iter("img", "amp-img") if body is not None else ():
        url = largest(element)
        if url and not url.startswith(("data:", "blob:")) and not _is_small(element, url) and not _is_furniture(element, body):
            yield url, "img"


def largest(element: HtmlElement) -> str | None:
    """The largest rendition that an ``img``, or the ``picture`` around it, names."""
    # libxml2 lets a source hold what follows it.
    around = next((at for at in ancestors(element) if at.tag == "picture"), None)
    sources = list(around.iter("source")) if around is not None else []
    sets = [value for each in (element, *sources) for key in LAZY_SETS if (value := each.get(key))]
    candidates = [candidate for value in sets for candidate in _candidates(value[:LONGEST_SET])]
    if candidates:
        return max(candidates, key=lambda candidate: candidate[0])[1]
    return next((value.strip() for key in LAZY if (value := element.get(key)) and not value.startswith("data:")), None)


def _candidates(text: str) -> Iterator[tuple[float, str]]:
    """Size and address of each candidate of a ``srcset``
    (https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute); addresses may hold commas.
    """
    at = 0
    while found := CANDIDATE.match(text, at):
        url, at = found[1], found.end()
        size = 1.0
        if url.endswith(","):
            url = url.rstrip(",")
        else:
            end = text.find(",", at)
            end = len(text) if end < 0 else end
            if stated := DESCRIPTOR.match(text, at, end):
                size = float(stated[1]) * (1000 if stated[2] == "x" else 1)
            at = end
        if url and not url.startswith("data:"):
            yield size, url


def _is_small(element: HtmlElement, url: str) -> bool:
    stated = [int(found[1]) for key in ("width", "height") if (found := NUMBER.fullmatch(element.get(key) or ""))]
    named = " ".join((element.get("class") or "", element.get("id") or "", url.partition("?")[0].rpartition("/")[2]))
    return bool(stated and max(stated) < SMALL) or ICONS.search(named) is not None


def _is_furniture(element: HtmlElement, body: HtmlElement) -> bool:
    around = {at.tag for at in ancestors(element)}
    if around & {"nav", "footer", "noscript", "template", "aside", "button"} or any(is_hidden(at) for at in ancestors(element)):
        return True
    return chrome_between(element, body) is not None
