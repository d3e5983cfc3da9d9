"""Which element of a page holds the article's body."""

from collections import defaultdict

from lxml.html import HtmlElement

from provenance.articles.dom import ancestors, contains, names
from provenance.articles.furniture import chrome_between, is_article_body

__all__ = ["BLOCKS", "SKIPPED", "main_element"]

SKIPPED = names(
    "script style noscript template nav footer form button select textarea svg math head dialog canvas map datalist menu"
)
BLOCKS = names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 "
    "h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
RUN = 40
"""A text node of this many characters reads as prose."""


def main_element(tree: HtmlElement, heading: HtmlElement | None = None) -> HtmlElement | None:
    """The element that holds the article's body: the one marked as such, else where most of the prose stands together."""
    body = tree.find("body")
    if body is None:
        return None
    weights = _weigh(body)
    total = weights.get(body, 0)
    marked = [element for element in weights if is_article_body(element) and weights[element] >= max(200, total * 0.3)]
    outer = [element for element in marked if not any(other is not element and contains(other, element) for other in marked)]
    if heading is not None and len(outer) > 1:
        outer = [_first_after(heading, outer)]
    if len(outer) == 1 or (outer and weights[outer[0]] >= total * 0.5):
        return max(outer, key=lambda element: weights[element])
    return _descend(body, weights, frozenset(ancestors(heading)) if heading is not None else frozenset())


def _first_after(heading: HtmlElement, marked: list[HtmlElement]) -> HtmlElement:
    """Of several bodies on one page (an endless scroll was saved), the headline's own."""
    holding = [element for element in marked if contains(element, heading)]
    if holding:
        return holding[0]
    wanted = set(marked)
    return next((element for element in heading.iterancestors() if element in wanted), None) or next(
        (element for element in heading.xpath("following::*") if element in wanted), marked[0]
    )


def _weigh(body: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of prose inside each element, furniture left out; all of it if nearly everything looks like furniture."""
    runs = [run for run in body.xpath(f".//text()[string-length(.) >= {RUN}]") if len(run.strip()) >= RUN]
    furniture: dict[HtmlElement, bool] = {}
    kept: dict[HtmlElement, int] = defaultdict(int)
    everything: dict[HtmlElement, int] = defaultdict(int)
    for run in runs:
        parent = run.getparent()
        holder = parent.getparent() if run.is_tail else parent
        if holder is None or any(at.tag in SKIPPED or at.tag == "a" for at in ancestors(holder)):
            continue
        if holder not in furniture:
            furniture[holder] = chrome_between(holder, body) is not None
        weights = (everything,) if furniture[holder] else (kept, everything)
        for at in ancestors(holder):
            for weight in weights:
                weight[at] += len(run)
    return kept if kept.get(body, 0) * 4 >= everything.get(body, 0) else everything


def _descend(body: HtmlElement, weights: dict[HtmlElement, int], above_heading: frozenset[HtmlElement]) -> HtmlElement:
    """From the body downwards as long as one child holds most of the prose and no paragraphs stand beside it."""
    at = body
    while True:
        children = [child for child in at if isinstance(child.tag, str) and weights.get(child, 0)]
        best = max(children, key=lambda child: weights[child], default=None)
        own = next((child for child in children if child in above_heading), None)
        if own is not None and own is not best and weights[own] >= 500:
            # The headline's own part is the story even where longer ones are listed beside it.
            at = own
            continue
        if best is None or best.tag not in BLOCKS or best.tag in {"p", "blockquote", "li", "ul", "ol"}:
            return at
        beside = sum(weights[child] for child in children if child is not best and child.tag in {"p", "blockquote", "h2", "ul"})
        if weights[best] < weights[at] * 0.5 or beside >= weights[at] * 0.1:
            return at
        at = best
