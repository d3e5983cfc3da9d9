"""Frames that an edit list hides: a real film whose list is rewritten by hand."""

import struct
from pathlib import Path

from provenance.media.container import read_atoms
from provenance.media.editlists import hidden_stretches
from provenance.media.probe import probe
from provenance.model import Digest
from tests.media.small import film


def trimmed(path: Path, *, first: float, seconds: float) -> Path:
    """The film's edit list made to show ``seconds`` from ``first`` on (the atom's size stays)."""
    film(path, seconds=4)
    data, atoms = bytearray(path.read_bytes()), read_atoms(path)
    at = data.find(b"elst")
    count = struct.unpack_from(">I", data, at + 8)[0]
    assert count == 1
    media = round(first * atoms.tracks[0].timescale) + atoms.tracks[0].edits[0].media_time
    struct.pack_into(">Ii", data, at + 12, round(seconds * atoms.timescale), media)
    path.write_bytes(bytes(data))
    return path


def test_a_film_as_a_coder_writes_it_hides_nothing(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", seconds=2)
    assert read_atoms(path).tracks[0].edits
    assert hidden_stretches(path, read_atoms(path)) == ()


def test_frames_before_and_after_are_told(tmp_path: Path) -> None:
    path = trimmed(tmp_path / "a.mp4", first=1, seconds=2)
    found = probe(path, digest=Digest.of(path.read_bytes())).hidden
    assert [(float(each.media.start), float(each.media.end), each.frames) for each in found] == [(0.0, 1.0, 25), (3.0, 4.0, 25)]
