"""The boxes of QuickTime and MP4 files (ISO/IEC 14496-12), walked within bounds.

Every size in the file is hostile: the count of atoms and the bytes read of each are limited, and what does not fit ends in
a warning.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["MAX_DEPTH", "Atom", "AtomFile", "text"]

MAX_ATOMS = 20_000
MAX_DEPTH = 8
MAX_PAYLOAD = 1 << 20
"""Bytes of one metadata atom."""
MAX_TEXT = 4_000
MAX_WARNINGS = 20


@dataclass(frozen=True, slots=True)
class Atom:
    """One box."""

    kind: bytes
    start: int
    """Of the payload."""
    end: int


class AtomFile:
    """A file of atoms; remembers how many were met."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._met = 0
        self.size = size
        self.warnings: list[str] = []

    def first(self) -> Atom | None:
        """The atom at the very beginning."""
        return self._header(0, self.size)

    def children(self, start: int, end: int) -> Iterator[Atom]:
        """The atoms between two bytes; one that is cut off ends where its holder ends."""
        position = start
        while position + 8 <= end:
            atom = self._header(position, end)
            self._met += 1
            if atom is None or self._met > MAX_ATOMS:
                self.warn(f"atoms at byte {position} cannot be read")
                return
            if atom.end > end:
                name = text(atom.kind)
                self.warn(f"atom {name!r} at byte {position}: expected to end at {atom.end}, but what holds it ends at {end}")
                yield Atom(atom.kind, atom.start, end)
                return
            yield atom
            position = atom.end

    def payload(self, atom: Atom, most: int = MAX_PAYLOAD) -> bytes:
        """Its bytes, ``most`` of them at the most."""
        self._file.seek(atom.start)
        return self._file.read(min(atom.end - atom.start, most))

    def warn(self, words: str) -> None:
        """Remember damage."""
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(words)

    def _header(self, position: int, end: int) -> Atom | None:
        self._file.seek(position)
        head = self._file.read(16)
        if len(head) < 8:
            return None
        size, kind = struct.unpack(">I4s", head[:8])
        if size == 1 and len(head) == 16:
            (size,) = struct.unpack(">Q", head[8:])
            return Atom(kind, position + 16, position + size) if size >= 16 else None
        if size == 0:
            return Atom(kind, position + 8, end)
        return Atom(kind, position + 8, position + size) if size >= 8 else None


def text(data: bytes, charset: str = "utf-8") -> str:
    """Bytes as text, without what cannot be shown at its ends, at most so long."""
    return data[: MAX_TEXT * 4].decode(charset, "replace").replace("\x00", "").strip()[:MAX_TEXT]
