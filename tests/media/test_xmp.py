"""XMP packets as programs write them, and hostile ones."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from provenance.media.sources import of_picture
from provenance.media.xmp import read_xmp
from provenance.model import CalendarDay, Instant, StatedKind
from tests.media.small import photo

PACKET = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:CreatorTool="Retouch 3" exif:DateTimeOriginal="2022-06-19T14:05:07+03:00"
 exif:GPSLatitude="48,56.9N" exif:GPSLongitude="38,29.5E" tiff:Make="Acme" tiff:Model="Acme One">
<xmpMM:History><rdf:Seq>
<rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action><stEvt:softwareAgent>Retouch 2</stEvt:softwareAgent></rdf:li>
<rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action></rdf:li>
</rdf:Seq></xmpMM:History>
<photoshop:DateCreated>2022-06-20</photoshop:DateCreated>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def test_what_a_packet_states() -> None:
    found = read_xmp(PACKET)
    assert found.warnings == ()
    by_kind = {kind: [each for each in found.stated if each.kind is kind] for kind in StatedKind}
    shot, day = by_kind[StatedKind.CAPTURED]
    assert isinstance(shot.when, Instant)
    assert shot.when.value == datetime(2022, 6, 19, 11, 5, 7, tzinfo=UTC)
    assert isinstance(day.when, CalendarDay)
    assert {each.text for each in by_kind[StatedKind.SOFTWARE]} == {"Retouch 3", "Retouch 2"}
    assert [each.text for each in by_kind[StatedKind.DEVICE]] == ["Acme One"]
    (place,) = (each.place for each in by_kind[StatedKind.PLACE])
    assert place is not None
    assert (round(place.lat, 4), round(place.lon, 4)) == (48.9483, 38.4917)
    assert ("xmpMM:History[1]/stEvt:softwareAgent", "Retouch 2") in {(tag.key, tag.value) for tag in found.tags}


def test_a_packet_in_a_jpeg_is_found() -> None:
    data = photo()
    packet = b"http://ns.adobe.com/xap/1.0/\0" + PACKET
    found, _ = of_picture(data[:2] + b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet + data[2:], ())[:2]
    assert "Retouch 3" in {each.text for each in found.stated}


def test_entities_are_never_followed() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    found = read_xmp(bomb)
    assert found.tags == ()
    assert "document type" in found.warnings[0]


def test_depth_is_bounded() -> None:
    deep = b"<a>" * 5000 + b"</a>" * 5000
    assert len(read_xmp(deep).tags) <= 400


@given(st.binary(max_size=300))
def test_any_bytes_are_no_crash(data: bytes) -> None:
    read_xmp(data)
    read_xmp(b"<x>" + data + b"</x>")
