"""Untrusted bytes are decoded in a process that can do nothing else."""

import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from provenance.confinement import Limits
from provenance.errors import MediaError, ProvenanceError
from provenance.media import probe
from provenance.media.sandbox import Patience, Sandbox
from provenance.media.trusted import unpickle
from provenance.model import Digest, Probe
from tests.fetch.servers import body, serving
from tests.media import decoders, small

FEW = Limits(memory=512 << 20)
SHORT = Patience(silence=60, cpu=1, cpu_per_megabyte=0)
SOON = Patience(silence=0.5)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox(limits=FEW, patience=SHORT)
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "clip.mp4").write_bytes(b"bytes")
    return tmp_path / "clip.mp4"


def test_values_come_back_as_they_are(sandbox: Sandbox, path: Path) -> None:
    told: list[float | None] = []
    digest, third, data, array = sandbox.call(decoders.careful, path, telling=told.append, digest=Digest.of(b"x"))
    assert (digest, third, data) == (Digest.of(b"x"), Fraction(1, 3), b"bytes")
    assert np.array_equal(array, np.arange(6, dtype=np.float32).reshape(2, 3))
    assert told == [0.0, 0.5, None]


def test_a_real_file_is_measured_as_here(sandbox: Sandbox, tmp_path: Path) -> None:
    film = small.film(tmp_path / "film.mp4", title="A title")
    digest = Digest.of(film.read_bytes())
    found = sandbox.call(probe.probe, film, digest=digest)
    assert isinstance(found, Probe)
    assert found == probe.probe(film, digest=digest)


def test_one_process_serves_many_and_outlives_the_thread_that_asked_first(path: Path) -> None:
    """Linux ends a child with the thread that started it; a server's threads end while others still ask."""
    sandbox, found = Sandbox(limits=FEW, patience=SHORT), list[int]()
    first = threading.Thread(target=lambda: found.append(sandbox.call(decoders.pid, path)))
    first.start()
    first.join()
    found += [sandbox.call(decoders.pid, path) for _ in range(5)]
    sandbox.close()
    assert (len(found), len(set(found))) == (6, 1)


@pytest.mark.parametrize("work", decoders.HOSTILE, ids=lambda work: work.__name__)
def test_whatever_it_does_is_an_error_that_names_the_file(sandbox: Sandbox, path: Path, work: Callable[[Path], object]) -> None:
    kind, words = decoders.HOSTILE[work]
    with pytest.raises(ProvenanceError, match=words) as caught:
        sandbox.call(work, path)
    assert type(caught.value) is kind
    assert kind is not MediaError or str(path) in str(caught.value)
    assert sandbox.call(decoders.pid, path), "the next file is decoded"


def test_a_decoder_that_waits_for_ever_is_given_up(path: Path) -> None:
    box = Sandbox(limits=FEW, patience=SOON)
    with pytest.raises(MediaError, match=r"clip\.mp4: .* nothing was decoded for 0\.5 s"):
        box.call(decoders.sleeps, path)
    assert box.call(decoders.pid, path)
    box.close()


@pytest.mark.parametrize("work", [decoders.goes_on, decoders.begins_an_answer], ids=lambda work: work.__name__)
def test_a_decoder_that_is_never_done_is_given_up(path: Path, work: Callable[..., object]) -> None:
    box = Sandbox(limits=FEW)
    box.call(decoders.pid, path)
    box._patience = Patience(wall=1, wall_per_megabyte=0)  # no time for a start
    with pytest.raises(MediaError, match=r"clip\.mp4: .*; it was not done within 1 s"):
        box.call(work, path, telling=lambda _: None)
    box.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux refuses these")
def test_nothing_is_reached_written_or_known(sandbox: Sandbox, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVENANCE_PASSPHRASE", "open sesame")
    with serving() as server:
        server.routes["/"] = body(b"x")
        path.write_text(server.host)
        assert sandbox.missing() == ()
        # The signal of number 0 kills nobody; Landlock refuses it since Linux 6.12.
        assert set(sandbox.call(decoders.reaches_out, path)) <= {"signal"}
        assert server.seen == []
    assert [each.name for each in path.parent.iterdir()] == ["clip.mp4"]
    assert path.read_text() == server.host


def test_a_child_killed_from_outside_while_idle_is_replaced(sandbox: Sandbox, path: Path) -> None:
    before = sandbox.call(decoders.pid, path)
    subprocess.run(["kill", "-9", str(before)], check=True)
    assert sandbox.call(decoders.pid, path) != before


def test_a_child_does_not_outlive_its_parent(path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from provenance.media.sandbox import Sandbox; from tests.media import decoders\n"
        "box = Sandbox(); print(box.call(decoders.pid, Path(sys.argv[1])), flush=True)\n"
        "box.call(decoders.sleeps, Path(sys.argv[1]))"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    end = time.monotonic() + 20
    while _runs(child):
        assert time.monotonic() < end, "the child still runs"
        time.sleep(0.02)


def _runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize(
    "data",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"cprovenance.media.sandbox\nSandbox\n)R.",
        b"cprovenance.media.probe\nav.open\n.",
        b"cprovenance.media.child\nos\n.",
        pickle.dumps(Path.home),
        b"garbage",
        b"",
    ],
)
def test_only_values_are_unpickled(data: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, EOFError)):
        unpickle(data)


def test_ctrl_c_leaves_no_child_that_answers_late(path: Path) -> None:
    box = Sandbox(limits=FEW)
    first = box.call(decoders.pid, path)

    def interrupt(_: float | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        box.call(decoders.careful, path, telling=interrupt, digest=Digest.of(b""))
    assert box.call(decoders.pid, path) != first
    box.close()
