"""What every name finder keeps to, and a finder that knows its names by heart."""

import re
from dataclasses import dataclass
from itertools import pairwise

from provenance.articles.names import NamedSpan, NameFinder, NameKind

PLACE, PERSON, ORGANISATION = NameKind.PLACE, NameKind.PERSON, NameKind.ORGANISATION
NAMES = {"Zarnograd": PLACE, "the Gulf of Ormel": PLACE, "Lviv Petrenko": PERSON, "Kronvest": ORGANISATION}
"""Invented, so that nothing but the finder knows them."""
FILLER = "Nothing is said here of anybody. "
TEXT = (
    "Lviv Petrenko of Kronvest filmed it in Zarnograd.\n\n"
    + FILLER * 200
    + "The ship left the Gulf of Ormel. "
    + FILLER * 200
    + "\n\n\n\n"
    + "Zarnograd was quiet, said Lviv Petrenko.\n"
)
"""Longer than any model takes at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHeart:
    """Knows :data:`NAMES`, or those it is given."""

    name: str = "fake:by-heart"
    version: str = "1"
    languages: frozenset[str] = frozenset()
    names: tuple[tuple[str, NameKind], ...] = tuple(NAMES.items())

    def find(self, text: str, *, language: str) -> tuple[NamedSpan, ...]:  # noqa: ARG002 - the interface's
        found = (
            NamedSpan(start=m.start(), end=m.end(), kind=kind)
            for word, kind in self.names
            for m in re.finditer(re.escape(word), text)
        )
        return tuple(sorted(found))


def keeps_contract(finder: NameFinder) -> None:
    """Run every check on a finder that knows :data:`NAMES`, with or without the article before one."""
    found = finder.find(TEXT, language="en")
    assert [(TEXT[s.start : s.end].removeprefix("the "), s.kind) for s in found] == [
        ("Lviv Petrenko", PERSON),
        ("Kronvest", ORGANISATION),
        ("Zarnograd", PLACE),
        ("Gulf of Ormel", PLACE),
        ("Zarnograd", PLACE),
        ("Lviv Petrenko", PERSON),
    ]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert finder.find(TEXT, language="en") == found
    assert finder.find("", language="en") == ()
    assert finder.find(" \n\n ", language="en") == ()
    assert finder.name
    assert finder.version
