"""What a case holds, read back: the half of :class:`~provenance.store.case.Case` that only reads."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from provenance.errors import CaseError
from provenance.model import (
    Acquisition,
    Activity,
    ActivityId,
    ActivityKind,
    Article,
    Attempt,
    Capture,
    Claim,
    ClaimId,
    Digest,
    KeptFile,
    Keyframe,
    Lookup,
    Match,
    PagePicture,
    Probe,
    Reading,
    ReferenceId,
    Resolution,
    Review,
    VideoReference,
)
from provenance.store.codec import load
from provenance.store.database import plain, sqlite_errors

__all__ = ["Records"]


class Records:
    """Every record of a case, by kind."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path

    def _rows(self, query: str, *parameters: str) -> list[tuple[Any, ...]]:
        with sqlite_errors(self._path):
            return self._database.execute(query, parameters).fetchall()

    def activities(self) -> tuple[Activity, ...]:
        """Everything that was done, in order."""
        return tuple(load(Activity, row[0]) for row in self._rows("SELECT data FROM activity ORDER BY sequence"))

    def last_activity(self, kind: ActivityKind, subject: str) -> Activity | None:
        """The latest activity of ``kind`` about ``subject``."""
        rows = self._rows(
            "SELECT data FROM activity WHERE kind = ? AND subject = ? ORDER BY sequence DESC LIMIT 1", kind.value, plain(subject)
        )
        return load(Activity, rows[0][0]) if rows else None

    def article_of(self, source: str) -> Digest | None:
        """The article last read from ``source``."""
        rows = self._rows("SELECT article FROM source WHERE source = ?", plain(source))
        return Digest.parse(rows[0][0]) if rows else None

    def sources(self) -> dict[Digest, tuple[str, ...]]:
        """Every path or address that gave each article's bytes, in the order they were read."""
        found: dict[Digest, tuple[str, ...]] = {}
        for source, article in self._rows("SELECT source, article FROM source ORDER BY rowid"):
            digest = Digest.parse(article)
            found[digest] = (*found.get(digest, ()), source)
        return found

    def has_article(self, digest: Digest) -> bool:
        """Whether these bytes were read before."""
        return bool(self._rows("SELECT 1 FROM article WHERE digest = ?", str(digest)))

    def readings(self) -> tuple[tuple[Reading, ActivityId], ...]:
        """Every article with its references and claims, oldest first, and the activity that read it."""
        found = []
        for data, notes, digest, activity in self._rows("SELECT data, notes, digest, activity FROM article ORDER BY rowid"):
            references = self._rows("SELECT data FROM reference WHERE article = ? ORDER BY position", digest)
            claims = self._rows("SELECT data FROM claim WHERE article = ? ORDER BY position", digest)
            reading = Reading(
                article=load(Article, data),
                references=tuple(load(VideoReference, row[0]) for row in references),
                claims=tuple(load(Claim, row[0]) for row in claims),
                notes=tuple(json.loads(notes)),
            )
            found.append((reading, ActivityId(activity)))
        return tuple(found)

    def captures(self) -> dict[Digest, tuple[Capture, ...]]:
        """Every fetch of each article's page, oldest first."""
        found: dict[Digest, tuple[Capture, ...]] = {}
        for (data,) in self._rows("SELECT data FROM capture ORDER BY sequence"):
            capture = load(Capture, data)
            found[capture.article] = (*found.get(capture.article, ()), capture)
        return found

    def page_pictures(self) -> dict[Digest, PagePicture]:
        """How a browser draws each article's page, where that was asked for."""
        values = (load(PagePicture, row[0]) for row in self._rows("SELECT data FROM page_picture"))
        return {value.article: value for value in values}

    def said_claims(self) -> tuple[Claim, ...]:
        """What platforms and files said of themselves."""
        rows = self._rows("SELECT data FROM claim WHERE article IS NULL ORDER BY rowid")
        return tuple(load(Claim, row[0]) for row in rows)

    def resolutions(self) -> dict[ReferenceId, Resolution]:
        """The analyst's resolutions of mentions."""
        values = (load(Resolution, row[0]) for row in self._rows("SELECT data FROM resolution"))
        return {value.reference: value for value in values}

    def attempts(self) -> dict[ReferenceId, tuple[Attempt, ...]]:
        """Every try at getting a reference's media, oldest first."""
        found: dict[ReferenceId, tuple[Attempt, ...]] = {}
        for (data,) in self._rows("SELECT data FROM attempt ORDER BY sequence"):
            attempt = load(Attempt, data)
            found[attempt.reference] = (*found.get(attempt.reference, ()), attempt)
        return found

    def lookups(self) -> dict[str, tuple[Lookup, ...]]:
        """What web archives said of each address, oldest first."""
        found: dict[str, tuple[Lookup, ...]] = {}
        for url, data in self._rows("SELECT url, data FROM lookup ORDER BY sequence"):
            found[url] = (*found.get(url, ()), load(Lookup, data))
        return found

    def acquisitions(self) -> dict[ReferenceId, Acquisition]:
        """The files of each reference that has any."""
        values = (load(Acquisition, row[0]) for row in self._rows("SELECT data FROM acquisition ORDER BY rowid"))
        return {value.reference: value for value in values}

    def media_files(self) -> tuple[KeptFile, ...]:
        """Every media file, oldest first."""
        return tuple(load(KeptFile, row[0]) for row in self._rows("SELECT data FROM media ORDER BY rowid"))

    def probes(self) -> dict[Digest, Probe]:
        """What was measured from each media file."""
        values = (load(Probe, row[0]) for row in self._rows("SELECT data FROM probe"))
        return {value.digest: value for value in values}

    def keyframes(self, digest: Digest) -> tuple[Keyframe, ...]:
        """The keyframes of a media file, in time."""
        return tuple(
            load(Keyframe, row[0])
            for row in self._rows("SELECT data FROM keyframe WHERE digest = ? ORDER BY position", str(digest))
        )

    def fingerprinted(self) -> frozenset[Digest]:
        """The media files that have fingerprints."""
        return frozenset(Digest.parse(row[0]) for row in self._rows("SELECT digest FROM footage"))

    def footage(self, digest: Digest) -> bytes:
        """The packed fingerprints of a media file (see ``fingerprints/interface.py``)."""
        rows = self._rows("SELECT packed FROM footage WHERE digest = ?", str(digest))
        if not rows:
            raise CaseError(f"{self._path}: expected fingerprints of {digest}, found none")
        return bytes(rows[0][0])

    def compared(self, query: Digest, library: str) -> str | None:
        """The state of ``library`` when ``query`` was last searched in it; ``None`` if it never was."""
        rows = self._rows("SELECT state FROM comparison WHERE query = ? AND library = ?", str(query), library)
        return str(rows[0][0]) if rows else None

    def names_like(self, start: str) -> tuple[ReferenceId | Digest, ...]:
        """The references whose ids, and the media files whose digests (with or without ``sha256:``), begin with ``start``."""
        query = (
            "SELECT id FROM reference WHERE substr(id, 1, length(?1)) = ?1 UNION ALL "
            "SELECT digest FROM media WHERE substr(digest, 1, length(?1)) = ?1 OR substr(digest, 8, length(?1)) = ?1"
        )
        found = [str(row[0]) for row in self._rows(query, start)]
        return tuple(Digest.parse(name) if name.startswith("sha256:") else ReferenceId(name) for name in found)

    def addresses(self) -> dict[str, ReferenceId]:
        """The address of each post to the first reference that cites it, the analyst's resolutions included."""
        query = (
            "SELECT json_extract(data, '$.url'), id FROM reference UNION ALL "
            "SELECT json_extract(data, '$.url'), reference FROM resolution"
        )
        found: dict[str, ReferenceId] = {}
        for url, reference in self._rows(query):
            if url:
                found.setdefault(url, ReferenceId(reference))
        return found

    def claims_like(self, start: str) -> tuple[ClaimId, ...]:
        """The claims of articles, platforms and files whose ids begin with ``start``."""
        rows = self._rows("SELECT id FROM claim WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id", start)
        return tuple(ClaimId(row[0]) for row in rows)

    def matched_like(self, start: str) -> tuple[Digest, ...]:
        """The files of either side of a match whose digests (with or without ``sha256:``) begin with ``start``."""
        query = (
            "WITH ends (digest) AS (SELECT query FROM match UNION SELECT json_extract(data, '$.compared.digest') FROM match) "
            "SELECT digest FROM ends "
            "WHERE substr(digest, 1, length(?1)) = ?1 OR substr(digest, 8, length(?1)) = ?1 ORDER BY digest"
        )
        return tuple(Digest.parse(row[0]) for row in self._rows(query, start))

    def matches_between(self, one: Digest, other: Digest) -> tuple[Match, ...]:
        """Every match between two files, from either side."""
        query = "SELECT data FROM match WHERE query IN (?1, ?2) AND json_extract(data, '$.compared.digest') IN (?1, ?2)"
        found = (load(Match, row[0]) for row in self._rows(query, str(one), str(other)))
        return tuple(match for match in found if {match.query, match.compared.digest} == {one, other})

    def matches_in(self, query: Digest, library: str) -> tuple[Match, ...]:
        """What ``query`` was found to match in ``library``, best first."""
        rows = self._rows("SELECT data FROM match WHERE query = ? AND library = ? ORDER BY position", str(query), library)
        return tuple(load(Match, row[0]) for row in rows)

    def reviews(self) -> tuple[Review, ...]:
        """Every decision of a person, oldest first."""
        return tuple(load(Review, row[0]) for row in self._rows("SELECT data FROM review ORDER BY sequence"))

    def matches(self) -> tuple[Match, ...]:
        """Every match, best first within its query and library."""
        return tuple(load(Match, row[0]) for row in self._rows("SELECT data FROM match ORDER BY query, library, position"))
