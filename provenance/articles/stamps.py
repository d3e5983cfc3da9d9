"""The dates a page states about itself, each as the type it deserves: with a zone, without one, or a day."""

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from provenance.articles.calendarwords import DAYS, LANGUAGES, MONTHS
from provenance.articles.dom import names
from provenance.model import CalendarDay, Instant, Timestamp, ZonelessTime

__all__ = ["date_words", "parse_date_words", "parse_timestamp"]

_MONTHS = {name: number for number, words in enumerate(MONTHS, 1) for name in words.replace("\n", "").split("|")}
_DAYS = frozenset(DAYS.replace("\n", "").split("|"))
DAY_FIRST = frozenset(LANGUAGES) - {"en", "fa", "hu", "sv"}
"""Languages whose numeric dates begin with the day wherever they are written (https://cldr.unicode.org, short formats)."""
ISO = re.compile(
    r"^\s*(\d{4})-(\d\d?)-(\d\d?)(?:[T ]\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?(?![\d:])",
    re.IGNORECASE,
)
COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?)?\s*$")
EPOCH = re.compile(r"^\s*(\d{10})(\d{3})?\s*$")
NUMERIC_DAY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)")
ISO_INSIDE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])(?::|h|\.)([0-5]\d)(?!\d)(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
WORDS_AROUND = names(
    "at à um uhr h am pm a las kl o las de del le la the of on and et st nd rd th er ore alle às às om saat г года "
    "року р в о у гг utc gmt est edt cet cest bst msk мск ет eet eest ist pst pdt ph لـ في م ص الساعة update updated"
)


def parse_timestamp(text: str | None) -> Timestamp | None:
    """A machine-readable date (ISO 8601, RFC 2822, Unix seconds), or ``None``; nothing is guessed, no zone is added."""
    if not text or len(text) > 100:
        return None
    try:
        return _iso(text) or _compact(text) or _epoch(text) or _rfc(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(text: str) -> Timestamp | None:
    found = ISO.match(text)
    return _from_parts(found.groups()) if found else None


def _compact(text: str) -> Timestamp | None:
    found = COMPACT.match(text)
    return _from_parts(found.groups()) if found else None


def _from_parts(parts: tuple[str | None, ...]) -> Timestamp:
    year, month, day, hour, minute, second, zone = parts
    if hour is None or minute is None:
        return CalendarDay(value=date(int(year or 0), int(month or 0), int(day or 0)))
    # The zone follows, if it is stated.
    naive = datetime(int(year or 0), int(month or 0), int(day or 0), int(hour), int(minute), int(second or 0))  # noqa: DTZ001
    return Instant(value=naive.replace(tzinfo=_zone(zone))) if zone else ZonelessTime(value=naive)


def _zone(words: str) -> timezone:
    if words.upper() in {"Z", "UTC", "GMT"}:
        return timezone(timedelta(0))
    digits = words[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    return timezone(-offset if words[0] == "-" else offset)


def _epoch(text: str) -> Timestamp | None:
    found = EPOCH.match(text)
    return Instant(value=datetime.fromtimestamp(int(found[1]), tz=timezone(timedelta(0)))) if found else None


def _rfc(text: str) -> Timestamp | None:
    if not re.match(r"^\s*(?:[A-Za-z]{3},?\s+)?\d{1,2}\s+[A-Za-z]{3}\s+\d{4}\s+\d", text):
        return None
    value = parsedate_to_datetime(text)
    return ZonelessTime(value=value) if value.tzinfo is None else Instant(value=value)


def date_words(text: str) -> bool:
    """Whether ``text`` holds nothing but a date: month and weekday names, numbers and the small words between them."""
    if not re.search(r"\d", text):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    return all(word in _MONTHS or word in _DAYS or word in WORDS_AROUND for word in words)


def parse_date_words(text: str, *, language: str | None = None) -> Timestamp | None:
    """The date in words such as "12 juin 2022 à 14:05" or "June 12, 2022".

    Numeric days such as 12/03/2023 count where ``language`` writes the day first and only so, or where one number is no month.
    """
    try:
        day = _day(text, day_first=language in DAY_FIRST)
    except ValueError:
        return None
    if day is None:
        return parse_timestamp(text)
    clock = CLOCK.search(NUMERIC_DAY.sub(" ", text))
    if clock is None:
        return CalendarDay(value=day)
    hour = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0) if clock[3] else int(clock[1])
    # The line states no zone that we could trust.
    return ZonelessTime(value=datetime(day.year, day.month, day.day, hour, int(clock[2])))  # noqa: DTZ001


def _day(text: str, *, day_first: bool) -> date | None:
    iso = ISO_INSIDE.search(text)
    if iso:
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    numeric = NUMERIC_DAY.search(text)
    if numeric:
        first, second, year = int(numeric[1]), int(numeric[2]), int(numeric[3])
        if first > 12 >= second or first == second or (day_first and second <= 12):
            return date(year, second, first)
        return date(year, first, second) if second > 12 >= first else None
    words = re.findall(r"[^\W\d_]+|\d+", text.lower())
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    years = [int(word) for word in words if re.fullmatch(r"(?:19|20)\d\d", word)]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word) and 1 <= int(word) <= 31]
    return date(years[0], months[0], days[0]) if months and years and days else None
