"""Upload times from identifiers in the chain: a sign of publication, held against what is said."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from provenance import model as m
from provenance.chain import ContradictionKind, contradictions, derive
from provenance.chain.direction import earliest_compared
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import after_article, uploads
from tests.exporters import sample

UPLOADED = datetime(2026, 3, 5, 18, 22, 5, tzinfo=UTC)
"""Of :data:`sample.TIKTOK_ID`."""


def case(*claims: m.Claim, reference: m.VideoReference | None = None, **more: object) -> m.Snapshot:
    whole = sample.snapshot()
    cited = reference or next(r for r in sample.references() if r.id == sample.DATED)
    record = m.ReferenceRecord(reference=cited, state=m.ReferenceState.PENDING)
    reading = replace(whole.articles[0].reading, references=(cited,), claims=claims)
    article = replace(whole.articles[0], reading=reading, references=(record,))
    return replace(whole, articles=(article,), claims=(), media=(), matches=(), derivations=(), reviews=(), **more)  # type: ignore[arg-type]


def on(kind: m.ClaimKind, first: date, last: date | None = None, **more: object) -> m.Claim:
    days = m.DateInterval(words="then", start=first, end=last or first)
    return sample.claim(50, kind, "then", "A short clip of a burning warehouse", about=sample.DATED, date=days, **more)


def kinds(snapshot: m.Snapshot) -> list[ContradictionKind]:
    return [found.kind for found in contradictions(snapshot)]


@pytest.mark.parametrize("kind", [m.ClaimKind.FILMED_ON, m.ClaimKind.HAPPENED])
def test_what_is_said_to_be_filmed_after_its_upload_is_reused(kind: m.ClaimKind) -> None:
    (found,) = contradictions(case(on(kind, date(2026, 3, 8))))
    assert found.kind is ContradictionKind.POSTED_BEFORE
    assert found.about == sample.DATED
    assert found.sides[-1].speaker == f"the identifier of {sample.DATED}"
    assert "2026-03-05 18:22:05 UTC" in found.sides[-1].statement
    assert found.sides[-1].quote == "TikTok number: id >> 32 s"


@pytest.mark.parametrize("day", [date(2019, 3, 5), date(2026, 3, 5), date(2026, 3, 6)])
def test_what_may_have_been_filmed_before_its_upload_contradicts_nothing(day: date) -> None:
    assert kinds(case(on(m.ClaimKind.FILMED_ON, day))) == []


def test_an_interval_that_holds_the_upload_contradicts_nothing() -> None:
    assert kinds(case(on(m.ClaimKind.FILMED_ON, date(2026, 3, 1), date(2026, 3, 31)))) == []


@pytest.mark.parametrize(("days", "collides"), [(-40, True), (-2, True), (-1, False), (0, False), (1, False), (2, True)])
def test_a_day_of_posting_that_is_not_the_identifiers(days: int, *, collides: bool) -> None:
    claimed = on(m.ClaimKind.POSTED_ON, UPLOADED.date() + timedelta(days=days))
    assert kinds(case(claimed)) == ([ContradictionKind.POSTING_DATES] if collides else [])
    assert kinds(case(replace(claimed, status=m.ClaimStatus.DENIED))) == []


def test_weak_identifiers_say_that_they_are_weak_and_tell_no_direction() -> None:
    cited = next(r for r in sample.references() if r.id == sample.DATED)
    number = (UPLOADED - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) << 16
    mastodon = replace(cited, platform=m.Slug("mastodon"), platform_id=str(number), url=f"https://m.invalid/@a/{number}")
    snapshot = case(on(m.ClaimKind.FILMED_ON, date(2026, 3, 8)), reference=mastodon)
    (found,) = contradictions(snapshot)
    assert "weak" in found.sides[-1].statement
    match = replace(sample.match(), compared=m.Compared(digest=sample.CLIP, name="clip", library="shelf"))
    media = m.MediaRecord(file=sample.kept(sample.CLIP, "clip", 1), references=(sample.DATED,))
    assert (
        earliest_compared(match, Subjects.of(replace(snapshot, articles=case(reference=mastodon).articles, media=(media,))))
        is None
    )
    strong = earliest_compared(match, Subjects.of(replace(case(), media=(media,))))
    assert strong
    assert strong.end == UPLOADED.date()


def test_the_time_stands_with_the_link_from_article_to_post() -> None:
    (edge,) = derive(case())
    assert any("uploaded at 2026-03-05 18:22:05 UTC by its own identifier" in reason.words for reason in edge.evidence)


def test_a_post_younger_than_the_page_as_it_was_read_is_dropped() -> None:
    early = case()
    early = replace(early, articles=(replace(early.articles[0], read_at=m.Instant(value=UPLOADED - timedelta(days=2))),))
    assert isinstance(uploads(early)[sample.DATED], m.Undated)
    assert contradictions(early) == ()


def test_a_post_younger_than_the_article_is_kept_and_told() -> None:
    upload = uploads(case())[sample.DATED]
    assert isinstance(upload, m.IdentifierDate)
    page = sample.snapshot().articles[0].reading.article
    assert not after_article(upload, page)
    older = replace(page, published=m.CalendarDay(value=date(2026, 2, 1)))
    assert after_article(upload, older)
    assert not after_article(upload, replace(older, modified=m.CalendarDay(value=date(2026, 3, 6))))
    assert not after_article(upload, replace(page, published=None))


def test_the_analysts_resolution_decides_whose_identifier_it_is() -> None:
    snapshot = case()
    record = snapshot.articles[0].references[0]
    found = m.Resolution(
        reference=record.reference.id,
        platform=m.Slug("youtube"),
        platform_id="abcdefghijk",
        url="https://www.youtube.com/watch?v=abcdefghijk",
        note="",
        at=sample.READ,
    )
    article = replace(snapshot.articles[0], references=(replace(record, resolution=found),))
    assert uploads(replace(snapshot, articles=(article,))) == {}
