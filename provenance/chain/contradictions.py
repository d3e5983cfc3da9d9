"""Statements that cannot all be true, side by side, each with its speaker. Nobody is declared right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from provenance.chain.dates import Known, said_days
from provenance.chain.direction import earliest_compared
from provenance.chain.subjects import Subjects
from provenance.model import (
    AgentKind,
    Claim,
    ClaimId,
    ClaimKind,
    ClaimStatus,
    Match,
    MatchRelation,
    MediaRecord,
    Place,
    Snapshot,
)

__all__ = ["Contradiction", "ContradictionKind", "Side", "contradictions", "distance_m"]

EARTH_RADIUS_M = 6_371_008.8
ZONES = timedelta(days=1)
"""A platform's day is in UTC, an event's day in its own zone: the same moment may bear two dates."""
UNKNOWN_RADIUS_M = 10_000.0
"""Taken for a place whose radius nobody knows: a town, generously."""


class ContradictionKind(StrEnum):
    """What collides; the order is the order of the report."""

    EARLIER_FOOTAGE = "earlier_footage"
    """The footage was known before the event that it is said to show."""
    POSTED_BEFORE = "posted_before"
    """Posted before the event that it is said to show."""
    GPS = "gps"
    """The place written in the file is not the place claimed."""
    PLACES = "places"
    DATES = "dates"
    DENIED = "denied"
    """One says it, another denies it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the statements that collide."""

    speaker: str
    statement: str
    """What it comes to, for people."""
    quote: str = ""
    """The speaker's words, verbatim."""
    claim: ClaimId | None = None
    """``None`` for a record of a library or a file."""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two or more sides that cannot all be true of the same video."""

    kind: ContradictionKind
    about: str
    """Reference id or digest, as printed."""
    statement: str
    """The collision in one sentence."""
    sides: tuple[Side, ...]


def contradictions(snapshot: Snapshot) -> tuple[Contradiction, ...]:
    """Every collision found in ``snapshot``, the reuse of earlier footage first."""
    subjects = Subjects.of(snapshot)
    files: dict[str, list[MediaRecord]] = {}
    for media in snapshot.media:
        files.setdefault(subjects.root(media.file.digest), []).append(media)
    found = list(_earlier(snapshot.matches, subjects))
    for root in dict.fromkeys([*subjects.claims, *files]):
        claims = subjects.claims.get(root, ())
        about = _name(root, subjects)
        found += [*_posted_before(about, claims), *_places(about, claims, files.get(root, ()))]
        found += [*_dates(about, claims), *_denials(about, claims)]
    order = list(ContradictionKind)
    return tuple(sorted(found, key=lambda c: order.index(c.kind)))


def distance_m(one: Place, other: Place) -> float:
    """Metres along the great circle (haversine; within 0.5 % of the ellipsoid)."""
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(half)))


def _name(root: str, subjects: Subjects) -> str:
    """The group's reference rather than its file: it is what the article shows."""
    return next((name for name in subjects.names.get(root, (root,)) if not name.startswith("sha256:")), root)


def _side(claim: Claim, statement: str) -> Side:
    return Side(speaker=str(claim.asserted_by), statement=statement, quote=claim.quote, claim=claim.id, place=claim.place)


# ── times ───────────────────────────────────────────────────────────────────────────────────────


def _events(claims: Iterable[Claim]) -> list[tuple[Claim, Known]]:
    """Claims that put the filmed event on some days."""
    kinds = {ClaimKind.FILMED_ON, ClaimKind.HAPPENED}
    dated = [(claim, said_days(claim)) for claim in claims if claim.kind in kinds and claim.status is not ClaimStatus.DENIED]
    return [(claim, known) for claim, known in dated if known]


def _earlier(matches: Iterable[Match], subjects: Subjects) -> Iterator[Contradiction]:
    for match in matches:
        known = earliest_compared(match, subjects) if match.relation is MatchRelation.SAME_FOOTAGE else None
        late = [
            (claim, event) for claim, event in _events(subjects.about(match.query)) if known and known.before(event, slack=ZONES)
        ]
        if known and late:
            compared = match.compared
            yield Contradiction(
                kind=ContradictionKind.EARLIER_FOOTAGE,
                about=_name(subjects.root(match.query), subjects),
                statement=f"The same footage was known by {known.end}, before the event that it is said to show.",
                sides=(
                    *(_side(claim, f"happened on {event.start} or later") for claim, event in late),
                    Side(speaker=f"library “{compared.library}”", statement=known.words, quote=compared.note),
                ),
            )


