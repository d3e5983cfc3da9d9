"""What web archives say of when they captured a post or a file: each capture bounds its publication from above.

Their word, by their own clock, about whatever the address gave at that moment; never when it was posted.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from provenance.chain.dates import Known, spelled
from provenance.model import (
    Agent,
    AgentKind,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Digest,
    FileRole,
    Instant,
    InstantInterval,
    Memento,
    ReferenceId,
    ReferenceRecord,
    stable_id,
)

__all__ = ["archive_claims", "archived_by"]


def archive_claims(records: Iterable[ReferenceRecord]) -> tuple[Claim, ...]:
    """For each post its oldest capture that holds something; for each file from an archive its own capture."""
    found = {claim.id: claim for record in records for claim in _claims(record)}
    return tuple(found.values())


def _claims(record: ReferenceRecord) -> Iterator[Claim]:
    whole = [(memento, lookup.at) for lookup in record.lookups for memento in lookup.whole]
    if whole:
        memento, asked = min(whole, key=lambda pair: pair[0].captured)
        yield _claim(memento, record.reference.id, asked)
    for file in record.acquisition.files if record.acquisition else ():
        if file.memento and file.role is FileRole.MEDIA and record.acquisition:
            yield _claim(file.memento, file.digest, record.acquisition.at)


def _claim(memento: Memento, about: ReferenceId | Digest, said_at: Instant) -> Claim:
    words, day = str(memento.captured), memento.captured.value.date()
    known = (("timestamp", f"{memento.captured.value:%Y%m%d%H%M%S}"), ("original", memento.original))
    more = (("statuscode", memento.status), ("mimetype", memento.media_type), ("digest", memento.digest))
    return Claim(
        id=ClaimId(stable_id("c", memento.archive, about, ClaimKind.ARCHIVED_ON, words)),
        kind=ClaimKind.ARCHIVED_ON,
        value=words,
        asserted_by=Agent(kind=AgentKind.ARCHIVE, name=memento.archive),
        status=ClaimStatus.CLAIMED,
        quote="; ".join(f"{key}={value}" for key, value in (*known, *more) if value),
        about=about,
        date=DateInterval(words=words, start=day, end=day),
        moments=InstantInterval(start=memento.captured, end=memento.captured),
        said_at=said_at,
        url=memento.url,
    )


def archived_by(claim: Claim) -> Known | None:
    """That what ``claim`` is about was public by the day of its capture; ``None`` for every other claim."""
    if claim.kind is not ClaimKind.ARCHIVED_ON or claim.status is ClaimStatus.DENIED or claim.date is None or not claim.date.end:
        return None
    return Known(start=date.min, end=claim.date.end, words=f"{claim.asserted_by} captured it on {spelled(claim.date.end)}")
