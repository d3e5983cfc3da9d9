"""Points, times and stretches as people write them. Each function raises ``ValueError`` with what was expected.

Nothing is guessed: a time without a zone is a time without a zone.
"""

import re
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from provenance.model import (
    Bearing,
    CalendarDay,
    DateInterval,
    Feature,
    Instant,
    InstantInterval,
    Point,
    TimeRange,
    Timestamp,
    ZonelessTime,
)

__all__ = ["bearing", "days", "feature", "interval", "number", "point", "stretch", "timestamp"]

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_DECIMAL = re.compile(rf"\s*({_NUMBER})\s*°?\s*([NS])?\s*[,;\s]\s*({_NUMBER})\s*°?\s*([EW])?\s*", re.IGNORECASE)
_DEGREES = re.compile(
    r"\s*(\d+)\s*°\s*(?:(\d+)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:\"|″|'')\s*)?([NS])[,;\s]*"
    r"(\d+)\s*°\s*(?:(\d+)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:\"|″|'')\s*)?([EW])\s*",
    re.IGNORECASE,
)
_CLOCK = r"(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)"
_STRETCH = re.compile(rf"\s*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*")


def point(text: str) -> Point:
    """``44.1021, 28.6503``, ``44.1 N 28.65 E`` or ``44°06'07"N 28°39'01"E``: latitude first."""
    if found := _DECIMAL.fullmatch(text):
        north, east = (-1 if (found[n] or "").upper() in {"S", "W"} else 1 for n in (2, 4))
        return Point(lat=north * float(found[1]), lon=east * float(found[3]))
    if found := _DEGREES.fullmatch(text):
        return Point(lat=_sexagesimal(*found.groups()[:4]), lon=_sexagesimal(*found.groups()[4:]))
    raise ValueError(f"expected latitude and longitude such as 44.1021, 28.6503, got {text!r:.80}")


def _sexagesimal(degrees: str, minutes: str | None, seconds: str | None, side: str) -> float:
    value = float(degrees) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -value if side.upper() in {"S", "W"} else value


def number(text: str) -> float:
    """A finite decimal number."""
    if not re.fullmatch(rf"\s*{_NUMBER}(?:[eE][+-]?\d+)?\s*", text):
        raise ValueError(f"expected a number, got {text!r:.80}")
    return float(text)


def bearing(text: str) -> Bearing:
    """``120`` or ``120±15``, in degrees clockwise from north."""
    degrees, _, tolerance = text.replace("°", "").replace("+-", "±").replace("+/-", "±").partition("±")
    return Bearing(degrees=number(degrees) % 360, tolerance=number(tolerance) if tolerance.strip() else None)


def stretch(text: str) -> TimeRange:
    """``0:01-0:03.5``, ``61-75``, ``1:00:00-1:00:05``: from where to where in a stream."""
    found = _STRETCH.fullmatch(text)
    if not found:
        raise ValueError(f"expected a stretch such as 0:01-0:03.5, got {text!r:.80}")
    start, end = (_clock(*found.groups()[at : at + 3]) for at in (0, 3))
    if start >= end:
        raise ValueError(f"expected a start and a later end, got {text!r:.80}")
    return TimeRange(start=start, end=end)


def feature(text: str) -> Feature:
    """``0:03 two chimneys``: a note, behind the time of the frame where one is given."""
    first, _, rest = text.strip().partition(" ")
    found = re.fullmatch(_CLOCK, first)
    if not (rest.strip() if found else text.strip()):
        raise ValueError(f"expected what was found again, got {text!r:.80}")
    return Feature(note=rest.strip(), time=_clock(*found.groups())) if found else Feature(note=text.strip())


def _clock(hours: str | None, minutes: str | None, seconds: str) -> Fraction:
    return Fraction(int(hours or 0) * 3600 + int(minutes or 0) * 60) + Fraction(seconds)


def timestamp(text: str) -> Timestamp:
    """ISO 8601: a day, a time without zone, or a time with its offset."""
    text = text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return CalendarDay(value=date.fromisoformat(text))
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"expected a day or time such as 2024-05-03 or 2024-05-03T21:00+02:00, got {text!r:.80}") from error
    return ZonelessTime(value=found) if found.tzinfo is None else Instant(value=found)


def interval(text: str, zone: str = "") -> InstantInterval:
    """One time, or first and last joined by ``/``, each with its offset or in ``zone`` (an IANA name)."""
    first, _, last = text.partition("/")
    start = _instant(first, zone)
    return InstantInterval(start=start, end=_instant(last, zone) if last else start, zone=zone)


def _instant(text: str, zone: str) -> Instant:
    found = timestamp(text)
    if isinstance(found, Instant):
        return found
    if isinstance(found, ZonelessTime) and zone:
        try:
            return Instant(value=found.value.replace(tzinfo=ZoneInfo(zone)))
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"expected a zone such as Europe/Kyiv, got {zone!r:.80}") from error
    raise ValueError(f"expected a time with its offset, such as 2024-05-03T21:00+02:00, or a zone beside it, got {text!r:.80}")


def days(text: str) -> DateInterval:
    """``2024-05-03``, ``2024-05``, ``2024``, or first and last day joined by ``/``."""
    first, _, last = text.strip().partition("/")
    start, end = _day(first, last=False), _day(last or first, last=True)
    if end < start:
        raise ValueError(f"expected a first and a later last day, got {text!r:.80}")
    return DateInterval(words=text.strip(), start=start, end=end)


def _day(text: str, *, last: bool) -> date:
    found = re.fullmatch(r"\s*(\d{4})(?:-(\d\d))?(?:-(\d\d))?\s*", text)
    if not found:
        raise ValueError(f"expected a day such as 2024-05-03, got {text!r:.80}")
    year, month, day = int(found[1]), int(found[2] or (12 if last else 1)), int(found[3] or 1)
    if found[3] or not last:
        return date(year, month, day)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
