import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from provenance.errors import LibraryError
from provenance.fingerprints.interface import Footage, Motion
from provenance.model import Digest, Instant
from provenance.store.library import FORMAT, folder_library, media_files, note_beside, open_library
from tests.matching.scenes import encode, footage, scene

NOW = Instant(value=datetime(2026, 3, 4, 5, 6, tzinfo=UTC))


def small(number: int) -> Footage:
    return Footage(
        digest=Digest.of(str(number).encode()), duration=Fraction(number, 3), width=4, height=2, keyframes=(), motion=Motion()
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.lib"


def test_what_is_added_comes_back(path: Path) -> None:
    with open_library(path, create=True) as library:
        library.add(small(1), name="a.mp4", note="found on a hill", added=NOW)
        library.add(small(2), name="b.mp4", added=NOW)
    with open_library(path) as library:
        first, second = library.entries()
        assert (first.name, first.note, first.added, first.duration) == ("a.mp4", "found on a hill", NOW, Fraction(1, 3))
        assert library.footage(second.digest) == small(2)
        assert library.known(first.digest)
        assert not library.known(Digest.of(b"x"))
        assert library.label == str(library.path), "two libraries of one name are told apart"


def test_adding_known_bytes_again_changes_nothing(path: Path) -> None:
    with open_library(path, create=True) as library:
        library.add(small(1), name="first", added=NOW)
        library.add(small(1), name="second", added=NOW)
        assert [e.name for e in library.entries()] == ["first"]


def test_hostile_names_are_stored_as_text(path: Path) -> None:
    with open_library(path, create=True) as library:
        library.add(small(1), name="\x1b[31mred\udcff.mp4'); DROP TABLE video;--", note="a\x00b", added=NOW)
        (entry,) = library.entries()
        assert "\x1b" not in entry.name
        assert "DROP TABLE" in entry.name
        assert entry.note == "a b"


def test_missing_footage_and_a_damaged_record_are_errors(path: Path) -> None:
    with open_library(path, create=True) as library:
        library.add(small(1), name="a", added=NOW)
        with pytest.raises(LibraryError, match="found none"):
            library.footage(Digest.of(b"x"))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE piece SET packed = substr(packed, 1, 40)")
    database.close()
    with open_library(path) as library, pytest.raises(LibraryError, match=r"archive\.lib: sha256:"):
        library.footage(small(1).digest)


def test_a_missing_file_names_the_way_out(path: Path) -> None:
    with pytest.raises(LibraryError, match="library add"):
        open_library(path)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be one" * 20, b"\x00\x00\x00\x18ftypmp42" * 100])
def test_another_kind_of_file_is_refused_and_left_alone(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(LibraryError, match="another kind"):
        open_library(path, create=True)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="another program"):
        open_library(path, create=True)
    assert path.read_bytes() == before


def test_an_empty_file_is_no_library(path: Path) -> None:
    path.touch()
    with pytest.raises(LibraryError, match="empty file"):
        open_library(path)


def test_a_newer_format_names_the_way_out(path: Path) -> None:
    open_library(path, create=True).close()
    with sqlite3.connect(path) as database:
        database.execute(f"PRAGMA user_version = {FORMAT + 1}")
    database.close()
    with pytest.raises(LibraryError, match="update provenance"):
        open_library(path)


def test_a_library_that_is_cut_off_is_an_error(path: Path) -> None:
    with open_library(path, create=True) as library:
        for i in range(200):
            library.add(small(i), name=f"{i}", note="n" * 500, added=NOW)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LibraryError):
        open_library(path)


def test_a_reader_sees_whole_entries_while_another_adds(path: Path) -> None:
    with open_library(path, create=True) as writer, open_library(path) as reader:
        for i in range(5):
            writer.add(small(i), name=str(i), added=NOW)
            assert [e.name for e in reader.entries()] == [str(j) for j in range(i + 1)]
            assert reader.footage(small(i).digest) == small(i)


