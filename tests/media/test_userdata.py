"""User data of cameras, atoms by hand."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.media.container import read_atoms
from tests.media.small import atom


def tags(path: Path, *inside: bytes) -> set[tuple[str, str, str]]:
    path.write_bytes(atom(b"ftyp", b"isom", bytes(4)) + atom(b"moov", atom(b"udta", *inside)))
    return {(tag.source, tag.key, tag.value) for tag in read_atoms(path).tags}


def gpmf(key: bytes, kind: bytes, data: bytes) -> bytes:
    return struct.pack(">4scBH", key, kind, 1, len(data)) + data + bytes(-len(data) % 4)


def test_3gpp_texts_and_position(tmp_path: Path) -> None:
    title = atom(b"titl", bytes(4), struct.pack(">H", 0x15C7), b"A title\0")
    where = struct.pack(">iii", round(38.4917 * 65536), round(48.9483 * 65536), 0)
    place = atom(b"loci", bytes(4), struct.pack(">H", 0x15C7), b"here\0", b"\0", where, b"earth\0\0")
    found = tags(tmp_path / "a.3gp", title, place)
    assert ("3GPP udta", "titl", "A title") in found
    (words,) = (value for source, key, value in found if key == "loci")
    assert (float(words[:10]), float(words[10:21])) == pytest.approx((48.9483, 38.4917), abs=1e-4)


def test_gopro_and_samsung(tmp_path: Path) -> None:
    nested = gpmf(b"DEVC", b"\0", gpmf(b"DVNM", b"c", b"Camera") + gpmf(b"ACCL", b"s", b"\0\1"))
    found = tags(
        tmp_path / "a.mp4",
        atom(b"FIRM", b"HD9.01.01\0"),
        atom(b"GPMF", nested),
        atom(b"smta", bytes(4), atom(b"mdln", b"SM-G991B")),
    )
    assert {
        ("GoPro udta", "FIRM", "HD9.01.01"),
        ("GoPro GPMF", "GoPro.DVNM", "Camera"),
        ("Samsung smta", "mdln", "SM-G991B"),
    } <= found


@given(kind=st.sampled_from([b"GPMF", b"loci", b"titl", b"smta", b"\xa9xyz"]), data=st.binary(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_no_crash(tmp_path: Path, kind: bytes, data: bytes) -> None:
    tags(tmp_path / "a.mp4", atom(kind, data))
