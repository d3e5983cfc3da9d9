"""Statements that cannot all be true, side by side, each with its speaker. Nobody is declared right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from provenance.chain.archived import archived_by
from provenance.chain.dates import Known, said_days, spelled, spelled_days
from provenance.chain.direction import earliest_compared
from provenance.chain.files import inside
from provenance.chain.light import against_the_sun
from provenance.chain.places import apart, breadth, coordinates, distance_m, within
from provenance.chain.standing import Standing, as_reviewed
from provenance.chain.subjects import Subjects
from provenance.chain.uploads import known_upload
from provenance.model import (
    AgentKind,
    Claim,
    ClaimKind,
    ClaimStatus,
    Contradiction,
    ContradictionKind,
    Geolocation,
    GeolocationStatus,
    IdentifierDate,
    Match,
    MatchRelation,
    MediaRecord,
    Place,
    Side,
    Snapshot,
)

__all__ = ["REUSED", "contradictions"]

ZONES = timedelta(days=1)
"""A platform's day is in UTC, an event's day in its own zone: the same moment may bear two dates."""


REUSED = frozenset({ContradictionKind.EARLIER_FOOTAGE, ContradictionKind.POSTED_BEFORE})
"""Old footage under a new story: what analysts look for first."""


def contradictions(snapshot: Snapshot) -> tuple[Contradiction, ...]:
    """Every collision found in ``snapshot``, the reuse of earlier footage first."""
    snapshot = as_reviewed(snapshot)
    subjects = Subjects.of(snapshot)
    files: dict[str, list[MediaRecord]] = {}
    for media in snapshot.media:
        files.setdefault(subjects.root(media.file.digest), []).append(media)
    located: dict[str, list[Geolocation]] = {}
    for record in Standing.of(snapshot.reviews).located:
        if record.about is not None:
            located.setdefault(subjects.root(record.about), []).append(record)
    found = list(_earlier(snapshot.matches, subjects))
    found += _other_stories(snapshot.matches, subjects)
    for root in dict.fromkeys([*subjects.claims, *files, *located]):
        claims = subjects.claims.get(root, ())
        about, uploads = _name(root, subjects), subjects.uploads.get(root, ())
        found += [*_posted_before(about, claims, uploads), *_posting_dates(about, claims, uploads)]
        found += _posted_after_capture(about, claims)
        found += _places(about, claims, files.get(root, ()), located.get(root, ()))
        found += _sun(about, claims, located.get(root, ()))
        found += [*_dates(about, claims), *_denials(about, claims), *_created_later(about, claims, uploads)]
    found += [each for media in snapshot.media if media.probe for each in inside(media.probe)]
    order = list(ContradictionKind)
    return tuple(sorted(found, key=lambda c: order.index(c.kind)))


def _name(root: str, subjects: Subjects) -> str:
    """The group's reference rather than its file: it is what the article shows."""
    return next((name for name in subjects.names.get(root, (root,)) if not name.startswith("sha256:")), root)


def _side(claim: Claim, statement: str) -> Side:
    return Side(speaker=str(claim.asserted_by), statement=statement, quote=claim.quote, claim=claim.id, place=claim.place)


# ── times ───────────────────────────────────────────────────────────────────────────────────────


def _events(claims: Iterable[Claim]) -> list[tuple[Claim, Known]]:
    """Claims that put the filmed event on some days (when a file was written says nothing of that)."""
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
                statement=f"The same footage was known by {spelled(known.end)}, before the event that it is said to show.",
                sides=(
                    *(_side(claim, f"happened on {spelled(event.start)} or later") for claim, event in late),
                    Side(speaker=f"library “{compared.library}”", statement=known.words, quote=compared.note),
                ),
            )


