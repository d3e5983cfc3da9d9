"""Metadata atoms of QuickTime and MP4 files (ISO/IEC 14496-12), read within bounds.

PyAV gives streams and common tags; this gives what it leaves out or alters: creation times as
written (seconds since 1904, no zone, where FFmpeg claims UTC), ``mdta`` keys, ``udta`` texts, brands,
handler names, edit lists, XMP packets, covers, and the order of the atoms. Bounds are those of ``atoms.py``.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from provenance.media.atoms import MAX_DEPTH, Atom, AtomFile, text
from provenance.media.userdata import user_data
from provenance.model import Tag, ZonelessTime

__all__ = ["NO_MOOV", "Atoms", "Track", "TrackEdit", "atoms_of", "read_atoms"]

EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 - QuickTime states no zone
CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"udta", b"edts"})
KNOWN_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof", b"uuid", b"meta"})
TIMED = {b"mvhd": "QuickTime mvhd", b"tkhd": "QuickTime tkhd", b"mdhd": "QuickTime mdhd"}
NO_MOOV = "no moov atom: expected an index of the streams, found none (the file is probably cut off)"
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
MAX_TAGS = 500
MAX_EDITS = 1_000
MAX_LAYOUT = 40
MAX_PICTURE = 4 << 20
MAX_PICTURES = 4
PICTURE_TYPES = frozenset({13, 14})
"""JPEG and PNG among the well-known types of iTunes values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackEdit:
    """One entry of an edit list."""

    duration: int
    """In units of the movie's time scale; 0: to the end."""
    media_time: int
    """Where it begins, in units of the track's time scale; −1: nothing is shown."""


@dataclass(slots=True)
class Track:
    """What one ``trak`` says of its times."""

    timescale: int = 0
    """Units a second."""
    handler: str = ""
    """``vide``, ``soun``, ``meta``…"""
    edits: list[TrackEdit] = field(default_factory=list)


@dataclass(slots=True)
class Atoms:
    """What the atoms say. ``is_mp4`` is false for files of other kinds; then all else is empty."""

    is_mp4: bool = False
    brands: tuple[str, ...] = ()
    """Major brand first."""
    layout: list[str] = field(default_factory=list)
    """Outermost atoms in order; of a run of the same kind, one."""
    timescale: int = 0
    """Of the movie: units a second."""
    tracks: list[Track] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    created: list[ZonelessTime] = field(default_factory=list)
    xmp: list[bytes] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    """Covers."""
    warnings: list[str] = field(default_factory=list)
    has_index: bool = False
    """A ``moov`` atom was met."""


