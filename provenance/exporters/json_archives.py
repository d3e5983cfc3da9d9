"""What web archives say that they hold, as JSON values."""

from collections.abc import Iterable

from provenance.exporters.json_values import Json, Object
from provenance.model import Lookup, Memento

__all__ = ["lookup_objects", "memento_object"]


def lookup_objects(lookups: Iterable[Lookup]) -> list[Json]:
    """Every question with its answer, the oldest first."""
    return [
        {
            "archive": each.archive,
            "url": each.url,
            "asked": list(each.asked),
            "at": str(each.at),
            "answered": each.answered,
            "more": each.more,
            "problems": list(each.problems),
            "captures": [memento_object(memento) for memento in each.mementos],
        }
        for each in lookups
    ]


def memento_object(memento: Memento | None) -> Json:
    """One capture, by the archive's word."""
    if memento is None:
        return None
    known: Object = {
        "archive": memento.archive,
        "original": memento.original,
        "captured": str(memento.captured),
        "url": memento.url,
        "raw": memento.raw,
        "status": memento.status,
        "media_type": memento.media_type or None,
        "digest": memento.digest or None,
    }
    return known
