import os
import signal
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from provenance.errors import MediaError, ProvenanceError
from provenance.fingerprints.interface import Footage, Motion
from provenance.fingerprints.modes import Mode
from provenance.media.executor import LocalProcesses, Task
from provenance.media.footage import measure
from provenance.media.sandbox import Patience
from provenance.model import Digest
from tests.matching.scenes import encode, scene

HERE = Path("here")


def task(name: str, **values: Mode) -> Task:
    return Task(path=HERE / name, digest=Digest.of(name.encode()), **values)


def pretended(
    path: Path, *, digest: Digest, mode: Mode, threads: int, progress: Callable[[float | None], None], **_: object
) -> Footage:
    """Stands in for the measuring of a file: what it does is said by the file's name."""
    progress(0.25)
    if path.name.startswith("kill"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if path.name.startswith("hang"):
        time.sleep(600)
    if path.name.startswith("bug"):
        raise ZeroDivisionError("division by zero")
    if path.name.startswith("gone"):
        raise FileNotFoundError(2, "No such file or directory")
    if path.name.startswith("bad"):
        raise MediaError(f"{path}: expected media, found none")
    progress(None)
    note = f"{mode} {threads} {os.getpid()}"
    return Footage(
        digest=digest, duration=Fraction(1), width=1, height=1, keyframes=(), motion=Motion(), mode=mode, warnings=(note,)
    )


def results(executor: LocalProcesses, *tasks: Task) -> dict[str, Footage | ProvenanceError]:
    return {outcome.task.path.name: outcome.result for outcome in executor.run(tasks)}


def test_every_task_has_one_outcome_and_one_bad_file_stops_nothing() -> None:
    names = ["a", "bad", "b", "kill", "bug", "c", "gone", "kill2", "d"]
    found = results(LocalProcesses(jobs=2, measure=pretended), *map(task, names))
    assert sorted(found) == sorted(names)
    assert {n for n, r in found.items() if isinstance(r, Footage)} == {"a", "b", "c", "d"}
    reasons = {n: str(r) for n, r in found.items() if not isinstance(r, Footage)}
    assert all(isinstance(found[n], MediaError) and n in reasons[n] for n in reasons)
    assert "SIGSEGV" in reasons["kill"]
    assert "ZeroDivisionError" in reasons["bug"]
    assert "No such file" in reasons["gone"]


def test_a_decoder_that_never_ends_is_given_up() -> None:
    found = results(LocalProcesses(jobs=1, patience=Patience(silence=0.5), measure=pretended), task("hang"), task("a"))
    assert "nothing was decoded" in str(found["hang"])
    assert isinstance(found["a"], Footage)


def test_processes_are_kept_and_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provenance.media.executor.cores", lambda: 6)
    found = results(LocalProcesses(jobs=3, measure=pretended), *(task(f"a{i}", mode=Mode.FAST) for i in range(8)))
    notes = [r.warnings[0].split() for r in found.values() if isinstance(r, Footage)]
    assert {(mode, threads) for mode, threads, _ in notes} == {("fast", "2")}
    assert len({pid for *_, pid in notes}) <= 3
    alone = results(LocalProcesses(jobs=3, measure=pretended), task("a"))["a"]
    assert isinstance(alone, Footage)
    assert alone.warnings[0].split()[1] == "6"


def test_progress_is_told_with_its_file() -> None:
    told: list[tuple[str, float]] = []
    executor = LocalProcesses(jobs=1, measure=pretended)
    list(executor.run([task("a"), task("b")], telling=lambda path, share: told.append((path.name, share))))
    assert told == [("a", 0.0), ("a", 0.25), ("b", 0.0), ("b", 0.25)]


def test_tasks_are_drawn_as_they_are_needed() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[Task]:
        for i in range(50):
            drawn.append(i)
            yield task(f"a{i}")

    outcomes = LocalProcesses(jobs=1, measure=pretended).run(tasks())
    next(outcomes)
    outcomes.close()
    assert len(drawn) <= 4


def test_closing_ends_the_processes() -> None:
    outcomes = LocalProcesses(jobs=2, measure=pretended).run([task("a"), task("hang"), task("b")])
    first = next(outcomes)
    assert isinstance(first.result, Footage)
    pid = int(first.result.warnings[0].split()[2])
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_real_files_are_measured_as_they_are_here(tmp_path: Path) -> None:
    path = encode(tmp_path / "clip.mp4", scene(1, seconds=2))
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(path.read_bytes()[:300])
    digest = Digest.of(path.read_bytes())
    tasks = [Task(path=path, digest=digest), Task(path=broken, digest=Digest.of(b""))]
    found = {o.task.path.name: o.result for o in LocalProcesses(jobs=2).run(tasks)}
    assert found["clip.mp4"] == measure(path, digest=digest, threads=1)
    assert isinstance(found["broken.mp4"], MediaError)
