"""What every means of getting a post's media gives back, and what each of them offers."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from provenance.errors import NetworkError
from provenance.fetch.platform_info import PlatformInfo
from provenance.model import Availability, FileRole

__all__ = ["Downloaded", "DownloadedFile", "Failed", "Found", "Means", "OverLimitError", "Progress"]


class OverLimitError(NetworkError):
    """What is being fetched is larger, or takes longer, than the analyst allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadedFile:
    """One file in the folder given to :meth:`Means.acquire`."""

    path: Path
    role: FileRole
    name: str
    """Title and id with a suffix: hostile text, for showing only."""
    parts: tuple[Path, ...] = ()
    """Files as they were served from which this one was joined here."""
    note: str = ""
    """Where it stood, when that is no matter of course: "og:image of the page"."""
    source: str = ""
    """The address that served these bytes, where the tool tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """What was had."""

    files: tuple[DownloadedFile, ...]
    """At least one of them media, or a picture that the page names."""
    info: PlatformInfo
    """Of the post; of its first video where there are several."""
    requests: tuple[str, ...]
    """URLs contacted, in order."""
    messages: tuple[str, ...] = ()
    """What the analyst should know of files that were not had as they might be; hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """It is there; nothing was downloaded."""

    requests: tuple[str, ...]
    message: str = ""
    """What was seen of it; hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why nothing was had."""

    outcome: Availability
    message: str
    """The tool's raw words, or the guard's; hostile text."""
    requests: tuple[str, ...]
    messages: tuple[str, ...] = ()


Progress = Callable[[str, float | None], None]
"""Called with what is being done and, where known, the share done (0–1)."""


class Means(Protocol):
    """One way of getting what a post holds."""

    @property
    def tool(self) -> str:
        """Name for the record of attempts."""
        ...

    @property
    def version(self) -> str:
        """Of the tool."""
        ...

    def acquire(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """Download what ``url`` holds into ``folder``; partial files found there are resumed where the server can.

        Raises:
            StorageError: the disk is full or ``folder`` not writable.
        """
        ...

    def check(self, url: str) -> Found | Failed:
        """Ask whether it is still there, without downloading it."""
        ...
