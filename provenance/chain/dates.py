"""Days that a record or a note speaks of, as far as they can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, get_month_names

from provenance.model import Claim, DateInterval

__all__ = ["Known", "days_in", "said_days", "spelled", "spelled_days"]

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "ru", "uk", "ar")
"""Whose month names are known (CLDR)."""
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?!\d)")
_NAMED = re.compile(
    r"(?:(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th|er)?\s+(?:de\s+)?)?([^\W\d_]{3,})\.?,?\s+(?:de\s+)?((?:19|20)\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody puts something between two days (inclusive)."""

    start: date
    end: date
    words: str
    """How it is known, with the speaker: evidence for people."""

    def before(self, other: "Known", *, slack: timedelta = timedelta(0)) -> bool:
        """Whether it lies wholly before ``other``, by more than ``slack``."""
        return self.end + slack < other.start


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        name.casefold(): number
        for language in LANGUAGES
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale=language).items()
    }


def days_in(text: str, *, limit: int = 2000) -> Iterator[tuple[date, date, str]]:
    """(first day, last day, words) of each written-out date: ``2019-05-03``, ``2019-05``, ``3 mai 2019``, ``May 2019``."""
    for match in _ISO.finditer(text[:limit]):
        yield from _days(int(match[1]), int(match[2]), int(match[3] or 0), match[0])
    for match in _NAMED.finditer(text[:limit]):
        month = _months().get(match[2].casefold())
        if month:
            yield from _days(int(match[3]), month, int(match[1] or 0), match[0])


def _days(year: int, month: int, day: int, words: str) -> Iterator[tuple[date, date, str]]:
    """A day that no calendar has (31 June) is left out."""
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    if not day:
        yield first, last, words
    elif day <= last.day:
        yield first.replace(day=day), first.replace(day=day), words


def said_days(claim: Claim) -> Known | None:
    """The days that a claim about a time names; ``None`` where its words could not be resolved."""
    if claim.date is None or claim.date.start is None or claim.date.end is None:
        return None
    words = f"{claim.asserted_by} says “{claim.value}”" + (
        f" ({spelled_days(claim.date)})" if str(claim.date) != claim.value else ""
    )
    return Known(start=claim.date.start, end=claim.date.end, words=words)


def spelled(day: date) -> str:
    """``5 May 2024``."""
    return format_date(day, "d MMMM y", locale="en")


def spelled_days(days: DateInterval | None) -> str:
    """``5 May 2024``, ``September 2019``, ``2019``, ``1–5 May 2024``; the words themselves where they mean no known days."""
    if days is None or days.start is None or days.end is None:
        return days.words if days else ""
    first, last = days.start, days.end
    if first == last:
        return spelled(first)
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and (first.year, first.month, last.month) == (last.year, 1, 12):
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return format_date(first, "MMMM y", locale="en") if whole else f"{first.day}–{spelled(last)}"
    form = "MMMM y" if whole else "d MMMM y"
    start = form if first.year != last.year else form.removesuffix(" y")
    return f"{format_date(first, start, locale='en')} – {format_date(last, form, locale='en')}"
