"""Domain values to JSON text and back, for the rows of a case.

One converter (cattrs) for the whole model. Exact: fractions stay fractions, the three kinds of time stay
apart. A key that a newer version added is ignored on reading; a missing one takes the field's default.
"""

import base64
import json
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from cattrs import BaseValidationError, Converter
from cattrs.strategies import configure_tagged_union

from provenance.errors import CaseError
from provenance.model import CalendarDay, Digest, Instant, Matter, ReferenceId, Timestamp, ZonelessTime

__all__ = ["dump", "load"]

T = TypeVar("T")
_TIMES: dict[str, type[Instant | ZonelessTime | CalendarDay]] = {"instant": Instant, "zoneless": ZonelessTime, "day": CalendarDay}


def _timestamp_out(value: Timestamp) -> dict[str, str]:
    name = next(name for name, kind in _TIMES.items() if isinstance(value, kind))
    # In the zone in which it was stated: the day of publication is the one that the page's readers had.
    return {name: (value.stated if isinstance(value, Instant) else value.value).isoformat()}


def _timestamp_in(value: dict[str, str], _: object) -> Timestamp:
    ((name, text),) = value.items()
    if name == "day":
        return CalendarDay(value=date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    return Instant(value=moment) if name == "instant" else ZonelessTime(value=moment)


def _about_in(value: str, _: object) -> ReferenceId | Digest:
    return Digest.parse(value) if value.startswith("sha256:") else ReferenceId(value)


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(Fraction, str)
    converter.register_structure_hook(Fraction, lambda value, _: Fraction(value))
    converter.register_unstructure_hook(bytes, lambda value: base64.b64encode(value).decode("ascii"))
    converter.register_structure_hook(bytes, lambda value, _: base64.b64decode(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Digest, str)
    converter.register_structure_hook(Digest, lambda value, _: Digest.parse(value))
    for kind in _TIMES.values():
        converter.register_unstructure_hook(kind, _timestamp_out)
        converter.register_structure_hook(kind, _timestamp_in)
    converter.register_unstructure_hook(Timestamp, _timestamp_out)
    converter.register_structure_hook(Timestamp, _timestamp_in)
    converter.register_unstructure_hook(Timestamp | None, lambda v: None if v is None else _timestamp_out(v))
    converter.register_structure_hook(Timestamp | None, lambda v, t: None if v is None else _timestamp_in(v, t))
    converter.register_structure_hook(ReferenceId | Digest, _about_in)
    converter.register_structure_hook(ReferenceId | Digest | None, lambda v, t: None if v is None else _about_in(v, t))
    converter.register_unstructure_hook(ReferenceId | Digest | None, lambda v: None if v is None else str(v))
    converter.register_unstructure_hook(ReferenceId | Digest, str)
    configure_tagged_union(Matter, converter, tag_name="matter")
    return converter


_CONVERTER = _converter()


def dump(value: Any) -> str:  # noqa: ANN401 - any value of the model
    """``value`` (of a model type) as one line of JSON."""
    # Lone surrogates can come out of hostile pages; ASCII escapes carry them through SQLite unharmed.
    return json.dumps(_CONVERTER.unstructure(value, unstructure_as=type(value)), ensure_ascii=True, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The ``kind`` that :func:`dump` wrote as ``text``.

    Raises:
        CaseError: the row does not hold such a value (damaged, or written by something else).
    """
    try:
        return _CONVERTER.structure(json.loads(text), kind)
    except (ValueError, TypeError, KeyError, RecursionError, BaseValidationError) as error:
        raise CaseError(f"expected a stored {kind.__name__}, found something else ({error}): {text[:120]}") from error
