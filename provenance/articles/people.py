"""Who: the verifier, the speaker that a sentence names or describes, whom footage was taken from."""

from collections.abc import Iterator
from itertools import chain

from provenance.articles import suffixes
from provenance.articles.doers import doer, done_by, subject_behind
from provenance.articles.mentions import Grip, Mention
from provenance.articles.parties import (
    Party,
    description,
    has_footage,
    is_outlet,
    is_pronoun,
    only_determines,
    party_of,
    past_adverbials,
    past_house,
)
from provenance.articles.phrases import Hit
from provenance.articles.relatives import is_led
from provenance.articles.scan import Scan
from provenance.articles.speech import in_relative, rejected
from provenance.articles.subjects import subject_before
from provenance.model import Agent, AgentKind

__all__ = ["Party", "agent", "has_object", "has_other_object", "is_anyone", "source", "speaker", "verifier"]

_REACH = 12
_HANDLE = 5
"""Words from "an account" to its handle."""
_CREDITED = 6
"""Words of whoever stands before "zufolge"."""
_INSIDE = 2
"""Words of a preposition and a participle with nobody between."""
_VERIFIER = 8
"""Words of the longest name of who verified."""


def source(scan: Scan) -> Party | None:
    """Whom the footage was taken from: "lifted from NN's channel"; a network alone is nobody."""
    for hit in scan.verbs["taken_from"]:
        if scan.lexicon.grammar.agent_suffixed:
            whose = suffixes.some_before(scan, hit) or suffixes.account_before(scan, hit)
            return party_of(scan, whose or subject_before(scan, hit.start))
        if _in_the_picture(scan, hit):
            continue
        found = _taken_inside(scan, hit) or _taken_behind(scan, hit)
        if found and not has_footage(scan, found.hit) and (is_outlet(scan, found) or not _is_filming(scan, hit)):
            return _with_handle(scan, found)
    return None


def _taken_behind(scan: Scan, taken: Hit) -> Party | None:
    if scan.taken(taken.end) or taken.end >= len(scan.tokens) or scan.lexicon.determiners.pronouns.at(scan.tokens, taken.end):
        return None  # German "Von dort übernahm sie NN"
    return party_of(scan, description(scan, taken.end))


def _taken_inside(scan: Scan, taken: Hit) -> Party | None:
    """German and Dutch: between the preposition and the participle, "von einem Sanitäter erhalten"."""
    helping = scan.lexicon.grammar.auxiliaries
    # "Wurde von NN übernommen" is by NN.
    found = description(scan, taken.start + 1) if taken.end - taken.start > _INSIDE else None
    if found is None or not any(t.forms[0] in helping for t in scan.tokens[: taken.end + _INSIDE]):
        return None
    # Dutch "van een vriend had gekregen"
    verbs = (n for n in range(found.start, taken.end - 1) if scan.tokens[n].forms[0] in helping)
    inside = Hit(found.start, min(found.end, next(verbs, taken.end - 1)))
    return party_of(scan, inside) if is_led(scan, inside) else None  # "von dort übernommen"


def _is_filming(scan: Scan, taken: Hit) -> bool:
    """Whether the words may as well tell what it was filmed from or by: "taken from a roof"; not "had taken it from"."""
    words = scan.lexicon.determiners
    held = any(p.at(scan.tokens, n) for n in range(taken.start, taken.end) for p in (words.pronouns, words.definite))
    return not held and any(taken.overlaps(v) for v in scan.any("filmed"))


def _in_the_picture(scan: Scan, taken: Hit) -> bool:
    """Whether it is not the footage that was taken: "the video shows children being pulled from a camp"."""
    turn = max((v.end for v in scan.any("shows", "visible") if v.end <= taken.start), default=None)
    joined = turn is not None and all(t.joined for t in scan.tokens[turn : taken.start + 1])
    return turn is not None and joined and not has_footage(scan, Hit(turn, taken.end))


def _with_handle(scan: Scan, party: Party) -> Party:
    """A bare "an account" up to the handle behind it: "an account on TikTok, @name"."""
    account = scan.lexicon.agents.account.at(scan.tokens, party.hit.start)
    if account is None or account.end < party.hit.end:
        return party
    within = range(party.hit.end, min(party.hit.end + _HANDLE, len(scan.tokens)))
    handle = next((n for n in within if scan.tokens[n].marked), None)
    return party if handle is None else Party(hit=Hit(party.hit.start, handle + 1), is_account=True)


def is_anyone(scan: Scan, party: Party) -> bool:
    """Whether the words tell nobody from anybody: "users", "some", "many users"."""
    anyone = scan.lexicon.agents.posters.at(scan.tokens, party.hit.start)
    return party.is_anyone or (anyone is not None and anyone.end >= party.hit.end)


