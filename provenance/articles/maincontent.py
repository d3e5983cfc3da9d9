"""Which element of a page holds the article's body, and which only frame its story."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from provenance.articles.dom import ancestors, contains, names
from provenance.articles.furniture import APART, NO_FRAME, Frame, chrome_between, indicator, is_article_body

__all__ = ["BLOCKS", "SKIPPED", "story_of"]

SKIPPED = names(
    "script style noscript template nav footer form button select textarea svg math head dialog canvas map datalist menu"
)
BLOCKS = names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 "
    "h5 h6 header hgroup hr li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
RUN = 40
"""A text node of this many characters reads as prose."""
_Run = tuple[HtmlElement, int]


def story_of(tree: HtmlElement, heading: HtmlElement | None = None) -> tuple[HtmlElement | None, Frame]:
    """The element that holds the article's body, and what is the frame of the whole story."""
    body = tree.find("body")
    if body is None:
        return None, NO_FRAME
    around = frozenset(ancestors(heading)) if heading is not None else frozenset()
    runs = list(_runs(body))
    frame = around | _most_of(body, runs)
    main = _main(body, heading, around, _weigh(body, runs, Frame.of(frame)))
    return main, Frame.of(frame | frozenset(ancestors(main)))


def _most_of(body: HtmlElement, runs: Sequence[_Run]) -> frozenset[HtmlElement]:
    """Elements that hold most of the page's prose and may be its story (``ad-margins``, ``lm-grid--with-right-rail``)."""
    lengths = _sums(runs)
    most = lengths.get(body, 0) * 0.5
    return frozenset(at for at, length in lengths.items() if length > most and indicator(at) not in APART)


def _main(
    body: HtmlElement, heading: HtmlElement | None, around: frozenset[HtmlElement], weights: dict[HtmlElement, int]
) -> HtmlElement:
    """The element marked as the article's body, else where most of the prose stands together."""
    total = weights.get(body, 0)
    marked = [element for element in weights if is_article_body(element) and weights[element] >= max(200, total * 0.3)]
    outer = [element for element in marked if not any(other is not element and contains(other, element) for other in marked)]
    if heading is not None and len(outer) > 1:
        outer = [_first_after(heading, outer)]
    if len(outer) == 1 or (outer and weights[outer[0]] >= total * 0.5):
        return _whole(max(outer, key=lambda element: weights[element]), weights)
    return _descend(body, weights, around)


def _whole(part: HtmlElement, weights: Mapping[HtmlElement, int]) -> HtmlElement:
    """``part``, or the element around it where parts of one body that something divides stand side by side under one headline."""
    around = part.getparent()
    parts = [at for at in around if weights.get(at) and is_article_body(at)] if around.tag != "body" else []
    return around if len(parts) > 1 and len(list(islice(around.iter("h1"), 2))) < 2 else part


def _first_after(heading: HtmlElement, marked: list[HtmlElement]) -> HtmlElement:
    """Of several bodies on one page (an endless scroll was saved), the headline's own."""
    holding = [element for element in marked if contains(element, heading)]
    if holding:
        return holding[0]
    wanted = set(marked)
    return next((element for element in heading.iterancestors() if element in wanted), None) or next(
        (element for element in heading.xpath("following::*") if element in wanted), marked[0]
    )


def _runs(body: HtmlElement) -> Iterator[_Run]:
    """The longer stretches of text that are no links, programs or forms: the element that holds each, and its characters."""
    for run in body.xpath(f".//text()[string-length(.) >= {RUN}]"):
        if len(run.strip()) < RUN:
            continue
        parent = run.getparent()
        holder = parent.getparent() if run.is_tail else parent
        if holder is not None and not any(at.tag in SKIPPED or at.tag == "a" for at in ancestors(holder)):
            yield holder, len(run)


def _sums(runs: Iterable[_Run]) -> dict[HtmlElement, int]:
    """Characters of prose inside each element."""
    lengths: dict[HtmlElement, int] = defaultdict(int)
    for holder, length in runs:
        for at in ancestors(holder):
            lengths[at] += length
    return lengths


def _weigh(body: HtmlElement, runs: Sequence[_Run], frame: Frame) -> dict[HtmlElement, int]:
    """Characters of prose inside each element, furniture left out; all of it if nearly everything looks like furniture."""
    holders = dict.fromkeys(holder for holder, _ in runs)
    furniture = {holder: chrome_between(holder, body, frame) for holder in holders}
    kept = _sums(run for run in runs if furniture[run[0]] is None)
    everything = _sums(run for run in runs if furniture[run[0]] not in APART) or _sums(runs)
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
