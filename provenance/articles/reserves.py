"""Words of reserve and hearsay forms in a sentence."""

from dataclasses import dataclass, replace

from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan
from provenance.model import Hedge, HedgeLevel, HedgeScope

__all__ = ["Reserve", "reserves", "turned", "turning_points"]

_PLACE_WITHIN = 12
_BEHIND_DENIAL = 2
"""Words between a verb of denying and its "that"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """One expression of reserve in a sentence."""

    hit: Hit
    level: HedgeLevel
    reported: bool
    """Somebody is said to claim it, rather than the writer weighing it."""
    doer: Hit | None = None
    """Whoever presents it so, inside the expression."""
    conditional: bool = False
    scope: HedgeScope | None = None

    def hedge(self, scan: Scan, *, background: Hit | None, places: tuple[Hit, ...]) -> Hedge:
        """As the case keeps it; the scope from what the words stand next to."""
        return Hedge(
            words=scan.words(self.hit.start, self.hit.end),
            level=self.level,
            scope=self.scope or self._scope(scan, background, places),
        )

    def _scope(self, scan: Scan, background: Hit | None, places: tuple[Hit, ...]) -> HedgeScope:
        if background and self.hit.overlaps(background):
            return HedgeScope.POSTER
        if any(self._near(scan, p) for p in places):
            return HedgeScope.PLACE
        if any(self._near(scan, d.hit) for d in scan.dates):
            return HedgeScope.TIME
        return HedgeScope.CONTENT

    def _near(self, scan: Scan, hit: Hit) -> bool:
        return 0 <= hit.start - self.hit.end <= _PLACE_WITHIN and not turned(scan, self.hit, hit)


def turning_points(scan: Scan, start: int, end: int) -> list[int]:
    """Words in ``start``–``end`` at which the sentence turns: behind a semicolon, at ", but"."""
    turns = scan.lexicon.stance.turns.find(scan.tokens, start=start, end=end)
    return [t.start for t in turns if not scan.tokens[t.start].joined] + [n for n in range(start, end) if ";" in scan.gap(n)]


def turned(scan: Scan, one: Hit, other: Hit) -> bool:
    """Whether the sentence turns between two words: what is said of one is not said of the other."""
    first, second = sorted((one, other))
    return bool(turning_points(scan, first.end, second.start + 1))


def _is_hearsay(scan: Scan, verb: Hit) -> bool:
    """Turkish -miş: at the clause's end, "is said to have been filmed"; after "in fact" it is what was found out."""
    closes = verb.end >= len(scan.tokens) or not scan.tokens[verb.end].joined
    return closes and not any(h.end <= verb.start for h in scan.lexicon.stance.contrast.find(scan.tokens))


def _conditionals(scan: Scan) -> list[Hit]:
    """Hearsay forms with the verb that carries the meaning: "aurait … rejoint"."""
    forms = scan.lexicon.stance.conditional
    found = [h for h in forms.verbs.find(scan.tokens) if not scan.lexicon.grammar.verb_last or _is_hearsay(scan, h)]
    for auxiliary in forms.auxiliaries.find(scan.tokens):
        end = auxiliary.end
        while end < len(scan.tokens) and scan.tokens[end].joined and (linker := forms.linkers.at(scan.tokens, end)):
            end = linker.end
        follows = end < len(scan.tokens) and scan.tokens[end].joined and not scan.lexicon.grammar.auxiliaries
        found.append(Hit(auxiliary.start, end + 1 if follows else end))
    return found


def _names_a_month(scan: Scan, hit: Hit) -> bool:
    """Whether a word of reserve is a date or a name here: "5 May", "in May", "Theresa May"; a verb follows the other."""
    if any(day.hit.overlaps(hit) for day in scan.dates):
        return True
    if hit.end - hit.start > 1 or not any(month.at(scan.tokens, hit.start) for month in scan.lexicon.dates.months):
        return False
    if hit.end >= len(scan.tokens) or not scan.tokens[hit.end].joined or not scan.tokens[hit.end].text[0].isalpha():
        return True
    prepositions = scan.lexicon.places.prepositions
    return (hit.start > 0 and scan.tokens[hit.start].is_name) or prepositions.at(scan.tokens, hit.end) is not None


def _opens_denied(scan: Scan, hit: Hit) -> bool:
    """Whether a word of reserve is but the "that" of a denial: Polish "zaprzeczył, jakoby"."""
    clause = scan.lexicon.stance.clause.at(scan.tokens, hit.start)
    return clause == hit and any(0 <= hit.start - v.end <= _BEHIND_DENIAL for v in scan.verbs["denied"])


def _before_doer(scan: Scan, one: Reserve) -> Reserve:
    """Without whoever stands inside: French "présentée par des comptes anonymes comme" is "présentée", by them."""
    by = scan.lexicon.agents.by.find(scan.tokens, start=one.hit.start + 1, end=one.hit.end - 1)
    inside = bool(by) and by[0].end < one.hit.end - 1
    return replace(one, hit=Hit(one.hit.start, by[0].start), doer=Hit(by[0].end, one.hit.end - 1)) if inside else one


def reserves(scan: Scan) -> tuple[Reserve, ...]:
    """Every expression of reserve, left to right, the longest where they overlap."""
    stance = scan.lexicon.stance
    found = [
        Reserve(hit=hit, level=entry.level, reported=entry.reported, scope=entry.scope)
        for entry in stance.hedges
        for hit in entry.words.find(scan.tokens)
    ]
    found += [Reserve(hit=hit, level=stance.conditional.level, reported=False, conditional=True) for hit in _conditionals(scan)]
    found = [_before_doer(scan, r) for r in found]
    kept: list[Reserve] = []
    found = [r for r in found if not _names_a_month(scan, r.hit) and not _opens_denied(scan, r.hit)]
    for one in sorted(found, key=lambda r: (r.hit.start - r.hit.end, r.hit.start)):
        if not any(one.hit.overlaps(other.hit) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda r: r.hit))
