"""Geolocations that people made or wrote down, ready to be shown: points, frames, the sun."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.chain import Standing
from provenance.chain.sun import SunPosition, sun_at
from provenance.exporters.html.names import Link, Names
from provenance.exporters.html.overlay import boxed
from provenance.exporters.html.pictures import Pictures
from provenance.model import Feature, Geolocation, MediaRecord, Place, Point, Review, Snapshot

__all__ = ["FeatureView", "LocatedView", "located", "located_places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureView:
    """A feature with the keyframe nearest to its moment, and where in it."""

    feature: Feature
    picture: str | None
    drawn: str
    """SVG points; empty without a region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedView:
    """One geolocation."""

    found: Geolocation
    review: Review
    about: Link
    features: tuple[FeatureView, ...]
    sun: tuple[SunPosition, ...]
    """At the beginning and the end of the stated time, seen from the camera; computed, said by nobody."""


def located(snapshot: Snapshot, names: Names, pictures: Pictures) -> list[LocatedView]:
    """Those that stand, oldest first."""
    standing = Standing.of(snapshot.reviews)
    return [
        LocatedView(
            found=found,
            review=review,
            about=names.link(found.about),
            features=tuple(_features(found, names, pictures)),
            sun=tuple(_sun(found)),
        )
        for review, found in zip(standing.geolocations, standing.located, strict=True)
    ]


def _sun(found: Geolocation) -> Iterator[SunPosition]:
    time = found.chronolocation.interval if found.chronolocation else None
    if time:
        yield from (sun_at(found.point, at) for at in dict.fromkeys((time.start, time.end)))


def located_places(views: list[LocatedView]) -> Iterator[Place]:
    """Their points, for the map."""
    for view in views:
        point: Point = view.found.point
        yield Place(name=view.found.place, lat=point.lat, lon=point.lon, radius_m=view.found.radius_m)


def _features(found: Geolocation, names: Names, pictures: Pictures) -> Iterator[FeatureView]:
    record = next((m for d, m in names.files.items() if str(d) == str(found.about) or found.about in m.posted_in), None)
    for feature in found.features:
        region = boxed(feature.region) if feature.region else ""
        yield FeatureView(feature=feature, picture=_frame(feature, record, pictures), drawn=region)


def _frame(feature: Feature, record: MediaRecord | None, pictures: Pictures) -> str | None:
    if record is None or feature.time is None or not record.keyframes:
        return None
    at = feature.time
    return pictures.address(min(record.keyframes, key=lambda frame: abs(frame.time - at)).picture)
