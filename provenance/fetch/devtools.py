"""A headless Chromium that is spoken to over a pipe (https://chromedevtools.github.io/devtools-protocol/), cut off from
every network: in a network namespace of its own where the system lets us make one, and by its settings in any case.
"""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any

from provenance.errors import MediaError, MissingExtraError

__all__ = ["Browser", "executable", "launched", "version"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
Values = dict[str, Any]

# Runs before the browser in its process: the pipe goes to descriptors 3 and 4, the network goes away if it can.
_START = """
import ctypes, fcntl, os, sys
receive, send = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3])
os.dup2(receive, 3); os.dup2(send, 4)
uid, gid = os.geteuid(), os.getegid()
if sys.argv[3] == "alone" and ctypes.CDLL(None).unshare(0x10000000 | 0x40000000) == 0:
    for name, text in (("setgroups", "deny"), ("uid_map", f"{uid} {uid} 1"), ("gid_map", f"{gid} {gid} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
os.execv(sys.argv[4], sys.argv[4:])
"""
_OPTIONS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,InterestFeedContentSuggestions",
    "--dns-prefetch-disable",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--blink-settings=scriptEnabled=false",
    # Should anything get past all that: names do not resolve, and connections go to a proxy that is not there.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=socks5://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
)


def executable() -> str:
    """Where Chromium is.

    Raises:
        MissingExtraError: nowhere on PATH.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise MissingExtraError("pictures of pages need Chromium, found none. Debian/Ubuntu: apt-get install chromium")
    return found


def version(path: str) -> str:
    """What the browser calls itself."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=20)  # noqa: S603 - found on PATH
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    words = done.stdout.decode("utf-8", "replace").split()
    return next((word for word in words if word[0].isdigit()), "unknown")


class Browser:
    """One running browser."""

    def __init__(self, send: int, receive: int, deadline: float) -> None:
        self._send, self._receive, self._deadline = send, receive, deadline
        self._number, self._buffer = 0, b""
        self.session = ""
        self.on_event: Callable[[Values], None] = lambda _: None

    def call(self, method: str, **parameters: object) -> Values:
        """Ask for something and wait for the answer; events that come before go to :attr:`on_event`.

        Raises:
            MediaError: the browser says no, hangs or dies.
        """
        number = self.post(method, **parameters)
        while True:
            message = self.next()
            if message.get("id") == number:
                if "error" in message:
                    raise MediaError(f"expected Chromium to do {method}, got: {message['error'].get('message', '')}")
                return dict(message.get("result", {}))
            self.on_event(message)

    def post(self, method: str, **parameters: object) -> int:
        """Ask without waiting."""
        self._number += 1
        message: Values = {"id": self._number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = memoryview(json.dumps(message).encode() + b"\x00")
        while data:
            self._wait(writing=True)
            try:
                data = data[os.write(self._send, data) :]
            except OSError as error:
                raise MediaError(f"expected Chromium to listen, found it gone ({error})") from error
        return self._number

    def next(self) -> Values:
        """The next message."""
        while b"\x00" not in self._buffer:
            self._wait(writing=False)
            got = os.read(self._receive, 1 << 20)
            if not got:
                raise MediaError("expected Chromium to answer, found it gone")
            self._buffer += got
        head, _, self._buffer = self._buffer.partition(b"\x00")
        return dict(json.loads(head))

    def _wait(self, *, writing: bool) -> None:
        left = self._deadline - time.monotonic()
        ends = ([], [self._send]) if writing else ([self._receive], [])
        if left <= 0 or not any(select.select(*ends, [], left)):
            raise MediaError("expected Chromium to be done in time, it was not")


@contextlib.contextmanager
def launched(path: str, *, seconds: float, alone: bool = True) -> Iterator[Browser]:
    """A browser that lives as long as the context, at most ``seconds``.

    ``alone``: in a network namespace of its own where the system allows that.
    """
    with tempfile.TemporaryDirectory(prefix="provenance-page-", ignore_cleanup_errors=True) as profile:
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()
        os.set_blocking(to_write, False)
        command = [sys.executable, "-I", "-S", "-c", _START, str(to_read), str(from_write), "alone" if alone else "-"]
        command += [
            path,
            *_OPTIONS,
            f"--user-data-dir={profile}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
            "about:blank",
        ]
        process = subprocess.Popen(  # noqa: S603 - Chromium, found on PATH
            command,
            pass_fds=(to_read, from_write),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={"PATH": os.environ.get("PATH", ""), "HOME": profile, "LANG": "C.UTF-8"},
        )
        os.close(to_read)
        os.close(from_write)
        try:
            yield Browser(to_write, from_read, time.monotonic() + seconds)
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(to_write)
            os.close(from_read)
