"""Pages over HTTP: one address in, the bytes of one page out, every hop through the guard.

Limits hold while the bytes arrive: the size after decompression, the total time, the number of
redirects. Only ``gzip`` is asked for, because :mod:`zlib` can stop in the middle of a bomb.
"""

import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar

import httpcore
import httpx

from provenance._version import __version__
from provenance.errors import ArticleError, GuardError, NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.tape import Exchange, Tape
from provenance.fetch.transport import Deadline, GuardedTransport

__all__ = ["USER_AGENT", "FetchedPage", "SizeError", "StatusError", "fetch"]

USER_AGENT = f"provenance/{__version__} (open-source verification; fetches one page on an analyst's order)"
HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "gzip",
}
MAX_HOPS = 10
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PAGE_TYPES = ("text/", "application/xhtml", "application/xml", "application/octet-stream", "application/json")
"""What may be an article; the reader looks at the bytes themselves."""
STEP = 1 << 20
"""Bytes decompressed at once, at most."""


class StatusError(NetworkError):
    """A server answered otherwise than with success."""

    def __init__(self, message: str, *, status: int, headers: Mapping[str, str], truncated: bool) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.truncated = truncated
        """Whether its body was longer than is read."""
        self.exchanges: tuple[Exchange, ...] = ()
        """What went over the wire, redirects included."""


class SizeError(ArticleError):
    """An answer is larger than the limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedPage:
    """A page as it was served."""

    data: bytes
    """Decompressed body."""
    url: str
    """Where it was found, after redirects."""
    requested: str
    status: int
    content_type: str
    """Lower-case media type without parameters; empty when the server named none."""
    charset: str | None
    """As the server states it."""
    headers: tuple[tuple[str, str], ...]
    hops: tuple[str, ...]
    """Every URL contacted, in order; the first is ``requested``, the last ``url``."""
    exchanges: tuple[Exchange, ...] = ()
    """What went over the wire for each of them."""


def fetch(
    url: str,
    *,
    guard: Guard,
    limit: int = 50_000_000,
    timeout: float = 30.0,
    proxy: str | None = None,
    session: CookieJar | None = None,
    types: tuple[str, ...] = PAGE_TYPES,
    wanted: str = "a page of text",
    judge: Callable[[str], None] = lambda _: None,
) -> FetchedPage:
    """Fetch a page.

    Args:
        url: http or https.
        guard: judges every hop.
        limit: bytes of the body, decompressed.
        timeout: seconds for everything, redirects included.
        proxy: ``http://`` or ``socks5://`` (``socks5h://``) address that every connection goes through; names are
            resolved there, so the guard then judges URLs by their text alone.
        session: cookies sent to the hosts that they belong to (:mod:`provenance.fetch.withsession` takes them out again).
        types: beginnings of the media types that are let in.
        wanted: what they are, for the error.
        judge: told every address before it is asked, redirects included; what it raises ends the fetch.

    Raises:
        GuardError: an address on the way is one we refuse to contact.
        StatusError: an answer other than success.
        NetworkError: no answer, or one cut off in the middle.
        SizeError: an answer over the limit.
        ArticleError: an answer that is no page (empty, a picture or a video).
    """
    deadline = Deadline(end=time.monotonic() + timeout, seconds=timeout)
    hops: list[str] = []
    exchanges: list[Exchange] = []
    target, tape = url, Tape()
    with httpx.Client(
        transport=GuardedTransport(guard, deadline, proxy, tape),
        headers=HEADERS,
        cookies=session,
        trust_env=False,
        timeout=timeout,
    ) as client:
        while True:
            guard.check_url(target)
            judge(target)
            hops.append(target)
            tape.rewind()
            try:
                found = _one(client, target, limit=limit, deadline=deadline, types=types, wanted=wanted)
            except StatusError as error:
                error.exchanges = (*exchanges, tape.exchange(target, truncated=error.truncated))
                raise
            exchanges.append(tape.exchange(target, truncated=isinstance(found, Redirect) and found.truncated))
            if not isinstance(found, Redirect):
                return _page(found, requested=url, hops=tuple(hops), exchanges=tuple(exchanges))
            if len(hops) > MAX_HOPS:
                what = "a loop of redirects" if found.target in hops else f"more than {MAX_HOPS} redirects"
                raise NetworkError(f"{url}: expected a page, got {what} (last: {found.target})")
            target = found.target


Answer = tuple[httpx.Response, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An answer that sends elsewhere."""

    target: str
    truncated: bool
    """Whether its body was longer than is read."""


