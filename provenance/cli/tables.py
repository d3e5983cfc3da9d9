"""A case's result for the terminal."""

from collections import Counter
from collections.abc import Iterator

from provenance.chain.history import lost
from provenance.chain.uploads import upload_of
from provenance.cli.console import results
from provenance.cli.layout import IDENTITY, Column, Record, show
from provenance.cli.readings import print_claims, print_contradictions, print_heading, print_notes, print_reused
from provenance.exporters.text import plural
from provenance.exporters.vocabulary import RELATIONS
from provenance.model import FILE, ArticleRecord, IdentifierDate, MatchRelation, ReferenceRecord, ReferenceState, Role, Snapshot

__all__ = ["print_snapshot"]

COLOURS = {
    ReferenceState.ACQUIRED: "green",
    ReferenceState.ATTACHED: "green",
    ReferenceState.ARCHIVED: "green",
    ReferenceState.UNAVAILABLE: "red",
    ReferenceState.UNRESOLVED: "yellow",
    ReferenceState.PENDING: "cyan",
}
COLUMNS = (
    *IDENTITY,
    Column(name="state", least=11, gives=1),
)


def print_snapshot(snapshot: Snapshot) -> None:
    """References with what has become of them, and claims, of every article."""
    print_reused(snapshot)
    found = _matches_by_media(snapshot)
    for article in snapshot.articles:
        print_heading(article)
        cited = [record for record in article.references if record.reference.role is Role.ARTICLE]
        results.print()
        if cited:
            show("References", COLUMNS, [_reference(record, article, found) for record in cited])
        else:
            results.print("No video reference found.", style="yellow")
        if chrome := len(article.references) - len(cited):
            results.print(f"  and {chrome} of the site itself (share buttons, feeds, related stories), not followed", style="dim")
        print_claims(article)
        print_notes(article)
    print_contradictions(snapshot)


def _reference(record: ReferenceRecord, article: ArticleRecord, found: dict[str, Counter[MatchRelation]]) -> Record:
    reference, resolved = record.reference, record.resolution
    upload = upload_of(record, read_at=article.read_at)
    matches = sum((found.get(digest, Counter()) for digest in map(str, record.media)), Counter[MatchRelation]())
    cells = (
        reference.id,
        record.platform,
        reference.account or "–",
        (None if record.platform == FILE else resolved.platform_id if resolved else reference.platform_id) or "–",
        f"{upload.at.value:%Y-%m-%d %H:%M}" if isinstance(upload, IdentifierDate) else "–",
        _state(record),
    )
    below = [] if record.url else [(f"“{reference.quote}”", "italic")]
    below += [(captured, "dim") for captured in _archived(record)]
    below += [(f"{matches[relation]} {RELATIONS[relation]}", "bold") for relation in RELATIONS if matches[relation]]
    return Record(cells=cells, address=record.url or "", below=tuple(below), style=COLOURS[record.state])


def _archived(record: ReferenceRecord) -> Iterator[str]:
    """What the archive that was asked last says it holds."""
    for lookup in record.lookups[-1:]:
        if lookup.whole:
            counted = plural(len(lookup.mementos), "capture")
            yield f"{lookup.archive}: {counted}, the first whole one of {lookup.whole[0].captured}: {lookup.whole[0].url}"
        elif lookup.answered:
            yield f"{lookup.archive}: nothing of it"


def _state(record: ReferenceRecord) -> str:
    gone = lost(record)
    if record.state in {ReferenceState.UNAVAILABLE, ReferenceState.ARCHIVED} and record.outcome:
        reason = f" ({record.outcome.value})"
    elif gone is not None:
        reason = f" ({gone.outcome.value} since)"
    else:
        reason = ""
    return record.state.value + reason


def _matches_by_media(snapshot: Snapshot) -> dict[str, Counter[MatchRelation]]:
    found: dict[str, Counter[MatchRelation]] = {str(media.file.digest): Counter() for media in snapshot.media}
    for match in snapshot.matches:
        for side in (str(match.query), str(match.compared.digest)):
            if side in found:
                found[side][match.relation] += 1
    return found
