"""A real HTTP server on loopback for the tests, and small real media."""

import contextlib
import io
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import av
import numpy as np

Route = Callable[[BaseHTTPRequestHandler], None]


class Server(ThreadingHTTPServer):
    """``routes`` maps a path to what is done; ``seen`` lists the paths asked for."""

    daemon_threads = True

    def __init__(self, address: str = "127.0.0.1") -> None:
        super().__init__((address, 0), _Handler)
        self.routes: dict[str, Route] = {}
        self.seen: list[str] = []
        self.agents: list[str] = []

    @property
    def host(self) -> str:
        return f"{self.server_address[0]}:{self.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version: ClassVar[str] = "HTTP/1.1"
    says_so = True
    """That it hangs up after an answer: a client that kept the connection would find out only sometimes."""

    def end_headers(self) -> None:
        if self.says_so:
            self.send_header("Connection", "close")
        super().end_headers()

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        self.server.agents.append(self.headers.get("User-Agent", ""))
        route = self.server.routes.get(self.path, status(404))
        route(self)
        self.wfile.flush()
        self.close_connection = True

    do_HEAD = do_POST = do_GET  # noqa: N815 - http.server's own names

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Quiet."""


@contextmanager
def serving(address: str = "127.0.0.1", *, make: Callable[[], Server] | None = None) -> Iterator[Server]:
    server = make() if make else Server(address)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


@contextmanager
def socks_proxy(behind: Server, asked: list[str]) -> Iterator[str]:
    """A SOCKS5 proxy (RFC 1928) that leads every name to ``behind``; the names go to ``asked``. Its address."""

    def relay(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    class Proxy(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            given = self.request.makefile("rb", buffering=0)
            _, methods = given.read(2)
            given.read(methods)
            self.request.sendall(b"\x05\x00")
            kind = given.read(4)[3]
            assert kind == 3, "expected a name, got an address"
            name = given.read(given.read(1)[0]).decode()
            asked.append(f"{name}:{int.from_bytes(given.read(2))}")
            with socket.create_connection(behind.server_address[:2]) as onward:
                self.request.sendall(b"\x05\x00\x00\x01" + bytes(6))
                back = threading.Thread(target=relay, args=(onward, self.request), daemon=True)
                back.start()
                relay(self.request, onward)
                back.join(timeout=5)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"socks5h://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join(timeout=5)


def body(data: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Route:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        start, stop = 0, len(data)
        wanted = handler.headers.get("Range", "")
        if wanted.startswith("bytes=") and "-" in wanted:
            first, _, last = wanted[6:].partition("-")
            start, stop = int(first), min(stop, int(last) + 1 if last else stop)
        handler.send_response(206 if wanted else 200)
        if wanted:
            handler.send_header("Content-Range", f"bytes {start}-{stop - 1}/{len(data)}")
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(stop - start))
        handler.send_header("Accept-Ranges", "bytes")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(data[start:stop])

    return answer


def status(code: int) -> Route:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def redirect(target: str, code: int = 302) -> Route:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def then_gone(route: Route) -> Route:
    """Answers, keeps the connection until it is used again, and hangs up then."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.says_so = False  # type: ignore[attr-defined]  # of _Handler
        route(handler)
        handler.wfile.flush()
        handler.rfile.readline()

    return answer


def echo_cookies(sent: list[str], words: str, *, code: int = 200, reason: str | None = None) -> Route:
    """Says the cookies back, at ``{0}`` of a page and of the status line; notes them in ``sent``."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        cookies = handler.headers.get("Cookie", "")
        sent.append(cookies)
        data = words.format(cookies).encode()
        handler.send_response(code, reason.format(cookies) if reason else None)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(data)

    return answer


def cut_off(data: bytes, promised: int, kind: str = "text/html") -> Route:
    """Promises more bytes than it sends, then hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(promised))
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(data)

    return answer


def small_mp4(seconds: int = 1) -> bytes:
    """A moving gradient, 64×48, 10 pictures a second."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        ramp = np.add.outer(np.arange(48), np.arange(64)).astype(np.uint8)
        for number in range(seconds * 10):
            picture = np.repeat((ramp + number * 8)[:, :, None], 3, axis=2)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return out.getvalue()


def small_m4a() -> bytes:
    """A second of silence."""
    out = io.BytesIO()
    with av.open(out, "w", format="ipod") as container:
        stream = container.add_stream("aac", rate=8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 8000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()
