"""The values that yt-dlp's extractors expect of real posts in their own tests, through our reading of every field.

They are what the extractors gave when their authors looked; nothing here says that a platform still answers so.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from yt_dlp.extractor.common import InfoExtractor

from provenance.fetch.platform_info import PlatformInfo, platform_info
from provenance.fetch.said import by_platform
from provenance.model import CalendarDay, ClaimKind, Instant, ReferenceId
from tests.fetch.ytdlp_sources import PLATFORMS

ABOUT = ReferenceId("r01234567")
TEXTS = ("id", "title", "uploader", "uploader_id", "uploader_url", "channel", "description", "location", "webpage_url", "license")
PATTERNS = ("re:", "md5:", "mincount:", "maxcount:", "count:", "contains:", "startswith:")
"""How yt-dlp writes what a value must be like, where it does not write the value."""


def posts() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(extractor, its own tests) of every extractor of our platforms."""
    for name in PLATFORMS.split():
        module = importlib.import_module(f"yt_dlp.extractor.{name}")
        inner = [each.name for each in pkgutil.iter_modules(getattr(module, "__path__", []))]
        modules = [module, *(importlib.import_module(f"{module.__name__}.{each}") for each in inner)]
        for kind in dict.fromkeys(each for m in modules for each in vars(m).values() if isinstance(each, type)):
            if issubclass(kind, InfoExtractor) and kind.__module__.startswith(module.__name__):
                yield kind.__name__, [*getattr(kind, "_TESTS", ()), *getattr(kind, "_WEBPAGE_TESTS", ())]


def expectations() -> Iterator[tuple[str, dict[str, object]]]:
    """(extractor, values) of every post in the extractors' tests."""
    for name, tests in posts():
        for test in tests:
            for post in (test, *test.get("playlist", ())):
                yield name, {"extractor": name, **post.get("info_dict", {})}


EXPECTED = list(expectations())


def stated(info: dict[str, object], key: str, kind: type) -> bool:
    """Whether the test names the value itself."""
    value = info.get(key)
    return isinstance(value, kind) and not isinstance(value, bool) and not str(value).startswith(PATTERNS)


def test_there_are_many() -> None:
    for key, least in {"id": 600, "title": 500, "uploader": 300, "timestamp": 250, "upload_date": 300, "duration": 200}.items():
        assert sum(key in info for _, info in EXPECTED) > least, key


@pytest.mark.parametrize("key", TEXTS)
def test_texts(key: str) -> None:
    seen = 0
    for extractor, info in EXPECTED:
        if stated(info, key, str):
            found = getattr(platform_info(info), key)
            assert (found or "") == str(info[key]).strip()[:20_000], (extractor, info)
            seen += 1
    assert seen or key == "webpage_url", "no extractor states it"


def test_times_and_days() -> None:
    for extractor, info in EXPECTED:
        found = platform_info(info)
        if stated(info, "timestamp", int | float):  # type: ignore[arg-type]
            assert found.timestamp == Instant(value=datetime.fromtimestamp(float(str(info["timestamp"])), tz=UTC)), extractor
        if stated(info, "upload_date", str):
            day = datetime.strptime(str(info["upload_date"]), "%Y%m%d").replace(tzinfo=UTC).date()
            assert found.upload_date == CalendarDay(value=day), extractor


def test_the_day_is_that_of_the_time_in_utc() -> None:
    """``upload_date`` is no second source: yt-dlp makes it of the time where there is one."""
    both = [platform_info(info) for _, info in EXPECTED]
    pairs = [(each.timestamp, each.upload_date) for each in both if each.timestamp and each.upload_date]
    assert len(pairs) > 200
    differing = [pair for pair in pairs if pair[0].value.date() != pair[1].value]
    assert len(differing) < len(pairs) / 20, differing


def test_lengths() -> None:
    for extractor, info in EXPECTED:
        if stated(info, "duration", int | float):  # type: ignore[arg-type]
            expected = float(str(info["duration"]))
            assert platform_info(info).duration == (expected if expected > 0 else None), extractor
        if stated(info, "live_status", str):
            assert platform_info(info).live_status == info["live_status"], extractor


def test_chapters() -> None:
    seen = [(platform_info(info).chapters, info["chapters"]) for _, info in EXPECTED if isinstance(info.get("chapters"), list)]
    assert len(seen) > 5
    for found, said in seen:
        own = [each for each in said if not each["title"].startswith("<Untitled")]
        assert [(float(each.range.start), float(each.range.end), each.title) for each in found] == [
            (each["start_time"], each["end_time"], each["title"]) for each in own
        ]


def test_claims_carry_the_values() -> None:
    """Who, when, and the words, each said by the platform; nothing is claimed that the answer does not state."""
    for extractor, info in EXPECTED:
        found = platform_info(info)
        claims = by_platform(found, about=ABOUT, said_at=None)
        by_kind = {kind: [claim.value for claim in claims if claim.kind is kind] for kind in ClaimKind}
        poster = found.uploader or found.channel or found.uploader_id
        assert by_kind[ClaimKind.POSTED_BY] == ([poster] if poster else []), extractor
        when = str(found.timestamp or found.upload_date or "")
        assert by_kind[ClaimKind.POSTED_ON] == ([when] if when else []), extractor
        assert {claim.asserted_by.name for claim in claims} <= {found.extractor}
        assert set(by_kind[ClaimKind.SHOWS]) <= {found.title, found.description, *(each.title for each in found.chapters)}
        assert len(claims) == sum(map(len, by_kind.values()))


def test_every_field_that_is_read_is_covered() -> None:
    known = {*TEXTS, "extractor", "timestamp", "upload_date", "live_status", "duration", "chapters"}
    assert set(PlatformInfo.__dataclass_fields__) == known
