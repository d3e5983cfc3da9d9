"""XMP packets (ISO 16684-1): RDF/XML flattened to tags, and what they state.

The XML is hostile: a document type is refused, so there are no entities and nothing outside is read; depth and count of
elements are bounded.
"""

from collections.abc import Iterator

from lxml import etree

from provenance.media.found import Found, clean
from provenance.metadata.values import device, exif_moment, moment, place_at, xmp_degrees
from provenance.model import Stated, StatedKind, Tag

__all__ = ["read_xmp"]

MAX_BYTES = 4 << 20
MAX_NODES = 5_000
MAX_DEPTH = 24
MAX_TAGS = 400
MAX_TEXT = 1_000
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LISTS = frozenset({f"{RDF}Seq", f"{RDF}Bag", f"{RDF}Alt"})
SILENT = frozenset({f"{RDF}RDF", f"{RDF}Description", "{adobe:ns:meta/}xmpmeta"})
PREFIXES = {
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#": "stEvt",
    "http://ns.adobe.com/xap/1.0/sType/ResourceRef#": "stRef",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/": "xmpDM",
    "http://ns.adobe.com/creatorAtom/1.0/": "creatorAtom",
    "http://purl.org/dc/terms/": "dcterms",
}
TIMES = {
    "exif:DateTimeOriginal": StatedKind.CAPTURED,
    "photoshop:DateCreated": StatedKind.CAPTURED,
    "xmpDM:shotDate": StatedKind.CAPTURED,
    "xmp:CreateDate": StatedKind.CREATED,
    "xmp:ModifyDate": StatedKind.MODIFIED,
    "xmp:MetadataDate": StatedKind.MODIFIED,
}
SOFTWARE = frozenset({"xmp:CreatorTool", "tiff:Software"})


def read_xmp(packet: bytes) -> Found:
    """What one packet holds; a warning where it is no XML."""
    if len(packet) > MAX_BYTES:
        return Found(warnings=(f"XMP: expected at most {MAX_BYTES} bytes, found {len(packet)}",))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(packet.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Found(warnings=(f"XMP cannot be read: {clean(error, 200)}",))
    if root is None:
        return Found(warnings=("XMP cannot be read: expected XML, found something else",))
    if root.getroottree().docinfo.internalDTD is not None:
        return Found(warnings=("XMP with a document type is not read: entities are a way to fill the memory",))
    pairs = _Flat().pairs(root)
    tags = tuple(Tag(source="XMP", key=key, value=value) for key, value in pairs)
    return Found(tags=tags, stated=tuple(_stated(dict(reversed(pairs)), tags)))


class _Flat:
    """The tree as (path, text), within bounds."""

    def __init__(self) -> None:
        self._met = 0
        self._found: list[tuple[str, str]] = []

    def pairs(self, root: etree._Element) -> list[tuple[str, str]]:
        self._walk(root, "", 0)
        return self._found

    def _walk(self, node: etree._Element, path: str, depth: int) -> None:
        self._met += 1
        if self._met > MAX_NODES or depth > MAX_DEPTH or not isinstance(node.tag, str):
            return
        here = path if node.tag in SILENT | LISTS or node.tag == f"{RDF}li" else f"{path}/{_name(node.tag)}".lstrip("/")
        for name, value in node.attrib.items():
            if not str(name).startswith((RDF, "{http://www.w3.org/XML")):
                self._put(f"{here}/{_name(str(name))}".lstrip("/"), str(value))
        children = [child for child in node if isinstance(child.tag, str)]
        if not children and here:
            self._put(here, node.get(f"{RDF}resource") or node.text or "")
        for number, child in enumerate(children, 1):
            numbered = node.tag in LISTS and len(children) > 1
            self._walk(child, f"{here}[{number}]" if numbered else here, depth + 1)

    def _put(self, key: str, value: str) -> None:
        text = clean(value, MAX_TEXT)
        if text and len(self._found) < MAX_TAGS:
            self._found.append((key[:200], text))


def _name(tag: str) -> str:
    """``xmp:CreateDate``; the last part of an unknown namespace stands for its prefix."""
    space, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    if not space:
        return local
    return f"{PREFIXES.get(space) or space.rstrip('/#').rpartition('/')[2][:24] or 'ns'}:{local}"


def _stated(values: dict[str, str], tags: tuple[Tag, ...]) -> Iterator[Stated]:
    lat, lon = (xmp_degrees(values.get(f"exif:GPS{axis}", "")) for axis in ("Latitude", "Longitude"))
    place = place_at(lat, lon)
    if place is not None:
        quote = f"exif:GPSLatitude={values['exif:GPSLatitude']}; exif:GPSLongitude={values['exif:GPSLongitude']}"
        yield Stated(kind=StatedKind.PLACE, source="XMP", key="exif:GPSLatitude", quote=quote, place=place)
    for tag in tags:
        kind, quote = TIMES.get(tag.key), f"{tag.key}={tag.value}"
        when = moment(tag.value) or exif_moment(tag.value) if kind else None
        if kind and when is not None:
            yield Stated(kind=kind, source="XMP", key=tag.key, quote=quote, when=when)
        elif tag.key in SOFTWARE or tag.key.endswith("stEvt:softwareAgent"):
            yield Stated(kind=StatedKind.SOFTWARE, source="XMP", key=tag.key, quote=quote, text=tag.value)
    given = {key: values[key] for key in ("tiff:Make", "tiff:Model") if key in values}
    name = device(given.get("tiff:Make", ""), given.get("tiff:Model", ""))
    if name:
        quote = "; ".join(f"{key}={value}" for key, value in given.items())
        yield Stated(kind=StatedKind.DEVICE, source="XMP", key="tiff:Model", quote=quote, text=name)
