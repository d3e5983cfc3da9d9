"""User data of MP4 and QuickTime files as cameras write them: Apple and DJI texts, 3GPP texts and position, GoPro, Samsung.

Formats: QuickTime file format ("user data"); 3GPP TS 26.244 §8 (``titl``, ``auth``, ``loci``…); GoPro's GPMF
(https://github.com/gopro/gpmf-parser); Samsung's ``smta`` holds atoms of its own. DJI writes its angles and speeds as
``©xsp``, ``©gpt`` and the like, which are QuickTime texts.
"""

import struct
from collections.abc import Iterator

from provenance.media.atoms import Atom, AtomFile, text

__all__ = ["user_data"]

TEXTS_3GPP = frozenset({b"titl", b"dscp", b"auth", b"perf", b"gnre", b"cprt"})
PLAIN = frozenset({b"FIRM", b"LENS", b"CAME"})
"""GoPro: firmware in words; lens and camera number as bytes."""
MAX_KEYS = 200
MAX_LEVELS = 4


def user_data(file: AtomFile, atom: Atom) -> Iterator[tuple[str, str, str]]:
    """(source, key, value) of one atom inside ``udta``."""
    name = text(atom.kind, "latin-1")
    if atom.kind[:1] == b"\xa9":
        for value in _quicktime(file.payload(atom)):
            yield "QuickTime udta", name, value
    elif atom.kind in TEXTS_3GPP:
        yield "3GPP udta", name, _coded(file.payload(atom)[6:])
    elif atom.kind == b"loci":
        yield from (("3GPP udta", "loci", value) for value in _position(file.payload(atom)))
    elif atom.kind in PLAIN:
        data = file.payload(atom)[:200]
        yield "GoPro udta", name, text(data) if atom.kind == b"FIRM" else data.hex()
    elif atom.kind == b"GPMF":
        for key, value in list(_gpmf(file.payload(atom)))[:MAX_KEYS]:
            yield "GoPro GPMF", f"GoPro.{key}", value
    elif atom.kind == b"smta":
        for inner in file.children(atom.start + 4, atom.end):
            if inner.kind == b"mdln":
                yield "Samsung smta", "mdln", text(file.payload(inner))


def _quicktime(data: bytes) -> Iterator[str]:
    """Length, language, text; once for every language."""
    position = 0
    while position + 4 <= len(data):
        (length,) = struct.unpack_from(">H", data, position)
        value = text(data[position + 4 : position + 4 + length])
        if value:
            yield value
        position += 4 + length


def _coded(data: bytes) -> str:
    """UTF-16 where it says so by its first bytes, UTF-8 otherwise."""
    return text(data, "utf-16") if data[:2] in {b"\xfe\xff", b"\xff\xfe"} else text(data.split(b"\0")[0])


def _position(data: bytes) -> Iterator[str]:
    """``loci`` as ISO 6709: a name, a role, then longitude, latitude and altitude in 1/65536."""
    if data[6:8] in {b"\xfe\xff", b"\xff\xfe"}:
        end = next((at for at in range(6, len(data) - 1, 2) if data[at : at + 2] == b"\0\0"), len(data)) + 2
    else:
        end = data.find(b"\0", 6) + 1
    if 0 < end <= len(data) - 13:
        lon, lat, _ = struct.unpack_from(">iii", data, end + 1)
        yield f"{lat / 65536:+010.6f}{lon / 65536:+011.6f}/"


def _gpmf(data: bytes, level: int = 0) -> Iterator[tuple[str, str]]:
    """Key, type, size of one value, count; type 0 nests. Texts only: the rest is measurements of sensors."""
    position = 0
    while position + 8 <= len(data) and level < MAX_LEVELS:
        key, kind, size, count = struct.unpack_from(">4scBH", data, position)
        value = data[position + 8 : position + 8 + size * count]
        if kind == b"\0":
            yield from _gpmf(value, level + 1)
        elif kind == b"c":
            yield text(key, "latin-1"), text(value, "latin-1")
        position += 8 + (size * count + 3) // 4 * 4
