"""Where a find stands: its element, the words there, and their place in the article's text."""

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import path_of, squeeze
from provenance.articles.harvest import Find
from provenance.model import Citation, ReferenceKind, Span

__all__ = ["citation_of"]


def citation_of(item: Find, kind: ReferenceKind, document: Document) -> Citation:
    """One citation; its words are the element's own, or those of the block that a wordless player follows."""
    span = _span(item.element, document)
    quote = (
        span.quote
        if span
        else squeeze("".join(t for t in item.element.itertext() if isinstance(t, str)))[:300]
        if item.element.tag in {"a", "blockquote", "div"}
        else ""
    )
    return Citation(kind=kind, quote=quote, span=span, element=path_of(item.element), where=item.where)


def _span(element: HtmlElement, document: Document) -> Span | None:
    """The words of ``element`` in the text; for a player without words, the block it follows."""
    article = document.article
    at = document.anchors.get(element)
    if at is not None and at[1] > at[0]:
        return article.span(*at)
    if at is not None:
        before = [b for b in article.blocks if b.start <= at[0]]
        return article.span(before[-1].start, before[-1].end) if before else None
    path = path_of(element)
    inside = [b for b in article.blocks if b.element and (b.element == path or b.element.startswith(f"{path}/"))]
    return article.span(inside[0].start, inside[-1].end) if inside and element is not document.main else None
