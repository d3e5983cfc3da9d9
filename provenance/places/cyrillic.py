"""Ukrainian names in other hands: in Latin letters, in Russian, and a key under which careless spellings of one name meet.

The rules are those of the official tables (Ukraine's of 2010, Russia's passports); Russian names of villages follow the
Ukrainian ones by sound changes that are regular enough to be written as rules, with more than one result where they are not.
"""

import re
from collections.abc import Iterator
from itertools import islice, product

__all__ = ["SPELLED", "romanised_russian", "romanised_ukrainian", "russian_names", "skeleton"]

SPELLED = "spelled"
"""Stands before a :func:`skeleton` where a gazetteer keeps it among its names."""

_UKRAINIAN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
        "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
        "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
        "я": "ia",
    }
)  # fmt: skip
_RUSSIAN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
        "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
        "я": "ia",
    }
)  # fmt: skip
_RUSSIAN_LETTERS = str.maketrans("іїєґ", "ииег")
_INITIAL = (("зг", "zgh"), (r"\bє", "ye"), (r"\bї", "yi"), (r"\bй", "y"), (r"\bю", "yu"), (r"\bя", "ya"))

_WHOLE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"їївка$", ("еевка", "иевка")),
    (r"['’ʼ]ївка$", ("ьевка",)),
    (r"ріївка$", ("реевка", "рьевка", "риевка")),
    (r"іївка$", ("еевка", "иевка")),
    (r"ївка$", ("евка",)),
    (r"івка$", ("овка", "евка")),
    (r"івк", ("овк", "евк")),
    (r"івськ", ("овск", "евск")),
    (r"ївськ", ("евск",)),
    (r"івці$", ("овцы", "евцы")),
    (r"ївці$", ("евцы",)),
    (r"ів$", ("ов", "ев")),
    (r"їв$", ("ев",)),
    (r"іль$", ("оль", "ель")),
    (r"ський$", ("ский",)),
    (r"ське$", ("ское",)),
    (r"ська$", ("ская",)),
    (r"цьке$", ("цкое",)),
    (r"цька$", ("цкая",)),
    (r"([жчшщкгх])е$", (r"\1ое", r"\1ее")),
    (r"(?<=[оеє])ве$", ("во", "вое")),
    (r"поле$", ("поле",)),
    (r"не$", ("ное", "нее", "но")),
    (r"([длрмтпзсб])е$", (r"\1ое",)),
    (r"([внмлрдтпбсз])а$", (r"\1а", r"\1ая")),
    (r"([тлнжчд])\1я$", (r"\1ье",)),
    (r"тя$", ("тье",)),
    (r"ня$", ("ня", "няя")),
    (r"ий$", ("ый", "ий")),
    (r"ці$", ("цы",)),
    (r"и$", ("ы", "и")),
)
"""Endings of a word and what Russian makes of them; the first that fits counts."""
_STEMS: tuple[tuple[str, str], ...] = (
    ("микол", "никол"), ("олександр", "александр"), ("олексі", "алексе"), ("катерин", "екатерин"), ("єлизавет", "елизавет"),
    ("олен", "елен"), ("кам['’ʼ]ян", "камен"), ("слов['’ʼ]ян", "славян"), ("пісочн", "песочн"), ("піск", "песк"),
    ("піщан", "песчан"), ("біл", "бел"), ("ліс", "лес"), ("річ", "реч"), ("рівн", "ровн"), ("світл", "светл"),
    ("хліб", "хлеб"), ("сіверсь", "северс"), ("півден", "юж"), ("північн", "север"), ("мінськ", "минск"), ("лісов", "лесов"),
    ("вовч", "волч"), ("вовк", "волк"), ("жовт", "желт"), ("чорн", "черн"), ("перш", "перв"), ("довг", "долг"),
    ("солон", "солен"), ("шост", "шест"), ("запоріж", "запорож"), ("поріж", "порож"), ("залізн", "железн"),
    ("дніпр", "днепр"), ("донецьк", "донецк"), ("сергі", "серге"),
    ("андрі", "андре"), ("матві", "матве"), ("мокі", "моке"), ("тимофі", "тимофе"),
    ("костянтин", "константин"),
    ("червон", "красн"), ("єгор", "егор"), ("яблун", "яблон"), ("вуг", "уг"),
    ("вугл", "угл"), ("горі", "оре"), ("гнат", "игнат"), ("ганн", "анн"),
    ("зален", "зелен"), ("мар['’ʼ]ян", "марьян"), ("мар['’ʼ]ї(?=в)", "марье"), ("кримськ", "крымск"), ("крим", "крым"),
    ("стіл", "стол"), ("кін", "кон"),
    ("міст", "мест"), ("вітр", "ветр"), ("квіт", "цвет"), ("дзерж", "держ"),
)  # fmt: skip
"""Stems that recur in names of settlements; a stem whose Russian form only by chance sounds alike is not here."""
_MOST = 8


