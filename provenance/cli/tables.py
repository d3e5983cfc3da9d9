"""A case's result as short tables for the terminal."""

from collections import Counter
from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from provenance.cli.console import middle, results, safe, shorten
from provenance.model import Claim, ClaimKind, MatchRelation, ReferenceRecord, ReferenceState, Role, Snapshot

__all__ = ["print_snapshot"]

_COLOURS = {
    ReferenceState.ACQUIRED: "green",
    ReferenceState.ATTACHED: "green",
    ReferenceState.UNAVAILABLE: "red",
    ReferenceState.UNRESOLVED: "yellow",
    ReferenceState.PENDING: "cyan",
}

_LABELS = {ClaimKind.VERIFIED_BY: "verification", ClaimKind.DENIED_BY: "denial"}
"""Where the words are about the act and not its author."""


def print_snapshot(snapshot: Snapshot, *, states: bool = True) -> None:
    """References and claims of every article; ``states`` off where nothing was acquired on purpose."""
    for article in snapshot.articles:
        reading = article.reading
        title = reading.article.title or reading.article.source
        facts = [str(each) for each in (reading.article.site, reading.article.published, reading.article.language) if each]
        results.print()
        results.print(safe(shorten(title, 110), "bold"), safe(f"  {' · '.join(facts)}", "dim"))
        records = [record for record in article.references if record.reference.role is Role.ARTICLE]
        chrome = len(article.references) - len(records)
        results.print()
        if records:
            results.print(_references(records, snapshot, states=states))
        else:
            results.print("No video reference found.", style="yellow")
        if chrome:
            results.print(f"  and {chrome} of the site itself (share buttons, feeds, related stories), not followed", style="dim")
        if reading.claims:
            results.print()
            results.print(_claims(reading.claims))
        for note in reading.notes:
            results.print(safe(f"  note: {note}", "yellow"))


def _references(records: Iterable[ReferenceRecord], snapshot: Snapshot, *, states: bool) -> Table:
    table = Table(title="References", title_justify="left", box=None, pad_edge=False, header_style="dim", title_style="")
    table.add_column("id", no_wrap=True)
    table.add_column("platform", no_wrap=True)
    table.add_column("what", min_width=24, overflow="fold")
    if states:
        table.add_column("state", min_width=11)
        table.add_column("matches", no_wrap=True)
    found = _matches_by_media(snapshot)
    for record in records:
        what = middle(record.url, 70) if record.url else f"“{shorten(record.reference.quote, 100)}”"
        cells = [safe(record.reference.id), safe(record.platform), safe(what)]
        if states:
            matches = sum((found.get(digest, Counter()) for digest in map(str, record.media)), Counter[MatchRelation]())
            cells += [_state(record), Text(_count(matches))]
        table.add_row(*cells)
    return table


def _state(record: ReferenceRecord) -> Text:
    reason = f" ({record.attempts[-1].outcome.value})" if record.state is ReferenceState.UNAVAILABLE else ""
    return safe(record.state.value + reason, _COLOURS[record.state])


def _matches_by_media(snapshot: Snapshot) -> dict[str, Counter[MatchRelation]]:
    found: dict[str, Counter[MatchRelation]] = {str(media.file.digest): Counter() for media in snapshot.media}
    for match in snapshot.matches:
        for side in (str(match.query), str(match.compared.digest)):
            if side in found:
                found[side][match.relation] += 1
    return found


def _count(matches: Counter[MatchRelation]) -> str:
    words = {MatchRelation.SAME_FOOTAGE: "same footage", MatchRelation.SAME_SCENE: "same scene"}
    return "\n".join(f"{matches[relation]} {words[relation]}" for relation in words if matches[relation]) or "–"


def _claims(claims: Iterable[Claim]) -> Table:
    table = Table(title="Claims", title_justify="left", box=None, pad_edge=False, header_style="dim", title_style="")
    for column in ("about", "who says", "what", "how surely"):
        table.add_column(column, no_wrap=column == "about")
    for claim in claims:
        what = f"{_LABELS.get(claim.kind, claim.kind.value.replace('_', ' '))}: {shorten(claim.value, 70)}"
        if claim.place:
            what += f" ({claim.place.lat:.2f}, {claim.place.lon:.2f})"
        sure = claim.status.value + "".join(f", “{hedge.words}” ({hedge.level.value})" for hedge in claim.hedges)
        table.add_row(safe(str(claim.about or "–")[:19]), safe(shorten(str(claim.asserted_by), 40)), safe(what), safe(sure))
    return table
