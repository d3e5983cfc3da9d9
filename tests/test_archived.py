"""What a web archive's captures say of a post: published by then, and no more."""

from dataclasses import replace
from datetime import date

from provenance import model as m
from provenance.chain import contradictions, derive
from provenance.chain.archived import archive_claims, archived_by
from provenance.chain.direction import appeared
from provenance.chain.history import history
from provenance.chain.subjects import Subjects
from tests.exporters import sample

COPY = m.Digest.of(b"copy from the archive")
CAPTURE = sample.memento("20260308101500", "https://www.youtube.com/watch?v=abcdefghijk", 200)


def archived(snapshot: m.Snapshot) -> m.Snapshot:
    """The sample with the deleted video had from the archive."""
    file = replace(sample.kept(COPY, "copy.mp4", 1000), memento=CAPTURE)
    taken = replace(sample.attempt(sample.GONE, CAPTURE.url, m.Availability.AVAILABLE, began=6), archive="Wayback Machine")

    def had(record: m.ReferenceRecord) -> m.ReferenceRecord:
        if record.reference.id != sample.GONE:
            return record
        kept = m.Acquisition(reference=sample.GONE, files=(file,), at=sample.instant(7), url=record.url)
        attempts = (*record.attempts, taken)
        state = m.state_of(record.reference, resolution=None, attempts=attempts, acquisition=kept)
        return replace(record, state=state, attempts=attempts, acquisition=kept)

    (article,) = snapshot.articles
    records = tuple(map(had, article.references))
    fetched = sample.activity(6, m.ActivityKind.ACQUIRE, CAPTURE.url, tool="yt-dlp", version="2026.02.20")
    found = replace(
        snapshot,
        articles=(replace(article, references=records),),
        media=(*snapshot.media, m.MediaRecord(file=file, references=(sample.GONE,))),
        claims=(*sample.platform_claims(), *archive_claims(records)),
        activities=(*snapshot.activities, fetched),
    )
    return replace(found, derivations=derive(found))


def test_the_first_whole_capture_speaks_and_a_redirect_does_not() -> None:
    (claim,) = archive_claims(sample.records())
    assert (claim.about, claim.kind, claim.asserted_by.kind) == (sample.GONE, m.ClaimKind.ARCHIVED_ON, m.AgentKind.ARCHIVE)
    assert claim.value == "2026-03-08T10:15:00Z", "not the redirect of the day before"
    assert claim.quote.startswith("timestamp=20260308101500; original=https://www.youtube.com/")
    known = archived_by(claim)
    assert known is not None
    assert (known.start, known.end) == (date.min, date(2026, 3, 8)), "a bound from above, no day of posting"


def test_the_copy_is_derived_from_the_post_and_the_post_stays_deleted() -> None:
    snapshot = archived(sample.snapshot())
    record = next(r for r in snapshot.articles[0].references if r.reference.id == sample.GONE)
    assert record.state is m.ReferenceState.ARCHIVED
    assert [period.outcome for period in history(record)] == [m.Availability.DELETED]
    (edge,) = (edge for edge in snapshot.derivations if edge.child == str(COPY))
    assert (edge.parent, edge.relation) == (sample.GONE, m.DerivationRelation.WAS_DERIVED_FROM)
    words = [reason.words for reason in edge.evidence if reason.supports]
    assert any("captured from https://www.youtube.com/watch?v=abcdefghijk by Wayback Machine on 2026-03-08" in w for w in words)
    assert any(f"taken from {CAPTURE.url} by yt-dlp" in w for w in words)
    assert [reason.words for reason in edge.evidence if not reason.supports]
    others = [edge for edge in snapshot.derivations if edge.relation is m.DerivationRelation.SPECIALIZATION_OF]
    assert str(COPY) not in {edge.child for edge in others}


def test_a_file_from_an_archive_was_public_by_its_capture() -> None:
    snapshot = archived(sample.snapshot())
    known = appeared(COPY, (), Subjects.of(snapshot))
    assert known is not None
    assert (known.end, known.words) == (date(2026, 3, 8), "Wayback Machine captured it on 8 March 2026")


def said(kind: m.ClaimKind, day: date) -> m.Claim:
    days = m.DateInterval(words=str(day), start=day, end=day)
    return replace(sample.claims()[0], id=m.ClaimId("c0000099"), kind=kind, value=str(day), about=sample.GONE, date=days)


def collisions(*claims: m.Claim) -> list[m.Contradiction]:
    (article,) = sample.snapshot().articles
    reading = replace(article.reading, claims=claims)
    snapshot = replace(
        sample.snapshot(), articles=(replace(article, reading=reading),), claims=archive_claims(sample.records()), reviews=()
    )
    return [found for found in contradictions(snapshot) if found.about == sample.GONE]


def test_captured_before_the_event_or_before_it_is_said_to_be_posted() -> None:
    (before,) = collisions(said(m.ClaimKind.HAPPENED, date(2026, 3, 12)))
    assert before.kind is m.ContradictionKind.POSTED_BEFORE
    assert before.statement == "Posted by 8 March 2026, before the event that it is said to show."
    assert [side.statement for side in before.sides][-1] == "archived on 8 March 2026"
    (later,) = collisions(said(m.ClaimKind.POSTED_ON, date(2026, 3, 12)))
    assert later.kind is m.ContradictionKind.POSTING_DATES
    assert later.statement == "Said to be posted on 12 March 2026; a web archive had it on 8 March 2026."
    assert {side.speaker for side in later.sides} == {"The Quay Observer", "Wayback Machine"}


def test_a_capture_after_the_event_contradicts_nothing() -> None:
    """It may have been posted long before it was captured: the bound is one from above only."""
    assert collisions(said(m.ClaimKind.HAPPENED, date(2026, 3, 1))) == []
    assert collisions(said(m.ClaimKind.POSTED_ON, date(2020, 1, 1))) == []
