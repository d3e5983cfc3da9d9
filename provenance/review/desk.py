"""The case on the desk: what is read of it, and what is written, one decision after the other.

The server holds the case for as long as it runs, as any run does. Each decision is committed by itself, with its line in
the custody log, before the page is told: a killed server loses nothing that was said to be done. Each works on a
connection of its own, as the server answers from several threads.
"""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from provenance.custody.log import read_line
from provenance.errors import InputError, MediaError, UsageError
from provenance.exporters.json_values import Json, Object
from provenance.exporters.text import plural
from provenance.media import probe
from provenance.media.sandbox import shared
from provenance.media.stills import jpeg, window
from provenance.model import ActivityKind, Digest, Match, Probe, Review, Snapshot
from provenance.pipeline.byhand import Obtained, attach, resolve
from provenance.pipeline.jobs import gather
from provenance.pipeline.reporting import write_report
from provenance.pipeline.run import Run, Settings, Silent, now
from provenance.pipeline.sealing import seal_now
from provenance.pipeline.snapshot import survey
from provenance.review.details import details, summary
from provenance.review.footage import Copies, CopyState, beside
from provenance.review.jobs import Job, Jobs
from provenance.review.matters import Order
from provenance.review.queue import Queue
from provenance.review.said import choices, decisions, unreported
from provenance.store.case import Case

__all__ = ["Desk", "Found"]

REPORTS = ("html", "json")
FRAME = 1280
"""Pixels of the longer side of a single frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file that the page may see."""

    path: Path
    probe: Probe | None


