"""The program as a command, in a process of its own: begun from one that has imported it already.

Importing takes two or three times as long as most commands do, and the suite runs some hundreds. So one process per worker
imports every module, and then forks for each command: what runs is the program's own entry point, with its own directory,
environment, streams and exit, and a crash of it harms nothing else. Commands that are killed, or that a test talks to while
they run, are started in the ordinary way.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

__all__ = ["provenance"]

ROOT = Path(__file__).parents[1]
PATIENCE = 240.0
"""Seconds."""


def provenance(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run ``provenance`` with ``arguments``; ``environment`` comes on top of this process's own."""
    words = [*map(str, arguments)]
    request = {
        "arguments": words,
        "cwd": str(cwd or Path.cwd()),
        "environment": {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
    }
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complained:
        given.write(stdin)
        given.seek(0)
        code = _asked(request, (given.fileno(), told.fileno(), complained.fileno()))
        for file in (told, complained):
            file.seek(0)
        return subprocess.CompletedProcess(words, code, told.read(), complained.read())


def _asked(request: object, streams: tuple[int, int, int]) -> int:
    line = _ready()
    # The request goes by a file, since it may be longer than one message.
    with tempfile.TemporaryFile() as written:
        written.write(json.dumps(request).encode())
        written.seek(0)
        socket.send_fds(line, [b"."], [written.fileno(), *streams])
    process = int(line.recv(64))
    try:
        return int(line.recv(64))
    except TimeoutError:
        os.kill(process, signal.SIGKILL)
        line.recv(64)
        raise


@cache
def _ready() -> socket.socket:
    """The line to the process that has imported everything."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.command", str(theirs.fileno())],
        cwd=ROOT,
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    theirs.close()
    ours.settimeout(PATIENCE)
    atexit.register(_end, ours, process)
    return ours


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    process.wait()


def _import_all() -> None:
    package = importlib.import_module("provenance")
    for module in pkgutil.walk_packages(package.__path__, "provenance."):
        # Children's own modules are for processes that are confined.
        if not module.name.endswith(("__main__", "child")):
            importlib.import_module(module.name)
    importlib.import_module("dateparser")
    # Patterns that are compiled when first asked, a thousand of them.
    for extractor in importlib.import_module("yt_dlp.extractor").gen_extractor_classes():
        extractor.suitable("http://127.0.0.1/")
    # What is there already is not looked through again, which each new process would pay for at its end.
    gc.collect()
    gc.freeze()


def _serve(line: socket.socket) -> list[str]:
    """Fork for every request; in the new process, the arguments to run with."""
    while True:
        message, streams, _, _ = socket.recv_fds(line, 1, 4)
        if not message:
            sys.exit(0)
        process = os.fork()
        if process == 0:
            line.close()
            with os.fdopen(streams.pop(0)) as file:
                request = json.load(file)
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            os.chdir(request["cwd"])
            os.environ.clear()
            os.environ.update(request["environment"])
            sys.path[0] = request["cwd"]
            return list(request["arguments"])
        for stream in streams:
            os.close(stream)
        line.send(str(process).encode())
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])).encode())


if __name__ == "__main__":
    _import_all()
    sys.argv[1:] = _serve(socket.socket(fileno=int(sys.argv[1])))
    runpy.run_module("provenance", run_name="__main__", alter_sys=True)
