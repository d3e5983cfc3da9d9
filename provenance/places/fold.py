"""The form under which names are compared: case, accents, apostrophes, hyphens and dots laid aside, script kept."""

import re
import unicodedata

__all__ = ["fold"]

_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u0652\u0670]")
"""Accents of alphabets, and the Arabic vowel signs; the vowel signs of Indic scripts are letters and stay."""
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u02b9\u02bb\u02bf\u02be\u2032\u2035`\u00b4\u055a\u05f3.]")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "e", "أ": "ا", "إ": "ا"}
)
_BREAKS = re.compile(r"[\W_]+")
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain"}
"""Written short in English and French names; both sides of a comparison pass through here."""


def fold(name: str) -> str:
    """``name`` as a look-up key: ``Saint-Étienne`` and ``St. Etienne`` are the same; empty when nothing is left."""
    text = name.casefold()
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LETTERS)
        text = unicodedata.normalize("NFC", text)
    return " ".join(_SHORT.get(word, word) for word in _BREAKS.sub(" ", _APOSTROPHES.sub("", text)).split())
