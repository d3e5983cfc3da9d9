"""What a platform says: typed values from its answer, and claims with the platform as speaker."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.fetch.platform_info import PlatformInfo, platform_info
from provenance.fetch.said import by_platform
from provenance.model import AgentKind, CalendarDay, ClaimKind, ClaimStatus, Instant, ReferenceId, TimeRange

ABOUT = ReferenceId("r01234567")
ASKED = Instant(value=datetime(2026, 11, 24, tzinfo=UTC))
ANSWER = {
    "extractor": "vimeo",
    "id": 76979871,
    "title": "Flood at the mill",
    "uploader": "A. Miller",
    "uploader_id": "amiller",
    "uploader_url": "https://vimeo.com/amiller",
    "timestamp": 1655647507,
    "upload_date": "20220619",
    "description": "Filmed from the bridge\x00",
    "duration": 62.5,
    "chapters": [
        {"start_time": 0, "end_time": 12.25, "title": "The dam"},
        {"start_time": 12.25, "end_time": 40, "title": "<Untitled Chapter 2>"},
        {"start_time": 40, "end_time": 30, "title": "Backwards"},
        {"start_time": "4", "end_time": 1e300, "title": "No times"},
        "no chapter",
    ],
}


def test_values_are_typed() -> None:
    info = platform_info(ANSWER)
    assert (info.extractor, info.id, info.title, info.uploader_id) == ("vimeo", "76979871", "Flood at the mill", "amiller")
    assert info.timestamp == Instant(value=datetime(2022, 6, 19, 14, 5, 7, tzinfo=UTC))
    assert info.upload_date == CalendarDay(value=date(2022, 6, 19))
    assert info.description == "Filmed from the bridge"
    assert (info.location, info.channel, info.duration) == (None, None, 62.5)


@pytest.mark.parametrize(
    "value", [None, "", "20221399", "soon", 3, [], {}, float("nan"), float("inf"), 1e300, -(10**20), True, "x" * 100_000]
)
def test_values_of_the_wrong_sort_are_not_stated(value: object) -> None:
    info = platform_info(dict.fromkeys(ANSWER, value))
    assert info.upload_date is None
    assert info.extractor
    assert info.title is None or len(info.title) <= 20_000


@given(
    st.dictionaries(
        st.sampled_from(sorted(ANSWER)), st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.lists(st.text()))
    )
)
def test_any_answer_is_read(answer: dict[str, object]) -> None:
    by_platform(platform_info(answer), about=ABOUT, said_at=ASKED)


def test_claims_have_the_platform_as_speaker() -> None:
    claims = by_platform(platform_info(ANSWER), about=ABOUT, said_at=ASKED)
    assert [claim.kind for claim in claims] == [ClaimKind.POSTED_BY, ClaimKind.POSTED_ON, *[ClaimKind.SHOWS] * 3]
    assert {(claim.asserted_by.kind, claim.asserted_by.name) for claim in claims} == {(AgentKind.PLATFORM, "vimeo")}
    assert {(claim.about, claim.said_at, claim.status) for claim in claims} == {(ABOUT, ASKED, ClaimStatus.CLAIMED)}
    by, on, title, description, chapter = claims
    assert (by.value, by.quote) == (
        "A. Miller",
        "uploader=A. Miller; uploader_id=amiller; uploader_url=https://vimeo.com/amiller",
    )
    assert on.date is not None
    assert (on.quote, on.date.words, on.date.start, on.date.end) == (
        "timestamp=2022-06-19T14:05:07Z",
        "2022-06-19T14:05:07Z",
        date(2022, 6, 19),
        date(2022, 6, 19),
    )
    assert (title.value, description.value) == ("Flood at the mill", "Filmed from the bridge")
    assert (chapter.value, chapter.quote) == ("The dam", "chapter 0–12.25 s=The dam")
    assert chapter.segment == TimeRange(start=Fraction(0), end=Fraction(49, 4))
    assert len({claim.id for claim in claims}) == 5
    assert claims == by_platform(platform_info(ANSWER), about=ABOUT, said_at=ASKED)


def test_a_day_stays_a_day() -> None:
    (claim,) = by_platform(
        PlatformInfo(extractor="x", upload_date=CalendarDay(value=date(2022, 6, 19))), about=ABOUT, said_at=None
    )
    assert (claim.value, claim.quote) == ("2022-06-19", "upload_date=2022-06-19")


def test_the_title_of_a_direct_file_is_nobodys_word() -> None:
    assert by_platform(PlatformInfo(extractor="generic", title="clip"), about=ABOUT, said_at=None) == ()
