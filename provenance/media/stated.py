"""Metadata texts read into values: ISO 6709 positions, times with and without a zone, makes and models.

Pure functions over tags; what cannot be read is left in the tags and not guessed.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from provenance.media.exif import GPS_NAME, device
from provenance.model import CalendarDay, Instant, Place, Tag, Timestamp, ZonelessTime

__all__ = ["created", "device_of", "encoders", "iso6709", "location"]

ISO_6709 = re.compile(
    r"([+-])(\d{1,7}(?:\.\d{1,12})?)([+-])(\d{1,8}(?:\.\d{1,12})?)(?:[+-]\d{1,9}(?:\.\d{1,9})?)?(?:CRS[\w:.]+)?/?"
)
PLACES = frozenset({"com.apple.quicktime.location.iso6709", "\xa9xyz", "location", "location-eng"})
ACCURACY = "com.apple.quicktime.location.accuracy.horizontal"
TIMES = frozenset({"com.apple.quicktime.creationdate", "date", "\xa9day", "creation_time", "date_recorded", "date-eng"})
MAKES = frozenset({"com.apple.quicktime.make", "\xa9mak", "make", "com.android.manufacturer"})
MODELS = frozenset({"com.apple.quicktime.model", "\xa9mod", "model", "com.android.model"})
SOFTWARE = frozenset(
    {
        "com.apple.quicktime.software",
        "\xa9swr",
        "\xa9too",
        "encoder",
        "software",
        "writing_app",
        "muxing_app",
        "com.android.version",
        "handler_name",
        "encoded_by",
        "firmware",
    }
)
MP4_FAMILY = "QuickTime"


def location(tags: Iterable[Tag], warnings: list[str]) -> Place | None:
    """The first position stated in the tags; one at exactly 0, 0 is "not set"."""
    listed = tuple(tags)
    for tag in listed:
        if tag.key.lower() not in PLACES:
            continue
        place = iso6709(tag.value)
        if place is None:
            warnings.append(f"{tag.key}: expected an ISO 6709 position other than 0, 0, found {tag.value[:60]!r}")
            continue
        radius = next((_metres(other.value) for other in listed if other.key.lower() == ACCURACY), None)
        return Place(name=GPS_NAME, lat=place[0], lon=place[1], radius_m=radius)
    return None


def iso6709(text: str) -> tuple[float, float] | None:
    """Degrees north and east from ``+48.9483+038.4917+072.5/``, minutes and seconds forms included."""
    found = ISO_6709.fullmatch(text.strip())
    if not found:
        return None
    lat, lon = _angle(found[1], found[2], 2), _angle(found[3], found[4], 3)
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:
        return None
    return lat, lon


def _angle(sign: str, digits: str, width: int) -> float | None:
    """Degrees from DD.D, DDMM.M or DDMMSS.S (``width`` digits of degrees), as ISO 6709 annex H has them."""
    whole, _, fraction = digits.partition(".")
    tail = f".{fraction or 0}"
    if len(whole) <= width:
        degrees = float(whole + tail)
    elif len(whole) == width + 2:
        degrees = int(whole[:width]) + float(whole[width:] + tail) / 60
    elif len(whole) == width + 4:
        degrees = int(whole[:width]) + int(whole[width:-2]) / 60 + float(whole[-2:] + tail) / 3600
    else:
        return None
    return round(-degrees if sign == "-" else degrees, 7)


def _metres(text: str) -> float | None:
    try:
        metres = float(text)
    except ValueError:
        return None
    return metres if 0 < metres < 1e7 else None


def created(tags: Iterable[Tag], *, mp4: bool) -> tuple[Timestamp, ...]:
    """Times stated in the tags.

    ``creation_time`` of an MP4 is left out: FFmpeg makes it of ``mvhd`` and adds a zone that nobody stated.
    """
    times = (_time(tag.value) for tag in tags if tag.key.lower() in TIMES and not (mp4 and tag.key.lower() == "creation_time"))
    return tuple(dict.fromkeys(time for time in times if time is not None))


def _time(text: str) -> Timestamp | None:
    words = text.strip()
    try:
        if len(words) <= 10:
            return CalendarDay(value=date.fromisoformat(words.replace(":", "-")))
        time = datetime.fromisoformat(words)
        return ZonelessTime(value=time) if time.tzinfo is None else Instant(value=time)
    except (ValueError, OverflowError):
        return None


def device_of(tags: Iterable[Tag]) -> str | None:
    """Make and model."""
    listed = tuple(tags)
    make = next((tag.value for tag in listed if tag.key.lower() in MAKES), "")
    model = next((tag.value for tag in listed if tag.key.lower() in MODELS), "")
    return device(make, model)


def encoders(tags: Iterable[Tag]) -> tuple[str, ...]:
    """Names of software, verbatim, each once."""
    return tuple(dict.fromkeys(tag.value for tag in tags if tag.key.lower() in SOFTWARE and tag.value))
