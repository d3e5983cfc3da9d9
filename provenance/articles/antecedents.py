"""Who "she" is in "She posted it": the pronoun or left-out subject of a verb, and the somebody named last before it."""

from collections.abc import Iterator, Sequence

from provenance.articles import people
from provenance.articles.doers import doer
from provenance.articles.mentions import Mention
from provenance.articles.parties import Party
from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.model import AgentKind

__all__ = ["fits", "last_named", "pronoun_doer"]

_BEFORE = 2
"""Words between a pronoun and its verb: "she had then posted it"."""
_BEHIND = 1
"""Words between a verb and a pronoun behind it: "hat sie … eingestellt"."""
_OPENS = 1
"""Words before a verb whose subject is left out: "Lo publicó ayer"."""


def pronoun_doer(scan: Scan, mention: Mention, *kinds: str) -> Hit | None:
    """The pronoun that did one of those verbs to the footage; where subjects are left out, the verb itself.

    ``kinds``: field names of :class:`~provenance.articles.lexicon.Verbs` with the doer as subject.
    """
    for verb in scan.any(*kinds):
        passive = any(verb.overlaps(p) for p in scan.any("spreading"))
        if passive or not people.has_object(scan, mention, verb):
            continue
        if found := _pronoun_at(scan, verb):
            return found
        if scan.lexicon.grammar.null_subject and _opens(scan, verb) and doer(scan, verb) is None:
            return verb
    return None


def _pronoun_at(scan: Scan, verb: Hit) -> Hit | None:
    persons, tokens = scan.lexicon.agents.persons, scan.tokens
    for end in range(verb.start, max(-1, verb.start - _BEFORE - 1), -1):
        found = persons.ending_at(tokens, end, reach=2)
        if found and all(t.joined for t in tokens[found.end : verb.start + 1]):
            return found
    behind = verb.end + _BEHIND if scan.lexicon.grammar.auxiliaries else -1
    inside = (persons.at(tokens, n) for n in range(verb.start + 1, min(behind, len(tokens))))
    return next((hit for hit in inside if hit), None)


def _opens(scan: Scan, verb: Hit) -> bool:
    """Whether the verb begins its clause, but for a pronoun of its object."""
    words = range(max(0, verb.start - _OPENS), verb.start + 1)
    return verb.start <= _OPENS or any(not scan.tokens[n].joined for n in words)


def fits(scan: Scan, pronoun: Hit, party: Party, named: Scan) -> bool:
    """Whether the pronoun can stand for ``party`` of the sentence ``named``: "she" is no agency, and nobody is "users"."""
    if people.is_anyone(named, party):
        return False
    personal = scan.lexicon.agents.persons.at(scan.tokens, pronoun.start) is not None
    return not personal or people.agent(named, party).kind in {AgentKind.PERSON, AgentKind.ACCOUNT}


def _parties(found: Sequence[Party | None]) -> Iterator[Party]:
    yield from sorted((p for p in found if p), key=lambda p: p.hit.start, reverse=True)


def last_named(
    scan: Scan, pronoun: Hit, named: Scan, found: Sequence[Party | None], *, before: int | None = None
) -> Party | None:
    """The last of ``found`` in the sentence ``named`` that the pronoun can stand for; in its own sentence, ``before`` it."""
    return next(
        (p for p in _parties(found) if fits(scan, pronoun, p, named) and (before is None or p.hit.end <= before)),
        None,
    )
