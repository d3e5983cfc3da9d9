"""What somebody denies: the verb, who denies, and whether it is the place of the footage or what was said just before.

A verdict in the writer's own words ("is false", "has nothing to do with") has nobody to ask; :mod:`provenance.articles.stance`
reads it.
"""

from provenance.articles import suffixes
from provenance.articles.doers import doer, done_by
from provenance.articles.parties import Party, has_footage, is_pronoun, party_of, past_adverbials, past_which
from provenance.articles.phrases import Hit, PhraseSet
from provenance.articles.scan import Scan
from provenance.articles.speech import begins_within

__all__ = [
    "CLAUSE",
    "broken",
    "by_the_way",
    "clause_start",
    "covers",
    "denials",
    "denier",
    "denies",
    "negated",
    "on_the_last",
    "rejects_this",
    "verdicts",
]

CLAUSE = 16
"""Words from the "that" of "denied that", "it is false that" to the place that is denied with it."""
_WITHIN = 8
"""Words from a denial to a place that is its object: "denied any link to X"."""
_BEHIND = 4
"""The same behind the place, where the verb stands last."""
_OBJECT = 2
"""Words between a denial and the noun of its object: "denied the latest claims"."""
_BY = 1
"""Words between "not" and whoever did not do it: "not by NN"."""
_NOT = 2
"""Words between "not" and its verb: "n'a pas encore été publiée"."""
_SUBJECT = 6
"""Words within which the clause begins behind a subject that follows its verb."""
_OPENS = 3
"""Words before a verdict on the sentence before: "But that is not true"."""
_BREAKS = frozenset(",،;؛:–—")


def _is_passive(scan: Scan, verb: Hit) -> bool:
    """Whether a longer refutation begins before the verb: "was denied"."""
    return any(r.start < verb.start < r.end for r in scan.any("refuted"))


def denials(scan: Scan) -> tuple[Hit, ...]:
    """Verbs by which somebody denies something, whoever denies as their subject."""
    return tuple(v for v in scan.verbs["denied"] if not _is_passive(scan, v))


def verdicts(scan: Scan) -> tuple[Hit, ...]:
    """Refutations that are nobody else's denial: the sentence's own."""
    others = denials(scan)
    return tuple(r for r in scan.any("refuted") if not any(r.overlaps(d) for d in others))


def denier(scan: Scan, verb: Hit) -> Party | None:
    """Who denies; ``None`` where a pronoun or nothing tells."""
    if verb not in denials(scan):
        by = scan.lexicon.agents.by.at(scan.tokens, verb.end)
        return done_by(scan, verb) if by else None
    found, nouns = doer(scan, verb), scan.lexicon.nouns
    things = (nouns.matters, nouns.captions)
    if found is None or is_pronoun(scan, found) or has_footage(scan, found):
        return None
    if any(p.find(scan.tokens, start=found.start, end=found.end) for p in things):
        return None
    return party_of(scan, past_which(scan, found))


def broken(scan: Scan, start: int, end: int) -> bool:
    """Whether another statement begins between two words: behind a colon, a comma with a pronoun or participle, at "saying"."""
    if any(c in ":;" for n in range(start, end + 1) for c in scan.gap(n)) or begins_within(scan, start, end):
        return True
    pronouns, persons = scan.lexicon.determiners.pronouns, scan.lexicon.agents.persons
    commas = [n for n in range(start, end) if "," in scan.gap(n)]
    if scan.lexicon.grammar.articles and any(v.start in commas for v in scan.any("filmed", "origin")):
        return True
    return any(p.at(scan.tokens, n) is not None for n in commas for p in (pronouns, persons))


def _joined(scan: Scan, start: int, end: int) -> bool:
    return all(scan.tokens[n].joined for n in range(start, min(end, len(scan.tokens) - 1) + 1))


def _object(scan: Scan, verb: Hit, phrases: PhraseSet) -> Hit | None:
    """The noun among ``phrases`` that is the verb's object: "denied the claim"."""
    for n in range(verb.end, min(verb.end + _OBJECT + 1, len(scan.tokens))):
        if not scan.tokens[n].joined:
            return None
        if hit := phrases.at(scan.tokens, n):
            return hit
    return None


def clause_start(scan: Scan, verb: Hit) -> int | None:
    """Where the clause begins that is denied: "denied on Monday that …", "denied the claim that …", "denied the video was …"."""
    tokens, that = scan.tokens, scan.lexicon.stance.clause
    matter = _object(scan, verb, scan.lexicon.nouns.matters)
    if inverted := _past_subject(scan, verb):
        return inverted
    for at in (verb.end - 1, verb.end, past_adverbials(scan, verb.end), matter.end if matter else -1):
        if at >= verb.start and (hit := that.at(tokens, at)):
            return hit.end
    return _bare_clause(scan, verb)


def _past_subject(scan: Scan, verb: Hit) -> int | None:
    """Where the clause begins when whoever denies stands behind the verb: "dementierte das Ministerium, dass …"."""
    grammar, that = scan.lexicon.grammar, scan.lexicon.stance.clause
    inverts = grammar.verb_first or grammar.auxiliaries or grammar.inverts or not grammar.articles
    passive = scan.lexicon.agents.by.at(scan.tokens, verb.end) is not None  # "It was denied by NN that …"
    if verb not in scan.verbs["denied"] or not (inverts or passive):
        return None
    found = that.find(scan.tokens, start=verb.end, end=min(len(scan.tokens), verb.end + _SUBJECT))
    return found[0].end if found and not has_footage(scan, Hit(verb.end, found[0].start)) else None


