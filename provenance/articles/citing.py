"""Where a find stands: its element, the words there, and their place in the article's text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import path_of, squeeze
from provenance.articles.harvest import Find
from provenance.model import Block, Citation, ReferenceKind, Span

__all__ = ["Stretches", "blocks_inside", "citation_of"]


class Stretches:
    """Stretches of a text, asked often whether one of them holds a position. Nested ones count as the outer one."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(stretches):
            self.starts.append(start)
            self.ends.append(max(end, self.ends[-1] if self.ends else 0))

    def __contains__(self, position: int) -> bool:
        number = bisect_right(self.starts, position) - 1
        return number >= 0 and position < self.ends[number]


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
        number = bisect_right(article.blocks, at[0], key=lambda block: block.start)
        return article.span(article.blocks[number - 1].start, article.blocks[number - 1].end) if number else None
    inside = blocks_inside(element, document)
    return article.span(inside[0].start, inside[-1].end) if inside and element is not document.main else None


def blocks_inside(element: HtmlElement, document: Document) -> Sequence[Block]:
    """The blocks of ``element`` and of what it holds, in the text's order."""
    path, paths = path_of(element), document.paths
    numbers = [number for _, number in paths[bisect_left(paths, (path, -1)) : bisect_left(paths, (f"{path}0", -1))]]
    blocks = (document.article.blocks[number] for number in sorted(numbers))
    return [b for b in blocks if b.element and (b.element == path or b.element.startswith(f"{path}/"))]
