"""The parsed page: parsing without blowing up on hostile input, paths, ancestors, attributes."""

from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlComment, HtmlElement

from provenance.articles.decoding import clean

__all__ = [
    "ancestors",
    "contains",
    "cut_after",
    "is_hidden",
    "names",
    "parse_fragment",
    "parse_tree",
    "path_of",
    "resolve",
    "squeeze",
    "words_of",
]

DEEPEST = 200
"""Deeper elements are cut off; real pages stay far below (libxml2 itself stops at 256 without ``huge_tree``)."""
CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment)
"""lxml.html's own, looked up in C: its parser asks a Python function for every element, each time it is met."""
MOST_MARKUP = 60_000_000
"""Characters of a page; the caller checks the size of files, this one the size of what is parsed again."""


def names(text: str) -> frozenset[str]:
    """The words of ``text`` as a set."""
    return frozenset(text.split())


def parse_tree(text: str) -> HtmlElement | None:
    """The page's root element, or ``None`` where there is no mark-up at all. Never raises, whatever the text."""
    markup = text[:MOST_MARKUP].replace("\x00", "")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, remove_pis=True)
    parser.set_element_class_lookup(CLASSES)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root if isinstance(root, HtmlElement) else None


def parse_fragment(text: str) -> HtmlElement | None:
    """Mark-up found inside an attribute, a comment or a script, parsed as a small page of its own."""
    return parse_tree(text) if len(text) <= 2_000_000 else None


def cut_after(root: HtmlElement, most: int) -> int:
    """Take everything after the first ``most`` elements out of the tree; how many there were before."""
    number = int(root.xpath("count(//*)"))
    last = next(islice(root.iter(etree.Element), most - 1, None), None) if number > most else None
    if last is not None:
        for child in list(last):
            last.remove(child)
        for at in ancestors(last):
            for sibling in list(at.itersiblings()):
                at.getparent().remove(sibling)
    return number


def path_of(element: HtmlElement) -> str:
    """Its XPath in its own page."""
    return str(element.getroottree().getpath(element))


def ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    """``element`` itself, then its parents up to the root."""
    at: HtmlElement | None = element
    while at is not None:
        yield at
        at = at.getparent()


def contains(outer: HtmlElement, inner: HtmlElement) -> bool:
    """Whether ``inner`` is ``outer`` or stands inside it."""
    return any(element is outer for element in ancestors(inner))


def is_hidden(element: HtmlElement) -> bool:
    """Whether mark-up alone says that a reader does not see it."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def squeeze(text: str | None) -> str:
    """Words with one space between them, invisible characters gone."""
    if not text:
        return ""
    joined = " ".join(text.split())
    # Most strings of most pages need no cleaning, and this is the hottest function of the reader.
    return joined if joined.isascii() and joined.isprintable() else " ".join(clean(joined).split())


def words_of(element: HtmlElement) -> str:
    """The words inside ``element``, scripts and styles left out."""
    return squeeze(" ".join(t for t in element.itertext("*") if isinstance(t, str))) if len(element) else squeeze(element.text)


def resolve(url: str, base: str | None) -> str | None:
    """``url`` made absolute; ``None`` unless the result is http(s) with a host."""
    url = "".join(url.split()) if "\n" in url or "\t" in url or " " in url.strip() else url.strip()
    if not url or len(url) > 4096:
        return None
    try:
        if url.startswith("//"):
            absolute = f"https:{url}"
        elif "://" in url[:12]:
            absolute = url
        else:
            absolute = urljoin(base, url) if base else url
        parts = urlsplit(absolute)
        return absolute if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None
