"""What footage shows, in the words of one sentence: behind "shows" and "one sees", or before "can be seen"."""

from collections.abc import Sequence

from provenance.articles.mentions import Mention
from provenance.articles.phrases import Hit
from provenance.articles.reserves import turning_points
from provenance.articles.scan import Scan
from provenance.articles.speech import Speech

__all__ = ["manner", "shows", "unspoken"]

_LEAST_SHOWN = 2
"""Words that tell what is seen."""
_MANNER = 7
"""Words of "filmed from a car", between the noun and its verb."""


def shows(found: Scan, mention: Mention) -> Hit | None:
    """What comes after "shows" or "one sees", to the end of the sentence."""
    start = mention.noun.end if mention.noun else 0
    visible = found.any("visible")
    hits = [h for h in (*visible, *found.any("shows")) if h.start >= start]
    after = hits[0].end if hits else len(found.tokens)
    # "Ne montre pas", "zeigt keine"
    after = max((n.end for n in found.negations if n.start <= after < n.end), default=after)
    if len(found.tokens) - after >= _LEAST_SHOWN:
        # "A crowd can be seen running": who is seen stands before the verb.
        clause = max(start, max((n for n in range(1, hits[0].start + 1) if found.gap(n).strip()), default=0))
        led = found.lexicon.places.prepositions.at(found.tokens, clause) or found.lexicon.agents.within.at(found.tokens, clause)
        subject = hits[0] in visible and hits[0].start - clause >= _LEAST_SHOWN and found.lexicon.grammar.articles and not led
        return Hit(clause if subject else after, _quoted_to(found, hits[0]))
    # What is seen may stand before its verb: "five men can be seen", "sind fünf Männer zu sehen".
    return Hit(start if visible[0].start >= start else 0, len(found.tokens)) if visible else None


def unspoken(found: Scan, shows: Hit | None, told: Sequence[Speech]) -> Hit | None:
    """What is shown, up to where somebody begins to speak of it, or whoever says it is named: ", according to NN".

    A semicolon ends it, and so does ", but".
    """
    if shows is None:
        return None
    credited = found.lexicon.stance.attribution.find(found.tokens, start=shows.start + 1, end=shows.end)
    turns = [c.start for c in credited if not found.tokens[c.start].joined] + [s.verb.start for s in told]
    turns += turning_points(found, shows.start + 1, shows.end)
    end = min((n for n in turns if shows.start < n < shows.end), default=shows.end)
    return Hit(shows.start, end) if end - shows.start >= min(_LEAST_SHOWN, shows.end - shows.start) else None


def _quoted_to(found: Scan, verb: Hit) -> int:
    """Where a quotation that ``verb`` stands in ends: whoever is quoted follows. Else the end of the sentence."""
    for opening, closing in (("“", "”"), ("«", "»")):
        if not any(opening in found.gap(n) for n in range(verb.start + 1)):
            continue
        for n in range(verb.end, len(found.tokens)):
            if opening in found.gap(n):
                break
            if closing in found.gap(n):
                return n
    return len(found.tokens)


def manner(found: Scan, mention: Mention, shows: Hit | None) -> Hit | None:
    """A participle between the noun and its verb that names no place, day or person."""
    if mention.noun is None or shows is None:
        return None
    for verb in found.any("filmed"):
        stop = next((h.start for h in found.any("shows", "visible") if h.start >= verb.end), None)
        if mention.noun.end == verb.start and stop is not None and 2 <= stop - verb.start <= _MANNER:
            inside = Hit(verb.start, stop)
            plain = not any(d.hit.overlaps(inside) for d in found.dates) and not any(
                t.is_name for t in found.tokens[inside.start : stop]
            )
            return inside if plain else None
    return None
