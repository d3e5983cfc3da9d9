"""A site as a web archive kept it: every request for an address becomes one for its capture.

An extractor that knows a site thus reads its archived pages, and whatever it finds there comes from the archive too:
nothing reaches the site itself. Where there is no capture of that very moment, the archive redirects to the nearest.
"""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from provenance.fetch.wayback import WAYBACK, Wayback
from provenance.model import Memento

__all__ = ["PUBLIC", "Replay"]

PUBLIC = urljoin(WAYBACK.replay, "/")
"""Where extractors that know the Internet Archive look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One moment of an archive."""

    archive: Wayback
    timestamp: str
    """``YYYYMMDDhhmmss``; shorter ones mean the capture nearest to them."""
    _given: dict[str, str] = field(default_factory=dict, init=False, compare=False)
    """Address asked for, as it was asked, to the address in the archive that gave it."""

    def address(self, url: str) -> str:
        """Where the archive keeps ``url``; addresses in the archive as they are."""
        root = urljoin(self.archive.replay, "/")
        if url.startswith((self.archive.replay, root)) or url[:5].lower() == "data:":
            return url
        if url.startswith(PUBLIC):
            return root + url.removeprefix(PUBLIC)
        return self.archive.address(self.timestamp, url, raw=True)

    def original(self, url: str) -> str:
        """What the address ``url`` in the archive stands for; any other as it is."""
        played = self.archive.played(url)
        return played[1] if played else url

    def note(self, url: str, *, given: str) -> None:
        """``url`` was had, in the end from the address ``given`` in the archive."""
        self._given[_asked(url)] = given

    def capture(self, url: str) -> Memento | None:
        """The capture that the archive gave for ``url``; ``None`` where it gave nothing, or does not say."""
        return self.archive.capture(self._given.get(_asked(url), url))


def _asked(url: str) -> str:
    """``url`` as yt-dlp asks for it: its results name addresses as the page wrote them, with spaces and letters of any script."""
    from yt_dlp.utils.networking import normalize_url  # noqa: PLC0415 - slow to load, and yt-dlp has asked by then

    try:
        return str(normalize_url(url))
    except ValueError:
        return url
