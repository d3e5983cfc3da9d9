"""Whoever is told to be the one who posted it: "It was NN who posted it", "The first to post it was NN"."""

from provenance.articles.parties import description, has_footage
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan

__all__ = ["one_who_posted"]

_REACH = 12
"""Words from somebody to what they are told to have done."""
_FIRST = 2
"""Words before "first" at the beginning of its clause."""
_VERDICT = 8
"""Words from the verb to the "was" behind its object."""


def one_who_posted(scan: Scan) -> Hit | None:
    """The words for whom the sentence singles out."""
    return _behind_was(scan) or _behind_first(scan)


def _opens(scan: Scan, position: int) -> bool:
    """Whether a clause begins there, an adverb or an "and" apart."""
    adverb = scan.lexicon.agents.adverbs.ending_at(scan.tokens, position, reach=2)
    joins = scan.lexicon.stance.joins.ending_at(scan.tokens, position, reach=2)
    start = min([h.start for h in (adverb, joins) if h] + [position])
    return start == 0 or not scan.tokens[start].joined


def _behind_was(scan: Scan) -> Hit | None:
    """As in "It was NN who posted it", French "C'est NN qui", Italian "È stato NN a pubblicarlo"."""
    who = scan.lexicon.agents.relative, scan.lexicon.agents.that
    told = scan.any("posted_active", "posting")
    for was in scan.lexicon.agents.copula.find(scan.tokens) if told else ():
        found = description(scan, was.end) if _opens(scan, was.start) and was.end < len(scan.tokens) else None
        if found is None or has_footage(scan, Hit(found.start, found.end + 1)):
            continue
        # Italian "A pubblicarlo, mercoledì su Facebook, è stato NN"
        if any(v.start <= _FIRST and v.end <= was.start for v in scan.any("posting")):
            return found
        for n in range(found.end, min(found.end + _REACH, len(scan.tokens))):
            relative = next((hit for p in who if (hit := p.at(scan.tokens, n))), None)
            if relative and any(0 <= v.start - relative.end <= _REACH for v in told):
                return found
            if any(v.start == n for v in scan.any("posting")):
                return found
            if n > found.end and not scan.tokens[n].joined:
                break
    return None


def _behind_first(scan: Scan) -> Hit | None:
    """As in "The first to post the video was NN", German "Der Erste, der das Video veröffentlichte, war NN"."""
    agents = scan.lexicon.agents
    for first in scan.lexicon.determiners.ordinals[0].find(scan.tokens):
        if first.start > _FIRST or has_footage(scan, Hit(first.start, min(first.end + 1, len(scan.tokens)))):
            continue
        told = scan.any("posted_active", "posting")
        verb = next((v for v in told if 0 < v.start - first.end + 1 <= _REACH), None)
        if verb is None:
            continue
        if agents.copula.ending_at(scan.tokens, first.start):  # Arabic "كان أول من نشر الفيديو NN"
            return description(scan, _past_object(scan, verb))
        was = agents.copula.find(scan.tokens, start=verb.end, end=min(verb.end + _VERDICT, len(scan.tokens)))
        if was and was[0].end < len(scan.tokens):
            return description(scan, was[0].end)
    return None


def _past_object(scan: Scan, verb: Hit) -> int:
    """Behind the footage right after the verb."""
    nouns = scan.lexicon.nouns
    hit = next((h for p in (nouns.singular, nouns.plural, nouns.images) if (h := p.at(scan.tokens, verb.end))), None)
    return hit.end if hit else verb.end
