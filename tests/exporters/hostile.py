"""Puts hostile text into every field of a snapshot that holds text from outside."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import cycle
from typing import Any, TypeVar

from provenance import model as m

T = TypeVar("T")
OURS = {"id", "reference", "about", "suffix"}
"""Fields whose text the program makes itself."""
CLOSED = (Enum, bytes, m.Digest, m.Fingerprint, m.Instant, m.ZonelessTime, m.CalendarDay)


def poisoned(value: T, texts: tuple[str, ...]) -> T:
    """``value`` with each of its strings replaced by the next of ``texts``."""
    return _poisoned(value, cycle(texts))


def _poisoned(value: Any, texts: Iterator[str]) -> Any:
    if isinstance(value, CLOSED):
        return value
    if isinstance(value, m.Article):
        return _poisoned_article(value, texts)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: _poisoned(getattr(value, f.name), texts) for f in fields(value) if f.name not in OURS}
        return replace(value, **changes | ({"references": value.references} if isinstance(value, m.MediaRecord) else {}))
    if isinstance(value, tuple):
        return tuple(_poisoned(item, texts) for item in value)
    return next(texts) if isinstance(value, str) else value


def _poisoned_article(article: m.Article, texts: Iterator[str]) -> m.Article:
    """The text keeps its length in blocks, or the spans would point nowhere."""
    filled = "".join(next(texts) for _ in range(40)) or "empty"
    body = (filled * (len(article.text) // len(filled) + 1))[: len(article.text)]
    return replace(
        article,
        source=next(texts),
        text=body,
        title=next(texts),
        authors=(next(texts),),
        site=next(texts),
        url=next(texts),
        language=next(texts),
    )
