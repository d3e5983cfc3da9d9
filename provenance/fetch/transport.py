"""Connections of httpx: each opened through the guard, over by one moment, and with what passes on it recorded."""

import functools
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from provenance.errors import NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.tape import Tape

__all__ = ["Deadline", "GuardedTransport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One moment by which everything must be over."""

    end: float
    """On the monotonic clock."""
    seconds: float

    def left(self) -> float:
        """Seconds left.

        Raises:
            NetworkError: none.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise NetworkError(f"expected the whole answer within {self.seconds:g} s")
        return left


class GuardedTransport(httpx.BaseTransport):
    """httpx over a pool whose every connection goes through :class:`GuardedBackend`; no proxy from the environment."""

    def __init__(self, guard: Guard, deadline: Deadline, proxy: str | None = None, tape: Tape | None = None) -> None:
        self._guard = guard
        self._pool = _pool(guard, deadline, proxy, tape or Tape())

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass one request to the pool; redirects are the caller's."""
        raw = request.url
        self._guard.sent.append(str(raw))
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=raw.raw_scheme, host=raw.raw_host, port=raw.port, target=raw.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            status_code=answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close the pool."""
        self._pool.close()


@functools.cache
def _tls() -> ssl.SSLContext:
    """Which certificates are trusted; reading them takes longer than many a request."""
    return httpx.create_ssl_context(trust_env=False)


def _pool(guard: Guard, deadline: Deadline, proxy: str | None, tape: Tape) -> httpcore.ConnectionPool:
    # A connection for each request: many servers hang up after a redirect without saying so.
    context = _tls()
    if proxy is None:
        return httpcore.ConnectionPool(
            ssl_context=context, network_backend=GuardedBackend(guard, deadline, tape), max_keepalive_connections=0
        )
    # The proxy itself may be on this machine: the analyst named it.
    parts = urlsplit(proxy)
    backend = GuardedBackend(guard.opened_to(parts.netloc.rpartition("@")[2]), deadline, tape, proxied=True)
    if parts.scheme in {"socks5", "socks5h"} and parts.hostname:
        address = proxy.replace("socks5h://", "socks5://", 1)
        return httpcore.SOCKSProxy(address, ssl_context=context, network_backend=backend, max_keepalive_connections=0)
    if parts.scheme in {"http", "https"} and parts.hostname:
        return httpcore.HTTPProxy(proxy, ssl_context=context, network_backend=backend, max_keepalive_connections=0)
    # The address itself may hold a password, and errors are kept in the case.
    found = f"{parts.scheme}://" if parts.scheme else "no scheme"
    raise NetworkError(f"--proxy: expected http://, https://, socks5:// or socks5h:// and a host, got {found}")


class _Body(httpx.SyncByteStream):
    """An httpcore body as httpx wants it."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to the addresses that the guard permits, resolved once; all reads end at the deadline."""

    def __init__(self, guard: Guard, deadline: Deadline, tape: Tape, *, proxied: bool = False) -> None:
        self._guard = guard
        self._deadline = deadline
        self._tape = tape
        self._proxied = proxied
        self._tcp = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline is the time limit
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of ``host`` that answers."""
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"no address found for {host!r}")
        for address in self._guard.addresses(host, port):
            try:
                stream = self._tcp.connect_tcp(address, port, self._deadline.left(), local_address, socket_options)
                self._tape.address = "" if self._proxied else address
                return _TimedStream(stream, self._deadline, self._tape)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A stream on which a server that drips single bytes cannot outlast the deadline; what passes is recorded."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, tape: Tape) -> None:
        self._stream = stream
        self._deadline = deadline
        self._tape = tape

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline is the time limit
        data = self._stream.read(max_bytes, self._deadline.left())
        self._tape.received += data
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - the deadline is the time limit
        self._tape.sent += buffer
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> "_TimedStream":  # noqa: ANN401, ARG002
        self._tape.rewind()
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.left()), self._deadline, self._tape
        )

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own signature
        return self._stream.get_extra_info(info)
