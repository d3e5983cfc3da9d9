"""The words of a page's article: which element holds its body, and the blocks in it, without the furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.html import HtmlElement

from provenance.articles import sitewords
from provenance.articles.dom import contains, is_hidden, names, squeeze
from provenance.articles.furniture import NO_FRAME, Frame, chrome_between, indicator
from provenance.articles.maincontent import BLOCKS, SKIPPED
from provenance.articles.metadata import Metadata
from provenance.model import BlockKind

__all__ = ["Piece", "page_pieces"]

PLAYERS = names(
    "iframe video embed object amp-iframe amp-video amp-youtube amp-twitter amp-instagram amp-facebook amp-tiktok amp-vimeo"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
STANDFIRST = re.compile(
    r"chapo|chapeau|stand-?first|\blead\b|\blede\b|\blead[-_]|[-_]lead\b|sapo|summary|\bdek\b|[-_]dek|subtitle|"
    r"sub-?head|excerpt|intro|deck|entradilla|bajada",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:^|[\s_-])(?:wp-caption-text|caption|figcaption|image-caption|legende|bildunterschrift|photo-?credit)(?:$|[\s_-])",
    re.IGNORECASE,
)


LONGEST_LINE = 400
"""Characters of a line that only leads to other stories."""
SHORTEST_HEADLINE = 25
"""Characters: "See also this post" cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block of the article as it stood in the page; without text it only carries the players that stand there."""

    kind: BlockKind
    text: str
    element: HtmlElement | None
    anchors: tuple[tuple[HtmlElement, tuple[int, int]], ...] = ()


def page_pieces(main: HtmlElement | None, metadata: Metadata, frame: Frame = NO_FRAME) -> list[Piece]:
    """Title, what stands between it and the body, and the body, in the page's order; furniture found there is kept as such."""
    pieces: list[Piece] = []
    if metadata.title:
        pieces.append(Piece(kind=BlockKind.TITLE, text=metadata.title, element=metadata.heading))
    if main is None:
        return pieces
    title = sitewords.fold(metadata.title or "")
    if metadata.heading is not None and not contains(main, metadata.heading):
        pieces.extend(_introduction(metadata.heading, main))
    seen = {sitewords.fold(piece.text) for piece in pieces}
    pieces.extend(
        piece for piece in _tidy(_Walk(frame).run(main)) if not piece.text or sitewords.fold(piece.text) not in seen | {title}
    )
    return pieces


