"""Pictures of one post, through gallery-dl's extractors (extra ``pictures``), in a process without a network of its own.

A post of one picture or of many, videos among them: what yt-dlp does not take. gallery-dl is licensed under the GPL and is never
loaded by this process; :mod:`provenance.fetch.gallerydl_child` tells how it is held.
"""

import importlib.metadata
import json
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from provenance.errors import NetworkError, StorageError
from provenance.fetch.gallerydl_info import picture_info
from provenance.fetch.gallerydl_outcomes import outcome_of
from provenance.fetch.gallerydl_run import Answer, GalleryDlRun
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Found, Progress
from provenance.fetch.politeness import Politeness
from provenance.fetch.session import Secrets, cookie_jar, proxy_secrets
from provenance.filekinds import HEAD, FileKind, kind_of
from provenance.model import FileRole

__all__ = ["TOOL", "GalleryDl", "installed_version"]

TOOL = "gallery-dl"


def installed_version() -> str | None:
    """gallery-dl's version; ``None`` where it is not installed."""
    try:
        return importlib.metadata.version(TOOL)
    except importlib.metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class GalleryDl:
    """How to acquire: through which guard, with which cookies, up to which limits."""

    guard: Guard
    cookies: Path | None = field(default=None, kw_only=True)
    """Netscape cookie file. It is read, never written, and the other process is told only its cookies."""
    browser: str | None = field(default=None, kw_only=True)
    """Whose cookies to read: ``BROWSER[+KEYRING][:PROFILE][::CONTAINER]``."""
    max_bytes: int | None = field(default=None, kw_only=True)
    """Of all files of one post together."""
    max_seconds: float | None = field(default=None, kw_only=True)
    proxy: str | None = field(default=None, kw_only=True)
    polite: Politeness = field(default_factory=Politeness, kw_only=True)
    only_pictures: bool = field(default=False, kw_only=True)
    """Leave the videos of a post where they are."""

    @property
    def tool(self) -> str:
        """``gallery-dl``."""
        return TOOL

    @property
    def version(self) -> str:
        """gallery-dl's."""
        return installed_version() or "not installed"

    def acquire(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """Every picture and video of the post at ``url``, into ``folder``.

        Raises:
            InputError: the cookies cannot be read.
            StorageError: ``folder`` is not writable.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{folder}: expected a folder to write to: {error}") from error
        post = _Post(self, folder, progress)
        answer = post.ask(url, touch=False)
        return post.had(url, answer)

    def check(self, url: str) -> Found | Failed:
        """Ask whether the post and its files are still there: its description, and one byte of each file."""
        with tempfile.TemporaryDirectory() as folder:
            post = _Post(self, Path(folder), lambda *_: None)
            answer = post.ask(url, touch=True)
        if answer.get("say") != "done":
            return post.failed(url, answer)
        lost = [file for file in answer["files"] if file.get("lost")]
        return post.failed(url, lost[0]) if lost else Found(requests=post.requests, message=post.title(answer))

    def cookie_values(self) -> tuple[Any, list[list[object]]]:
        """The analyst's cookies, as a jar and as values.

        Raises:
            InputError: they cannot be read.
        """
        jar = cookie_jar(self.cookies, self.browser) or ()
        return jar, [[c.name, c.value or "", c.domain, c.path, c.secure, c.expires] for c in jar]


class _Post:
    """One asking, and what its answer means."""

    def __init__(self, tool: GalleryDl, folder: Path, progress: Progress) -> None:
        self._tool = tool
        self._folder = folder
        self._run = GalleryDlRun(tool, folder, progress)
        self._secrets = Secrets()

    @property
    def requests(self) -> tuple[str, ...]:
        return tuple(map(self._secrets.scrub, self._run.requests))

    def ask(self, url: str, *, touch: bool) -> Answer:
        """The process's last words; those of its end where it had none."""
        sent_before = len(self._tool.guard.sent)
        jar, cookies = self._tool.cookie_values()
        try:
            self._tool.guard.check_url(url)
            return self._run.work(url, touch=touch, cookies=cookies)
        except NetworkError as error:
            self._run.refusal = self._run.refusal or error
            return {"say": "failed", "classes": [kind.__name__ for kind in type(error).__mro__], "words": str(error)}
        finally:
            hosts = frozenset((urlsplit(each).hostname or "").lower() for each in self._run.requests)
            self._secrets = Secrets.of(jar, hosts=hosts, more=proxy_secrets(self._tool.proxy))
            sent = self._tool.guard.sent
            sent[sent_before:] = map(self._secrets.scrub, sent[sent_before:])

    def had(self, url: str, answer: Answer) -> Downloaded | Failed:
        if answer.get("say") != "done":
            return self.failed(url, answer)
        notes = [str(note) for note in answer["notes"]]
        kept = []
        for known in answer["files"]:
            file, problem = self._file(known, len(answer["files"]), str(answer["extractor"]))
            kept += [file] if file else []
            notes += [problem] if problem else []
        if not kept:
            lost = next((file for file in answer["files"] if file.get("lost")), None)
            words = "; ".join(notes)
            return self.failed(url, lost or {"classes": [], "words": words}, notes)
        told = [*kept, self._told(answer)]
        info = picture_info(self._secrets.scrub_values(dict(answer["post"])), extractor=str(answer["category"]))
        return Downloaded(files=tuple(told), info=info, requests=self.requests, messages=self._scrubbed(notes))

    def failed(self, url: str, answer: Answer, notes: list[str] | None = None) -> Failed:
        refusal = self._run.refusal
        outcome = outcome_of(
            tuple(map(str, answer.get("classes", ()))),
            str(answer.get("words", "")),
            status=answer.get("status") if isinstance(answer.get("status"), int) else None,
            own=url,
            refusal=refusal,
        )
        words = str(refusal) if refusal else str(answer.get("words") or "gallery-dl gave no reason")
        return Failed(
            outcome=outcome, message=self._secrets.scrub(words), requests=self.requests, messages=self._scrubbed(notes or [])
        )

    def title(self, answer: Answer) -> str:
        """What is seen of the post."""
        info = picture_info(dict(answer["post"]), extractor=str(answer["category"]))
        return self._secrets.scrub(f"{len(answer['files'])} files; {info.title or info.description or ''}"[:500])

    def _scrubbed(self, notes: list[str]) -> tuple[str, ...]:
        return tuple(self._secrets.scrub(note[:2_000]) for note in notes)

    def _file(self, known: Mapping[str, Any], of: int, extractor: str) -> tuple[DownloadedFile | None, str]:
        """The file that lies under its number, and what is to be said of it if it is not kept."""
        number, source = int(known["number"]), self._secrets.scrub(str(known.get("final") or known.get("url") or ""))
        if known.get("lost"):
            return None, f"file {number} of {of} was not had: {known.get('words', '')}"
        path = self._folder / f"{number:03}.got"
        kind = _kind(path)
        if not kind.kept:
            return None, f"file {number} of {of} was not kept: expected a picture or video, got {kind.words} from {source}"
        whole = path.rename(path.with_suffix(kind.suffix))
        name = self._secrets.scrub(str(known.get("name") or "")) or f"{number}"
        stem, _, ending = name.rpartition(".")
        shown = f"{stem if stem and len(ending) <= 5 else name}{kind.suffix}"
        note = f"{number} of {of} files of the post, by gallery-dl’s {extractor}"
        return DownloadedFile(path=whole, role=FileRole.MEDIA, name=shown, note=note, source=source), ""

    def _told(self, answer: Answer) -> DownloadedFile:
        """What the platform says, as a file."""
        kept = {name: answer[name] for name in ("category", "extractor", "post", "files")}
        path = self._folder / "answer.json"
        path.write_text(json.dumps(self._secrets.scrub_values(kept), ensure_ascii=True, indent=1), "utf-8")
        return DownloadedFile(path=path, role=FileRole.INFO, name="gallery-dl.json")


def _kind(path: Path) -> FileKind:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return kind_of(b"")
        with path.open("rb") as file:
            return kind_of(file.read(HEAD))
    except OSError:
        return kind_of(b"")
