"""What is to be looked at: matches, words without a post, statements that collide, videos; open until a person decides.

Pure: a snapshot in, entries out, in an order that no decision changes, so that nobody loses his place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from provenance.chain import Contradiction, ContradictionKind, Standing, contradictions
from provenance.chain.subjects import Subjects, all_claims
from provenance.exporters.answers import what_was_done
from provenance.exporters.text import clock, plural, shortened
from provenance.exporters.vocabulary import RELATIONS, STATES, platform_name
from provenance.model import (
    CategoryDecision,
    Claim,
    ClaimId,
    Digest,
    Match,
    MatchDecision,
    MatchRelation,
    MatchVerdict,
    MediaRecord,
    ReferenceDecision,
    ReferenceId,
    ReferenceKind,
    ReferenceRecord,
    ReferenceState,
    ReferenceVerdict,
    Review,
    Role,
    Snapshot,
    Stance,
    match_slot,
    stable_id,
)
from provenance.model.reviews import ClaimStance

__all__ = ["CATEGORIES", "COLLISIONS", "MATCHED", "MEANT", "Entry", "Kind", "Queue", "Thing"]

NAME, LINE = 70, 160
MATCHED = {
    MatchVerdict.CONFIRMED: "confirmed",
    MatchVerdict.REJECTED: "rejected",
    MatchVerdict.SAME_SCENE: "same scene only",
}
MEANT = {
    ReferenceVerdict.CONFIRMED: "a video is meant",
    ReferenceVerdict.REJECTED: "no video is meant",
    ReferenceVerdict.SAME_AS: "same video as another reference",
}
CATEGORIES = {
    "OriginalMediaContent": "Original",
    "DecontextualizedContent": "Missing or false context",
    "EditedOrCroppedContent": "Edited or cropped",
    "TransformedContent": "Transformed",
    "StagedContent": "Staged",
    "SatireOrParodyContent": "Satire or parody",
}
"""schema.org's names in words for people."""
COLLISIONS = {
    ContradictionKind.EARLIER_FOOTAGE: "earlier footage",
    ContradictionKind.POSTED_BEFORE: "posted before the event",
    ContradictionKind.ANOTHER_STORY: "another story of the same footage",
    ContradictionKind.SUN: "the sun against light or shadows",
    ContradictionKind.POSTING_DATES: "days of posting",
    ContradictionKind.GPS: "the file’s position against words",
    ContradictionKind.PLACES: "places",
    ContradictionKind.DATES: "days",
    ContradictionKind.DENIED: "said and denied",
    ContradictionKind.CREATED_LATER: "file younger than its publication",
    ContradictionKind.FILE_SOURCES: "parts of the file’s metadata",
    ContradictionKind.THUMBNAIL: "picture kept in the file",
    ContradictionKind.HIDDEN_FRAMES: "frames that are not shown",
    ContradictionKind.LENGTHS: "lengths of picture and sound",
}
HAD = frozenset({ReferenceState.ACQUIRED, ReferenceState.ATTACHED, ReferenceState.ARCHIVED})
_ORDER = (MatchRelation.SAME_FOOTAGE, MatchRelation.SAME_SCENE, MatchRelation.SAME_SOUND)


class Kind(StrEnum):
    """The parts of the queue, in the order in which a review goes."""

    MATCH = "match"
    MENTION = "mention"
    CONTRADICTION = "contradiction"
    VIDEO = "video"


Thing: TypeAlias = Match | ReferenceRecord | Contradiction | MediaRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the queue."""

    key: str
    """Stable across runs, as it is made from what the thing is about."""
    kind: Kind
    title: str
    """May hold hostile text, as ``line``."""
    line: str
    open: bool
    """Whether nobody has decided yet."""
    decided: str
    """The decision in words; empty where there is none."""
    by: str
    review: str
    """Id of the decision that stands; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A snapshot as a reviewer sees it."""

    snapshot: Snapshot
    standing: Standing
    subjects: Subjects
    entries: tuple[Entry, ...]
    things: dict[str, Thing]
    """Key to what the entry is about."""
    files: dict[Digest, MediaRecord]
    records: dict[str, ReferenceRecord]
    """By id."""
    claims: dict[ClaimId, Claim]
    articles: dict[Digest, str]
    """Their titles."""
    elsewhere: dict[Digest, Match]
    """Footage seen before, with a finding that names it."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Queue":
        """The queue of a case."""
        standing = Standing.of(snapshot.reviews)
        made = [
            *_matches(snapshot, standing),
            *_mentions(snapshot, standing),
            *_contradictions(snapshot, standing),
            *_videos(snapshot, standing),
        ]
        pairs = {entry.key: (entry, thing) for entry, thing in made}
        return cls(
            snapshot=snapshot,
            standing=standing,
            subjects=Subjects.of(snapshot),
            entries=tuple(entry for entry, _ in pairs.values()),
            things={key: thing for key, (_, thing) in pairs.items()},
            files={media.file.digest: media for media in snapshot.media},
            elsewhere={match.compared.digest: match for match in reversed(snapshot.matches)},
            claims={claim.id: claim for claim in all_claims(snapshot)},
            articles={page.digest: page.title or page.source for page in (a.reading.article for a in snapshot.articles)},
            records={str(record.reference.id): record for article in snapshot.articles for record in article.references},
        )

    def names(self, digest: Digest) -> tuple[str, ...]:
        """A file, and the references that it was had from."""
        media = self.files.get(digest)
        return (str(digest), *(media.references if media else ()))

    def label(self, name: str) -> str:
        """A reference or file for people: the file's name, or the reference's platform and words."""
        if name.startswith("sha256:"):
            digest = Digest.parse(name)
            media, found = self.files.get(digest), self.elsewhere.get(digest)
            known = media.file.name if media else found.compared.name if found else ""
            return f"the file {shortened(known, 60)}" if known else name
        record = self.records.get(name)
        if record is None:
            return name
        return f"{name}, {platform_name(record.platform)}: {shortened(record.reference.quote or record.url or '', 60)}"


