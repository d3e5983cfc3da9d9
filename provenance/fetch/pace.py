"""Connections that a server cannot hold open for ever by dripping single bytes.

A socket's timeout starts anew with every byte. Here the *average* since the first read must reach a floor,
after a time of grace: slow mirrors pass, traps do not. A download of hours has no other time limit.
"""

import http.client
import io
import socket
import time
from typing import Any

__all__ = ["FLOOR", "GRACE", "PacedHTTPConnection", "PacedHTTPSConnection"]

GRACE = 30.0
"""Seconds."""
FLOOR = 1_000
"""Bytes a second."""


class _PacedReader(io.RawIOBase):
    """The receiving side of one answer."""

    def __init__(self, raw: io.RawIOBase) -> None:
        super().__init__()
        self._raw = raw
        self._started = time.monotonic()
        self._received = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any writable buffer
        """Receive.

        Raises:
            TimeoutError: the answer comes slower than :data:`FLOOR`.
        """
        late = time.monotonic() - self._started - GRACE
        if late > 0 and self._received < late * FLOOR:
            raise TimeoutError(
                f"timed out: expected at least {FLOOR} bytes a second after {GRACE:g} s, got {self._received} in all"
            )
        count = self._raw.readinto(buffer) or 0
        self._received += count
        return count

    def close(self) -> None:
        """Close the socket's side too."""
        if not self.closed:
            self._raw.close()
        super().close()


class _PacedSocket:
    """A socket as :mod:`http.client` uses one, whose files are paced."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def makefile(self, mode: str = "rb", *_args: object, **_kwargs: object) -> io.BufferedReader:
        """The receiving side; http.client asks for no other."""
        if mode != "rb":
            raise ValueError(f"expected mode 'rb', got {mode!r}")
        return io.BufferedReader(_PacedReader(self._sock.makefile("rb", buffering=0)))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the socket's own
        return getattr(self._sock, name)


class PacedHTTPConnection(http.client.HTTPConnection):
    """Plain HTTP, paced."""

    def connect(self) -> None:
        """Connect, then pace."""
        super().connect()
        self.sock: Any = _PacedSocket(self.sock)


class PacedHTTPSConnection(http.client.HTTPSConnection):
    """HTTP over TLS, paced."""

    def connect(self) -> None:
        """Connect and shake hands, then pace."""
        super().connect()
        self.sock: Any = _PacedSocket(self.sock)
