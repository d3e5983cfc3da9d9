"""What the page sends, read once into what the pipeline is to do; nothing of it is trusted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from provenance.errors import UsageError
from provenance.geolocations import stated
from provenance.model import (
    Agent,
    AgentKind,
    Bearing,
    Box,
    ClaimKind,
    DateInterval,
    Feature,
    Geolocation,
    GeolocationId,
    HedgeLevel,
    MatchRelation,
    MatchVerdict,
    MediaCategory,
    Place,
    Point,
    ReferenceVerdict,
    Review,
    Stance,
    TimeRange,
)
from provenance.pipeline import reviewing
from provenance.pipeline.claiming import NewClaim
from provenance.pipeline.run import Run

__all__ = ["Fields", "Order", "read_order"]

LONG, SHORT = 4000, 300
FEATURES = 60
E = TypeVar("E", bound=StrEnum)
Act = Callable[[Run, str], Review]
"""What is to be done in a run, under the reviewer's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One decision that the page asks for."""

    key: str
    """The entry that it is about; may be empty."""
    seen: str | None
    """The decision that the page showed there; ``None`` where that does not matter."""
    carry_out: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """The keys of one JSON object. Each reader raises :class:`~provenance.errors.UsageError` with the key's name."""

    values: Mapping[str, object]

    @classmethod
    def of(cls, value: object, name: str = "the request") -> "Fields":
        """``value``, which must be an object."""
        if not isinstance(value, dict):
            raise UsageError(f"{name}: expected an object, got {type(value).__name__}")
        return cls(values=value)

    def text(self, name: str, *, limit: int = SHORT, needed: bool = False) -> str:
        """Text without what cannot be stored; empty where it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or len(value) > limit:
            raise UsageError(f"{name}: expected text of at most {limit} characters")
        kept = "".join(c for c in value if c >= " " or c in "\n\t").encode("utf-8", "replace").decode().strip()
        if needed and not kept:
            raise UsageError(f"{name}: expected text, found nothing")
        return kept

    def choice(self, name: str, kind: type[E]) -> E:
        """One of an enumeration's values."""
        value = self.text(name)
        if value not in set(kind):
            raise UsageError(f"{name}: expected one of {', '.join(kind)}, got “{value[:40]}”")
        return kind(value)

    def number(self, name: str) -> float | None:
        """A finite number, or text that is one; ``None`` where it is not given."""
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            found = float(value) if isinstance(value, (int, float, str)) else float("nan")
        except (ValueError, OverflowError):
            found = float("nan")
        if not abs(found) < 1e12:
            raise UsageError(f"{name}: expected a number, got “{str(value)[:40]}”")
        return found

    def seconds(self, name: str) -> Fraction | None:
        """Seconds in a stream, to the millisecond."""
        value = self.number(name)
        return None if value is None else Fraction(round(value * 1000), 1000)

    def point(self, name: str) -> Point | None:
        """Latitude and longitude, as the command line takes them; ``None`` where it is not given."""
        text = self.text(name)
        return _valid(name, lambda: stated.point(text)) if text else None


T = TypeVar("T")


