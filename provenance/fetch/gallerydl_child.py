"""The process in which gallery-dl runs: it can open no connection, start no program, and write to one folder only.

gallery-dl's extractors make sessions of their own, so nothing inside it is relied on: the kernel refuses this process every
socket (:mod:`provenance.confinement`), and an audit hook does where the kernel cannot. Whatever connects, asks the process that
started this one, which judges, notes and opens, and hands the open socket over. No user configuration is read, no cache,
netrc, cookie file, post-processor or plugin.

Imports gallery-dl when the process is confined already. Speaks JSON over a pipe; the other end is
:mod:`provenance.fetch.gallerydl_run`.
"""

import importlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle
from pathlib import Path
from typing import Any

from provenance.confinement import Limits, confine
from provenance.fetch.politeness import LATER, REPEATABLE

__all__ = ["Parent", "Refused", "main"]

MEMORY = 1 << 30
"""Bytes that the process may have written to."""
PAGE_LIMIT = 100_000_000
"""Bytes of one answer that is read whole (pages, answers of interfaces)."""
CLOSED = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"),
        *("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "os.forkpty", "pty.spawn"),
    }
)
"""What Python itself tells of and no extractor needs here (https://docs.python.org/3/library/audit_events.html)."""
Order = Mapping[str, Any]


class Refused(Exception):  # noqa: N818 - no error of this process: its parent said no
    """The parent does not let it happen. Not an ``OSError``, so that no library tries again."""


class Parent:
    """Who started this process, and decides. Extractors may have threads, so one speaks at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def order(self) -> Order:
        """What is to be done."""
        return self._heard()

    def tell(self, **words: object) -> None:
        """Say something that needs no answer."""
        with self._lock:
            self._connection.send_bytes(json.dumps(words, default=str).encode("utf-8", "replace"))

    def ask(self, **words: object) -> Order:
        """Say something and wait for the answer.

        Raises:
            Refused: the answer is no.
        """
        with self._lock:
            self._connection.send_bytes(json.dumps(words, default=str).encode("utf-8", "replace"))
            return self._allowed(self._heard())

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection, opened by the parent.

        Raises:
            Refused: the address is one that we do not contact.
            OSError: nobody answers there.
        """
        with self._lock:
            self._connection.send_bytes(json.dumps({"say": "connect", "host": host, "port": port}).encode())
            answer = self._allowed(self._heard())
            if "failed" in answer:
                raise OSError(answer["failed"])
            return socket.socket(fileno=recv_handle(self._connection))

    def _heard(self) -> Order:
        found: Order = json.loads(self._connection.recv_bytes())
        return found

    @staticmethod
    def _allowed(answer: Order) -> Order:
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer


def guard_requests(parent: Parent) -> None:
    """Every connection and request of the ``requests`` library, whatever session makes it, goes through ``parent``."""
    from urllib3.exceptions import NewConnectionError, ProtocolError  # noqa: PLC0415 - in the confined process alone

    requests: Any = importlib.import_module("requests")
    connections: Any = importlib.import_module("urllib3.connection")
    send, content = requests.adapters.HTTPAdapter.send, requests.Response.iter_content

    def connect(self: Any) -> socket.socket:  # noqa: ANN401 - urllib3's connection
        try:
            opened = parent.connect(self.host.strip("[]"), self.port)
        except OSError as error:
            raise NewConnectionError(self, str(error)) from error
        opened.settimeout(self.timeout if isinstance(self.timeout, int | float) else 20.0)
        return opened

    def judged(self: Any, request: Any, **options: Any) -> Any:  # noqa: ANN401 - as requests has it
        tries = 0
        while True:
            tries += 1
            parent.ask(say="send", url=request.url)
            try:
                answer = send(self, request, **options)
            except requests.exceptions.ConnectionError as error:
                # A kept connection may be closed by the server just when it is used again (RFC 9112, section 9.3.1).
                broken = isinstance(error.args[0], ProtocolError) and request.method in REPEATABLE
                if not broken or not parent.ask(say="fault", url=request.url, tries=tries)["again"]:
                    raise
                continue
            if answer.status_code not in LATER or not isinstance(request.body, str | bytes | None):
                return answer
            after = answer.headers.get("Retry-After", "")
            if not parent.ask(say="again", url=request.url, status=answer.status_code, after=after, tries=tries)["again"]:
                return answer
            answer.close()

    def limited(self: Any, chunk_size: int | None = 1, decode_unicode: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        size = 0
        for piece in content(self, chunk_size, decode_unicode):
            size += len(piece)
            if size > PAGE_LIMIT:
                raise Refused(f"expected at most {PAGE_LIMIT} bytes in one answer, got more")
            yield piece

    connections.HTTPConnection._new_conn = connect  # noqa: SLF001 - where all meet
    requests.adapters.HTTPAdapter.send = judged
    requests.Response.iter_content = limited


def watch(folder: Path) -> None:
    """Refuse by Python's own events what the kernel refuses already where it can."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CLOSED:
            raise PermissionError(f"{event} is not allowed here")
        if event == "open" and len(arguments) == 3 and _writes(arguments[1], arguments[2]):
            inside = isinstance(arguments[0], str | os.PathLike) and Path(arguments[0]).resolve().is_relative_to(folder)
            if not inside and arguments[0] != os.devnull:
                raise PermissionError("writing is not allowed here")

    sys.addaudithook(hook)


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return not set("wax+").isdisjoint(mode)
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))


def serve(descriptor: int) -> None:
    """Do the one thing that is asked through ``descriptor``."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.dont_write_bytecode = True
    parent = Parent(Connection(descriptor))
    order = parent.order()
    folder = Path(order["folder"]).resolve()
    missing = confine(Limits(memory=MEMORY, folder=folder, written=int(order["written"]), programs=False))
    os.chdir(folder)
    watch(folder)
    parent.tell(say="ready", missing=missing)
    try:
        guard_requests(parent)
        # By name, so that what speaks gallery-dl's language is loaded by nobody else.
        work: Callable[[Parent, Order], Mapping[str, object]] = importlib.import_module("provenance.fetch.gallerydl_post").work
        found = work(parent, order)
    except BaseException as error:  # noqa: BLE001 - hundreds of extractors over hostile pages may raise anything
        parent.tell(say="failed", **failure(error))
        return
    parent.tell(say="done", **found)


def failure(error: BaseException) -> dict[str, object]:
    """What an exception tells: its classes, its words, and the HTTP status where it has one."""
    status = getattr(error, "status", None)
    return {
        "classes": [kind.__name__ for kind in type(error).__mro__],
        "words": str(error)[:2_000] or type(error).__name__,
        "status": status if isinstance(status, int) else None,
    }


def main() -> None:
    """Serve with the descriptor from the command line."""
    serve(int(sys.argv[1]))
    os._exit(0)  # threads of extractors need not be waited for
