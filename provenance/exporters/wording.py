"""What a report says in the reader's language: messages from the catalogues, dates, numbers and units by CLDR.

English is the language of the messages themselves. Words of others are never looked up here.
"""

import gettext
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pkgutil import get_data
from string import Formatter
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.units import format_unit

from provenance.exporters.text import clock
from provenance.model import CalendarDay, DateInterval, Instant, TimeRange, Timestamp

__all__ = ["ENGLISH", "LANGUAGES", "Messages", "Wording", "messages", "term", "wording"]

LANGUAGES = ("en", "fr")
"""Languages with a catalogue; the first is that of the messages."""
LOCALES = {"en": "en_GB", "fr": "fr_FR"}
UNITS = ("kilobyte", "megabyte", "gigabyte", "terabyte")
Messages = Mapping[str, tuple[str, ...]]
"""Message (its singular where it counts) to its forms."""


def term(message: str) -> str:
    """Marks a message that is looked up elsewhere, for the catalogue's sake."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wording:
    """One language's words. ``wording("fr")("{count} of {all}", count=2, all=7)``."""

    language: str
    locale: Locale
    known: Messages
    form: Callable[[int], int]
    """Which of a message's forms goes with a number."""

    def __call__(self, message: str, **values: object) -> str:
        """``message`` in this language, with ``values`` in place of its ``{names}``; whole numbers are written out."""
        return self.message(message).format_map({name: self.shown(value) for name, value in values.items()})

    def many(self, count: int, one: str, more: str, **values: object) -> str:
        """The form that goes with ``count``, which is ``{count}`` in it."""
        return self.counted(count, one, more).format_map(
            {name: self.shown(value) for name, value in (values | {"count": count}).items()}
        )

    def parts(self, message: str, **values: object) -> tuple[object, ...]:
        """The message cut at its ``{names}``: its own words as strings, ``values`` as they are, for who draws them."""
        found: list[object] = []
        for words, name, _, _ in Formatter().parse(self.message(message)):
            found += ([words] if words else []) + ([self.shown(values[name])] if name is not None else [])
        return tuple(found)

    def message(self, message: str) -> str:
        """The message itself, its names left in."""
        return self.known.get(message, (message,))[0]

    def counted(self, count: int, one: str, more: str) -> str:
        """The form that goes with ``count``, its names left in."""
        forms = self.known.get(one)
        return forms[min(self.form(count), len(forms) - 1)] if forms else one if count == 1 else more

    def shown(self, value: object) -> object:
        """Whole numbers by the locale, all else as it is."""
        return format_decimal(value, locale=self.locale) if type(value) is int else value

    def number(self, value: float, digits: int = 2) -> str:
        """With exactly ``digits`` decimals."""
        return str(format_decimal(value, "#,##0." + "0" * digits if digits else "#,##0", locale=self.locale))

    def rounded(self, value: float, digits: int = 3) -> str:
        """With at most ``digits`` decimals."""
        return str(format_decimal(value, "#,##0." + "#" * digits, locale=self.locale))

    def listed(self, items: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
        """``a, b and c``; ``or`` for alternatives."""
        return str(format_list(list(items), style=style, locale=self.locale))

    def unit(self, value: float, unit: str, digits: int = 0) -> str:
        """``3 km``: a CLDR unit, short."""
        form = "#,##0." + "#" * digits if digits else "#,##0"
        return str(format_unit(value, unit, length="short", format=form, locale=self.locale))

    def duration(self, time: timedelta) -> str:
        """``2 years, 6 months``; months of 30.4 days, years of 365.2: for time that passed, not for reckoning."""
        years, rest = divmod(time.days, 365.2425)
        months = round(rest / 30.44)
        years, months = (years + 1, 0) if months == 12 else (years, months)
        if not years and months < 2:
            return str(format_unit(time.days, "duration-day", length="long", locale=self.locale))
        parts = [(years, "duration-year"), (months, "duration-month")]
        return ", ".join(str(format_unit(int(n), unit, length="long", locale=self.locale)) for n, unit in parts if n)

    def distance(self, metres: float) -> str:
        """``± 300 m`` has its ``300 m`` from here."""
        return self.unit(metres / 1000, "length-kilometer") if metres >= 1000 else self.unit(metres, "length-meter")

    def size(self, count: int) -> str:
        """Bytes, for people."""
        if count < 1000:
            return self.many(count, "{count} byte", "{count} bytes")
        value, units = float(count), iter(UNITS)
        unit = next(units)
        value /= 1000
        while value >= 1000 and (following := next(units, "")):
            value, unit = value / 1000, following
        return self.unit(value, f"digital-{unit}", 1)

    def clock(self, seconds: Fraction | float) -> str:
        """A place in a stream; see :func:`provenance.exporters.text.clock`."""
        return clock(seconds).replace(".", self._decimal())

    def clock_range(self, part: TimeRange) -> str:
        """``0:03.0–0:11.5``."""
        return f"{self.clock(part.start)}–{self.clock(part.end)}"

    def frame(self, seconds: Fraction | float) -> str:
        """To the hundredth: a frame is found again by it."""
        hundredths = round(float(seconds) * 100)
        return f"{hundredths // 6000}:{hundredths // 100 % 60:02d}{self._decimal()}{hundredths % 100:02d}"

    def second(self, value: Fraction | float) -> str:
        """As :meth:`clock`, tenths only where there are any."""
        return clock(value).removesuffix(".0").replace(".", self._decimal())

    def span(self, part: TimeRange) -> str:
        """As ``0:03–0:11.5``."""
        return f"{self.second(part.start)}–{self.second(part.end)}"

    def _decimal(self) -> str:
        return str(self.locale.number_symbols["latn"]["decimal"])

    def day(self, day: date) -> str:
        """``5 May 2024``."""
        return str(format_date(day, "d MMMM y", locale=self.locale))

    def days(self, days: DateInterval | None) -> str:
        """``5 May 2024``, ``September 2019``, ``2019``, ``1–5 May 2024``; the words themselves where they mean no known days."""
        if days is None or days.start is None or days.end is None:
            return days.words if days else ""
        first, last = days.start, days.end
        if first == last:
            return self.day(first)
        whole = first.day == 1 and (last + timedelta(days=1)).day == 1
        if whole and (first.year, first.month, last.month) == (last.year, 1, 12):
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            month = str(format_date(first, "MMMM y", locale=self.locale))
            return month if whole else f"{first.day}–{self.day(last)}"
        form = "MMMM y" if whole else "d MMMM y"
        start = form if first.year != last.year else form.removesuffix(" y")
        return " – ".join(str(format_date(d, f, locale=self.locale)) for d, f in ((first, start), (last, form)))

    def moment(self, when: Timestamp | None) -> str:
        """Date, time and what is known of the zone."""
        if when is None:
            return self("unknown")
        if isinstance(when, CalendarDay):
            return self.day(when.value)
        zone = "UTC" if isinstance(when, Instant) else self("(no zone stated)")
        return f"{self._minute(when.value)} {zone}"

    def _minute(self, value: datetime) -> str:
        time = "HH:mm:ss" if value.second else "HH:mm"
        return f"{format_date(value, 'd MMM y', locale=self.locale)}, {format_time(value, time, locale=self.locale)}"

    def tongue(self, code: str) -> str:
        """The name of a language in this one: ``French (fr)``; the code alone where it is none."""
        try:
            name = Locale.parse(code).get_language_name(self.locale)
        except (UnknownLocaleError, ValueError):
            return code
        return f"{name} ({code})" if name else code

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"


@lru_cache(maxsize=len(LANGUAGES))
def wording(language: str) -> Wording:
    """The words of one of :data:`LANGUAGES`.

    Raises:
        KeyError: it has no catalogue.
    """
    locale = Locale.parse(LOCALES[language])
    known, form = messages(language)
    return Wording(language=language, locale=locale, known=known, form=form)


def messages(language: str) -> tuple[Messages, Callable[[int], int]]:
    """The catalogue of a language, without what is not translated yet or only guessed, and its rule of number."""
    data = get_data("provenance.exporters", f"catalogues/{language}.po") if language != LANGUAGES[0] else None
    if data is None:
        return {}, lambda count: int(count != 1)
    catalogue = read_po(BytesIO(data), locale=language)
    found: dict[str, tuple[str, ...]] = {}
    for each in catalogue:
        singular = each.id if isinstance(each.id, str) else each.id[0]
        forms = (each.string,) if isinstance(each.string, str) else tuple(each.string or ())
        if singular and not each.fuzzy and forms and all(forms):
            found[singular] = tuple(str(form) for form in forms)
    return found, gettext.c2py(catalogue.plural_expr)


ENGLISH = wording("en")
