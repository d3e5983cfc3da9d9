"""Hashes as other programs write them: vPDQ's text, and imagehash's hexadecimal.

vPDQ (ThreatExchange, ``vpdq/cpp/io/vpdqio.cpp``): one line a frame, ``frame number,quality,hash (64 hexadecimal digits),seconds``
with three decimals. imagehash has no file of its own: one line a frame, ``seconds,phash,dhash``, each as ``str(imagehash)``
prints it; either may be empty.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from provenance.errors import InputError
from provenance.fingerprints.interface import Footage, KeyFrame, Motion
from provenance.fingerprints.local import NONE
from provenance.fingerprints.pdq import PDQ
from provenance.fingerprints.phash import DHASH, PHASH
from provenance.model import Digest, Fingerprint

__all__ = ["FORMATS", "Format", "by_name", "recognised"]

FOREIGN = "unknown"
"""Version of a hash that another program made."""
MOST = 5_000_000
"""Frames of one file, at most."""
LONGEST = 10_000_000
"""Seconds."""
_IMAGEHASH = "seconds,phash,dhash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write the hashes of a video down."""

    name: str
    suffix: str
    write: Callable[[Footage], str]
    read: Callable[[str, str], tuple[KeyFrame, ...]]
    """Text and its name to keyframes without features; raises :class:`InputError`."""
    known: Callable[[str], bool]
    """Whether the first line looks like it."""

    def footage(self, text: str, *, where: str) -> Footage:
        """The hashes in ``text`` as footage: no features, no motion; its digest is that of the text, for want of the media's.

        Raises:
            InputError: it is not in this format.
        """
        keyframes = sorted(self.read(text, where), key=lambda k: k.time)
        if not keyframes:
            raise InputError(f"{where}: expected hashes in the format {self.name}, found none")
        last = keyframes[-1].time
        step = last / (len(keyframes) - 1) if len(keyframes) > 1 else Fraction(0)
        return Footage(
            digest=Digest.of(text.encode("utf-8", "surrogateescape")),
            duration=last + step,
            width=1,
            height=1,
            keyframes=tuple(keyframes),
            motion=Motion(),
            warnings=(f"hashes only, imported from {self.name}: the digest is that of the imported file",),
        )


def by_name(name: str) -> Format:
    """The format called ``name``.

    Raises:
        InputError: there is none.
    """
    for each in FORMATS:
        if each.name == name:
            return each
    raise InputError(f"expected one of the formats {', '.join(f.name for f in FORMATS)}, found {name!r}")


def recognised(text: str, *, where: str) -> Format:
    """The format of ``text``, by its first line.

    Raises:
        InputError: none of ours.
    """
    first = text.lstrip("\ufeff").split("\n", 1)[0].strip()
    for each in FORMATS:
        if each.known(first):
            return each
    raise InputError(f"{where}: expected hashes as {' or '.join(f.name for f in FORMATS)} writes them, found {first[:80]!r}")


def _vpdq_out(footage: Footage) -> str:
    rows = [(i, k.time, p) for i, k in enumerate(footage.keyframes) if (p := k.value(PDQ.name)) is not None]
    return "".join(f"{i},{p.quality},{p.value.hex()},{float(time):.3f}\n" for i, time, p in rows)


def _vpdq_in(text: str, where: str) -> tuple[KeyFrame, ...]:
    out = []
    for number, line in _lines(text, where):
        fields = line.split(",")
        if len(fields) != 4:
            raise InputError(f"{where}:{number}: expected frame,quality,hash,seconds, found {line[:80]!r}")
        time = _seconds(fields[3], where, number)
        quality = _number(fields[1], where, number)
        value = _hash(fields[2], PDQ.bits, where, number)
        out.append(_keyframe(time, [Fingerprint(algorithm=PDQ.name, version=FOREIGN, value=value, quality=quality, time=time)]))
    return tuple(out)


def _imagehash_out(footage: Footage) -> str:
    lines = [_IMAGEHASH]
    for keyframe in footage.keyframes:
        values = [p.value.hex() if (p := keyframe.value(kind.name)) else "" for kind in (PHASH, DHASH)]
        if any(values):
            lines.append(",".join([f"{float(keyframe.time):.3f}", *values]))
    return "\n".join(lines) + "\n"


def _imagehash_in(text: str, where: str) -> tuple[KeyFrame, ...]:
    out = []
    for number, line in _lines(text, where):
        fields = line.split(",")
        if line == _IMAGEHASH:
            continue
        if len(fields) not in (2, 3) or not any(fields[1:]):
            raise InputError(f"{where}:{number}: expected {_IMAGEHASH}, found {line[:80]!r}")
        time = _seconds(fields[0], where, number)
        kinds = zip((PHASH, DHASH), fields[1:], strict=False)
        out.append(
            _keyframe(
                time,
                [
                    Fingerprint(algorithm=k.name, version=FOREIGN, value=_hash(v, k.bits, where, number), quality=100, time=time)
                    for k, v in kinds
                    if v
                ],
            )
        )
    return tuple(out)


def _lines(text: str, where: str) -> list[tuple[int, str]]:
    lines = [(i, line.strip()) for i, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1) if line.strip()]
    if len(lines) > MOST:
        raise InputError(f"{where}: expected at most {MOST} frames, found {len(lines)}")
    return lines


def _keyframe(time: Fraction, prints: list[Fingerprint]) -> KeyFrame:
    return replace(_BARE, time=time, fingerprints=tuple(prints))


_BARE = KeyFrame(time=Fraction(0), width=1, height=1, fingerprints=(), features=NONE, picture=b"")


def _seconds(text: str, where: str, number: int) -> Fraction:
    try:
        value = Fraction(text.strip()) if len(text) <= 30 and "e" not in text.lower() else None
    except (ValueError, ZeroDivisionError):
        value = None
    if value is None or not 0 <= value <= LONGEST:
        raise InputError(f"{where}:{number}: expected seconds, found {text[:40]!r}")
    return value


def _number(text: str, where: str, number: int) -> int:
    if not (text.strip().isascii() and text.strip().isdigit() and len(text) <= 6 and int(text) <= 100):
        raise InputError(f"{where}:{number}: expected a quality of 0 to 100, found {text[:40]!r}")
    return int(text)


def _hash(text: str, bits: int, where: str, number: int) -> bytes:
    digits = text.strip()
    if len(digits) != bits // 4 or not all(c in "0123456789abcdefABCDEF" for c in digits):
        raise InputError(f"{where}:{number}: expected {bits // 4} hexadecimal digits, found {text[:80]!r}")
    return bytes.fromhex(digits)


def _looks_vpdq(first: str) -> bool:
    fields = first.split(",")
    return len(fields) == 4 and len(fields[2].strip()) == PDQ.bits // 4


def _looks_imagehash(first: str) -> bool:
    fields = first.split(",")
    return first == _IMAGEHASH or (len(fields) in (2, 3) and any(len(f.strip()) == PHASH.bits // 4 for f in fields[1:]))


FORMATS: tuple[Format, ...] = (
    Format(name="vpdq", suffix=".vpdq.txt", write=_vpdq_out, read=_vpdq_in, known=_looks_vpdq),
    Format(name="imagehash", suffix=".imagehash.csv", write=_imagehash_out, read=_imagehash_in, known=_looks_imagehash),
)
