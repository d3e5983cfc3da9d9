"""Where: place names in a sentence about footage, and whether they are where it was filmed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from provenance.articles import suffixes
from provenance.articles.phrases import Hit
from provenance.articles.reserves import reserves
from provenance.articles.scan import Scan

__all__ = ["Known", "PlaceWords", "places"]

Known = Callable[[str], bool]
"""Whether a gazetteer bears a name."""

_NEAR_VERB = 8
_LONGEST = 5
_APOSTROPHES = frozenset("'’ʼ`")
_QUOTES = frozenset('“«„"»‘')
_POSSESSIVE = 2
"""Letters of what an apostrophe may part from a name: "Kyiv's", "Kyiv'de"."""
_NEGATED = 4
"""Words between "not" and the place that another is put in place of."""
_WALK = 6
"""Words from a preposition to a name further on."""
_PARTICLES = frozenset(
    {"de", "del", "da", "do", "dos", "di", "la", "le", "el", "las", "los", "al", "sur", "am", "an", "der", "upon"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """A place name with how closely it is tied to the filming."""

    hit: Hit
    filmed: bool
    """After a verb of filming, origin or locating; else the place of what is shown."""
    known: bool
    """The gazetteer bears it, or a shorter name that it begins with."""
    part: bool = False
    """A street or square, named with its noun: "rue Hamra"."""


def _name_end(scan: Scan, start: int) -> int:
    """Where the run of name words from ``start`` ends."""
    end = start
    while end < len(scan.tokens) and end - start < _LONGEST and scan.tokens[end].is_name and not scan.taken(end):
        if end > start and not scan.tokens[end].joined:
            break
        end += 1
        # Куп'янськ: an apostrophe inside the name, more than a possessive's letter behind it.
        if end < len(scan.tokens) and scan.gap(end) in _APOSTROPHES and len(scan.tokens[end].text) > _POSSESSIVE:
            end += 1
        hyphened = end < len(scan.tokens) and "-" in scan.gap(end)
        particle = end + 1 < len(scan.tokens) and (hyphened or scan.tokens[end].forms[0] in _PARTICLES)
        if particle and scan.tokens[end].joined and scan.tokens[end + 1].joined and scan.tokens[end + 1].is_name:
            end += 0 if scan.tokens[end].is_name else 1
    return end


def _bears(scan: Scan, hit: Hit, known: Known) -> bool:
    """Whether the words name a place by the gazetteer, or by the model that was asked."""
    return scan.is_place(hit) or known(scan.words(hit.start, hit.end))


def _borne(scan: Scan, candidates: Sequence[Hit], known: Known) -> Hit | None:
    """The longest of ``candidates`` that the gazetteer bears; the whole run where that is but its beginning.

    "Cabo Delgado" is another place than Cabo, known or not; "Lyon France" is Lyon, for France is a place by itself.
    """
    found = next((h for h in candidates if _bears(scan, h, known)), None)
    longest = candidates[0] if candidates else None
    grammar = scan.lexicon.grammar
    if found is None or longest is None or found == longest or grammar.nouns_capitalised or not grammar.names_capitalised:
        return found
    rest = (Hit(n, longest.end) for n in range(found.end, longest.end))
    return found if any(_bears(scan, h, known) for h in rest) else longest


def _candidates(scan: Scan, start: int) -> list[Hit]:
    """Runs from ``start`` that may be a place's name, longest first."""
    if scan.lexicon.grammar.names_capitalised:
        end = _name_end(scan, start)
    else:
        end = start
        turns = scan.lexicon.places.prepositions
        while end < len(scan.tokens) and end - start < 3 and not scan.taken(end) and (end == start or scan.tokens[end].joined):
            if end > start and turns.at(scan.tokens, end):
                break
            end += 1
    runs = (Hit(start, stop) for stop in range(end, start, -1))
    return [hit for hit in runs if not scan.is_person(hit)]


def _after_nouns(scan: Scan, position: int) -> int:
    """Past "the city of" and the like."""
    for _ in range(3):
        noun = scan.lexicon.places.nouns.at(scan.tokens, position)
        if noun is None or not scan.tokens[position].joined or (noun.end >= len(scan.tokens)):
            break
        position = noun.end
    return position


