"""Who says a part of a sentence, not the whole of it: "Ada Brook, who said it was …", "NN posted it and wrote …".

A speaker of the whole sentence ("according to NN", "NN said that …") is found by :func:`provenance.articles.people.speaker`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.articles.parties import Party, has_footage, is_pronoun, party_of, past_which, segments, trim
from provenance.articles.phrases import Hit
from provenance.articles.scan import POSTED, Scan

__all__ = ["Speech", "begins_within", "in_relative", "rejected", "spans_clause", "speeches"]

_SUBJECT = 8
"""Words of a subject inside a relative clause: "which Russian military bloggers say"."""
_JOIN = 3
"""Words of "and later also"."""
_HELPING = 2
"""Words from a comma to the verb that goes on with the main clause: ", was then posted"."""
_OPENING = 1
"""Words before an opening "contrary to"."""
_TOLD = (*POSTED, "shows", "visible", "filmed", "origin", "verified", "denied")
_DONE = ("posted_active", "filmed_active", "verified", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What somebody says inside a sentence of the writer's."""

    speaker: Party
    verb: Hit
    end: int
    """Index of the word before which it ends."""

    def covers(self, hit: Hit) -> bool:
        """Whether ``hit`` stands in what is said."""
        return self.verb.end <= hit.start < self.end


def speeches(scan: Scan, doers: Sequence[Party]) -> tuple[Speech, ...]:
    """Left to right. ``doers``: whoever does something in the sentence: posts, films, verifies, denies."""
    found = (*_relative(scan, doers), *_joined(scan, doers), *_along(scan, doers))
    return tuple(sorted(found, key=lambda s: s.verb))


def begins_within(scan: Scan, start: int, end: int) -> bool:
    """Whether somebody begins to speak between two words: "…, saying it was", "… and said it was"."""
    said = scan.lexicon.stance.speech.find(scan.tokens, start=start, end=end)
    return any(_join_before(scan, verb) is not None for verb in said) or any(True for _ in _participles(scan, start, end))


def rejected(scan: Scan) -> tuple[Hit, ...]:
    """What the sentence goes against: "contrary to what NN says", up to its comma or the verb that stands second.

    Nothing where neither tells where it ends.
    """
    found = []
    for hit in scan.lexicon.stance.contrary.find(scan.tokens):
        if scan.lexicon.grammar.agent_suffixed:  # Turkish "iddiaların aksine"
            found.append(Hit(segments(scan, 0, hit.start)[-1].start, hit.end))
            continue
        second = scan.lexicon.grammar.auxiliaries if hit.start <= _OPENING else ()
        ends = (n for n in range(hit.end, len(scan.tokens)) if not scan.tokens[n].joined or scan.tokens[n].forms[0] in second)
        end = next(ends, len(scan.tokens) if hit.start > _OPENING else None)
        found += [Hit(hit.start, end)] if end else []
    return tuple(found)


def in_relative(scan: Scan, subject: Hit) -> bool:
    """Whether the subject of a verb of saying begins with "which": what is said is the relative clause, not the sentence."""
    return subject.start > 0 and (past_which(scan, subject) != subject or _opens_relative(scan, subject.start))


def _opens_relative(scan: Scan, position: int) -> bool:
    """Whether German or Dutch "der", "die" behind a comma is "who" and no article: "…, der auf Facebook schreibt"."""
    relative = scan.lexicon.agents.relative.at(scan.tokens, position)
    if (
        not scan.lexicon.grammar.auxiliaries
        or relative is None
        or scan.tokens[position].joined
        or relative.end >= len(scan.tokens)
    ):
        return False
    words, agents = scan.lexicon.determiners, scan.lexicon.agents
    sets = (scan.lexicon.places.prepositions, scan.lexicon.platforms.on, agents.stop, agents.adverbs)
    behind = (*sets, words.definite, words.indefinite, words.pronouns, words.possessive, scan.lexicon.stance.speech)
    return any(p.at(scan.tokens, relative.end) for p in behind)


def spans_clause(scan: Scan, verb: Hit) -> bool:
    """Whether a verb of two words holds a "that": the auxiliary of "ha smentito che il video pubblicato" is another verb's."""
    return bool(scan.lexicon.stance.clause.find(scan.tokens, start=verb.start + 1, end=verb.end - 1))


