"""The subject that stands before its verb, past asides, relative clauses and what is told between."""

from provenance.articles.parties import on_network, past_network, segments, trim
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan

__all__ = ["before_relative", "begins_somebody", "subject_before"]

_AGE = 4
"""Words of "de 17 años"."""
_TELLING = ("posted_active", "filmed", "filmed_active", "verified", "shows", "denied")
"""Names of verbs behind which another somebody begins."""


def subject_before(scan: Scan, verb: int) -> Hit | None:
    """The subject before a verb: the nearest clause part that can be one."""
    parts = segments(scan, 0, verb)
    closed = bool(parts) and parts[-1].start == parts[-1].end
    if closed:
        parts = parts[:-1]
    for number in range(len(parts) - 1, -1, -1):
        segment = parts[number]
        if segment.end < verb and any(c in ":;؛" for c in scan.gap(segment.end)):
            return None  # what stands before a colon is another statement
        # "NN, who shared it", and "NN, who lives nearby, shared it".
        if _is_relative(scan, segment, closed=closed or segment.end < verb):
            continue
        if number and _goes_on(scan, segment):
            continue
        if number and (closed or segment.end < verb) and _is_aside(scan, segment, parts[number - 1]):
            continue
        subject = _first_subject(scan, segment)
        if subject is None:
            return None
        found = trim(scan, subject)
        found = _past_on_network(scan, found) if found else None
        if found and not on_network(scan, found):
            named = parts[number - 1] if number else None
            return named if named and _in_apposition(scan, named, found) else found
    return None


def _goes_on(scan: Scan, segment: Hit) -> bool:
    """Whether words behind a comma have their subject before it: an age, or a first verb ("…, 17, filmed it and shared it")."""
    aged = segment.end - segment.start <= _AGE and any(t.text.isdigit() for t in scan.tokens[segment.start : segment.end])
    return aged or any(v.start == segment.start for v in scan.any("filmed_active", "posted_active"))


def _past_on_network(scan: Scan, hit: Hit) -> Hit:
    """Without "on his Facebook profile" before somebody, where no comma parts them: "sul suo profilo Facebook il sindaco"."""
    start = past_network(scan, hit.start)
    if scan.lexicon.grammar.nouns_capitalised:
        return hit  # German "im Facebook-Beitrag": a capital tells nobody
    return Hit(start, hit.end) if hit.start < start < hit.end and begins_somebody(scan, start, hit.end) else hit


def _is_aside(scan: Scan, segment: Hit, before: Hit) -> bool:
    """Whether words between commas only describe what stands before them: "the page NN, followed by thousands, posted"."""
    words, tokens = scan.lexicon.determiners, scan.tokens
    if scan.lexicon.grammar.nouns_capitalised or tokens[segment.start].is_name:
        return False
    if not scan.lexicon.grammar.articles and not scan.lexicon.agents.stop.at(tokens, segment.start):
        return False  # Romanian "pagina NN, cu 200.000 de urmăritori, a transmis"
    if any(t.marked for t in tokens[segment.start : segment.end]):
        return False  # "A user, u/NN, posted"
    if scan.lexicon.stance.speech.at(tokens, segment.start):
        return False  # "« … », écrit sur X le journaliste NN"
    own = (p.at(tokens, segment.start) for p in (words.definite, words.indefinite, words.demonstrative, words.pronouns))
    led = words.definite.at(tokens, before.start) or words.indefinite.at(tokens, before.start) or tokens[before.start].is_name
    return not any(own) and bool(led) and any(t.is_name for t in tokens[before.start : before.end])


