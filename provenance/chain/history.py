"""What became of a post over time: when it was there, when it was found deleted or closed.

Only attempts that tell something of the post count: a network that failed, a server that was busy, a tool that does not
know the site, and an answer that nobody understands say nothing about it.
"""

from dataclasses import dataclass
from itertools import groupby

from provenance.model import Attempt, Availability, Instant, ReferenceRecord

__all__ = ["SILENT", "Period", "changed", "history", "in_words", "lost"]

SILENT = frozenset(
    {
        Availability.RATE_LIMITED,
        Availability.BOT_CHECK,
        Availability.UNSUPPORTED,
        Availability.REFUSED,
        Availability.NETWORK_ERROR,
        Availability.UNKNOWN,
    }
)
"""Outcomes that say nothing about the post itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch in which every telling attempt had the same outcome."""

    outcome: Availability
    first: Instant
    last: Instant
    attempt: Attempt
    """The one that saw it first."""


def history(record: ReferenceRecord) -> tuple[Period, ...]:
    """The periods of a post, oldest first; between one and the next it changed, at a moment that nobody saw."""
    telling = [attempt for attempt in record.tried if attempt.outcome not in SILENT]
    groups = (list(group) for _, group in groupby(telling, key=lambda attempt: attempt.outcome))
    return tuple(
        Period(outcome=group[0].outcome, first=group[0].ended, last=group[-1].ended, attempt=group[0]) for group in groups
    )


def lost(record: ReferenceRecord) -> Period | None:
    """The period in which a post that had been there no longer was, if that is how it stands."""
    periods = history(record)
    was_there = any(period.outcome is Availability.AVAILABLE for period in periods)
    return periods[-1] if was_there and periods[-1].outcome is not Availability.AVAILABLE else None


def changed(record: ReferenceRecord) -> bool:
    """Whether a post was ever found in another state than before."""
    return len(history(record)) > 1


def in_words(periods: tuple[Period, ...]) -> str:
    """``available on Mon 23 Nov 2026, deleted on Fri 27 Nov 2026``: the first day each was seen, and how long it lasted."""
    return ", ".join(f"{period.outcome.value.replace('-', ' ')} {_when(period, periods)}" for period in periods)


def _when(period: Period, periods: tuple[Period, ...]) -> str:
    days = {each.first.value.date() for each in periods} | {each.last.value.date() for each in periods}
    if len(days) == 1 and len(periods) > 1:  # all on one day: the hour tells
        return f"at {period.first.value:%H:%M:%S} UTC"
    first, last = (f"{moment.value:%a %d %b %Y}" for moment in (period.first, period.last))
    return f"on {first}" if first == last else f"from {first} to {last}"
