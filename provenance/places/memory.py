"""A gazetteer held in memory, for tests and small lists of one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from provenance.places.fold import fold
from provenance.places.interface import Toponym

__all__ = ["MemoryGazetteer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryGazetteer:
    """Entries by folded name; build one with :meth:`of`."""

    entries: Mapping[str, tuple[Toponym, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[tuple[Toponym, Iterable[str]]]) -> "MemoryGazetteer":
        """A gazetteer of (entry, its other names)."""
        found: dict[str, list[Toponym]] = {}
        for toponym, others in entries:
            main = fold(toponym.name)
            for key in {main, *map(fold, others)} - {""}:
                found.setdefault(key, []).append(replace(toponym, main=key == main))
        return cls(entries={key: tuple(sorted(values, key=lambda t: -t.population)) for key, values in found.items()})

    def lookup(self, name: str, *, language: str | None = None) -> tuple[Toponym, ...]:  # noqa: ARG002 - the protocol's signature
        """Every entry that bears ``name``, most populous first."""
        return self.entries.get(fold(name), ())
