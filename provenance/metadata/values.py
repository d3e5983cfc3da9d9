"""Metadata texts read into values: positions, times with and without a zone, makes and models.

Pure functions; what cannot be read is ``None`` and not guessed.
"""

import re
from datetime import date, datetime

from provenance.model import CalendarDay, Instant, Place, Timestamp, ZonelessTime

__all__ = ["GPS_NAME", "decimal", "device", "exif_moment", "iso6709", "moment", "place_at", "xmp_degrees"]

GPS_NAME = "GPS in the file"
ISO_6709 = re.compile(
    r"([+-])(\d{1,7}(?:\.\d{1,12})?)([+-])(\d{1,8}(?:\.\d{1,12})?)(?:[+-]\d{1,9}(?:\.\d{1,9})?)?(?:CRS[\w:.]+)?/?"
)
EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?", re.ASCII)
OFFSET = re.compile(r"[+-]\d\d:?\d\d|Z", re.ASCII)
XMP_DEGREES = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])", re.ASCII)


def moment(text: str) -> Timestamp | None:
    """An ISO 8601 time or day; the zone only where one is stated."""
    words = text.strip()
    try:
        if len(words) <= 10:
            return CalendarDay(value=date.fromisoformat(words.replace(":", "-")))
        time = datetime.fromisoformat(words)
        return ZonelessTime(value=time) if time.tzinfo is None else Instant(value=time)
    except (ValueError, OverflowError):
        return None


def exif_moment(text: str, offset: str = "") -> Timestamp | None:
    """``2022:06:19 14:05:07`` as EXIF and exiftool write it, the zone in the text itself or in ``offset``, or not at all."""
    found = EXIF_TIME.fullmatch(text.strip()[:40])
    if not found:
        return None
    day = "-".join(found.group(1, 2, 3))
    if found[4] is None:
        return moment(day)
    zone = found[8] or (offset if OFFSET.fullmatch(offset) else "")
    fraction = f".{found[7][:6]:0<6}" if found[7] and int(found[7]) else ""
    return moment(f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}{fraction}{zone}")


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


def xmp_degrees(text: str) -> float | None:
    """``48,56.9N`` or ``48,56,54N`` (XMP specification part 2, GPSCoordinate) as degrees."""
    found = XMP_DEGREES.fullmatch(text.strip())
    if not found:
        return None
    degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return round(-degrees if found[4] in "SW" else degrees, 7)


def place_at(lat: float | None, lon: float | None, radius: float | None = None) -> Place | None:
    """The position; ``None`` where it is none, and at exactly 0, 0, which means "not set"."""
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None
    try:
        return Place(name=GPS_NAME, lat=lat, lon=lon, radius_m=radius)
    except ValueError:
        return None


def decimal(text: object) -> float | None:
    """A finite number of any sort; ``None`` for all else."""
    try:
        number = float(text) if isinstance(text, str | int | float) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and abs(number) < 1e12 else None


def device(make: str, model: str) -> str | None:
    """Make and model as one name, without saying the make twice."""
    if model.lower().startswith(make.lower()):
        return model or None
    return f"{make} {model}".strip() or None
