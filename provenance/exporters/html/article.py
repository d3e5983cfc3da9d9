"""An article's text with its cited passages marked; marks may overlap, and every mark leads to what rests on it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from provenance.exporters.html.names import Link, Names
from provenance.exporters.vocabulary import CLAIM_KINDS, KINDS
from provenance.model import ArticleRecord, Block, BlockKind, Span

__all__ = ["TEXT_LIMIT", "Mark", "MarkedBlock", "Piece", "marked_blocks"]

BLOCK_TAGS = {
    BlockKind.TITLE: "h4",
    BlockKind.HEADING: "h5",
    BlockKind.PARAGRAPH: "p",
    BlockKind.QUOTE: "blockquote",
    BlockKind.CAPTION: "p",
    BlockKind.CHROME: "p",
}
TEXT_LIMIT = 150_000
"""Characters after which only the paragraphs with marks are shown."""
TITLES = 4
"""Marks told to who points at a passage."""
NOTES_LIMIT = 12
"""Notes shown at the end of one passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What rests on a stretch of the text."""

    start: int
    end: int
    kind: str
    """``ref``, ``hint`` or ``claim``."""
    label: str
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch under the same marks; ``notes`` are the marks that end with it."""

    text: str
    kinds: str = ""
    """CSS classes; empty where nothing rests on it."""
    anchor: str = ""
    title: str = ""
    """What rests on it, for who points at it."""
    notes: tuple[Mark, ...] = ()
    more: int = 0
    """Notes left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedBlock:
    """One paragraph; an empty ``pieces`` stands for paragraphs left out."""

    tag: str
    kind: str
    pieces: tuple[Piece, ...]


def marked_blocks(record: ArticleRecord, names: Names) -> tuple[MarkedBlock, ...]:
    """The text in its blocks. Linear in the text, the blocks and the marks' lengths in pieces."""
    marks = sorted(_marks(record, names), key=lambda m: (m.start, -m.end))
    text = record.reading.article.text
    blocks: list[MarkedBlock] = []
    shown, following = 0, 0
    open_marks: list[Mark] = []
    for block in _whole(record.reading.article.blocks, len(text)):
        while following < len(marks) and marks[following].start < block.end:
            open_marks.append(marks[following])
            following += 1
        here = [mark for mark in open_marks if mark.end > block.start]
        if text[block.start : block.end].strip() and (here or shown < TEXT_LIMIT):
            shown += block.end - block.start
            pieces = tuple(_pieces(text, block, here))
            blocks.append(MarkedBlock(tag=BLOCK_TAGS[block.kind], kind=block.kind.value, pieces=pieces))
        elif shown >= TEXT_LIMIT and (not blocks or blocks[-1].pieces):
            blocks.append(MarkedBlock(tag="p", kind="gap", pieces=()))
        open_marks = [mark for mark in here if mark.end > block.end]
    return tuple(blocks)


def _marks(record: ArticleRecord, names: Names) -> Iterator[Mark]:
    length, say = len(record.reading.article.text), names.say
    for reference in (r.reference for r in record.references):
        link = names.link(reference.id)
        here = say("{video} is cited here: {kind}", video=link.text, kind=say(KINDS[reference.kind]))
        lost = say("{video} may have been shown here: a hint of a lost embed", video=link.text)
        yield from _spanned((c.span for c in reference.citations), length, "ref", replace(link, title=here))
        yield from _spanned((h.span for h in reference.hints), length, "hint", replace(link, title=lost))
    for claim in record.reading.claims:
        title = say(
            "{kind}: {value} (says {speaker})",
            kind=say(CLAIM_KINDS[claim.kind]),
            value=claim.value,
            speaker=names.said_by(claim),
        )
        yield from _spanned(
            (claim.span,), length, "claim", Link(text=f"[{names.statements[claim.id]}]", anchor=f"claim-{claim.id}", title=title)
        )


def _spanned(spans: Iterable[Span | None], length: int, kind: str, link: Link) -> Iterator[Mark]:
    for span in spans:
        if span and 0 <= span.start < min(span.end, length):
            end = min(span.end, length)
            yield Mark(start=span.start, end=end, kind=kind, label=link.text, anchor=link.anchor, title=link.title)


def _whole(blocks: Iterable[Block], length: int) -> Iterator[Block]:
    """Blocks in order without overlaps; text between them becomes paragraphs, so that no mark is lost."""
    reached = 0
    for block in sorted(blocks, key=attrgetter("start", "end")):
        if block.start > reached:
            yield Block(kind=BlockKind.PARAGRAPH, start=reached, end=min(block.start, length))
        start, end = max(block.start, reached), min(block.end, length)
        if end > start:
            yield Block(kind=block.kind, start=start, end=end)
            reached = end
    if reached < length:
        yield Block(kind=BlockKind.PARAGRAPH, start=reached, end=length)


def _pieces(text: str, block: Block, marks: list[Mark]) -> Iterator[Piece]:
    """Cut ``block`` wherever a mark begins or ends."""
    cuts = sorted({block.start, block.end, *(c for m in marks for c in (m.start, m.end) if block.start < c < block.end)})
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(max(mark.start, block.start), []).append(mark)
    active: dict[Mark, None] = {}
    for start, end in pairwise(cuts):
        active.update(dict.fromkeys(starting.get(start, ())))
        ending = [mark for mark in active if mark.end == end]
        # A video may be cited twice by one passage: by its words and by the player after them.
        told = list({(mark.label, mark.anchor): mark for mark in ending}.values())
        first = min(active, key=lambda mark: ("ref", "claim", "hint").index(mark.kind), default=None)
        yield Piece(
            text=text[start:end],
            kinds=" ".join(dict.fromkeys(mark.kind for mark in active)),
            anchor=first.anchor if first else "",
            title=" · ".join(mark.title for mark in list(active)[:TITLES]),
            notes=tuple(told[:NOTES_LIMIT]),
            more=max(0, len(told) - NOTES_LIMIT),
        )
        for mark in ending:
            del active[mark]
