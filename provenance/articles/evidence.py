"""How strongly a sentence speaks of one particular piece of footage: signs counted, weighed, added up.

The signs are the same in every language (a noun and its determiner, what happened to the thing named, a network, a date,
talk to the reader); the words that make them stand in the language files. The weights are those of a logistic regression
over our own sentences and articles (``bench/gold``, the building half), fitted by ``python -m bench.evidence``.
"""

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from provenance.articles.phrases import Hit
from provenance.articles.scan import CHANNEL, Scan
from provenance.model import SOCIAL

__all__ = ["WEIGHTS", "belief", "near", "signs"]

_LOOSE = 12
"""Words within which what happened to a thing stands near its name."""
_NEAR_START = 5
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

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "always": -1.25,
        "attributed": 1.04,
        "brief": -0.32,
        "caption": 1.46,
        "channel": -0.28,
        "compound": -1.55,
        "dated": 0.27,
        "determiner bare": -1.88,
        "determiner definite": 0.41,
        "determiner demonstrative": 0.90,
        "determiner free": -0.06,
        "determiner indefinite": 0.02,
        "event with images": 0.51,
        "event with images, dated": 0.51,
        "event with images, network": 0.52,
        "event with none": 0.03,
        "event with none, dated": -1.46,
        "event with none, network": 2.16,
        "event with plural": 2.55,
        "event with plural, dated": 0.22,
        "event with plural, network": -0.81,
        "event with singular": 2.76,
        "event with singular, dated": -0.22,
        "event with singular, network": 1.53,
        "event with trace": 0.53,
        "event with trace, dated": -0.49,
        "event with trace, network": 0.98,
        "filmed": 1.00,
        "general talk": -3.03,
        "general talk of any": -1.47,
        "generated": -0.29,
        "hearsay": 1.11,
        "matter": 1.66,
        "much general talk": -0.16,
        "name first": -0.05,
        "name images": 0.54,
        "name none": 0.60,
        "name on network": -1.07,
        "name plural": -1.38,
        "name shows": 0.88,
        "name singular": 0.48,
        "name trace": -0.24,
        "negated": 1.10,
        "network": 0.69,
        "opening bare pronoun": 0.92,
        "opening none": -1.56,
        "opening null subject": 0.66,
        "opening pronoun": 0.82,
        "opening report": 0.41,
        "opening seen": -0.85,
        "opening shown": 0.21,
        "ordinal": 1.57,
        "origin": 1.16,
        "other": 0.55,
        "posted_active": 0.76,
        "posted_passive": -0.70,
        "refuted": 1.19,
        "reported": 1.66,
        "same": 0.77,
        "several events": 0.50,
        "shown by images": 0.13,
        "shown by plural": 0.22,
        "shown by singular": 0.27,
        "shown by trace": 1.01,
        "shows": 1.63,
        "shows otherwise": 0.41,
        "social": -0.52,
        "somewhere": 0.86,
        "spreading": 0.34,
        "staged": -0.43,
        "trace beside": 0.90,
        "unverified": 1.96,
        "verified": 0.80,
        "visible": 1.69,
        "visible first": -0.04,
        "weighed": 2.13,
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
    for name in _EVENTS:
        if scan.verbs[name] and (noun is None or near(noun, scan.verbs[name])):
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


def _circumstances(scan: Scan, noun: Hit | None) -> Iterator[str]:
    slugs = {slug for _, slug in scan.platforms}
    if slugs - {SOCIAL, CHANNEL}:
        yield "network"
    if SOCIAL in slugs:
        yield "social"
    if CHANNEL in slugs:
        yield "channel"
    if scan.dates:
        yield "dated"
    stance, nouns = scan.lexicon.stance, scan.lexicon.nouns
    if stance.unverified.occurs(scan.tokens):
        yield "unverified"
    for entry in stance.hedges:
        if entry.words.occurs(scan.tokens):
            yield "reported" if entry.reported else "weighed"
    if stance.conditional.auxiliaries.occurs(scan.tokens) or stance.conditional.verbs.occurs(scan.tokens):
        yield "hearsay"
    if stance.attribution.occurs(scan.tokens) or stance.speech.occurs(scan.tokens):
        yield "attributed"
    if nouns.matters.occurs(scan.tokens):
        yield "matter"
    if nouns.captions.occurs(scan.tokens):
        yield "caption"
    if noun is None and nouns.generic.occurs(scan.tokens):
        yield "compound"
    if (
        noun is not None
        and nouns.traces.occurs(scan.tokens)
        and any(not noun.overlaps(h) for h in nouns.traces.find(scan.tokens))
    ):
        yield "trace beside"
    if scan.negations:
        yield "negated"
    if _somewhere(scan):
        yield "somewhere"


def _somewhere(scan: Scan) -> bool:
    """Whether a preposition of place stands before a capital, where capitals mark names."""
    grammar, tokens = scan.lexicon.grammar, scan.tokens
    if not grammar.names_capitalised or grammar.nouns_capitalised:
        return False
    hits = scan.lexicon.places.prepositions.find(tokens)
    return any(h.end < len(tokens) and tokens[h.end].joined and tokens[h.end].is_name and not scan.taken(h.end) for h in hits)


def _around(scan: Scan, noun: Hit) -> set[str]:
    words, found = scan.lexicon.determiners, set()
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
    if len(scan.tokens) < _BRIEF:
        yield "brief"
    if "?" in scan.text or "؟" in scan.text:
        yield "question"


def belief(found: frozenset[str]) -> float:
    """The probability, by :data:`WEIGHTS`, that a sentence with these signs speaks of particular footage."""
    total = WEIGHTS["always"] + sum(WEIGHTS.get(sign, 0.0) for sign in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
