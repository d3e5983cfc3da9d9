"""Who: the poster, the person who filmed, the verifier, the speaker that a sentence names or describes."""

from dataclasses import dataclass
from itertools import chain, pairwise

from provenance.articles import suffixes
from provenance.articles.mentions import Grip, Mention
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.model import Agent, AgentKind

__all__ = ["Party", "agent", "doer", "filmer", "is_anyone", "poster", "source", "speaker", "verifier"]

_LONGEST = 16
"""Words of a description of somebody."""
_LIGHT = frozenset(" \t\n\u00a0\u202f-‑'’ʼ`\"“”„«»@#.\u200e\u200f")
"""Marks that may stand inside a description."""
_REACH = 12
_ADVERBIALS = 4
_CLITIC = 3
"""Letters of a pronoun hung onto its verb ("publicou-o")."""
_POSSESSED = 2
"""Words between "on" and a network: "sul suo profilo X"."""
_AFTER_NOUN = 3
"""Words between a noun and the relative clause about it."""
_COMPOUND = 2
"""Words of a perfect: an auxiliary and its participle."""
_VERIFIER = 8
"""Words of the longest name of who verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody, in the sentence's words."""

    hit: Hit
    background: Hit | None = None
    """What a relative clause says of them."""
    is_account: bool = False


def _breaks(scan: Scan, position: int) -> bool:
    """Whether the mark before word ``position`` ends a description."""
    gap = scan.gap(position)
    return any(c not in _LIGHT for c in gap) or (". " in gap and len(scan.tokens[position - 1].text) > 3)


def _stops(scan: Scan, position: int) -> bool:
    here = Hit(position, position + 1)
    if any(d.hit.overlaps(here) for d in scan.dates):
        return True
    nouns = scan.lexicon.nouns
    footage = any(n.at(scan.tokens, position) for n in (nouns.singular, nouns.plural, nouns.images))
    verb = any(h.start == position for h in scan.any("posted_passive", "posted_active", "filmed", "shows", "verified"))
    reserve = any(entry.words.at(scan.tokens, position) for entry in scan.lexicon.stance.hedges)
    return bool(footage or verb or reserve or scan.lexicon.agents.stop.at(scan.tokens, position))


def _description(scan: Scan, start: int) -> Hit | None:
    """The words from ``start`` that describe somebody."""
    end = start
    while end < len(scan.tokens) and end - start < _LONGEST:
        if end > start and _breaks(scan, end):
            break
        if _stops(scan, end):
            break
        end += 1
    if end < len(scan.tokens) and scan.taken(end) and (lead := scan.lexicon.dates.lead.ending_at(scan.tokens, end, reach=3)):
        end = lead.start
    return Hit(start, end) if end > start else None


def _background(scan: Scan, end: int) -> Hit | None:
    """The relative clause right after a description, up to its comma."""
    relative = scan.lexicon.agents.relative.at(scan.tokens, end)
    if relative is None or relative.end >= len(scan.tokens):
        return None
    stop = relative.end + 1
    while stop < len(scan.tokens) and not any(c in ",;:()—–" for c in scan.gap(stop)):
        stop += 1
    return Hit(relative.end, stop)


def _is_named(scan: Scan, position: int) -> bool:
    """Whether a name begins there, by its capital or its quotation mark."""
    quoted = any(c in '"“„«»' for c in scan.gap(position))
    return quoted or scan.tokens[position].is_name or not scan.lexicon.grammar.names_capitalised


def _party(scan: Scan, found: Hit | None) -> Party | None:
    if found is None:
        return None
    account = scan.lexicon.agents.account.at(scan.tokens, found.start)
    named = account is not None and account.end < found.end and _is_named(scan, account.end) and not scan.taken(account.end)
    short = Hit(account.end, found.end) if account and named else found
    return Party(hit=short, background=_background(scan, found.end), is_account=account is not None)