def _introduction(heading: HtmlElement, main: HtmlElement) -> Iterator[Piece]:
    """The standfirst and the captions between the headline and the body."""
    for element in (
        heading.iterfollowing()
        if hasattr(heading, "iterfollowing")
        else heading.xpath("following::*[self::p or self::h2 or self::div or self::figcaption]")
    ):
        if element is main or contains(main, element):
            return
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        wanted = element.tag == "figcaption" or (
            STANDFIRST.search(marks) and element.tag in {"p", "h2", "div"} and not len(element.xpath(".//p"))
        )
        if wanted and chrome_between(element, None) is None:
            kind = BlockKind.CAPTION if element.tag == "figcaption" else BlockKind.PARAGRAPH
            yield from (piece for piece in _Walk().run(element, kind) if piece.text)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """The words of one block as they are met, one space between them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    spaced: bool = True
    anchors: list[tuple[HtmlElement, tuple[int, int]]] = field(default_factory=list)

    def add(self, text: str) -> None:
        words = squeeze(text)
        if not words:
            self._space()
            return
        if text[:1].isspace():
            self._space()
        self.parts.append(words)
        self.length += len(words)
        self.spaced = False
        if text[-1:].isspace():
            self._space()

    def _space(self) -> None:
        if not self.spaced:
            self.parts.append(" ")
            self.length += 1
            self.spaced = True


class _Walk:
    """One pass through an element in document order."""

    def __init__(self, frame: Frame = NO_FRAME) -> None:
        self.frame = frame
        self.pieces: list[Piece] = []
        self.builder = _Builder()
        self.kinds: list[tuple[HtmlElement, BlockKind]] = []
        self.links: list[tuple[HtmlElement, int]] = []

    def run(self, container: HtmlElement, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Piece]:
        self.kinds = [(container, kind)]
        walker = etree.iterwalk(container, events=("start", "end", "comment", "pi"))
        for event, element in walker:
            if event == "start":
                if element is not container and self._skips(element):
                    walker.skip_subtree()
                    self._mark(element)
                else:
                    self._open(element)
            elif event == "end":
                if element.tag not in SKIPPED or element is container:
                    self._close(element)
                if element is not container:
                    self._tail(element)
            elif element is not container:
                self._tail(element)
        self._flush()
        return self.pieces

    def _skips(self, element: HtmlElement) -> bool:
        if element.tag in SKIPPED or element.tag in PLAYERS or is_hidden(element):
            return True
        said = None if element in self.frame.elements else indicator(element, silent=self.frame.silent)
        # A paragraph at the side is a way to set type (``font--secondary``).
        if said not in {None, "article", "embed"} and not (element.tag == "p" and said == "a side column"):
            return True
        return element.tag in {"ul", "ol"} and _is_link_list(element)

    def _mark(self, element: HtmlElement) -> None:
        if element.tag in PLAYERS:
            self.builder.anchors.append((element, (self.builder.length, self.builder.length)))

    def _open(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
            self.kinds.append((element, self._kind(element)))
        elif tag == "a":
            self.links.append((element, self.builder.length))
        elif tag == "br":
            self._break(element)
        elif tag in {"img", "amp-img"}:
            self._picture(element)
        if element.text:
            self.builder.add(element.text)

    def _kind(self, element: HtmlElement) -> BlockKind:
        tag = element.tag
        if tag in HEADINGS:
            return BlockKind.HEADING
        if tag == "figcaption" or CAPTION.search(element.get("class") or ""):
            return BlockKind.CAPTION
        if tag == "blockquote":
            return BlockKind.QUOTE
        outer = self.kinds[-1][1]
        return outer if outer in {BlockKind.CAPTION, BlockKind.QUOTE} else BlockKind.PARAGRAPH

    def _break(self, element: HtmlElement) -> None:
        following = element.getnext()
        double = following is not None and following.tag == "br" and not (element.tail or "").strip()
        if double:
            self._flush()
        else:
            self.builder.add(" ")

    def _picture(self, element: HtmlElement) -> None:
        alt = squeeze(element.get("alt"))
        if len(alt.split()) >= 2 and len(alt) <= 500:
            self._flush()
            self.pieces.append(Piece(kind=BlockKind.CAPTION, text=alt, element=element))

    def _close(self, element: HtmlElement) -> None:
        if element.tag in BLOCKS:
            self._flush()
            if len(self.kinds) > 1 and self.kinds[-1][0] is element:
                self.kinds.pop()
        elif element.tag == "a" and self.links and self.links[-1][0] is element:
            _, start = self.links.pop()
            # A block inside the link has begun a new piece; then the link counts from its start.
            start = start if start <= self.builder.length else 0
            self.builder.anchors.append((element, (start, self.builder.length)))
            self.builder.linked += self.builder.length - start

    def _tail(self, element: HtmlElement) -> None:
        if element.tail:
            self.builder.add(element.tail)

    def _flush(self) -> None:
        built, self.builder = self.builder, _Builder()
        text = "".join(built.parts).rstrip()
        if not text and not built.anchors:
            return
        anchors = tuple((element, (min(start, len(text)), min(end, len(text)))) for element, (start, end) in built.anchors)
        element, kind = self.kinds[-1]
        if text and ((built.linked >= len(text) * 0.85 and _is_teaser(text)) or _leads_on(text, anchors)):
            kind = BlockKind.CHROME
        self.pieces.append(Piece(kind=kind, text=text, element=element, anchors=anchors))


def _is_link_list(element: HtmlElement) -> bool:
    """A list whose items are links: a menu, tags or other stories."""
    words = len(squeeze("".join(element.itertext())))
    linked = sum(len(squeeze("".join(a.itertext()))) for a in element.iter("a"))
    return words > 0 and linked >= words * 0.8


def _leads_on(text: str, anchors: tuple[tuple[HtmlElement, tuple[int, int]], ...]) -> bool:
    """Whether all that a block says besides its links, as long as headlines, is a phrase such as "Read also"."""
    links = sorted(span for element, span in anchors if element.tag == "a")
    if not links or len(text) > LONGEST_LINE or max(end - start for start, end in links) < SHORTEST_HEADLINE:
        return False
    ends, starts = [0, *(end for _, end in links)], [*(start for start, _ in links), len(text)]
    said = " ".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()
    return bool(said) and sitewords.is_related_heading(said)


def _is_teaser(text: str) -> bool:
    head = re.split(r"[:：]", text, maxsplit=1)[0]
    return sitewords.is_furniture(text) or (head != text and sitewords.is_related_heading(head))


def _tidy(pieces: list[Piece]) -> Iterator[Piece]:
    """Furniture by its words dropped, with what stands under a heading such as "Related articles"; captions said once."""
    captions: set[str] = set()
    related, box = False, None
    for piece in pieces:
        related = _still_related(piece, related and (box is None or piece.element is None or contains(box, piece.element)))
        if related and sitewords.is_related_heading(piece.text):
            box = _box(piece.element)
        key = sitewords.fold(piece.text) if piece.kind is BlockKind.CAPTION else ""
        furniture = piece.text and (related or key in captions or sitewords.is_furniture(piece.text))
        if key:
            captions.add(key)
        yield replace(piece, kind=BlockKind.CHROME) if furniture else piece


def _box(heading: HtmlElement | None) -> HtmlElement | None:
    """What a heading heads: the nearest element around it that holds something besides, a link apart."""
    return next((at for at in heading.iterancestors() if len(at) > 1 and at.tag != "a"), None) if heading is not None else None


def _still_related(piece: Piece, related: bool) -> bool:  # noqa: FBT001 - a fold over the pieces
    """Whether a list of other stories begins or goes on; a heading opens it, a full paragraph or the end of its box ends it."""
    if piece.kind is not BlockKind.CHROME and piece.kind is BlockKind.PARAGRAPH and len(piece.text) > 120:
        return False
    return related or sitewords.is_related_heading(piece.text)
