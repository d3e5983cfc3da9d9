"""KML 2.2 (OGC 07-147r2): each record a placemark with a point, its columns as extended data.

XML cannot hold control characters: in their place stands the replacement character.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from provenance.geolocations.interface import Exchange, Item
from provenance.geolocations.rows import geolocation_of, row_of
from provenance.model import Geolocation

__all__ = ["KML"]

NAMESPACE = "http://www.opengis.net/kml/2.2"
_INVALID = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DROPPED = frozenset({"latitude", "longitude"})


def _write(records: Iterable[Geolocation]) -> bytes:
    root = etree.fromstring(f'<kml xmlns="{NAMESPACE}"/>')
    document = etree.SubElement(root, _name("Document"))
    for record in records:
        _placemark(document, record)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _placemark(document: etree._Element, record: Geolocation) -> None:
    mark = etree.SubElement(document, _name("Placemark"))
    _text(mark, "name", record.place or str(record.point))
    _text(mark, "description", _description(record))
    chrono = record.chronolocation
    if chrono and chrono.interval:
        span = etree.SubElement(mark, _name("TimeSpan"))
        _text(span, "begin", str(chrono.interval.start))
        _text(span, "end", str(chrono.interval.end))
    extended = etree.SubElement(mark, _name("ExtendedData"))
    for name, value in row_of(record).items():
        if value and name not in _DROPPED:
            data = etree.SubElement(extended, _name("Data"), name=name)
            _text(data, "value", value)
    point = etree.SubElement(mark, _name("Point"))
    _text(point, "coordinates", f"{record.point.lon!r},{record.point.lat!r}")


def _description(record: Geolocation) -> str:
    by = f"{record.claimant}: {'camera' if record.camera else 'subject'} at {record.point}"
    lines = [by, *(f"{label}: {url}" for label, url in (("Source", record.media_url), ("Geolocation", record.claim_url)) if url)]
    return "\n".join(lines)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _text(parent: etree._Element, name: str, value: str) -> None:
    etree.SubElement(parent, _name(name)).text = _INVALID.sub("\ufffd", value)


def _read(data: bytes, camera: bool) -> Iterator[Item]:  # noqa: FBT001 - as the interface has it
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"expected KML, found: {error}") from error
    name = str(root.tag).rpartition("}")[2]
    if name != "kml":
        raise ValueError(f"expected KML, found <{name[:100]}>")
    for number, mark in enumerate(root.iter("{*}Placemark"), start=1):
        where = f"placemark {number}"
        try:
            yield Item(where=where, record=geolocation_of(_row(mark), camera=camera))
        except ValueError as error:
            yield Item(where=where, problem=str(error))


def _row(mark: etree._Element) -> dict[str, str]:
    """The point and the extended data; name and description where those say nothing of the place and its links."""
    coordinates = (mark.findtext("{*}Point/{*}coordinates") or "").strip()
    parts = coordinates.split(",")
    if len(parts) < 2:
        raise ValueError("expected a placemark with a point")
    row = {"name": mark.findtext("{*}name") or "", "description": mark.findtext("{*}description") or ""}
    for data in mark.iterfind("{*}ExtendedData/{*}Data"):
        row[str(data.get("name"))] = data.findtext("{*}value") or ""
    for data in mark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        row[str(data.get("name"))] = data.text or ""
    if "point" in row:  # ours: the name repeats what the columns hold
        row.pop("name")
        row.pop("description")
    return {**row, "longitude": parts[0].strip(), "latitude": parts[1].strip()}


KML = Exchange(name="kml", suffixes=(".kml",), media_type="application/vnd.google-earth.kml+xml", write=_write, read=_read)
