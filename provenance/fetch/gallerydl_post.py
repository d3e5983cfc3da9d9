"""What a post holds, by gallery-dl's extractors: listed, then fetched. Runs in the confined process only.

gallery-dl's own jobs, downloaders, path formats, archives and post-processors are not used: an extractor is asked what there is,
and each file is taken through the extractor's session to a numbered file.
"""

import contextlib
import http.cookiejar
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gallery_dl import config, exception, extractor
from gallery_dl.extractor.common import Extractor
from gallery_dl.extractor.message import Message

from provenance.fetch.gallerydl_child import Order, Parent, Refused, failure

__all__ = ["work"]

SETTINGS = {
    "proxy-env": False,
    "netrc": False,
    "input": False,
    "cookies-update": False,
    "write-pages": False,
    "retries": 1,
    "timeout": 20,
    "sleep-429": 0,
    "sleep-retries": 1,
}
CLOSED = frozenset({"generic", "recursive", "oauth", "noop", "ytdl"})
"""Categories that read any page or file, or do something else than read a post."""
BY_SHAPE = ("mastodon:", "misskey:")
"""Families of sites on anybody's host, told by the shape of an address: tried last."""
VIDEOS = frozenset({"mp4", "m4v", "mov", "webm", "mkv", "m3u8", "mpd", "ts"})
NESTED = 2
"""How often a post of one site may send to another address of the same site."""
BLOCK = 1 << 16
LARGEST_NOTE = 200_000
"""Characters kept of what the platform says of one file."""


class ListError(Exception):
    """More than one post."""


class NoPostError(Exception):
    """Nothing that gallery-dl knows, or nothing in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file of a post."""

    extr: Any
    url: str
    known: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Listing:
    """What an extractor says of a post."""

    most: int
    only_pictures: bool = False
    items: list[Item] = field(default_factory=list)
    posts: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, extr: Any, *, depth: int = 0) -> None:  # noqa: ANN401 - gallery-dl has no types
        """Everything that ``extr`` gives.

        Raises:
            ListError: more than belongs to a post.
        """
        before = len(self.posts)
        for message, url, known in extr:
            if message == Message.Directory:
                self.posts.append(dict(known))
                if len(self.posts) - before > 1:
                    raise ListError("a list of posts, not one post")
            elif message == Message.Url:
                self._file(extr, str(url), known)
            elif message == Message.Queue:
                self._further(extr, str(url), known, depth)

    def _file(self, extr: Any, url: str, known: Mapping[str, Any]) -> None:  # noqa: ANN401
        if not url.startswith(("http://", "https://")):
            if not url.startswith("text:"):
                self.notes.append(f"not fetched: {url[:200]}")
            return
        if self.only_pictures and str(known.get("extension")).lower() in VIDEOS:
            return
        if len(self.items) >= self.most:
            raise ListError(f"a list of more than {self.most} files, not one post")
        self.items.append(Item(extr=extr, url=url, known=dict(known)))

    def _further(self, extr: Any, url: str, known: Mapping[str, Any], depth: int) -> None:  # noqa: ANN401
        kind = known.get("_extractor")
        other = kind.from_url(url) if kind is not None else extractor.find(url)
        if other is not None and other.category == extr.category and depth < NESTED:
            self.add(other, depth=depth + 1)
        else:
            self.notes.append(f"it leads to {url[:200]}, which is not followed")


def work(parent: Parent, order: Order) -> Mapping[str, object]:
    """Do what is asked: fetch, or only ``touch``, what the address holds.

    Raises:
        Exception: what gallery-dl, a site or the parent objects to.
    """
    _settle(order)
    extr = _extractor(order["url"])
    listing = Listing(most=int(order["most"]), only_pictures=bool(order.get("only_pictures")))
    with contextlib.suppress(exception.StopExtraction):
        listing.add(extr)
    if not listing.items:
        raise NoPostError("; ".join(("there is no picture or video in this post", *listing.notes)))
    got = [_one(parent, item, number, order) for number, item in enumerate(listing.items, start=1)]
    return {
        "category": extr.category,
        "extractor": type(extr).__name__,
        "post": _plain(listing.posts[0] if listing.posts else {}),
        "files": got,
        "notes": listing.notes,
    }


def _settle(order: Order) -> None:
    config.clear()
    config.set(("cache",), "file", ":memory:")
    for name, value in SETTINGS.items():
        config.set(("extractor",), name, value)
    if order.get("proxy"):
        config.set(("extractor",), "proxy", order["proxy"])
    if order.get("cookies"):
        config.set(("extractor",), "cookies", "given")
        Extractor.cookies_load = lambda self, _source: _given(self, order["cookies"])
    patience, own = float(order["patience"]), bool(order["own"])
    Extractor.wait = lambda _self, seconds=None, until=None, **_more: _impatient(seconds, until, patience)
    Extractor.sleep = lambda _self, seconds, _reason: None if own else time.sleep(min(float(seconds), patience))


