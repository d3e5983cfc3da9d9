"""When something was uploaded, by its own identifier: an evidence of its own, neither measured nor said."""

from dataclasses import dataclass

from provenance.model.time import Instant

__all__ = ["IdentifierDate", "Undated", "UploadTime"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierDate:
    """The moment that a platform wrote into a post's number. Filming came before it; it is never the time of filming."""

    at: Instant
    precision: str
    """``second``, ``millisecond`` or ``microsecond``."""
    rule: str
    """How it was read from the identifier, for people."""
    caveat: str = ""
    """Why it is weak evidence; empty where only the platform sets it."""

    @property
    def weak(self) -> bool:
        """Whether somebody other than the platform may have chosen it."""
        return bool(self.caveat)

    def __str__(self) -> str:
        return f"{self.at.value:%Y-%m-%d %H:%M:%S} UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """An identifier whose time cannot be: dropped, with the reason."""

    rule: str
    reason: str


UploadTime = IdentifierDate | Undated
