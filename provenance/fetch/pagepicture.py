"""A picture of a page from the bytes that were kept: no request is made, no script runs. Not what visitors saw."""

import base64
from dataclasses import dataclass
from typing import Any

from provenance.errors import MediaError
from provenance.fetch.devtools import Browser, launched

__all__ = ["Drawn", "draw"]

WIDTH = 1280
TALLEST = 16_000
"""Pixels; Chromium draws no more in one piece."""
SECONDS = 40.0
ADDRESS = "https://page.invalid/"
"""Where the page seems to be: a name that cannot exist (RFC 2606)."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What the browser drew."""

    png: bytes
    width: int
    height: int
    cut: bool
    """Whether the page goes on below."""


def draw(data: bytes, *, browser: str, charset: str | None = None, alone: bool = True) -> Drawn:
    """Draw an HTML page.

    Args:
        data: its bytes.
        browser: Chromium's executable.
        charset: as the server stated it.
        alone: see :func:`~provenance.fetch.devtools.launched`.

    Raises:
        MediaError: the browser cannot, or takes too long.
    """
    with launched(browser, seconds=SECONDS, alone=alone) as running:
        target = running.call("Target.createTarget", url="about:blank")["targetId"]
        running.session = running.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = _Page(running, data, charset)
        page.load()
        return page.picture()


class _Page:
    """One tab, which is given the page's bytes and refused everything else."""

    def __init__(self, browser: Browser, data: bytes, charset: str | None) -> None:
        self._browser, self._data, self._charset = browser, data, charset
        self._given = self._loaded = False
        browser.on_event = self._event

    def load(self) -> None:
        call = self._browser.call
        call("Emulation.setScriptExecutionDisabled", value=True)
        call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=900, deviceScaleFactor=1, mobile=False)
        call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        call("Page.enable")
        self._browser.post("Page.navigate", url=ADDRESS)
        while not self._loaded:
            self._event(self._browser.next())

    def picture(self) -> Drawn:
        size = self._browser.call("Page.getLayoutMetrics")["cssContentSize"]
        width, height = WIDTH, min(max(int(size["height"]), 1), TALLEST)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self._browser.call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        return Drawn(png=base64.b64decode(shot["data"]), width=width, height=height, cut=int(size["height"]) > TALLEST)

    def _event(self, message: dict[str, Any]) -> None:
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Fetch.requestPaused":
            self._answer(parameters)
        elif method == "Page.loadEventFired" and self._given:
            self._loaded = True
        elif method == "Inspector.targetCrashed":
            raise MediaError("expected Chromium to draw the page, its process crashed")

    def _answer(self, request: dict[str, Any]) -> None:
        number = request["requestId"]
        if self._given or request["request"]["url"] != ADDRESS:
            # An aborted navigation (a refresh) leaves the page as it is; a blocked one would show an error instead.
            reason = "Aborted" if request.get("resourceType") == "Document" else "BlockedByClient"
            self._browser.post("Fetch.failRequest", requestId=number, errorReason=reason)
            return
        self._given = True
        kind = f"text/html; charset={self._charset}" if self._charset else "text/html"
        headers = [{"name": "Content-Type", "value": kind}, {"name": "Content-Security-Policy", "value": _POLICY}]
        body = base64.b64encode(self._data).decode()
        self._browser.post("Fetch.fulfillRequest", requestId=number, responseCode=200, responseHeaders=headers, body=body)
