"""A large made-up case, to see that no work grows with the square of it."""

from dataclasses import replace

from provenance import model as m
from provenance.chain import derive
from tests.exporters import sample


def large_case(*, references: int, files: int, statements: int) -> m.Snapshot:
    """One article with as many references and claims, and files of which each matches some earlier footage."""
    base = sample.snapshot()
    sentence = "A video of the flood, shown again and again. "
    text = "\n\n".join(sentence * 10 for _ in range(max(references, statements) // 10 + 1))
    spans = [m.Span(start=i, end=i + len(sentence) - 1, quote=sentence.strip()) for i in _starts(text, sentence)]
    article = replace(base.articles[0].reading.article, text=text, blocks=_blocks(text))
    names = [m.ReferenceId(m.stable_id("r", "large", n)) for n in range(references)]
    template = base.articles[0].references[0]
    records = tuple(
        replace(
            template,
            reference=replace(
                template.reference,
                id=name,
                url=f"https://t.me/quaywatch/{n}",
                citations=(m.Citation(kind=m.ReferenceKind.EMBED, quote=sentence, span=spans[n], where="iframe"),),
            ),
            state=m.ReferenceState.ACQUIRED if n < files else m.ReferenceState.UNAVAILABLE,
            acquisition=None,
        )
        for n, name in enumerate(names)
    )
    spoken = base.articles[0].reading.claims
    claims = tuple(
        replace(
            spoken[n % 4], id=m.ClaimId(m.stable_id("c", "large", n)), about=names[n % references], span=spans[n % len(spans)]
        )
        for n in range(statements)
    )
    reading = m.Reading(article=article, references=tuple(r.reference for r in records), claims=claims)
    media = tuple(_file(base.media[0], n, names[n]) for n in range(files))
    matches = tuple(_match(base.matches[0], n, media) for n in range(files))
    case = replace(
        base,
        articles=(m.ArticleRecord(reading=reading, references=records, read_at=sample.READ),),
        media=media,
        matches=matches,
        activities=base.activities * 500,
        derivations=(),
    )
    return replace(case, derivations=derive(case))


def _starts(text: str, sentence: str) -> list[int]:
    found, at = [], text.find(sentence)
    while at >= 0:
        found.append(at)
        at = text.find(sentence, at + 1)
    return found


def _blocks(text: str) -> tuple[m.Block, ...]:
    found, start = [], 0
    for part in text.split("\n\n"):
        found.append(m.Block(kind=m.BlockKind.PARAGRAPH, start=start, end=start + len(part)))
        start += len(part) + 2
    return tuple(found)


def _file(base: m.MediaRecord, number: int, reference: m.ReferenceId) -> m.MediaRecord:
    digest = m.Digest.of(f"file {number}".encode())
    frames = tuple(replace(frame, media=digest) for frame in base.keyframes)
    probe = replace(base.probe, digest=digest) if base.probe else None
    return replace(base, file=replace(base.file, digest=digest), references=(reference,), probe=probe, keyframes=frames)


def _match(base: m.Match, number: int, media: tuple[m.MediaRecord, ...]) -> m.Match:
    earlier = m.Digest.of(f"earlier {number // 4}".encode())
    return replace(base, query=media[number].file.digest, compared=replace(base.compared, digest=earlier))
