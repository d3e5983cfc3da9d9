"""Text to sentences to words. Every pattern here is a plain character class: no input makes one backtrack."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

__all__ = ["MAX_SENTENCE", "Token", "Words", "fold", "is_joined", "sentences", "tokenise"]

MAX_SENTENCE = 1200
"""Characters. A longer stretch without a full stop is cut at a space: hostile or broken text, not prose."""

_WORD = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0670\u0640]+")
_STOP = re.compile(r"[.!?…؟。]")
_CLOSERS = "\"'”’»)]“"
_OPENERS = "\"'“«([„‘¿¡—–-"
_JOINERS = frozenset(" \t\n\u00a0\u202f\u2009-‑'’ʼ`\u200e\u200f")
_KEPT = 8192
"""Words whose forms are remembered: a text has some thousands, most of them over and over."""
_SAME_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ё": "е", "ı": "i", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word of a sentence."""

    text: str
    forms: tuple[str, ...]
    """Folded: the word itself, then what is left of it without a clitic (Arabic و, ب, ال …)."""
    start: int
    """Characters into the sentence."""
    end: int
    joined: bool
    """Only spaces, hyphens or apostrophes stand between it and the word before."""
    marked: bool = False
    """Begins with ``@`` or ``#``, or follows Reddit's ``u/``."""

    @property
    def is_name(self) -> bool:
        """Written with a capital, or an account's handle."""
        return self.marked or self.text[0].isupper()


def fold(word: str) -> str:
    """The form words are compared in: lower case, without Arabic vowel signs, letter variants unified."""
    lowered = unicodedata.normalize("NFC", word.casefold())
    kept = "".join(c for c in lowered if not ("\u064b" <= c <= "\u065f" or c in "\u0670\u0640\u0307"))
    return kept.translate(_SAME_LETTER)


def is_joined(gap: str) -> bool:
    """Whether ``gap`` is too light a mark to end a phrase."""
    return all(c in _JOINERS for c in gap)


@lru_cache(maxsize=_KEPT)
def _forms(word: str, clitics: tuple[str, ...]) -> tuple[str, ...]:
    folded = fold(word)
    bare = (folded[len(c) :] for c in clitics if folded.startswith(c) and len(folded) >= len(c) + 2)
    return (folded, *dict.fromkeys(bare))


class Words(tuple[Token, ...]):
    """A sentence's words with an index of their forms: phrases are looked for only where their first word stands."""

    @cached_property
    def positions(self) -> Mapping[str, tuple[int, ...]]:
        """Where each form stands, left to right."""
        found: dict[str, list[int]] = {}
        for number, token in enumerate(self):
            for form in token.forms:
                found.setdefault(form, []).append(number)
        return {form: tuple(numbers) for form, numbers in found.items()}

    @cached_property
    def memo(self) -> dict[int, Mapping[int, int]]:
        """Ends of phrases by their starts, for each set of phrases already looked for."""
        return {}


def tokenise(text: str, *, clitics: tuple[str, ...] = ()) -> Words:
    """The words of ``text``, in order."""
    tokens: list[Token] = []
    last = 0
    for found in _WORD.finditer(text):
        gap = text[last : found.start()]
        tokens.append(
            Token(
                text=found[0],
                forms=_forms(found[0], clitics),
                start=found.start(),
                end=found.end(),
                joined=is_joined(gap),
                marked=gap.endswith(("@", "#")) or (gap == "/" and bool(tokens) and tokens[-1].text == "u"),
            )
        )
        last = found.end()
    return Words(tokens)


_DAY = re.compile(r"\d\d?$")
_BEFORE_DAY = re.compile(r"([^\W\d_]{3,12})\.? \d\d?$")


def _is_day(text: str, stop: int, is_month: Callable[[str], bool]) -> bool:
    """Whether the number before ``stop`` is a day behind its month: "on July 4. He said", not "am 4. Juli"."""
    led = _BEFORE_DAY.search(text[max(0, stop - 20) : stop])
    return led is not None and is_month(led[1])


def _ends_sentence(text: str, stop: int, abbreviations: frozenset[str], is_month: Callable[[str], bool]) -> bool:
    """Whether the mark at ``stop`` ends a sentence: space and a capital (or caseless letter) follow, no abbreviation precedes."""
    after = stop + 1
    while after < len(text) and (text[after] in _CLOSERS or _STOP.match(text, after)):
        after += 1
    if after >= len(text):
        return True
    if not text[after].isspace():
        return False
    rest = text[after:].lstrip()
    following = rest.lstrip(_OPENERS + " ")[:1]
    if following.islower():
        return False
    if text[stop] != ".":
        return True
    before = re.search(r"\w*$", text[max(0, stop - 20) : stop])
    word = before[0] if before else ""
    if following.isdigit():
        return len(word) > 3 and not word.isdigit() and fold(word) not in abbreviations
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    return not initial and fold(word) not in abbreviations and (not _DAY.match(word) or _is_day(text, stop, is_month))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """``start``–``end`` in pieces of at most :data:`MAX_SENTENCE`, trimmed."""
    while start < end:
        stop = min(end, start + MAX_SENTENCE)
        if stop < end:
            space = text.rfind(" ", start + 1, stop)
            stop = space if space > start else stop
        piece = text[start:stop]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield start + left, start + left + len(piece.strip())
        start = stop


def _no_month(_: str) -> bool:
    return False


def sentences(
    text: str, *, abbreviations: frozenset[str] = frozenset(), is_month: Callable[[str], bool] = _no_month
) -> Iterator[tuple[int, int]]:
    """Half-open stretches of ``text``, one per sentence; never across a line break.

    ``is_month``: whether a word names a month: the full stop of a day behind it ends a sentence, any other makes an ordinal.
    """
    begin = 0
    for line in text.splitlines(keepends=True):
        start = begin
        for found in _STOP.finditer(line):
            stop = begin + found.start()
            if stop >= start and _ends_sentence(line, found.start(), abbreviations, is_month):
                end = stop + 1
                while end < begin + len(line) and (text[end] in _CLOSERS or _STOP.match(text, end)):
                    end += 1
                yield from _cut(text, start, end)
                start = end
        begin += len(line)
        yield from _cut(text, start, begin)