def test_a_kill_in_the_middle_of_adding_loses_nothing_that_was_finished(path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from provenance.store.library import open_library
from tests.store.test_library import NOW, small
with open_library(Path({str(path)!r}), create=True) as library:
    for i in range(100000):
        library.add(small(i), name=str(i), added=NOW)
        print(i, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as child:
        assert child.stdout is not None
        finished = [int(child.stdout.readline()) for _ in range(20)]
        os.kill(child.pid, signal.SIGKILL)
    with open_library(path) as library:
        names = [e.name for e in library.entries()]
        assert names[: len(finished)] == [str(i) for i in finished]
        assert all(library.footage(e.digest) == small(int(e.name)) for e in library.entries())


class TestFolder:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        folder = tmp_path / "earlier"
        folder.mkdir()
        encode(folder / "clip.mp4", scene(1, seconds=1))
        (folder / "broken.mp4").write_bytes(b"no video")
        (folder / "readme.md").write_text("not footage")
        (folder / "clip.mp4.json").write_text(json.dumps({"title": "Flood in the old town", "uploader": "river_watch", "x": 1}))
        return folder

    def test_a_folder_is_measured_once_and_bad_files_are_named(self, folder: Path, tmp_path: Path) -> None:
        problems: list[str] = []
        told: list[str] = []
        before = sorted(p.name for p in folder.iterdir())
        with folder_library(folder, cache=tmp_path / "cache", added=NOW, problems=problems, progress=told.append) as library:
            (entry,) = library.entries()
            assert entry.name == "clip.mp4"
            assert entry.note == "Flood in the old town · river_watch"
            assert library.footage(entry.digest) == footage(folder / "clip.mp4")
            assert library.label == str(folder)
        assert told == ["broken.mp4", "clip.mp4"]
        assert len(problems) == 1
        assert "broken.mp4" in problems[0]
        assert sorted(p.name for p in folder.iterdir()) == before

    def test_the_second_time_nothing_is_decoded(self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder_library(folder, cache=tmp_path / "cache", added=NOW).close()
        (folder / "broken.mp4").unlink()

        def refuse(path: Path, **_: object) -> Footage:
            raise AssertionError(f"measured again: {path}")

        monkeypatch.setattr("provenance.store.library.folder.measure", refuse)
        with folder_library(folder, cache=tmp_path / "cache", added=NOW) as library:
            assert len(list(library.entries())) == 1

    def test_a_file_that_has_gone_is_no_longer_shown(self, folder: Path, tmp_path: Path) -> None:
        folder_library(folder, cache=tmp_path / "cache", added=NOW).close()
        (folder / "clip.mp4").unlink()
        with folder_library(folder, cache=tmp_path / "cache", added=NOW) as library:
            assert list(library.entries()) == []

    def test_a_folder_whose_digests_are_known_is_not_read_for_them(self, folder: Path, tmp_path: Path) -> None:
        told = Digest.of(b"told")
        given = {(folder / "clip.mp4").resolve(): told}
        with folder_library(folder, cache=tmp_path / "cache", added=NOW, digests=given) as library:
            assert [(entry.name, entry.digest) for entry in library.entries()] == [("clip.mp4", told)]

    def test_no_folder_is_an_error(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="expected a folder of footage"):
            folder_library(tmp_path / "none", cache=tmp_path / "cache", added=NOW)

    def test_links_out_of_the_folder_are_not_followed(self, folder: Path, tmp_path: Path) -> None:
        outside = tmp_path / "outside.mp4"
        outside.write_bytes(b"secret")
        (folder / "link.mp4").symlink_to(outside)
        assert [p.name for p in media_files(folder)] == ["broken.mp4", "clip.mp4"]


@pytest.mark.parametrize(
    ("name", "content", "note"),
    [
        ("clip.mp4.json", '{"title": "A", "description": "B"}', "A · B"),
        ("clip.info.json", '{"title": ["not text"], "uploader": "C"}', "C"),
        ("clip.mp4.json", "[" * 100_000, ""),
        ("clip.mp4.json", "not json", ""),
        ("clip.txt", "said \x1b[2J of it", "said  [2J of it"),
    ],
)
def test_notes_beside_a_file_are_read_with_care(name: str, content: str, note: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    assert note_beside(tmp_path / "clip.mp4") == note
