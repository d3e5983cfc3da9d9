"""When it is gone: what a web archive holds of it, and the copy that it gives. Only where the analyst asked for that."""

from provenance.exporters.text import plural
from provenance.model import ActivityKind, Availability, ReferenceRecord, ReferenceState, Role
from provenance.pipeline.acquiring import share
from provenance.pipeline.archivecopies import take
from provenance.pipeline.lookingup import look_up
from provenance.pipeline.run import Run
from provenance.pipeline.snapshot import reference_records

__all__ = ["archive_all"]


def archive_all(run: Run, only: frozenset[str] = frozenset(), *, again: bool = False) -> None:
    """Ask the archive for every cited post that is not to be had, and take its copy where nothing else is in the case.

    ``only`` narrows it to these reference ids; ``again``: ask also where the archive has answered before.
    """
    archivist = run.archivist
    if archivist is None:
        return
    records = reference_records(run.case)
    held = {record.url: record for record in records if record.state is ReferenceState.ARCHIVED}
    todo: dict[str, tuple[ReferenceRecord, ...]] = {}
    for record in records:
        if record.url is not None and _gone(record) and (not only or record.reference.id in only):
            todo[record.url] = (*todo.get(record.url, ()), record)
    if run.settings.offline:
        if todo:
            run.progress.note(
                f"{plural(len(todo), 'address', 'addresses')} not looked up in archives, because --offline forbids every request"
            )
        return
    run.progress.stage("archives", len(todo))
    for url, references in todo.items():
        with run.item(ActivityKind.LOOK_UP, url, label=url):
            known = next((each for each in reversed(references[0].lookups) if each.answered), None)
            found = known if known and not (again or run.settings.retry) else look_up(run, archivist, url)
            lacking = tuple(record for record in references if record.state is ReferenceState.UNAVAILABLE)
            if lacking and url in held:
                share(run, url, lacking, held[url])
            elif lacking:
                take(run, archivist, url, lacking, found)


def _gone(record: ReferenceRecord) -> bool:
    tried = bool(record.tried) and record.outcome is not Availability.AVAILABLE
    return tried and record.reference.role is Role.ARTICLE