def romanised_ukrainian(name: str) -> str:
    """``name`` by the official table of 2010, small letters: ``Харків`` is ``kharkiv``."""
    text = re.sub("['’ʼ]", "", name.lower())
    for pattern, other in _INITIAL:
        text = re.sub(pattern, other, text)
    return text.translate(_UKRAINIAN)


def romanised_russian(name: str) -> str:
    """A Russian ``name`` in Latin letters, small: ``Харьков`` is ``kharkov``."""
    return name.lower().translate(_RUSSIAN)


def russian_names(name: str) -> tuple[str, ...]:
    """What a Ukrainian ``name`` may be called in Russian, small letters, the likeliest first: ``Іванівка`` is ``ивановка``."""
    words = [list(_russian(word)) for word in re.split(r"(?<=[\s-])|(?=[\s-])", name.lower())]
    return tuple(dict.fromkeys("".join(each) for each in islice(product(*words), _MOST)))


def _russian(word: str) -> Iterator[str]:
    endings = next(((p, others) for p, others in _WHOLE if re.search(p, word)), None)
    forms = [re.sub(endings[0], other, word, count=1) for other in endings[1]] if endings else [word]
    for form in forms:
        yield _letters(_stems(form))
        if _stems(form) != form and "червон" in word:
            yield _letters(form)
    if re.search("і(?=[^аеєиіїоуюя])", forms[0]):
        for vowel in ("е", "о"):
            yield _letters(_stems(re.sub("і(?=[^аеєиіїоуюя])", vowel, forms[0], count=1)))


def _stems(word: str) -> str:
    for stem, other in _STEMS:
        word = re.sub(stem, other, word, count=1)
    return word


def _letters(word: str) -> str:
    """The letters that Russian lacks, and the apostrophe, in Russian spelling."""
    word = re.sub("['’ʼ](?=[яюєї])", "ъ" if re.match(r"об|з['’ʼ]", word) else "ь", word)
    word = re.sub("(?<=[сцз])ьк", "к", word).translate(_RUSSIAN_LETTERS)
    return re.sub("(?<=[кгхжчшщ])ы", "и", word)


_SKELETON: tuple[tuple[str, str], ...] = (
    ("['’ʼʹ`.]", ""),
    (r"[-\s]+", " "),
    ("shch|sch", "sh"),
    ("kh|h", "g"),
    ("(?<=[sz])g|(?<=c)g", "h"),  # the h of sh, zh and ch, which the rule before took
    ("w", "v"),
    ("[iyj]*e", "e"),
    ("[iyj]*o", "o"),
    ("[iyj]+", "i"),
    ("i(?=[au])", ""),
    (r"(.)\1+", r"\1"),
)


def skeleton(latin: str) -> str:
    """A key for a Cyrillic name in Latin letters under which the usual spellings meet: Sievierodonetsk and Severodonetsk do."""
    text = latin.lower()
    for pattern, other in _SKELETON:
        text = re.sub(pattern, other, text)
    return text.strip()
