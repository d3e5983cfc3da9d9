"""The first screen: old footage told anew, what was asked, what was found, how sure it is, what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from provenance.chain import Contradiction, ContradictionKind, Standing, as_reviewed
from provenance.chain.subjects import Subjects
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.views import MatchView
from provenance.exporters.text import shortened
from provenance.exporters.told import told
from provenance.exporters.vocabulary import KINDS, STATES, STATUS_NAMES, platform_name
from provenance.exporters.wording import Wording, term
from provenance.model import (
    Claim,
    ClaimKind,
    ClaimStatus,
    Derivation,
    DerivationRelation,
    Match,
    MatchRelation,
    MatchVerdict,
    MediaRecord,
    ReferenceState,
    Role,
    Snapshot,
)

__all__ = ["Line", "Quote", "Reuse", "Summary", "summary"]

LINES = 3
"""Of one sort on the first screen; the rest is counted."""
REUSES = 1
"""Reused footage shown with its pictures on the first screen; the others stand first among the contradictions."""
VALUES = 4
"""Of one sort in a line."""
SUREST = {ClaimStatus.CONFIRMED: 0, ClaimStatus.DENIED: 2}
SHORT = {ClaimStatus.DENIED: term("which somebody denies")}
TOLD = {ClaimKind.POSTED_BY: term("posted by {values}"), ClaimKind.FILMED_AT: term("filmed at {values}")}
OLD = (ContradictionKind.EARLIER_FOOTAGE, ContradictionKind.POSTED_BEFORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of others inside a line."""

    text: str


Line = tuple[object, ...]
"""One finding: strings of ours, :class:`Link`\\ s and :class:`Quote`\\ s, in the order of the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """Footage that is older than what it is said to show: what analysts look for most."""

    found: Contradiction
    number: int
    """Of the contradiction, in the report's order."""
    match: MatchView | None
    """The finding that shows it, with its pictures; ``None`` where only dates tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Lines for the four questions, and what stands above them."""

    reused: tuple[Reuse, ...]
    more_reused: int
    found: tuple[Line, ...]
    sure: tuple[Line, ...]
    missing: tuple[Line, ...]


def summary(
    snapshot: Snapshot, names: Names, collisions: tuple[Contradiction, ...], views: Iterable[MatchView], say: Wording
) -> Summary:
    """The whole case in a few lines."""
    reused = tuple(_reused(collisions, names, tuple(views)))
    standing = as_reviewed(snapshot)
    return Summary(
        reused=reused[:REUSES],
        more_reused=max(0, len(reused) - REUSES),
        found=tuple(_found(standing, names, collisions, say)),
        sure=(*_reviewed(snapshot, say), *_sure(standing, names, say)),
        missing=tuple(_missing(snapshot, say)),
    )


def _reused(collisions: Iterable[Contradiction], names: Names, views: tuple[MatchView, ...]) -> Iterator[Reuse]:
    """One for each video, the surest sign first."""
    seen = set()
    for number, found in enumerate(collisions, start=1):
        if found.kind in OLD and found.about not in seen:
            seen.add(found.about)
            record = names.records.get(found.about)
            own = {found.about, *(str(digest) for digest in (record.media if record else ()))}
            shown = (view for view in views if str(view.match.query) in own)
            same = (view for view in shown if view.match.relation is MatchRelation.SAME_FOOTAGE)
            yield Reuse(found=found, number=number, match=next(same, None))


def _cited(snapshot: Snapshot) -> Iterator[ReferenceState]:
    for article in snapshot.articles:
        yield from (record.state for record in article.references if record.reference.role is Role.ARTICLE)


# ── what was found ──────────────────────────────────────────────────────────────────────────────


def _found(snapshot: Snapshot, names: Names, collisions: tuple[Contradiction, ...], say: Wording) -> Iterator[Line]:
    states = Counter(_cited(snapshot))
    total = sum(states.values())
    if total:
        counts = say.listed(
            say("{count} {state}", count=states[state], state=say(words)) if total > 1 else say(words)
            for state, words in STATES.items()
            if states[state]
        )
        yield (say.many(total, "{count} video cited: {states}.", "{count} videos cited: {states}.", states=counts),)
    else:
        yield (say("No video is cited."),)
    same = [match for match in snapshot.matches if match.relation is MatchRelation.SAME_FOOTAGE]
    for match in same[:LINES]:
        yield _seen_before(match, names, say)
    if len(same) > LINES:
        more = say.many(len(same) - LINES, "{count} more match", "{count} more matches")
        yield say.parts("{matches} of the same footage.", matches=Link(text=more, anchor="matches"))
    yield from _leads(snapshot, say)
    if collisions:
        words = say.many(len(collisions), "{count} contradiction", "{count} contradictions")
        yield say.parts("{contradictions} between statements.", contradictions=Link(text=words, anchor="contradictions"))
    yield from _spoken_of(snapshot, names, say)


