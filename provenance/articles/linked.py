"""JSON-LD of a page: read leniently, walked at any depth."""

import html
import json
import re
from collections.abc import Iterator
from typing import cast

from lxml.html import HtmlElement

from provenance.articles.jsliteral import literal
from provenance.articles.jsontypes import Json, JsonObject

__all__ = ["Json", "JsonObject", "lenient", "linked_data", "objects", "strings", "text_of", "types_of"]

LARGEST = 5_000_000
MOST_VALUES = 100
"""One after the other in one script."""
BETWEEN = re.compile(r"[\s,;]{0,100}(?=[{\[])")
WRAPPING = re.compile(r"^\s*(?:/\*.{0,200}?\*/|<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)\s*", re.DOTALL)


def linked_data(tree: HtmlElement) -> tuple[tuple[HtmlElement, Json], ...]:
    """Every JSON-LD script that can be read, with its element."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    return tuple((script, value) for script in scripts if script.text and (value := lenient(script.text)) is not None)


def lenient(text: str) -> Json:
    """JSON as sites write it; ``None`` when it cannot be read at all.

    Raw line breaks, CDATA, comments and entities around or in it, trailing commas or rubbish, several values one after
    the other (a list of them), quotes that nobody escaped, an end that is missing: as much as can be made out.
    """
    if len(text) > LARGEST:
        return None
    stripped = WRAPPING.sub("", text).lstrip("\ufeff \t\r\n;")
    if stripped[:1] == "&" or "&quot;" in stripped[:200]:
        stripped = html.unescape(stripped)
    if stripped[:1] not in {"{", "["}:
        return _decoded(stripped)[0] if stripped[:1] == '"' else None
    values = list(_values(stripped))
    return values[0] if len(values) == 1 else cast("Json", values) if values else None


def _values(text: str) -> Iterator[Json]:
    at = 0
    for _ in range(MOST_VALUES):
        value, end = _decoded(text, at)
        if value is None:
            value, end = literal(text, at)
        if not value:
            return
        yield value
        following = BETWEEN.match(text, end)
        if following is None:
            return
        at = following.end()


def _decoded(text: str, start: int = 0) -> tuple[Json, int]:
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start
    return cast("Json", value), end


def objects(value: Json) -> Iterator[JsonObject]:
    """Every object inside ``value``, in its order, parents first."""
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def strings(value: Json) -> Iterator[str]:
    """Every string inside ``value``, in its order."""
    stack: list[Json] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def types_of(item: JsonObject) -> frozenset[str]:
    """Its ``@type``, one or many, without the vocabulary's prefix."""
    kinds = item.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rpartition("/")[2] for kind in named if isinstance(kind, str))


def text_of(value: Json, *keys: str) -> str | None:
    """The first of ``keys`` (each ``a`` or ``a.b``) that holds words, one space between them; lists give their first."""
    for key in keys:
        item: Json = value
        for part in key.split("."):
            while isinstance(item, list) and item:
                item = item[0]
            item = item.get(part) if isinstance(item, dict) else None
        while isinstance(item, list) and item:
            item = item[0]
        if isinstance(item, str) and item.strip():
            return " ".join(item.split())
    return None
