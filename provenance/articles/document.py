"""Bytes to an article: charset, text with character offsets, blocks, metadata, and the parsed page."""

from dataclasses import dataclass, field

from lxml.html import HtmlElement

from provenance.model import Article

__all__ = ["Document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article together with the page it was read from."""

    article: Article
    tree: HtmlElement | None = None
    """``None`` for plain text."""
    base_url: str | None = None
    """What relative URLs in the page are relative to."""
    captions: tuple[tuple[str, str], ...] = field(default=())
