"""yt-dlp with one door to the network: every connection it makes is judged by the guard.

Imports yt-dlp, which takes most of a second: import this module only where it is used. What is closed,
and how:

- Request handlers other than ours (requests, curl, websockets): the director gets one handler only.
- Addresses: each socket is opened by :meth:`Guard.connect`, redirects included. Through a proxy the
  name is resolved there; then only the URL's text can be judged.
- ffmpeg, rtmpdump and other programs as downloaders: :meth:`GuardedYoutubeDL.dl` starts native ones only.
- ffmpeg and ffprobe over what was downloaded: :meth:`GuardedYoutubeDL.run_pp` joins in a confined process instead.
- Programs that extractors start, and every other (``ytdlp_programs.py``).
- Decompression bombs and endless pages: whole-body reads are limited. Dripping servers: ``pace.py``.
- ``file:``, ``ftp:`` and plugins, user configuration, cache, netrc: off.
"""

import functools
import io
import math
import urllib.request
import urllib.response
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yt_dlp
import yt_dlp.globals
from yt_dlp.downloader import get_suitable_downloader
from yt_dlp.downloader.dash import DashSegmentsFD
from yt_dlp.downloader.f4m import F4mFD
from yt_dlp.downloader.hls import HlsFD
from yt_dlp.downloader.http import HttpFD
from yt_dlp.downloader.ism import IsmFD
from yt_dlp.networking import Request, RequestDirector
from yt_dlp.networking import _urllib as base
from yt_dlp.networking.exceptions import HTTPError, IncompleteRead, RequestError, TransportError
from yt_dlp.postprocessor.ffmpeg import FFmpegMergerPP, FFmpegPostProcessor

from provenance.errors import GuardError, MediaError, NetworkError
from provenance.fetch.guard import Guard
from provenance.fetch.joining import Part, join
from provenance.fetch.pace import PacedHTTPConnection, PacedHTTPSConnection
from provenance.fetch.politeness import REPEATABLE, Politeness
from provenance.fetch.replay import Replay
from provenance.fetch.ytdlp_programs import refuse_others

__all__ = ["GuardedYoutubeDL"]

# Global in yt-dlp: no code from the user's plugin folders runs in this process.
yt_dlp.globals.plugin_dirs.value = []
yt_dlp.globals.all_plugins_loaded.value = True
refuse_others()

WHOLE_BODY_LIMIT = 100_000_000
"""Bytes of one answer that is read whole (pages, manifests, API answers); media are read in blocks."""