def _by(scan: Scan, verb: Hit) -> Party | None:
    """Who did it, after "by"; or in the instrumental; or before a suffixed "by"."""
    grammar, agents = scan.lexicon.grammar, scan.lexicon.agents
    if grammar.agent_suffixed:
        hits = [b for b in agents.by.find(scan.tokens) if 0 <= verb.start - b.end <= _REACH]
        return _party(scan, _before(scan, hits[-1].start)) if hits else None
    for by in agents.by.find(scan.tokens, start=verb.end):
        between = Hit(verb.end, by.start)
        other = any(v.overlaps(between) for v in scan.any("filmed", "verified", "shows") if not v.overlaps(verb))
        if by.start - verb.end > _REACH or other or any(c in ";:" for n in range(verb.end, by.start) for c in scan.gap(n)):
            break
        # "de Facebook", "au sud de Kyiv", "por primera vez", "accompagnato dalla scritta"
        if _is_network(scan, by.end) or _in_preposition(scan, by) or scan.lexicon.nouns.captions.at(scan.tokens, by.end):
            continue
        if found := _description(scan, by.end):
            return _party(scan, found)
    if grammar.auxiliaries and (inside := _inside_bracket(scan, verb)):
        return _party(scan, inside)
    doer_at = _past_adverbials(scan, verb.end)
    following = scan.tokens[doer_at].forms[0] if doer_at < len(scan.tokens) else ""
    if grammar.agent_endings and following.endswith(grammar.agent_endings) and not scan.taken(doer_at):
        return _party(scan, _description(scan, doer_at))
    return None


def _in_preposition(scan: Scan, by: Hit) -> bool:
    """Whether the word is the end of a preposition of place: "la sud de", "cerca de"."""
    longer = scan.lexicon.places.prepositions.ending_at(scan.tokens, by.end, reach=4)
    return longer is not None and longer.start < by.start


def _past_adverbials(scan: Scan, position: int) -> int:
    """Past dates, networks and pronouns that stand between a verb and a subject behind it."""
    pronouns = scan.lexicon.determiners.pronouns
    for _ in range(_ADVERBIALS):
        start = position
        position = _past_network(scan, position)
        lead = scan.lexicon.dates.lead.at(scan.tokens, position) if position < len(scan.tokens) else None
        day = next((d.hit for d in scan.dates if d.hit.start in {position, lead.end if lead else -1}), None)
        position = day.end if day else position
        if position < len(scan.tokens) and (pronoun := pronouns.at(scan.tokens, position)) and not scan.tokens[position].is_name:
            position = pronoun.end
        if position < len(scan.tokens) and len(scan.tokens[position].text) <= _CLITIC and scan.gap(position) == "-":
            position += 1
        if position == start:
            break
    return position


