"""One acquisition or check by yt-dlp, and whatever comes of it as a value."""

import errno
import math
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from provenance.errors import InputError, StorageError
from provenance.fetch.availability import classify, explain, with_causes
from provenance.fetch.interface import Downloaded, Failed, Found, OverLimitError, Progress
from provenance.fetch.platform_info import platform_info
from provenance.fetch.session import Secrets, proxy_secrets
from provenance.fetch.ytdlp_files import files_of, media_addresses, videos_of
from provenance.model import Availability, FileRole

if TYPE_CHECKING:
    from provenance.fetch.guarded_ytdlp import GuardedYoutubeDL
    from provenance.fetch.ytdlp import YtDlp

__all__ = ["YtDlpRun"]

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO})
ERRNO = re.compile(r"\[Errno (\d+)\]")
WRITING = re.compile(r"unable to (?:write|open for writing|download video: \[Errno)|cannot write", re.IGNORECASE)


class YtDlpRun:
    """Collects yt-dlp's progress and files. Serves as yt-dlp's logger."""

    def __init__(self, tool: "YtDlp", folder: Path, progress: Progress) -> None:
        self._tool = tool
        self._folder = folder
        self._progress = progress
        self._sizes: dict[str, int] = {}
        self._apart: list[str] = []
        self._live: list[str] = []
        self._requests: list[str] = []
        self._secrets = Secrets()
        self._sent_before = len(tool.guard.sent)
        self._began = time.monotonic()

    def acquire(self, url: str) -> Downloaded | Failed:
        """Download."""
        self._progress("asking", None)
        info = self._ask(url, download=True)
        return info if isinstance(info, Failed) else self._result(info)

    def check(self, url: str) -> Found | Failed:
        """Ask, and touch each file."""
        info = self._ask(url, download=False)
        if isinstance(info, Failed):
            return info
        videos = list(videos_of(info))
        if not videos or self._live:
            return self._nothing()
        title = str(videos[0].get("title") or "")
        return Found(requests=self._told(self._requests), message=self._secrets.scrub(title))

    def _ask(self, url: str, *, download: bool) -> Mapping[str, Any] | Failed:
        from provenance.fetch.guarded_ytdlp import GuardedYoutubeDL  # noqa: PLC0415 - imports yt-dlp

        params = self._tool.params(self._folder, url=url) | {
            "logger": self,
            "progress_hooks": [self._downloading],
            "match_filter": self._skip_live,
        }
        extractor = None
        try:
            with GuardedYoutubeDL(
                params, guard=self._tool.guard, polite=self._tool.polite, limit=self._left, replay=self._tool.replay
            ) as ydl:
                self._requests, self._apart = ydl.requests, ydl.apart
                try:
                    found = ydl.extract_info(url, download=False, process=False) or {}
                    extractor = str(found.get("extractor") or found.get("ie_key") or "")
                    info = ydl.process_ie_result(self._one_post(found), download=download) or {}
                    if not download:
                        self._touch(ydl, info)
                finally:
                    self._learn(ydl)
        except InputError:
            raise
        except Exception as error:  # noqa: BLE001 - a thousand extractors over hostile pages may raise anything
            _raise_if_disk(error, self._folder)
            return self._failed(classify(error, extractor=extractor or _extractor_of(error)), explain(error))
        found_info: Mapping[str, Any] = info
        return found_info

    def _learn(self, ydl: "GuardedYoutubeDL") -> None:
        """Note what of the session was in use, so that it can be kept out of the case."""
        hosts = frozenset((urlsplit(url).hostname or "").lower() for url in ydl.requests)
        self._secrets = Secrets.of(ydl.cookiejar, hosts=hosts, more=proxy_secrets(self._tool.proxy))
        sent = self._tool.guard.sent
        sent[self._sent_before :] = self._told(sent[self._sent_before :])

    def _touch(self, ydl: "GuardedYoutubeDL", info: Mapping[str, Any]) -> None:
        """One byte of each file.

        Raises:
            DownloadError: the post is there, a file of it is not.
        """
        from yt_dlp.networking.exceptions import RequestError  # noqa: PLC0415 - lazily, as above
        from yt_dlp.utils import DownloadError  # noqa: PLC0415 - lazily, as above

        for video in videos_of(info):
            for address, headers in media_addresses(video) if self._skip_live(video) is None else ():
                try:
                    ydl.touch(address, headers)
                except RequestError as error:
                    raise DownloadError(f"The post answers, its media do not: {error}") from error

    def _one_post(self, found: Mapping[str, Any]) -> Mapping[str, Any]:
        """``found``, unless it is a list longer than any post.

        Raises:
            DownloadError: it is.
        """
        from provenance.fetch.ytdlp import MAX_VIDEOS  # noqa: PLC0415 - that module runs this one

        count = found.get("playlist_count")
        entries = found.get("entries")
        if isinstance(entries, list | tuple):
            count = len(entries)
        if isinstance(count, int) and count > MAX_VIDEOS:
            from yt_dlp.utils import DownloadError  # noqa: PLC0415 - lazily, as above

            raise DownloadError(f"A list of {count} videos, not one post (at most {MAX_VIDEOS})")
        return found

    def _result(self, info: Mapping[str, Any]) -> Downloaded | Failed:
        videos = [video for video in videos_of(info) if video.get("requested_downloads")]
        if not videos:
            return self._nothing()
        files = tuple(dict.fromkeys(file for video in videos for file in files_of(video, self._secrets)))
        if not any(file.role is FileRole.MEDIA for file in files):
            return self._failed(Availability.UNKNOWN, "yt-dlp reported success and left no media file")
        said = platform_info(self._secrets.scrub_values(videos[0]))
        return Downloaded(files=files, info=said, requests=self._told(self._requests), messages=self._told(self._apart))

    def _nothing(self) -> Failed:
        if self._live:
            return self._failed(Availability.LIVE, self._live[0])
        return self._failed(Availability.UNSUPPORTED, "no video was found there")

    def _failed(self, outcome: Availability, message: str) -> Failed:
        told = self._secrets.scrub(message)
        return Failed(outcome=outcome, message=told, requests=self._told(self._requests))

    def _told(self, texts: list[str]) -> tuple[str, ...]:
        return tuple(map(self._secrets.scrub, texts))

    def _skip_live(self, info: Mapping[str, Any], *, incomplete: object = False) -> str | None:  # noqa: ARG002 - yt-dlp's signature
        status = info.get("live_status")
        if not info.get("is_live") and status not in {"is_live", "is_upcoming"}:
            return None
        words = f"this is a live broadcast ({status or 'is_live'}); its recording can be had when it is over"
        self._live.append(words)
        return words

    def _left(self) -> float:
        """Seconds that the analyst's limit leaves.

        Raises:
            OverLimitError: none.
        """
        limit, used = self._tool.max_seconds, time.monotonic() - self._began
        if limit is not None and used > limit:
            raise OverLimitError(f"expected the media within {limit:g} s, not done after {used:.0f} s")
        return math.inf if limit is None else limit - used

    def _downloading(self, state: Mapping[str, Any]) -> None:
        self._left()
        done = int(state.get("downloaded_bytes") or 0)
        total = state.get("total_bytes") or state.get("total_bytes_estimate")
        self._sizes[str(state.get("filename"))] = max(done, int(state.get("total_bytes") or 0))
        limit = self._tool.max_bytes
        if limit is not None and sum(self._sizes.values()) > limit:
            raise OverLimitError(f"expected at most {limit} bytes of media, got {sum(self._sizes.values())}")
        self._progress("downloading", min(1.0, done / total) if total else None)

    def debug(self, message: str) -> None:
        """yt-dlp's chatter: not kept."""

    def info(self, message: str) -> None:
        """yt-dlp's chatter: not kept."""

    def warning(self, message: str) -> None:
        """yt-dlp's warnings, of much that is no loss: not kept."""

    def error(self, message: str) -> None:
        """What ends the run is raised as well."""


def _raise_if_disk(error: BaseException, folder: Path) -> None:
    """yt-dlp wraps what the disk says: look at the numbers in its words.

    Raises:
        StorageError: the disk is full or not writable.
    """
    for link in with_causes(error):
        words = str(link)
        numbers = {int(number) for number in ERRNO.findall(words)}
        if numbers & FULL or (numbers & NOT_WRITABLE and WRITING.search(words)):
            raise StorageError(f"{folder}: expected room for the media, got: {words}") from error


def _extractor_of(error: BaseException) -> str | None:
    return next((str(name) for name in (getattr(link, "ie", None) for link in with_causes(error)) if name), None)
