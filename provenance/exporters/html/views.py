"""Records joined for showing: each file with what it says, each match with its pairs, each place with its speakers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from provenance.chain.places import coordinates
from provenance.chain.subjects import all_claims
from provenance.exporters.html.chart import Timeline, timeline
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.pictures import Pictures, spread
from provenance.metadata.view import View, view_of
from provenance.model import (
    Claim,
    Contradiction,
    ContradictionKind,
    Digest,
    KeptFile,
    Keyframe,
    Match,
    MediaRecord,
    Place,
    Snapshot,
    Tag,
)

__all__ = [
    "ClaimRow",
    "KeptRow",
    "MatchView",
    "MediaView",
    "Spot",
    "claim_rows",
    "kept_rows",
    "match_views",
    "media_views",
    "requests_made",
    "spots",
]

SPOTS = 60
BY_FILE = frozenset(
    {
        ContradictionKind.GPS,
        ContradictionKind.CREATED_LATER,
        ContradictionKind.FILE_SOURCES,
        ContradictionKind.THUMBNAIL,
        ContradictionKind.HIDDEN_FRAMES,
        ContradictionKind.LENGTHS,
    }
)
"""Contradictions that a file's own metadata takes part in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaView:
    """A file, its keyframes, and what platforms and its own metadata say of it."""

    record: MediaRecord
    frames: tuple[tuple[Keyframe, str | None], ...]
    said: tuple[Claim, ...]
    marks: tuple[Contradiction, ...]
    """Where the file's own metadata contradicts itself or others."""

    @property
    def metadata(self) -> View | None:
        """What it comes to."""
        return view_of(self.record.probe, self.record.file.name) if self.record.probe else None

    @property
    def tags(self) -> tuple[tuple[str, Tag], ...]:
        """(which file, tag) of the file itself and of what came with it."""
        own = self.record.probe.tags if self.record.probe else ()
        others = [(file.role.value, tag) for file, probe in self.record.companions if probe for tag in probe.tags]
        return (*(("", tag) for tag in own), *((f"{role}: ", tag) for role, tag in others))


def media_views(snapshot: Snapshot, pictures: Pictures, collisions: tuple[Contradiction, ...]) -> list[MediaView]:
    """In the case's order."""
    about: dict[str, list[Claim]] = {}
    for claim in snapshot.claims:
        about.setdefault(str(claim.about), []).append(claim)
    return [
        MediaView(
            record=record,
            frames=pictures.strip(record.keyframes),
            said=tuple(c for name in (str(record.file.digest), *record.references) for c in about.get(name, ())),
            marks=tuple(c for c in collisions if c.about in {str(record.file.digest), *record.references} and c.kind in BY_FILE),
        )
        for record in snapshot.media
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """A match, ready to be drawn; ``pairs`` are (query time, picture, compared time, picture)."""

    match: Match
    query: Link
    compared: Link
    timeline: Timeline
    pairs: tuple[tuple[Fraction, str | None, Fraction, str | None], ...]
    pairs_kept: int
    """How many pairs the case holds."""
    first: bool
    """The first to show its compared footage, which the chain links to."""


def match_views(snapshot: Snapshot, names: Names, pictures: Pictures) -> list[MatchView]:
    """The surest first within each file."""
    seen: set[Digest] = set()
    views = []
    for match in snapshot.matches:
        record = names.files.get(match.query)
        length = float(record.probe.duration) if record and record.probe and record.probe.duration else None
        views.append(
            MatchView(
                match=match,
                query=names.link(match.query),
                compared=names.link(match.compared.digest),
                timeline=timeline(match, length),
                pairs=tuple(_pairs(match, pictures)),
                pairs_kept=min(len(match.pairs), len(match.pictures)),
                first=match.compared.digest not in seen,
            )
        )
        seen.add(match.compared.digest)
    return views


def _pairs(match: Match, pictures: Pictures) -> Iterator[tuple[Fraction, str | None, Fraction, str | None]]:
    for (query, compared), (one, other) in spread(list(zip(match.pairs, match.pictures, strict=False)), pictures.pairs):
        yield query, pictures.address(one), compared, pictures.address(other)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim with its number in the report."""

    number: int
    claim: Claim


def claim_rows(snapshot: Snapshot, names: Names) -> list[ClaimRow]:
    """Every claim once: each article's in reading order, then platforms' and files'."""
    claims = {claim.id: claim for claim in reversed(list(all_claims(snapshot)))}
    return [ClaimRow(number=number, claim=claims[name]) for name, number in names.statements.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A file that the case keeps, with what it belongs to."""

    file: KeptFile
    owner: Link
    """Itself for a media file, else the file or reference that it came with."""


def kept_rows(snapshot: Snapshot, names: Names) -> list[KeptRow]:
    """Every file but the articles, once: each media file with its companions, then what came without a media file."""
    rows: dict[Digest, KeptRow] = {}
    for media in snapshot.media:
        for file in (media.file, *(companion for companion, _ in media.companions)):
            rows.setdefault(file.digest, KeptRow(file=file, owner=names.link(media.file.digest)))
    for record in (record for article in snapshot.articles for record in article.references):
        for file in record.acquisition.files if record.acquisition else ():
            rows.setdefault(file.digest, KeptRow(file=file, owner=names.link(record.reference.id)))
    return list(rows.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One point of the map and everybody who puts something there."""

    place: Place
    claims: tuple[Claim, ...]
    files: tuple[Link, ...]
    """Files whose metadata hold it."""

    @property
    def tagged(self) -> str:
        """The coordinates in words where nothing but a file's metadata names the place."""
        return "" if self.place.resolved_name or self.place.country or not self.files else coordinates(self.place)

    @property
    def osm(self) -> str:
        """Address of the point at OpenStreetMap; shown, not loaded."""
        lat, lon = f"{self.place.lat:.5f}", f"{self.place.lon:.5f}"
        return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=12/{lat}/{lon}"


def spots(snapshot: Snapshot, names: Names) -> list[Spot]:
    """Distinct points (to about a metre), in the order in which they are spoken of; at most :data:`SPOTS`."""
    said: dict[tuple[float, float], list[Claim]] = {}
    held: dict[tuple[float, float], list[Link]] = {}
    places: dict[tuple[float, float], Place] = {}
    for claim in all_claims(snapshot):
        if claim.place:
            places.setdefault(_point(claim.place), claim.place)
            said.setdefault(_point(claim.place), []).append(claim)
    for media in snapshot.media:
        if media.probe and media.probe.location:
            point = _point(media.probe.location)
            places.setdefault(point, media.probe.location)
            held.setdefault(point, []).append(names.link(media.file.digest))
    chosen = list(places.items())[:SPOTS]
    return [Spot(place=place, claims=tuple(said.get(p, ())), files=tuple(held.get(p, ()))) for p, place in chosen]


def _point(place: Place) -> tuple[float, float]:
    return round(place.lat, 5), round(place.lon, 5)


def requests_made(snapshot: Snapshot) -> list[str]:
    """Every address that was contacted for the case, once, in order."""
    return list(dict.fromkeys(url for activity in snapshot.activities for url in activity.requests))
