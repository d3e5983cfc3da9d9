"""The words that name or describe somebody: where they begin, where they end, and what is left out of them."""

from dataclasses import dataclass
from itertools import pairwise

from provenance.articles import suffixes
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.articles.tokens import Token

__all__ = [
    "Party",
    "background",
    "description",
    "has_footage",
    "is_named",
    "is_network",
    "is_outlet",
    "is_pronoun",
    "name_behind",
    "on_network",
    "only_determines",
    "party_of",
    "past_adverbials",
    "past_house",
    "past_network",
    "past_which",
    "segments",
    "trim",
]

_LONGEST = 16
"""Words of a description of somebody."""
_LIGHT = frozenset(" \t\n\u00a0\u202f-‑'’ʼ`\"“”„«»@#.\u200e\u200f")
"""Marks that may stand inside a description."""
_VERBS = ("posted_passive", "posted_active", "posting", "filmed", "origin", "shows", "visible", "verified")
"""Names of the verbs at which a description of somebody ends."""
_TO = 2
"""Letters of the longest "to" before a verb: "a pubblicarlo", "al publicar"."""
_ADVERBIALS = 4
_CLITIC = 3
"""Letters of a pronoun hung onto its verb ("publicou-o")."""
_HEAD = 2
"""Words that tell what is described: article and noun."""
_POSSESSED = 2
"""Words between "on" and a network: "sul suo profilo X"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody, in the sentence's words."""

    hit: Hit
    background: Hit | None = None
    """What a relative clause says of them."""
    is_account: bool = False
    is_anyone: bool = False
    """"Many users", who claim something: told from nobody."""


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
    verb = any(h.start == position for h in scan.any(*_VERBS))
    reserve = any(entry.words.at(scan.tokens, position) for entry in scan.lexicon.stance.hedges)
    return bool(footage or verb or reserve or scan.lexicon.agents.stop.at(scan.tokens, position))


def _goes_on(scan: Scan, position: int) -> bool:
    """Whether a word that ends descriptions is part of a name here: "the channel Front Est", by its capital."""
    token, before = scan.tokens[position], scan.tokens[position - 1]
    if not token.is_name or not token.joined or scan.taken(position) or scan.lexicon.grammar.nouns_capitalised:
        return False
    return before.is_name or scan.lexicon.agents.account.ending_at(scan.tokens, position) is not None


def description(scan: Scan, start: int) -> Hit | None:
    """The words from ``start`` that describe somebody."""
    account = scan.lexicon.agents.account.at(scan.tokens, start) if start < len(scan.tokens) else None
    # "The user by the name of NN": what would end a description is part of the word for an account.
    end = account.end if account and account.end < len(scan.tokens) and is_named(scan, account.end) else start
    some = scan.lexicon.determiners.indefinite.at(scan.tokens, start) if start < len(scan.tokens) else None
    end = max(end, some.end) if some and some.end - start > 1 else end  # Romanian "mai multe", of which "mai" is "more"
    while end < len(scan.tokens) and end - start < _LONGEST:
        if end > start and _breaks(scan, end):
            break
        if _stops(scan, end) and not (end > start and _goes_on(scan, end)):
            break
        end += 1
    if end - start > 1 and len(scan.tokens[end - 1].text) <= _TO and any(v.start == end for v in scan.verbs["posting"]):
        end -= 1
    end = _quoted_to(scan, start, end + _quotes_a_name(scan, start, end))
    if end < len(scan.tokens) and scan.taken(end) and (lead := scan.lexicon.dates.lead.ending_at(scan.tokens, end, reach=3)):
        end = lead.start
    found = Hit(start, end)
    return found if end > start and not only_determines(scan, found) else None


_QUOTES = (("“", "”"), ("«", "»"), ("„", "”"), ("„", "“"), ("„", '"'), ('"', '"'), ("»", "«"), ("‘", "’"))
_QUOTE_MARKS = frozenset("".join(opening + closing for opening, closing in _QUOTES))
_OPENING = frozenset(opening for opening, _ in _QUOTES)
_QUOTED = 8
"""Words of the longest name in quotation marks."""


def _quoted_to(scan: Scan, start: int, end: int) -> int:
    """Where a name in quotation marks that begins before ``end`` closes: "the page „News from the Kempen“"."""
    for opening, closing in _QUOTES:
        first = next(
            (n for n in range(start, end) if opening in scan.gap(n) and not (n > start and closing in scan.gap(n)[:-1])), None
        )
        if first is None or not _may_open_name(scan, first):
            continue
        for n in range(first + 1, min(first + _QUOTED, len(scan.tokens)) + 1):
            if closing in scan.gap(n):
                return max(end, n)
    return end


