"""Ask those who state times, over HTTP and through the guard: authorities (RFC 3161, 3.4), OpenTimestamps calendars."""

import time

import httpcore
import httpx

from provenance.errors import GuardError, NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.pages import USER_AGENT
from provenance.fetch.transport import Deadline, GuardedTransport

__all__ = ["ask", "proof_of", "submit"]

LIMIT = 1_000_000
"""Bytes of a reply; real ones have a few thousand."""
SECONDS = 30.0

_CALENDAR = "application/vnd.opentimestamps.v1"


def ask(url: str, request: bytes, *, guard: Guard, proxy: str | None = None) -> bytes:
    """The authority's reply to ``request``, unread.

    Raises:
        GuardError: the address is one that we refuse to contact.
        NetworkError: no reply, or no time-stamp reply.
    """
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    return _exchange("POST", url, request, headers, kind="application/timestamp-reply", guard=guard, proxy=proxy)


def submit(url: str, digest: bytes, *, guard: Guard, proxy: str | None = None) -> bytes:
    """The bytes with which a calendar at ``url`` answers a digest, unread.

    Protocol: https://github.com/opentimestamps/python-opentimestamps/blob/master/opentimestamps/calendar.py

    Raises:
        GuardError: the address is one that we refuse to contact.
        NetworkError: no answer.
    """
    return _exchange("POST", f"{url.rstrip('/')}/digest", digest, {"Accept": _CALENDAR}, guard=guard, proxy=proxy)


def proof_of(url: str, commitment: bytes, *, guard: Guard, proxy: str | None = None) -> bytes:
    """What the calendar at ``url`` has on ``commitment`` by now, unread. Before it is in a block that is HTTP 404.

    Raises:
        GuardError: the address is one that we refuse to contact.
        NetworkError: no answer.
    """
    address = f"{url.rstrip('/')}/timestamp/{commitment.hex()}"
    return _exchange("GET", address, None, {"Accept": _CALENDAR}, guard=guard, proxy=proxy)


def _exchange(
    method: str,
    url: str,
    content: bytes | None,
    headers: dict[str, str],
    *,
    guard: Guard,
    proxy: str | None,
    kind: str | None = None,
) -> bytes:
    """The body of the answer, which must have the media type ``kind`` where one is given."""
    guard.check_url(url)
    deadline = Deadline(end=time.monotonic() + SECONDS, seconds=SECONDS)
    transport = GuardedTransport(guard, deadline, proxy)
    try:
        with (
            httpx.Client(
                transport=transport, headers={"User-Agent": USER_AGENT, **headers}, trust_env=False, timeout=SECONDS
            ) as client,
            client.stream(method, url, content=content) as response,
        ):
            return _body(response, url, kind)
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


def _body(response: httpx.Response, url: str, expected: str | None) -> bytes:
    if response.status_code != 200:
        raise NetworkError(f"expected 200 OK, got HTTP {response.status_code} from {url}")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if expected and kind != expected:
        raise NetworkError(f"expected {expected}, got {kind or 'no type'}")
    data = bytearray()
    for piece in response.iter_raw():
        data += piece
        if len(data) > LIMIT:
            raise NetworkError(f"expected at most {LIMIT} bytes, got more")
    return bytes(data)
