"""Search engines, by the languages that each knows best. The program opens none of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["PICTURES", "WEB", "Engine", "PictureEngine", "picture_engines", "regional"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One that is asked in words."""

    name: str
    url: str
    """``{}`` stands for the words."""
    languages: frozenset[str] = frozenset()
    """ISO 639-1: where it knows more than the general one."""
    script: re.Pattern[str] = field(default=re.compile(r"(?!)"))
    """Letters by which a query is one for it, whatever the article's language."""


WEB = Engine(name="DuckDuckGo", url="https://duckduckgo.com/?q={}")
CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk", "uz"})
REGIONAL = (
    Engine(name="Yandex", url="https://yandex.com/search/?text={}", languages=CYRILLIC, script=re.compile(r"[\u0400-\u052f]")),
    Engine(
        name="Yahoo! JAPAN",
        url="https://search.yahoo.co.jp/search?p={}",
        languages=frozenset({"ja"}),
        script=re.compile(r"[\u3040-\u30ff]"),
    ),
    Engine(
        name="Naver",
        url="https://search.naver.com/search.naver?query={}",
        languages=frozenset({"ko"}),
        script=re.compile(r"[\uac00-\ud7af]"),
    ),
    Engine(
        name="Baidu",
        url="https://www.baidu.com/s?wd={}",
        languages=frozenset({"zh"}),
        script=re.compile(r"[\u4e00-\u9fff]"),
    ),
)
"""In this order: Japanese is written with Chinese characters too, and Chinese never with kana."""


def regional(query: str, language: str | None) -> Engine | None:
    """The engine of the query's script, else of the article's language; ``None`` where the general one does."""
    by_script = (engine for engine in REGIONAL if engine.script.search(query))
    by_language = (engine for engine in REGIONAL if language in engine.languages)
    return next(by_script, None) or next(by_language, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureEngine:
    """One that is asked with a picture."""

    name: str
    page: str
    """Where a picture is uploaded."""
    by_address: str = ""
    """``{}`` stands for the address of a picture that anyone can open; empty where it takes uploads only."""
    languages: frozenset[str] = frozenset()
    """Where it comes first."""
    only_there: bool = False
    """Whether it is of use for those languages alone."""


PICTURES = (
    PictureEngine(name="Google Lens", page="https://lens.google.com/", by_address="https://lens.google.com/uploadbyurl?url={}"),
    PictureEngine(
        name="Yandex",
        page="https://yandex.com/images/",
        by_address="https://yandex.com/images/search?rpt=imageview&url={}",
        languages=CYRILLIC,
    ),
    PictureEngine(
        name="Bing",
        page="https://www.bing.com/visualsearch",
        by_address="https://www.bing.com/images/searchbyimage?cbir=sbi&imgurl={}",
    ),
    PictureEngine(name="TinEye", page="https://tineye.com/", by_address="https://tineye.com/search?url={}"),
    PictureEngine(name="Baidu", page="https://graph.baidu.com/pcpage/index", languages=frozenset({"zh"}), only_there=True),
)


def picture_engines(language: str | None) -> Iterator[PictureEngine]:
    """Those of use for an article in ``language``, the best for it first."""
    yield from (engine for engine in PICTURES if language in engine.languages)
    yield from (engine for engine in PICTURES if language not in engine.languages and not engine.only_there)
