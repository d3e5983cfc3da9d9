"""What another program exported, taken into the case: who exported it is the analyst's word, the rest is the export's."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from provenance.errors import InputError, UsageError
from provenance.exporters.text import plural
from provenance.fetch.platform_info import platform_info
from provenance.fetch.said import by_platform
from provenance.intake.autoarchiver import is_archive_page, is_archiver_csv, joined, read_archive_page, read_archiver_csv
from provenance.intake.exports import PICTURES, Entry, Export, NamedFile, role_of
from provenance.intake.telegram import is_telegram_json, read_telegram_html, read_telegram_json
from provenance.intake.whatsapp import is_whatsapp, read_whatsapp
from provenance.intake.ytdlp_folder import INFO, posts_of
from provenance.model import Acquisition, ActivityKind, Digest, FileRole, KeptFile, ReferenceId
from provenance.pipeline.exported import read_export
from provenance.pipeline.run import Run, now
from provenance.store.blobs import safe_suffix
from provenance.store.exports import ExportSource, open_export

__all__ = ["Handing", "import_export"]

LARGEST_TEXT = 300_000_000
"""Bytes of a chat or a table."""
LARGEST_INFO = 50_000_000
MOST_PAGES = 5_000
MOST_SHOWN = 20
"""Names of files in one message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What the analyst says of how the export came to be."""

    by: str
    """Who exported it."""
    how: str = ""
    when: str = ""
    url: str = ""
    """Where it was got, if from the web."""
    dates: str | None = None
    """Order of day, month and year in its dates, where she knows."""

    def __str__(self) -> str:
        parts = (f"exported by {self.by}", self.how, self.when and f"on {self.when}", self.url and f"from {self.url}")
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An export in a source, and the bytes that are kept as its article."""

    export: Export
    data: bytes
    suffix: str
    base: str = ""
    """The folder in the source in which it stands, with a slash at its end."""


