"""Who filmed it: the doer of a passive ("filmed by"), the subject of an active verb ("NN filmed it")."""

from provenance.articles.doers import doer, done_by, is_no_agent, object_before, subject_behind, subject_in_relative
from provenance.articles.mentions import Mention
from provenance.articles.parties import (
    Party,
    description,
    has_footage,
    is_outlet,
    is_pronoun,
    on_network,
    party_of,
    past_adverbials,
)
from provenance.articles.people import has_object
from provenance.articles.phrases import Hit
from provenance.articles.relatives import who_did
from provenance.articles.scan import Scan, is_quoted
from provenance.articles.speech import spans_clause

__all__ = ["filmer", "who_says_i"]

_NEAR = 4
"""Words from a participle to its doer: further on "by" belongs to something else."""
_HEAD = 2
"""Words that tell what is described: "a passenger on a bus" is no bus."""
_LEAST = 3
"""Letters of a word that may be somebody."""
_BEFORE = 2
"""Words between "not" and "I filmed it"."""
_OF = 3
"""Words of "of the clip"."""
_IS = 10
"""Words from "the author" to its "is": "of the clip", an aside."""


def filmer(scan: Scan, mention: Mention) -> Party | None:
    """Who filmed it, in the sentence's words."""
    return _passive(scan) or _who_filmed(scan, mention) or _active(scan, mention) or _author(scan)


def who_says_i(scan: Scan, speaker: Party | None) -> Party | Hit | None:
    """Whoever says in quotation marks that they filmed it; the words for it where the sentence does not name them."""
    myself = next((v for v in scan.verbs["filmed_myself"] if is_quoted(scan.text, scan.tokens[v.start].start)), None)
    denied = myself is not None and any(0 <= myself.start - n.end <= _BEFORE for n in scan.negations)
    return None if myself is None or denied else speaker or myself


def _passive(scan: Scan) -> Party | None:
    for verb in scan.any("filmed"):
        words = scan.lexicon.agents.by
        by = (
            words.at(scan.tokens, verb.end)
            or words.at(scan.tokens, verb.end + 1)
            or words.ending_at(scan.tokens, verb.end, reach=1)
        )
        checked = any(verb.overlaps(v) for v in scan.any("verified"))
        if by and not is_no_agent(scan, by) and not checked:
            found = party_of(scan, description(scan, by.end))
        elif not checked and object_before(scan, verb) and (behind := subject_behind(scan, verb)):
            found = party_of(scan, behind)
        else:
            found = None if checked else _close(verb, done_by(scan, verb))
        # Italian "ripresa da" is "filmed by" a drone, and "taken over from" a page.
        over = found is not None and is_outlet(scan, found) and any(verb.overlaps(t) for t in scan.verbs["taken_from"])
        if found and not over and _may_film(scan, found.hit):
            return found
    return None


def _who_filmed(scan: Scan, mention: Mention) -> Party | None:
    """Of whom a relative clause tells that they filmed it: "NN, who filmed the video"."""
    found = who_did(scan, mention, "filmed_active")
    return found if found and _may_film(scan, found.hit) else None


def _author(scan: Scan) -> Party | None:
    """As in "The author of the clip, say the police, is a pilot", Russian "Его автор — жительница Курска"."""
    for author in scan.lexicon.agents.authors.find(scan.tokens):
        start = _behind_is(scan, author)
        found = party_of(scan, description(scan, start)) if start is not None and start < len(scan.tokens) else None
        if found and _may_film(scan, found.hit) and _is_somebody(scan, found.hit):
            return found
    return None


def _behind_is(scan: Scan, author: Hit) -> int | None:
    """Where the words begin that tell who the author is: behind "is", its form of hearsay, a dash."""
    grammar, tokens, end = scan.lexicon.grammar, scan.tokens, min(author.end + _IS, len(scan.tokens))
    if not grammar.articles:
        dash = next((n for n in range(author.end, end) if set(scan.gap(n)) & {"—", "–"}), None)
        if dash is not None and _is_of_footage(scan, author, dash):
            return _past_reserve(scan, dash)
    if not grammar.articles and not tokens[author.end - 1].forms[0].endswith(grammar.agent_endings or ("",)):
        return None  # Russian "автор был задержан": no noun need follow
    forms = scan.lexicon.stance.conditional
    found = (
        h for p in (scan.lexicon.agents.copula, forms.auxiliaries, forms.verbs) for h in p.find(tokens, start=author.end, end=end)
    )
    was = min(found, default=None)
    return _past_reserve(scan, was.end) if was and _is_of_footage(scan, author, was.start) else None


def _is_of_footage(scan: Scan, author: Hit, end: int) -> bool:
    """Whether nothing but the footage or an aside stands between: not "the author of the post is", "the author said it was"."""
    aside = author.end < end and "," in scan.gap(author.end) and "," in scan.gap(end)
    of = Hit(author.end, min(end, author.end + _OF))
    captions = scan.lexicon.nouns.captions.find(scan.tokens, start=author.start, end=end)
    spoken = "," not in scan.gap(end) and any(s.start < end for s in scan.speech)
    return author.end == end or aside or (has_footage(scan, of) and not captions and not spoken)


def _past_reserve(scan: Scan, position: int) -> int:
    """Past adverbs and words of reserve."""
    start = past_adverbials(scan, position)
    reserve = next((h for entry in scan.lexicon.stance.hedges if (h := entry.words.at(scan.tokens, start))), None)
    return reserve.end if reserve else start


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
        subject = (_behind_opening(scan, verb) or doer(scan, verb)) if has_object(scan, mention, verb) else None
        found = party_of(scan, subject)
        # Arabic writes active and passive alike; an active verb's subject follows it.
        placed = found and (found.hit.start >= verb.end or not scan.lexicon.grammar.verb_first)
        if found and placed and _may_film(scan, found.hit) and _is_somebody(scan, found.hit):
            return found
    return None


def _behind_opening(scan: Scan, verb: Hit) -> Hit | None:
    """The Slavic subject behind a verb that opens its clause: "…, снимал его двоюродный брат", "запевняє, що знімав її сусід"."""
    grammar, tokens = scan.lexicon.grammar, scan.tokens
    if grammar.articles or grammar.verb_first or grammar.verb_last:
        return None
    opens = not tokens[verb.start].joined or scan.lexicon.stance.clause.ending_at(tokens, verb.start, reach=2) is not None
    found = description(scan, past_adverbials(scan, verb.end)) if opens and verb.end < len(tokens) else None
    joined = found is not None and all(t.joined for t in tokens[verb.end : found.start + 1])
    return found if found and joined and not has_footage(scan, Hit(found.start, found.end + 1)) else None


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
    apart = (
        lexicon.grammar.verb_last and tokens[0].is_name and "," in scan.gap(hit.end)
    )  # Turkish "NN, videoyu çektiğini söyledi"
    return bool(led or named or apart) or (not lexicon.grammar.articles and len(tokens[hit.start].text) > _LEAST)