def _valid(name: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error


def read_order(body: object) -> Order:
    """The decision in ``body``.

    Raises:
        UsageError: none, or a part of it is not what it should be.
    """
    fields = Fields.of(body)
    kind = fields.text("do")
    if kind not in READERS:
        raise UsageError(f"do: expected one of {', '.join(READERS)}, got “{kind[:40]}”")
    seen = fields.values.get("seen")
    return Order(
        key=fields.text("key"), seen=seen if isinstance(seen, str) else None, carry_out=READERS[kind](fields, _note(fields))
    )


def _note(fields: Fields) -> str:
    return fields.text("note", limit=LONG)


def _match(fields: Fields, note: str) -> Act:
    one, other = fields.text("query", needed=True), fields.text("compared", needed=True)
    verdict, relation = fields.choice("verdict", MatchVerdict), fields.choice("relation", MatchRelation)
    return lambda run, by: reviewing.decide_match(run, one, other, verdict, by=by, relation=relation, note=note)


def _reference(fields: Fields, note: str) -> Act:
    name, verdict = fields.text("reference", needed=True), fields.choice("verdict", ReferenceVerdict)
    same_as = fields.text("same_as") or None
    return lambda run, by: reviewing.decide_reference(run, name, verdict, by=by, same_as=same_as, note=note)


def _stance(fields: Fields, note: str) -> Act:
    claim, stance = fields.text("claim", needed=True), fields.choice("stance", Stance)
    grounds = tuple(fields.text("grounds", limit=LONG).split())
    return lambda run, by: reviewing.take_stance(run, claim, stance, by=by, grounds=grounds, note=note)


def _category(fields: Fields, note: str) -> Act:
    about, category = fields.text("about", needed=True), fields.choice("category", MediaCategory)
    url, context = fields.text("original_url", limit=LONG), fields.text("original_context", limit=LONG)
    return lambda run, by: reviewing.categorise(
        run, about, category, by=by, original_url=url, original_context=context, note=note
    )


def _withdraw(fields: Fields, note: str) -> Act:
    review = fields.text("review", needed=True)
    return lambda run, by: reviewing.withdraw(run, review, by=by, note=note)


def _claim(fields: Fields, note: str) -> Act:
    about = fields.text("about") or None
    place, words = fields.point("point"), fields.text("value", limit=LONG, needed=True)
    level = fields.choice("level", HedgeLevel) if fields.text("level") else None
    new = NewClaim(
        kind=fields.choice("kind", ClaimKind),
        value=words,
        speaker=Agent(kind=fields.choice("speaker_kind", AgentKind), name=fields.text("speaker") or None),
        quote=fields.text("quote", limit=LONG),
        hedge=fields.text("hedge"),
        level=level,
        place=Place(name=words, lat=place.lat, lon=place.lon) if place else None,
        date=_days(fields.text("date")),
        url=fields.text("url", limit=LONG),
        segment=_segment(fields),
    )
    return lambda run, by: reviewing.add_claim(run, new, about=about, by=by, note=note)


def _days(text: str) -> DateInterval | None:
    """``2024-05-06``, or two days joined by ``/``."""
    if not text:
        return None
    first, _, last = text.partition("/")
    start, end = _day(first), _day(last or first)
    if end < start:
        raise UsageError(f"date: expected the earlier day first, got {text}")
    return DateInterval(words=text, start=start, end=end)


def _day(text: str) -> date:
    return _valid("date", lambda: date.fromisoformat(text.strip()))


def _segment(fields: Fields) -> TimeRange | None:
    start, end = fields.seconds("from"), fields.seconds("to")
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise UsageError("from, to: expected both ends of the stretch, or neither")
    return TimeRange(start=start, end=end)


def _geolocation(fields: Fields, note: str) -> Act:
    about, radius, degrees = fields.text("about", needed=True), fields.number("radius"), fields.number("bearing")
    tolerance = fields.number("tolerance")
    features = fields.values.get("features", [])
    if not isinstance(features, list) or len(features) > FEATURES:
        raise UsageError(f"features: expected a list of at most {FEATURES}")
    claimant = fields.text("claimant")

    def act(run: Run, by: str) -> Review:
        made = _valid(
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
                features=tuple(_feature(Fields.of(each, "features")) for each in features),
                claim_url=fields.text("claim_url", limit=LONG),
                media_url=fields.text("media_url", limit=LONG),
            ),
        )
        return reviewing.locate(run, made, about=about, by=by, note=note)

    return act


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


READERS: dict[str, Callable[[Fields, str], Act]] = {
    "match": _match,
    "reference": _reference,
    "claim": _claim,
    "stance": _stance,
    "category": _category,
    "geolocation": _geolocation,
    "withdraw": _withdraw,
}
