"""A Wayback Machine on loopback that answers as the documented interfaces do; what it holds is made up.

https://archive.org/help/wayback_api.php, https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server
"""

import base64
import hashlib
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

from provenance.fetch.wayback import Wayback
from tests.fetch.servers import Route, Server, body, redirect, serving, status

__all__ = ["Held", "Machine", "machine"]


@dataclass(frozen=True)
class Held:
    """One capture."""

    stamp: str
    url: str
    data: bytes = b""
    kind: str = "text/html"
    code: int = 200
    location: str = ""
    """Where a captured redirect led."""

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.data, usedforsecurity=False).digest()).decode()


class _Routes(dict[str, Route]):
    def __init__(self, machine: "Machine") -> None:
        super().__init__()
        self._machine = machine

    def get(self, path: str, default: Route | None = None) -> Route:  # type: ignore[override]
        """A route that a test put there, else the archive's own answer."""
        return super().get(path) or self._machine.answer(path) or default or status(404)


class Machine(Server):
    """Holds ``held``; ``instead`` maps a path's beginning to an answer of another sort."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Held] = []
        self.instead: dict[str, Route] = {}
        self.routes = _Routes(self)

    @property
    def archive(self) -> Wayback:
        """Where it answers."""
        return Wayback(availability=self.url("/wayback/available"), index=self.url("/cdx/search/cdx"), replay=self.url("/web/"))

    def answer(self, path: str) -> Route | None:
        for start, route in self.instead.items():
            if path.startswith(start):
                return route
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if path.startswith("/wayback/available?"):
            return _json(self.closest(query["url"]))
        if path.startswith("/cdx/search/cdx?"):
            return _json(self.index(query))
        played = re.fullmatch(r"/web/(\d{1,14})(?:[a-z]{2}_)?/(.+)", path, re.DOTALL)
        return self.play(played[1], played[2], path) if played else None

    def of(self, url: str) -> list[Held]:
        return sorted((held for held in self.held if _surt(held.url) == _surt(url)), key=lambda held: held.stamp)

    def closest(self, url: str) -> object:
        found = [held for held in self.of(url) if held.code == 200]
        if not found:
            return {"url": url, "archived_snapshots": {}}
        last = found[-1]
        address = f"http://web.archive.org/web/{last.stamp}/{last.url}"
        return {
            "url": url,
            "archived_snapshots": {"closest": {"status": "200", "available": True, "url": address, "timestamp": last.stamp}},
        }

    def index(self, query: dict[str, str]) -> list[list[str]]:
        """``matchType=prefix`` as well, which yt-dlp's extractor uses."""
        wanted = query["url"]
        prefix = query.get("matchType") == "prefix"
        found = [held for held in self.held if _surt(held.url).startswith(_surt(wanted))] if prefix else self.of(wanted)
        names = query.get("fl", "urlkey,timestamp,original,mimetype,statuscode,digest,length").split(",")
        rows = [
            {
                "urlkey": _surt(held.url), "timestamp": held.stamp, "original": held.url, "mimetype": held.kind,
                "statuscode": str(held.code), "digest": held.digest, "length": str(len(held.data)),
            }
            for held in sorted(found, key=lambda held: held.stamp)
        ]  # fmt: skip
        rows = rows[: int(query.get("limit", "100"))]
        return [names, *([row[name] for name in names] for row in rows)] if rows else []

    def play(self, stamp: str, url: str, path: str) -> Route:
        """The capture of that moment; the nearest one by a redirect."""
        found = self.of(url)
        if not found:
            return status(404)
        nearest = min(found, key=lambda held: abs(int(held.stamp) - int(stamp.ljust(14, "0"))))
        mode = "id_" if "id_/" in path[:24] else ""
        if nearest.stamp != stamp:
            return redirect(f"/web/{nearest.stamp}{mode}/{nearest.url}")
        if nearest.location:
            return redirect(f"/web/{stamp}{mode}/{nearest.location}", nearest.code)
        if nearest.code != 200:
            return status(nearest.code)
        return body(nearest.data, nearest.kind, Memento_Datetime="Thu, 01 Jan 2015 00:00:00 GMT")


def _surt(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").lower()


def _json(value: object) -> Route:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        body(json.dumps(value).encode() + b"\n", "application/json")(handler)

    return answer


@contextmanager
def machine():
    """One that runs."""
    with serving(make=Machine) as running:
        yield running
