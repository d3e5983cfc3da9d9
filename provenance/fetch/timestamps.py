"""Ask a time-stamping authority over HTTP (RFC 3161, section 3.4), through the guard."""

import time

import httpcore
import httpx

from provenance.errors import GuardError, NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.pages import USER_AGENT, Deadline, GuardedTransport

__all__ = ["ask"]

LIMIT = 1_000_000
"""Bytes of a reply; real ones have a few thousand."""
SECONDS = 30.0


def ask(url: str, request: bytes, *, guard: Guard, proxy: str | None = None) -> bytes:
    """The authority's reply to ``request``, unread.

    Raises:
        GuardError: the address is one that we refuse to contact.
        NetworkError: no reply, or no time-stamp reply.
    """
    guard.check_url(url)
    deadline = Deadline(end=time.monotonic() + SECONDS, seconds=SECONDS)
    headers = {"User-Agent": USER_AGENT, "Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    transport = GuardedTransport(guard, deadline, proxy)
    try:
        with (
            httpx.Client(transport=transport, headers=headers, trust_env=False, timeout=SECONDS) as client,
            client.stream("POST", url, content=request) as response,
        ):
            return _body(response, url)
    except GuardError:
        raise
    except NetworkError as error:
        raise NetworkError(f"{url}: {error}") from error
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        httpcore.ProtocolError,
        httpcore.NetworkError,
        httpcore.TimeoutException,
        OSError,
    ) as error:
        raise NetworkError(f"{url}: {error or type(error).__name__}") from error


def _body(response: httpx.Response, url: str) -> bytes:
    if response.status_code != 200:
        raise NetworkError(f"expected 200 OK, got HTTP {response.status_code} from {url}")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/timestamp-reply":
        raise NetworkError(f"expected application/timestamp-reply, got {kind or 'no type'}")
    data = bytearray()
    for piece in response.iter_raw():
        data += piece
        if len(data) > LIMIT:
            raise NetworkError(f"expected at most {LIMIT} bytes, got more")
    return bytes(data)
