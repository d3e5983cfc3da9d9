"""How whatever takes its time tells what is going on, and the clock."""

from datetime import UTC, datetime
from typing import Protocol

from provenance.model import Instant

__all__ = ["Progress", "Silent", "now"]


class Progress(Protocol):
    """How the pipeline tells what it is doing; the CLI draws it."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, with so many items."""
        ...

    def item(self, name: str) -> None:
        """An item of the stage begins; the one before is finished."""
        ...

    def fraction(self, value: float | None) -> None:
        """How far the item is (0-1), where that is known."""
        ...

    def note(self, message: str, *, problem: bool = False) -> None:
        """Something worth a line of its own. The message may hold hostile text."""
        ...


class Silent:
    """Progress for nobody."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def item(self, name: str) -> None:
        """Say nothing."""

    def fraction(self, value: float | None) -> None:
        """Say nothing."""

    def note(self, message: str, *, problem: bool = False) -> None:
        """Say nothing."""


def now() -> Instant:
    """The machine's clock, in UTC."""
    return Instant(value=datetime.now(UTC))
