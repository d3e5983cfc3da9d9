"""Finds the names of places in a text: capitalised words, longest name first, that the gazetteer bears out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.model import Span
from provenance.places.candidates import adjective_of, candidates
from provenance.places.commonwords import COMMON
from provenance.places.fold import fold
from provenance.places.forms import bare
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Gazetteer, Toponym

__all__ = ["Mention", "find_mentions", "mentioned"]

_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019\u02bc]|[.-](?=\w))*\.?")
_LONGEST = 4
_PARTICLES = frozenset(
    [
        "of",
        "the",
        "and",
        "upon",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "sur",
        "sous",
        "en",
        "lès",
        "el",
        "los",
        "las",
        "del",
        "al",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "am",
        "an",
        "der",
        "im",
        "in",
        "bei",
        "ob",
        "auf",
        "den",
        "van",
        "на",
        "над",
        "під",
        "под",
        "у",
        "в",
    ]
)
_DIVISION_NOUNS = frozenset(
    [
        "oblast",
        "raion",
        "rayon",
        "область",
        "області",
        "области",
        "областью",
        "областю",
        "район",
        "районі",
        "районе",
        "районом",
        "края",
        "край",
        "краю",
        "краї",
    ]
)
"""Written small after the name they belong to: Харківська область."""
_BIG = 100_000
"""People from which a name that opens a sentence is taken for the city, not for a common word."""
_SHORT_NAME = 3
_ABBREVIATED = re.compile(r",\s*((?:[A-Z][A-Za-z]{1,4}|[A-Z]\.\s?[A-Z])\.?|[A-Z]{2,3})(?![\w])")
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "lord",
        "lady",
        "judge",
        "mayor",
        "president",
        "senator",
        "sen",
        "gov",
        "rep",
        "sgt",
        "lt",
        "capt",
        "col",
        "gen",
        "maj",
        "officer",
        "chief",
    ]
)


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
    if not _may_start(words[0].group()):
        return None, 1
    for length in range(len(words), 0, -1):
        start, end = words[0].start(), words[length - 1].end()
        if not _may_span(text, words[:length]):
            continue
        for name in (text[start:end] if "." in text[start : end - 1] else text[start:end].rstrip("."),):
            entries = tuple(t for t, _ in candidates(name, gazetteer=gazetteer, language=language))
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
    if len(inner) == 1 and inner[0].rstrip(".") in _DIVISION_NOUNS:
        return True
    return all(_may_start(w) or w.lower() in _PARTICLES for w in inner) and (not inner or _may_start(inner[-1]))


def _plausible(name: str, entries: tuple[Toponym, ...]) -> bool:
    """Not a particle, not a short word in small letters with one capital that only a hamlet bears."""
    letters = name.replace(".", "")
    if letters.lower() in _PARTICLES or len(letters) < 2:
        return False
    return len(letters) > _SHORT_NAME or letters.isupper() or entries[0].population > _BIG or entries[0].kind == COUNTRY


def _mention(text: str, start: int, end: int, entries: tuple[Toponym, ...]) -> Mention:
    end = start + len(re.sub(r"['\u2019]s?$", "", text[start:end]))
    span = Span(start=start, end=end, quote=text[start:end])
    return Mention(span=span, key=fold(bare(span.quote)), candidates=entries, doubtful=_doubtful(text, span, entries))


def _doubtful(text: str, span: Span, entries: tuple[Toponym, ...]) -> bool:
    """Whether it opens a sentence, or stands beside another capitalised word, and no large place bears it."""
    large = entries[0].kind in {COUNTRY, REGION} or max(t.population for t in entries if t.kind in {CITY, DIVISION}) >= _BIG
    if " " in span.quote and large:
        return False
    before = re.search(r"(\w+)\.?[ ]$", text[max(0, span.start - 30) : span.start])
    after = re.match(r"['\u2019]?s?[ ](\w+)", text[span.end : span.end + 30])
    if before and (before.group(1).lower() in _TITLES or (before.group(1)[0].isupper() and not large)):
        return True
    if large:
        return False
    opens = not text[: span.start].rstrip(' \t«“"(') or text[: span.start].rstrip(' \t«“"(')[-1] in ".!?\n:"
    return opens or bool(after and after.group(1)[0].isupper())


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
