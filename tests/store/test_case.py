"""The case folder: results and their activity land together or not at all."""

import sqlite3
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from provenance import model as m
from provenance.errors import CaseError, StorageError
from provenance.store.case import Case

from . import values


@pytest.fixture
def case(tmp_path: Path):
    with Case.open(tmp_path / "case", create=True) as opened:
        yield opened


def with_reading(case: Case) -> m.Reading:
    reading = values.reading()
    with case.commit(values.activity()) as write:
        write.reading(reading)
        write.source("a.html", reading.article.digest)
    return reading


def test_a_reading_comes_back_with_its_activity(case: Case) -> None:
    reading = with_reading(case)
    assert case.readings() == ((reading, m.ActivityId("a1")),)
    assert case.article_of("a.html") == reading.article.digest
    assert case.has_article(reading.article.digest)
    assert case.activities() == (values.activity(),)
    assert case.last_activity(m.ActivityKind.READ, "a.html") == values.activity()


def test_a_failure_inside_a_commit_leaves_neither_result_nor_activity(case: Case) -> None:
    def interrupted() -> None:
        with case.commit(values.activity()) as write:
            write.reading(values.reading())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert case.readings() == ()
    assert case.activities() == ()


def test_every_kind_of_result_comes_back(case: Case) -> None:
    reading = with_reading(case)
    reference, digest = reading.references[0].id, m.Digest.of(b"film")
    file = m.KeptFile(digest=digest, role=m.FileRole.MEDIA, size=4, name="f.mp4", suffix=".mp4")
    acquisition = m.Acquisition(reference=reference, files=(file,), at=values.NOW)
    attempt = m.Attempt(
        reference=reference,
        url="http://x",
        tool="t",
        version="1",
        outcome=m.Availability.DELETED,
        message="gone",
        started=values.NOW,
        ended=values.NOW,
    )
    resolution = m.Resolution(
        reference=reference, platform=m.Slug("instagram"), platform_id="A", url="http://x", note="", at=values.NOW
    )
    probe = m.Probe(digest=digest, container="mp4", duration=None, streams=())
    keyframe = m.Keyframe(media=digest, time=Fraction(1, 3), width=1, height=1, fingerprints=(), picture=digest)
    compared = m.Compared(digest=m.Digest.of(b"old"), name="old", library="lib")
    match = m.Match(
        query=digest,
        compared=compared,
        relation=m.MatchRelation.SAME_FOOTAGE,
        score=1.0,
        threshold=0.5,
        algorithm="a",
        version="1",
        segments=(),
    )
    said = m.Claim(
        id=m.ClaimId("c2"),
        kind=m.ClaimKind.POSTED_BY,
        value="x",
        asserted_by=m.Agent(kind=m.AgentKind.PLATFORM),
        status=m.ClaimStatus.CLAIMED,
        quote="x",
        about=digest,
    )
    with case.commit(values.activity(m.ActivityKind.ACQUIRE, subject=reference, number=2)) as write:
        write.attempt(attempt)
        write.resolution(resolution)
        write.acquisition(acquisition, (file,))
        write.said((said,))
        write.probe(probe)
        write.footage(digest, b"packed", (keyframe,))
        write.comparison(digest, "lib", "state", (match,))
    assert case.attempts() == {reference: (attempt,)}
    assert case.resolutions() == {reference: resolution}
    assert case.acquisitions() == {reference: acquisition}
    assert case.media_files() == (file,)
    assert case.said_claims() == (said,)
    assert case.probes() == {digest: probe}
    assert (case.footage(digest), case.keyframes(digest), case.fingerprinted()) == (b"packed", (keyframe,), frozenset({digest}))
    assert (case.matches(), case.compared(digest, "lib"), case.compared(digest, "other")) == ((match,), "state", None)


def test_a_new_search_replaces_the_matches_of_the_old_one(case: Case) -> None:
    test_every_kind_of_result_comes_back(case)
    with case.commit(values.activity(m.ActivityKind.MATCH, number=3)) as write:
        write.comparison(m.Digest.of(b"film"), "lib", "later", ())
    assert case.matches() == ()


def test_no_row_without_an_activity(case: Case) -> None:
    with_reading(case)
    database = sqlite3.connect(case.folder / "case.sqlite")
    for (table,) in database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'activity'"
    ):
        columns = {row[1]: row[3] for row in database.execute(f"PRAGMA table_info({table})")}
        assert columns.get("activity") == 1, f"{table} rows may lack their activity"
    database.close()


def test_killed_in_the_middle_of_a_commit(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from provenance.store.case import Case; from tests.store import values\n"
        "case = Case.open(Path(sys.argv[1]), create=True)\n"
        "with case.commit(values.activity()) as write: write.reading(values.reading())\n"
        "with case.commit(values.activity(number=2)) as write:\n"
        "    write.source('b', values.DIGEST); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "case")], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    with Case.open(tmp_path / "case") as case:
        assert [activity.id for activity in case.activities()] == ["a1"]
        assert len(case.readings()) == 1
        assert case.article_of("b") is None


def test_one_run_at_a_time(case: Case) -> None:
    with (
        case.exclusive(),
        Case.open(case.folder) as second,
        pytest.raises(CaseError, match="another provenance process"),
        second.exclusive(),
    ):
        pass
    with case.exclusive():
        pass


def test_opening_what_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="expected a case folder"):
        Case.open(tmp_path / "absent")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("mine")
    with pytest.raises(CaseError, match="other files in it"):
        Case.open(tmp_path / "full", create=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CaseError, match="found a file"):
        Case.open(tmp_path / "file", create=True)


def test_a_damaged_or_foreign_or_newer_database_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.sqlite").write_bytes(b"not a database, but long enough to look like one" * 40)
    with pytest.raises(CaseError, match="damaged or foreign"):
        Case.open(folder)
    (folder / "case.sqlite").unlink()
    database = sqlite3.connect(folder / "case.sqlite")
    database.execute("CREATE TABLE theirs (x)")
    database.close()
    with pytest.raises(CaseError, match="another program"):
        Case.open(folder)
    with Case.open(tmp_path / "new", create=True) as case:
        case._database.execute("PRAGMA user_version = 99")
    with pytest.raises(CaseError, match="update provenance"):
        Case.open(tmp_path / "new")


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot write"):
        Case.open(tmp_path / "file" / "case", create=True)
