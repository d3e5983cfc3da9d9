"""Who posted it: the doer of a passive, whose account it is, the subject of a verb of posting."""

from provenance.articles import suffixes
from provenance.articles.claimants import claimant
from provenance.articles.clefts import one_who_posted
from provenance.articles.doers import doer, done_by, subject_in_relative
from provenance.articles.mentions import Mention
from provenance.articles.parties import (
    Party,
    background,
    description,
    has_footage,
    is_named,
    is_network,
    party_of,
)
from provenance.articles.people import has_object
from provenance.articles.phrases import Hit
from provenance.articles.relatives import followed, is_led, named_behind_clause, who_did
from provenance.articles.reserves import reserves
from provenance.articles.scan import POSTED, Scan
from provenance.articles.speech import spans_clause
from provenance.articles.subjects import subject_before

__all__ = ["poster"]

_REACH = 12
_OBJECT = 2
"""Words between a verb and its object's noun."""
_TRADE = 2
"""Words of a trade before a name: "opposition leader"."""
_OF = 1
"""Words between an account and its network."""
_PARTICLE = 3
"""Letters of the longest word that is nobody by itself."""
_COMPOUND = 2
"""Words of a perfect: an auxiliary and its participle."""


def _self_posted(scan: Scan, noun: Hit) -> Hit | None:
    """The subject of "In a video posted on Telegram, NN said …", where it is a name."""
    posted = [h for h in scan.any("posted_passive") if 0 <= h.start - noun.end <= 2]
    before = scan.lexicon.agents.within.ending_at(scan.tokens, noun.start)
    if not posted or before is None or before.start > 2 or scan.lexicon.grammar.nouns_capitalised:
        return None
    comma = next((n for n in range(posted[0].end, len(scan.tokens)) if "," in scan.gap(n) or "،" in scan.gap(n)), None)
    if comma is None or any(h.start == comma for h in scan.any("visible")):
        return None
    start = _past_trade(scan, comma)
    end = start
    while end < len(scan.tokens) and scan.tokens[end].is_name and (end == comma or scan.tokens[end].joined):
        end += 1
    if any(0 <= v.start - end <= 1 for v in scan.any("visible")):
        return None
    return Hit(comma, end) if end - start > (start > comma) and not scan.taken(start) else None


def _past_trade(scan: Scan, position: int) -> int:
    """Past "the singer" before a name of two words or more; ``position`` where anything else stands there."""
    words, places = scan.lexicon.determiners, scan.lexicon.places
    led = words.definite.at(scan.tokens, position)
    begin = at = led.end if led else position
    while (
        at < len(scan.tokens)
        and at - begin < _TRADE
        and not scan.tokens[at].is_name
        and scan.tokens[at].joined >= (at > position)
    ):
        if any(p.at(scan.tokens, at) for p in (places.prepositions, places.sources, words.pronouns, words.demonstrative)):
            return position
        at += 1
    return at if at < len(scan.tokens) and scan.tokens[at].is_name and scan.tokens[at].joined else position


def poster(scan: Scan, mention: Mention) -> Party | None:
    """Who posted the footage."""
    if found := _singled_out(scan) or _who_posted(scan, mention):
        return found
    # "Shared the clip, sent by a relative": a participle by its form alone; German puts it first in the passive.
    led = () if scan.lexicon.grammar.auxiliaries else (h for h in scan.any("posted_active") if followed(mention, h))
    active = {h.end for h in (*led, *(h for h in scan.any("posted_active") if _is_perfect(scan, h)))}
    for verb in scan.any("posted_passive", "spreading"):
        # Romanian "a distribuit imagini de la …": the participle of "has shared" has no doer behind it.
        if verb.end not in active and (found := done_by(scan, verb)) and _may_post(scan, found.hit):
            # "NN shared it, and it was copied by thousands": whoever is said first to have done it.
            return _posting(scan, mention, end=verb.start) or found
    if scan.lexicon.grammar.agent_suffixed:
        return _posted_suffixed(scan, mention)
    for via in scan.lexicon.agents.via.find(scan.tokens):
        # "On his Facebook page" names a network, and nobody; "lifted from the page of NN" names a source.
        taken = any(via.overlaps(t) for t in scan.verbs["taken_from"])
        found = None if taken or is_network(scan, via.end) else party_of(scan, description(scan, via.end))
        # German "verbreitete es in ihrer Gruppe weiter": half a verb is nobody.
        half = found is not None and scan.lexicon.grammar.nouns_capitalised and not is_led(scan, found.hit)
        if found and not half and _may_post(scan, found.hit) and not _describes(scan, found.hit):
            # "Quien publicó el vídeo fue NN" says by whom as well, and of no account.
            cleft = any(via.overlaps(v) for v in scan.any("posted_active", "posted_passive"))
            return found if cleft else Party(hit=found.hit, background=found.background, is_account=True)
    return _posting(scan, mention) or _network_of(scan) or _account_named(scan) or _claimant(scan, mention) or _taking(scan)


