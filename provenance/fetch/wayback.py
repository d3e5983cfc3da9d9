"""What the Wayback Machine says that it holds: its answers read, fetching apart.

Two interfaces are asked. The availability API (https://archive.org/help/wayback_api.php) names one capture, of which it knows
that it can be played back. The CDX server (https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server) lists
captures from the oldest on, as JSON: an array of arrays, the first of which names the columns; ``[]`` where there is none.

A capture's own address is the archive's, a time stamp, and the address that was captured. ``id_`` after the time stamp asks for
the bytes as they were captured, without the archive's own banner and rewritten links.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode, urljoin

from provenance.errors import ArticleError, GuardError, NetworkError
from provenance.model import Instant, Memento

__all__ = ["MOST", "WAYBACK", "Wayback", "bare", "read_closest", "read_index", "stamp_of"]

MOST = 500
"""Captures of one address that are listed."""
FIELDS = ("timestamp", "original", "mimetype", "statuscode", "digest")
LONGEST = 4096
"""Characters of an address; what is longer is no address."""
ADDRESS = ":/?#[]@!$&'()*+,;=%~"
"""What an address is written with, besides letters and digits; everything else is escaped."""
_TIME = "%Y%m%d%H%M%S"
_STAMP = re.compile(r"\d{14}", re.ASCII)
_PLAYED = re.compile(r"(?<=/)(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<original>https?:/+.+)", re.IGNORECASE | re.DOTALL | re.ASCII)
_TYPE = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,80}", re.ASCII)
_DIGEST = re.compile(r"[\w:+/=-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wayback:
    """A Wayback Machine: its name and where it answers."""

    name: str = "Wayback Machine"
    availability: str = "https://archive.org/wayback/available"
    index: str = "https://web.archive.org/cdx/search/cdx"
    replay: str = "https://web.archive.org/web/"
    """Before a time stamp and an address."""

    def closest_query(self, url: str) -> str:
        """Where to ask for one capture of ``url``: the one nearest to now."""
        return f"{self.availability}?{urlencode({'url': url})}"

    def index_query(self, url: str) -> str:
        """Where to ask for the oldest captures of exactly ``url``, one more than are listed."""
        query = {"url": url, "output": "json", "fl": ",".join(FIELDS), "limit": MOST + 1}
        return f"{self.index}?{urlencode(query)}"

    def address(self, timestamp: str, original: str, *, raw: bool = False) -> str:
        """Where ``original`` is looked at as it was at ``timestamp`` (its beginning is enough: the nearest capture answers).

        ``raw``: where its bytes are given as they were captured.
        """
        return f"{self.replay}{timestamp}{'id_' if raw else ''}/{quote(original, safe=ADDRESS)}"

    def played(self, address: str) -> tuple[str, str] | None:
        """Time stamp and original of a capture's ``address`` in this archive; ``None`` where it is none."""
        found = _PLAYED.match(address, len(self.replay)) if address.startswith(self.replay) else None
        return (found["stamp"], found["original"]) if found else None

    def capture(self, address: str, **more: Any) -> Memento | None:  # noqa: ANN401 - Memento's own fields
        """The capture that ``address`` in this archive stands for; ``None`` where it tells none."""
        played = self.played(address)
        try:
            return self.memento(*played, **more) if played else None
        except ValueError:
            return None

    def check(self, address: str, *, of: str | None = None) -> None:
        """Judge an address that is to be asked while the archive alone is, for captures of ``of`` alone where that is given.

        Raises:
            GuardError: it leads out of the archive.
            ArticleError: it is no capture of ``of``.
        """
        root = urljoin(self.replay, "/")
        if not address.startswith(root):
            raise GuardError(f"refused {address[:200]!r}: expected an address of the archive at {root}")
        played = self.played(address)
        if of is not None and (played is None or bare(played[1]) != bare(of)):
            raise ArticleError(f"expected a capture of {of}, got {address}")

    def memento(self, timestamp: str, original: str, **more: Any) -> Memento:  # noqa: ANN401 - Memento's own fields
        """The capture of ``original`` at ``timestamp``.

        Raises:
            ValueError: the time is none of the calendar's.
        """
        moment = datetime.strptime(timestamp, _TIME).replace(tzinfo=UTC)
        return Memento(
            archive=self.name,
            original=original,
            captured=Instant(value=moment),
            url=self.address(timestamp, original),
            raw=self.address(timestamp, original, raw=True),
            **more,
        )


