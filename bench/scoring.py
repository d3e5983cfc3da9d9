"""Counting right, found and wanted answers: F1 by field, and when two stretches of words agree."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Field", "Score", "agree"]

AGREEMENT = 0.5


def agree(a: str | None, b: str | None) -> bool:
    """Whether the words overlap by half (F1 of their multisets, case apart), as in ``../shared/bench/sentences``."""
    left, right = (Counter(re.findall(r"\w+", (words or "").casefold())) for words in (a, b))
    common = sum((left & right).values())
    return bool(common) and 2 * common / (sum(left.values()) + sum(right.values())) >= AGREEMENT


@dataclass(slots=True)
class Field:
    """Counts of one field."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers given that are right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the answers wanted that were given."""
        return self.right / max(1, self.wanted)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)


@dataclass(slots=True)
class Score:
    """Counts by field, with what went wrong."""

    fields: dict[str, Field] = field(default_factory=lambda: defaultdict(Field))
    misses: list[str] = field(default_factory=list)

    def count(self, name: str, *, wanted: object, found: object, right: bool, where: str = "") -> None:
        """One question: what was wanted, what was found, and whether that is right."""
        one = self.fields[name]
        one.wanted += bool(wanted)
        one.found += bool(found)
        one.right += bool(wanted) and bool(found) and right
        if bool(wanted) != bool(found) or (wanted and not right):
            self.misses.append(f"{name:12s} {where}: wanted {wanted!r}, found {found!r}")

    def lines(self) -> Iterator[str]:
        """A table for the terminal."""
        for name, one in self.fields.items():
            yield f"  {name:14s} F1 {one.f1:.2f}  precision {one.precision:.2f}  recall {one.recall:.2f}  n={one.wanted}"
