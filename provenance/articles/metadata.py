"""What a page states about itself: title, authors, site, canonical address, language, dates."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.articles.dom import resolve, squeeze, words_of
from provenance.articles.language import normalise, stated_in
from provenance.articles.linked import Json, JsonObject, objects, text_of, types_of
from provenance.articles.sitewords import byline, fold, split_names
from provenance.articles.stamps import parse_date_words, parse_timestamp
from provenance.model import Timestamp

__all__ = ["Metadata", "read_metadata"]

ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|Posting|Review)$")
SUFFIX = re.compile(r"(?<!\s)\s+(?:[|–—•·»«]|-|::)\s+")
PUBLISHED = (
    *(
        "article:published_time",
        "og:published_time",
        "article.published",
        "datepublished",
        "publishdate",
        "publish-date",
        "pubdate",
        "date",
    ),
    *(
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
    ),
)
MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "article.updated",
    "updated_time",
)
AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "cxenseparse:author",
    "article:author_name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """A page's word about itself."""

    title: str | None
    heading: HtmlElement | None
    """The element that shows the title."""
    authors: tuple[str, ...]
    site: str | None
    url: str | None
    base: str | None
    """What relative addresses are relative to."""
    language: str | None
    published: Timestamp | None
    modified: Timestamp | None


def read_metadata(tree: HtmlElement, linked: Sequence[tuple[HtmlElement, Json]], *, url: str | None) -> Metadata:
    """Collect it; JSON-LD of the page's own article first, then meta elements, then visible mark-up."""
    meta = _meta(tree)
    canonical = _canonical(tree, meta, url)
    story = _story(linked, canonical or url)
    title, heading = _title(tree, meta, story)
    return Metadata(
        title=title,
        heading=heading,
        authors=_authors(tree, meta, story),
        site=_site(meta, linked, story),
        url=canonical,
        base=_base(tree, url or canonical),
        language=_language(tree, meta, story),
        published=_published(tree, meta, story, language=_language(tree, meta, story)),
        modified=_first_date((text_of(story, "dateModified"), *(meta.get(name) for name in MODIFIED))),
    )


def _meta(tree: HtmlElement) -> Mapping[str, str]:
    """``content`` by lower-case ``property``, ``name`` or ``itemprop``; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = squeeze(element.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(key)
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _story(linked: Sequence[tuple[HtmlElement, Json]], url: str | None) -> JsonObject:
    """The JSON-LD object about this page's article; an empty one when there is none."""
    stories = [item for _, data in linked for item in objects(data) if any(ARTICLE_TYPE.search(kind) for kind in types_of(item))]
    own = [
        item
        for item in stories
        if url and url in {text_of(item, "url"), text_of(item, "mainEntityOfPage"), text_of(item, "mainEntityOfPage.@id")}
    ]
    return max(own or stories[:1], key=len, default={})


def _canonical(tree: HtmlElement, meta: Mapping[str, str], url: str | None) -> str | None:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for candidate in (*links, meta.get("og:url"), url):
        if candidate and (absolute := resolve(candidate, url)):
            return absolute
    return None


def _base(tree: HtmlElement, url: str | None) -> str | None:
    for element in tree.iter("base"):
        if (href := element.get("href")) and (absolute := resolve(href, url)):
            return absolute
    return url


def _title(tree: HtmlElement, meta: Mapping[str, str], story: JsonObject) -> tuple[str | None, HtmlElement | None]:
    """The headline, and the heading that shows it: the h1 that the page's own title contains, else the page's word."""
    head = next((words for element in tree.iter("title") if (words := words_of(element))), "")
    stated = [words for words in (text_of(story, "headline"), meta.get("og:title"), meta.get("twitter:title"), head) if words]
    headings = [(words, h1) for h1 in tree.iter("h1") if (words := words_of(h1)) and len(words) <= 400]
    known = [fold(words) for words in stated]
    for words, h1 in headings:
        key = fold(words)
        if len(key) >= 8 and any(key in other or (len(other) >= 15 and other in key) for other in known):
            return words, h1
    if headings and not stated:
        return headings[0]
    if not stated:
        return None, None
    parts = SUFFIX.split(stated[0])
    own = stated[0] if len(stated) > 1 or len(parts) == 1 else max(parts, key=len)
    site = fold(meta.get("og:site_name", ""))
    if len(parts) > 1 and site and fold(parts[-1]) == site:
        own = stated[0][: stated[0].rindex(parts[-1])].rstrip(" |–—•·»«-:")
    return own, _shown(tree, own)


def _shown(tree: HtmlElement, title: str) -> HtmlElement | None:
    key = fold(title)
    return next((element for element in tree.iter("h1", "h2") if fold(words_of(element)) == key), None)


def _authors(tree: HtmlElement, meta: Mapping[str, str], story: JsonObject) -> tuple[str, ...]:
    names = list(_people(story.get("author"))) or list(_people(story.get("creator")))
    if not names:
        names = [part for key in AUTHOR if (value := meta.get(key)) and "://" not in value for part in split_names(value)]
    if not names:
        shown = tree.xpath("//*[@rel='author' or contains(@itemprop,'author') or contains(concat(' ',@class,' '),' byline ')]")
        names = [
            name
            for element in shown[:1]
            for name in split_names(byline(words_of(element)) or words_of(element))
            if len(name) <= 60
        ]
    return tuple(dict.fromkeys(name for name in names if name))[:20]


def _people(value: Json) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item if isinstance(item, str) else text_of(item, "name")
        if name and "://" not in name:
            yield from split_names(name)


def _site(meta: Mapping[str, str], linked: Sequence[tuple[HtmlElement, Json]], story: JsonObject) -> str | None:
    named = meta.get("og:site_name") or text_of(story, "publisher.name") or meta.get("application-name")
    if named:
        return named
    sites = (
        text_of(item, "name")
        for _, data in linked
        for item in objects(data)
        if types_of(item) & {"WebSite", "NewsMediaOrganization"}
    )
    return next((name for name in sites if name), None)


def _language(tree: HtmlElement, meta: Mapping[str, str], story: JsonObject) -> str | None:
    stated = (tree.get("lang") or tree.get("xml:lang"), meta.get("og:locale"), meta.get("content-language"), meta.get("language"))
    return next((code for value in stated if (code := normalise(value))), None) or stated_in(story)


def _published(tree: HtmlElement, meta: Mapping[str, str], story: JsonObject, *, language: str | None) -> Timestamp | None:
    stated = _first_date((text_of(story, "datePublished", "dateCreated"), *(meta.get(name) for name in PUBLISHED)))
    if stated is not None:
        return stated
    times = [
        element
        for element in tree.iter("time")
        if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
    ]
    for element in times or list(tree.iter("time"))[:1]:
        if found := parse_timestamp(element.get("datetime")) or parse_date_words(words_of(element), language=language):
            return found
    return None


def _first_date(values: Iterable[str | None]) -> Timestamp | None:
    return next((found for value in values if (found := parse_timestamp(value))), None)
