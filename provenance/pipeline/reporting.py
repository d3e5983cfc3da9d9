"""Stage 6: the report, written whole or not at all."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from provenance.errors import MissingExtraError, UsageError
from provenance.exporters import EXPORTERS
from provenance.exporters.interface import Exporter
from provenance.model import ActivityKind, Snapshot
from provenance.pipeline.run import Progress, Run, now
from provenance.pipeline.snapshot import take
from provenance.store.blobs import storage_errors

__all__ = ["ALL", "LACKS", "REPORTS", "chosen", "exporter", "render_each", "write_each", "write_file", "write_report"]


ALL = "all"
"""Every format there is."""
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


def chosen(names: Iterable[str]) -> tuple[Exporter, ...]:
    """The exporters called ``names``, each once; every one for :data:`ALL`.

    Raises:
        UsageError: there is no such format.
    """
    found = [each for name in names for each in (EXPORTERS if name == ALL else (exporter(name),))]
    return tuple(dict.fromkeys(found))


def render_each(
    formats: Iterable[Exporter], snapshot: Snapshot, progress: Progress, *, language: str
) -> Iterator[tuple[Exporter, bytes | MissingExtraError]]:
    """Each document, or why it cannot be made on this machine."""
    for each in formats:
        progress.item(each.name)
        try:
            yield each, each.document(snapshot, language)
        except MissingExtraError as error:
            yield each, error


def write_report(run: Run, formats: tuple[str, ...] = REPORTS) -> tuple[Snapshot, tuple[Path, ...]]:
    """Write the report of a case into its folder, in each format; returns what it was made from, and the files.

    Raises:
        MissingExtraError: a format needs what is not installed.
        StorageError: no space or no permission.
    """
    snapshot, files, problems = write_each(run, chosen(formats))
    for problem in problems:
        raise problem
    return snapshot, files


def write_each(run: Run, formats: tuple[Exporter, ...]) -> tuple[Snapshot, tuple[Path, ...], tuple[MissingExtraError, ...]]:
    """As :func:`write_report`, but what a format lacks stops no other; the log names those that were written."""
    run.progress.stage("report", len(formats))
    started = now()
    snapshot, files, problems = take(run.case, at=started, key=run.key), {}, []
    for each, made in render_each(formats, snapshot, run.progress, language=run.settings.language):
        if isinstance(made, bytes):
            files[each.name] = run.case.stage(f"report{each.suffix}", made)
        else:
            problems.append(made)
    if files:
        with run.case.commit(run.activity(ActivityKind.REPORT, ", ".join(files), started)):
            pass
    return snapshot, tuple(files.values()), tuple(problems)


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
