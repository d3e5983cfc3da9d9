"""Metadata atoms of QuickTime and MP4 files (ISO/IEC 14496-12), read within bounds.

PyAV gives streams and common tags; this gives what it leaves out or alters: creation times as
written (seconds since 1904, no zone, where FFmpeg claims UTC), ``mdta`` keys, ``udta`` texts, brands,
handler names. Every size in the file is hostile: depth, count and bytes read are limited, and what does
not fit ends in a warning.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from provenance.model import Tag, ZonelessTime

__all__ = ["Atoms", "read_atoms"]

MAX_ATOMS = 20_000
MAX_DEPTH = 8
MAX_PAYLOAD = 1 << 20
"""Bytes of one metadata atom."""
MAX_TEXT = 4_000
EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 - QuickTime states no zone
CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"udta", b"edts"})
KNOWN_TOP = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof", b"uuid", b"meta"})
TIMED = {b"mvhd": "QuickTime mvhd", b"tkhd": "QuickTime tkhd", b"mdhd": "QuickTime mdhd"}
NO_MOOV = "no moov atom: expected an index of the streams, found none (the file is probably cut off)"


@dataclass(slots=True)
class Atoms:
    """What the atoms say. ``is_mp4`` is false for files of other kinds; then all else is empty."""

    is_mp4: bool = False
    brands: tuple[str, ...] = ()
    """Major brand first."""
    tags: list[Tag] = field(default_factory=list)
    created: list[ZonelessTime] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    has_index: bool = False
    """A ``moov`` atom was met."""


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: bytes
    start: int
    """Of the payload."""
    end: int


class _Reader:
    """One pass over a file; remembers how many atoms were met."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size
        self._met = 0
        self.atoms = Atoms()

    def read(self) -> Atoms:
        first = self._header(0, self._size)
        self.atoms.is_mp4 = first is not None and first.kind in KNOWN_TOP
        if self.atoms.is_mp4:
            self._walk(0, self._size, depth=0)
            if not self.atoms.has_index:
                self.atoms.warnings.append(NO_MOOV)
        return self.atoms

    def _walk(self, start: int, end: int, *, depth: int) -> None:
        for atom in self._children(start, end):
            if atom.kind in CONTAINERS and depth < MAX_DEPTH:
                self.atoms.has_index |= atom.kind == b"moov"
                self._walk(atom.start, atom.end, depth=depth + 1)
            else:
                self._take(atom)

    def _children(self, start: int, end: int) -> Iterator[_Atom]:
        position = start
        while position + 8 <= end:
            atom = self._header(position, end)
            self._met += 1
            if atom is None or self._met > MAX_ATOMS:
                self._warn(f"atoms at byte {position} cannot be read")
                return
            if atom.end > end:
                name = _text(atom.kind)
                self._warn(f"atom {name!r} at byte {position}: expected to end at {atom.end}, but what holds it ends at {end}")
                yield _Atom(atom.kind, atom.start, end)
                return
            yield atom
            position = atom.end

    def _header(self, position: int, end: int) -> _Atom | None:
        self._file.seek(position)
        head = self._file.read(16)
        if len(head) < 8:
            return None
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            return _Atom(kind, position + 16, position + size) if size >= 16 else None
        if size == 0:
            return _Atom(kind, position + 8, end)
        return _Atom(kind, position + 8, position + size) if size >= 8 else None

    def _payload(self, atom: _Atom) -> bytes:
        self._file.seek(atom.start)
        return self._file.read(min(atom.end - atom.start, MAX_PAYLOAD))

    def _take(self, atom: _Atom) -> None:
        """Read one atom that holds no others."""
        if atom.kind == b"ftyp":
            data = self._payload(atom)
            brands = [data[:4], *(data[at : at + 4] for at in range(8, min(len(data), 400) - 3, 4))]
            self.atoms.brands = tuple(dict.fromkeys(_text(brand) for brand in brands if brand.strip(b"\0 ")))
        elif atom.kind in TIMED:
            self._times(atom)
        elif atom.kind == b"hdlr":
            self._handler(self._payload(atom))
        elif atom.kind == b"meta":
            self._meta(atom)
        elif atom.kind[:1] == b"\xa9":
            self._user_text(atom)

    def _times(self, atom: _Atom) -> None:
        data = self._payload(atom)[:20]
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

    def _handler(self, data: bytes) -> None:
        name = data[24:]
        if name[:1] and name[0] == len(name) - 1:  # QuickTime: a counted string
            name = name[1:]
        if data[8:12] not in {b"mdta", b"mdir"}:
            self._tag("QuickTime hdlr", "handler_name", _text(name))

    def _user_text(self, atom: _Atom) -> None:
        """``©xyz`` and its kin: length, language, text."""
        data = self._payload(atom)
        if len(data) >= 4:
            (length,) = struct.unpack(">H", data[:2])
            self._tag("QuickTime udta", _text(atom.kind, "latin-1"), _text(data[4 : 4 + length]))

    def _meta(self, atom: _Atom) -> None:
        """``keys`` and ``ilst`` under ``meta``: the keys are numbered, the values refer to the numbers."""
        self._file.seek(atom.start)
        full = self._file.read(8)[4:8] != b"hdlr"  # ISO has 4 bytes of version and flags, QuickTime has none
        keys: list[str] = []
        for child in self._children(atom.start + 4 * full, atom.end):
            if child.kind == b"keys":
                keys = list(_keys(self._payload(child)))
            elif child.kind == b"ilst":
                self._items(child, keys)

    def _items(self, ilst: _Atom, keys: list[str]) -> None:
        for item in self._children(ilst.start, ilst.end):
            number = int.from_bytes(item.kind, "big")
            known = 0 < number <= len(keys)
            key = keys[number - 1] if known else _text(item.kind, "latin-1")
            for value in self._children(item.start, item.end):
                data = self._payload(value)
                if value.kind == b"data" and int.from_bytes(data[:4], "big") == 1:
                    self._tag("QuickTime mdta" if known else "QuickTime ilst", key, _text(data[8:]))

    def _tag(self, source: str, key: str, value: str) -> None:
        if value and len(self.atoms.tags) < 500:
            self.atoms.tags.append(Tag(source=source, key=key, value=value))

    def _warn(self, words: str) -> None:
        if len(self.atoms.warnings) < 20:
            self.atoms.warnings.append(words)


def read_atoms(path: Path) -> Atoms:
    """The metadata atoms of a QuickTime or MP4 file; empty for other files.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return _Reader(file, path.stat().st_size).read()


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
        yield _text(data[position + 8 : position + size])
        position += size


def _text(data: bytes, charset: str = "utf-8") -> str:
    return data[: MAX_TEXT * 4].decode(charset, "replace").replace("\x00", "").strip()[:MAX_TEXT]
