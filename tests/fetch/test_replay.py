"""yt-dlp's real code over a web archive on loopback: everything comes from there, and nothing reaches the site itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from provenance.errors import GuardError
from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, Failed
from provenance.fetch.politeness import Politeness
from provenance.fetch.replay import PUBLIC, Replay
from provenance.fetch.wayback import WAYBACK, Wayback
from provenance.fetch.ytdlp import YtDlp
from provenance.model import Availability, FileRole
from tests.fetch.servers import Server, body, redirect, serving, small_mp4
from tests.fetch.waybackmachine import Held, Machine, machine

BASE = WAYBACK.replay
STAMP = "20190504030201"
PAGE = "<html><head><title>Rain</title><meta charset='utf-8'></head><body><video src='/media/{}'></video></body></html>"


@pytest.fixture
def archive() -> Iterator[Machine]:
    with machine() as running:
        yield running


@pytest.fixture
def live() -> Iterator[Server]:
    """The site itself: it must not be asked."""
    with serving() as running:
        yield running


def replaying(archive: Machine, *more: Server, stamp: str = STAMP) -> YtDlp:
    hosts = frozenset({archive.host, *(server.host for server in more)})
    replay = Replay(archive=archive.archive, timestamp=stamp)
    return YtDlp(Guard(allow_hosts=hosts), replay=replay, polite=Politeness(own=hosts))


def acquired(client: YtDlp, url: str, folder: Path) -> Downloaded:
    found = client.acquire(url, folder=folder, progress=lambda *_: None)
    assert isinstance(found, Downloaded), found
    return found


def media(found: Downloaded) -> bytes:
    (file,) = (file for file in found.files if file.role is FileRole.MEDIA)
    return file.path.read_bytes()


def captured(replay: Replay | None, url: str) -> str:
    found = replay.capture(url) if replay else None
    assert found is not None
    return str(found.captured)


def test_addresses_go_into_the_archive_and_back() -> None:
    replay = Replay(archive=WAYBACK, timestamp=STAMP)
    inside = replay.address("https://a.example/x?y=1")
    assert inside == f"{BASE}{STAMP}id_/https://a.example/x?y=1"
    assert replay.original(inside) == "https://a.example/x?y=1"
    assert replay.address(inside) == inside
    assert captured(replay, inside) == "2019-05-04T03:02:01Z"
    assert replay.capture("https://a.example/x") is None
    assert replay.capture(f"{BASE}20199999999999id_/https://a.example/") is None
    elsewhere = Replay(archive=Wayback(replay="http://127.0.0.1:9/web/"), timestamp=STAMP)
    assert elsewhere.address("https://web.archive.org/__wb/videoinfo") == "http://127.0.0.1:9/__wb/videoinfo"
    with pytest.raises(GuardError, match="expected an address of the archive"):
        WAYBACK.check("https://web.archive.org.evil.example/")


@pytest.mark.parametrize("name", ["rain.mp4", "my film.mp4", "дождь.mp4"])
def test_a_page_and_its_media_come_from_the_archive_alone(archive: Machine, live: Server, tmp_path: Path, name: str) -> None:
    clip, post = small_mp4(), live.url("/post/1")
    archive.held = [
        Held(STAMP, post, PAGE.format(name).encode()),
        Held("20190505000000", live.url(f"/media/{quote(name)}"), clip, "video/mp4"),
    ]
    client = replaying(archive, live)
    found = acquired(client, post, tmp_path)
    assert media(found) == clip
    assert live.seen == []
    assert all(url.startswith(archive.url("/web/")) for url in found.requests)
    (file,) = (file for file in found.files if file.role is FileRole.MEDIA)
    assert unquote(file.source) == live.url(f"/media/{name}")
    assert captured(client.replay, file.source) == "2019-05-05T00:00:00Z", "the media's own capture, not the page's"


def test_a_direct_file(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/a.mp4"), small_mp4(), "video/mp4")]
    assert media(acquired(replaying(archive, live), live.url("/a.mp4"), tmp_path)) == small_mp4()
    assert live.seen == []


def test_a_captured_redirect_is_followed_inside_the_archive(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [
        Held(STAMP, live.url("/old.mp4"), code=302, location=live.url("/new.mp4")),
        Held(STAMP, live.url("/new.mp4"), small_mp4(), "video/mp4"),
    ]
    assert media(acquired(replaying(archive, live), live.url("/old.mp4"), tmp_path)) == small_mp4()
    assert live.seen == []


def test_a_redirect_out_of_the_archive_is_refused(archive: Machine, live: Server, tmp_path: Path) -> None:
    live.routes["/a.mp4"] = body(small_mp4(), "video/mp4")
    archive.instead["/web/"] = redirect(live.url("/a.mp4"))
    found = replaying(archive, live).acquire(live.url("/a.mp4"), folder=tmp_path, progress=lambda *_: None)
    assert isinstance(found, Failed)
    assert found.outcome is Availability.REFUSED
    assert live.seen == []


def test_what_the_archive_does_not_hold_is_not_had(archive: Machine, live: Server, tmp_path: Path) -> None:
    archive.held = [Held(STAMP, live.url("/post/1"), PAGE.format("rain.mp4").encode())]
    found = replaying(archive, live).acquire(live.url("/post/1"), folder=tmp_path, progress=lambda *_: None)
    assert isinstance(found, Failed)
    assert "404" in found.message
    assert live.seen == []


def test_yt_dlps_own_extractor_for_archived_videos(archive: Machine, tmp_path: Path) -> None:
    """Its code as it is, against answers of the shape that it reads; synthetic, for the archive cannot be recorded here."""
    served = "https://r1---sn-x.googlevideo.com/videoplayback?id=1&itag=18"
    watch = "https://www.youtube.com/watch?v=abcdefghijk"
    answer = {"formats": [{"url": served, "ext": "mp4"}]}
    archive.routes["/__wb/videoinfo?vtype=youtube&vid=abcdefghijk"] = body(json.dumps(answer).encode(), "application/json")
    page = (
        "<html><head><title>Rain over the mole - YouTube</title></head><body><script>"
        'var ytInitialPlayerResponse = {"videoDetails": {"title": "Rain over the mole", "author": "Quay Watch"}};'
        "</script></body></html>"
    )
    archive.held = [Held(STAMP, watch, page.encode()), Held("20190601000000", served, small_mp4(), "video/mp4")]
    client = replaying(archive)
    found = acquired(client, f"{PUBLIC}web/{STAMP}/{watch}", tmp_path)
    assert media(found) == small_mp4()
    assert (found.info.extractor, found.info.title, found.info.uploader) == (
        "web.archive:youtube",
        "Rain over the mole",
        "Quay Watch",
    )
    (file,) = (file for file in found.files if file.role is FileRole.MEDIA)
    assert captured(client.replay, file.source) == "2019-06-01T00:00:00Z"
    assert all(url.startswith(archive.url("/")) for url in found.requests)
