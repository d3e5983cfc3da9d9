"""Stage 6: the report, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from provenance.errors import UsageError
from provenance.exporters import EXPORTERS
from provenance.exporters.interface import Exporter
from provenance.model import ActivityKind, Snapshot
from provenance.pipeline.run import Run, now
from provenance.pipeline.snapshot import take
from provenance.store.blobs import storage_errors

__all__ = ["LACKS", "REPORTS", "exporter", "write_file", "write_report"]

REPORTS = ("html", "json")
"""What every run writes."""
LACKS = ("missing-csv", "missing-json")
"""What a run over many articles writes besides."""


def exporter(name: str) -> Exporter:
    """The exporter called ``name``.

    Raises:
        UsageError: there is none.
    """
    for each in EXPORTERS:
        if each.name == name:
            return each
    raise UsageError(f"--format {name}: expected one of {', '.join(each.name for each in EXPORTERS)}")


def write_report(run: Run, formats: tuple[str, ...] = REPORTS) -> tuple[Snapshot, tuple[Path, ...]]:
    """Write the report of a case into its folder, in each format; returns what it was made from, and the files.

    Raises:
        StorageError: no space or no permission.
    """
    run.progress.stage("report", len(formats))
    started = now()
    snapshot, written = take(run.case, at=started, key=run.key), []
    for name in formats:
        run.progress.item(name)
        chosen = exporter(name)
        written.append(run.case.stage(f"report{chosen.suffix}", chosen.render(snapshot)))
    with run.case.commit(run.activity(ActivityKind.REPORT, ", ".join(formats), started)):
        pass
    return snapshot, tuple(written)


def write_file(path: Path, data: bytes) -> None:
    """``data`` at ``path``, whole or not at all."""
    with storage_errors(path):
        handle, name = tempfile.mkstemp(prefix=".partial-", dir=path.parent)
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            partial.chmod(0o644)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
