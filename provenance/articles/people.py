"""Who: the poster, the verifier, the speaker that a sentence names or describes."""

from itertools import chain

from provenance.articles import suffixes
from provenance.articles.doers import (
    doer,
    done_by,
    subject_before,
    subject_behind,
    subject_in_relative,
)
from provenance.articles.mentions import Grip, Mention
from provenance.articles.parties import (
    Party,
    background,
    description,
    has_footage,
    is_named,
    is_network,
    is_pronoun,
    party_of,
    trim,
)
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.model import Agent, AgentKind

__all__ = ["Party", "agent", "has_object", "is_anyone", "poster", "source", "speaker", "verifier"]

_REACH = 12
_OBJECT = 2
"""Words between a verb and its object's noun."""
_COMPOUND = 2
"""Words of a perfect: an auxiliary and its participle."""
_VERIFIER = 8
"""Words of the longest name of who verified."""


def _self_posted(scan: Scan, noun: Hit) -> Hit | None:
    """The subject of "In a video posted on Telegram, NN said …", where it is a name."""
    posted = [h for h in scan.any("posted_passive") if 0 <= h.start - noun.end <= 2]
    before = scan.lexicon.agents.within.ending_at(scan.tokens, noun.start)
    if not posted or before is None or before.start > 2 or scan.lexicon.grammar.nouns_capitalised:
        return None
    comma = next((n for n in range(posted[0].end, len(scan.tokens)) if "," in scan.gap(n) or "،" in scan.gap(n)), None)
    if comma is None or any(h.start == comma for h in scan.any("visible")):
        return None
    end = comma
    while end < len(scan.tokens) and scan.tokens[end].is_name and (end == comma or scan.tokens[end].joined):
        end += 1
    return Hit(comma, end) if end > comma and not scan.taken(comma) else None


def poster(scan: Scan, mention: Mention) -> Party | None:
    """Who posted the footage."""
    if found := _who_posted(scan, mention):
        return found
    active = {h.end for h in scan.any("posted_active") if _is_perfect(scan, h)}
    for verb in scan.any("posted_passive", "spreading"):
        # Romanian "a distribuit imagini de la …": the participle of "has shared" has no doer behind it.
        if verb.end not in active and (found := done_by(scan, verb)):
            return found
    if scan.lexicon.grammar.agent_suffixed:
        return _posted_suffixed(scan, mention)
    for via in scan.lexicon.agents.via.find(scan.tokens):
        # "On his Facebook page" names a network, and nobody; "lifted from the page of NN" names a source.
        taken = any(via.overlaps(t) for t in scan.verbs["taken_from"])
        if not taken and not is_network(scan, via.end) and (found := party_of(scan, description(scan, via.end))):
            # "Quien publicó el vídeo fue NN" says by whom as well, and of no account.
            cleft = any(via.overlaps(v) for v in scan.any("posted_active", "posted_passive"))
            return found if cleft else Party(hit=found.hit, background=found.background, is_account=True)
    return _posting(scan, mention) or _network_of(scan) or _account_named(scan)


def _who_posted(scan: Scan, mention: Mention) -> Party | None:
    """The sentence's subject of whom a relative clause tells that they posted it: "A councillor who shared the clip …"."""
    for verb in scan.any("posted_active"):
        relative = scan.lexicon.agents.relative.ending_at(scan.tokens, verb.start, reach=2)
        follows = mention.noun is not None and 0 <= mention.noun.start - verb.end <= _OBJECT
        if relative is None or not relative.start or not follows:
            continue
        found = trim(scan, Hit(0, relative.start))
        if found and scan.lexicon.grammar.articles and not has_footage(scan, found) and _led(scan, found):
            return party_of(scan, found)
    return None


def _led(scan: Scan, hit: Hit) -> bool:
    """Whether the words begin as somebody does: with a determiner or a name, no preposition before it and no verb inside."""
    words, tokens = scan.lexicon.determiners, scan.tokens
    led = words.definite.at(tokens, hit.start) or words.indefinite.at(tokens, hit.start) or tokens[hit.start].is_name
    preposition = scan.lexicon.places.prepositions.at(tokens, hit.start) or scan.lexicon.dates.lead.at(tokens, hit.start)
    verbs = scan.any("posted_active", "posted_passive", "filmed", "verified", "shows", "spreading")
    return bool(led) and preposition is None and not any(v.overlaps(hit) for v in verbs) and not is_pronoun(scan, hit)


def _posted_suffixed(scan: Scan, mention: Mention) -> Party | None:
    """The poster where the account's name stands before the word for it."""
    if found := _posting(scan, mention):
        return found
    for via in scan.lexicon.agents.via.find(scan.tokens):
        posted = any(0 <= v.start - via.end <= _REACH for v in scan.any("posted_active", "posted_passive", "spreading"))
        if posted and (hit := suffixes.account_before(scan, via)):
            return Party(hit=hit, is_account=True)
    return _network_of(scan) or _account_named(scan)


