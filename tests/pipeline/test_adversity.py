"""A full disk, a folder that cannot be written, two processes, a clock set back: a clear error or a wait, and nothing is lost.

Real processes on real file systems: a small tmpfs in a namespace of its own, which needs no privilege where the system allows
such namespaces.
"""

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import provenance
from tests.pipeline.pages import NOTE, ROOT, clip

pytestmark = pytest.mark.slow  # each starts the program several times

PROGRAM = f"env PYTHONPATH={ROOT} {sys.executable} -m provenance"
PRIVATE = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
BACK = """\
import datetime, sys
class Back(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) - datetime.timedelta(days=3)
datetime.datetime = Back
from provenance.cli import main
main()
"""


def private(script: str, folder: Path) -> dict[str, str]:
    """Run ``script``; what it wrote into files of ``folder``, by name."""
    done = subprocess.run([*PRIVATE, script], cwd=folder, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_text("utf-8", "replace") for path in folder.iterdir() if path.suffix in {".rc", ".out"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "room").mkdir()
    (tmp_path / "note.txt").write_text(NOTE, "utf-8")
    (tmp_path / "clip.mp4").write_bytes(clip(1))
    return tmp_path


@pytest.fixture
def namespaces(tmp_path: Path) -> None:
    try:
        subprocess.run([*PRIVATE, f"mount -t tmpfs tmpfs {tmp_path}"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system gives no private mounts (unshare --user --mount)")


@pytest.mark.usefixtures("namespaces")
def test_a_full_disk_is_told_and_the_work_goes_on_when_there_is_room(folder: Path) -> None:
    run = f"{PROGRAM} trace note.txt --case room/case --offline --quiet"
    found = private(
        f"mount -t tmpfs -o size=640k tmpfs room; head -c 480k /dev/zero > room/other; {run} 2> full.out; echo $? > full.rc;"
        f"{PROGRAM} verify room/case > between.out 2>&1; echo $? > between.rc;"
        f"mount -o remount,size=20m room; {run} 2> roomy.out; echo $? > roomy.rc;"
        f"{PROGRAM} verify room/case > verified.out 2>&1; echo $? > verified.rc",
        folder,
    )
    assert found["full.rc"].strip() in {"1", "6"}
    assert "full" in found["full.out"] or "space" in found["full.out"]
    assert "Traceback" not in found["full.out"]
    assert "only begun to make" in " ".join(found["between.out"].split())
    assert found["roomy.rc"].strip() == "0", found["roomy.out"]
    assert found["verified.rc"].strip() == "0", found["verified.out"]


@pytest.mark.usefixtures("namespaces")
def test_a_folder_that_cannot_be_written_is_told_and_can_be_read(folder: Path) -> None:
    run = f"{PROGRAM} trace note.txt --case room/case --offline --quiet"
    found = private(
        f"mount -t tmpfs tmpfs room; {run}; echo $? > first.rc; mount -o remount,ro room;"
        f"{run} > again.out 2>&1; echo $? > again.rc; {run.replace('room/case', 'room/new')} > new.out 2>&1; echo $? > new.rc;"
        f"{PROGRAM} verify room/case > verified.out 2>&1; echo $? > verified.rc;"
        f"{PROGRAM} status room/case --json > status.out 2> status.err; echo $? > status.rc",
        folder,
    )
    assert found["first.rc"].strip() == "0"
    assert found["again.rc"].strip() == found["new.rc"].strip() == "6"
    for name in ("again.out", "new.out"):
        assert "cannot write room/" in " ".join(found[name].split())
    assert found["verified.rc"].strip() == "0"
    assert found["status.rc"].strip() == "0", (folder / "status.err").read_text()


def test_of_two_processes_on_a_case_one_waits_its_turn(folder: Path) -> None:
    assert provenance("trace", "note.txt", "--case", "case", "--offline", cwd=folder).returncode == 0
    before = (folder / "case" / "custody.jsonl").read_bytes()
    with (folder / "case" / "case.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        (folder / "second.txt").write_text(NOTE.replace("fisherman", "sailor"), "utf-8")
        refused = provenance("trace", "second.txt", "--case", "case", "--offline", cwd=folder)
        assert refused.returncode == 5
        assert b"another provenance process is working on this case" in b" ".join(refused.stderr.split())
        assert (folder / "case" / "custody.jsonl").read_bytes() == before
        assert provenance("verify", "case", cwd=folder).returncode == 0  # reading need not wait
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "provenance", "trace", name, "--case", "case", "--offline", "--quiet"], cwd=folder
        )
        for name in ("note.txt", "second.txt")
    ]
    codes = [process.wait(240) for process in both]
    assert set(codes) <= {0, 5}
    assert 0 in codes
    done = provenance("trace", "note.txt", "second.txt", "--case", "case", "--offline", "--json", cwd=folder)
    assert [each["source"] for each in json.loads(done.stdout)["articles"]] == ["note.txt", "second.txt"]
    assert provenance("verify", "case", cwd=folder).returncode == 0


def test_a_clock_set_back_is_noted_and_changes_nothing(folder: Path) -> None:
    first = provenance("trace", "note.txt", "--case", "case", "--offline", "--json", cwd=folder)
    (reference,) = json.loads(first.stdout)["articles"][0]["references"]
    back = subprocess.run(
        [sys.executable, "-c", BACK, "attach", "case", reference["id"], "clip.mp4", "--json"],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=240,
    )
    assert back.returncode == 0, back.stderr
    document = json.loads(back.stdout)
    assert document["articles"][0]["references"][0]["state"] == "attached"
    checked = provenance("verify", "case", "--json", cwd=folder)
    assert checked.returncode == 0
    assert any("the clock was set back" in note for note in json.loads(checked.stdout)["notes"])
    again = provenance("trace", "note.txt", "--case", "case", "--offline", "--json", cwd=folder)
    assert [each["state"] for each in json.loads(again.stdout)["articles"][0]["references"]] == ["attached"]
