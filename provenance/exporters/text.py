"""Hostile text made fit for a document: what cannot be seen is shown, or taken out."""

import re
from fractions import Fraction

from provenance.model import TimeRange

__all__ = ["clock", "clock_range", "plain", "plural", "shortened", "visible", "web_address"]

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
_CONTROL = r"\x00-\x08\x0b-\x1f\x7f-\x9f"
_STEERING = r"\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
"""Overrides, isolates and invisible characters. Direction *marks* and joiners stay: honest scripts need them."""
_INVISIBLE = re.compile(f"[{_CONTROL}{_STEERING}\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85]")


def _shown(match: re.Match[str]) -> str:
    return f"⟦U+{ord(match[0]):04X}⟧"


def visible(text: str) -> str:
    """``text`` with control, steering and invisible characters replaced by their numbers, as ``⟦U+202E⟧``."""
    return _INVISIBLE.sub(_shown, _BREAKS.sub("\n", text))


def plain(text: str) -> str:
    """``text`` without terminal sequences and control characters; line breaks and tabs stay."""
    return _INVISIBLE.sub("", _ANSI.sub("", _BREAKS.sub("\n", text)))


def shortened(text: str, limit: int) -> str:
    """On one line, at most ``limit`` characters, cut at a word where one ends near."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rsplit(" ", 1)[0]
    return (head if len(head) > limit * 0.6 else cut).rstrip(" ,;:.–-") + "…"


def plural(count: int, one: str, many: str = "") -> str:
    """``3 videos``, ``1 video``: English, for what is not in the catalogues."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def clock(seconds: Fraction | float) -> str:
    """``m:ss.s`` or ``h:mm:ss``: a place in a stream, for people."""
    tenths = round(float(seconds) * 10)
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{rest // 10:02d}"
    return f"{minutes}:{rest // 10:02d}.{rest % 10}"


def clock_range(part: TimeRange) -> str:
    """Start and end of a segment."""
    return f"{clock(part.start)}–{clock(part.end)}"


def web_address(url: str | None) -> str | None:
    """``url`` if a reader may be given it as a link: http or https, a host, nothing invisible in it."""
    if url and re.match(r"https?://[^\s/?#\\@]+(?:[/?#]|$)", url, re.IGNORECASE) and not re.search(r"[\s<>\"\\]", url):
        return None if _INVISIBLE.search(url) else url
    return None
