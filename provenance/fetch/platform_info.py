"""What a platform says about a post, as typed values: its word, never a fact.

Parsed once from yt-dlp's info dictionary, whose values are the platform's or the poster's own: any
of them may be missing, of the wrong type, or hostile text.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

from provenance.model import CalendarDay, Chapter, Instant, TimeRange

__all__ = ["PlatformInfo", "platform_info"]

MAX_TEXT = 20_000
"""Characters kept of one value; the info JSON in the case holds the whole."""
MAX_CHAPTERS = 200
LONGEST = 10**7
"""Seconds of a video, at most: four months."""
UNTITLED = re.compile(r"<Untitled Chapter \d+>")
"""yt-dlp's own filling of a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformInfo:
    """One post as its platform describes it. Every text is hostile; ``None`` means not stated."""

    extractor: str
    """yt-dlp's name for the site, e.g. ``youtube``."""
    id: str | None = None
    title: str | None = None
    uploader: str | None = None
    uploader_id: str | None = None
    uploader_url: str | None = None
    channel: str | None = None
    upload_date: CalendarDay | None = None
    """A day in UTC, no finer."""
    timestamp: Instant | None = None
    description: str | None = None
    location: str | None = None
    webpage_url: str | None = None
    live_status: str | None = None
    duration: float | None = None
    """Seconds, as the platform states it."""
    license: str | None = None
    chapters: tuple[Chapter, ...] = ()


def platform_info(info: Mapping[str, object]) -> PlatformInfo:
    """Read yt-dlp's info dictionary of one video."""
    return PlatformInfo(
        extractor=_text(info, "extractor") or "unknown",
        id=_text(info, "id"),
        title=_text(info, "title"),
        uploader=_text(info, "uploader"),
        uploader_id=_text(info, "uploader_id"),
        uploader_url=_text(info, "uploader_url"),
        channel=_text(info, "channel"),
        upload_date=_day(info.get("upload_date")),
        timestamp=_instant(info.get("timestamp")),
        description=_text(info, "description"),
        location=_text(info, "location"),
        webpage_url=_text(info, "webpage_url"),
        live_status=_text(info, "live_status"),
        duration=_seconds(info.get("duration")),
        license=_text(info, "license"),
        chapters=tuple(_chapters(info.get("chapters"))),
    )


def _chapters(value: object) -> Iterator[Chapter]:
    for each in value[:MAX_CHAPTERS] if isinstance(value, list) else ():
        if not isinstance(each, Mapping):
            continue
        start, end, title = _moment(each.get("start_time")), _moment(each.get("end_time")), _text(each, "title")
        if title and not UNTITLED.fullmatch(title) and start is not None and end is not None and start < end:
            yield Chapter(range=TimeRange(start=start, end=end), title=title)


def _moment(value: object) -> Fraction | None:
    """Seconds to the millisecond, as platforms state them."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LONGEST:
        return None
    return Fraction(round(value * 1000), 1000)


def _text(info: Mapping[str, object], key: str) -> str | None:
    value = info.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    clean = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
    return clean[:MAX_TEXT] or None


def _day(value: object) -> CalendarDay | None:
    try:
        return CalendarDay(value=date.fromisoformat(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _instant(value: object) -> Instant | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return Instant(value=datetime.fromtimestamp(value, tz=UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        return None
    return float(value)
