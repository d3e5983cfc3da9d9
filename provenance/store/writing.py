"""What may be written to a case inside one commit: the half of :class:`~provenance.store.case.Case` that writes rows."""

import json
import sqlite3

from provenance.model import (
    Acquisition,
    ActivityId,
    Attempt,
    Capture,
    Claim,
    Digest,
    FileRole,
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
)
from provenance.store.codec import dump, load
from provenance.store.database import plain

__all__ = ["Writer"]

RANKS = {FileRole.MEDIA: 2, FileRole.PICTURE: 1}
"""Of roles: a file that came twice has the higher one; the others have none."""


class Writer:
    """What a stage may write inside one :meth:`~provenance.store.case.Case.commit`. Each row carries the activity's id."""

    def __init__(self, database: sqlite3.Connection, activity: ActivityId) -> None:
        self._database = database
        self._activity = activity

    def _put(self, table: str, **columns: str | int | bytes | None) -> None:
        names = ", ".join((*columns, "activity"))
        marks = ", ".join("?" * (len(columns) + 1))
        # Table and column names are written in this module alone.
        self._database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", (*columns.values(), self._activity))  # noqa: S608

    def _replace(self, table: str, **key: str) -> None:
        where = " AND ".join(f"{name} = ?" for name in key)
        self._database.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))  # noqa: S608

    def reading(self, reading: Reading) -> None:
        """An article with its references and claims. Its bytes must be in the blobs already."""
        digest = str(reading.article.digest)
        self._put("article", digest=digest, data=dump(reading.article), notes=json.dumps(reading.notes))
        for position, reference in enumerate(reading.references):
            self._put("reference", id=reference.id, article=digest, position=position, data=dump(reference))
        for position, claim in enumerate(reading.claims):
            self._put("claim", id=claim.id, article=digest, position=position, data=dump(claim))

    def source(self, source: str, article: Digest) -> None:
        """``source`` gave these bytes last."""
        self._replace("source", source=plain(source))
        self._put("source", source=plain(source), article=str(article))

    def capture(self, capture: Capture) -> None:
        """A fetch of an article's page. The WARC must be in the blobs already."""
        self._put("capture", article=str(capture.article), data=dump(capture))

    def page_picture(self, picture: PagePicture) -> None:
        """How a browser draws an article's page. The picture must be in the blobs already."""
        self._replace("page_picture", article=str(picture.article))
        self._put("page_picture", article=str(picture.article), data=dump(picture))

    def said(self, claims: tuple[Claim, ...]) -> None:
        """Claims of a platform or file about itself; said again, they replace the earlier reading."""
        for position, claim in enumerate(claims):
            self._replace("claim", id=claim.id)
            self._put("claim", id=claim.id, article=None, position=position, data=dump(claim))

    def unsay(self, about: ReferenceId | Digest) -> None:
        """Forget what platforms said of a reference, or a file of itself: it is asked anew (the activity log remembers)."""
        self._database.execute("DELETE FROM claim WHERE article IS NULL AND json_extract(data, '$.about') = ?", (str(about),))

    def resolution(self, resolution: Resolution) -> None:
        """The analyst's word for where a mention's post is; a later one replaces it (the activity log keeps both)."""
        self._replace("resolution", reference=resolution.reference)
        self._put("resolution", reference=resolution.reference, data=dump(resolution))

    def review(self, review: Review) -> None:
        """A person's decision, beside whatever was decided before."""
        self._put("review", id=review.id, data=dump(review))

    def lookup(self, lookup: Lookup) -> None:
        """What a web archive says it holds of an address, beside what it said before."""
        self._put("lookup", url=plain(lookup.url), data=dump(lookup))

    def attempt(self, attempt: Attempt) -> None:
        """One try, whatever came of it."""
        self._put("attempt", reference=attempt.reference, data=dump(attempt))

    def acquisition(self, acquisition: Acquisition, media: tuple[KeptFile, ...]) -> None:
        """The files of a reference; ``media`` are those to inspect and fingerprint."""
        self._replace("acquisition", reference=acquisition.reference)
        self._put("acquisition", reference=acquisition.reference, data=dump(acquisition))
        for file in media:
            known = self._database.execute("SELECT data FROM media WHERE digest = ?", (str(file.digest),)).fetchone()
            if known is None:
                self._put("media", digest=str(file.digest), data=dump(file))
            elif RANKS.get(file.role, 0) > RANKS.get(load(KeptFile, known[0]).role, 0):
                # What came as one post's thumbnail is another reference's media.
                self._database.execute("UPDATE media SET data = ? WHERE digest = ?", (dump(file), str(file.digest)))

    def probe(self, probe: Probe) -> None:
        """What was measured from a media file; measured again, it replaces the earlier one."""
        self._replace("probe", digest=str(probe.digest))
        self._put("probe", digest=str(probe.digest), data=dump(probe))

    def footage(self, digest: Digest, packed: bytes, keyframes: tuple[Keyframe, ...]) -> None:
        """The fingerprints of a media file. The keyframes' pictures must be in the blobs already."""
        self._put("footage", digest=str(digest), packed=packed)
        for position, keyframe in enumerate(keyframes):
            self._put("keyframe", digest=str(digest), position=position, data=dump(keyframe))

    def comparison(self, query: Digest, library: str, state: str, matches: tuple[Match, ...]) -> None:
        """The result of searching ``query`` in ``library``, which replaces an earlier search there."""
        self._replace("match", query=str(query), library=library)
        self._replace("comparison", query=str(query), library=library)
        self._put("comparison", query=str(query), library=library, state=state)
        for position, match in enumerate(matches):
            self._put("match", query=str(query), library=library, position=position, data=dump(match))
