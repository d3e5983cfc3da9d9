"""Posts that stand only in the data a page's scripts carry (``__NEXT_DATA__``, ``__NUXT__``, Fusion, Apollo and the like).

Such data also holds other stories. One rule tells them apart whatever the framework: an address belongs
to this article when the strings beside it, in the script's own order, are words of this article.
"""

import html
import json
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import squeeze
from provenance.articles.harvest import URL, Find
from provenance.model import ReferenceKind
from provenance.platforms import PLATFORMS, may_name_post

__all__ = ["state_finds"]

CLUES = tuple(host if len(host) > 7 else f"/{host}" for platform in PLATFORMS for host in platform.hosts)
"""A script without any of these names no post. Looked for one by one: that is quicker than one pattern."""
LITERAL = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"', re.DOTALL)
TAG = re.compile(r"<[^<>]{0,5000}>")
LARGEST = 8_000_000
PROSE = 40
"""A string of this many characters is long enough to be recognised as the article's."""
REACH = 48
"""How many strings away prose is looked for."""
WINDOW = 6
"""How many strings of prose on either side of an address are looked at."""


def state_finds(document: Document) -> Iterator[Find]:
    """Addresses in this story's part of the scripts' data."""
    if document.tree is None:
        return
    for script in document.tree.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or len(text) > LARGEST or not any(clue in text for clue in CLUES):
            continue
        yield from _of_script(list(_strings(text, 0)), script, document.article.text)


def _strings(text: str, depth: int) -> Iterator[str]:
    """The script's string literals that matter, decoded, in order; JSON inside a string is opened."""
    for found in LITERAL.finditer(text):
        raw = found[1]
        if len(raw) < PROSE and "/" not in raw:
            continue
        try:
            value = json.loads(f'"{raw}"', strict=False)
        except ValueError:
            value = raw.replace("\\/", "/").replace("\\n", " ")
        if depth < 2 and value[:1] in "{[" and '"' in value:
            yield from _strings(value, depth + 1)
        else:
            yield value


def _of_script(values: Sequence[str], script: HtmlElement, text: str) -> Iterator[Find]:
    for n, value in enumerate(values):
        posts = [url for url in URL.findall(html.unescape(value)) if may_name_post(url)] if "//" in value else []
        if posts and _beside(values, n, text):
            for url in posts:
                yield Find(url=url, kind=ReferenceKind.EMBED, where="script data", element=script)


def _beside(values: Sequence[str], at: int, text: str) -> bool:
    """Whether the string itself, or the nearest prose before and after it, stands in ``text``."""
    if _is_own(values[at], text):
        return True
    before, after = values[max(0, at - REACH) : at][::-1], values[at + 1 : at + 1 + REACH]
    return any(_is_own(near, text) for near in (*_prose(before), *_prose(after)))


def _prose(values: Sequence[str]) -> Iterator[str]:
    met = 0
    for value in values:
        if len(value) >= PROSE and " " in value:
            yield value
            met += 1
        if met == WINDOW:
            return


def _is_own(value: str, text: str) -> bool:
    """Whether a stretch from the middle, the start or the end of ``value`` stands in ``text``."""
    plain = squeeze(html.unescape(TAG.sub(" ", value[:60_000])))
    if len(plain) < PROSE:
        return False
    middle = len(plain) // 2
    return any(plain[start : start + PROSE] in text for start in (0, max(0, middle - PROSE // 2), len(plain) - PROSE))
