"""Which language an article is in: as the page says, else from its words when they leave little doubt."""

import re

from provenance.articles.linked import Json, objects, text_of

__all__ = ["identify", "is_plausible", "normalise", "stated_in"]

CODE = re.compile(r"^\s*([a-z]{2})(?:[-_][a-z0-9_-]+)?\s*$", re.IGNORECASE)
OLD = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "mo": "ro", "ua": "uk", "cz": "cs", "gr": "el", "jp": "ja"}
"""Withdrawn codes and country codes that pages write in place of the language's."""
ENOUGH_LETTERS = 40
LEAST_MARGIN = 3.0

COMMON = {
    "en": "the of and to in is that was for with he on are",
    "fr": "le la les des et une dans est que pour du qui au",
    "de": "der die das und ist nicht den von mit ein eine zu dem",
    "es": "el los las que una del por con se es en para como",
    "it": "il di che una della per con è non gli nel sono le",
    "pt": "que não uma os do da em para com um é dos no",
    "nl": "het een van en dat is niet op zijn voor met te aan",
    "pl": "w na i się nie do że z jest to po od jak",
    "ro": "și în la de cu pe că nu este din care un o",
    "tr": "ve bir bu için ile da de olarak çok gibi daha sonra",
    "ru": "и в не на что с по как это из от для он",
    "uk": "і в не на що з та до як це від для він",
    "bg": "и в не на че с за от да се по как е",
    "ar": "في من على إلى أن عن التي ما هذا كان مع الذي بعد",
    "fa": "و در به از که این را با است برای آن یک",
}
"""The words a language cannot do without."""
ENOUGH_WORDS = 60


def is_plausible(code: str, text: str) -> bool:
    """Whether ``text`` can be in the language that the page states; templates often state the wrong one."""
    words = re.findall(r"[^\W\d_]+", text[:6000].lower())
    if len(words) < ENOUGH_WORDS:
        return True
    shares = {language: sum(map(words.count, common.split())) / len(words) for language, common in COMMON.items()}
    best = max(shares.values())
    # A language without a list here is believed, unless the text is plainly in one of the others.
    return shares.get(code, best / 2 if best < 0.2 else 0.0) * 2 >= best or best < 0.08


def normalise(code: str | None) -> str | None:
    """``fr`` from ``fr-FR``, ``fr_CA`` or ``FR``; ``None`` from anything else."""
    found = CODE.match(code or "")
    return OLD.get(found[1].lower(), found[1].lower()) if found else None


def stated_in(data: Json) -> str | None:
    """The ``inLanguage`` of the first JSON-LD object that states one."""
    return next(
        (code for item in objects(data) if (code := normalise(text_of(item, "inLanguage", "inLanguage.alternateName")))), None
    )


def identify(text: str) -> str | None:
    """The language of ``text`` by its letters; ``None`` when it is too short or the two best are close."""
    sample = text[:4000]
    if sum(c.isalpha() for c in sample) < ENOUGH_LETTERS:
        return None
    import py3langid  # noqa: PLC0415 - its model takes most of a second to load, and most pages state their language

    ranked = py3langid.rank(sample)
    (code, first), (_, second) = ranked[0], ranked[1]
    return normalise(str(code)) if float(first) - float(second) >= LEAST_MARGIN else None
