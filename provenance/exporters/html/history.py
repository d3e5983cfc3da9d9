"""What happened to a reference, in the order in which it happened: cited, resolved, tried, attached, decided about.

And in one sentence: how its post was found over time.
"""

from dataclasses import dataclass

from provenance.chain import Standing
from provenance.chain.history import Period, history
from provenance.exporters.html.names import Link, Names
from provenance.exporters.vocabulary import OUTCOMES, REFERENCE_VERDICTS
from provenance.exporters.wording import Wording
from provenance.model import Attempt, Availability, Instant, Lookup, ReferenceDecision, ReferenceRecord, Review, Snapshot

__all__ = ["Event", "availability", "histories"]

ATTEMPTS = 10
"""The last tries told one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a history."""

    at: Instant
    what: str
    by: str
    """Tool with its version, or a person's name."""
    said: str = ""
    """The tool's or the person's own words."""
    link: Link | None = None


def histories(snapshot: Snapshot, names: Names) -> dict[str, tuple[Event, ...]]:
    """Reference id to its events, oldest first."""
    decided: dict[str, list[Review]] = {}
    standing = Standing.of(snapshot.reviews)
    for review in snapshot.reviews:
        if isinstance(review.matter, ReferenceDecision) and standing.stands(review):
            decided.setdefault(str(review.matter.reference), []).append(review)
    return {
        name: tuple(sorted(_events(record, decided.get(name, []), names), key=lambda event: event.at))
        for name, record in names.records.items()
    }


def _events(record: ReferenceRecord, decided: list[Review], names: Names) -> list[Event]:
    say = names.say
    events = [_tried(attempt, names) for attempt in record.attempts[-ATTEMPTS:]]
    events += [_looked_up(lookup, names) for lookup in record.lookups[-ATTEMPTS:]]
    if found := record.resolution:
        events.append(
            Event(at=found.at, what=say("the post was found by the analyst"), by=say("the analyst"), said=found.note or found.url)
        )
    if (files := record.acquisition) and files.by_hand:
        events.append(Event(at=files.at, what=say("a file was attached by hand"), by=say("the analyst"), said=files.note))
    for review in decided:
        if isinstance(review.matter, ReferenceDecision):
            other = names.link(review.matter.same_as) if review.matter.same_as else None
            words = say(REFERENCE_VERDICTS[review.matter.verdict])
            events.append(Event(at=review.at, what=words, by=review.by, said=review.note, link=other))
    return events


def _looked_up(lookup: Lookup, names: Names) -> Event:
    say, problems = names.say, "; ".join(lookup.problems)
    if lookup.silent:
        return Event(at=lookup.at, what=say("looked up in a web archive: no answer"), by=lookup.archive, said=problems)
    count = len(lookup.mementos)
    counted = say.many(count, "looked up in a web archive: {count} capture", "looked up in a web archive: {count} captures")
    return Event(at=lookup.at, what=counted, by=lookup.archive, said=problems)


def _copied(attempt: Attempt, outcome: str, names: Names) -> str:
    if attempt.outcome is Availability.AVAILABLE:
        return names.say("a copy was taken from a web archive")
    if attempt.outcome is Availability.UNSUPPORTED:
        return names.say("a web archive gave no copy")
    return names.say("a web archive gave no copy: {outcome}", outcome=outcome)


def _tried(attempt: Attempt, names: Names) -> Event:
    outcome = names.say(OUTCOMES[attempt.outcome])
    if attempt.archive:
        return Event(
            at=attempt.started,
            what=_copied(attempt, outcome, names),
            by=f"{attempt.tool} {attempt.version}",
            said=attempt.message or attempt.url,
        )
    what = (
        names.say("asked again: {outcome}", outcome=outcome)
        if attempt.checked
        else names.say("tried: {outcome}", outcome=outcome)
    )
    return Event(at=attempt.started, what=what, by=f"{attempt.tool} {attempt.version}", said=attempt.message)


def availability(record: ReferenceRecord, say: Wording) -> str:
    """How the post was found over time; empty where no try told anything of it."""
    return say("; ").join(_stretch(period, say) for period in history(record))


def _stretch(period: Period, say: Wording) -> str:
    outcome, first, last = say(OUTCOMES[period.outcome]), say.moment(period.first), say.moment(period.last)
    if first == last:
        return say("{outcome} on {day}", outcome=outcome, day=first)
    return say("{outcome} from {day} to {day_2}", outcome=outcome, day=first, day_2=last)
