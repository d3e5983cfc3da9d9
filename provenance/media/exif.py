"""EXIF of pictures, by exifread: times, place, device, maker's notes, thumbnail. What the file says, not what is so.

Coordinates with a missing or unknown hemisphere are left out with a warning: a guess would move
the camera to the other side of the equator.
"""

import io
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import exifread

from provenance.media.found import Found, clean
from provenance.metadata.values import device, exif_moment, place_at
from provenance.model import Place, Stated, StatedKind, Tag

__all__ = ["read_exif"]

MAX_TAGS = 300
MAX_TEXT = 1_000
MAX_READS, MAX_BYTES = 200_000, 64 << 20
"""What exifread may read of one block: its loops follow counts that the file states."""
MAX_THUMBNAIL = 4 << 20
# exifread's names: (what, time, its offset from UTC)
TIMES = (
    (StatedKind.CAPTURED, "EXIF DateTimeOriginal", "EXIF OffsetTimeOriginal"),
    (StatedKind.CAPTURED, "EXIF DateTimeDigitized", "EXIF OffsetTimeDigitized"),
    (StatedKind.MODIFIED, "Image DateTime", "EXIF OffsetTime"),
)
SOFTWARE = ("Image Software", "Image ProcessingSoftware", "Image HostComputer")
BULKY = ("JPEGThumbnail", "TIFFThumbnail", "EXIF MakerNote", "EXIF UserComment", "Image ApplicationNotes")
logging.getLogger("exifread").setLevel(logging.CRITICAL)  # it logs every damaged tag


class _Metered(io.BytesIO):
    """Bytes that can be read so often and no more."""

    reads = MAX_READS
    left = MAX_BYTES

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.reads -= 1
        self.left -= len(data)
        if self.reads < 0 or self.left < 0:
            raise ValueError("the block asks for more reading than any camera's")
        return data


def read_exif(data: bytes) -> Found:
    """EXIF of a TIFF block, a TIFF or a HEIC file; empty where there is none."""
    warnings: list[str] = []
    found = _tags(data, warnings)
    return Found(
        tags=tuple(
            Tag(source="EXIF", key=key, value=text)
            for key, value in list(found.items())[:MAX_TAGS]
            if not key.startswith(BULKY) and (text := _text(value))
        ),
        stated=(*_places(found, warnings), *_times(found), *_device(found), *_software(found)),
        thumbnails=tuple(_thumbnail(data, found)),
        warnings=tuple(warnings),
    )


def _tags(data: bytes, warnings: list[str]) -> Mapping[str, Any]:
    """With the maker's notes, or without where those cannot be read."""
    for details in (True, False):
        try:
            return exifread.process_file(_Metered(data), details=details, extract_thumbnail=False)
        except Exception as error:  # noqa: BLE001 - exifread lets struct, index and unicode errors of damaged files through
            what = "the maker's notes" if details else "EXIF"
            warnings.append(f"{what} cannot be read: {type(error).__name__}: {clean(error, 200)}")
    return {}


def _times(found: Mapping[str, Any]) -> Iterator[Stated]:
    for kind, key, offset in TIMES:
        raw, zone = _text(found.get(key)), _text(found.get(offset))
        when = exif_moment(raw, zone)
        if when is not None:
            quote = f"{key}={raw}; {offset}={zone}" if zone else f"{key}={raw}"
            yield Stated(kind=kind, source="EXIF", key=key, quote=quote, when=when)


def _device(found: Mapping[str, Any]) -> Iterator[Stated]:
    make, model = _text(found.get("Image Make")), _text(found.get("Image Model"))
    name = device(make, model)
    if name:
        given = (("Image Make", make), ("Image Model", model))
        quote = "; ".join(f"{key}={value}" for key, value in given if value)
        yield Stated(kind=StatedKind.DEVICE, source="EXIF", key="Image Model", quote=quote, text=name)


def _software(found: Mapping[str, Any]) -> Iterator[Stated]:
    for key in SOFTWARE:
        name = _text(found.get(key))
        if name:
            yield Stated(kind=StatedKind.SOFTWARE, source="EXIF", key=key, quote=f"{key}={name}", text=name)


def _places(found: Mapping[str, Any], warnings: list[str]) -> Iterator[Stated]:
    place = _place(found, warnings)
    if place is not None:
        keys = ("GPS GPSLatitude", "GPS GPSLatitudeRef", "GPS GPSLongitude", "GPS GPSLongitudeRef")
        quote = "; ".join(f"{key}={_text(found.get(key))}" for key in keys)
        yield Stated(kind=StatedKind.PLACE, source="EXIF", key="GPS", quote=quote, place=place)


def _place(found: Mapping[str, Any], warnings: list[str]) -> Place | None:
    if "GPS GPSLatitude" not in found or "GPS GPSLongitude" not in found:
        return None
    lat = _degrees(found["GPS GPSLatitude"], _text(found.get("GPS GPSLatitudeRef")), "NS")
    lon = _degrees(found["GPS GPSLongitude"], _text(found.get("GPS GPSLongitudeRef")), "EW")
    place = place_at(lat, lon, _radius(found))
    if place is None:
        warnings.append("EXIF GPS: expected degrees with hemispheres N/S and E/W, found something else")
    return place


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
    metres = _number(found.get("GPS Tag 0x001F"))
    return metres if metres is not None and 0 < metres < 1e7 else None


def _thumbnail(data: bytes, found: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The JPEG that EXIF keeps in its second directory; its place is counted from the block's beginning."""
    where = _number(found.get("Thumbnail JPEGInterchangeFormat"))
    length = _number(found.get("Thumbnail JPEGInterchangeFormatLength"))
    if where is None or length is None or not (0 < where < len(data) and 0 < length <= MAX_THUMBNAIL):
        return
    picture = data[int(where) : int(where + length)]
    if picture.startswith(b"\xff\xd8"):
        yield "EXIF thumbnail", picture


def _number(tag: Any) -> float | None:  # noqa: ANN401 - exifread's IfdTag
    try:
        return float(tag.values[0])
    except (IndexError, AttributeError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _text(tag: object) -> str:
    return clean(tag, MAX_TEXT) if tag is not None else ""