def _leads(snapshot: Snapshot, say: Wording) -> Iterator[Line]:
    others = Counter(match.relation for match in snapshot.matches)
    if scenes := others[MatchRelation.SAME_SCENE]:
        yield (
            say.many(
                scenes, "{count} lead to the same scene at another moment.", "{count} leads to the same scene at another moment."
            ),
        )
    if sounds := others[MatchRelation.SAME_SOUND]:
        yield (
            say.many(
                sounds,
                "{count} video with the same sound, which says nothing of the pictures.",
                "{count} videos with the same sound, which says nothing of the pictures.",
            ),
        )
    if snapshot.media and not others[MatchRelation.SAME_FOOTAGE]:
        yield (say("No earlier copy in the footage that was searched. That does not show that there is none."),)


def _spoken_of(snapshot: Snapshot, names: Names, say: Wording) -> Iterator[Line]:
    """The first videos about which somebody says who posted them or where they were filmed, each once."""
    subjects = Subjects.of(snapshot)
    said: dict[str, list[Claim]] = {}
    for article in snapshot.articles:
        for claim in article.reading.claims:
            if claim.about is not None and claim.kind in TOLD:
                said.setdefault(subjects.root(str(claim.about)), []).append(claim)
    cited = (name for name, record in names.records.items() if record.reference.role is Role.ARTICLE)
    shown: dict[str, str] = {}
    for name in cited:
        shown.setdefault(subjects.root(name), name)
    for root, name in [each for each in shown.items() if each[0] in said][:LINES]:
        record = names.records[name]
        told_so = [
            say(words, values=values)
            for kind, words in TOLD.items()
            if (values := _values([c for c in said[root] if c.kind is kind], say))
        ]
        yield say.parts(
            "{video} ({platform}, {kind}) is said to be {claims}.",
            video=names.link(name),
            platform=say(platform_name(record.platform)),
            kind=say(KINDS[record.reference.kind]),
            claims=say("; ").join(told_so),
        )


def _values(claims: list[Claim], say: Wording) -> str:
    """``“Here” (said to be verified) or “There” (attributed)``: each place once, what somebody verified first, denials last."""
    surest: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: SUREST.get(claim.status, 1)):
        place = claim.place.resolved_name or claim.place.name if claim.place else claim.value
        surest.setdefault(place, claim)
    values = [
        say("“{words}” ({status})", words=shortened(claim.value, 70), status=_status(claim.status, say))
        for claim in surest.values()
    ]
    return say.listed(values[:VALUES], style="or") if values else ""


def _status(status: ClaimStatus, say: Wording) -> str:
    return say(SHORT.get(status) or STATUS_NAMES[status])


def _seen_before(match: Match, names: Names, say: Wording) -> Line:
    rest = len(match.segments) - 1
    where = say.clock_range(match.segments[0].compared) if match.segments else say("somewhere")
    more = say.many(rest, "and {count} more stretch", "and {count} more stretches") if rest > 0 else ""
    line = say.parts(
        "{file} shows the same footage as “{name}” ({where}) in library “{library}”.",
        file=names.link(match.query),
        name=shortened(match.compared.name, 60),
        where=f"{where} {more}".strip(),
        library=shortened(match.compared.library, 40),
    )
    return (*line, *((" ", Quote(text=shortened(match.compared.note, 160))) if match.compared.note else ()))


# ── how sure ────────────────────────────────────────────────────────────────────────────────────


def _sure(snapshot: Snapshot, names: Names, say: Wording) -> Iterator[Line]:
    edges = sorted(_copies(snapshot.derivations), key=lambda edge: -(edge.confidence or 0))
    for edge in edges[:LINES]:
        yield _copy(edge, names, say)
    if len(edges) > LINES:
        more = say.many(len(edges) - LINES, "{count} more link", "{count} more links")
        yield say.parts("{links} between copies.", links=Link(text=more, anchor="chain"))
    statuses = Counter(claim.status for article in snapshot.articles for claim in article.reading.claims)
    total = sum(statuses.values())
    if total:
        counts = say.listed(
            say("{count} {state}", count=statuses[s], state=say(STATUS_NAMES[s])) for s in ClaimStatus if statuses[s]
        )
        yield (
            say.many(
                total,
                "{count} statement in the text: {counts}. It is not taken for a fact here.",
                "{count} statements in the text: {counts}. None is taken for a fact here.",
                counts=counts,
            ),
        )
    if raw := sum(match.probability is None for match in snapshot.matches):
        yield (
            say.many(
                raw,
                "{count} match with a raw score only: look at the pairs before you rely on it.",
                "{count} matches with a raw score only: look at the pairs before you rely on them.",
            ),
        )
    if hand := sum(state is ReferenceState.ATTACHED for state in _cited(snapshot)):
        yield (
            say.many(
                hand,
                "{count} file attached by hand, on the analyst’s word.",
                "{count} files attached by hand, on the analyst’s word.",
            ),
        )
    if copies := sum(state is ReferenceState.ARCHIVED for state in _cited(snapshot)):
        yield (
            say.many(
                copies,
                "{count} video had from a web archive only: the post itself could not be had.",
                "{count} videos had from a web archive only: the posts themselves could not be had.",
            ),
        )