Made: TypeAlias = Iterator[tuple[Entry, Thing]]


def _matches(snapshot: Snapshot, standing: Standing) -> Made:
    """The best finding of each relation between two files, the same footage first."""
    names = {media.file.digest: media.file.name for media in snapshot.media}
    seen: dict[str, Match] = {}
    for match in sorted(snapshot.matches, key=lambda m: (_ORDER.index(m.relation), -(m.probability or 0), -m.score)):
        seen.setdefault(match_slot(match.query, match.compared.digest, match.relation), match)
    for slot, match in seen.items():
        review = standing.matches.get(slot)
        query = shortened(names.get(match.query, match.query.short), NAME)
        how = [RELATIONS[match.relation].capitalize(), f"with {query}", what_was_done(match)]
        if match.probability is not None and match.relation is MatchRelation.SAME_FOOTAGE:
            how.insert(1, f"{match.probability:.0%} sure")
        entry = _entry(
            Kind.MATCH,
            stable_id("m", slot),
            title=match.compared.name or match.compared.digest.short,
            line=" · ".join(part for part in how if part),
            review=review,
            decided=MATCHED[review.matter.verdict] if review and isinstance(review.matter, MatchDecision) else "",
        )
        yield entry, match


def _entry(kind: Kind, key: str, *, title: str, line: str, review: Review | None, decided: str, settled: bool = False) -> Entry:
    """``settled``: done without a decision."""
    return Entry(
        key=key,
        kind=kind,
        title=shortened(title, LINE),
        line=shortened(line, LINE),
        open=review is None and not settled,
        decided=decided,
        by=review.by if review else "",
        review=review.id if review else "",
    )


def _mentions(snapshot: Snapshot, standing: Standing) -> Made:
    """Words that speak of footage, and references whose file was not had; done once there is a file or a verdict."""
    for article in snapshot.articles:
        for record in article.references:
            reference = record.reference
            if reference.role is not Role.ARTICLE or (reference.kind is not ReferenceKind.MENTION and record.state in HAD):
                continue
            review = standing.references.get(reference.id)
            settled = record.state in HAD
            words = MEANT[review.matter.verdict] if review and isinstance(review.matter, ReferenceDecision) else ""
            entry = _entry(
                Kind.MENTION,
                str(reference.id),
                title=reference.quote or record.url or reference.id,
                line=f"{platform_name(record.platform)} · {STATES[record.state]}",
                review=review,
                decided=words or (STATES[record.state] if settled else ""),
                settled=settled,
            )
            yield entry, record


def _contradictions(snapshot: Snapshot, standing: Standing) -> Made:
    """Open until somebody disputes one of the statements."""
    for found in contradictions(snapshot):
        ids = [side.claim for side in found.sides if side.claim is not None]
        disputes = [
            review
            for claim in ids
            for review in standing.stances.get(claim, ())
            if isinstance(review.matter, ClaimStance) and review.matter.stance is Stance.DISPUTES
        ]
        last = disputes[-1] if disputes else None
        entry = _entry(
            Kind.CONTRADICTION,
            stable_id("x", found.kind, found.about, *sorted(ids), *(() if ids else (found.statement,))),
            title=found.statement,
            line=f"{COLLISIONS[found.kind]} · {plural(len(found.sides), 'statement')}",
            review=last,
            decided=f"{plural(len(disputes), 'statement')} disputed" if disputes else "",
        )
        yield entry, found


def _videos(snapshot: Snapshot, standing: Standing) -> Made:
    """Every file; open until a person says what sort of media it is."""
    for media in snapshot.media:
        names: tuple[ReferenceId | Digest, ...] = (media.file.digest, *media.posted_in)
        review = next((standing.categories[name] for name in names if name in standing.categories), None)
        words = CATEGORIES[review.matter.category] if review and isinstance(review.matter, CategoryDecision) else ""
        length = clock(media.probe.duration) if media.probe and media.probe.duration else ""
        cited = plural(len(media.references), "reference") if media.references else "no reference"
        entry = _entry(
            Kind.VIDEO,
            stable_id("v", media.file.digest),
            title=media.file.name or media.file.digest.short,
            line=" · ".join(part for part in (length, cited) if part),
            review=review,
            decided=words,
        )
        yield entry, media
