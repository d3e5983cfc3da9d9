"""How long a server is waited for, how often it is asked again, and what it says about that itself.

``Retry-After`` (RFC 9110, section 10.2.3) is honoured: a short wait is waited out, and a host that wants to be left alone
for longer is not asked again before that. The pause between posts of one host is ``turns.py``'s; hosts that the analyst
allowed by name are her own, and a fault of theirs needs no time to pass.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from provenance.errors import NetworkError

__all__ = ["LATER", "REPEATABLE", "BusyError", "Politeness", "seconds_of"]

PATIENCE = 60.0
"""Seconds that a server may ask us to wait before we rather come back in another run."""
TRIES = 3
"""How often a request is made at most, when the server says "later"."""
LATER = frozenset({429, 503})
"""Statuses whose Retry-After counts."""
PASSING = frozenset({500, 502, 503, 504})
"""Statuses of faults that may have passed a moment later."""
REPEATABLE = frozenset({"GET", "HEAD"})
"""Methods of requests that may be made twice without harm."""
_LONGEST = timedelta(days=3650)
BACKOFF = (1.0, 3.0, 9.0)
"""Seconds before the second, third and fourth try after a fault on the way."""


class BusyError(NetworkError):
    """A server asked to be left alone for longer than we wait."""


@dataclass(slots=True)
class Politeness:
    """What is known, within one run, of when each host may be asked again. Times are those of ``clock``."""

    own: frozenset[str] = field(default=frozenset(), kw_only=True)
    """Hosts (with or without port) of the analyst's own."""
    patience: float = field(default=PATIENCE, kw_only=True)
    clock: Callable[[], float] = field(default=time.monotonic, kw_only=True)
    sleep: Callable[[float], object] = field(default=time.sleep, kw_only=True)
    _not_before: dict[str, float] = field(default_factory=dict, init=False)
    _told: dict[str, datetime] = field(default_factory=dict, init=False)
    """The same moments as people's clocks say them."""

    def before(self, url: str) -> None:
        """Wait as long as the host asked for.

        Raises:
            BusyError: it asked for more than :attr:`patience`.
        """
        left = self._not_before.get(_host(url), 0.0) - self.clock()
        if left > self.patience:
            when = f"{self._told[_host(url)]:%Y-%m-%d %H:%M} UTC"
            raise BusyError(f"rate-limited: {_host(url)} asked not to be asked again before {when}; nothing was sent")
        self._wait(left)

    def again(
        self,
        url: str,
        status: int,
        headers: Mapping[str, str],
        *,
        tries: int,
        repeatable: bool = True,
        now: datetime | None = None,
    ) -> bool:
        """Whether the request may be made again after this answer to its ``tries``-th try; waits as the server asked, or a moment
        where a fault may pass.

        ``repeatable``: it may be made twice without harm.
        """
        stated, now = headers.get("Retry-After"), now or datetime.now(UTC)
        asked = seconds_of(stated, now) if status in LATER else None
        if asked is None:
            return status in PASSING and not stated and repeatable and self.after_fault(url, tries=tries)
        self._not_before[_host(url)] = self.clock() + asked
        self._told[_host(url)] = now + min(timedelta(seconds=asked), _LONGEST)
        if asked > self.patience or tries >= TRIES:
            return False
        self._wait(asked)
        return True

    def after_fault(self, url: str, *, tries: int) -> bool:
        """Whether a request may be made again whose ``tries``-th try met a fault on the way: once, after a moment."""
        if tries > 1:
            return False
        self.backoff(url, 0)
        return True

    def backoff(self, url: str, count: int) -> float:
        """Wait before try ``count`` + 2 after a fault on the way; returns 0, the seconds still to be waited."""
        if not self._is_own(url):
            self._wait(BACKOFF[min(count, len(BACKOFF) - 1)])
        return 0.0

    def _is_own(self, url: str) -> bool:
        return not self.own.isdisjoint({_host(url), (urlsplit(url).hostname or "").lower()})

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            self.sleep(seconds)


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def seconds_of(stated: str | None, now: datetime) -> float | None:
    """``Retry-After`` in seconds from ``now``: a number, or an HTTP date; ``None`` where it is neither."""
    text = (stated or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now).total_seconds())
