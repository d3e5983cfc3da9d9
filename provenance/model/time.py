"""Calendar times in three kinds that never mix, intervals of days, and exact stretches of a stream."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

__all__ = ["CalendarDay", "DateInterval", "Instant", "TimeRange", "Timestamp", "ZonelessTime"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Instant:
    """A moment in UTC."""

    value: datetime

    def __post_init__(self) -> None:
        if self.value.tzinfo is None:
            raise ValueError(f"expected an aware time, got {self.value!r}")
        object.__setattr__(self, "value", self.value.astimezone(UTC))

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


Timestamp = Instant | ZonelessTime | CalendarDay


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInterval:
    """The days that words such as "dimanche" or "en juin 2022" mean.

    ``start`` and ``end`` (inclusive) are ``None`` when the words could not be resolved, for example
    because the article's own date is unknown; the words are kept all the same.
    """

    words: str
    start: date | None = None
    end: date | None = None

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
