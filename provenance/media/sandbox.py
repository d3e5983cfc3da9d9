"""Untrusted bytes are decoded by a child process that can do nothing else (:mod:`provenance.confinement`).

One child serves many files, so its start (half a second) is paid once. If a file crashes it, fills its memory, or keeps it busy
for ever, that is a :class:`MediaError` that names the file, and the next one gets a new child. What the child answers is hostile
as well, since whoever breaks a decoder speaks through it: results are unpickled to values only (:mod:`provenance.media.trusted`).
"""

import atexit
import contextlib
import functools
import math
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Protocol, TypeVar

from provenance import errors
from provenance.confinement import Limits, environment
from provenance.errors import MediaError, ProvenanceError
from provenance.media.child import ERROR, PROGRESS, READY, RESULT, Call
from provenance.media.trusted import unpickle

__all__ = ["Child", "Decoders", "Finished", "Patience", "Sandbox", "shared"]

T = TypeVar("T")
Telling = Callable[[float | None], None]
"""Told the share of the work that is done, 0–1; ``None`` where that is not known."""
MAX_ANSWER = 1 << 30
"""Bytes of one result."""
START_WITH = "from provenance.media.child import main; main()"
START = 60.0
"""Seconds within which a child must be there, on the busiest machine."""
_STARTER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="decoders")
"""Every child is started here: Linux ends it with the *thread* that started it (PR_SET_PDEATHSIG, prctl(2)), and a server's
threads come and go while others wait for what the child decodes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long one call may take."""

    silence: float = 600.0
    """Seconds without a sign of progress."""
    cpu: float = 1800.0
    """Seconds of processor time, and for each megabyte of the file :attr:`cpu_per_megabyte` more."""
    cpu_per_megabyte: float = 60.0
    wall: float = 3600.0
    """Seconds by the wall's clock, likewise: what goes on slowly for ever is never silent and uses up no processor time."""
    wall_per_megabyte: float = 120.0

    def for_call(self, path: Path | None) -> Mapping[str, float]:
        """The limits of a :class:`Call` about ``path``, as they are called there."""
        try:
            size = path.stat().st_size / 1e6 if path is not None else 0.0
        except OSError:
            size = 0.0
        return {"cpu": self.cpu + self.cpu_per_megabyte * size, "wall": self.wall + self.wall_per_megabyte * size}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The end of a call: what it returned, or why it did not."""

    result: Any = None
    error: ProvenanceError | None = None


class Child:
    """One confined process, doing one call at a time."""

    def __init__(self, limits: Limits) -> None:
        self._timer: threading.Timer | None = None
        self._late = False
        self.connection, theirs = Pipe()
        command = [sys.executable, "-P", "-c", START_WITH, str(theirs.fileno())]
        self.process = _STARTER.submit(
            subprocess.Popen,
            [*command, str(limits.memory), str(limits.files)],
            # Each thread of that library would take memory from what is allowed; decoding multiplies no large matrices.
            env={**environment(), "OPENBLAS_NUM_THREADS": "1"},
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # What decoders print holds text of the file, which a terminal would obey.
            stderr=subprocess.DEVNULL,
            # Without the terminal, and a group that can be ended whole.
            start_new_session=True,
        ).result()
        theirs.close()
        self.call: Call | None = None
        self.missing: tuple[str, ...] | None = None
        """What it could not give up; ``None`` while it still starts."""
        self._begun = time.monotonic()
        self._heard: float | None = None

    def alive(self) -> bool:
        """Whether it can be asked."""
        return self.process.poll() is None

    @property
    def began(self) -> bool:
        """Whether it told that it works on the call."""
        return self._heard is not None

    def begin(self, call: Call) -> None:
        """Start on ``call``."""
        self.call, self._begun, self._heard = call, time.monotonic(), None
        # A thread, since an answer that was begun may never be finished: whoever waits for it looks at no clock.
        self._timer = threading.Timer(call.wall, self._end_late, (call,))
        self._timer.daemon = True
        self._timer.start()
        # A process that died while idle is noticed when its answer is read.
        with contextlib.suppress(OSError):
            self.connection.send_bytes(pickle.dumps(call))

    def silent(self) -> float:
        """Seconds since it last told something of its call; a process that still starts is not counted as silent."""
        now = time.monotonic()
        return max(0.0, now - self._begun - START) if self._heard is None else now - self._heard

    def read(self, telling: Telling | None = None) -> Finished | None:
        """The end of the call, if it is there; progress is told on the way."""
        try:
            while self.connection.poll():
                answer = self.connection.recv_bytes(MAX_ANSWER)
                kind, body = answer[:1], answer[1:]
                if kind == READY:
                    self.missing = tuple(body.decode("utf-8", "replace").splitlines())
                elif kind == PROGRESS and len(body) == struct.calcsize("<d"):
                    self._heard = time.monotonic()
                    if telling:
                        (share,) = struct.unpack("<d", body)
                        telling(None if math.isnan(share) else min(1.0, max(0.0, share)))
                else:
                    return self._finished(kind, body)
        except (EOFError, OSError) as error:
            ended = isinstance(error, EOFError) or self._late or not self.alive()
            return self.given_up(self._death() if ended else f"it answered badly ({error})")
        return None

    def given_up(self, reason: str) -> Finished:
        """The end of a call that this process will not finish; the process is ended."""
        label = self.call.label if self.call else "no file"
        self.stop()
        return Finished(error=MediaError(f"{label}: expected a video or picture that can be decoded; {reason}"))

    def stop(self) -> None:
        """End the process."""
        self._over()
        self._kill()
        self.process.wait()
        self.connection.close()

    def _finished(self, kind: bytes, body: bytes) -> Finished:
        try:
            if kind == ERROR:
                finished = Finished(error=_error(body))
            elif kind == RESULT:
                finished = Finished(result=unpickle(body))
            else:
                return self.given_up("it answered badly")
        except Exception as error:  # noqa: BLE001 - whatever a broken decoder makes of an answer
            return self.given_up(f"it answered badly ({type(error).__name__}: {error})")
        self._over()
        return finished

    def _over(self) -> None:
        self.call = None
        if self._timer is not None:
            self._timer.cancel()

    def _end_late(self, call: Call) -> None:
        if self.call is call:
            self._late = True
            self._kill()

    def _kill(self) -> None:
        # Of a process that was waited for, the number may be another's by now.
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: of a group of which nobody lives
                os.killpg(self.process.pid, signal.SIGKILL)

    def _death(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5.0)
        code = self.process.returncode
        if self._late and self.call:
            return f"it was not done within {self.call.wall:g} s"
        if code is None or code >= 0:
            return f"it stopped the decoder (exit code {code})"
        if -code == signal.SIGXCPU:
            return "it used up the processor time allowed"
        with contextlib.suppress(ValueError):
            return f"it stopped the decoder ({signal.Signals(-code).name})"
        return f"it stopped the decoder (signal {-code})"


def _error(body: bytes) -> ProvenanceError:
    name, _, message = body.decode("utf-8", "replace").partition("\n")
    kind = getattr(errors, name, None) if name in errors.__all__ else None
    return kind(message) if kind is not None else MediaError(message)


class Decoders(Protocol):
    """Something that has functions done to untrusted bytes."""

    def call(
        self,
        work: Callable[..., T],
        *arguments: object,
        about: Path | None = None,
        telling: Telling | None = None,
        **options: object,
    ) -> T:
        """``work(*arguments, **options)``, done where it can break nothing.

        ``about``: the file that it is done to (the first argument, where that is a path). With ``telling``, ``work`` is
        given ``progress``, and what it says there is told.

        Raises:
            ProvenanceError: what ``work`` raised, or that it could not be brought to an end.
        """
        ...


class Sandbox:
    """Implements :class:`Decoders` with one warm child, started when it is first needed. Threads wait for each other."""

    def __init__(self, *, limits: Limits | None = None, patience: Patience | None = None) -> None:
        self._limits = limits or Limits()
        self._patience = patience or Patience()
        self._child: Child | None = None
        self._lock = threading.Lock()

    def call(
        self,
        work: Callable[..., T],
        *arguments: object,
        about: Path | None = None,
        telling: Telling | None = None,
        **options: object,
    ) -> T:
        """``work(*arguments, **options)`` in the child.

        Raises:
            ProvenanceError: what ``work`` raised; :class:`MediaError` also where it ended or outlasted the child.
        """
        path = about or next((each for each in arguments[:1] if isinstance(each, Path)), None)
        call = Call(
            work=work,
            label=str(path or work.__name__),
            arguments=arguments,
            options=options,
            telling=telling is not None,
            **self._patience.for_call(path),
        )
        with self._lock:
            finished = self._done(call, telling)
        if finished.error is not None:
            raise finished.error
        result: T = finished.result
        return result

    def missing(self) -> tuple[str, ...]:
        """What a child cannot give up on this system, in words."""
        with self._lock:
            child = self._living()
            if child.missing is None and wait([child.connection], timeout=START):
                child.read()
            return ("it does not start",) if child.missing is None else child.missing

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    def _living(self) -> Child:
        if self._child is not None and not self._child.alive():
            self.close()
        if self._child is None:
            self._child = Child(self._limits)
        return self._child

    def _done(self, call: Call, telling: Telling | None) -> Finished:
        try:
            child = self._living()
            finished = self._followed(child, call, telling)
            if not child.began:
                # It died before it knew of the file, which cannot be why.
                self.close()
                finished = self._followed(self._living(), call, telling)
        except BaseException:
            self.close()  # Ctrl-C: the answer that will come is nobody's
            raise
        return finished

    def _followed(self, child: Child, call: Call, telling: Telling | None) -> Finished:
        child.begin(call)
        while True:
            finished = child.read(telling) if wait([child.connection], timeout=1.0) else None
            if finished is None and child.silent() > self._patience.silence:
                finished = child.given_up(f"nothing was decoded for {self._patience.silence:g} s")
            if finished is not None:
                return finished


@functools.cache
def shared() -> Sandbox:
    """The warm child of this process, ended with it."""
    sandbox = Sandbox()
    atexit.register(sandbox.close)
    return sandbox
