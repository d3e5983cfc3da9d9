"""Finds the names of places in a text: capitalised words, longest name first, that the gazetteer bears out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.model import Span
from provenance.places.candidates import adjective_of, candidates, is_hamlet
from provenance.places.commonwords import COMMON
from provenance.places.fold import fold
from provenance.places.forms import bare
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Gazetteer, Toponym
from provenance.places.words import DIVISION_LEADS, DIVISION_NOUNS, INSTITUTIONS, PARTICLES, TITLES

__all__ = ["Mention", "find_mentions", "mentioned"]

_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019\u02bc]|[.-](?=\w))*\.?")
_LONGEST = 4
_BIG = 100_000
"""People from which a name that opens a sentence is taken for the city, not for a common word."""
_SHORT_NAME = 3
_ABBREVIATED = re.compile(r",\s*((?:[A-Z][A-Za-z]{1,4}|[A-Z]\.\s?[A-Z])\.?|[A-Z]{2,3})(?![\w])")
_DATELINE = re.compile(r"(?:, [A-Z][A-Za-z. ]{1,20})?\s?(?:\([^()\n]{2,25}\)\s?)?(?:--|[\u2013\u2014]|-\s)")
_ACADEMY = re.compile(
    r"\b(?:[Uu]niversity|[Cc]ollege|[Ii]nstitute|[Bb]ank|[Uu]niversit\w{1,3}|Bishop|Duke|Duchess|Earl) (?:of|de|di) $"
)
"""Before the name of a place that says little of where the article is from."""
_LINE_START = re.compile(r"(?:^|[\n.>]\s?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name found in a text."""

    span: Span
    key: str
    """The name, folded."""
    candidates: tuple[Toponym, ...]
    adjective: bool = False
    """``Syrian``: speaks of the country, does not name it."""
    abbreviated: bool = False
    """A state's short name after a comma."""
    doubtful: bool = False
    """It may be a word or somebody's name."""


def mentioned(text: str, *, gazetteer: Gazetteer, language: str | None) -> tuple[Span, ...]:
    """The names of places in ``text``, in its order; adjectives and names that are more likely words or people left out."""
    mentions = find_mentions(text, gazetteer=gazetteer, language=language)
    return tuple(m.span for m in mentions if not (m.adjective or m.doubtful))


def find_mentions(text: str, *, gazetteer: Gazetteer, language: str | None) -> tuple[Mention, ...]:
    """Every name in ``text`` that the gazetteer knows, and every adjective of a country; no two overlap."""
    words = list(_WORD.finditer(text))
    small = {w.group().rstrip(".") for w in words if w.group().islower()}
    found: list[Mention] = []
    i = 0
    while i < len(words):
        mention, length = _longest(text, words[i : i + _LONGEST], gazetteer, language)
        if mention is not None and not _common(mention, small):
            found.append(mention)
        i += length
    return tuple(_with_abbreviations(text, found, gazetteer))


def _common(mention: Mention, small: set[str]) -> bool:
    """Whether the text also uses the word without its capital."""
    word = mention.span.quote
    if mention.adjective or (word.isupper() and len(word) > 1):
        return False
    return word.lower() in COMMON or (mention.candidates[0].kind not in {COUNTRY, REGION} and word.lower() in small)


def _longest(text: str, words: Sequence[re.Match[str]], gazetteer: Gazetteer, language: str | None) -> tuple[Mention | None, int]:
    """The longest name that starts at the first word, and how many words to go on by."""
    if not _may_start(words[0].group()) and words[0].group().lower() not in DIVISION_LEADS:
        return None, 1
    for length in range(len(words), 0, -1):
        start, end = words[0].start(), words[length - 1].end()
        if not _may_span(text, words[:length]):
            continue
        for name in (text[start:end] if "." in text[start : end - 1] else text[start:end].rstrip("."),):
            found = candidates(name, gazetteer=gazetteer, language=language)
            entries = tuple(t for t, _ in found if not is_hamlet(t))
            if length == 1 and _is_adjective(name, entries, gazetteer):
                break
            if entries and _plausible(name, entries):
                return _mention(text, start, start + len(name), entries), length
    return _adjective(words[0], text, gazetteer), 1


def _is_adjective(name: str, entries: tuple[Toponym, ...], gazetteer: Gazetteer) -> bool:
    """Whether ``name`` speaks of a country without being the name of one, or of a large city."""
    countries = {t.id for t in adjective_of(name, gazetteer=gazetteer)}
    named = {t.id for t in gazetteer.lookup(name) if t.kind == COUNTRY or t.population >= _BIG}
    return bool(countries) and not named and any(t.id in countries for t in entries)


def _may_start(word: str) -> bool:
    return word[0].isupper() or word[0].lower() == word[0].upper() or re.match(r"[ldLD]['\u2019]\w", word) is not None


