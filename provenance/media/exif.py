"""EXIF of pictures, by exifread: times, place, device. What the file says, not what is so.

Coordinates with a missing or unknown hemisphere are left out with a warning: a guess would move
the camera to the other side of the equator.
"""

import io
import logging
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import exifread

from provenance.model import Instant, Place, Tag, Timestamp, ZonelessTime

__all__ = ["GPS_NAME", "Exif", "read_exif"]

GPS_NAME = "GPS in the file"
MAX_TAGS = 300
MAX_TEXT = 1_000
# exifread's names: (time, its offset from UTC)
TIMES = (
    ("EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
    ("EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
    ("Image DateTime", "EXIF OffsetTime"),
)
OFFSET = re.compile(r"[+-]\d\d:\d\d|Z")
BULKY = ("JPEGThumbnail", "TIFFThumbnail", "EXIF MakerNote", "EXIF UserComment")
logging.getLogger("exifread").setLevel(logging.CRITICAL)  # it logs every damaged tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Exif:
    """What the EXIF block says."""

    tags: tuple[Tag, ...] = ()
    created: tuple[Timestamp, ...] = ()
    location: Place | None = None
    device: str | None = None
    software: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def read_exif(data: bytes) -> Exif:
    """EXIF of a JPEG, PNG, WEBP, HEIC or TIFF picture; empty where there is none."""
    try:
        found: Mapping[str, Any] = exifread.process_file(io.BytesIO(_webp_block(data) or data), details=False)
    except Exception as error:  # noqa: BLE001 - exifread lets struct, index and unicode errors of damaged files through
        return Exif(warnings=(f"EXIF cannot be read: {type(error).__name__}: {str(error)[:200]}",))
    warnings: list[str] = []
    place = _place(found, warnings)
    return Exif(
        tags=tuple(
            Tag(source="EXIF", key=key, value=text)
            for key, value in list(found.items())[:MAX_TAGS]
            if not key.startswith(BULKY) and (text := _text(value))
        ),
        created=_created(found),
        location=place,
        device=device(_text(found.get("Image Make")), _text(found.get("Image Model"))),
        software=tuple(filter(None, (_text(found.get("Image Software")),))),
        warnings=tuple(warnings),
    )


def _webp_block(data: bytes) -> bytes | None:
    """The TIFF block of a WEBP picture: exifread 3.5 finds it only behind an "Exif" header that the format does not have."""
    position = 12 if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else len(data)
    while position + 8 <= len(data):
        kind, size = struct.unpack("<4sI", data[position : position + 8])
        if kind == b"EXIF":
            return data[position + 8 : position + 8 + size].removeprefix(b"Exif\0\0")
        position += 8 + size + size % 2
    return None


def device(make: str, model: str) -> str | None:
    """Make and model as one name, without saying the make twice."""
    if model.lower().startswith(make.lower()):
        return model or None
    return f"{make} {model}".strip() or None


def _created(found: Mapping[str, Any]) -> tuple[Timestamp, ...]:
    times = (_time(_text(found.get(key)), _text(found.get(offset))) for key, offset in TIMES)
    return tuple(dict.fromkeys(time for time in times if time is not None))


def _time(text: str, offset: str) -> Timestamp | None:
    """``2022:06:19 14:05:07`` with an offset such as ``+03:00``, or without."""
    try:
        wall = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - the zone, if any, is another tag
        if not OFFSET.fullmatch(offset):
            return ZonelessTime(value=wall)
        return Instant(value=datetime.fromisoformat(f"{wall.isoformat()}{offset}"))
    except (ValueError, OverflowError):
        return None


def _place(found: Mapping[str, Any], warnings: list[str]) -> Place | None:
    if "GPS GPSLatitude" not in found or "GPS GPSLongitude" not in found:
        return None
    lat = _degrees(found["GPS GPSLatitude"], _text(found.get("GPS GPSLatitudeRef")), "NS")
    lon = _degrees(found["GPS GPSLongitude"], _text(found.get("GPS GPSLongitudeRef")), "EW")
    if lat is None or lon is None or (lat == 0 and lon == 0):
        warnings.append("EXIF GPS: expected degrees with hemispheres N/S and E/W, found something else")
        return None
    try:
        return Place(name=GPS_NAME, lat=lat, lon=lon, radius_m=_radius(found))
    except ValueError as error:
        warnings.append(f"EXIF GPS: {error}")
        return None


def _degrees(tag: Any, hemisphere: str, letters: str) -> float | None:  # noqa: ANN401 - exifread's IfdTag
    """Degrees, positive for the first letter."""
    try:
        parts = [float(part) for part in tag.values]
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    sign = {letters[0]: 1, letters[1]: -1}.get(hemisphere.strip().upper()[:1])
    if sign is None or len(parts) != 3 or not all(0 <= part < 360 for part in parts):
        return None
    return sign * round(parts[0] + parts[1] / 60 + parts[2] / 3600, 7)


def _radius(found: Mapping[str, Any]) -> float | None:
    """GPSHPositioningError (tag 31, which exifread has no name for), metres."""
    try:
        metres = float(found["GPS Tag 0x001F"].values[0])
    except (KeyError, IndexError, AttributeError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return metres if 0 < metres < 1e7 else None


def _text(tag: object) -> str:
    return str(tag).replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()[:MAX_TEXT] if tag is not None else ""
