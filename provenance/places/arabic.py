"""A key under which the many Latin spellings of one Arabic name meet: its consonants, without articles.

``Deir al-Balah`` and ``Dayr al Balaḩ`` do. Names that differ in vowels alone meet too, so that the key is for last resort, for
main names only, and for countries that the article speaks of.
"""

import re

from provenance.places.fold import fold

__all__ = ["ARABIC", "COUNTRIES", "consonants"]

ARABIC = "arabic"
"""Stands before the key where a gazetteer keeps it among its names."""
COUNTRIES = frozenset(
    {"SY", "LB", "PS", "JO", "IQ", "YE", "LY", "SD", "EG", "SA", "AE", "KW", "QA", "BH", "OM", "TN", "DZ", "MA"}
)
_STEPS: tuple[tuple[str, str], ...] = (
    (r"\b(?:al|el|as|es|ash|esh|an|en|ad|ed|ar|er|at|et|az|ez|ath|adh|ud|ul)\b", ""),
    ("ou", "u"),
    ("ch", "sh"),
    ("th", "t"),
    ("dh|z", "z"),
    ("q|g(?!h)", "k"),
    ("[aeiouyw]", ""),
    (r"(?<=\w)h\b", ""),
    (r"(.)\1+", r"\1"),
    (r"\s+", " "),
)


def consonants(name: str) -> str | None:
    """The key of a ``name`` in Latin letters; ``None`` where it has fewer than three consonants and would meet anything."""
    text = fold(name)
    if not text.isascii():
        return None
    for pattern, other in _STEPS:
        text = re.sub(pattern, other, text)
    return f"{ARABIC} {text.strip()}" if len(text.replace(" ", "")) >= 3 else None
