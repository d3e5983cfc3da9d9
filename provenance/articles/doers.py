"""Who did it: the doer of a passive, the subject of a verb behind it, in its clause, or before it (``subjects.py``)."""

from provenance.articles import suffixes
from provenance.articles.parties import (
    Party,
    description,
    has_footage,
    is_network,
    is_pronoun,
    on_network,
    only_determines,
    party_of,
    past_adverbials,
    segments,
    trim,
)
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.articles.subjects import begins_somebody, subject_before

__all__ = [
    "doer",
    "done_by",
    "is_no_agent",
    "object_before",
    "subject_behind",
    "subject_in_relative",
]

_LONGEST = 16
"""Words of a description of somebody."""
_REACH = 12
_AFTER_NOUN = 3
"""Words between a noun and the relative clause about it."""
_ASIDE = 10
"""The same where commas part off what stands between."""
_ADVERBIAL = ("о", "е", "ли", "ло", "ла", "ł", "ła", "li", "ły", "o", "ie", "лися", "лась")
"""Endings of Slavic adverbs and past tenses, which no masculine or feminine noun has in the nominative."""
_CLITIC = 3
"""Letters of a pronoun hung onto its verb ("publicou-o")."""
_REACHING = 2
"""Words of a verb that is found by itself."""
_AROUND = 2
"""Commas that part off what stands between a verb and its subject."""
_TITLED = 2
"""Words of a trade with the first of the name behind it: "influencer NN"."""


def done_by(scan: Scan, verb: Hit) -> Party | None:
    """Who did it, after "by"; or in the instrumental; or before a suffixed "by"."""
    grammar, agents = scan.lexicon.grammar, scan.lexicon.agents
    if grammar.agent_suffixed:
        hits = [b for b in agents.by.find(scan.tokens) if 0 <= verb.start - b.end <= _REACH]
        found = subject_before(scan, hits[-1].start) if hits else None
        return party_of(scan, _past_footage(scan, found)) if found else None
    for by in agents.by.find(scan.tokens, start=verb.end):
        between = Hit(verb.end, by.start)
        other = any(v.overlaps(between) for v in scan.any("filmed", "verified", "shows") if not v.overlaps(verb))
        if by.start - verb.end > _REACH or other or any(c in ";:" for n in range(verb.end, by.start) for c in scan.gap(n)):
            break
        # "de Facebook", "au sud de Kyiv", "por primera vez", "accompagnato dalla scritta"
        if is_network(scan, by.end) or is_no_agent(scan, by) or scan.lexicon.nouns.captions.at(scan.tokens, by.end):
            continue
        if any(t.start <= by.start < t.end for t in scan.verbs["taken_from"]):
            continue  # "posted it, saying it had been sent to her by NN"
        if found := description(scan, by.end):
            return party_of(scan, found)
    if grammar.auxiliaries and (inside := _inside_bracket(scan, verb)):
        return party_of(scan, inside)
    doer_at = past_adverbials(scan, verb.end)
    doer_at = next((n.end for n in scan.negations if n.start == doer_at), doer_at)  # "не Анной Брук"
    following = scan.tokens[doer_at].forms[0] if doer_at < len(scan.tokens) else ""
    if grammar.agent_endings and following.endswith(grammar.agent_endings) and not scan.taken(doer_at):
        return party_of(scan, description(scan, doer_at))
    return None


def _past_footage(scan: Scan, hit: Hit) -> Hit:
    """Turkish: without the subject of "Video bir hemşire tarafından çekildi", where more follows it."""
    nouns = scan.lexicon.nouns
    named = (h for p in (nouns.singular, nouns.plural, nouns.images) for h in p.find(scan.tokens, start=hit.start, end=hit.end))
    start = max((h.end for h in named), default=hit.start)
    return Hit(start, hit.end) if start < hit.end else hit


def is_no_agent(scan: Scan, by: Hit) -> bool:
    """Whether the word belongs to another expression: a preposition of place ("la sud de", "cerca de"), Romanian "de fapt"."""
    longer = scan.lexicon.places.prepositions.ending_at(scan.tokens, by.end, reach=4)
    stance = scan.lexicon.stance
    phrases = (stance.in_fact, stance.contrast, scan.lexicon.agents.adverbs, *(entry.words for entry in stance.hedges))
    opens = (p.at(scan.tokens, by.start) for p in phrases)
    return (longer is not None and longer.start < by.start) or any(h is not None and h.end > by.end for h in opens)