def _taking(scan: Scan) -> Party | None:
    """As in "The channel had copied it from a group on VK": whoever takes it from somebody posts it in turn."""
    words = scan.lexicon.determiners
    for verb in scan.verbs["taken_from"] if scan.lexicon.grammar.articles else ():
        # Italian "lo aveva ripreso da", English "had copied it from"
        told = any(p.at(scan.tokens, n) for n in range(verb.start, verb.end) for p in (words.pronouns, words.definite))
        active = has_footage(scan, verb) or told
        found = party_of(scan, subject_before(scan, verb.start)) if active else None
        if found and is_led(scan, found.hit) and _may_post(scan, found.hit) and not has_footage(scan, found.hit):
            return found
    return None


def _claimant(scan: Scan, mention: Mention) -> Party | None:
    found = claimant(scan, mention.noun)
    return found if found and _may_post(scan, found.hit) else None


def _singled_out(scan: Scan) -> Party | None:
    """Whoever "It was NN who …", "The first to … was NN" tells of."""
    hit = one_who_posted(scan)
    somebody = hit is not None and (is_led(scan, hit) or not scan.lexicon.grammar.articles) and _may_post(scan, hit)
    return party_of(scan, hit) if hit and somebody and not has_footage(scan, Hit(hit.start, hit.end + 1)) else None


def _who_posted(scan: Scan, mention: Mention) -> Party | None:
    """Of whom a relative clause tells that they posted it, no more of it than that."""
    found = who_did(scan, mention, "posted_active")
    return Party(hit=found.hit, is_account=found.is_account) if found and _may_post(scan, found.hit) else None


def _posted_suffixed(scan: Scan, mention: Mention) -> Party | None:
    """The poster where the account's name stands before the word for it."""
    if found := _posting(scan, mention):
        return found
    for via in scan.lexicon.agents.via.find(scan.tokens):
        posted = any(0 <= v.start - via.end <= _REACH for v in scan.any(*POSTED))
        if posted and (hit := suffixes.account_before(scan, via)):
            return Party(hit=hit, is_account=True)
    return _network_of(scan) or _account_named(scan) or _claimant(scan, mention)


def _posting(scan: Scan, mention: Mention, *, end: int | None = None) -> Party | None:
    """The subject of a verb of posting; of one before word ``end``, where that is given."""
    spread, weighed = scan.any("spreading"), reserves(scan)
    for verb in scan.any("posted_active"):
        if end is not None and verb.end > end:
            break
        # In Arabic "تم نشره" the verb of posting is only the passive's second word.
        passive = any(p.start < verb.start and p.overlaps(verb) for p in scan.any("posted_passive"))
        passive = passive or _is_noun(scan, verb)
        if (
            passive
            or _says_that(scan, verb)
            or spans_clause(scan, verb)
            or (any(verb.overlaps(s) for s in spread) and not _spreads(mention, verb))
        ):
            continue
        if mention.noun and (found := party_of(scan, subject_in_relative(scan, mention.noun, verb))):
            return found
        found = party_of(scan, doer(scan, verb)) if has_object(scan, mention, verb) else None
        # Russian "видео выдают за удар": nobody is told to pass it off, and what follows is as what.
        as_what = found is not None and found.hit.start >= verb.end and any(r.reported and r.hit.overlaps(verb) for r in weighed)
        # "A reverse search showed that …" is who found out, whatever Arabic verb without vowels follows.
        finding = found is not None and any(found.hit.overlaps(v) for v in scan.any("verified"))
        if found and not finding and not as_what and not _ends_in_pronoun(scan, found) and _may_post(scan, found.hit):
            return _by_name(scan, found, verb)
    return party_of(scan, _self_posted(scan, mention.noun)) if mention.noun and end is None else None


def _by_name(scan: Scan, party: Party, verb: Hit) -> Party:
    """A bare "the account" by the name behind what it did: "The account that published it, NN Daily, said"."""
    hit, account = party.hit, scan.lexicon.agents.account
    bare = account.find(scan.tokens, start=hit.start, end=hit.end) and not any(
        t.is_name for t in scan.tokens[hit.start + 1 : hit.end]
    )
    named = named_behind_clause(scan, verb) if bare and hit.end <= verb.start else None
    return Party(hit=named, is_account=True) if named else party


