"""Pictures by our own fetcher, from real servers on loopback."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.errors import GuardError
from provenance.fetch import namedpictures
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, Failed, Found
from provenance.fetch.namedpictures import PagePictures
from provenance.fetch.politeness import Politeness
from provenance.model import Availability, FileRole
from tests.fetch.answers import failed, had
from tests.fetch.galleries import picture
from tests.fetch.servers import Server, body, cut_off, redirect, serving, status
from tests.fetch.test_politeness import Clock, later


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def client(server: Server, **options: object) -> PagePictures:
    return PagePictures(Guard(allow_hosts=frozenset({server.host})), **options)  # type: ignore[arg-type]


def acquire(server: Server, path: str, folder: Path, **options: object) -> Downloaded | Failed:
    return client(server, **options).acquire(server.url(path), folder=folder, progress=lambda *_: None)


def page(*pictures: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><p>Words.</p>{''.join(f'<img src={p}>' for p in pictures)}</body></html>".encode()


def test_an_address_that_is_a_picture(server: Server, tmp_path: Path) -> None:
    data = picture(1, suffix=".png")
    server.routes["/short"] = redirect(server.url("/a%20b.jpg"))
    # The type that a server states is not believed, nor is the ending.
    server.routes["/a%20b.jpg"] = body(data, "image/jpeg")
    result = had(acquire(server, "/short", tmp_path))
    (file,) = result.files
    assert (file.role, file.name, file.source) == (FileRole.MEDIA, "a b.png", server.url("/a%20b.jpg"))
    assert file.path.read_bytes() == data
    assert result.requests == (server.url("/short"), server.url("/a%20b.jpg"))
    assert isinstance(client(server).check(server.url("/short")), Found)
    server.routes["/a%20b.jpg"] = status(410)
    assert failed(client(server).check(server.url("/short"))).outcome is Availability.DELETED


def test_a_page_in_the_place_of_a_picture(server: Server, tmp_path: Path) -> None:
    server.routes["/File:a.jpg"] = body(page("/b.jpg"))
    result = client(server).itself(server.url("/File:a.jpg"), folder=tmp_path, progress=lambda *_: None)
    assert failed(result).outcome is Availability.UNSUPPORTED
    assert "an HTML page" in failed(result).message
    assert server.seen == ["/File:a.jpg"]


def test_what_a_page_names_is_kept_apart_from_what_was_posted(server: Server, tmp_path: Path) -> None:
    head = "<meta property='og:image' content='/og.jpg'><meta name='twitter:image' content='/og.jpg'>"
    server.routes["/post"] = body(page("/gone.jpg", "/page.jpg", "/drawing", "/short.jpg", "/inside.jpg", "/two.webp", head=head))
    server.routes["/og.jpg"] = body(gzip.compress(picture(1)), "image/jpeg", Content_Encoding="gzip")
    server.routes["/page.jpg"] = body(page(), "image/jpeg")
    server.routes["/drawing"] = body(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml")
    server.routes["/short.jpg"] = cut_off(picture(2)[:100], 4_000, "image/jpeg")
    server.routes["/two.webp"] = body(picture(3, suffix=".webp"), "image/webp")
    with serving() as forbidden:
        server.routes["/inside.jpg"] = redirect(forbidden.url("/secret.jpg"))
        forbidden.routes["/secret.jpg"] = body(picture(9), "image/jpeg")
        result = had(acquire(server, "/post", tmp_path))
        assert forbidden.seen == []
    assert [(file.role, file.name, file.note) for file in result.files] == [
        (FileRole.PICTURE, "og.jpg", "og:image, twitter:image"),
        (FileRole.PICTURE, "two.webp", "img"),
    ]
    assert result.files[0].path.read_bytes() == picture(1)
    said = ("404", "an HTML page", "an SVG document", "short.jpg", "a public address")
    assert len(result.messages) == len(said)
    assert all(words in message for words, message in zip(said, result.messages, strict=True)), result.messages
    assert {path.name for path in tmp_path.iterdir()} == {"001.jpg", "007.webp"}


def test_a_page_without_pictures(server: Server, tmp_path: Path) -> None:
    server.routes["/post"] = body(page())
    assert failed(acquire(server, "/post", tmp_path)).outcome is Availability.UNSUPPORTED
    assert failed(acquire(server, "/gone", tmp_path)).outcome is Availability.DELETED


def test_limits(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = picture(4, size=(24, 32))
    for number, data in enumerate((picture(1), picture(2), small, picture(3)), start=1):
        server.routes[f"/{number}.jpg"] = body(data, "image/jpeg")
    server.routes["/post"] = body(page("/1.jpg", "/2.jpg", "/3.jpg", "/4.jpg"))
    result = had(acquire(server, "/post", tmp_path, max_bytes=len(picture(1)) + len(small)))
    assert [file.name for file in result.files] == ["1.jpg", "3.jpg"], "one that is too large does not stop the others"
    assert "no more pictures are fetched" in result.messages[-1]
    assert "/4.jpg" not in server.seen
    assert failed(acquire(server, "/post", tmp_path, max_seconds=1e-9)).outcome is Availability.REFUSED
    # What the analyst's limit stops may be had with another one; what our own stops never is.
    server.routes["/packed.jpg"] = body(gzip.compress(picture(1)), "image/jpeg", Content_Encoding="gzip")
    for path in ("/1.jpg", "/packed.jpg"):
        assert failed(acquire(server, path, tmp_path, max_bytes=100)).outcome is Availability.REFUSED
    monkeypatch.setattr(namedpictures, "LARGEST", 100)
    assert failed(acquire(server, "/1.jpg", tmp_path)).outcome is Availability.UNSUPPORTED


def test_a_host_that_wants_peace_is_not_asked_for_the_other_pictures(server: Server, tmp_path: Path) -> None:
    clock = Clock()
    polite = Politeness(clock=clock, sleep=clock.sleep)
    paths = [f"/{number}.jpg" for number in range(8)]
    with serving() as busy:
        busy.routes |= dict.fromkeys(paths, later(99, status(200), "3600"))
        server.routes["/post"] = body(page(*map(busy.url, paths)))
        both = PagePictures(Guard(allow_hosts=frozenset({server.host, busy.host})), polite=polite)
        result = failed(both.acquire(server.url("/post"), folder=tmp_path, progress=lambda *_: None))
        assert busy.seen == ["/0.jpg"]
    assert result.message.count("nothing was sent") == 7
    assert clock.waits == []


def test_a_picture_is_asked_for_again_where_a_fault_may_pass(server: Server, tmp_path: Path) -> None:
    clock = Clock()
    polite = Politeness(clock=clock, sleep=clock.sleep)
    server.routes["/a.jpg"] = later(1, body(picture(1), "image/jpeg"), "7", 503)
    assert had(acquire(server, "/a.jpg", tmp_path, polite=polite)).files
    server.routes["/b.jpg"] = status(502)
    assert failed(acquire(server, "/b.jpg", tmp_path, polite=polite)).outcome is Availability.NETWORK_ERROR
    assert (clock.waits, server.seen) == ([7, 1], ["/a.jpg"] * 2 + ["/b.jpg"] * 2)


def test_an_address_is_judged_before_it_is_asked(server: Server, tmp_path: Path) -> None:
    def judge(url: str) -> None:
        if url.endswith("/2"):
            raise GuardError("no")

    server.routes |= {"/1": redirect("/2"), "/2": body(picture(1), "image/jpeg")}
    assert failed(acquire(server, "/1", tmp_path, judge=judge)).outcome is Availability.REFUSED
    assert server.seen == ["/1"]
