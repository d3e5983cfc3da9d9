"""Libraries between people."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from provenance.errors import InputError, LibraryError
from provenance.fingerprints.exchange import by_name
from provenance.matching import FootageIndex
from provenance.pipeline.run import Silent
from provenance.pipeline.sharing import export_hashes, import_hashes, merge_libraries, verify_library
from provenance.store.library import open_library
from tests.fingerprints.test_parts import long_footage
from tests.matching.test_compact import LIBRARY
from tests.store.test_library import NOW
from tests.store.test_library_index import old_library

QUIET = Silent()


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    path = tmp_path / "theirs.lib"
    with open_library(path, create=True) as library:
        for i, one in enumerate(LIBRARY[:4]):
            library.add(one, name=f"../../../etc/{i}.mp4", note=f"note {i}", added=NOW)
    return path


def test_a_library_handed_over_without_media_is_taken_in(theirs: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.lib"
    with open_library(ours, create=True) as library:
        library.add(LIBRARY[0], name="known", added=NOW)
    assert merge_libraries(ours, (theirs,), progress=QUIET) == (3, 1, ())
    with open_library(ours) as library, open_library(theirs) as other:
        for entry in list(other.entries())[1:]:
            assert library.entry(entry.digest) == entry
            assert library.footage(entry.digest) == other.footage(entry.digest)
        assert FootageIndex(library).search(LIBRARY[2])[0].compared.note == "note 2"


def test_a_damaged_or_missing_library_is_named_and_the_rest_goes_on(theirs: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(theirs)) as database:
        database.execute("UPDATE piece SET packed = x'00' WHERE sequence = 2 AND part = 'features'")
        database.execute("UPDATE video SET digest = 'nothing' WHERE sequence = 3")
        database.commit()
    added, known, problems = merge_libraries(tmp_path / "new.lib", (tmp_path / "none.lib", theirs), progress=QUIET)
    assert (added, known, len(problems)) == (2, 0, 3)
    assert sorted(line.split(":")[0] for line in verify_library(theirs)) == [
        "entry 2 (../../../etc/1.mp4)",
        "entry 3 (../../../etc/2.mp4)",
    ]


def test_other_versions_stay_what_they_are(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs.lib", tmp_path / "ours.lib"
    with open_library(theirs, create=True) as library:
        library.add(LIBRARY[0], name="a", added=NOW, features="sift-binary 0")
    assert merge_libraries(ours, (theirs,), progress=QUIET)[:2] == (1, 0)
    with open_library(ours) as library:
        assert any("sift-binary 0" in problem for problem in library.problems)
        assert library.record(LIBRARY[0].digest).footage == LIBRARY[0]


def test_an_old_library_is_brought_into_the_newest_format(tmp_path: Path) -> None:
    old_library(tmp_path / "old.lib", [long_footage(), LIBRARY[3]])
    assert merge_libraries(tmp_path / "new.lib", (tmp_path / "old.lib",), progress=QUIET) == (2, 0, ())
    with open_library(tmp_path / "new.lib") as library:
        assert library.footage(long_footage().digest) == long_footage()
        assert list(library.verify()) == []


@pytest.mark.parametrize("form", ["vpdq", "imagehash"])
def test_hashes_go_out_and_come_in(theirs: Path, tmp_path: Path, form: str) -> None:
    folder = tmp_path / "hashes"
    written, problems = export_hashes(theirs, folder, form=by_name(form), progress=QUIET)
    assert (written, problems) == (4, ())
    files = tuple(sorted(folder.iterdir()))
    assert len(files) == 4
    assert all(f.parent == folder and f.name.startswith("etc_") for f in files)
    if form == "imagehash":
        return  # these videos have no such hashes
    assert import_hashes(tmp_path / "in.lib", (*files, tmp_path / "none"), note="from a friend")[:2] == (4, 0)
    assert import_hashes(tmp_path / "in.lib", files, note="")[:2] == (0, 4)
    with open_library(tmp_path / "in.lib") as library:
        matches = FootageIndex(library).search(LIBRARY[1])
        assert "hashes only" in matches[0].compared.note
        assert matches[0].compared.name.startswith("etc_1.mp4")


def test_files_that_are_no_hashes_are_named(tmp_path: Path) -> None:
    bad = [tmp_path / name for name in ("binary", "words")]
    bad[0].write_bytes(b"\xff\xfe\x00")
    bad[1].write_text("hello")
    added, known, problems = import_hashes(tmp_path / "in.lib", (*bad, tmp_path), note="")
    assert (added, known) == (0, 0)
    assert [type(p) for p in problems] == [InputError] * 3


def test_a_file_that_is_no_library_cannot_be_verified(tmp_path: Path) -> None:
    (tmp_path / "x.lib").write_text("no library")
    with pytest.raises(LibraryError):
        list(verify_library(tmp_path / "x.lib"))