def _posting(scan: Scan, mention: Mention) -> Party | None:
    """The subject of a verb of posting."""
    spread = scan.any("spreading")
    for verb in scan.any("posted_active"):
        # In Arabic "تم نشره" the verb of posting is only the passive's second word.
        passive = any(p.start < verb.start and p.overlaps(verb) for p in scan.any("posted_passive"))
        if passive or (any(verb.overlaps(s) for s in spread) and not _spreads(mention, verb)):
            continue
        if mention.noun and (found := party_of(scan, subject_in_relative(scan, mention.noun, verb))):
            return found
        found = party_of(scan, doer(scan, verb)) if has_object(scan, mention, verb) else None
        # "A reverse search showed that …" is who found out, whatever Arabic verb without vowels follows.
        finding = found is not None and any(found.hit.overlaps(v) for v in scan.any("verified"))
        if found and not finding and not _ends_in_pronoun(scan, found):
            return found
    return party_of(scan, _self_posted(scan, mention.noun)) if mention.noun else None


def _spreads(mention: Mention, verb: Hit) -> bool:
    """Whether a verb that may also mean "spreads by itself" has the footage as its object: "channels spread the video"."""
    return mention.noun is not None and verb.start > 0 and 0 <= mention.noun.start - verb.end <= _OBJECT


def _ends_in_pronoun(scan: Scan, party: Party) -> bool:
    """Whether the verb's own subject is a pronoun behind other words: "NN told us she had posted it"."""
    return scan.lexicon.agents.persons.ending_at(scan.tokens, party.hit.end, reach=2) is not None


def _is_perfect(scan: Scan, verb: Hit) -> bool:
    """Whether a verb is an auxiliary and its participle, a pronoun hung before it or not: "a distribuit", "l-au distribuit".

    Told only where nouns have no article: English "first uploaded" is two words too.
    """
    hung = scan.gap(verb.start + 1) in {"-", "'", "’"}
    return not scan.lexicon.grammar.articles and verb.end - verb.start == _COMPOUND + hung


def _network_of(scan: Scan) -> Party | None:
    """Who stands after "of" right behind a network: "a post on Instagram of the singer NN"; not "of the fire in Lyon"."""
    sources = scan.lexicon.places.sources
    for network, _ in scan.platforms:
        of = sources.at(scan.tokens, network.end) if network.end < len(scan.tokens) else None
        found = description(scan, of.end) if of and scan.tokens[of.start].joined else None
        names = [n for n in range(found.start, found.end) if scan.tokens[n].is_name] if found else []
        if found and names and not has_footage(scan, found) and not is_network(scan, found.start):
            own = scan.tokens[names[0]].marked or not any(sources.ending_at(scan.tokens, n) for n in names if n > found.start)
            if own and names[-1] == found.end - 1:
                return party_of(scan, found)
    return None


def _account_named(scan: Scan) -> Party | None:
    """The account of "… was published on 4 May, on the page NN", where no other word tells who posted it."""
    posted = scan.any("posted_passive", "posted_active", "spreading")
    nouns = scan.lexicon.nouns
    for account in scan.lexicon.agents.account.find(scan.tokens):
        start = next((h.end for h, _ in scan.platforms if h.start == account.end), account.end)
        if start >= len(scan.tokens) or scan.taken(start) or not is_named(scan, start):
            continue
        footage = (p.ending_at(scan.tokens, account.start - 1) for p in (nouns.singular, nouns.plural, nouns.images))
        behind = any(0 <= account.start - verb.end <= 2 * _REACH for verb in posted) or any(footage)
        found = description(scan, start) if behind and scan.lexicon.grammar.names_capitalised else None
        if found:
            return Party(hit=found, background=background(scan, found.end), is_account=True)
    return None


def source(scan: Scan) -> Party | None:
    """Whom the footage was taken from: "lifted from NN's channel"; a network alone is nobody."""
    for hit in scan.verbs["taken_from"]:
        if scan.lexicon.grammar.agent_suffixed:
            return party_of(scan, subject_before(scan, hit.start))
        found = None if scan.taken(hit.end) or hit.end >= len(scan.tokens) else party_of(scan, description(scan, hit.end))
        if found and not has_footage(scan, found.hit):
            return found
    return None


def is_anyone(scan: Scan, party: Party) -> bool:
    """Whether the words tell nobody from anybody: "users", "some"."""
    anyone = scan.lexicon.agents.posters.at(scan.tokens, party.hit.start)
    return anyone is not None and anyone.end >= party.hit.end


