"""Names of places, people and organisations that a model found in an article: an optional help to reading, never needed.

The models are edges (``provenance/namefinders``); here is what reading asks of them, and how it looks at what they answer.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Protocol

__all__ = ["NO_NAMES", "NameFinder", "NameKind", "NamedSpan", "Names", "find_names", "names_note", "pieces"]

_MOST_LOOKED_UP = 100
"""Names of people that are held against the gazetteer."""
_MOST_SHOWN = 5


class NameKind(StrEnum):
    """What bears a name."""

    PLACE = "place"
    """Countries, regions, towns, waters, mountains. No buildings or plants: many bear the name of a town they are not in."""
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class NamedSpan:
    """Characters ``start``-``end`` (half-open) of the text that was given."""

    start: int
    end: int
    kind: NameKind


class NameFinder(Protocol):
    """A model that finds names. It answers the same text in the same way every time."""

    @property
    def name(self) -> str:
        """Which model, for the record: ``spacy:en_core_web_sm``."""
        ...

    @property
    def version(self) -> str:
        """Its version, that of the program that runs it, and a threshold where it has one."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages it was made for; empty for one that takes any."""
        ...

    def find(self, text: str, *, language: str) -> tuple[NamedSpan, ...]:
        """The names in ``text``, in its order; none is empty, no two overlap.

        Raises:
            InputError: the model fails on this text.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one text, in its order."""

    spans: tuple[NamedSpan, ...]

    def within(self, start: int, end: int) -> tuple[NamedSpan, ...]:
        """Those that lie in characters ``start``-``end`` as a whole, counted from ``start``."""
        first = bisect_left(self.spans, start, key=lambda span: span.start)
        stop = bisect_left(self.spans, end, key=lambda span: span.start)
        inside = (span for span in self.spans[first:stop] if span.end <= end)
        return tuple(replace(span, start=span.start - start, end=span.end - start) for span in inside)

    def without_people(self, text: str) -> str:
        """``text`` with commas in the place of people's names: of the same length, and "Paris Hilton" names no town in it."""
        parts, last = [], 0
        for span in self.spans:
            if span.kind is NameKind.PERSON and span.start >= last:
                parts += [text[last : span.start], "," * (span.end - span.start)]
                last = span.end
        return "".join((*parts, text[last:]))

    def people_like_places(self, text: str, known: Callable[[str], bool]) -> tuple[str, ...]:
        """What was taken for people though places bear the very name: small models err so with foreign towns."""
        people = dict.fromkeys(text[span.start : span.end] for span in self.spans if span.kind is NameKind.PERSON)
        return tuple(words for words in islice(people, _MOST_LOOKED_UP) if known(words))


NO_NAMES = Names(spans=())
"""Where no model was asked."""


def reads(finder: NameFinder, language: str) -> bool:
    """Whether ``finder`` was made for ``language``: an English model takes Russian words for anything."""
    return not finder.languages or language in finder.languages


def find_names(text: str, *, language: str, finder: NameFinder | None) -> Names:
    """What ``finder`` finds in the whole of a text, asked once; nothing where there is none or it is for other languages.

    Raises:
        InputError: the model fails on this text.
    """
    if finder is None or not reads(finder, language):
        return NO_NAMES
    return Names(spans=tuple(sorted(finder.find(text, language=language))))


def names_note(
    names: Names, text: str, *, known: Callable[[str], bool], language: str, finder: NameFinder | None
) -> tuple[str, ...]:
    """For :attr:`~provenance.model.Reading.notes`: which model was asked and what it found, or why it was not asked."""
    if finder is None:
        return ()
    model = f"{finder.name} ({finder.version})"
    if not reads(finder, language):
        return (f"names: {model} is made for {', '.join(sorted(finder.languages))}, not for {language}: it was not asked",)
    counts = Counter(span.kind for span in names.spans)
    found = f"names: {model} found {', '.join(f'{kind.value} {counts[kind]}' for kind in NameKind)}"
    doubtful = names.people_like_places(text, known)
    if not doubtful:
        return (found,)
    return (found, f"taken for people, not for the places of that name, on the model's word: {', '.join(doubtful[:_MOST_SHOWN])}")


def pieces(text: str, *, most: int) -> Iterator[tuple[int, int]]:
    """Half-open stretches of ``text`` of at most ``most`` characters: its paragraphs, long ones cut at a space.

    Models take limited text at a time, or memory in proportion to it. A name that a cut goes through is lost.
    """
    start = 0
    while start < len(text):
        end = text.find("\n\n", start, start + most + 2)
        if end < 0:
            end = len(text)
        if end - start > most:
            space = text.rfind(" ", start + 1, start + most + 1)
            end = space if space > start else start + most
        if text[start:end].strip():
            yield start, end
        start = max(end, start + 1)
        while start < len(text) and text[start].isspace():
            start += 1
