"""Picture and sound that came apart are joined by ffmpeg, every stream copied, in a process that can do nothing else.

yt-dlp would start ffmpeg and ffprobe itself, with all that the analyst may do and for as long as they like; what they read is
hostile (docs/decisions/0011-joining.md).
"""

import contextlib
import shutil
import signal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from provenance.confinement import Limits
from provenance.errors import MediaError
from provenance.programs import run

__all__ = ["FFMPEG", "Part", "available", "join", "version"]

FFMPEG = "ffmpeg"
READABLE = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,ogg,mp3,aac,flac,wav,mpegts,mpeg,flv,avi,h264,hevc"
"""Containers that ffmpeg may open: none that name other files or addresses."""
SECONDS = 600.0
"""By the wall's clock, and for each megabyte of the parts one more: copying takes less from the slowest disk."""
PRINTED = 1 << 16
"""Bytes of complaints."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file as it was served, and what of it is wanted."""

    path: Path
    picture: bool
    sound: bool


def available() -> bool:
    """Whether there is something to join with."""
    return shutil.which(FFMPEG) is not None


def version() -> str:
    """Version and path of ffmpeg.

    Raises:
        OSError: it does not run where it is confined.
    """
    path = shutil.which(FFMPEG) or FFMPEG
    ended = run([path, "-version"], limits=Limits(), seconds=SECONDS, printed=PRINTED)
    words = ended.printed.decode("utf-8", "replace").split(maxsplit=3)
    if ended.status != 0 or len(words) < 3:
        raise OSError(_reason(ended.status, ended.printed))
    return f"{words[2]}, {path}"


def join(parts: Sequence[Part], whole: Path, *, seconds: float) -> None:
    """Write ``whole``, whose suffix says the container, from ``parts``, which stay as they are; what is not finished is not left.

    It takes no longer than ``seconds``: what the analyst's own limit leaves.

    Raises:
        MediaError: they cannot be joined, or not in that time.
    """
    try:
        _joined(parts, whole, seconds)
    except OSError as error:
        raise MediaError(f"{whole.name}: expected picture and sound that can be joined; {error}") from error


def _joined(parts: Sequence[Part], whole: Path, seconds: float) -> None:
    size = sum(part.path.stat().st_size for part in parts)
    unfinished = whole.with_name(f"{whole.stem}.temp{whole.suffix}")
    # An index in front is written by copying within the same file; containers differ in what they add.
    limits = Limits(folder=whole.parent.resolve(), written=2 * size + (64 << 20))
    try:
        ended = run(
            _command(parts, unfinished), limits=limits, seconds=min(seconds, SECONDS + size / 1e6), printed=PRINTED, errors=True
        )
        if ended.status != 0:
            raise OSError(_reason(ended.status, ended.printed))
        unfinished.replace(whole)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()


def _command(parts: Sequence[Part], whole: Path) -> list[str]:
    inputs, streams = [], []
    for number, part in enumerate(parts):
        inputs += ["-format_whitelist", READABLE, "-protocol_whitelist", "file", "-i", f"file:{part.path}"]
        streams += [f"{number}:{kind}:0" for kind in _kinds(part)]
    maps = [word for stream in streams for word in ("-map", stream)]
    quiet = ["-nostdin", "-hide_banner", "-nostats", "-loglevel", "error", "-y"]
    return [shutil.which(FFMPEG) or FFMPEG, *quiet, *inputs, "-c", "copy", *maps, "-movflags", "+faststart", f"file:{whole}"]


def _kinds(part: Part) -> Iterable[str]:
    return (kind for kind, wanted in (("a", part.sound), ("v", part.picture)) if wanted)


def _reason(status: int, printed: bytes) -> str:
    """Why ffmpeg ended: its last words, or the signal."""
    lines = printed.decode("utf-8", "replace").strip().splitlines()
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"{FFMPEG} was ended by {signal.Signals(-status).name}"
    return f"{FFMPEG}: {lines[-1][:300]}" if lines else f"{FFMPEG} ended with exit code {status}"
