"""Phrases over words: how a lexicon's entries are written, and how they are found in a sentence.

An entry is words with spaces between. A word may be ``a|b`` (either), ``stem*`` (begins so), ``*end``
(ends so), ``word?`` (may be missing), ``..`` (up to four words of any kind) or ``...`` (up to nine). Case, accents' encoding
and apostrophes do not matter; words of one phrase have no punctuation between them. Work per sentence is
bounded by words x entries: gaps are short and entries do not nest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from provenance.articles.tokens import Token, Words, fold
from provenance.errors import InputError

__all__ = ["Hit", "PhraseSet", "misread"]

_GAPS = {"..": 4, "...": 9}
_MAX_WORDS = 10


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """Words ``start``–``end`` (half-open, token indexes)."""

    start: int
    end: int

    def overlaps(self, other: "Hit") -> bool:
        """Whether they share a word."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    exact: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0
    """Words of any kind that may stand here."""

    def matches(self, token: Token) -> bool:
        return any(
            form in self.exact
            or (bool(self.prefixes) and form.startswith(self.prefixes))
            or (bool(self.suffixes) and form.endswith(self.suffixes))
            for form in token.forms
        )


def _word(source: str) -> _Word:
    if source in _GAPS:
        return _Word(gap=_GAPS[source])
    optional = source.endswith("?")
    parts = [p for p in source.removesuffix("?").split("|") if p]
    exact = {fold(p) for p in parts if "*" not in p}
    prefixes = tuple(fold(p[:-1]) for p in parts if p.endswith("*") and len(p) > 1)
    suffixes = tuple(fold(p[1:]) for p in parts if p.startswith("*") and len(p) > 1)
    return _Word(exact=frozenset(exact), prefixes=prefixes, suffixes=suffixes, optional=optional)


def _choice(piece: str) -> list[str]:
    return piece.removesuffix("?").split("|")


def misread(entries: Sequence[str]) -> str | None:
    """The first entry that seems to list alternatives of several words, which a choice cannot hold: "near|not far from|by".

    Told by its ends: words of the first choice and of the last that are entries of their own in the same list would make no
    phrase together ("near from", "not by").
    """
    alone = {word for entry in entries if len(entry.split()) == 1 for word in _choice(entry)}
    for entry in entries:
        pieces = entry.split()
        first, last = (_choice(pieces[0])[:-1], _choice(pieces[-1])[1:]) if len(pieces) > 1 else ([], [])
        if alone.intersection(first) and alone.intersection(last):
            return entry
    return None


def _words(phrase: str) -> tuple[_Word, ...]:
    if any("|" in piece and set(piece) & set("'’-") for piece in phrase.split()):
        raise InputError(f"expected no apostrophe or hyphen inside a choice (a|b), got {phrase!r}")
    pieces = phrase.replace("'", " ").replace("’", " ").replace("-", " ").split()
    words = tuple(_word(piece) for piece in pieces)
    firm = bool(words) and not (words[0].gap or words[-1].gap or all(w.optional for w in words))
    if not firm or len(words) > _MAX_WORDS:
        raise InputError(f"expected 1 to {_MAX_WORDS} words, not all optional, no gap at either end, got {phrase!r}")
    if not all(w.gap or w.exact or w.prefixes or w.suffixes for w in words):
        raise InputError(f"expected letters in every word, got {phrase!r}")
    return words


def _without_lead(words: tuple[_Word, ...]) -> Iterator[tuple[_Word, ...]]:
    """The phrase, and again without each optional word it begins with."""
    yield words
    while words[0].optional and len(words) > 1:
        words = words[1:]
        yield words


def _end(words: tuple[_Word, ...], tokens: Sequence[Token], at: int) -> int | None:
    """Where ``words`` end when they begin at token ``at``: the shortest gap wins, the longest run of optional words."""
    if len(words) == 1:
        return at + 1 if at < len(tokens) and words[0].matches(tokens[at]) else None
    ends = {at}
    for number, word in enumerate(words):
        following: set[int] = set()
        for position in ends:
            if word.gap:
                following.update(_reach(tokens, position, word.gap))
                continue
            if word.optional:
                following.add(position)
            if position < len(tokens) and (number == 0 or tokens[position].joined) and word.matches(tokens[position]):
                following.add(position + 1)
        ends = following
    return min(ends, default=None) if any(w.gap for w in words) else max(ends, default=None)


def _reach(tokens: Sequence[Token], position: int, gap: int) -> Iterator[int]:
    yield position
    for step in range(1, gap + 1):
        if position + step > len(tokens) or not tokens[position + step - 1].joined:
            return
        yield position + step


