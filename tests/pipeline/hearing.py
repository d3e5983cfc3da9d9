"""A run's progress that remembers what was told."""

from provenance.pipeline.run import Silent

__all__ = ["Hearing"]


class Hearing(Silent):
    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, message: str, *, problem: bool = False) -> None:  # noqa: ARG002 - the interface's
        self.notes.append(message)
