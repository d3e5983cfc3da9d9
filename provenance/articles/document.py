"""Bytes to an article: charset, text with character offsets, blocks, metadata, and the parsed page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from lxml.html import HtmlElement

from provenance.articles.decoding import clean, decode, sniff
from provenance.articles.dom import cut_after, parse_tree, path_of
from provenance.articles.furniture import NO_FRAME, Frame
from provenance.articles.language import identify, is_plausible
from provenance.articles.linked import Json, linked_data
from provenance.articles.maincontent import story_of
from provenance.articles.messages import unpack
from provenance.articles.metadata import Metadata, read_metadata
from provenance.articles.pagetext import Piece, page_pieces
from provenance.articles.plaintext import read_plain
from provenance.articles.stamps import parse_date_words
from provenance.model import Article, Block, BlockKind, Digest
from provenance.platforms.identifiers import platform_word

__all__ = ["Document", "parse"]

T = TypeVar("T")
MOST_ELEMENTS = 50_000
"""Of a page; what comes after them is not read. Finding one's way in a page with more takes quadratic time; news pages have
some thousands."""
MOST_BLOCKS = 10_000
"""Of a text. The longest articles have some hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article together with the page it was read from."""

    article: Article
    tree: HtmlElement | None = None
    """``None`` for plain text."""
    base_url: str | None = None
    """What relative URLs in the page are relative to."""
    linked: tuple[tuple[HtmlElement, Json], ...] = ()
    """The page's JSON-LD, with the scripts it stands in."""
    main: HtmlElement | None = None
    """The element that holds the article's body."""
    heading: HtmlElement | None = None
    """The element that shows the title."""
    frame: Frame = NO_FRAME
    """Around the headline, the body, and most of the page's prose."""
    anchors: Mapping[HtmlElement, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Where links and players of the main body stand in the text (start and end; equal for those without words)."""
    set_aside: frozenset[HtmlElement] = frozenset()
    """Links in blocks of the body that are furniture by their words ("Read also: …")."""
    paths: tuple[tuple[str, int], ...] = ()
    """The blocks' elements with the blocks' numbers, sorted."""
    notes: tuple[str, ...] = ()
    """What of the page was not read, and why."""


def parse(
    data: bytes, *, source: str, media_type: str | None = None, charset: str | None = None, url: str | None = None
) -> Document:
    """Read a page or a text, also one inside an MHTML file or an e-mail.

    ``media_type`` and ``charset`` are what the server said; ``url`` is where the page was fetched from.

    Raises:
        ArticleError: nothing in it, or neither HTML nor text.
    """
    page = unpack(data, source=source)
    text = decode(page.data, source=source, charset=page.charset or charset)
    url = url or page.url
    if _is_page(text, media_type):
        tree = parse_tree(text)
        if tree is not None:
            return _page(tree, Digest.of(data), source=source, url=url)
    return _plain(clean(text), Digest.of(data), source=source, url=url)


def _is_page(text: str, media_type: str | None) -> bool:
    kind = (media_type or "").partition(";")[0].strip().lower()
    if kind in {"text/html", "application/xhtml+xml"}:
        return True
    # Servers and operating systems label saved pages text/plain, so the bytes have the last word.
    return sniff(text) == "text/html"


def _plain(text: str, digest: Digest, *, source: str, url: str | None) -> Document:
    plain = read_plain(text)
    lines, notes = _within(plain.lines)
    joined, blocks = _join([(line.kind, line.text) for line in lines])
    body = "\n".join(line.text for line in lines if line.kind is not BlockKind.CHROME)
    language = identify(body)
    article = Article(
        digest=digest,
        source=source,
        media_type="text/plain",
        text=joined,
        blocks=blocks,
        title=plain.title,
        authors=plain.authors,
        url=url,
        language=language,
        published=parse_date_words(plain.dateline, language=language) if plain.dateline else None,
    )
    return Document(article=article, base_url=url, notes=notes)


def _within(parts: Sequence[T]) -> tuple[Sequence[T], tuple[str, ...]]:
    """As many parts of a text as are read, and what is to be said of the rest."""
    if len(parts) <= MOST_BLOCKS:
        return parts, ()
    return parts[:MOST_BLOCKS], (f"text of {len(parts):,} paragraphs: those after {MOST_BLOCKS:,} were not read",)


def _join(pieces: Iterable[tuple[BlockKind, str]]) -> tuple[str, tuple[Block, ...]]:
    """Pieces joined by blank lines, with the offsets of each."""
    blocks, parts, at = [], [], 0
    for kind, text in pieces:
        blocks.append(Block(kind=kind, start=at, end=at + len(text)))
        parts.append(text)
        at += len(text) + 2
    return "\n\n".join(parts), tuple(blocks)


def _page(tree: HtmlElement, digest: Digest, *, source: str, url: str | None) -> Document:
    elements = cut_after(tree, MOST_ELEMENTS)
    cut = (f"page of {elements:,} elements: those after {MOST_ELEMENTS:,} were not read",) if elements > MOST_ELEMENTS else ()
    linked = linked_data(tree)
    metadata = read_metadata(tree, linked, url=url)
    main, frame = story_of(tree, metadata.heading)
    pieces, notes = _within(tuple(page_pieces(main, metadata, frame)))
    text, blocks, anchors = _lay_out(piece for piece in pieces if piece.kind is not BlockKind.CHROME)
    article = Article(
        digest=digest,
        source=source,
        media_type="text/html",
        text=text,
        blocks=blocks,
        title=metadata.title,
        authors=metadata.authors,
        site=metadata.site,
        url=metadata.url,
        language=_language(metadata, text),
        published=metadata.published,
        modified=metadata.modified,
    )
    return Document(
        article=article,
        tree=tree,
        base_url=metadata.base,
        linked=linked,
        main=main,
        heading=metadata.heading,
        frame=frame,
        anchors=MappingProxyType(anchors),
        set_aside=frozenset(
            a for piece in pieces if piece.kind is BlockKind.CHROME and not _is_network(piece.text) for a, _ in piece.anchors
        ),
        paths=tuple(sorted((b.element, number) for number, b in enumerate(blocks) if b.element)),
        notes=(*cut, *notes),
    )


def _is_network(line: str) -> bool:
    """Whether a line is a network's name alone: as a share button it leads to no post, and what leads to one is a source."""
    return len(line) > 1 and " " not in line and platform_word(line) is not None


def _language(metadata: Metadata, text: str) -> str | None:
    stated = metadata.language
    if stated is not None and is_plausible(stated, text):
        return stated
    return identify(text) or stated


def _lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...], dict[HtmlElement, tuple[int, int]]]:
    """The text, its blocks, and where each link and player stands in it."""
    blocks: list[Block] = []
    anchors: dict[HtmlElement, tuple[int, int]] = {}
    parts: list[str] = []
    at = 0
    for piece in pieces:
        element = path_of(piece.element) if piece.element is not None else None
        if piece.text:
            blocks.append(Block(kind=piece.kind, start=at, end=at + len(piece.text), element=element))
            parts.append(piece.text)
        for anchor, (start, end) in piece.anchors:
            anchors[anchor] = (at + start, at + end) if piece.text else (max(0, at - 2), max(0, at - 2))
        at += len(piece.text) + 2 if piece.text else 0
    return "\n\n".join(parts), tuple(blocks), anchors
