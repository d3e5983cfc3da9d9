"""How likely each candidate is, given what else the article names: natural logs of odds, then their softmax.

After the general heuristics of Leidner (2007), "Toponym Resolution in Text": largest population, one sense per discourse,
minimal distance, local pattern.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from provenance.places.candidates import Candidate, within
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Toponym
from provenance.places.regions import Beside
from provenance.places.sphere import kilometres

__all__ = ["EXONYM", "FAMOUS", "Anchor", "Context", "odds", "shares_of"]

SIZE, MAIN, FORM = 1.1, 1.0, 0.8
"""Per tenfold population; for bearing the name as the main one; against, per step from the words as they stand."""
IN_COUNTRY, IN_DIVISION, NEAR, BESIDE = 2.6, 2.8, 4.5, 9.0
CAPITAL, FAME = 0.6, 0.5
EXONYM, FAMOUS = 100_000, 30
"""People, or names, from which another name counts nearly as the main one: the world has its own names for known cities."""
_OTHER_NAME, _VILLAGE = 2.3, 5_000
"""Against a place with fewer people that bears the name as another than its main one, where a known city has it as its own."""
NEAR_KM, _BAND = 70.0, 4.0
"""Distance at which a neighbour's weight has fallen to a third; degrees of latitude beyond which it is not reckoned."""


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
    point: bool = True
    """Whether it is small enough to be near to: not so a country or a first-order division."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What else an article names, as evidence for what a name in it means."""

    countries: tuple[tuple[str, float], ...] = ()
    """(ISO code, 0–1 beside the country most spoken of)."""
    divisions: tuple[tuple[str, float], ...] = ()
    """(GeoNames code of a first-order division, 0–1)."""
    anchors: tuple[Anchor, ...] = ()
    beside: tuple[Beside, ...] = ()
    """Names that stand right before their region or country."""
    regions: tuple[str, ...] = ()
    """Codes of the divisions that are named with a word for a division."""

    def wanted(self, key: str) -> frozenset[str]:
        """Codes of the regions that stand beside the name."""
        return frozenset(b.code for b in self.beside if b.key == key)


def first_order(code: str) -> str:
    """``UA.05`` of ``UA.05.1402``; empty for a country's code."""
    return ".".join(code.split(".")[:2]) if "." in code else ""


def shares_of(anchors: Iterable[Anchor]) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]]:
    """Countries and divisions by how often they, or places in them, are named."""
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[str, float] = defaultdict(float)
    for anchor in anchors:
        countries[anchor.country] += anchor.weight * anchor.count
        divisions[first_order(anchor.code)] += anchor.weight * anchor.count
    return _shares(countries), _shares(divisions)


def _shares(counts: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    most = max([2.0, *(count for code, count in counts.items() if code)])
    return tuple((code, round(math.sqrt(count / most), 4)) for code, count in counts.items() if code and count > 0.05)


def odds(found: Iterable[Candidate], key: str, context: Context) -> list[tuple[Toponym, float]]:
    """Candidates for the name ``key`` with their share of belief, best first."""
    entries = list(found)
    if not entries:
        return []
    wanted = context.wanted(key)
    near = [a for a in context.anchors if a.key != key]
    countries, divisions = map(dict, shares_of(near))
    bands = _bands(near)
    own = any(t.main and t.population >= EXONYM for t, _ in entries)
    logs = [
        _prior(t, steps)
        - _OTHER_NAME * (own and not t.main and t.kind == CITY and t.population < _VILLAGE)
        + _evidence(t, countries, divisions, bands)
        + sum(BESIDE if first_order(code) == code or "." not in code else BESIDE / 2 for code in wanted if within(t, code))
        for t, steps in entries
    ]
    top = max(logs)
    total = sum(math.exp(x - top) for x in logs)
    shares = [(t, math.exp(x - top) / total) for (t, _), x in zip(entries, logs, strict=True)]
    return sorted(shares, key=lambda pair: (-pair[1], pair[0].id))


def _prior(t: Toponym, steps: int) -> float:
    """How likely the entry is meant, the article unread."""
    size = {COUNTRY: 7.5, REGION: 7.5, DIVISION: 3.6 if t.level > 1 else math.log10(max(20_000, t.population)) - 1.0}.get(
        t.kind, math.log10(max(300, t.population))
    )
    known = 1.0 if t.main else 0.6 if t.kind != DIVISION and (t.population >= EXONYM or t.names >= FAMOUS) else 0.0
    return SIZE * size + MAIN * known + FAME * math.log10(1 + t.names) + (CAPITAL if t.capital else 0.0) - FORM * steps


def _bands(anchors: Iterable[Anchor]) -> Mapping[int, list[Anchor]]:
    """The anchors that can be near to something, by bands of latitude, so that an article of many names stays quick."""
    bands: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        if anchor.point:
            bands[int(anchor.lat // _BAND)].append(anchor)
    return bands


def _evidence(
    t: Toponym, countries: Mapping[str, float], divisions: Mapping[str, float], bands: Mapping[int, list[Anchor]]
) -> float:
    division = divisions.get(first_order(t.code), 0.0) if t.kind != COUNTRY else 0.0
    band = int(t.lat // _BAND)
    reach = sum(
        a.weight * math.exp(-kilometres(t.lat, t.lon, a.lat, a.lon) / NEAR_KM)
        for each in (band - 1, band, band + 1)
        for a in bands.get(each, ())
    )
    return IN_COUNTRY * countries.get(t.country, 0.0) + IN_DIVISION * division + NEAR * (1 - math.exp(-reach))
