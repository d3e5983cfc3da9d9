"""What an export says, as an article: its words in blocks, its posts and files as references, its statements as claims.

The export is the speaker of who posted what and when; what a message says is its sender's, or that of whoever it was forwarded
from. Nothing of it is measured.
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import datetime

from provenance import platforms
from provenance.articles.document import Document
from provenance.articles.language import identify
from provenance.articles.reading import read_document
from provenance.fetch import ytdlp
from provenance.intake.exports import Entry, Export
from provenance.intake.ytdlp_folder import INFO
from provenance.model import (
    FILE,
    SOCIAL,
    Agent,
    AgentKind,
    Article,
    Block,
    BlockKind,
    Citation,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    DateInterval,
    Digest,
    FileRole,
    Reading,
    ReferenceId,
    ReferenceKind,
    Span,
    Timestamp,
    VideoReference,
    stable_id,
)
from provenance.pipeline.run import Tools

__all__ = ["Exported", "read_export"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A reading, and the entry behind each reference that the export itself names."""

    reading: Reading
    entries: tuple[tuple[ReferenceId, Entry], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """Where an entry stands in the text."""

    entry: Entry
    header: Span
    text: Span | None


def read_export(export: Export, digest: Digest, *, source: str, tools: Tools) -> Exported:
    """Read ``export``, whose bytes have ``digest``; its texts are read as an article is."""
    article, laid = _article(export, digest, source)
    read = read_document(
        Document(article=article), lexicons=tools.lexicons, gazetteer=tools.gazetteer, fallback=ytdlp.url_patterns()
    )
    own = tuple((_reference(export, each, digest), each) for each in laid if _is_post(each.entry))
    speaker = Agent(kind=AgentKind.FILE, name=f"export of {export.program}" + (f" “{export.title}”" if export.title else ""))
    same = _same(read.references, own)
    claims = [
        *(claim for reference, each in own for claim in _claims(reference, each, speaker, digest)),
        *(_by_sender(replace(c, about=same.get(str(c.about), c.about)), laid) for c in read.claims),
    ]
    reading = replace(
        read,
        references=(*(r for r, _ in own), *(r for r in read.references if r.id not in same)),
        claims=tuple({claim.id: claim for claim in claims}.values()),
        notes=(*export.notes, *read.notes),
    )
    return Exported(reading=reading, entries=tuple((reference.id, each.entry) for reference, each in own))


def _same(read: tuple[VideoReference, ...], own: tuple[tuple[VideoReference, _Laid], ...]) -> dict[str, ReferenceId]:
    """References of the text that are an entry's own: its address, or "this video" in the message that brings a file."""
    posts = {reference.url: reference.id for reference, _ in own if reference.url}
    texts = [(each.text, reference.id) for reference, each in own if each.text and not reference.url]
    starts = [text.start for text, _ in texts]
    found: dict[str, ReferenceId] = {}
    for reference in read:
        if reference.url in posts and reference.url:
            found[reference.id] = posts[reference.url]
        elif reference.kind is ReferenceKind.MENTION and reference.platform == SOCIAL and texts:
            span = reference.citations[0].span
            text, mine = texts[max(bisect_right(starts, span.start) - 1, 0)] if span else texts[0]
            if span and text.start <= span.start < text.end:
                found[reference.id] = mine
    return found


def _is_post(entry: Entry) -> bool:
    return bool(entry.url or entry.lacking or any(file.role is FileRole.MEDIA for file in entry.files))


def _article(export: Export, digest: Digest, source: str) -> tuple[Article, tuple[_Laid, ...]]:
    parts: list[str] = []
    blocks: list[Block] = []
    places: list[tuple[Entry, int, int]] = []
    at = 0

    def add(kind: BlockKind, words: str) -> int:
        nonlocal at
        start = at
        blocks.append(Block(kind=kind, start=start, end=start + len(words)))
        parts.append(words)
        at += len(words) + 2
        return start

    if export.title:
        add(BlockKind.TITLE, export.title)
    for entry in export.entries:
        head = add(BlockKind.CHROME, entry.header or entry.where)
        words = [line for line in (entry.title, *entry.text.split("\n")) if line.strip()]
        starts = [add(BlockKind.PARAGRAPH, line) for line in words]
        places.append((entry, head, starts[0] if starts else -1))
    article = Article(
        digest=digest,
        source=source,
        media_type="text/plain",
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        title=export.title or None,
        language=identify("\n".join(entry.text for entry in export.entries)[:200_000]),
    )
    ends = [head for _, head, _ in places[1:]] + [at]
    laid = tuple(
        _Laid(
            entry=entry,
            header=article.span(head, head + len(entry.header or entry.where)),
            text=article.span(start, max(start, end - 2)) if start >= 0 else None,
        )
        for (entry, head, start), end in zip(places, ends, strict=True)
    )
    return article, laid


def _reference(export: Export, laid: _Laid, digest: Digest) -> VideoReference:
    entry = laid.entry
    known = platforms.recognise(entry.url, fallback=ytdlp.url_patterns()) if entry.url else None
    quote = laid.text.quote if laid.text else entry.lacking or next((file.name for file in entry.files), "")
    kind = ReferenceKind.LINK if entry.url else ReferenceKind.FILE
    span = laid.text or laid.header
    return VideoReference(
        id=ReferenceId(stable_id("r", digest, export.program, entry.where, entry.url)),
        article=digest,
        platform=known.platform if known else export.platform if not entry.url else FILE,
        platform_id=known.platform_id if known else None,
        account=known.account if known else entry.sender or None,
        url=(known.url if known else entry.url) or None,
        kind=kind,
        citations=(Citation(kind=kind, quote=quote[:2000], span=span, where=f"{export.program}, {entry.where}"),),
        role_reason="in what was exported",
    )


def _claims(reference: VideoReference, laid: _Laid, speaker: Agent, digest: Digest) -> list[Claim]:
    entry = laid.entry
    found: list[Claim] = []
    if entry.where.endswith(INFO):
        return found  # the platform's own words stand in that file, and are read there

    def say(kind: ClaimKind, value: str, by: Agent, span: Span, date: DateInterval | None = None) -> None:
        found.append(
            Claim(
                id=ClaimId(stable_id("c", reference.id, kind, value, span.start, by)),
                kind=kind,
                value=value,
                asserted_by=by,
                status=ClaimStatus.CLAIMED,
                quote=span.quote,
                about=reference.id,
                article=digest,
                span=span,
                date=date,
                said_at=_said_at(entry) if by is not speaker else None,
            )
        )

    if entry.sender:
        say(ClaimKind.POSTED_BY, entry.sender, speaker, laid.header)
    if entry.time_words:
        value = entry.time.value if entry.time else None
        day = value.date() if isinstance(value, datetime) else value
        dated = DateInterval(words=entry.time_words, start=day, end=day)
        say(ClaimKind.POSTED_ON, str(entry.time or entry.time_words), speaker, laid.header, dated)
    if entry.forwarded_from:
        say(ClaimKind.REPOSTED_FROM, entry.forwarded_from, speaker, laid.header)
    if laid.text:
        say(ClaimKind.SHOWS, laid.text.quote, _speaker(entry) or speaker, laid.text)
    return found


def _speaker(entry: Entry) -> Agent | None:
    """Whose words a message is: of one that was forwarded, those of whoever wrote it first; a forward cannot change them."""
    name = entry.forwarded_from or entry.sender
    return Agent(kind=AgentKind.PERSON, name=name) if name else None


def _said_at(entry: Entry) -> Timestamp | None:
    """When they were said; the export tells when something was forwarded, not when it was first written."""
    return None if entry.forwarded_from else entry.time


def _by_sender(claim: Claim, laid: tuple[_Laid, ...]) -> Claim:
    """What the text alone asserts is its sender's word, said when it was sent."""
    if claim.span is None or claim.asserted_by.kind is not AgentKind.ARTICLE or not laid:
        return claim
    entry = laid[max(bisect_right(laid, claim.span.start, key=lambda each: each.header.start) - 1, 0)].entry
    by = _speaker(entry)
    return replace(claim, asserted_by=by, said_at=_said_at(entry)) if by else claim
