"""gallery-dl's real extractors against real servers on loopback: what is had, what is refused, and that nothing goes around."""

import contextlib
import gzip
import json
import platform
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from provenance.errors import InputError
from provenance.fetch import gallerydl_run
from provenance.fetch.gallerydl import GalleryDl, installed_version
from provenance.fetch.gallerydl_run import GalleryDlRun
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, Failed, Found
from provenance.fetch.politeness import Politeness
from provenance.model import Availability, FileRole
from tests.fetch.answers import failed, had
from tests.fetch.galleries import API, PATH, carousel, picture, post
from tests.fetch.servers import Server, body, cut_off, echo_cookies, redirect, serving, small_mp4, socks_proxy, status, then_gone

BLOCK = 1 << 16
"""Bytes after which gallery-dl's process tells how far it is."""
pytestmark = pytest.mark.skipif(installed_version() is None, reason="gallery-dl is not installed")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def tool(server: Server, **options: object) -> GalleryDl:
    options.setdefault("polite", Politeness(sleep=lambda _: None))
    return GalleryDl(Guard(allow_hosts=frozenset({server.host})), **options)  # type: ignore[arg-type]


def acquire(client: GalleryDl, url: str, folder: Path) -> Downloaded | Failed:
    return client.acquire(url, folder=folder, progress=lambda *_: None)


def test_a_carousel_is_had_whole_and_in_order(server: Server, tmp_path: Path) -> None:
    url = carousel(server)
    files = [picture(0), picture(1).ljust(2 * BLOCK, b"\0"), picture(2)]
    server.routes["/media/1.jpg"] = body(files[1], "image/jpeg")
    client = tool(server, max_bytes=sum(map(len, files)))
    result = had(acquire(client, url, tmp_path))
    media = [file for file in result.files if file.role is FileRole.MEDIA]
    assert [file.path.read_bytes() for file in media] == files, "no byte counts twice towards the limit"
    assert [file.source for file in media] == [server.url(f"/media/{n}.jpg") for n in range(3)]
    assert media[1].note == "2 of 3 files of the post, by gallery-dl’s MastodonStatusExtractor"
    asked = [server.url(API), *(server.url(f"/media/{n}.jpg") for n in range(3))]
    assert list(result.requests) == client.guard.sent == asked
    assert (result.info.uploader, result.info.uploader_id) == ("A User", "user")
    assert result.info.description == "The river & the bridge"
    assert str(result.info.timestamp) == "2026-03-05T10:11:12Z"
    (answer,) = (json.loads(file.path.read_text()) for file in result.files if file.role is FileRole.INFO)
    assert answer["post"]["account"]["acct"] == "user"
    assert isinstance(client.check(url), Found)
    server.routes["/media/1.jpg"] = status(404)
    lost = failed(client.check(url))
    assert "404" in lost.message, "a post of which one file is gone is not there any more"
    assert lost.requests[-1] == server.url("/media/2.jpg")
    server.routes[API] = status(404)
    assert failed(client.check(url)).outcome is Availability.DELETED


