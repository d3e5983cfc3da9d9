"""Which of its namesakes a name means, from what else the article names.

Each candidate is scored by its size, by how much the article speaks of its country and division, by the article's other
places near it, and by the words that stand right after the name ("Springfield, Illinois"). The scores are natural logs of
odds; :attr:`provenance.model.Place.score` is their softmax. After the general heuristics of Leidner (2007), "Toponym
Resolution in Text": one sense per discourse, minimal distance, largest population, local pattern.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from provenance.model import Place
from provenance.places.candidates import Candidate, candidates
from provenance.places.fold import fold
from provenance.places.forms import bare, is_cased_script
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Gazetteer, Toponym
from provenance.places.mentions import Mention, find_mentions
from provenance.places.sphere import kilometres

__all__ = ["Anchor", "Context", "context", "rank"]

SIZE, MAIN, FORM = 1.3, 1.0, 0.8
"""Per tenfold population; for bearing the name as the main one; against, per step from the words as they stand."""
IN_COUNTRY, IN_DIVISION, NEAR, QUALIFIED = 2.6, 2.8, 4.5, 9.0
CAPITAL, FAME = 0.6, 0.5
EXONYM, FAMOUS = 100_000, 30
"""People, or names, from which another name counts nearly as the main one: the world has its own names for known cities."""
ADJECTIVE = 0.5
"""What "Syrian" counts beside "Syria"."""
NEAR_KM = 70.0
"""Distance at which a neighbour's weight has fallen to a third."""
_ABBREVIATION = re.compile(r"(?:[A-Z]\.? ?){2,3}|[A-Z][A-Za-z]{1,4}\.")
_ROUNDS = 3
_ANCHORS_PER_NAME = 4
_MOST_NAMES = 300
"""The names of an article that are weighed against each other, the most frequent: the work grows with their square."""
_SMALL = 30_000
"""People below which a namesake needs some sign in the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place that the article also names, as far as we believe it."""

    key: str
    """The folded name, so that a name is no evidence for itself."""
    lat: float
    lon: float
    country: str
    code: str
    weight: float
    """0–1."""
    count: int = 1
    """How often it is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What else an article names, as evidence for what a name in it means."""

    countries: tuple[tuple[str, float], ...] = ()
    """(ISO code, 0–1 beside the country most spoken of)."""
    divisions: tuple[tuple[str, float], ...] = ()
    """(GeoNames code, 0–1)."""
    anchors: tuple[Anchor, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    """(folded name, code of the country or division that stands right after it)."""


def context(text: str, *, gazetteer: Gazetteer, language: str | None) -> Context:
    """Read ``text`` for its countries, divisions and other places."""
    everything = find_mentions(text, gazetteer=gazetteer, language=language)
    counts = Counter(m.key for m in everything)
    kept = {key for key, _ in counts.most_common(_MOST_NAMES)}
    mentions = tuple(m for m in everything if m.key in kept)
    found = Context(anchors=tuple(_countries(mentions)), qualifiers=tuple(_qualifiers(text, mentions)))
    names = {m.key: m for m in mentions}
    together: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        together[mention.key].append(mention)
    trust = {key: _trust(same) for key, same in together.items()}
    for _ in range(_ROUNDS):
        anchors = [
            replace(a, count=counts[key])
            for key, mention in names.items()
            for a in _anchors(mention, key, found, trust=trust[key])
        ]
        found = replace(_weighed(anchors), anchors=tuple(anchors), qualifiers=found.qualifiers)
    return found


def _trust(mentions: list[Mention]) -> float:
    """How far a name found in the text is taken for a place's at all, 0–1."""
    first = mentions[0].candidates[0]
    if mentions[0].adjective:
        return ADJECTIVE
    doubts = sum(m.doubtful for m in mentions) / len(mentions)
    trust = 0.2 if doubts > 0.3 else 1.0
    if first.kind in {COUNTRY, REGION, DIVISION}:
        return trust
    return trust * (1.0 if any(t.main or t.population >= EXONYM or t.names >= FAMOUS for t in mentions[0].candidates) else 0.2)


def _countries(mentions: Iterable[Mention]) -> Iterable[Anchor]:
    """The countries that are named as such: what the first round starts from."""
    for mention in mentions:
        t = mention.candidates[0]
        if t.kind == COUNTRY:
            weight = ADJECTIVE if mention.adjective else 1.0
            yield Anchor(key=mention.key, lat=t.lat, lon=t.lon, country=t.country, code=t.country, weight=weight)


def _weighed(anchors: Iterable[Anchor]) -> Context:
    """Countries and divisions by how often they, or places in them, are named."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    for anchor in anchors:
        countries[anchor.country] += anchor.weight * anchor.count
        if "." in anchor.code:
            divisions[".".join(anchor.code.split(".")[:2])] += anchor.weight * anchor.count
    return Context(countries=_shares(countries), divisions=_shares(divisions))


def _shares(counts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    most = max([2.0, *counts.values()])
    return tuple((code, round(math.sqrt(count / most), 4)) for code, count in counts.items() if code and count > 0.05)


def _anchors(mention: Mention, key: str, found: Context, *, trust: float) -> list[Anchor]:
    scored = _odds([(t, 0) for t in mention.candidates], key, found)[:_ANCHORS_PER_NAME]
    return [
        Anchor(key=key, lat=t.lat, lon=t.lon, country=t.country, code=t.code or t.country, weight=round(p * trust, 4))
        for t, p in scored
        if t.kind != REGION and p * trust > 0.05
    ]


def _qualifiers(text: str, mentions: tuple[Mention, ...]) -> Iterable[tuple[str, str]]:
    """(name, code) of every "Springfield, Illinois", "Springfield (Illinois)", "Springfield in Illinois"."""
    for first, second in pairwise(mentions):
        between = text[first.span.end : second.span.start]
        if (
            second.adjective
            or first.adjective
            or first.candidates[0].kind == COUNTRY
            or not re.fullmatch(r"\s*[,(]\s*(?:in |en |au |aux |в |у |the )?", between)
        ):
            continue
        inside = {t.country for t in first.candidates}, {t.code for t in first.candidates if t.kind == CITY}
        for wider in second.candidates:
            if wider.kind == COUNTRY and wider.country in inside[0]:
                yield first.key, wider.country
            elif wider.kind == DIVISION and wider.level == 1 and (wider.code in inside[1] or second.abbreviated):
                yield first.key, wider.code


def rank(name: str, *, context: Context, gazetteer: Gazetteer, language: str | None) -> tuple[Place, ...]:
    """What ``name`` may mean in an article with ``context``, best first; empty when that is unknown.

    A namesake for which nothing in the article speaks is left out: wrong is worse than unknown.
    """
    key = fold(bare(name))
    found = _abbreviated(name, context, gazetteer) or candidates(name, gazetteer=gazetteer, language=language)
    scored = _odds(list(found), key, context)
    wanted = {code for qualified, code in context.qualifiers if qualified == key}
    if not scored or not _credible(scored[0][0], name, context, wanted):
        return ()
    shown = [_label(t) for t, _ in scored[:4]]
    return tuple(_place(name, t, share, tuple(s for s in shown if s != _label(t))[:3]) for t, share in scored if share > 0.001)


def _abbreviated(name: str, context: Context, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The divisions that a newspaper abbreviation means in the countries the article speaks of: ``Ky.``, ``B.C.``."""
    if not _ABBREVIATION.fullmatch(name):
        return ()
    found = (t for country, _ in context.countries for t in gazetteer.lookup(f"{country} {name.replace('.', '')}"))
    return tuple((t, 0) for t in found if t.kind == DIVISION and t.level == 1)


def _odds(found: list[Candidate], key: str, context: Context) -> list[tuple[Toponym, float]]:
    """Candidates with their share of belief, best first."""
    if not found:
        return []
    wanted = {code for name, code in context.qualifiers if name == key}
    near = [a for a in context.anchors if a.key != key]
    others = _weighed(near)
    countries, divisions = dict(others.countries), dict(others.divisions)
    logs = [
        _prior(t, steps) + _evidence(t, countries, divisions, near) + (QUALIFIED if _within(t, wanted) else 0.0)
        for t, steps in found
    ]
    top = max(logs)
    total = sum(math.exp(x - top) for x in logs)
    shares = [(t, math.exp(x - top) / total) for (t, _), x in zip(found, logs, strict=True)]
    return sorted(shares, key=lambda pair: (-pair[1], pair[0].id))


def _prior(t: Toponym, steps: int) -> float:
    """How likely the entry is meant, the article unread."""
    size = {COUNTRY: 7.5, REGION: 7.5, DIVISION: 3.6 if t.level > 1 else math.log10(max(20_000, t.population)) - 1.0}.get(
        t.kind, math.log10(max(300, t.population))
    )
    known = 1.0 if t.main else 0.6 if t.kind != DIVISION and (t.population >= EXONYM or t.names >= FAMOUS) else 0.0
    return SIZE * size + MAIN * known + FAME * math.log10(1 + t.names) + (CAPITAL if t.capital else 0.0) - FORM * steps


def _evidence(t: Toponym, countries: Mapping[str, float], divisions: Mapping[str, float], near: Iterable[Anchor]) -> float:
    division = divisions.get(".".join(t.code.split(".")[:2]), 0.0) if t.kind != COUNTRY else 0.0
    reach = sum(
        a.weight * math.exp(-kilometres(t.lat, t.lon, a.lat, a.lon) / NEAR_KM)
        for a in near
        if "." in a.code and abs(a.lat - t.lat) < 4.0
    )
    return IN_COUNTRY * countries.get(t.country, 0.0) + IN_DIVISION * division + NEAR * (1 - math.exp(-reach))


def _within(t: Toponym, wanted: set[str]) -> bool:
    return t.kind != COUNTRY and (t.country in wanted or ".".join(t.code.split(".")[:2]) in wanted)


def _credible(t: Toponym, name: str, context: Context, wanted: set[str]) -> bool:
    """Whether the best candidate is where the article says, and large or else in a country that the article speaks of."""
    if wanted and t.kind == CITY and not _within(t, wanted):
        return False
    if t.kind != CITY or t.population >= _SMALL or not (context.countries or context.anchors):
        return True
    if not is_cased_script(name):
        return True
    key = fold(bare(name))
    return any(a.country == t.country and a.weight > 0.4 for a in context.anchors if a.key != key)


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
        division=".".join(t.code.split(".")[:2]) or None,
        radius_m=t.radius_m,
        resolved_name=t.name,
        gazetteer_id=t.id,
        score=round(share, 4),
        alternatives=others,
    )
