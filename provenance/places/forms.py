"""The forms under which a name as it stands in a sentence may be entered in a gazetteer.

Cases are undone by trying endings, never by measuring spelling distance: each form is then looked up exactly.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

from provenance.places.cases import LATIN_ENDINGS
from provenance.places.shortnames import ADJECTIVES

__all__ = [
    "bare",
    "country_forms",
    "division_named",
    "forms",
    "irregular_country",
    "is_adjective",
    "is_cased_script",
    "is_cyrillic",
    "romanised",
    "seats",
    "without_direction",
    "written",
]

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ELISION = re.compile(r"^(?:[ldLD]|qu|Qu|jusqu|dell|all|nell|dall|sull)['\u2019](?=\w)")
_LEADING = re.compile(
    r"^(?:(?:the )?(?:city|town|village|settlement) of|the|(?:the )?village|(?:la )?ville de|(?:le )?village de|"
    r"(?:la )?ciudad de|stadt|dorf|м|г|с|п|д|х|смт|пгт|с-ще|с-щі|пос|дер|місто|місті|міста|село|селі|села|селом|селища|селищі|"
    r"селище|селу|хутір|хутора|город|городе|города|город-герой|посёлок|поселок|поселке|посёлке|поселка|деревня|деревне|деревни|селе|wieś|wsi|"
    r"miasto|mieście|miasta|satul|orașul|localitatea|مدينة|بلدة|قرية|ناحية|dorp|stad|köyü|kasabası)[.\s]\s*(?=\w)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:['\u2019]s?|\s+(?:city|town|village|şehri|kenti)|-(?:stadt|stad|city))$", re.IGNORECASE)
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ського", ("ський", "ське")),
    ("ському", ("ський", "ське")),
    ("ского", ("ский", "ское")),
    ("ском", ("ский", "ское", "ск")),
    ("ской", ("ская",)),
    ("ської", ("ська",)),
    ("ській", ("ська",)),
    ("ового", ("ов", "ів", "овый", "овое")),
    ("овому", ("ов", "ів", "овый", "ове")),
    ("овом", ("ов", "овый", "овое")),
    ("ого", ("ый", "ое", "ой", "ий", "е")),
    ("его", ("ий", "ее", "е")),
    ("ому", ("ий", "е", "ый", "ое")),
    ("ової", ("ова",)),
    ("ої", ("а",)),
    ("ій", ("а", "я")),
    ("ой", ("ая", "а")),
    ("ей", ("ья", "ея", "и")),
    ("ою", ("а",)),
    ("ею", ("я",)),
    ("ую", ("ая",)),
    ("ом", ("", "о", "ый", "ой", "ое")),
    ("ем", ("ь", "е", "й", "ец", "ее")),
    ("ым", ("ый", "ое", "ым")),
    ("им", ("ий", "ый", "им")),
    ("ах", ("ы", "и", "а")),
    ("ях", ("и", "і", "я")),
    ("ами", ("ы", "и")),
    ("ям", ("и", "і")),
    ("ам", ("ы", "и")),
    ("ців", ("ці",)),
    ("цев", ("цы",)),
    ("ці", ("ка", "ця")),
    ("зі", ("га",)),
    ("сі", ("ха",)),
    ("єва", ("їв", "єве")),
    ("ева", ("ів", "ев", "ево")),
    ("ова", ("ів", "ов", "ово", "ове")),
    ("єві", ("їв", "єве")),
    ("еві", ("ів", "еве")),
    ("ові", ("ів", "ове")),
    ("еве", ("ев", "ево")),
    ("ове", ("ов", "ово")),
    ("нця", ("нець",)),
    ("ца", ("ец", "цо")),
    ("ця", ("ець", "ц")),
    ("це", ("ец", "ца")),
    ("а", ("", "о", "е")),
    ("я", ("ь", "е", "є", "й")),
    ("у", ("", "а", "о")),
    ("ю", ("ь", "я", "е", "й")),
    ("и", ("а", "я", "ь", "ы")),
    ("ы", ("а",)),
    ("і", ("", "а", "о", "ь", "я", "е")),
    ("ї", ("я",)),
    ("е", ("", "а", "о", "ь", "я")),
)
"""Endings of a name in another case, Russian and Ukrainian, and those of its nominative."""
_PLURALS = ("ы", "и", "і")
"""Черкас, Черкасы."""
_CLOSED = re.compile("[ое](?=[^аеєиіїоуюяэы]ь?$)")
"""Ukrainian о and е turn into і in a closed last syllable: Тернополя, Тернопіль."""
_MOST = 60


_DIVISION_WORDS = re.compile(
    r"^(?:the )?(?:oblast['\u2019]?|region|province|governorate|district|state|r[ée]gion|gouvernorat|[ée]tat|gebiet|region|"
    r"provinz|provincia|prov[ií]ncia|regi[oó]n|regi[aã]o|regione|regio|regiunea|obwód|obwodzie|obwodu|obw\.|estado|область|області|"
    r"области|обл\.)\s+"
    r"(?:of |de la |de l['\u2019]|de |du |d['\u2019]|del |della |di |do |da |van |von )?(?P<after>.+)$"
    r"|^(?:the )?(?P<before>.+?)[\s-](?:oblast['\u2019]?|oblasti|oblastı|bölgesi|region|province|governorate|district|state|"
    r"gebiet|область|області|области|областью|областю|обл\.?)$",
    re.IGNORECASE,
)
_LAND = re.compile(r"\w{3}(?:щин|ччин)(?:а|и|і|у|ою|е|ой)$")
"""The country around a town: Харківщина, Херсонщина."""
_DIRECTION = re.compile(
    r"^(?:(?:north|south)[- ]?(?:east|west)?|east|west|northern|southern|eastern|western|central|upper|lower|greater|inner|outer|"
    r"downtown)\s+(?=\w)",
    re.IGNORECASE,
)
_ROMAN: dict[str, tuple[tuple[str, str], ...]] = {
    "fr": (("tch", "ch"), ("ou", "u"), ("ss", "s"), (r"\bi(?=[aeou])", "y"), ("ï", "i"), ("dj", "j"), ("j", "zh")),
    "de": (("tsch", "ç"), ("sch", "sh"), ("(?<!s)ch", "kh"), ("ç", "ch"), ("w", "v"), ("z", "ts"), ("ß", "s"), ("j", "y")),
    "nl": (("tsj", "ç"), ("sj", "sh"), ("ch", "kh"), ("ç", "ch"), ("oe", "u"), ("w", "v"), ("zj", "zh"), ("j", "y"), ("ie", "i")),
    "pl": (
        ("szcz", "ş"), ("cz", "ç"), ("sz", "sh"), ("ch", "kh"), ("rz", "r"), ("ż", "zh"), ("[jy]", "i"),
        ("c(?!h)", "ts"), ("w", "v"), ("ł", "l"), ("ş", "shch"), ("ç", "ch"),
    ),
    "es": (("j|x", "kh"), ("ll", "y"), ("sh", "sh"), ("ñ", "n")),
    "pt": (("tch", "ch"), ("j", "zh"), ("x", "sh"), ("qu", "k"), ("c(?!h)", "k")),
    "it": (("sc(?=[ei])", "sh"), ("c(?=[ei])", "ch"), ("ch", "kh"), ("c(?!h)", "k")),
    "ro": (("ț|ţ", "ts"), ("ș|ş", "sh"), ("h", "kh"), ("j", "zh"), ("ci(?=[aou])", "ch"), ("c(?!h)", "k"), ("â|î", "y")),
    "tr": (("ç", "ch"), ("ş", "sh"), ("c(?!h)", "j"), ("j", "zh"), ("ı", "i"), ("ö", "o"), ("ü", "iu")),
}  # fmt: skip
"""From other languages' spelling of Cyrillic names to the English one."""


