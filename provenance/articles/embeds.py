"""An article's page to video references: each post or file once, with every place that cites it."""

from provenance.articles.cited import Cited, Key, key_of
from provenance.articles.citing import citation_of
from provenance.articles.document import Document
from provenance.articles.frompage import from_page
from provenance.articles.fromtext import flattened, from_text
from provenance.articles.hints import hints
from provenance.articles.roles import IN_DATA, IN_HEAD, OTHERS
from provenance.model import FILE, Citation, MediaKnown, ReferenceId, Role, VideoReference, stable_id
from provenance.platforms.interface import UrlPatterns
from provenance.platforms.media import is_known_video

__all__ = ["MOST_REFERENCES", "find", "hints"]

MOST_REFERENCES = 1_000
"""Of a page. The longest live blogs stay far below; a page made to keep us busy does not."""
STATED = frozenset({IN_HEAD, IN_DATA})
MOST_CITATIONS = 40
"""Of one reference; a page that repeats it more often says nothing new."""


def find(document: Document, *, fallback: UrlPatterns | None = None) -> tuple[VideoReference, ...]:
    """Every video or post that the page cites, in its order; the site's own furniture is labelled, not left out.

    Stops after :data:`MOST_REFERENCES`.
    """
    groups: dict[Key, list[Cited]] = {}
    found = [*from_page(document, fallback), *from_text(document, fallback)]
    for item in (*found, *flattened(document, found)):
        if len(groups) >= MOST_REFERENCES and key_of(item.post) not in groups:
            break
        groups.setdefault(key_of(item.post), []).append(item)
    return tuple(_reference(document, group) for group in groups.values() if not all(item.is_thumbnail for item in group))


def _reference(document: Document, group: list[Cited]) -> VideoReference:
    """One reference from all its citations; those of the article outrank the site's."""
    best = min(group, key=lambda item: (item.is_thumbnail, item.role is Role.CHROME, item.rank))
    told = _shown_among_others(group) or best
    named = next((item.post for item in group if item.post.account), best.post)
    places = sorted(group, key=lambda item: item.rank)[:MOST_CITATIONS]
    cited = (item.place if isinstance(item.place, Citation) else citation_of(item.place, item.kind, document) for item in places)
    known = best.post.url or best.post.platform == FILE
    return VideoReference(
        id=ReferenceId(stable_id("r", document.article.digest, *key_of(best.post))),
        article=document.article.digest,
        platform=best.post.platform,
        kind=best.kind,
        citations=tuple(dict.fromkeys(cited)),
        platform_id=best.post.platform_id if known else None,
        url=named.url or None,
        account=named.account,
        role=told.role,
        role_reason=told.reason,
        media=_media(group),
    )


def _shown_among_others(group: list[Cited]) -> Cited | None:
    """The picture by which the page shows, among other stories alone, a video that it only states: one it recommends."""
    shown = [item for item in group if item.is_thumbnail and item.reason not in STATED]
    if any(not item.is_thumbnail and item.reason not in STATED for item in group):
        return None
    return shown[0] if shown and all(item.role is Role.CHROME and item.reason == OTHERS for item in shown) else None


def _media(group: list[Cited]) -> MediaKnown:
    """A video where one of the places says so."""
    said = any(not item.is_thumbnail and is_known_video(item.post.platform, item.written) for item in group)
    return MediaKnown.VIDEO if said else MediaKnown.UNKNOWN
