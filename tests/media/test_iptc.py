"""IPTC records of pictures made here."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.media.iptc import read_iptc
from provenance.metadata.described import described
from provenance.metadata.view import view_of
from provenance.model import Digest, Probe, StatedKind, Tag
from tests.media.small import photo


def record(number: int, data: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, 2, number, len(data)) + data


def with_iptc(records: bytes) -> bytes:
    """A JPEG with the records in a Photoshop resource (APP13)."""
    block = b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(records)) + records
    block += b"\0" * (len(records) % 2)
    data = photo()
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(block) + 2) + block + data[2:]


def test_dates_program_and_caption_are_read() -> None:
    given = (
        (55, b"20220619"),
        (60, b"140507+0300"),
        (65, b"Wire"),
        (70, b"7"),
        (120, "Légende".encode()),
        (25, b"a"),
        (25, b"b"),
    )
    found = read_iptc(with_iptc(b"".join(record(*each) for each in given)))
    assert ("Caption-Abstract", "Légende") in {(tag.key, tag.value) for tag in found.tags}
    assert [tag.value for tag in found.tags if tag.key == "Keywords"] == ["a", "b"]
    captured, program = found.stated
    assert (captured.kind, str(captured.when)) == (StatedKind.CAPTURED, "2022-06-19T11:05:07Z")
    assert (program.kind, program.text) == (StatedKind.SOFTWARE, "Wire 7")


@pytest.mark.parametrize("day", [b"20220000", b"2022", b"00000000", b"abcdefgh"])
def test_no_day_is_guessed(day: bytes) -> None:
    assert read_iptc(with_iptc(record(55, day))).stated == ()


def test_a_picture_without_records() -> None:
    assert read_iptc(photo()).tags == ()


def test_places_by_name_authors_and_captions_are_told_once_with_all_their_places() -> None:
    iptc = read_iptc(
        with_iptc(b"".join(record(n, words) for n, words in ((101, b"Ukraine"), (90, b"Odesa"), (80, b"A. Person"))))
    )
    others = (
        Tag(source="XMP", key="photoshop:City", value="Odesa"),
        Tag(source="XMP", key="photoshop:Country", value="Ukraine"),
        Tag(source="exiftool 12.57 [IFD0]", key="ImageDescription", value="Smoke"),
        Tag(source="container", key="location", value="+46.4825+030.7233/"),
        Tag(source="QuickTime ilst", key="©nam", value=" "),
    )
    stated = described((*iptc.tags, *others))
    assert [(each.kind, each.source, each.text) for each in stated] == [
        (StatedKind.PLACE_NAME, "IPTC", "Odesa, Ukraine"),
        (StatedKind.PLACE_NAME, "XMP", "Odesa, Ukraine"),
        (StatedKind.AUTHOR, "IPTC", "A. Person"),
        (StatedKind.CAPTION, "exiftool 12.57 [IFD0]", "Smoke"),
    ]
    probe = Probe(digest=Digest.of(b"x"), container="jpeg", duration=None, streams=(), tags=(*iptc.tags, *others))
    (place,) = view_of(probe).named_places
    assert (place.words, place.sources) == ("Odesa, Ukraine", ("IPTC: City", "XMP: photoshop:City"))


@given(st.binary(max_size=200))
def test_damaged_records_are_no_crash(data: bytes) -> None:
    read_iptc(with_iptc(data))
