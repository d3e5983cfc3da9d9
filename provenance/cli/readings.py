"""What an article cites and says, for the terminal: its references, its claims, and why each was taken or set aside."""

import re
from collections.abc import Iterator

from rich.text import Text

from provenance.chain import REUSED, contradictions
from provenance.chain.dates import spelled_days
from provenance.chain.subjects import all_claims
from provenance.chain.uploads import after_article, upload_of
from provenance.cli.console import middle, results, safe, shorten
from provenance.cli.layout import IDENTITY, INDENT, Column, Record, cut, fold, room, show
from provenance.exporters.told import agent_words
from provenance.exporters.vocabulary import STATUS_NAMES
from provenance.exporters.wording import wording
from provenance.model import (
    FILE,
    ArticleRecord,
    Citation,
    Claim,
    ClaimKind,
    DatedWords,
    IdentifierDate,
    ReferenceId,
    ReferenceRecord,
    Role,
    Snapshot,
    Span,
    Undated,
)

__all__ = ["print_claims", "print_contradictions", "print_heading", "print_notes", "print_reading", "print_reused"]

LABELS = {
    ClaimKind.VERIFIED_BY: "verification",
    ClaimKind.DENIED_BY: "denial",
    ClaimKind.POSTER_BACKGROUND: "of the poster",
    ClaimKind.GENERATED_BY_AI: "made by AI",
}
"""Where the kind's own name would mislead or take too much room."""
REFERENCES = (
    *IDENTITY,
    Column(name="kind", least=7),
    Column(name="where", least=8, gives=3),
    Column(name="role", least=7),
)
CLAIMS = (
    Column(name="about", least=9),
    Column(name="what", least=13, gives=1),
    Column(name="status", least=10),
    Column(name="value", least=20, most=90, gives=3),
)
DATES = (
    Column(name="characters", least=10),
    Column(name="days", least=21),
    Column(name="counted from publication", least=12, most=60, gives=2),
    Column(name="words", least=15, gives=1),
)
DIGESTS = re.compile(r"sha256:([0-9a-f]{12})[0-9a-f]{52}\b")
"""Files are called by the beginnings of their digests here."""
PLACES = 6
"""Places of a reference that are told one by one."""


def print_reading(article: ArticleRecord, *, explain: bool) -> None:
    """All that one article gave."""
    print_heading(article)
    cited = [record for record in article.references if record.reference.role is Role.ARTICLE]
    chrome = [record for record in article.references if record.reference.role is Role.CHROME]
    results.print()
    if cited:
        show("References", REFERENCES, [_reference(record, article, explain=explain) for record in cited])
    else:
        results.print("No video reference found.", style="yellow")
    if chrome and explain:
        results.print()
        show("Set aside: the site's own", REFERENCES, [_reference(record, article, explain=True) for record in chrome])
    elif chrome:
        results.print(f"  and {len(chrome)} of the site itself, set aside (--explain lists them with the reasons)", style="dim")
    print_claims(article, explain=explain)
    if explain and article.reading.dates:
        results.print()
        show("Days that the text names", DATES, [_dated(words) for words in article.reading.dates])
    print_notes(article)


def _dated(words: DatedWords) -> Record:
    relative = words.date.relative
    counted = f"{relative.first} to {relative.last} days from publication {relative.form}" if relative else "–"
    return Record(cells=(f"{words.span.start}–{words.span.end}", str(words.date) or "unknown", counted, words.span.quote))


def print_heading(article: ArticleRecord) -> None:
    """The title, and what the page states of itself."""
    page = article.reading.article
    facts = [str(each) for each in (page.site, page.published, page.language or "language unknown") if each]
    results.print()
    for text, style in ((page.title or page.source, "bold"), (" · ".join((*facts, page.source)), "dim")):
        results.print(safe(cut(text, room()), style), no_wrap=True, crop=False, overflow="ignore")


def print_notes(article: ArticleRecord) -> None:
    """What the reader could not do."""
    for note in article.reading.notes:
        results.print(safe(f"  note: {note}", "yellow"))


def print_reused(snapshot: Snapshot) -> None:
    """Old footage under a new story, before anything else."""
    for found in contradictions(snapshot):
        if found.kind in REUSED:
            results.print(safe(f"Old footage, new story: {found.about[:19]}: {found.statement}", "bold red"), soft_wrap=True)


def print_contradictions(snapshot: Snapshot) -> None:
    """Statements that cannot all be true, each side on a line."""
    pages = {a.reading.article.digest: middle(a.reading.article.source, 60) for a in snapshot.articles}
    articles = {claim.id: pages[claim.article] for claim in all_claims(snapshot) if claim.unsigned and claim.article in pages}
    for found in contradictions(snapshot):
        results.print()
        results.print(safe(f"Contradiction, {found.about[:19]}: {found.statement}", "bold red"))
        for side in found.sides:
            words = f": “{side.quote}”" if side.quote else ""
            which = f" {articles[side.claim]}" if len(pages) > 1 and side.claim in articles else ""
            told = DIGESTS.sub(r"\1", f"{_speaker(side.speaker)}{which}, {side.statement}{words}")
            for line in fold(safe(told).plain, room() - INDENT):
                results.print(Text(" " * INDENT + line), no_wrap=True, crop=False, overflow="ignore")