def _is_noun(scan: Scan, hit: Hit) -> bool:
    noun = scan.lexicon.places.nouns.at(scan.tokens, hit.start)
    return noun is not None and noun.end >= hit.end


def _tied(scan: Scan, preposition: Hit) -> bool:
    verbs = scan.any("filmed", "origin", "refuted")
    near = (v for v in verbs if v.start <= preposition.start and preposition.start - v.end <= _NEAR_VERB)
    # "Filmed from a balcony, it shows the fighting in the lanes of …": the place of what is shown.
    turns = scan.any("shows", "visible")
    before = any(not any(v.end <= t.start < preposition.start for t in turns) for v in near)
    last = scan.lexicon.grammar.verb_last or bool(scan.lexicon.grammar.auxiliaries)
    return before or (last and any(0 <= v.start - preposition.end <= _NEAR_VERB for v in verbs))


def _comes_from(scan: Scan, source: Hit) -> bool:
    """Whether "from" follows close on a verb of filming or origin; without articles also on footage, "not", "supposedly"."""
    if not scan.lexicon.grammar.articles:
        nouns = scan.lexicon.nouns
        footage = (p.ending_at(scan.tokens, source.start, reach=2) for p in (nouns.singular, nouns.plural, nouns.images))
        reserve = (e.words.ending_at(scan.tokens, source.start) for e in scan.lexicon.stance.hedges)
        pronoun = scan.lexicon.determiners.pronouns.ending_at(scan.tokens, source.start, reach=1)
        if any(footage) or any(reserve) or pronoun or any(n.end == source.start for n in scan.negations):
            return True
    contrast = scan.lexicon.stance.contrast
    if contrast.ending_at(scan.tokens, source.end) or contrast.ending_at(scan.tokens, source.start):
        return True  # "not of X but of Y"
    return any(0 <= source.start - v.end <= 3 or v.end == source.end for v in scan.any("filmed", "origin"))


def _is_called(scan: Scan, start: int) -> bool:
    """Whether a noun for a kind of place, no article or adjective, stands right before: "der Ortschaft NN"."""
    noun = scan.lexicon.places.nouns.ending_at(scan.tokens, start)
    capital = scan.lexicon.grammar.nouns_capitalised
    return noun is not None and scan.tokens[start].joined and (not capital or scan.tokens[start - 1].is_name)


def _closes(scan: Scan, hit: Hit) -> bool:
    """Whether a date or the end of the clause follows."""
    return hit.end >= len(scan.tokens) or scan.taken(hit.end) or not scan.tokens[hit.end].joined


def _unknown(scan: Scan, candidates: list[Hit], *, filmed: bool, hamlet: Known) -> Hit | None:
    """A name the gazetteer does not bear, where the sentence's build is enough to take it for a place."""
    grammar = scan.lexicon.grammar
    if not candidates:
        return None
    if grammar.nouns_capitalised:
        first = candidates[0]
        return first if filmed and (_is_called(scan, first.start) or hamlet(scan.words(first.start, first.end))) else None
    if not grammar.names_capitalised:
        leads = scan.lexicon.dates.lead, scan.lexicon.places.prepositions
        if any(lead.at(scan.tokens, candidates[-1].start) for lead in leads):
            return None
        # The noun for a kind of place tells that all that follows is its name: "the crossing Bab al-Hawa".
        called = _is_called(scan, candidates[0].start)
        closing = (h for h in (reversed(candidates) if called else candidates[-1:]) if _closes(scan, h))
        return next(closing, candidates[-1] if called else None) if filmed else None
    # Case endings hide names from the gazetteer, so "shows … in Name" counts as well in such languages.
    shown = any(0 <= candidates[0].start - h.end <= _NEAR_VERB for h in scan.any("shows", "visible"))
    shown = shown and (not grammar.articles or hamlet(scan.words(candidates[0].start, candidates[0].end)))
    acronym = scan.words(candidates[0].start, candidates[0].end).isupper()
    return candidates[0] if (filmed or shown) and not acronym else None


