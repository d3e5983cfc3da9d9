"""IPTC-IIM records of JPEG and TIFF pictures, by Pillow: the captions, credits and dates of newsrooms.

Facebook and Instagram leave their own marks here (``SpecialInstructions`` beginning with ``FBMD``).
"""

import io
import warnings as python_warnings
from collections.abc import Iterator, Mapping

from PIL import Image, IptcImagePlugin, UnidentifiedImageError

from provenance.media.found import Found, clean
from provenance.metadata.values import moment
from provenance.model import Stated, StatedKind, Tag

__all__ = ["read_iptc"]

MAX_TAGS = 200
MAX_TEXT = 1_000
UTF8 = b"\x1b%G"
NAMES = {
    (1, 90): "CodedCharacterSet",
    (2, 5): "ObjectName",
    (2, 15): "Category",
    (2, 25): "Keywords",
    (2, 40): "SpecialInstructions",
    (2, 55): "DateCreated",
    (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate",
    (2, 63): "DigitalCreationTime",
    (2, 65): "OriginatingProgram",
    (2, 70): "ProgramVersion",
    (2, 80): "By-line",
    (2, 85): "By-lineTitle",
    (2, 90): "City",
    (2, 92): "Sub-location",
    (2, 95): "Province-State",
    (2, 100): "CountryCode",
    (2, 101): "Country",
    (2, 103): "OriginalTransmissionReference",
    (2, 105): "Headline",
    (2, 110): "Credit",
    (2, 115): "Source",
    (2, 116): "CopyrightNotice",
    (2, 120): "Caption-Abstract",
    (2, 122): "Writer-Editor",
}


def read_iptc(data: bytes) -> Found:
    """The records of a picture; empty where there are none."""
    try:
        with python_warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=("JPEG", "TIFF")) as picture:
            python_warnings.simplefilter("ignore")
            found = IptcImagePlugin.getiptcinfo(picture) or {}
    except UnidentifiedImageError:
        return Found()
    except Exception as error:  # noqa: BLE001 - Pillow lets struct, index and its own errors of damaged files through
        return Found(warnings=(f"IPTC cannot be read: {type(error).__name__}: {clean(error, 200)}",))
    charset = "utf-8" if found.get((1, 90)) == UTF8 else ""
    values = [(_name(key), words) for key, raw in found.items() for words in _texts(raw, charset) if key != (1, 90) and words]
    first = dict(reversed(values))
    tags = tuple(Tag(source="IPTC", key=key, value=value) for key, value in values[:MAX_TAGS])
    return Found(tags=tags, stated=tuple(_stated(first)))


def _name(key: tuple[int, int]) -> str:
    return NAMES.get(key, f"{key[0]}:{key[1]:02d}")


def _texts(raw: bytes | list[bytes], charset: str) -> list[str]:
    listed = raw if isinstance(raw, list) else [raw]
    return [clean(_decoded(value[: MAX_TEXT * 4], charset), MAX_TEXT) for value in listed[:50]]


def _decoded(value: bytes, charset: str) -> str:
    """In the charset that is stated; where none is, UTF-8 if that fits, else Latin-1."""
    try:
        return value.decode(charset or "utf-8", "replace" if charset else "strict")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _stated(values: Mapping[str, str]) -> Iterator[Stated]:
    for day_key, time_key in (("DateCreated", "TimeCreated"), ("DigitalCreationDate", "DigitalCreationTime")):
        day, time = values.get(day_key, ""), values.get(time_key, "")
        if len(day) != 8 or not day.isdecimal():
            continue
        date = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        when = moment(f"{date}T{time[:6]}{time[6:]}") if len(time) >= 6 else None
        when = when or moment(date)
        if when is not None:
            quote = f"{day_key}={day}" + (f"; {time_key}={time}" if time else "")
            yield Stated(kind=StatedKind.CAPTURED, source="IPTC", key=day_key, quote=quote, when=when)
    program = " ".join(filter(None, (values.get("OriginatingProgram"), values.get("ProgramVersion"))))
    if program:
        quote = f"OriginatingProgram={program}"
        yield Stated(kind=StatedKind.SOFTWARE, source="IPTC", key="OriginatingProgram", quote=quote, text=program)
