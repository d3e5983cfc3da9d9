"""A database that a stranger made may bring statements of its own, which would run when it is read or written: it is refused."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from provenance.custody.findings import FindingKind
from provenance.errors import CaseError, LibraryError
from provenance.store.case import Case
from provenance.store.library import open_library
from provenance.store.verifying import verify_case
from tests.store import values

STATEMENTS = {
    "view": "ALTER TABLE custody RENAME TO kept; CREATE VIEW custody AS "
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x AS sequence, '' AS line FROM n",
    "trigger": "CREATE TRIGGER t AFTER INSERT ON activity BEGIN DELETE FROM activity; END",
    "virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "virtual table, written by hand": "PRAGMA writable_schema = 1; INSERT INTO sqlite_schema "
    "VALUES ('table', 'v', 'v', 0, 'CREATE/**/VIRTUAL TABLE v USING fts5(x)')",
}
"""What it is → how it is made. The view never ends."""
FOUND = "found the statement 'CREATE(?! TABLE| INDEX)"


def altered(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script)


@pytest.fixture(params=STATEMENTS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("opened", [Case.open, Case.consult])
def test_no_case_is_opened(kind: str, opened: Callable[[Path], Case], tmp_path: Path) -> None:
    with Case.open(tmp_path / "case", create=True):
        pass
    altered(tmp_path / "case" / "case.sqlite", STATEMENTS[kind])
    with pytest.raises(CaseError, match=FOUND):
        opened(tmp_path / "case").close()


def test_a_case_is_told_to_be_altered(kind: str, tmp_path: Path) -> None:
    with Case.open(tmp_path / "case", create=True):
        pass
    altered(tmp_path / "case" / "case.sqlite", STATEMENTS[kind])
    (finding,) = [each for each in verify_case(tmp_path / "case").findings if each.file == "case.sqlite"]
    assert finding.kind is FindingKind.ALTERED
    assert re.search(FOUND, finding.detail)


def test_no_library_is_opened(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.lib"
    with open_library(path, create=True):
        pass
    altered(path, STATEMENTS[kind].replace("custody", "about").replace("activity", "video"))
    with pytest.raises(LibraryError, match=FOUND):
        open_library(path).close()


DAMAGES = (
    "UPDATE activity SET data = CAST(x'80' AS TEXT)",
    "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET rootpage = 9999",
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_met_while_rows_are_read_is_an_error_of_ours(damage: str, tmp_path: Path) -> None:
    with Case.open(tmp_path / "case", create=True) as case, case.commit(values.activity()):
        pass
    altered(tmp_path / "case" / "case.sqlite", damage)
    with pytest.raises(CaseError, match=r"case\.sqlite"), Case.consult(tmp_path / "case") as case:
        case.activities()
