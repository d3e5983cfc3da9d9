"""What an extractor might try that goes around the guard; runs in gallery-dl's process in the place of its work."""

import contextlib
import ctypes
import importlib
import os
import socket
import subprocess
import sys
import types
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from provenance.fetch.gallerydl_child import Order, Parent
from provenance.fetch.gallerydl_child import main as serve


def raw_socket() -> None:
    """Past Python: the kernel alone can refuse."""
    number = {"x86_64": 41, "aarch64": 198}[os.uname().machine]
    descriptor = ctypes.CDLL(None).syscall(number, 2, 1, 0)
    if descriptor < 0:
        raise PermissionError("socket")


def raw_program() -> None:
    """Were it let, this process would be another program that never answers."""
    arguments = (ctypes.c_char_p * 2)(b"true", None)
    if ctypes.CDLL(None).execv(b"/bin/true", arguments) < 0:
        raise PermissionError("execve")


def session_of_its_own(url: str) -> str:
    """As the extractors for Tumblr, Flickr and DeviantArt make one."""
    session = importlib.import_module("gallery_dl.oauth").OAuth1Session("key", "secret", "token", "secret")
    with contextlib.closing(session.get(url, timeout=5)) as answer:
        return str(answer.text)


def plain_session(url: str) -> str:
    return str(importlib.import_module("requests").get(url, timeout=5).text)


def work(parent: Parent, order: Order) -> Mapping[str, object]:
    allowed, other, outside = order["url"].split("|")
    host, _, port = other.removeprefix("http://").partition("/")[0].partition(":")
    own, _, own_port = allowed.removeprefix("http://").partition("/")[0].partition(":")
    attempts: dict[str, Callable[[], object]] = {
        # Allowed by the analyst, and no address there was told of yet.
        "unannounced": lambda: parent.connect(own, int(own_port)),
        "socket": lambda: socket.create_connection((host, int(port)), timeout=5),
        "urllib": lambda: urllib.request.urlopen(other, timeout=5).read(),
        "name": lambda: socket.getaddrinfo("localhost", 80),
        "past Python": raw_socket,
        "program, past Python": raw_program,
        "program": lambda: subprocess.run(["true"], check=True),
        "shell": lambda: os.system("true"),  # noqa: S605
        "file elsewhere": lambda: Path(outside).write_text("x"),
        "file elsewhere, past Python": lambda: _opened(outside),
        "link out": lambda: Path("link").symlink_to("/etc"),
        "OAuth elsewhere": lambda: session_of_its_own(other),
        "session elsewhere": lambda: plain_session(other),
        "OAuth": lambda: session_of_its_own(allowed),
        "session": lambda: plain_session(allowed),
        "bomb": lambda: plain_session(f"{allowed}?bomb"),
        "file here": lambda: Path("here").write_text("x"),
    }
    told = {}
    for name, attempt in attempts.items():
        try:
            told[name] = f"done: {attempt()}"[:60]
        except BaseException as error:  # noqa: BLE001 - each is told
            told[name] = f"{type(error).__name__}"
    return {"told": told}


def _opened(path: str) -> None:
    if ctypes.CDLL(None).open(path.encode(), os.O_WRONLY | os.O_CREAT, 0o600) < 0:
        raise PermissionError(path)


def main() -> None:
    """Serve as gallery-dl's process does, with the work above."""
    post = types.ModuleType("provenance.fetch.gallerydl_post")
    post.work = work  # type: ignore[attr-defined]
    sys.modules[post.__name__] = post
    serve()
