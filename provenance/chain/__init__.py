"""From a case's records to who quotes, holds and copied what, and where the statements collide.

Pure: a :class:`~provenance.model.Snapshot` in, values out. No footage is ever called the first of its kind: the
oldest copy that the records show is the *earliest known* one.
"""

from provenance.chain.contradictions import REUSED, contradictions
from provenance.chain.derivations import derive
from provenance.chain.standing import Standing, as_reviewed
from provenance.chain.subjects import all_claims
from provenance.model import Contradiction, ContradictionKind, Side

__all__ = [
    "REUSED",
    "Contradiction",
    "ContradictionKind",
    "Side",
    "Standing",
    "all_claims",
    "as_reviewed",
    "contradictions",
    "derive",
]
