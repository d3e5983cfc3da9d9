"""The report as Markdown (CommonMark with tables), for notebooks: hostile text is escaped, and no picture is linked."""

import re
from collections.abc import Iterable, Iterator

from provenance.chain import Standing, contradictions
from provenance.chain.located import geolocations
from provenance.chain.sun import sun_at
from provenance.exporters import vocabulary
from provenance.exporters.answers import how_sure
from provenance.exporters.engines import picture_engines
from provenance.exporters.html.decisions import decisions
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.summary import Quote
from provenance.exporters.interface import Exporter
from provenance.exporters.markdown_cells import address, called, code, escaped, ours, quoted, reserve, section, short, table
from provenance.exporters.obtained import OBTAINED, obtained
from provenance.exporters.picture_searches import language_of, languages_of, uploads
from provenance.exporters.steps import next_steps
from provenance.exporters.wording import Wording, wording
from provenance.model import (
    Claim,
    ClaimId,
    ClaimStance,
    Derivation,
    FileRole,
    Geolocation,
    Lookup,
    Match,
    ReferenceRecord,
    Role,
    Side,
    Snapshot,
)

__all__ = ["EXPORTER", "escaped"]

_TAME = re.compile(r"[\w ./:'=-]+")
"""A command that may stand as code: in a stranger's case its name may be anything."""


def render(snapshot: Snapshot, language: str = "en") -> bytes:
    """The document as UTF-8."""
    written = _lines(snapshot, Names.of(snapshot, wording(language)))
    return ("\n".join(written).rstrip() + "\n").encode("utf-8", "replace")


