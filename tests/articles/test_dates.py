"""Words for days: found in every language, kept as the interval they mean, counted from the day of publication."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path

import dateparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles import dates, document
from provenance.articles.lexicon import Lexicon
from provenance.articles.reading import dated
from provenance.articles.tokens import tokenise
from provenance.model import Article, CalendarDay, DateInterval, Instant, Timestamp, ZonelessTime
from provenance.store import codec, lexicons

SEED = Path(__file__).resolve().parents[2] / ".." / "shared" / "seed" / "severodonetsk.fr.txt"
WEDNESDAY = CalendarDay(value=date(2024, 5, 8))
DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))


@cache
def lexicon(language: str) -> Lexicon:
    return lexicons.load()[language]


def found(language: str, text: str, published: Timestamp | None = WEDNESDAY) -> list[DateInterval]:
    known = lexicon(language)
    hits = dates.find(text, tokenise(text, clitics=known.grammar.clitics), known)
    return [dates.interval(text[hit.start : hit.end], hit.meaning, published) for hit in hits]


@pytest.mark.parametrize(
    ("language", "text", "words", "days"),
    [
        ("fr", "filmée dimanche à Lyon", "dimanche", "2024-05-05"),
        ("fr", "filmée en juin 2022 à Lyon", "juin 2022", "2022-06-01/2022-06-30"),
        ("fr", "filmée en juin à Lyon", "juin", "2023-06-01/2023-06-30"),
        ("fr", "depuis le 24 février", "24 février", "2024-02-24"),
        ("fr", "filmée en début de semaine", "en début de semaine", "2024-05-01/2024-05-08"),
        ("fr", "postée la semaine dernière", "la semaine dernière", "2024-04-24/2024-05-07"),
        ("de", "am Sonntagabend gefilmt", "am Sonntagabend", "2024-05-05"),
        ("de", "entstand Ende April", "April", "2024-04-01/2024-04-30"),
        ("es", "grabado en los últimos días", "los últimos días", "2024-05-01/2024-05-08"),
        ("en", "posted last week", "last week", "2024-04-24/2024-05-07"),
        ("en", "filmed at the end of April", "April", "2024-04-01/2024-04-30"),
        ("ru", "снято в начале недели", "в начале недели", "2024-05-01/2024-05-08"),
        ("uk", "знято на початку тижня", "на початку тижня", "2024-05-01/2024-05-08"),
        ("tr", "dün akşam çekildi", "dün akşam", "2024-05-07"),
        ("tr", "nisan sonunda çekildi", "nisan", "2024-04-01/2024-04-30"),
        ("pl", "nagrano w zeszłym tygodniu", "w zeszłym tygodniu", "2024-04-24/2024-05-07"),
        ("ro", "filmat săptămâna trecută", "săptămâna trecută", "2024-04-24/2024-05-07"),
        ("nl", "gefilmd vorige week", "vorige week", "2024-04-24/2024-05-07"),
        ("it", "girato a fine aprile", "aprile", "2024-04-01/2024-04-30"),
        ("pt", "gravado na semana passada", "na semana passada", "2024-04-24/2024-05-07"),
        ("ar", "صور الفيديو في أواخر أبريل", "أبريل", "2024-04-01/2024-04-30"),
    ],
)
def test_words_keep_the_interval_that_they_mean(language: str, text: str, words: str, days: str) -> None:
    (only,) = found(language, text)
    assert (only.words, str(only)) == (words, days)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "il y a deux jours"), ("fr", "il y a trois semaines"), ("en", "two months ago"), ("de", "vor drei Wochen")],
)
def test_who_counts_in_weeks_does_not_mean_the_very_day(language: str, text: str) -> None:
    (only,) = found(language, text)
    assert only.start
    assert only.end
    width, ago = (only.end - only.start).days, (WEDNESDAY.value - only.start).days
    assert (width == 0) == (ago <= 6)
    assert width < ago or width == 0


COUNTED = st.sampled_from(
    [
        ("fr", "il y a {} jours"),
        ("fr", "il y a {} semaines"),
        ("en", "{} days ago"),
        ("en", "{} weeks ago"),
        ("en", "{} months ago"),
        ("de", "vor {} Tagen"),
        ("es", "hace {} días"),
        ("ru", "{} дней назад"),
    ]
)
WORDS = st.sampled_from([("fr", "hier"), ("en", "yesterday"), ("de", "gestern"), ("es", "ayer"), ("ru", "вчера"), ("tr", "dün"),
                         ("pl", "wczoraj"), ("nl", "gisteren"), ("it", "ieri"), ("pt", "ontem"), ("ro", "ieri"), ("uk", "вчора"),
                         ("en", "last week"), ("en", "12 March 2021"), ("fr", "12 mars 2021"), ("de", "3. April"),
                         ("fr", "dimanche"), ("en", "on Sunday"), ("pt", "domingo"), ("nl", "zondag")])  # fmt: skip


def parsed(language: str, text: str, published: date) -> date | None:
    """What dateparser makes of ``text`` alone."""
    base = datetime.combine(published, time(12))
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}
    answer = dateparser.parse(text, languages=[language], settings=settings)
    return answer.date() if answer else None


@given(COUNTED.flatmap(lambda pair: st.integers(2, 11).map(lambda n: (pair[0], pair[1].format(n)))) | WORDS, DAYS)
def test_every_interval_holds_what_dateparser_answers(words: tuple[str, str], published: date) -> None:
    language, text = words
    answer, ours = parsed(language, text, published), found(language, text, CalendarDay(value=published))
    if answer is None or not ours or ours[0].start is None:
        return
    # dateparser takes a weekday that is today for the one a week ago; an article's "Sunday" on a Sunday is that day.
    same_day = ours[0].start == published and answer == published - timedelta(days=7)
    # A date without a year in the next days is announced, not a year old.
    ahead = ours[0].start > published and answer.year == ours[0].start.year - 1
    end = ours[0].end or ours[0].start
    assert ours[0].start <= answer <= end or same_day or ahead


@given(
    st.sampled_from(["dimanche", "24 février", "le 3 août", "en juin", "hier", "la semaine dernière", "ces derniers jours"]), DAYS
)
def test_the_interval_lies_where_the_unknown_day_of_publication_puts_it(text: str, published: date) -> None:
    (unknown,), (known,) = found("fr", text, None), found("fr", text, CalendarDay(value=published))
    assert unknown.start is None
    assert unknown.relative == known.relative
    assert known.start
    assert known.end
    assert known.relative
    assert published + timedelta(days=known.relative.first) <= known.start
    assert known.end <= published + timedelta(days=known.relative.last)


def test_the_form_of_what_is_open() -> None:
    forms = [only.relative.form for only in found("fr", "dimanche puis le 24 février, en juin", None) if only.relative]
    assert forms == ["XXXX-WXX-7", "XXXX-02-24", "XXXX-06"]
    assert all(only.relative is None for only in found("fr", "le 24 février 2022", None))


@pytest.mark.parametrize(
    ("published", "days"),
    [
        (Instant(value=datetime(2024, 5, 8, 0, 30, tzinfo=timezone(timedelta(hours=3)))), "2024-05-07"),
        (Instant(value=datetime(2024, 5, 7, 21, 30, tzinfo=UTC)), "2024-05-06"),
        (ZonelessTime(value=datetime(2024, 5, 8, 0, 30)), "2024-05-07"),  # noqa: DTZ001 - without a zone on purpose
        (CalendarDay(value=date(2024, 5, 8)), "2024-05-07"),
        (None, ""),
    ],
)
def test_the_page_s_own_zone_decides_the_day(published: Timestamp | None, days: str) -> None:
    (yesterday,) = found("fr", "hier", published)
    assert str(yesterday) == days


def test_the_zone_is_read_from_the_page_and_kept_in_the_case() -> None:
    page = """<html lang="fr"><head><title>Le port</title><meta property="article:published_time"
        content="2024-05-08T00:30:00+03:00"></head><body><article><h1>Le port</h1><p>La vidéo a été filmée hier soir au port de la
        ville, où les dockers déchargeaient un navire.</p></article></body></html>"""
    article = document.parse(page.encode(), source="page").article
    assert article.published == Instant(value=datetime(2024, 5, 7, 21, 30, tzinfo=UTC))
    kept = codec.load(Article, codec.dump(article))
    for each in (article, kept):
        assert [str(words.date) for words in dated(each, lexicon("fr"))] == ["2024-05-07"]


@pytest.mark.shared
@pytest.mark.skipif(not SEED.is_file(), reason="needs ../shared beside the repository")
def test_the_days_of_the_seed_count_from_an_unknown_publication() -> None:
    article = document.parse(SEED.read_bytes(), source=str(SEED)).article
    assert article.published is None
    told = list(dated(article, lexicon("fr")))
    assert all(article.text[words.span.start : words.span.end] == words.span.quote for words in told)
    sundays = [words.date for words in told if words.span.quote == "dimanche"]
    assert sundays
    for sunday in sundays:
        assert (sunday.start, sunday.end) == (None, None)
        assert sunday.relative
        assert (sunday.relative.first, sunday.relative.last, sunday.relative.form) == (-6, 0, "XXXX-WXX-7")
    (february,) = (words.date for words in told if words.span.quote == "24 février")
    assert february.start is None
    assert february.relative
    assert february.relative.form == "XXXX-02-24"


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("es", "fue publicado al día siguiente", "al día siguiente"),
        ("pl", "nagrano następnego dnia", "następnego dnia"),
        ("ru", "опубликовано через два дня", "через два дня"),
        ("uk", "опубліковано наступного дня", "наступного дня"),
        ("tr", "ertesi gün paylaşıldı", "ertesi gün"),
    ],
)
@pytest.mark.parametrize("published", [WEDNESDAY, None])
def test_a_day_counted_from_another_in_the_text_stays_what_the_words_say(
    language: str, text: str, words: str, published: Timestamp | None
) -> None:
    assert found(language, text, published) == [DateInterval(words=words)]
