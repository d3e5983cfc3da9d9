"""What the page sends, read once into what the pipeline is to do; nothing of it is trusted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from provenance.errors import UsageError
from provenance.model import (
    Agent,
    AgentKind,
    ClaimKind,
    DateInterval,
    HedgeLevel,
    MatchRelation,
    MatchVerdict,
    MediaCategory,
    Place,
    ReferenceVerdict,
    Review,
    Stance,
    TimeRange,
)
from provenance.pipeline import reviewing
from provenance.pipeline.claiming import NewClaim
from provenance.pipeline.run import Run
from provenance.review.fields import LONG, Fields, valid
from provenance.review.places import located

__all__ = ["Order", "read_order"]

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
    return valid("date", lambda: date.fromisoformat(text.strip()))


def _segment(fields: Fields) -> TimeRange | None:
    start, end = fields.seconds("from"), fields.seconds("to")
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise UsageError("from, to: expected both ends of the stretch, or neither")
    return TimeRange(start=start, end=end)


READERS: dict[str, Callable[[Fields, str], Act]] = {
    "match": _match,
    "reference": _reference,
    "claim": _claim,
    "stance": _stance,
    "category": _category,
    "geolocation": located,
    "withdraw": _withdraw,
}
