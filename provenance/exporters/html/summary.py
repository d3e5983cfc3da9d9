"""The first screen: what was asked, what was found, how sure it is, what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.chain import Contradiction
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.words import KINDS, STATES, plural, written_platform
from provenance.exporters.text import clock_range, shortened
from provenance.model import (
    Claim,
    ClaimKind,
    ClaimStatus,
    Derivation,
    DerivationRelation,
    Match,
    MatchRelation,
    MediaRecord,
    ReferenceState,
    Role,
    Snapshot,
)

__all__ = ["Line", "Summary", "summary"]

LINES = 3
"""Of one sort on the first screen; the rest is counted."""
SHORT = {ClaimStatus.CONFIRMED: "said to be verified", ClaimStatus.DENIED: "which somebody denies"}
TOLD = {ClaimKind.POSTED_BY: "posted by", ClaimKind.FILMED_AT: "filmed at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding: optional name with its place in the page, then words."""

    words: str
    link: Link | None = None
    link_last: bool = False
    """The name follows the words, as "see there"."""
    quoted: str = ""
    """Words of others, at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Lines for the four questions."""

    found: tuple[Line, ...]
    sure: tuple[Line, ...]
    missing: tuple[Line, ...]


def summary(snapshot: Snapshot, names: Names, collisions: tuple[Contradiction, ...]) -> Summary:
    """The whole case in a few lines."""
    return Summary(
        found=tuple(_found(snapshot, names, collisions)),
        sure=tuple(_sure(snapshot, names)),
        missing=tuple(_missing(snapshot)),
    )


def _cited(snapshot: Snapshot) -> Iterator[ReferenceState]:
    for article in snapshot.articles:
        yield from (record.state for record in article.references if record.reference.role is Role.ARTICLE)


def _found(snapshot: Snapshot, names: Names, collisions: tuple[Contradiction, ...]) -> Iterator[Line]:
    states = Counter(_cited(snapshot))
    counts = ", ".join(f"{states[state]:,} {words}" for state, words in STATES.items() if states[state])
    total = sum(states.values())
    yield Line(words=f"{plural(total, 'video')} cited: {counts}." if total else "No video is cited.")
    yield from _spoken_of(snapshot, names)
    same = [match for match in snapshot.matches if match.relation is MatchRelation.SAME_FOOTAGE]
    for match in same[:LINES]:
        yield _seen_before(match, names)
    if len(same) > LINES:
        yield Line(
            words=f"{len(same) - LINES:,} more matches of the same footage.",
            link=Link(text="All matches", anchor="matches"),
            link_last=True,
        )
    others = Counter(match.relation for match in snapshot.matches)
    if scenes := others[MatchRelation.SAME_SCENE]:
        yield Line(words=f"{plural(scenes, 'lead')} to the same scene at another moment.")
    if sounds := others[MatchRelation.SAME_SOUND]:
        yield Line(words=f"{plural(sounds, 'video')} with the same sound, which says nothing of the pictures.")
    if snapshot.media and not same:
        yield Line(words="No earlier copy in the footage that was searched. That does not show that there is none.")
    if collisions:
        yield Line(
            words=f"{plural(len(collisions), 'contradiction')} between statements.",
            link=Link(text="Both sides", anchor="contradictions"),
            link_last=True,
        )


def _spoken_of(snapshot: Snapshot, names: Names) -> Iterator[Line]:
    """The first videos about which somebody says who posted them or where they were filmed."""
    said: dict[str, list[Claim]] = {}
    for article in snapshot.articles:
        for claim in article.reading.claims:
            if claim.about is not None and claim.kind in TOLD:
                said.setdefault(str(claim.about), []).append(claim)
    shown = [name for name, record in names.records.items() if name in said and record.reference.role is Role.ARTICLE]
    for name in shown[:LINES]:
        record = names.records[name]
        parts = [part for kind, words in TOLD.items() if (part := _told(words, [c for c in said[name] if c.kind is kind]))]
        where = f"({written_platform(record.platform)}, {KINDS[record.reference.kind]})"
        yield Line(words=f"{where} is said to be {'; '.join(parts)}.", link=names.link(name))