def test_what_is_bad_in_a_post_does_not_stop_the_rest(server: Server, tmp_path: Path) -> None:
    busy = iter((429, 503))

    def later(handler: BaseHTTPRequestHandler) -> None:
        code = next(busy, None)
        if code is None:
            return body(picture(2), "image/jpeg")(handler)
        handler.send_response(code)
        handler.send_header("Retry-After", "7")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return None

    slept: list[float] = []
    with serving() as forbidden:
        forbidden.routes["/secret.jpg"] = body(picture(9), "image/jpeg")
        files = {
            "/gone.jpg": status(404),
            "/busy.jpg": later,
            "/page.jpg": body(b"<!doctype html><html><title>Log in</title></html>"),
            "/drawing.svg": body(b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"),
            "/short.jpg": cut_off(picture(4)[:200], 5_000, "image/jpeg"),
            "/moved.jpg": then_gone(redirect(server.url("/here.jpg"))),
            "/inside.jpg": redirect(forbidden.url("/secret.jpg")),
            "/..%2F..%2F%1B%5B31mevil%00.sh%00.jpg": body(picture(7), "image/png"),
            "/clip.mp4": body(small_mp4(), "video/mp4"),
        }
        server.routes["/here.jpg"] = body(picture(5), "image/jpeg")
        polite = Politeness(clock=lambda: sum(slept), sleep=slept.append)
        result = had(acquire(tool(server, polite=polite), post(server, files), tmp_path))
    media = {file.source.removeprefix(server.url("")): file for file in result.files if file.role is FileRole.MEDIA}
    assert [file.path.name for file in media.values()] == ["002.jpg", "006.jpg", "008.jpg", "009.mp4"]
    assert list(media)[:2] == ["/busy.jpg", "/here.jpg"]
    assert slept == [7, 7, 1], "asked again after a moment where the server hung up instead of answering"
    for number, words in (
        (1, "404"),
        (3, "an HTML page"),
        (4, "an SVG document"),
        (5, "IncompleteRead"),
        (7, "expected a public address"),
    ):
        assert any(f"file {number} of 9" in line and words in line for line in result.messages), (number, result.messages)
    assert forbidden.seen == []
    assert {path.name for path in tmp_path.iterdir()} >= {"002.jpg", "answer.json"}
    assert {path.parent for path in tmp_path.rglob("*")} == {tmp_path}


@pytest.mark.parametrize(
    ("posts", "files", "words"), [(1, 3, ""), (2, 0, "a list of posts"), (1, 4, "a list of more than 3 files")]
)
def test_a_list_is_no_post(posts: int, files: int, words: str) -> None:
    reader = pytest.importorskip("provenance.fetch.gallerydl_post", reason="gallery-dl is not installed")
    told = [(reader.Message.Directory, "", {"id": number}) for number in range(posts)]
    told += [(reader.Message.Url, f"https://site.example/{number}.jpg", {}) for number in range(files)]
    listing = reader.Listing(most=3)
    with pytest.raises(reader.ListError, match=words) if words else contextlib.nullcontext():
        listing.add(told)
    assert len(listing.items) == min(files, 3)


def test_a_site_that_wants_to_be_left_alone_is(server: Server, tmp_path: Path) -> None:
    def busy(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(429)
        handler.send_header("x-ratelimit-reset", "2100-01-01T00:00:00.000Z")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.routes[API] = busy
    result = failed(acquire(tool(server), server.url(PATH), tmp_path))
    assert result.outcome is Availability.RATE_LIMITED, result
    assert server.seen == [API]


def test_an_unknown_address_asks_nothing(server: Server, tmp_path: Path) -> None:
    result = failed(acquire(tool(server), server.url("/story"), tmp_path))
    assert result.outcome is Availability.UNSUPPORTED
    assert server.seen == []
    assert failed(acquire(tool(server), "file:///etc/passwd", tmp_path)).outcome is Availability.REFUSED


def test_the_analysts_limits_hold(server: Server, tmp_path: Path) -> None:
    url = carousel(server)
    result = failed(acquire(tool(server, max_bytes=len(picture(0)) + 10), url, tmp_path))
    assert result.outcome is Availability.REFUSED
    assert "bytes of media" in result.message
    ended = threading.Event()
    server.routes[API] = lambda _handler: ended.wait(30) and None
    result = failed(acquire(tool(server, max_seconds=1.5), url, tmp_path))
    ended.set()
    assert result.outcome is Availability.REFUSED
    assert "1.5 s" in result.message


def test_cookies_are_used_and_never_kept(server: Server, tmp_path: Path) -> None:
    jar = tmp_path / "cookies.txt"
    jar.write_text("# Netscape HTTP Cookie File\n127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tsecret-of-the-analyst-1\n")
    sent: list[str] = []
    files = {"/a.jpg": body(picture(1), "image/jpeg"), "/b.jpg": echo_cookies(sent, "{0}", code=403, reason="for {0}")}
    url = post(server, files, content="secret-of-the-analyst-1")
    folder = tmp_path / "got"
    result = had(acquire(tool(server, cookies=jar), url, folder))
    assert sent == ["session=secret-of-the-analyst-1"]
    assert "secret-of" not in repr(result) + "".join(path.read_text("latin-1") for path in folder.iterdir())
    assert any("removed: session" in words for words in result.messages)
    with pytest.raises(InputError, match="nowhere"):
        acquire(tool(server, cookies=tmp_path / "nowhere.txt"), url, folder)


@pytest.mark.parametrize("kind", ["http", "socks5h"])
def test_a_given_proxy_carries_everything(server: Server, tmp_path: Path, kind: str) -> None:
    """The site's name does not exist: it is resolved by the proxy or not at all."""
    asked: list[str] = []
    media = [{"id": "1", "type": "image", "url": "http://social.invalid/a.jpg"}]
    post(server, {"/a.jpg": body(picture(1), "image/jpeg")}, media_attachments=media)
    for path, route in list(server.routes.items()):
        server.routes[f"http://social.invalid{path}"] = route
    with socks_proxy(server, asked) as socks:
        proxy = socks if kind == "socks5h" else server.url("")
        client = GalleryDl(Guard(), proxy=proxy)
        result = had(acquire(client, f"http://social.invalid{PATH}", tmp_path))
        assert failed(acquire(client, "http://127.0.0.2/@user/1", tmp_path)).outcome is Availability.REFUSED
    assert list(result.requests) == ["http://social.invalid" + API, "http://social.invalid/a.jpg"]
    assert asked == (["social.invalid:80"] * 2 if kind == "socks5h" else [])


@pytest.mark.skipif(platform.system() != "Linux", reason="shared: the kernel's means are Linux's")
def test_nothing_goes_around_the_guard(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallerydl_run, "START_WITH", "from tests.fetch.gallerydl_astray import main; main()")
    server.routes["/allowed"] = body(b"welcome", "text/plain")
    server.routes["/allowed?bomb"] = body(gzip.compress(bytes(101_000_000), 1), "text/plain", Content_Encoding="gzip")
    folder = tmp_path / "folder"
    folder.mkdir()
    with serving("127.0.0.2") as other:
        other.routes["/"] = body(b"reached", "text/plain")
        run = GalleryDlRun(tool(server), folder, lambda *_: None)
        order = f"{server.url('/allowed')}|{other.url('/')}|{tmp_path / 'outside'}"
        told = run.work(order, touch=False, cookies=[])["told"]
        assert other.seen == []
    assert {name: told.pop(name) for name in ("OAuth", "session", "file here")} == {
        "OAuth": "done: welcome",
        "session": "done: welcome",
        "file here": "done: 1",
    }
    ours = {"OAuth elsewhere", "session elsewhere", "unannounced", "bomb"}
    assert ours == {name for name, words in told.items() if words == "Refused"}
    assert {words for name, words in told.items() if name not in ours} <= {"PermissionError", "URLError"}
    assert not (tmp_path / "outside").exists()
    assert run.requests == [*[server.url("/allowed")] * 2, server.url("/allowed?bomb")]
    assert run.missing == ()