class Desk:
    """See the module. ``reviewer``: who decides. ``key``: fingerprint of the key that will seal the case."""

    def __init__(
        self, folder: Path, *, reviewer: str, settings: Settings, key: Digest | None = None, copies: Copies | None = None
    ) -> None:
        self.folder = folder
        self._key = key
        self.reviewer = reviewer
        self.jobs = Jobs()
        self.copies = copies or Copies()
        self._settings = settings
        self._reading, self._writing = threading.RLock(), threading.Lock()
        self._queue: Queue | None = None
        self._kinds: list[str] = []
        """Of each line of the log that the queue rests on."""
        self._beside: dict[Digest, Found | None] = {}

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    def queue(self) -> tuple[int, Queue]:
        """The lines of the log so far, and the queue as they leave it."""
        with self._reading, Case.consult(self.folder) as case:
            lines = case.custody.lines()
            fresh = [read_line(line, where="the log").kind for line in lines[len(self._kinds) :]]
            if self._queue is None or fresh:
                self._queue = Queue.of(self._read(case, fresh))
                self._kinds += fresh
            return len(lines), self._queue

    def _read(self, case: Case, fresh: list[str]) -> Snapshot:
        """The records; after mere decisions only these are read again."""
        if self._queue is None or set(fresh) != {ActivityKind.REVIEW}:
            return survey(case, at=now())
        return replace(self._queue.snapshot, reviews=case.reviews())

    def _count(self) -> int:
        with Case.consult(self.folder) as case:
            last = case.custody.last()
        return last.sequence if last else 0

    def told(self) -> Object:
        """The queue for the page, with what is going on."""
        count, queue = self.queue()
        entries: list[Json] = [summary(entry) for entry in queue.entries]
        return {
            **self.news(count),
            "entries": entries,
            "decisions": decisions(queue),
            "unreported": unreported(self._kinds),
            "choices": choices(),
        }

    def news(self, count: int | None = None) -> Object:
        """What changes often, and is quickly told."""
        version = self._count() if count is None else count
        return {
            "case": self.folder.resolve().name,
            "reviewer": self.reviewer,
            "version": version,
            "jobs": list[Json](self.jobs.told()),
            "offline": self._settings.offline,
            "libraries": [str(path) for path in self._settings.libraries],
        }

    def entry(self, key: str) -> Object | None:
        """All that is shown of one entry."""
        _, queue = self.queue()
        thing = queue.things.get(key)
        probes: dict[Digest, Probe] = {}
        if isinstance(thing, Match) and thing.compared.digest not in queue.files:
            found = self._library_file(thing)
            probes = {thing.compared.digest: found.probe} if found and found.probe else {}
        told = details(queue, key, probes)
        line = next((summary(entry) for entry in queue.entries if entry.key == key), None)
        return {**told, **line} if told is not None and line is not None else None

    def file(self, digest: Digest) -> Found | None:
        """A file of the case, or one of a library that a finding of the case names."""
        _, queue = self.queue()
        media = queue.files.get(digest)
        if media is not None:
            with Case.consult(self.folder) as case:
                path = case.media.find(digest)
            return Found(path=path, probe=media.probe) if path else None
        match = queue.elsewhere.get(digest)
        return self._library_file(match) if match else None

    def _library_file(self, match: Match) -> Found | None:
        digest = match.compared.digest
        with self._reading:
            if digest not in self._beside:
                path = beside(match.compared, self._settings.libraries)
                self._beside[digest] = _probed(path, digest) if path else None
            return self._beside[digest]

    def picture(self, digest: Digest) -> Path | None:
        """A small picture of the case."""
        with Case.consult(self.folder) as case:
            return case.pictures.find(digest)

    def copy(self, digest: Digest) -> CopyState | None:
        """The copy of a file that the browser cannot play; ``None`` where there is no such file."""
        found = self.file(digest)
        return self.copies.ask(digest, found.path) if found else None

    def frame(self, digest: Digest, time: Fraction) -> bytes | None:
        """One frame of a file, as a JPEG; ``None`` where there is no such file.

        Raises:
            MediaError: it cannot be decoded.
        """
        found = self.file(digest)
        if found is None:
            return None
        frames = shared().call(window, found.path, time, max_side=FRAME)
        return jpeg(frames[-1].pixels, max_side=FRAME)

    # ── writing ─────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def _run(self, progress: Job | None = None) -> Iterator[Run]:
        with Case.open(self.folder) as case:
            yield Run(case=case, settings=self._settings, key=self._key, progress=progress or Silent())

    def decide(self, order: Order) -> Review:
        """Commit a decision.

        Raises:
            UsageError: it cannot be, or the thing was decided meanwhile, in another tab.
        """
        with self._writing:
            self._unchanged(order)
            with self._run() as run:
                return order.carry_out(run, self.reviewer)

    def _unchanged(self, order: Order) -> None:
        _, queue = self.queue()
        entry = next((entry for entry in queue.entries if entry.key == order.key), None)
        if entry is not None and order.seen is not None and entry.review != order.seen:
            what = f"{entry.decided} by {entry.by}" if entry.review else "taken back"
            raise UsageError(f"not recorded, because it was decided meanwhile: {what}. Look again")

    def resolve(self, reference: str, url: str, note: str) -> Job:
        """Record where a post is, then get it behind the page.

        Raises:
            UsageError: no such reference, or no web address.
        """
        with self._writing, self._run() as run:
            found = resolve(run, reference, url, note=note, by=self.reviewer)

        def work(job: Job) -> str:
            with self._run(job) as run:
                gather(run, only=frozenset({found.reference}))
                return _gathered(run)

        return self.jobs.begin(f"Getting the post of {found.reference}", work)

    def attach(self, reference: str, file: Path, note: str) -> Job:
        """Keep a file that was dropped on the page, then measure it behind the page; ``file`` is removed.

        Raises:
            UsageError: no such reference.
            InputError: an empty file.
        """
        with self._writing, self._run() as run:
            attach(
                run,
                reference,
                file,
                obtained=Obtained(how=note),
                by=self.reviewer,
                given=f"{file.name}, dropped on the review page",
            )

        def work(job: Job) -> str:
            with self._run(job) as run:
                # No request was asked for: what was dropped is here.
                gather(replace(run, settings=replace(run.settings, offline=True)), only=frozenset({reference}))
                return _gathered(run)

        return self.jobs.begin(f"Reading {file.name}", work)

    def report(self) -> Job:
        """Write the report and seal the case, as every run does at its end."""

        def work(job: Job) -> str:
            with self._writing, self._run(job) as run:
                _, files = write_report(run, REPORTS)
                seal = seal_now(run) if self._key else None
            signed = f"signed by {seal.key.short}, {plural(seal.count, 'line')} of custody" if seal else "not signed"
            return f"{', '.join(str(path) for path in files)}: {signed}"

        return self.jobs.begin("Writing the signed report", work)

    # ── dropped files ───────────────────────────────────────────────────────────────────────────

    @contextmanager
    def drop(self, name: str) -> Iterator[Path]:
        """Where a dropped file of that name is written; gone afterwards."""
        room = self.folder / "work"
        room.mkdir(exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="dropped-", dir=room))
        try:
            yield folder / (_tame(name) or "file")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if not any(room.iterdir()):
                room.rmdir()

    @property
    def largest(self) -> int | None:
        """Bytes of a file that is taken; ``None`` for no limit."""
        return self._settings.media_limit

    def sweep(self) -> None:
        """Remove what a killed server left of dropped files and copies."""
        for leftover in self.folder.glob("work/dropped-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        self.copies.sweep()

    def close(self) -> None:
        """Stop the work behind the page."""
        self.copies.close()
        self.jobs.close()


def _probed(path: Path, digest: Digest) -> Found:
    with suppress(MediaError):
        return Found(path=path, probe=shared().call(probe.probe, path, digest=digest))
    return Found(path=path, probe=None)


def _gathered(run: Run) -> str:
    problems = [str(failure.error) for failure in run.failures]
    if problems:
        raise InputError("; ".join(problems))
    return "done"


def _tame(name: str) -> str:
    """A bare name of a dropped file: no path leads anywhere, and no file system finds it too long."""
    bare = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(". ")
    head, dot, suffix = bare.rpartition(".")
    return f"{head[:80]}{dot}{suffix[:10]}"
