"""Media of one post or file, through yt-dlp's Python API.

yt-dlp is imported when something is acquired, not before. Its user configuration, plugins, cache and
netrc are ignored; nothing is re-encoded; the platform's answer, thumbnail and subtitles are kept.
"""

import errno
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provenance.errors import GuardError, InputError, ProvenanceError, StorageError
from provenance.fetch.availability import classify, explain, with_causes
from provenance.fetch.guard import Guard
from provenance.fetch.installed import facts, version
from provenance.fetch.platform_info import PlatformInfo, platform_info
from provenance.fetch.url_patterns import url_patterns
from provenance.model import Availability, FileRole

__all__ = ["TOOL", "Downloaded", "DownloadedFile", "Failed", "PlatformInfo", "YtDlp", "facts", "url_patterns", "version"]

TOOL = "yt-dlp"
MAX_VIDEOS = 20
"""Of one post (Instagram allows 20 in a carousel); a longer list is no post."""
SECRETS = frozenset({"cookies", "http_headers", "_auth", "__x_forwarded_for_ip"})
"""Keys never kept in the info JSON: they may hold the analyst's session."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_WRITABLE = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO})
ERRNO = re.compile(r"\[Errno (\d+)\]")
WRITING = re.compile(r"unable to (?:write|open for writing|download video: \[Errno)|cannot write", re.IGNORECASE)
READABLE = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,aac,flac,wav,mpegts,mpeg,flv,avi,h264,hevc"
"""Containers that ffmpeg may open for merging: none that name other files or addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadedFile:
    """One file in the folder given to :meth:`YtDlp.acquire`."""

    path: Path
    role: FileRole
    name: str
    """Title and id with a suffix: hostile text, for showing only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """What was had."""

    files: tuple[DownloadedFile, ...]
    """At least one of them media."""
    info: PlatformInfo
    """Of the post; of its first video where there are several."""
    requests: tuple[str, ...]
    """URLs contacted, in order."""
    messages: tuple[str, ...] = ()
    """yt-dlp's warnings; hostile text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why nothing was had."""

    outcome: Availability
    message: str
    """yt-dlp's raw words, or the guard's; hostile text."""
    requests: tuple[str, ...]
    messages: tuple[str, ...] = ()


Progress = Callable[[str, float | None], None]
"""Called with what is being done and, where known, the share done (0–1)."""


