"""When it is gone: what a web archive holds of it, and the copy that it gives. Only where the analyst asked for that.

A copy from an archive is never the post: how the post itself stands is told by the attempts at the post alone.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provenance.fetch import ytdlp
from provenance.fetch.archives import Archivist
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Means
from provenance.fetch.replay import PUBLIC, Replay
from provenance.fetch.said import by_platform
from provenance.fetch.wayback import Wayback
from provenance.fetch.ytdlp import YtDlp
from provenance.model import (
    TRANSIENT,
    Activity,
    ActivityKind,
    Availability,
    Instant,
    Lookup,
    Memento,
    ReferenceRecord,
    ReferenceState,
    Role,
)
from provenance.pipeline.acquiring import attempts_of, inspectable, keep_all, options_of, share, with_earlier
from provenance.pipeline.lookingup import look_up
from provenance.pipeline.run import Run, now
from provenance.pipeline.snapshot import reference_records

__all__ = ["archive_all", "to_try"]

TRIED = 3
"""Captures of one post that are tried for its media."""
YOUTUBE = "youtube"
"""The platform that yt-dlp has an extractor for whose videos it knows to lie in the archive apart from the pages."""
MEDIA = ("video/", "audio/", "image/")


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
            run.progress.note(f"{len(todo)} addresses not looked up in archives, because --offline forbids every request")
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
                _take(run, archivist, url, lacking, found)


def _gone(record: ReferenceRecord) -> bool:
    tried = bool(record.tried) and record.outcome is not Availability.AVAILABLE
    return tried and record.reference.role is Role.ARTICLE


def to_try(mementos: Iterable[Memento]) -> tuple[Memento, ...]:
    """The captures in which media are looked for: media themselves first, then the oldest page, the newest, one between."""
    seen: dict[str, Memento] = {}
    for memento in mementos:
        if memento.whole:
            seen.setdefault(memento.digest or memento.url, memento)
    whole = list(seen.values())
    direct = [memento for memento in whole if memento.media_type.startswith(MEDIA)]
    pages = [memento for memento in whole if memento not in direct]
    spread = [pages[number] for number in (0, -1, len(pages) // 2)] if pages else []
    return tuple(dict.fromkeys((*direct, *spread)))[:TRIED]


# ── the copy ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """One copy that may be had."""

    archive: Wayback
    post: str
    """The address that is gone."""
    records: tuple[ReferenceRecord, ...]
    """Who cites it and has nothing of it."""
    replay: Replay
    address: str
    """For yt-dlp."""
    url: str
    """Where people look at it."""
    captured: Instant | None
    """``None`` where the archive lists no capture and may still hold the video."""


def _copies(archive: Wayback, url: str, records: tuple[ReferenceRecord, ...], found: Lookup) -> Iterator[_Copy]:
    if records[0].platform == YOUTUBE:
        # Its extractor goes through the captures by itself, and needs none to find the video.
        captured = found.whole[0].captured if found.whole else None
        stamp = _stamp(captured) if captured else "2"
        yield _Copy(
            archive=archive,
            post=url,
            records=records,
            replay=Replay(base=archive.replay, timestamp=stamp),
            address=f"{PUBLIC}web/{stamp}/{url}",
            url=f"{archive.replay}{stamp}/{url}",
            captured=captured,
        )
        return
    for memento in to_try(found.mementos):
        replay = Replay(base=archive.replay, timestamp=_stamp(memento.captured))
        yield _Copy(
            archive=archive,
            post=url,
            records=records,
            replay=replay,
            address=memento.original,
            url=memento.url,
            captured=memento.captured,
        )


def _stamp(moment: Instant) -> str:
    return f"{moment.value:%Y%m%d%H%M%S}"


def _take(run: Run, archivist: Archivist, url: str, records: tuple[ReferenceRecord, ...], found: Lookup) -> None:
    """Try one copy after the other until one gives media; what failed for a lasting reason is not tried again."""
    before = {each.url: each.outcome for record in records for each in record.attempts if each.archive}
    for copy in _copies(archivist.archive, url, records, found):
        if copy.url in before and before[copy.url] not in TRANSIENT and not run.settings.retry:
            continue
        archivist.turns.wait(copy.url)
        if _had(run, copy):
            return


def _had(run: Run, copy: _Copy) -> bool:
    started, settings = now(), run.settings
    folder = run.case.folder / "work" / f"{copy.records[0].reference.id}-{copy.replay.timestamp}"
    folder.mkdir(parents=True, exist_ok=True)
    client = YtDlp(
        run.guard,
        max_bytes=settings.media_limit,
        max_seconds=settings.media_seconds,
        proxy=settings.proxy,
        polite=run.polite,
        replay=copy.replay,
    )
    try:
        result = client.acquire(copy.address, folder=folder, progress=lambda _, fraction: run.progress.fraction(fraction))
        if isinstance(result, Failed):
            _record_failure(run, copy, started, result, client)
        else:
            _record_copy(run, copy, started, result, client)
    finally:
        shutil.rmtree(folder)
        with contextlib.suppress(OSError):  # other downloads may still lie there
            folder.parent.rmdir()
    return isinstance(result, Downloaded)


def _record_failure(run: Run, copy: _Copy, started: Instant, result: Failed, client: Means) -> None:
    # An archive that does not hold something says nothing of whether it was deleted.
    outcome = Availability.UNSUPPORTED if result.outcome is Availability.DELETED else result.outcome
    run.progress.note(f"{copy.url}: no copy: {result.message}", problem=True)
    message = f"no copy: {outcome.value}: {result.message}"
    with run.case.commit(_activity(run, copy, started, result, message=message)) as write:
        archive = copy.archive.name
        for attempt in attempts_of(copy.records, copy.url, started, outcome, result.message, client=client, archive=archive):
            write.attempt(attempt)


def _record_copy(run: Run, copy: _Copy, started: Instant, result: Downloaded, client: Means) -> None:
    single = {file.path: _memento(copy, file, asked=started) for file in result.files}
    given = [max((single[path] for path in file.parts or (file.path,)), key=_captured) for file in result.files]
    files = tuple(replace(file, memento=memento) for file, memento in zip(keep_all(run, result.files), given, strict=True))
    message = f"{len(files)} files from the archive, {sum(file.size for file in files):,} bytes"
    activity = _activity(run, copy, started, result, message=message)
    said_at = copy.captured or max(map(_captured, given))
    with run.case.commit(activity) as write:
        archive = copy.archive.name
        for attempt in attempts_of(copy.records, copy.url, started, Availability.AVAILABLE, "", client=client, archive=archive):
            write.attempt(attempt)
        for record in copy.records:
            write.acquisition(with_earlier(record, files, activity.ended, copy.post), inspectable(files))
            write.said(by_platform(result.info, about=record.reference.id, said_at=said_at))


def _memento(copy: _Copy, file: DownloadedFile, *, asked: Instant) -> Memento:
    """The capture that gave ``file``: the one that answered in the end, which may be of another moment than the page's."""
    address, captured = copy.replay.given.get(file.source, ""), copy.replay.captured(file.source)
    if captured is None:
        # Made here from the archived page; or the archive tells no time, and it was captured by the time that we asked.
        address, captured = copy.url, copy.captured or asked
    return copy.archive.memento(_stamp(captured), copy.replay.original(address))


def _captured(memento: Memento) -> Instant:
    return memento.captured


def _activity(run: Run, copy: _Copy, started: Instant, result: Downloaded | Failed, *, message: str) -> Activity:
    options = (("archive", copy.archive.name), *(pair for pair in options_of(run) if pair[0] not in {"cookies", "comments"}))
    return run.activity(
        ActivityKind.ACQUIRE,
        copy.url,
        started,
        tool=ytdlp.TOOL,
        version=ytdlp.version(),
        message=message,
        options=options,
        requests=result.requests,
    )
