"""Keyframes in a record of footage (``packing.py``): a table in its header, then what is binary of all of them, kind by kind."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from provenance.errors import LibraryError
from provenance.fingerprints import featurecoding
from provenance.fingerprints.interface import KeyFrame, LocalFeatures
from provenance.fingerprints.local import DESCRIPTOR_BYTES, GEOMETRY_BYTES, NONE
from provenance.model import Fingerprint

__all__ = ["Span", "earlier", "read", "written"]

Span = tuple[int, int]
"""Milliseconds, both ends included."""


class Parts(Protocol):
    """The binary parts of a record, cut off one by one."""

    def take(self, length: int) -> bytes:
        """The next ``length`` bytes; raises :class:`LibraryError` where there are fewer."""
        ...


def written(keyframes: Sequence[KeyFrame], parts: list[bytes]) -> dict[str, Any]:
    """The table of ``keyframes``; their binary parts are added to ``parts``."""
    kinds = list(dict.fromkeys((p.algorithm, p.version) for k in keyframes for p in k.fingerprints))
    counted = [k for k in keyframes if k.features.count]
    features = featurecoding.encoded([k.features for k in counted]) if counted else b""
    parts += [p.value for k in keyframes for p in k.fingerprints]
    parts += [features, *(k.picture for k in keyframes)]
    return {
        "times": [str(k.time) for k in keyframes],
        "sizes": [[k.width, k.height] for k in keyframes],
        "kinds": kinds,
        "prints": [[_print(p, kinds, k.time) for p in k.fingerprints] for k in keyframes],
        "counts": [k.features.count for k in keyframes],
        "features": len(features),
        "pictures": [len(k.picture) for k in keyframes],
    }


def _print(one: Fingerprint, kinds: Sequence[tuple[str, str]], time: Fraction) -> list[Any]:
    row = [kinds.index((one.algorithm, one.version)), len(one.value), one.quality]
    return row if one.time == time else [*row, str(one.time)]


def read(table: dict[str, Any], parts: Parts, span: Span) -> tuple[KeyFrame, ...]:
    """The keyframes that :func:`written` wrote; those in ``span``, since each takes its time to make."""
    times = [_moment(t) for t in table["times"]]
    prints = [[(row, parts.take(row[1])) for row in rows] for rows in table["prints"]]
    features = _features(table["counts"], parts.take(table["features"]))
    pictures = [parts.take(length) for length in table["pictures"]]
    rows = zip(times, table["sizes"], prints, features, pictures, strict=True)
    return tuple(
        KeyFrame(
            time=time,
            width=width,
            height=height,
            fingerprints=tuple(_fingerprint(row, value, table["kinds"], time) for row, value in some),
            features=found,
            picture=picture,
        )
        for time, (width, height), some, found, picture in rows
        if _inside(time, span)
    )


def _features(counts: Sequence[int], packed: bytes) -> list[LocalFeatures]:
    if min(counts, default=0) < 0:
        raise LibraryError(f"expected numbers of features, found {min(counts)}")
    if not any(counts):
        return [NONE] * len(counts)
    found = iter(featurecoding.decoded(packed, [n for n in counts if n]))
    return [next(found) if n else NONE for n in counts]


def _fingerprint(row: Sequence[Any], value: bytes, kinds: Sequence[Sequence[str]], time: Fraction) -> Fingerprint:
    algorithm, version = kinds[row[0]]
    own = time if len(row) == 3 else _moment(row[3])
    return Fingerprint(algorithm=algorithm, version=version, value=value, quality=row[2], time=own)


def earlier(rows: Sequence[dict[str, Any]], parts: Parts, span: Span) -> tuple[KeyFrame, ...]:
    """Keyframes as records of format 2 have them: one after another, each with its own parts, as they are."""
    return tuple(found for row in rows if (found := _earlier(row, parts, span)) is not None)


def _earlier(row: dict[str, Any], parts: Parts, span: Span) -> KeyFrame | None:
    count, said = row["features"], row["time"]
    time = _moment(said)
    descriptors, geometry = parts.take(count * DESCRIPTOR_BYTES), parts.take(count * GEOMETRY_BYTES)
    picture = parts.take(row["picture"])
    if not _inside(time, span):
        return None
    return KeyFrame(
        time=time,
        width=row["size"][0],
        height=row["size"][1],
        fingerprints=tuple(
            # Nearly all of these are the keyframe's own time.
            Fingerprint(
                algorithm=name,
                version=version,
                value=bytes.fromhex(value),
                quality=quality,
                time=time if own == said else _moment(own),
            )
            for name, version, value, quality, own in row["prints"]
        ),
        features=LocalFeatures(count=count, descriptors=descriptors, geometry=geometry),
        picture=picture,
    )


def _inside(time: Fraction, span: Span) -> bool:
    return span[0] * time.denominator <= time.numerator * 1000 <= span[1] * time.denominator


def _moment(text: str) -> Fraction:
    """What ``str`` makes of a fraction, read; :class:`Fraction` itself takes many other forms, and four times as long."""
    above, _, below = text.partition("/")
    return Fraction(int(above), int(below) if below else 1)
