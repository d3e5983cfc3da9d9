"""What place resolution needs from a gazetteer. The real one lives in ``store/gazetteer.py``."""

from dataclasses import dataclass
from typing import Protocol

__all__ = ["CITY", "COUNTRY", "DIVISION", "REGION", "Gazetteer", "Toponym"]

CITY, DIVISION, COUNTRY, REGION = "city", "division", "country", "region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One entry of a gazetteer that a name may mean."""

    id: str
    """E.g. ``geonames:693838``."""
    name: str
    """The gazetteer's main name."""
    kind: str
    """``city``, ``division``, ``country`` or ``region`` (a continent)."""
    lat: float
    lon: float
    country: str
    """ISO 3166-1 alpha-2; empty for a region."""
    division: str | None = None
    """Name of the first-order division it lies in."""
    population: int = 0
    radius_m: float | None = None
    """Rough half extent in metres; ``None`` when unknown."""
    code: str = ""
    """GeoNames code of the division, or of the first-order division that a city lies in: ``UA.14``."""
    level: int = 0
    """1 or 2 for a division of that order; 0 for others."""
    capital: bool = False
    """Whether it is the capital of its country."""
    names: int = 0
    """How many names it has in the source: how well the world knows it."""
    main: bool = True
    """Whether the name looked up is the entry's main name, not one of its others."""


class Gazetteer(Protocol):
    """Looks names up; exact on a folded form (case, accents, apostrophes), never a guess by spelling distance."""

    def lookup(self, name: str, *, language: str | None = None) -> tuple[Toponym, ...]:
        """Every entry that bears ``name`` in any language, most populous first; empty when none does."""
        ...