def _other_stories(matches: Iterable[Match], subjects: Subjects) -> Iterator[Contradiction]:
    """Two videos of the case show the same footage, and everybody puts the one elsewhere than everybody puts the other."""
    done: set[frozenset[str]] = set()
    for match in matches:
        ends = subjects.root(match.query), subjects.root(match.compared.digest)
        pair = frozenset(ends)
        if match.relation is not MatchRelation.SAME_FOOTAGE or len(pair) < 2 or pair in done:
            continue
        done.add(pair)
        one, other = (subjects.claims.get(end, ()) for end in ends)
        sides = _elsewhere(one, other) or _other_days(one, other)
        if sides:
            yield Contradiction(
                kind=ContradictionKind.ANOTHER_STORY,
                about=_name(ends[0], subjects),
                statement=f"The same footage under two stories: {_name(ends[1], subjects)} shows it too.",
                sides=sides,
            )


def _elsewhere(one: tuple[Claim, ...], other: tuple[Claim, ...]) -> tuple[Side, ...]:
    here, there = (tuple(_place_sides(claims)) for claims in (one, other))
    if here and there and all(apart(a.place, b.place) for a in here for b in there):
        return tuple(each.side for each in (*here, *there))
    return ()


def _other_days(one: tuple[Claim, ...], other: tuple[Claim, ...]) -> tuple[Side, ...]:
    here, there = _events(one), _events(other)
    if here and there and all(a.before(b, slack=ZONES) or b.before(a, slack=ZONES) for _, a in here for _, b in there):
        return tuple(_side(claim, f"of {spelled_days(claim.date)}") for claim, _ in (*here, *there))
    return ()


def _sun(about: str, claims: Iterable[Claim], located: Iterable[Geolocation]) -> Iterator[Contradiction]:
    """Only where a person states the light or the shadows."""
    for found in against_the_sun(claims, located):
        yield Contradiction(
            kind=ContradictionKind.SUN,
            about=about,
            statement=f"At the time claimed {found.against}, yet {found.seen}.",
            sides=(
                Side(speaker=found.timed_by, statement=f"filmed at {found.interval}", quote=found.quote, claim=found.claim),
                Side(speaker=found.seen_by, statement=found.seen),
                Side(speaker="computed", statement=f"{found.against}; at {found.sun.at}: {found.sun}"),
            ),
        )


Uploads = tuple[tuple[str, IdentifierDate], ...]


def _posted_before(about: str, claims: tuple[Claim, ...], uploads: Uploads) -> Iterator[Contradiction]:
    """By the earliest word for its posting, by the surest and earliest identifier (nobody says it), by the first capture."""
    said = [(k, _side(c, f"posted on {spelled_days(c.date)}")) for c, k in _posted(claims)]
    postings = [(known_upload(*upload), _identifier(*upload)) for upload in uploads[:1]]
    kept = [(known, _side(claim, f"archived on {spelled(known.end)}")) for claim, known in _archived(claims)]
    for each in (said, kept):
        postings += sorted(each, key=lambda pair: pair[0].end)[:1]
    events = [(claim, known) for claim, known in _events(claims) if not _by_file(claim)]
    early = [(known, side) for known, side in postings if any(known.before(event, slack=ZONES) for _, event in events)]
    if early:
        late = [(claim, event) for claim, event in events if any(known.before(event, slack=ZONES) for known, _ in early)]
        yield Contradiction(
            kind=ContradictionKind.POSTED_BEFORE,
            about=about,
            statement=f"Posted by {spelled(min(k.end for k, _ in early))}, before the event that it is said to show.",
            sides=(
                *(_side(claim, f"happened on {spelled(event.start)} or later") for claim, event in late),
                *(side for _, side in early),
            ),
        )


def _posted(claims: Iterable[Claim]) -> list[tuple[Claim, Known]]:
    """Claims that put its posting on some days."""
    dated = [(c, said_days(c)) for c in claims if c.kind is ClaimKind.POSTED_ON and c.status is not ClaimStatus.DENIED]
    return [(claim, known) for claim, known in dated if known]


def _archived(claims: Iterable[Claim]) -> list[tuple[Claim, Known]]:
    """Claims that put its publication before a capture in a web archive."""
    return [(claim, known) for claim in claims if (known := archived_by(claim))]


def _identifier(reference: str, upload: IdentifierDate) -> Side:
    weak = f" (weak: {upload.caveat})" if upload.weak else ""
    return Side(speaker=f"the identifier of {reference}", statement=f"uploaded at {upload}{weak}", quote=upload.rule)


