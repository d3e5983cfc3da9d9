"""Whether an element cites a video for the article, or for the site around it. A label with its reason, never a filter."""

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors, contains
from provenance.articles.furniture import chrome_between
from provenance.model import ReferenceKind, Role

__all__ = ["role_of"]


IN_BODY = frozenset({"a side column", "a notice about consent"})
"""Inside a body, what stands at its side is still the article's: quotes, boxes, players; and what waits for consent."""
EMBEDDED = IN_BODY | {"share or follow links"}
"""Nobody shows a whole post to have a page shared: ``social`` names embeds as well."""


def role_of(element: HtmlElement, kind: ReferenceKind, document: Document) -> tuple[Role, str]:
    """The role of a citation in ``element``, and why."""
    if element in document.set_aside:
        return Role.CHROME, "its line points to another story"
    main, layout = document.main, _layout(document)
    if element.tag in {"meta", "link"} or any(at.tag == "head" for at in ancestors(element)):
        return Role.ARTICLE, "stated in the page's head"
    if main is None:
        return Role.ARTICLE, "the page has no body to tell from furniture"
    if contains(main, element):
        reason = chrome_between(element, main, layout, passing=IN_BODY if kind is ReferenceKind.LINK else EMBEDDED)
        return (Role.CHROME, reason) if reason else (Role.ARTICLE, "in the article's body")
    return _outside(element, kind, document, main)


def _layout(document: Document) -> frozenset[HtmlElement]:
    """Elements that hold the headline or the body: the frame of the story."""
    return frozenset(at for element in (document.heading, document.main) if element is not None for at in ancestors(element))


def _outside(element: HtmlElement, kind: ReferenceKind, document: Document, main: HtmlElement) -> tuple[Role, str]:
    path = set(ancestors(main))
    common = next((at for at in ancestors(element) if at in path), None)
    reason = chrome_between(element, common, _layout(document))
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


def _story(document: Document, main: HtmlElement) -> HtmlElement | None:
    """The element that holds headline and body; ``None`` when that is the whole page."""
    if document.heading is None:
        return main.getparent()
    path = set(ancestors(main))
    return next((at for at in ancestors(document.heading) if at in path), None)
