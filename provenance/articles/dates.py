"""Words for days: found with a lexicon, resolved against the day an article was published.

Absolute dates, weekdays and the lexicon's relative words are resolved here; counted ones ("three weeks
ago") by dateparser, which is given its base and never asks the clock. Without a publication day only
a full date is resolved; the words are kept all the same.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from provenance.articles.lexicon import Dates, Lexicon
from provenance.articles.phrases import Hit, PhraseSet
from provenance.articles.tokens import Token, Words
from provenance.model import CalendarDay, DateInterval, Instant, RelativeDays, Timestamp

__all__ = ["DateWords", "Meaning", "find", "interval"]

_Days = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words for days mean."""

    resolve: Callable[[date | None], _Days]
    """First and last day, for an article of that day."""
    relative: RelativeDays | None = None


_ISO = re.compile(r"\b(\d{4})[-:/.](\d{2})[-:/.](\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})\b")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|го|ого|те|º|ª)?")
_CLOCK = re.compile(r"\s{0,3}\d{1,2}(?:[:.h]\d{2})?(?:\s?[ap]\.?m\.?|\s?h\b|\s?Uhr)?", re.IGNORECASE)
_LAST_YEAR = -730
"""First day of the relative words that mean last year."""
_AHEAD = timedelta(days=3)
"""A date without a year may lie so far after publication (announcements, zones) before it means the year before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """Words for a day or days in a sentence."""

    start: int
    end: int
    """Characters into the sentence."""
    hit: Hit
    meaning: Meaning


def interval(words: str, meaning: Meaning, published: Timestamp | None) -> DateInterval:
    """The days meant, for an article of that moment; counted from the unknown day of publication where it is not known."""
    days = meaning.resolve(_day(published))
    first, last = days or (None, None)
    return DateInterval(words=words, start=first, end=last, relative=meaning.relative)


def _day(published: Timestamp | None) -> date | None:
    """The day in the zone in which the page states it."""
    if published is None or isinstance(published, CalendarDay):
        return published.value if published else None
    return (published.stated if isinstance(published, Instant) else published.value).date()


def _safe(year: int, month: int, day: int) -> _Days:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def _month_of(year: int, month: int) -> _Days:
    try:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None


def _absolute(year: int | None, month: int, day: int | None) -> Meaning:
    """A day or a month; without a year, the latest one that the article could look back on."""

    def resolve(published: date | None) -> _Days:
        if year is not None:
            return _safe(year, month, day) if day else _month_of(year, month)
        if published is None:
            return None
        for candidate in (published.year, published.year - 1):
            days = _safe(candidate, month, day) if day else _month_of(candidate, month)
            if days and days[0] <= published + _AHEAD:
                return days
        return None

    if year is not None:
        return Meaning(resolve)
    form = f"XXXX-{month:02d}-{day:02d}" if day else f"XXXX-{month:02d}"
    return Meaning(resolve, RelativeDays(first=_AHEAD.days - 366, last=_AHEAD.days + (0 if day else 30), form=form))


def _of_last_year(month: int, day: int | None) -> Meaning:
    form = f"XXXX-{month:02d}-{day:02d}" if day else f"XXXX-{month:02d}"
    return Meaning(
        lambda published: None if published is None else _absolute(published.year - 1, month, day).resolve(published),
        RelativeDays(first=-730, last=-1, form=form),
    )


def _weekday(number: int) -> Meaning:
    def resolve(published: date | None) -> _Days:
        if published is None:
            return None
        found = published - timedelta(days=(published.weekday() - number) % 7)
        return found, found

    return Meaning(resolve, RelativeDays(first=-6, last=0, form=f"XXXX-WXX-{number + 1}"))


def _shifted(first: int | None, last: int | None) -> Meaning:
    """Counted from publication; from a day that only the text tells, it stays what the words say."""
    if first is None or last is None:
        return Meaning(lambda _: None)

    def resolve(published: date | None) -> _Days:
        return None if published is None else (published + timedelta(days=first), published + timedelta(days=last))

    return Meaning(resolve, RelativeDays(first=first, last=last))


def _whole_year(year: int) -> Meaning:
    return Meaning(lambda _: (date(year, 1, 1), date(year, 12, 31)))


def _counted(words: str, language: str) -> Meaning:
    def resolve(published: date | None) -> _Days:
        if published is None:
            return None
        import dateparser  # noqa: PLC0415  # half a second to import, and rarely needed

        base = datetime.combine(published, time(12))
        found = dateparser.parse(words, languages=[language], settings={"RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False})
        if found is None:
            return None
        slack = timedelta(days=_vague((published - found.date()).days))
        return found.date() - slack, found.date() + slack

    return Meaning(resolve)


def _vague(days: int) -> int:
    """Days by which "so long ago" may be off: who counts in weeks, months or years does not mean the very day."""
    return next(slack for reach, slack in ((6, 0), (27, 3), (300, 15), (3_000_000, 183)) if abs(days) <= reach)


def _number(token: Token) -> int | None:
    found = _DAY.fullmatch(token.forms[0])
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _year(token: Token) -> int | None:
    digits = token.forms[0].removesuffix("г")
    return int(digits) if len(digits) == 4 and digits.isascii() and digits.isdigit() and 1900 <= int(digits) <= 2100 else None


@dataclass(frozen=True, slots=True)
class _Finder:
    text: str
    tokens: Sequence[Token]
    dates: Dates
    language: str
    where: PhraseSet | None = None
    """Prepositions of place, in a language whose years stand alone."""

    def near(self, position: int) -> bool:
        """Whether the token at ``position`` follows the one before closely: a space, a comma or a full stop at most."""
        if not 0 < position < len(self.tokens):
            return False
        return self.tokens[position].joined or self.gap(position).strip() in {",", ".", "،"}

    def gap(self, position: int) -> str:
        """What stands before the token at ``position``."""
        return self.text[self.tokens[position - 1].end : self.tokens[position].start]

    def past_links(self, position: int) -> int:
        hit = self.dates.link.at(self.tokens, position)
        return hit.end if hit and self.near(position) else position

    def before_links(self, position: int) -> int:
        hit = self.dates.link.ending_at(self.tokens, position, reach=2)
        return hit.start if hit else position

    def month(self, position: int) -> tuple[int, Hit] | None:
        for number, phrases in enumerate(self.dates.months, start=1):
            hit = phrases.at(self.tokens, position)
            if hit:
                return number, hit
        return None

    def dated(self, position: int) -> DateWords | None:
        """A date around the month at ``position``."""
        found = self.month(position)
        if found is None:
            return None
        month, hit = found
        start, end, day, year = hit.start, hit.end, None, None
        before = self.before_links(start)
        if before > 0 and self.near(start) and (day := _number(self.tokens[before - 1])):
            start = before - 1
        if second := self.month(end):  # Arabic pages name a month twice: ديسمبر كانون الأول
            end = second[1].end if second[0] == month else end
        if day is None and end < len(self.tokens) and self.near(end) and (day := _number(self.tokens[end])):
            end += 1
        after = self.past_links(end)
        if after < len(self.tokens) and self.near(after) and (year := _year(self.tokens[after])):
            end = after + 1
        # "The year" behind its number (Slavic), the night behind the day (Turkish).
        if (
            (day or year)
            and end < len(self.tokens)
            and self.gap(end).isspace()
            and (part := self.dates.parts.at(self.tokens, end))
        ):
            end = part.end
        # Turkish puts "at the end of" behind: "mayıs sonunda".
        if day is None and year is None and not self.led(start) and not self.dates.parts.at(self.tokens, end):
            return None
        if year is None and (tail := self.in_last_year(end) or self.in_last_year(after)):
            return self.made(start, tail.end, _of_last_year(month, day))
        return self.made(start, end, _absolute(year, month, day))

    def in_last_year(self, position: int) -> Hit | None:
        """The words for last year at ``position``, close behind a month: "setembro do ano passado"."""
        if not 0 < position < len(self.tokens) or not self.tokens[position].joined:
            return None
        entries = (e.words.at(self.tokens, position) for e in self.dates.relative if e.first == _LAST_YEAR)
        return next((hit for hit in entries if hit), None)

    def led(self, position: int) -> Hit | None:
        return self.dates.lead.ending_at(self.tokens, position, reach=3)

    def on_weekday(self, position: int) -> DateWords | None:
        number = next((n for n, days in enumerate(self.dates.weekdays) if days.at(self.tokens, position)), None)
        if number is None:
            return None
        hit = self.dates.weekdays[number].at(self.tokens, position)
        end = hit.end if hit else position + 1
        start = position
        for _ in range(3):
            wider = self.dates.parts.ending_at(self.tokens, start, reach=5) or self.led(start)
            start = wider.start if wider else start
        part = self.dates.parts.at(self.tokens, end)
        end = part.end if part and self.tokens[end].joined else end
        for after in (end, end + 1):
            full = self.dated(after) or (self.dated(after + 1) if after + 1 < len(self.tokens) else None)
            if full and full.hit.start <= end + 1 and self.near(end):
                return self.made(start, full.hit.end, full.meaning)
        return self.made(start, end, _weekday(number))

    def in_year(self, position: int) -> DateWords | None:
        year = _year(self.tokens[position])
        # Turkish puts "in the year" behind: "2018 yılında".
        season = self.dates.parts.ending_at(self.tokens, self.before_links(position), reach=5)
        led = season or self.led(position) or self.dates.parts.at(self.tokens, position + 1) or self.unled(position)
        start = season.start if season else position
        return self.made(start, position + 1, _whole_year(year)) if year and led else None

    def unled(self, position: int) -> Hit | None:
        """German years need no word before them: "entstand 2018 in Palu", "wurde 2018 gedreht", "sondern bereits 2018"."""
        if self.where is None:
            return None
        if position + 1 < len(self.tokens) and self.tokens[position + 1].joined:
            plain = self.tokens[position + 1].text[0].islower()  # "2018 Menschen" counts them
            return self.where.at(self.tokens, position + 1) or (Hit(position, position + 1) if plain else None)
        plain = position > 0 and self.tokens[position].joined and self.tokens[position - 1].text[0].islower()
        return Hit(position, position + 1) if plain else None

    def in_words(self, position: int) -> DateWords | None:
        for entry in self.dates.relative:
            if hit := entry.words.at(self.tokens, position):
                return self.made(hit.start, hit.end, _shifted(entry.first, entry.last))
        if hit := self.dates.counted.at(self.tokens, position):
            words = self.text[self.tokens[hit.start].start : self.tokens[hit.end - 1].end]
            return self.made(hit.start, hit.end, _counted(words, self.language))
        return None

    def made(self, start: int, end: int, meaning: Meaning) -> DateWords:
        clock = self.dates.clock.at(self.tokens, end)
        stop = self.tokens[end - 1].end
        if clock and (found := _CLOCK.match(self.text, self.tokens[clock.end - 1].end)) and any(c.isdigit() for c in found[0]):
            stop = found.end()
            end = next((n for n in range(end, len(self.tokens)) if self.tokens[n].start >= stop), len(self.tokens))
        return DateWords(start=self.tokens[start].start, end=stop, hit=Hit(start, end), meaning=meaning)

    def numeric(self) -> Iterator[DateWords]:
        for found in _ISO.finditer(self.text):
            yield self.at_characters(found, _absolute(int(found[1]), int(found[2]), int(found[3])))
        for found in _NUMERIC.finditer(self.text):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            ambiguous = self.language == "en" and first <= 12 and second <= 12 and first != second
            day, month = (second, first) if second > 12 else (first, second)
            yield self.at_characters(found, Meaning(lambda _: None) if ambiguous else _absolute(year, month, day))

    def at_characters(self, found: re.Match[str], meaning: Meaning) -> DateWords:
        inside = [n for n, t in enumerate(self.tokens) if t.start < found.end() and t.end > found.start()]
        return DateWords(start=found.start(), end=found.end(), hit=Hit(inside[0], inside[-1] + 1), meaning=meaning)


def _begin(sets: Iterable[PhraseSet], tokens: Sequence[Token]) -> list[int]:
    """Where a phrase of any of ``sets`` begins, left to right."""
    return sorted({start for phrases in sets for start in phrases.starts(tokens)})


def find(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[DateWords, ...]:
    """Every date in a sentence, left to right, none overlapping; the most exact reading of each place."""
    years = [n for n, token in enumerate(tokens) if token.text[0].isdigit() and _year(token)]
    if not years and not lexicon.days.stands_in(Words(tokens) if not isinstance(tokens, Words) else tokens):
        return ()
    alone = lexicon.places.prepositions if lexicon.grammar.nouns_capitalised else None
    finder = _Finder(text, tokens, lexicon.dates, lexicon.code, alone)
    found = list(finder.numeric())
    words = lexicon.dates
    for read, places in (
        (finder.on_weekday, _begin(words.weekdays, tokens)),
        (finder.dated, _begin(words.months, tokens)),
        (finder.in_words, _begin((words.counted, *(entry.words for entry in words.relative)), tokens)),
        (finder.in_year, years),
    ):
        for position in places:
            if (some := lexicon.determiners.indefinite.at(tokens, position)) and some.end > position + 1:
                continue  # Romanian "mai multe" is "several", and no May
            one = read(position)
            # "In the morning of 4 May" is no other day than 4 May.
            reach = Hit(one.hit.start, one.hit.end + (read == finder.in_words)) if one else None
            if one and reach and not any(reach.overlaps(other.hit) for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda d: d.start))