def _posting_dates(about: str, claims: tuple[Claim, ...], uploads: Uploads) -> Iterator[Contradiction]:
    """A claim about a post is held against that post; one about a file against every post that it was had from."""
    for claim, known in _posted(claims):
        own = [u for u in uploads if u[0] == claim.about] or list(uploads)
        days = [known_upload(*upload) for upload in own]
        if days and all(day.before(known, slack=ZONES) or known.before(day, slack=ZONES) for day in days):
            yield Contradiction(
                kind=ContradictionKind.POSTING_DATES,
                about=about,
                statement=f"Said to be posted on {spelled_days(claim.date)}; its identifier says {spelled(days[0].end)}.",
                sides=(_side(claim, f"posted on {spelled_days(claim.date)}"), *(_identifier(*upload) for upload in own)),
            )


def _posted_after_capture(about: str, claims: tuple[Claim, ...]) -> Iterator[Contradiction]:
    """A post cannot have been captured before it was posted."""
    captured = _archived(claims)
    for claim, known in _posted(claims):
        early = [(kept, by) for kept, by in captured if kept.about == claim.about and by.before(known, slack=ZONES)]
        if early:
            first, by = min(early, key=lambda pair: pair[1].end)
            yield Contradiction(
                kind=ContradictionKind.POSTING_DATES,
                about=about,
                statement=f"Said to be posted on {spelled_days(claim.date)}; a web archive had it on {spelled(by.end)}.",
                sides=(
                    _side(claim, f"posted on {spelled_days(claim.date)}"),
                    _side(first, f"archived on {spelled(by.end)}"),
                ),
            )


def _created_later(about: str, claims: tuple[Claim, ...], uploads: Uploads) -> Iterator[Contradiction]:
    """A file that was written after it was published is a copy, or its clock was wrong."""
    kinds = {ClaimKind.CREATED_ON, ClaimKind.FILMED_ON}
    spoken = [(claim, known) for claim in claims if claim.kind in kinds and _by_file(claim) and (known := said_days(claim))]
    posted = [(known_upload(*upload), _identifier(*upload)) for upload in uploads]
    posted += [(known, _side(claim, f"posted on {spelled_days(claim.date)}")) for claim, known in _posted(claims)]
    first = min(posted, key=lambda pair: pair[0].end, default=None)
    late = [(claim, known) for claim, known in spoken if first and first[0].before(known, slack=ZONES)]
    if first and late:
        yield Contradiction(
            kind=ContradictionKind.CREATED_LATER,
            about=about,
            statement=f"By its own metadata made on {spelled(min(k.start for _, k in late))}, after it was published on "
            f"{spelled(first[0].end)}: this is a copy that was written later (platforms do so), or a clock was wrong.",
            sides=(*(_side(claim, f"made on {spelled(known.start)}") for claim, known in late), first[1]),
        )


def _by_file(claim: Claim) -> bool:
    return claim.asserted_by.kind is AgentKind.FILE


