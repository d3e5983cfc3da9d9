"""The other end of :mod:`provenance.fetch.gallerydl_child`: judges, notes and opens what gallery-dl's process asks for.

Nothing that the process says is believed where it matters: it has no network but the sockets that are handed to it, each to
a host of an address that was judged and noted before; files are looked for under names given here.
"""

import contextlib
import json
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from multiprocessing import Pipe
from multiprocessing.connection import wait
from multiprocessing.reduction import send_handle
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from provenance.confinement import environment
from provenance.errors import GuardError, NetworkError
from provenance.fetch.guard import SCHEMES, Guard
from provenance.fetch.interface import OverLimitError, Progress

if TYPE_CHECKING:
    from provenance.fetch.gallerydl import GalleryDl

__all__ = ["Answer", "GalleryDlRun"]

START_WITH = "from provenance.fetch.gallerydl_child import main; main()"
SILENCE = 120.0
"""Seconds in which the process says nothing, as it does for every request and every 64 kB: then it is given up."""
LONGEST = 1800.0
"""Seconds for one post where the analyst sets no limit."""
LARGEST_ANSWER = 1 << 26
LARGEST_FILE = 1 << 40
"""Bytes of one file where the analyst sets no limit."""
MOST_FILES = 100
"""Of one post; a longer list is no post."""
HOMES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
"""Variables that name where a program keeps things."""
Answer = Mapping[str, Any]


class GalleryDlRun:
    """One post."""

    def __init__(self, tool: "GalleryDl", folder: Path, progress: Progress) -> None:
        self._tool = tool
        self._folder = folder
        self._progress = progress
        self._door = _door(tool.guard, tool.proxy)
        self._hosts: set[tuple[str, int]] = _proxy_host(tool.proxy)
        self._began = time.monotonic()
        self._received = 0
        self.requests: list[str] = []
        """Addresses contacted, in order."""
        self.refusal: NetworkError | None = None
        """The first thing that was not let happen."""
        self.missing: tuple[str, ...] = ()
        """What the process could not give up on this system."""

    def work(self, url: str, *, touch: bool, cookies: list[list[object]]) -> Answer:
        """What gallery-dl's process says at the end: ``done`` or ``failed``.

        Raises:
            NetworkError: it came to no end.
        """
        ours, theirs = Pipe()
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-c", START_WITH, str(theirs.fileno())],
            env={**environment(), **dict.fromkeys(HOMES, str(self._folder))},
            cwd=self._folder,
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # What extractors print holds text of the site, which a terminal would obey.
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        try:
            ours.send_bytes(json.dumps(self._order(url, touch=touch, cookies=cookies)).encode())
            while True:
                if not wait([ours], timeout=min(SILENCE, self._left())):
                    self._left()
                    raise NetworkError(f"timed out: gallery-dl said nothing for {SILENCE:.0f} s")
                heard = json.loads(ours.recv_bytes(LARGEST_ANSWER))
                if heard.get("say") in {"done", "failed"}:
                    return dict(heard)
                self._answer(ours, heard, process.pid)
        except (EOFError, OSError, ValueError, TypeError, AttributeError, pickle.PickleError) as error:
            raise NetworkError(f"gallery-dl came to no end: {_death(process, error)}") from error
        finally:
            process.kill()
            process.wait()
            ours.close()

    def _order(self, url: str, *, touch: bool, cookies: list[list[object]]) -> Mapping[str, object]:
        proxy = self._tool.proxy if self._tool.proxy and not _is_socks(self._tool.proxy) else None
        parts = urlsplit(url)
        return {
            "url": url,
            "folder": str(self._folder.resolve()),
            "written": self._tool.max_bytes or LARGEST_FILE,
            "most": MOST_FILES,
            "touch": touch,
            "only_pictures": self._tool.only_pictures,
            "proxy": proxy,
            "cookies": cookies,
            "patience": self._tool.polite.patience,
            "own": self._tool.guard.allows(parts.hostname or "", parts.port or SCHEMES.get(parts.scheme, 0)),
        }

    def _answer(self, ours: Any, heard: Answer, pid: int) -> None:  # noqa: ANN401 - multiprocessing's Connection
        """Answer one question.

        Raises:
            OverLimitError: more, or for longer, than the analyst allows.
        """
        kind = heard.get("say")
        if kind == "ready":
            self.missing = tuple(map(str, heard.get("missing", ())))
            return
        try:
            if kind == "connect":
                self._hand_over(ours, str(heard["host"]), int(heard["port"]), pid)
                return
            reply = self._reply(heard)
        except OverLimitError:
            raise
        except NetworkError as error:
            self.refusal = self.refusal or error
            reply = {"refused": str(error)}
        ours.send_bytes(json.dumps(reply).encode())

    def _reply(self, heard: Answer) -> Mapping[str, object]:
        kind = heard.get("say")
        if kind == "send":
            self._judge(str(heard["url"]))
        elif kind == "again":
            after, url = {"Retry-After": str(heard["after"])}, str(heard["url"])
            return {"again": self._tool.polite.again(url, int(heard["status"]), after, tries=int(heard["tries"]))}
        elif kind == "fault":
            return {"again": self._tool.polite.after_fault(str(heard["url"]), tries=int(heard["tries"]))}
        elif kind == "receiving":
            self._receive(int(heard["size"]), heard.get("whole"))
        return {}

    def _judge(self, url: str) -> None:
        self._left()
        self._tool.guard.check_url(url)
        self._tool.polite.before(url)
        parts = urlsplit(url)
        self._hosts.add(((parts.hostname or "").lower(), parts.port or SCHEMES[parts.scheme]))
        self.requests.append(url)
        self._tool.guard.sent.append(url)

    def _hand_over(self, ours: Any, host: str, port: int, pid: int) -> None:  # noqa: ANN401
        """Open a connection and give it away."""
        if (host.lower(), port) not in self._hosts:
            raise GuardError(f"refused {host}:{port}: expected a host of an address that was asked for")
        try:
            opened = self._opened(host, port)
        except NetworkError:
            raise
        except OSError as error:
            ours.send_bytes(json.dumps({"failed": f"{host}: {error}"}).encode())
            return
        with opened:
            ours.send_bytes(b"{}")
            send_handle(ours, opened.fileno(), pid)

    def _opened(self, host: str, port: int) -> socket.socket:
        if self._tool.proxy and _is_socks(self._tool.proxy):
            return _through_socks(self._tool.proxy, host, port)
        return self._door.connect(host, port, timeout=20.0)

    def _receive(self, size: int, whole: object) -> None:
        """Count ``size`` more bytes; before the first of a file, ``whole`` is how many were promised."""
        self._received += max(0, size)
        most, expected = self._tool.max_bytes, self._received + (whole if isinstance(whole, int) else 0)
        if most is not None and expected > most:
            raise OverLimitError(f"expected at most {most} bytes of media, got {expected}")
        self._left()
        self._progress("downloading", None)

    def _left(self) -> float:
        limit = self._tool.max_seconds or LONGEST
        left = self._began + limit - time.monotonic()
        if left <= 0:
            raise OverLimitError(f"expected the media within {limit:g} s, not done by then")
        return left


