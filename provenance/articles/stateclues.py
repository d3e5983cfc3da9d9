"""Where a script speaks of a post at all: a quick look at its text, so that only data which matters is read."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from provenance.platforms import is_known_host, recognise
from provenance.platforms.identifiers import SHAPES

__all__ = ["Clue", "places", "unescape_slashes"]

Clue = tuple[int, str]
"""Where it stands, and characters of it that stand in the data as well."""

END = re.compile(r"[\s\"'<>\\\\)]|&quot;")
MOST = 400
"""Of one kind in one script."""
AROUND = 200
"""Characters between a platform's word and the identifier that belongs to it."""
FILES = (".mp4", ".m3u8", ".mpd")
MARKUP = re.compile(r"P(?:GJsb2NrcXVvdG|GlmcmFtZ|HNjcmlwd|GRpdi)")
"""``<blockquote``, ``<iframe``, ``<script`` and ``<div`` in base64."""
KEYS = r"[iI][dD]|[cC]ode|[kK]ey|value|ref|src|content|data|embed|identifier"
MARKS = r"[\"'\\\\]{0,4}\s{0,3}[:=,]\s{0,3}[\"'\\\\]{0,4}"
"""Between a key and its value, which flattened data (devalue, turbo-stream) keeps as neighbours in one list."""
WORDS = tuple(
    (
        word,
        re.compile(rf"(?:{KEYS}){MARKS}({shape.pattern.pattern})(?![\w-])"),
        re.compile(rf"{MARKS}({shape.pattern.pattern})(?![\w-])"),
    )
    for shape in SHAPES
    for word in shape.words
    if len(word) > 4
)
"""A platform's word, an identifier under a key near it, an identifier right after it."""


def unescape_slashes(text: str) -> str:
    """``text`` with the slashes that JSON and JavaScript escape as themselves."""
    return text.replace("\\u002F", "/").replace("\\u002f", "/").replace("\\/", "/") if "\\" in text else text


def places(text: str, *, files: bool) -> list[Clue]:
    """What names a post (or, if wanted, a media file), in the text's order."""
    found = [*_addresses(text, "//"), *_identifiers(text)]
    for mark in ("%2F%2F", "%2f%2f"):
        if mark in text:
            found += _addresses(text, mark)
    found += ((mark.start(), mark[0]) for mark in islice(MARKUP.finditer(text), MOST))
    for ending in FILES if files else ():
        found += ((at, ending) for at in _all(text, ending))
    return sorted(found)


def _addresses(text: str, mark: str) -> Iterator[Clue]:
    at = -len(mark)
    for part in text.split(mark):
        start = at
        at += len(part) + len(mark)
        head = part[:60]
        host = head.partition("%" if mark[0] == "%" else "/")[0].lower()
        if start >= 0 and (_is_known(host) or "/@" in head) and _names_post(_address(part, mark)):
            yield start, _raw(part)[:60]


@lru_cache(maxsize=8192)
def _is_known(host: str) -> bool:
    return is_known_host(host)


def _raw(part: str) -> str:
    head = part[:600]
    cut = END.search(head)
    return head[: cut.start()] if cut else head


def _address(part: str, mark: str) -> str:
    return unquote(_raw(part)) if mark[0] == "%" else _raw(part)


@lru_cache(maxsize=2048)
def _names_post(address: str) -> bool:
    return recognise(address) is not None


def _identifiers(text: str) -> Iterator[Clue]:
    """Platforms' words in short strings or keys with something like an identifier near them."""
    lower = text.lower()
    for word, near, following in WORDS:
        for at in _all(lower, word):
            yield from ((at, found[1]) for found in near.finditer(text, max(0, at - AROUND), at + AROUND))
            if (found := following.match(text, at + len(word))) is not None:
                yield at, found[1]


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    for _ in range(MOST):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)