def subject_behind(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of "it published on Sunday the page NN": behind its verb, with a determiner, a capital or a quotation mark."""
    start = past_adverbials(scan, verb.end)
    if start >= len(scan.tokens) or is_network(scan, start) or _parted(scan, verb.end, start):
        return None
    found, words = description(scan, start), scan.lexicon.determiners
    led = words.definite.at(scan.tokens, start) or words.indefinite.at(scan.tokens, start)
    named = scan.tokens[start].is_name or any(c in '"“„«»' for c in scan.gap(start)) or not scan.lexicon.grammar.articles
    # "On TikTok plaatste influencer NN …": where the verb stands second, a trade and a name need no article.
    titled = bool(scan.lexicon.grammar.auxiliaries and found) and any(t.is_name for t in scan.tokens[start : start + _TITLED])
    if found is None or not (led or named or titled) or has_footage(scan, found) or on_network(scan, found):
        return None
    return None if _is_like(scan, found) else found


def _is_like(scan: Scan, hit: Hit) -> bool:
    """Whether one word before footage only tells what it is like, where nouns have no articles: "выложили новый ролик"."""
    grammar, tokens = scan.lexicon.grammar, scan.tokens
    alone = not grammar.articles and hit.end - hit.start == 1 and not tokens[hit.start].is_name and hit.end < len(tokens)
    somebody = scan.lexicon.agents.organisations.at(tokens, hit.start) or scan.lexicon.agents.users.at(tokens, hit.start)
    return alone and not somebody and tokens[hit.end].joined and has_footage(scan, Hit(hit.end, hit.end + 1))


def _parted(scan: Scan, end: int, start: int) -> bool:
    """Whether a mark stands before a subject behind its verb; commas around when it was do not part them."""
    commas = sum(scan.gap(n).count(",") for n in range(end + 1, start + 1))
    around = commas == _AROUND and scan.lexicon.grammar.null_subject  # "Publicou-o no X, domingo à tarde, a vereadora NN"
    return any(c in ";:()" for c in scan.gap(start)) or ("," in scan.gap(start) and not around)


def _past_object(scan: Scan, position: int) -> int:
    """Past the footage behind a fronted participle: "Veröffentlicht hat die Aufnahmen der Reporter NN"."""
    nouns = scan.lexicon.nouns
    for n in (position, position + 1):
        hit = next((h for p in (nouns.singular, nouns.plural, nouns.images) if (h := p.at(scan.tokens, n))), None)
        if hit and hit.end < len(scan.tokens) and scan.tokens[hit.end].joined:
            return hit.end
    return position


def subject_in_relative(scan: Scan, noun: Hit, verb: Hit) -> Hit | None:
    """The subject of "a video that NN published": between the relative word and the verb."""
    for that in scan.lexicon.agents.that.find(scan.tokens, start=noun.end, end=verb.start):
        # "The video, taken on a tram, which NN posted": an aside may stand between.
        apart = that.start - noun.end <= _ASIDE and not scan.tokens[that.start].joined
        if (that.start - noun.end <= _AFTER_NOUN or apart) and 0 < verb.start - that.end <= _LONGEST:
            found = description(scan, that.end)
            subject = trim(scan, Hit(found.start, min(found.end, verb.start))) if found else None
            # "El clip que hallamos lo publicó NN": a verb may follow where subjects are left out.
            somebody = subject and (begins_somebody(scan, subject.start, subject.end + 1) or _is_bare_noun(scan, subject, verb))
            # "A recording, which we found on YouTube, … was uploaded"
            passive = scan.lexicon.agents.copula.ending_at(scan.tokens, verb.start, reach=2) is not None
            if subject and (passive or (scan.lexicon.grammar.null_subject and not somebody)):
                continue
            return subject if subject and not is_pronoun(scan, subject) else None
    return None


def _is_bare_noun(scan: Scan, hit: Hit, verb: Hit) -> bool:
    """Whether words behind Slavic "which" can be the subject without a capital: "видео, которое пожарный из Твери выложил"."""
    lexicon, tokens = scan.lexicon, scan.tokens
    if lexicon.grammar.articles or lexicon.grammar.verb_first or lexicon.grammar.verb_last:
        return False
    light = (lexicon.agents.adverbs, lexicon.agents.stop, lexicon.agents.persons, lexicon.determiners.pronouns)
    word = tokens[hit.start].forms[0]
    adverb = word.endswith(_ADVERBIAL) and not word.endswith("тели") and not lexicon.agents.organisations.at(tokens, hit.start)
    if adverb or len(tokens[hit.start].text) <= _CLITIC or any(p.at(tokens, hit.start) for p in light):
        return False
    return all(t.joined for t in tokens[hit.start : verb.start + 1])


def _inside_bracket(scan: Scan, verb: Hit) -> Hit | None:
    """German: "wurde … von NN … geteilt", the doer before the participle, not the noun's own "von"."""
    for by in reversed(scan.lexicon.agents.by.find(scan.tokens, end=verb.start)):
        between = any(c in ",;:" for n in range(by.end, verb.start + 1) for c in scan.gap(n))
        if verb.start - by.end > _REACH or between:
            return None
        if not has_footage(scan, Hit(max(0, by.start - 1), by.start)):
            return description(scan, by.end)
    return None


def _around_auxiliary(scan: Scan, participle: Hit) -> Hit | None:
    """German: "NN hat … veröffentlicht", or after an adverbial "… hat NN … veröffentlicht"."""
    aux = next(
        (n for n in range(participle.start - 1, -1, -1) if scan.tokens[n].forms[0] in scan.lexicon.grammar.auxiliaries), None
    )
    if aux is None:
        return None
    opening = Hit(0, aux) if aux else None
    if opening and _is_footage(scan, segments(scan, 0, aux)[0]):
        opening = None  # "Das Original, so stellte sich heraus, hatte NN hochgeladen"
    first = trim(scan, opening) if opening else None
    led = scan.lexicon.places.prepositions.at(scan.tokens, 0) or scan.lexicon.dates.lead.at(scan.tokens, 0)
    if first and not led and not _is_footage(scan, first):
        return first
    return description(scan, past_adverbials(scan, aux + 1))


def _is_footage(scan: Scan, hit: Hit) -> bool:
    """Whether the words name footage, if only as "the original"."""
    words = scan.lexicon.determiners.definite.at(scan.tokens, hit.start)
    trace = scan.lexicon.nouns.traces.at(scan.tokens, words.end if words and words.end < hit.end else hit.start)
    return has_footage(scan, hit) or (trace is not None and trace.end == hit.end)


def _in_clause(scan: Scan, verb: Hit) -> Hit | None:
    """German: the subject of a clause that ends with its verb, "das NN … geteilt hat", "wie NN mitteilte"."""
    tokens, end = scan.tokens, verb.end
    closes = end >= len(tokens) or not tokens[end].joined or tokens[end].forms[0] in scan.lexicon.grammar.auxiliaries
    opens = segments(scan, 0, verb.start)[-1].start
    # "…, hat die Aufnahme eingestellt" is a main clause that goes on.
    closes = closes and tokens[opens].forms[0] not in scan.lexicon.grammar.auxiliaries
    # Such a clause opens with a comma and its "das" or "wie".
    found = description(scan, opens + 1) if closes and 0 < opens < verb.start - 1 else None
    return Hit(found.start, min(found.end, verb.start)) if found else None


def _set_apart(scan: Scan, verb: Hit) -> Hit | None:
    """The sentence's subject before its comma: Turkish "NN, dün X'te paylaştığı videoda …"."""
    first, *rest = segments(scan, 0, verb.start)
    return first if rest and not has_footage(scan, first) and first.end - first.start <= _LONGEST // 2 else None


def _topic(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of a verb at the end: the sentence's first words, up to what follows them."""
    # "Telegram kanalı NN" begins with a network, and is somebody; "Telegram'daki NN" is somebody there.
    on = [h for h, _ in scan.platforms if h.start or suffixes.is_case(scan, h)]
    start = next((suffixes.is_case(scan, h) or 0 for h in on if not h.start), 0)
    found = description(scan, start) if start < verb.start else None
    platform = min((h.start for h in on if h.start >= start), default=len(scan.tokens))
    end = min(found.end, platform, verb.start) if found else 0
    named = next((n for n in range(start, end) if not scan.tokens[n].is_name), end)
    if named - start > 1 and has_footage(scan, Hit(end, min(end + 2, verb.start))):
        end = named  # "Savunma Bakanlığı saldırıya ait görüntüleri yayınladı": what it is of belongs to the object
    return Hit(start, end) if found and end > start and not is_pronoun(scan, found) else None


def _behind_object(scan: Scan, verb: Hit) -> Hit | None:
    """Turkish, the object put first: "Videoyu dün bir gazeteci X'te paylaştı"."""
    nouns = scan.lexicon.nouns
    footage = (h for p in (nouns.singular, nouns.plural, nouns.images) for h in p.find(scan.tokens, end=verb.start))
    days = (d.hit for d in scan.dates if d.hit.end <= verb.start)
    pronoun = scan.lexicon.determiners.pronouns.at(scan.tokens, 0)  # "Onu, hemşire NN çekip yayımladı"
    start = max((h.end for h in (*footage, *days, *((pronoun,) if pronoun else ()))), default=0)
    for network in (h for h, _ in scan.platforms if h.start == start):
        start = suffixes.is_case(scan, network) or start  # "Videoyu dün X'te bir gazeteci paylaştı"
    verbs = (v.start for v in scan.any("filmed_active") if start < v.start)  # "hemşire NN çekip yayımladı"
    end = min((*(h.start for h, _ in scan.platforms if start <= h.start), *verbs), default=verb.start)
    found = Hit(start, min(end, verb.start))
    return found if 0 < start < found.end and not any(v.overlaps(found) for v in scan.any("filmed", "origin")) else None


def _inside_verb(scan: Scan, verb: Hit) -> Hit | None:
    """German and Dutch, the object put first: "Die Aufnahmen gab die Gemeinde am Mittwoch frei"."""
    if verb.end - verb.start <= _REACHING or has_footage(scan, verb):
        return None
    found, words = description(scan, past_adverbials(scan, verb.start + 1)), scan.lexicon.determiners
    led = found and (words.definite.at(scan.tokens, found.start) or words.indefinite.at(scan.tokens, found.start))
    named = found is not None and all(t.is_name for t in scan.tokens[found.start : found.start + _TITLED])  # of two words
    before = has_footage(scan, Hit(segments(scan, 0, verb.start)[-1].start, verb.start))
    ends = found is not None and found.end < verb.end
    return found if found and (led or named) and before and ends and not is_pronoun(scan, found) else None


def _is_preterite(scan: Scan, verb: Hit) -> bool:
    """German: "NN veröffentlichte gestern …", not "das veröffentlichte Video"."""
    finite = scan.tokens[verb.start].forms[0].endswith(scan.lexicon.grammar.preterite_endings)
    return finite and not has_footage(scan, Hit(verb.end, verb.end + 1))


def _is_adverbial(scan: Scan, opening: Hit) -> bool:
    """Whether a clause opens with when or where, so that German and Dutch put the subject after the verb."""
    agents = scan.lexicon.agents
    whole = (p.at(scan.tokens, opening.start) for p in (agents.stop, agents.adverbs))
    led = scan.lexicon.places.prepositions.at(scan.tokens, opening.start)
    return led is not None or any(hit is not None and hit.end >= opening.end for hit in whole)


def doer(scan: Scan, verb: Hit) -> Hit | None:
    """The subject of an active verb."""
    grammar = scan.lexicon.grammar
    if grammar.auxiliaries and (found := _inside_verb(scan, verb) or _in_clause(scan, verb) or _around_auxiliary(scan, verb)):
        return None if is_pronoun(scan, found) else found
    if grammar.auxiliaries and not _is_preterite(scan, verb) and any(verb.overlaps(p) for p in scan.any("posted_passive")):
        leads = verb.start == 0 or scan.lexicon.agents.adverbs.ending_at(scan.tokens, verb.start, reach=2) is not None
        fronted = leads and verb.end < len(scan.tokens) and scan.tokens[verb.end].forms[0] in grammar.auxiliaries
        return subject_behind(scan, Hit(verb.start, _past_object(scan, verb.end + 1))) if fronted else None
    if grammar.verb_last:
        relative = any(has_footage(scan, Hit(verb.end, verb.end + n)) for n in (1, 2))
        found = (
            suffixes.owner(scan, verb) or _set_apart(scan, verb) if relative else _topic(scan, verb) or _behind_object(scan, verb)
        )
        return trim(scan, found) if found else None
    # "La copia más antigua la compartió una página …"
    behind = subject_behind(scan, verb) if grammar.inverts and object_before(scan, verb) else None
    before = None if behind else subject_before(scan, verb.start)
    inverted = before is not None and has_footage(scan, before) and not grammar.articles
    # "شارك النائب … المقطع": a verb found together with its object has its subject inside.
    inside = verb.end - verb.start > _REACHING and not scan.tokens[verb.start].marked
    begin = verb.start + 1 if grammar.verb_first and inside else past_adverbials(scan, verb.end)
    after = description(scan, begin) if grammar.verb_first or inverted else None
    if after and not scan.lexicon.stance.attribution.at(scan.tokens, after.start):  # Arabic "أعادت نشره نقلاً عن"
        return after
    object_led = before is not None and only_determines(scan, before)  # "La colgó en Instagram la panadera NN"
    if before is None or object_led or has_footage(scan, before) or is_pronoun(scan, before) or _is_no_subject(scan, before):
        participle = not _is_preterite(scan, verb) and any(verb.overlaps(p) for p in scan.any("posted_passive"))
        participle = participle and not _takes_footage(scan, verb)
        fronted = object_before(scan, verb)
        return None if participle and not fronted else subject_behind(scan, verb) or _bare(scan, before)
    return before


def _takes_footage(scan: Scan, verb: Hit) -> bool:
    """Whether footage with its determiner follows, as it does no participle: "Firefighters released the clip"."""
    words = scan.lexicon.determiners
    led = next((h for p in (words.definite, words.indefinite, words.demonstrative) if (h := p.at(scan.tokens, verb.end))), None)
    follows = led is not None and led.end < len(scan.tokens) and scan.tokens[verb.end].joined
    return scan.lexicon.grammar.articles and follows and has_footage(scan, Hit(verb.end, verb.end + _AFTER_NOUN))


def object_before(scan: Scan, verb: Hit) -> bool:
    """Whether the verb's first word, or the one before it, is a pronoun of its object: "Lo ha postato la ricercatrice NN"."""
    pronouns = scan.lexicon.determiners.pronouns
    hung = pronouns.at(scan.tokens, verb.start) or pronouns.ending_at(scan.tokens, verb.start, reach=1)
    if (
        hung is None and scan.lexicon.grammar.inverts and not has_footage(scan, verb)
    ):  # Spanish "la": no article stands before a verb
        hung = scan.lexicon.determiners.definite.ending_at(scan.tokens, verb.start, reach=1)
    passive = hung is not None and any(p.start == hung.start for p in scan.any("posted_passive", "spreading"))
    return hung is not None and hung.end - hung.start == 1 and hung.end < verb.end and not passive


def _bare(scan: Scan, before: Hit | None) -> Hit | None:
    """A subject without an article, "Residents shared it", where nothing behind the verb can be one."""
    if before is None or has_footage(scan, before) or is_pronoun(scan, before) or only_determines(scan, before):
        return None
    if _is_adverbial(scan, before):
        return None
    return before if len(scan.tokens[before.start].text) > _CLITIC or _is_acronym(scan, before.start) else None


def _is_acronym(scan: Scan, position: int) -> bool:
    """As AFP, which no adverb and no pronoun is written like."""
    return len(scan.tokens[position].text) > 1 and scan.tokens[position].text.isupper()


def _is_no_subject(scan: Scan, before: Hit) -> bool:
    return _is_light(scan, before) or (bool(scan.lexicon.grammar.auxiliaries) and _is_adverbial(scan, before))


def _is_light(scan: Scan, hit: Hit) -> bool:
    """Whether the words before a verb are no subject: a pronoun of the object, adverbs."""
    return (
        hit.end - hit.start <= 2
        and not _is_acronym(scan, hit.start)
        and not any(t.is_name and n > 0 for n, t in enumerate(scan.tokens[hit.start : hit.end], hit.start))
        and not scan.lexicon.determiners.definite.at(scan.tokens, hit.start)
        and not scan.lexicon.determiners.indefinite.at(scan.tokens, hit.start)
        and scan.lexicon.grammar.articles
    )