def _is_noun(scan: Scan, verb: Hit) -> bool:
    """Whether Arabic letters that may be a verb follow a preposition, as a noun does: "خلال عرض عسكري"."""
    if not scan.lexicon.grammar.verb_first or not verb.start:
        return False
    leads = (scan.lexicon.places.prepositions, scan.lexicon.dates.lead, scan.lexicon.agents.within)
    return any(p.ending_at(scan.tokens, verb.start, reach=1) for p in leads)


def _says_that(scan: Scan, verb: Hit) -> bool:
    """Whether the verb tells what somebody said: "a transmis că", "shared that"; not "shared that video"."""
    return scan.lexicon.stance.clause.at(scan.tokens, verb.end) is not None and not has_footage(
        scan, Hit(verb.end, verb.end + _OBJECT)
    )


def _may_post(scan: Scan, hit: Hit) -> bool:
    """Whether the words can be somebody: no place or clause, nothing that is seen, more than a particle or "a third"."""
    lexicon, tokens = scan.lexicon, scan.tokens
    made = (v for v in scan.any("generated", "staged") if v.start <= hit.start)  # "the drill's press office" is somebody
    if any(v.overlaps(hit) for v in (*scan.any("visible", "shows"), *made)) or lexicon.nouns.captions.at(tokens, hit.start):
        return False
    # "NN denied having shared it", "NN never shared it"
    if any(v.overlaps(hit) for v in (*scan.verbs["denied"], *scan.negations)):
        return False
    whoever = lexicon.agents.persons.at(tokens, hit.start)  # Spanish "Quien la difundió primero"
    if whoever is not None and whoever.end >= hit.end - 1 and not tokens[hit.end - 1].is_name:
        return False
    led = lexicon.places.prepositions.at(tokens, hit.start) or lexicon.agents.relative.at(tokens, hit.start)
    article = lexicon.determiners.definite.at(tokens, hit.start)  # German "die" is both
    if led is not None and article is None and led.end < hit.end and hit.start > 0:
        return False
    if (adverb := lexicon.agents.adverbs.at(tokens, hit.start)) and adverb.end >= hit.end:
        return False
    last = tokens[hit.end - 1]
    numbered = any(p.ending_at(tokens, hit.end, reach=1) for p in lexicon.determiners.ordinals) and not last.is_name
    particle = hit.end - hit.start == 1 and len(last.text) <= _PARTICLE and not last.is_name and lexicon.grammar.names_capitalised
    return not numbered and not particle


def _describes(scan: Scan, hit: Hit) -> bool:
    """Whether the words only tell what the footage behind them is like: "выложил в своём канале минутную запись"."""
    named = any(t.is_name for t in scan.tokens[hit.start : hit.end]) or scan.lexicon.grammar.articles
    return not named and hit.end < len(scan.tokens) and has_footage(scan, Hit(hit.end, hit.end + 1))


def _spreads(mention: Mention, verb: Hit) -> bool:
    """Whether a verb that may also mean "spreads by itself" has the footage as its object: "channels spread the video"."""
    return verb.start > 0 and followed(mention, verb)


def _ends_in_pronoun(scan: Scan, party: Party) -> bool:
    """Whether the verb's own subject is a pronoun behind other words: "NN told us she had posted it"."""
    return scan.lexicon.agents.persons.ending_at(scan.tokens, party.hit.end, reach=2) is not None


def _is_perfect(scan: Scan, verb: Hit) -> bool:
    """Whether a verb is an auxiliary and its participle, a pronoun hung before it or not: "a distribuit", "l-au distribuit".

    Told only where nouns have no article: English "first uploaded" is two words too.
    """
    hung = scan.gap(verb.start + 1) in {"-", "'", "’"}
    perfect = not scan.lexicon.grammar.articles or scan.lexicon.grammar.inverts
    return perfect and verb.end - verb.start == _COMPOUND + hung


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
    posted = scan.any(*POSTED)
    nouns = scan.lexicon.nouns
    for account in scan.lexicon.agents.account.find(scan.tokens):
        start = next((h.end for h, _ in scan.platforms if 0 <= h.start - account.end <= _OF), account.end)  # "canal de Telegram"
        if start >= len(scan.tokens) or scan.taken(start) or not is_named(scan, start):
            continue
        footage = (p.ending_at(scan.tokens, account.start - 1) for p in (nouns.singular, nouns.plural, nouns.images))
        behind = any(0 <= account.start - verb.end <= 2 * _REACH for verb in posted) or any(footage)
        # "Sul gruppo Facebook «NN» è comparso un filmato"
        led = scan.lexicon.platforms.on.ending_at(scan.tokens, account.start)
        behind = behind or (led is not None and led.start == 0 and bool(posted))
        found = description(scan, start) if behind and scan.lexicon.grammar.names_capitalised else None
        if found:
            return Party(hit=found, background=background(scan, found.end), is_account=True)
    return None
