"""Atoms written by hand, by libavformat, and by nobody (random bytes)."""

import struct
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.media.container import NO_MOOV, read_atoms, since_1904
from provenance.model import ZonelessTime
from tests.media.small import atom, film, keyed

SECONDS = 3_737_971_200
WRITTEN = ZonelessTime(value=datetime(2022, 6, 13, 13, 20))  # noqa: DTZ001 - the point of the type


def write(path: Path, *atoms: bytes) -> Path:
    path.write_bytes(b"".join(atoms))
    return path


def test_times_from_1904_have_no_zone() -> None:
    assert since_1904(SECONDS) == WRITTEN
    assert since_1904(0) is None
    assert since_1904(2**64 - 1) is None


@pytest.mark.parametrize("wide", [False, True])
def test_creation_times_of_both_widths_are_read(tmp_path: Path, wide: bool) -> None:
    times = struct.pack(">IQQ", 1 << 24, SECONDS, SECONDS + 60) if wide else struct.pack(">III", 0, SECONDS, SECONDS + 60)
    path = write(
        tmp_path / "a.mp4", atom(b"ftyp", b"isom", bytes(4), b"isommp42"), atom(b"moov", atom(b"mvhd", times, bytes(80)))
    )
    atoms = read_atoms(path)
    assert atoms.created == [WRITTEN]
    assert [(tag.key, tag.value) for tag in atoms.tags] == [
        ("creation_time", "2022-06-13T13:20:00"),
        ("modification_time", "2022-06-13T13:21:00"),
    ]
    assert atoms.brands == ("isom", "mp42")
    assert atoms.warnings == []


def test_keys_user_data_and_handlers_are_read(tmp_path: Path) -> None:
    place = "+48.9483+038.4917+070/"
    user = atom(b"udta", atom(b"\xa9xyz", struct.pack(">HH", len(place), 0x15C7), place.encode()))
    handler = atom(b"hdlr", bytes(4), b"mhlr", b"vide", bytes(12), b"\x10Core Media Video")
    track = atom(b"trak", atom(b"mdia", handler))
    path = write(
        tmp_path / "a.mov", atom(b"ftyp", b"qt  ", bytes(4)), atom(b"moov", track, user, keyed({"com.example.note": "Привет"}))
    )
    atoms = read_atoms(path)
    assert {(tag.source, tag.key, tag.value) for tag in atoms.tags} == {
        ("QuickTime hdlr", "handler_name", "Core Media Video"),
        ("QuickTime udta", "©xyz", place),
        ("QuickTime mdta", "com.example.note", "Привет"),
    }


def test_what_libavformat_writes_is_read(tmp_path: Path) -> None:
    atoms = read_atoms(film(tmp_path / "a.mp4", creation_time="2022-06-13T13:20:00Z", comment="seen at dawn"))
    assert atoms.created == [WRITTEN]
    assert ("QuickTime ilst", "©cmt", "seen at dawn") in {(tag.source, tag.key, tag.value) for tag in atoms.tags}


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp4", atom(b"ftyp", b"isom", bytes(4)), struct.pack(">I4s", 5000, b"mdat"), bytes(100))
    atoms = read_atoms(path)
    assert NO_MOOV in atoms.warnings
    assert any("mdat" in words and "5024" not in words for words in atoms.warnings)


def test_other_files_are_none_of_its_business(tmp_path: Path) -> None:
    for data in (b"", b"\x1aE\xdf\xa3matroska", b"RIFF\0\0\0\0AVI LIST", b"hello world, no atoms here"):
        assert not read_atoms(write(tmp_path / "a", data)).is_mp4


def test_nesting_and_count_are_bounded(tmp_path: Path) -> None:
    deep = b""
    for _ in range(200):
        deep = atom(b"moov", deep)
    assert read_atoms(write(tmp_path / "deep", atom(b"ftyp", b"isom"), deep)).has_index
    many = atom(b"moov", *[atom(b"abcd")] * 30_000)
    assert any("cannot be read" in words for words in read_atoms(write(tmp_path / "many", many)).warnings)


PIECES = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda kind, size, data: struct.pack(">I", size) + kind + data,
        st.sampled_from([b"moov", b"trak", b"udta", b"meta", b"keys", b"ilst", b"mvhd", b"hdlr", b"\xa9xyz", b"data", b"ftyp"]),
        st.one_of(st.integers(0, 80), st.just(2**32 - 1)),
        st.binary(max_size=60),
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=12))
def test_any_bytes_end_in_atoms_or_warnings(tmp_path: Path, pieces: list[bytes]) -> None:
    atoms = read_atoms(write(tmp_path / "x", atom(b"ftyp", b"isom"), b"".join(pieces)))
    assert atoms.is_mp4
    assert len(atoms.warnings) <= 21