def _quotes_a_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a name in quotation marks follows a word for whoever bears it: "the channel «Southern Front»"."""
    if not start < end < len(scan.tokens) or scan.gap(end).strip() not in _OPENING:
        return False
    before, named = scan.tokens[end - 1], scan.tokens[end].is_name
    return named and (not before.is_name or scan.lexicon.agents.account.ending_at(scan.tokens, end) is not None)


def _may_open_name(scan: Scan, position: int) -> bool:
    """Whether a word behind an opening quotation mark may begin a name: by its capital, or behind a word for an account."""
    capital = scan.tokens[position].is_name or not scan.lexicon.grammar.names_capitalised
    return capital or scan.lexicon.agents.account.ending_at(scan.tokens, position) is not None


def _in_quoted_name(scan: Scan, position: int, start: int) -> bool:
    """Whether the mark before a word stands inside a name in quotation marks: "«Careful, Kyiv» posts"."""
    if any(c in _QUOTE_MARKS for c in scan.gap(position)):
        return False
    first = max(start, position - _QUOTED)
    return any(_quoted_to(scan, n, n + 1) > position for n in range(first, position) if set(scan.gap(n)) & _QUOTE_MARKS)


def only_determines(scan: Scan, hit: Hit) -> bool:
    """Whether the words are but "the" of "the footage": what stops a description may leave nothing of it."""
    words = scan.lexicon.determiners
    found = (p.at(scan.tokens, hit.start) for p in (words.definite, words.indefinite, words.demonstrative))
    return any(one is not None and one.end >= hit.end for one in found)


def background(scan: Scan, end: int) -> Hit | None:
    """The relative clause right after a description, up to its comma."""
    relative = scan.lexicon.agents.relative.at(scan.tokens, end)
    if relative is None or relative.end >= len(scan.tokens):
        return None
    stop = relative.end + 1
    while stop < len(scan.tokens) and not any(c in ",;:()—–" for c in scan.gap(stop)):
        stop += 1
    return Hit(relative.end, stop)


def is_named(scan: Scan, position: int) -> bool:
    """Whether a name begins there, by its capital or its quotation mark."""
    quoted = any(c in '"“„«»' for c in scan.gap(position))
    return quoted or scan.tokens[position].is_name or not scan.lexicon.grammar.names_capitalised


def party_of(scan: Scan, found: Hit | None) -> Party | None:
    """Somebody in the words of ``found``: words for an account left out, a relative clause behind kept apart."""
    if found is None:
        return None
    account = scan.lexicon.agents.account.at(scan.tokens, found.start)
    named = account is not None and account.end < found.end and is_named(scan, account.end) and not scan.taken(account.end)
    short = Hit(account.end, found.end) if account and named else _called(scan, account) or found
    if scan.tokens[short.start].marked and not any(t.is_name for t in scan.tokens[short.start + 1 : short.end]):
        short = Hit(short.start, short.start + 1)  # a handle is one word
    told = background(scan, found.end)
    named_end = name_behind(scan, told.end if told else found.end) if _is_some(scan, found) else None
    if named_end is not None:  # "a baker from Faenza, Oreste Bandini, who …"
        short = Hit(short.start, named_end)
        told = told or background(scan, named_end)
    return Party(hit=short, background=told, is_account=account is not None)


def _is_some(scan: Scan, hit: Hit) -> bool:
    """Whether the words begin with "a", which names nobody yet."""
    some = scan.lexicon.determiners.indefinite.at(scan.tokens, hit.start)
    return some is not None and some.end < hit.end


def name_behind(scan: Scan, end: int) -> int | None:
    """Where the name ends that stands between commas right behind: "…, Oreste Bandini,", "…, « Échos du Soum »,"."""
    if end >= len(scan.tokens) or "," not in scan.gap(end) or not scan.lexicon.grammar.names_capitalised or scan.taken(end):
        return None
    last = _quoted_to(scan, end, end + 1) if set(scan.gap(end)) & _QUOTE_MARKS else end
    while (
        last < len(scan.tokens)
        and last - end < _QUOTED
        and scan.tokens[last].is_name
        and (last == end or scan.tokens[last].joined)
    ):
        last += 1
    closed = last >= len(scan.tokens) or any(c in ",.;)" for c in scan.gap(last))
    quoted = bool(set(scan.gap(end)) & _QUOTE_MARKS)
    return last if closed and (quoted or last - end > 1) else None


def _called(scan: Scan, account: Hit | None) -> Hit | None:
    """The handle right behind words for an account that end in "called", "identified as"."""
    if account is None or account.end >= len(scan.tokens) or not scan.tokens[account.end].marked:
        return None
    return Hit(account.end, account.end + 1)


def past_adverbials(scan: Scan, position: int) -> int:
    """Past dates, networks and pronouns that stand between a verb and a subject behind it."""
    pronouns = scan.lexicon.determiners.pronouns
    for _ in range(_ADVERBIALS):
        start = position
        position = past_network(scan, position)
        lead = scan.lexicon.dates.lead.at(scan.tokens, position) if position < len(scan.tokens) else None
        day = next((d.hit for d in scan.dates if d.hit.start in {position, lead.end if lead else -1}), None)
        position = day.end if day else position
        if position < len(scan.tokens) and (pronoun := pronouns.at(scan.tokens, position)) and not scan.tokens[position].is_name:
            position = pronoun.end
        if position < len(scan.tokens) and len(scan.tokens[position].text) <= _CLITIC and scan.gap(position) == "-":
            position += 1
        if adverb := scan.lexicon.agents.adverbs.at(scan.tokens, position):
            position = adverb.end
        if position == start:
            break
    return position


def is_network(scan: Scan, position: int) -> bool:
    """Whether a network stands there by itself, not before "user" or "channel"."""
    return scan.taken(position) and scan.lexicon.agents.account.at(scan.tokens, position) is None


def past_network(scan: Scan, position: int) -> int:
    """Past "on Telegram" or "on her Telegram profile", where it stands at ``position``."""
    on = scan.lexicon.platforms.on.at(scan.tokens, position)
    near = (h for h, _ in scan.platforms if on and 0 <= h.start - on.end <= _POSSESSED)
    if on is None:
        return position
    return next((h.end for h in near if not any(t.is_name or not t.joined for t in scan.tokens[on.end : h.start])), position)


def segments(scan: Scan, start: int, end: int) -> list[Hit]:
    """``start``–``end`` cut at commas and heavier marks outside a name in quotation marks; the last may be empty."""
    cuts = [n for n in range(start + 1, end + 1) if n < len(scan.tokens) and any(c in ",،;؛:()—–" for c in scan.gap(n))]
    cuts = [n for n in cuts if not _in_quoted_name(scan, n, start)]
    edges = [start, *cuts, end]
    return [Hit(a, b) for a, b in pairwise(edges)]


def has_footage(scan: Scan, hit: Hit) -> bool:
    """Whether footage is named inside ``hit``."""
    nouns = scan.lexicon.nouns
    return any(p.find(scan.tokens, start=hit.start, end=hit.end) for p in (nouns.singular, nouns.plural, nouns.images))


def _past_opening(scan: Scan, hit: Hit) -> int:
    """Past what opens a clause before its subject: "«…», scrive l'utente NN che …", ", where an account said it was from X"."""
    start = hit.start
    if (was := scan.lexicon.agents.copula.at(scan.tokens, start)) and was.end < hit.end:
        start = was.end  # "It was NN who posted it", "It was on Monday that NN posted it"
        that = scan.lexicon.stance.clause.find(scan.tokens, start=start, end=hit.end - 1)
        start = that[-1].end if that else start
    joins = scan.lexicon.stance.joins.at(scan.tokens, start)
    start = joins.end if joins and joins.end < hit.end else start
    for phrases in (scan.lexicon.stance.speech, scan.lexicon.verbs.shows):
        opening = phrases.at(scan.tokens, start) if start and not scan.tokens[start].joined else None
        start = opening.end if opening and opening.end < hit.end else start
    return start


def trim(scan: Scan, hit: Hit) -> Hit | None:
    """A subject without dates, reserve and adverbs at its ends."""
    start, end = _past_opening(scan, hit), hit.end
    for day in scan.dates:
        if start <= day.hit.start and day.hit.end <= end:
            if day.hit.start - start <= end - day.hit.end:
                start = day.hit.end
            else:
                end = day.hit.start
    behind_day = any(day.hit.end == start for day in scan.dates)
    while start < end and behind_day and scan.gap(start) in {"'", "’"}:  # a case ending of the date before
        start += 1
    for network in (h for h, _ in scan.platforms if h.start == start and h.end < end):
        start = min(suffixes.is_case(scan, network) or start, end)
    start = past_house(scan, _past_named_channel(scan, start, end), end)
    while adverb := scan.lexicon.agents.stop.ending_at(scan.tokens, end, reach=2):
        if adverb.start < start:
            break
        end = adverb.start
    end = _before_object(scan, start, end)
    for entry in scan.lexicon.stance.hedges:
        if opening := entry.words.at(scan.tokens, start):
            start = min(opening.end, end)
    start = _past_light(scan, start, end)
    return Hit(start, end) if 0 < end - start <= _LONGEST + 4 else None


def _before_object(scan: Scan, start: int, end: int) -> int:
    """Where a subject ends before the pronoun of the verb's object: "Varias cuentas lo comparten"."""
    hung = scan.lexicon.determiners.pronouns.ending_at(scan.tokens, end, reach=1)
    if hung and hung.start > start and not scan.tokens[hung.start].is_name:  # "Varias cuentas lo comparten"
        end = hung.start
    article = scan.lexicon.determiners.definite.ending_at(scan.tokens, end, reach=1)
    if article and article.start > start and scan.lexicon.grammar.null_subject:  # Portuguese "um voluntário a postou"
        end = article.start
    if end - start > 1 and len(scan.tokens[end - 1].text) == 1 and scan.gap(end) in {"'", "’"}:  # "Le ministère l'a démenti"
        end -= 1
    return end


