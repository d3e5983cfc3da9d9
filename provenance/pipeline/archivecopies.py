"""The copies that a web archive gives of a post: in its captures, through yt-dlp and our own door, each kept as a copy.

A copy from an archive is never the post: how the post itself stands is told by the attempts at the post alone.
"""

import contextlib
import functools
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from provenance.errors import ArticleError, NetworkError
from provenance.fetch.archives import Archivist
from provenance.fetch.availability import classify
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Means
from provenance.fetch.namedpictures import PagePictures
from provenance.fetch.replay import Replay
from provenance.fetch.said import by_platform
from provenance.fetch.wayback import WAYBACK, Wayback, stamp_of
from provenance.model import (
    TRANSIENT,
    Activity,
    ActivityKind,
    Availability,
    FileRole,
    Instant,
    KeptFile,
    Lookup,
    Memento,
    ReferenceRecord,
)
from provenance.pipeline.acquiring import attempts_of, inspectable, keep_all, options_of, with_earlier
from provenance.pipeline.run import Run, now
from provenance.pipeline.ways import page_pictures, sessionless

__all__ = ["take", "to_try"]

TRIED = 3
"""Captures of one post that are tried for its media."""
YOUTUBE = "youtube"
"""The platform that yt-dlp has an extractor for whose videos it knows to lie in the archive apart from the pages."""
PICTURE = "image/"
MEDIA = ("video/", "audio/", PICTURE)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """One copy that may be had."""

    archive: Wayback
    post: str
    """The address that is gone."""
    records: tuple[ReferenceRecord, ...]
    """Who cites it and has nothing of it."""
    replay: Replay
    original: str
    """The address that was captured, as the archive spells it."""
    address: str
    """For whoever fetches it."""
    url: str
    """Where people look at it."""
    captured: Instant | None
    """``None`` where the archive lists no capture and may still hold the video."""
    picture: bool = False
    """Whether it is one, as the archive has it."""


def _copies(archive: Wayback, url: str, records: tuple[ReferenceRecord, ...], found: Lookup) -> Iterator[_Copy]:
    if records[0].platform == YOUTUBE:
        # Its extractor goes through the captures by itself, and needs none to find the video.
        captured = found.whole[0].captured if found.whole else None
        stamp = stamp_of(captured) if captured else "2"
        yield _Copy(
            archive=archive,
            post=url,
            records=records,
            replay=Replay(archive=archive, timestamp=stamp),
            original=url,
            address=WAYBACK.address(stamp, url),
            url=archive.address(stamp, url),
            captured=captured,
        )
        return
    for memento in to_try(found.mementos):
        picture = memento.media_type.startswith(PICTURE)
        yield _Copy(
            archive=archive,
            post=url,
            records=records,
            replay=Replay(archive=archive, timestamp=stamp_of(memento.captured)),
            original=memento.original,
            address=memento.raw if picture else memento.original,
            url=memento.url,
            captured=memento.captured,
            picture=picture,
        )


def take(run: Run, archivist: Archivist, url: str, records: tuple[ReferenceRecord, ...], found: Lookup) -> None:
    """Try one copy after the other until one gives media; what failed for a lasting reason is not tried again."""
    before = {each.url: each.outcome for record in records for each in record.attempts if each.archive}
    lasting = {address for address, outcome in before.items() if outcome not in TRANSIENT and not run.settings.retry}
    records = _with_page(run, archivist, url, records, found, lasting=lasting)
    for copy in _copies(archivist.archive, url, records, found):
        if copy.url in lasting:
            continue
        archivist.turns.wait(copy.url)
        if _had(run, copy):
            return


def _with_page(
    run: Run, archivist: Archivist, url: str, records: tuple[ReferenceRecord, ...], found: Lookup, *, lasting: Collection[str]
) -> tuple[ReferenceRecord, ...]:
    """The oldest page that the archive holds of the post, kept as it was captured: what the post said."""
    memento = next((each for each in found.whole if each.media_type == "text/html"), None)
    if memento is None or memento.raw in lasting or all(_has_page(record) for record in records):
        return records
    started, before = now(), len(run.guard.sent)
    try:
        page, gave = archivist.page(memento)
    except (NetworkError, ArticleError) as error:
        _record_no_page(run, memento, records, started, error, requests=tuple(run.guard.sent[before:]))
        return records
    digest = run.case.media.put(page.data, suffix=".html")
    file = KeptFile(
        digest=digest,
        role=FileRole.PAGE,
        size=len(page.data),
        name="page.html",
        suffix=".html",
        memento=gave,
        source=gave.raw,
    )
    message = f"the archived page, {len(page.data):,} bytes"
    activity = run.activity(ActivityKind.ACQUIRE, memento.raw, started, message=message, requests=page.hops)
    kept = tuple(with_earlier(record, (file,), activity.ended, url) for record in records)
    with run.case.commit(activity) as write:
        for each in kept:
            write.acquisition(each, ())
    return tuple(replace(record, acquisition=each) for record, each in zip(records, kept, strict=True))