def has_object(scan: Scan, mention: Mention, verb: Hit) -> bool:
    """Whether the verb's object is the footage: after it, or before it where the order is free."""
    grammar = scan.lexicon.grammar
    free = not grammar.articles or grammar.verb_last or bool(grammar.auxiliaries) or grammar.inverts
    if mention.noun is None:
        return mention.grip is Grip.TAKEN_UP
    if verb.end < len(scan.tokens) and scan.lexicon.determiners.pronouns.at(scan.tokens, verb.end):
        return True
    # "Stellte … online" has the footage between its two words.
    after = verb.start <= mention.noun.start <= verb.end + _REACH
    return after or (free and mention.noun.end <= verb.start)


def verifier(scan: Scan) -> Party | None:
    """Who verified it, where the sentence names somebody."""
    for verb in scan.any("verified"):
        if found := done_by(scan, verb):
            return found
        subject = doer(scan, verb)
        if subject and subject.end - subject.start <= _VERIFIER and _has_name(scan, subject) and not _tells_where(scan, subject):
            return party_of(scan, subject)
    return None


def _tells_where(scan: Scan, hit: Hit) -> bool:
    """Whether the words are no subject but a place or a turn: "at Ungheni", "but in Maputo"."""
    led = scan.lexicon.places.prepositions.at(scan.tokens, hit.start) or scan.lexicon.stance.contrast.at(scan.tokens, hit.start)
    return led is not None and led.end < hit.end and hit.start > 0


def _has_name(scan: Scan, hit: Hit) -> bool:
    """Whether a name stands in the words, and not only a helping verb with the sentence's capital."""
    light = scan.lexicon.agents.stop.at(scan.tokens, hit.start)
    return not (light and light.end >= hit.end) and any(t.is_name for t in scan.tokens[hit.start : hit.end])


def speaker(scan: Scan) -> Party | None:
    """On whose word: "according to NN", "NN said that"; the caption and "users" are no speakers but the post itself."""
    stance, agents = scan.lexicon.stance, scan.lexicon.agents
    behind = scan.lexicon.grammar.agent_suffixed
    # Turkish "görünüşe göre" is "apparently", not "according to".
    weighed = [h for entry in stance.hedges for h in entry.words.find(scan.tokens)] if behind else []
    credited = [h for h in stance.attribution.find(scan.tokens) if not any(h.overlaps(w) for w in weighed)]
    sources = (subject_before(scan, h.start) if behind else description(scan, h.end) for h in credited)
    impersonal = [h for entry in stance.hedges if entry.reported for h in entry.words.find(scan.tokens)]
    # "As users claim" is said once, by those who follow.
    said = (s for s in stance.speech.find(scan.tokens) if not any(h.overlaps(s) for h in credited))
    spoken = [s for s in said if not any(h.overlaps(s) and h.start < s.start for h in impersonal)]
    for hit in chain(sources, (_after_speech(scan, s) for s in spoken), (_sayer(scan, s) for s in spoken)):
        if hit and not agents.posters.at(scan.tokens, hit.start) and not scan.lexicon.nouns.captions.at(scan.tokens, hit.start):
            return party_of(scan, hit)
    return None


def _sayer(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of a verb of saying; behind it where a place stands before: "…, mas em Maputo, explicou o autor"."""
    found = doer(scan, verb)
    return subject_behind(scan, verb) if found and _tells_where(scan, found) else found


def _after_speech(scan: Scan, verb: Hit) -> Hit | None:
    """The speaker of "…, said Ada Brook", where words quoted or reported come first."""
    led = any(c in ',،”"»“' for c in scan.gap(verb.start))
    if not verb.start or not led or verb.end >= len(scan.tokens) or not scan.tokens[verb.end].joined:
        return None
    found = description(scan, verb.end)
    if found is None or is_pronoun(scan, found):
        return None
    # Where nouns have no article, one that follows the verb at once is its subject.
    return found if not scan.lexicon.grammar.articles or any(t.is_name for t in scan.tokens[found.start : found.end]) else None


def agent(scan: Scan, party: Party | None) -> Agent:
    """Somebody as the case keeps them: named where the words hold a name, else described."""
    if party is None:
        return Agent(kind=AgentKind.UNNAMED)
    words = scan.words(party.hit.start, party.hit.end)
    tokens = scan.tokens[party.hit.start : party.hit.end]
    if party.is_account or tokens[0].marked:
        return Agent(kind=AgentKind.ACCOUNT, name=words)
    organised = bool(scan.lexicon.agents.organisations.find(tokens)) or any(len(t.text) > 1 and t.text.isupper() for t in tokens)
    kind = AgentKind.ORGANISATION if organised else AgentKind.PERSON
    capital = tokens[0].is_name and party.hit.start > 0 and not scan.lexicon.grammar.nouns_capitalised
    return Agent(kind=kind, name=words) if capital or organised else Agent(kind=kind, description=words)
