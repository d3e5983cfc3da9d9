"""Who filmed it: the doer of a passive ("filmed by"), the subject of an active verb ("NN filmed it")."""

from provenance.articles.doers import doer, done_by, in_preposition, object_before, subject_behind, subject_in_relative
from provenance.articles.mentions import Mention
from provenance.articles.parties import Party, description, has_footage, is_pronoun, on_network, party_of
from provenance.articles.people import has_object
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.articles.speech import spans_clause

__all__ = ["filmer"]

_NEAR = 4
"""Words from a participle to its doer: further on "by" belongs to something else."""
_HEAD = 2
"""Words that tell what is described: "a passenger on a bus" is no bus."""
_LEAST = 3
"""Letters of a word that may be somebody."""


def filmer(scan: Scan, mention: Mention) -> Party | None:
    """Who filmed it, in the sentence's words."""
    return _passive(scan) or _active(scan, mention)


def _passive(scan: Scan) -> Party | None:
    for verb in scan.any("filmed"):
        by = scan.lexicon.agents.by.at(scan.tokens, verb.end) or scan.lexicon.agents.by.at(scan.tokens, verb.end + 1)
        checked = any(verb.overlaps(v) for v in scan.any("verified"))
        if by and not in_preposition(scan, by) and not checked:
            found = party_of(scan, description(scan, by.end))
        elif object_before(scan, verb) and (behind := subject_behind(scan, verb)):
            found = party_of(scan, behind)
        else:
            found = None if checked else _close(verb, done_by(scan, verb))
        if found and _may_film(scan, found.hit):
            return found
    return None


def _close(verb: Hit, found: Party | None) -> Party | None:
    """A doer that stands next to its verb, on either side."""
    return found if found and found.hit.start - verb.end <= _NEAR and verb.start - found.hit.end <= _NEAR else None


def _active(scan: Scan, mention: Mention) -> Party | None:
    for verb in scan.any("filmed_active"):
        if spans_clause(scan, verb) or any(verb.overlaps(p) for p in scan.any("posted_active", "posted_passive")):
            continue
        if mention.noun and (found := party_of(scan, subject_in_relative(scan, mention.noun, verb))):
            if _may_film(scan, found.hit):
                return found
            continue
        found = party_of(scan, doer(scan, verb)) if has_object(scan, mention, verb) else None
        # Arabic writes active and passive alike; an active verb's subject follows it.
        placed = found and (found.hit.start >= verb.end or not scan.lexicon.grammar.verb_first)
        if found and placed and _may_film(scan, found.hit) and _is_somebody(scan, found.hit):
            return found
    return None


def _may_film(scan: Scan, hit: Hit) -> bool:
    """Whether the words can be somebody: not the footage or what it shows, a machine, a roof, a place; no clause."""
    lexicon, tokens = scan.lexicon, scan.tokens
    if has_footage(scan, hit) or on_network(scan, hit) or is_pronoun(scan, hit):
        return False
    # Russian "снят в 2014 году": "year" stands in a case of its own.
    if any(d.hit.end == hit.start and tokens[d.hit.end - 1].text.isdigit() for d in scan.dates):
        return False
    head = min(hit.end, hit.start + _HEAD)
    things = [lexicon.agents.vantage, lexicon.nouns.matters, lexicon.nouns.captions]
    if lexicon.determiners.definite.at(tokens, hit.start):
        things.append(lexicon.nouns.traces)  # "the scene"; "a drone" may film
    if any(words.find(tokens, start=hit.start, end=head) for words in things):
        return False
    leads = (lexicon.places.prepositions, lexicon.stance.attribution, *(entry.words for entry in lexicon.stance.hedges))
    if any(words.at(tokens, hit.start) for words in leads) or lexicon.places.nouns.ending_at(tokens, hit.start):
        return False
    stance = lexicon.stance
    others = (*scan.negations, *scan.any("denied", "generated"), *stance.unverified.find(tokens), *stance.speech.find(tokens))
    return not any(h.overlaps(hit) for h in others)


def _is_somebody(scan: Scan, hit: Hit) -> bool:
    """Whether a determiner or a name shows that a subject is one; by "by" or a case it is shown already."""
    lexicon, tokens = scan.lexicon, scan.tokens
    words = lexicon.determiners
    led = words.definite.at(tokens, hit.start) or words.indefinite.at(tokens, hit.start)
    # The capital of a sentence's first word marks no name: "Contactée, elle assure avoir filmé …".
    first = max(hit.start, 1) if hit.end - hit.start == 1 else hit.start
    named = any(t.is_name for t in tokens[first : hit.end]) or not lexicon.grammar.names_capitalised
    return bool(led or named) or (not lexicon.grammar.articles and len(tokens[hit.start].text) > _LEAST)