def _reviewed(snapshot: Snapshot, say: Wording) -> Iterator[Line]:
    """How many of the findings a person has looked at."""
    if not snapshot.matches:
        return
    standing = Standing.of(snapshot.reviews)
    verdicts = [standing.verdict(match) for match in snapshot.matches]
    seen = len(verdicts) - verdicts.count(None)
    if not seen:
        yield (say("No person has confirmed or rejected a match yet."),)
        return
    yield (
        say(
            "People looked at {seen} of {all}: {confirmed} confirmed, {rejected} rejected.",
            seen=seen,
            all=say.many(len(verdicts), "{count} match", "{count} matches"),
            confirmed=verdicts.count(MatchVerdict.CONFIRMED),
            rejected=verdicts.count(MatchVerdict.REJECTED),
        ),
    )


def _copies(edges: Iterable[Derivation]) -> Iterator[Derivation]:
    relations = {DerivationRelation.WAS_DERIVED_FROM, DerivationRelation.ALTERNATE_OF}
    return (edge for edge in edges if edge.relation in relations and edge.between_files)


def _copy(edge: Derivation, names: Names, say: Wording) -> Line:
    child, parent = names.link(edge.child), names.link(edge.parent)
    if edge.relation is DerivationRelation.ALTERNATE_OF:
        return say.parts("{one} and {other} show the same footage; which came first is not told.", one=child, other=parent)
    against = sum(not reason.supports for reason in edge.evidence)
    doubt = ", " + say.many(against, "{count} sign against", "{count} signs against") if against else ""
    return say.parts(
        "{copy} is a copy of {source} or of its source: confidence {number}.",
        copy=child,
        source=parent,
        number=say.number(edge.confidence or 0) + doubt,
    )


# ── what is missing ─────────────────────────────────────────────────────────────────────────────


def _missing(snapshot: Snapshot, say: Wording) -> Iterator[Line]:
    states = Counter(_cited(snapshot))
    how = Link(text=say("How"), anchor="next")
    for words, count in _counted(states, say):
        if count:
            yield (*words, " ", how)
    for media in [media for media in snapshot.media if media.problem][:LINES]:
        yield _problem(media, say)
    notes = [note for article in snapshot.articles for note in article.reading.notes]
    for note in notes[:LINES]:
        yield (told(shortened(note, 200), say),)
    records = [record for article in snapshot.articles for record in article.references]
    known = {name for record in records for name in (str(record.reference.id), record.url)}
    if failed := [activity for activity in snapshot.failures if activity.subject not in known]:
        yield (
            say.many(len(failed), "{count} step failed.", "{count} steps failed."),
            " ",
            Link(text=say("The log"), anchor="log"),
        )
    if not snapshot.media:
        yield (say("No media in the case yet, so nothing was compared with earlier footage."),)


def _counted(states: Counter[ReferenceState], say: Wording) -> Iterator[tuple[Line, int]]:
    gone, asked, open_ = (
        states[ReferenceState.UNRESOLVED],
        states[ReferenceState.UNAVAILABLE],
        states[ReferenceState.PENDING],
    )
    yield (
        (
            say.many(
                gone,
                "{count} video spoken of without a post: find it, or attach the file.",
                "{count} videos spoken of without a post: find them, or attach the files.",
            ),
        ),
        gone,
    )
    yield (say.many(asked, "{count} video could not be had.", "{count} videos could not be had."),), asked
    yield (say.many(open_, "{count} video not fetched yet.", "{count} videos not fetched yet."),), open_


def _problem(media: MediaRecord, say: Wording) -> Line:
    name, problem = shortened(media.file.name, 40), shortened(media.problem, 160)
    return (say("“{name}”: {problem}", name=name, problem=told(problem, say)),)
