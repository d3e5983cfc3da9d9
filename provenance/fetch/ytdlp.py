"""Media of one post or file, through yt-dlp's Python API.

yt-dlp is imported when something is acquired, not before. Its user configuration, plugins, cache and
netrc are ignored; nothing is re-encoded; all that belongs to the post is kept.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from provenance.errors import GuardError, StorageError
from provenance.fetch import joining
from provenance.fetch.guard import Guard
from provenance.fetch.installed import facts, version
from provenance.fetch.interface import Downloaded, DownloadedFile, Failed, Found, Progress
from provenance.fetch.platform_info import PlatformInfo
from provenance.fetch.politeness import Politeness
from provenance.fetch.replay import Replay
from provenance.fetch.session import browser_cookies, cookie_text
from provenance.fetch.url_patterns import url_patterns
from provenance.model import Availability

__all__ = [
    "MAX_VIDEOS",
    "TOOL",
    "Downloaded",
    "DownloadedFile",
    "Failed",
    "Found",
    "PlatformInfo",
    "YtDlp",
    "facts",
    "url_patterns",
    "version",
]

TOOL = "yt-dlp"
MAX_VIDEOS = 20
"""Of one post (Instagram allows 20 in a carousel); a longer list is no post."""
JOINED = "bv*+ba/b"
APART = "bv,ba/b"
"""Without ffmpeg picture and sound stay apart: better than a poorer file that has both."""


@dataclass(frozen=True, slots=True)
class YtDlp:
    """How to acquire: through which guard, with which cookies, up to which limits."""

    guard: Guard
    cookies: Path | None = field(default=None, kw_only=True)
    """Netscape cookie file, for posts behind a login. It is read, never written."""
    browser: str | None = field(default=None, kw_only=True)
    """Whose cookies to read: ``BROWSER[+KEYRING][:PROFILE][::CONTAINER]``."""
    max_bytes: int | None = field(default=None, kw_only=True)
    """Of all media of one post together."""
    max_seconds: float | None = field(default=None, kw_only=True)
    """For one post, waiting included."""
    proxy: str | None = field(default=None, kw_only=True)
    """``http://…`` or ``socks5h://…``; proxies from the environment are ignored."""
    comments: bool = field(default=False, kw_only=True)
    """The comments too, in the platform's answer."""
    polite: Politeness = field(default_factory=Politeness, kw_only=True)
    replay: Replay | None = field(default=None, kw_only=True)
    """A moment of a web archive, of which everything is asked instead of the sites themselves."""
    js_runtimes: tuple[str, ...] = field(default=("deno",), kw_only=True)
    """Programs that may run YouTube's scripts. Only deno confines them (no network, no files)."""

    @property
    def tool(self) -> str:
        """``yt-dlp``."""
        return TOOL

    @property
    def version(self) -> str:
        """yt-dlp's."""
        return version()

    def acquire(self, url: str, *, folder: Path, progress: Progress) -> Downloaded | Failed:
        """Download the media of ``url`` into ``folder``; partial files found there are resumed.

        Raises:
            StorageError: the disk is full or ``folder`` not writable.
        """
        from provenance.fetch.ytdlp_run import YtDlpRun  # noqa: PLC0415 - imports yt-dlp when it runs

        try:
            self.guard.check_url(url)
            folder.mkdir(parents=True, exist_ok=True)
        except GuardError as error:
            return Failed(outcome=Availability.REFUSED, message=str(error), requests=())
        except OSError as error:
            raise StorageError(f"{folder}: expected a folder to write to: {error}") from error
        return YtDlpRun(self, folder, progress).acquire(url)

    def check(self, url: str) -> Found | Failed:
        """Ask whether the post and its media are still there: its description, and one byte of each file."""
        from provenance.fetch.ytdlp_run import YtDlpRun  # noqa: PLC0415 - imports yt-dlp when it runs

        try:
            self.guard.check_url(url)
        except GuardError as error:
            return Failed(outcome=Availability.REFUSED, message=str(error), requests=())
        return YtDlpRun(self, Path(), lambda *_: None).check(url)

    def params(self, folder: Path, *, url: str) -> dict[str, Any]:
        """yt-dlp's options; everything that could run a program or read the user's settings is off."""
        patient = lambda n=0: self.polite.backoff(url, int(n))  # noqa: E731 - yt-dlp calls it with n=
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
            "format": JOINED if joining.available() else APART,
            # What is joined here is a working copy; the parts are what was served.
            "keepvideo": True,
            "fixup": "never",
            "writeinfojson": True,
            "clean_infojson": True,
            "writedescription": True,
            "writethumbnail": True,
            "writesubtitles": True,
            "subtitleslangs": ["all", "-live_chat"],
            "getcomments": self.comments,
            "external_downloader": {"default": "native"},
            "skip_unavailable_fragments": False,
            "continuedl": True,
            "updatetime": False,
            "socket_timeout": 20,
            "retries": 3,
            "fragment_retries": 3,
            "extractor_retries": 1,
            "file_access_retries": 0,
            "retry_sleep_functions": dict.fromkeys(("http", "fragment", "extractor"), patient),
            "geo_bypass": False,
            "cachedir": False,
            "usenetrc": False,
            "enable_file_urls": False,
            "allow_unplayable_formats": False,
            "js_runtimes": {name: {} for name in self.js_runtimes},
            "remote_components": [],
            "proxy": self.proxy or "",
            "cookiefile": cookie_text(self.cookies),
            "cookiesfrombrowser": browser_cookies(self.browser),
        }
