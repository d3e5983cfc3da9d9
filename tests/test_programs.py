"""Programs of others: how they end."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from provenance.confinement import Limits, environment
from provenance.programs import run


def test_one_that_prints_without_end_is_ended_with_all_that_it_started() -> None:
    script = "sleep 3600 & echo $!; while :; do echo more; done"
    ended = run(["sh", "-c", script], limits=Limits(), seconds=600, printed=1000)
    assert len(ended.printed) == 1000
    end = time.monotonic() + 60
    while _runs(int(ended.printed.split()[0])):
        assert time.monotonic() < end, "what it started still runs"
        time.sleep(0.01)


OLD = """
from pathlib import Path
from provenance import confinement, programs
confinement._REFUSED = {"seccomp": (317, 277), "landlock_create_ruleset": (444, 444)}
assert confinement._seccomp(programs=True) == []
print(programs.run(["sh", "-c", "ulimit -n; (echo x > file) 2>/dev/null || echo refused"],
                   limits=confinement.Limits(files=17), seconds=600, printed=1000).printed.decode())
print("\\n".join(confinement.confine(confinement.Limits())))
"""
"""On a kernel that knows neither: they are refused to a process before it would use them."""


@pytest.mark.skipif(sys.platform != "linux", reason="others never have them")
def test_what_the_kernel_cannot_refuse_is_said_and_the_rest_holds(tmp_path: Path) -> None:
    command = [sys.executable, "-P", "-c", OLD]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment())
    files, written, *missing = done.stdout.split("\n")
    assert (files, written) == ("17", "refused"), "limits hold without the kernel's help"
    assert [words.partition(":")[0] for words in missing if words] == ["writing", "network"]


def _runs(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
