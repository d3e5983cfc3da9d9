"""The index beside a library, damage of every kind, and libraries of the first format."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage
from provenance.fingerprints.local import VERSION as FEATURES
from provenance.matching import Archive, FootageIndex
from provenance.model import MatchRelation
from provenance.store.codec import dump
from provenance.store.library import FORMAT, Library, index, open_library
from provenance.store.library.segment import write_segment
from tests.fingerprints.test_packing import in_format_2
from tests.fingerprints.test_parts import long_footage
from tests.matching.test_compact import LIBRARY, video
from tests.store.test_library import NOW, small

ONE = """
BEGIN;
CREATE TABLE video (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    note TEXT NOT NULL,
    added TEXT NOT NULL,
    duration TEXT NOT NULL
) STRICT;
CREATE TABLE footage (
    digest TEXT PRIMARY KEY REFERENCES video (digest),
    packed BLOB NOT NULL
) STRICT;
PRAGMA application_id = 1347570754;
PRAGMA user_version = 1;
COMMIT;
"""
"""A library as the first format made it."""


def old_library(path: Path, footage: list[Footage]) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(ONE)
        for i, one in enumerate(footage):
            row = (str(one.digest), f"old {i}", "", dump(NOW), str(one.duration))
            database.execute("INSERT INTO video (digest, name, note, added, duration) VALUES (?, ?, ?, ?, ?)", row)
            database.execute("INSERT INTO footage VALUES (?, ?)", (str(one.digest), one.pack()))
        database.commit()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.lib"


@pytest.fixture
def filled(path: Path) -> Path:
    with open_library(path, create=True) as library:
        for i, one in enumerate(LIBRARY):
            library.add(one, name=f"{i}.mp4", added=NOW)
    return path


def segments(path: Path) -> list[Path]:
    return sorted(path.with_name(f"{path.name}.index").glob("*.segment"))


def proposed(library: Library, number: int = 16) -> bool:
    """Whether a clip of one video is proposed from it."""
    query = video(999, [100 * (number + 1) + 5, 100 * (number + 1) + 6])
    return any(s.digest == LIBRARY[number].digest and s.orientation is None for s in library.candidates(query))


def test_a_library_is_an_archive(filled: Path) -> None:
    with open_library(filled) as library:
        assert isinstance(library, Archive)
        assert not library.large
        assert library.problems == ()


def test_a_small_library_stays_one_file_until_it_is_searched_as_a_large_one(path: Path) -> None:
    with open_library(path, create=True) as library:
        library.add(small(1), name="a", added=NOW)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_large_libraries_are_indexed_as_they_grow_and_small_segments_are_merged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("provenance.store.library.library.LARGE", 20)
    monkeypatch.setattr(index, "FLUSH", 24)
    monkeypatch.setattr(index, "SEGMENT", 150)
    counts = []
    with open_library(path, create=True) as library:
        for i, one in enumerate(LIBRARY):
            library.add(one, name=f"{i}.mp4", added=NOW)
            counts.append(len(segments(path)))
        assert library.large
    assert max(counts) <= 8
    with open_library(path) as library:
        assert all(s.keyframes <= 150 for s in library.index.segments() if not isinstance(s, str))
        assert all(proposed(library, number) for number in range(len(LIBRARY)))
        assert list(library.verify()) == []


def test_a_missing_index_is_made_again(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WORTH", 10)
    with open_library(filled) as library:
        library.index.update()
    before = [p.read_bytes() for p in segments(filled)]
    assert before
    for segment in segments(filled):
        segment.unlink()
    with open_library(filled) as library:
        assert proposed(library)
    assert [p.read_bytes() for p in segments(filled)] == before


def test_without_a_folder_to_write_to_everything_is_searched_in_memory(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WORTH", 10)
    filled.with_name("archive.lib.index").write_text("in the way")
    with open_library(filled) as library:
        assert proposed(library)


def test_a_segment_of_other_entries_is_stale(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "WORTH", 10)
    with open_library(filled) as library:
        library.index.update()
    other = tmp_path / "other.lib"
    with open_library(other, create=True) as library:
        for i, one in enumerate(LIBRARY[::-1]):
            library.add(one, name=f"{i}.mp4", added=NOW)
        library.index.update()
    for theirs in segments(other):
        theirs.replace(filled.with_name("archive.lib.index") / theirs.name)
    with open_library(filled) as library:
        assert any("other entries" in line for line in library.verify())
        assert proposed(library)
        assert list(library.verify()) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_segment_never_harms_a_search(filled: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.matching.lists.PER_LIST", 200)
    with open_library(filled) as library:
        library.index.update()
    (segment,) = segments(filled)
    whole = segment.read_bytes()
    rng = random.Random(seed)
    flipped = bytearray(whole)
    for _ in range(40):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    for damaged in (whole[: rng.randrange(len(whole))], bytes(flipped), whole[:12], b""):
        segment.write_bytes(damaged)
        with open_library(filled) as library:
            assert list(library.verify())
            library.candidates(LIBRARY[3])
    monkeypatch.setattr(index, "WORTH", 10)
    with open_library(filled) as library:
        assert proposed(library)
        library.index.update()
        assert list(library.verify()) == []


def test_numbers_that_point_outside_a_segment_are_held_inside(filled: Path) -> None:
    with open_library(filled) as library:
        library.index.update()
        (found,) = library.index.segments()
        assert not isinstance(found, str)
        wild = replace(
            found.table,
            feature_frame=found.table.feature_frame + 2**31,
            frame_video=found.table.frame_video + 2**31,
            pdq_video=found.table.pdq_video + 2**31,
        )
        write_segment(found.path, wild, found.covers)
    with open_library(filled) as library:
        library.candidates(LIBRARY[3])


class TestFirstFormat:
    def test_it_is_read_as_it_is(self, path: Path) -> None:
        old_library(path, [small(1), long_footage()])
        before = path.read_bytes()
        with open_library(path) as library:
            assert library.format == 1
            assert [e.name for e in library.entries()] == ["old 0", "old 1"]
            assert library.footage(small(1).digest) == small(1)
            part = library.fetch(long_footage().digest, start=Fraction(50), end=Fraction(70))
            assert [k.time for k in part.keyframes] == list(range(50, 71))
            assert list(library.verify()) == []
        assert path.read_bytes() == before

    def test_it_is_searched_through_an_index_too(self, path: Path) -> None:
        old_library(path, LIBRARY)
        with open_library(path) as library:
            assert proposed(library)

    def test_adding_to_it_keeps_what_it_held(self, path: Path) -> None:
        old_library(path, [small(1), long_footage()])
        with open_library(path) as library:
            library.add(small(2), name="new", added=NOW)
            assert library.format == FORMAT
        with open_library(path) as library:
            assert [e.name for e in library.entries()] == ["old 0", "old 1", "new"]
            assert [library.footage(e.digest) for e in library.entries()] == [small(1), long_footage(), small(2)]
            assert list(library.verify()) == []


class TestSecondFormat:
    """The tables of this one, with records of their own format."""

    @pytest.fixture
    def second(self, path: Path) -> Path:
        footage = replace(LIBRARY[0], motion=long_footage().motion)
        with open_library(path, create=True) as library:
            library.add(footage, name="old", added=NOW)
        with closing(sqlite3.connect(path)) as database:
            for row, packed in database.execute("SELECT rowid, packed FROM piece").fetchall():
                database.execute("UPDATE piece SET packed = ? WHERE rowid = ?", (in_format_2(Footage.unpack(packed)), row))
            database.execute("PRAGMA user_version = 2")
            database.commit()
        return path

    def test_it_is_read_and_stays_as_it_is(self, second: Path) -> None:
        before = second.read_bytes()
        with open_library(second) as library:
            assert library.format == 2
            assert library.footage(LIBRARY[0].digest) == replace(LIBRARY[0], motion=long_footage().motion)
            assert list(library.verify()) == []
        assert second.read_bytes() == before

    def test_what_is_added_to_it_makes_it_one_of_this_format(self, second: Path) -> None:
        with open_library(second) as library:
            known = library.id
            library.add(long_footage(9, name=b"new"), name="new", added=NOW)
            assert (library.format, library.id) == (FORMAT, known)
        with open_library(second) as library:
            assert [library.footage(e.digest).keyframes for e in library.entries()] == [
                LIBRARY[0].keyframes,
                long_footage(9, name=b"new").keyframes,
            ]
            assert list(library.verify()) == []


class TestVersions:
    """Libraries whose local features were made another way."""

    @pytest.fixture
    def other(self, path: Path) -> Path:
        with open_library(path, create=True) as library:
            library.add(LIBRARY[0], name="old.mp4", added=NOW, features="sift-binary 0")
            library.add(LIBRARY[1], name="new.mp4", added=NOW)
        return path

    @pytest.mark.parametrize("compact", [True, False])
    def test_a_search_says_what_it_cannot_compare(self, other: Path, compact: bool) -> None:
        with open_library(other) as library:
            found = FootageIndex(library, compact=compact)
            found.search(LIBRARY[5])
            assert any("1 entries hold local features 'sift-binary 0'" in p and repr(FEATURES) in p for p in found.problems)

    def test_features_that_cannot_be_compared_are_left_out_and_hashes_stay(self, other: Path) -> None:
        with open_library(other) as library:
            old, new = (library.footage(f.digest) for f in LIBRARY[:2])
            assert not any(k.features.count for k in old.keyframes)
            assert all(k.features.count for k in new.keyframes)
            assert {s.digest for s in library.candidates(LIBRARY[0]) if s.orientation == 0} == {LIBRARY[0].digest}


class TestDamage:
    @pytest.fixture
    def whole(self, path: Path) -> bytes:
        with open_library(path, create=True) as library:
            for i, one in enumerate((small(0), long_footage(), *LIBRARY[:6])):
                library.add(one, name=f"{i}", added=NOW)
        return path.read_bytes()

    def test_cut_off_anywhere_it_is_refused(self, whole: bytes, path: Path) -> None:
        for length in range(0, len(whole), len(whole) // 60):
            path.write_bytes(whole[:length])
            with pytest.raises(LibraryError):
                open_library(path)

    @pytest.mark.parametrize("seed", range(4))
    def test_flipped_bytes_leave_the_rest_readable(self, whole: bytes, path: Path, seed: int) -> None:
        rng = random.Random(seed)
        for _ in range(15):
            damaged = bytearray(whole)
            for _ in range(3):
                damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
            path.write_bytes(damaged)
            try:
                library = open_library(path)
            except LibraryError:
                continue
            with library:
                lines = list(library.verify())
                try:
                    matches = FootageIndex(library, compact=bool(seed % 2)).search(LIBRARY[2])
                except LibraryError:
                    assert lines
                    continue
                assert lines or matches[0].relation is MatchRelation.SAME_FOOTAGE

    @pytest.mark.usefixtures("whole")
    def test_one_damaged_record_is_named_and_the_rest_is_searched(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            database.execute("UPDATE piece SET packed = zeroblob(50) WHERE sequence = 4 AND part = 'features'")
            database.execute("DELETE FROM piece WHERE sequence = 5 AND part = 'pictures'")
            database.execute("UPDATE video SET duration = 'x' WHERE sequence = 6")
            database.commit()
        with open_library(path) as library:
            lines = list(library.verify())
            assert [line.split(":")[0] for line in lines] == ["entry 4 (3)", "entry 5 (4)", "entry 6 (5)"]
            for compact in (True, False):
                found = FootageIndex(library, compact=compact)
                (match,) = found.search(LIBRARY[5])
                assert match.compared.name == "7"
                assert found.problems


def _adding(path: Path) -> subprocess.Popen[str]:
    program = f"""
