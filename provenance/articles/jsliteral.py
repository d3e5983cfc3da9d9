"""JavaScript object and array literals, as pages' scripts write them: JSON's looser ancestor.

Unquoted keys, other quotes, trailing commas, ``void 0``, ``!0``, and names that stand for values elsewhere. Code
is never run: where an expression begins, reading stops, and what was read until then is given.
"""

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from provenance.articles.jsontypes import Json

__all__ = ["Name", "fill", "literal", "text_of_literal"]

TOKEN = re.compile(
    r"\s*(?:(?P<open>[{\[])|(?P<close>[}\]])|(?P<mark>[,:])"
    r'|"(?P<double>[^"\\]*(?:\\.[^"\\]*)*)"|\'(?P<single>[^\'\\]*(?:\\.[^\'\\]*)*)\'|`(?P<back>[^`\\]*(?:\\.[^`\\]*)*)`'
    r"|(?P<number>-?\.?\d[\d.]*(?:[eE][+-]?\d+)?)(?![\w$])|(?P<word>[!\w$][\w$.]*(?:\s0(?!\w)|\([^()]{0,100}\))?))",
    re.DOTALL,
)
WORDS: dict[str, Json] = {"true": True, "false": False, "!0": True, "!1": False}
MOST_TOKENS = 400_000
_Holder: TypeAlias = "dict[str, Json] | list[Json]"


class Name(str):
    """A name met where a value should stand (a parameter of the function around the literal)."""

    __slots__ = ()


def literal(text: str, start: int = 0) -> tuple[Json, int]:
    """The object or array that begins at ``start``, and where reading ended: after it, or where no literal goes on."""
    root: list[Json] = []
    stack: list[_Holder] = [root]
    keys: list[str | None] = [None]
    at = start
    for _ in range(MOST_TOKENS):
        found = TOKEN.match(text, at)
        if found is None:
            break
        kind = found.lastgroup
        at = found.end()
        if kind == "open":
            child: _Holder = {} if found["open"] == "{" else []
            if not _put(stack[-1], keys, child):
                break
            stack.append(child)
            keys.append(None)
        elif kind == "close":
            stack.pop()
            keys.pop()
        elif kind == "mark":
            if found["mark"] == ",":
                keys[-1] = None
        elif isinstance(stack[-1], dict) and keys[-1] is None:
            keys[-1] = str(_value(found, kind))
        elif found[0].strip() != "new" and not _put(stack[-1], keys, _value(found, kind)):
            break
        if len(stack) == 1:
            break
    return (root[0] if root else None), at


def _put(holder: _Holder, keys: list[str | None], value: Json) -> bool:
    """``False`` for a value where a key should stand."""
    if isinstance(holder, list):
        holder.append(value)
        return True
    key = keys[-1]
    if key is None:
        return False
    holder[key] = value
    return True


def _value(found: re.Match[str], kind: str | None) -> Json:
    if kind in {"double", "single", "back"}:
        return text_of_literal(found[kind])
    if kind == "number":
        digits = found["number"]
        return int(digits) if digits.lstrip("-").isdigit() and len(digits) < 30 else digits
    word = found["word"]
    if word in WORDS:
        return WORDS[word]
    return None if word in {"null", "undefined", "NaN"} or word.startswith("void") else Name(word)


def text_of_literal(raw: str) -> str:
    """The text between a literal's quotes, its escapes resolved."""
    if "\\" not in raw:
        return raw
    plain = raw.replace("\\'", "'").replace("\\`", "`").replace("\\\n", "")
    plain = re.sub(r"\\x([0-9A-Fa-f]{2})", r"\\u00\1", plain)
    try:
        return str(json.loads(f'"{_quoted(plain)}"', strict=False))
    except ValueError:
        return raw.replace("\\/", "/").replace("\\n", " ").replace('\\"', '"')


def _quoted(plain: str) -> str:
    """With the double quotes escaped that the literal's own quotes did not need to escape."""
    return re.sub(r'(?P<kept>\\.)|"', lambda found: found["kept"] or '\\"', plain, flags=re.DOTALL)


def fill(value: Json, parameters: Sequence[str], arguments: Sequence[Json]) -> Json:
    """``value`` with every :class:`Name` of ``parameters`` replaced by its argument, other names by nothing. In place."""
    known = dict(zip(parameters, arguments, strict=False))
    stack: list[Json] = [value]
    while stack:
        holder = stack.pop()
        pairs = list(holder.items()) if isinstance(holder, dict) else list(enumerate(holder)) if isinstance(holder, list) else []
        for key, item in pairs:
            if isinstance(item, Name):
                holder[key] = known.get(item)  # type: ignore[index]
            elif isinstance(item, (dict, list)):
                stack.append(item)
    return value
