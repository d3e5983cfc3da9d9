"""Pictures without another program: an address that is a picture itself, and the pictures that a page names.

What a page names is told apart from what was posted (:attr:`~provenance.model.FileRole.PICTURE`). A picture is what its first
bytes are; documents that pass for pictures (SVG, HTML) are not kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from provenance._version import __version__
from provenance.articles.document import parse
from provenance.articles.namedpictures import NamedPicture, named_pictures
from provenance.errors import ArticleError, NetworkError, StorageError
from provenance.fetch import pages
from provenance.fetch.availability import classify
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Found, OverLimitError, Progress
from provenance.fetch.platform_info import PlatformInfo
from provenance.fetch.politely import politely
from provenance.fetch.politeness import Politeness
from provenance.filekinds import HEAD, kind_of
from provenance.model import Availability, FileRole

__all__ = ["TOOL", "PagePictures"]

TOOL = "provenance"
LARGEST = 100_000_000
"""Bytes of one picture where the analyst sets no limit."""
SECONDS = 60.0
"""For one picture."""
ENOUGH = "over the limit of the analyst: no more pictures are fetched"
PICTURES = ("image/", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True)
class PagePictures:
    """How to fetch: through which guard, up to which limits. No cookies: pages are fetched without a session."""

    guard: Guard
    max_bytes: int | None = field(default=None, kw_only=True)
    """Of all pictures of one page together."""
    max_seconds: float | None = field(default=None, kw_only=True)
    proxy: str | None = field(default=None, kw_only=True)
    polite: Politeness = field(default_factory=Politeness, kw_only=True)
    judge: Callable[[str], None] = field(default=lambda _: None, kw_only=True)
    """Told every address before it is asked; what it raises ends that fetch."""

    @property
    def tool(self) -> str:
        """This program."""
        return TOOL

    @property
    def version(self) -> str:
        """This program's."""
        return __version__

    def acquire(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """The picture that ``url`` is; else the pictures that the page there names.

        Raises:
            StorageError: ``folder`` is not writable.
        """
        return _Asking(self, folder, progress).answer(url, itself=False)

    def itself(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """The picture that ``url`` is; a page there is no picture.

        Raises:
            StorageError: ``folder`` is not writable.
        """
        return _Asking(self, folder, progress).answer(url, itself=True)

    def check(self, url: str) -> Found | Failed:
        """Ask whether the picture is still there; it is fetched for that, and not kept."""
        asking = _Asking(self, Path(), lambda *_: None)
        try:
            page = asking.get(url, "a picture", (*PICTURES, *pages.PAGE_TYPES))
        except (NetworkError, ArticleError) as error:
            return asking.failed(error)
        kind = kind_of(page.data[:HEAD])
        if not kind.picture:
            return Failed(outcome=Availability.UNSUPPORTED, message=f"expected a picture, got {kind.words}", requests=page.hops)
        return Found(requests=page.hops, message=kind.words)


class _Asking:
    """One address and what follows from it."""

    def __init__(self, tool: PagePictures, folder: Path, progress: Progress) -> None:
        self._tool = tool
        self._folder = folder
        self._progress = progress
        self._left = tool.max_bytes
        self._end = time.monotonic() + tool.max_seconds if tool.max_seconds else None
        self._sent_before = len(tool.guard.sent)

    @property
    def requests(self) -> tuple[str, ...]:
        return tuple(self._tool.guard.sent[self._sent_before :])

    def answer(self, url: str, *, itself: bool) -> Downloaded | Failed:
        try:
            page = self.get(url, "a picture" if itself else "a picture or a page", (*PICTURES, *pages.PAGE_TYPES))
        except (NetworkError, ArticleError) as error:
            return self.failed(error)
        kind = kind_of(page.data[:HEAD])
        if kind.picture:
            return self._had([self._kept(1, page, FileRole.MEDIA, "")], ())
        if itself:
            return Failed(
                outcome=Availability.UNSUPPORTED, message=f"expected a picture, got {kind.words}", requests=self.requests
            )
        return self._named(page)

    def _named(self, page: pages.FetchedPage) -> Downloaded | Failed:
        try:
            document = parse(page.data, source=page.url, media_type=page.content_type, charset=page.charset, url=page.url)
        except ArticleError as error:
            return self.failed(error)
        named, files, problems = named_pictures(document), list[DownloadedFile](), list[str]()
        for number, picture in enumerate(named, start=1):
            self._progress("downloading", (number - 1) / len(named))
            if self._spent:
                problems.append(ENOUGH)
                break
            try:
                files.append(self._one(number, picture))
            except (NetworkError, ArticleError) as error:
                problems.append(str(error))
        if files:
            return self._had(files, tuple(problems))
        words = "; ".join(("the page names no picture that could be had", *problems))
        return Failed(outcome=Availability.UNSUPPORTED, message=words, requests=self.requests)

    def _one(self, number: int, picture: NamedPicture) -> DownloadedFile:
        """One picture.

        Raises:
            NetworkError, ArticleError: it cannot be had, or is none.
        """
        page = self.get(picture.url, "a picture", PICTURES)
        kind = kind_of(page.data[:HEAD])
        if not kind.picture:
            raise ArticleError(f"{picture.url}: expected a picture, got {kind.words}")
        return self._kept(number, page, FileRole.PICTURE, ", ".join(picture.where))

    def get(self, url: str, wanted: str, types: tuple[str, ...]) -> pages.FetchedPage:
        """What is served.

        Raises:
            OverLimitError: more, or for longer, than the analyst allows.
            NetworkError, ArticleError: as :func:`pages.fetch`.
        """

        def fetch(address: str) -> pages.FetchedPage:
            if self._spent:
                raise OverLimitError(ENOUGH)
            return pages.fetch(
                address,
                guard=self._tool.guard,
                limit=LARGEST if self._left is None else self._left,
                timeout=self._seconds,
                proxy=self._tool.proxy,
                types=types,
                wanted=wanted,
                judge=self._tool.judge,
            )

        try:
            return politely(url, fetch, polite=self._tool.polite)
        except pages.SizeError as error:
            if self._left is None:
                raise
            raise OverLimitError(str(error)) from error

    @property
    def _seconds(self) -> float:
        """For one answer."""
        return SECONDS if self._end is None else min(SECONDS, self._end - time.monotonic())

    @property
    def _spent(self) -> bool:
        """Whether nothing is left of what the analyst allows."""
        return self._seconds <= 0 or (self._left is not None and self._left <= 0)

    def _kept(self, number: int, page: pages.FetchedPage, role: FileRole, note: str) -> DownloadedFile:
        """The file of one picture.

        Raises:
            StorageError: it cannot be written.
        """
        kind = kind_of(page.data[:HEAD])
        path = self._folder / f"{number:03}{kind.suffix}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.data)
        except OSError as error:
            raise StorageError(f"{path}: expected room for the picture: {error}") from error
        if self._left is not None:
            self._left -= len(page.data)
        return DownloadedFile(path=path, role=role, name=_name(page.url, kind.suffix), note=note, source=page.url)

    def _had(self, files: list[DownloadedFile], problems: tuple[str, ...]) -> Downloaded:
        return Downloaded(files=tuple(files), info=PlatformInfo(extractor=TOOL), requests=self.requests, messages=problems)

    def failed(self, error: Exception) -> Failed:
        """Why nothing was had. An answer of another type than asked for is no fault of the network."""
        if isinstance(error, ArticleError):
            return Failed(outcome=Availability.UNSUPPORTED, message=str(error), requests=self.requests)
        return Failed(outcome=classify(error, extractor=None), message=str(error), requests=self.requests)


def _name(url: str, suffix: str) -> str:
    stem = unquote(urlsplit(url).path.rpartition("/")[2], errors="replace").rpartition(".")
    return f"{(stem[0] or stem[2] or 'picture')[:120]}{suffix}"
