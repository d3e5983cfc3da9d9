"""The program as a command, in a process of its own that is forked from one which has imported it (:mod:`bench.ready`).

Importing takes two or three times as long as most commands do. What runs is the program's own entry point, with its own
directory, environment, streams and exit, and it can be killed as any other.
"""

import atexit
import multiprocessing
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from provenance.cli import main

__all__ = ["start"]

_RUNS = multiprocessing.get_context("forkserver")
_RUNS.set_forkserver_preload(["bench.ready"])
_NOTHING = Path(os.devnull)


def start(
    folder: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    stdin: Path = _NOTHING,
    stdout: Path = _NOTHING,
    stderr: Path = _NOTHING,
) -> ForkServerProcess:
    """``provenance`` with ``arguments``, begun in ``folder``; ``environment``: all of it, this process's own unless given."""
    process = _RUNS.Process(target=_command, args=(folder, arguments, dict(environment or os.environ), (stdin, stdout, stderr)))
    process.start()
    return process


def _command(folder: Path, arguments: tuple[str, ...], environment: dict[str, str], streams: tuple[Path, Path, Path]) -> None:
    """In the forked process."""
    for number, (path, access) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        opened = os.open(path, access)
        os.dup2(opened, number)
        os.close(opened)
    # The library has given the process an empty one.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["provenance", *arguments]
    try:
        main()
    finally:
        atexit._run_exitfuncs()  # noqa: SLF001 - the library's processes end without it
