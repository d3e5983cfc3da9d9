"""A script's text to the data in it: JSON, assignments, ``JSON.parse``, Nuxt's and Next's own packings."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import cast
from urllib.parse import unquote

from provenance.articles.jsliteral import fill, literal, text_of_literal
from provenance.articles.jsontypes import Json

__all__ = ["Piece", "flight", "pieces"]

Piece = tuple[Json, int, int]
"""A value, and where in the script it begins and ends."""

LARGEST = 4_000_000
"""Characters of a value that is built; what is larger is looked through as text."""
MOST_STARTS = 300
SAFE = json.JSONDecoder(strict=False)
START = re.compile(r"(?:[=(,?|&:]|\breturn|\bdefault)\s{0,20}(?=[{\[]\s{0,40}(?:[\"'{\[\]}\d-]|[\w$]{1,40}\s?:))")
PARSED = re.compile(
    r"(?:JSON\.parse|decodeURIComponent|unescape|streamController\.enqueue)\(\s{0,9}(?:decodeURIComponent\(\s{0,9})?(?=[\"'`])|"
    r"=\s{0,9}(?=[\"'`][{\[]\\?[\"{\[])"
)
"""Before a string that holds data: one that is parsed, or assigned to be parsed later."""
QUOTED = re.compile(r"\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'|`([^`\\]*(?:\\.[^`\\]*)*)`", re.DOTALL)
NUXT_CALL = re.compile(r"=\s{0,9}\(?\s{0,9}function\s{0,9}\(([\w$,\s]{0,20000})\)\s{0,9}\{")
FLIGHT = re.compile(r"__next_f\.push\(\s{0,9}\[\s{0,9}1\s{0,9},\s{0,9}(?=\")")
ROW = re.compile(r"([0-9a-f]{1,6}):(?:T([0-9a-f]{1,7}),|[A-Z]{0,2})")
WRAPPERS = frozenset(
    {"Reactive", "ShallowReactive", "Ref", "ShallowRef", "EmptyRef", "EmptyShallowRef", "Set", "Island", "NuxtError"}
)


def pieces(text: str, wanted: Sequence[int]) -> Iterator[Piece]:
    """The values of a script that reach over one of the places ``wanted`` (ascending offsets of what is looked for)."""
    if len(text) > LARGEST:
        return
    whole = text.lstrip("\ufeff \t\r\n;")
    if whole[:1] in "{[" and (value := _json(whole, 0)) is not None:
        yield _unpacked(value[0]), len(text) - len(whole), len(text) - len(whole) + value[1]
        return
    yield from _assigned(text, wanted)


def _assigned(text: str, wanted: Sequence[int]) -> Iterator[Piece]:
    call = NUXT_CALL.search(text)
    if call is not None and (piece := _called(text, call)) is not None:
        yield piece
        return
    at, start = 0, START.search(text)
    for _ in range(MOST_STARTS):
        nearest = bisect_left(wanted, at)
        if nearest == len(wanted):
            return
        if start is not None and start.start() < at:  # looked for once over each stretch of the script
            start = START.search(text, at)
        packed = PARSED.search(text, at, start.start() if start else len(text))
        if packed is not None:
            piece = _parsed(text, packed.end())
            at = piece[2] if piece else packed.end()
        elif start is not None:
            piece = _at(text, start.end())
            at = piece[2] if piece and piece[2] > start.end() + 1 else start.end() + 1
        else:
            return
        if piece is not None and _covers(piece, wanted):
            yield piece


def _covers(piece: Piece, wanted: Sequence[int]) -> bool:
    at = bisect_left(wanted, piece[1])
    return at < len(wanted) and wanted[at] < piece[2]


def _at(text: str, start: int) -> Piece | None:
    strict = _json(text, start)
    value, end = strict if strict is not None else literal(text, start)
    return (_unpacked(value), start, end) if isinstance(value, (dict, list)) and value else None


def _json(text: str, start: int) -> tuple[Json, int] | None:
    try:
        value, end = SAFE.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return cast("Json", value), end


def _parsed(text: str, start: int) -> Piece | None:
    """The JSON in the string that begins at ``start``."""
    found = QUOTED.match(text, start)
    if found is None:
        return None
    inner = text_of_literal(next(group for group in found.groups() if group is not None)).strip()
    inner = unquote(inner) if inner[:3].lower() in {"%7b", "%5b"} else inner
    value = _json(inner, 0) if inner[:1] in {"{", "["} else None
    return (_unpacked(value[0]), start, found.end()) if value else None


def _called(text: str, call: re.Match[str]) -> Piece | None:
    """Nuxt 2: ``(function(a,b){return {…a…}})(1,2)``: the literal, its names replaced by the arguments."""
    back = re.compile(r"\breturn\s{0,9}(?=[{\[])").search(text, call.end())
    if back is None:
        return None
    value, end = literal(text, back.end())
    opened = re.compile(r"\}\s{0,9}\)?\s{0,9}\(").search(text, end)
    if opened is None:
        return value, back.end(), end
    arguments, after = literal(f"[{text[opened.end() : opened.end() + LARGEST]}", 0)
    parameters = [name.strip() for name in call[1].split(",")]
    given = arguments if isinstance(arguments, list) else []
    return fill(value, parameters, given), back.end(), opened.end() + after


def _unpacked(value: Json) -> Json:
    """The array of Nuxt 3, devalue and turbo-stream, in which every value is the number of another, put together again; else
    as it is.
    """
    if not isinstance(value, list) or len(value) < 3:
        return value
    first = value[0]
    nuxt = isinstance(first, list) and len(first) == 2 and first[0] in WRAPPERS
    flat = isinstance(first, dict) and bool(first) and all(_is_number(n, len(value)) for n in first.values())
    return _together(value) if nuxt or flat else value


def _is_number(value: Json, length: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -7 < value < length


def _together(rows: list[Json]) -> Json:
    built: list[Json] = [{} if isinstance(row, dict) else [] if isinstance(row, list) else row for row in rows]
    for row, made in zip(rows, built, strict=True):
        if isinstance(row, dict) and isinstance(made, dict):
            made.update({_key(key, built): built[n] for key, n in row.items() if isinstance(n, int) and 0 <= n < len(built)})
        elif isinstance(row, list) and isinstance(made, list):
            numbers = row[1:] if row and isinstance(row[0], str) else row
            made.extend(built[n] for n in numbers if isinstance(n, int) and not isinstance(n, bool) and 0 <= n < len(built))
    return built[0]


def _key(key: str, rows: Sequence[Json]) -> str:
    """A key as it was: turbo-stream keeps keys in the list as well, and writes ``_7`` for the seventh of its values."""
    number = int(key[1:]) if key[:1] == "_" and key[1:].isdecimal() and len(key) < 9 else len(rows)
    named = rows[number] if number < len(rows) else key
    return named if isinstance(named, str) else key


def flight(scripts: Sequence[str]) -> Json:
    """Next's stream of server components (``self.__next_f.push([1, "…"])``): its rows, their links to each other resolved."""
    stream = "".join(
        text_of_literal(quoted[1] or "")
        for script in scripts
        for found in FLIGHT.finditer(script)
        if (quoted := QUOTED.match(script, found.end())) is not None
    )
    rows = dict(_rows(stream)) if len(stream) <= LARGEST else {}
    return [_linked(value, rows) for value in rows.values()]


def _rows(stream: str) -> Iterator[tuple[str, Json]]:
    at = 0
    while (found := ROW.match(stream, at)) is not None:
        if found[2]:
            # The length counts bytes of UTF-8.
            size = int(found[2], 16)
            text = stream[found.end() : found.end() + size].encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
            yield found[1], text
            at = found.end() + len(text)
            continue
        value = _json(stream, found.end())
        if value is not None:
            yield found[1], value[0]
        line = stream.find("\n", value[1] if value else found.end())
        if line < 0:
            return
        at = line + 1


def _linked(value: Json, rows: dict[str, Json]) -> Json:
    """Texts kept in rows of their own, put where they belong. In place."""
    stack: list[Json] = [value]
    while stack:
        holder = stack.pop()
        pairs = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder)) if isinstance(holder, list) else []
        for key, item in pairs:
            if isinstance(item, (dict, list)):
                stack.append(item)
            elif isinstance(item, str) and item[:1] == "$" and isinstance(row := rows.get(item.lstrip("$L@")), str):
                holder[key] = row  # type: ignore[index]
    return value