def _one(
    client: httpx.Client, url: str, *, limit: int, deadline: Deadline, types: tuple[str, ...], wanted: str
) -> Answer | Redirect:
    """The answer of one request, or the address it redirects to."""
    try:
        with client.stream("GET", url) as response:
            if response.status_code in REDIRECTS and "location" in response.headers:
                target = str(httpx.URL(url).join(response.headers["location"]).copy_with(fragment=None))
                return Redirect(target=target, truncated=_drain(response))
            _check_status(response, url)
            _check_type(response, url, limit, types, wanted)
            return response, _body(response, url, limit)
    except (GuardError, StatusError):
        raise
    except NetworkError as error:
        raise NetworkError(f"{url}: {error}") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise NetworkError(f"{url}: expected the whole answer within {deadline.seconds:g} s") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.ProtocolError, httpcore.NetworkError, OSError, ValueError) as error:
        raise NetworkError(f"{url}: {error or type(error).__name__}") from error


def _drain(response: httpx.Response) -> bool:
    """Read the body of a redirect or refusal, which is kept as a record; returns whether it goes on or breaks off."""
    size = 0
    try:
        for piece in response.iter_raw():
            size += len(piece)
            if size > STEP:
                return True
    except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError, OSError):
        return True
    return False


def _check_status(response: httpx.Response, url: str) -> None:
    if not 200 <= response.status_code < 300:
        words = f"{url}: expected 200 OK, got HTTP Error {response.status_code}: {response.reason_phrase} from {url}"
        raise StatusError(words, status=response.status_code, headers=response.headers, truncated=_drain(response))


def _check_type(response: httpx.Response, url: str, limit: int, types: tuple[str, ...], wanted: str) -> None:
    media_type = _media_type(response)
    if media_type and not media_type.startswith(types) and not media_type.endswith("+xml"):
        raise ArticleError(f"{url}: expected {wanted}, got {media_type}")
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise SizeError(f"{url}: expected at most {limit} bytes, got {length}")


def _body(response: httpx.Response, url: str, limit: int) -> bytes:
    data = bytearray()
    for piece in _decoded(response):
        data += piece
        if len(data) > limit:
            raise SizeError(f"{url}: expected at most {limit} bytes, got more (decompressed)")
    if not data:
        raise ArticleError(f"{url}: expected a page, got an empty answer")
    return bytes(data)


def _decoded(response: httpx.Response) -> Iterator[bytes]:
    """The body, decompressed in steps, so that the caller can stop early."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        yield from response.iter_raw()
    elif coding in {"gzip", "x-gzip", "deflate"}:
        yield from inflate(response.iter_raw())
    else:
        raise NetworkError(f"expected gzip, deflate or no compression, got {coding!r}")


def inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Decompress gzip or zlib data, at most :data:`STEP` bytes at a time.

    Raises:
        NetworkError: damaged, or cut off in the middle.
    """
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    try:
        for piece in pieces:
            rest = piece
            while rest and not unpack.eof:
                yield unpack.decompress(rest, STEP)
                rest = unpack.unconsumed_tail
        yield unpack.flush()
    except zlib.error as error:
        raise NetworkError(f"expected compressed data, got something damaged ({error})") from error
    if not unpack.eof:
        raise NetworkError("expected whole compressed data, got an answer cut off in the middle")


def _page(answer: Answer, *, requested: str, hops: tuple[str, ...], exchanges: tuple[Exchange, ...]) -> FetchedPage:
    response, data = answer
    return FetchedPage(
        data=data,
        url=hops[-1],
        requested=requested,
        status=response.status_code,
        content_type=_media_type(response),
        charset=response.charset_encoding,
        headers=tuple(response.headers.multi_items()),
        hops=hops,
        exchanges=exchanges,
    )


def _media_type(response: httpx.Response) -> str:
    value: str = response.headers.get("content-type", "")
    return value.partition(";")[0].strip().lower()
