"""The same footage again: candidates, geometry, time, what moves; and what was done to the copy. Pure."""

from provenance.matching.interface import Archive, Entry, FootageSource, MemorySource, Stretch
from provenance.matching.search import FootageIndex, compare, search
from provenance.matching.verdict import ALGORITHM, THRESHOLD, VERSION

__all__ = [
    "ALGORITHM",
    "THRESHOLD",
    "VERSION",
    "Archive",
    "Entry",
    "FootageIndex",
    "FootageSource",
    "MemorySource",
    "Stretch",
    "compare",
    "search",
]
