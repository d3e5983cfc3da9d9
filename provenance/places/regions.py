"""Which names stand beside the region or country that they lie in: "Springfield, Illinois", "село Іванівка Херсонської області".

A name beside its region may mean nothing outside that region, whether or not the gazetteer has it inside.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.places.candidates import candidates, within
from provenance.places.fold import fold
from provenance.places.forms import bare, division_named, is_cased_script
from provenance.places.interface import COUNTRY, DIVISION, Gazetteer
from provenance.places.mentions import Mention

__all__ = ["Beside", "beside", "has_noun", "named_regions"]

_BEFORE = 160
"""Characters before a region in which the name that it goes with is looked for."""
_JOIN = re.compile(
    r"(?P<mark>[ \u00a0]*[,(\u060c\u2013\u2014-][ \u00a0(]*|[ \u00a0]+)"
    r"(?:(?:in|im|en|dans|au|aux|em|no|na|w|we|nel|nella|din|в|у|во|на|de|du|del|della|da|di|of|fi|في)[ \u00a0]+)?"
    r"(?:(?:the|der|la|le|il|lo|el|o|a|de|het|l['\u2019])[ \u00a0]*)?$",
    re.IGNORECASE,
)
_RAION = re.compile(
    r"(?P<name>(?:[^\W\d_][\w'\u2019\u02bc]*[ -]){0,2}[^\W\d_][\w'\u2019\u02bc]*)[ \u00a0]"
    r"(?P<noun>район\w{0,3}|р-н\w{0,2}|raion|rayon|rajon|raj[oó]n\w{0,2}|district|hromada|громад\w{1,2}|"
    r"територіальн\w+ громад\w{1,2})"
    r"\.?[ \u00a0]*[,(]?[ \u00a0]*$",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"(?:[^\W_][\w'\u2019\u02bc.-]*[ \u00a0]){0,4}[^\W_][\w'\u2019\u02bc-]*$")
_SETTLEMENT = re.compile(r"^(?:с|м|г|п|д|х|пос|дер|смт|пгт|с-ще|см)\.[ \u00a0]?", re.IGNORECASE)
_ADDRESS = 90
"""Characters up to which a text that is nothing but places reads as an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A name and the region that stands beside it."""

    key: str
    """The name, folded."""
    code: str
    """Of the country, first-order or second-order division: ``US``, ``US.IL``, ``UA.05.1402``."""


def beside(text: str, mentions: Iterable[Mention], *, gazetteer: Gazetteer, language: str | None) -> tuple[Beside, ...]:
    """Every name in ``text`` that stands right before its region or country."""
    found: dict[Beside, None] = {}
    address = _is_address(text)
    for region in mentions:
        codes = _codes(region)
        if codes and not region.adjective:
            for each in _names_before(text, region, codes, address=address, gazetteer=gazetteer, language=language):
                found[each] = None
    return tuple(found)


def named_regions(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Codes of the first-order divisions that are named with a word for a division: "Kherson region", not "Texas"."""
    codes = {code: None for m in mentions if has_noun(m) for code in _codes(m) if "." in code}
    return tuple(codes)


def has_noun(mention: Mention) -> bool:
    """Whether the words say that they mean a division."""
    return division_named(mention.span.quote) is not None


def _codes(region: Mention) -> tuple[str, ...]:
    """What the mention may mean as a country or a first-order division."""
    first = region.candidates[0]
    if first.kind == COUNTRY:
        return (first.country,)
    return tuple(dict.fromkeys(t.code for t in region.candidates if t.kind == DIVISION and t.level == 1))


def _is_address(text: str) -> bool:
    """Whether ``text`` is short and made of names, numbers and marks alone, as "Ivanivka, Kherson Oblast" is."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    return len(text) <= _ADDRESS and sum(w[0].islower() for w in words) <= 3 and not re.search(r"[!?;]|\.\s+\w.*\.\s*$", text)


def _names_before(
    text: str, region: Mention, codes: tuple[str, ...], *, address: bool, gazetteer: Gazetteer, language: str | None
) -> Iterator[Beside]:
    head = text[max(0, region.span.start - _BEFORE) : region.span.start]
    joined = _JOIN.search(head)
    sure = has_noun(region) or address
    if joined is None or not (joined["mark"].strip() or sure):
        return
    head, raions = _without_raions(head[: joined.start()].rstrip(" ,("), gazetteer, language)
    for phrase in _phrases(head):
        entries = [t for t, _ in candidates(phrase, gazetteer=gazetteer, language=language)]
        if entries and entries[0].kind == COUNTRY and not address:
            continue
        inside = [code for code in codes if any(within(t, code) for t in entries)]
        for code in codes if sure or region.abbreviated else inside:
            yield Beside(key=fold(bare(phrase)), code=code)
        for raion in raions:
            yield Beside(key=fold(bare(phrase)), code=raion)


def _without_raions(head: str, gazetteer: Gazetteer, language: str | None) -> tuple[str, tuple[str, ...]]:
    """``head`` without the raion and hromada at its end, and the codes of those that the gazetteer has."""
    codes: list[str] = []
    for _ in range(2):
        found = _RAION.search(head[-100:])
        if found is None:
            break
        words = found["name"].split()
        for length in range(len(words), 0, -1):
            name = " ".join(words[-length:])
            entries = [t for t, _ in candidates(f"{name} {found['noun']}", gazetteer=gazetteer, language=language)]
            entries = [t for t in entries if t.kind == DIVISION and t.level == 2]
            if entries:
                codes += [t.code for t in entries]
                break
        else:
            length = 1
        cut = sum(map(len, words[:-length])) + max(0, len(words) - length)
        head = head[: len(head) - len(found.group()) + cut].rstrip(" ,(")
    return head, tuple(codes)


def _phrases(head: str) -> Iterator[str]:
    """The one to four words at the end of ``head`` that may be a name."""
    found = _PHRASE.search(head[-80:])
    words = found.group().split() if found else []
    for length in range(1, min(4, len(words)) + 1):
        phrase = _SETTLEMENT.sub("", " ".join(words[-length:]))
        if phrase and (phrase[0].isupper() or not is_cased_script(phrase)):
            yield phrase