def _door(guard: Guard, proxy: str | None) -> Guard:
    """``guard`` for connections, where the analyst's own proxy may be on this machine; URLs are judged without it."""
    return guard.opened_to(urlsplit(proxy).netloc.rpartition("@")[2]) if proxy else guard


def _proxy_host(proxy: str | None) -> set[tuple[str, int]]:
    parts = urlsplit(proxy or "")
    return {(parts.hostname.lower(), parts.port or SCHEMES.get(parts.scheme, 1080))} if parts.hostname else set()


def _is_socks(proxy: str) -> bool:
    return proxy.lower().startswith("socks")


def _through_socks(proxy: str, host: str, port: int) -> socket.socket:
    """A connection through the analyst's proxy, which resolves the name."""
    from yt_dlp.socks import ProxyType, sockssocket  # noqa: PLC0415 - rarely needed

    parts = urlsplit(proxy)
    opened: socket.socket = sockssocket()
    opened.settimeout(20.0)
    try:
        opened.setproxy(ProxyType.SOCKS5, parts.hostname, parts.port or 1080, True, parts.username, parts.password)  # type: ignore[attr-defined]  # noqa: FBT003
        opened.connect((host, port))
    except OSError:
        opened.close()
        raise
    return opened


def _death(process: "subprocess.Popen[bytes]", error: BaseException) -> str:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(1.0)
    code = process.returncode
    if code is None or not isinstance(error, EOFError | OSError):
        return f"it answered badly ({type(error).__name__}: {error})"
    with contextlib.suppress(ValueError):
        return f"it was ended by {signal.Signals(-code).name}" if code < 0 else f"it ended by itself (exit code {code})"
    return f"it ended by itself (exit code {code})"
