"""Tampering of every kind is found and named; an honest case, moved or interrupted, is not accused."""

import contextlib
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from provenance import model as m
from provenance.custody.findings import Finding, FindingKind, Verdict
from provenance.custody.log import Scene
from provenance.custody.signing import fingerprint
from provenance.errors import CaseError
from provenance.store.case import Case
from provenance.store.migrations import APPLICATION_ID, MIGRATIONS
from provenance.store.sealing import latest_seal, seal_case
from provenance.store.verifying import verify_case

from . import values
from .tampering import KEY, OTHER, edit_database, edit_log, flip, sealed_case

ROOT = Path(__file__).parents[2]
FINGERPRINT = fingerprint(KEY.public_key())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed_case(tmp_path_factory.mktemp("sealed") / "case")


@pytest.fixture
def case(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "moved" / "elsewhere"))


def findings(case: Path) -> tuple[Finding, ...]:
    return verify_case(case).findings


def named(case: Path) -> set[tuple[str, str, int | None]]:
    return {(each.kind.value, each.file, each.line) for each in findings(case)}


def test_a_sealed_case_that_was_moved_is_verified(case: Path) -> None:
    result = verify_case(case, keys=[FINGERPRINT])
    assert (result.verdict, result.findings, result.pending) == (Verdict.VERIFIED, (), ())
    assert (result.lines, result.keys) == (6, (FINGERPRINT,))
    assert result.seal is not None
    assert result.seal.count == 6


def test_verifying_writes_nothing(case: Path) -> None:
    before = {path: path.read_bytes() for path in case.rglob("*") if path.is_file()}
    verify_case(case)
    assert {path: path.read_bytes() for path in case.rglob("*") if path.is_file()} == before


def test_one_byte_of_any_file(case: Path) -> None:
    generator = random.Random(5)
    for path in sorted(path for path in case.rglob("*") if path.is_file() and path.stat().st_size):
        name, before = path.relative_to(case).as_posix(), path.read_bytes()
        for _ in range(4):
            flip(path, generator)
            found = findings(case)
            assert {each.file for each in found} - {"case.sqlite, table custody"} == {name}, found
            path.write_bytes(before)
    assert findings(case) == ()


def test_a_flipped_byte_in_the_log_names_its_line(case: Path) -> None:
    edit_log(case, lambda lines: [line.replace(b'"host"', b'"hist"') if n == 2 else line for n, line in enumerate(lines)])
    assert ("altered", "custody.jsonl", 3) in named(case)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda lines: [*lines[:2], *lines[3:]], {("missing", 3)}),
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], {("reordered", 2), ("reordered", 3)}),
        (lambda lines: [lines[0], lines[4], *lines[2:4], lines[1], lines[5]], {("reordered", 2), ("reordered", 5)}),
        (lambda lines: [lines[2], lines[1], lines[0], *lines[3:]], {("reordered", 1), ("reordered", 3)}),
        (lambda lines: lines[:4], {("truncated", 5)}),
        (lambda lines: [*lines[:5], lines[5][:40]], {("truncated", 6)}),
        (lambda lines: [*lines, lines[5]], {("unexpected", 7)}),
        (lambda lines: [*lines[:3], b'{"x":1}\n', *lines[3:]], {("unexpected", 4)}),
        (lambda _: [], {("truncated", 1)}),
    ],
)
def test_lines_of_the_log(case: Path, change: Callable[[list[bytes]], list[bytes]], expected: set[tuple[str, int]]) -> None:
    edit_log(case, change)
    lines = {(each.kind.value, each.line) for each in findings(case) if each.file == "custody.jsonl" and each.line}
    assert lines == expected


@pytest.mark.parametrize(
    ("statement", "kind", "record", "line"),
    [
        ("UPDATE claim SET data = replace(data, 'somebody', 'nobody')", "altered", 'claim ["c00000001"]', 1),
        ("DELETE FROM source WHERE source = '4.html'", "missing", 'source ["4.html"]', 4),
        ("INSERT INTO source SELECT 'x', article, activity FROM source LIMIT 1", "unexpected", 'source ["x"]', None),
        ("UPDATE activity SET ok = 0 WHERE id = 'a5'", "altered", "activity [5]", 5),
    ],
)
def test_rows_that_disagree_with_the_log(case: Path, statement: str, kind: str, record: str, line: int | None) -> None:
    edit_database(case, statement)
    found = {(each.kind.value, each.file, each.record, each.line) for each in findings(case)}
    assert (kind, "case.sqlite", record, line) in found
    assert ("altered", "case.sqlite", "", None) in found


def test_free_pages_of_the_database_are_covered(case: Path) -> None:
    edit_database(case, "CREATE TABLE passing (x)", "INSERT INTO passing VALUES (randomblob(9000))", "DROP TABLE passing")
    assert named(case) == {("altered", "case.sqlite", None)}


