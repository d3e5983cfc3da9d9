"""schema.org MediaReview (https://schema.org/MediaReview) as JSON-LD: only categories that a person set, never one of ours.

Our JSON Schema of it lies beside this module (``mediareview.schema.json``).
"""

import json
from collections.abc import Iterator

from provenance.chain import Standing
from provenance.chain.uploads import uploads
from provenance.exporters.interface import Exporter
from provenance.exporters.json_values import Json, Object
from provenance.exporters.text import visible, web_address
from provenance.model import CategoryDecision, Digest, IdentifierDate, ReferenceId, ReferenceRecord, Review, Snapshot

__all__ = ["EXPORTER", "document"]


def render(snapshot: Snapshot) -> bytes:
    """The document as UTF-8."""
    return (json.dumps(document(snapshot), ensure_ascii=False, indent=2) + "\n").encode()


def document(snapshot: Snapshot) -> Object:
    """One MediaReview for each video whose category stands; an empty graph where nobody set one."""
    reviews = Standing.of(snapshot.reviews).categories.values()
    found: list[Json] = [_review(r, r.matter, snapshot) for r in reviews if isinstance(r.matter, CategoryDecision)]
    return {"@context": "https://schema.org", "@graph": found}


def _review(review: Review, decided: CategoryDecision, snapshot: Snapshot) -> Object:
    told: Object = {
        "@type": "MediaReview",
        "@id": f"urn:provenance:review:{review.id}",
        "author": {"@type": "Person", "name": visible(review.by)},
        "datePublished": review.at.value.date().isoformat(),
        "mediaAuthenticityCategory": decided.category.value,
        "itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": list(_appearances(decided.about, snapshot))},
    }
    if review.note:
        told["reviewBody"] = visible(review.note)
    if decided.original_context:
        told["originalMediaContextDescription"] = visible(decided.original_context)
    if link := web_address(decided.original_url):
        told["originalMediaLink"] = link
    return told


def _appearances(about: ReferenceId | Digest, snapshot: Snapshot) -> Iterator[Json]:
    """The posts and files of the video: a post with each of its files, a file that no post has, a post without a file."""
    dated = uploads(snapshot)
    posts = [r for article in snapshot.articles for r in article.references if about in {r.reference.id, *r.media}]
    for post in posts:
        when = dated.get(post.reference.id)
        day = when.at.value.isoformat() if isinstance(when, IdentifierDate) else None
        files: list[Digest | None] = [each for each in post.media if about in {each, post.reference.id}]
        for digest in files or [None]:
            yield _video(post, digest, day)
    if not posts and isinstance(about, Digest):
        yield {"@type": "VideoObject", "sha256": about.value}


def _video(post: ReferenceRecord, digest: Digest | None, day: str | None) -> Object:
    told: Object = {"@type": "VideoObject"}
    if url := web_address(post.url):
        told["contentUrl"] = url
    if digest:
        told["sha256"] = digest.value
    if archived := _archived(post, digest):
        told["archivedAt"] = archived
    if day:
        told["uploadDate"] = day
    if post.reference.account:
        told["creator"] = {"@type": "Organization", "name": visible(post.reference.account)}
    if len(told) == 1:
        told["description"] = visible(post.reference.quote) or str(post.reference.id)
    return told


def _archived(post: ReferenceRecord, digest: Digest | None) -> str | None:
    """Where an archive shows it: the capture that gave the file, else the first of the post that holds something."""
    files = post.acquisition.files if post.acquisition else ()
    own = [file.memento for file in files if file.memento and file.digest == digest]
    whole = [memento for lookup in post.lookups[-1:] for memento in lookup.whole]
    return web_address((own or whole)[0].url) if own or whole else None


EXPORTER = Exporter(name="mediareview", suffix=".mediareview.json", media_type="application/ld+json", render=render)