def _named(scan: Scan, start: int, *, filmed: bool, known: Known, hamlet: Known) -> PlaceWords | None:
    candidates = _candidates(scan, start)
    # "Сумській області": the noun behind an adjective belongs to the name.
    noun = scan.lexicon.places.nouns.at(scan.tokens, candidates[0].end) if candidates else None
    longer = [Hit(start, noun.end)] if noun and scan.tokens[noun.start].joined and scan.lexicon.grammar.names_capitalised else []
    # "In the Syrian town": an adjective is no name, though some place bears it.
    candidates = [h for h in candidates if not (scan.lexicon.grammar.articles and _is_noun(scan, h))]
    hit = next((h for h in longer if _bears(scan, h, known)), None) or _borne(scan, candidates, known)
    if hit is not None:
        return PlaceWords(hit=hit, filmed=filmed, known=True)
    unknown = _unknown(scan, candidates, filmed=filmed, hamlet=hamlet)
    return None if unknown is None else PlaceWords(hit=unknown, filmed=filmed, known=False)


def _suffixed(scan: Scan, known: Known) -> list[PlaceWords]:
    """Turkish: "Kiev'de" is a name, an apostrophe and a case ending."""
    verbs, shows = scan.any("filmed", "origin", "refuted"), scan.any("shows", "visible")
    found = []
    for end, case in suffixes.place_ends(scan):
        names = [h for h in suffixes.names_before(scan, end) if not scan.is_person(h)]
        tied, shown = (
            any(0 <= v.start - case <= _NEAR_VERB and suffixes.unbroken(scan, case, v.start) for v in hits)
            for hits in (verbs, shows)
        )
        # The sentence's first word has a capital in any case.
        unknown = next((h for h in names if h.start), None) if tied or shown else None
        borne = next((h for h in names if _bears(scan, h, known)), None)
        if hit := borne or unknown:
            found.append(PlaceWords(hit=hit, filmed=tied, known=borne is not None))
    return found


def _further(scan: Scan, start: int, *, filmed: bool, known: Known) -> PlaceWords | None:
    """A name the gazetteer bears, some words after a preposition: "in the outskirts of Melilla", "im polnischen Rzeszów"."""
    verbs = {n for h in scan.any("filmed", "shows", "visible", "posted_passive", "posted_active") for n in range(h.start, h.end)}
    for n in range(start, min(start + _WALK, len(scan.tokens))):
        if n in verbs or (n > start and not scan.tokens[n].joined) or scan.taken(n):
            return None
        # Russian "на мосту через Волгу в Саратове": another preposition leads elsewhere.
        if n > start and not scan.lexicon.grammar.articles and scan.lexicon.agents.stop.at(scan.tokens, n):
            return None
        if not scan.tokens[n].is_name:
            continue
        hit = _borne(scan, [h for h in _candidates(scan, n) if not _is_noun(scan, h)], known)
        if hit is not None:
            return PlaceWords(hit=hit, filmed=filmed, known=True)
        if not scan.lexicon.grammar.nouns_capitalised:
            return None
    return None


def _shown_names(scan: Scan, known: Known) -> list[PlaceWords]:
    """Names right after "this is": “This is Izium tonight,” the caption reads."""
    found = []
    for being in scan.lexicon.places.being.find(scan.tokens) if scan.lexicon.grammar.names_capitalised else ():
        follows = being.end < len(scan.tokens) and scan.tokens[being.end].joined and not scan.taken(being.end)
        names = [h for h in _candidates(scan, being.end) if scan.tokens[h.start].is_name] if follows else []
        if hit := _borne(scan, names, known):
            found.append(PlaceWords(hit=hit, filmed=False, known=True))
    return found or _captioned(scan, known)


def _captioned(scan: Scan, known: Known) -> list[PlaceWords]:
    """The name that opens a quoted caption: captioned “Izium right now”."""
    captions = (*scan.lexicon.nouns.captions.find(scan.tokens), *(r.hit for r in reserves(scan) if r.reported))
    for caption in captions if scan.lexicon.grammar.names_capitalised else ():
        opens = caption.end < len(scan.tokens) and not _QUOTES.isdisjoint(scan.gap(caption.end))
        hit = _borne(scan, _candidates(scan, caption.end), known) if opens else None
        if hit is not None and scan.tokens[hit.start].is_name:
            return [PlaceWords(hit=hit, filmed=False, known=True)]
    return []


