"""The case's records, joined into one value for the report."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from provenance import __version__, chain
from provenance.chain.archived import archive_claims
from provenance.errors import CaseError
from provenance.model import (
    Acquisition,
    Activity,
    ActivityId,
    ActivityKind,
    ArticleRecord,
    Attempt,
    Digest,
    FileRole,
    Instant,
    KeptFile,
    LogState,
    Lookup,
    MediaRecord,
    Reading,
    ReferenceId,
    ReferenceRecord,
    ReferenceState,
    Resolution,
    Snapshot,
    VideoReference,
    state_of,
)
from provenance.pipeline.surroundings import towns_around
from provenance.store.case import Case
from provenance.store.sealing import latest_seal

__all__ = ["reference_records", "survey", "take"]

SHOWN = frozenset({FileRole.MEDIA, FileRole.PICTURE})
"""What is a file of its own in a report; the others are companions."""

PAGE_BYTES, PAGES_BYTES = 2_000_000, 8_000_000
"""Of the picture of one page, and of all pages, in a report."""


def reference_records(case: Case) -> tuple[ReferenceRecord, ...]:
    """Every reference of the case with what has become of it, in reading order."""
    return tuple(record for records in _records_by_article(case, case.readings()).values() for record in records)


def _records_by_article(case: Case, readings: Iterable[tuple[Reading, ActivityId]]) -> dict[Digest, tuple[ReferenceRecord, ...]]:
    resolutions, attempts, acquisitions, lookups = case.resolutions(), case.attempts(), case.acquisitions(), case.lookups()
    found = {}
    for reading, _ in readings:
        records = []
        for reference in reading.references:
            known = resolutions.get(reference.id), attempts.get(reference.id, ()), acquisitions.get(reference.id)
            record = _record(reference, *known)
            records.append(replace(record, lookups=lookups.get(record.url or "", ())))
        found[reading.article.digest] = tuple(records)
    return found


def _record(
    reference: VideoReference, resolution: Resolution | None, attempts: tuple[Attempt, ...], acquisition: Acquisition | None
) -> ReferenceRecord:
    state = state_of(reference, resolution=resolution, attempts=attempts, acquisition=acquisition)
    url = resolution.url if resolution else reference.url
    named = acquisition is not None and acquisition.only_named and acquisition.url == url
    if state not in {ReferenceState.ACQUIRED, ReferenceState.ATTACHED, ReferenceState.ARCHIVED} and not named:
        acquisition = None  # the files of an address that the analyst has since replaced
    return ReferenceRecord(reference=reference, state=state, resolution=resolution, attempts=attempts, acquisition=acquisition)


def take(case: Case, *, at: Instant, key: Digest | None = None) -> Snapshot:
    """Everything that a report needs, with the chain derived from it; ``key`` will seal the case, or else has sealed it last."""
    snapshot = survey(case, at=at, key=key)
    snapshot = replace(snapshot, derivations=chain.derive(chain.as_reviewed(snapshot)))
    return replace(snapshot, pictures=_pictures(case, snapshot), towns=towns_around(snapshot))


def survey(case: Case, *, at: Instant, key: Digest | None = None) -> Snapshot:
    """The records alone: neither the chain nor a picture."""
    activities = case.activities()
    ended = {activity.id: activity.ended for activity in activities}
    readings = case.readings()
    records = _records_by_article(case, readings)
    sources, captures, pictures, lookups = case.sources(), case.captures(), case.page_pictures(), case.lookups()
    articles = tuple(
        ArticleRecord(
            reading=reading,
            references=records[reading.article.digest],
            read_at=ended[activity],
            sources=sources.get(reading.article.digest, ()),
            captures=captures.get(reading.article.digest, ()),
            picture=pictures.get(reading.article.digest),
            lookups=_of_any(sources.get(reading.article.digest, ()), lookups),
        )
        for reading, activity in readings
    )
    failures = _failures(activities)
    return Snapshot(
        case=case.name,
        taken_at=at,
        program_version=__version__,
        articles=articles,
        media=_media(case, [record for each in records.values() for record in each], failures),
        claims=(*case.said_claims(), *archive_claims(record for each in records.values() for record in each)),
        matches=case.matches(),
        activities=activities,
        failures=failures,
        reviews=case.reviews(),
        custody=_log_state(case, key),
    )


def _of_any(addresses: Iterable[str], lookups: Mapping[str, tuple[Lookup, ...]]) -> tuple[Lookup, ...]:
    return tuple(each for address in addresses for each in lookups.get(address, ()))


def _log_state(case: Case, key: Digest | None) -> LogState | None:
    last, sealed = case.custody.last(), latest_seal(case.folder)
    if last is None:
        return None
    return LogState(count=last.sequence, head=last.digest, key=key or (sealed.read().key if sealed else None))


def _failures(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """What failed and has not gone well since. A time-stamp that is to come is no failure; a library that could not be opened
    is not the case's: the log tells.
    """
    last = {(activity.kind, activity.subject): activity for activity in activities}
    return tuple(
        each
        for each in last.values()
        if not each.ok and not each.pending and (each.kind is not ActivityKind.MATCH or each.subject.startswith("sha256:"))
    )


def _media(case: Case, records: list[ReferenceRecord], failures: tuple[Activity, ...]) -> tuple[MediaRecord, ...]:
    probes, problems = case.probes(), {activity.subject: activity.message for activity in failures}
    citing: dict[tuple[FileRole, Digest], tuple[ReferenceId, ...]] = {}
    companions: dict[Digest, tuple[KeptFile, ...]] = {}
    for record in records:
        files = record.acquisition.files if record.acquisition else ()
        for file in (file for file in files if file.role in SHOWN):
            key = file.role, file.digest
            citing[key] = tuple(dict.fromkeys((*citing.get(key, ()), record.reference.id)))
            companions[file.digest] = tuple(other for other in files if other.role not in SHOWN)
    return tuple(
        MediaRecord(
            file=file,
            references=citing.get((file.role, file.digest), ()),
            probe=probes.get(file.digest),
            keyframes=case.keyframes(file.digest),
            problem=problems.get(str(file.digest), ""),
            companions=tuple((companion, probes.get(companion.digest)) for companion in companions.get(file.digest, ())),
        )
        for file in case.media_files()
        if file.role in SHOWN
    )


def _pictures(case: Case, snapshot: Snapshot) -> dict[Digest, bytes]:
    """The pictures that the report shows. One that was deleted leaves a gap, not an error: it can be made again."""
    wanted = {keyframe.picture for media in snapshot.media for keyframe in media.keyframes}
    wanted |= {picture for match in snapshot.matches for pair in match.pictures for picture in pair}
    found = {}
    for digest in sorted(wanted):
        try:
            found[digest] = case.pictures.read(digest)
        except CaseError:
            continue
    return found | _page_pictures(case, snapshot)


def _page_pictures(case: Case, snapshot: Snapshot) -> dict[Digest, bytes]:
    """What browsers drew of the pages, as long as the report stays one that opens at once."""
    found: dict[Digest, bytes] = {}
    for record in snapshot.articles:
        if record.picture is None:
            continue
        try:
            data = case.pages.read(record.picture.picture)
        except CaseError:
            continue
        if len(data) <= PAGE_BYTES and sum(map(len, found.values())) + len(data) <= PAGES_BYTES:
            found[record.picture.picture] = data
    return found
