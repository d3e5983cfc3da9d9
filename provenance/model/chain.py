"""Who copied whom: the edges of the provenance chain, each with its evidence."""

from dataclasses import dataclass
from enum import StrEnum

from provenance.model.claims import Agent

__all__ = ["Derivation", "DerivationRelation", "Evidence"]


class DerivationRelation(StrEnum):
    """W3C PROV relation between a child and its parent."""

    WAS_QUOTED_FROM = "wasQuotedFrom"
    """An article cites a post."""
    SPECIALIZATION_OF = "specializationOf"
    """A downloaded file is the post's media."""
    WAS_DERIVED_FROM = "wasDerivedFrom"
    """A copy, edited or not."""
    ALTERNATE_OF = "alternateOf"
    """Same footage; who copied whom is not known."""
    MADE_FROM = "madeFrom"
    """Made from an ingredient, by whoever signed its credentials: a claim (in PROV a derivation in the signer's bundle)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for (or against) a derivation."""

    words: str
    supports: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """An edge of the chain. Ends are ids as printed: an article's or media's digest, a reference id, or ``c2pa:…`` for an
    ingredient that a manifest names and the case does not hold.
    """

    child: str
    parent: str
    relation: DerivationRelation
    evidence: tuple[Evidence, ...]
    confidence: float | None
    """0–1: how far the evidence carries the *direction and relation*, not how alike the pictures are; ``None`` for somebody's
    word, which is not weighed.
    """
    by: Agent | None = None
    """Whose word it is; ``None`` for what follows from records and measurements."""

    @property
    def between_files(self) -> bool:
        """Whether both ends are files; an archived copy's parent is a post."""
        return self.child.startswith("sha256:") and self.parent.startswith("sha256:")
