"""What a name may mean, the article unread: exact look-ups of the forms it may have been bent from."""

from provenance.places.fold import fold
from provenance.places.forms import country_forms, division_named, forms, irregular_country, romanised, seats, without_direction
from provenance.places.interface import CITY, COUNTRY, DIVISION, Gazetteer, Toponym

__all__ = ["Candidate", "adjective_of", "candidates"]

Candidate = tuple[Toponym, int]
"""An entry, and the steps from the words as they stand to the name under which it was found."""

_CYRILLIC_COUNTRIES = frozenset({"UA", "RU", "BY", "BG", "KZ", "KG", "TJ", "MN", "RS", "MK", "MD"})


def candidates(name: str, *, gazetteer: Gazetteer, language: str | None) -> tuple[Candidate, ...]:
    """Every entry that ``name`` may mean, each with the fewest steps; freer readings only where the plain ones find nothing."""
    found: dict[str, Candidate] = {}
    for form, steps in forms(name, language=language):
        for toponym in gazetteer.lookup(form, language=language):
            found.setdefault(toponym.id, (toponym, steps))
    for toponym in adjective_of(name, gazetteer=gazetteer):
        found.setdefault(toponym.id, (toponym, 1))
    return tuple(found.values()) or _freer(name, gazetteer, language)


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
    seat, whole, english = division_named(name), without_direction(name), romanised(name, language=language)
    if seat:
        return tuple((t, 1) for t in _divisions(seat, gazetteer, language))
    if whole:
        return tuple((t, 2) for t in gazetteer.lookup(whole) if t.kind == CITY)
    if english:
        return tuple((t, 2) for t in gazetteer.lookup(english) if t.country in _CYRILLIC_COUNTRIES)
    return ()


def _divisions(seat: str, gazetteer: Gazetteer, language: str | None) -> tuple[Toponym, ...]:
    """The divisions that bear the name ``seat``, or else those of the towns that do."""
    named = [t for form, _ in forms(seat, language=language) for t in gazetteer.lookup(form)]
    named += [t for town in seats(seat) for t in gazetteer.lookup(town)[:1]]
    divisions = [t for t in named if t.kind == DIVISION and t.level == 1]
    of_towns = [d for t in named if t.kind == CITY and t.division for d in gazetteer.lookup(t.division) if d.code == t.code]
    return tuple({t.id: t for t in divisions or [d for d in of_towns if d.kind == DIVISION]}.values())