def _shown_itself(scan: Scan, known: Known, hamlet: Known) -> list[PlaceWords]:
    """The name that is all that is shown: "it shows Robotyne", Dutch "dat ze Robotyne tonen"; German nouns are no names."""
    grammar, found = scan.lexicon.grammar, []
    for verb in scan.any("shows") if grammar.names_capitalised and not grammar.nouns_capitalised else ():
        behind = _candidates(scan, verb.end)[:1] if verb.end < len(scan.tokens) and scan.tokens[verb.end].joined else []
        before = (
            [Hit(verb.start - 1, verb.start)] if grammar.auxiliaries and verb.start > 1 and scan.tokens[verb.start].joined else []
        )
        names = (h for h in (*behind, *before) if h.start > 0 and scan.tokens[h.start].is_name and not scan.taken(h.start))
        borne = (h for h in names if _bears(scan, h, hamlet if h in before else known))
        found += [PlaceWords(hit=h, filmed=False, known=True) for h in borne if h in before or _closes(scan, h)]
    return found


def _opening_refuted(scan: Scan, known: Known) -> list[PlaceWords]:
    """The name between a word that opens a clause and a refutation: "con X non c'entra nulla", "mit X hat das nichts zu tun"."""
    found, joins, grammar = [], scan.lexicon.stance.joins, scan.lexicon.grammar
    for refuted in scan.any("refuted") if grammar.inverts or grammar.auxiliaries else ():
        within = range(refuted.start - 1, max(-1, refuted.start - _LONGEST), -1)
        at = next((n for n in within if n == 0 or not scan.tokens[n].is_name), None)
        if at is None or at + 1 >= refuted.start or not all(t.joined for t in scan.tokens[at + 1 : refuted.start + 1]):
            continue
        opens = at == 0 or not scan.tokens[at].joined or joins.ending_at(scan.tokens, at) is not None
        hit = _borne(scan, _candidates(scan, at + 1), known) if opens and not joins.at(scan.tokens, at) else None
        if hit and hit.end == refuted.start:
            found.append(PlaceWords(hit=hit, filmed=True, known=True))
    return found


def _denied_names(scan: Scan, known: Known) -> list[PlaceWords]:
    """Names right after a "not": "this is not Izium"; where the verb stands last, "not" follows the name."""
    found = _opening_refuted(scan, known)
    # "It has nothing to do with X"
    against = [r for r in scan.any("refuted") if not any(r.overlaps(d) for d in scan.verbs["denied"])]
    for negation in () if scan.lexicon.grammar.verb_last else (*scan.negations, *against):
        follows = negation.end < len(scan.tokens) and scan.tokens[negation.end].joined
        candidates = _candidates(scan, negation.end) if follows else []
        hit = _borne(scan, [h for h in candidates if scan.tokens[h.start].is_name], known)
        if hit and scan.lexicon.grammar.names_capitalised and not scan.taken(hit.start):
            found.append(PlaceWords(hit=hit, filmed=True, known=True))
    return found or _not_shown(scan, known)


def _not_shown(scan: Scan, known: Known) -> list[PlaceWords]:
    """The name that ends a clause behind "does not show": "… X, as users claim". Somebody would go on to do something."""
    ends = {h.end for h in scan.any("refuted")} & {s.end for s in scan.any("shows")}
    ends |= {s.end for s in scan.any("shows") if any(n.end == s.start for n in scan.negations)}
    for end in sorted(n for n in ends if n < len(scan.tokens) and scan.tokens[n].joined):
        hit = _borne(scan, [h for h in _candidates(scan, end) if scan.tokens[h.start].is_name], known)
        if hit and scan.lexicon.grammar.names_capitalised and _closes(scan, hit):
            return [PlaceWords(hit=hit, filmed=True, known=True)]
    return []


