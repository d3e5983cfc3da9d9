"""Records joined for showing: each file with what it says, each match with its pairs, each place with its speakers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from provenance.chain import Standing
from provenance.chain.places import coordinates
from provenance.chain.subjects import all_claims
from provenance.exporters.answers import how_sure
from provenance.exporters.engines import PictureEngine, picture_engines
from provenance.exporters.html.chart import Timeline, timeline
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.overlay import outlines
from provenance.exporters.html.pictures import Pictures, spread
from provenance.exporters.picture_searches import PictureUpload, language_of, languages_of, uploads
from provenance.exporters.vocabulary import ROLES
from provenance.metadata.view import View, view_of
from provenance.model import (
    Claim,
    Contradiction,
    ContradictionKind,
    Digest,
    KeptFile,
    Keyframe,
    Match,
    MatchVerdict,
    MediaRecord,
    Place,
    Review,
    Snapshot,
    Tag,
    match_slot,
)

__all__ = [
    "FramePair",
    "KeptRow",
    "MatchView",
    "MediaView",
    "Spot",
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
    tags: tuple[tuple[str, Tag], ...]
    """(which file, tag) of the file itself and of what came with it."""
    matches: tuple["MatchView", ...]
    """Where it was seen before."""
    uploads: tuple[PictureUpload, ...]
    """Keyframes to be searched for by hand."""
    engines: tuple[PictureEngine, ...]

    @property
    def still(self) -> bool:
        """Whether it is one picture, as far as it could be looked at."""
        return self.record.probe is not None and self.record.probe.still

    @property
    def metadata(self) -> View | None:
        """What it comes to."""
        return view_of(self.record.probe, self.record.file.name) if self.record.probe else None


def media_views(
    snapshot: Snapshot,
    pictures: Pictures,
    names: Names,
    matches: list["MatchView"],
    collisions: tuple[Contradiction, ...],
) -> list[MediaView]:
    """In the case's order."""
    about: dict[str, list[Claim]] = {}
    for claim in snapshot.claims:
        about.setdefault(str(claim.about), []).append(claim)
    seen: dict[Digest, list[MatchView]] = {}
    languages = languages_of(snapshot)
    for view in matches:
        seen.setdefault(view.match.query, []).append(view)
    return [
        MediaView(
            record=record,
            frames=pictures.strip(record.keyframes),
            said=tuple(
                sorted(
                    (c for name in (str(record.file.digest), *record.posted_in) for c in about.get(name, ())),
                    key=lambda claim: claim.segment is not None,  # of the whole first: chapters may be many
                )
            ),
            marks=tuple(c for c in collisions if c.about in {str(record.file.digest), *record.posted_in} and c.kind in BY_FILE),
            tags=tuple(_tags(record, names)),
            matches=tuple(seen.get(record.file.digest, ())),
            uploads=uploads(record),
            engines=tuple(picture_engines(language_of(record, languages))),
        )
        for record in snapshot.media
    ]


def _tags(record: MediaRecord, names: Names) -> Iterator[tuple[str, Tag]]:
    for tag in record.probe.tags if record.probe else ():
        yield "", tag
    for file, probe in record.companions:
        for tag in probe.tags if probe else ():
            yield names.say(ROLES[file.role]), tag


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePair:
    """Two frames of one moment: times and pictures (query, compared), and what is drawn over them."""

    times: tuple[Fraction, Fraction]
    pictures: tuple[str | None, str | None]
    outlines: tuple[str, str]
    """Around what the other picture shows; empty where that is all of it, or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchView:
    """A match, ready to be drawn."""

    match: Match
    anchor: str
    query: Link
    compared: Link
    timeline: Timeline
    pairs: tuple[FramePair, ...]
    pairs_kept: int
    """How many pairs the case holds."""
    sure: str
    review: Review | None
    """What a person decided about it."""
    verdict: MatchVerdict | None

    @property
    def outlined(self) -> bool:
        """Whether any outline is drawn."""
        return any(any(pair.outlines) for pair in self.pairs)


def match_views(snapshot: Snapshot, names: Names, pictures: Pictures) -> list[MatchView]:
    """The surest first within each file."""
    seen: set[Digest] = set()
    standing = Standing.of(snapshot.reviews)
    views = []
    for number, match in enumerate(snapshot.matches, start=1):
        record = names.files.get(match.query)
        length = float(record.probe.duration) if record and record.probe and record.probe.duration else None
        compared = names.link(match.compared.digest)
        first = match.compared.digest not in seen and compared.anchor.startswith("footage")
        seen.add(match.compared.digest)
        views.append(
            MatchView(
                match=match,
                anchor=compared.anchor if first else f"match-{number}",
                query=names.link(match.query),
                compared=compared,
                timeline=timeline(match, length, names.say),
                pairs=tuple(_pairs(match, pictures)),
                pairs_kept=min(len(match.pairs), len(match.pictures)),
                sure=how_sure(match, names.say),
                review=standing.matches.get(match_slot(match.query, match.compared.digest, match.relation)),
                verdict=standing.verdict(match),
            )
        )
    return views


def _pairs(match: Match, pictures: Pictures) -> Iterator[FramePair]:
    for times, (one, other) in spread(list(zip(match.pairs, match.pictures, strict=False)), pictures.pairs):
        known = [s for s in match.segments if s.placement]
        inside = [s for s in known if s.query.start <= times[0] <= s.query.end]
        placement = next((s.placement for s in (*inside, *known)), None)
        yield FramePair(
            times=times,
            pictures=(pictures.address(one), pictures.address(other)),
            outlines=outlines(placement),
        )


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
