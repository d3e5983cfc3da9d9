"""When each thing of the chain is known to have existed, and by whose word."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from provenance.chain.archived import archived_by
from provenance.chain.dates import Known, said_days
from provenance.chain.direction import earliest_compared
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import known_upload
from provenance.exporters.told import PAGE
from provenance.exporters.wording import Wording
from provenance.model import Article, Claim, ClaimKind, ClaimStatus, DateInterval, Snapshot

__all__ = ["known_moments", "spelled_known"]


def known_moments(snapshot: Snapshot) -> Mapping[str, Known]:
    """Printed id or digest to the earliest days that its records give; nothing where none do."""
    subjects, several = Subjects.of(snapshot), len(snapshot.articles) > 1
    found: dict[str, Known] = {}
    for article in snapshot.articles:
        if dated := _dated(article.reading.article):
            found[str(article.reading.article.digest)] = dated
    names = [str(r.reference.id) for a in snapshot.articles for r in a.references]
    names += [str(media.file.digest) for media in snapshot.media]
    for name in names:
        if posted := min(_posted(name, subjects, several=several), key=lambda known: (known.end, known.start), default=None):
            found[name] = posted
    for match in snapshot.matches:
        if (name := str(match.compared.digest)) not in found and (earliest := earliest_compared(match, subjects)):
            found[name] = earliest
    return found


def _dated(page: Article) -> Known | None:
    if page.published is None:
        return None
    value = page.published.value
    day = value.date() if isinstance(value, datetime) else value
    return Known(start=day, end=day, words=PAGE)


def _posted(name: str, subjects: Subjects, *, several: bool) -> Iterator[Known]:
    """By its own identifier, else by anybody's word."""
    surest = [known_upload(reference, when) for reference, when in subjects.uploaded(name) if not when.weak]
    if surest:
        yield from surest
        return
    for claim in subjects.about(name):
        if (
            claim.kind is ClaimKind.POSTED_ON
            and claim.status is not ClaimStatus.DENIED
            and (known := said_days(_named(claim) if several else claim))
        ):
            yield known
        if captured := archived_by(claim):
            yield captured


def _named(claim: Claim) -> Claim:
    """Which article it is that speaks, by its digest, which a page calls by its name."""
    return replace(claim, asserted_by=replace(claim.asserted_by, name=str(claim.article))) if claim.unsigned else claim


def spelled_known(known: Known, say: Wording) -> str:
    """``by 5 May 2024`` where only the end is known."""
    if known.start == date.min:
        return say("by {day}", day=say.day(known.end))
    return say.days(DateInterval(words="", start=known.start, end=known.end))