def _put_in_place(scan: Scan, denied: Hit, known: Known) -> list[PlaceWords]:
    """The name behind "but" of "this is not Izium but Kupiansk"."""
    but = scan.lexicon.stance.contrast.at(scan.tokens, denied.end)
    article = scan.lexicon.determiners.definite.at(scan.tokens, but.end) if but and but.end < len(scan.tokens) else None
    start = article.end if article else but.end if but else len(scan.tokens)
    if start >= len(scan.tokens) or scan.taken(start) or not scan.tokens[start].is_name:
        return []
    hit = _borne(scan, [h for h in _candidates(scan, start) if not _is_noun(scan, h)], known)
    return [PlaceWords(hit=hit, filmed=True, known=True)] if hit else []


def _after(scan: Scan, preposition: Hit, known: Known, hamlet: Known) -> PlaceWords | None:
    """The place that ``preposition`` leads to."""
    start, filmed = _after_nouns(scan, preposition.end), _tied(scan, preposition)
    one = _named(scan, start, filmed=filmed, known=known, hamlet=hamlet) if not scan.taken(start) else None
    walk = scan.lexicon.grammar.names_capitalised and (one is None or not one.known)
    return (_further(scan, preposition.end, filmed=filmed, known=known) if walk else None) or one


def _sourced(scan: Scan, known: Known) -> list[PlaceWords]:
    """Names after "of" that the gazetteer bears, behind what is shown: "a school of Bendery"."""
    if not scan.lexicon.grammar.names_capitalised:
        return []
    told = [*scan.any("shows", "visible", "filmed", "origin", "refuted"), *scan.lexicon.places.being.find(scan.tokens)]
    if scan.lexicon.grammar.articles:  # Slavic "of" means "with" as well
        told += [r.hit for r in reserves(scan) if r.reported]
    begin = min((h.end for h in told), default=len(scan.tokens))
    found = []
    for source in scan.lexicon.places.sources.find(scan.tokens, start=begin):
        if source.end < len(scan.tokens) and scan.tokens[source.end].joined and not scan.taken(source.end):
            hit = _borne(scan, [h for h in _candidates(scan, source.end) if scan.tokens[h.start].is_name], known)
            if hit is not None:
                found.append(PlaceWords(hit=hit, filmed=False, known=True))
    return found


def _nowhere(_: str) -> bool:
    return False


def places(scan: Scan, known: Known, *, hamlet: Known = _nowhere) -> tuple[PlaceWords, ...]:
    """Places named in the sentence, those of the filming first, then in order.

    ``hamlet``: whether at least a hamlet bears a name, asked only behind a preposition and a verb of showing.
    """
    found = [*_suffixed(scan, known), *_denied_names(scan, known), *_shown_names(scan, known)]
    said = scan.lexicon.stance.speech.find(scan.tokens)
    for n in range(len(scan.tokens)):
        preposition = scan.lexicon.places.prepositions.at(scan.tokens, n)
        source = scan.lexicon.places.sources.at(scan.tokens, n) if preposition is None else None
        preposition = preposition or (source if source and _comes_from(scan, source) else None)
        if preposition is None or preposition.end >= len(scan.tokens) or not scan.tokens[preposition.end].joined:
            continue
        if scan.lexicon.grammar.inverts and any(s.end == n for s in said):
            continue  # "Ha detto a Fanpage di …": whom or where it was said
        one = _after(scan, preposition, known, hamlet)
        if one and not any(one.hit.overlaps(other.hit) for other in found):
            found.append(one)
    if not found:
        found = _sourced(scan, known) or _shown_itself(scan, known, hamlet)
    for one in tuple(found) if scan.lexicon.grammar.names_capitalised and not scan.lexicon.grammar.verb_last else ():
        denied = any(0 <= one.hit.start - n.end <= _NEGATED for n in scan.negations)
        instead = _put_in_place(scan, one.hit, known) if denied else []
        found += [p for p in instead if not any(p.hit.overlaps(other.hit) for other in found)]
    return tuple(sorted((_with_street(scan, p) for p in found), key=lambda p: (not p.filmed, p.hit)))


def _with_street(scan: Scan, place: PlaceWords) -> PlaceWords:
    """A street with the word that tells that it is one."""
    noun = scan.lexicon.places.parts.ending_at(scan.tokens, place.hit.start)
    return replace(place, hit=Hit(noun.start, place.hit.end), part=True) if noun else place
