"""What stands of what people decided: the latest word about each thing that was not taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from provenance.model import (
    CategoryDecision,
    Claim,
    ClaimEntry,
    ClaimId,
    ClaimStance,
    Digest,
    Geolocation,
    GeolocationEntry,
    Match,
    MatchDecision,
    MatchRelation,
    MatchVerdict,
    ReferenceDecision,
    ReferenceId,
    ReferenceVerdict,
    Review,
    ReviewId,
    Snapshot,
    Withdrawal,
    match_slot,
)

__all__ = ["Standing", "as_reviewed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The decisions that stand, each with who took it and when; oldest first."""

    matches: dict[str, Review]
    """By :func:`~provenance.model.match_slot`."""
    references: dict[ReferenceId, Review]
    claims: tuple[Review, ...]
    """Claims that people wrote down."""
    stances: dict[ClaimId, tuple[Review, ...]]
    """For and against each claim, one word of each reviewer."""
    categories: dict[ReferenceId | Digest, Review]
    geolocations: tuple[Review, ...]
    withdrawn: dict[ReviewId, Review]
    """Decision to the withdrawal of it."""
    replaced: dict[ReviewId, ReviewId]
    """Decision to the later one about the same thing."""

    @classmethod
    def of(cls, reviews: Iterable[Review]) -> "Standing":
        """Read ``reviews`` in order: withdrawals first, then of each slot the last."""
        reviews = tuple(reviews)
        withdrawn = {r.matter.review: r for r in reviews if isinstance(r.matter, Withdrawal)}
        kept = [r for r in reviews if not isinstance(r.matter, Withdrawal) and r.id not in withdrawn]
        latest = {r.slot: r for r in kept}
        replaced = {r.id: latest[r.slot].id for r in kept if latest[r.slot] is not r}
        standing = [r for r in kept if r.id not in replaced]
        stances: dict[ClaimId, tuple[Review, ...]] = {}
        for review in standing:
            if isinstance(review.matter, ClaimStance):
                stances[review.matter.claim] = (*stances.get(review.matter.claim, ()), review)
        return cls(
            matches={r.slot: r for r in standing if isinstance(r.matter, MatchDecision)},
            references={r.matter.reference: r for r in standing if isinstance(r.matter, ReferenceDecision)},
            claims=tuple(r for r in standing if isinstance(r.matter, ClaimEntry)),
            stances=stances,
            categories={r.matter.about: r for r in standing if isinstance(r.matter, CategoryDecision)},
            geolocations=tuple(r for r in standing if isinstance(r.matter, GeolocationEntry)),
            withdrawn=withdrawn,
            replaced=replaced,
        )

    def stands(self, review: Review) -> bool:
        """Whether ``review`` is the last word about its matter."""
        return not isinstance(review.matter, Withdrawal) and review.id not in self.withdrawn and review.id not in self.replaced

    def verdict(self, match: Match) -> MatchVerdict | None:
        """What a person made of ``match``; ``None`` where nobody has looked."""
        review = self.matches.get(match_slot(match.query, match.compared.digest, match.relation))
        return review.matter.verdict if review and isinstance(review.matter, MatchDecision) else None

    @property
    def entered(self) -> tuple[Claim, ...]:
        """The claims that people wrote down."""
        return tuple(r.matter.claim for r in self.claims if isinstance(r.matter, ClaimEntry))

    @property
    def located(self) -> tuple[Geolocation, ...]:
        """The geolocations that people made or wrote down."""
        return tuple(r.matter.geolocation for r in self.geolocations if isinstance(r.matter, GeolocationEntry))

    @property
    def same(self) -> dict[ReferenceId, ReferenceId]:
        """References that mean the same video as another."""
        decisions = [r.matter for r in self.references.values() if isinstance(r.matter, ReferenceDecision)]
        return {d.reference: d.same_as for d in decisions if d.same_as is not None}

    def rejected(self, reference: ReferenceId) -> bool:
        """Whether a person says that no video is meant."""
        review = self.references.get(reference)
        return (
            review is not None
            and isinstance(review.matter, ReferenceDecision)
            and review.matter.verdict is ReferenceVerdict.REJECTED
        )


def as_reviewed(snapshot: Snapshot) -> Snapshot:
    """``snapshot`` with the matches that people left standing, each under the relation that they saw, and without the references
    that they rejected (what is said about those stays).
    """
    standing = Standing.of(snapshot.reviews)
    kept = []
    for match in snapshot.matches:
        verdict = standing.verdict(match)
        if verdict is MatchVerdict.SAME_SCENE:
            kept.append(replace(match, relation=MatchRelation.SAME_SCENE))
        elif verdict is not MatchVerdict.REJECTED:
            kept.append(match)
    articles = tuple(
        replace(article, references=tuple(r for r in article.references if not standing.rejected(r.reference.id)))
        for article in snapshot.articles
    )
    return replace(snapshot, articles=articles, matches=tuple(kept))
