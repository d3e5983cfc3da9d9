"""Which objects in a page's data are stories, and which of them is the page's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Self
from urllib.parse import urlsplit

from provenance.articles.document import Document
from provenance.articles.dom import names
from provenance.articles.furniture import reason_of_key
from provenance.articles.linked import Json, JsonObject
from provenance.articles.sitewords import fold
from provenance.platforms import is_known_host

__all__ = ["KINDS", "Page", "Whose", "furniture_key", "is_listing", "is_written"]

TITLES = ("headline", "title", "headlines", "name", "heading", "headLine", "seoTitle", "webTitle", "socialTitle", "ogTitle")
ADDRESSES = (
    *("url", "canonical_url", "canonicalUrl", "canonicalURL", "canonical", "link", "permalink", "path", "webUrl", "webURL"),
    *(
        "href",
        "uri",
        "shareUrl",
        "website_url",
        "fullUrl",
        "absoluteUrl",
        "urlPath",
        "pathname",
        "slug",
        "relativeUrl",
        "fullPath",
    ),
)
BODIES = names(
    "body content content_elements contentElements bodyText articleBody text blocks paragraphs description summary excerpt "
    "teaser standfirst dek subheadlines deck author authors byline bodyTml bodyHtml html"
)
"""What a story has and a video or a link has not."""
KINDS = ("type", "_type", "__typename", "contentType", "content_type", "kind", "mediaType", "provider_name", "@type")
NO_STORY = re.compile(
    r"video|clip|embed|media|player|image|photo|gallery|tweet|social|youtube|instagram|tiktok|link|reference|quote|raw_html",
    re.IGNORECASE,
)
IMAGE = re.compile(r"image|photo|gallery|picture|slide", re.IGNORECASE)
"""Kinds of things whose titles are captions."""
_TITLES, _ADDRESSES = frozenset(TITLES), frozenset(ADDRESSES)
_MARKS = _TITLES | _ADDRESSES


class Whose(Enum):
    """Whom an object of the data belongs to."""

    OWN = "own"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What tells the page's own story from others."""

    path: str
    """Of its address, without what varies at its end; empty when unknown."""
    title: str
    """Folded."""

    @classmethod
    def of(cls, document: Document) -> Self:
        """From what the page states about itself."""
        url = document.article.url or document.base_url or ""
        return cls(path=_path(url) or "", title=fold(document.article.title or ""))

    def whose(self, item: JsonObject) -> Whose | None:
        """Whose story ``item`` is; ``None`` when it is no story."""
        marks = _MARKS.intersection(item)
        if not marks:
            return None
        addresses = marks & _ADDRESSES
        title = _title(item) if marks & _TITLES else ""
        if any(self._is_address(item[key]) for key in addresses) or self._is_title(title):
            return Whose.OWN
        if len(title) < 12 or " " not in title or NO_STORY.search(_kind(item)):
            return None
        return Whose.OTHER if not BODIES.isdisjoint(item) or any(_path(item[key]) for key in addresses) else None

    def _is_address(self, value: Json) -> bool:
        # Most addresses are not this one, and a look at their ends is enough to see it.
        if not isinstance(value, str) or not self.path or self.path[-8:] not in value:
            return False
        path = _path(value)
        return path is not None and self._is_path(path)

    def _is_path(self, path: str) -> bool:
        if len(path) < 10 or not self.path:
            return False
        return path == self.path or (len(path) >= 20 and "/" not in path and self.path.endswith(f"/{path}"))

    def _is_title(self, title: str) -> bool:
        if len(title) < 15 or len(self.title) < 15:
            return False
        return title == self.title or (min(len(title), len(self.title)) >= 30 and (title in self.title or self.title in title))


def _path(value: Json) -> str | None:
    """The path of an address on a site (not of a post on a platform), or a bare slug."""
    if not isinstance(value, str) or not 8 <= len(value) <= 1000 or " " in value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.netloc and is_known_host(parts.netloc.lower().removeprefix("www.")):
        return None
    return re.sub(r"\.(?:s?html?|php|aspx?)$", "", parts.path.rstrip("/"))


def _kind(item: Mapping[str, Json]) -> str:
    return next((value for key in KINDS if isinstance(value := item.get(key), str)), "")


def _title(item: Mapping[str, Json]) -> str:
    for key in TITLES:
        value = item.get(key)
        if isinstance(value, dict):
            value = next(
                (value[inner] for inner in ("basic", "rendered", "text", "full", "default", "long") if inner in value), None
            )
        if isinstance(value, str) and len(value) > 10:
            return fold(value[:400])
    return ""


OF_SITE = names("site siteConfig site_config siteSettings site_settings siteInfo siteData website globalSettings")
"""Under which a site keeps its accounts, its live channel and the like."""
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=8192)
def furniture_key(key: str) -> str | None:
    """Why what stands under ``key`` is not the story's own (``relatedArticles``, ``Comment:7``), or ``None``."""
    if key in OF_SITE:
        return "the site's own settings"
    return reason_of_key(_CAMEL.sub("-", key.replace(":", " ")).lower()) if 3 < len(key) < 60 else None


def is_written(item: Json) -> bool:
    """Whether an object is not a video, a picture or a link, which may bear its story's title too."""
    return isinstance(item, dict) and not NO_STORY.search(_kind(item))


def is_listing(items: Sequence[Json], page: Page) -> bool:
    """Whether a list shows several titled things, none of them this story: what holds the list tells nothing of them."""
    objects = [item for item in items if isinstance(item, dict)]
    titled = [item for item in objects if len(_title(item)) >= 12 and not IMAGE.search(_kind(item)) and "caption" not in item]
    return len(titled) >= 3 and len(titled) * 2 > len(objects) and all(page.whose(item) is not Whose.OWN for item in titled)