def _record_no_page(
    run: Run,
    memento: Memento,
    records: tuple[ReferenceRecord, ...],
    started: Instant,
    error: Exception,
    *,
    requests: tuple[str, ...],
) -> None:
    outcome = Availability.UNSUPPORTED if isinstance(error, ArticleError) else _of_copy(classify(error, extractor=None))
    run.progress.note(f"{memento.raw}: no page: {error}", problem=True)
    message = f"no page: {outcome.value}: {error}"
    activity = run.activity(ActivityKind.ACQUIRE, memento.raw, started, message=message, requests=requests)
    client, archive = page_pictures(run), memento.archive
    attempts = attempts_of(records, memento.raw, started, outcome, str(error), client=client, archive=archive)
    with run.case.commit(activity) as write:
        for attempt in attempts if requests else ():  # what we did not ask is no attempt at it
            write.attempt(attempt)


def _of_copy(outcome: Availability) -> Availability:
    """An archive that does not hold something says nothing of whether it was deleted."""
    return Availability.UNSUPPORTED if outcome is Availability.DELETED else outcome


def _has_page(record: ReferenceRecord) -> bool:
    return any(file.role is FileRole.PAGE and file.memento for file in (record.acquisition.files if record.acquisition else ()))


def _had(run: Run, copy: _Copy) -> bool:
    started = now()
    folder = run.case.folder / "work" / f"{copy.records[0].reference.id}-{copy.replay.timestamp}"
    folder.mkdir(parents=True, exist_ok=True)
    of_it = functools.partial(copy.archive.check, of=copy.original)
    client = replace(page_pictures(run), judge=of_it) if copy.picture else replace(sessionless(run), replay=copy.replay)
    ask = client.itself if isinstance(client, PagePictures) else client.acquire
    try:
        result = ask(copy.address, folder=folder, progress=lambda _, fraction: run.progress.fraction(fraction))
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
    outcome = _of_copy(result.outcome)
    run.progress.note(f"{copy.url}: no copy: {result.message}", problem=True)
    message = f"no copy: {outcome.value}: {result.message}"
    archive = copy.archive.name
    attempts = attempts_of(copy.records, copy.url, started, outcome, result.message, client=client, archive=archive)
    with run.case.commit(_activity(run, copy, started, result, client, message=message)) as write:
        for attempt in attempts if result.requests else ():
            write.attempt(attempt)


def _record_copy(run: Run, copy: _Copy, started: Instant, result: Downloaded, client: Means) -> None:
    single = {file.path: _memento(copy, file, asked=started) for file in result.files}
    given = [max((single[path] for path in file.parts or (file.path,)), key=_captured) for file in result.files]
    files = tuple(_kept(file, memento) for file, memento in zip(keep_all(run, result.files), given, strict=True))
    message = "; ".join((f"{len(files)} files from the archive, {sum(file.size for file in files):,} bytes", *result.messages))
    activity = _activity(run, copy, started, result, client, message=message)
    said_at = copy.captured or max(map(_captured, given))
    with run.case.commit(activity) as write:
        archive = copy.archive.name
        for attempt in attempts_of(copy.records, copy.url, started, Availability.AVAILABLE, "", client=client, archive=archive):
            write.attempt(attempt)
        for record in copy.records:
            write.acquisition(with_earlier(record, files, activity.ended, copy.post), inspectable(files))
            write.said(by_platform(result.info, about=record.reference.id, said_at=said_at))


def _kept(file: KeptFile, memento: Memento) -> KeptFile:
    """It was the archive that served it, not the address that it stands for."""
    return replace(file, memento=memento, source=memento.raw if file.source else "")


def _memento(copy: _Copy, file: DownloadedFile, *, asked: Instant) -> Memento:
    """The capture that gave ``file``: the one that answered in the end, which may be of another moment than the page's."""
    # Made here from the archived page; or the archive tells no time, and it was captured by the time that we asked.
    return copy.replay.capture(file.source) or copy.archive.memento(stamp_of(copy.captured or asked), copy.original)


def _captured(memento: Memento) -> Instant:
    return memento.captured


def _activity(run: Run, copy: _Copy, started: Instant, result: Downloaded | Failed, client: Means, *, message: str) -> Activity:
    options = (("archive", copy.archive.name), *(pair for pair in options_of(run) if pair[0] not in {"cookies", "comments"}))
    return run.activity(
        ActivityKind.ACQUIRE,
        copy.url,
        started,
        tool=client.tool,
        version=client.version,
        message=message,
        options=options,
        requests=result.requests,
    )