def division_named(name: str) -> str | None:
    """``Kherson`` of "Kherson region" or "région de Kherson": the name beside a word for a division."""
    found = _DIVISION_WORDS.match(name)
    return (found["after"] or found["before"]) if found else name if _LAND.search(name) else None


_ADJECTIVE = "а|ої|ій|у|ою|ая|ой|ую|ий|ого|ому|им|ом|ий|е|ое|ие|і|их|ими"
_SEAT_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("цьк", ("ця", "цьк", "цький")),
    ("зьк", ("жжя", "га")),
    ("ськ", ("", "а", "и", "ськ", "са", "ь", "я")),
    ("цк", ("ца", "цк", "цкий")),
    ("ск", ("", "а", "ы", "ск", "са", "ь")),
    ("rosk", ("roże", "rosk")),
    ("sk", ("", "sk", "y", "a", "sa")),
    ("ck", ("ck", "ca")),
    ("ńsk", ("ń", "ńsk")),
)
"""From the stem of a division's adjective to its seat: Харківська, Харків; Вінницька, Вінниця; Polish charkowski, Charków."""


def written(adjective: str) -> tuple[str, ...]:
    """The full names that a division's Ukrainian or Russian ``adjective``, in whatever case, is part of."""
    text = adjective.lower()
    if not re.search(r"[цсз]ь?к(?:а|ої|ій|у|ою|ая|ой|ую)$", text):
        return ()
    stem = re.sub(r"(?:а|ої|ій|у|ою|ая|ой|ую)$", "", text)
    return (f"{stem}{'а' if stem.endswith('ьк') else 'ая'} область",)


