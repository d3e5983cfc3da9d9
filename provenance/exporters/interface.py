"""What an exporter is: a snapshot of a case in, the bytes of one document out. No I/O, no clock."""

from collections.abc import Callable
from dataclasses import dataclass

from provenance.model import Snapshot

__all__ = ["Exporter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format of report."""

    name: str
    """What the analyst types after ``--format``."""
    suffix: str
    """Of the file written, with the dot."""
    media_type: str
    render: Callable[[Snapshot], bytes]
    """In English, where it holds words of the program."""
    in_language: Callable[[Snapshot, str], bytes] | None = None
    """In one of :data:`~provenance.exporters.wording.LANGUAGES`; ``None`` for a format without words of the program."""

    def document(self, snapshot: Snapshot, language: str) -> bytes:
        """The document in ``language``, as far as the format speaks any."""
        return self.in_language(snapshot, language) if self.in_language else self.render(snapshot)