class GuardedHTTPHandler(base.HTTPHandler):  # type: ignore[misc]  # yt-dlp has no types
    """Opens connections through the guard, and decompresses within bounds."""

    def __init__(self, *, guard: Guard, context: Any) -> None:  # noqa: ANN401 - ssl.SSLContext, made by yt-dlp
        super().__init__(context=context)
        self._guard = guard

    def http_open(self, req: Any) -> Any:  # noqa: ANN401
        """Open a plain connection."""
        return self.do_open(self._maker(PacedHTTPConnection, req), req)

    def https_open(self, req: Any) -> Any:  # noqa: ANN401
        """Open a TLS connection."""
        return self.do_open(self._maker(PacedHTTPSConnection, req), req, context=self._context)

    def _maker(self, kind: type, req: Any) -> Callable[..., Any]:  # noqa: ANN401
        if "Ytdl-socks-proxy" in req.headers:  # the analyst's own proxy; the URL has been judged
            return functools.partial(base._create_http_connection, self._make_conn_class(kind, req), None)  # noqa: SLF001

        def make(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            connection = kind(*args, **kwargs)
            connection._create_connection = self._connect  # noqa: SLF001 - the hook that http.client itself offers
            return connection

        return make

    def _connect(self, address: tuple[str, int], timeout: float | None = None, _source: object = None) -> Any:  # noqa: ANN401
        try:
            return self._guard.connect(address[0], address[1], timeout=timeout)
        except NetworkError as error:
            raise RequestError(msg=str(error), cause=error) from error

    def http_response(self, req: Any, resp: Any) -> Any:  # noqa: ANN401
        """Decompress, but never more than the limit."""
        codings = [coding.strip().lower() for coding in resp.headers.get("Content-encoding", "").split(",")]
        if any(codings) and codings != ["identity"]:
            packed = _limited(resp.read(WHOLE_BODY_LIMIT + 1))
            for coding in reversed(codings):
                packed = _unpacked(packed, coding)
            plain: Any = urllib.response.addinfourl(io.BytesIO(packed), resp.headers, resp.url, resp.code)
            plain.msg = resp.msg
            del plain.headers["Content-Encoding"]
            resp = plain
        return super().http_response(req, resp)

    https_response = http_response


class GuardedRedirectHandler(base.RedirectHandler):  # type: ignore[misc]
    """Judges and notes the target of every redirect."""

    def __init__(self, judge: Callable[[str], None]) -> None:
        super().__init__()
        self._judge = judge

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: ANN401, PLR0917
        """As yt-dlp, after the guard."""
        self._judge(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class LimitedResponse(base.UrllibResponseAdapter):  # type: ignore[misc]
    """An answer whose whole-body reads end at the limit."""

    def __init__(self, answer: Any, *, replay: Replay | None = None) -> None:  # noqa: ANN401 - yt-dlp's own adapter
        super().__init__(answer.fp)
        self._answer = answer  # its destructor would close the connection
        if replay:  # what is relative in it is relative to the original
            self.url = replay.original(str(answer.url))

    def read(self, amt: int | None = None) -> bytes:
        """``amt`` bytes, or the whole body within the limit."""
        if amt is not None:
            return bytes(super().read(amt))
        data = _limited(bytes(super().read(WHOLE_BODY_LIMIT + 1)))
        missing = getattr(self.fp, "length", None)  # http.client counts down; a bounded read does not check it
        if missing:
            raise IncompleteRead(partial=len(data), expected=missing)
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for every request of one acquisition."""

    polite: Politeness
    limit: Callable[[], float]
    """Seconds that are left; raises when the time is up."""
    replay: Replay | None = None
    """The archive that everything is asked of."""
    requests: list[str] = field(default_factory=list)
    """Addresses contacted, in order."""
    apart: list[str] = field(default_factory=list)
    """Why picture and sound were not joined."""


class GuardedRH(base.UrllibRH):  # type: ignore[misc]
    """yt-dlp's urllib handler behind the guard; the only one the director gets."""

    _SUPPORTED_URL_SCHEMES = ("http", "https", "data")
    RH_NAME = "guarded"

    def __init__(self, *, guard: Guard, rules: "Rules", **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self._guard = guard
        self._door = _with_proxies(guard, self.proxies)
        self._rules = rules

    def _judge(self, url: str) -> None:
        if url[:5].lower() == "data:":
            return
        try:
            self._guard.check_url(url)
            if self._rules.replay:
                self._rules.replay.archive.check(url)
        except GuardError as error:
            raise RequestError(msg=str(error), cause=error) from error
        self._rules.requests.append(url)
        self._guard.sent.append(url)

    def _prepare_headers(self, _request: Any, headers: Any) -> None:  # noqa: ANN401
        headers.setdefault("Accept-Encoding", "gzip, deflate")

    def _create_instance(self, proxies: Any, cookiejar: Any, legacy_ssl_support: Any = None) -> Any:  # noqa: ANN401
        opener = urllib.request.OpenerDirector()
        context = self._make_sslcontext(legacy_ssl_support=legacy_ssl_support)
        handlers = (
            base.ProxyHandler(proxies),
            GuardedHTTPHandler(guard=self._door, context=context),
            urllib.request.HTTPCookieProcessor(cookiejar),
            urllib.request.DataHandler(),
            urllib.request.UnknownHandler(),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
            GuardedRedirectHandler(self._judge),
        )
        for handler in handlers:
            opener.add_handler(handler)
        opener.addheaders = []
        return opener

    def _send(self, request: Any) -> LimitedResponse:  # noqa: ANN401
        """Ask, and ask again where the server says "later" or a fault on the way may pass."""
        wanted, request = request.url, self._replayed(request)
        tries = 0
        while True:
            tries += 1
            self._wait(request.url)
            self._judge(request.url)
            try:
                return self._answer(wanted, super()._send(request))
            except HTTPError as error:
                if not self._again(request, error, tries):
                    raise HTTPError(LimitedResponse(error.response), redirect_loop=error.redirect_loop) from error
                error.close()
            except TransportError:
                if request.method not in REPEATABLE or not self._rules.polite.after_fault(request.url, tries=tries):
                    raise

    def _replayed(self, request: Any) -> Any:  # noqa: ANN401
        """``request`` for the archive's copy, where one is asked."""
        replay = self._rules.replay
        if replay is None:
            return request
        if request.method not in REPEATABLE:
            raise RequestError(msg=f"{request.url}: a web archive answers no {request.method}")
        asked = request.copy()
        asked.url = replay.address(request.url)
        return asked

    def _answer(self, wanted: str, answer: Any) -> LimitedResponse:  # noqa: ANN401
        replay = self._rules.replay
        if replay:
            replay.note(wanted, given=str(answer.url))
        return LimitedResponse(answer, replay=replay)

    def _wait(self, url: str) -> None:
        # As yt-dlp's own class of errors: any other would be taken for a fault of the handler.
        try:
            self._rules.limit()
            self._rules.polite.before(url)
        except NetworkError as error:
            raise RequestError(msg=str(error), cause=error) from error

    def _again(self, request: Any, error: HTTPError, tries: int) -> bool:  # noqa: ANN401
        repeatable, headers = request.method in REPEATABLE, error.response.headers
        return self._rules.polite.again(request.url, error.status, headers, tries=tries, repeatable=repeatable)


class NativeHlsFD(HlsFD):  # type: ignore[misc]
    """HLS without ffmpeg, which would open connections of its own."""

    @classmethod
    def can_download(cls, manifest: str, info_dict: Any, allow_unplayable_formats: Any = False) -> bool:  # noqa: ANN401, FBT002
        """Whether the native code can; never hands over to ffmpeg.

        Raises:
            DownloadError: it cannot.
        """
        if HlsFD.can_download(manifest, info_dict, allow_unplayable_formats):
            return True
        drm = (
            "this stream is DRM protected"
            if cls._has_drm(manifest)
            else "this stream uses features that are not fetched natively"
        )
        raise yt_dlp.utils.DownloadError(f"This stream is not fetched: {drm}")


NATIVE = {HttpFD: HttpFD, HlsFD: NativeHlsFD, DashSegmentsFD: DashSegmentsFD, IsmFD: IsmFD, F4mFD: F4mFD}
"""Downloaders that use yt-dlp's own requests for everything."""


class GuardedYoutubeDL(yt_dlp.YoutubeDL):  # type: ignore[misc]
    """A YoutubeDL that cannot reach the network except through the guard."""

    def __init__(
        self,
        params: dict[str, Any],
        *,
        guard: Guard,
        polite: Politeness | None = None,
        limit: Callable[[], float] = lambda: math.inf,
        replay: Replay | None = None,
    ) -> None:
        self.guard = guard
        self._rules = Rules(polite=polite or Politeness(), limit=limit, replay=replay)
        super().__init__(params)

    @property
    def requests(self) -> list[str]:
        """Addresses contacted so far, in order; it grows."""
        return self._rules.requests

    @property
    def apart(self) -> list[str]:
        """Why picture and sound were not joined so far, each with the file's name; it grows."""
        return self._rules.apart

    def build_request_director(self, handlers: Any, preferences: Any = None) -> RequestDirector:  # noqa: ANN401, ARG002
        """One handler: ours."""
        handler = functools.partial(GuardedRH, guard=self.guard, rules=self._rules)
        return super().build_request_director([handler])

    def dl(self, name: str, info: Any, subtitle: bool = False, test: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002, ARG002
        """Download one format natively, or refuse.

        Raises:
            DownloadError: only another program could fetch it.
        """
        if not info.get("url"):
            self.raise_no_formats(info, True)  # noqa: FBT003 - yt-dlp's signature
        kind = NATIVE.get(get_suitable_downloader(info, self.params))
        if kind is None:
            raise yt_dlp.utils.DownloadError(f"This protocol is not fetched: {info.get('protocol')}")
        downloader = kind(self, self.params)
        for hook in self._progress_hooks:
            downloader.add_progress_hook(hook)
        given = self._copy_infodict(info)
        if given.get("http_headers") is None:
            given["http_headers"] = self._calc_headers(given)
        return downloader.download(name, given, subtitle)

    def run_pp(self, pp: Any, infodict: Any) -> Any:  # noqa: ANN401 - yt-dlp's signature
        """As yt-dlp, but that no program of its choosing reads what was downloaded; what cannot be joined stays apart.

        Raises:
            PostProcessingError: only such a program could do it.
        """
        if not isinstance(pp, FFmpegPostProcessor):
            return super().run_pp(pp, infodict)
        if not isinstance(pp, FFmpegMergerPP):
            raise yt_dlp.utils.PostProcessingError(f"This is not done to what was downloaded: {pp.pp_key()}")
        files = infodict["__files_to_merge"]
        parts = [
            Part(path=Path(path), picture=kind.get("vcodec") != "none", sound=kind.get("acodec") != "none")
            for path, kind in zip(files, infodict["requested_formats"], strict=True)
        ]
        try:
            join(parts, Path(infodict["filepath"]), seconds=self._rules.limit())
        except (MediaError, NetworkError) as error:
            self._rules.apart.append(f"picture and sound stay apart: {error}")
        infodict.setdefault("__files_to_move", {}).update(dict.fromkeys(files, ""))
        return infodict

    def touch(self, url: str, headers: Mapping[str, str]) -> None:
        """Ask for the first byte of a file.

        Raises:
            HTTPError: it is not to be had.
            TransportError: nobody answers.
        """
        # A server without ranges begins to send it all: the connection is closed after the first byte.
        with self.urlopen(Request(url, headers={**headers, "Range": "bytes=0-0"})) as answer:
            answer.read(1)


def _with_proxies(guard: Guard, proxies: Mapping[str, str | None]) -> Guard:
    """``guard`` for connections, where the analyst's own proxy may be on this machine; URLs are judged without it."""
    hosts = {urlsplit(proxy).netloc.rpartition("@")[2] for proxy in proxies.values() if proxy and "://" in proxy}
    return guard.opened_to(*hosts)


def _limited(data: bytes) -> bytes:
    if len(data) > WHOLE_BODY_LIMIT:
        raise TransportError(msg=f"expected at most {WHOLE_BODY_LIMIT} bytes in one answer, got more")
    return data


def _unpacked(data: bytes, coding: str) -> bytes:
    """``data`` without one layer of compression."""
    if coding in {"", "identity"} or not data:
        return data
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise TransportError(msg=f"expected gzip, deflate or no compression, got {coding!r}")
    try:
        return _inflated(data, zlib.MAX_WBITS | 32)
    except zlib.error:
        if coding != "deflate":
            raise
        return _inflated(data, -zlib.MAX_WBITS)


def _inflated(data: bytes, window: int) -> bytes:
    unpack = zlib.decompressobj(wbits=window)
    plain = _limited(unpack.decompress(data, WHOLE_BODY_LIMIT + 1))
    if not unpack.eof:
        raise IncompleteRead(partial=len(plain))
    return plain
