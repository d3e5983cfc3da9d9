"""Stage 2: the media of every reference that has an address, in the ways of ``ways.py``; each attempt is kept."""

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from provenance.exporters.text import plural
from provenance.fetch import gallerydl, ytdlp
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Means
from provenance.fetch.said import by_platform
from provenance.model import (
    TRANSIENT,
    Acquisition,
    ActivityKind,
    Attempt,
    Availability,
    ClaimId,
    FileRole,
    Instant,
    KeptFile,
    ReferenceRecord,
    ReferenceState,
    Role,
    stable_id,
)
from provenance.pipeline.run import Run, now
from provenance.pipeline.snapshot import reference_records
from provenance.pipeline.ways import Way, beside, ways
from provenance.store.blobs import safe_suffix

__all__ = [
    "acquire",
    "acquire_all",
    "attempts_of",
    "inspectable",
    "keep_all",
    "options_of",
    "share",
    "wanted",
    "with_earlier",
]


def wanted(records: Iterable[ReferenceRecord], *, retry: bool) -> dict[str, tuple[ReferenceRecord, ...]]:
    """What is to be fetched: URL → the references that cite it. One request serves them all.

    The site's own furniture is left alone, and what failed for a lasting reason unless ``retry``.
    """
    found: dict[str, tuple[ReferenceRecord, ...]] = {}
    for record in records:
        if record.url is None or record.reference.role is not Role.ARTICLE:
            continue
        gone = record.state in {ReferenceState.UNAVAILABLE, ReferenceState.ARCHIVED}
        if record.state is ReferenceState.PENDING or (gone and (retry or _passing(record))):
            found[record.url] = (*found.get(record.url, ()), record)
    return found


def _passing(record: ReferenceRecord) -> bool:
    return record.outcome in TRANSIENT


def acquire_all(run: Run, only: frozenset[str] = frozenset()) -> None:
    """Fetch what is wanted, one address at a time; ``only`` narrows it to these reference ids."""
    records = reference_records(run.case)
    had = {record.url: record for record in records if record.state is ReferenceState.ACQUIRED}
    todo = wanted((record for record in records if not only or record.reference.id in only), retry=run.settings.retry)
    if run.settings.offline:
        if todo:
            run.progress.note(f"{plural(len(todo), 'address', 'addresses')} not fetched, because --offline forbids every request")
        return
    run.progress.stage("acquire", len(todo))
    for url, references in todo.items():
        with run.item(ActivityKind.ACQUIRE, url, label=url):
            if url in had:
                share(run, url, references, had[url])
            else:
                acquire(run, url, references)


def share(run: Run, url: str, records: tuple[ReferenceRecord, ...], other: ReferenceRecord) -> None:
    """Another article cited the same post: its files are here already, and so is what the platform said of it."""
    files = other.acquisition.files if other.acquisition else ()
    said = tuple(claim for claim in run.case.said_claims() if claim.about == other.reference.id)
    activity = run.activity(ActivityKind.ACQUIRE, url, now(), message=f"acquired before for {other.reference.id}")
    with run.case.commit(activity) as write:
        for record in records:
            mine = record.reference.id
            write.acquisition(Acquisition(reference=mine, files=files, at=activity.ended, url=url), inspectable(files))
            write.said(tuple(replace(each, id=ClaimId(stable_id("c", mine, each.id)), about=mine) for each in said))


def acquire(run: Run, url: str, records: tuple[ReferenceRecord, ...]) -> None:
    """Get what ``url`` holds, for all who cite it; what was had before is kept beside it."""
    started = now()
    # Kept between runs, so that a partial download goes on where it stopped.
    folder = run.case.folder / "work" / records[0].reference.id
    folder.mkdir(parents=True, exist_ok=True)
    run.tools.turns.wait(url)
    for way in ways(run, url, records[0].platform):
        result = way.media(url, folder=folder, progress=lambda _, fraction: run.progress.fraction(fraction))
        if isinstance(result, Downloaded):
            files = _record_success(run, url, records, started, result, way=way)
            if way.client.tool == ytdlp.TOOL:
                _take_beside(run, url, records, files, folder)
            break
        _record_failure(run, url, records, started, result, way=way)
        if not way.goes_on(result):
            break
        started = now()
    if isinstance(result, Downloaded) or not any(folder.rglob("*.part")):
        shutil.rmtree(folder)
        with contextlib.suppress(OSError):  # other downloads may still lie there
            folder.parent.rmdir()


def _take_beside(run: Run, url: str, records: tuple[ReferenceRecord, ...], had: tuple[KeptFile, ...], folder: Path) -> None:
    """The pictures of a post whose videos were ``had``; where there are none, or they cannot be had, the videos are all."""
    way = beside(run, records[0])
    if way is not None:
        started = now()
        result = way.media(url, folder=folder, progress=lambda _, fraction: run.progress.fraction(fraction))
        if isinstance(result, Downloaded):
            _record_success(run, url, records, started, result, way=way, had=had)
        else:
            _record_failure(run, url, records, started, result, way=way)


