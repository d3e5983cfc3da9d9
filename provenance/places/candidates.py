"""What a name may mean, the article unread: exact look-ups of the forms it may have been bent from."""

from collections.abc import Collection
from itertools import islice

from provenance.places.arabic import consonants
from provenance.places.cyrillic import SPELLED, romanised_russian, romanised_ukrainian, skeleton
from provenance.places.fold import fold
from provenance.places.forms import (
    bare,
    country_forms,
    division_named,
    forms,
    irregular_country,
    is_adjective,
    is_cyrillic,
    romanised,
    seats,
    without_direction,
    written,
)
from provenance.places.interface import CITY, COUNTRY, DIVISION, Gazetteer, Toponym

__all__ = ["Candidate", "adjective_of", "candidates", "consonantal", "is_hamlet", "spelled", "within"]

Candidate = tuple[Toponym, int]
"""An entry, and the steps from the words as they stand to the name under which it was found."""

_CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY", "BG", "KZ", "KG", "TJ", "MN", "RS", "MK", "MD"})


_SPELLINGS = 12
"""Forms of a name whose spellings are tried."""
_SEAT = 50_000
"""People from which a town spelled otherwise is taken for the seat of a division."""


def within(t: Toponym, code: str) -> bool:
    """Whether the entry lies in the country or division ``code``, and is not itself a country."""
    return t.kind != COUNTRY and (code in (t.country, t.code) or t.code.startswith(f"{code}."))


def candidates(name: str, *, gazetteer: Gazetteer, language: str | None) -> tuple[Candidate, ...]:
    """Every entry that ``name`` may mean, each with the fewest steps; freer readings only where the plain ones find nothing."""
    found: dict[str, Candidate] = {}
    for form, steps in forms(name, language=language):
        for toponym in gazetteer.lookup(form, language=language):
            found.setdefault(toponym.id, (toponym, steps))
    for toponym in adjective_of(name, gazetteer=gazetteer):
        found.setdefault(toponym.id, (toponym, 1))
    return tuple(found.values()) or _freer(name, gazetteer, language)


def is_hamlet(t: Toponym) -> bool:
    """Whether nothing is known of the settlement but its name and position: too little to take a word for its name."""
    return t.kind == CITY and not t.population and t.names <= 1


def spelled(name: str, *, gazetteer: Gazetteer, language: str | None) -> tuple[Candidate, ...]:
    """Towns of Ukraine whose name is spelled otherwise in Latin letters, or in Russian by rules that ours do not know."""
    latin: list[str] = []
    for text in dict.fromkeys((bare(name), *(form for form, _ in islice(forms(name, language=language), _SPELLINGS)))):
        cyrillic = is_cyrillic(text)
        latin += (
            [romanised_russian(text), romanised_ukrainian(text)]
            if cyrillic
            else [romanised(text, language=language) or text, text]
        )
    keys = dict.fromkeys(f"{SPELLED} {skeleton(fold(each))}" for each in latin)
    found = {t.id: (t, 2) for key in keys if len(key) > len(SPELLED) + 3 for t in gazetteer.lookup(key)}
    return tuple(found.values())


def consonantal(name: str, *, countries: Collection[str], gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Towns of those Arab ``countries`` whose name has the same consonants in Latin letters."""
    key = consonants(bare(name))
    return tuple((t, 2) for t in gazetteer.lookup(key) if t.country in countries) if key else ()


def adjective_of(word: str, *, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """The country whose adjective ``word`` is, if any: ``Syrian`` gives Syria."""
    code = irregular_country(fold(word))
    for name in [f"country:{code}"] if code else country_forms(word.rstrip(".")):
        entries = tuple(t for t in gazetteer.lookup(name) if t.kind == COUNTRY)
        if entries:
            return entries[:1]
    return ()


def _freer(name: str, gazetteer: Gazetteer, language: str | None) -> tuple[Candidate, ...]:
    """A division named after its seat, a part named after the whole, a Cyrillic name in French or German spelling."""
    seat, whole = division_named(name), without_direction(name)
    if seat:
        return tuple((t, 1) for t in _divisions(seat, gazetteer, language))
    if whole:
        return tuple((t, 2) for t in gazetteer.lookup(whole) if t.kind == CITY)
    english = [romanised(form, language=language) for form, _ in islice(forms(name, language=language), _SPELLINGS)]
    if is_adjective(name):
        towns = (t for town in seats(name) for t in gazetteer.lookup(town) if t.kind == CITY and t.population >= _SEAT)
        speaks_of = tuple((t, 2) for t in towns)
        if speaks_of:
            return speaks_of
    found = {t.id: (t, 2) for each in english if each for t in gazetteer.lookup(each) if t.country in _CYRILLIC_COUNTRIES}
    return tuple(found.values())


def _divisions(seat: str, gazetteer: Gazetteer, language: str | None) -> tuple[Toponym, ...]:
    """The divisions that bear the name ``seat``, or else those of the largest towns that do."""
    named = [
        t for each in (*written(seat), *(form for form, _ in forms(seat, language=language))) for t in gazetteer.lookup(each)
    ]
    divisions = {t.id: t for t in named if t.kind == DIVISION and t.level == 1}
    if divisions:
        return tuple(divisions.values())
    towns = [t for town in (seat, *seats(seat)) for t in gazetteer.lookup(town)]
    towns = towns or [t for t, _ in spelled(seat, gazetteer=gazetteer, language=language)]
    towns = [t for t in towns if t.population >= _SEAT] or ([] if seats(seat) else [t for t in named if t.kind == CITY][:1])
    largest = sorted((t for t in towns if t.kind == CITY and t.division), key=lambda t: -t.population)[:1]
    of_town = [d for t in largest for d in gazetteer.lookup(t.division or "") if d.kind == DIVISION and d.level == 1]
    return tuple({d.id: d for d in of_town if within(largest[0], d.code)}.values())
