"""Who works, on which machine, by which clock: what a custody line says of its circumstances.

``PROVENANCE_ACTOR`` and ``PROVENANCE_HOST`` replace the names that the system gives: a log is handed on to strangers.
"""

import ctypes
import functools
import getpass
import os
import socket
import sys
from datetime import UTC, datetime

from provenance.custody.log import Scene
from provenance.model import Instant

__all__ = ["clock_source", "scene_now"]

_UNSYNCHRONISED = 5
"""``TIME_ERROR`` of adjtimex(2)."""


def scene_now() -> Scene:
    """The circumstances at this moment."""
    return Scene(actor=_actor(), host=_host(), clock=clock_source(), time=Instant(value=datetime.now(UTC)))


def _actor() -> str:
    return os.environ.get("PROVENANCE_ACTOR") or _user()


@functools.cache
def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name
        return f"user {os.getuid()}"


def _host() -> str:
    return os.environ.get("PROVENANCE_HOST") or socket.gethostname()


def clock_source() -> str:
    """``system clock``, and whether the kernel holds it for synchronised where it tells."""
    if not sys.platform.startswith("linux"):
        return "system clock"
    timex = ctypes.create_string_buffer(512)  # all zero: ask, change nothing
    state = int(_library().adjtimex(timex))
    if state < 0:
        return "system clock"
    return "system clock, not synchronised" if state == _UNSYNCHRONISED else "system clock, synchronised"


@functools.cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None)
