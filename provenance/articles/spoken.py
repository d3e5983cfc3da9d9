"""A reference made of sentences alone: what they cite, and the network that they name."""

from collections.abc import Sequence

from provenance.articles.claims import Passage
from provenance.articles.mentions import Grip
from provenance.articles.scan import CHANNEL
from provenance.model import (
    SOCIAL,
    Article,
    Citation,
    ReferenceId,
    ReferenceKind,
    Slug,
    Span,
    VideoReference,
    stable_id,
)

__all__ = ["NAMED_BEFORE", "citations", "mentioned"]

NAMED_BEFORE = "network, named before"
"""Where a citation stands that tells the network of "the same platform"."""


def _citation(passage: Passage) -> Citation:
    span = passage.span
    where = "headline" if passage.headline else "sentence"
    element = passage.article.blocks[passage.block].element
    return Citation(kind=ReferenceKind.MENTION, quote=span.quote, span=span, element=element, where=where)


def _strength(passage: Passage) -> tuple[bool, int]:
    """The sentence that says who posted it and where comes first."""
    named = any(s not in {SOCIAL, CHANNEL} for s in passage.reading.mention.platforms)
    return not (named and passage.reading.introduces), passage.start


def citations(passages: Sequence[Passage]) -> tuple[Citation, ...]:
    """Sentences that speak of the footage; one that another repeats (a headline over the page and again) once."""
    kept: list[Citation] = []
    for passage in sorted(passages, key=_strength):
        repeated = any(passage.span.quote in c.quote or c.quote in passage.span.quote for c in kept)
        # What a sentence shows it says as a claim; one that says nothing by itself would be lost without being cited.
        seen = passage.reading.mention.grip is Grip.SEEN and passage.reading.shows is not None
        if not repeated and not seen:
            kept.append(_citation(passage))
    return tuple(kept or map(_citation, passages[:1]))


def _network(passage: Passage) -> tuple[Slug, Span] | None:
    """The network that a sentence names first, and its words."""
    scan = passage.reading.scan
    for hit, slug in scan.platforms:
        if slug not in {SOCIAL, CHANNEL}:
            start = passage.start + scan.tokens[hit.start].start
            return slug, passage.article.span(start, passage.start + scan.tokens[hit.end - 1].end)
    return None


def _same_network(own: Sequence[Passage], passages: Sequence[Passage]) -> tuple[Slug, Span] | None:
    """The network named last before one of its ``own`` sentences that calls it the same: "on the same platform, she wrote …"."""
    for passage in sorted(own, key=lambda p: p.start):
        if passage.reading.scan.lexicon.platforms.same.find(passage.reading.scan.tokens):
            before = sorted((p for p in passages if p.start < passage.start), key=lambda p: p.start, reverse=True)
            return next(filter(None, map(_network, before)), None)
    return None


def mentioned(article: Article, own: Sequence[Passage], passages: Sequence[Passage]) -> VideoReference:
    """The reference that the sentences ``own`` make by themselves; ``passages``: all of the article that speak of footage."""
    cited = citations(own)
    ordered = sorted(own, key=_strength)
    platform = next((s for p in ordered for s in p.reading.mention.platforms if s not in {SOCIAL, CHANNEL}), SOCIAL)
    first = cited[0].span.start if cited[0].span else 0
    if platform == SOCIAL and (named := _same_network(own, passages)):
        platform, words = named
        cited += (Citation(kind=ReferenceKind.MENTION, quote=words.quote, span=words, where=NAMED_BEFORE),)
    return VideoReference(
        id=ReferenceId(stable_id("r", article.digest, "mention", platform, first)),
        article=article.digest,
        platform=platform,
        kind=ReferenceKind.MENTION,
        citations=cited,
    )