WAYBACK = Wayback()
"""The Internet Archive's."""


def stamp_of(moment: Instant) -> str:
    """``moment`` as the archive writes it."""
    return moment.value.strftime(_TIME)


def bare(address: str) -> str:
    """``address`` as far as the archive tells addresses apart: without scheme, ``www.``, standard port, last slash."""
    rest = re.sub(r"^https?:/+", "", address, flags=re.IGNORECASE)
    host, slash, path = rest.partition("/")
    host = host.lower().removeprefix("www.").removesuffix(":80").removesuffix(":443")
    return host + unquote(slash + path).rstrip("/")


def read_closest(data: bytes, *, archive: Wayback) -> Memento | None:
    """The one capture in an answer of the availability API; ``None`` where there is none.

    Raises:
        NetworkError: the answer is not as documented.
    """
    found = _json(data)
    snapshots = found.get("archived_snapshots") if isinstance(found, dict) else None
    if not isinstance(snapshots, dict):
        raise NetworkError(f"{archive.availability}: expected an object with archived_snapshots, got {_shown(data)}")
    closest = snapshots.get("closest")
    if not isinstance(closest, dict) or closest.get("available") is False:
        return None
    played = _PLAYED.search(str(closest.get("url", ""))[:LONGEST])
    row = {"timestamp": played["stamp"], "original": played["original"], "statuscode": closest.get("status")} if played else {}
    memento = _memento(archive, row)
    if memento is None:
        raise NetworkError(f"{archive.availability}: expected the address of a capture, got {_shown(data)}")
    return memento


def read_index(data: bytes, *, archive: Wayback) -> tuple[Memento, ...]:
    """The captures in an answer of the CDX server, the oldest first; a row that names no capture is left out.

    Raises:
        NetworkError: the answer is not as documented.
    """
    rows = _json(data)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise NetworkError(f"{archive.index}: expected a JSON array of arrays, got {_shown(data)}")
    if not rows:
        return ()
    names = [str(name) for name in rows[0]]
    if not {"timestamp", "original"} <= set(names):
        raise NetworkError(f"{archive.index}: expected the columns timestamp and original, got {_shown(data)}")
    found = (_memento(archive, dict(zip(names, row, strict=False))) for row in rows[1:])
    return tuple(sorted((memento for memento in found if memento), key=lambda memento: memento.captured))


def _memento(archive: Wayback, row: dict[str, Any]) -> Memento | None:
    stamp, original, status = (str(row.get(name, "")) for name in ("timestamp", "original", "statuscode"))
    if not _STAMP.fullmatch(stamp) or not re.match(r"https?://[^\s/]", original, re.IGNORECASE) or len(original) > LONGEST:
        return None
    kind, digest = (str(row.get(name, "")) for name in ("mimetype", "digest"))
    try:
        return archive.memento(
            stamp,
            original,
            status=int(status) if re.fullmatch(r"[1-5]\d\d", status, re.ASCII) else None,
            media_type=kind.lower() if _TYPE.fullmatch(kind) else "",
            digest=digest if _DIGEST.fullmatch(digest) else "",
        )
    except ValueError:
        return None


def _json(data: bytes) -> Any:  # noqa: ANN401 - whatever was answered
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NetworkError(f"expected JSON, got {_shown(data)} ({error})") from error


def _shown(data: bytes) -> str:
    text = data[:120].decode("utf-8", "replace")
    return repr(text if len(data) <= 120 else f"{text}…")
