"""Pages as servers gave them: what was kept of each besides the bytes that are read."""

from dataclasses import dataclass

from provenance.model.archives import Memento
from provenance.model.identity import Digest
from provenance.model.time import Instant

__all__ = ["Capture", "PagePicture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One fetch of a page."""

    article: Digest
    """Of the page's decoded bytes."""
    requested: str
    url: str
    """Where it was found, after redirects."""
    hops: tuple[str, ...]
    """Every URL contacted, in order."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """Of the last answer, as the server sent them; hostile text."""
    at: Instant
    """When it was asked for."""
    warc: Digest
    """The WARC file with every request and answer as they went over the wire."""
    size: int
    """Bytes of that file."""
    address: str = ""
    """The server's IP address; empty through a proxy."""
    memento: Memento | None = None
    """Where a web archive gave it, because the page itself was gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """What a browser makes of a page's kept bytes, offline and without scripts. Not what visitors saw."""

    article: Digest
    picture: Digest
    """PNG."""
    width: int
    height: int
    """Pixels."""
    cut: bool
    """Whether the page goes on below."""
    tool: str
    version: str