def _past_named_channel(scan: Scan, start: int, end: int) -> int:
    """Past "in the group «Our Town»", "on her page on X" at ``start``, where whoever did it follows at once."""
    if not scan.lexicon.platforms.on.at(scan.tokens, start) or not any(start < h.start < end for h, _ in scan.platforms):
        return start
    opened = next((n for n in range(start + 1, end) if set(scan.gap(n)) & _QUOTE_MARKS), end)
    closed = _quoted_to(scan, opened, opened + 1) if opened < end else end
    if opened < closed < end:
        return closed
    # "На своей странице в Facebook посол … разместил"
    behind = next((h.end for h, _ in scan.platforms if start < h.start <= start + _ADVERBIALS and h.end < end), start)
    plain = not any(scan.tokens[n].is_name and not scan.taken(n) for n in range(start + 1, behind))
    second = bool(scan.lexicon.grammar.auxiliaries)  # the verb stands second: nobody between
    return behind if plain and opened == end and not second else start


def _past_light(scan: Scan, start: int, end: int) -> int:
    """Past a helping verb (Arabic "وكانت … قد بثت") and adverbs before a subject."""
    helping = scan.lexicon.agents.stop.at(scan.tokens, start) if scan.lexicon.grammar.verb_first and start < end else None
    if helping and helping.end < end:
        start = helping.end
    while start < end and (opening := scan.lexicon.agents.adverbs.at(scan.tokens, start)) and opening.end < end:
        start = opening.end
    return start