def is_adjective(word: str) -> bool:
    """Whether ``word`` may be the Ukrainian or Russian adjective of a town: Харьковский, харківського."""
    return re.search(rf"\w{{3}}[цсз]ь?к(?:{_ADJECTIVE})$", word.lower()) is not None


def seats(adjective: str) -> tuple[str, ...]:
    """Towns that a Ukrainian or Russian ``adjective`` (Харківська, Харківської) may be made of."""
    stem = re.sub(rf"(?:{_ADJECTIVE}|i|im|iego|iemu)$", "", adjective.lower())
    for ending, towns in _SEAT_ENDINGS:
        if stem.endswith(ending):
            return tuple(stem.removesuffix(ending) + town for town in towns)
    return ()


def without_direction(name: str) -> str | None:
    """``London`` of "North London"."""
    rest = _DIRECTION.sub("", name)
    return rest if rest != name else None


def romanised(name: str, *, language: str | None) -> str | None:
    """``name`` in the English spelling of Cyrillic names: French ``Tchassiv Iar`` is ``chasiv yar``."""
    text = name.lower()
    for pattern, other in _ROMAN.get(language or "", ()):
        text = re.sub(pattern, other, text)
    return text if text != name.lower() else None


def is_cyrillic(text: str) -> bool:
    """Whether ``text`` has a Cyrillic letter."""
    return _CYRILLIC.search(text) is not None


def is_cased_script(text: str) -> bool:
    """Whether names stand out by a capital letter in the script of ``text``."""
    return text.lower() != text.upper()


def forms(name: str, *, language: str | None) -> Iterator[tuple[str, int]]:
    """(form, steps taken from the words as they stand), nearest first.

    Steps: 0 as written, 1 an article or elision dropped, 2 a case undone.
    """
    seen = {name}
    yield name, 0
    stripped = bare(name)
    if stripped not in seen:
        seen.add(stripped)
        yield stripped, 1
    for form in _uninflected(stripped, language):
        if form not in seen:
            seen.add(form)
            yield form, 2


def bare(name: str) -> str:
    """``name`` without a leading article, elision or word for a settlement, and without a possessive."""
    text = _ELISION.sub("", name.strip(' ,;:!?()[]"«»„“”'))
    text = _TRAILING.sub("", _LEADING.sub("", text))
    return text or name


