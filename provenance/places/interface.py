"""What place resolution needs from a gazetteer. The real one lives in ``store/gazetteer.py``."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["Gazetteer", "Toponym"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One entry of a gazetteer that a name may mean."""

    id: str
    """E.g. ``geonames:693838`` or ``cldr:UA``."""
    name: str
    """The gazetteer's main name."""
    kind: str
    """``city``, ``division`` or ``country``."""
    lat: float
    lon: float
    country: str
    """ISO 3166-1 alpha-2."""
    division: str | None = None
    """Name of the first-order division."""
    population: int = 0
    radius_m: float | None = None
    """Rough half extent in metres; ``None`` when unknown."""


class Gazetteer(Protocol):
    """Looks names up; exact on a folded form (case, accents, apostrophes), never a guess by spelling distance."""

    def lookup(self, name: str, *, language: str | None = None) -> tuple[Toponym, ...]:
        """Every entry that bears ``name`` in any language, most populous first; empty when none does."""
        ...
