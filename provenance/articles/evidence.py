"""How strongly a sentence speaks of one particular piece of footage: signs counted, weighed, added up.

The signs are the same in every language (a noun and its determiner, what happened to the thing named, a network, a date,
talk to the reader); the words that make them stand in the language files. The weights are those of a logistic regression
over our own sentences and articles (``bench/gold``, the building half), fitted by ``python -m bench.evidence``.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from types import MappingProxyType

from provenance.articles import suffixes
from provenance.articles.clefts import one_who_posted
from provenance.articles.lexicon import Talk
from provenance.articles.phrases import Hit
from provenance.articles.scan import CHANNEL, Scan
from provenance.model import SOCIAL

__all__ = ["WEIGHTS", "belief", "near", "signs"]

_LOOSE = 12
"""Words within which what happened to a thing stands near its name."""
_NEAR_START = 5
_AGENT = 1
"""Words between a participle and "by"."""
_BRIEF = 7
"""Words of a sentence too short to say much."""
_EVENTS = (
    "posted_active",
    "posted_passive",
    "spreading",
    "filmed",
    "origin",
    "verified",
    "refuted",
    "taken_from",
    "generated",
    "staged",
)

_KINDS = tuple(f.name for f in fields(Talk))

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": -1.09,
        "attributed": 0.91,
        "brief": -0.44,
        "caption": 1.08,
        "compound": -2.37,
        "dated": 0.44,
        "determiner bare": -1.76,
        "determiner definite": 0.67,
        "determiner demonstrative": 1.27,
        "determiner free": -0.24,
        "determiner indefinite": -0.46,
        "done by": 1.71,
        "event with images": 0.80,
        "event with images, dated": 1.45,
        "event with images, network": 0.37,
        "event with none": 0.19,
        "event with none, dated": -1.92,
        "event with none, network": 2.23,
        "event with plural": 1.91,
        "event with plural, dated": -0.16,
        "event with plural, network": -0.25,
        "event with singular": 2.17,
        "event with singular, dated": 0.67,
        "event with singular, network": 1.92,
        "event with trace": 0.93,
        "event with trace, network": 1.39,
        "filmed": 1.02,
        "general talk": -2.21,
        "general talk of any": -1.42,
        "generated": 0.71,
        "hearsay": 1.37,
        "matter": 1.25,
        "much general talk": 0.37,
        "name first": 0.13,
        "name images": 0.43,
        "name none": 0.53,
        "name on network": -0.60,
        "name plural": -1.33,
        "name shows": 1.59,
        "name singular": 0.60,
        "name trace": -0.23,
        "negated": 0.38,
        "network": 0.11,
        "opening bare pronoun": 0.39,
        "opening none": -1.29,
        "opening null subject": 0.10,
        "opening pronoun": 0.90,
        "opening report": 0.39,
        "opening seen": -0.02,
        "opening shown": 0.05,
        "ordinal": -0.18,
        "origin": 1.27,
        "other": 1.16,
        "own first": -2.14,
        "posted_active": 0.91,
        "posted_passive": -0.68,
        "question": 0.31,
        "refuted": 0.89,
        "reported": 1.85,
        "same": 1.11,
        "several events": 0.45,
        "shown by images": 0.88,
        "shown by plural": 0.66,
        "shown by singular": 0.65,
        "shown by trace": -0.14,
        "shows": 2.05,
        "shows otherwise": 0.86,
        "social": -0.49,
        "somewhere": 1.12,
        "spreading": -0.15,
        "staged": -0.14,
        "taken_from": 0.54,
        "talk of advice": -1.21,
        "talk of amounts": -1.77,
        "talk of habits": -1.40,
        "talk of plans": -1.87,
        "talk of rules": -1.67,
        "talk of several": 0.04,
        "talk of tools": -1.53,
        "trace beside": 0.60,
        "unverified": 2.24,
        "verified": 0.91,
        "visible": 1.54,
        "visible first": -0.15,
        "weighed": 2.19,
    }
)


def near(noun: Hit, hits: tuple[Hit, ...], reach: int = _LOOSE) -> bool:
    """Whether one of ``hits`` stands within ``reach`` words of ``noun``."""
    return any(h.start - noun.end <= reach and noun.start - h.end <= reach for h in hits)


def signs(scan: Scan, noun: Hit | None, *, kind: str, determiner: str, opening: str) -> frozenset[str]:
    """What speaks for or against footage in a sentence whose best name for it is ``noun``.

    ``kind`` is the kind of that name (singular, plural, images, trace, none), ``determiner`` the word before it, ``opening``
    how a sentence without a name takes footage up (pronoun, report, null, none).
    """
    events = frozenset(_events(scan, noun))
    found = {f"name {kind}", *events, *_circumstances(scan, noun), *_talk(scan)}
    if noun is not None:
        bare = determiner == "bare" and not scan.lexicon.grammar.articles
        found.add("determiner free" if bare else f"determiner {determiner}")
        found |= _around(scan, noun)
    else:
        found.add(f"opening {opening}")
    if "general talk" in found and determiner in {"indefinite", "bare"}:
        found.add("general talk of any")
    if events & set(_EVENTS):
        found.add(f"event with {kind}")
        found |= {f"event with {kind}, {f}" for f in ("network", "dated") if f in found}
    if noun is not None and "shows" in events:
        found.add(f"shown by {kind}")
    return frozenset(found)


def _events(scan: Scan, noun: Hit | None) -> Iterator[str]:
    singled_out = one_who_posted(scan) is not None
    for name in _EVENTS:
        if (scan.verbs[name] and (noun is None or near(noun, scan.verbs[name]))) or (name == "posted_active" and singled_out):
            yield name
    if noun is not None and any(h.start >= noun.end or scan.lexicon.grammar.verb_first for h in scan.verbs["shows"]):
        yield "shows"
    elif scan.verbs["shows"]:
        yield "shows otherwise"
    if scan.verbs["visible"]:
        yield "visible"
    if scan.verbs["visible"] and scan.verbs["visible"][0].start < _NEAR_START:
        yield "visible first"
    if sum(bool(scan.verbs[name]) for name in _EVENTS) > 1:
        yield "several events"
    if _done_by(scan):
        yield "done by"


def _done_by(scan: Scan) -> bool:
    """Whether "by" stands right at what was posted, filmed or verified: a doer is told, as for one thing that happened once."""
    done = scan.any("posted_passive", "filmed", "verified")
    by = scan.lexicon.agents.by.find(scan.tokens) if done else ()
    if scan.lexicon.grammar.agent_suffixed:
        return any(0 <= verb.start - b.end <= _AGENT for b in by for verb in done)
    return any(0 <= b.start - verb.end <= _AGENT for b in by for verb in done)


def _circumstances(scan: Scan, noun: Hit | None) -> Iterator[str]:
    stance, nouns, tokens = scan.lexicon.stance, scan.lexicon.nouns, scan.tokens
    slugs = {slug for _, slug in scan.platforms}
    hearsay, told = stance.conditional, stance.attribution.occurs(tokens) or stance.speech.occurs(tokens)
    beside = noun is not None and any(not noun.overlaps(h) for h in nouns.traces.find(tokens))
    yield from (
        name
        for name, holds in (
            ("network", bool(slugs - {SOCIAL, CHANNEL})),
            ("social", SOCIAL in slugs),
            ("channel", CHANNEL in slugs),
            ("dated", bool(scan.dates)),
            ("unverified", stance.unverified.occurs(tokens)),
            ("reported", any(e.reported and e.words.occurs(tokens) for e in stance.hedges)),
            ("weighed", any(not e.reported and e.words.occurs(tokens) for e in stance.hedges)),
            ("hearsay", hearsay.auxiliaries.occurs(tokens) or hearsay.verbs.occurs(tokens)),
            ("attributed", told),
            ("matter", nouns.matters.occurs(tokens)),
            ("caption", nouns.captions.occurs(tokens)),
            ("compound", noun is None and nouns.generic.occurs(tokens)),
            ("trace beside", beside),
            ("negated", bool(scan.negations)),
            ("somewhere", _somewhere(scan)),
        )
        if holds
    )


def _somewhere(scan: Scan) -> bool:
    """Whether a preposition of place stands before a capital, where capitals mark names."""
    grammar, tokens = scan.lexicon.grammar, scan.tokens
    if not grammar.names_capitalised or grammar.nouns_capitalised:
        return False
    if grammar.verb_last:
        return any(not scan.taken(end - 1) for end, _ in suffixes.place_ends(scan))
    hits = scan.lexicon.places.prepositions.find(tokens)
    if not grammar.articles:  # Ukrainian "ролик з Одеси"
        hits = (*hits, *scan.lexicon.places.sources.find(tokens))
    return any(h.end < len(tokens) and tokens[h.end].joined and tokens[h.end].is_name and not scan.taken(h.end) for h in hits)


def _around(scan: Scan, noun: Hit) -> set[str]:
    words, found = scan.lexicon.determiners, set()
    own = any(noun.start - h.end in {0, 1, 2} or h.start - noun.end in {0, 1} for h in words.possessive.find(scan.tokens))
    first = any(noun.start - h.end in {0, 1, 2} or h.start == noun.end for h in words.ordinals[0].find(scan.tokens))
    if own and first:
        found.add("own first")
    beside = (("other", words.other), ("same", words.same), *(("ordinal", p) for p in words.ordinals))
    for name, phrases in beside:
        if any(noun.start - h.end in {0, 1} or h.start == noun.end for h in phrases.find(scan.tokens)):
            found.add(name)
    if noun.start <= 2:
        found.add("name first")
    if any(0 <= h.start - noun.end <= 3 for h in scan.any("shows", "visible")):
        found.add("name shows")
    if any(0 <= h.start - noun.end <= 2 or h.end == noun.start for h, slug in scan.platforms if slug != SOCIAL):
        found.add("name on network")
    return found


def _talk(scan: Scan) -> Iterator[str]:
    if scan.generic:
        yield "general talk"
    if len(scan.generic) > 1:
        yield "much general talk"
    kinds = [kind for kind in _KINDS if getattr(scan.lexicon.talk, kind).occurs(scan.tokens)]
    yield from (f"talk of {kind}" for kind in kinds)
    if len(kinds) > 1:
        yield "talk of several"
    if len(scan.tokens) < _BRIEF:
        yield "brief"
    if "?" in scan.text or "؟" in scan.text:
        yield "question"


def belief(found: frozenset[str]) -> float:
    """The probability, by :data:`WEIGHTS`, that a sentence with these signs speaks of particular footage."""
    total = WEIGHTS["always"] + sum(WEIGHTS.get(sign, 0.0) for sign in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