class _Reader:
    """One pass over a file."""

    def __init__(self, file: AtomFile) -> None:
        self._file = file
        self.atoms = Atoms(warnings=file.warnings)

    def read(self) -> Atoms:
        first = self._file.first()
        self.atoms.is_mp4 = first is not None and first.kind in KNOWN_TOP
        if self.atoms.is_mp4:
            self._walk(0, self._file.size, depth=0)
            if not self.atoms.has_index:
                self._file.warn(NO_MOOV)
        return self.atoms

    def _walk(self, start: int, end: int, *, depth: int, within: bytes = b"") -> None:
        for atom in self._file.children(start, end):
            if depth == 0:
                self._lay(text(atom.kind, "latin-1"))
            if atom.kind in CONTAINERS and depth < MAX_DEPTH:
                self.atoms.has_index |= atom.kind == b"moov"
                if atom.kind == b"trak":
                    self.atoms.tracks.append(Track())
                self._walk(atom.start, atom.end, depth=depth + 1, within=atom.kind)
            else:
                self._take(atom, within)

    def _lay(self, kind: str) -> None:
        if len(self.atoms.layout) < MAX_LAYOUT and self.atoms.layout[-1:] != [kind]:
            self.atoms.layout.append(kind)

    def _take(self, atom: Atom, within: bytes) -> None:
        """Read one atom that holds no others."""
        if atom.kind == b"ftyp":
            data = self._file.payload(atom, 400)
            brands = [data[:4], *(data[at : at + 4] for at in range(8, len(data) - 3, 4))]
            self.atoms.brands = tuple(dict.fromkeys(text(brand) for brand in brands if brand.strip(b"\0 ")))
        elif atom.kind in TIMED:
            self._times(atom)
        elif atom.kind == b"hdlr":
            self._handler(self._file.payload(atom))
        elif atom.kind == b"elst":
            self._edits(self._file.payload(atom, 8 + 20 * MAX_EDITS))
        elif atom.kind == b"meta":
            self._meta(atom)
        elif atom.kind == b"XMP_":
            self.atoms.xmp.append(self._file.payload(atom))
        elif atom.kind == b"uuid":
            data = self._file.payload(atom)
            if data.startswith(XMP_UUID):
                self.atoms.xmp.append(data[16:])
        elif within == b"udta":
            for source, key, value in user_data(self._file, atom):
                self._tag(source, key, value)

    def _times(self, atom: Atom) -> None:
        data = self._file.payload(atom, 32)
        wide = data[:1] == b"\x01"
        if len(data) < (20 if wide else 12):
            return
        written = struct.unpack(">QQ", data[4:20]) if wide else struct.unpack(">II", data[4:12])
        for key, seconds in zip(("creation_time", "modification_time"), written, strict=True):
            time = since_1904(seconds)
            if time is None:
                continue
            self._tag(TIMED[atom.kind], key, str(time))
            if key == "creation_time" and time not in self.atoms.created:
                self.atoms.created.append(time)
        (scale,) = struct.unpack(">I", data[20:24] if wide else data[12:16]) if len(data) >= 24 else (0,)
        if atom.kind == b"mvhd":
            self.atoms.timescale = scale
        elif atom.kind == b"mdhd" and self.atoms.tracks:
            self.atoms.tracks[-1].timescale = scale

    def _edits(self, data: bytes) -> None:
        """Version and flags, count, then duration, media time and rate of each entry."""
        if len(data) < 8 or not self.atoms.tracks:
            return
        form = ">qqi" if data[0] == 1 else ">iii"
        size = struct.calcsize(form)
        count = min(int.from_bytes(data[4:8], "big"), (len(data) - 8) // size, MAX_EDITS)
        for number in range(count):
            duration, media_time, _ = struct.unpack_from(form, data, 8 + number * size)
            self.atoms.tracks[-1].edits.append(TrackEdit(duration=duration, media_time=media_time))

    def _handler(self, data: bytes) -> None:
        name = data[24:]
        if name[:1] and name[0] == len(name) - 1:  # QuickTime: a counted string
            name = name[1:]
        if data[8:12] not in {b"mdta", b"mdir"}:
            self._tag("QuickTime hdlr", "handler_name", text(name))
        if self.atoms.tracks and not self.atoms.tracks[-1].handler:
            self.atoms.tracks[-1].handler = text(data[8:12], "latin-1")

    def _meta(self, atom: Atom) -> None:
        """``keys`` and ``ilst`` under ``meta``: the keys are numbered, the values refer to the numbers."""
        full = self._file.payload(atom, 8)[4:8] != b"hdlr"  # ISO has 4 bytes of version and flags, QuickTime has none
        keys: list[str] = []
        for child in self._file.children(atom.start + 4 * full, atom.end):
            if child.kind == b"keys":
                keys = list(_keys(self._file.payload(child)))
            elif child.kind == b"ilst":
                self._items(child, keys)

    def _items(self, ilst: Atom, keys: list[str]) -> None:
        for item in self._file.children(ilst.start, ilst.end):
            number = int.from_bytes(item.kind, "big")
            known = 0 < number <= len(keys)
            key = keys[number - 1] if known else text(item.kind, "latin-1")
            for value in self._file.children(item.start, item.end):
                if value.kind == b"data":
                    self._value("QuickTime mdta" if known else "QuickTime ilst", key, value)

    def _value(self, source: str, key: str, atom: Atom) -> None:
        kind = int.from_bytes(self._file.payload(atom, 4), "big")
        if kind == 1:
            self._tag(source, key, text(self._file.payload(atom)[8:]))
        elif kind in PICTURE_TYPES and key == "covr" and len(self.atoms.pictures) < MAX_PICTURES:
            self.atoms.pictures.append(self._file.payload(atom, MAX_PICTURE)[8:])

    def _tag(self, source: str, key: str, value: str) -> None:
        if value and len(self.atoms.tags) < MAX_TAGS:
            self.atoms.tags.append(Tag(source=source, key=key, value=value))


def read_atoms(path: Path) -> Atoms:
    """The metadata atoms of a QuickTime or MP4 file; empty for other files.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return atoms_of(file, path.stat().st_size)


def atoms_of(file: BinaryIO, size: int) -> Atoms:
    """The same of an open file of ``size`` bytes."""
    return _Reader(AtomFile(file, size)).read()


def since_1904(seconds: int) -> ZonelessTime | None:
    """The wall-clock time; ``None`` for zero (not set) and for what is past any calendar."""
    if not seconds:
        return None
    try:
        return ZonelessTime(value=EPOCH + timedelta(seconds=seconds))
    except OverflowError:
        return None


def _keys(data: bytes) -> Iterator[str]:
    position = 8
    while position + 8 <= len(data):
        (size,) = struct.unpack(">I", data[position : position + 4])
        if size < 8:
            return
        yield text(data[position + 8 : position + size])
        position += size
