"""Edges of the chain: article quotes post, file holds post, copy comes from copy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from provenance.chain.direction import CERTAIN_ENOUGH, Cue, cues, likelihood
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import after_article, upload_of
from provenance.model import (
    ArticleRecord,
    Availability,
    Derivation,
    DerivationRelation,
    Digest,
    Evidence,
    IdentifierDate,
    Match,
    MatchRelation,
    MediaRecord,
    ReferenceId,
    ReferenceKind,
    ReferenceRecord,
    Role,
    Snapshot,
)

__all__ = ["derive"]

DERIVED = DerivationRelation.WAS_DERIVED_FROM
UNCALIBRATED = 0.5
"""Confidence in "same footage" where the matcher gives a score but no calibrated probability."""


def derive(snapshot: Snapshot) -> tuple[Derivation, ...]:
    """The edges that the records support: each with its evidence for and against; without circles.

    Same scene is no derivation. An edge whose direction is not told is ``alternateOf``.
    """
    records = {r.reference.id: r for a in snapshot.articles for r in a.references}
    quotes = [edge for article in snapshot.articles for edge in _quotes(article)]
    files = [edge for media in snapshot.media for edge in _files(media, records)]
    return (*quotes, *files, *_without_circles(_copies(snapshot)))


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
    for reference in media.references:
        record = records.get(reference)
        yield Derivation(
            child=str(media.file.digest),
            parent=str(reference),
            relation=DerivationRelation.SPECIALIZATION_OF,
            evidence=tuple(_acquisition_evidence(record)),
            confidence=0.8 if record and record.acquisition and record.acquisition.by_hand else 1.0,
        )


def _acquisition_evidence(record: ReferenceRecord | None) -> Iterator[Evidence]:
    if record is None or record.acquisition is None:
        yield Evidence(words="the case files it under this reference")
        return
    if record.acquisition.by_hand:
        note = f": “{record.acquisition.note}”" if record.acquisition.note else ", without a note how it was got"
        yield Evidence(words=f"attached by the analyst on {record.acquisition.at}{note}")
        yield Evidence(words="on the analyst's word alone: no download was recorded", supports=False)
    for attempt in record.attempts:
        if attempt.outcome is Availability.AVAILABLE and not attempt.checked:
            yield Evidence(words=f"downloaded from {attempt.url} by {attempt.tool} {attempt.version} on {attempt.ended}")


# ── copies ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """All that is known about two files that show the same footage; ``forward``: the first is the copy."""

    first: str
    second: str
    cues: tuple[Cue, ...]
    found: tuple[str, ...]
    probability: float | None


def _copies(snapshot: Snapshot) -> Iterator[Derivation]:
    media = {record.file.digest: record for record in snapshot.media}
    subjects = Subjects.of(snapshot)
    pairs: dict[frozenset[Digest], _Pair] = {}
    for match in snapshot.matches:
        ends = frozenset({match.query, match.compared.digest})
        if match.relation is MatchRelation.SAME_FOOTAGE and len(ends) == 2:
            pair = _pair(match, cues(match, media, subjects))
            pairs[ends] = _merged(pairs[ends], pair) if ends in pairs else pair
    for pair in pairs.values():
        yield _edge(pair)


def _pair(match: Match, found: tuple[Cue, ...]) -> _Pair:
    seconds = float(sum(s.query.length for s in match.segments))
    words = (
        f"the same footage for {seconds:.1f} s: score {match.score:.2f} by {match.algorithm} {match.version}"
        f" (threshold {match.threshold:.2f})"
    )
    heard = (f"the soundtracks agree along it by {match.sound:.2f} (0: by chance, 1: wholly)",) if match.sound else ()
    return _Pair(
        first=str(match.query),
        second=str(match.compared.digest),
        cues=found,
        found=(words, *heard),
        probability=match.probability,
    )


def _merged(one: _Pair, other: _Pair) -> _Pair:
    """Two matches of the same two files; the mirror image of a match holds the same traces in other words."""
    if one.first == other.first:
        known = {cue.words for cue in one.cues}
        traces = one.cues + tuple(cue for cue in other.cues if cue.words not in known)
    else:
        traces = one.cues or tuple(replace(cue, weight=-cue.weight) for cue in other.cues)
    probabilities = [p for p in (one.probability, other.probability) if p is not None]
    return replace(
        one,
        cues=traces,
        found=tuple(dict.fromkeys(one.found + other.found)),
        probability=max(probabilities, default=None),
    )


def _edge(pair: _Pair) -> Derivation:
    forward = likelihood(pair.cues)
    if max(forward, 1 - forward) < CERTAIN_ENOUGH:
        return _alternate(pair)
    copy_first = forward >= 0.5
    child, parent = (pair.first, pair.second) if copy_first else (pair.second, pair.first)
    evidence = [Evidence(words=words) for words in pair.found]
    evidence += [Evidence(words=cue.words, supports=(cue.weight > 0) == copy_first) for cue in pair.cues]
    return Derivation(
        child=child, parent=parent, relation=DERIVED, evidence=tuple(evidence), confidence=round(max(forward, 1 - forward), 3)
    )


def _alternate(pair: _Pair) -> Derivation:
    evidence = [Evidence(words=words) for words in pair.found]
    evidence += [Evidence(words=f"points one way, not surely enough: {cue.words}", supports=False) for cue in pair.cues]
    if not pair.cues:
        evidence.append(Evidence(words="nothing tells which of the two came first"))
    return Derivation(
        child=pair.first,
        parent=pair.second,
        relation=DerivationRelation.ALTERNATE_OF,
        evidence=tuple(evidence),
        confidence=round(UNCALIBRATED if pair.probability is None else pair.probability, 3),
    )


def _without_circles(edges: Iterable[Derivation]) -> Iterator[Derivation]:
    """Keep the surest directions; one that would close a circle is said to be undirected, with the reason."""
    parents: dict[str, list[str]] = {}
    ordered = sorted(edges, key=lambda e: (e.relation is not DERIVED, -e.confidence, e.child, e.parent))
    for edge in ordered:
        if edge.relation is DERIVED and _reaches(parents, edge.parent, edge.child):
            against = Evidence(
                words="with the surer edges this direction would close a circle, so it is not claimed", supports=False
            )
            yield replace(
                edge, relation=DerivationRelation.ALTERNATE_OF, evidence=(*edge.evidence, against), confidence=UNCALIBRATED
            )
            continue
        if edge.relation is DERIVED:
            parents.setdefault(edge.child, []).append(edge.parent)
        yield edge


def _reaches(parents: dict[str, list[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        fresh = [parent for parent in parents.get(name, ()) if parent not in seen]
        seen.update(fresh)
        waiting += fresh
    return False
