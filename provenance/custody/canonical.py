r"""The one form in which custody documents are written, so that a value has one digest.

RFC 8785 (JSON Canonicalization Scheme) narrowed to what custody needs: objects with ASCII keys, arrays, strings,
integers within ±(2⁵³-1), true, false and null. No fractions: their notation is where implementations differ. Keys are
sorted, nothing is indented, text is UTF-8; only ``"``, ``\`` and control characters below U+0020 are escaped. Lone
surrogates, which have no UTF-8, are replaced by U+FFFD before.
"""

import json
import re
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring

from provenance.errors import CaseError

__all__ = ["Json", "parse", "text", "write", "write_object"]

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

LARGEST = 2**53 - 1
"""Beyond it JavaScript's numbers are no longer exact (RFC 7493)."""
DEPTH = 16
"""Custody documents are five deep; a hostile one must not exhaust the stack."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
_SURROGATES = re.compile("[\ud800-\udfff]")


def write(value: Json) -> bytes:
    """``value`` in canonical form, without a line break at the end.

    Raises:
        ValueError: a number or key that has no such form.
    """
    return _ENCODER.encode(_tame(value, DEPTH)).encode()


def text(value: str) -> str:
    """A string in canonical form, for documents that are put together of many: lines and rows."""
    return encode_basestring(value if value.isascii() else _SURROGATES.sub("\ufffd", value))


def write_object(members: Mapping[str, str]) -> str:
    """The canonical form of an object whose values are in canonical form already.

    Raises:
        ValueError: a key that has no such form.
    """
    return "{" + ",".join(f"{text(_key(key))}:{members[key]}" for key in sorted(members)) + "}"


def _tame(value: Json, depth: int) -> Json:
    if not depth:
        raise ValueError(f"expected at most {DEPTH} levels")
    if isinstance(value, str):
        return _SURROGATES.sub("\ufffd", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    # Built-in types before the abstract ones, and plain text at once: a line that is read names thousands of files and rows.
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101
        return {
            _key(key): each if type(each) is str and each.isascii() else _tame(each, depth - 1) for key, each in value.items()
        }
    if isinstance(value, list) or isinstance(value, Sequence):  # noqa: SIM101
        return [each if type(each) is str and each.isascii() else _tame(each, depth - 1) for each in value]
    raise ValueError(f"expected an integer within ±{LARGEST}, got {value!r}")


def _key(key: object) -> str:
    if isinstance(key, str) and key.isascii():
        return key
    raise ValueError(f"expected an ASCII key, got {key!r}")


def parse(data: bytes, *, where: str) -> dict[str, Json]:
    """The object that :func:`write` wrote as ``data``.

    Raises:
        CaseError: something else, or the same in another form.
    """
    try:
        value = json.loads(data.decode(), parse_float=_no_fraction, parse_constant=_no_fraction)
        same = isinstance(value, dict) and write(value) == data
    except (ValueError, RecursionError) as error:
        raise CaseError(f"{where}: expected a JSON object in canonical form, found something else ({error})") from error
    if not same:
        raise CaseError(f"{where}: expected a JSON object in canonical form, found another form")
    found: dict[str, Json] = value
    return found


def _no_fraction(text: str) -> Json:
    raise ValueError(f"expected integers alone, got {text}")
