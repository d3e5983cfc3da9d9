"""Every statement with what speaks for and against it: other speakers, contradictions, people who reviewed it."""

from dataclasses import dataclass

from provenance.chain import Contradiction, Standing
from provenance.chain.agreement import agreements
from provenance.exporters.html.names import Names
from provenance.exporters.obtained import Obtained, obtained
from provenance.model import Claim, ClaimId, Review, Snapshot

__all__ = ["ClaimRow", "claim_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with its number in the report."""

    number: int
    claim: Claim
    agreeing: tuple[Claim, ...]
    """Other speakers' statements that say the same."""
    against: tuple[int, ...]
    """Numbers of the contradictions that it is a side of."""
    stances: tuple[Review, ...]
    """Reviewers who speak for or against it."""
    entered: Review | None
    """Who wrote it down; ``None`` for what was read by the program."""
    obtained: Obtained
    """By which way it came into the case."""


def claim_rows(snapshot: Snapshot, names: Names, collisions: tuple[Contradiction, ...]) -> list[ClaimRow]:
    """Every claim once: each article's in reading order, then platforms' and files', then people's."""
    standing, alike = Standing.of(snapshot.reviews), agreements(snapshot)
    against: dict[ClaimId, list[int]] = {}
    for number, found in enumerate(collisions, start=1):
        for side in found.sides:
            if side.claim:
                against.setdefault(side.claim, []).append(number)
    entered = {claim.id: review for review, claim in zip(standing.claims, standing.entered, strict=True)}
    return [
        ClaimRow(
            number=number,
            claim=names.claims[name],
            agreeing=alike.get(name, ()),
            against=tuple(dict.fromkeys(against.get(name, ()))),
            stances=standing.stances.get(name, ()),
            entered=entered.get(name),
            obtained=obtained(names.claims[name], entered=name in entered),
        )
        for name, number in names.statements.items()
    ]
