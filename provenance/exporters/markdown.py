"""The report as Markdown (CommonMark with tables), for notebooks: hostile text is escaped, and no picture is linked."""

import re
from collections.abc import Iterable, Iterator

from provenance.chain import Standing, all_claims, contradictions
from provenance.chain.dates import spelled_days
from provenance.chain.located import geolocations
from provenance.chain.sun import sun_at
from provenance.exporters.engines import picture_engines
from provenance.exporters.interface import Exporter
from provenance.exporters.picture_searches import languages_of, uploads
from provenance.exporters.steps import next_steps
from provenance.exporters.text import clock, clock_range, shortened, visible, web_address
from provenance.model import Claim, Digest, FileRole, Geolocation, Lookup, Match, ReferenceRecord, Role, Snapshot

__all__ = ["EXPORTER", "escaped"]

_TAME = re.compile(r"[\w ./:'=-]+")
"""A command that may stand as code: in a stranger's case its name may be anything."""
_SPECIAL = re.compile(r"[`*_\[\]|~^@]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "\\": "&#92;"}
"""Notebooks look for formulas before they read the Markdown: a backslash before ``$`` or ``(`` would not help there."""
_LINKED = re.compile(r"(?<=:)//|(?<=www)\.", re.IGNORECASE)
"""What some readers make links of by themselves."""
QUOTE = 400
"""Characters of a quotation in a table."""


def render(snapshot: Snapshot) -> bytes:
    """The document as UTF-8."""
    return ("\n".join(_lines(snapshot)).rstrip() + "\n").encode("utf-8", "replace")


def escaped(text: str, limit: int = QUOTE) -> str:
    """``text`` on one line, without power over Markdown or the HTML that it is shown in."""
    line = re.sub(r"[&<>$\\]", lambda found: _ENTITIES[found[0]], shortened(visible(text), limit))
    line = _LINKED.sub(lambda found: "".join(f"\\{char}" for char in found[0]), line)
    return _SPECIAL.sub(r"\\\g<0>", line)


def _code(name: str) -> str:
    """An id or digest as code; in a stranger's case it may be anything."""
    return f"`{name}`" if re.fullmatch(r"[\w:]+", name, re.ASCII) else escaped(name)


def _lines(snapshot: Snapshot) -> Iterator[str]:
    yield f"# Case {escaped(snapshot.case)}"
    yield ""
    yield f"Written by provenance {escaped(snapshot.program_version)} on {snapshot.taken_at}."
    if snapshot.custody:
        yield f"Custody: {snapshot.custody.count} lines, the last one `{snapshot.custody.head}`."
    for section in (_collisions, _references, _archives, _claims, _matches, _places, _chain, _reviews, _steps, _pictures):
        yield from section(snapshot)


def _section(title: str) -> Iterator[str]:
    yield from ("", f"## {title}", "")


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Cells are Markdown already."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _collisions(snapshot: Snapshot) -> Iterator[str]:
    found = contradictions(snapshot)
    if found:
        yield from _section("Contradictions")
    for each in found:
        yield f"- **{escaped(each.statement)}** ({_code(each.about)})"
        for side in each.sides:
            quote = f": “{escaped(side.quote)}”" if side.quote else ""
            yield f"  - {escaped(side.speaker)}, {escaped(side.statement)}{quote}"


def _references(snapshot: Snapshot) -> Iterator[str]:
    for article in snapshot.articles:
        page = article.reading.article
        yield from _section(escaped(page.title or page.source))
        yield f"Read from {escaped(page.source)}, `{page.digest}`"
        yield ""
        records = [record for record in article.references if record.reference.role is Role.ARTICLE]
        rows = [
            (
                _code(r.reference.id),
                escaped(r.platform),
                r.state.value,
                _address(r.url) or f"“{escaped(r.reference.quote)}”",
                ", ".join((*map(_short, r.media), *(f"{_short(digest)} (picture that the page names)" for digest in r.named))),
            )
            for r in records
        ]
        yield from _table(("reference", "platform", "state", "where", "files"), rows) if rows else ("No video is cited.",)


def _short(digest: Digest) -> str:
    return f"`{digest.short}`"


def _archives(snapshot: Snapshot) -> Iterator[str]:
    asked = [(str(r.reference.id), r.lookups) for a in snapshot.articles for r in a.references]
    asked = [*((str(a.reading.article.digest), a.lookups) for a in snapshot.articles), *asked]
    rows = [_lookup(name, lookups[-1]) for name, lookups in asked if lookups]
    copies = [line for article in snapshot.articles for record in article.references for line in _copies(record)]
    if rows or copies:
        yield from _section("In web archives")
        yield "By the archives' own word; a capture bounds the time of publication from above."
        yield ""
    if rows:
        yield from _table(("about", "archive", "asked", "captures", "first that holds something", "last"), rows)
    if copies:
        yield from ("", *copies)


def _lookup(name: str, lookup: Lookup) -> tuple[str, ...]:
    counted = f"{len(lookup.mementos)}{' and more' if lookup.more else ''}" if lookup.answered else "no answer"
    ends = [f"{memento.captured} {_address(memento.url)}" for memento in (lookup.whole[:1] + lookup.whole[-1:])]
    first, last = ends or ("", "")
    return _code(name[:19]), escaped(lookup.archive), str(lookup.at), counted, first, last


def _copies(record: ReferenceRecord) -> Iterator[str]:
    for file in record.acquisition.files if record.acquisition else ():
        if (memento := file.memento) and file.role is FileRole.MEDIA:
            words = f"is a copy that {escaped(memento.archive)} captured on {memento.captured}"
            yield f"- `{file.digest.short}` of {_code(record.reference.id)} {words}: {_address(memento.url)}"


def _address(url: str | None) -> str:
    """As code, so that it can be copied and opens nothing by itself."""
    known = web_address(url)
    return f"`{known}`" if known and "`" not in known and "|" not in known else escaped(url or "")


def _claims(snapshot: Snapshot) -> Iterator[str]:
    claims = {claim.id: claim for claim in all_claims(snapshot)}
    if claims:
        yield from _section("Who says what")
        standing = Standing.of(snapshot.reviews)
        yield from _table(
            ("statement", "about", "kind", "value", "who says so", "reserve", "status", "words", "reviewers"),
            (_claim(claim, standing) for claim in claims.values()),
        )


def _claim(claim: Claim, standing: Standing) -> tuple[str, ...]:
    about = "–" if claim.about is None else _code(str(claim.about)[:19])
    part = f" {clock_range(claim.segment)}" if claim.segment else ""
    days = f" ({escaped(spelled_days(claim.date))})" if claim.date and claim.date.start else ""
    sure = "; ".join(f"“{escaped(hedge.words)}” ({hedge.level.value})" for hedge in claim.hedges)
    stances = "; ".join(f"{escaped(r.by)} {r.matter.words}" for r in standing.stances.get(claim.id, ()))
    return (
        _code(claim.id),
        about + part,
        claim.kind.value.replace("_", " "),
        escaped(claim.value) + days,
        escaped(str(claim.asserted_by)),
        sure,
        claim.status.value,
        f"“{escaped(claim.quote)}”",
        stances,
    )


def _matches(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.matches:
        yield from _section("Seen before")
        standing = Standing.of(snapshot.reviews)
        header = ("file", "shows the same as", "library", "finding", "score", "stretches", "edits", "by a person")
        yield from _table(header, (_match(match, standing) for match in snapshot.matches))


def _match(match: Match, standing: Standing) -> tuple[str, ...]:
    probability = "" if match.probability is None else f", probability {match.probability:.2f}"
    verdict = standing.verdict(match)
    return (
        f"`{match.query.short}`",
        f"{escaped(match.compared.name)} `{match.compared.digest.short}`",
        escaped(match.compared.library),
        match.relation.value.replace("_", " "),
        f"{match.score:.3f} (threshold {match.threshold:g}, {escaped(match.algorithm)} {escaped(match.version)}){probability}",
        "; ".join(f"{clock_range(s.query)} is {clock_range(s.compared)}" for s in match.segments[:6]),
        escaped(", ".join(edit.description for edit in match.edits)),
        verdict.value.replace("_", " ") if verdict else "",
    )


def _places(snapshot: Snapshot) -> Iterator[str]:
    found = geolocations(snapshot)
    if found:
        yield from _section("Where")
        header = ("record", "about", "point", "radius", "place", "who says so", "reserve", "status", "when and sun", "credit")
        yield from _table(header, (_place(each) for each in found))


def _place(found: Geolocation) -> tuple[str, ...]:
    looking = f", looking {found.bearing.degrees:g}°" if found.bearing else ""
    when = found.chronolocation.interval if found.chronolocation else None
    return (
        _code(found.id),
        "–" if found.about is None else _code(str(found.about)[:19]),
        f"{'camera' if found.camera else 'subject'} {found.point}{looking}",
        "unknown" if found.radius_m is None else f"{found.radius_m:g} m",
        escaped(found.place),
        escaped(str(found.claimant)),
        f"“{escaped(found.hedge.words)}” ({found.hedge.level.value})" if found.hedge else "",
        found.status.value,
        f"{when}: sun at {sun_at(found.point, when.start)}" if when else "",
        _address(found.claim_url) if found.claim_url else "",
    )


def _chain(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.derivations:
        yield from _section("The chain")
        yield "The oldest copy is the earliest known one."
        yield ""
    for edge in snapshot.derivations:
        yield f"- {_code(edge.child[:19])} {edge.relation.value} {_code(edge.parent[:19])}, confidence {edge.confidence:.2f}"
        for reason in edge.evidence:
            yield f"  - {'for' if reason.supports else 'against'}: {escaped(reason.words)}"


def _reviews(snapshot: Snapshot) -> Iterator[str]:
    if snapshot.reviews:
        yield from _section("Decisions of people")
        standing = Standing.of(snapshot.reviews)
    for review in snapshot.reviews:
        state = (
            ""
            if standing.stands(review)
            else " (taken back)"
            if review.id in standing.withdrawn
            else " (replaced or a withdrawal)"
        )
        note = f": “{escaped(review.note)}”" if review.note else ""
        yield f"- {_code(review.id)} {review.at}, {escaped(review.by)}: {escaped(review.matter.words)}{note}{state}"


def _steps(snapshot: Snapshot) -> Iterator[str]:
    steps = next_steps(snapshot)
    if steps:
        yield from _section("What is missing")
    for step in steps:
        yield f"- {_code(step.reference)} {escaped(step.why)}"
        yield from (f"  - `{command}`" if _TAME.fullmatch(command) else f"  - {escaped(command)}" for command in step.commands)
        yield from (f"  - {escaped(search.label)}: {_address(search.url)}" for search in step.searches)


def _pictures(snapshot: Snapshot) -> Iterator[str]:
    """For engines that take pictures: nothing is sent by this program."""
    languages = languages_of(snapshot)
    shown = [media for media in snapshot.media if media.keyframes]
    if shown:
        yield from _section("Keyframes to search for")
        yield "Paths in the case's folder, to be uploaded by hand; what is uploaded is in the engine's hands."
        yield ""
    for media in shown:
        language = next((languages[name] for name in media.references if name in languages), None)
        engines = ", ".join(f"{engine.name} `{engine.page}`" for engine in picture_engines(language))
        paths = ", ".join(f"`{each.path}` ({clock(each.time)})" for each in uploads(media))
        yield f"- `{media.file.digest.short}`: {paths}; {engines}"


EXPORTER = Exporter(name="md", suffix=".md", media_type="text/markdown", render=render)
