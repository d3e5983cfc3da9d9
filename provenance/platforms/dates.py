"""When a post was made, by its own identifier: several platforms number posts by the clock. No network, no clock.

The time in an identifier is the moment at which the platform gave the number out: when the upload began or was sent, a
little before the post could be seen, long before for one that was scheduled or kept as a draft. It bounds the time of
filming from above, and is never that time itself: old footage posted today has today's identifier.

Left out because no rule is documented or none exists: YouTube, Telegram, VK, OK, Facebook, Reddit (base-36 numbers in
sequence, which tell an order and no time), Twitch, Vimeo, Dailymotion, Rumble, Rutube, Odysee, Weibo, Gab, Snapchat.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from provenance.model import IdentifierDate, Instant, Slug, Undated, UploadTime

__all__ = ["RULES", "Rule", "upload_time"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
CLOCKS = timedelta(hours=1)
"""Two honest clocks may differ by this much."""
BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BASE32_SORTABLE = "234567abcdefghijklmnopqrstuvwxyz"
FIRST_SNOWFLAKE = 29_700_859_247
"""Statuses up to here were numbered in sequence (https://ws-dl.blogspot.com/2019/08/2019-08-03-tweetedat-finding-tweet.html)."""
_SHORTCODE = re.compile(r"[A-Za-z0-9_-]{5,40}")
_TID = re.compile(r"[2-7a-j][2-7a-z]{12}")
_NUMBER = re.compile(r"[0-9]{1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How the posts of one platform carry their time."""

    platform: Slug
    microseconds: Callable[[str], int | None]
    """Identifier to microseconds since 1970 (UTC); ``None`` for an identifier that is of another kind."""
    precision: str
    """``second``, ``millisecond`` or ``microsecond``."""
    words: str
    """The rule, for people."""
    source: str
    """Where it is documented."""
    since: datetime
    """No post of the platform carries an earlier time."""
    caveat: str = ""
    """Why it is weak evidence; empty where only the platform sets it."""


def _number(identifier: str, *, least: int = 1) -> int | None:
    """A 63-bit number of at least ``least``."""
    value = int(identifier) if _NUMBER.fullmatch(identifier) else 0
    return value if least <= value < 2**63 else None


def _shifted(*, bits: int, epoch_ms: int = 0, unit: int = 1000, least: int = 1) -> Callable[[str], int | None]:
    """Numbers whose higher bits count units of ``unit`` microseconds since ``epoch_ms``."""

    def microseconds(identifier: str) -> int | None:
        value = _number(identifier, least=least)
        return None if value is None else (value >> bits) * unit + epoch_ms * 1000

    return microseconds


INSTAGRAM_EPOCH_MS = 1_314_220_021_721


def _instagram(identifier: str) -> int | None:
    """A shortcode (of a private post: longer, its first 11 characters) or a media number of 15 digits and more."""
    if identifier.isdecimal() and len(identifier) >= 15:
        value = _number(identifier)
    elif _SHORTCODE.fullmatch(identifier):
        value = 0
        for character in identifier[:11]:
            value = value * 64 + BASE64.index(character)
        value = value if value < 2**63 else None
    else:
        value = None
    return None if value is None else ((value >> 23) + INSTAGRAM_EPOCH_MS) * 1000


def _tid(identifier: str) -> int | None:
    """13 characters: a zero bit, 53 bits of microseconds, 10 bits of a clock's number."""
    if not _TID.fullmatch(identifier):
        return None
    value = 0
    for character in identifier:
        value = value * 32 + BASE32_SORTABLE.index(character)
    return value >> 10


def _day(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


RULES: tuple[Rule, ...] = (
    Rule(
        platform=Slug("twitter"),
        microseconds=_shifted(bits=22, epoch_ms=1_288_834_974_657, least=FIRST_SNOWFLAKE),
        precision="millisecond",
        words="X snowflake: (id >> 22) + 1288834974657 ms",
        source="https://docs.x.com/fundamentals/x-ids",
        since=_day(2010, 11, 4),
    ),
    Rule(
        platform=Slug("instagram"),
        microseconds=_instagram,
        precision="millisecond",
        words="Instagram shortcode: (first 11 characters in base 64 >> 23) + 1314220021721 ms",
        source="https://instagram-engineering.com/sharding-ids-at-instagram-1cf5a71e5a5c",
        since=_day(2011, 8, 26),
    ),
    Rule(
        platform=Slug("threads"),
        microseconds=_instagram,
        precision="millisecond",
        words="Threads shortcode, as Instagram's: (first 11 characters in base 64 >> 23) + 1314220021721 ms",
        source="https://instagram-engineering.com/sharding-ids-at-instagram-1cf5a71e5a5c",
        since=_day(2023, 7, 1),
    ),
    Rule(
        platform=Slug("tiktok"),
        microseconds=_shifted(bits=32, unit=1_000_000),
        precision="second",
        words="TikTok number: id >> 32 s",
        source="https://dfir.pubpub.org/pub/9llea7yp",
        since=_day(2014, 8, 1),
    ),
    Rule(
        platform=Slug("douyin"),
        microseconds=_shifted(bits=32, unit=1_000_000),
        precision="second",
        words="Douyin number: id >> 32 s",
        source="https://github.com/Evil0ctal/Douyin-TikTok-Video-ID-Decoder",
        since=_day(2016, 9, 1),
    ),
    Rule(
        platform=Slug("linkedin"),
        microseconds=_shifted(bits=22),
        precision="millisecond",
        words="LinkedIn number: id >> 22 ms",
        source="https://github.com/Ollie-Boyd/Linkedin-post-timestamp-extractor",
        since=_day(2011, 1, 1),
    ),
    Rule(
        platform=Slug("discord"),
        microseconds=_shifted(bits=22, epoch_ms=1_420_070_400_000),
        precision="millisecond",
        words="Discord snowflake: (id >> 22) + 1420070400000 ms",
        source="https://docs.discord.com/developers/reference#snowflakes",
        since=_day(2015, 3, 1),
    ),
    Rule(
        platform=Slug("bluesky"),
        microseconds=_tid,
        precision="microsecond",
        words="Bluesky record key (TID): 53 bits of microseconds",
        source="https://atproto.com/specs/tid",
        since=_day(2022, 11, 1),
        caveat="the poster's own program sets it and may set any time",
    ),
    Rule(
        platform=Slug("truthsocial"),
        microseconds=_shifted(bits=16),
        precision="millisecond",
        words="Truth Social number, as Mastodon's: id >> 16 ms",
        source="https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb",
        since=_day(2021, 10, 1),
        caveat="the rule is Mastodon's, on which the site was built; the site itself documents none",
    ),
    Rule(
        platform=Slug("mastodon"),
        microseconds=_shifted(bits=16),
        precision="millisecond",
        words="Mastodon number: id >> 16 ms",
        source="https://github.com/mastodon/mastodon/blob/main/lib/mastodon/snowflake.rb",
        since=_day(2016, 3, 1),
        caveat="each server sets it, and for a post from elsewhere it follows the time that the other server stated",
    ),
)
"""One for each platform that numbers posts by the clock."""

_BY_PLATFORM = {rule.platform: rule for rule in RULES}


def upload_time(platform: Slug, identifier: str | None, *, url: str | None = None, latest: Instant) -> UploadTime | None:
    """When the post ``identifier`` was made, by the identifier alone.

    Args:
        platform: whose post it is.
        identifier: its id there.
        url: its canonical address, where known: an Instagram "share" code is no identifier.
        latest: when the page was read; nothing that it cites was made later.

    Returns:
        ``None`` where no rule applies; :class:`~provenance.model.Undated` where the rule gives a time that cannot be.
    """
    rule = _BY_PLATFORM.get(platform)
    if rule is None or identifier is None or (platform == "instagram" and url and "/share/" in url):
        return None
    since_epoch = rule.microseconds(identifier)
    if since_epoch is None:
        return None
    try:
        at = EPOCH + timedelta(microseconds=since_epoch)
    except OverflowError:
        return Undated(rule=rule.words, reason="the time would lie beyond the year 9999")
    if at < rule.since:
        return Undated(rule=rule.words, reason=f"{at:%Y-%m-%d} lies before the first post numbered so ({rule.since:%Y-%m-%d})")
    if at > latest.value + CLOCKS:
        return Undated(
            rule=rule.words, reason=f"{at:%Y-%m-%d %H:%M} lies after the page was read ({latest.value:%Y-%m-%d %H:%M})"
        )
    return IdentifierDate(at=Instant(value=at), precision=rule.precision, rule=rule.words, caveat=rule.caveat)
