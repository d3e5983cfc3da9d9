"""Edges of the chain: article quotes post, file holds post, copy comes from copy, file was made from what its signer names."""

from collections.abc import Iterator

from provenance.chain.copies import copies
from provenance.chain.makings import made_from
from provenance.chain.uploads import after_article, upload_of
from provenance.model import (
    ArticleRecord,
    Availability,
    Derivation,
    DerivationRelation,
    Digest,
    Evidence,
    IdentifierDate,
    MediaRecord,
    Memento,
    ReferenceId,
    ReferenceKind,
    ReferenceRecord,
    Role,
    Snapshot,
)

__all__ = ["derive"]

ARCHIVED = 0.9
"""Confidence that a capture of a post's address holds the post's media."""


def derive(snapshot: Snapshot) -> tuple[Derivation, ...]:
    """The edges that the records support: each with its evidence for and against; without circles.

    Same scene is no derivation. An edge whose direction is not told is ``alternateOf``.
    """
    records = {r.reference.id: r for a in snapshot.articles for r in a.references}
    quotes = [edge for article in snapshot.articles for edge in _quotes(article)]
    files = [edge for media in snapshot.media for edge in _files(media, records)]
    return (*quotes, *files, *copies(snapshot), *made_from(snapshot))


# ── articles and posts, posts and files ─────────────────────────────────────────────────────────


def _quotes(article: ArticleRecord) -> Iterator[Derivation]:
    """What the site around the article links to is not quoted by the article."""
    for record in article.references:
        if record.reference.role is Role.ARTICLE:
            evidence = (*_citation_evidence(record), *_resolution_evidence(record), *_upload_evidence(record, article))
            yield Derivation(
                child=str(article.reading.article.digest),
                parent=str(record.reference.id),
                relation=DerivationRelation.WAS_QUOTED_FROM,
                evidence=evidence,
                confidence=_citation_confidence(record),
            )


def _citation_evidence(record: ReferenceRecord) -> Iterator[Evidence]:
    for citation in record.reference.citations:
        where = f" in {citation.where}" if citation.where else ""
        quote = f": “{citation.quote}”" if citation.quote else ""
        yield Evidence(words=f"cited as {citation.kind.value}{where}{quote}")


def _resolution_evidence(record: ReferenceRecord) -> Iterator[Evidence]:
    if record.resolution:
        note = f" ({record.resolution.note})" if record.resolution.note else ""
        yield Evidence(words=f"the analyst takes it for {record.resolution.url}{note}")
    elif record.reference.url is None:
        yield Evidence(words="no post has been found yet for these words", supports=False)


def _upload_evidence(record: ReferenceRecord, article: ArticleRecord) -> Iterator[Evidence]:
    upload = upload_of(record, read_at=article.read_at)
    if isinstance(upload, IdentifierDate):
        weak = f"; weak: {upload.caveat}" if upload.weak else ""
        late = (
            ", after the article's own date: the page was changed since" if after_article(upload, article.reading.article) else ""
        )
        yield Evidence(words=f"the post was uploaded at {upload} by its own identifier ({upload.rule}{weak}){late}")


def _citation_confidence(record: ReferenceRecord) -> float:
    if record.reference.kind is not ReferenceKind.MENTION:
        return 1.0
    return 0.8 if record.resolution else 0.5


def _files(media: MediaRecord, records: dict[ReferenceId, ReferenceRecord]) -> Iterator[Derivation]:
    for reference in media.posted_in:
        record = records.get(reference)
        if record and (memento := _memento(record, media.file.digest)):
            yield _archived(record, media.file.digest, memento)
            continue
        yield Derivation(
            child=str(media.file.digest),
            parent=str(reference),
            relation=DerivationRelation.SPECIALIZATION_OF,
            evidence=tuple(_acquisition_evidence(record)),
            confidence=0.8 if record and record.acquisition and record.acquisition.by_hand else 1.0,
        )


def _memento(record: ReferenceRecord, digest: Digest) -> Memento | None:
    files = record.acquisition.files if record.acquisition else ()
    return next((file.memento for file in files if file.digest == digest), None)


def _archived(record: ReferenceRecord, digest: Digest, memento: Memento) -> Derivation:
    """A copy that a web archive made of the post: what the post's own site served is not at hand."""
    return Derivation(
        child=str(digest),
        parent=str(record.reference.id),
        relation=DerivationRelation.WAS_DERIVED_FROM,
        evidence=tuple(_archive_evidence(record, memento)),
        confidence=ARCHIVED,
    )


def _archive_evidence(record: ReferenceRecord, memento: Memento) -> Iterator[Evidence]:
    yield Evidence(words=f"captured from {memento.original} by {memento.archive} on {memento.captured}, by its own word")
    for attempt in record.attempts:
        if attempt.outcome is Availability.AVAILABLE and attempt.archive:
            yield Evidence(words=f"taken from {attempt.url} by {attempt.tool} {attempt.version} on {attempt.ended}")
    yield Evidence(words="the post itself could not be had, to compare it", supports=False)


def _acquisition_evidence(record: ReferenceRecord | None) -> Iterator[Evidence]:
    if record is None or record.acquisition is None:
        yield Evidence(words="the case files it under this reference")
        return
    if record.acquisition.by_hand:
        note = f": “{record.acquisition.note}”" if record.acquisition.note else ", without a note how it was got"
        yield Evidence(words=f"attached by the analyst on {record.acquisition.at}{note}")
        yield Evidence(words="on the analyst's word alone: no download was recorded", supports=False)
    for attempt in record.attempts:
        if attempt.outcome is Availability.AVAILABLE and not attempt.checked and not attempt.archive:
            yield Evidence(words=f"downloaded from {attempt.url} by {attempt.tool} {attempt.version} on {attempt.ended}")