def _speaker(agent: str) -> str:
    """One without a name is called by what it is."""
    return agent_words(agent, wording("en"))


# ── references ──────────────────────────────────────────────────────────────────────────────────


def _reference(record: ReferenceRecord, article: ArticleRecord, *, explain: bool) -> Record:
    reference = record.reference
    upload = upload_of(record, read_at=article.read_at)
    cells = (
        reference.id,
        record.platform,
        reference.account or "–",
        (reference.platform_id if reference.platform != FILE else None) or "–",
        f"{upload.at.value:%Y-%m-%d %H:%M}" if isinstance(upload, IdentifierDate) else "–",
        reference.kind.value,
        reference.citations[0].where or "–",
        reference.role.value,
    )
    quote = () if record.url else ((f"“{reference.quote}”", "italic"),)
    reasons = _reasons(record, article) if explain else ()
    return Record(cells=cells, address=record.url or "", below=(*quote, *reasons))


def _reasons(record: ReferenceRecord, article: ArticleRecord) -> Iterator[tuple[str, str]]:
    """Why it was taken or set aside, where it stands, and what its identifier tells."""
    reference = record.reference
    verdict = "set aside" if reference.role is Role.CHROME else "taken for the article's own"
    yield f"{verdict}: {reference.role_reason or 'it stands in the body or belongs to it'}", "dim"
    for citation in reference.citations[:PLACES]:
        yield _place(citation), "dim"
    if len(reference.citations) > PLACES:
        yield f"and {len(reference.citations) - PLACES} more places", "dim"
    for hint in reference.hints:
        yield f"hint of a lost embed, {hint.origin.value.replace('-', ' ')}: “{shorten(hint.text, 140)}”", "dim"
    upload = upload_of(record, read_at=article.read_at)
    if isinstance(upload, IdentifierDate):
        late = "; after the article's own date" if after_article(upload, article.reading.article) else ""
        weak = f"; weak: {upload.caveat}" if upload.weak else ""
        yield f"uploaded {upload} by its own identifier: {upload.rule}; filmed no later than that{late}{weak}", "dim"
    elif isinstance(upload, Undated):
        yield f"no upload time from its identifier: {upload.reason} ({upload.rule})", "dim"


def _place(citation: Citation) -> str:
    words = f" “{shorten(citation.quote, 110)}”" if citation.quote else ""
    where = f"{citation.kind.value} in {citation.where}" if citation.where else citation.kind.value
    return f"{where}{_characters(citation.span)}:{words}" + (f" {middle(citation.element, 60)}" if citation.element else "")


def _characters(span: Span | None) -> str:
    return f", characters {span.start}–{span.end}" if span else ""


# ── claims ──────────────────────────────────────────────────────────────────────────────────────


def print_claims(article: ArticleRecord, *, explain: bool = False) -> None:
    """Every claim with the words that it rests on; the claims of one reference together."""
    order = {reference.id: number for number, reference in enumerate(article.reading.references)}
    claims = sorted(article.reading.claims, key=lambda claim: order.get(ReferenceId(str(claim.about)), len(order)))
    if claims:
        results.print()
        show("Claims", CLAIMS, [_claim(claim, explain=explain) for claim in claims])


def _claim(claim: Claim, *, explain: bool) -> Record:
    what = LABELS.get(claim.kind, claim.kind.value.replace("_", " "))
    cells = (str(claim.about or "–")[:19], what, STATUS_NAMES[claim.status], claim.value + _meaning(claim))
    sure = "".join(f" · “{hedge.words}” ({hedge.level.value}, of the {hedge.scope.value})" for hedge in claim.hedges)
    says = f"says {_speaker(str(claim.asserted_by))}{sure}{_characters(claim.span) if explain else ''}"
    return Record(cells=cells, below=((says, "dim"), (f"“{claim.quote}”", "italic")))


def _meaning(claim: Claim) -> str:
    """What a place or a day was resolved to."""
    parts = []
    if claim.place:
        place = claim.place
        name = place.resolved_name if place.resolved_name and place.resolved_name != place.name else None
        parts.append(", ".join(p for p in (name, place.country) if p) + f" {place.lat:.2f}, {place.lon:.2f}")
    if claim.date and claim.date.start:
        parts.append(spelled_days(claim.date))
    return f" → {'; '.join(part.strip() for part in parts)}" if parts else ""
