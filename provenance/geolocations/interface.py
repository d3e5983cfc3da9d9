"""What a form of exchange is: records to the bytes of one document, and such a document back, item by item."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from provenance.model import Geolocation

__all__ = ["Exchange", "Item"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row or placemark of a document: a record, or why it is none."""

    where: str
    """Its place in the document: ``row 3``."""
    record: Geolocation | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One form."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    write: Callable[[Iterable[Geolocation]], bytes]
    read: Callable[[bytes, bool], Iterator[Item]]
    """The bytes, and whether a point is the camera's where the document does not say. Raises ``ValueError`` where it is no
    such document at all."""
