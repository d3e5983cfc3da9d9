"""When it is gone: look-ups in a web archive on loopback and the copies it gives, through the whole pipeline."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from provenance.chain.history import history
from provenance.custody.findings import Verdict
from provenance.exporters.missing import missing
from provenance.fetch.wayback import WAYBACK
from provenance.model import (
    Activity,
    ActivityKind,
    Availability,
    ClaimKind,
    Digest,
    FileRole,
    Memento,
    ReferenceRecord,
    ReferenceState,
)
from provenance.pipeline import jobs
from provenance.pipeline import run as pipeline_run
from provenance.pipeline.archivecopies import to_try
from provenance.pipeline.custody import verify
from provenance.pipeline.reviewing import find_claim
from provenance.pipeline.run import Settings
from provenance.pipeline.sealing import working
from provenance.pipeline.telling import Silent
from tests.fetch.servers import Server, body, redirect, serving, status
from tests.fetch.waybackmachine import Held, Machine, machine
from tests.pipeline.pages import clip, page

STAMP = "20190504030201"
POST = '<html><head><title>Waves</title></head><body><video src="{}"></video></body></html>'


def film(seed: int) -> bytes:
    """A second of it: what is shown is no matter here."""
    return clip(seed, seconds=1)


@pytest.fixture
def archive() -> Iterator[Machine]:
    with machine() as running:
        yield running


@pytest.fixture
def live() -> Iterator[Server]:
    with serving() as running:
        running.routes["/clip.mp4"] = body(film(1), "video/mp4")
        running.routes["/gone.mp4"] = status(410)
        yield running


def settings(held: Machine, live: Server, **more: object) -> Settings:
    hosts = frozenset({held.host, live.host})
    return replace(Settings(allow_hosts=hosts, archive=held.archive), **more)


def trace(folder: Path, held: Machine, live: Server, *paths: str, **more: object) -> jobs.Outcome:
    article = folder / "a.html"
    article.write_text(page(live, *paths), "utf-8")
    given = settings(held, live, **more)
    return jobs.trace((str(article),), case=folder / "case", settings=given, progress=Silent())


def records(outcome: jobs.Outcome) -> dict[str, ReferenceRecord]:
    return {(r.url or "").rpartition("/")[2]: r for a in outcome.snapshot.articles for r in a.references}


def of(outcome: jobs.Outcome, kind: ActivityKind) -> list[Activity]:
    return [each for each in outcome.snapshot.activities if each.kind is kind]


def test_a_deleted_file_is_had_from_the_archive_and_stays_deleted(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [
        Held("20180101000000", live.url("/gone.mp4"), code=404),
        Held(STAMP, live.url("/gone.mp4"), film(2), "video/mp4"),
        Held("20200101000000", live.url("/gone.mp4"), film(2), "video/mp4"),
    ]
    outcome = trace(tmp_path, archive, live, "/clip.mp4", "/gone.mp4")
    found = records(outcome)
    gone = found["gone.mp4"]
    assert (gone.state, found["clip.mp4"].state) == (ReferenceState.ARCHIVED, ReferenceState.ACQUIRED)
    assert [period.outcome for period in history(gone)] == [Availability.DELETED], "the post itself is not available"
    assert [(each.outcome, each.archive) for each in gone.attempts] == [
        (Availability.DELETED, ""),
        (Availability.AVAILABLE, "Wayback Machine"),
    ]
    assert gone.media == (Digest.of(film(2)),)
    assert gone.acquisition is not None
    mementos = {file.memento for file in gone.acquisition.files if file.role.value == "media"}
    assert {str(memento and memento.captured) for memento in mementos} == {"2019-05-04T03:02:01Z"}
    assert {file.source.startswith(archive.url("/web/")) for file in gone.acquisition.files if file.source} == {True}
    (lookup,) = gone.lookups
    assert [each.status for each in lookup.mementos] == [404, 200, 200]
    assert found["clip.mp4"].lookups == (), "nobody asks about what is there"
    assert outcome.failures == ()
    # the network log holds every request, the custody log every step
    asked = [url for activity in outcome.snapshot.activities for url in activity.requests]
    assert {url for url in asked if url.startswith(archive.url("/"))} == {archive.url(path) for path in archive.seen}
    (looked,) = of(outcome, ActivityKind.LOOK_UP)
    assert looked.message.startswith("3 captures, 2 whole, from 2018-01-01")
    assert live.seen.count("/gone.mp4") == 1
    assert verify(tmp_path / "case").verdict is Verdict.VERIFIED


def test_a_reviewer_can_dispute_what_the_archive_says(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), b"<html>log in</html>")]
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    (claim,) = (claim for claim in outcome.snapshot.claims if claim.kind is ClaimKind.ARCHIVED_ON)
    with working(tmp_path / "case", settings=Settings(), progress=Silent()) as run:
        assert find_claim(run, claim.id[:6]) == claim.id


def test_nothing_is_asked_twice_and_nothing_without_being_told_to(archive: Machine, live: Server, tmp_path: Path) -> None:
    outcome = trace(tmp_path, archive, live, "/gone.mp4", archive=None)
    assert records(outcome)["gone.mp4"].state is ReferenceState.UNAVAILABLE
    assert archive.seen == []
    outcome = trace(tmp_path, archive, live, "/gone.mp4", offline=True)
    assert archive.seen == []
    trace(tmp_path, archive, live, "/gone.mp4")
    before = len(archive.seen)
    assert before == 2
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    assert len(archive.seen) == before
    assert len(of(outcome, ActivityKind.LOOK_UP)) == 1
    archive.held = [Held(STAMP, live.url("/gone.mp4"), film(2), "video/mp4")]
    done = jobs.recheck(tmp_path / "case", settings=settings(archive, live), progress=Silent())
    gone = records(done.outcome)["gone.mp4"]
    assert (gone.state, len(gone.lookups)) == (ReferenceState.ARCHIVED, 2)
    assert [check.outcome for check in done.checks] == [Availability.DELETED]


def test_a_post_with_an_archived_page_whose_video_the_archive_holds(archive: Machine, live: Server, tmp_path: Path) -> None:
    post, video = live.url("/watch/1.mp4"), live.url("/media/1.mp4")
    archive.held = [
        Held(STAMP, post, POST.format(video).encode()),
        Held("20190505000000", video, film(2), "video/mp4"),
    ]
    outcome = trace(tmp_path, archive, live, "/watch/1.mp4")
    (found,) = records(outcome).values()
    assert found.state is ReferenceState.ARCHIVED
    assert found.acquisition is not None
    captured = {file.role.value: str(file.memento.captured) for file in found.acquisition.files if file.memento}
    assert captured["media"] == "2019-05-05T00:00:00Z"
    assert captured["info"] == "2019-05-04T03:02:01Z"
    assert live.seen == ["/watch/1.mp4"]
    said = [claim for claim in outcome.snapshot.claims if claim.asserted_by.kind.value == "platform"]
    assert {str(claim.said_at) for claim in said} == {"2019-05-04T03:02:01Z"}


@pytest.mark.parametrize("route", [status(503), body(b"<html>Too many requests</html>")], ids=["503", "no JSON"])
def test_an_archive_in_trouble_is_recorded_and_stops_nothing(archive: Machine, live: Server, tmp_path: Path, route) -> None:
    archive.instead["/"] = route
    outcome = trace(tmp_path, archive, live, "/gone.mp4", "/clip.mp4")
    found = records(outcome)
    assert (found["gone.mp4"].state, found["clip.mp4"].state) == (ReferenceState.UNAVAILABLE, ReferenceState.ACQUIRED)
    (lookup,) = found["gone.mp4"].lookups
    assert (lookup.answered, len(lookup.problems)) == (False, 2)
    (looked,) = of(outcome, ActivityKind.LOOK_UP)
    assert not looked.ok
    assert looked.message.endswith("(and 1 more)")
    assert not found["gone.mp4"].looked_up
    assert looked in outcome.snapshot.failures
    assert [(each.what, each.reason) for each in missing(outcome.snapshot)] == [("look-up", "network-error"), ("post", "deleted")]
    before = len(archive.seen)
    trace(tmp_path, archive, live, "/gone.mp4", "/clip.mp4")
    assert len(archive.seen) > before, "it is asked again next time"


def test_an_index_that_fails_is_asked_again_though_a_capture_is_known(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), b"<html>log in</html>")]
    archive.instead["/cdx"] = status(404)
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    (looked,) = of(outcome, ActivityKind.LOOK_UP)
    assert (looked.ok, looked.message.startswith("1 capture, 1 whole")) == (False, True)
    del archive.instead["/cdx"]
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    assert [each.answered for each in records(outcome)["gone.mp4"].lookups] == [False, True]


@pytest.mark.parametrize("kind", ["text/html", "image/png"])
def test_what_we_do_not_ask_is_no_attempt(archive: Machine, live: Server, tmp_path: Path, kind: str) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), kind=kind)]
    elsewhere = replace(archive.archive, replay="http://127.0.0.2:9/web/")
    outcome = trace(tmp_path, archive, live, "/gone.mp4", archive=elsewhere)
    (gone,) = records(outcome).values()
    assert [each.outcome for each in gone.attempts] == [Availability.DELETED]
    told = [each.message for each in of(outcome, ActivityKind.ACQUIRE) if each.subject.startswith("http://127.0.0.2:9/")]
    assert told
    assert all("refused" in message for message in told)


@pytest.mark.parametrize("kind", ["text/html", "image/png"])
def test_the_page_of_a_gone_post_is_kept_and_a_picture_is_taken(
    archive: Machine, live: Server, tmp_path: Path, kind: str
) -> None:
    post, picture = live.url("/gone.mp4"), cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1].tobytes()
    page_bytes = b"<html><head><title>Rain</title></head><body>We filmed it from the roof.</body></html>"
    archive.held = [Held(STAMP, post, page_bytes)]
    if kind.startswith("image/"):
        archive.held.append(Held("20200101000000", post, picture, kind))
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    gone = records(outcome)["gone.mp4"]
    assert gone.acquisition is not None
    kept = {file.role: file for file in gone.acquisition.files}
    assert kept[FileRole.PAGE].digest == Digest.of(page_bytes)
    assert str(kept[FileRole.PAGE].memento and kept[FileRole.PAGE].memento.captured) == "2019-05-04T03:02:01Z"
    if kind == "text/html":
        assert gone.state is ReferenceState.UNAVAILABLE, "a page is no footage"
        assert FileRole.MEDIA not in kept
    else:
        assert gone.state is ReferenceState.ARCHIVED
        assert gone.media == (Digest.of(picture),)
        assert str(kept[FileRole.MEDIA].memento and kept[FileRole.MEDIA].memento.captured) == "2020-01-01T00:00:00Z"
        assert kept[FileRole.MEDIA].source.startswith(archive.url("/web/"))
    before = len(archive.seen)
    trace(tmp_path, archive, live, "/gone.mp4")
    assert len(archive.seen) == before, "what failed for a lasting reason is not tried again"


def test_copies_that_fail_are_attempts_and_the_next_one_is_tried(archive: Machine, live: Server, tmp_path: Path) -> None:
    post = live.url("/gone.mp4")
    archive.held = [
        Held("20180101000000", post, b"<html><body>log in</body></html>"),
        Held("20190101000000", post, POST.format(live.url("/lost.mp4")).encode()),
        Held("20200101000000", post, POST.format(live.url("/kept.mp4")).encode()),
        Held("20200101000000", live.url("/kept.mp4"), film(2), "video/mp4"),
    ]
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    gone = records(outcome)["gone.mp4"]
    assert [each.outcome for each in gone.attempts if each.archive] == [Availability.UNSUPPORTED, Availability.AVAILABLE]
    assert gone.state is ReferenceState.ARCHIVED


def test_a_page_that_the_archive_does_not_give_is_an_attempt_and_not_asked_again(
    archive: Machine, live: Server, tmp_path: Path
) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), b"<html>log in</html>")]
    raw = archive.archive.memento(STAMP, live.url("/gone.mp4")).raw
    archive.routes[raw.removeprefix(archive.url(""))] = status(404)
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    (gone,) = records(outcome).values()
    page = next(each for each in gone.attempts if each.url == raw)
    assert (page.outcome, page.archive) == (Availability.UNSUPPORTED, "Wayback Machine"), "it says nothing of the post"
    assert "404" in page.message
    assert outcome.failures == ()
    archive.seen.clear()
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    assert archive.seen == []
    trace(tmp_path, archive, live, "/gone.mp4", retry=True)
    assert raw.removeprefix(archive.url("")) in archive.seen


def test_a_captured_picture_that_leads_out_of_the_archive_is_not_followed(archive: Machine, live: Server, tmp_path: Path) -> None:
    live.routes["/now.png"] = body(cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1].tobytes(), "image/png")
    archive.held = [Held(STAMP, live.url("/gone.mp4"), kind="image/png")]
    archive.instead["/web/"] = redirect(live.url("/now.png"))
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    (gone,) = records(outcome).values()
    assert [each.outcome for each in gone.attempts if each.archive] == [Availability.REFUSED]
    assert "/now.png" not in live.seen


def test_the_picture_of_another_address_is_not_taken_for_it(archive: Machine, live: Server, tmp_path: Path) -> None:
    """As the archive answers for a picture whose site put "this was removed" in its place."""
    post, removed = live.url("/gone.mp4"), live.url("/removed.png")
    archive.held = [Held(STAMP, removed, cv2.imencode(".png", np.zeros((8, 8, 3), np.uint8))[1].tobytes(), "image/png")]
    rows = [["timestamp", "original", "mimetype", "statuscode"], [STAMP, post, "image/png", "200"]]
    archive.instead["/cdx"] = body(json.dumps(rows).encode(), "application/json")
    archive.instead[f"/web/{STAMP}id_/{post}"] = redirect(f"/web/{STAMP}id_/{removed}")
    outcome = trace(tmp_path, archive, live, "/gone.mp4")
    (gone,) = records(outcome).values()
    assert [each.outcome for each in gone.attempts if each.archive] == [Availability.UNSUPPORTED]
    assert gone.state is ReferenceState.UNAVAILABLE


@pytest.mark.parametrize(("asked", "kept"), [(0.0, 2.5), (1.0, 2.5), (9.0, 9.0)])
def test_an_archive_is_given_more_time_than_a_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: float, kept: float
) -> None:
    monkeypatch.setattr(pipeline_run, "Turns", lambda pause, **_: pause)
    given = Settings(archive=WAYBACK, pause=asked)
    with working(tmp_path / "case", settings=given, progress=Silent(), create=True) as run:
        assert (run.archivist and run.archivist.turns, run.tools.turns) == (kept, asked)


def test_another_article_shares_the_copy(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), film(2), "video/mp4")]
    trace(tmp_path, archive, live, "/gone.mp4")
    before = len([path for path in archive.seen if path.startswith("/web/")])
    (tmp_path / "b.html").write_text(page(live, "/gone.mp4", title="Another page"), "utf-8")
    outcome = jobs.trace((str(tmp_path / "b.html"),), case=tmp_path / "case", settings=settings(archive, live), progress=Silent())
    states = [r.state for a in outcome.snapshot.articles for r in a.references]
    assert states == [ReferenceState.ARCHIVED] * 2
    assert len([path for path in archive.seen if path.startswith("/web/")]) == before


def test_what_comes_back_is_acquired_beside_the_copy(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/gone.mp4"), film(2), "video/mp4")]
    trace(tmp_path, archive, live, "/gone.mp4")
    live.routes["/gone.mp4"] = body(film(3), "video/mp4")
    outcome = trace(tmp_path, archive, live, "/gone.mp4", retry=True)
    gone = records(outcome)["gone.mp4"]
    assert gone.state is ReferenceState.ACQUIRED
    assert gone.media == (Digest.of(film(3)), Digest.of(film(2)))
    assert [period.outcome for period in history(gone)] == [Availability.DELETED, Availability.AVAILABLE]


# ── the article itself ──────────────────────────────────────────────────────────────────────────


def read(folder: Path, held: Machine, live: Server, **more: object) -> jobs.Outcome:
    given = settings(held, live, **more)
    return jobs.trace((live.url("/story.html"),), case=folder / "case", settings=given, progress=Silent())


@pytest.mark.parametrize("code", [410])
def test_an_article_that_is_gone_is_read_from_the_archive(archive: Machine, live: Server, tmp_path: Path, code: int) -> None:
    story = live.url("/story.html")
    live.routes["/story.html"] = status(code)
    archive.held = [
        Held("20180101000000", story, page(live, "/clip.mp4", title="First").encode()),
        Held(STAMP, story, page(live, "/clip.mp4", title="Last").encode()),
        Held("20200101000000", story, code=404),
    ]
    outcome = read(tmp_path, archive, live)
    (article,) = outcome.snapshot.articles
    assert (article.reading.article.title, article.reading.article.source) == ("Last", story)
    assert [r.state for r in article.references] == [ReferenceState.ACQUIRED]
    (capture,) = article.captures
    assert capture.memento is not None
    assert (capture.requested, str(capture.memento.captured)) == (story, "2019-05-04T03:02:01Z")
    assert capture.url == capture.memento.raw
    assert len(article.lookups) == 1
    (done,) = of(outcome, ActivityKind.READ)
    assert "as the Wayback Machine captured it on 2019-05-04" in done.message
    assert done.requests[0] == story
    assert outcome.failures == ()


def test_an_article_is_recorded_as_the_capture_that_answered(archive: Machine, live: Server, tmp_path: Path) -> None:
    story, home = live.url("/story.html"), live.url("/home.html")
    archive.held = [
        Held(STAMP, story, page(live, "/clip.mp4", title="Story").encode()),
        Held("20230101000000", home, page(live, "/clip.mp4", title="Home").encode()),
    ]
    rows = [["timestamp", "original"], ["20210101000000", story], ["20220101000000", story]]
    archive.instead["/cdx"] = body(json.dumps(rows).encode(), "application/json")
    archive.instead["/wayback"] = body(b'{"archived_snapshots": {}}', "application/json")
    # The newest that is listed leads to another page today, the other one to the capture that is left.
    archive.instead[f"/web/20220101000000id_/{story}"] = redirect(f"/web/20230101000000id_/{home}")
    outcome = read(tmp_path, archive, live)
    (article,) = outcome.snapshot.articles
    assert article.reading.article.title == "Story"
    (capture,) = article.captures
    assert capture.memento is not None
    assert (capture.memento.original, str(capture.memento.captured)) == (story, "2019-05-04T03:02:01Z")
    assert capture.url == capture.memento.raw


def test_an_article_over_the_limit_is_named_by_the_tree_of_errors(archive: Machine, live: Server, tmp_path: Path) -> None:
    live.routes["/story.html"] = body(b"x" * 200)
    outcome = read(tmp_path, archive, live, page_limit=100)
    assert [(each.what, each.reason) for each in missing(outcome.snapshot)] == [("read", "unusable")]
    assert outcome.failures[0].error.exit_code == 3


def test_a_gone_article_without_archives_says_how_to_ask(
    archive: Machine, live: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes: list[str] = []
    progress = Silent()
    monkeypatch.setattr(progress, "note", lambda message, **_: notes.append(message))
    given = settings(archive, live, archive=None)
    outcome = jobs.trace((live.url("/story.html"),), case=tmp_path / "case", settings=given, progress=progress)
    assert outcome.snapshot.articles == ()
    assert any("--archives" in note for note in notes)
    assert archive.seen == []


def test_an_archive_that_does_not_hold_the_article_leaves_it_gone(archive: Machine, live: Server, tmp_path: Path) -> None:
    outcome = read(tmp_path, archive, live)
    assert outcome.snapshot.articles == ()
    assert [failure.stage for failure in outcome.failures] == [ActivityKind.READ]
    assert "404" in str(outcome.failures[0].error)
    live.routes["/story.html"] = status(500)
    archive.seen.clear()
    read(tmp_path, archive, live)
    assert archive.seen == [], "a server in trouble is not gone"


# ── which copies ────────────────────────────────────────────────────────────────────────────────


def memento(year: int, *, kind: str = "text/html", code: int | None = 200, digest: str = "") -> Memento:
    return WAYBACK.memento(f"{year}0101000000", "https://a.example/", media_type=kind, status=code, digest=digest)


def test_media_are_tried_first_then_the_oldest_the_newest_and_one_between() -> None:
    found = [memento(year, digest=f"D{year}") for year in range(2010, 2020)]
    assert [each.captured.value.year for each in to_try(found)] == [2010, 2019, 2015]
    found.append(memento(2020, kind="video/mp4", digest="V"))
    assert [each.captured.value.year for each in to_try(found)] == [2020, 2010, 2019]
    assert to_try([memento(2010, code=404), memento(2011, code=302)]) == ()
    assert len(to_try([memento(2010, digest="A"), memento(2011, digest="A")])) == 1, "the same bytes are not asked for twice"
