"""Whether an element cites a video for the article, or for the site around it. A label with its reason, never a filter."""

import re
from itertools import islice, takewhile

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors, contains, squeeze
from provenance.articles.furniture import APART, chrome_between, indicator
from provenance.articles.sitewords import is_related_heading
from provenance.model import ReferenceKind, Role

__all__ = ["IN_DATA", "IN_HEAD", "OTHERS", "role_of"]

IN_HEAD, IN_DATA = "stated in the page's head", "stated in the page's data"
OTHERS = "other stories"


COLUMN = re.compile(
    r"(?<![^\s])(?P<name>(?:[a-z]+[_-]){0,3}?(?:col|span|column|large|medium|grid|width)(?:[_-](?:xs|sm|md|lg|xl|xxl))?)[_-]?"
    r"(?P<width>\d{1,3})(?=$|\s|[_-]of[_-])"
)
IN_BODY = frozenset({"a side column", "a notice about consent"})
"""Inside a body, what stands at its side is still the article's: quotes, boxes, players; and what waits for consent."""
EMBEDDED = IN_BODY | {"share or follow links"}
"""Nobody shows a whole post to have a page shared: ``social`` names embeds as well."""
AROUND_OTHERS = APART | {"a side column", "advertising", "navigation, header or footer of the site"}
"""What stands around an embed outside the body and makes it the site's."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NEAR = 12
"""How many siblings on a side are looked at."""
LONGEST_HEADING = 120


def role_of(element: HtmlElement, kind: ReferenceKind, document: Document) -> tuple[Role, str]:
    """The role of a citation in ``element``, and why."""
    if element in document.set_aside:
        return Role.CHROME, "its line points to another story"
    main = document.main
    if element.tag in {"meta", "link"} or any(at.tag == "head" for at in ancestors(element)):
        return Role.ARTICLE, IN_HEAD
    if element.tag == "script" and "ld+json" in (element.get("type") or ""):
        return Role.ARTICLE, IN_DATA
    if main is None:
        return Role.ARTICLE, "the page has no body to tell from furniture"
    if contains(main, element):
        reason = chrome_between(element, main, document.frame, passing=IN_BODY if kind is ReferenceKind.LINK else EMBEDDED)
        reason = reason or _beside_body(element, main, document) or _under_others(element, main)
        return (Role.CHROME, reason) if reason else (Role.ARTICLE, "in the article's body")
    return _outside(element, kind, document, main)


def _outside(element: HtmlElement, kind: ReferenceKind, document: Document, main: HtmlElement) -> tuple[Role, str]:
    path = set(ancestors(main))
    common = next((at for at in ancestors(element) if at in path), None)
    reason = (
        chrome_between(element, common, document.frame, belies_embed=AROUND_OTHERS)
        or _apart(element, main, common, document)
        or _under_others(element, common)
    )
    if reason:
        return Role.CHROME, reason
    story = _story(document, main)
    if story is not None and contains(story, element):
        return Role.ARTICLE, "beside the headline"
    if kind is not ReferenceKind.LINK:
        return Role.ARTICLE, "a player on the page"
    holder = next((at for at in reversed(list(ancestors(main))) if at.tag in {"article", "main"}), None)
    if holder is not None and contains(holder, element):
        return Role.ARTICLE, "in the same article element"
    return Role.CHROME, "outside the article"


def _beside_body(element: HtmlElement, main: HtmlElement, document: Document) -> str | None:
    """Why an element of a body drawn too wide is not of it: a column beside the text, not between its paragraphs.

    It is narrower than the one with the headline, or named as at the side and stands after the text.
    """
    for at in ancestors(element):
        if at is main:
            return None
        if at not in document.frame.elements and indicator(at) == "a side column" and _is_parallel(at):
            return "a side column"
        if at not in document.frame.elements and (widths := _widths(at)):
            beside = [_widths(other) for other in document.frame.elements if other.getparent() is at.getparent()]
            if any(other.get(name, 0) > width for other in beside for name, width in widths.items()):
                return "a side column"
    return None


def _is_parallel(column: HtmlElement) -> bool:
    """Whether paragraphs stand in a neighbour before ``column``, and none beside it or after it."""
    before = list(islice(column.itersiblings("*", preceding=True), NEAR))
    after = list(islice(column.itersiblings("*"), NEAR))
    if any(at.tag == "p" for at in before) or any(next(at.iter("p"), None) is not None for at in after):
        return False
    return any(len(list(islice(at.iter("p"), 3))) == 3 for at in before)


def _under_others(element: HtmlElement, outer: HtmlElement | None) -> str | None:
    """``other stories`` where a heading such as "Related articles" stands before ``element`` in a box inside ``outer``."""
    for at in ancestors(element):
        parent = at.getparent()
        if at is outer or parent is None or parent is outer:
            return None
        if parent.tag == "p":
            continue
        for before in islice(at.itersiblings("*", preceding=True), NEAR):
            words = squeeze("".join(islice(before.itertext("*"), 20))[: 2 * LONGEST_HEADING])
            if before.tag != "a" and is_related_heading(words):
                return OTHERS
            if before.tag in HEADINGS or len(words) > LONGEST_HEADING:
                break
    return None


def _below(outer: HtmlElement | None, inner: HtmlElement) -> HtmlElement:
    """The child of ``outer`` in which ``inner`` stands; ``inner`` itself where it is ``outer``."""
    return next((at for at in ancestors(inner) if at.getparent() is outer), inner)


def _apart(element: HtmlElement, main: HtmlElement, common: HtmlElement | None, document: Document) -> str | None:
    """Why what stands outside the body is not of its story: a headline of its own beside it, or a narrower column."""
    heading, part = document.heading, _below(common, element)
    if heading is not None and heading.tag == "h1" and not contains(part, heading) and next(part.iter("h1"), None) is not None:
        return "in another story"
    widths, own = _widths_between(element, common), _widths_between(main, common)
    shared = widths.keys() & own.keys()
    narrower = any(widths[name] < own[name] for name in shared) and all(widths[name] <= own[name] for name in shared)
    return "a side column" if narrower else None


def _widths_between(element: HtmlElement, outer: HtmlElement | None) -> dict[str, int]:
    """The widths of the outermost column around ``element`` inside ``outer``."""
    between = takewhile(lambda at: at is not outer, ancestors(element))
    return next((widths for at in reversed(list(between)) if (widths := _widths(at))), {})


def _widths(element: HtmlElement) -> dict[str, int]:
    """How wide a grid's classes say that an element is (``col-md-8``, ``td-pb-span4``, ``span_4_of_12``), by kind of class."""
    return {found["name"]: int(found["width"]) for found in COLUMN.finditer((element.get("class") or "").lower())}


def _story(document: Document, main: HtmlElement) -> HtmlElement | None:
    """The element that holds headline and body; ``None`` when that is the whole page."""
    if document.heading is None:
        return main.getparent()
    path = set(ancestors(main))
    return next((at for at in ancestors(document.heading) if at in path), None)