def _told(words: str, claims: list[Claim]) -> str:
    """``filmed at “Here” (hedged) or “There” (attributed)``."""
    values = dict.fromkeys(f"“{shortened(claim.value, 70)}” ({SHORT.get(claim.status, claim.status.value)})" for claim in claims)
    return f"{words} {' or '.join(list(values)[:LINES])}" if values else ""


def _seen_before(match: Match, names: Names) -> Line:
    where = clock_range(match.segments[0].compared) if match.segments else "somewhere"
    extra = f" and {len(match.segments) - 1} more" if len(match.segments) > 1 else ""
    name, library = shortened(match.compared.name, 60), shortened(match.compared.library, 40)
    words = f"shows the same footage as “{name}” ({where}{extra}) in library “{library}”."
    return Line(words=words, link=names.link(match.query), quoted=shortened(match.compared.note, 160))


def _sure(snapshot: Snapshot, names: Names) -> Iterator[Line]:
    statuses = Counter(claim.status for article in snapshot.articles for claim in article.reading.claims)
    total = sum(statuses.values())
    if total:
        counts = ", ".join(f"{statuses[status]:,} {status.value}" for status in ClaimStatus if statuses[status])
        yield Line(words=f"{plural(total, 'statement')} in the text: {counts}. None is taken for a fact here.")
    edges = sorted(_copies(snapshot.derivations), key=lambda edge: -edge.confidence)
    for edge in edges[:LINES]:
        yield _copy(edge, names)
    if len(edges) > LINES:
        yield Line(
            words=f"{len(edges) - LINES:,} more edges between copies.",
            link=Link(text="The chain", anchor="chain"),
            link_last=True,
        )
    raw = sum(match.probability is None for match in snapshot.matches)
    if raw:
        yield Line(words=f"{plural(raw, 'match', 'matches')} with a raw score only: look at the pairs before you rely on them.")
    hand = sum(state is ReferenceState.ATTACHED for state in _cited(snapshot))
    if hand:
        yield Line(words=f"{plural(hand, 'file')} attached by hand, on the analyst's word.")
    if not (total or edges or snapshot.media):
        yield Line(words="Nothing to weigh yet: no statement and no media.")


def _copies(edges: Iterable[Derivation]) -> Iterator[Derivation]:
    relations = {DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF}
    return (edge for edge in edges if edge.relation in relations)


def _copy(edge: Derivation, names: Names) -> Line:
    parent = names.link(edge.parent)
    if edge.relation is DerivationRelation.ALTERNATE_OF:
        return Line(words=f"and {parent.text} show the same footage; which came first is not told.", link=names.link(edge.child))
    against = sum(not reason.supports for reason in edge.evidence)
    doubt = f", {plural(against, 'sign')} against" if against else ""
    words = f"is a copy of {parent.text} or of its source: confidence {edge.confidence:.2f}{doubt}."
    return Line(words=words, link=names.link(edge.child))


def _missing(snapshot: Snapshot) -> Iterator[Line]:
    states = Counter(_cited(snapshot))
    lines = {
        ReferenceState.UNRESOLVED: "spoken of without a post: find it, or attach the file.",
        ReferenceState.UNAVAILABLE: "could not be had.",
        ReferenceState.PENDING: "not fetched yet.",
    }
    for state, words in lines.items():
        if states[state]:
            yield Line(words=f"{plural(states[state], 'video')} {words}", link=Link(text="How", anchor="next"), link_last=True)
    broken = [media for media in snapshot.media if media.problem]
    for media in broken[:LINES]:
        yield _problem(media)
    notes = [note for article in snapshot.articles for note in article.reading.notes]
    for note in notes[:LINES]:
        yield Line(words=shortened(note, 200))
    told = {str(record.reference.id) for article in snapshot.articles for record in article.references}
    failed = [activity for activity in snapshot.failures if activity.subject not in told]
    if failed:
        yield Line(words=f"{plural(len(failed), 'step')} failed.", link=Link(text="The log", anchor="log"), link_last=True)
    if not snapshot.media:
        yield Line(words="No media in the case yet, so nothing was compared with earlier footage.")


def _problem(media: MediaRecord) -> Line:
    return Line(words=f"“{shortened(media.file.name, 40)}”: {shortened(media.problem, 160)}")
