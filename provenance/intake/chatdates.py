"""Dates of chat exports in the spelling of any phone: which number is the day is decided over the whole chat, or not at all."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

__all__ = ["ORDERS", "Stamp", "find_stamp", "moment", "order_of"]

ORDERS = ("dmy", "mdy", "ymd")
"""In the short dates of the Unicode CLDR, month first is written with slashes, and year first with all its digits."""
_MORNING = (
    "am|a\\.? ?m\\.?|vm\\.|p\\.d\\.|上晝|ጥዋት|পূৰ্বাহ্ন|"
    "vorm\\.|öö|fm|f\\.m\\.|ap|ap\\.|dop\\.|de\\.?|sa|pg|ق\\.?ظ\\.?|ص|π\\.?μ\\.?|上午|午前|오전|早上|凌晨|清晨|"
    "ก่อนเที่ยง|पूर्वाह्न|पू\\.?|পূর্বাহ্ণ|доп\\.?|lefore"
)
_EVENING = (
    "pm|p\\.? ?m\\.?|nm\\.|m\\.d\\.|下晝|ከሰዓት|অপৰাহ্ন|"
    "nachm\\.|ös|em|e\\.m\\.|ip|ip\\.|odp\\.|du\\.?|ch|ptg|ب\\.?ظ\\.?|م|μ\\.?μ\\.?|下午|午後|오후|晚上|中午|"
    "หลังเที่ยง|अपराह्न|अ\\.?|অপরাহ্ণ|пп\\.?|пополудни"
)
_HALF = f"(?:{_MORNING}|{_EVENING})"
_STAMP = re.compile(
    r"(?P<open>\[)?"
    r"(?P<a>\d{1,4}) ?[./-] ?(?P<b>\d{1,2}) ?[./-] ?(?P<c>\d{1,4})(?: ?[./](?=[ ,]))?(?: ?г\.)?,?"
    r"(?: (?:à|a las|às|um|at|klo|kl\.?|om|o|в|о|u|la|saat|alle|ore|ora|den))? ?"
    rf"(?P<before>{_HALF})? ?"
    r"(?P<hour>\d{1,2})(?:[:.]| ?h ?)(?P<minute>\d{2})(?:(?:[:.]| min )(?P<second>\d{2})(?: s)?)?"
    rf"(?: ?(?P<after>{_HALF})(?![^\W\d_]))?(?: Uhr| น\.| hodź\.)?"
    r"(?(open)\]| ?[-–:,])(?: |$)",
    re.IGNORECASE,
)
_LATE = re.compile(rf"(?:{_EVENING})", re.IGNORECASE)
_PLAIN = {"\u202f": " ", "\u00a0": " ", "\u2009": " ", "،": ","}
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x061C))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The date and time at the beginning of a message, as numbers in their order of writing."""

    numbers: tuple[int, int, int]
    slashes: bool
    long: int
    """Which of them has four digits; -1 for none."""
    hour: int
    """0–23."""
    minute: int
    second: int
    end: int
    """Characters of the tame line that it takes."""
    words: str


def tame(line: str) -> str:
    """``line`` with ASCII digits and plain blanks, and without invisible marks: what patterns are looked for in."""
    if line.isascii():
        return line
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else _PLAIN.get(c, c) for c in line)
    return visible(plain)


def visible(text: str) -> str:
    """``text`` without invisible marks."""
    return text.translate(_INVISIBLE)


def find_stamp(line: str) -> Stamp | None:
    """The stamp that a tame line begins with."""
    found = _STAMP.match(line)
    if found is None:
        return None
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    half = found["before"] or found["after"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if _LATE.fullmatch(half) else 0)
    parts = (found["a"], found["b"], found["c"])
    if hour > 23 or minute > 59 or second > 59 or len(parts[1]) > 2 or any(len(part) == 3 for part in parts):
        return None
    long = next((n for n, part in enumerate(parts) if len(part) == 4), -1)
    words = found[0].strip(" []-–:").rstrip("]")
    return Stamp(
        numbers=(int(parts[0]), int(parts[1]), int(parts[2])),
        slashes="/" in found[0][: found.start("c")],
        long=long,
        hour=hour,
        minute=minute,
        second=second,
        end=found.end(),
        words=words,
    )


def moment(stamp: Stamp, order: str) -> datetime | None:
    """The time that ``stamp`` means if its numbers stand in ``order``; ``None`` where there is no such day."""
    values = dict(zip(order, stamp.numbers, strict=True))
    place = order.index("y")
    if stamp.long not in {-1, place} or (order == "mdy" and not stamp.slashes) or (order == "ymd" and stamp.long != 0):
        return None
    year = values["y"] if stamp.long == place else 2000 + values["y"]
    year -= 543 if 2400 < year < 2700 else 0  # the Buddhist era, as phones in Thailand count
    try:
        return datetime(year, values["m"], values["d"], stamp.hour, stamp.minute, stamp.second)  # noqa: DTZ001 - no zone is stated
    except ValueError:
        return None


def order_of(stamps: Sequence[Stamp], named: Iterable[tuple[Stamp, str]] = ()) -> tuple[str, ...]:
    """The orders in which the numbers of a chat can stand; more than one where nothing in it decides.

    Every stamp must be a day; messages follow one another in time; ``named`` are days (``20250305``) that names of
    attached files carry.
    """
    possible = [order for order in ORDERS if all(moment(stamp, order) for stamp in stamps)]
    if len(possible) > 1:
        back = {order: _steps_back(stamps, order) for order in possible}
        possible = [order for order in possible if back[order] == min(back.values())]
    names = tuple(named)
    if len(possible) > 1 and names:
        hits = {order: sum(f"{moment(stamp, order):%Y%m%d}" == day for stamp, day in names) for order in possible}
        possible = [order for order in possible if hits[order] == max(hits.values())]
    if len(possible) > 1 and len({tuple(moment(s, order) for s in stamps) for order in possible}) == 1:
        possible = possible[:1]
    return tuple(possible)


def _steps_back(stamps: Sequence[Stamp], order: str) -> int:
    moments = [found for stamp in stamps if (found := moment(stamp, order))]
    return sum((before - after).days >= 1 for before, after in pairwise(moments))