def _behind(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of "it published on Sunday the page NN": behind its verb, with a determiner, a capital or a quotation mark."""
    start = _past_adverbials(scan, verb.end)
    if start >= len(scan.tokens) or _is_network(scan, start) or any(c in ",;:()" for c in scan.gap(start)):
        return None
    found, words = _description(scan, start), scan.lexicon.determiners
    led = words.definite.at(scan.tokens, start) or words.indefinite.at(scan.tokens, start)
    named = scan.tokens[start].is_name or any(c in '"“„«»' for c in scan.gap(start)) or not scan.lexicon.grammar.articles
    if found is None or not (led or named) or _has_footage(scan, found) or _on_network(scan, found):
        return None
    return found


def _in_relative(scan: Scan, noun: Hit, verb: Hit) -> Hit | None:
    """The subject of "a video that NN published": between the relative word and the verb."""
    for that in scan.lexicon.agents.that.find(scan.tokens, start=noun.end, end=verb.start):
        if that.start - noun.end <= _AFTER_NOUN and 0 < verb.start - that.end <= _LONGEST:
            found = _description(scan, that.end)
            subject = _trim(scan, Hit(found.start, min(found.end, verb.start))) if found else None
            return subject if subject and not _is_pronoun(scan, subject) else None
    return None


def _is_network(scan: Scan, position: int) -> bool:
    """Whether a network stands there by itself, not before "user" or "channel"."""
    return scan.taken(position) and scan.lexicon.agents.account.at(scan.tokens, position) is None


def _past_network(scan: Scan, position: int) -> int:
    """Past "on Telegram" or "on her Telegram profile", where it stands at ``position``."""
    on = scan.lexicon.platforms.on.at(scan.tokens, position)
    near = (h for h, _ in scan.platforms if on and 0 <= h.start - on.end <= _POSSESSED)
    return next((h.end for h in near if not any(t.is_name or not t.joined for t in scan.tokens[position : h.start])), position)


def _inside_bracket(scan: Scan, verb: Hit) -> Hit | None:
    """German: "wurde … von NN … geteilt", the doer before the participle, not the noun's own "von"."""
    for by in reversed(scan.lexicon.agents.by.find(scan.tokens, end=verb.start)):
        between = any(c in ",;:" for n in range(by.end, verb.start + 1) for c in scan.gap(n))
        if verb.start - by.end > _REACH or between:
            return None
        if not _has_footage(scan, Hit(max(0, by.start - 1), by.start)):
            return _description(scan, by.end)
    return None


def _segments(scan: Scan, start: int, end: int) -> list[Hit]:
    """``start``–``end`` cut at commas and heavier marks; the last may be empty."""
    cuts = [n for n in range(start + 1, end + 1) if n < len(scan.tokens) and any(c in ",،;؛:()—–" for c in scan.gap(n))]
    edges = [start, *cuts, end]
    return [Hit(a, b) for a, b in pairwise(edges)]


def _has_footage(scan: Scan, hit: Hit) -> bool:
    nouns = scan.lexicon.nouns
    return any(p.find(scan.tokens, start=hit.start, end=hit.end) for p in (nouns.singular, nouns.plural, nouns.images))


def _trim(scan: Scan, hit: Hit) -> Hit | None:
    """A subject without dates, reserve and adverbs at its ends."""
    start, end = hit.start, hit.end
    for day in scan.dates:
        if start <= day.hit.start and day.hit.end <= end:
            if day.hit.start - start <= end - day.hit.end:
                start = day.hit.end
            else:
                end = day.hit.start
    while start < end and scan.gap(start) in {"'", "’"}:  # a case ending of the date before
        start += 1
    for network in (h for h, _ in scan.platforms if h.start == start and h.end < end):
        start = min(suffixes.is_case(scan, network) or start, end)
    while adverb := scan.lexicon.agents.stop.ending_at(scan.tokens, end, reach=2):
        if adverb.start <= start:
            break
        end = adverb.start
    hung = scan.lexicon.determiners.pronouns.ending_at(scan.tokens, end, reach=1)
    if hung and hung.start > start and not scan.tokens[hung.start].is_name:  # "Varias cuentas lo comparten"
        end = hung.start
    for entry in scan.lexicon.stance.hedges:
        if opening := entry.words.at(scan.tokens, start):
            start = min(opening.end, end)
    return Hit(start, end) if 0 < end - start <= _LONGEST + 4 else None


def _before(scan: Scan, verb: int) -> Hit | None:
    """The subject before a verb: the nearest clause part that can be one."""
    segments = _segments(scan, 0, verb)
    closed = bool(segments) and segments[-1].start == segments[-1].end
    if closed:
        segments = segments[:-1]
    for number in range(len(segments) - 1, -1, -1):
        segment = segments[number]
        relative = scan.lexicon.agents.relative.at(scan.tokens, segment.start)
        # "NN, who shared it", and "NN, who lives nearby, shared it".
        if relative and (relative.end >= segment.end or (closed and number)):
            continue
        found = _trim(scan, segment)
        if found and not _on_network(scan, found):
            named = segments[number - 1] if number else None
            return named if named and _in_apposition(scan, named, found) else found
    return None


def _in_apposition(scan: Scan, first: Hit, second: Hit) -> bool:
    """Whether "Ada Brook, a nurse" or "a nurse from Lyon, Ada Brook" are one: a name of two words or more, and a description."""
    if _is_full_name(scan, first):
        return _describes(scan, second)
    return _is_full_name(scan, second) and bool(scan.lexicon.determiners.indefinite.at(scan.tokens, first.start))


def _describes(scan: Scan, hit: Hit) -> bool:
    if scan.tokens[hit.start].is_name:
        return False
    indefinite = scan.lexicon.determiners.indefinite.at(scan.tokens, hit.start)
    return not scan.lexicon.grammar.nouns_capitalised or indefinite is not None


def _is_full_name(scan: Scan, hit: Hit) -> bool:
    tokens = scan.tokens
    if hit.end - hit.start < 2 or not scan.lexicon.grammar.names_capitalised:
        return False
    led = scan.lexicon.places.prepositions.at(tokens, hit.start) or scan.lexicon.dates.lead.at(tokens, hit.start)
    return not led and all(tokens[n].is_name and not scan.taken(n) for n in range(hit.start, hit.end))


def _on_network(scan: Scan, hit: Hit) -> bool:
    """Whether the words only say where: "on social media"."""
    on = scan.lexicon.platforms.on.at(scan.tokens, hit.start)
    return on is not None and any(on.end <= h.start < hit.end for h, _ in scan.platforms)


def _is_pronoun(scan: Scan, hit: Hit) -> bool:
    """Whether the words are "it" or "they", not "this agency"."""
    words = scan.lexicon.determiners
    pronoun = words.pronouns.at(scan.tokens, hit.start)
    if pronoun is None or pronoun.end >= hit.end:
        return pronoun is not None
    determiner = words.definite.at(scan.tokens, hit.start) or words.demonstrative.at(scan.tokens, hit.start)
    return determiner is None and not any(t.is_name for t in scan.tokens[pronoun.end : hit.end])


def _around_auxiliary(scan: Scan, participle: Hit) -> Hit | None:
    """German: "NN hat … veröffentlicht", or after an adverbial "… hat NN … veröffentlicht"."""
    aux = next(
        (n for n in range(participle.start - 1, -1, -1) if scan.tokens[n].forms[0] in scan.lexicon.grammar.auxiliaries), None
    )
    if aux is None:
        return None
    first = _trim(scan, Hit(0, aux)) if aux else None
    led = scan.lexicon.places.prepositions.at(scan.tokens, 0) or scan.lexicon.dates.lead.at(scan.tokens, 0)
    if first and not led and not _has_footage(scan, first):
        return first
    return _description(scan, aux + 1)


def _in_clause(scan: Scan, verb: Hit) -> Hit | None:
    """German: the subject of a clause that ends with its verb, "das NN … geteilt hat", "wie NN mitteilte"."""
    tokens, end = scan.tokens, verb.end
    closes = end >= len(tokens) or not tokens[end].joined or tokens[end].forms[0] in scan.lexicon.grammar.auxiliaries
    opens = _segments(scan, 0, verb.start)[-1].start
    # "…, hat die Aufnahme eingestellt" is a main clause that goes on.
    closes = closes and tokens[opens].forms[0] not in scan.lexicon.grammar.auxiliaries
    # Such a clause opens with a comma and its "das" or "wie".
    found = _description(scan, opens + 1) if closes and 0 < opens < verb.start - 1 else None
    return Hit(found.start, min(found.end, verb.start)) if found else None


def _topic(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of a verb at the end: the sentence's first words, up to what follows them."""
    found = _description(scan, 0)
    # "Telegram kanalı NN" begins with a network, and is somebody.
    on = (h.start for h, _ in scan.platforms if h.start or suffixes.is_case(scan, h))
    platform = min(on, default=len(scan.tokens))
    end = min(found.end, platform, verb.start) if found else 0
    return Hit(0, end) if found and end > 0 and not _is_pronoun(scan, found) else None


def _behind_object(scan: Scan, verb: Hit) -> Hit | None:
    """Turkish, the object put first: "Videoyu dün bir gazeteci X'te paylaştı"."""
    nouns = scan.lexicon.nouns
    footage = (h for p in (nouns.singular, nouns.plural, nouns.images) for h in p.find(scan.tokens, end=verb.start))
    days = (d.hit for d in scan.dates if d.hit.end <= verb.start)
    start = max((h.end for h in (*footage, *days)), default=0)
    end = min((h.start for h, _ in scan.platforms if start <= h.start), default=verb.start)
    found = Hit(start, min(end, verb.start))
    return found if 0 < start < found.end and not any(v.overlaps(found) for v in scan.any("filmed", "origin")) else None


def _is_preterite(scan: Scan, verb: Hit) -> bool:
    """German: "NN veröffentlichte gestern …", not "das veröffentlichte Video"."""
    finite = scan.tokens[verb.start].forms[0].endswith(scan.lexicon.grammar.preterite_endings)
    return finite and not _has_footage(scan, Hit(verb.end, verb.end + 1))


def _is_adverbial(scan: Scan, opening: Hit) -> bool:
    """Whether a clause opens with when or where, so that German and Dutch put the subject after the verb."""
    stop = scan.lexicon.agents.stop.at(scan.tokens, opening.start)
    return scan.lexicon.places.prepositions.at(scan.tokens, opening.start) is not None or bool(stop and stop.end >= opening.end)


def doer(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of an active verb."""
    grammar = scan.lexicon.grammar
    if grammar.auxiliaries and (found := _in_clause(scan, verb) or _around_auxiliary(scan, verb)):
        return None if _is_pronoun(scan, found) else found
    if grammar.auxiliaries and not _is_preterite(scan, verb) and any(verb.overlaps(p) for p in scan.any("posted_passive")):
        fronted = verb.start == 0 and verb.end < len(scan.tokens) and scan.tokens[verb.end].forms[0] in grammar.auxiliaries
        return _behind(scan, Hit(verb.start, verb.end + 1)) if fronted else None
    if grammar.verb_last:
        relative = any(_has_footage(scan, Hit(verb.end, verb.end + n)) for n in (1, 2))
        found = suffixes.owner(scan, verb) if relative else _topic(scan, verb) or _behind_object(scan, verb)
        return _trim(scan, found) if found else None
    before = _before(scan, verb.start)
    inverted = before is not None and _has_footage(scan, before) and not grammar.articles
    after = _description(scan, _past_adverbials(scan, verb.end)) if grammar.verb_first or inverted else None
    if after:
        return after
    if before is None or _has_footage(scan, before) or _is_pronoun(scan, before) or _is_no_subject(scan, before):
        participle = not _is_preterite(scan, verb) and any(verb.overlaps(p) for p in scan.any("posted_passive"))
        fronted = _object_before(scan, verb)
        return None if participle and not fronted else _behind(scan, verb) or _bare(scan, before)
    return before


def _object_before(scan: Scan, verb: Hit) -> bool:
    """Whether the verb's first word, or the one before it, is a pronoun of its object: "Lo ha postato la ricercatrice NN"."""
    pronouns = scan.lexicon.determiners.pronouns
    hung = pronouns.at(scan.tokens, verb.start) or pronouns.ending_at(scan.tokens, verb.start, reach=1)
    passive = hung is not None and any(p.start == hung.start for p in scan.any("posted_passive", "spreading"))
    return hung is not None and hung.end - hung.start == 1 and hung.end < verb.end and not passive


def _bare(scan: Scan, before: Hit | None) -> Hit | None:
    """A subject without an article, "Residents shared it", where nothing behind the verb can be one."""
    if before is None or _has_footage(scan, before) or _is_pronoun(scan, before) or _is_adverbial(scan, before):
        return None
    return before if len(scan.tokens[before.start].text) > _CLITIC else None


def _is_no_subject(scan: Scan, before: Hit) -> bool:
    return _is_light(scan, before) or (bool(scan.lexicon.grammar.auxiliaries) and _is_adverbial(scan, before))


def _is_light(scan: Scan, hit: Hit) -> bool:
    """Whether the words before a verb are no subject: a pronoun of the object, adverbs."""
    return (
        hit.end - hit.start <= 2
        and not any(t.is_name and n > 0 for n, t in enumerate(scan.tokens[hit.start : hit.end], hit.start))
        and not scan.lexicon.determiners.definite.at(scan.tokens, hit.start)
        and not scan.lexicon.determiners.indefinite.at(scan.tokens, hit.start)
        and scan.lexicon.grammar.articles
    )


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
    spread = scan.any("spreading")
    active = {h.end for h in scan.any("posted_active") if _is_perfect(scan, h)}
    for verb in scan.any("posted_passive", "spreading"):
        # Romanian "a distribuit imagini de la …": the participle of "has shared" has no doer behind it.
        if verb.end not in active and (found := _by(scan, verb)):
            return found
    for via in scan.lexicon.agents.via.find(scan.tokens):
        # "On his Facebook page" names a network, and nobody.
        if not _is_network(scan, via.end) and (found := _party(scan, _description(scan, via.end))):
            # "Quien publicó el vídeo fue NN" says by whom as well, and of no account.
            cleft = any(via.overlaps(v) for v in scan.any("posted_active", "posted_passive"))
            return found if cleft else Party(hit=found.hit, background=found.background, is_account=True)
    for verb in scan.any("posted_active"):
        # In Arabic "تم نشره" the verb of posting is only the passive's second word.
        passive = any(p.start < verb.start and p.overlaps(verb) for p in scan.any("posted_passive"))
        if passive or any(verb.overlaps(s) for s in spread):
            continue
        if mention.noun and (found := _party(scan, _in_relative(scan, mention.noun, verb))):
            return found
        if _has_object(scan, mention, verb) and (found := _party(scan, doer(scan, verb))):
            return found
    if mention.noun and (found := _party(scan, _self_posted(scan, mention.noun))):
        return found
    return _network_of(scan) or _account_named(scan)


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
        found = _description(scan, of.end) if of and scan.tokens[of.start].joined else None
        names = [n for n in range(found.start, found.end) if scan.tokens[n].is_name] if found else []
        if found and names and not _has_footage(scan, found) and not _is_network(scan, found.start):
            own = scan.tokens[names[0]].marked or not any(sources.ending_at(scan.tokens, n) for n in names if n > found.start)
            if own and names[-1] == found.end - 1:
                return _party(scan, found)
    return None


def _account_named(scan: Scan) -> Party | None:
    """The account of "… was published on 4 May, on the page NN", where no other word tells who posted it."""
    posted = scan.any("posted_passive", "posted_active", "spreading")
    nouns = scan.lexicon.nouns
    for account in scan.lexicon.agents.account.find(scan.tokens):
        start = next((h.end for h, _ in scan.platforms if h.start == account.end), account.end)
        if start >= len(scan.tokens) or scan.taken(start) or not _is_named(scan, start):
            continue
        footage = (p.ending_at(scan.tokens, account.start - 1) for p in (nouns.singular, nouns.plural, nouns.images))
        behind = any(0 <= account.start - verb.end <= 2 * _REACH for verb in posted) or any(footage)
        found = _description(scan, start) if behind and scan.lexicon.grammar.names_capitalised else None
        if found:
            return Party(hit=found, background=_background(scan, found.end), is_account=True)
    return None


def source(scan: Scan) -> Party | None:
    """Whom the footage was taken from: "lifted from NN's channel"; a network alone is nobody."""
    for hit in scan.verbs["taken_from"]:
        if scan.lexicon.grammar.agent_suffixed:
            return _party(scan, _before(scan, hit.start))
        found = None if scan.taken(hit.end) or hit.end >= len(scan.tokens) else _party(scan, _description(scan, hit.end))
        if found and not _has_footage(scan, found.hit):
            return found
    return None


def is_anyone(scan: Scan, party: Party) -> bool:
    """Whether the words tell nobody from anybody: "users", "some"."""
    anyone = scan.lexicon.agents.posters.at(scan.tokens, party.hit.start)
    return anyone is not None and anyone.end >= party.hit.end


def _has_object(scan: Scan, mention: Mention, verb: Hit) -> bool:
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


def filmer(scan: Scan) -> Party | None:
    """Who filmed it: "filmed by", close together; or behind a verb with its object before it, "lo grabó un vecino"."""
    for verb in scan.any("filmed"):
        by = scan.lexicon.agents.by.at(scan.tokens, verb.end) or scan.lexicon.agents.by.at(scan.tokens, verb.end + 1)
        if by and not _in_preposition(scan, by) and not any(verb.overlaps(v) for v in scan.any("verified")):
            return _party(scan, _description(scan, by.end))
        if _object_before(scan, verb) and (behind := _behind(scan, verb)):
            return _party(scan, behind)
    return None


def verifier(scan: Scan) -> Party | None:
    """Who verified it, where the sentence names somebody."""
    for verb in scan.any("verified"):
        if found := _by(scan, verb):
            return found
        subject = doer(scan, verb)
        if subject and subject.end - subject.start <= _VERIFIER and _has_name(scan, subject):
            return _party(scan, subject)
    return None


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
    sources = (_before(scan, h.start) if behind else _description(scan, h.end) for h in credited)
    impersonal = [h for entry in stance.hedges if entry.reported for h in entry.words.find(scan.tokens)]
    # "As users claim" is said once, by those who follow.
    said = (s for s in stance.speech.find(scan.tokens) if not any(h.overlaps(s) for h in credited))
    spoken = [s for s in said if not any(h.overlaps(s) and h.start < s.start for h in impersonal)]
    for hit in chain(sources, (_after_speech(scan, s) or doer(scan, s) for s in spoken)):
        if hit and not agents.posters.at(scan.tokens, hit.start) and not scan.lexicon.nouns.captions.at(scan.tokens, hit.start):
            return _party(scan, hit)
    return None


def _after_speech(scan: Scan, verb: Hit) -> Hit | None:
    """The speaker of "…, said Ada Brook", where words quoted or reported come first."""
    led = any(c in ',،”"»“' for c in scan.gap(verb.start))
    if not verb.start or not led or verb.end >= len(scan.tokens) or not scan.tokens[verb.end].joined:
        return None
    found = _description(scan, verb.end)
    if found is None or _is_pronoun(scan, found):
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