from pathlib import Path
from provenance.store.library import index, open_library
from tests.matching.test_compact import video
from tests.store.test_library import NOW
index.FLUSH = 30
with open_library(Path({str(path)!r}), create=True) as library:
    for i in range(100000):
        library.add(video(i, list(range(i, i + 12))), name=str(i), added=NOW)
        print(i, flush=True)
"""
    return subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_at_any_moment_leaves_library_and_index_whole(path: Path, seed: int) -> None:
    finished = -1
    with _adding(path) as child:
        assert child.stdout is not None
        for _ in range(5 + 13 * seed):
            finished = int(child.stdout.readline())
        os.kill(child.pid, signal.SIGKILL)
    with open_library(path) as library:
        assert list(library.verify()) == []
        names = [int(e.name) for e in library.entries()]
        assert names == list(range(len(names)))
        assert len(names) > finished
        for number in (0, finished):
            query = video(10**6, [number + 5, number + 6])
            assert any(s.orientation is None for s in library.candidates(query))
        library.index.update()
        assert list(library.verify()) == []
    assert not list(path.with_name("archive.lib.index").glob("*.tmp"))


def test_readers_search_while_another_process_adds(path: Path) -> None:
    with _adding(path) as child:
        assert child.stdout is not None
        known = 0
        with _when_there(path, child) as reader:
            for _ in range(6):
                known = int(child.stdout.readline())
                assert sum(1 for _ in reader.entries()) > known
                query = video(10**6, [known + 5, known + 6])
                digest = video(known, []).digest
                assert digest in {s.digest for s in reader.candidates(query)}
                assert reader.footage(digest).digest == digest
        os.kill(child.pid, signal.SIGKILL)


def _when_there(path: Path, child: "subprocess.Popen[str]") -> Library:
    assert child.stdout is not None
    child.stdout.readline()
    return open_library(path)
