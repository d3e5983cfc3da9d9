"""Politeness: one host is not asked for page after page without a pause."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit

__all__ = ["PAUSE", "Turns"]

PAUSE = 1.0
"""Seconds."""


class Turns:
    """When each host was asked last; hosts that the analyst allowed by name (her own) need no pause."""

    def __init__(
        self,
        pause: float = PAUSE,
        *,
        own: frozenset[str] = frozenset(),
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause = pause
        self._own = own
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def wait(self, url: str) -> None:
        """Wait until the host of ``url`` may be asked again; it counts as asked now."""
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        if not self._own.isdisjoint({parts.netloc.lower(), parts.hostname or ""}):
            return
        left = self._last[host] + self._pause - self._clock() if host in self._last else 0.0
        if left > 0:
            self._sleep(left)
        self._last[host] = self._clock()
