"""Changes to texts: hostile words, wrong types, depth, counts, broken charsets, mark-up, entities."""

import json
import random
import re
from collections.abc import Callable

__all__ = ["JSON", "MARKUP", "MUTATIONS", "XML"]

Change = Callable[[random.Random, bytes], bytes]

WORDS = (
    "\x1b]0;owned\x07\x1b[31m",
    "[bold red]x[/]",
    "</script><script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "\"'><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x.example","y")',
    "+1+cmd|' /C calc'!A0",
    "../../../../etc/passwd",
    "/etc/passwd",
    "C:\\x\\y",
    "a" * 300 + ".mp4",
    "nul\0byte.mp4",
    "\u202egpj.exe",
    "e\u0301" * 200,
    "\ufeff",
    "\U000e0001",
    "file:///etc/passwd",
    "http://127.0.0.1:1/x",
    "javascript:alert(1)",
    "http://[::1",
    "https://" + "a." * 200 + "example/",
    "https://t.me/channel/99999999999999999999999999",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "9" * 5000,
    "-1",
    "1e400",
    "NaN",
    "0x",
    "99999-99-99",
    "0000-00-00T00:00:00Z",
    "31/02/2024, 25:61",
    "2024-02-30T23:59:60+99:99",
    "{{7*7}}",
    "${7*7}",
    "%s%s%n",
    "\u0661\u0662\u0663",
    "²",
)
BROKEN = (b"\xff\xfe", b"\xc3(", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\0" * 50, b"\x80" * 20, b"\xef\xbb\xbf")
"""Byte order marks in the middle, overlong and lone surrogates, NULs."""


def _place(generator: random.Random, data: bytes) -> int:
    return generator.randrange(len(data) + 1)


def hostile_word(generator: random.Random, data: bytes) -> bytes:
    """Words with power elsewhere, anywhere."""
    place = _place(generator, data)
    return data[:place] + generator.choice(WORDS).encode("utf-8", "surrogatepass") + data[place:]


def hostile_value(generator: random.Random, data: bytes) -> bytes:
    """The same in the place of a word, value or address of the text."""
    found = list(re.finditer(rb"[^\s\"'<>,;:=]{3,}", data))
    if not found:
        return data
    start, end = generator.choice(found).span()
    return data[:start] + generator.choice(WORDS).encode("utf-8", "surrogatepass") + data[end:]


def broken_charset(generator: random.Random, data: bytes) -> bytes:
    """Bytes that are no UTF-8."""
    place = _place(generator, data)
    return data[:place] + generator.choice(BROKEN) + data[place:]


def another_charset(generator: random.Random, data: bytes) -> bytes:
    """The text in another charset, with or without saying so."""
    charset = generator.choice(("utf-16", "utf-16-be", "utf-32", "cp1251", "latin-1", "shift_jis", "utf-7"))
    return data.decode("utf-8", "replace").encode(charset, "replace")


def many_lines(generator: random.Random, data: bytes) -> bytes:
    """One line some hundred times."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    at = generator.randrange(len(lines))
    return b"".join((*lines[:at], lines[at] * min(300, 500_000 // max(1, len(lines[at]))), *lines[at:]))


def shuffled_lines(generator: random.Random, data: bytes) -> bytes:
    """The lines in another order, some gone."""
    lines = data.splitlines(keepends=True)
    generator.shuffle(lines)
    return b"".join(lines[: max(1, len(lines) - generator.randrange(3))])


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────

VALUES: tuple[object, ...] = (
    None,
    True,
    0,
    -1,
    10**400,
    1e308,
    float("inf"),
    float("nan"),
    "",
    "\ud800",
    "\0",
    [],
    {},
    [[]],
    [None],
    {"": None},
    [1, "a", None, {}],
    "x" * 100_000,
    *WORDS,
)


def wrong_type(generator: random.Random, data: bytes) -> bytes:
    """A value of another kind in the place of one that was there."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return data
    value = generator.choice(VALUES)
    changed = _replaced(generator, document, value)
    return json.dumps(changed, ensure_ascii=generator.random() < 0.5).encode("utf-8", "surrogatepass")


def _replaced(generator: random.Random, node: object, value: object) -> object:
    if isinstance(node, dict) and node and generator.random() < 0.85:
        key = generator.choice(list(node))
        return {**node, key: _replaced(generator, node[key], value)}
    if isinstance(node, list) and node and generator.random() < 0.85:
        at = generator.randrange(len(node))
        return [*node[:at], _replaced(generator, node[at], value), *node[at + 1 :]]
    return value


def deep_json(generator: random.Random, data: bytes) -> bytes:
    """A hundred thousand levels in the place of a value, or around the whole."""
    depth = generator.choice((200, 2_000, 100_000))
    opened, closed = generator.choice(((b"[", b"]"), (b'{"a":', b"}")))
    found = list(re.finditer(rb'(?<=:)\s*("[^"]*"|\d+|null|true)', data))
    if not found or generator.random() < 0.3:
        return opened * depth + data + closed * depth
    start, end = generator.choice(found).span()
    return data[:start] + opened * depth + b"1" + closed * depth + data[end:]


def long_json(generator: random.Random, data: bytes) -> bytes:
    """A list of a hundred thousand in the place of a value."""
    found = list(re.finditer(rb'(?<=:)\s*("[^"]*"|\d+|null|true)', data))
    if not found:
        return data
    start, end = generator.choice(found).span()
    item = data[start:end].strip()[:40] or b"1"
    return data[:start] + b"[" + b",".join([item] * (200_000 // (len(item) + 1))) + b"]" + data[end:]


def repeated_keys(generator: random.Random, data: bytes) -> bytes:
    """The same key twice."""
    found = list(re.finditer(rb'"\w+"\s*:\s*("[^"]*"|\d+|null|true)', data))
    if not found:
        return data
    one, other = generator.choice(found), generator.choice(found)
    return data[: one.end()] + b"," + other.group() + data[one.end() :]


# ── mark-up ─────────────────────────────────────────────────────────────────────────────────────


def deep_markup(generator: random.Random, data: bytes) -> bytes:
    """Elements in elements, some thousand deep."""
    tag = generator.choice((b"<div>", b"<b>", b"<table><tr><td>", b'<blockquote class="twitter-tweet">', b"<svg>", b"<template>"))
    place = _place(generator, data)
    return data[:place] + tag * generator.choice((50, 3000)) + data[place:]


def many_embeds(generator: random.Random, data: bytes) -> bytes:
    """One embed some thousand times, with or without addresses of their own."""
    count = generator.choice((50, 2000))
    shape = generator.choice(
        (
            '<iframe src="https://www.youtube.com/embed/abcdefgh{:03x}"></iframe>',
            '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/1{:017d}">x</a></blockquote>',
            "<video></video>",
        )
    )
    place = _place(generator, data)
    return data[:place] + "".join(shape.format(number) for number in range(count)).encode() + data[place:]


def torn_tags(generator: random.Random, data: bytes) -> bytes:
    """Angle brackets and quotation marks gone or too many."""
    mark = generator.choice((b"<", b">", b'"', b"&", b"<!--", b"<![CDATA[", b"<?xml"))
    if generator.random() < 0.5:
        return data.replace(mark, b"", generator.randrange(1, 5))
    place = _place(generator, data)
    return data[:place] + mark * generator.choice((1, 1000)) + data[place:]


def state_in_script(generator: random.Random, data: bytes) -> bytes:
    """Script state that is deep, broken, or long."""
    inside = generator.choice(
        (
            b"[" * 5000,
            b'{"@type":"VideoObject","contentUrl":' + b'["' * 500,
            b'{"@graph":[' + b'{"@type":"VideoObject","contentUrl":"https://x.example/a.mp4","uploadDate":1e999},' * 500 + b"]}",
            b'"\\ud800\\u0000' + b"\\" * 999,
        )
    )
    kind = generator.choice((b"<script>window.a=", b'<script type="application/ld+json">', b'<div data-x="'))
    place = _place(generator, data)
    return data[:place] + kind + inside + b"</script>" + data[place:]


def entities(generator: random.Random, data: bytes) -> bytes:
    """A declaration of entities that swell, or that name a file, and a use of it."""
    declared = generator.choice(
        (
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(12))
            + b"]>",
            b'<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>',
            b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">',
        )
    )
    after = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    place = data.find(b">", after + 1) + 1
    return data[:after] + declared + data[after:place] + b"&a11;" + data[place:]


MUTATIONS: tuple[Change, ...] = (
    hostile_word,
    hostile_value,
    hostile_value,
    broken_charset,
    another_charset,
    many_lines,
    shuffled_lines,
)
JSON: tuple[Change, ...] = (wrong_type, wrong_type, wrong_type, deep_json, long_json, repeated_keys)
MARKUP: tuple[Change, ...] = (deep_markup, many_embeds, torn_tags, torn_tags, state_in_script, entities)
XML: tuple[Change, ...] = (entities, entities, torn_tags, deep_markup)