def test_the_log_in_the_database(case: Path) -> None:
    edit_database(case, "UPDATE custody SET line = replace(line, 'a.html', 'b.html') WHERE sequence = 2")
    found = named(case)
    assert ("altered", "case.sqlite, table custody", 2) in found
    assert not [each for each in found if each[1] == "custody.jsonl"]


def test_both_copies_of_the_log_cut_short(case: Path) -> None:
    edit_log(case, lambda lines: lines[:5])
    edit_database(case, "DELETE FROM custody WHERE sequence > 5")
    assert ("truncated", "custody.jsonl", 6) in named(case)


def test_both_copies_rewritten_with_a_new_chain_do_not_fit_the_seal(case: Path, tmp_path: Path) -> None:
    forged = sealed_case(tmp_path / "forged", key=OTHER)
    for name in ("custody.jsonl", "case.sqlite"):
        shutil.copy(forged / name, case / name)
    assert ("altered", "custody.jsonl", 3) in named(case)


def test_files_missing_added_or_put_in_anothers_place(case: Path) -> None:
    films = sorted(case.glob("media/*/*.mp4"))
    films[1].chmod(0o644)
    films[1].write_bytes(films[0].read_bytes())
    films[0].unlink()
    (case / "media" / "notes.txt").write_text("mine")
    (case / "report.html").unlink()
    (case / "report.html").symlink_to("case.sqlite")
    lines = {each.file: (each.kind, each.line) for each in findings(case)}
    first = films[0].relative_to(case).as_posix()
    assert lines[first][0] is FindingKind.MISSING
    assert lines[first][1] in {2, 3}
    assert lines["media/notes.txt"] == (FindingKind.UNEXPECTED, None)
    assert lines["report.html"] == (FindingKind.ALTERED, 6)
    assert lines[films[1].relative_to(case).as_posix()][0] is FindingKind.ALTERED
    assert any(each.detail.endswith(f", the bytes of {first}") for each in findings(case)), "where the bytes belong is told"
    assert len(lines) == 4


@pytest.mark.parametrize(
    "name", ["ab12.sig", "ab12.seal", "ab12.sha256", "ab12.pem", "ab12.tsr", "00000004-0123456789abcdef.pem"]
)
def test_a_file_added_among_the_seals_is_named(case: Path, name: str) -> None:
    (case / "custody" / name).write_bytes(b"x")
    found = {(each.kind.value, each.file) for each in findings(case)}
    assert ("unexpected", f"custody/{name}") in found
    assert {file for _, file in found} == {f"custody/{name}"}


def test_sealed_again_by_another_key(case: Path, tmp_path: Path) -> None:
    forged = sealed_case(tmp_path / "forged", key=OTHER)
    assert verify_case(forged).verdict is Verdict.VERIFIED, "without the fingerprint nobody can tell"
    found = verify_case(forged, keys=[FINGERPRINT]).findings
    assert {each.kind for each in found} == {FindingKind.OTHER_KEY}
    with Case.open(case) as opened, opened.exclusive():
        with opened.commit(values.activity(number=7)):
            pass
        seal_case(opened, OTHER)
    result = verify_case(case)
    assert result.verdict is Verdict.VERIFIED
    assert result.keys == (FINGERPRINT, fingerprint(OTHER.public_key()))
    assert "2 keys one after the other" in result.notes[0]
    assert [each.kind for each in verify_case(case, keys=[FINGERPRINT]).findings] == [FindingKind.OTHER_KEY]


def test_a_replaced_public_key_is_named(case: Path, tmp_path: Path) -> None:
    forged = sealed_case(tmp_path / "forged", key=OTHER)
    pem = next(case.glob("custody/*.pem"))
    pem.chmod(0o644)
    pem.write_bytes(next(forged.glob("custody/*.pem")).read_bytes())
    assert {each.file for each in findings(case)} == {f"custody/{pem.name}"}


def test_a_row_of_an_earlier_seal_stays_covered_after_a_later_one(case: Path) -> None:
    edit_database(case, "UPDATE claim SET data = replace(data, 'somebody', 'nobody')")
    with Case.open(case) as opened, opened.exclusive():
        with opened.commit(values.activity(number=7)):
            pass
        seal_case(opened, KEY)
    found = findings(case)
    assert {(each.record, each.line) for each in found} == {('claim ["c00000001"]', 1)}