def _first_subject(scan: Scan, segment: Hit) -> Hit | None:
    """The subject that two verbs have together: "NN filmed it and shared it", "NN who filmed it shared it".

    What somebody says has a subject of its own: "the police said NN shared it".
    """
    verbs = scan.any("filmed_active", "posted_active")
    if scan.lexicon.determiners.pronouns.ending_at(scan.tokens, segment.end, reach=1):
        # "NN released footage it said …": "it" is the second verb's subject; "NN said that she posted it"
        spoken = next((s.start for s in _speech(scan, segment.start + 1, segment.end)), segment.end)
        return Hit(segment.start, spoken)
    first = next((v.start for v in verbs if segment.start < v.start and v.end < segment.end), segment.end)
    if first > segment.start + 1 and scan.lexicon.agents.relative.at(scan.tokens, first - 1):
        while first > segment.start + 1 and scan.lexicon.agents.relative.at(scan.tokens, first - 1):
            first -= 1
        return before_relative(scan, Hit(segment.start, first))
    joined = scan.lexicon.stance.joins.ending_at(scan.tokens, segment.end, reach=1)
    told = _speech(scan, segment.start + 1, segment.end) if joined and not scan.lexicon.grammar.verb_first else []
    if told and not begins_somebody(scan, told[0].end, segment.end):
        return Hit(segment.start, told[0].start)  # "NN told of the fire and shared footage"
    # "Said … that" may reach beyond the verb.
    said = (min(s.end, s.start + 1) if s.end > first else s.end for s in _speech(scan, segment.start + 1, first))
    return Hit(max((end for end in said if begins_somebody(scan, end, first)), default=segment.start), first)


def _speech(scan: Scan, start: int, end: int) -> list[Hit]:
    """Verbs of saying that begin there."""
    return [s for s in scan.speech if start <= s.start < end]


def begins_somebody(scan: Scan, position: int, end: int) -> bool:
    """Whether a determiner or a name stands there, before ``end``."""
    words = scan.lexicon.determiners
    led = words.definite.at(scan.tokens, position) or words.indefinite.at(scan.tokens, position)
    return position < end and (scan.tokens[position].is_name or (led is not None and led.end < end))


def before_relative(scan: Scan, hit: Hit) -> Hit | None:
    """Of whom "who …" behind ``hit`` tells: the last somebody in it, not all that stands before them.

    "Police said a councillor who", "the mother of a man who"; ``None`` where that is not plain.
    """
    if not scan.lexicon.grammar.articles:
        return hit
    stance, agents, tokens = scan.lexicon.stance, scan.lexicon.agents, scan.tokens
    parts = [part for part in segments(scan, hit.start, hit.end) if part.start < part.end]
    if not parts:
        return None
    start = parts[-1].start
    told = (*stance.clause.find(tokens), *agents.relative.find(tokens), *scan.any(*_TELLING))
    told = (*told, *(s if s.end < hit.end else Hit(s.start, s.start + 1) for s in _speech(scan, start, hit.end)))
    behind = max((t.end for t in told if start < t.start and t.end < hit.end), default=start)
    if behind > start and not begins_somebody(scan, behind, hit.end):
        return None  # "Residents who fled and journalists who"
    start = behind
    indefinite, sources = scan.lexicon.determiners.indefinite, scan.lexicon.places.sources
    for n in range(hit.end - 1, start, -1):
        if indefinite.at(tokens, n) and sources.ending_at(tokens, n):
            # "The leader of a party who" is the leader.
            start = start if agents.organisations.find(tokens, start=n, end=hit.end) else n
            break
    return Hit(start, hit.end)


def _is_relative(scan: Scan, segment: Hit, *, closed: bool) -> bool:
    """Whether a clause part before a verb is "who …" or "in which …", which says something of the part before it.

    ``closed``: a comma ends it. One that goes on to the verb has its subject behind it, where the order is free.
    """
    agents = scan.lexicon.agents
    lead = agents.within.at(scan.tokens, segment.start)
    relative = agents.relative.at(scan.tokens, lead.end if lead else segment.start)
    if relative is None or not segment.start:
        return relative is not None and relative.end >= segment.end
    return relative.end >= segment.end or closed or not scan.lexicon.grammar.articles


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
