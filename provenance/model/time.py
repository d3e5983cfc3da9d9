"""Calendar times in three kinds that never mix, intervals of days, and exact stretches of a stream."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

__all__ = ["CalendarDay", "DateInterval", "Instant", "InstantInterval", "RelativeDays", "TimeRange", "Timestamp", "ZonelessTime"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Instant:
    """A moment in UTC."""

    value: datetime
    offset: timedelta = field(default=timedelta(0), compare=False, repr=False)
    """Of the zone in which it was stated, east of UTC: two zones may call one moment by two days."""

    def __post_init__(self) -> None:
        if self.value.tzinfo is None:
            raise ValueError(f"expected an aware time, got {self.value!r}")
        object.__setattr__(self, "offset", self.value.utcoffset() or self.offset)
        object.__setattr__(self, "value", self.value.astimezone(UTC))

    @property
    def stated(self) -> datetime:
        """The moment in the zone in which it was stated."""
        return self.value.astimezone(timezone(self.offset))

    def __str__(self) -> str:
        return self.value.isoformat().replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ZonelessTime:
    """A wall-clock time whose zone nobody stated (EXIF, QuickTime ``mvhd``, some pages)."""

    value: datetime

    def __post_init__(self) -> None:
        if self.value.tzinfo is not None:
            raise ValueError(f"expected a time without a zone, got {self.value!r}")

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CalendarDay:
    """A day, no finer (yt-dlp's ``upload_date``, many bylines)."""

    value: date

    def __str__(self) -> str:
        return self.value.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class InstantInterval:
    """From one moment to another (inclusive); both the same for a moment."""

    start: Instant
    end: Instant
    zone: str = ""
    """IANA name of the zone in which it was stated; empty where that is only an offset, or unknown."""

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"expected an end at or after the start, got {self.start} to {self.end}")

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


Timestamp = Instant | ZonelessTime | CalendarDay


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDays:
    """What words mean counted from the day of publication, which may be unknown: "dimanche", "24 février", "last week"."""

    first: int
    """Days from publication to the earliest day that can be meant; negative: before it."""
    last: int
    """Days from publication to the latest."""
    form: str = ""
    """ISO 8601 with what is open left as X: ``XXXX-02-24``, ``XXXX-06``, ``XXXX-WXX-7`` (a Sunday); empty: the whole stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInterval:
    """The days that words such as "dimanche" or "en juin 2022" mean.

    ``start`` and ``end`` (inclusive) are ``None`` when the words could not be resolved, for example
    because the article's own date is unknown; the words are kept all the same.
    """

    words: str
    start: date | None = None
    end: date | None = None
    relative: RelativeDays | None = None
    """Where the words count from the day of publication."""

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return ""
        return self.start.isoformat() if self.start == self.end else f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TimeRange:
    """Half-open stretch of a stream, exact seconds from its start."""

    start: Fraction
    end: Fraction

    @property
    def length(self) -> Fraction:
        """Seconds."""
        return self.end - self.start
