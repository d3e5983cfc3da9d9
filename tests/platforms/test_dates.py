"""Times in identifiers: documented pairs, the way back, and what cannot be."""

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import platforms
from provenance.model import IdentifierDate, Instant, Slug, Undated, UploadTime
from provenance.platforms.dates import BASE32_SORTABLE, BASE64, INSTAGRAM_EPOCH_MS, RULES, upload_time

PAGES = Path(__file__).resolve().parents[2] / ".." / "shared" / "bench" / "pages"
NOW = Instant(value=datetime(2026, 6, 1, tzinfo=UTC))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def told(platform: str, identifier: str | None, **more: str) -> UploadTime | None:
    return upload_time(Slug(platform), identifier, latest=NOW, **more)


def shortcode(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 64)
        text = BASE64[digit] + text
    return text


def test_every_platform_has_one_rule_and_is_known() -> None:
    slugs = [rule.platform for rule in RULES]
    assert len(set(slugs)) == len(slugs)
    assert set(slugs) <= {platform.slug for platform in platforms.PLATFORMS}


@pytest.mark.parametrize(
    ("platform", "identifier", "stated", "apart"),
    [
        # https://en.wikipedia.org/wiki/Snowflake_ID
        ("twitter", "1541815603606036480", "2022-06-28T16:07:40.105Z", 0),
        # https://docs.discord.com/developers/reference#snowflakes
        ("discord", "175928847299117063", "2016-04-30T11:18:25.796Z", 0),
        # https://dfir.pubpub.org/pub/9llea7yp: the page's createTime
        ("tiktok", "6854717870488702213", "2020-07-29T02:06:17Z", 10),
        # https://stackoverflow.com/questions/63683015: the media numbers and the times beside them
        ("instagram", "2384288897814875714", "2020-08-26T13:43:27Z", 1),
        ("instagram", "2383568809444681765", "2020-08-25T13:52:46Z", 1),
        ("instagram", shortcode(2384288897814875714), "2020-08-26T13:43:27Z", 1),
        # https://docs.joinmastodon.org/entities/Status/: the example
        ("mastodon", "103270115826048975", "2019-12-08T03:48:33.901Z", 1),
    ],
)
def test_documented_pairs(platform: str, identifier: str, stated: str, apart: int) -> None:
    found = told(platform, identifier)
    assert isinstance(found, IdentifierDate)
    assert abs(found.at.value - datetime.fromisoformat(stated)) <= timedelta(seconds=apart)


def test_a_shortcode_of_ten_characters_is_read_too() -> None:
    # https://slang.cx/instagram-id: the same post by its number and by its shortcode
    assert told("instagram", "ybyPRoQWzX") == told("instagram", "908540701891980503")


@pytest.mark.parametrize(
    ("platform", "identifier"),
    [
        ("twitter", "20"),  # the first of all, numbered in sequence
        ("twitter", "29700859246"),
        ("twitter", "1nsfXoRyzJqKb"),  # a broadcast
        ("tiktok", "ZMabc123"),
        ("tiktok", None),
        ("bluesky", "self"),
        ("bluesky", "zzzzzzzzzzzzz"),
        ("twitter", "٣" * 19),
        ("twitter", "9" * 20),
        ("instagram", "_" * 11),
        ("youtube", "dQw4w9WgXcQ"),
        ("reddit", "1abcde"),
        ("vk", "-1_2"),
    ],
)
def test_other_identifiers_tell_no_time(platform: str, identifier: str | None) -> None:
    assert told(platform, identifier) is None


def test_a_share_code_is_no_shortcode() -> None:
    code = "BAPpJ9Bn5Y1"
    assert told("instagram", code, url=f"https://www.instagram.com/share/reel/{code}/") is None
    assert told("instagram", code, url=f"https://www.instagram.com/p/{code}/") is not None


def test_the_first_snowflake_is_of_the_day_they_began() -> None:
    found = told("twitter", "29700859247")
    assert isinstance(found, IdentifierDate)
    assert found.at.value.date() == date(2010, 11, 4)


@pytest.mark.parametrize(
    ("platform", "identifier", "reason"),
    [
        ("tiktok", "12345678901", "before the first post"),
        ("instagram", "abcde", "before the first post"),
        ("mastodon", "123456789012345", "before the first post"),
        ("twitter", "9000000000000000000", "after the page was read"),
        ("tiktok", "9000000000000000000", "after the page was read"),
        ("linkedin", str(2**63 - 1), "after the page was read"),
    ],
)
def test_a_time_that_cannot_be_is_dropped_with_its_reason(platform: str, identifier: str, reason: str) -> None:
    found = told(platform, identifier)
    assert isinstance(found, Undated)
    assert reason in found.reason


def test_what_others_may_set_is_weak() -> None:
    assert {rule.platform for rule in RULES if rule.caveat} == {"bluesky", "mastodon", "truthsocial"}


def base32(number: int) -> str:
    return "".join(BASE32_SORTABLE[number >> 5 * n & 31] for n in range(12, -1, -1))


