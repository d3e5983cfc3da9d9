"""Endings of names in another case, in languages written in Latin letters, and those of the nominative: data.

Tried one by one and looked up exactly; a wrong nominative finds nothing.
"""

__all__ = ["LATIN_ENDINGS"]

Endings = tuple[tuple[str, tuple[str, ...]], ...]

_POLISH: Endings = (
    ("owie", ("ów", "owo", "owa")), ("owa", ("ów", "owo")), ("owem", ("ów", "owo")), ("owi", ("ów", "owo")),
    ("owu", ("ów", "owo")),
    ("odzie", ("ód", "od")), ("dzie", ("d", "da", "dy")), ("cie", ("t", "ta", "to", "ty")), ("rze", ("r", "ra", "rz", "rze")),
    ("niu", ("ń", "nie", "nia")), ("nia", ("ń", "nie")), ("niem", ("ń", "nie")), ("niach", ("nie",)),
    ("szku", ("szek",)), ("szkiem", ("szek",)), ("szka", ("szek",)), ("ku", ("k", "ek", "ko")), ("kiem", ("k", "ek", "ko")),
    ("ce", ("ka", "ca", "ce")), ("dze", ("ga", "dza")), ("sze", ("cha", "sza")), ("żu", ("ż", "że")), ("ża", ("ż", "że")),
    ("le", ("l", "la", "ł", "ła", "le")), ("ie", ("", "a", "o", "ia", "y")), ("iu", ("", "ie", "ia")), ("ii", ("ia",)),
    ("ach", ("y", "i", "a")), ("ami", ("y", "i", "a")), ("om", ("y", "i")), ("ego", ("y", "i", "e", "ie")),
    ("emu", ("y", "i", "e")),
    ("ym", ("y", "e")), ("im", ("i", "ie")), ("iej", ("a", "ia")), ("ej", ("a",)), ("em", ("", "o", "e")),
    ("ą", ("a",)), ("ę", ("a",)),
    ("u", ("", "o", "e")), ("a", ("", "o", "e")), ("y", ("a", "")), ("i", ("a", "ia", "")), ("o", ("a",)),
)  # fmt: skip
_ROMANIAN: Endings = (
    ("ului", ("", "ul", "u")), ("lui", ("",)), ("ei", ("a", "ea")), ("iei", ("ia",)), ("ul", ("",)), ("elor", ("e", "ele")),
    ("ilor", ("i",)),
)  # fmt: skip
_TURKISH: Endings = tuple(
    (ending, ("",))
    for ending in [
        "ndaki",
        "ndeki",
        "deki",
        "daki",
        "teki",
        "taki",
        "nden",
        "ndan",
        "den",
        "dan",
        "ten",
        "tan",
        "nde",
        "nda",
        "de",
        "da",
        "te",
        "ta",
        "nin",
        "nın",
        "nun",
        "nün",
        "in",
        "ın",
        "un",
        "ün",
        "yi",
        "yı",
        "yu",
        "yü",
        "ye",
        "ya",
        "li",
        "lı",
        "lu",
        "lü",
    ]
)
_GENITIVE: Endings = (("s", ("",)),)

LATIN_ENDINGS: dict[str, Endings] = {
    "pl": _POLISH,
    "ro": _ROMANIAN,
    "tr": _TURKISH,
    "de": _GENITIVE,
    "nl": _GENITIVE,
}
"""By language."""
