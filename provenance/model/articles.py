"""Articles, their text in blocks, and the video references that they make."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.identity import Digest, ReferenceId, Slug
from provenance.model.time import Timestamp

__all__ = [
    "Article",
    "Block",
    "BlockKind",
    "Citation",
    "Hint",
    "HintOrigin",
    "MediaKnown",
    "ReferenceKind",
    "ReferenceState",
    "Role",
    "Span",
    "VideoReference",
]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """Characters ``start``–``end`` (half-open, code points) of :attr:`Article.text`, and those very words."""

    start: int
    end: int
    quote: str


class BlockKind(StrEnum):
    """What a stretch of an article's text is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    CAPTION = "caption"
    CHROME = "chrome"
    """Site furniture that stands inside the saved text (cookie line, "Related Articles"): never read for claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph-like stretch of :attr:`Article.text`."""

    kind: BlockKind
    start: int
    end: int
    element: str | None = None
    """XPath of the element it came from; ``None`` for plain text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A page or text as it was read. The original bytes are kept in the case under :attr:`digest`."""

    digest: Digest
    source: str
    """What the analyst gave: a path, a URL, or ``-``."""
    media_type: str
    """``text/html`` or ``text/plain``."""
    text: str
    """Title, then body, boilerplate left out or marked as :attr:`BlockKind.CHROME`; blocks joined by blank lines."""
    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    site: str | None = None
    url: str | None = None
    """The page's own canonical address, as it states it."""
    language: str | None = None
    """Lower-case ISO 639-1 code; ``None`` when unknown."""
    published: Timestamp | None = None
    modified: Timestamp | None = None

    def span(self, start: int, end: int) -> Span:
        """The words at ``start``–``end``."""
        return Span(start=start, end=end, quote=self.text[start:end])


class ReferenceKind(StrEnum):
    """How an article cites a video."""

    EMBED = "embed"
    LINK = "link"
    FILE = "file"
    MENTION = "mention"
    """Words alone, no URL."""


class Role(StrEnum):
    """Whether the article cites it, or the site around the article does."""

    ARTICLE = "article"
    CHROME = "chrome"


class MediaKnown(StrEnum):
    """What is known of a post's contents before it is fetched. Most posts are words and pictures."""

    VIDEO = "video"
    """Its address, platform or player says so."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place in the article where a reference stands: a span of the text, an element of the page, or both."""

    kind: ReferenceKind
    quote: str
    """The exact words (for an element without words: the words around it, or its alt text; may be empty)."""
    span: Span | None = None
    element: str | None = None
    """XPath of the element."""
    where: str = ""
    """What it stood in, for people: ``iframe``, ``blockquote``, ``JSON-LD contentUrl``, ``og:video``, ``sentence``."""


class HintOrigin(StrEnum):
    """Where a hint of a lost embed stands."""

    CAPTION = "caption"
    ALT = "alt"
    FILE_NAME = "file-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A caption, alt text or file name that speaks of a video which the page no longer shows."""

    text: str
    origin: HintOrigin
    span: Span | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoReference:
    """One video (or post) that an article cites, with every place where it does."""

    id: ReferenceId
    article: Digest
    platform: Slug
    kind: ReferenceKind
    citations: tuple[Citation, ...]
    """At least one; the first is the strongest (embed before link before mention)."""
    platform_id: str | None = None
    url: str | None = None
    """Canonical URL; ``None`` for a mention."""
    account: str | None = None
    role: Role = Role.ARTICLE
    role_reason: str = ""
    hints: tuple[Hint, ...] = ()
    media: MediaKnown = MediaKnown.UNKNOWN

    @property
    def quote(self) -> str:
        """The words of the first place that has any."""
        return next((c.quote for c in self.citations if c.quote), "")


class ReferenceState(StrEnum):
    """What has become of a reference. Derived from the records, never stored."""

    UNRESOLVED = "unresolved"
    """A mention without a post."""
    PENDING = "pending"
    ACQUIRED = "acquired"
    ATTACHED = "attached"
    """The analyst brought the file."""
    ARCHIVED = "archived"
    """The post itself was not to be had; a web archive gave a copy."""
    UNAVAILABLE = "unavailable"