def test_what_an_interrupted_run_leaves_is_pending(case: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from provenance.store import custody\n"
        "from provenance.store.case import Case; from tests.store import values\n"
        "case = Case.open(Path(sys.argv[1]))\n"
        "with case.exclusive():\n"
        "    case.media.put(b'late', suffix='.mp4')\n"
        "    custody.Custody.export = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    with case.commit(values.activity(number=7)): pass\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(case)], check=False, cwd=ROOT).returncode == -9
    result = verify_case(case)
    assert (result.verdict, result.findings, result.lines) == (Verdict.PENDING, (), 7)
    with (case / "custody.jsonl").open("ab") as file:
        file.write(_table(case)[6][:30])
    assert verify_case(case).verdict is Verdict.PENDING
    with Case.open(case) as opened, opened.exclusive():
        seal_case(opened, KEY)
    assert verify_case(case).verdict is Verdict.VERIFIED


def _table(case: Path) -> list[bytes]:
    database = sqlite3.connect(case / "case.sqlite")
    lines = [line.encode() for (line,) in database.execute("SELECT line FROM custody ORDER BY sequence")]
    database.close()
    return lines


@pytest.mark.parametrize("suffix", [".sig", ".seal", ".sha256"])
def test_a_part_of_the_newest_seal_taken_away_is_missing(case: Path, suffix: str) -> None:
    latest = latest_seal(case)
    assert latest is not None
    latest.path(suffix).unlink()
    assert named(case) == {("missing", f"custody/{latest.name}{suffix}", None)}


@pytest.mark.parametrize("moment", [".sha256", ".seal", ".sig"])
def test_an_interrupted_seal_is_pending(case: Path, moment: str) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from provenance.store import sealing\n"
        "from provenance.store.case import Case; from tests.store import tampering, values\n"
        "case, put = Case.open(Path(sys.argv[1])), sealing._put\n"
        "with case.exclusive():\n"
        "    with case.commit(values.activity(number=7)): pass\n"
        f"    sealing._put = lambda p, d: os.kill(os.getpid(), signal.SIGKILL) if p.suffix == '{moment}' else put(p, d)\n"
        "    sealing.seal_case(case, tampering.KEY)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, str(case)], check=False, cwd=ROOT).returncode == -9
    result = verify_case(case)
    assert (result.verdict, result.findings) == (Verdict.PENDING, ())
    with Case.open(case) as opened, opened.exclusive():
        seal_case(opened, KEY)
    assert verify_case(case).verdict is Verdict.VERIFIED


def test_all_seals_taken_away_is_missing_for_whoever_knows_the_key(case: Path) -> None:
    shutil.rmtree(case / "custody")
    result = verify_case(case)
    assert (result.verdict, [each.file for each in result.pending]) == (Verdict.PENDING, ["custody"])
    result = verify_case(case, keys=[FINGERPRINT])
    assert (result.verdict, [(each.kind, each.file) for each in result.findings]) == (
        Verdict.ALTERED,
        [(FindingKind.MISSING, "custody")],
    )


def test_a_seal_by_another_key_is_no_lack_of_seals(case: Path) -> None:
    result = verify_case(case, keys=[fingerprint(OTHER.public_key())])
    assert {each.kind for each in result.findings} == {FindingKind.OTHER_KEY}
    assert result.pending == ()


def test_a_download_that_broke_off_is_noted_and_anything_else_there_is_unexpected(case: Path) -> None:
    known = values.reading().references[0].id
    for name in (f"{known}/clip.mp4.part", f"{known}-20240101000000/clip.mp4.part", "zz/evil.mp4", "evil.mp4", f"{known}.mp4"):
        (case / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (case / "work" / name).write_bytes(b"some")
    result = verify_case(case, keys=[FINGERPRINT])
    assert {(each.kind, each.file) for each in result.findings} == {
        (FindingKind.UNEXPECTED, f"work/{name}") for name in ("zz/evil.mp4", "evil.mp4", f"{known}.mp4")
    }
    assert result.pending == ()
    assert any("and 1 more: downloads that broke off" in note for note in result.notes)


def test_never_sealed(tmp_path: Path) -> None:
    with Case.open(tmp_path / "case", create=True) as case, case.commit(values.activity()):
        pass
    assert verify_case(tmp_path / "case").verdict is Verdict.PENDING


def test_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="expected a case folder"):
        verify_case(tmp_path)


@pytest.mark.parametrize("name", ["case.sqlite", "custody.jsonl"])
def test_one_of_the_two_copies_alone_is_checked_all_the_same(case: Path, name: str) -> None:
    (case / name).unlink()
    result = verify_case(case)
    assert name in {each.file for each in result.findings}
    assert result.lines == 6


def test_a_clock_set_back_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.store.custody.scene_now", lambda: Scene(actor="a", host="h", clock="c", time=next(times)))
    times = iter([values.NOW, values.NOW, m.Instant(value=values.NOW.value - timedelta(hours=1))])
    with Case.open(tmp_path / "case", create=True) as case:
        for number in (1, 2, 3):
            with case.commit(values.activity(number=number)):
                pass
        seal_case(case, KEY)
    result = verify_case(tmp_path / "case")
    assert result.verdict is Verdict.VERIFIED
    assert result.notes == ("line 3 is dated before line 2: the clock was set back",)


def test_a_case_that_was_only_begun_is_none_and_not_an_altered_one(tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(tmp_path / "case.sqlite")) as database:
        database.executescript(f"{MIGRATIONS[0]} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    with pytest.raises(CaseError, match="only begun to make"):
        verify_case(tmp_path)
    (tmp_path / "report.html").write_text("x")
    assert verify_case(tmp_path).verdict is Verdict.ALTERED