def _uninflected(name: str, language: str | None) -> Iterator[str]:
    if _CYRILLIC.search(name):
        yield from islice((_join(name, words) for words in product(*map(_word_forms, _words(name)))), _MOST)
    elif _ARABIC.match(name):
        if name[0] in "بلوفك" and len(name) > 3:
            yield name[1:]
    elif language == "tr" and re.search(r"['\u2019]", name):
        yield re.split(r"['\u2019]", name)[0]
    elif language in LATIN_ENDINGS:
        found = (_nominatives(word, LATIN_ENDINGS[language]) for word in _words(name))
        yield from islice((_join(name, words) for words in product(*found)), 1, _MOST)


def _nominatives(word: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """``word`` and the nominatives it may be a case of, the longest fitting ending first."""
    found = [word]
    for ending, nominatives in endings:
        if len(word) - len(ending) >= 3 and word.lower().endswith(ending):
            found += [word[: len(word) - len(ending)] + nominative for nominative in nominatives]
    return list(dict.fromkeys(found))


def _words(name: str) -> list[str]:
    return re.split(r"[\s-]+", name)


def _join(name: str, words: tuple[str, ...]) -> str:
    separators = re.findall(r"[\s-]+", name)
    return words[0] + "".join(separator + word for separator, word in zip(separators, words[1:], strict=True))


def _word_forms(word: str) -> list[str]:
    """``word`` and the nominatives it may be a case of, the longest fitting endings first."""
    found = [word]
    if len(word) < 3:
        return found
    lower = word.lower()
    for ending, nominatives in _ENDINGS:
        if lower.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            for nominative in nominatives:
                found.append(stem + nominative)
                if nominative in {"", "ь"}:
                    found.append(_CLOSED.sub("і", stem + nominative))
    if lower[-1] not in "аеєиіїоуюяьйэы":
        found += [word + plural for plural in _PLURALS]
    return list(dict.fromkeys(found))


def irregular_country(folded: str) -> str | None:
    """The country that a folded adjective speaks of where no rule would tell: ``french`` is ``FR``."""
    return ADJECTIVES.get(folded) or ADJECTIVES.get(folded.removesuffix("s"))


_ADJECTIVE_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ians", ("ia", "", "a", "y")),
    ("ian", ("ia", "", "a", "y")),
    ("ans", ("a", "", "o")),
    ("an", ("a", "", "o")),
    ("n", ("",)),
    ("is", ("",)),
    ("i", ("", "a")),
    ("ese", ("", "a", "o")),
    ("ish", ("", "land", "ey")),
    ("iennes", ("ie", "e", "")),
    ("ienne", ("ie", "e", "")),
    ("iens", ("ie", "e", "")),
    ("ien", ("ie", "e", "")),
    ("aise", ("e", "", "on")),
    ("ais", ("e", "", "on")),
    ("enne", ("e", "")),
    ("éen", ("ée",)),
    ("sse", ("ssie",)),
    ("sses", ("ssie",)),
    ("ische", ("", "e", "ien", "land")),
    ("ischen", ("", "e", "ien", "land")),
    ("ский", ("", "а", "я", "ия", "ина")),
    ("ской", ("", "а", "я", "ия", "ина")),
    ("ские", ("", "а", "я", "ия", "ина")),
    ("ских", ("", "а", "я", "ия", "ина")),
    ("ського", ("", "а", "я", "ія", "їна")),
    ("ський", ("", "а", "я", "ія", "їна")),
    ("ські", ("", "а", "я", "ія", "їна")),
    ("ських", ("", "а", "я", "ія", "їна")),
    ("ської", ("", "а", "я", "ія", "їна")),
)


def country_forms(word: str) -> Iterator[str]:
    """Names of countries that ``word`` may be the adjective of: ``Syrian`` gives ``Syria``."""
    lower = word.lower()
    for ending, others in _ADJECTIVE_ENDINGS:
        if lower.endswith(ending) and len(word) - len(ending) >= 3:
            for other in others:
                yield word[: len(word) - len(ending)] + other
