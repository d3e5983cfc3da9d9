"""Pages asked for with the analyst's session: it is sent to the hosts it belongs to, and nothing of it is in what is given back.

The ``Cookie`` and ``Set-Cookie`` headers of the exchanges keep their names alone. Where a server says a cookie's value back, in a
page, an address or the reason of a refusal, the value is taken out; of such an answer the body is then no longer the bytes of
the wire, and the exchange says so.
"""

import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from http.cookiejar import Cookie, CookieJar
from urllib.parse import urlsplit

from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

from provenance.errors import ArticleError, NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.pages import FetchedPage, StatusError
from provenance.fetch.session import REMOVED, Secrets
from provenance.fetch.tape import Exchange

__all__ = ["in_session"]

COOKIES = re.compile(rb"^(Cookie|Set-Cookie):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE)
FRAMING = re.compile(rb"^(?:Content-Encoding|Transfer-Encoding|Content-Length):[^\r\n]*\r?\n", re.IGNORECASE | re.MULTILINE)
CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
STEP = 1 << 16


def in_session(jar: CookieJar, ask: Callable[[], FetchedPage], *, guard: Guard, limit: int) -> FetchedPage:
    """What ``ask``, which sends the cookies of ``jar``, gives, without them; ``limit``: bytes of a body, decompressed.

    Raises:
        NetworkError, ArticleError: as ``ask`` does, without them.
    """
    before, given, secrets = len(guard.sent), list(jar), Secrets()
    try:
        page = ask()
    except (NetworkError, ArticleError) as error:
        secrets = _secrets((*given, *jar), guard.sent[before:])
        error.args = (secrets.scrub(str(error)),)
        if isinstance(error, StatusError):
            error.exchanges = _cleaned(error.exchanges, secrets, limit)
        raise
    else:
        secrets = _secrets((*given, *jar), page.hops)
        return _without(page, secrets, limit)
    finally:
        guard.sent[before:] = map(secrets.scrub_url, guard.sent[before:])


def _secrets(cookies: Iterable[Cookie], asked: Iterable[str]) -> Secrets:
    """A server may renew a session: what was given counts, and what it was replaced by."""
    return Secrets.of(cookies, hosts=frozenset((urlsplit(url).hostname or "").lower() for url in asked))


def _without(page: FetchedPage, secrets: Secrets, limit: int) -> FetchedPage:
    headers = ((name, REMOVED if name.lower() == "set-cookie" else secrets.scrub(value)) for name, value in page.headers)
    return replace(
        page,
        data=secrets.scrub_bytes(page.data),
        url=secrets.scrub_url(page.url),
        headers=tuple(headers),
        hops=tuple(map(secrets.scrub_url, page.hops)),
        exchanges=_cleaned(page.exchanges, secrets, limit),
    )


def _cleaned(exchanges: tuple[Exchange, ...], secrets: Secrets, limit: int) -> tuple[Exchange, ...]:
    return tuple(_clean(exchange, secrets, limit) for exchange in exchanges)


def _clean(exchange: Exchange, secrets: Secrets, limit: int) -> Exchange:
    head, end, body = exchange.response.partition(b"\r\n\r\n")
    kept_head = _without_cookies(head, secrets)
    plain = _plain(head, body, limit)
    kept = None if plain is None else secrets.scrub_bytes(plain)
    if kept != plain or plain is None:
        body = kept or b""
        kept_head = FRAMING.sub(b"", kept_head + b"\r\n") + b"Content-Length: %d" % len(body)
    return replace(
        exchange,
        url=secrets.scrub_url(exchange.url),
        request=_without_cookies(exchange.request, secrets),
        response=kept_head + end + body,
        truncated=exchange.truncated or plain is None,
        cleaned=kept != plain,
    )


def _without_cookies(head: bytes, secrets: Secrets) -> bytes:
    return secrets.scrub_bytes(COOKIES.sub(rb"\1: " + REMOVED.encode(), head))


def _plain(head: bytes, body: bytes, limit: int) -> bytes | None:
    """The body without chunks and compression, as far as it came; ``None`` where that cannot be told."""
    chunked = _stated(head, b"transfer-encoding") == "chunked"
    coding = _stated(head, b"content-encoding")
    if coding not in {"", "identity", *CODINGS}:
        return None
    kind = ChunkedDataReader if chunked else BufferedReader
    reader, plain = kind(io.BytesIO(body), decomp_type=CODINGS.get(coding)), bytearray()
    while piece := reader.read(STEP):
        plain += piece
        if len(plain) > limit:
            return None
    return bytes(plain)


def _stated(head: bytes, name: bytes) -> str:
    found = re.search(rb"(?im)^" + name + rb":[ \t]*([^\r\n]*)", head)
    return found[1].decode("latin-1").strip().lower() if found else ""
