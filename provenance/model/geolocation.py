"""A geolocation as practice demands it: where the camera stood, what it shows, how that was found, and on whose word."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from provenance.model.claims import Agent, Hedge
from provenance.model.comparisons import Box
from provenance.model.identity import Digest, GeolocationId, ReferenceId
from provenance.model.time import InstantInterval, TimeRange, Timestamp

__all__ = ["Bearing", "Chronolocation", "Feature", "Geolocation", "GeolocationStatus", "Light", "Point"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point on Earth, degrees, WGS 84."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"expected latitude ±90 and longitude ±180, got {self.lat}, {self.lon}")

    def __str__(self) -> str:
        return f"{self.lat:.6f}, {self.lon:.6f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A direction, in degrees clockwise from true north."""

    degrees: float
    """0 up to, not including, 360."""
    tolerance: float | None = None
    """Degrees to either side; ``None`` where nobody states it."""

    def __post_init__(self) -> None:
        if not 0 <= self.degrees < 360:
            raise ValueError(f"expected a bearing from 0 up to 360 degrees, got {self.degrees}")
        if self.tolerance is not None and not 0 < self.tolerance <= 180:
            raise ValueError(f"expected a tolerance above 0 and up to 180 degrees, or none, got {self.tolerance}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something in a frame that was found again in a reference picture (satellite, street, an older photo)."""

    note: str
    """What it is, e.g. "the two chimneys left of the mosque"."""
    time: Fraction | None = None
    """Seconds in the media."""
    region: Box | None = None
    """Where in the frame."""
    image: Digest | None = None
    """The reference picture, where the case keeps it."""
    image_url: str = ""
    """The reference picture's address."""


class Light(StrEnum):
    """What light a person sees in the footage."""

    DAY = "day"
    NIGHT = "night"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronolocation:
    """When it was filmed, as somebody worked it out, and the light that he states. The sun itself is computed, never stored."""

    interval: InstantInterval | None = None
    """``None`` where only the light is stated."""
    method: str = ""
    """E.g. "length of the mast's shadow"."""
    light: Light | None = None
    shadow: Bearing | None = None
    """Where shadows point to, as measured on the map."""


class GeolocationStatus(StrEnum):
    """What has become of it, by its claimant's or a reviewer's word."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REFUTED = "refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geolocation:
    """A claim about a place, with all that lets somebody else check it."""

    id: GeolocationId
    about: ReferenceId | Digest | None
    """``None`` for a record of somebody's list that is about nothing in the case."""
    claimant: Agent
    """Whom the geolocation is credited to."""
    camera: Point | None = None
    subject: Point | None = None
    """What is seen. At least one of the two points is known."""
    bearing: Bearing | None = None
    """Of the camera's axis."""
    radius_m: float | None = None
    """Uncertainty of :attr:`point` in metres. Zero is invalid; ``None`` means unknown."""
    place: str = ""
    """The words for the place, verbatim."""
    gazetteer_id: str = ""
    """E.g. ``geonames:693838``."""
    features: tuple[Feature, ...] = ()
    chronolocation: Chronolocation | None = None
    claimed_at: Timestamp | None = None
    claim_url: str = ""
    """Where the geolocation was published: its credit."""
    media_url: str = ""
    """Where the media was published: its source. Never the same thing as the credit."""
    segment: TimeRange | None = None
    """The stretch of the media that it is about."""
    hedge: Hedge | None = None
    status: GeolocationStatus = GeolocationStatus.PROPOSED

    def __post_init__(self) -> None:
        if self.camera is None and self.subject is None:
            raise ValueError("expected the camera's point or the subject's, got neither")
        if self.radius_m is not None and not self.radius_m > 0:
            raise ValueError(f"expected a radius above 0 m or None, got {self.radius_m}")

    @property
    def point(self) -> Point:
        """The camera's point, or else the subject's."""
        found = self.camera or self.subject
        if found is None:
            raise ValueError("expected the camera's point or the subject's, got neither")
        return found
