"""Which of its namesakes a name means, from what else the article names.

Each candidate is scored by its size, by how much the article speaks of its country and division, by the article's other
places near it, and by the region that stands beside the name (:mod:`provenance.places.evidence`);
:attr:`provenance.model.Place.score` is its share. Wrong is worse than unknown: a name that stands beside a region means nothing
outside that region, and of villages of one name none is picked where nothing tells them apart.
"""

import re
from collections.abc import Iterable

from provenance.model import Place
from provenance.places.arabic import COUNTRIES
from provenance.places.candidates import Candidate, candidates, consonantal, is_hamlet, spelled, within
from provenance.places.evidence import Context, first_order, odds
from provenance.places.fold import fold
from provenance.places.forms import bare, is_cased_script
from provenance.places.interface import CITY, DIVISION, Gazetteer, Toponym
from provenance.places.sphere import kilometres

__all__ = ["rank"]

_ABBREVIATION = re.compile(r"(?:[A-Z]\.? ?){2,3}|[A-Z][A-Za-z]{1,4}\.")
_SMALL = 30_000
"""People below which a namesake needs some sign in the article."""
_SPOKEN = 0.4
"""Belief from which another place of the article speaks for its country."""
_SAME_KM = 25.0
"""Candidates so near each other are one answer."""
_CLEAR, _LIKELIER, _GUESS = 0.85, 0.6, 0.3
"""Share of belief that the best must have: in Ukraine, whose every namesake is known, where at most its region is known; a
hamlet in an article; elsewhere where nothing is known."""
_VAGUE_M = 25_000.0
"""A settlement whose position is known no better than this is not placed."""


def rank(name: str, *, context: Context, gazetteer: Gazetteer, language: str | None) -> tuple[Place, ...]:
    """What ``name`` may mean in an article with ``context``, best first; empty when that is unknown.

    Unknown is: not in the gazetteer, not where the words say it lies, or one of several of which nothing picks one.
    """
    scored = _scored(name, context, gazetteer, language)
    return _places(name, scored) if scored and _credible(scored, name, context) else ()


def _scored(name: str, context: Context, gazetteer: Gazetteer, language: str | None) -> list[tuple[Toponym, float]]:
    """Candidates with their shares, best first; only those in the region that stands beside the name."""
    key = fold(bare(name))
    found = _abbreviated(name, context, gazetteer) or candidates(name, gazetteer=gazetteer, language=language)
    regions = _regions(key, found, context)
    if regions:
        found = _inside(found, regions) or _inside(spelled(name, gazetteer=gazetteer, language=language), regions)
    found = found or spelled(name, gazetteer=gazetteer, language=language) or _arabic(name, key, context, gazetteer)
    return odds(_inside(found, regions) if regions else found, key, context)


def _arabic(name: str, key: str, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """Spelled otherwise, in an Arab country that the article speaks of."""
    countries = {a.country for a in context.anchors if a.key != key and a.weight > _SPOKEN} & COUNTRIES
    return consonantal(name, countries=countries, gazetteer=gazetteer) if countries else ()


def _regions(key: str, found: Iterable[Candidate], context: Context) -> frozenset[str]:
    """The regions outside which the name means nothing: those beside it, or those the article names and nothing besides."""
    wanted = context.wanted(key)
    if wanted:
        return frozenset(code for code in wanted if code.count(".") < 2) or wanted
    alone = all(a.key == key or "." not in a.code or first_order(a.code) in context.regions for a in context.anchors)
    small = all(t.kind == CITY and t.population < _SMALL for t, _ in found)
    return frozenset(context.regions) if alone and small else frozenset()


def _inside(found: Iterable[Candidate], regions: Iterable[str]) -> tuple[Candidate, ...]:
    return tuple((t, steps) for t, steps in found if any(within(t, code) for code in regions))


def _abbreviated(name: str, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The divisions that a newspaper abbreviation means in the countries the article speaks of: ``Ky.``, ``B.C.``."""
    if not _ABBREVIATION.fullmatch(name):
        return ()
    found = (t for country, _ in context.countries for t in gazetteer.lookup(f"{country} {name.replace('.', '')}"))
    return tuple((t, 0) for t in found if t.kind == DIVISION and t.level == 1)


def _credible(scored: list[tuple[Toponym, float]], name: str, context: Context) -> bool:
    """Whether the best candidate is placed, stands out, and is large or else where the article speaks of."""
    best, key = scored[0][0], fold(bare(name))
    if best.kind != CITY or best.population >= _SMALL:
        return True
    if (best.radius_m or 0) > _VAGUE_M:
        return False
    share = sum(p for t, p in scored if kilometres(t.lat, t.lon, best.lat, best.lon) <= _SAME_KM)
    around, wanted = [a for a in context.anchors if a.key != key], context.wanted(key)
    regions = {*context.regions, *wanted}
    unaided = not any("." in a.code and first_order(a.code) not in regions for a in around)
    if unaided and share < (_CLEAR if best.country == "UA" else _GUESS):
        return False
    if is_hamlet(best) and share < _LIKELIER:
        return False
    if wanted or not around or not is_cased_script(name):
        return True
    return any(a.country == best.country and (a.weight > _SPOKEN or not a.key) for a in around)


def _places(name: str, scored: list[tuple[Toponym, float]]) -> tuple[Place, ...]:
    shown = [_label(t) for t, _ in scored[:4]]
    return tuple(_place(name, t, share, tuple(s for s in shown if s != _label(t))[:3]) for t, share in scored if share > 0.001)


def _label(t: Toponym) -> str:
    parts = [t.name, *([t.division] if t.division and t.division != t.name else []), *([t.country] if t.country else [])]
    return f"{', '.join(parts)} ({t.lat:.2f}, {t.lon:.2f})"


def _place(name: str, t: Toponym, share: float, others: tuple[str, ...]) -> Place:
    return Place(
        name=name,
        lat=t.lat,
        lon=t.lon,
        country=t.country or None,
        kind=t.kind,
        division=first_order(t.code) or None,
        radius_m=t.radius_m,
        resolved_name=t.name,
        gazetteer_id=t.id,
        score=round(share, 4),
        alternatives=others,
    )
