"""Dates in words: their names are CLDR's."""

import re

from babel import Locale

from provenance.articles import calendarwords

WORD = re.compile(r"[^\W\d_]+")
CONTEXTS = [(context, width) for context in ("format", "stand-alone") for width in ("wide", "abbreviated")]


def words(text: str) -> set[str]:
    return set(text.replace("\n", "").split("|"))


def test_names_of_months_and_weekdays_are_those_of_cldr() -> None:
    months: dict[str, int] = {}
    days = set()
    for locale in map(Locale.parse, (*calendarwords.LANGUAGES, "ar_SY")):  # آذار, where Egypt and the Gulf write مارس
        for context, width in CONTEXTS:
            for number, name in locale.months[context][width].items():
                months.setdefault(name.lower().strip("."), number)
            if locale.territory is None:
                days |= {name.lower().strip(".") for name in locale.days[context][width].values()}
    wanted = [{name for name, number in months.items() if number == n and WORD.fullmatch(name)} for n in range(1, 13)]
    assert [words(text) for text in calendarwords.MONTHS] == wanted
    assert words(calendarwords.DAYS) == {day for day in days if WORD.fullmatch(day)}