def has_object(scan: Scan, mention: Mention, verb: Hit) -> bool:
    """Whether the verb's object is the footage: after it, or before it where the order is free."""
    grammar = scan.lexicon.grammar
    free = not grammar.articles or grammar.verb_last or bool(grammar.auxiliaries) or grammar.inverts
    if mention.noun is None:
        return mention.grip is Grip.TAKEN_UP and not has_other_object(scan, verb)
    if verb.end < len(scan.tokens) and scan.lexicon.determiners.pronouns.at(scan.tokens, verb.end):
        return True
    # "Stellte … online" has the footage between its two words.
    after = verb.start <= mention.noun.start <= verb.end + _REACH
    return after or (free and mention.noun.end <= verb.start)


def has_other_object(scan: Scan, verb: Hit) -> bool:
    """Whether a noun with its determiner is the verb's object: "published its report", "hat den Bericht veröffentlicht"."""
    words, tokens = scan.lexicon.determiners, scan.tokens
    sets = (words.definite, words.indefinite, words.demonstrative, words.possessive)
    if any(words.pronouns.at(tokens, n) for n in range(max(0, verb.start - 1), verb.end)):
        return False  # "had put it on Instagram"
    if scan.lexicon.grammar.null_subject and words.definite.ending_at(tokens, verb.start, reach=1):
        return False  # "La colgó en Instagram la panadera": no article stands before a verb
    at = past_adverbials(scan, verb.end)
    if at < len(tokens) and tokens[at].joined and not words.pronouns.at(tokens, at) and any(p.at(tokens, at) for p in sets):
        order = scan.lexicon.grammar
        return not (order.verb_first or order.verb_last) and subject_before(scan, verb.start) is not None
    auxiliary = next((n for n in range(verb.start) if tokens[n].forms[0] in scan.lexicon.grammar.auxiliaries), None)
    if auxiliary is None:
        return False
    inside = range(auxiliary + 1, verb.start)
    return not any(words.pronouns.at(tokens, n) for n in inside) and any(p.at(tokens, n) for n in inside for p in sets)


def verifier(scan: Scan) -> Party | None:
    """Who verified it, where the sentence names somebody."""
    for verb in scan.any("verified"):
        if found := done_by(scan, verb):
            return found
        subject = doer(scan, verb)
        # "NN said it had been confirmed" names nobody who did.
        if subject and any(said.overlaps(subject) for said in scan.speech):
            return None
        if subject and subject.end - subject.start <= _VERIFIER and _has_name(scan, subject) and not _tells_where(scan, subject):
            return party_of(scan, subject)
    return None


def _tells_where(scan: Scan, hit: Hit) -> bool:
    """Whether the words are no subject but a place or a turn: "at Ungheni", "but in Maputo"."""
    led = scan.lexicon.places.prepositions.at(scan.tokens, hit.start) or scan.lexicon.stance.contrast.at(scan.tokens, hit.start)
    cased = any(hit.start < end <= hit.end for end, _ in suffixes.place_ends(scan))  # Turkish "X'te değil Y'de"
    return cased or (led is not None and led.end < hit.end and hit.start > 0)


def _has_name(scan: Scan, hit: Hit) -> bool:
    """Whether a name stands in the words, and not only a helping verb with the sentence's capital."""
    light = scan.lexicon.agents.stop.at(scan.tokens, hit.start)
    return not (light and light.end >= hit.end) and any(t.is_name for t in scan.tokens[hit.start : hit.end])


def speaker(scan: Scan) -> Party | None:
    """On whose word: "according to NN", "NN said that"; the caption and "users" are no speakers but the post itself."""
    stance = scan.lexicon.stance
    behind = scan.lexicon.grammar.agent_suffixed
    # Turkish "görünüşe göre" is "apparently", not "according to".
    weighed = [h for entry in stance.hedges for h in entry.words.find(scan.tokens)] if behind else []
    credited = [h for h in stance.attribution.find(scan.tokens) if not any(h.overlaps(w) for w in weighed)]
    against = rejected(scan)
    # "D'après nos vérifications" is nobody's word but the writer's finding.
    credited = [h for h in credited if not any(h.overlaps(a) for a in (*against, *scan.any("verified")))]
    sources = (subject_before(scan, h.start) if behind else description(scan, h.end) for h in credited)
    impersonal = [h for entry in stance.hedges if entry.reported for h in entry.words.find(scan.tokens)]
    # "As users claim" is said once, by those who follow.
    said = (s for s in scan.speech if not any(h.overlaps(s) for h in (*credited, *against)))
    spoken = [s for s in said if not any(h.overlaps(s) and h.start < s.start for h in impersonal)]
    for hit in chain(sources, _named_first(scan), (_after_speech(scan, s) for s in spoken), (_sayer(scan, s) for s in spoken)):
        if hit and not _is_nobody(scan, hit):
            return party_of(scan, hit)
    return None


