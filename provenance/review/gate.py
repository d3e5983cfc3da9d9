"""Who is let in: only the page itself, in the browser that opened the secret address.

Any site that the analyst has open, and any program on the machine, can send requests to a port of 127.0.0.1. Hence: the
Host must be this server's own (a name that was rebound to 127.0.0.1 bears another), an Origin must be this page's, and
each request carries a cookie that only the first visit to the secret address gave out. What is stored in a case is
hostile: the policy of every answer forbids scripts that are not files of ours, whatever stands in the page.
"""

import secrets
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["PAGE_POLICY", "Gate"]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing from outside, nothing inline, and no text that becomes markup: the page's scripts build elements."""
ANSWER_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Of everything else, also when it is opened in a tab of its own."""
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=()",
}
ENTRANCE = "/"
SPENT = (
    "This page opens by the address that the program printed, once, in one browser.\n\n"
    "Open it in the browser that it was opened in first, or stop the program (Ctrl-C) and start it again for a new address. "
    "Nothing that was decided is lost.\n"
)


class Gate:
    """ASGI application around another one; see the module. ``port`` is the server's own on 127.0.0.1."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self._app = app
        self._host = f"127.0.0.1:{port}"
        self._origin = f"http://{self._host}"
        self._cookie = f"provenance-{port}"
        """Browsers send a cookie to every port of a host: two reviews must not overwrite each other's."""
        self._token: str | None = secrets.token_urlsafe(32)
        self._secret = secrets.token_urlsafe(32)

    @property
    def address(self) -> str:
        """The secret address; it lets one browser in."""
        return f"{self._origin}{ENTRANCE}?token={self._token or ''}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer why not."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        refused = self._stranger(scope, headers)
        entering = refused is None and not self._known(headers) and self._enters(scope)
        if refused is None and not entering and not self._known(headers):
            refused = PlainTextResponse(SPENT, status_code=403)
        await (refused or self._app)(scope, receive, self._sealed(scope, send, entering=entering))

    def _stranger(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        """Why the request cannot come from the page, whatever it carries."""
        origins = headers.getlist("origin")
        if headers.getlist("host") != [self._host]:
            return PlainTextResponse(f"expected Host: {self._host}\n", status_code=421)
        if any(origin != self._origin for origin in origins) or (scope["method"] not in {"GET", "HEAD"} and not origins):
            return PlainTextResponse("expected a request of this page\n", status_code=403)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"} and not self._visited(scope, headers):
            return PlainTextResponse("expected a request of this page\n", status_code=403)
        return None

    @staticmethod
    def _visited(scope: Scope, headers: Headers) -> bool:
        """Whether somebody followed a link to the page (a terminal in a browser, a chat)."""
        return scope["method"] == "GET" and scope["path"] == ENTRANCE and headers.get("sec-fetch-mode") == "navigate"

    def _known(self, headers: Headers) -> bool:
        """Whether it carries the cookie."""
        for line in headers.getlist("cookie"):
            found = SimpleCookie(line).get(self._cookie)
            if found is not None and secrets.compare_digest(found.value.encode(), self._secret.encode()):
                return True
        return False

    def _enters(self, scope: Scope) -> bool:
        """Whether it is the first visit; there is no second one."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if self._token is None or scope["path"] != ENTRANCE or scope["method"] != "GET":
            return False
        if not secrets.compare_digest(given.encode(), self._token.encode()):
            return False
        self._token = None
        return True

    def _sealed(self, scope: Scope, send: Send, *, entering: bool) -> Send:
        """``send`` with the headers that every answer bears."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                shown = scope["path"] == ENTRANCE and message["status"] == 200
                headers["Content-Security-Policy"] = PAGE_POLICY if shown else ANSWER_POLICY
                if entering:
                    headers.append("Set-Cookie", f"{self._cookie}={self._secret}; HttpOnly; SameSite=Strict; Path=/")
            await send(message)

        return answer
