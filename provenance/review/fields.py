"""The keys of a JSON object that the page sent, each read as what it must be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from provenance.errors import UsageError
from provenance.geolocations import stated
from provenance.model import Point

__all__ = ["LONG", "Fields", "valid"]

LONG, SHORT = 4000, 300
"""Characters of a text."""
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The keys of one JSON object. Each reader raises :class:`~provenance.errors.UsageError` with the key's name."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object, name: str = "the request") -> "Fields":
        """``value``, which must be an object."""
        if not isinstance(value, dict):
            raise UsageError(f"{name}: expected an object, got {type(value).__name__}")
        return cls(values=value)

    def text(self, name: str, *, limit: int = SHORT, needed: bool = False) -> str:
        """Text without what cannot be stored; empty where it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or len(value) > limit:
            raise UsageError(f"{name}: expected text of at most {limit} characters")
        kept = "".join(c for c in value if c >= " " or c in "\n\t").encode("utf-8", "replace").decode().strip()
        if needed and not kept:
            raise UsageError(f"{name}: expected text, found nothing")
        return kept

    def choice(self, name: str, kind: type[E]) -> E:
        """One of an enumeration's values."""
        value = self.text(name)
        if value not in set(kind):
            raise UsageError(f"{name}: expected one of {', '.join(kind)}, got “{value[:40]}”")
        return kind(value)

    def number(self, name: str) -> float | None:
        """A finite number, or text that is one; ``None`` where it is not given."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            found = float(value) if isinstance(value, (int, float, str)) else float("nan")
        except (ValueError, OverflowError):
            found = float("nan")
        if not abs(found) < 1e12:
            raise UsageError(f"{name}: expected a number, got “{str(value)[:40]}”")
        return found

    def seconds(self, name: str) -> Fraction | None:
        """Seconds in a stream, to the millisecond."""
        value = self.number(name)
        return None if value is None else Fraction(round(value * 1000), 1000)

    def stated(self, name: str, read: Callable[[str], T]) -> T | None:
        """What people write in one way (a day, a bearing…); ``None`` where nothing is given."""
        text = self.text(name)
        return valid(name, lambda: read(text)) if text else None

    def point(self, name: str) -> Point | None:
        """Latitude and longitude, as the command line takes them; ``None`` where it is not given."""
        return self.stated(name, stated.point)


def valid(name: str, make: Callable[[], T]) -> T:
    """What ``make`` makes; its :class:`ValueError` becomes a :class:`~provenance.errors.UsageError` with the key's name."""
    try:
        return make()
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error
