"""A site as a web archive kept it: every request for an address becomes one for its capture.

An extractor that knows a site thus reads its archived pages, and whatever it finds there comes from the archive too:
nothing reaches the site itself. ``id_`` after the time stamp asks for the bytes as they were captured, without the archive's
own banner and rewritten links; where there is no capture of that very moment, the archive redirects to the nearest.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin

from provenance.errors import GuardError
from provenance.model import Instant

__all__ = ["PUBLIC", "Replay"]

PUBLIC = "https://web.archive.org/"
"""Where extractors that know the Internet Archive look."""
_PLAYED = re.compile(r"(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<original>https?:/.+)", re.IGNORECASE | re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One moment of an archive."""

    base: str
    """Before a time stamp and an address: ``https://web.archive.org/web/``."""
    timestamp: str
    """``YYYYMMDDhhmmss``; shorter ones mean the capture nearest to them."""
    given: dict[str, str] = field(default_factory=dict, compare=False)
    """Address asked for to the address in the archive that gave it, after redirects."""

    def address(self, url: str) -> str:
        """Where the archive keeps ``url``; addresses in the archive as they are."""
        if url.startswith((self.base, self._root)) or url[:5].lower() == "data:":
            return url
        if url.startswith(PUBLIC):
            return self._root + url.removeprefix(PUBLIC)
        return f"{self.base}{self.timestamp}id_/{url}"

    def check(self, url: str) -> None:
        """Judge the target of a redirect.

        Raises:
            GuardError: it leads out of the archive.
        """
        if not url.startswith(self._root):
            raise GuardError(f"refused {url[:200]!r}: expected an address of the archive at {self._root}")

    def original(self, url: str) -> str:
        """What the address ``url`` in the archive stands for; any other as it is."""
        found = self._played(url)
        return found["original"] if found else url

    def captured(self, url: str) -> Instant | None:
        """When the archive captured what it gave for ``url``; ``None`` where it gave nothing, or does not say."""
        found = self._played(self.given.get(url, url))
        try:
            return Instant(value=datetime.strptime(found["stamp"], "%Y%m%d%H%M%S").replace(tzinfo=UTC)) if found else None
        except ValueError:
            return None

    @property
    def _root(self) -> str:
        return urljoin(self.base, "/")

    def _played(self, url: str) -> re.Match[str] | None:
        return _PLAYED.match(url, len(self.base)) if url.startswith(self.base) else None