def _impatient(seconds: float | None, until: Any, patience: float) -> None:  # noqa: ANN401 - a time in one of three forms
    left = float(seconds) if seconds else (until.timestamp() if hasattr(until, "timestamp") else float(until)) - time.time()
    if left > min(patience, 10.0):
        raise Refused(f"too many requests: the site asked not to be asked again for {left:.0f} s")
    time.sleep(max(0.0, left))


def _given(extr: Any, cookies: Iterable[Iterable[Any]]) -> None:  # noqa: ANN401
    for name, value, domain, path, secure, expires in cookies:
        extr.cookies.set_cookie(
            http.cookiejar.Cookie(
                version=0,
                name=name,
                value=value,
                port=None,
                port_specified=False,
                domain=domain,
                domain_specified=True,
                domain_initial_dot=domain.startswith("."),
                path=path,
                path_specified=True,
                secure=secure,
                expires=expires,
                discard=False,
                comment=None,
                comment_url=None,
                rest={},
            )
        )


def _extractor(url: str) -> Any:  # noqa: ANN401
    found = extractor.find(url)
    if found is not None and found.category not in CLOSED:
        return found
    for prefix in BY_SHAPE:
        found = extractor.find(prefix + url)
        if found is not None and found.subcategory in {"status", "note"}:
            return found
    raise exception.NoExtractorError(f"no extractor of gallery-dl's knows {url}")


def _one(parent: Parent, item: Item, number: int, order: Order) -> dict[str, object]:
    """The file, from the first of its addresses that gives it; else why none does."""
    target = Path(f"{number:03}.got")
    last: dict[str, object] = {}
    for url in _addresses(item):
        try:
            found = _taken(parent, item, url, target, touch=bool(order.get("touch")))
        except Exception as error:  # noqa: BLE001 - one file that cannot be had does not stop the others
            last = last or {"url": url, **failure(error)}
            continue
        return {"number": number, **found, "name": _name(item), "about": _plain(item.known)}
    return {"number": number, "lost": True, **last, "name": _name(item)}


def _addresses(item: Item) -> Iterator[str]:
    yield item.url
    for other in item.known.get("_fallback") or ():
        if str(other).startswith(("http://", "https://")):
            yield str(other)


def _name(item: Item) -> str:
    name, ending = (str(item.known.get(key) or "") for key in ("filename", "extension"))
    return f"{name[:120]}.{ending[:8]}" if ending else name[:120]


def _taken(parent: Parent, item: Item, url: str, target: Path, *, touch: bool) -> dict[str, object]:
    known = item.known
    headers = {"Accept": "*/*", **(known.get("_http_headers") or {}), **({"Range": "bytes=0-0"} if touch else {})}
    answer = item.extr.session.request(
        known.get("_http_method", "GET"),
        url,
        stream=True,
        headers=headers,
        data=known.get("_http_data"),
        timeout=20,
        proxies=item.extr._proxies,  # noqa: SLF001 - as gallery-dl's own downloader does
    )
    with answer:
        if answer.status_code not in {200, 206, *known.get("_http_expected_status", ())}:
            raise exception.HttpError("", answer)
        validate = known.get("_http_validate")
        if validate is not None and not validate(answer):
            raise exception.HttpError("the answer is not the file that was asked for", answer)
        kind = answer.headers.get("Content-Type", "")[:100]
        size = 0 if touch else _written(parent, answer, target)
        return {"url": url, "final": answer.url, "type": kind, "size": size}


def _written(parent: Parent, answer: Any, target: Path) -> int:  # noqa: ANN401
    promised = answer.headers.get("Content-Length", "")
    whole = int(promised) if promised.isdigit() and "Content-Encoding" not in answer.headers else None
    size = told = 0
    parent.ask(say="receiving", size=0, whole=whole)
    with target.open("wb") as file:
        for piece in answer.raw.stream(BLOCK, decode_content=True):
            file.write(piece)
            size += len(piece)
            if size - told >= BLOCK:
                parent.ask(say="receiving", size=size - told)
                told = size
    parent.ask(say="receiving", size=size - told)
    if whole is not None and size < whole:
        raise exception.HttpError(f"content too short: {size} of {whole} bytes", None)
    return size


def _plain(known: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the platform says, without what is gallery-dl's own; values of other kinds become words when they are sent."""
    return {str(key)[:200]: _value(value) for key, value in known.items() if not str(key).startswith("_")}


def _value(value: Any, depth: int = 0) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        return value[:LARGEST_NOTE]
    if isinstance(value, Mapping) and depth < 12:
        return {str(k)[:200]: _value(v, depth + 1) for k, v in value.items() if not str(k).startswith("_")}
    if isinstance(value, list | tuple | set) and depth < 12:
        return [_value(v, depth + 1) for v in list(value)[:1_000]]
    return value if isinstance(value, int | float | bool | None) else str(value)[:LARGEST_NOTE]
