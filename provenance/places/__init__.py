"""Toponyms to ranked places.

``context`` reads an article for the places it names, ``rank`` says which of its namesakes a name means there, ``bears`` whether
a name is a place's at all, and ``mentioned`` finds names in a text. All look names up in a :class:`Gazetteer` that is handed in.
"""

from provenance.places.context import context
from provenance.places.evidence import Context
from provenance.places.existence import bears
from provenance.places.interface import Gazetteer, Toponym
from provenance.places.mentions import mentioned
from provenance.places.resolve import rank

__all__ = ["Context", "Gazetteer", "Toponym", "bears", "context", "mentioned", "rank"]