def _clause_end(scan: Scan, start: int) -> int:
    """Where a relative clause ends: at the comma behind which the main clause goes on with a verb."""
    verbs = {v.start for v in scan.any(*_TOLD)}
    commas = (n for n in range(start + 1, len(scan.tokens)) if "," in scan.gap(n))
    return next((n for n in commas if verbs.intersection(range(n, n + _HELPING))), len(scan.tokens))


def _relative(scan: Scan, doers: Sequence[Party]) -> Iterator[Speech]:
    """As in "Ada Brook, who said …", "the channel NN, which wrote …", "the video, which bloggers say was filmed in …"."""
    agents = scan.lexicon.agents
    for verb in scan.speech:
        adverb = agents.adverbs.ending_at(scan.tokens, verb.start, reach=2)
        at = adverb.start if adverb else verb.start
        which = agents.relative.ending_at(scan.tokens, at, reach=2) or agents.that.ending_at(scan.tokens, at, reach=2)
        speaker = next((p for p in doers if which and p.hit.end == which.start), None)
        if which is None:
            speaker = _who_before(scan, verb, doers) or _subject_in_relative(scan, verb)
        if speaker:
            yield Speech(speaker=speaker, verb=verb, end=_clause_end(scan, verb.end))


def _who_before(scan: Scan, verb: Hit, doers: Sequence[Party]) -> Party | None:
    """Of whom the clause tells that ends with the verb: German "NN, der auf Facebook schreibt"."""
    opens = next((n for n in range(verb.start, 0, -1) if not scan.tokens[n].joined), 0)
    return next((p for p in doers if p.hit.end == opens), None) if opens and _opens_relative(scan, opens) else None


def _subject_in_relative(scan: Scan, verb: Hit) -> Party | None:
    start = next((n for n in range(verb.start - 1, max(0, verb.start - _SUBJECT), -1) if not scan.tokens[n].joined), None)
    clause = Hit(start, verb.start) if start else None
    if clause is None or not in_relative(scan, clause):
        return None
    subject = trim(scan, past_which(scan, clause))
    return party_of(scan, subject) if subject and not has_footage(scan, subject) and not is_pronoun(scan, subject) else None


def _join_before(scan: Scan, verb: Hit) -> Hit | None:
    """The "and" of "and said"."""
    return scan.lexicon.stance.joins.ending_at(scan.tokens, verb.start, reach=_JOIN)


def _joined(scan: Scan, doers: Sequence[Party]) -> Iterator[Speech]:
    """As in "NN posted it on Monday and said it was filmed in …": the subject of the verb before is the speaker."""
    for verb in scan.speech:
        join = _join_before(scan, verb)
        before = [v for v in scan.any(*_DONE) if join and v.end <= join.start]
        subjects = [p for p in doers if join and before and p.hit.end <= join.start and not _by_before(scan, p)]
        if subjects:
            yield Speech(speaker=max(subjects, key=lambda p: p.hit), verb=verb, end=len(scan.tokens))


def _by_before(scan: Scan, party: Party) -> bool:
    """Whether somebody is the doer of a passive, and so not the subject."""
    account = scan.lexicon.agents.account.ending_at(scan.tokens, party.hit.start, reach=4)
    return scan.lexicon.agents.by.ending_at(scan.tokens, account.start if account else party.hit.start, reach=2) is not None


def _participles(scan: Scan, start: int, end: int) -> Iterator[Hit]:
    """Each "saying" behind a comma or behind the footage: "shared the video claiming it showed", not "a post claiming"."""
    for hit in scan.lexicon.stance.saying.find(scan.tokens, start=start, end=end):
        if hit.start and (not scan.tokens[hit.start].joined or has_footage(scan, Hit(hit.start - 1, hit.start))):
            yield hit


def _along(scan: Scan, doers: Sequence[Party]) -> Iterator[Speech]:
    """As in "NN denied it, saying it was filmed in …"."""
    for verb in _participles(scan, 0, len(scan.tokens)):
        if before := [p for p in doers if p.hit.end <= verb.start]:
            yield Speech(speaker=max(before, key=lambda p: p.hit), verb=verb, end=len(scan.tokens))