def _is_nobody(scan: Scan, hit: Hit) -> bool:
    """Whether the words name no speaker: the post itself, "he" of the sentence before, "nobody", a "whom"."""
    agents, captions = scan.lexicon.agents, scan.lexicon.nouns.captions
    pronoun = agents.persons.at(scan.tokens, hit.start)
    nobody = agents.posters.at(scan.tokens, hit.start) or captions.at(scan.tokens, hit.start)
    some = scan.lexicon.determiners.indefinite.at(scan.tokens, hit.start)
    if nobody and some and nobody.end <= some.end < hit.end:  # "some witnesses", not "some users"
        nobody = agents.posters.at(scan.tokens, some.end)
    whom = agents.relative.at(scan.tokens, hit.start) and scan.lexicon.stance.attribution.ending_at(scan.tokens, hit.start)
    return bool(whom) or (pronoun is not None and pronoun.end >= hit.end) or (nobody is not None and not _is_channel(scan, hit))


def _is_channel(scan: Scan, hit: Hit) -> bool:
    """Whether channels of a network are meant: "some Telegram channels", who are more than anybody."""
    network = any(h.overlaps(hit) for h, _ in scan.platforms)
    return network and bool(scan.lexicon.platforms.channel.find(scan.tokens, start=hit.start, end=hit.end))


def _named_first(scan: Scan) -> Iterator[Hit]:
    """Whoever stands before German "zufolge", back to their determiner: "wurde der Polizei zufolge gefilmt"."""
    words, tokens = scan.lexicon.determiners, scan.tokens
    reserved = [h for entry in scan.lexicon.stance.hedges for h in entry.words.find(tokens)]
    for hit in scan.lexicon.stance.attribution_behind.find(tokens):
        start = hit.start
        while start > 0 and hit.start - start < _CREDITED and tokens[start].joined:
            if scan.lexicon.agents.stop.at(tokens, start - 1) or scan.taken(start - 1):
                break
            start -= 1
            led = any(p.at(tokens, start) for p in (words.definite, words.indefinite, words.possessive))
            if led and not (start and tokens[start - 1].is_name):  # "dem Sprecher der Stadt zufolge"
                break
        if start < hit.start and not any(hit.overlaps(r) for r in reserved):
            yield Hit(start, hit.start)


def _sayer(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of a verb of saying; behind it where a place stands before: "…, mas em Maputo, explicou o autor"."""
    if scan.lexicon.grammar.verb_first and scan.lexicon.stance.clause.ending_at(scan.tokens, verb.end, reach=1):
        return None  # Arabic "قالت إنه": the "that" leaves no subject behind the verb
    found = doer(scan, verb)
    quoted = found is not None and found.end == verb.start and any(c in "”»" for c in scan.gap(verb.start))
    if found and (quoted or in_relative(scan, found)):
        return None  # "« C'est à X », assure l'auteur": what is said, not who says it
    # "The claim that …", "NN denied the claim that …": a noun.
    # "NN would not say whether …": not said.
    unsaid = (*scan.any("refuted"), *scan.negations)
    if found and (only_determines(scan, found) or any(v.overlaps(found) for v in unsaid)):
        return None
    return subject_behind(scan, verb) if found and _tells_where(scan, found) else found


def _after_speech(scan: Scan, verb: Hit) -> Hit | None:
    """The speaker of "…, said Ada Brook", where words quoted or reported come first."""
    led = any(c in ',،”"»“' for c in scan.gap(verb.start))
    if not verb.start or not led or verb.end >= len(scan.tokens) or not scan.tokens[verb.end].joined:
        return None
    found = description(scan, past_house(scan, past_adverbials(scan, verb.end), len(scan.tokens)))
    if found is None or is_pronoun(scan, found):
        return None
    # Where nouns have no article, one that follows the verb at once is its subject.
    return found if not scan.lexicon.grammar.articles or any(t.is_name for t in scan.tokens[found.start : found.end]) else None


def agent(scan: Scan, party: Party | None) -> Agent:
    """Somebody as the case keeps them: named where the words hold a name, else described."""
    if party is None or party.is_anyone:
        return Agent(kind=AgentKind.UNNAMED)
    words = scan.words(party.hit.start, party.hit.end)
    tokens = scan.tokens[party.hit.start : party.hit.end]
    if party.is_account or tokens[0].marked:
        return Agent(kind=AgentKind.ACCOUNT, name=words)
    organised = bool(scan.lexicon.agents.organisations.find(tokens)) or any(len(t.text) > 1 and t.text.isupper() for t in tokens)
    kind = AgentKind.ORGANISATION if organised else AgentKind.PERSON
    capital = tokens[0].is_name and party.hit.start > 0 and not scan.lexicon.grammar.nouns_capitalised
    return Agent(kind=kind, name=words) if capital or organised else Agent(kind=kind, description=words)
