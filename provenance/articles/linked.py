"""JSON-LD of a page: read leniently, walked at any depth."""

import json
import re
from collections.abc import Iterator
from typing import TypeAlias, cast

from lxml.html import HtmlElement

__all__ = ["Json", "JsonObject", "linked_data", "objects", "strings", "text_of", "types_of"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]

LARGEST = 5_000_000
WRAPPING = re.compile(r"^\s*(?:/\*.{0,200}?\*/|<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)\s*", re.DOTALL)


def linked_data(tree: HtmlElement) -> tuple[tuple[HtmlElement, Json], ...]:
    """Every JSON-LD script that can be read, with its element."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower())
    return tuple((script, value) for script in scripts if script.text and (value := lenient(script.text)) is not None)


def lenient(text: str) -> Json:
    """JSON with raw line breaks, CDATA, trailing commas or trailing rubbish; ``None`` when it cannot be read at all."""
    if len(text) > LARGEST:
        return None
    stripped = WRAPPING.sub("", text).lstrip()
    for repair in (lambda words: words, lambda words: re.sub(r",(\s{0,50}[\]}])", r"\1", words)):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(repair(stripped))
        except (ValueError, RecursionError):
            continue
        return cast("Json", value)
    return None


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