@dataclass(frozen=True, slots=True)
class PhraseSet:
    """Phrases of one meaning, in one language."""

    phrases: tuple[tuple[_Word, ...], ...] = ()
    _by_first: dict[str, list[tuple[_Word, ...]]] = field(default_factory=dict, repr=False, compare=False)
    _open: list[tuple[_Word, ...]] = field(default_factory=list, repr=False, compare=False)
    """Phrases whose first word is told by how it begins or ends."""
    _edges: list[tuple[str, ...]] = field(default_factory=list, repr=False, compare=False)
    """What the first words of :attr:`_open` begin with, and what they end with."""
    _serial: int = field(default_factory=count().__next__, repr=False, compare=False)
    """Tells sets apart in :attr:`~provenance.articles.tokens.Words.memo`."""

    def __post_init__(self) -> None:
        for words in (form for phrase in self.phrases for form in _without_lead(phrase)):
            for first in words[0].exact:
                self._by_first.setdefault(first, []).append(words)
            if words[0].prefixes or words[0].suffixes:
                self._open.append(words)
        self._edges.append(tuple(dict.fromkeys(prefix for words in self._open for prefix in words[0].prefixes)))
        self._edges.append(tuple(dict.fromkeys(suffix for words in self._open for suffix in words[0].suffixes)))

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "PhraseSet":
        """Read entries.

        Raises:
            InputError: an entry is empty or malformed.
        """
        return cls(tuple(_words(p) for p in phrases))

    @classmethod
    def union(cls, sets: Iterable["PhraseSet"]) -> "PhraseSet":
        """Every phrase of ``sets``, to ask at once whether any of them stands in a sentence."""
        return cls(tuple(dict.fromkeys(words for one in sets for words in one.phrases)))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def _longest(self, tokens: Sequence[Token], position: int) -> int | None:
        """The end of the longest phrase that begins at ``position``."""
        return max((e for e in self._ends(tokens, position) if e is not None and e > position), default=None)

    def _ends(self, tokens: Sequence[Token], position: int) -> Iterator[int | None]:
        """Where each phrase that may begin at ``position`` ends there, if it does."""
        for form in tokens[position].forms:
            for words in self._by_first.get(form, ()):
                yield _end(words, tokens, position)
        for words in self._open:
            yield _end(words, tokens, position)

    def _starts(self, tokens: Words) -> Mapping[int, int]:
        """Ends of the longest phrases by their starts, left to right; looked for once in a sentence."""
        known = tokens.memo.get(self._serial)
        if known is None:
            known = {n: end for n in self._places(tokens) if (end := self._longest(tokens, n)) is not None}
            tokens.memo[self._serial] = known
        return known

    def _places(self, tokens: Words) -> list[int]:
        """Where a phrase may begin, by its first word."""
        forms = self._by_first.keys() & tokens.positions.keys()
        if self._open:
            prefixes, suffixes = self._edges
            forms |= {f for f in tokens.positions if f.startswith(prefixes) or f.endswith(suffixes)}
        return sorted({n for form in forms for n in tokens.positions[form]}) if forms else []

    def starts(self, tokens: Sequence[Token]) -> Mapping[int, int]:
        """Where phrases begin, each with the end of the longest."""
        return self._starts(tokens if isinstance(tokens, Words) else Words(tokens))

    def occurs(self, tokens: Sequence[Token]) -> bool:
        """Whether any phrase stands anywhere."""
        return bool(self.starts(tokens))

    def stands_in(self, tokens: Words) -> bool:
        """As :meth:`occurs`, told at the first phrase and not remembered: for large sets that are asked about once."""
        return any(end is not None and end > n for n in self._places(tokens) for end in self._ends(tokens, n))

    def at(self, tokens: Sequence[Token], position: int) -> Hit | None:
        """The longest phrase that begins at ``position``."""
        if not 0 <= position < len(tokens):
            return None
        end = self._starts(tokens).get(position) if isinstance(tokens, Words) else self._longest(tokens, position)
        return None if end is None else Hit(position, end)

    def find(self, tokens: Sequence[Token], *, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Every phrase within ``start``–``end``, left to right, none overlapping."""
        found, position, stop = [], start, len(tokens) if end is None else end
        for begins, ends in self.starts(tokens).items():
            if position <= begins and ends <= stop:
                found.append(Hit(begins, ends))
                position = ends
        return tuple(found)

    def ending_at(self, tokens: Sequence[Token], position: int, *, reach: int = 5) -> Hit | None:
        """A phrase that ends right before ``position``, the longest."""
        for start in range(max(0, position - reach), position):
            hit = self.at(tokens, start)
            if hit is not None and hit.end == position:
                return hit
        return None