MAKERS: dict[str, Callable[[int, int], str]] = {
    "twitter": lambda us, rest: str((us // 1000 - 1_288_834_974_657) << 22 | rest % 2**22),
    "instagram": lambda us, rest: shortcode((us // 1000 - INSTAGRAM_EPOCH_MS) << 23 | rest % 2**23),
    "threads": lambda us, rest: shortcode((us // 1000 - INSTAGRAM_EPOCH_MS) << 23 | rest % 2**23),
    "tiktok": lambda us, rest: str(us // 1_000_000 << 32 | rest % 2**32),
    "douyin": lambda us, rest: str(us // 1_000_000 << 32 | rest % 2**32),
    "linkedin": lambda us, rest: str(us // 1000 << 22 | rest % 2**22),
    "discord": lambda us, rest: str((us // 1000 - 1_420_070_400_000) << 22 | rest % 2**22),
    "bluesky": lambda us, rest: base32(us << 10 | rest % 2**10),
    "truthsocial": lambda us, rest: str(us // 1000 << 16 | rest % 2**16),
    "mastodon": lambda us, rest: str(us // 1000 << 16 | rest % 2**16),
}
"""From a time and whatever fills the lower bits to an identifier, as the platform makes it."""
UNITS = {"second": timedelta(seconds=1), "millisecond": timedelta(milliseconds=1), "microsecond": timedelta(microseconds=1)}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.platform)
@given(data=st.data())
def test_the_way_there_and_back(rule, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    first = (rule.since - EPOCH) // timedelta(microseconds=1) + 86_400_000_000
    since_epoch = data.draw(st.integers(first, (NOW.value - EPOCH) // timedelta(microseconds=1)))
    identifier = MAKERS[rule.platform](since_epoch, data.draw(st.integers(0, 2**32)))
    found = told(rule.platform, identifier)
    assert isinstance(found, IdentifierDate)
    assert timedelta(0) <= EPOCH + timedelta(microseconds=since_epoch) - found.at.value < UNITS[rule.precision]


@given(st.sampled_from([rule.platform for rule in RULES]), st.text(max_size=40) | st.integers().map(str))
def test_no_identifier_breaks_it_and_none_is_of_the_future(platform: str, identifier: str) -> None:
    found = told(platform, identifier)
    assert not isinstance(found, IdentifierDate) or found.at.value <= NOW.value + timedelta(hours=1)


LATER = Instant(value=datetime(2030, 1, 1, tzinfo=UTC))
X_EMBED = re.compile(
    r'href="https://(?:twitter|x)\.com/[^/"]{1,30}/status/([0-9]{17,20})[^">]{0,80}"[^>]{0,60}>([A-Z][a-z]+ [0-9]+, 20[0-9]{2})<'
)
"""The copied embed ends with a link to the status, whose words are its day."""
INSTAGRAM_EMBED = re.compile(
    r'<blockquote class="instagram-media.{0,6000}?/(?:p|reel|tv)/([\w-]{11})/.{0,6000}?<time[^>]{0,200}?datetime="([^"]+)"',
    re.DOTALL,
)


@pytest.fixture(scope="module")
def real_pages() -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted((PAGES / "html").glob("*.html"))]


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.is_dir(), reason="needs ../shared/bench/pages")
def test_statuses_embedded_in_real_pages_are_of_the_day_that_the_embed_shows(real_pages: list[str]) -> None:
    pairs = [
        (found[1], datetime.strptime(found[2], "%B %d, %Y").replace(tzinfo=UTC).date())
        for text in real_pages
        for found in X_EMBED.finditer(text)
    ]
    assert len(pairs) >= 50
    for identifier, day in pairs:
        found = upload_time(Slug("twitter"), identifier, latest=LATER)
        assert isinstance(found, IdentifierDate)
        assert abs(found.at.value.date() - day) <= timedelta(days=1), (
            f"{identifier}: the embed shows the day in the writer's zone"
        )


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.is_dir(), reason="needs ../shared/bench/pages")
def test_posts_embedded_in_real_pages_are_of_the_second_that_the_embed_states(real_pages: list[str]) -> None:
    pairs = [(found[1], datetime.fromisoformat(found[2])) for text in real_pages for found in INSTAGRAM_EMBED.finditer(text)]
    assert len(pairs) >= 4
    for identifier, stated in pairs:
        found = upload_time(Slug("instagram"), identifier, latest=LATER)
        assert isinstance(found, IdentifierDate)
        assert abs(found.at.value - stated) <= timedelta(seconds=1)


@pytest.mark.shared
@pytest.mark.skipif(not PAGES.is_dir(), reason="needs ../shared/bench/pages")
def test_posts_that_real_pages_cite_are_of_possible_times() -> None:
    rows = [json.loads(line) for line in (PAGES / "ground_truth.jsonl").read_text("utf-8").splitlines()]
    own = [r for row in rows for r in row["references"] if r["label"] in {"embed", "link", "state"}]
    found = [upload_time(Slug(r["platform"]), r["id"], latest=LATER) for r in own]
    assert sum(isinstance(when, IdentifierDate) for when in found) > 150
    assert not [when for when in found if isinstance(when, Undated)]
