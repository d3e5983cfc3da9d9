"""What web archives say that they hold of an address: look-ups and mementos (RFC 7089). Their word, not our measurement."""

from dataclasses import dataclass

from provenance.model.time import Instant

__all__ = ["Lookup", "Memento"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """A capture of an address that a web archive says it holds; all of it is hostile text until it is escaped."""

    archive: str
    """The archive's name."""
    original: str
    """The address that was captured, as the archive spells it."""
    captured: Instant
    """When, by the archive's own clock: what was captured was public by then, and may have been long before."""
    url: str
    """Where people look at it in the archive."""
    raw: str
    """Where the archive gives the bytes as they were captured."""
    status: int | None = None
    """HTTP status at the time of the capture; ``None`` where the archive tells none (it had the same bytes before)."""
    media_type: str = ""
    digest: str = ""
    """Of the bytes, by the archive (Wayback: SHA-1 in base 32); empty where it tells none."""

    @property
    def whole(self) -> bool:
        """Whether the address gave something when it was captured: neither an error nor a redirect."""
        return self.status is None or 200 <= self.status < 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """One question to a web archive: what it holds of an address, under all its known spellings."""

    archive: str
    url: str
    """The address that was asked about."""
    asked: tuple[str, ...]
    """Its spellings, as they were asked for."""
    at: Instant
    mementos: tuple[Memento, ...] = ()
    """The oldest first."""
    more: bool = False
    """Whether the archive holds more captures than were listed."""
    answered: bool = True
    """Whether it told its list under every spelling: only then is nothing there where none is listed."""
    problems: tuple[str, ...] = ()
    """What went wrong while asking; may hold the archive's own words."""

    @property
    def silent(self) -> bool:
        """Whether nothing was told: neither that there is none nor any capture."""
        return not self.answered and not self.mementos

    @property
    def whole(self) -> tuple[Memento, ...]:
        """The captures that hold something."""
        return tuple(memento for memento in self.mementos if memento.whole)
