"""Upload times that posts' identifiers carry, as a sign of publication beside what platforms and articles say of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from provenance.chain.dates import Known
from provenance.model import (
    Article,
    IdentifierDate,
    Instant,
    ReferenceId,
    ReferenceRecord,
    Snapshot,
    Timestamp,
    UploadTime,
)
from provenance.platforms.dates import upload_time

__all__ = ["after_article", "known_upload", "upload_of", "uploads"]


def upload_of(record: ReferenceRecord, *, read_at: Instant) -> UploadTime | None:
    """What the post's identifier tells: the analyst's resolution before the article's own. ``read_at``: of the page."""
    found, reference = record.resolution, record.reference
    latest = Instant(value=max(read_at.value, found.at.value)) if found else read_at
    identifier = found.platform_id if found else reference.platform_id
    return upload_time(record.platform, identifier, url=record.url, latest=latest)


def uploads(snapshot: Snapshot) -> Mapping[ReferenceId, UploadTime]:
    """For each reference whose identifier follows a rule: its time, or why it is none."""
    told = (
        (record.reference.id, upload_of(record, read_at=article.read_at))
        for article in snapshot.articles
        for record in article.references
    )
    return {reference: when for reference, when in told if when is not None}


def after_article(upload: IdentifierDate, article: Article) -> bool:
    """Whether the post is younger than the article by its own dates: the page was changed since, or cites it elsewhere."""
    dates = [_last_day(stamp) for stamp in (article.published, article.modified) if stamp is not None]
    return bool(dates) and upload.at.value.date() > max(dates) + timedelta(days=1)


def _last_day(stamp: Timestamp) -> date:
    return stamp.value.date() if isinstance(stamp.value, datetime) else stamp.value


def known_upload(reference: str, upload: IdentifierDate) -> Known:
    """The day of the upload in UTC, as a sign that can be held against others."""
    day = upload.at.value.date()
    weak = f"; weak: {upload.caveat}" if upload.weak else ""
    return Known(start=day, end=day, words=f"the identifier of {reference} puts its upload at {upload} ({upload.rule}{weak})")
