"""Reads an article, and what is known of its publisher, for the evidence in :mod:`provenance.places.evidence`.

Starts from the countries that are named as such or whose institutions are, then lets all names vote together: a candidate
counts as far as it is believed, and is believed as far as the candidates of the other names agree with it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from provenance.places.candidates import candidates, is_hamlet
from provenance.places.cues import cued_countries
from provenance.places.evidence import EXONYM, FAMOUS, Anchor, Context, odds, shares_of
from provenance.places.fold import fold
from provenance.places.forms import bare
from provenance.places.interface import CITY, COUNTRY, DIVISION, REGION, Gazetteer, Toponym
from provenance.places.mentions import Mention, find_mentions
from provenance.places.regions import beside, named_regions

__all__ = ["context"]

ADJECTIVE = 0.5
"""What "Syrian" counts beside "Syria"."""
DOUBTED = 0.2
"""What a name counts that may be a word or somebody's name."""
_ROUNDS = 4
_ANCHORS_PER_NAME = 12
_MOST_NAMES, _MOST_ANCHORS = 300, 1200
"""The names of an article that are weighed against each other, the most frequent, and their candidates in all: the work grows
with their square."""
_PUBLISHER = 2
"""The place in a newspaper's title counts as if the article named it this often."""
_TITLE = [
    "the",
    "daily",
    "weekly",
    "evening",
    "morning",
    "sunday",
    "news",
    "newspaper",
    "times",
    "star",
    "herald",
    "gazette",
    "tribune",
    "post",
    "journal",
    "press",
    "sun",
    "record",
    "register",
    "chronicle",
    "dispatch",
    "courier",
    "observer",
    "review",
    "leader",
    "sentinel",
    "independent",
    "reporter",
    "advocate",
    "banner",
    "bee",
    "blade",
    "bulletin",
    "call",
    "citizen",
    "democrat",
    "republican",
    "eagle",
    "echo",
    "enterprise",
    "examiner",
    "express",
    "globe",
    "mail",
    "mercury",
    "messenger",
    "mirror",
    "monitor",
    "argus",
    "patriot",
    "pilot",
    "standard",
    "telegram",
    "telegraph",
    "union",
    "voice",
    "world",
    "today",
    "online",
    "local",
    "live",
    "website",
    "report",
    "ledger",
    "inquirer",
    "plain",
    "dealer",
    "free",
]
_TITLE_WORD = re.compile(rf"(?:^|(?<=[\s-]))(?:{'|'.join(_TITLE)})(?=[\s-]|$)", re.IGNORECASE)
_TITLE_END = re.compile(rf"(?:{'|'.join(_TITLE[1:])})$")
_DOMAIN = re.compile(
    r"^(?:https?://)?(?:www\.)?([a-z0-9-]{3,63})\.(?:[a-z0-9-]{2,63}\.){0,2}[a-z]{2,10}(?:[/:].*)?$", re.IGNORECASE
)


def context(text: str, *, gazetteer: Gazetteer, language: str | None, publisher: str | None = None) -> Context:
    """Read ``text`` for its countries, divisions and other places; ``publisher``: the site's title or domain, where known."""
    everything = find_mentions(text, gazetteer=gazetteer, language=language)
    kept = {key for key, _ in Counter(m.key for m in everything).most_common(_MOST_NAMES)}
    mentions = tuple(m for m in everything if m.key in kept)
    names: dict[str, list[Mention]] = {}
    for mention in mentions:
        names.setdefault(mention.key, []).append(mention)
    voters = [(key, each[0].candidates, _trust(each), len(each)) for key, each in names.items()]
    home, entries = _publisher(publisher or "", gazetteer, language)
    if entries:
        count = len(names.get(home, ())) + _PUBLISHER
        voters = [*(voter for voter in voters if voter[0] != home), (home, entries, 1.0, count)]
    fixed = tuple(_cued(text))
    found = Context(
        anchors=(*fixed, *_countries(mentions)),
        beside=beside(text, mentions, gazetteer=gazetteer, language=language),
        regions=named_regions(mentions),
    )
    most = max(1, min(_ANCHORS_PER_NAME, _MOST_ANCHORS // max(1, len(voters))))
    for _ in range(_ROUNDS):
        anchors = (*fixed, *(a for voter in voters for a in _anchors(*voter, found=found, most=most)))
        countries, divisions = shares_of(anchors)
        found = replace(found, countries=countries, divisions=divisions, anchors=anchors)
    return found


def _trust(mentions: list[Mention]) -> float:
    """How far a name found in the text is taken for a place's at all, 0–1."""
    first = mentions[0].candidates[0]
    if mentions[0].adjective:
        return ADJECTIVE
    doubts = sum(m.doubtful for m in mentions) / len(mentions)
    trust = DOUBTED if doubts > 0.3 else 1.0
    if first.kind in {COUNTRY, REGION, DIVISION}:
        return trust
    known = any(t.main or t.population >= EXONYM or t.names >= FAMOUS for t in mentions[0].candidates)
    return trust * (1.0 if known else DOUBTED)


def _cued(text: str) -> Iterator[Anchor]:
    """Countries whose institutions are spoken of."""
    for country, weight in cued_countries(text):
        yield Anchor(key="", lat=0.0, lon=0.0, country=country, code=country, weight=weight, point=False)


def _countries(mentions: Iterable[Mention]) -> Iterator[Anchor]:
    """The countries that are named as such: what the first round starts from."""
    for mention in mentions:
        t = mention.candidates[0]
        if t.kind == COUNTRY:
            weight = ADJECTIVE if mention.adjective else 1.0
            yield Anchor(key=mention.key, lat=t.lat, lon=t.lon, country=t.country, code=t.country, weight=weight, point=False)


def _anchors(key: str, entries: Iterable[Toponym], trust: float, count: int, *, found: Context, most: int) -> Iterator[Anchor]:
    for t, p in odds([(t, 0) for t in entries], key, found)[:most]:
        weight = round(p * trust, 4)
        if t.kind != REGION and weight > 0.02:
            code = t.code or t.country
            point = t.kind == CITY or t.level > 1
            yield Anchor(key=key, lat=t.lat, lon=t.lon, country=t.country, code=code, weight=weight, count=count, point=point)


def _publisher(publisher: str, gazetteer: Gazetteer, language: str | None) -> tuple[str, tuple[Toponym, ...]]:
    """The place in a newspaper's title or domain (``The Lima News``, ``limanews.com``): folded, and what it may mean."""
    domain = _DOMAIN.match(publisher.strip()[:300])
    name = domain[1].lower().replace("-", " ") if domain else _TITLE_WORD.sub(" ", publisher[:100])
    for _ in range(3):
        found = [t for t, _ in candidates(name.strip(" -,"), gazetteer=gazetteer, language=language) if not is_hamlet(t)]
        if found or not domain:
            break
        name = _TITLE_END.sub("", name.removeprefix("the"))
    return fold(bare(name)), tuple(found) if len(fold(name)) > 2 else ()