def import_export(run: Run, path: Path, handing: Handing) -> None:
    """Take in every export that ``path`` holds: a chat, a folder of yt-dlp, what auto-archiver left.

    Raises:
        InputError: nothing known is in it, or it cannot be read.
        UsageError: nobody is named who exported it.
    """
    if not handing.by.strip():
        raise UsageError("expected who exported it (--by), found nobody")
    with open_export(path) as source:
        for name, problem in source.refused:
            _lack(run, f"{path}, {name}", InputError(f"{path}: refused {name!r}: {problem}"))
        reader = _Reader(source=source, path=path, handing=handing)
        every = tuple(reader.all())
        for each in every:
            if not each.export.entries:
                told = f"{path}: expected entries in what {each.export.program} exported, found none"
                _lack(run, f"{path}, {each.export.program}", InputError(told))
        for name, error in reader.problems:
            _lack(run, f"{path}, {name}", InputError(f"{path}, {error}"))
        found = tuple(each for each in every if each.export.entries)
        if not found:
            raise InputError(
                f"{path}: expected a WhatsApp chat, Telegram's result.json or messages.html, yt-dlp's *.info.json, or what "
                "auto-archiver left (CSV or pages), found none of them" + (" that can be read" if reader.problems else "")
            )
        for each in found:
            _Import(run=run, path=path, source=source, found=each, handing=handing).all()
        if unnamed := _unnamed(source, found):
            shown = ", ".join(unnamed[:MOST_SHOWN]) + (", …" if len(unnamed) > MOST_SHOWN else "")
            told = f"found none for {plural(len(unnamed), 'video or sound file')}: {shown} (attach takes them)"
            _lack(run, f"{path}, files", InputError(f"{path}: expected each file to be named in the export, {told}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Every export that a source holds. What cannot be read stops nothing else."""

    source: ExportSource
    path: Path
    handing: Handing
    problems: list[tuple[str, InputError]] = field(default_factory=list)
    """The file, and what is wrong with it."""

    def all(self) -> Iterator[_Found]:
        names = self.source.names
        covered: list[str] = []
        tables: list[tuple[bytes, Export]] = []
        for name in names:
            if name.endswith(INFO) or PurePosixPath(name).suffix.lower() not in {".txt", ".json", ".csv"}:
                continue
            with self._noted(name):
                if found := self._single(name):
                    covered += [found.base] if found.suffix == ".json" else []
                    if found.suffix == ".csv":
                        tables.append((found.data, found.export))
                    else:
                        yield found
        yield from self._telegram(covered)
        yield from self._archive(tables)
        yield from self._ytdlp()

    @contextlib.contextmanager
    def _noted(self, name: str) -> Iterator[None]:
        try:
            yield
        except InputError as error:
            self.problems.append((name, error))

    def _single(self, name: str) -> _Found | None:
        """An export that is one file."""
        kind, last = PurePosixPath(name).suffix.lower(), PurePosixPath(name).name
        base = name[: len(name) - len(last)]
        data = self.source.read(name, limit=LARGEST_TEXT)
        if kind == ".txt" and is_whatsapp(data):
            own = self.path.is_dir() or "chat" not in name.lower() or len(PurePosixPath(name).stem) > 6
            export = read_whatsapp(data, source=name if own else self.path.name, order=self.handing.dates)
            return _Found(export=export, data=data, suffix=".txt", base=base)
        if kind == ".json" and last == "result.json" and is_telegram_json(data):
            return _Found(export=read_telegram_json(data, source=name), data=data, suffix=".json", base=base)
        if kind == ".csv" and is_archiver_csv(data):
            return _Found(export=read_archiver_csv(data, source=name), data=data, suffix=".csv")
        return None

    def _pages(self) -> tuple[str, ...]:
        return tuple(each for each in self.source.names if each.lower().endswith((".html", ".htm")))[:MOST_PAGES]

    def _telegram(self, covered: Sequence[str]) -> Iterator[_Found]:
        """Telegram's pages, but for those of chats whose JSON was read: it tells the same."""
        chats: dict[str, list[str]] = {}
        for name in self._pages():
            folder, _, last = name.rpartition("/")
            base = f"{folder}/" if folder else ""
            told = any(base == each or base.startswith(f"{each}chats/") for each in covered)
            if last.startswith("messages") and not told:
                chats.setdefault(base, []).append(name)
        for base, pages in chats.items():
            ordered = sorted(pages, key=lambda each: (len(each), each))
            with self._noted(ordered[0]):
                read = [self.source.read(each, limit=LARGEST_INFO) for each in ordered]
                export = read_telegram_html(read, source=ordered[0])
                yield _Found(export=export, data=b"".join(read), suffix=".html", base=base)

    def _archive(self, tables: list[tuple[bytes, Export]]) -> Iterator[_Found]:
        """What auto-archiver left: its tables, the one of its own database module first, for it names every file; its pages."""
        pages: list[Entry] = []
        for name in self._pages():
            with self._noted(name):
                if not name.rpartition("/")[2].startswith("messages"):
                    data = self.source.read(name, limit=LARGEST_INFO)
                    pages += [read_archive_page(name, data)] if is_archive_page(data) else []
        tables.sort(key=lambda table: -sum(file.role is FileRole.MEDIA for entry in table[1].entries for file in entry.files))
        exports, alone = joined([export for _, export in tables], pages)
        for (data, before), export in zip(tables, exports, strict=True):
            if export.entries or not before.entries:
                yield _Found(export=export, data=data, suffix=".csv")
        if alone.entries:
            yield _Found(export=alone, data=_told(alone), suffix=".txt")

    def _ytdlp(self) -> Iterator[_Found]:
        entries = []
        for name, files in posts_of(self.source.names):
            info: dict[str, object] = {}
            with self._noted(name):
                info = _info(self.source, name)
            said = platform_info(info)
            if not info and all(file.name == name for file in files):
                continue
            if info.get("_type", "video") != "video" or not files:
                continue
            when = said.timestamp or said.upload_date
            entries.append(
                Entry(
                    where=name,
                    header=f"{said.webpage_url or name}; {said.uploader or ''}; {when or ''}",
                    url=said.webpage_url or "",
                    title=said.title or "",
                    text=said.description or "",
                    files=files,
                )
            )
        if entries:
            export = Export(program="yt-dlp", title="", entries=tuple(entries))
            yield _Found(export=export, data=_told(export), suffix=".txt")


def _info(source: ExportSource, name: str) -> dict[str, object]:
    """The answer of the platform that yt-dlp kept.

    Raises:
        InputError: no object in JSON; the files beside it are taken all the same.
    """
    try:
        info = json.loads(source.read(name, limit=LARGEST_INFO))
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{name}: expected the platform's answer in JSON, found something else or a damaged file ({error})"
        ) from error
    if not isinstance(info, dict):
        raise InputError(f"{name}: expected the platform's answer, an object in JSON, found another value")
    return info


def _unnamed(source: ExportSource, every: Sequence[_Found]) -> tuple[str, ...]:
    """Films and sounds that no entry names. Pictures are not counted: most programs make small ones of their own."""
    named = {
        source.find(f"{found.base}{file.name}") or source.find(file.name)
        for found in every
        for entry in found.export.entries
        for file in entry.files
    }
    return tuple(
        name
        for name in source.names
        if name not in named and role_of(name) is FileRole.MEDIA and name.rpartition(".")[2].lower() not in PICTURES
    )


def _told(export: Export) -> bytes:
    """What stands for an export that is no single file, among the articles: its entries' words."""
    return "\n\n".join("\n".join(filter(None, (e.header, e.title, e.text))) for e in export.entries).encode("utf-8", "replace")


@dataclass(frozen=True, kw_only=True)
class _Import:
    """One export on its way into the case."""

    run: Run
    path: Path
    source: ExportSource
    found: _Found
    handing: Handing

    def all(self) -> None:
        """The article with its claims first, then the files, each entry's on their own."""
        run, digest, started = self.run, Digest.of(self.found.data), now()
        exported = read_export(self.found.export, digest, source=str(self.path), tools=run.tools)
        if not run.case.has_article(digest):
            run.case.articles.put(self.found.data, suffix=self.found.suffix)
            counted = f"{len(self.found.export.entries):,} entries, {len(exported.entries):,} of them with posts or files"
            activity = run.activity(
                ActivityKind.IMPORT,
                str(self.path),
                started,
                tool="analyst",
                options=self._stated(),
                message=f"{self.found.export.program}: {counted}; {self.handing}",
            )
            with run.case.commit(activity) as write:
                write.reading(exported.reading)
                write.source(str(self.path), digest)
        had, urls = run.case.acquisitions(), {each.id: each.url for each in exported.reading.references}
        run.progress.stage("import", len(exported.entries))
        for reference, entry in exported.entries:
            with run.item(ActivityKind.IMPORT, f"{self.path}, {entry.where}", label=entry.where):
                if reference not in had and entry.files:
                    self._entry(reference, entry, urls.get(reference))

    def _stated(self) -> tuple[tuple[str, str], ...]:
        told = self.handing
        parts = (
            ("by", told.by),
            ("how", told.how),
            ("when", told.when),
            ("url", told.url),
            ("program", self.found.export.program),
        )
        return tuple((key, value) for key, value in parts if value)

    def _entry(self, reference: ReferenceId, entry: Entry, url: str | None) -> None:
        run, started = self.run, now()
        kept = {file.digest: file for named in entry.files if (file := self._file(entry, named)) is not None}
        files = tuple(kept.values())
        roles = {file.role for file in files}
        if roles.isdisjoint({FileRole.MEDIA, FileRole.PAGE}):
            return
        activity = run.activity(
            ActivityKind.IMPORT,
            reference,
            started,
            tool="analyst",
            options=(("by", self.handing.by), ("entry", entry.where)),
            message=f"{len(files)} files; {self.handing}",
        )
        post = None if FileRole.MEDIA in roles else url  # a page alone is of that post, which is still to be had
        acquisition = Acquisition(reference=reference, files=files, at=now(), url=post, by_hand=True, note=str(self.handing))
        with run.case.commit(activity) as write:
            write.acquisition(acquisition, tuple(file for file in files if file.role in {FileRole.MEDIA, FileRole.THUMBNAIL}))
            if entry.where.endswith(INFO):
                with contextlib.suppress(InputError):  # it was told of when it was read
                    write.said(by_platform(platform_info(_info(self.source, entry.where)), about=reference, said_at=None))

    def _file(self, entry: Entry, named: NamedFile) -> KeptFile | None:
        name = self.source.find(f"{self.found.base}{named.name}") or self.source.find(named.name)
        if name is None:
            if named.role is FileRole.MEDIA:
                subject = f"{self.path}, {entry.where}"
                error = InputError(f"{subject}: expected the file {named.name[:200]!r} in the export, found none")
                _lack(self.run, subject, error)
            return None
        suffix = safe_suffix(name)
        with self.source.file(name, self.run.case.folder) as file:
            digest, size = self.run.case.media.put_file(file, suffix=suffix)
        return KeptFile(
            digest=digest,
            role=named.role,
            size=size,
            name=name.rpartition("/")[2],
            suffix=suffix,
            by_hand=True,
            note=self._note(name, named, digest),
        )

    def _note(self, name: str, named: NamedFile, digest: Digest) -> str:
        """The analyst's word, and whether the digest that the export states is the file's."""
        algorithm, _, stated = named.digest.partition(":")
        if algorithm.upper() != "SHA-256" or stated.strip().lower() == digest.value:
            return str(self.handing)
        self.run.progress.note(f"{name}: the export states another digest than the file has", problem=True)
        return f"{self.handing}; the export states another digest ({named.digest[:80]})"


def _lack(run: Run, subject: str, error: InputError) -> None:
    """Something that an export names or holds and that was not taken; said once, also over several runs."""
    last = run.case.last_activity(ActivityKind.IMPORT, subject)
    if last is None or last.message != str(error):
        run.fail(ActivityKind.IMPORT, subject, error, started=now())
