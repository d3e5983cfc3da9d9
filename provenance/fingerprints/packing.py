"""Footage to bytes and back: a magic word, a version, a JSON header, then the binary parts one after another.

Every part's length stands in the header and the whole is closed by a checksum, so a cut-off or altered record
is noticed before anything of it is believed.
"""

import json
import struct
import zlib
from fractions import Fraction
from typing import Any

from provenance.errors import InputError, LibraryError
from provenance.fingerprints import keyframetables
from provenance.fingerprints.interface import Footage, Motion, Sound
from provenance.fingerprints.keyframetables import Span
from provenance.fingerprints.modes import Mode
from provenance.fingerprints.sound import pack_sound, unpack_sound
from provenance.model import Digest

__all__ = ["ALWAYS", "FORMAT", "MAGIC", "pack", "unpack"]

MAGIC = b"PVFT"
FORMAT = 3
"""2 had the features of each keyframe as they are; it is read. 1 had JPEG sheets of motion and wider tables of places;
nothing reads it any more.
"""
OLDEST = 2
MAX_HEADER = 256_000_000
"""Bytes; some 20 hours of footage need as much."""
COMMON = (
    b'"kinds":[["phash","imagehash 4.3.2"],["dhash","imagehash 4.3.2"],["pdq","pdqhash 0.2.7"]],'
    b'"prints":[[[0,8,50],[1,8,50],[2,32,100]],'
    b'[[0,8,50],[1,8,50],[2,32,100]]],"counts":[160,160,160],"features":0,"pictures":[],"sound":11}'
    b'{"digest":"sha256:","duration":"60","size":[1280,720],"mode":"default","warnings":[],"motion":{"size":[96,54],"steps":[0,133,117,125,'
    b'125],"sheets":[0]},"keyframes":{"times":["1/2","3003/1000"],"sizes":[[1280,720],[640,360]],"kinds":[],"prints":[],"counts":[],'
    b'"features":0,"pictures":[]},"sound":11}'
)
"""What headers begin with for deflate, since most are short and much alike. Part of the format: never to be changed."""
_PREFIX = struct.Struct("<4sHI")
"""Magic, format, length of the header."""
_CHECK = struct.Struct("<I")
ALWAYS = (-(2**62), 2**62)
"""A span of milliseconds that leaves nothing out."""


class _Parts:
    """The binary parts, cut off one by one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, length: int) -> bytes:
        end = self._at + length
        if length < 0 or end > len(self._data):
            raise LibraryError(f"expected {length} more bytes of footage at {self._at}, found {len(self._data) - self._at}")
        part, self._at = self._data[self._at : end], end
        return part


def pack(footage: Footage) -> bytes:
    """``footage`` as bytes; :func:`unpack` gives an equal value back."""
    parts: list[bytes] = []
    header = {
        "digest": str(footage.digest),
        "duration": str(footage.duration),
        "size": [footage.width, footage.height],
        "mode": footage.mode.value,
        "warnings": list(footage.warnings),
        "motion": _motion_out(footage.motion, parts),
        "keyframes": keyframetables.written(footage.keyframes, parts),
        "sound": len(sound := pack_sound(footage.sound)),
    }
    parts.append(sound)
    text = _deflated(json.dumps(header, separators=(",", ":")).encode("ascii"))
    body = _PREFIX.pack(MAGIC, FORMAT, len(text)) + text + b"".join(parts)
    return body + _CHECK.pack(zlib.crc32(body))


def unpack(data: bytes, *, span: Span = ALWAYS) -> Footage:
    """The footage that :func:`pack` wrote; of its keyframes those in ``span`` (milliseconds), since each takes its time to make.

    Raises:
        LibraryError: damaged, not such bytes, or a newer format.
    """
    if len(data) < _PREFIX.size + _CHECK.size or data[:4] != MAGIC:
        raise LibraryError(f"expected a record of footage, found {len(data)} bytes that begin {data[:8]!r}")
    _, version, length = _PREFIX.unpack_from(data)
    if not OLDEST <= version <= FORMAT:
        way = "update provenance to read it" if version > FORMAT else "fingerprint the footage again"
        raise LibraryError(f"expected a record of footage of format {FORMAT}, found {version}: {way}")
    body = data[: -_CHECK.size]
    if zlib.crc32(body) != _CHECK.unpack_from(data, len(body))[0]:
        raise LibraryError(f"expected an unharmed record of footage, found {len(data)} bytes with a wrong checksum")
    try:
        header = json.loads(_inflated(body[_PREFIX.size : _PREFIX.size + length], version))
        return _footage_in(header, _Parts(body[_PREFIX.size + length :]), span, version)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, InputError, zlib.error) as error:
        raise LibraryError(f"expected a record of footage, found one that does not read ({error})") from error


def _deflated(text: bytes) -> bytes:
    stream = zlib.compressobj(9, zdict=COMMON)
    return stream.compress(text) + stream.flush()


def _inflated(data: bytes, version: int) -> bytes:
    """The header's text; libraries are handed on between people, so one that swells without end is refused."""
    stream = zlib.decompressobj(zdict=COMMON) if version == FORMAT else zlib.decompressobj()
    text = stream.decompress(data, MAX_HEADER)
    if stream.unconsumed_tail:
        raise LibraryError(f"expected a header of at most {MAX_HEADER} bytes, found a longer one")
    return text


def _footage_in(header: dict[str, Any], parts: _Parts, span: Span, version: int) -> Footage:
    motion = _motion_in(header["motion"], parts)
    if min(header["size"]) < 1 or (motion.times and min(motion.width, motion.height) < 1):
        raise LibraryError(f"expected pictures of at least one pixel, found {header['size']} and {motion.width}×{motion.height}")
    keyframes = keyframetables.read if version == FORMAT else keyframetables.earlier
    return Footage(
        digest=Digest.parse(header["digest"]),
        duration=Fraction(header["duration"]),
        width=header["size"][0],
        height=header["size"][1],
        mode=Mode(header["mode"]),
        warnings=tuple(header["warnings"]),
        motion=motion,
        keyframes=keyframes(header["keyframes"], parts, span),
        # Last, after the keyframes were cut off; records made before sound was fingerprinted have none.
        sound=unpack_sound(parts.take(header["sound"])) if "sound" in header else Sound(),
    )


def _motion_out(motion: Motion, parts: list[bytes]) -> dict[str, Any]:
    parts.extend(motion.sheets)
    steps = [now - before for before, now in zip((0, *motion.times), motion.times, strict=False)]
    return {"size": [motion.width, motion.height], "steps": steps, "sheets": [len(s) for s in motion.sheets]}


def _motion_in(header: dict[str, Any], parts: _Parts) -> Motion:
    times, now = [], 0
    for step in header["steps"]:
        now += step
        times.append(now)
    width, height = header["size"]
    return Motion(width=width, height=height, times=tuple(times), sheets=tuple(parts.take(n) for n in header["sheets"]))
