from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from provenance.errors import InputError, MediaError
from provenance.fingerprints.interface import Footage, Motion
from provenance.fingerprints.modes import Mode
from provenance.media.executor import LocalProcesses, Outcome, Task, Telling
from provenance.pipeline.adding import Added, add_to_library
from provenance.pipeline.run import Silent
from provenance.store.library import open_library
from tests.matching.scenes import encode, scene


class Here:
    """Implements the executor without any work: files that begin with ``bad`` fail, ``stop`` is Ctrl-C."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def run(self, tasks: Iterable[Task], *, telling: Telling | None = None) -> Iterator[Outcome]:
        for task in tasks:
            self.tasks.append(task)
            if telling:
                telling(task.path, 0.5)
            if task.path.name.startswith("stop"):
                raise KeyboardInterrupt
            yield Outcome(task=task, result=self._result(task))

    def _result(self, task: Task) -> Footage | MediaError:
        if task.path.name.startswith("bad"):
            return MediaError(f"{task.path}: expected media, found none")
        return Footage(digest=task.digest, duration=Fraction(1), width=1, height=1, keyframes=(), motion=Motion(), mode=task.mode)


class Told(Silent):
    def __init__(self) -> None:
        self.totals: list[int] = []
        self.items: list[str] = []
        self.shares: list[float | None] = []

    def stage(self, name: str, total: int) -> None:
        self.totals.append(total)
        assert name == "library"

    def item(self, name: str) -> None:
        self.items.append(name)

    def fraction(self, value: float | None) -> None:
        self.shares.append(value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "footage"
    made.mkdir()
    for name, data in (("a.mp4", b"aaaa"), ("b.mp4", b"bb"), ("bad.mp4", b"ccc"), ("twin.mov", b"bb"), ("notes.txt", b"x")):
        (made / name).write_bytes(data)
    return made


def added(library: Path, folder: Path, **values: object) -> Added:
    return add_to_library(library, (folder,), executor=Here(), **{"progress": Silent(), **values})


def names(library: Path) -> list[str]:
    with open_library(library) as opened:
        return [entry.name for entry in opened.entries()]


def test_each_file_is_added_once_and_a_bad_one_is_named(folder: Path, tmp_path: Path) -> None:
    library, told = tmp_path / "new" / "a.lib", Told()
    done = added(library, folder, progress=told)
    assert (done.added, done.known) == (2, 1)
    assert [str(p) for p in done.problems] == [f"{folder / 'bad.mp4'}: expected media, found none"]
    assert sorted(names(library)) == ["a.mp4", "b.mp4"]
    assert told.totals == [4]
    assert sorted(told.items) == ["a.mp4", "b.mp4", "bad.mp4", "twin.mov"]
    assert all(share is not None and 0 < share < 1 for share in told.shares)


def test_what_is_known_is_not_measured_again(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "a.lib"
    added(library, folder)
    (folder / "c.mp4").write_bytes(b"new")
    executor = Here()
    done = add_to_library(library, (folder, folder / "a.mp4"), executor=executor, progress=Silent())
    assert sorted(t.path.name for t in executor.tasks) == ["bad.mp4", "c.mp4"]
    assert (done.added, done.known, len(done.problems)) == (1, 3, 1)


def test_the_largest_go_first(folder: Path, tmp_path: Path) -> None:
    executor = Here()
    add_to_library(tmp_path / "a.lib", (folder,), executor=executor, progress=Silent())
    assert [t.path.name for t in executor.tasks] == ["a.mp4", "bad.mp4", "b.mp4"]


def test_the_twin_of_a_bad_file_is_named_too(folder: Path, tmp_path: Path) -> None:
    (folder / "zz.mp4").write_bytes(b"ccc")
    done = added(tmp_path / "a.lib", folder)
    assert len(done.problems) == 2
    assert any(str(p).startswith(f"{folder / 'zz.mp4'}: the same bytes as bad.mp4") for p in done.problems)


def test_the_mode_is_kept(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "a.lib"
    added(library, folder, mode=Mode.THOROUGH)
    with open_library(library) as opened:
        assert {opened.footage(e.digest).mode for e in opened.entries()} == {Mode.THOROUGH}


def test_ctrl_c_leaves_the_library_whole_and_it_goes_on_from_there(folder: Path, tmp_path: Path) -> None:
    library = tmp_path / "a.lib"
    (folder / "stop.mp4").write_bytes(b"sto")
    with pytest.raises(KeyboardInterrupt):
        added(library, folder)
    assert names(library) == ["a.mp4"]
    (folder / "stop.mp4").unlink()
    assert added(library, folder).known == 2  # a.mp4, and twin.mov
    assert sorted(names(library)) == ["a.mp4", "b.mp4"]


def test_nothing_to_add_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing there"):
        added(tmp_path / "a.lib", tmp_path / "absent")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match="found none"):
        added(tmp_path / "a.lib", empty)


def test_real_files_by_processes(tmp_path: Path) -> None:
    made = tmp_path / "footage"
    made.mkdir()
    encode(made / "clip.mp4", scene(1, seconds=2))
    (made / "broken.mkv").write_bytes(b"nothing")
    done = add_to_library(tmp_path / "a.lib", (made,), executor=LocalProcesses(jobs=2), progress=Silent())
    assert (done.added, len(done.problems)) == (1, 1)
    assert "broken.mkv" in str(done.problems[0])