def attempts_of(
    records: tuple[ReferenceRecord, ...],
    url: str,
    started: Instant,
    outcome: Availability,
    message: str,
    *,
    client: Means,
    checked: bool = False,
    archive: str = "",
) -> tuple[Attempt, ...]:
    """The record of one try by ``client``, for each who cites the address; ``archive``: the one that was asked for its copy."""
    ended = now()
    return tuple(
        Attempt(
            reference=record.reference.id,
            url=url,
            tool=client.tool,
            version=client.version,
            outcome=outcome,
            message=message,
            started=started,
            ended=ended,
            checked=checked,
            archive=archive,
        )
        for record in records
    )


def _record_failure(
    run: Run, url: str, records: tuple[ReferenceRecord, ...], started: Instant, result: Failed, *, way: Way
) -> None:
    if way.client.tool == gallerydl.TOOL and result.outcome is Availability.UNSUPPORTED and not result.requests:
        return  # it does not know the site, and asked nobody
    run.progress.note(f"{url}: {result.outcome.value}: {result.message}", problem=way.telling and not way.goes_on(result))
    activity = run.activity(
        ActivityKind.ACQUIRE,
        url,
        started,
        tool=way.client.tool,
        version=way.client.version,
        message="; ".join((f"{result.outcome.value}: {result.message}", *result.messages)),
        requests=result.requests,
    )
    # The attempt itself went as it should: the answer was no.
    with run.case.commit(activity) as write:
        if way.telling:
            for attempt in attempts_of(records, url, started, result.outcome, result.message, client=way.client):
                write.attempt(attempt)


def _record_success(
    run: Run,
    url: str,
    records: tuple[ReferenceRecord, ...],
    started: Instant,
    result: Downloaded,
    *,
    way: Way,
    had: tuple[KeptFile, ...] = (),
) -> tuple[KeptFile, ...]:
    """Keep what was had; with ``had`` it is more of a post of which that was recorded before."""
    files = keep_all(run, result.files)
    posted = any(file.role is FileRole.MEDIA for file in files)
    counted = f"{len(files)} files, {sum(file.size for file in files):,} bytes"
    activity = run.activity(
        ActivityKind.ACQUIRE,
        url,
        started,
        tool=way.client.tool,
        version=way.client.version,
        message="; ".join((counted if posted else f"pictures that the page names: {counted}", *result.messages)),
        options=options_of(run),
        requests=result.requests,
    )
    for problem in result.messages:
        run.progress.note(f"{url}: {problem}", problem=True)
    with run.case.commit(activity) as write:
        if posted and not had:
            for attempt in attempts_of(records, url, started, Availability.AVAILABLE, "", client=way.client):
                write.attempt(attempt)
        for record in records:
            write.acquisition(with_earlier(record, (*had, *files), activity.ended, url), inspectable(files))
            if posted and not had:
                write.unsay(record.reference.id)
                write.said(by_platform(result.info, about=record.reference.id, said_at=activity.ended))
    return files


def with_earlier(record: ReferenceRecord, files: tuple[KeptFile, ...], at: Instant, url: str) -> Acquisition:
    """What was had now first; what was had of the post before stays, for it may have been changed since."""
    had = record.acquisition
    now_here = {file.digest for file in files}
    earlier = tuple(file for file in had.files if file.digest not in now_here) if had else ()
    by_hand, note = (had.by_hand, had.note) if had else (False, "")
    return Acquisition(reference=record.reference.id, files=(*files, *earlier), at=at, url=url, by_hand=by_hand, note=note)


def options_of(run: Run) -> tuple[tuple[str, str], ...]:
    """What the analyst asked for, without the session itself."""
    settings = run.settings
    session = "a file" if settings.cookies else "a browser" if settings.browser else "none"
    return (
        ("media_limit", str(settings.media_limit)),
        ("media_seconds", str(settings.media_seconds)),
        ("cookies", session),
        ("proxy", "given" if settings.proxy else "none"),
        ("comments", str(settings.comments)),
    )


def keep_all(run: Run, files: tuple[DownloadedFile, ...]) -> tuple[KeptFile, ...]:
    """The files in the case, in their order; of one that was joined here it is noted from what."""
    kept = {file.path: _keep(run, file) for file in files}
    for file in files:
        if file.parts:
            parts = " and ".join(str(kept[part].digest) for part in file.parts)
            note = f"joined here from {parts}: every stream copied, nothing encoded anew"
            kept[file.path] = replace(kept[file.path], note=note)
    return tuple(kept.values())


def _keep(run: Run, file: DownloadedFile) -> KeptFile:
    suffix = safe_suffix(Path(file.name).name)
    digest, size = run.case.media.put_file(file.path, suffix=suffix)
    return KeptFile(digest=digest, role=file.role, size=size, name=file.name, suffix=suffix, note=file.note, source=file.source)


def inspectable(files: tuple[KeptFile, ...]) -> tuple[KeptFile, ...]:
    """Those to be inspected and fingerprinted."""
    return tuple(file for file in files if file.role in {FileRole.MEDIA, FileRole.PICTURE, FileRole.PART, FileRole.THUMBNAIL})
