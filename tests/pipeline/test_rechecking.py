"""Asking again, as a process against a real server: available on one day, deleted on another."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from provenance import model as m
from provenance.chain.history import changed, history, in_words, lost
from provenance.model import Availability
from tests.command import provenance
from tests.exporters import sample
from tests.fetch.servers import Server, body, serving, status
from tests.pipeline.pages import busy_world, clip, page

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
URL = "https://video.example/1"


def record(*seen: tuple[float, Availability], url: str = URL) -> m.ReferenceRecord:
    """A reference that was tried so many days after Monday, with these outcomes."""
    attempts = tuple(
        m.Attempt(
            reference=sample.TELEGRAM, url=url, tool="yt-dlp", version="1", outcome=outcome, message="",
            started=m.Instant(value=MONDAY + timedelta(days=days)), ended=m.Instant(value=MONDAY + timedelta(days=days)),
        )
        for days, outcome in seen
    )  # fmt: skip
    reference = next(each.reference for each in sample.records() if each.url is not None)
    resolution = m.Resolution(
        reference=reference.id, platform=m.FILE, platform_id=None, url=URL, note="", at=m.Instant(value=MONDAY)
    )
    return m.ReferenceRecord(reference=reference, state=m.ReferenceState.PENDING, resolution=resolution, attempts=attempts)


def test_monday_and_friday() -> None:
    found = record((0, Availability.AVAILABLE), (1, Availability.NETWORK_ERROR), (4, Availability.DELETED))
    assert in_words(history(found)) == "available on Mon 23 Nov 2026, deleted on Fri 27 Nov 2026"
    gone = lost(found)
    assert gone is not None
    assert gone.outcome is Availability.DELETED
    assert changed(found)


def test_a_stretch_and_hours_of_one_day() -> None:
    stretch = record((0, Availability.AVAILABLE), (2, Availability.AVAILABLE))
    assert in_words(history(stretch)) == "available from Mon 23 Nov 2026 to Wed 25 Nov 2026"
    assert (lost(stretch), changed(stretch)) == (None, False)
    hours = record((0, Availability.PRIVATE), (0.5, Availability.AVAILABLE))
    assert in_words(history(hours)) == "private at 10:00:00 UTC, available at 22:00:00 UTC"


@pytest.mark.parametrize("silent", ["network-error", "rate-limited", "bot-check", "unknown", "unsupported", "refused"])
def test_what_says_nothing_of_the_post_is_no_change(silent: str) -> None:
    assert not changed(record((0, Availability.AVAILABLE), (1, Availability(silent))))
    assert history(record((0, Availability(silent)))) == ()


def test_an_attempt_at_another_address_says_nothing_of_this_one() -> None:
    assert history(record((0, Availability.DELETED), url="https://web.archive.example/x")) == ()


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        busy_world(running)
        yield running


def recheck(folder: Path, server: Server, *options: str) -> tuple[int, dict[str, dict[str, object]]]:
    done = provenance("recheck", "case", "--allow-host", server.host, "--json", *options, cwd=folder)
    found = json.loads(done.stdout)["references"]
    return done.returncode, {str(each["url"]).rpartition("/")[2]: each for each in found}


@pytest.fixture
def case(server: Server, tmp_path: Path) -> Path:
    server.routes["/second.mp4"] = body(clip(2), "video/mp4")
    (tmp_path / "a.html").write_text(page(server, "/clip.mp4", "/second.mp4"), "utf-8")
    assert provenance("trace", "a.html", "--case", "case", "--allow-host", server.host, cwd=tmp_path).returncode == 0
    server.seen.clear()
    return tmp_path


def test_what_is_gone_since_is_told_everywhere(case: Path, server: Server) -> None:
    assert recheck(case, server)[0] == 0
    assert len(server.seen) < 10
    server.routes["/second.mp4"] = status(410)
    server.routes["/clip.mp4"] = status(503)
    code, found = recheck(case, server)
    assert code == 1
    assert {name: (each["before"], each["now"], each["changed"], each["told"]) for name, each in found.items()} == {
        "second.mp4": ("available", "deleted", True, True),
        "clip.mp4": ("available", "network-error", False, False),
    }
    assert [each["outcome"] for each in found["second.mp4"]["history"]] == ["available", "deleted"]  # type: ignore[attr-defined]
    report = json.loads((case / "case" / "report.json").read_bytes())
    states = {each["url"].rpartition("/")[2]: each for each in report["articles"][0]["references"]}
    assert states["second.mp4"]["state"] == "acquired", "what was had is still had"
    assert [each["outcome"] for each in states["second.mp4"]["availability"]] == ["available", "deleted"]
    assert [each["checked"] for each in states["second.mp4"]["attempts"]] == [False, True, True]
    written = (case / "case" / "report.html").read_text("utf-8")
    assert "On the platform" in written
    assert "; deleted on " in written
    shown = provenance("fetch", "case", "--allow-host", server.host, cwd=case).stdout.decode()
    assert "deleted since" in shown
    assert provenance("verify", "case", cwd=case).returncode == 0


def test_taken_anew_beside_what_was_had(case: Path, server: Server) -> None:
    server.routes["/clip.mp4"] = body(clip(3), "video/mp4")
    code, found = recheck(case, server, "--download")
    assert code == 0
    assert found["clip.mp4"]["new_media"] == [str(m.Digest.of(clip(3)))]
    assert found["second.mp4"]["new_media"] == []
    report = json.loads((case / "case" / "report.json").read_bytes())
    (reference,) = (each for each in report["articles"][0]["references"] if each["url"].endswith("/clip.mp4"))
    kept = [file["digest"] for file in reference["acquisition"]["files"] if file["role"] == "media"]
    assert kept == [str(m.Digest.of(clip(3))), str(m.Digest.of(clip(1)))]


def test_the_table_fits_a_narrow_terminal(case: Path, server: Server) -> None:
    server.routes["/second.mp4"] = status(410)
    done = provenance("recheck", "case", "--allow-host", server.host, cwd=case)
    assert done.returncode == 1
    assert "deleted at" in done.stdout.decode()
    assert provenance("recheck", "case", "r0nothing", cwd=case).returncode == 2
