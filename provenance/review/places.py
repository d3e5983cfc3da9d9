"""A record of a place as the page sends it: points, features of frames, time and light, reserve, status."""

from collections.abc import Callable

from provenance.errors import UsageError
from provenance.geolocations import stated
from provenance.model import (
    Agent,
    AgentKind,
    Bearing,
    Box,
    Chronolocation,
    Feature,
    Geolocation,
    GeolocationId,
    GeolocationStatus,
    Hedge,
    HedgeLevel,
    HedgeScope,
    Light,
    Review,
)
from provenance.pipeline import reviewing
from provenance.pipeline.run import Run
from provenance.review.fields import LONG, Fields, valid

__all__ = ["located"]

FEATURES = 60


def located(fields: Fields, note: str) -> Callable[[Run, str], Review]:
    """What records the place in ``fields``, under a reviewer's name."""
    about, radius, degrees = fields.text("about", needed=True), fields.number("radius"), fields.number("bearing")
    tolerance = fields.number("tolerance")
    features = fields.values.get("features", [])
    if not isinstance(features, list) or len(features) > FEATURES:
        raise UsageError(f"features: expected a list of at most {FEATURES}")
    claimant = fields.text("claimant")
    filmed, hedge, status = _filmed(fields), _hedge(fields), _status(fields)
    claimed_at = fields.stated("claimed_at", stated.timestamp)

    def act(run: Run, by: str) -> Review:
        made = valid(
            "geolocation",
            lambda: Geolocation(
                id=GeolocationId(""),
                about=None,
                claimant=Agent(kind=AgentKind.PERSON, name=claimant or by),
                camera=fields.point("camera"),
                subject=fields.point("subject"),
                bearing=Bearing(degrees=degrees % 360, tolerance=tolerance) if degrees is not None else None,
                radius_m=radius,
                place=fields.text("place"),
                chronolocation=filmed,
                claimed_at=claimed_at,
                hedge=hedge,
                status=status,
                features=tuple(_feature(Fields.of(each, "features")) for each in features),
                claim_url=fields.text("claim_url", limit=LONG),
                media_url=fields.text("media_url", limit=LONG),
            ),
        )
        return reviewing.locate(run, made, about=about, by=by, note=note)

    return act


def _filmed(fields: Fields) -> Chronolocation | None:
    """When it was filmed, as worked out, and the light that is seen."""
    zone = fields.text("zone")
    made = Chronolocation(
        interval=fields.stated("filmed", lambda text: stated.interval(text, zone)),
        method=fields.text("method", limit=LONG),
        light=fields.choice("light", Light) if fields.text("light") else None,
        shadow=fields.stated("shadow", stated.bearing),
    )
    return None if made == Chronolocation() else made


def _hedge(fields: Fields) -> Hedge | None:
    words = fields.text("hedge")
    if words and not fields.text("level"):
        raise UsageError(f"level: expected what the words of reserve “{words[:60]}” are taken for, found nothing")
    if fields.text("level") and not words:
        raise UsageError("hedge: expected the words of reserve that the level is of, found nothing")
    return Hedge(words=words, level=fields.choice("level", HedgeLevel), scope=HedgeScope.PLACE) if words else None


def _status(fields: Fields) -> GeolocationStatus:
    return fields.choice("status", GeolocationStatus) if fields.text("status") else GeolocationStatus.PROPOSED


def _feature(fields: Fields) -> Feature:
    return Feature(
        note=fields.text("note", limit=LONG, needed=True),
        time=fields.seconds("time"),
        region=_box(fields.values.get("region")),
        image_url=fields.text("image_url", limit=LONG),
    )


def _box(value: object) -> Box | None:
    """``[left, top, right, bottom]`` in shares of the picture's sides."""
    if value is None:
        return None
    numbers = [each for each in value if isinstance(each, (int, float))] if isinstance(value, list) else []
    if len(numbers) != 4 or not all(0 <= each <= 1 for each in numbers):
        raise UsageError("region: expected left, top, right, bottom, each from 0 to 1")
    left, top, right, bottom = (round(float(each), 4) for each in numbers)
    if not (left < right and top < bottom):
        raise UsageError("region: expected a region with an area")
    return Box(left=left, top=top, right=right, bottom=bottom)
