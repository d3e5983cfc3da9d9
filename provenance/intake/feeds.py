"""RSS, Atom and sitemaps (https://www.sitemaps.org/protocol.html): XML to the addresses that it lists.

Entities are not expanded and nothing is loaded; a document with broken places is read around them.
"""

from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from provenance.errors import InputError
from provenance.intake.addresses import AddressList, Listed, addresses_in, listed

__all__ = ["is_xml", "read_feed"]

_KINDS = {
    "rss": "RSS",
    "rdf": "RSS 1.0",
    "feed": "Atom",
    "urlset": "sitemap",
    "sitemapindex": "sitemap index",
}


def is_xml(data: bytes) -> bool:
    """Whether ``data`` is XML of the kind read here, by its beginning."""
    head = data[:4000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<urlset", b"<sitemapindex")) and b"<html" not in head


def read_feed(data: bytes, *, source: str, base: str | None = None) -> AddressList:
    """The entries of a feed or a sitemap; of a sitemap index, the sitemaps.

    Args:
        data: the document.
        source: for messages.
        base: what relative addresses are relative to.

    Raises:
        InputError: no such document, or nothing in it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{source}: expected RSS, Atom or a sitemap, found something else ({error})") from error
    name = _name(root) if root is not None else "nothing"
    if root is None or name not in _KINDS:
        raise InputError(f"{source}: expected RSS, Atom or a sitemap, found XML of another kind ({name[:40]!r})")
    kind = _KINDS[name]
    if name == "sitemapindex":
        inner = tuple(_absolute(_text(each, "loc"), base) for each in root if _name(each) == "sitemap")
        return AddressList(rows=(), how=f"{kind} of {len(inner)}", lists=tuple(dict.fromkeys(filter(None, inner))))
    entries = tuple(_entries(root, name, base))
    if not any(entry.address for entry in entries):
        raise InputError(f"{source}: expected a feed with entries, found {kind} without any address")
    return AddressList(rows=entries, how=kind)


def _entries(root: etree._Element, name: str, base: str | None) -> Iterator[Listed]:
    wanted = {"feed": "entry", "urlset": "url"}.get(name, "item")
    for number, each in enumerate((e for e in root.iter() if _name(e) == wanted), start=1):
        address = {"feed": _atom_link, "urlset": _loc}.get(name, _rss_link)(each)
        yield from listed(f"entry {number}", _absolute(address, base))


def _loc(entry: etree._Element) -> str:
    return _text(entry, "loc")


def _atom_link(entry: etree._Element) -> str:
    links = [(each.get("rel", "alternate"), each.get("href", "")) for each in entry if _name(each) == "link"]
    return next((href for rel, href in links if rel == "alternate" and href), "") or next((h for _, h in links if h), "")


def _rss_link(entry: etree._Element) -> str:
    """The link; the address before a counting service where one is stated; else an identifier that is an address."""
    return _text(entry, "origlink") or _text(entry, "link") or next(iter(addresses_in(_text(entry, "guid"))), "")


def _absolute(address: str, base: str | None) -> str:
    try:
        return urljoin(base, address.strip()) if base and address.strip() else address.strip()
    except ValueError:
        return address.strip()


def _text(element: etree._Element, name: str) -> str:
    return next((text.strip() for each in element if _name(each) == name and (text := each.text or "").strip()), "")


def _name(element: etree._Element) -> str:
    """Without its namespace, in lower case; empty for comments and the like."""
    # etree.QName refuses names such as "https:" and prefixes that nobody declared, which the forgiving parser lets through.
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""
