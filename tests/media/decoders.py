"""Decoders that do what broken ones do, for real: registered with the sandbox as the real ones are."""

import ctypes
import os
import socket
import struct
import subprocess
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

from provenance.errors import ArticleError, MediaError
from provenance.model import Digest

__all__ = ["HOSTILE", "begins_an_answer", "careful", "goes_on", "pid", "reaches_out", "sleeps"]


def careful(
    path: Path, *, digest: Digest, progress: Callable[[float | None], None]
) -> tuple[Digest, Fraction, bytes, np.ndarray]:
    progress(0.5)
    progress(None)
    return digest, Fraction(1, 3), path.read_bytes(), np.arange(6, dtype=np.float32).reshape(2, 3)


def pid(_: Path) -> int:
    return os.getpid()


def writes_to_nowhere(path: Path) -> None:
    ctypes.memset(0, 1, int(path.stat().st_size) + 1)


def aborts(_: Path) -> None:
    os.abort()


def exits(_: Path) -> None:
    os._exit(3)


def fills_the_memory(_: Path) -> None:
    held = []
    while True:
        held.append(bytearray(1 << 27))


def never_ends(_: Path) -> None:
    while True:
        pass


def sleeps(_: Path) -> None:
    time.sleep(3600)


def goes_on(_: Path, *, progress: Callable[[float | None], None]) -> None:
    while True:
        progress(0.5)
        time.sleep(0.01)


def begins_an_answer(path: Path, *, progress: Callable[[float | None], None]) -> None:
    """Of which nothing follows; what it started lives on and holds the line."""
    line = progress.__closure__[0].cell_contents.fileno()  # type: ignore[attr-defined]
    os.write(line, struct.pack("!i", 1000))
    if os.fork() == 0:
        time.sleep(3600)
    sleeps(path)


def opens_too_much(path: Path) -> None:
    held = []
    while True:
        held.append(path.open("rb"))


def answers_with_code(_: Path) -> object:
    class Payload:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, (f"kill -9 {os.getppid()}",)

    return Payload()


def raises_ours(path: Path) -> None:
    raise ArticleError(f"{path}: \x1b[31mno article")


def raises_theirs(_: Path) -> None:
    raise ZeroDivisionError("division by zero")


HOSTILE = {
    writes_to_nowhere: (MediaError, "SIGSEGV"),
    aborts: (MediaError, "SIGABRT"),
    exits: (MediaError, "exit code 3"),
    fills_the_memory: (MediaError, "memory"),
    never_ends: (MediaError, "processor time"),
    opens_too_much: (MediaError, "Too many open files"),
    answers_with_code: (MediaError, "answered badly"),
    raises_ours: (ArticleError, "no article"),
    raises_theirs: (MediaError, "ZeroDivisionError"),
}
"""What it does to the file → the error that comes of it, and words of it."""


def reaches_out(path: Path) -> list[str]:
    """What of all that a broken decoder would try it can do; the address to contact is in the file."""
    host, _, port = path.read_text().partition(":")
    beside = path.with_name("written")
    attempts: dict[str, Callable[[], object]] = {
        "tcp": lambda: socket.create_connection((host, int(port)), timeout=2),
        "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (host, int(port))),
        "tcp6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM).connect(("::1", int(port))),
        "unix": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect("/run/service"),
        "program": lambda: subprocess.run(["true"], check=True),
        "another group": lambda: subprocess.Popen(["true"], process_group=0),
        "write": lambda: beside.write_bytes(b"x"),
        "append": lambda: _append(path),
        "make": beside.mkdir,
        "remove": path.unlink,
        "rename": lambda: path.rename(beside),
        "signal": lambda: os.kill(os.getppid(), 0),
        "memory of the parent": lambda: _append(Path(f"/proc/{os.getppid()}/mem")),
        "secrets": lambda: None if os.environ.get("PROVENANCE_PASSPHRASE") else _refuse(),
    }
    refused = []
    for name, attempt in attempts.items():
        try:
            attempt()
        except (OSError, subprocess.CalledProcessError):
            refused.append(name)
    return [name for name in attempts if name not in refused]


def _append(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"x")


def _refuse() -> None:
    raise PermissionError
