"""The same footage again: candidates, geometry, time, what moves; and what was done to the copy. Pure."""

from provenance.matching.interface import Entry, FootageSource, MemorySource
from provenance.matching.search import FootageIndex, compare, search
from provenance.matching.verdict import ALGORITHM, THRESHOLD, VERSION

__all__ = ["ALGORITHM", "THRESHOLD", "VERSION", "Entry", "FootageIndex", "FootageSource", "MemorySource", "compare", "search"]