def past_house(scan: Scan, start: int, end: int) -> int:
    """Past the "in" of Russian "в МЧС сообщили", where nobody but the organisation is the subject."""
    grammar, agents = scan.lexicon.grammar, scan.lexicon.agents
    within = agents.within.at(scan.tokens, start) if not grammar.articles and grammar.names_capitalised else None
    if within is None or within.end >= end or not scan.tokens[within.end].joined:
        return start
    house = agents.organisations.at(scan.tokens, within.end)
    acronym = len(scan.tokens[within.end].text) > 1 and scan.tokens[within.end].text.isupper()
    return within.end if house or acronym else start


def past_which(scan: Scan, hit: Hit) -> Hit:
    """A subject without the word for the footage that its clause begins with: "the video, which officials denied posting"."""
    grammar, which = scan.lexicon.grammar, scan.lexicon.agents.that.at(scan.tokens, hit.start)
    # German "die" is both a word for it and an article.
    told = which is not None and which.end < hit.end and grammar.articles and not grammar.auxiliaries
    return Hit(which.end, hit.end) if which and told else hit


def is_outlet(scan: Scan, party: Party) -> bool:
    """Whether the words are of an account, a channel or an organisation: of whom footage is taken, rather than who films it."""
    hit, agents, tokens = party.hit, scan.lexicon.agents, scan.tokens
    kinds = (agents.account, scan.lexicon.platforms.channel)
    told = any(p.find(tokens, start=hit.start, end=hit.end) for p in kinds) or any(h.overlaps(hit) for h, _ in scan.platforms)
    head = Hit(hit.start, min(hit.end, hit.start + _HEAD))  # "a coast guard helicopter" is none
    told = told or bool(agents.organisations.find(tokens, start=head.start, end=head.end))
    return party.is_account or told or any(t.marked or _is_acronym(t) for t in tokens[head.start : head.end])


def _is_acronym(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def on_network(scan: Scan, hit: Hit) -> bool:
    """Whether the words only say where: "on social media"."""
    on = scan.lexicon.platforms.on.at(scan.tokens, hit.start)
    return on is not None and any(on.end <= h.start < hit.end for h, _ in scan.platforms)


def is_pronoun(scan: Scan, hit: Hit) -> bool:
    """Whether the words are "it" or "they", not "this agency"."""
    words = scan.lexicon.determiners
    pronoun = words.pronouns.at(scan.tokens, hit.start)
    if pronoun is None or pronoun.end >= hit.end:
        return pronoun is not None
    sets = (words.definite, words.demonstrative, words.indefinite)  # "one of its crews" is more than "one"
    determiner = next((h for p in sets if (h := p.at(scan.tokens, hit.start))), None)
    return determiner is None and not any(t.is_name for t in scan.tokens[pronoun.end : hit.end])
