"""The process in which untrusted bytes are decoded: it confines itself, then does one call after another.

Imports nothing heavy: libraries are loaded by the first call that needs them, when the process is confined already. What it
answers is read by :mod:`provenance.media.sandbox` as hostile too.
"""

import contextlib
import math
import os
import pickle
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from provenance.confinement import Limits, confine, cpu_seconds_from_now
from provenance.errors import MediaError, ProvenanceError

__all__ = ["ERROR", "PROGRESS", "READY", "RESULT", "Call", "main"]

READY, PROGRESS, RESULT, ERROR = b"s", b"p", b"r", b"e"
"""First byte of an answer; then what is not confined, a share as a double (or NaN), a pickle, an error's class and message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Something to be done to untrusted bytes."""

    work: Callable[..., Any]
    """A function of a module: it travels by its name."""
    label: str
    """What it is done to, for messages: a path, as a rule."""
    arguments: tuple[object, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    cpu: float
    """Seconds of processor time that it may take."""
    wall: float
    """Seconds that it may take in all."""
    telling: bool = False
    """Whether the work takes ``progress``, to be told on."""


def serve(descriptor: int, limits: Limits) -> None:
    """Do what is asked through ``descriptor`` until nobody asks any more."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    connection = Connection(descriptor)
    missing = confine(limits)
    whole = True
    with contextlib.suppress(EOFError, OSError):
        connection.send_bytes(READY + "\n".join(missing).encode())
        while whole:
            call: Call = pickle.loads(connection.recv_bytes())  # noqa: S301 - from the parent, which is trusted
            connection.send_bytes(_progress(0.0))
            answer, whole = _answer(call, connection)
            connection.send_bytes(answer)


def _answer(call: Call, connection: Connection) -> tuple[bytes, bool]:
    """What came of ``call``, and whether this process is fit for another."""

    def tell(share: float | None) -> None:
        connection.send_bytes(_progress(share))

    options = {**call.options, "progress": tell} if call.telling else call.options
    try:
        cpu_seconds_from_now(call.cpu)
        return RESULT + pickle.dumps(call.work(*call.arguments, **options), protocol=5), True
    except ProvenanceError as error:
        return _error(error), True
    except MemoryError:
        return _error(MediaError(f"{call.label}: expected media that can be decoded in the memory allowed, it takes more")), False
    except OSError as error:
        return _error(MediaError(f"{call.label}: {error.strerror or error}")), True
    except Exception as error:  # noqa: BLE001 - hostile input may break any library; the others must go on
        words = f"{call.label}: expected media that can be read, found {type(error).__name__}: {error}"
        return _error(MediaError(words)), True


def _progress(share: float | None) -> bytes:
    return PROGRESS + struct.pack("<d", math.nan if share is None else share)


def _error(error: ProvenanceError) -> bytes:
    return ERROR + type(error).__name__.encode() + b"\n" + str(error).encode("utf-8", "surrogatepass")


def main() -> None:
    """Serve with descriptor and limits from the command line."""
    descriptor, memory, files = map(int, sys.argv[1:])
    serve(descriptor, Limits(memory=memory, files=files, programs=False))
    os._exit(0)  # threads of decoders need not be waited for
