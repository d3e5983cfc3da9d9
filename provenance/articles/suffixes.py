"""Case written behind a name (Turkish): "Kiev'de", "Halep kentinde", "Ayşe'nin paylaştığı video".

Every function answers nothing in a language whose file lists no such endings.
"""

from collections.abc import Iterator

from provenance.articles.phrases import Hit
from provenance.articles.scan import Scan

__all__ = ["account_before", "is_case", "names_before", "owner", "place_ends", "some_before", "unbroken"]

_LONGEST = 4
"""Words of a name."""
_REACH = 12
_LEAST = 4
"""Letters of a word that may bear a genitive."""
_BREAKS = frozenset(',،;:()—–"“”«»')


def unbroken(scan: Scan, start: int, end: int) -> bool:
    """Whether no comma, quotation mark or heavier stands from before word ``start`` to before word ``end``."""
    return not any(c in _BREAKS for n in range(start, min(end, len(scan.tokens) - 1) + 1) for c in scan.gap(n))


def _is_ending(scan: Scan, position: int) -> bool:
    """Whether the word is an ending written after a name's apostrophe."""
    if not 0 < position < len(scan.tokens) or not scan.lexicon.grammar.place_endings:
        return False
    return scan.gap(position) in {"'", "’"} and scan.tokens[position - 1].is_name


def is_case(scan: Scan, network: Hit) -> int | None:
    """Where "on Telegram" ends, if ``network`` bears such an ending: "Telegram'da", "sosyal medyada"."""
    endings = scan.lexicon.grammar.place_endings
    if _is_ending(scan, network.end) and scan.tokens[network.end].forms[0] in endings:
        return network.end + 1
    return network.end if endings and scan.tokens[network.end - 1].forms[0].endswith(endings) else None


def place_ends(scan: Scan) -> Iterator[tuple[int, int]]:
    """Where a name of a place may end, and where its ending or word of case ends."""
    if not scan.lexicon.grammar.place_endings:
        return
    origins = {h.start for h in scan.verbs["origin"]}
    for n in range(1, len(scan.tokens)):
        noun = scan.lexicon.places.nouns.at(scan.tokens, n)
        if _is_ending(scan, n):
            side = scan.lexicon.places.nouns.at(scan.tokens, n + 1)
            if scan.tokens[n].forms[0] in scan.lexicon.grammar.place_endings or n + 1 in origins or side:
                yield n, side.end if side else n + 1
        elif noun and scan.tokens[n].joined and scan.tokens[n - 1].is_name:
            yield n, noun.end


def names_before(scan: Scan, end: int) -> list[Hit]:
    """Runs of name words that end before word ``end``, longest first."""
    start = end
    while start > 0 and end - start < _LONGEST and scan.tokens[start - 1].is_name and not scan.taken(start - 1):
        if start < end and (not scan.tokens[start].joined or _is_ending(scan, start)):
            break
        start -= 1
    return [Hit(n, end) for n in range(start, end)]


def owner(scan: Scan, verb: Hit) -> Hit | None:
    """The doer in the genitive before a participle: "bir gazetecinin paylaştığı video"."""
    endings = scan.lexicon.grammar.agent_endings
    for n in range(verb.start - 1, max(-1, verb.start - _REACH), -1):
        form = scan.tokens[n].forms[0]
        if _is_ending(scan, n):
            if form in endings:
                return _back_from(scan, n)
            continue
        if not scan.taken(n) and not _is_ending(scan, n + 1) and len(form) > _LEAST and form.endswith(endings):
            return _back_from(scan, n + 1)
    return None


def account_before(scan: Scan, via: Hit) -> Hit | None:
    """Whose account it is: "'Gece Kuşu' adlı YouTube kanalında", "Valilik, X hesabından paylaştığı videoda"."""
    end = via.start
    for network in (h for h, _ in scan.platforms if h.start < via.end and h.end >= end):
        end = min(end, network.start)
    if end > 1 and _is_ending(scan, end - 1) and scan.tokens[end - 1].forms[0] in scan.lexicon.grammar.agent_endings:
        end -= 1  # "NN'nin YouTube kanalında"
        return next(iter(names_before(scan, end)), None)
    called = scan.lexicon.agents.account.ending_at(scan.tokens, end, reach=1)
    end = called.start if called else end
    start = _quote_before(scan, end)
    if start is None:
        start = end
        while start > 0 and end - start < _LONGEST and scan.tokens[start - 1].is_name and not scan.taken(start - 1):
            if _is_ending(scan, start) or (start < end and not scan.tokens[start].joined):
                break
            start -= 1
    return Hit(start, end) if start < end and not _is_ending(scan, end) else None


def some_before(scan: Scan, taken: Hit) -> Hit | None:
    """Somebody of no name whom it was taken from: "bir itfaiyeciden aldığını", "bir Telegram grubundan aldığını"."""
    endings = scan.lexicon.grammar.agent_endings
    owned = taken.start > 1 and scan.tokens[taken.start - 1].forms[0].endswith(endings)  # "bir balıkçının hesabından"
    end = taken.start + (not owned)
    if not scan.tokens[taken.start].forms[0].endswith(scan.lexicon.grammar.place_endings):
        return None
    for start in range(taken.start, max(-1, end - _LONGEST), -1):
        if scan.lexicon.determiners.indefinite.at(scan.tokens, start):
            return Hit(start, end) if start < taken.start else None
        if not scan.tokens[start].joined:
            return None
    return None


def _quote_before(scan: Scan, end: int) -> int | None:
    """Where the quotation begins that closes before word ``end``."""
    if not end or not set(scan.gap(end)) & set("'\"”’»"):
        return None
    return next((n for n in range(end - 1, max(-1, end - 2 * _LONGEST), -1) if set(scan.gap(n)) & set("'\"“‘«")), None)


def _back_from(scan: Scan, end: int) -> Hit:
    """The description that ends there, back to a mark, a date or another ending."""
    start = end
    while start > 0 and (start == end or scan.tokens[start].joined) and not _is_ending(scan, start - 1):
        if any(d.hit.start < start <= d.hit.end for d in scan.dates):
            break
        start -= 1
    return Hit(start, end)