def _lines(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    yield f"# {escaped(say('{case} – provenance report', case=snapshot.case))}"
    yield ""
    when = say.moment(snapshot.taken_at)
    yield escaped(say("State of {time} · made with provenance {version}", time=when, version=snapshot.program_version))
    if snapshot.custody:
        counted = say.many(snapshot.custody.count, "Custody: {count} line, digest", "Custody: {count} lines, digest of the last")
        yield f"{counted} `{snapshot.custody.head}`."
    for part in (_collisions, _references, _archives, _claims, _matches, _places, _chain, _reviews, _steps, _pictures):
        yield from part(snapshot, names)


def _collisions(snapshot: Snapshot, names: Names) -> Iterator[str]:
    found = contradictions(snapshot)
    if found:
        yield from section(names.say("Contradictions"))
    for each in found:
        yield f"- **{ours(each.statement, names)}** ({called(each.about, names)})"
        for side in each.sides:
            yield f"  - {_side(side, names)}"


def _side(side: Side, names: Names) -> str:
    """Who, what, where it stands, the words."""
    say, who, what = names.say, escaped(names.side(side)), ours(side.statement, names)
    claim = names.claims.get(side.claim) if side.claim else None
    where = [say("statement {number}", number=names.statements[claim.id])] if claim else []
    where += [escaped(names.link(claim.article).text)] if claim and claim.article and names.articles > 1 else []
    return "".join(
        (
            what if what.startswith(who) else f"{who}, {what}",
            f" ({', '.join(part for part in where if part != who)})" if where else "",
            say(": {what}", what=quoted(side.quote, say)) if side.quote else "",
        )
    )


def _references(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    for article in snapshot.articles:
        page = article.reading.article
        yield from section(escaped(page.title or page.source))
        yield f"{say('Read from')} {escaped(page.source)}, `{page.digest}`"
        yield ""
        records = [record for record in article.references if record.reference.role is Role.ARTICLE]
        rows = [
            (
                called(r.reference.id, names),
                escaped(say(vocabulary.platform_name(r.platform))),
                say(vocabulary.STATES[r.state]),
                address(r.url) or quoted(r.reference.quote, say),
                ", ".join(
                    (*map(short, r.media), *(f"{short(digest)} ({say('picture that the page names')})" for digest in r.named))
                ),
            )
            for r in records
        ]
        header = (say("Video"), say("Platform"), say("State"), say("Where"), say("Files"))
        yield from table(header, rows) if rows else (say("The text cites no video."),)


def _claims(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    if names.claims:
        yield from section(say("Who says what"))
        header = (say("No."), say("About"), say("What is said"), say("Who says it"), say("Words of reserve"), say("Status"))
        more = (say("For and against"), say("The words"), say("How it was obtained"))
        standing = Standing.of(snapshot.reviews)
        entered = frozenset(claim.id for claim in standing.entered)
        rows = (_claim(claim, standing, names, entered=claim.id in entered) for claim in names.claims.values())
        yield from table((*header, *more), rows)


def _claim(claim: Claim, standing: Standing, names: Names, *, entered: bool) -> tuple[str, ...]:
    say = names.say
    part = f" {say.clock_range(claim.segment)}" if claim.segment else ""
    days = f" ({escaped(say.days(claim.date))})" if claim.date and claim.date.start else ""
    stances = [(r.by, r.matter.stance) for r in standing.stances.get(claim.id, ()) if isinstance(r.matter, ClaimStance)]
    return (
        f"{names.statements[claim.id]} {code(claim.id)}",
        called(claim.about, names) + part,
        say(vocabulary.CLAIM_KINDS[claim.kind]) + say(": {what}", what=escaped(claim.value)) + days,
        escaped(names.said_by(claim)),
        say("; ").join(reserve(hedge, say) for hedge in claim.hedges),
        say(vocabulary.STATUS_NAMES[claim.status]),
        say("; ").join(f"{escaped(by)} {say(vocabulary.STANCES[stance])}" for by, stance in stances),
        quoted(claim.quote, say),
        say(OBTAINED[obtained(claim, entered=entered)]) + _where(claim, names),
    )


def _where(claim: Claim, names: Names) -> str:
    """Which article it stands in, and the address where it was said."""
    found = [escaped(names.link(claim.article).text)] if claim.article and names.articles > 1 else []
    found += [address(claim.url)] if claim.url else []
    return f" ({', '.join(found)})" if found else ""


def _matches(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    if snapshot.matches:
        yield from section(say("Seen elsewhere"))
        standing = Standing.of(snapshot.reviews)
        header = (say("File"), say("Found in"), say("Finding"), say("How sure"), say("Stretches"), say("What was done"))
        yield from table((*header, say("By a person")), (_match(match, standing, names) for match in snapshot.matches))


def _match(match: Match, standing: Standing, names: Names) -> tuple[str, ...]:
    say, verdict, compared = names.say, standing.verdict(match), match.compared
    stretches = [(say.clock_range(each.query), say.clock_range(each.compared)) for each in match.segments[:6]]
    return (
        called(match.query, names),
        f"{escaped(compared.name)} `{compared.digest.short}`, {escaped(say('library {name}', name=compared.library))}",
        say(vocabulary.RELATIONS[match.relation]),
        escaped(how_sure(match, say)),
        say("; ").join(say("{one} is {other}", one=here, other=there) for here, there in stretches),
        ", ".join(ours(edit.description, names) for edit in match.edits),
        say(vocabulary.MATCH_VERDICTS[verdict]) if verdict else "",
    )


def _places(snapshot: Snapshot, names: Names) -> Iterator[str]:
    found, say = geolocations(snapshot), names.say
    if found:
        yield from section(say("Geolocations"))
        header = (say("About"), say("Point"), say("Uncertainty"), say("Place"), say("Credited to"), say("Words of reserve"))
        more = (say("Status"), say("Sun there and then"), say("Published at"))
        yield from table((*header, *more), (_place(each, names) for each in found))


def _place(found: Geolocation, names: Names) -> tuple[str, ...]:
    say, which = names.say, names.say("Camera") if found.camera else names.say("What is seen")
    claim = names.claims.get(ClaimId(found.id))
    if claim and found.gazetteer_id:
        # Whoever names a town says no point: the gazetteer does.
        which = say("Middle of the place, by the gazetteer")
    looking = f", {say('Bearing')} {say.rounded(found.bearing.degrees, 1)}°" if found.bearing else ""
    return (
        f"{called(found.about, names)} {code(found.id)}",
        f"{which} {found.point}{looking}",
        say("not stated") if found.radius_m is None else f"± {say.distance(found.radius_m)}",
        say("GPS in the file") if found.place == "GPS in the file" else escaped(found.place),
        escaped(names.said_by(claim) if claim else names.speaker(found.claimant)),
        reserve(found.hedge, say) if found.hedge else "",
        say(vocabulary.GEOLOCATION_STATUSES[found.status]),
        _sun(found, say),
        address(found.claim_url) if found.claim_url else "",
    )


def _sun(found: Geolocation, say: Wording) -> str:
    when = found.chronolocation.interval if found.chronolocation else None
    if when is None:
        return ""
    sun = sun_at(found.point, when.start)
    return say(
        "{time}: azimuth {azimuth}°, elevation {elevation}°",
        time=say.moment(sun.at),
        azimuth=say.rounded(sun.azimuth, 1),
        elevation=say.rounded(sun.elevation, 1),
    )


def _chain(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    if snapshot.derivations:
        yield from section(say("The chain"))
        yield say("The oldest copy that the records show. Older ones may exist, unseen or removed.")
        yield ""
    for edge in snapshot.derivations:
        label, sure = say(vocabulary.EDGE_LABELS[edge.relation]), _sure(edge, say)
        yield f"- {called(edge.child, names)} {label} {called(edge.parent, names)}, {sure}"
        for reason in edge.evidence:
            yield f"  - {say('for') if reason.supports else say('against')}{say(': {what}', what=ours(reason.words, names))}"


def _sure(edge: Derivation, say: Wording) -> str:
    if edge.confidence is None:
        return say("by the word of {who} alone", who=escaped(str(edge.by)))
    return say("confidence {number}", number=say.number(edge.confidence))


def _reviews(snapshot: Snapshot, names: Names) -> Iterator[str]:
    found, say = decisions(snapshot, names), names.say
    if found:
        yield from section(say("What people decided"))
    for each in found:
        note = say(": {what}", what=quoted(each.review.note, say)) if each.review.note else ""
        state = f" ({escaped(each.state)})" if each.state else ""
        what = "".join(escaped(part if isinstance(part, str) else part.text) for part in _words(each.what))
        yield f"- {each.number}. {say.moment(each.review.at)}, {escaped(each.review.by)}: {what}{note}{state}"


def _words(parts: Iterable[object]) -> Iterator[str | Link | Quote]:
    yield from (part if isinstance(part, (Link, Quote)) else str(part) for part in parts)


def _steps(snapshot: Snapshot, names: Names) -> Iterator[str]:
    steps = next_steps(snapshot, names.say)
    if steps:
        yield from section(names.say("What is missing"))
    for step in steps:
        yield f"- {called(step.reference, names)} {escaped(step.why)}"
        yield from (f"  - `{command}`" if _TAME.fullmatch(command) else f"  - {escaped(command)}" for command in step.commands)
        yield from (f"  - {escaped(search.label)}{names.say(': {what}', what=address(search.url))}" for search in step.searches)


def _archives(snapshot: Snapshot, names: Names) -> Iterator[str]:
    say = names.say
    asked = [(str(r.reference.id), r.lookups) for a in snapshot.articles for r in a.references]
    asked = [*((str(a.reading.article.digest), a.lookups) for a in snapshot.articles), *asked]
    rows = [_lookup(name, lookups[-1], names) for name, lookups in asked if lookups]
    copies = [line for article in snapshot.articles for record in article.references for line in _copies(record, names)]
    if rows or copies:
        yield from section(say("In web archives"))
        yield say("By the archives’ own word; a capture bounds the time of publication from above.")
        yield ""
    if rows:
        header = (say("About"), say("Archive"), say("Asked on"), say("Captures"), say("First that holds something"), say("Last"))
        yield from table(header, rows)
    if copies:
        yield from ("", *copies)


def _lookup(name: str, lookup: Lookup, names: Names) -> tuple[str, ...]:
    say, count = names.say, len(lookup.mementos)
    counted = say("{count} and more", count=count) if lookup.more else str(count)
    ends = [f"{say.moment(memento.captured)} {address(memento.url)}" for memento in (lookup.whole[:1] + lookup.whole[-1:])]
    first, last = ends or ("", "")
    told_so = say("no answer") if lookup.silent else counted
    return called(name, names), escaped(lookup.archive), say.moment(lookup.at), told_so, first, last


def _copies(record: ReferenceRecord, names: Names) -> Iterator[str]:
    say = names.say
    for file in record.acquisition.files if record.acquisition else ():
        if (memento := file.memento) and file.role is FileRole.MEDIA:
            words = say("from {archive}, captured on {moment}", archive=memento.archive, moment=say.moment(memento.captured))
            yield f"- {short(file.digest)}, {called(record.reference.id, names)}: {escaped(words)}: {address(memento.url)}"


def _pictures(snapshot: Snapshot, names: Names) -> Iterator[str]:
    """For engines that take pictures: nothing is sent by this program."""
    say, languages = names.say, languages_of(snapshot)
    shown = [media for media in snapshot.media if media.keyframes]
    if shown:
        yield from section(say("Keyframes to search for"))
        yield say("Paths in the case’s folder, to be uploaded by hand; what is uploaded is in the engine’s hands.")
        yield ""
    for media in shown:
        engines = ", ".join(f"{engine.name} `{engine.page}`" for engine in picture_engines(language_of(media, languages)))
        paths = ", ".join(f"`{each.path}` ({say.clock(each.time)})" for each in uploads(media))
        yield f"- {called(media.file.digest, names)}: {paths}; {engines}"


EXPORTER = Exporter(name="md", suffix=".md", media_type="text/markdown", render=render, in_language=render)