def _may_span(text: str, words: Sequence[re.Match[str]]) -> bool:
    between = text[words[0].start() : words[-1].end()]
    if re.search(r"[,;:!?()\n\"«»“”]", between) or (
        words[0].group().endswith(".") and len(words[0].group()) > 4 and len(words) > 1
    ):
        return False
    inner = [w.group() for w in words[1:]]
    if len(inner) == 1 and words[0].group().lower().startswith("obw"):
        return re.search(r"[sc]k(?:i|im|iego|iemu)$", inner[0]) is not None
    if not inner and words[0].group().lower() in DIVISION_LEADS:
        return False
    if inner and inner[-1].rstrip(".") in DIVISION_NOUNS:
        return all(map(_may_start, inner[:-1]))
    return all(_may_start(w) or w.lower() in PARTICLES for w in inner) and (not inner or _may_start(inner[-1]))


def _plausible(name: str, entries: tuple[Toponym, ...]) -> bool:
    """Not a particle, not a short word in small letters with one capital that only a hamlet bears."""
    letters = name.replace(".", "")
    if letters.lower() in PARTICLES or len(letters) < 2:
        return False
    return len(letters) > _SHORT_NAME or letters.isupper() or entries[0].population > _BIG or entries[0].kind == COUNTRY


def _mention(text: str, start: int, end: int, entries: tuple[Toponym, ...]) -> Mention:
    end = start + len(re.sub(r"['\u2019]s?$", "", text[start:end]))
    span = Span(start=start, end=end, quote=text[start:end])
    return Mention(span=span, key=fold(bare(span.quote)), candidates=entries, doubtful=_doubtful(text, span, entries))


def _doubtful(text: str, span: Span, entries: tuple[Toponym, ...]) -> bool:
    """Whether it opens a sentence, or stands beside another capitalised word, and no large place bears it."""
    large = entries[0].kind in {COUNTRY, REGION} or max(t.population for t in entries if t.kind in {CITY, DIVISION}) >= _BIG
    if _ACADEMY.search(text[max(0, span.start - 30) : span.start]):
        return True
    if (" " in span.quote and large) or _opens_report(text, span):
        return False
    before = re.search(r"(\w+)\.?[ ]$", text[max(0, span.start - 30) : span.start])
    after = re.match(r"['\u2019]?s?[ ](\w+)", text[span.end : span.end + 30])
    if before and (before.group(1).lower() in TITLES or (before.group(1)[0].isupper() and not large)):
        return before.group(1).lower() not in COMMON
    if large:
        return False
    if after and after.group(1).lower() in INSTITUTIONS and not before:
        return False
    opens = not text[: span.start].rstrip(' \t«“"(') or text[: span.start].rstrip(' \t«“"(')[-1] in ".!?\n:"
    return opens or bool(after and after.group(1)[0].isupper() and after.group(1).lower() not in INSTITUTIONS)


def _opens_report(text: str, span: Span) -> bool:
    """Whether it is the place of a dateline: ``MARION, Ohio (AP) —``."""
    return _DATELINE.match(text[span.end : span.end + 60]) is not None and bool(
        _LINE_START.search(text[max(0, span.start - 3) : span.start])
    )


def _adjective(word: re.Match[str], text: str, gazetteer: Gazetteer) -> Mention | None:
    """The country whose adjective ``word`` is, if any."""
    span = Span(start=word.start(), end=word.end(), quote=text[word.start() : word.end()])
    entries = adjective_of(span.quote, gazetteer=gazetteer)
    return Mention(span=span, key=fold(span.quote), candidates=entries, adjective=True) if entries else None


def _with_abbreviations(text: str, found: list[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """``found``, and the state after a comma (``Springfield, Ill.``), whose short name is no name elsewhere."""
    ends = {m.span.end: m for m in found}
    for abbreviation in _ABBREVIATED.finditer(text):
        city = ends.get(abbreviation.start())
        if city is None:
            continue
        states = _states(abbreviation.group(1), city, gazetteer)
        if states:
            start, end = abbreviation.span(1)
            found = [m for m in found if not (m.span.start < end and start < m.span.end)]
            span = Span(start=start, end=end, quote=text[start:end])
            found.append(Mention(span=span, key=fold(states[0].name), candidates=states, abbreviated=True))
    yield from sorted(found, key=lambda m: m.span.start)


def _states(short: str, city: Mention, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The states that ``short`` abbreviates in the countries where ``city`` may lie; ``M.D.`` is a degree, not Maryland."""
    letters = short.replace(".", "").replace(" ", "")
    initials = len(letters) == 2 and short.count(".") == 2
    found = (t for c in dict.fromkeys(t.country for t in city.candidates) for t in gazetteer.lookup(f"{c} {letters}"))
    return tuple(t for t in found if t.kind == DIVISION and t.level == 1 and (" " in t.name or not initials))
