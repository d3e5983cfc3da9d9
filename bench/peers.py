"""The tools beside us, each made to tell the addresses it keeps of a page. Runs in ``.venv-peers`` (``bench/peers.txt``).

python -m bench.peers --peer NAME --pages DIR --out F.jsonl

None of them returns posts of platforms as such (yt-dlp apart): what a tool keeps of a page as text, mark-up, links or data is
searched for addresses, and :mod:`bench.reading` runs these through ``provenance.platforms.recognise``, so every peer has the
help of our recogniser. Only the tool's own work is timed. No request can leave: sockets refuse before anything is read.
"""

import argparse
import html
import importlib
import io
import json
import logging
import re
import socket
import time
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from bench.measuring import write_measurements

__all__ = ["PEERS", "main"]

ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>\\^`{}|)\]]{4,2000}")
BASE = "https://news.example/"


def _load(name: str) -> Any:  # noqa: ANN401 - these packages exist only in the peers' environment
    return importlib.import_module(name)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def newspaper(data: bytes, name: str) -> list[str]:
    """newspaper4k: the mark-up of the body it chose, and its list of movies."""
    article = _load("newspaper").Article(BASE + name, fetch_images=False)
    article.download(input_html=_text(data))
    article.parse()
    body = [_load("lxml.html").tostring(article.top_node, encoding="unicode")] if article.top_node is not None else []
    return [*body, *map(str, article.movies)]


def goose(data: bytes, name: str) -> list[str]:  # noqa: ARG001
    """goose3: embedded tweets, movies and links of the body."""
    article = _goose().extract(raw_html=_text(data))
    movies = [str(part) for movie in article.movies for part in (movie.src, movie.embed_code)]
    return [*map(str, article.tweets), *movies, *map(str, article.links)]


@cache
def _goose() -> Any:  # noqa: ANN401
    return _load("goose3").Goose({"enable_image_fetching": False})


def trafilatura(data: bytes, name: str) -> list[str]:
    """trafilatura: its extract with links kept."""
    kept = _load("trafilatura").extract(data, url=BASE + name, output_format="xml", include_links=True, include_comments=False)
    return [kept or ""]


def extruct(data: bytes, name: str) -> list[str]:
    """extruct: every string of the structured data, all syntaxes."""
    return [json.dumps(_load("extruct").extract(_text(data), base_url=BASE + name, errors="ignore"), default=str)]


def ural_links(data: bytes, name: str) -> list[str]:  # noqa: ARG001
    """ural: the addresses of the page's links."""
    return list(_load("ural").urls_from_html(_text(data)))


def ural_source(data: bytes, name: str) -> list[str]:  # noqa: ARG001
    """ural: every address in the page's source, read as if it were text."""
    return list(_load("ural").urls_from_text(_text(data)))


def readability(data: bytes, name: str) -> list[str]:
    """readability-lxml: the mark-up of the body it kept."""
    return [_load("readability").Document(_text(data), url=BASE + name).summary(html_partial=True)]


def ytdlp(data: bytes, name: str) -> list[str]:
    """yt-dlp's generic extractor; its opener knows this one page and refuses everything else."""
    youtube_dl, page = _ytdlp(), BASE + name
    response = _load("yt_dlp.networking.common").Response(io.BytesIO(data), page, {"Content-Type": "text/html"})
    refuse = _load("yt_dlp.networking.exceptions").TransportError

    def only_this_page(request: Any) -> Any:  # noqa: ANN401
        address = request if isinstance(request, str) else request.url
        if address != page:
            raise refuse(f"offline: {address}")
        return response

    youtube_dl.urlopen = only_this_page
    try:
        found = youtube_dl.get_info_extractor("Generic").extract(page)
        return [json.dumps(_unrolled(found), default=str)]
    except _load("yt_dlp.utils").ExtractorError:
        return []


def _unrolled(found: dict[str, Any]) -> list[Any]:
    return [
        {key: entry.get(key) for key in ("url", "webpage_url", "formats", "ie_key", "id")}
        for entry in (found.get("entries") or [found])
        if entry
    ]


@cache
def _ytdlp() -> Any:  # noqa: ANN401
    return _load("yt_dlp").YoutubeDL(
        {"quiet": True, "no_warnings": True, "logger": logging.getLogger("yt-dlp"), "cachedir": False}
    )


PEERS: Mapping[str, Callable[[bytes, str], list[str]]] = {
    "newspaper4k": newspaper,
    "goose3": goose,
    "trafilatura": trafilatura,
    "readability-lxml": readability,
    "ural, links": ural_links,
    "ural, whole source as text": ural_source,
    "yt-dlp generic": ytdlp,
    "extruct": extruct,
}


def addresses(kept: list[str]) -> list[str]:
    """Every address in what a tool kept, once, in its order."""
    texts = (html.unescape(text.replace("\\/", "/")) for text in kept)
    return list(dict.fromkeys(found[0].rstrip(".,;:!?") for text in texts for found in ADDRESS.finditer(text)))


def _refused(*_: object, **__: object) -> NoReturn:
    raise OSError("offline: no request may leave a benchmark")


def main() -> None:
    """Run one peer over ``--pages``."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peer", choices=PEERS, required=True)
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    for way_out in ("connect", "connect_ex"):
        setattr(socket.socket, way_out, _refused)
    socket.getaddrinfo = _refused
    extract = PEERS[given.peer]

    def read(data: bytes, name: str) -> dict[str, object]:
        began = time.perf_counter()
        kept = extract(data, name)
        seconds = time.perf_counter() - began
        return {"urls": addresses(kept), "seconds": seconds}

    write_measurements(read, pages=given.pages, out=given.out)


if __name__ == "__main__":
    main()
