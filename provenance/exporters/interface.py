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
