"""Programs of others that read strangers' bytes (ffmpeg, exiftool): confined, and bounded in time and in what they print.

A process of ours confines itself (:mod:`provenance.confinement`) and then becomes the program: neither that nor what it starts
can take back what was given up.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

from provenance.confinement import Limits, confine, cpu_seconds_from_now, environment

__all__ = ["Ended", "become", "run"]

START_WITH = "from provenance.programs import become; become()"
BLOCK = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What came of a program."""

    status: int
    """Its exit code; the negative number of the signal that ended it."""
    printed: bytes
    """Hostile."""


def run(command: Sequence[str], *, limits: Limits, seconds: float, printed: int, errors: bool = False) -> Ended:
    """Run ``command`` to its end, by the wall's clock within ``seconds``.

    One that prints more than ``printed`` bytes is ended there. With ``errors``, what it prints as errors is read instead of its
    output.

    Raises:
        TimeoutError: it is not done by then; it is ended, with all that it started.
        OSError: it cannot be started.
    """
    ends = time.monotonic() + seconds
    given = (str(limits.folder or ""), str(limits.memory), str(limits.files), str(limits.written), str(seconds))
    ours, theirs = os.pipe()
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell reads the arguments
            [sys.executable, "-P", "-c", START_WITH, *given, *command],
            env={**environment(), "HOME": "/nonexistent", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if errors else theirs,
            stderr=theirs if errors else subprocess.DEVNULL,
            # Without the terminal, and a group that can be ended whole.
            start_new_session=True,
        )
    except BaseException:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    try:
        told = _read(ours, printed, ends)
        if len(told) <= printed:
            process.wait(max(0.0, ends - time.monotonic()))
    except (TimeoutError, subprocess.TimeoutExpired):
        raise TimeoutError(f"{Path(command[0]).name} was not done within {seconds:g} s") from None
    finally:
        os.close(ours)
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: of a group of which nobody lives
            os.killpg(process.pid, signal.SIGKILL)
        status = process.wait()
    return Ended(status=status, printed=told[:printed])


def _read(descriptor: int, most: int, ends: float) -> bytes:
    """What is printed until the last writer closes, or a little more than ``most``.

    Raises:
        TimeoutError: neither happens before ``ends``.
    """
    told = bytearray()
    while len(told) <= most:
        if not wait([descriptor], timeout=max(0.0, ends - time.monotonic())):
            raise TimeoutError
        block = os.read(descriptor, BLOCK)
        if not block:
            break
        told += block
    return bytes(told)


def become() -> None:
    """Confine this process as the command line says, then be the program that it names."""
    folder, memory, files, written, seconds, *command = sys.argv[1:]
    place = Path(folder) if folder else None
    confine(Limits(memory=int(memory), files=int(files), folder=place, written=int(written)))
    # A program that waits is ended by whoever started it; one that works, also where that process is gone.
    cpu_seconds_from_now(float(seconds))
    os.execvp(command[0], command)  # noqa: S606 - as above
