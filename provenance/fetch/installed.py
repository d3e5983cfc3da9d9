"""What yt-dlp and its helpers are on this machine, for ``doctor`` and the record of attempts."""

from datetime import date
from typing import Any

from provenance.fetch import joining

__all__ = ["facts", "version"]


def version() -> str:
    """yt-dlp's version, which is its date."""
    from yt_dlp.version import __version__  # noqa: PLC0415 - lazily, as above

    return str(__version__)


def facts(today: date) -> tuple[tuple[str, str], ...]:
    """What ``doctor`` tells about acquiring: (name, words; what to do about it after a semicolon)."""
    return (
        ("yt-dlp", f"{version()}{_age(version(), today)}"),
        ("JavaScript runtime (YouTube)", _runtimes()),
        ("browser impersonation", _impersonation()),
        ("ffmpeg", _ffmpeg()),
    )


def _age(stated: str, today: date) -> str:
    try:
        year, month, day = (int(part) for part in stated.split(".")[:3])
        days = (today - date(year, month, day)).days
    except ValueError:
        return ""
    advice = "; platforms change often, update with: pip install -U 'yt-dlp[default]'" if days > 60 else ""
    return f", {days} days old{advice}"


def _ffmpeg() -> str:
    advice = "pictures and sound that come apart stay apart; apt-get install ffmpeg, or brew install ffmpeg"
    if not joining.available():
        return f"not found: {advice}"
    try:
        return joining.version()
    except OSError:  # a snap asks for rights that a confined process has given up
        return f"does not run where it is confined: {advice}"


def _runtimes() -> str:
    from yt_dlp import YoutubeDL  # noqa: PLC0415, F401 - fills the registry below
    from yt_dlp.globals import supported_js_runtimes  # noqa: PLC0415 - lazily, as above

    found = {name: kind().info for name, kind in supported_js_runtimes.value.items()}
    words = [f"{name} {info.version}{_remark(name, info)}" for name, info in found.items() if info]
    usable = any(info and info.supported and name == "deno" for name, info in found.items())
    advice = "" if usable else "; install deno (https://deno.com), the only runtime that confines a site's scripts"
    return (", ".join(words) or "none found: some YouTube formats will be missing") + advice


def _remark(name: str, info: Any) -> str:  # noqa: ANN401 - yt-dlp's JsRuntimeInfo
    if not info.supported:
        return " (too old)"
    return "" if name == "deno" else " (not used: only deno confines scripts)"


def _impersonation() -> str:
    """Stated, never used: curl connects by itself, past the guard."""
    from yt_dlp.dependencies import curl_cffi  # noqa: PLC0415 - lazily, as above

    return (
        "curl_cffi is installed, and not used: it would connect past the address guard"
        if curl_cffi
        else "none: a site that refuses plain clients needs --cookies, or the file by hand"
    )
