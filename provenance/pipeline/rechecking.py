"""Asking again for what was tried before: is it still there, is it there again? Each answer becomes an attempt."""

from dataclasses import dataclass

from provenance.chain.history import SILENT, Period, history
from provenance.errors import UsageError
from provenance.fetch.interface import Found
from provenance.model import ActivityKind, Availability, Digest, Instant, ReferenceId, ReferenceRecord, Role
from provenance.pipeline.acquiring import acquire, attempts_of, options_of
from provenance.pipeline.run import Run, now
from provenance.pipeline.snapshot import reference_records
from provenance.pipeline.ways import means_of

__all__ = ["Recheck", "recheck_all"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """What became of one reference."""

    reference: ReferenceId
    url: str
    before: Period | None
    """How it stood; ``None`` where no attempt had told anything."""
    outcome: Availability
    """Of asking now."""
    at: Instant
    message: str
    """The tool's raw words; hostile text."""
    history: tuple[Period, ...]
    """With what was found now."""
    new_media: tuple[Digest, ...] = ()
    """Media that were downloaded anew and are others than before."""

    @property
    def told(self) -> bool:
        """Whether the answer says anything about the post."""
        return self.outcome not in SILENT

    @property
    def changed(self) -> bool:
        """Whether it stands otherwise than before."""
        return self.told and self.before is not None and self.before.outcome is not self.outcome


def recheck_all(run: Run, only: frozenset[ReferenceId] = frozenset(), *, download: bool = False) -> tuple[Recheck, ...]:
    """Ask for every cited reference that was tried before (or for ``only`` these); ``download`` takes anew what is there.

    Raises:
        UsageError: offline.
    """
    if run.settings.offline:
        raise UsageError("recheck asks the platforms: not with --offline")
    todo: dict[str, tuple[ReferenceRecord, ...]] = {}
    for record in reference_records(run.case):
        wanted = record.reference.id in only if only else record.reference.role is Role.ARTICLE and bool(record.tried)
        if record.url is not None and wanted:
            todo[record.url] = (*todo.get(record.url, ()), record)
    run.progress.stage("recheck", len(todo))
    for url, records in todo.items():
        with run.item(ActivityKind.RECHECK, url, label=url):
            if _ask(run, url, records) is Availability.AVAILABLE and download:
                acquire(run, url, records)
    after = {record.reference.id: record for record in reference_records(run.case)}
    before = [record for records in todo.values() for record in records]
    return tuple(_told(record, after[record.reference.id]) for record in before if after[record.reference.id].tried)


def _ask(run: Run, url: str, records: tuple[ReferenceRecord, ...]) -> Availability:
    run.tools.turns.wait(url)
    started = now()
    client = means_of(run, records[0])
    result = client.check(url)
    outcome = Availability.AVAILABLE if isinstance(result, Found) else result.outcome
    activity = run.activity(
        ActivityKind.RECHECK,
        url,
        started,
        tool=client.tool,
        version=client.version,
        message=f"{outcome.value}: {result.message}",
        options=options_of(run),
        requests=result.requests,
    )
    with run.case.commit(activity) as write:
        for attempt in attempts_of(records, url, started, outcome, result.message, client=client, checked=True):
            write.attempt(attempt)
    return outcome


def _told(before: ReferenceRecord, after: ReferenceRecord) -> Recheck:
    periods, last = history(before), after.tried[-1]
    return Recheck(
        reference=after.reference.id,
        url=last.url,
        before=periods[-1] if periods else None,
        outcome=last.outcome,
        at=last.ended,
        message=last.message,
        history=history(after),
        new_media=tuple(digest for digest in after.media if digest not in before.media),
    )