def _dates(about: str, claims: Iterable[Claim]) -> Iterator[Contradiction]:
    events = _events(claims)
    first, last = min(events, key=lambda e: e[1].end, default=None), max(events, key=lambda e: e[1].start, default=None)
    if first and last and first[1].before(last[1]):
        yield Contradiction(
            kind=ContradictionKind.DATES,
            about=about,
            statement=f"Said to be of {spelled_days(first[0].date)} and of {spelled_days(last[0].date)}.",
            sides=tuple(_side(claim, f"of {spelled_days(claim.date)}") for claim, _ in sorted(events, key=lambda e: e[1].start)),
        )


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def _places(
    about: str, claims: Iterable[Claim], files: Iterable[MediaRecord], located: Iterable[Geolocation]
) -> Iterator[Contradiction]:
    """One contradiction for a subject, with every side that is apart from another."""
    clusters: list[list[PlaceSide]] = []
    for side in sorted(_place_sides(claims, files, located), key=lambda side: breadth(side.place)):
        homes = [cluster for cluster in clusters if not apart(cluster[0].place, side.place)]
        if not homes:
            clusters.append([side])
        elif len(homes) < len(clusters) or len(clusters) == 1:
            homes[0].append(side)
        # A country that holds every place named so far is on nobody's side.
    if len(clusters) < 2:
        return
    leads = [cluster[0] for cluster in clusters]
    far = max(distance_m(one.place, other.place) for one, other in combinations(leads, 2))
    most = "up to " if len(leads) > 2 else ""
    names = " and at ".join(dict.fromkeys(lead.name for lead in leads[:4]))
    yield Contradiction(
        kind=ContradictionKind.GPS if any(side.by_file for cluster in clusters for side in cluster) else ContradictionKind.PLACES,
        about=about,
        statement=f"Said to be filmed at {names}: {most}{far / 1000:,.0f} km apart.",
        sides=tuple(side.side for cluster in clusters for side in cluster),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceSide:
    """A side with the place that it speaks of."""

    side: Side
    place: Place
    name: str
    by_file: bool
    """A file's own metadata says so."""


def _place_sides(
    claims: Iterable[Claim], files: Iterable[MediaRecord] = (), located: Iterable[Geolocation] = ()
) -> Iterator[PlaceSide]:
    """A file's GPS counts once, as claim or as measured tag."""
    spoken = False
    for claim in claims:
        if claim.kind is ClaimKind.FILMED_AT and claim.place and claim.status is not ClaimStatus.DENIED:
            by_file = claim.asserted_by.kind is AgentKind.FILE
            spoken = spoken or by_file
            name = _tagged(claim.place) if by_file else _named(claim.place)
            yield PlaceSide(side=_side(claim, f"filmed at {name}"), place=claim.place, name=name, by_file=by_file)
    for media in files:
        place = media.probe.location if media.probe and not spoken else None
        if place:
            name = _tagged(place)
            side = Side(speaker=f"metadata of {media.file.digest}", statement=f"filmed at {name}", place=place)
            yield PlaceSide(side=side, place=place, name=name, by_file=True)
    for record in located:
        if record.status is not GeolocationStatus.REFUTED:
            point = record.point
            name = f"{record.place} ({point})" if record.place else str(point)
            place = Place(name=name, lat=point.lat, lon=point.lon, radius_m=record.radius_m)
            words = record.hedge.words if record.hedge else ""
            side = Side(speaker=str(record.claimant), statement=f"geolocated at {name}", quote=words, place=place)
            yield PlaceSide(side=side, place=place, name=name, by_file=False)


def _tagged(place: Place) -> str:
    return f"{coordinates(place)}, by the file’s GPS tag"


def _named(place: Place) -> str:
    """The words, and what they were resolved to where that differs."""
    known = place.resolved_name if place.resolved_name and place.resolved_name != place.name else None
    where = ", ".join(part for part in (known, place.country) if part)
    return f"{place.name} ({where})" if where else place.name


# ── denials ─────────────────────────────────────────────────────────────────────────────────────


def _denials(about: str, claims: Iterable[Claim]) -> Iterator[Contradiction]:
    """What was said once, and all who deny it."""
    claims, denied = tuple(claims), dict[tuple[Claim, ...], list[Claim]]()
    for denial in (c for c in claims if c.status is ClaimStatus.DENIED):
        held = (c for c in claims if c.kind is denial.kind and c.status is not ClaimStatus.DENIED and _same_matter(c, denial))
        denied.setdefault(tuple(held), []).append(denial)
    for said, denials in denied.items():
        if said:
            what = said[0].kind.value.replace("_", " ")
            yield Contradiction(
                kind=ContradictionKind.DENIED,
                about=about,
                statement=f"Said and denied: {what} {denials[0].value}",
                sides=(
                    *(_side(c, f"{what} {c.value}") for c in said),
                    *(_side(c, f"denies: {what} {c.value}") for c in denials),
                ),
            )


def _same_matter(one: Claim, other: Claim) -> bool:
    """Whether denying ``other`` denies ``one``: who says "not in Lviv" may well say "in Ukraine"."""
    if one.place and other.place:
        return within(one.place, other.place)
    return one.value.casefold().strip() == other.value.casefold().strip()
