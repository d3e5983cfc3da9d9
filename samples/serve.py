"""The samples on a loopback web server: ``python -m samples.serve``.

- ``/articles/NAME`` the sample articles; the address written in them is replaced by the server's own;
- ``/embed/NAME`` a player page around a clip, as a small video site has;
- ``/media/NAME`` the clip itself, with ``Range`` requests;
- ``/removed/…`` answers 410 Gone: a post that its author took down.
"""

import argparse
import html
import re
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

__all__ = ["DEFAULT_PORT", "SampleServer"]

SAMPLES = Path(__file__).parent
DEFAULT_PORT = 8765
WRITTEN_BASE = f"http://127.0.0.1:{DEFAULT_PORT}"
"""The address that stands in the articles."""
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".mp4": "video/mp4",
}
PLAYER = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title} - ClipHurry</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "VideoObject", "name": "{title}",
"contentUrl": "{base}/media/{name}.mp4", "uploadDate": "2024-05-05T18:47:00Z", "duration": "PT9S",
"author": {{"@type": "Person", "name": "dockside_watch"}}}}</script></head>
<body><h1>{title}</h1><div id="player">The player is built by a script, as on most video sites.</div>
<p>Posted by dockside_watch on 5 May 2024. A page of an invented video site.</p></body></html>
"""
GONE = '<!DOCTYPE html><html lang="fr"><title>410</title><p>Cette vidéo a été supprimée par son auteur.</p></html>\n'


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends."""

    status: HTTPStatus
    media_type: str
    body: bytes


def answer(path: str, base: str) -> Answer:
    """The answer to a request for ``path``, ranges aside."""
    folder, _, name = path.partition("?")[0].strip("/").partition("/")
    if folder == "removed":
        return Answer(HTTPStatus.GONE, TYPES[".html"], GONE.encode())
    if folder == "embed" and (SAMPLES / "footage" / f"{tame(name)}.mp4").is_file():
        title = html.escape(tame(name).replace("-", " ").capitalize())
        return Answer(HTTPStatus.OK, TYPES[".html"], PLAYER.format(base=base, name=tame(name), title=title).encode())
    home = {"articles": "articles", "media": "footage"}.get(folder)
    file = SAMPLES / home / tame(name) if home else None
    if file is None or not file.is_file() or file.suffix not in TYPES:
        return Answer(HTTPStatus.NOT_FOUND, TYPES[".txt"], b"no such sample\n")
    body = file.read_bytes()
    if folder == "articles":
        body = body.replace(WRITTEN_BASE.encode(), base.encode())
    return Answer(HTTPStatus.OK, TYPES[file.suffix], body)


def tame(name: str) -> str:
    """A bare file name: no path leads out of the samples."""
    return re.sub(r"[^\w.-]", "", name.rpartition("/")[2]).lstrip(".")


def asked_range(header: str | None, size: int) -> tuple[int, int] | None:
    """First byte and last byte + 1 of a ``Range`` header (RFC 9110, one range); ``None`` for the whole.

    Raises:
        ValueError: a range outside the file.
    """
    found = re.fullmatch(r"bytes=(\d*)-(\d*)", (header or "").strip())
    if not found or found.group(0) == "bytes=-":
        return None
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        raise ValueError(f"expected a range inside {size} bytes, got {header!r}")
    return start, end


class Handler(BaseHTTPRequestHandler):
    """One request. Only loopback connects to it."""

    protocol_version = "HTTP/1.1"
    server: "LoopbackServer"

    def do_GET(self) -> None:
        self.reply(with_body=True)

    def do_HEAD(self) -> None:
        self.reply(with_body=False)

    def reply(self, *, with_body: bool) -> None:
        """Send the answer, whole or the part asked for."""
        time.sleep(self.server.delay)
        found = answer(self.path, self.server.base)
        status, body, size = found.status, found.body, len(found.body)
        extra: dict[str, str] = {}
        try:
            part = asked_range(self.headers.get("Range"), size) if status == HTTPStatus.OK else None
        except ValueError:
            part, status, body, extra = (
                None,
                HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                b"",
                {"Content-Range": f"bytes */{size}"},
            )
        if part:
            status, body = HTTPStatus.PARTIAL_CONTENT, body[part[0] : part[1]]
            extra = {"Content-Range": f"bytes {part[0]}-{part[1] - 1}/{size}"}
        self.send_response(status)
        plain = {"Content-Type": found.media_type, "Content-Length": str(len(body)), "Accept-Ranges": "bytes"}
        for key, value in {**plain, **extra}.items():
            self.send_header(key, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        if self.server.talkative:
            super().log_message(format, *args)


class LoopbackServer(ThreadingHTTPServer):
    """Bound to 127.0.0.1 alone."""

    daemon_threads = True
    base = ""
    delay = 0.0
    talkative = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


class SampleServer:
    """The server in a thread: ``with SampleServer() as server: … server.base``."""

    def __init__(self, port: int = 0, *, delay: float = 0.0, talkative: bool = False) -> None:
        self.http = LoopbackServer(("127.0.0.1", port), Handler)
        self.http.base = f"http://{self.host}"
        self.http.delay, self.http.talkative = delay, talkative
        self.thread = threading.Thread(target=self.http.serve_forever, name="samples", daemon=True)

    @property
    def host(self) -> str:
        """``127.0.0.1:PORT``, as ``--allow-host`` takes it."""
        return f"127.0.0.1:{self.http.server_address[1]}"

    @property
    def base(self) -> str:
        """Address of the server, without a slash at its end."""
        return self.http.base

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m samples.serve", description="Serve the sample articles and clips.")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds to wait before each answer")
    options = parser.parse_args()
    with SampleServer(options.port, delay=options.delay, talkative=True) as server:
        print(f"{server.base}/articles/fr.html  (Ctrl-C ends)")
        try:
            server.thread.join()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
