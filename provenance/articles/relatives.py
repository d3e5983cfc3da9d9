"""Of whom a relative clause tells that they posted or filmed it: "Ada Brook, who shared the clip"."""

from provenance.articles.mentions import Mention
from provenance.articles.parties import Party, has_footage, is_pronoun, name_behind, party_of, trim
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.articles.subjects import before_relative

__all__ = ["followed", "is_led", "named_behind_clause", "who_did"]

_LONGEST = 8
"""Words of a description back to its determiner."""
_OBJECT = 2
"""Words between a verb and its object's noun."""


def who_did(scan: Scan, mention: Mention, kind: str) -> Party | None:
    """Whoever "who …" tells of: "A councillor who shared the clip …"; ``kind``: name of the verbs that tell what they did."""
    for verb in scan.any(kind):
        relative = scan.lexicon.agents.relative.ending_at(scan.tokens, verb.start, reach=2) or _opening(scan, verb)
        if relative is None or not relative.start or not _has_footage_as_object(scan, mention, verb, relative):
            continue
        nearest = _nearest(scan, relative)
        found = trim(scan, nearest) if nearest else None
        somebody = found is not None and (not scan.lexicon.grammar.articles or is_led(scan, found))
        if found and somebody and not has_footage(scan, found):
            # What "who" tells of them is but that they did it.
            party = party_of(scan, found)
            return Party(hit=party.hit, is_account=party.is_account) if party else None
    return None


def named_behind_clause(scan: Scan, verb: Hit) -> Hit | None:
    """The name behind "who …", where an account is all that is told before: "The account that published it, NN Daily, said"."""
    comma = next((n for n in range(verb.end, len(scan.tokens)) if not scan.tokens[n].joined), None)
    end = name_behind(scan, comma) if comma is not None else None
    return Hit(comma, end) if comma is not None and end is not None else None


def _nearest(scan: Scan, relative: Hit) -> Hit | None:
    """The words of whom the relative clause tells."""
    grammar, words = scan.lexicon.grammar, scan.lexicon.determiners
    if not grammar.articles:
        return _named_before(scan, relative)
    if not grammar.auxiliaries:
        return before_relative(scan, Hit(0, relative.start))
    # German and Dutch: back to the nearest determiner, "van de regisseur NN, die haar … draaide".
    for n in range(relative.start - 1, max(-1, relative.start - _LONGEST), -1):
        if words.definite.at(scan.tokens, n) or words.indefinite.at(scan.tokens, n):
            return Hit(n, relative.start)
        if not scan.tokens[n].joined:
            break
    return _named_before(scan, relative)


def _opening(scan: Scan, verb: Hit) -> Hit | None:
    """The "who" of a German or Dutch clause that ends with its verb: "NN, der das Video filmte"."""
    if not scan.lexicon.grammar.auxiliaries:
        return None
    opens = next((n for n in range(verb.start - 1, 0, -1) if not scan.tokens[n].joined), None)
    return scan.lexicon.agents.relative.at(scan.tokens, opens) if opens else None


def _has_footage_as_object(scan: Scan, mention: Mention, verb: Hit, relative: Hit) -> bool:
    """Whether the footage follows the verb, stands in the clause before it, or was named before where nouns have no articles."""
    words, noun = scan.lexicon.determiners, mention.noun
    inside = Hit(relative.end, verb.start)
    if scan.lexicon.grammar.auxiliaries and inside.start < inside.end:
        pronoun = words.pronouns.at(scan.tokens, inside.start) is not None  # "die haar in Madaba draaide"
        return pronoun or has_footage(scan, inside)
    # "Thanks to NN, who put it on X"
    named_before = noun is not None and noun.end <= relative.start and not scan.lexicon.grammar.articles
    return followed(mention, verb) or named_before


def followed(mention: Mention, verb: Hit) -> bool:
    """Whether the footage follows the verb as its object."""
    return mention.noun is not None and 0 <= mention.noun.start - verb.end <= _OBJECT


def _named_before(scan: Scan, relative: Hit) -> Hit | None:
    """The name with its trade right before "who", where nouns have no articles: "deputowanej Annie Nowak, która"."""
    start = relative.start
    while start > 0 and scan.tokens[start - 1].is_name and (start == relative.start or scan.tokens[start].joined):
        start -= 1
    if start == relative.start or scan.tokens[relative.start].joined:
        return None
    trade = start > 0 and scan.tokens[start].joined and not scan.lexicon.places.prepositions.at(scan.tokens, start - 1)
    return Hit(start - 1 if trade else start, relative.start)


def is_led(scan: Scan, hit: Hit) -> bool:
    """Whether the words begin as somebody does: with a determiner or a name, no preposition before it and no verb inside."""
    words, tokens = scan.lexicon.determiners, scan.tokens
    begins = words.definite.at(tokens, hit.start) or words.indefinite.at(tokens, hit.start) or tokens[hit.start].is_name
    preposition = scan.lexicon.places.prepositions.at(tokens, hit.start) or scan.lexicon.dates.lead.at(tokens, hit.start)
    verbs = scan.any("posted_active", "posted_passive", "filmed", "verified", "shows", "spreading")
    return bool(begins) and preposition is None and not any(v.overlaps(hit) for v in verbs) and not is_pronoun(scan, hit)
