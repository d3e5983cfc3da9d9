"""The custody log of a case: nothing is written without its line, and the file follows the table."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance import model as m
from provenance.custody.canonical import LARGEST, Json, write
from provenance.custody.log import Line, RecordChange, read_line
from provenance.errors import CaseError
from provenance.store import rows
from provenance.store.case import Case
from provenance.store.migrations import APPLICATION_ID, MIGRATIONS
from provenance.store.verifying import verify_case

from . import values

ROOT = Path(__file__).parents[2]
Cell = None | str | int | float | bytes


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.open(tmp_path / "case", create=True) as opened:
        yield opened


def exported(folder: Path) -> list[Line]:
    lines = (folder / "custody.jsonl").read_bytes().splitlines(keepends=True)
    return [read_line(line, where=f"line {number}") for number, line in enumerate(lines, start=1)]


def read_something(case: Case, number: int = 1) -> None:
    case.articles.put(b"article", suffix=".html")
    with case.commit(values.activity(number=number, subject=f"{number}.html")) as write:
        if number == 1:
            write.reading(values.reading())
        write.source(f"{number}.html", values.DIGEST)


def test_each_commit_has_its_line_with_files_and_rows(case: Case) -> None:
    read_something(case)
    read_something(case, 2)
    first, second = exported(case.folder)
    assert (first.sequence, first.previous, first.kind, first.subject) == (1, None, "read", "1.html")
    assert (second.sequence, second.previous) == (2, first.digest)
    assert [(each.path, each.digest) for each in first.outputs] == [
        (f"articles/{values.DIGEST.value[:2]}/{values.DIGEST.value}.html", values.DIGEST)
    ]
    assert {each.table for each in first.records} == {"activity", "article", "claim", "reference", "source"}
    found = {(each.table, each.key): each.digest for line in (first, second) for each in line.records}
    assert found == {(each.table, each.key): each.digest for each in rows.every_row(case._database)}


@given(
    st.tuples(st.text(), st.integers(-LARGEST, LARGEST)),
    st.none() | st.text() | st.integers(-LARGEST, LARGEST) | st.floats(allow_nan=False) | st.binary(),
    st.none() | st.binary() | st.just(bytes(200_000)),
)
def test_a_row_has_the_digest_of_its_canonical_form(key: tuple[str, int], cell: Cell, blob: bytes | None) -> None:
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute('CREATE TABLE "100%" (b TEXT, "a%s" INTEGER, "{cell}", blob BLOB, PRIMARY KEY (b, "a%s"))')
    database.execute('INSERT INTO "100%" VALUES (?, ?, ?, ?)', (*key, cell, blob))
    (found,) = rows.every_row(database)
    value = {"b": key[0], "a%s": key[1], "{cell}": form(cell), "blob": form(blob)}
    assert found == RecordChange(table="100%", key=write(list(key)).decode(), digest=m.Digest.of(write(value)))
    database.close()


def form(cell: Cell) -> Json:
    if isinstance(cell, bytes):
        return {"blob": str(m.Digest.of(cell))}
    return {"real": cell.hex()} if isinstance(cell, float) else cell


def test_a_replaced_and_a_removed_row_are_named(case: Case) -> None:
    read_something(case)
    with case.commit(values.activity(number=2)) as write:
        write.source("1.html", values.DIGEST)
        write._database.execute("DELETE FROM claim")
    changes = {each.name: each.digest for each in exported(case.folder)[-1].records}
    assert changes['claim ["c00000001"]'] is None
    assert changes['source ["1.html"]'] is not None


def test_nothing_is_written_outside_a_commit(case: Case) -> None:
    read_something(case)
    for statement in (
        "DELETE FROM claim",
        "UPDATE article SET notes = '[]'",
        "INSERT INTO source VALUES ('x', (SELECT digest FROM article), 'a1')",
        "REPLACE INTO source VALUES ('1.html', (SELECT digest FROM article), 'a1')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="custody log"):
            case._database.execute(statement)


def test_every_table_is_watched(case: Case) -> None:
    names = {row[0] for row in case._database.execute("SELECT tbl_name FROM temp.sqlite_schema WHERE type = 'trigger'")}
    every = {row[0] for row in case._database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names == {name for name in every if not name.startswith("sqlite_")} - {"custody"}
    assert all(rows.primary_keys(case._database).values())


def test_a_file_is_in_its_place_only_with_its_line(case: Case) -> None:
    digest = case.media.put(b"film", suffix=".mp4")
    place = case.folder / "media" / digest.value[:2] / f"{digest.value}.mp4"
    assert case.media.read(digest) == b"film"
    assert not place.exists()
    with case.commit(values.activity()):
        pass
    assert place.read_bytes() == b"film"
    assert place.stat().st_mode & 0o222 == 0
    case.media.put(b"film", suffix=".mov")
    with case.commit(values.activity(number=2)):
        pass
    case.close()
    assert not (case.folder / ".staged").exists()
    assert [each.path for each in exported(case.folder)[1].outputs] == [place.relative_to(case.folder).as_posix()]


def test_a_file_costs_one_rename_and_is_whole_where_half_of_it_waited(case: Case) -> None:
    digest = m.Digest.of(b"film")
    waits = case.folder / ".staged" / f"media!{digest.value[:2]}!{digest.value}.mp4"
    waits.parent.mkdir()
    waits.write_bytes(b"fi")
    waits.chmod(0o444)
    with patch("os.replace", wraps=os.replace) as renamed:
        case.media.put(b"film", suffix=".mp4")
        case.stage("report.json", b"{}")
        case.stage("report.json", b"{1}")
        with case.commit(values.activity()):
            pass
    moved = {call.args for call in renamed.call_args_list}
    assert {Path(source).parent for source, _ in moved} == {waits.parent}
    assert len(moved) == 2
    assert case.media.read(digest) == b"film"
    assert (case.folder / "report.json").read_bytes() == b"{1}"


def test_files_of_what_failed_are_forgotten(case: Case) -> None:
    case.media.put(b"film")
    case.discard()
    with case.commit(values.activity()):
        pass
    assert exported(case.folder)[0].outputs == ()
    assert [path for path in case.folder.rglob("*") if "media" in path.parts and path.is_file()] == []


def killed(folder: Path, moment: str) -> None:
    """A process that is killed when it comes to ``moment`` in its second commit."""
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from provenance.store import custody, staging; from provenance.store.case import Case\n"
        "from tests.store import values\n"
        "case = Case.open(Path(sys.argv[1]), create=True)\n"
        "with case.exclusive():\n"
        "    with case.commit(values.activity()): pass\n"
        "    case.media.put(b'film', suffix='.mp4')\n"
        "    (given := Path(sys.argv[1] + '.tar.gz')).write_bytes(b'filmed')\n"
        "    case.media.put_file(given, suffix='.tar.gz')\n"
        "    def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        f"    {moment} = die\n"
        "    with case.commit(values.activity(number=2)): pass\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(folder)], check=False, cwd=ROOT)
    assert done.returncode == -9


@pytest.mark.parametrize(
    ("moment", "lines"),
    [("custody.Custody.record", 1), ("staging.Staging.place", 2), ("custody.Custody.export", 2)],
)
def test_what_a_killed_run_left_is_finished_or_undone(tmp_path: Path, moment: str, lines: int) -> None:
    folder = tmp_path / "case"
    killed(folder, moment)
    assert len(exported(folder)) == 1
    with Case.open(folder) as case, case.exclusive():
        pass
    assert len(exported(folder)) == lines
    films = {path.relative_to(folder).as_posix() for path in (folder / "media").rglob("*.*")}
    filmed = m.Digest.of(b"film").place(".mp4"), m.Digest.of(b"filmed").place(".tar.gz")
    assert films == ({f"media/{place}" for place in filmed} if lines == 2 else set())
    assert not (folder / ".staged").exists()


@pytest.mark.parametrize("zeros", [0, 50])
@pytest.mark.parametrize("kept", [0, 1, 40, -1])
def test_a_torn_line_is_completed(case: Case, kept: int, zeros: int) -> None:
    read_something(case)
    read_something(case, 2)
    log = case.folder / "custody.jsonl"
    whole = log.read_bytes()
    first = whole.index(b"\n") + 1
    log.write_bytes((whole[: first + kept] if kept >= 0 else b"") + bytes(zeros))
    assert [each.file for each in verify_case(case.folder).pending] == ["custody.jsonl", "custody", "case.sqlite-wal"]
    assert not verify_case(case.folder).findings
    with Case.open(case.folder) as again, again.exclusive():
        pass
    assert log.read_bytes() == whole


def test_a_log_file_that_says_something_else_is_left_as_it_is(case: Case) -> None:
    read_something(case)
    log = case.folder / "custody.jsonl"
    other = log.read_bytes().replace(b"1.html", b"9.html")
    log.write_bytes(other)
    with Case.open(case.folder) as again, pytest.raises(CaseError, match="line 1: expected the line that"), again.exclusive():
        pass
    assert log.read_bytes() == other


def test_a_case_without_a_log_says_from_when_it_counts(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    database = sqlite3.connect(folder / "case.sqlite")
    database.executescript(f"{MIGRATIONS[0]} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    database.execute("INSERT INTO activity (id, kind, subject, ok, data) VALUES ('a1', 'read', 'x', 1, '{}')")
    database.commit()
    database.close()
    blob = folder / "articles" / values.DIGEST.value[:2] / f"{values.DIGEST.value}.html"
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"not those bytes")
    for _ in range(2):
        with Case.open(folder) as case, case.exclusive():
            pass
    (line,) = exported(folder)
    assert (line.kind, line.subject) == ("adopt", "case of format 1")
    assert [each.digest for each in line.outputs] == [m.Digest.of(b"not those bytes")]
    assert {each.table for each in line.records} == {"activity"}


def test_two_writers_make_one_chain(case: Case) -> None:
    with Case.open(case.folder) as other:
        for number in range(1, 9):
            with (case, other)[number % 2].commit(values.activity(number=number)):
                pass
        lines = exported(case.folder)
        assert [line.previous for line in lines] == [None, *(line.digest for line in lines[:-1])]
        assert len(lines) == 8


def test_who_and_where_can_be_named_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_ACTOR", "desk 3")
    monkeypatch.setenv("PROVENANCE_HOST", "newsroom")
    with Case.open(tmp_path / "case", create=True) as case, case.commit(values.activity()):
        pass
    value = json.loads((tmp_path / "case" / "custody.jsonl").read_text("utf-8"))
    assert (value["actor"], value["host"]) == ("desk 3", "newsroom")
    assert value["clock"].startswith("system clock")
    assert os.fspath(tmp_path) not in json.dumps(value)
