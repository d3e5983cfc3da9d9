"""What people decided, each line with its name, and whether it still stands."""

from dataclasses import dataclass

from provenance.chain import Standing
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.summary import Line, Quote
from provenance.exporters.text import shortened
from provenance.exporters.vocabulary import CATEGORIES, MATCH_VERDICTS, REFERENCE_VERDICTS, STANCES
from provenance.model import (
    CategoryDecision,
    ClaimEntry,
    ClaimId,
    ClaimStance,
    GeolocationEntry,
    MatchDecision,
    Matter,
    ReferenceDecision,
    Review,
    ReviewId,
    Snapshot,
    Withdrawal,
)

__all__ = ["Decision", "decisions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One review, in words."""

    number: int
    review: Review
    what: Line
    state: str
    """Empty where it stands; else what became of it."""


def decisions(snapshot: Snapshot, names: Names) -> list[Decision]:
    """All of them, oldest first."""
    standing, say = Standing.of(snapshot.reviews), names.say
    numbers = {review.id: number for number, review in enumerate(snapshot.reviews, start=1)}

    def state(review: Review) -> str:
        if (taken := standing.withdrawn.get(review.id)) is not None:
            return say("withdrawn by {who} (decision {number})", who=taken.by, number=numbers[taken.id])
        if (later := standing.replaced.get(review.id)) is not None:
            return say("replaced by decision {number}", number=numbers[later])
        return ""

    return [
        Decision(number=number, review=review, what=_line(review.matter, names, numbers), state=state(review))
        for number, review in enumerate(snapshot.reviews, start=1)
    ]


def _statement(claim: ClaimId, names: Names) -> Link:
    number = names.statements.get(claim)
    text = names.say("statement {number}", number=number) if number else names.say("a statement that is no longer here")
    return Link(text=text, anchor=f"claim-{claim}" if number else "")


def _line(matter: Matter, names: Names, numbers: dict[ReviewId, int]) -> Line:  # noqa: PLR0911 - one line for each kind
    say = names.say
    match matter:
        case MatchDecision():
            one, other = names.link(matter.query), names.link(matter.compared)
            return say.parts(
                "The match of {one} and {other}: {verdict}.", one=one, other=other, verdict=say(MATCH_VERDICTS[matter.verdict])
            )
        case ReferenceDecision():
            line = say.parts(
                "{video}: {verdict}", video=names.link(matter.reference), verdict=say(REFERENCE_VERDICTS[matter.verdict])
            )
            return (*line, " ", names.link(matter.same_as)) if matter.same_as else line
        case ClaimEntry():
            return say.parts("{statement} was written down.", statement=_statement(matter.claim.id, names))
        case ClaimStance():
            line = say.parts(
                "{statement}: {stance}.", statement=_statement(matter.claim, names), stance=say(STANCES[matter.stance])
            )
            grounds = tuple(part for each in matter.grounds for part in (" ", names.link(each)))
            return (*line, *((" ", say("Grounds:"), *grounds) if grounds else ()))
        case CategoryDecision():
            line = say.parts("{video} is {category}.", video=names.link(matter.about), category=say(CATEGORIES[matter.category]))
            source = shortened(" ".join((matter.original_context, matter.original_url)), 300)
            return (*line, *((" ", Quote(text=source)) if source else ()))
        case GeolocationEntry():
            found = matter.geolocation
            return say.parts(
                "A geolocation of {video}, credited to {who}.", video=names.link(found.about), who=names.speaker(found.claimant)
            )
        case Withdrawal():
            return (say("Decision {number} was withdrawn.", number=numbers.get(matter.review, 0)),)
