"""Which programs yt-dlp's own code may start: those that the analyst asked for, and none that a site can be behind.

Its extractors start PhantomJS where it is installed, a browser with connections of its own; its post-processors ask ffmpeg for
its version, unconfined. Imports yt-dlp, as :mod:`provenance.fetch.guarded_ytdlp` does.
"""

import functools
from pathlib import Path
from typing import Any

import yt_dlp.utils
from yt_dlp.postprocessor.ffmpeg import FFmpegPostProcessor

from provenance.fetch import joining

__all__ = ["MAY_START", "refuse_others"]

MAY_START = frozenset({"deno", "dbus-send", "kwallet-query", "security"})
"""YouTube's scripts, confined by deno itself; the keyrings of ``--cookies-from-browser``."""
ASSUMED = "7"
"""The version that ffmpeg is taken to have: what yt-dlp would decide by it is not done by yt-dlp here."""


def refuse_others() -> None:
    """From now on yt-dlp takes every other program for one that cannot be started (global in yt-dlp, like its plugins)."""
    started = yt_dlp.utils.Popen.__init__

    @functools.wraps(started)
    def start(self: Any, args: Any, *rest: Any, **given: Any) -> None:  # noqa: ANN401 - subprocess's own signature
        if given.get("shell") or isinstance(args, str) or Path(args[0]).name not in MAY_START:
            name = args if isinstance(args, str) else args[0]
            raise PermissionError(f"{name}: not started, because it would reach the network past the guard")
        started(self, args, *rest, **given)

    yt_dlp.utils.Popen.__init__ = start
    FFmpegPostProcessor._get_ffmpeg_version = lambda *_: (ASSUMED if joining.available() else None, {})  # noqa: SLF001