def _posted_before(about: str, claims: Iterable[Claim]) -> Iterator[Contradiction]:
    claims = tuple(claims)
    posted = [(c, k) for c in claims if c.kind is ClaimKind.POSTED_ON and (k := said_days(c))]
    for claim, known in sorted(posted, key=lambda pair: pair[1].end)[:1]:
        late = [(other, event) for other, event in _events(claims) if known.before(event, slack=ZONES)]
        if late:
            yield Contradiction(
                kind=ContradictionKind.POSTED_BEFORE,
                about=about,
                statement=f"Posted by {known.end}, before the event that it is said to show.",
                sides=(
                    *(_side(other, f"happened on {event.start} or later") for other, event in late),
                    _side(claim, f"posted on {claim.date}"),
                ),
            )


def _dates(about: str, claims: Iterable[Claim]) -> Iterator[Contradiction]:
    events = _events(claims)
    first, last = min(events, key=lambda e: e[1].end, default=None), max(events, key=lambda e: e[1].start, default=None)
    if first and last and first[1].before(last[1]):
        yield Contradiction(
            kind=ContradictionKind.DATES,
            about=about,
            statement=f"Said to be of {first[0].date} and of {last[0].date}.",
            sides=tuple(_side(claim, f"of {claim.date}") for claim, _ in sorted(events, key=lambda e: e[1].start)),
        )


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def _apart(one: Place, other: Place) -> bool:
    """Whether even the circles of uncertainty do not meet."""
    return distance_m(one, other) > sum(place.radius_m or UNKNOWN_RADIUS_M for place in (one, other))


def _places(about: str, claims: Iterable[Claim], files: Iterable[MediaRecord]) -> Iterator[Contradiction]:
    """One contradiction for a subject, with every side that is apart from another."""
    sides = list(_place_sides(claims, files))
    clusters: list[list[tuple[Side, Place, bool]]] = []
    for side in sides:
        home = next((cluster for cluster in clusters if not _apart(cluster[0][1], side[1])), None)
        (home.append(side) if home else clusters.append([side]))
    if len(clusters) < 2:
        return
    leads = [cluster[0] for cluster in clusters]
    far = max(distance_m(leads[0][1], lead[1]) for lead in leads[1:])
    names = " and at ".join(dict.fromkeys(lead[0].statement.removeprefix("filmed at ") for lead in leads[:4]))
    yield Contradiction(
        kind=ContradictionKind.GPS if any(by_file for _, _, by_file in sides) else ContradictionKind.PLACES,
        about=about,
        statement=f"Said to be filmed at {names}, {far / 1000:,.0f} km apart.",
        sides=tuple(side for cluster in clusters for side, _, _ in cluster),
    )


def _place_sides(claims: Iterable[Claim], files: Iterable[MediaRecord]) -> Iterator[tuple[Side, Place, bool]]:
    """(side, its place, whether a file's own metadata says so). A file's GPS counts once, as claim or as measured tag."""
    spoken = False
    for claim in claims:
        if claim.kind is ClaimKind.FILMED_AT and claim.place and claim.status is not ClaimStatus.DENIED:
            by_file = claim.asserted_by.kind is AgentKind.FILE
            spoken = spoken or by_file
            yield _side(claim, f"filmed at {_named(claim.place)}"), claim.place, by_file
    for media in files:
        place = media.probe.location if media.probe and not spoken else None
        if place:
            speaker = f"metadata of {media.file.digest.short}"
            yield Side(speaker=speaker, statement=f"filmed at {_named(place)}", quote=place.name, place=place), place, True


def _named(place: Place) -> str:
    """The words, and what they were resolved to where that differs."""
    known = place.resolved_name if place.resolved_name and place.resolved_name != place.name else None
    where = ", ".join(part for part in (known, place.country) if part)
    return f"{place.name} ({where})" if where else place.name


# ── denials ─────────────────────────────────────────────────────────────────────────────────────


def _denials(about: str, claims: Iterable[Claim]) -> Iterator[Contradiction]:
    claims = tuple(claims)
    for denial in (c for c in claims if c.status is ClaimStatus.DENIED):
        held = [c for c in claims if c.kind is denial.kind and c.status is not ClaimStatus.DENIED and _same_matter(c, denial)]
        if held:
            what = denial.kind.value.replace("_", " ")
            yield Contradiction(
                kind=ContradictionKind.DENIED,
                about=about,
                statement=f"Said and denied: {what} {denial.value}",
                sides=(*(_side(c, f"{what}: {c.value}") for c in held), _side(denial, f"denies {what}: {denial.value}")),
            )


def _same_matter(one: Claim, other: Claim) -> bool:
    if one.place and other.place:
        return not _apart(one.place, other.place)
    return one.value.casefold().strip() == other.value.casefold().strip()