@dataclass(frozen=True, slots=True)
class YtDlp:
    """How to acquire: through which guard, with which cookies, up to which size."""

    guard: Guard
    cookies: Path | None = field(default=None, kw_only=True)
    """Netscape cookie file, for posts behind a login. It is read, never written."""
    max_bytes: int | None = field(default=None, kw_only=True)
    """Of all media of one post together."""
    proxy: str | None = field(default=None, kw_only=True)
    """``http://…`` or ``socks5h://…``; proxies from the environment are ignored."""
    js_runtimes: tuple[str, ...] = field(default=("deno",), kw_only=True)
    """Programs that may run YouTube's scripts. Only deno confines them (no network, no files)."""

    def acquire(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """Download the media of ``url`` into ``folder``; partial files found there are resumed.

        Raises:
            StorageError: the disk is full or ``folder`` not writable.
        """
        try:
            self.guard.check_url(url)
            folder.mkdir(parents=True, exist_ok=True)
        except GuardError as error:
            return Failed(outcome=Availability.REFUSED, message=str(error), requests=())
        except OSError as error:
            raise StorageError(f"{folder}: expected a folder to write to: {error}") from error
        return _Run(self, folder, progress).acquire(url)

    def params(self, folder: Path) -> dict[str, Any]:
        """yt-dlp's options; everything that could run a program or read the user's settings is off."""
        return {
            "paths": {"home": str(folder)},
            "outtmpl": {"default": "%(autonumber)03d %(title).80B [%(id).60B].%(ext)s"},
            "windowsfilenames": True,
            "quiet": True,
            "noprogress": True,
            "color": "never",
            "noplaylist": True,
            "playlist_items": f"1:{MAX_VIDEOS}",
            "allow_playlist_files": False,
            "writeinfojson": True,
            "clean_infojson": True,
            "writethumbnail": True,
            "writesubtitles": True,
            "subtitleslangs": ["all", "-live_chat"],
            "fixup": "never",
            "postprocessor_args": {"merger+ffmpeg_i": ["-format_whitelist", READABLE, "-protocol_whitelist", "file"]},
            "external_downloader": {"default": "native"},
            "skip_unavailable_fragments": False,
            "continuedl": True,
            "updatetime": False,
            "socket_timeout": 20,
            "retries": 3,
            "fragment_retries": 3,
            "extractor_retries": 1,
            "geo_bypass": False,
            "cachedir": False,
            "usenetrc": False,
            "enable_file_urls": False,
            "allow_unplayable_formats": False,
            "js_runtimes": {name: {} for name in self.js_runtimes},
            "remote_components": [],
            "proxy": self.proxy or "",
            "cookiefile": _cookie_text(self.cookies),
        }


class _OverLimitError(ProvenanceError):
    """The media grew over the analyst's limit."""


class _Run:
    """One acquisition: collects yt-dlp's messages, progress and files. Serves as yt-dlp's logger."""

    def __init__(self, tool: YtDlp, folder: Path, progress: Progress) -> None:
        self._tool = tool
        self._folder = folder
        self._progress = progress
        self._sizes: dict[str, int] = {}
        self._messages: list[str] = []
        self._live: list[str] = []

    def acquire(self, url: str) -> Downloaded | Failed:
        """Run yt-dlp once and turn whatever comes of it into a value."""
        from provenance.fetch.guarded_ytdlp import GuardedYoutubeDL  # noqa: PLC0415 - imports yt-dlp

        params = self._tool.params(self._folder) | {
            "logger": self,
            "progress_hooks": [self._downloading],
            "match_filter": self._skip_live,
        }
        self._progress("asking", None)
        requests: list[str] = []
        extractor = None
        try:
            with GuardedYoutubeDL(params, guard=self._tool.guard) as ydl:
                requests = ydl.requests
                found = ydl.extract_info(url, download=False, process=False) or {}
                extractor = str(found.get("extractor") or found.get("ie_key") or "")
                info = ydl.process_ie_result(self._one_post(found), download=True)
        except _OverLimitError as error:
            return self._failed(Availability.REFUSED, str(error), requests)
        except Exception as error:  # noqa: BLE001 - a thousand extractors over hostile pages may raise anything
            _raise_if_disk(error, self._folder)
            return self._failed(classify(error, extractor=extractor or _extractor_of(error)), explain(error), requests)
        return self._result(info or {}, requests)

    def _one_post(self, found: Mapping[str, Any]) -> Mapping[str, Any]:
        """``found``, unless it is a list longer than any post.

        Raises:
            DownloadError: it is.
        """
        count = found.get("playlist_count")
        entries = found.get("entries")
        if isinstance(entries, list | tuple):
            count = len(entries)
        if isinstance(count, int) and count > MAX_VIDEOS:
            from yt_dlp.utils import DownloadError  # noqa: PLC0415 - lazily, as above

            raise DownloadError(f"A list of {count} videos, not one post (at most {MAX_VIDEOS})")
        return found

    def _result(self, info: Mapping[str, Any], requests: list[str]) -> Downloaded | Failed:
        videos = [video for video in _videos(info) if video.get("requested_downloads")]
        if not videos:
            words = self._live[0] if self._live else "no video was found there"
            outcome = Availability.LIVE if self._live else Availability.UNSUPPORTED
            return self._failed(outcome, words, requests)
        files = tuple(dict.fromkeys(file for video in videos for file in _files(video)))
        if not any(file.role is FileRole.MEDIA for file in files):
            return self._failed(Availability.UNKNOWN, "yt-dlp reported success and left no media file", requests)
        for file in files:
            if file.role is FileRole.INFO:
                scrub(file.path)
        return Downloaded(files=files, info=platform_info(videos[0]), requests=tuple(requests), messages=tuple(self._messages))

    def _failed(self, outcome: Availability, message: str, requests: list[str]) -> Failed:
        return Failed(outcome=outcome, message=message, requests=tuple(requests), messages=tuple(self._messages))

    def _skip_live(self, info: Mapping[str, Any], *, incomplete: object = False) -> str | None:  # noqa: ARG002 - yt-dlp's signature
        status = info.get("live_status")
        if not info.get("is_live") and status not in {"is_live", "is_upcoming"}:
            return None
        words = f"this is a live broadcast ({status or 'is_live'}); its recording can be had when it is over"
        self._live.append(words)
        return words

    def _downloading(self, state: Mapping[str, Any]) -> None:
        done = int(state.get("downloaded_bytes") or 0)
        total = state.get("total_bytes") or state.get("total_bytes_estimate")
        self._sizes[str(state.get("filename"))] = max(done, int(state.get("total_bytes") or 0))
        limit = self._tool.max_bytes
        if limit is not None and sum(self._sizes.values()) > limit:
            raise _OverLimitError(f"expected at most {limit} bytes of media, got {sum(self._sizes.values())}")
        self._progress("downloading", min(1.0, done / total) if total else None)

    def debug(self, message: str) -> None:
        """yt-dlp's chatter: not kept."""

    def info(self, message: str) -> None:
        """yt-dlp's chatter: not kept."""

    def warning(self, message: str) -> None:
        """Keep a warning."""
        self._messages.append(message)

    def error(self, message: str) -> None:
        """Keep an error that did not end the run."""
        self._messages.append(message)


def _videos(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The single videos of a result, playlists within playlists included."""
    if info.get("_type", "video") == "video":
        yield info
    for entry in info.get("entries") or ():
        if entry:
            yield from _videos(entry)


def _files(video: Mapping[str, Any]) -> Iterator[DownloadedFile]:
    """Media first; the other files of a video are noted at the video, or at its downloads (copies of it)."""
    downloads = list(video.get("requested_downloads") or ())
    for part in downloads:
        yield from _kept(FileRole.MEDIA, part.get("filepath"))
    for part in (video, *downloads):
        yield from _kept(FileRole.INFO, part.get("infojson_filename"))
        for picture in part.get("thumbnails") or ():
            yield from _kept(FileRole.THUMBNAIL, picture.get("filepath"))
        for text in (part.get("requested_subtitles") or {}).values():
            yield from _kept(FileRole.SUBTITLES, text.get("filepath"))


def _kept(role: FileRole, name: str | None) -> Iterator[DownloadedFile]:
    path = Path(name) if name else None
    if path is not None and path.is_file():
        yield DownloadedFile(path=path, role=role, name=path.name[4:])


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


def _cookie_text(path: Path | None) -> io.StringIO | None:
    """The cookies as a stream: given a path, yt-dlp would write the file anew."""
    if path is None:
        return None
    try:
        return io.StringIO(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: expected a readable cookie file: {error}") from error


def scrub(path: Path) -> None:
    """Take cookies and request headers out of an info JSON: they may hold the analyst's session."""
    kept = _without_secrets(json.loads(path.read_text("utf-8")))
    path.write_text(json.dumps(kept, ensure_ascii=True, indent=1), "utf-8")


def _without_secrets(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_secrets(inner) for key, inner in value.items() if key not in SECRETS}
    return [_without_secrets(inner) for inner in value] if isinstance(value, list) else value