def _bare_clause(scan: Scan, verb: Hit) -> int | None:
    """A clause without "that": "denied the video was filmed in", "dementierte, das Video in … gedreht zu haben"."""
    if verb not in denials(scan):
        return None
    nouns, agents = scan.lexicon.nouns, scan.lexicon.agents
    if scan.lexicon.grammar.auxiliaries and "," in scan.gap(verb.end):
        return verb.end
    hits = (_object(scan, verb, p) for p in (nouns.singular, nouns.plural, nouns.images, scan.lexicon.determiners.pronouns))
    subject = next((h for h in hits if h), None)
    if subject is None:
        return None
    told = next((v for v in scan.any("filmed", "origin", "shows") if v.start > subject.end), None)
    # "Denied the video filmed in X was hers", "denied the video which was filmed in X": a place by the way.
    relative = (p.at(scan.tokens, subject.end) for p in (agents.relative, agents.that))
    return verb.end if told and not any(relative) and _joined(scan, verb.end, told.start) else None


def _is_object(scan: Scan, verb: Hit, place: Hit) -> bool:
    """Whether the place stands in what is denied: "denied any link to X", not "denied the claims in X"."""
    if not 0 <= place.start - verb.end <= _WITHIN or not _joined(scan, verb.end, place.start):
        return False
    between, nouns = Hit(verb.end, place.start), scan.lexicon.nouns
    told = any(v.overlaps(between) for v in scan.any("filmed", "origin", "shows", "visible"))
    things = (nouns.singular, nouns.plural, nouns.images, nouns.matters, scan.lexicon.stance.speech)
    return not told and not any(p.find(scan.tokens, start=between.start, end=between.end) for p in things)


def covers(scan: Scan, verb: Hit, hit: Hit) -> bool:
    """Whether ``hit`` stands in the clause that the verb denies: "denied that NN posted it"."""
    start = clause_start(scan, verb)
    return start is not None and 0 <= hit.start - start <= CLAUSE and not broken(scan, start + 1, hit.start)


def by_the_way(scan: Scan, verb: Hit) -> bool:
    """Whether the verb only tells which footage is meant: "the video shared by NN", "the video, which NN shared"."""
    nouns, agents = scan.lexicon.nouns, scan.lexicon.agents
    sets = (nouns.singular, nouns.plural, nouns.images, agents.relative, agents.that)
    return any(p.ending_at(scan.tokens, verb.start) for p in sets)


def negated(scan: Scan, party: Hit, verbs: tuple[Hit, ...]) -> bool:
    """Whether a "not" stands at somebody, or at what they would have done: "not posted by NN", "nicht von NN geteilt"."""
    for n in scan.negations:
        if any(n.overlaps(d) for d in scan.verbs["denied"]):
            continue
        if 0 <= party.start - n.end <= _BY or any(
            n.overlaps(v) or (0 <= v.start - n.end <= _NOT and _joined(scan, n.end, v.start)) for v in verbs
        ):
            return True
    return False


def denies(scan: Scan, verb: Hit, place: Hit) -> bool:
    """Whether the verb denies that the footage is of ``place``."""
    if scan.lexicon.grammar.verb_last:
        return 0 <= verb.start - place.end <= _BEHIND and suffixes.unbroken(scan, place.end, verb.start)
    return covers(scan, verb, place) or _is_object(scan, verb, place)


def _closes(scan: Scan, position: int) -> bool:
    """Whether nothing of the same clause follows."""
    return position >= len(scan.tokens) or bool(set(scan.gap(position)) & _BREAKS)


def on_the_last(scan: Scan) -> Hit | None:
    """A refutation of what the sentence before says: "But that is not true", "Ada Brook denied this"; not "denied that …"."""
    own = denials(scan)
    for hit in scan.any("refuted"):
        denial = next((d for d in own if d.overlaps(hit)), None)
        if rejects_this(scan, denial) if denial else _is_verdict(scan, hit):
            return hit
    return None


def _is_verdict(scan: Scan, hit: Hit) -> bool:
    """Whether a pronoun or a word for what was said is the subject, or there is no other: "This is false", "False: …"."""
    that = scan.lexicon.stance.clause
    if hit.start > _OPENS or any(that.at(scan.tokens, n) for n in range(hit.end, hit.end + _OBJECT)):
        return False
    if scan.lexicon.grammar.null_subject and hit.end == len(scan.tokens):
        return True  # "Es un bulo."
    return bool(_points_back(scan, 0, hit.end)) or (hit.start <= 1 and _closes(scan, hit.end))


def rejects_this(scan: Scan, verb: Hit) -> bool:
    """Whether what is denied is but "this", "the claim", or left out."""
    closes = _closes(scan, verb.end)
    for start in (verb.start - 1, verb.end):
        pointed = _points_back(scan, start, start + 1 + _OBJECT * (start == verb.end)) if start >= 0 else None
        if pointed and (start < verb.start or _closes(scan, pointed.end)):
            return True
    return closes


def _points_back(scan: Scan, start: int, end: int) -> Hit | None:
    """A word there for what was said before, or for the footage."""
    words, nouns = scan.lexicon.determiners, scan.lexicon.nouns
    sets = (words.pronouns, words.demonstrative, nouns.matters, nouns.singular, nouns.plural, nouns.images)
    found = (hit for n in range(start, min(end, len(scan.tokens))) for p in sets if (hit := p.at(scan.tokens, n)))
    return next(found, None)
