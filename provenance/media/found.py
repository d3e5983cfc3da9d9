"""What one reader of metadata found; readers are joined by adding up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from provenance.metadata.stated import created, device_of, encoders, location
from provenance.model import Probe, Stated, Tag

__all__ = ["Found", "clean", "joined", "with_found"]

MAX_TAGS = 1_500
MAX_WARNINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Tags verbatim, what they state, pictures inside, damage met."""

    tags: tuple[Tag, ...] = ()
    stated: tuple[Stated, ...] = ()
    thumbnails: tuple[tuple[str, bytes], ...] = ()
    """(where it was, the coded picture)."""
    warnings: tuple[str, ...] = ()


def joined(parts: Iterable[Found]) -> Found:
    """All of them, each value once, within bounds."""
    listed = list(parts)
    return Found(
        tags=tuple(dict.fromkeys(tag for part in listed for tag in part.tags))[:MAX_TAGS],
        stated=tuple(dict.fromkeys(each for part in listed for each in part.stated))[:MAX_TAGS],
        thumbnails=tuple(each for part in listed for each in part.thumbnails)[:8],
        warnings=tuple(dict.fromkeys(words for part in listed for words in part.warnings))[:MAX_WARNINGS],
    )


def clean(value: object, most: int) -> str:
    """A value as text that can be stored: no NUL, no lone surrogate, at most so long."""
    return str(value).replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()[:most]


def with_found(measured: Probe, found: Found) -> Probe:
    """``measured`` with the metadata that one more reader found, and what all of it comes to."""
    stated = tuple(dict.fromkeys((*measured.stated, *found.stated)))
    return replace(
        measured,
        tags=tuple(dict.fromkeys((*measured.tags, *found.tags))),
        stated=stated,
        created=created(stated),
        location=location(stated),
        device=device_of(stated),
        encoders=encoders(stated),
        warnings=tuple(dict.fromkeys((*measured.warnings, *found.warnings))),
    )
